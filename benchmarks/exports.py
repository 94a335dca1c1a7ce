"""Measures exports against rdflib, in one run: the ratios are what counts.

    python benchmarks/exports.py [--sizes 100000 1000000]

The graph is that of the sample articles, many times over under other addresses. N-Quads are built from terms in memory, against
``rdflib.Graph.add`` of the same terms as rdflib has them; Turtle is written from the same terms against rdflib's serializer, and
has to be the same graph when read again. Memory is that of a fresh process that exports the graph from its folder.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import rdflib
from figures import add_option, show

from graph_builder.export import iter_export
from graph_builder.export.selection import to_terms
from graph_builder.store import GraphFolder
from graph_builder.store.manifest import ArticleRecord, hash_content
from graph_builder.store.writing import open_for_writing
from graph_builder.terms import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph_builder.terms import Quad

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100_000, 1_000_000)
FORMATS = (("ttl", "Turtle"), ("nq.zst", "N-Quads, Zstandard"), ("jsonld", "JSON-LD"))

# What getrusage says of a child begins with what its parent held, so the child tells its own peak.
EXPORT = """
import re, sys
from graph_builder.cli import main
main(sys.argv[1:], standalone_mode=False)
print(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])
"""


def measure_exports(scratch: Path, sizes: Sequence[int] = SIZES) -> dict[str, float]:
    """Return seconds, ratios and megabytes by name.

    Args:
        scratch: A folder to write to.
        sizes: How many triples the graphs have, about.
    """
    command = [sys.executable, "-m", "graph_builder", "build", "--quiet", "--graph"]
    subprocess.run([*command, str(scratch / "samples"), str(ROOT / "seeds")], check=True)
    samples = list(GraphFolder(scratch / "samples").iter_quads())
    figures: dict[str, float] = {}
    for size in sizes:
        quads = list(make_copies(samples, size))
        figures |= {f"{size:,} triples: {name}": f for name, f in _compare(quads).items()}
        folder = scratch / f"graph-{size}"
        _store(quads, folder)
        del quads
        for ending, name in FORMATS:
            seconds, megabytes = _run_export(folder, scratch / f"out.{ending}")
            figures[f"{size:,} triples: {name} from the shell, seconds"] = seconds
            figures[f"{size:,} triples: {name} from the shell, MB of memory"] = megabytes
    return figures


def make_copies(samples: Sequence[Quad], size: int) -> Iterator[Quad]:
    """Yield the samples again and again, each time under addresses of their own."""
    begin = f"<{DEFAULT_BASE_IRI}"
    for number in range(max(1, size // len(samples))):
        own = f"{begin}copy-{number}/"
        for quad in samples:
            s, p, o, g = (own + t[len(begin) :] if t.startswith(begin) else t for t in quad)
            yield s, p, o, g


def _compare(quads: list[Quad]) -> dict[str, float]:
    lines = "".join(iter_export(quads, "n-triples", base_iri=DEFAULT_BASE_IRI))
    graph = rdflib.Graph().parse(data=lines, format="nt")
    triples = list(graph)

    def add_all() -> None:
        other = rdflib.Graph()
        for triple in triples:
            other.add(triple)

    add = _time(add_all)
    serialize = _time(lambda: graph.serialize(format="turtle"))
    nquads = _time(lambda: "".join(iter_export(quads, "n-quads", base_iri=DEFAULT_BASE_IRI)))
    turtle = _time(lambda: "".join(iter_export(quads, "turtle", base_iri=DEFAULT_BASE_IRI)))
    _check(quads)
    return {
        "rdflib's Graph.add, seconds": add,
        "N-Quads, seconds": nquads,
        "N-Quads, times as fast as Graph.add": add / nquads,
        "rdflib's Turtle, seconds": serialize,
        "Turtle, seconds": turtle,
        "Turtle, times as fast as rdflib's": serialize / turtle,
    }


def _check(quads: list[Quad]) -> None:
    """Stop when the Turtle is another graph than what it was made from."""
    text = "".join(iter_export(quads, "turtle", base_iri=DEFAULT_BASE_IRI)).encode()
    read = {to_terms(q)[:3] for q in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)}
    if read != {quad[:3] for quad in quads}:
        raise SystemExit("the Turtle is not the same graph when read again")


def _store(quads: list[Quad], path: Path) -> None:
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad[3], []).append(quad)
    key = hash_content("facts")
    with open_for_writing(path) as writer:
        writer.save_facts(key, {})
        text = writer.save_text("text")
        records = [
            ArticleRecord(id=name, content_hash=key, text_hash=text, facts_key=key, graph=name)
            for name in graphs
            if "/graph/article/" in name
        ]
        writer.commit(records, graphs, made_with={"base_iri": DEFAULT_BASE_IRI})


def _run_export(folder: Path, target: Path) -> tuple[float, float]:
    """Return the seconds that an export took and the most megabytes that it held."""
    start = time.perf_counter()
    arguments = ["export", "--graph", str(folder), "-o", str(target)]
    command = [sys.executable, "-c", EXPORT, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, int(done.stdout) / 1024


def _time(action: Callable[[], object]) -> float:
    """Return the processor's seconds of this process: what others do on the machine counts less."""
    start = time.process_time()
    action()
    return time.process_time() - start


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    add_option(parser)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        show(measure_exports(Path(scratch), arguments.sizes), arguments.json)


if __name__ == "__main__":
    main()
