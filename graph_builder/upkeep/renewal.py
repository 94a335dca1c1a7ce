"""All of a resolution brought up to date, step by step: identity, dates, events, measures, subjects, offices, figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.model import Resolution, Thing
from graph_builder.resolution import happenings, policies
from graph_builder.resolution.contexts import find_context
from graph_builder.resolution.landmarks import Landmarks
from graph_builder.resolution.things import make_thing
from graph_builder.resolution.wording import Wording
from graph_builder.upkeep.articles import Contexts, Paths
from graph_builder.upkeep.concepts import renew_concepts
from graph_builder.upkeep.conclusions import Writer
from graph_builder.upkeep.dating import renew_dates
from graph_builder.upkeep.entities import Entities, renew_entities
from graph_builder.upkeep.events import EventRules
from graph_builder.upkeep.figures import renew_contradictions
from graph_builder.upkeep.measures import MeasureRules
from graph_builder.upkeep.offices import renew_tenures
from graph_builder.upkeep.outlets import find_outlets, renew_outlets
from graph_builder.upkeep.reports import Reports, renew_reports
from graph_builder.upkeep.subjects import SubjectFinder, Subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph_builder.lexicon import Lexicon
    from graph_builder.mapping import Names
    from graph_builder.model import ConcludedEvent, ConcludedMeasure
    from graph_builder.resolution.reported import Policy
    from graph_builder.terms import FindQuads, Quad, Term
    from graph_builder.upkeep.articles import Articles
    from graph_builder.upkeep.figures import Contradicting
    from graph_builder.upkeep.groups import Regrouped
    from graph_builder.upkeep.outlets import Outlets
    from graph_builder.upkeep.state import State


@dataclass(frozen=True)
class Outcome:
    """What becomes different.

    Attributes:
        articles: The articles whose graphs may be different.
        resolution: What their graphs are made from.
        gone: The quads of conclusions that are gone, by graph.
        new: The quads of conclusions that are new, by graph.
    """

    articles: tuple[str, ...]
    resolution: Resolution
    gone: Mapping[Term, set[Quad]]
    new: Mapping[Term, set[Quad]]


def renew(
    state: State,
    articles: Articles,
    changed: Mapping[str, bool],
    lexicon: Lexicon,
    names: Names,
    find: FindQuads,
) -> Outcome:
    """Bring a resolution up to date.

    Args:
        state: What was decided; what is decided now is put there, to be committed with the graph.
        articles: The articles as they are now.
        changed: The articles that are new, different or gone, and whether they are there.
        lexicon: The words of the subject.
        names: The IRIs.
        find: Finds the quads of the named graphs as they were.
    """
    return _Renewal(state, articles, changed, lexicon, names).run(find)


class _Renewal:
    """One run through all steps; each puts what it decides into the state, where those behind it look it up."""

    def __init__(
        self,
        state: State,
        articles: Articles,
        changed: Mapping[str, bool],
        lexicon: Lexicon,
        names: Names,
    ) -> None:
        self._state, self._articles, self._lexicon, self._names = state, articles, lexicon, names
        self._changed = {
            article: articles.get_read(article) if there else None
            for article, there in sorted(changed.items())
        }
        self._dirty = dict(self._changed)
        """The articles in which anything may be different, by what other articles say, too."""
        self._wording = Wording.learn(lexicon)

    def run(self, find: FindQuads) -> Outcome:
        state, articles, names = self._state, self._articles, self._names
        entities = renew_entities(state, self._changed, self._lexicon)
        self._paths, self._contexts = Paths(state, "entity"), Contexts(state)
        self._add(article for article, _ in entities.regrouped.moved)
        landmarks = self._renew_dates(entities.regrouped.relabelled)
        self._event_rules = EventRules(state, self._paths, self._contexts)
        self._measure_rules = MeasureRules(state, self._paths, self._contexts, self._wording)
        events = renew_reports(state, self._event_rules, articles, self._dirty)
        measures = renew_reports(state, self._measure_rules, articles, self._dirty)
        concluded = self._conclude_measures(measures.regrouped)
        subjects = SubjectFinder(state, articles, self._paths, self._contexts, self._wording)
        reports = measures.regrouped.groups
        respoken = subjects.renew(
            self._dirty, [(m, reports[m.path]) for m in concluded], measures.regrouped.gone
        )
        tenures = renew_tenures(state, articles, self._dirty, self._paths, landmarks)
        figures = self._renew_figures(events.regrouped)
        things = [make_thing(path, group) for path, group in entities.regrouped.groups.items()]
        outlets = self._renew_outlets(things, entities.regrouped.gone)

        writer = Writer(state, articles, names, find)
        writer.write_things(things, entities.regrouped.gone)
        writer.write_outlets(outlets)
        writer.write_measures(concluded, measures.regrouped.gone)
        writer.write_events(self._conclude_events(events.regrouped), events.regrouped.gone)
        writer.write_tenures(*tenures)
        writer.write_contradictions(*figures)
        writer.write_dates(self._dirty)
        gone = measures.regrouped.gone
        used = renew_concepts(state, self._changed, concluded, gone, tenures[1], names)
        writer.write_concepts(used, self._lexicon)
        writer.write_identities(Entities(state, entities.bodies), entities, self._changed)
        writer.write_identities(Reports(state, self._event_rules), events, self._dirty)
        writer.write_identities(Reports(state, self._measure_rules), measures, self._dirty)
        moved = {article for article, _ in events.regrouped.moved | measures.regrouped.moved}
        concerned = {*self._dirty, *moved, *respoken, *outlets.articles} - self._gone
        kept = tuple(sorted(concerned))
        return Outcome(kept, self._make_resolution(kept), *writer.settle())

    @property
    def _gone(self) -> set[str]:
        return {article for article, facts in self._changed.items() if facts is None}

    def _add(self, concerned: Iterable[str]) -> None:
        for article in sorted(set(concerned) - self._dirty.keys()):
            self._dirty[article] = self._articles.get_read(article)

    def _renew_dates(self, relabelled: set[str]) -> Landmarks:
        for article, read in self._dirty.items():
            path = find_context(read, self._paths) if read else ""
            self._articles.set_context(article, path)
        landmarks = Landmarks.learn(self._lexicon, self._paths, self._contexts)
        dated = renew_dates(
            self._state, self._articles, self._dirty, relabelled, self._paths, landmarks
        )
        self._add(dated)
        return landmarks

    def _conclude_measures(self, regrouped: Regrouped[Policy]) -> list[ConcludedMeasure]:
        told = {path: self._measure_rules.tell(group) for path, group in regrouped.groups.items()}
        return [
            policies.conclude_one(path, item.accounts, item.when, self._paths)
            for path, item in told.items()
        ]

    def _conclude_events(self, regrouped: Regrouped[happenings.Happening]) -> list[ConcludedEvent]:
        told = {path: self._event_rules.tell(group) for path, group in regrouped.groups.items()}
        return [
            happenings.conclude_one(path, item.accounts, item.when, self._paths)
            for path, item in told.items()
        ]

    def _renew_figures(
        self, events: Regrouped[happenings.Happening]
    ) -> tuple[set[Term], list[Contradicting]]:
        """Compare figures of articles of which an event has another path, too, since figures may be of events."""
        of_events = {article for article, _ in events.moved} - self._dirty.keys()
        articles = self._dirty | {
            article: self._articles.get_read(article) for article in of_events
        }
        return renew_contradictions(
            self._state,
            self._articles,
            articles,
            self._names,
            self._paths,
            Paths(self._state, "event"),
            self._contexts,
        )

    def _renew_outlets(self, things: Iterable[Thing], gone: set[str]) -> Outlets:
        published = {
            article: self._articles.get_article(article) if facts else None
            for article, facts in self._changed.items()
        }
        return renew_outlets(self._state, published, things, gone, self._names)

    def _make_resolution(self, concerned: tuple[str, ...]) -> Resolution:
        """Return what the graphs of some articles are made from; what they are about is looked up when it is asked for."""
        subjects = Subjects(self._state)
        labels = {
            name
            for article in map(self._articles.get_article, concerned)
            for name in (article.publisher, article.agency)
            if name
        }
        outlets = tuple(
            Thing(path, "NewsOutlet", label, ())
            for label, path in find_outlets(self._state, sorted(labels))
        )
        return Resolution(
            facts=tuple(map(self._articles.get_bounded, concerned)),
            dates={},
            things=outlets,
            paths=self._paths,
            measure_paths=Paths(self._state, "measure"),
            event_paths=Paths(self._state, "event"),
            about=subjects.about,
            stances=subjects.stances,
        )
