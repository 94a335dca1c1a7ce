"""Measures each saved question on a graph that is there, however large: what it takes after a build, and then.

    python benchmarks/questions.py GRAPH [--repeat N] [--rank N]

A question is asked for what the graph has most of, or for what comes Nth: the most quoted speaker, the measure with most steps, the days
around the middle one. What is meant is found in lists that the first such question after a build makes (see ``querying/hints.py``); the first
column has that, the second what it takes from then on. Without parameters a question lists everything; that is measured once.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from figures import add_option, show

from graph_builder.querying import Rows, find_queries, run_query
from graph_builder.querying.hints import follow_hints
from graph_builder.store import GraphFolder
from graph_builder.vocabulary import PREFIXES

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from shelves import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.querying import SavedQuery

MOST = {
    "claims-about": ("about", "?x gb:about ?thing"),
    "claims-by-speaker": ("speaker", "?x gb:speaker ?thing"),
    "conflicting-figures": ("indicator", "?x gb:indicator ?thing"),
    "entities": ("name", "?thing gb:mentionedAt ?x"),
    "measures-by-status": ("measure", "?x gb:changes ?thing"),
    "office-holders": ("holder", "?x gb:holder ?thing"),
    "promises-and-follow-up": ("speaker", "?x a gb:Commitment ; gb:speaker ?thing"),
    "sources": ("outlet", "?x gb:publisher ?thing"),
    "who-disagrees": ("about", "?x a gb:Criticism ; gb:about ?thing"),
}
"""By which parameter a question is asked, and of what there is to be most."""
DAYS = dt.timedelta(days=15)


def measure(folder: Path, repeat: int, *, named: bool, rank: int) -> dict[str, float]:
    """Return processor seconds by question and parameter, with the number of rows in the name."""
    figures = {}
    with GraphFolder(folder).open_index() as index:
        for query in find_queries().values():
            for values in choose_values(query, index.store, rank):
                if named and not values:
                    continue
                shelf = Shelf(index.store)
                first, rows = ask(shelf, query, values)
                label = f"{query.name} {' '.join(values.values())}".strip()
                figures[f"{label}, first: {rows} rows"] = first
                if values:
                    again = statistics.median(ask(shelf, query, values)[0] for _ in range(repeat))
                    figures[f"{label}, then"] = again
    return figures


def choose_values(query: SavedQuery, store: pyoxigraph.Store, rank: int) -> list[dict[str, str]]:
    """Return the parameters to ask a question with."""
    if query.name == "what-changed-between":
        day = dt.date.fromisoformat(pick(store, _MIDDLE))
        return [{"from": f"{day - DAYS}", "to": f"{day + DAYS}"}]
    if query.name not in MOST:
        return [{}]
    parameter, pattern = MOST[query.name]
    order = _MOST_FIRST.format(before=rank - 1)
    most = {parameter: pick(store, f"{_LABEL} {{ {pattern} }} GROUP BY ?thing {order}")}
    everything = not any(each.required for each in query.parameters)
    return [most, {}] if everything else [most]


_LABEL = "SELECT ?value { ?thing skos:prefLabel ?value { SELECT ?thing (COUNT(*) AS ?count) WHERE"
_MOST_FIRST = "ORDER BY DESC(?count) ?thing OFFSET {before} LIMIT 1 }} }}"
_MIDDLE = "SELECT ?value { ?x gb:statedOn/gb:latest ?value } ORDER BY ?value"


def pick(store: pyoxigraph.Store, query: str) -> str:
    """Return the value in the middle of an answer."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    rows = store.query(prefixes + query)
    assert isinstance(rows, pyoxigraph.QuerySolutions)  # noqa: S101 - as every SELECT
    values = [row["value"].value for row in rows]
    return str(values[len(values) // 2]) if values else "nobody of this name"


def ask(shelf: Shelf, query: SavedQuery, values: Mapping[str, str]) -> tuple[float, int]:
    """Ask a question once; return processor seconds and the number of rows."""
    start = time.process_time()
    answer = run_query(shelf.store, query, values, prepare=partial(follow_hints, shelf))
    seconds = time.process_time() - start
    return seconds, len(answer.rows) if isinstance(answer, Rows) else 0


def main() -> None:
    """Measure the questions on a graph and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path, help="the folder of a graph")
    parser.add_argument("--repeat", type=int, default=3, help="how often each is asked again")
    parser.add_argument("--named", action="store_true", help="leave out what lists everything")
    parser.add_argument("--rank", type=int, default=1, help="1 for what there is most of")
    add_option(parser)
    arguments = parser.parse_args()
    figures = measure(arguments.graph, arguments.repeat, named=arguments.named, rank=arguments.rank)
    show(figures, arguments.json)


if __name__ == "__main__":
    main()
