"""Into a triple store: sent in batches, then counted there, then asked the same questions.

All that is sent is a set of triples without blank nodes: a load that was broken off is completed by running it
again, and nothing is doubled by that.
"""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from graph_builder.loading.endpoints import find_endpoints
from graph_builder.loading.transport import Transport, find_authorization, parse_url
from graph_builder.loading.verification import Check, Loaded, Sent, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from graph_builder.terms import Quad, Term

__all__ = ["Check", "Loaded", "Transport", "load"]

_BATCH = 25_000


def load(
    url: str,
    quads: Iterable[Quad],
    *,
    named_graphs: bool = False,
    replace: bool = False,
    checks: Sequence[Check] = (),
    progress: Callable[[int], None] | None = None,
    transport: Transport | None = None,
) -> Loaded:
    """Load a graph into a store over the SPARQL 1.1 Graph Store HTTP Protocol, and see that it is there.

    Args:
        url: The store's base or dataset address.
        quads: The graph, one named graph after the other.
        named_graphs: Keep the named graphs instead of putting all into the default graph.
        replace: Put the graph in the place of what those graphs hold in the store.
        checks: Questions of the default graph with the rows they must give; passed over with ``named_graphs``, and
            where the store holds other data too.
        progress: Told after each batch how many triples were sent.
        transport: How to reach the store; by default with the credentials of the environment or netrc.

    Returns:
        What was sent and what was found there.

    Raises:
        UsageError: The address cannot be used.
        OutsideError: The store cannot be reached, refuses, or does not hold what was sent.
    """
    parse_url(url)
    endpoints = find_endpoints(url, transport or Transport(find_authorization(url)))
    sent = Sent()
    for graph, batch, is_first in _iter_batches(quads, named_graphs=named_graphs):
        endpoints.send(batch, graph, replace=replace and is_first)
        sent.add(graph, batch)
        if progress is not None:
            progress(sent.triples)
    return verify(endpoints, sent, () if named_graphs else checks)


def _iter_batches(
    quads: Iterable[Quad], *, named_graphs: bool
) -> Iterator[tuple[Term | None, list[str], bool]]:
    """Yield lines of N-Triples with the graph they go to, and whether they are the first of it."""
    if not named_graphs:
        for number, batch in enumerate(_cut(_iter_lines(quads))):
            yield None, batch, number == 0
        return
    for graph, members in groupby(quads, key=itemgetter(3)):
        for number, batch in enumerate(_cut(_iter_lines(members))):
            yield graph, batch, number == 0


def _iter_lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield each triple once. Of those seen only a hash is kept: a million take some 60 MB."""
    seen = set()
    for subject, predicate, value, _ in quads:
        line = f"{subject} {predicate} {value} .\n"
        mark = hash(line)
        if mark not in seen:
            seen.add(mark)
            yield line


def _cut(lines: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(lines, _BATCH)):
        yield batch
