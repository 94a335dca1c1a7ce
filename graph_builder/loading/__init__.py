"""Into a triple store: sent in batches, then counted there, then asked the same questions.

All that is sent is a set of triples without blank nodes: a load that was broken off is completed by running it
again, and nothing is doubled by that.
"""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from graph_builder.loading.credentials import Credentials, find_credentials
from graph_builder.loading.dialects import Dialect, load_dialects
from graph_builder.loading.endpoints import Endpoints, find_endpoints
from graph_builder.loading.journal import Journal
from graph_builder.loading.transport import Transport, parse_url
from graph_builder.loading.verification import Check, Loaded, Sent, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from graph_builder.terms import Quad, Term

__all__ = [
    "Check",
    "Credentials",
    "Dialect",
    "Endpoints",
    "Journal",
    "Loaded",
    "Transport",
    "find_credentials",
    "find_store",
    "load",
    "load_dialects",
    "survey",
]


def find_store(
    url: str, *, store: str | None = None, transport: Transport | None = None
) -> Endpoints:
    """Return the store at an address.

    Args:
        url: The store's base or dataset address.
        store: Its name; by default it is found out by asking.
        transport: How to reach it; by default with the credentials of the environment, netrc or keyring.

    Raises:
        UsageError: The address, the name or the credentials cannot be used.
        OutsideError: No store answers there.
    """
    parse_url(url)
    return find_endpoints(url, transport or Transport(find_credentials(url)), store)


def survey(
    endpoints: Endpoints, quads: Iterable[Quad], *, named_graphs: bool = False
) -> dict[Term | None, tuple[int, int]]:
    """Return for each graph how many triples would be sent, and how many it holds in the store now.

    Raises:
        OutsideError: The store does not answer.
    """
    sent = Sent()
    for graph, batch, _ in _iter_batches(quads, endpoints.dialect.batch, named_graphs=named_graphs):
        sent.add(graph, batch)
    held = endpoints.count(sent.counts)
    return {graph: (count, held.get(graph, 0)) for graph, count in sent.counts.items()}


def load(
    endpoints: Endpoints,
    quads: Iterable[Quad],
    *,
    named_graphs: bool = False,
    replace: bool = False,
    checks: Sequence[Check] = (),
    progress: Callable[[int], None] | None = None,
    journal: Journal | None = None,
) -> Loaded:
    """Load a graph into a store, and see that it is there.

    Args:
        endpoints: The store.
        quads: The graph, one named graph after the other.
        named_graphs: Keep the named graphs instead of putting all into the default graph.
        replace: Put the graph in the place of what those graphs hold in the store, one graph after the other.
        checks: Questions with the rows they must give, of the merge of all that is sent; passed over where the graphs hold
            other data too.
        progress: Told after each batch how many triples were sent.
        journal: What an earlier load of the same graph has sent already.

    Returns:
        What was sent and what was found there.

    Raises:
        OutsideError: The store cannot be reached, refuses, or does not hold what was sent.
    """
    sent = Sent()
    done = _count_taken(endpoints, journal, named_graphs=named_graphs)
    batches = _iter_batches(quads, endpoints.dialect.batch, named_graphs=named_graphs)
    for number, (graph, batch, is_first) in enumerate(batches):
        sent.add(graph, batch)
        if number >= done:
            endpoints.send(batch, graph, replace=replace and is_first)
            if journal is not None:
                journal.note(sent.triples)
        if progress is not None:
            progress(sent.triples)
    if journal is not None:
        journal.forget()
    return verify(endpoints, sent, checks)


def _count_taken(endpoints: Endpoints, journal: Journal | None, *, named_graphs: bool) -> int:
    """Return how many batches the store has already, unless it holds less than that: somebody emptied it since."""
    if journal is None or not journal.taken:
        return 0
    if not named_graphs and endpoints.count([None])[None] < journal.taken[-1]:
        journal.forget()
    return len(journal.taken)


def _iter_batches(
    quads: Iterable[Quad], size: int, *, named_graphs: bool
) -> Iterator[tuple[Term | None, list[str], bool]]:
    """Yield lines of N-Triples with the graph they go to, and whether they are the first of it."""
    if not named_graphs:
        for number, batch in enumerate(_cut(_iter_lines(quads), size)):
            yield None, batch, number == 0
        return
    for graph, members in groupby(quads, key=itemgetter(3)):
        for number, batch in enumerate(_cut(_iter_lines(members), size)):
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


def _cut(lines: Iterator[str], size: int) -> Iterator[list[str]]:
    while batch := list(islice(lines, size)):
        yield batch
