"""All steps from files to answers in one place: files → articles → facts → one world → quads → conclusions → findings → store.

What was read before is not read again. Each article is kept as soon as it is done, so that after an interruption only the
rest has to be read; readers of the graph see the old one until the new one is whole.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import metadata
from typing import TYPE_CHECKING, Any, Protocol

from graph_builder import __version__, reading_pool
from graph_builder.article_json import read_article, write_article
from graph_builder.corrections import NO_FILES, CorrectionFiles, join_corrections
from graph_builder.errors import InputError, StoreError
from graph_builder.facts_json import from_json
from graph_builder.lexicon import load_lexicon
from graph_builder.project import NO_PROJECT, Project
from graph_builder.reading_pool import DEFAULT_MODEL, PATIENCE, Reading
from graph_builder.resources import get_folder, list_sources
from graph_builder.store import (
    ArticleRecord,
    Manifest,
    explain_disk_errors,
    hash_content,
    open_for_writing,
    save_origins,
)
from graph_builder.terms import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from graph_builder.corrections import Correction
    from graph_builder.linking import Link
    from graph_builder.model import Article, Facts, Resolution
    from graph_builder.store import GraphFolder, GraphWriter
    from graph_builder.terms import Quad, Term, Triple
    from graph_builder.validation import Finding

_WORTH_A_PROCESS = 25
"""From so many articles on, a further process is worth the time it takes to load the language model."""
_READING = ("extraction", "lexicon.py", "model.py", "timespans.py", "facts_json.py")


class Progress(Protocol):
    """Told before the first article that is read, and after each, how many of how many are done."""

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
class ReadArticle:
    """An article with what was read in it."""

    article: Article
    facts: Facts


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
        jobs: How many processes read; by default as many as there are processors, if there is enough to read.
        project: The user's own ontology, shapes and queries.
        corrections: What was found of corrections files, and where it was looked for.
        patience: How many seconds an article may take to be read, beside one for each thousand characters.
        progress: Told how far the reading is.
    """

    base_iri: str = DEFAULT_BASE_IRI
    model: str = DEFAULT_MODEL
    prune: bool = False
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
        files = collect_corrections(writer, before, options)
        corrections = join_corrections(files)
        given = {article.id: article for article in articles}
        records = record_articles(given.values(), reader, options.base_iri)
        kept = {} if options.prune or before is None else before.articles
        made_with = {
            "base_iri": options.base_iri,
            "conclusions": _hash_code(options.project),
            "reader": reader.label,
        }
        copies = {path: writer.save_text(content) for path, content in files.items()}
        planned = Manifest(
            articles=dict(sorted({**kept, **records}.items())),
            corrections=copies,
            made_with=made_with,
        )
        read = 0
        lost: list[Reading] = []
        if before is None or not _is_made(planned, before, writer):
            read, lost = read_new_articles(given, records, writer, reader, options)
            planned = _leave_out(lost, planned, before)
            if before is None or not _is_made(planned, before, writer):
                before = write_graph(planned, corrections, writer, options)
        _keep_origins(given.values(), before, folder)
    return _summarise(before, read, lost, seconds=time.monotonic() - start)


def _keep_origins(articles: Iterable[Article], manifest: Manifest, folder: Path) -> None:
    """Keep from which files articles were read."""
    files = {item.id: (item.file, item.file_hash) for item in articles if item.file}
    with explain_disk_errors(folder):
        save_origins(folder, files, manifest.articles)


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


def record_articles(
    articles: Iterable[Article], reader: Reader, base_iri: str
) -> dict[str, ArticleRecord]:
    """Return under which names a folder keeps articles and what a reader reads in them, by the articles' ids."""
    from graph_builder.mapping import Names  # noqa: PLC0415

    names = Names(base_iri)
    return {
        article.id: ArticleRecord(
            id=article.id,
            content_hash=article.content_hash,
            text_hash=hash_content(article.text),
            facts_key=hash_content(reader.key, json.dumps(write_article(article)), article.text),
            graph=names.article_graph(article.id),
        )
        for article in articles
    }


