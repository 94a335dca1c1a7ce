"""What articles say together, decided on executors: the same as at home, and nothing of it on the driver."""

from __future__ import annotations

import itertools
import json
import os
import pickle
import random
import sys
import warnings
from typing import TYPE_CHECKING, Any

import pytest
import workshop
from authors import Author, map_all, tidy

from graph_builder.article_json import write_article
from graph_builder.facts_json import to_json
from graph_builder.lexicon import Lexicon, load_lexicon
from graph_builder.resolution.clusters import Clusters
from graph_builder.terms import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark import SparkContext

    from graph_builder.model import Article, Facts

PARTS = 2


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def context() -> Iterator[SparkContext]:
    """Two executors' worth of Spark in processes of their own, with this one as the driver."""
    folder = str(workshop.find("spark"))
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patch.syspath_prepend(folder)
        patch.setenv("PYTHONPATH", os.pathsep.join([folder, str(workshop.TOOLS.parents[1])]))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        from pyspark.sql import SparkSession  # noqa: PLC0415 - installed beside the program

        builder = SparkSession.builder.master("local[2]")
        for name in ("spark.ui.enabled", "spark.ui.showConsoleProgress"):
            builder = builder.config(name, "false")
        session = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session.sparkContext
        session.stop()


def decide(
    context: SparkContext, articles: dict[str, tuple[Article, Facts]], lexicon: Lexicon
) -> Any:
    """Return what articles and conclusions say, decided on Spark; only the test brings it here."""
    from graph_builder.spark.archive import Archive  # noqa: PLC0415 - needs PySpark
    from graph_builder.spark.articles import Outcome  # noqa: PLC0415
    from graph_builder.spark.sets import Sets, place_key  # noqa: PLC0415

    read = []
    for name, (article, facts) in articles.items():
        content = {"article": write_article(article), "text": article.text, "facts": to_json(facts)}
        read.append((name, Outcome(name, json.dumps(content))))
    spread = context.parallelize(read, PARTS).partitionBy(PARTS, place_key)
    return Archive(spread, Sets(PARTS), lexicon, DEFAULT_BASE_IRI, "").map()


class Driver:
    """Keeps what the driver gets from executors."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        from pyspark import RDD  # noqa: PLC0415 - installed beside the program

        from graph_builder.spark.articles import Outcome  # noqa: PLC0415

        self.got: list[bytes] = []
        for name in ("collect", "toLocalIterator", "take"):
            patch.setattr(RDD, name, self._spy(getattr(RDD, name)))
        patch.setattr(Outcome, "load", self._refuse)

    def _spy(self, action: Any) -> Any:
        def act(*arguments: Any, **options: Any) -> list[Any]:
            found = list(action(*arguments, **options))
            self.got.append(pickle.dumps(found))
            return found

        return act

    def _refuse(self, *_: object) -> None:
        raise AssertionError("the driver opens an article")


def test_the_same_as_at_home_and_no_facts_on_the_driver(
    context: SparkContext, lexicon: Lexicon
) -> None:
    sizes = []
    for count in (12, 40):
        author = Author(count)
        articles = {item[0].id: item for item in map(author.write, range(count))}
        with pytest.MonkeyPatch.context() as patch:
            driver = Driver(patch)
            decided = decide(context, articles, lexicon)
        assert tidy(decided.collect()) == map_all(articles, lexicon)
        got = b"".join(driver.got)
        for kind in (b"Facts", b"Outcome", b"Local", b"Happening", b"Policy", b"Claim", b"Thing"):
            assert kind not in got
        sizes.append(len(got))
    assert 0 < sizes[1] < 2 * sizes[0]  # it grows with the names, of which there are few


@pytest.mark.parametrize("seed", range(3))
def test_what_hangs_together(context: SparkContext, seed: int) -> None:
    from graph_builder.spark.sets import Sets  # noqa: PLC0415 - needs PySpark

    chance = random.Random(seed)  # noqa: S311 - nothing secret
    chain = [("long", number) for number in range(40)]
    links = list(itertools.pairwise(chain)) if seed else []
    links += [(("few", chance.randrange(30)), ("few", chance.randrange(30))) for _ in range(18)]
    links = [(left, right) for left, right in links if left != right]
    chance.shuffle(links)
    clusters = Clusters(sorted({node for link in links for node in link}))
    for left, right in links:
        clusters.join(left, right)
    wanted = {node: group[0] for group in clusters.groups() for node in group[1:]}
    assert dict(Sets(PARTS).connect(context.parallelize(links, PARTS)).collect()) == wanted
