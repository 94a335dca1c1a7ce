"""Triples grouped by subject, and short names for IRIs, as all pretty formats need them."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from graph_builder.terms import iri
from graph_builder.vocabulary import PREFIXES, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Term

Group = tuple["Term", list[tuple["Term", list["Term"]]]]

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_BASE = re.compile(r"https?://[^/?#]+/(?:[^?#]*/)?")
_RELATIVE = re.compile(r"[A-Za-z0-9_~%][A-Za-z0-9_~%-]*(?:/[A-Za-z0-9_~%-][A-Za-z0-9_~%.-]*)*")
_XSD = PREFIXES["xsd"]


def group_triples(triples: Iterable[tuple[Term, Term, Term]]) -> Iterator[Group]:
    """Yield the subjects in order, each with its predicates in order, each with its objects in order.

    ``rdf:type`` comes first. Every triple comes once.
    """
    subjects: dict[Term, set[tuple[Term, Term]]] = {}
    for subject, predicate, value in triples:
        subjects.setdefault(subject, set()).add((sys.intern(predicate), value))
    for subject in sorted(subjects):
        predicates: dict[Term, list[Term]] = {}
        for predicate, value in sorted(subjects[subject]):
            predicates.setdefault(predicate, []).append(value)
        types = predicates.pop(rdf.type, None)
        head = [(rdf.type, types)] if types else []
        yield subject, [*head, *predicates.items()]


class ShortNames:
    """Short forms of IRIs: relative to the base, or by prefix."""

    def __init__(self, base_iri: str) -> None:
        """Take the base IRI. Only one of the web that ends with a slash can be left out."""
        base = iri(base_iri)[1:-1]
        self.base = base if _BASE.fullmatch(base) and "/." not in base else ""
        self._beginning = f"<{self.base}" if self.base else ""

    def get_relative(self, term: Term) -> str | None:
        """Return an IRI without the base, if putting the base before it again gives the same.

        Nothing is shortened that a reader could take for a scheme, a query or a path to normalise
        (RFC 3986, section 5.2).
        """
        if self._beginning and term.startswith(self._beginning):
            rest = term[len(self._beginning) : -1]
            if _RELATIVE.fullmatch(rest):
                return rest
        return None


def get_prefixed(term: Term) -> str | None:
    """Return an IRI as a prefixed name, if one of the known prefixes fits.

    >>> get_prefixed("<https://w3id.org/graph-builder/ontology#quote>")
    'gb:quote'
    """
    namespace, mark, local = _split(term)
    prefix = _BY_NAMESPACE.get(namespace + mark)
    return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(local) else None


def _split(term: Term) -> tuple[str, str, str]:
    mark = "#" if "#" in term else "/"
    namespace, _, local = term[1:-1].rpartition(mark)
    return namespace, mark, local


def split_literal(term: Term) -> tuple[Term, str, Term]:
    """Return a literal's quoted text, its language tag and its datatype (empty for plain strings).

    >>> split_literal('"a"@en')
    ('"a"', 'en', '')
    """
    end = term.rindex('"') + 1
    rest = term[end:]
    if rest.startswith("@"):
        return term[:end], rest[1:], ""
    return term[:end], "", rest[2:]


_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}
XSD_INTEGER, XSD_DECIMAL = f"<{_XSD}integer>", f"<{_XSD}decimal>"
XSD_BOOLEAN, XSD_DATE = f"<{_XSD}boolean>", f"<{_XSD}date>"