def read_new_articles(
    articles: Mapping[str, Article],
    records: Mapping[str, ArticleRecord],
    writer: GraphWriter,
    reader: Reader,
    options: Options,
) -> tuple[int, list[Reading]]:
    """Read the articles that the folder does not know, and keep each as soon as it is read.

    Returns:
        How many were read, and those that could not be.

    Raises:
        InputError: None of the articles can be used.
    """
    new = []
    for article in articles.values():
        writer.save_text(article.text)
        if writer.find_facts(records[article.id].facts_key) is None:
            new.append(article)
    lost = []
    known = len(articles) - len(new)
    if options.progress:
        options.progress(known, len(articles))
    for done, reading in enumerate(_read_new(new, reader, options), known + 1):
        if reading.facts is None:
            lost.append(reading)
        else:
            article, key = reading.article, records[reading.article.id].facts_key
            writer.save_facts(key, {"article": write_article(article), "facts": reading.facts})
        if options.progress:
            options.progress(done, len(articles))
    if lost and len(lost) == len(articles):
        raise InputError("\n".join(reading.problem for reading in lost))
    return len(new) - len(lost), lost


def _read_new(articles: Sequence[Article], reader: Reader, options: Options) -> Iterator[Reading]:
    if not articles:
        return iter(())
    return reading_pool.read_facts(
        articles,
        reader.model,
        jobs=options.jobs or max(1, min(os.cpu_count() or 1, len(articles) // _WORTH_A_PROCESS)),
        lexicon_folders=options.project.find_folders("ontology"),
        patience=options.patience,
    )


def _leave_out(lost: Sequence[Reading], planned: Manifest, before: Manifest | None) -> Manifest:
    """Return what is planned without the articles that could not be read; what was read in one before stays."""
    articles = dict(planned.articles)
    for reading in lost:
        del articles[reading.article.id]
        if before is not None and reading.article.id in before.articles:
            articles[reading.article.id] = before.articles[reading.article.id]
    return replace(planned, articles=dict(sorted(articles.items())))


def load_articles(folder: GraphFolder, manifest: Manifest) -> list[ReadArticle]:
    """Return the articles of a graph, in the order of their ids, with what was read in them."""
    found = []
    for _, record in sorted(manifest.articles.items()):
        stored = _load_facts(folder, record)
        article = read_article(stored["article"], folder.load_text(record.text_hash))
        found.append(ReadArticle(article, from_json(stored["facts"])))
    return found


def _load_facts(folder: GraphFolder, record: ArticleRecord) -> dict[str, Any]:
    stored = folder.find_facts(record.facts_key)
    if stored is None:
        raise StoreError(
            f"{str(folder.path)!r} is damaged: what was read in the article {record.id!r} is missing; "
            "build again with that article"
        )
    return stored


def _is_made(planned: Manifest, before: Manifest, folder: GraphFolder) -> bool:
    """Say whether the graph that is planned is the one that is there."""
    old = {name: value for name, value in before.made_with.items() if name not in _OUTCOMES}
    return (
        before.articles == planned.articles
        and before.corrections == planned.corrections
        and old == planned.made_with
        and set(_OUTCOMES) <= set(before.made_with)
        and folder.has_all_files(before)
    )


_READ = ("entities", "claims", "measures", "events", "observations")
_OUTCOMES = (*_READ, "triples", "violations")
"""What the manifest says of a graph beside what it was made with: counts."""


def write_graph(
    planned: Manifest,
    corrections: Sequence[Correction],
    writer: GraphWriter,
    options: Options,
) -> Manifest:
    """Bring the articles together, map them, conclude, validate and make that the graph.

    Articles of which nothing changed, in them or in what they are about, are neither mapped nor validated again.
    """
    world = load_articles(writer, planned)
    gc.freeze()  # What was loaded stays to the end; Python need not look through it for garbage again and again.
    try:
        return _write_world(world, planned, corrections, writer, options)
    finally:
        gc.unfreeze()


def _write_world(
    world: Sequence[ReadArticle],
    planned: Manifest,
    corrections: Sequence[Correction],
    writer: GraphWriter,
    options: Options,
) -> Manifest:
    from graph_builder.creation import create_graph  # noqa: PLC0415
    from graph_builder.mapping import Names  # noqa: PLC0415
    from graph_builder.renewal import find_kept, renew_graph  # noqa: PLC0415

    resolution = resolve_world(world, options.project, corrections, options.base_iri)
    keys = _make_keys(world, resolution, planned)
    kept = find_kept(_find_renewable(planned, writer, options), keys)
    texts = {item.article.id: item.article.text for item in world}
    if kept:
        graphs = map_world(world, resolution, planned.made_with["reader"], options, kept)
        inferred = Names(options.base_iri).graph("inferred")
        renewed = renew_graph(writer, graphs, kept, texts, inferred)
        files, triples, violations = renewed.files, renewed.triples, renewed.violations
    else:
        files = create_graph(
            writer,
            resolution,
            {item.article.id: item.article for item in world},
            base_iri=options.base_iri,
            reader=planned.made_with["reader"],
            project=options.project,
        )
        with writer.open_made(files) as index:
            triples = index.count_triples()
            quads = writer.iter_files(files)
            findings = check_quads(quads, index.find, texts, resolution, options.project)
        violations = sum(finding.severity == "Violation" for finding in findings)
    outcomes = {
        **{name: sum(len(getattr(item.facts, name)) for item in world) for name in _READ},
        "triples": triples,
        "violations": violations,
    }
    return writer.commit(
        planned.articles.values(),
        {},
        made_with={**planned.made_with, **{name: str(n) for name, n in outcomes.items()}},
        corrections=planned.corrections,
        keys=keys,
        files=files,
    )


def _make_keys(
    world: Sequence[ReadArticle], resolution: Resolution, planned: Manifest
) -> dict[Term, str]:
    """Return by the name of each article's graph a hash of all that it is made from."""
    from graph_builder.renewal import make_key  # noqa: PLC0415

    by_id = {item.article.id: item for item in world}
    keys = {}
    for facts in resolution.facts:
        item, record = by_id[facts.article_id], planned.articles[facts.article_id]
        # Facts that were bounded or corrected are others than those that were read.
        read = [record.facts_key] if facts is item.facts else [record.facts_key, repr(facts)]
        keys[record.graph] = make_key(item.article, facts, resolution, hash_content(*read))
    return keys


def _find_renewable(planned: Manifest, writer: GraphWriter, options: Options) -> Manifest | None:
    """Return the graph before, where it can be brought up to date by what becomes different in it.

    It must have been made by this program as it is now and be whole and without violations; and where a user's ontology may
    conclude from paths, or shapes may look anywhere, all of the graph is looked at.
    """
    before = writer.find_manifest()
    if before is None or options.project.find_turtle("shapes"):
        return None
    if options.project.find_turtle("ontology") or not writer.has_all_files(before):
        return None
    old = {name: before.made_with.get(name) for name in planned.made_with}
    sound = before.made_with.get("violations") == "0" and "triples" in before.made_with
    return before if sound and old == planned.made_with else None


def resolve_world(
    world: Sequence[ReadArticle],
    project: Project,
    corrections: Sequence[Correction] = (),
    base_iri: str = DEFAULT_BASE_IRI,
) -> Resolution:
    """Bring together what the articles say, as persons have corrected it."""
    from graph_builder.revision import resolve_corrected  # noqa: PLC0415

    return resolve_corrected(
        [item.facts for item in world],
        {item.article.id: item.article for item in world},
        load_lexicon(*project.find_folders("ontology")),
        corrections,
        base_iri,
    )


def map_world(
    world: Sequence[ReadArticle],
    resolution: Resolution,
    reader: str,
    options: Options,
    kept: Collection[Term] = (),
) -> dict[Term, list[Quad]]:
    """Return the quads of all named graphs: one an article, and those of what is concluded.

    Where some articles' graphs are ``kept``, these are left out, and so is the closure, which needs them.
    """
    from graph_builder.inference import infer, load_rules  # noqa: PLC0415
    from graph_builder.mapping import Names, map_article, map_conclusions  # noqa: PLC0415

    base_iri = options.base_iri
    lexicon = load_lexicon(*options.project.find_folders("ontology"))
    articles = {item.article.id: item.article for item in world}
    names = Names(base_iri)
    quads: list[Quad] = []
    for facts in resolution.facts:
        if names.article_graph(facts.article_id) not in kept:
            article = articles[facts.article_id]
            quads += map_article(article, facts, resolution, base_iri, reader=reader)
    quads += map_conclusions(resolution, base_iri, articles=articles, lexicon=lexicon)
    if not kept:
        rules = load_rules(*options.project.find_turtle("ontology"))
        quads += infer(quads, names.graph("inferred"), rules)
    graphs: dict[Term, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad[3], []).append(quad)
    return graphs


def check_graph(folder: GraphFolder, project: Project = NO_PROJECT) -> list[Finding]:
    """Return what is wrong with a built graph: against the shapes, the texts, and among the articles.

    Raises:
        StoreError: There is no graph, or it is damaged.
    """
    world, resolution = load_world(folder, project)
    texts = {item.article.id: item.article.text for item in world}
    with folder.open_index() as index:
        return check_quads(folder.iter_quads(), index.find, texts, resolution, project)


def find_questions(folder: GraphFolder, project: Project = NO_PROJECT) -> str:
    """Return what a person should be asked about a built graph, as a corrections file without entries.

    Raises:
        StoreError: There is no graph, or it is damaged.
    """
    from graph_builder.review import write_questions  # noqa: PLC0415

    world, resolution = load_world(folder, project)
    return write_questions(resolution, {item.article.id: item.article.text for item in world})


def find_linkable(
    links: Iterable[Link],
    world: Sequence[ReadArticle],
    resolution: Resolution,
    base_iri: str,
) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Return the links whose thing is in the graph, as path, item and source, and a sentence for each that is not to be made.

    A thing that would get two items gets none.
    """
    from graph_builder.corrections import Reference  # noqa: PLC0415
    from graph_builder.revision.index import Index, UnclearReferenceError  # noqa: PLC0415

    index = Index(resolution, {item.article.id: item.article for item in world}, base_iri)
    found: dict[str, dict[str, str]] = {}
    problems = []
    for link in links:
        try:
            target = index.find(Reference(address=link.thing))
        except UnclearReferenceError as problem:
            problems.append(f"{link.source}: {problem}")
            continue
        found.setdefault(target.label, {}).setdefault(link.item, link.source)
    for path, items in sorted(found.items()):
        if len(items) > 1:
            problems.append(
                f"{path} would have two items, {' and '.join(sorted(items))}: none was written"
            )
    made = [
        (path, item, source)
        for path, items in sorted(found.items())
        for item, source in items.items()
        if len(items) == 1
    ]
    return made, problems


def load_world(folder: GraphFolder, project: Project) -> tuple[list[ReadArticle], Resolution]:
    """Return the articles of a built graph with what was read in them, and what they say together.

    Raises:
        StoreError: There is no graph, or it is damaged.
    """
    manifest = folder.read_manifest()
    world = load_articles(folder, manifest)
    files = {path: folder.load_text(name) for path, name in manifest.corrections.items()}
    base_iri = manifest.made_with.get("base_iri", DEFAULT_BASE_IRI)
    return world, resolve_world(world, project, join_corrections(files), base_iri)


def check_quads(
    quads: Iterable[Quad],
    find: Callable[[Term | None, Term | None, Term | None], Iterable[Triple]],
    texts: Mapping[str, str],
    resolution: Resolution,
    project: Project,
) -> list[Finding]:
    """Return the findings on the quads of a graph and on what did not fit together in it.

    Args:
        quads: The graph.
        find: Finds its triples by subject, predicate and object.
        texts: The text of each article by its id.
        resolution: What the articles say together.
        project: The user's own ontology and shapes. Such shapes may look anywhere, so that all is checked at once.
    """
    from graph_builder.validation import (  # noqa: PLC0415
        read_findings,
        validate,
        validate_in_batches,
    )

    ontologies, shapes = project.find_turtle("ontology"), project.find_turtle("shapes")
    if shapes:
        found = validate(quads, texts=texts, shapes=shapes, ontologies=ontologies)
    else:
        found = validate_in_batches(quads, find, texts=texts, ontologies=ontologies)
    return [*found, *read_findings(resolution, texts)]


def _summarise(
    manifest: Manifest, read: int, lost: Sequence[Reading], *, seconds: float
) -> BuildSummary:
    return BuildSummary(
        articles=len(manifest.articles),
        read=read,
        seconds=seconds,
        lost=tuple(sorted(reading.problem for reading in lost)),
        **{name: int(manifest.made_with[name]) for name in _OUTCOMES},
    )
