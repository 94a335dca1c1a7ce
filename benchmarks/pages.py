"""How long pages take: the first one after the server says that it serves, and others, each asked for twice.

    python benchmarks/pages.py [--count 1000] [--graph FOLDER] [--json FILE]

Without a graph, one is made of so many articles, copies of the samples as in ``growth.py``. Ten thousand take a quarter of an hour to build.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from articles import SAMPLES, read_samples
from figures import add_option, show
from growth import keep_samples

from graph_builder.pipeline import build_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = (
    "/",
    "/browse/Article",
    "/browse/Person",
    "/timeline",
    "/figures",
    "/search?q=curfew",
    "/questions",
)


def measure(graph: Path) -> Iterator[tuple[str, float]]:
    """Serve a graph and yield how long each page takes, in milliseconds, when it is asked for first and again."""
    command = [sys.executable, "-m", "graph_builder", "serve", "--graph", str(graph), "--port", "0"]
    start = time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None  # noqa: S101 - it is a pipe
        address = re.search(r"http://[^\s/]+", process.stderr.readline())
        yield "until it serves", (time.monotonic() - start) * 1000
        try:
            for path in PATHS:
                for time_ in ("first", "again"):
                    yield f"{path} {time_}", _ask(f"{address[0] if address else ''}{path}")
        finally:
            process.terminate()


def _ask(address: str) -> float:
    start = time.monotonic()
    request = urllib.request.Request(address, headers={"Accept": "text/html"})  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=600) as answer:  # noqa: S310 - the same
        answer.read()
    return (time.monotonic() - start) * 1000


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--graph", type=Path)
    add_option(parser)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        graph = arguments.graph or Path(scratch) / "graph"
        if not arguments.graph:
            build_graph(keep_samples(read_samples(SAMPLES), arguments.count, graph), graph)
        show(dict(measure(graph)), arguments.json)


if __name__ == "__main__":
    main()
