"""All steps from files to answers in one place: files → articles → facts → one world → quads → conclusions → findings → store.

What was read before is not read again. Each article is kept as soon as it is done, so that after an interruption only the
rest has to be read; readers of the graph see the old one until the new one is whole.

Articles are taken one by one, as processes come free to read them, and let go when they are kept: of each only the names of
its files are remembered while the others are read.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import time
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import metadata
from typing import TYPE_CHECKING, Protocol

from graph_builder import __version__, reading_pool
from graph_builder.article_json import write_article
from graph_builder.child_processes import PATIENCE
from graph_builder.composition import OUTCOMES, compose_graph
from graph_builder.corrections import NO_FILES, CorrectionFiles, join_corrections
from graph_builder.errors import InputError
from graph_builder.project import NO_PROJECT, Project
from graph_builder.reading_pool import DEFAULT_MODEL, Reading
from graph_builder.resources import get_folder, list_sources
from graph_builder.store import ArticleRecord, Manifest, explain_disk_errors, hash_content
from graph_builder.store.origins import save_origins
from graph_builder.store.writing import open_for_writing
from graph_builder.terms import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from graph_builder.model import Article
    from graph_builder.store import GraphFolder
    from graph_builder.store.writing import GraphWriter

_WORTH_A_PROCESS = 25
"""From so many articles on, a further process is worth the time it takes to load the language model."""
_READING = ("extraction", "lexicon.py", "model.py", "timespans.py", "facts_json.py")


class Progress(Protocol):
    """Told before the first article that is read, and after each, how many are done of those that were taken so far."""

    def __call__(self, done: int, total: int) -> None:
        """Take note."""
        ...


@dataclass(frozen=True)
class Reader:
    """What reads: program and language model. Two readers of one ``key`` read the same in the same text."""

    model: str
    model_version: str
    key: str

    @property
    def label(self) -> str:
        """How the graph names the reader."""
        return f"graph-builder {__version__}, {self.model} {self.model_version}"


@dataclass(frozen=True)
class BuildSummary:
    """What a build made, counted; ``lost`` has a sentence for each article that could not be read."""

    articles: int
    read: int
    entities: int
    claims: int
    measures: int
    events: int
    observations: int
    triples: int
    violations: int
    seconds: float
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Options:
    """How a graph is built.

    Attributes:
        base_iri: What the IRIs of individuals begin with.
        model: The package of the language model.
        prune: Whether articles of the graph that are not given leave it.
        is_complete: Says, when all articles were taken, whether they are all that were meant: else none leaves the graph.
        jobs: How many processes read; by default as many as there are processors, if there is enough to read.
        project: The user's own ontology, shapes and queries.
        corrections: What was found of corrections files, and where it was looked for.
        patience: How many seconds an article may take to be read, beside one for each thousand characters.
        progress: Told how far the reading is.
    """

    base_iri: str = DEFAULT_BASE_IRI
    model: str = DEFAULT_MODEL
    prune: bool = False
    is_complete: Callable[[], bool] = lambda: True
    jobs: int | None = None
    project: Project = NO_PROJECT
    corrections: CorrectionFiles = NO_FILES
    patience: float = PATIENCE
    progress: Progress | None = None


def build_graph(
    articles: Iterable[Article], folder: Path, options: Options | None = None
) -> BuildSummary:
    """Add articles to the graph in a folder, or renew them there.

    Args:
        articles: The articles; each id once.
        folder: The graph folder; made when it is not there.
        options: How; without them, the defaults.

    Raises:
        InputError: A corrections file cannot be used, or no article could be read; the graph is as before.
        OutsideError: The processes that read cannot be started; what was read is kept.
        StoreError: The folder cannot be used.
        UsageError: The language model is not installed.
    """
    start = time.monotonic()
    options = options or Options()
    reader = get_reader(options)
    with open_for_writing(folder) as writer:
        before = writer.find_manifest()
        # What is wrong in a correction is said before hours of reading; which of them count is known behind that.
        join_corrections(collect_corrections(writer, before, options))
        taken = _Taken(writer, reader, options.base_iri)
        lost = read_new_articles(articles, taken, writer, reader, options)
        options = replace(options, prune=options.prune and options.is_complete())
        files = collect_corrections(writer, before, options)
        kept = {} if options.prune or before is None else before.articles
        made_with = {
            "base_iri": options.base_iri,
            "conclusions": _hash_code(options.project),
            "reader": reader.label,
        }
        copies = {path: writer.save_text(content) for path, content in files.items()}
        planned = Manifest(
            articles=dict(sorted({**kept, **taken.records}.items())),
            corrections=copies,
            made_with=made_with,
        )
        planned = _leave_out(lost, planned, before)
        if before is None or not _is_made(planned, before, writer):
            corrections = join_corrections(files)
            before = compose_graph(planned, corrections, writer, options.project, options.base_iri)
        with explain_disk_errors(folder):
            save_origins(folder, taken.files, before.articles)
    read = taken.new - len(lost)
    return _summarise(before, read, lost, seconds=time.monotonic() - start)


@dataclass
class _Taken:
    """What is remembered of articles that were taken.

    Attributes:
        records: Under which names the folder keeps each and what is read in it, by the articles' ids.
        files: From which file each comes, and the hash of that, likewise.
        new: In how many of them nothing was read before.
    """

    writer: GraphWriter
    reader: Reader
    base_iri: str
    records: dict[str, ArticleRecord] = field(default_factory=dict)
    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    new: int = 0

    def choose_new(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Keep the texts of all articles, and yield those in which nothing was read yet."""
        for article in articles:
            record = record_article(article, self.reader, self.base_iri)
            self.records[article.id] = record
            if article.file:
                self.files[article.id] = article.file, article.file_hash
            self.writer.save_text(article.text)
            if not self.writer.has_facts(record.facts_key):
                self.new += 1
                yield article


