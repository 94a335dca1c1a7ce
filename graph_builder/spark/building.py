"""From an archive to a graph in parts: read, decided, mapped, inferred and written on the executors."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyspark.sql import SparkSession

from graph_builder.corrections import join_corrections
from graph_builder.errors import InputError
from graph_builder.lexicon import load_lexicon
from graph_builder.mapping import Names
from graph_builder.pipeline import get_reader
from graph_builder.reading_pool import check_model
from graph_builder.spark.archive import Archive
from graph_builder.spark.articles import Settings, load_lines, read_lines
from graph_builder.spark.closure import infer_parts
from graph_builder.spark.corrected import map_corrected
from graph_builder.spark.parts import Output
from graph_builder.spark.sets import Sets, keep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyspark import RDD

    from graph_builder.pipeline import Options
    from graph_builder.spark.articles import Outcome
    from graph_builder.terms import Quad

_PARTS_A_SLOT = 4


@dataclass(frozen=True, slots=True)
class SparkSummary:
    """What was made; ``problems`` has a sentence for each article or line that was left out."""

    articles: int
    quads: int
    parts: int
    seconds: float
    problems: tuple[str, ...] = ()


def build_parts(
    paths: Sequence[str],
    output: str,
    options: Options,
    parts: int | None = None,
    *,
    watched: bool = False,
) -> SparkSummary:
    """Build the graph of an archive as N-Quads in parts.

    Args:
        paths: JSON Lines and Parquet, by paths or addresses that Spark understands.
        output: The folder to write, which must be new; likewise.
        options: How; ``prune``, ``jobs`` and ``progress`` do not matter.
        parts: Into how many parts articles and quads are divided; by default four for each processor of the cluster.
        watched: Whether Spark shows on standard error how far it is.

    Raises:
        InputError: There is no article that can be read, or a corrections file cannot be used.
        UsageError: The language model is not installed, or there is something in the folder.
    """
    start = time.monotonic()
    check_model(options.model)
    with _open_session(watched=watched) as spark:
        target = Output(spark, output)
        parts = parts or _PARTS_A_SLOT * spark.sparkContext.defaultParallelism
        folders = options.project.find_folders("ontology")
        settings = Settings(options.model, options.patience, folders)
        outcomes = read_lines(load_lines(spark, paths), parts, settings)
        outcomes = keep(outcomes)
        problems = sorted(
            outcomes.values().map(lambda outcome: outcome.problem).filter(bool).collect()
        )
        read = outcomes.filter(lambda pair: bool(pair[1].content))
        articles = read.count()
        if not articles:
            raise InputError("\n".join(["no article could be read", *problems]))
        files = target.write_quads(_map_archive(read, parts, options), parts)
        quads = sum(file["quads"] for file in files)
        target.write_manifest(
            {
                "articles": articles,
                "base_iri": options.base_iri,
                "left out": problems,
                "parts": files,
                "quads": quads,
                "reader": get_reader(options).label,
            }
        )
    seconds = time.monotonic() - start
    return SparkSummary(articles, quads, len(files), seconds, tuple(problems))


@contextlib.contextmanager
def _open_session(*, watched: bool) -> Iterator[SparkSession]:
    """Yield the session of the program that runs, or one that ends with what is done in it."""
    # The executors run this Python, unless the environment names another one.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    is_ours = SparkSession.getActiveSession() is None
    builder = SparkSession.builder.appName("graph-builder")
    spark = builder.config("spark.ui.showConsoleProgress", str(watched).lower()).getOrCreate()
    try:
        yield spark
    finally:
        if is_ours:
            spark.stop()


def _map_archive(read: RDD[tuple[str, Outcome]], parts: int, options: Options) -> RDD[str]:
    """Return the N-Quads of all that was read, each perhaps more than once."""
    corrections = join_corrections(options.corrections.files)
    if corrections:
        quads = map_corrected(read, parts, options, corrections)
    else:
        lexicon = load_lexicon(*options.project.find_folders("ontology"))
        reader = get_reader(options).label
        quads = Archive(read, Sets(parts), lexicon, options.base_iri, reader).map()
    asserted = keep(quads.map(_write))
    graph = Names(options.base_iri).graph("inferred")
    triples = asserted.map(_drop_graph).distinct(parts)
    inferred = infer_parts(triples, options.project.find_turtle("ontology"))
    return asserted.union(inferred.map(lambda triple: f"{triple} {graph} ."))


def _write(quad: Quad) -> str:
    return " ".join(quad) + " ."


def _drop_graph(line: str) -> str:
    return line.rsplit(" ", 2)[0]
