"""N-Triples and N-Quads (RDF 1.1): the canonical terms as they are, sorted, each line once."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from graph_builder.sorting import Sorter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Quad


def write_ntriples(quads: Iterable[Quad], _: str) -> Iterator[str]:
    """Yield all graphs merged as sorted N-Triples."""
    sorter = Sorter()
    sorter.add(f"{s} {p} {o} ." for s, p, o, _ in quads)
    return (lines for _, lines in sorter.iter_chapters())


def write_nquads(quads: Iterable[Quad], _: str) -> Iterator[str]:
    """Yield the named graphs, one after the other, as N-Quads sorted within each."""
    sorter = Sorter()
    for graph, members in groupby(quads, key=itemgetter(3)):
        end = f" {graph} ." if graph else " ."
        sorter.add((f"{s} {p} {o}{end}" for s, p, o, _ in members), chapter=graph)
    return (lines for _, lines in sorter.iter_chapters())
