"""Measures saved queries and loading against named baselines, in one run.

    python benchmarks/stores.py [--triples N] [--repeat N]

The graph is the small world of the tests, copied under other names until it has as many triples. The queries are timed against rdflib's own
engine (on few copies, since it takes minutes on many) and against Oxigraph with the same text and nothing around it; loading a server
against ``oxigraph load``, which writes the store's files without one.
"""

from __future__ import annotations

import argparse
import math
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import rdflib
import yaml
from figures import add_option, show

from graph_builder.loading import find_store, load
from graph_builder.querying import bind_query, find_queries, run_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from stores import run_oxigraph  # noqa: E402 - the tests' own, found only now

BASE = "https://w3id.org/graph-builder/id/"
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
GRAPH = "<https://w3id.org/graph-builder/id/graph/world>"


def measure(triples: int = 100_000, repeat: int = 3) -> dict[str, float]:
    """Return seconds and ratios by name."""
    with tempfile.TemporaryDirectory() as scratch:
        return {
            **measure_queries(repeat),
            **measure_contradictions(repeat),
            **measure_loading(Path(scratch), triples),
        }


def measure_queries(repeat: int) -> dict[str, float]:
    """Compare each saved query with rdflib's engine, and with Oxigraph alone."""
    store, large, graph = pyoxigraph.Store(), pyoxigraph.Store(), rdflib.Graph()
    store.extend(_make_quads(4))
    large.bulk_extend(_make_quads(100))
    content = store.dump(
        format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph()
    )
    graph.parse(data=content, format="nt")
    against_rdflib, against_native, seconds = {}, {}, {}
    for name, query in find_queries().items():
        values = _find_parameters(name)
        text = bind_query(query, values)

        mine = _time(lambda: run_query(store, query, values), repeat)  # noqa: B023 - called at once
        against_rdflib[name] = _time(lambda: list(graph.query(text)), 1) / mine  # noqa: B023 - the same
        natively = _time(lambda: _ask_natively(large, text), repeat)  # noqa: B023 - the same
        mine = _time(lambda: run_query(large, query, values), repeat)  # noqa: B023 - the same
        against_native[name] = mine / natively
        seconds[f"{name} on {len(large):,} triples, seconds"] = mine
    return {
        "saved queries, times as fast as rdflib's engine (geometric mean)": math.exp(
            statistics.fmean(map(math.log, against_rdflib.values()))
        ),
        "saved queries, the least of these": min(against_rdflib.values()),
        "saved queries / native Oxigraph (worst)": max(against_native.values()),
        **seconds,
    }


def _ask_natively(store: pyoxigraph.Store, text: str) -> None:
    store.query(text).serialize(format=pyoxigraph.QueryResultsFormat.JSON)


def measure_contradictions(repeat: int) -> dict[str, float]:
    """Time the question for contradictions on a graph and on one eight times as large: eight is linear."""
    query = find_queries()["conflicting-figures"]
    seconds = []
    for copies in (16, 128):
        store = pyoxigraph.Store()
        store.bulk_extend(_make_quads(copies))
        seconds.append(_time(lambda: run_query(store, query, {}), repeat))  # noqa: B023
    return {"contradictions on 8 times the observations / on one": seconds[1] / seconds[0]}


def measure_loading(scratch: Path, triples: int) -> dict[str, float]:
    """Load a server over HTTP, verified, and the same file with ``oxigraph load``."""
    one = len(list(_make_quads(1)))
    lines = [(str(q.subject), str(q.predicate), str(q.object)) for q in _make_quads(triples // one)]
    file = scratch / "world.nt"
    file.write_text("".join(f"{' '.join(line)} .\n" for line in lines), encoding="utf-8")
    start = time.perf_counter()
    subprocess.run(
        [OXIGRAPH, "load", "--location", scratch / "offline", "--file", file],
        check=True,
        capture_output=True,
    )
    offline = time.perf_counter() - start
    with run_oxigraph(scratch / "server") as server:
        start = time.perf_counter()
        loaded = load(find_store(server.url), ((*line, GRAPH) for line in lines))
        online = time.perf_counter() - start
    return {
        "triples loaded": loaded.triples,
        "loading a server, triples a second": loaded.triples / online,
        "loading a server, of the speed of oxigraph load": offline / online,
    }


def _find_parameters(name: str) -> dict[str, str]:
    text = (ROOT / "tests" / "queries" / f"{name}.yaml").read_text("utf-8")
    cases = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - leaves every value a text
    return dict(cases[0]["parameters"])


def _make_quads(copies: int) -> Iterator[pyoxigraph.Quad]:
    """Yield the tests' small world so many times, the things of each copy under names of their own."""
    text = (ROOT / "tests" / "queries" / "world.trig").read_text("utf-8")
    for copy in range(copies):
        renamed = text.replace(f"<{BASE}", f"<{BASE}{copy}-")
        for quad in pyoxigraph.parse(renamed, format=pyoxigraph.RdfFormat.TRIG):
            yield pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)


def _time(work: Callable[[], object], repeat: int) -> float:
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    """Run all measurements and print them as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000, help="how many are loaded")
    parser.add_argument("--repeat", type=int, default=3)
    add_option(parser)
    arguments = parser.parse_args()
    show(measure(arguments.triples, arguments.repeat), arguments.json)


if __name__ == "__main__":
    main()
