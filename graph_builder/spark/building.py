"""From an archive to a graph in parts: read on the executors, resolve on the driver, map, infer and write on the executors."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyspark import StorageLevel
from pyspark.sql import SparkSession

from graph_builder.corrections import join_corrections
from graph_builder.errors import InputError
from graph_builder.lexicon import load_lexicon
from graph_builder.mapping import Names, map_article, map_conclusions
from graph_builder.pipeline import get_reader
from graph_builder.reading_pool import check_model
from graph_builder.spark.articles import Outcome, Settings, load_lines, read_lines
from graph_builder.spark.closure import infer_parts
from graph_builder.spark.parts import Output
from graph_builder.world import resolve_world

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyspark import RDD, Broadcast

    from graph_builder.model import Facts, Resolution
    from graph_builder.pipeline import Options
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
        outcomes = outcomes.persist(StorageLevel.DISK_ONLY)
        problems = sorted(outcomes.map(lambda outcome: outcome.problem).filter(bool).collect())
        read = outcomes.filter(lambda outcome: bool(outcome.content))
        if read.isEmpty():
            raise InputError("\n".join(["no article could be read", *problems]))
        lines, articles = _map_archive(read, parts, options)
        files = target.write_quads(lines, parts)
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


def _map_archive(read: RDD[Outcome], parts: int, options: Options) -> tuple[RDD[str], int]:
    """Return the N-Quads of all that was read, each perhaps more than once, and how many articles there are."""
    context = read.context
    world = sorted(
        (outcome.load() for outcome in read.toLocalIterator(prefetchPartitions=True)),
        key=lambda item: item.article.id,
    )
    resolution = resolve_world(
        world, options.project, join_corrections(options.corrections.files), options.base_iri
    )
    own = _map_parts(read, resolution, parts, options)
    lexicon = load_lexicon(*options.project.find_folders("ontology"))
    articles = {item.article.id: item.article for item in world}
    conclusions = map_conclusions(resolution, options.base_iri, articles=articles, lexicon=lexicon)
    asserted = own.union(context.parallelize([_write(quad) for quad in conclusions], parts))
    graph = Names(options.base_iri).graph("inferred")
    triples = asserted.map(_drop_graph).distinct(parts)
    inferred = infer_parts(triples, options.project.find_turtle("ontology"))
    lines = asserted.union(inferred.map(lambda triple: f"{triple} {graph} ."))
    return lines, len(world)


def _map_parts(
    read: RDD[Outcome], resolution: Resolution, parts: int, options: Options
) -> RDD[str]:
    """Map each article where it was read, with its facts as the driver has bounded them."""
    known: Broadcast[Resolution] = read.context.broadcast(replace(resolution, facts=()))
    reader, base_iri = get_reader(options).label, options.base_iri
    facts = [(item.article_id, item) for item in resolution.facts]
    bounded = read.context.parallelize(facts, parts)

    def write(pair: tuple[str, tuple[Outcome, Facts]]) -> Iterator[str]:
        outcome, own = pair[1]
        quads = map_article(outcome.load().article, own, known.value, base_iri, reader=reader)
        return map(_write, quads)

    keyed = read.map(lambda outcome: (outcome.id, outcome))
    return keyed.join(bounded, parts).flatMap(write).persist(StorageLevel.DISK_ONLY)


def _write(quad: Quad) -> str:
    return " ".join(quad) + " ."


def _drop_graph(line: str) -> str:
    return line.rsplit(" ", 2)[0]
