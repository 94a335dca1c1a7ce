"""Triples grouped by subject, and short names for IRIs, as all pretty formats need them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graph_builder.sorting import sort_lines
from graph_builder.terms import iri
from graph_builder.vocabulary import PREFIXES, dcterms, gb, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph_builder.terms import Term

Group = tuple["Term", list[tuple["Term", list["Term"]]]]

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_BASE = re.compile(r"https?://[^/?#]+/(?:[^?#]*/)?")
_RELATIVE = re.compile(r"[A-Za-z0-9_~%][A-Za-z0-9_~%-]*(?:/[A-Za-z0-9_~%-][A-Za-z0-9_~%.-]*)*")
_XSD = PREFIXES["xsd"]

# In a key, where one thing's parts have to follow it at once: <a> <a/b> <a-b>. Terms hold no control characters.
_PART, _END = "\x02", "\x01"

_ORDER = {
    term: place
    for place, term in enumerate(
        (
            *(rdf.type, skos.prefLabel, skos.altLabel, skos.inScheme),
            *(dcterms.identifier, dcterms.title, dcterms.source),
            *(term for name, term in vars(gb).items() if not name.startswith("__")),
        )
    )
}
"""What a reader wants to know first: kind, names, then the rest as the ontology lists it; foreign terms come last."""


def group_triples(triples: Iterable[tuple[Term, Term, Term]]) -> Iterator[Group]:
    """Yield the subjects in order, each followed by its parts, with their predicates and objects in order.

    Every triple comes once. Classes come with the narrowest of ours first.
    """
    current, predicates = "", dict[str, list[str]]()
    for line in sort_lines(_make_keys(triples)):
        key, _, rest = line.partition(_END)
        if key != current:
            if predicates:
                yield _order(current, predicates)
            current, predicates = key, {}
        predicate, _, value = rest.partition(" ")
        if predicate in predicates:
            predicates[predicate].append(value)
        else:
            predicates[predicate] = [value]
    if predicates:
        yield _order(current, predicates)


def _make_keys(triples: Iterable[tuple[Term, Term, Term]]) -> Iterator[str]:
    before = key = ""
    for subject, predicate, value in triples:
        if subject != before:
            before = subject
            key = subject.replace("/", _PART).replace(">", "") + _END
        yield f"{key}{predicate} {value}"


def _order(key: str, predicates: dict[Term, list[Term]]) -> Group:
    subject = key.replace(_PART, "/")
    if types := predicates.get(rdf.type):
        types.sort(key=rank_class)
    ordered = [(predicate, predicates[predicate]) for predicate in _rank(tuple(predicates))]
    return f"{subject}>" if subject.startswith("<") else subject, ordered


@lru_cache(maxsize=1000)
def _rank(predicates: tuple[Term, ...]) -> list[Term]:
    """Return predicates as a reader wants them; things of one kind mostly have the same."""
    return sorted(predicates, key=lambda term: (_ORDER.get(term, len(_ORDER)), term))


def rank_class(term: Term) -> tuple[int, Term]:
    """Return by what classes are sorted so that the narrowest of ours comes first: the ontology lists them from wide to narrow."""
    return -_ORDER.get(term, -1), term


class ShortNames:
    """Short forms of IRIs: relative to the base, or by prefix."""

    def __init__(self, base_iri: str, prefixes: Mapping[str, str] = PREFIXES) -> None:
        """Take the base IRI. Only one of the web that ends with a slash can be left out."""
        base = iri(base_iri)[1:-1]
        self.base = base if _BASE.fullmatch(base) and "/." not in base else ""
        self.prefixes = dict(sorted(prefixes.items()))
        self._beginning = f"<{self.base}" if self.base else ""
        self._by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}

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

    def get_prefixed(self, term: Term) -> str | None:
        """Return an IRI as a prefixed name, if one of the prefixes fits.

        >>> ShortNames("").get_prefixed("<https://w3id.org/graph-builder/ontology#quote>")
        'gb:quote'
        """
        mark = "#" if "#" in term else "/"
        namespace, _, local = term[1:-1].rpartition(mark)
        prefix = self._by_namespace.get(namespace + mark)
        return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(local) else None


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


XSD_INTEGER, XSD_DECIMAL = f"<{_XSD}integer>", f"<{_XSD}decimal>"
XSD_BOOLEAN, XSD_DATE = f"<{_XSD}boolean>", f"<{_XSD}date>"
