"""What was read in articles, brought together into a graph: brought up to date where that is possible, else made anew."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.drafting import READ, STATE, UNUSABLE, Plan, draft_graph, pause_collection
from graph_builder.lexicon import load_lexicon
from graph_builder.querying.hints import prepare_lists
from graph_builder.querying.saved import load_texts
from graph_builder.store import hash_content
from graph_builder.world import (
    ReadArticle,
    Texts,
    check_quads,
    load_article,
    load_facts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.corrections import Correction
    from graph_builder.drafting import Draft
    from graph_builder.project import Project
    from graph_builder.renewal import Renewed
    from graph_builder.store import Manifest
    from graph_builder.store.changes import Changes
    from graph_builder.store.writing import GraphWriter
    from graph_builder.terms import Quad, Term
    from graph_builder.upkeep import State

OUTCOMES = (*READ, "triples", "violations")
"""What the manifest says of a graph beside what it was made with: counts."""


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
        with pause_collection():
            renewed = _keep_up(before, planned, writer, project, base_iri)
        if renewed is not None:
            return renewed
    plan = Plan(before, planned, corrections, project, base_iri)
    return _Composer(plan, writer).compose()


def _keep_up(
    before: Manifest, planned: Manifest, writer: GraphWriter, project: Project, base_iri: str
) -> Manifest | None:
    """Bring the graph up to date by what was decided for the one before; nothing where that is not known, or much is different."""
    from graph_builder.renewal import is_little  # noqa: PLC0415
    from graph_builder.upkeep import open_state  # noqa: PLC0415

    if before.corrections or not is_little(before, planned):
        return None
    manifest = None
    with contextlib.suppress(*UNUSABLE):
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

    plan: Plan
    writer: GraphWriter

    def compose(self) -> Manifest:
        """Bring the articles together, and make the graph of what they say."""
        draft = draft_graph(self.plan, self.writer)
        made = draft.renewed or self._index(draft)
        manifest = _commit(self.plan.planned, self.writer, made, draft.keys, draft.counts)
        if draft.has_state:
            self._stamp_state(make_stamp(manifest))
        return manifest

    def _stamp_state(self, stamp: str) -> None:
        """Let the state that was written be that of this graph."""
        from graph_builder.upkeep import open_state  # noqa: PLC0415

        with contextlib.suppress(*UNUSABLE):
            state = open_state(self.writer.path / STATE, "")
            if state is not None:
                with contextlib.closing(state):
                    state.commit(stamp)

    def _index(self, draft: Draft) -> Renewed:
        """Index and check the graphs that were written."""
        from graph_builder.renewal import Renewed  # noqa: PLC0415

        texts, project = Texts(self.writer, self.plan.planned), self.plan.project
        with self.writer.open_made(draft.files) as index:
            triples = index.count_triples()
            quads = self.writer.iter_files(draft.files)
            findings = check_quads(quads, triples, index.find, texts, project)
            prepare_lists(index, load_texts())
        findings += draft.findings
        violations = sum(finding.severity == "Violation" for finding in findings)
        return Renewed(draft.files, triples, violations)


def make_stamp(manifest: Manifest) -> str:
    """Return what tells the state of a graph, whatever people write beside it."""
    parts = (manifest.made_with, manifest.keys, manifest.corrections, manifest.graphs)
    return hash_content(*(json.dumps(part, sort_keys=True) for part in parts))
