"""What all tests share: one parser, and short ways from a text to its parse and its facts."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph
import pytest
import stores
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from graph_builder import reading_pool
from graph_builder.extraction import extract, parsing, processes
from graph_builder.extraction.parsing import ParsedArticle, SpacyParser, parse_article
from graph_builder.lexicon import load_lexicon
from graph_builder.model import Article
from graph_builder.reading.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.model import Facts

# Machines are noisy: what is shown is what comes out, never how long it took.
hypothesis_settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One process has a file whole: for one file this one is enough, and it need not wait for others."""
    files = {argument.partition("::")[0] for argument in config.args}
    return 0 if len(files) == 1 and files.pop().endswith(".py") else None


LONGEST = (
    "test_spark.py",
    "test_renewal.py",
    "test_queries.py",
    "test_reading_pool.py",
    "test_loading_stores.py",
    "test_serving_writing.py",
    "test_queries_grlc.py",
    "test_pipeline.py",
    "test_browser.py",
    "test_spark_archive.py",
    "test_shacl_suite.py",
    "test_fuzz.py",
    "test_pages.py",
    "test_upkeep.py",
    "test_candidates.py",
    "test_serving_clients.py",
    "test_interoperability.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no process is at one of them when the others are done."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


class Parse(Protocol):
    """From a text to its parse."""

    def __call__(self, text: str, date: str | None = None) -> ParsedArticle: ...


class Read(Protocol):
    """From a text to its facts."""

    def __call__(self, text: str, date: str | None = None) -> Facts: ...


@pytest.fixture(scope="session")
def parser() -> SpacyParser:
    return load_parser(reading_pool.DEFAULT_MODEL)


@lru_cache
def load_parser(model: str) -> SpacyParser:
    return SpacyParser(model)


@pytest.fixture(scope="session", autouse=True)
def _read_in_this_process() -> Iterator[None]:
    """Read articles here, where the parser is loaded already; ``test_reading_pool`` has processes of their own."""

    def read_facts(
        articles: Iterable[Article],
        model: str,
        *,
        lexicon_folders: Iterable[Path] = (),
        **_: object,
    ) -> Iterator[reading_pool.Reading]:
        reading_pool.check_model(model)
        processes.start_reading(model, tuple(lexicon_folders))
        for article in articles:
            yield reading_pool.Reading(article, processes.read_one(article))

    with pytest.MonkeyPatch.context() as patch:
        for module in (parsing, processes):
            patch.setattr(module, "SpacyParser", load_parser)
        patch.setattr(reading_pool, "read_facts", read_facts)
        yield


@pytest.fixture(scope="session")
def parse(parser: SpacyParser) -> Parse:
    def parse_text(text: str, date: str | None = None) -> ParsedArticle:
        day = dt.date.fromisoformat(date) if date else None
        article = Article("test", text, tuple(split_paragraphs(text)), day)
        return parse_article(article, parser)

    return parse_text


@pytest.fixture(scope="session")
def read(parse: Parse) -> Read:
    def read_text(text: str, date: str | None = None) -> Facts:
        return extract(parse(text, date), load_lexicon())

    return read_text


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stores.RunningStore]:
    with stores.run_oxigraph(tmp_path_factory.mktemp("oxigraph")) as store:
        yield store


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stores.RunningStore]:
    with stores.run_fuseki(tmp_path_factory.mktemp("fuseki")) as store:
        yield store


@pytest.fixture(scope="session")
def rdf4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stores.RunningStore]:
    with stores.run_rdf4j(tmp_path_factory.mktemp("rdf4j")) as store:
        yield store


@pytest.fixture(scope="session")
def blazegraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stores.RunningStore]:
    with stores.run_blazegraph(tmp_path_factory.mktemp("blazegraph")) as store:
        yield store


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stores.RunningStore]:
    with stores.run_virtuoso(tmp_path_factory.mktemp("virtuoso")) as store:
        yield store


@pytest.fixture(scope="session")
def world() -> pyoxigraph.Store:
    """The small world that questions are tried on, in named graphs and merged in the default graph; nothing is written to it."""
    store = pyoxigraph.Store()
    path = Path(__file__).parent / "queries" / "world.trig"
    for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TRIG):
        store.add(quad)
        store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    return store