def collect_corrections(
    folder: GraphFolder, before: Manifest | None, options: Options
) -> dict[str, str]:
    """Return the texts of all corrections files by path: those given, and those of the graph that were not looked for now."""
    known = before.corrections if before is not None and not options.prune else {}
    kept = {
        path: folder.load_text(name)
        for path, name in known.items()
        if not options.corrections.covers(path)
    }
    return dict(sorted({**kept, **options.corrections.files}.items()))


def get_reader(options: Options) -> Reader:
    """Return what reads, without loading it.

    The key is made from the code and the lexicon that read, so that facts read by an older version are read anew.
    """
    try:
        version = metadata.version(options.model)
    except metadata.PackageNotFoundError:
        version = ""
    key = hash_content(options.model, version, _hash_code(options.project, *_READING))
    return Reader(options.model, version, key)


@lru_cache(maxsize=8)
def _hash_code(project: Project, *parts: str) -> str:
    """Return a hash of the modules of some parts of the program (none: of all), and of all Turtle that they use."""
    digest = hashlib.sha256()
    turtle = [
        *get_folder("ontology").rglob("*.ttl"),
        *get_folder("shapes").glob("*.ttl"),
        *project.find_turtle("ontology"),
        *project.find_turtle("shapes"),
    ]
    for file in [*list_sources(*parts), *sorted(turtle)]:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def record_article(article: Article, reader: Reader, base_iri: str) -> ArticleRecord:
    """Return under which names a folder keeps an article and what a reader reads in it."""
    from graph_builder.mapping import Names  # noqa: PLC0415

    return ArticleRecord(
        id=article.id,
        content_hash=article.content_hash,
        text_hash=hash_content(article.text),
        facts_key=hash_content(reader.key, json.dumps(write_article(article)), article.text),
        graph=Names(base_iri).article_graph(article.id),
    )


def read_new_articles(
    articles: Iterable[Article],
    taken: _Taken,
    writer: GraphWriter,
    reader: Reader,
    options: Options,
) -> list[Reading]:
    """Read the articles that the folder does not know, and keep each as soon as it is read.

    Returns:
        Those that could not be read.

    Raises:
        InputError: None of the articles can be used.
    """
    new = taken.choose_new(articles)
    most = options.jobs or os.cpu_count() or 1
    first = list(itertools.islice(new, most * _WORTH_A_PROCESS))
    if not first:
        return []

    def tell(left: int) -> None:
        if options.progress:
            options.progress(len(taken.records) - left, len(taken.records))

    tell(taken.new)
    lost = []
    readings = reading_pool.read_facts(
        itertools.chain(_let_go(first), new),
        reader.model,
        jobs=options.jobs or max(1, min(most, len(first) // _WORTH_A_PROCESS)),
        lexicon_folders=options.project.find_folders("ontology"),
        patience=options.patience,
    )
    for done, reading in enumerate(readings, 1):
        if reading.facts is None:
            lost.append(reading)
        else:
            article, key = reading.article, taken.records[reading.article.id].facts_key
            writer.save_facts(key, {"article": write_article(article), "facts": reading.facts})
        tell(taken.new - done)
    if lost and len(lost) == len(taken.records):
        raise InputError("\n".join(reading.problem for reading in lost))
    return lost


def _let_go(articles: list[Article]) -> Iterator[Article]:
    """Yield articles in their order and hold none that was yielded."""
    articles.reverse()
    while articles:
        yield articles.pop()


def _leave_out(lost: Sequence[Reading], planned: Manifest, before: Manifest | None) -> Manifest:
    """Return what is planned without the articles that could not be read; what was read in one before stays."""
    articles = dict(planned.articles)
    for reading in lost:
        del articles[reading.article.id]
        if before is not None and reading.article.id in before.articles:
            articles[reading.article.id] = before.articles[reading.article.id]
    return replace(planned, articles=dict(sorted(articles.items())))


def _is_made(planned: Manifest, before: Manifest, folder: GraphFolder) -> bool:
    """Say whether the graph that is planned is the one that is there."""
    old = {name: value for name, value in before.made_with.items() if name not in OUTCOMES}
    return (
        before.articles == planned.articles
        and before.corrections == planned.corrections
        and old == planned.made_with
        and set(OUTCOMES) <= set(before.made_with)
        and folder.has_all_files(before)
    )


def _summarise(
    manifest: Manifest, read: int, lost: Sequence[Reading], *, seconds: float
) -> BuildSummary:
    return BuildSummary(
        articles=len(manifest.articles),
        read=read,
        seconds=seconds,
        lost=tuple(sorted(reading.problem for reading in lost)),
        **{name: int(manifest.made_with[name]) for name in OUTCOMES},
    )
