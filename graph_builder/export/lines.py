"""N-Triples and N-Quads (RDF 1.1): the canonical terms as they are, sorted, each line once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Quad


def write_ntriples(quads: Iterable[Quad], _: str) -> Iterator[str]:
    """Yield all graphs merged as sorted N-Triples."""
    yield from sorted(
        {f"{subject} {predicate} {value} .\n" for subject, predicate, value, _ in quads}
    )


def write_nquads(quads: Iterable[Quad], _: str) -> Iterator[str]:
    """Yield the named graphs, one after the other, as N-Quads sorted within each."""
    lines = {
        (graph, f"{subject} {predicate} {value}") for subject, predicate, value, graph in quads
    }
    for graph, triple in sorted(lines):
        yield f"{triple} {graph} .\n" if graph else f"{triple} .\n"
