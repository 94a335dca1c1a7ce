"""N-Triples and N-Quads (RDF 1.1): the canonical terms as they are, sorted, each line once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.export.sorting import sort_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Quad


def write_ntriples(quads: Iterable[Quad], _: str) -> Iterator[str]:
    """Yield all graphs merged as sorted N-Triples."""
    for line in sort_lines(f"{s} {p} {o} ." for s, p, o, _ in quads):
        yield f"{line}\n"


def write_nquads(quads: Iterable[Quad], _: str) -> Iterator[str]:
    """Yield the named graphs, one after the other, as N-Quads sorted within each."""
    for line in sort_lines(f"{graph}\x01{s} {p} {o}" for s, p, o, graph in quads):
        graph, _, triple = line.partition("\x01")
        yield f"{triple} {graph} .\n" if graph else f"{triple} .\n"
