"""N-Triples and N-Quads (RDF 1.1): the canonical terms as they are, sorted, each line once."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from graph_builder.export.sorting import sort_chapters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Quad


def write_ntriples(quads: Iterable[Quad], _: str) -> Iterator[str]:
    """Yield all graphs merged as sorted N-Triples."""
    return sort_chapters([("", (f"{s} {p} {o} ." for s, p, o, _ in quads))])


def write_nquads(quads: Iterable[Quad], _: str) -> Iterator[str]:
    """Yield the named graphs, one after the other, as N-Quads sorted within each."""
    return sort_chapters(
        (graph, _write_graph(graph, members))
        for graph, members in groupby(quads, key=itemgetter(3))
    )


def _write_graph(graph: str, quads: Iterable[Quad]) -> Iterator[str]:
    end = f" {graph} ." if graph else " ."
    return (f"{s} {p} {o}{end}" for s, p, o, _ in quads)
