"""A state written from a resolution that was made of everything at once."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from graph_builder.resolution.contexts import find_context
from graph_builder.resolution.dates import is_undated
from graph_builder.resolution.happenings import RULE as EVENT_RULE
from graph_builder.resolution.landmarks import Landmarks
from graph_builder.resolution.locals import describe_entities, list_country_forms
from graph_builder.resolution.wording import Wording
from graph_builder.upkeep.articles import Articles
from graph_builder.upkeep.concepts import renew_concepts
from graph_builder.upkeep.dating import keep_times
from graph_builder.upkeep.entities import (
    KIND,
    Entities,
    keep_countries,
    keep_entities,
    know_bodies,
    note_countries,
    split_regions,
    write_block,
)
from graph_builder.upkeep.events import EventRules
from graph_builder.upkeep.figures import keep_figures
from graph_builder.upkeep.groups import mark
from graph_builder.upkeep.measures import MeasureRules
from graph_builder.upkeep.offices import get_name, keep_offices, keep_tenures
from graph_builder.upkeep.outlets import keep_outlets, note_outlet
from graph_builder.upkeep.reports import Reports, get_place, keep_reports
from graph_builder.upkeep.state import Edge, Named
from graph_builder.upkeep.subjects import SubjectFinder, keep_subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.lexicon import Lexicon
    from graph_builder.mapping import Names
    from graph_builder.model import Article, ConcludedTenure, Facts, Member, Resolution
    from graph_builder.resolution import Trace
    from graph_builder.resolution.accounts import Account
    from graph_builder.resolution.locals import Local
    from graph_builder.resolution.rulings import Link
    from graph_builder.upkeep.groups import Kind
    from graph_builder.upkeep.state import FreshState, State


def fill(
    state: FreshState,
    world: Iterable[tuple[Article, Facts]],
    resolution: Resolution,
    trace: Trace,
    lexicon: Lexicon,
    names: Names,
) -> None:
    """Write into an empty state all that a resolution looked at and decided.

    Args:
        state: The state, to be committed with the graph.
        world: All articles with what was read in them.
        resolution: What was decided.
        trace: What matched meanwhile.
        lexicon: The words of the subject.
        names: The IRIs.
    """
    by_id = {
        article.id: (article, facts)
        for article, facts in sorted(world, key=lambda item: item[0].id)
    }
    _Filler(state, by_id, resolution, lexicon, names).fill(trace)
    state.flush()


class _Filler:
    def __init__(
        self,
        state: FreshState,
        world: Mapping[str, tuple[Article, Facts]],
        resolution: Resolution,
        lexicon: Lexicon,
        names: Names,
    ) -> None:
        self._state, self._world, self._resolution = state, world, resolution
        self._lexicon, self._names = lexicon, names
        self._bounded = {facts.article_id: facts for facts in resolution.facts}
        self._paths = resolution.paths
        self._contexts = {
            article: path
            for article, (_, facts) in world.items()
            if (path := find_context(facts, self._paths))
        }
        self._articles = _Whole(state, world, self._bounded)

    def fill(self, trace: Trace) -> None:
        """Write all."""
        self._fill_entities(trace)
        landmarks = Landmarks.learn(self._lexicon, self._paths, self._contexts)
        self._fill_dates(landmarks)
        events = EventRules(self._state, self._paths, self._contexts)
        matches = [
            _Found(EVENT_RULE, "", match.left, match.right) for match in trace.events.matches
        ]
        made = {
            (EVENT_RULE, get_place(left), get_place(right)) for left, right in trace.events.made
        }
        self._fill_reports(Reports(self._state, events), matches, made)
        wording = Wording.learn(self._lexicon)
        measures = MeasureRules(self._state, self._paths, self._contexts, wording)
        matches = [_Found(m.rule, m.key, m.left, m.right) for m in trace.measures.matches]
        made = {(m.rule, get_place(m.left), get_place(m.right)) for m in trace.measures.made}
        reports = self._fill_reports(Reports(self._state, measures), matches, made)
        self._fill_subjects(reports, wording)
        self._fill_rest(landmarks)

    def _fill_entities(self, trace: Trace) -> None:
        state = self._state
        countries = {
            " ".join(words): label
            for _, facts in self._world.values()
            for words, label in list_country_forms(facts)
        }
        note_countries(state, countries)
        bodies = know_bodies(countries, self._lexicon)
        groups: dict[str, list[Local]] = defaultdict(list)
        for article, (_, facts) in self._world.items():
            keep_countries(state, article, facts)
            locals_ = describe_entities(facts)
            _, _, entries = keep_entities(state, article, locals_, bodies)
            state.add_up((), split_regions(entries))
            for local in locals_:
                groups[self._paths[local.member]].append(local)
        self._name(Entities(state, bodies), groups)
        edges = [
            Edge(write_block(block), match.rule, match.left.place, match.right.place)
            for block, match in trace.entities.matches
        ]
        made = {(m.rule, m.left.place, m.right.place) for m in trace.entities.made}
        state.mark_edges(KIND, mark(edges, made))

    def _fill_dates(self, landmarks: Landmarks) -> None:
        for article, (_, facts) in self._world.items():
            self._articles.set_context(article, self._contexts.get(article, ""))
            keep_times(self._state, article, facts, self._paths, landmarks)
            if is_undated(facts):
                self._articles.set_date(article, self._resolution.dates[article])

    def _fill_reports(
        self, kind: Reports[Any], matches: Iterable[_Found], made: set[Link]
    ) -> dict[Member, Any]:
        """Write reports, and return them by member."""
        rules, found = kind.rules, {}
        paths = getattr(self._resolution, f"{rules.kind}_paths")
        groups: dict[str, list[Any]] = defaultdict(list)
        for article in self._world:
            reports = rules.describe(self._bounded[article])
            keep_reports(self._state, rules, article, reports)
            for report in reports:
                found[report.member] = report
                groups[paths[report.member]].append(report)
        self._name(kind, groups)
        edges = []
        for match in matches:
            left, right = get_place(match.left), get_place(match.right)
            owner = rules.write_owner(right, match.key)
            edges.append(Edge(owner, match.rule, left, right))
        self._state.mark_edges(rules.kind, mark(edges, made))
        return found

    def _name(self, kind: Kind[Any], groups: Mapping[str, Sequence[Any]]) -> None:
        for path, group in groups.items():
            plain, turn, label = kind.describe(group)
            self._state.name_things(kind.name, (), [Named(path, plain, json.dumps(turn), label)])
            for item in group:
                self._state.set_path(kind.name, kind.get_place(item), kind.get_local(item), path)

    def _fill_subjects(self, reports: Mapping[Member, Any], wording: Wording) -> None:
        resolution = self._resolution
        finder = SubjectFinder(self._state, self._articles, self._paths, self._contexts, wording)
        for measure in resolution.measures:
            group = [reports[member] for member in measure.members]
            finder.keep(measure.path, finder.describe(measure, group))
        about: dict[str, dict[Member, Any]] = defaultdict(dict)
        stances: dict[str, dict[Member, Any]] = defaultdict(dict)
        for member, paths in resolution.about.items():
            about[member.article_id][member] = paths
        for member, stance in resolution.stances.items():
            stances[member.article_id][member] = stance
        for article in self._world:
            finder.keep_words(article, self._bounded[article])
            keep_subjects(self._state, article, about.get(article, {}), stances.get(article, {}))

    def _fill_rest(self, landmarks: Landmarks) -> None:
        state, resolution = self._state, self._resolution
        tenures: dict[str, list[ConcludedTenure]] = defaultdict(list)
        for tenure in resolution.tenures:
            tenures[get_name(tenure.holder)].append(tenure)
        for holder, held in tenures.items():
            keep_tenures(state, holder, held)
        for article in self._world:
            keep_offices(state, article, self._bounded[article], self._paths, landmarks)
            keep_figures(
                state,
                self._articles,
                article,
                self._names,
                self._paths,
                resolution.event_paths,
                self._contexts,
            )
        facts = {article: facts for article, (_, facts) in self._world.items()}
        renew_concepts(state, facts, resolution.measures, (), tenures, self._names)
        keep_outlets(
            state,
            {article_id: article for article_id, (article, _) in self._world.items()},
            resolution.things,
            (),
        )
        for label, path in resolution.outlets.items():
            note_outlet(state, label, [path])


class _Found(NamedTuple):
    rule: str
    key: str
    left: Account
    right: Account


class _Whole(Articles):
    """All articles, with bounded facts that are known already."""

    def __init__(
        self,
        state: State,
        world: Mapping[str, tuple[Article, Facts]],
        bounded: Mapping[str, Facts],
    ) -> None:
        super().__init__(state, world.__getitem__)
        self._known = bounded

    def get_bounded(self, article_id: str) -> Facts:
        return self._known[article_id]
