"""What the articles of a graph say together: loaded from what was read in them, brought together, mapped, checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graph_builder.article_json import read_article
from graph_builder.corrections import join_corrections
from graph_builder.errors import StoreError
from graph_builder.facts_json import from_json
from graph_builder.lexicon import load_lexicon
from graph_builder.project import NO_PROJECT, Project
from graph_builder.terms import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from graph_builder.corrections import Correction
    from graph_builder.linking import Link
    from graph_builder.model import Article, Facts, Resolution
    from graph_builder.resolution import Trace
    from graph_builder.store import ArticleRecord, GraphFolder, Manifest
    from graph_builder.terms import FindTriples, Quad, Term
    from graph_builder.validation import Finding


_AT_ONCE = 300_000
"""A graph of so many triples is checked at once, which takes half as long as checking it in batches."""

_AT_HAND = 16
"""So many texts are kept that were asked for; a check asks for those of one article after another."""


@dataclass(frozen=True)
class ReadArticle:
    """An article with what was read in it."""

    article: Article
    facts: Facts


def load_articles(folder: GraphFolder, manifest: Manifest) -> list[ReadArticle]:
    """Return the articles of a graph, in the order of their ids, with what was read in them."""
    return [
        ReadArticle(*load_article(folder, record))
        for _, record in sorted(manifest.articles.items())
    ]


def load_article(folder: GraphFolder, record: ArticleRecord) -> tuple[Article, Facts]:
    """Return an article with what was read in it.

    Left out is what nothing looks at after reading: the article's paragraphs, and times and quantities, which stand in other facts.

    Raises:
        StoreError: Its text, or what was read, is missing.
    """
    stored = _load(folder, record)
    text = folder.load_text(record.text_hash)
    article = read_article({**stored["article"], "paragraphs": ()}, text)
    return article, from_json({**stored["facts"], "times": (), "quantities": ()})


def load_facts(folder: GraphFolder, record: ArticleRecord) -> Mapping[str, Any]:
    """Return what was read in an article, as ``facts_json`` wrote it.

    Raises:
        StoreError: It is missing.
    """
    facts: Mapping[str, Any] = _load(folder, record)["facts"]
    return facts


def _load(folder: GraphFolder, record: ArticleRecord) -> dict[str, Any]:
    stored = folder.find_facts(record.facts_key)
    if stored is None and folder.has_facts(record.facts_key):
        file = folder.path / "facts" / f"{record.facts_key}.json"
        raise StoreError(
            f"{str(file)!r} was changed: remove that file and build again with the article {record.id!r}"
        )
    if stored is None:
        raise StoreError(
            f"{str(folder.path)!r} is damaged: what was read in the article {record.id!r} is missing; "
            "build again with that article"
        )
    return stored


class Texts(Mapping[str, str]):
    """The texts of the articles of a graph by their ids, loaded when they are asked for; the last few are at hand."""

    def __init__(self, folder: GraphFolder, manifest: Manifest) -> None:
        self._records = manifest.articles
        self._load = lru_cache(maxsize=_AT_HAND)(folder.load_text)

    def __getitem__(self, article: str) -> str:
        return self._load(self._records[article].text_hash)

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


def resolve_world(
    world: Sequence[ReadArticle],
    project: Project,
    corrections: Sequence[Correction] = (),
    base_iri: str = DEFAULT_BASE_IRI,
    trace: Trace | None = None,
) -> Resolution:
    """Bring together what the articles say, as persons have corrected it.

    Args:
        world: The articles.
        project: The user's own lexicon.
        corrections: What persons said.
        base_iri: What the IRIs of individuals begin with.
        trace: Takes note of what matches; where nobody corrects anything.
    """
    from graph_builder.revision import resolve_corrected  # noqa: PLC0415

    return resolve_corrected(
        [item.facts for item in world],
        {item.article.id: item.article for item in world},
        load_lexicon(*project.find_folders("ontology")),
        corrections,
        base_iri,
        trace,
    )


def map_world(
    world: Sequence[ReadArticle],
    resolution: Resolution,
    *,
    base_iri: str,
    project: Project,
    reader: str = "",
    kept: Collection[Term] = (),
) -> dict[Term, list[Quad]]:
    """Return the quads of all named graphs: one an article, and those of what is concluded.

    Where some articles' graphs are ``kept``, these are left out, and so is the closure, which needs them.
    """
    from graph_builder.inference import infer, load_rules  # noqa: PLC0415
    from graph_builder.mapping import Names, map_article, map_conclusions  # noqa: PLC0415

    lexicon = load_lexicon(*project.find_folders("ontology"))
    articles = {item.article.id: item.article for item in world}
    names = Names(base_iri)
    quads: list[Quad] = []
    for facts in resolution.facts:
        if names.article_graph(facts.article_id) not in kept:
            article = articles[facts.article_id]
            quads += map_article(article, facts, resolution, base_iri, reader=reader)
    quads += map_conclusions(resolution, base_iri, articles=articles, lexicon=lexicon)
    if not kept:
        rules = load_rules(*project.find_turtle("ontology"))
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
    from graph_builder.validation import read_findings  # noqa: PLC0415

    world, resolution = load_world(folder, project)
    texts = {item.article.id: item.article.text for item in world}
    found = read_findings(resolution, texts)
    with folder.open_index() as index:
        triples = index.count_triples()
        return [*check_quads(folder.iter_quads(), triples, index.find, texts, project), *found]


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
    triples: int,
    find: FindTriples,
    texts: Mapping[str, str],
    project: Project,
) -> list[Finding]:
    """Return the findings on the quads of a graph.

    Args:
        quads: The graph.
        triples: How many triples it has.
        find: Finds its triples by subject, predicate and object.
        texts: The text of each article by its id.
        project: The user's own ontology and shapes. Such shapes may look anywhere, so that all is checked at once.
    """
    from graph_builder.validation import validate, validate_in_batches  # noqa: PLC0415

    ontologies, shapes = project.find_turtle("ontology"), project.find_turtle("shapes")
    if shapes or triples <= _AT_ONCE:
        return validate(quads, texts=texts, shapes=shapes, ontologies=ontologies)
    return validate_in_batches(quads, find, texts=texts, ontologies=ontologies)
