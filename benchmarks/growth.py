"""How a build grows with the number of articles, and what one more article costs; from what was read before.

    python benchmarks/growth.py [--counts 100,1000,10000] [--json FILE] [PATHS…]

Each count has a process of its own, so that its memory is its own. Nothing is read with the language model but the
samples, once: identity, mapping, inference, validation and storage are measured, and then one article is added.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from articles import SAMPLES, make_copies, read_samples

from graph_builder.article_json import write_article
from graph_builder.pipeline import Options, build_graph, get_reader, record_article
from graph_builder.store.renewal import make_changes
from graph_builder.store.writing import open_for_writing
from graph_builder.terms import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles import Reading

_PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def measure(samples: list[Reading], count: int, folder: Path) -> dict[str, float]:
    """Build a graph of so many articles, add one, and return seconds and sizes."""
    *articles, last = keep_samples(samples, count + 1, folder)
    start = _get_processor_time(), time.monotonic()
    built = build_graph(articles, folder)
    seconds, elapsed = _get_processor_time() - start[0], time.monotonic() - start[1]
    memory = max(resource.getrusage(who).ru_maxrss for who in _PROCESSES) / 1024
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    keep_samples(samples, count + 1, folder, only=count)
    start = _get_processor_time(), time.monotonic()
    build_graph([last], folder)
    more, elapsed_more = _get_processor_time() - start[0], time.monotonic() - start[1]
    return {
        "articles": count,
        "triples": built.triples,
        "cpu seconds": seconds,
        "seconds": elapsed,
        "megabytes of the largest process": memory,
        "megabytes on disk": disk,
        "cpu seconds for one more": more,
        "seconds for one more": elapsed_more,
        "cpu seconds in the folder": change_folder(folder),
    }


def change_folder(folder: Path) -> float:
    """Make one article's graph and each graph of conclusions different by a line, and return the processor's seconds."""
    start = _get_processor_time()
    with open_for_writing(folder) as writer:
        before = writer.read_manifest()
        changed = {*before.graphs} - before.article_graphs | {max(before.articles.values()).graph}
        with writer.renew(
            {
                graph: make_changes([], [("<urn:s>", "<urn:p>", "<urn:o>", graph)])
                for graph in changed
            }
        ) as work:
            pass
        writer.commit(
            before.articles.values(),
            {},
            made_with=before.made_with,
            keys=before.keys,
            files=work.files,
        )
    return _get_processor_time() - start


def _get_processor_time() -> float:
    """Return the seconds of this process, and of those that it started and that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in _PROCESSES)


def keep_samples(samples: list[Reading], count: int, folder: Path, only: int | None = None) -> list:
    """Put what was read in the articles into the folder, as if it had been read there, and return the articles."""
    reader = get_reader(Options())
    articles = []
    # What is laid out for a measurement need not outlive a loss of power.
    with mock.patch("os.fsync"), open_for_writing(folder) as writer:
        for number, (article, facts) in enumerate(make_copies(samples, count)):
            articles.append(article)
            if only in (None, number):
                kept = {"article": write_article(article), "facts": facts}
                writer.save_text(article.text)
                record = record_article(article, reader, DEFAULT_BASE_IRI)
                writer.save_facts(record.facts_key, kept)
    return articles


def main() -> None:
    """Measure each count and print a table with growth exponents."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counts", default="100,1000")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("paths", type=Path, nargs="*", default=list(SAMPLES))
    arguments = parser.parse_args()
    if arguments.one:
        samples = pickle.loads(Path(arguments.one[1]).read_bytes())  # noqa: S301 - written below
        with tempfile.TemporaryDirectory() as scratch:
            print(json.dumps(measure(samples, int(arguments.one[0]), Path(scratch) / "graph")))
        return
    rows = measure_apart(__file__, arguments.paths, arguments.counts)
    print_table(rows)
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def measure_apart(
    program: str, paths: Sequence[Path], counts: str, *options: str
) -> list[dict[str, float]]:
    """Return what a program measures of each count, each in a process of its own, with the samples read once."""
    rows: list[dict[str, float]] = []
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    with tempfile.TemporaryDirectory() as scratch:
        kept = Path(scratch) / "samples"
        kept.write_bytes(pickle.dumps(read_samples(paths)))
        for count in counts.split(","):
            command = [sys.executable, program, "--one", count, str(kept), *options]
            done = subprocess.run(
                command, check=True, stdout=subprocess.PIPE, text=True, env=environment
            )
            rows.append(json.loads(done.stdout))
            print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    return rows


def print_table(rows: list[dict[str, float]]) -> None:
    """Print a line for each figure, with the exponents by which it grows."""
    for name in rows[0]:
        figures = "".join(f"{row[name]:>12,.1f}" for row in rows)
        print(f"{name:<32}{figures}   {_get_exponents(name, rows)}")


def _get_exponents(name: str, rows: list[dict[str, float]]) -> str:
    """Return by which power of the articles a figure grows, from each count to the next."""
    found = [
        math.log(new[name] / old[name]) / math.log(new["articles"] / old["articles"])
        for old, new in itertools.pairwise(rows)
        if old[name] and new[name]
    ]
    return " ".join(f"^{exponent:.2f}" for exponent in found)


if __name__ == "__main__":
    main()
