"""Articles of an archive, each once, and what is read in them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder import reading_pool
from graph_builder.article_json import read_article, write_article
from graph_builder.errors import InputError
from graph_builder.facts_json import from_json
from graph_builder.lexicon import load_lexicon
from graph_builder.reading import read_line
from graph_builder.reading.records import find_id
from graph_builder.spark.sets import place_key
from graph_builder.world import ReadArticle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyspark import RDD
    from pyspark.sql import SparkSession

    from graph_builder.model import Article

_SHOWN = 60

Place = tuple[int, int]
"""Where a line stands: the number of the partition and the one in it; in the order of the files."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the executors read. Folders have to be at the same place on every machine."""

    model: str
    patience: float
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article: what was read, as JSON, or why it was left out."""

    id: str
    content: str = ""
    problem: str = ""

    def load(self) -> ReadArticle:
        """Return the article with its facts."""
        data = json.loads(self.content)
        return ReadArticle(read_article(data["article"], data["text"]), from_json(data["facts"]))


def load_lines(spark: SparkSession, paths: Iterable[str]) -> RDD[str]:
    """Return the articles of files and folders as JSON objects, one an article.

    What ends in ``.parquet``, or is a folder with such files, is Parquet; all else is JSON Lines. Any file system will do
    that Spark has.
    """
    found = [
        spark.read.parquet(path).toJSON()
        if path.rstrip("/").endswith(".parquet")
        else spark.sparkContext.textFile(path)
        for path in paths
    ]
    return spark.sparkContext.union(found)


def read_lines(lines: RDD[str], parts: int, settings: Settings) -> RDD[tuple[str, Outcome]]:
    """Return by id what came of each article, the first of each id, divided into so many parts by the ids."""

    def place(number: int, part: Iterable[str]) -> Iterator[tuple[str, tuple[Place, str]]]:
        for position, line in enumerate(part):
            if line.strip():
                yield _find_id(line), ((number, position), line)

    placed = lines.mapPartitionsWithIndex(place).groupByKey(parts, place_key)
    return placed.mapPartitions(lambda part: _read_part(part, settings), preservesPartitioning=True)


def _find_id(line: str) -> str:
    try:
        return find_id(json.loads(line))
    except (ValueError, RecursionError):
        return ""


def _read_part(
    part: Iterable[tuple[str, Iterable[tuple[Place, str]]]], settings: Settings
) -> Iterator[tuple[str, Outcome]]:
    """Read the articles of one part in a process of their own."""
    problems: list[Outcome] = []
    lexicon = load_lexicon(*settings.folders) if settings.folders else None

    def take() -> Iterator[Article]:
        for name, lines in part:
            ordered = [line for _, line in sorted(lines)]
            if name and len(ordered) > 1:
                said = f"{len(ordered)} articles have one id, “{name}”; only the first was read"
                problems.append(Outcome(name, problem=said))
            for line in ordered[:1] if name else ordered:
                source = f"the article “{name}”" if name else f"the line {_shorten(line)}"
                try:
                    yield read_line(line, source, lexicon, settings.patience)
                except InputError as problem:
                    problems.append(Outcome(name, problem=str(problem)))

    for reading in reading_pool.read_facts(
        take(), settings.model, lexicon_folders=settings.folders, patience=settings.patience
    ):
        yield reading.article.id, _keep(reading)
    yield from ((outcome.id, outcome) for outcome in problems)


def _keep(reading: reading_pool.Reading) -> Outcome:
    article = reading.article
    if reading.facts is None:
        return Outcome(article.id, problem=reading.problem)
    data = {"article": write_article(article), "text": article.text, "facts": reading.facts}
    return Outcome(article.id, content=json.dumps(data))


def _shorten(line: str) -> str:
    return f"“{line[:_SHOWN]}…”" if len(line) > _SHOWN else f"“{line}”"
