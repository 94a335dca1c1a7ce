"""What was read in articles, brought together into a graph: brought up to date where that is possible, else made anew."""

from __future__ import annotations

import contextlib
import gc
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.lexicon import load_lexicon
from graph_builder.querying.hints import prepare_lists
from graph_builder.resources import get_folder
from graph_builder.store import hash_content
from graph_builder.world import (
    ReadArticle,
    Texts,
    check_quads,
    load_article,
    load_articles,
    load_facts,
    map_world,
    resolve_world,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from graph_builder.corrections import Correction
    from graph_builder.model import Resolution
    from graph_builder.project import Project
    from graph_builder.renewal import Renewed
    from graph_builder.resolution import Trace
    from graph_builder.store import Manifest
    from graph_builder.store.changes import Changes
    from graph_builder.store.writing import GraphWriter
    from graph_builder.terms import Quad, Term
    from graph_builder.upkeep import FreshState, State
    from graph_builder.validation import Finding

READ = ("entities", "claims", "measures", "events", "observations")
OUTCOMES = (*READ, "triples", "violations")
"""What the manifest says of a graph beside what it was made with: counts."""
_UNUSABLE = (sqlite3.Error, UnicodeEncodeError)
"""What is raised where the state is damaged, the disk is full, or a name is none that SQLite can hold."""
STATE = "resolution.db"
"""The file with what a resolution looked at and decided, beside the manifest."""
_WORTH_A_STATE = 100
"""From so many articles on, one more is worth keeping what the resolution decided."""


def compose_graph(
    planned: Manifest,
    corrections: Sequence[Correction],
    writer: GraphWriter,
    project: Project,
    base_iri: str,
) -> Manifest:
    """Bring the articles together, map them, conclude, validate and make that the graph.

    Articles of which nothing changed, in them or in what they are about, are neither mapped nor validated again; and where it is known what
    the resolution before had decided, they are not looked at.

    Args:
        planned: The articles, and with what the graph is made.
        corrections: What persons said.
        writer: The folder.
        project: The user's own ontology and shapes.
        base_iri: What the IRIs of individuals begin with.
    """
    from graph_builder.renewal import find_renewable  # noqa: PLC0415

    before = find_renewable(planned, writer, project)
    if before is not None and not corrections:
        with _pause_collection():
            renewed = _keep_up(before, planned, writer, project, base_iri)
        if renewed is not None:
            return renewed
    return _Composer(before, planned, corrections, writer, project, base_iri).compose()


def _keep_up(
    before: Manifest, planned: Manifest, writer: GraphWriter, project: Project, base_iri: str
) -> Manifest | None:
    """Bring the graph up to date by what was decided for the one before; nothing where that is not known, or much is different."""
    from graph_builder.renewal import is_little  # noqa: PLC0415
    from graph_builder.upkeep import open_state  # noqa: PLC0415

    if before.corrections or not is_little(before, planned):
        return None
    manifest = None
    with contextlib.suppress(*_UNUSABLE):
        state = open_state(writer.path / STATE, make_stamp(before))
        if state is not None:
            with contextlib.closing(state):
                manifest = _renew(before, planned, state, writer, project, base_iri)
                state.commit(make_stamp(manifest))
    return manifest


def _renew(
    before: Manifest,
    planned: Manifest,
    state: State,
    writer: GraphWriter,
    project: Project,
    base_iri: str,
) -> Manifest:
    from graph_builder.mapping import Names, map_article  # noqa: PLC0415
    from graph_builder.renewal import make_keys, renew_graph  # noqa: PLC0415
    from graph_builder.store.renewal import make_changes  # noqa: PLC0415
    from graph_builder.upkeep import Articles, renew  # noqa: PLC0415

    names, lexicon = Names(base_iri), load_lexicon(*project.find_folders("ontology"))
    articles = Articles(state, lambda name: load_article(writer, planned.articles[name]))
    changed = {
        name: name in planned.articles
        for name in {**before.articles, **planned.articles}
        if before.articles.get(name) != planned.articles.get(name)
    }
    with writer.open_index() as index:
        outcome = renew(state, articles, changed, lexicon, names, index.find_named)
    concerned = [
        ReadArticle(articles.get_article(name), articles.get_read(name))
        for name in outcome.articles
    ]
    old = {before.articles[name].graph for name in changed if name in before.articles}
    keys = {graph: key for graph, key in before.keys.items() if graph not in old}
    keys |= make_keys(concerned, outcome.resolution, planned.articles)
    graphs: dict[Term, Sequence[Quad] | Changes] = {
        graph: make_changes(outcome.gone.get(graph, ()), outcome.new.get(graph, ()))
        for graph in {**outcome.gone, **outcome.new}
    }
    reader = planned.made_with["reader"]
    for facts in outcome.resolution.facts:
        graph = names.article_graph(facts.article_id)
        if keys[graph] != before.keys.get(graph):
            article = articles.get_article(facts.article_id)
            graphs[graph] = map_article(article, facts, outcome.resolution, base_iri, reader=reader)
    texts = Texts(writer, planned)
    renewed = renew_graph(writer, graphs, old - keys.keys(), texts, names.graph("inferred"))
    counts = {name: int(before.made_with[name]) for name in READ}
    for name, there in changed.items():
        for record, sign in ((before.articles.get(name), -1), (planned.articles.get(name), there)):
            if record is not None:
                facts_read = load_facts(writer, record)
                for kind in READ:
                    counts[kind] += sign * len(facts_read[kind])
    return _commit(planned, writer, renewed, keys, counts)


def _commit(
    planned: Manifest,
    writer: GraphWriter,
    renewed: Renewed,
    keys: Mapping[Term, str],
    counts: Mapping[str, int],
) -> Manifest:
    outcomes = {**counts, "triples": renewed.triples, "violations": renewed.violations}
    return writer.commit(
        planned.articles.values(),
        {},
        made_with={**planned.made_with, **{name: str(n) for name, n in outcomes.items()}},
        corrections=planned.corrections,
        keys=keys,
        files=renewed.files,
    )


@dataclass(frozen=True)
class _Composer:
    """Makes a graph of all articles."""

    before: Manifest | None
    planned: Manifest
    corrections: Sequence[Correction]
    writer: GraphWriter
    project: Project
    base_iri: str

    def compose(self) -> Manifest:
        """Bring the articles together, and make the graph of what they say."""
        with contextlib.ExitStack() as stack:
            draft, state = self._draft()
            if state:
                stack.callback(state.close)
            made = draft.renewed or self._index(draft)
            manifest = _commit(self.planned, self.writer, made, draft.keys, draft.counts)
            if state:
                with contextlib.suppress(*_UNUSABLE):
                    state.commit(make_stamp(manifest))
        return manifest

    def _draft(self) -> tuple[_Draft, FreshState | None]:
        """Write all graphs. What the articles say is in memory for that, and only for that: it is let go before they are indexed."""
        from graph_builder.renewal import find_kept, make_keys  # noqa: PLC0415
        from graph_builder.resolution import Trace  # noqa: PLC0415
        from graph_builder.validation import read_findings  # noqa: PLC0415

        with _pause_collection():
            world = load_articles(self.writer, self.planned)
            trace = Trace() if self._is_worth_a_state else None
            resolution = resolve_world(world, self.project, self.corrections, self.base_iri, trace)
            keys = make_keys(world, resolution, self.planned.articles)
            kept = find_kept(self.before, keys)
            draft = _Draft(
                keys=keys,
                counts={
                    name: sum(len(getattr(item.facts, name)) for item in world) for name in READ
                },
                findings=read_findings(resolution, self._texts),
                renewed=self._renew(world, resolution, kept) if kept else None,
                files={} if kept else self._create(world, resolution),
            )
            return draft, self._fill_state(world, resolution, trace) if trace else None

    @property
    def _is_worth_a_state(self) -> bool:
        own = [*self.project.find_turtle("ontology"), *self.project.find_turtle("shapes")]
        return len(self.planned.articles) >= _WORTH_A_STATE and not self.corrections and not own

    @property
    def _texts(self) -> Texts:
        return Texts(self.writer, self.planned)

    def _renew(
        self, world: Sequence[ReadArticle], resolution: Resolution, kept: Collection[Term]
    ) -> Renewed:
        """Bring the graph before up to date; some articles' graphs stay."""
        from graph_builder.mapping import Names  # noqa: PLC0415
        from graph_builder.renewal import renew_graph  # noqa: PLC0415

        graphs = map_world(
            world,
            resolution,
            base_iri=self.base_iri,
            project=self.project,
            reader=self.planned.made_with["reader"],
            kept=kept,
        )
        inferred = Names(self.base_iri).graph("inferred")
        gone = self.writer.read_manifest().graphs.keys() - graphs.keys() - {*kept, inferred}
        return renew_graph(self.writer, graphs, gone, self._texts, inferred)

    def _create(self, world: Sequence[ReadArticle], resolution: Resolution) -> dict[Term, str]:
        """Write the graphs anew."""
        from graph_builder.creation import create_graph  # noqa: PLC0415

        return create_graph(
            self.writer,
            resolution,
            {item.article.id: item.article for item in world},
            base_iri=self.base_iri,
            reader=self.planned.made_with["reader"],
            project=self.project,
        )

    def _fill_state(
        self, world: Sequence[ReadArticle], resolution: Resolution, trace: Trace
    ) -> FreshState | None:
        """Write what was decided, for the next build; without it that takes longer, so that nothing is lost where it cannot be kept."""
        from graph_builder.mapping import Names  # noqa: PLC0415
        from graph_builder.upkeep import create_state, fill  # noqa: PLC0415

        articles = [(item.article, item.facts) for item in world]
        lexicon = load_lexicon(*self.project.find_folders("ontology"))
        with contextlib.suppress(*_UNUSABLE), contextlib.ExitStack() as stack:
            state = stack.enter_context(contextlib.closing(create_state(self.writer.path / STATE)))
            fill(state, articles, resolution, trace, lexicon, Names(self.base_iri))
            stack.pop_all()
            return state
        return None

    def _index(self, draft: _Draft) -> Renewed:
        """Index and check the graphs that were written."""
        from graph_builder.renewal import Renewed  # noqa: PLC0415

        with self.writer.open_made(draft.files) as index:
            triples = index.count_triples()
            quads = self.writer.iter_files(draft.files)
            findings = check_quads(quads, triples, index.find, self._texts, self.project)
            questions = get_folder("queries").glob("*.rq")
            prepare_lists(index, [file.read_text(encoding="utf-8") for file in questions])
        findings += draft.findings
        violations = sum(finding.severity == "Violation" for finding in findings)
        return Renewed(draft.files, triples, violations)


@dataclass(frozen=True)
class _Draft:
    """What is left of all that was brought together when its graphs are written.

    Attributes:
        keys: Hashes of what the articles' graphs were made from, by the graphs' names.
        counts: How much was read.
        findings: What did not fit together.
        renewed: The graph, where that before was brought up to date; it is indexed and checked.
        files: The files of the graphs, where all were written anew.
    """

    keys: Mapping[Term, str]
    counts: Mapping[str, int]
    findings: Sequence[Finding]
    renewed: Renewed | None
    files: dict[Term, str]


@contextlib.contextmanager
def _pause_collection() -> Iterator[None]:
    """Do not look for garbage: nothing that is read and decided is in cycles, and all of it would be looked through again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def make_stamp(manifest: Manifest) -> str:
    """Return what tells the state of a graph, whatever people write beside it."""
    parts = (manifest.made_with, manifest.keys, manifest.corrections, manifest.graphs)
    return hash_content(*(json.dumps(part, sort_keys=True) for part in parts))
