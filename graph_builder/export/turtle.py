"""Turtle and TriG (RDF 1.1): grouped by subject, sorted, with prefixes; the same bytes for the same graph."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from graph_builder.export.names import (
    XSD_BOOLEAN,
    XSD_DECIMAL,
    XSD_INTEGER,
    Group,
    ShortNames,
    group_triples,
    split_literal,
)
from graph_builder.sorting import sort_lines
from graph_builder.vocabulary import PREFIXES, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph_builder.terms import Quad, Term

_BARE = {
    XSD_INTEGER: re.compile(r"[+-]?[0-9]+"),
    XSD_DECIMAL: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD_BOOLEAN: re.compile(r"true|false"),
}

_LONG_LINE = 120


def write_turtle(
    quads: Iterable[Quad], base_iri: str, prefixes: Mapping[str, str] = PREFIXES
) -> Iterator[str]:
    """Yield all graphs merged as Turtle."""
    writer = _Writer(ShortNames(base_iri, prefixes))
    yield writer.write_head()
    for group in group_triples(quad[:3] for quad in quads):
        yield f"\n{writer.write_group(group)}"


def write_trig(quads: Iterable[Quad], base_iri: str) -> Iterator[str]:
    """Yield the named graphs in order as TriG."""
    writer = _Writer(ShortNames(base_iri))
    yield writer.write_head()
    lines = sort_lines(f"{graph} {s} {p} {o}" for s, p, o, graph in quads)
    for graph, members in groupby((line.split(" ", 3) for line in lines), key=itemgetter(0)):
        yield f"\n{writer.write(graph)} {{\n" if graph else "\n{\n"
        for number, group in enumerate(group_triples((s, p, o) for _, s, p, o in members)):
            yield f"\n{writer.write_group(group)}" if number else writer.write_group(group)
        yield "}\n"


class _Writer:
    def __init__(self, names: ShortNames) -> None:
        self._names = names
        # Many terms stand again and again near each other: classes, units, passages and the things they speak of.
        self._write_predicate = lru_cache(maxsize=1000)(self._name_predicate)
        self.write = lru_cache(maxsize=1000)(self._write)

    def write_head(self) -> str:
        lines = [f"@base <{self._names.base}> .\n"] if self._names.base else []
        lines += [f"@prefix {name}: <{iri}> .\n" for name, iri in self._names.prefixes.items()]
        return "".join(lines)

    def write_group(self, group: Group) -> str:
        subject, predicates = group
        lines = [
            f"    {self._write_predicate(predicate)} {self.write(values[0])}"
            if len(values) == 1
            else f"    {self._write_predicate(predicate)}{self._write_values(values)}"
            for predicate, values in predicates
        ]
        body = " ;\n".join(lines)
        return f"{self.write(subject)}\n{body} .\n"

    def _write_values(self, values: list[Term]) -> str:
        """Return several objects behind their property: on one line, or on one each where that would be a long one."""
        written = [self.write(value) for value in values]
        if sum(map(len, written)) > _LONG_LINE:
            return "\n        " + ",\n        ".join(written)
        return f" {', '.join(written)}"

    def _name_predicate(self, predicate: Term) -> str:
        return "a" if predicate == rdf.type else self.write(predicate)

    def _write(self, term: Term) -> str:
        """Return a term as Turtle writes it; what cannot be shortened stays as in N-Triples."""
        if term.startswith("<"):
            return self._write_iri(term)
        if term.endswith(">") and not term.startswith("_"):
            return self._write_typed(term)
        return term

    def _write_iri(self, term: Term) -> str:
        relative = self._names.get_relative(term)
        if relative is not None:
            return f"<{relative}>"
        return self._names.get_prefixed(term) or term

    def _write_typed(self, term: Term) -> str:
        quoted, _, datatype = split_literal(term)
        bare = _BARE.get(datatype)
        if bare and bare.fullmatch(quoted[1:-1]):
            return quoted[1:-1]
        return f"{quoted}^^{self._write_iri(datatype)}"
