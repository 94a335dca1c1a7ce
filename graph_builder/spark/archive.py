"""What the articles of an archive say together, decided on the executors by the functions of the local build.

::

    articles ─► own things ─► blocks ─► matches ─► what hangs together ─► things, named among namesakes
       │                                                                    │ paths, by article
       ├─► times that date others ◄── keys ──► articles without a date ◄────┤
       ├─► reports of events, of measures ─► matches ─► what hangs together ─► events, measures ◄──┤
       ├─► who held which office ─► by holder                               │
       └─► quads, figures by subject, passages that conclusions ask for ◄───┘

Every arrow is a map, or brings together what has one key. The driver learns which words there are for countries and in which places
places lie, who publishes, and nothing of what the articles report.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from operator import add, attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from graph_builder.mapping.concepts import use_measure_type, use_office, write_concept
from graph_builder.mapping.conclusions import ConclusionsMapper
from graph_builder.mapping.sheets import Sheet
from graph_builder.resolution.figures import compare
from graph_builder.resolution.tenures import conclude_tenures
from graph_builder.resolution.things import make_thing
from graph_builder.spark.conclusions import NOTHING_ASKED, ask, key_conclusion, map_conclusions
from graph_builder.spark.dating import find_dates
from graph_builder.spark.entities import describe, join_entities
from graph_builder.spark.groups import gather, join
from graph_builder.spark.reports import (
    EVENTS,
    MEASURES,
    know_measure,
    match_events,
    match_measures,
)
from graph_builder.spark.sets import keep
from graph_builder.spark.subjects import bring_measures
from graph_builder.spark.views import Guide, View, find_times

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyspark import RDD, Broadcast

    from graph_builder.lexicon import Lexicon
    from graph_builder.mapping import Names
    from graph_builder.mapping.concepts import Use
    from graph_builder.mapping.names import ConceptKind
    from graph_builder.model import (
        ConcludedMeasure,
        ConcludedTenure,
        Member,
        Quote,
        Thing,
        TimeSpan,
    )
    from graph_builder.resolution.figures import Figure
    from graph_builder.resolution.happenings import Happening
    from graph_builder.resolution.locals import Local
    from graph_builder.resolution.reported import Policy
    from graph_builder.resolution.tenures import Death
    from graph_builder.resolution.tenures import Report as TenureReport
    from graph_builder.spark.articles import Outcome
    from graph_builder.spark.conclusions import Key, Passage
    from graph_builder.spark.dating import Times
    from graph_builder.spark.entities import Described
    from graph_builder.spark.groups import Named
    from graph_builder.spark.reports import Report
    from graph_builder.spark.sets import Sets
    from graph_builder.spark.subjects import Sought
    from graph_builder.spark.views import Reported, Written
    from graph_builder.terms import Quad, Term

Own = dict["Member", str]
"""The paths of an article's own things."""


class Archive:
    """The articles of an archive, and step by step what they say together.

    Args:
        read: What was read in each, by its id.
        sets: How sets are divided.
        lexicon: The words of the subject.
        base_iri: What the IRIs of individuals begin with.
        reader: What read them.
    """

    def __init__(
        self,
        read: RDD[tuple[str, Outcome]],
        sets: Sets,
        lexicon: Lexicon,
        base_iri: str,
        reader: str,
    ) -> None:
        guide = Guide.learn(lexicon, base_iri, reader)
        self._read, self._sets, self._lexicon = read, sets, lexicon
        self._guide = read.context.broadcast(guide)
        self._names = guide.names

    def map(self) -> RDD[Quad]:
        """Return the quads of all articles and conclusions but for the closure, some of them more than once."""
        self._decide_entities()
        self._date_articles()
        self._join_reports()
        written = self._write_articles()
        return self._read.context.union(
            [
                written.flatMap(_get_quads),
                self._map_conclusions(written),
                self._map_things(),
                self._map_replaced(),
                self._map_concepts(),
                self._map_contradictions(written),
                self._map_outlets(),
            ]
        )

    def _decide_entities(self) -> None:
        described = keep(self._read.mapValues(_describe))
        self._entities = join_entities(self._sets, described, self._lexicon)
        self._paths = keep(self._sets.group(self._entities.paths).mapValues(_collect_paths))
        self._things = keep(self._entities.named.map(_make_thing))
        self._publishers = set(described.flatMap(_list_publishers).distinct().collect())
        self._outlets = self._find_outlets()

    def _find_outlets(self) -> dict[str, str]:
        """Return the paths of outlets by what articles call them, of those that publish; the first of several."""
        called = self._things.flatMap(partial(_list_called, self._publishers))
        return dict(self._sets.reduce(called, min).collect())

    def _date_articles(self) -> None:
        seen = self._sets.group(self._read, self._paths)
        self._times = keep(seen.mapValues(partial(_find_times, self._guide)))
        labels = self._things.map(_get_label)
        self._dates = keep(find_dates(self._sets, self._times, labels))

    def _join_reports(self) -> None:
        sets = self._sets
        seen = sets.group(self._read, self._paths, self._times, self._dates)
        self._reported = keep(seen.mapValues(partial(_report, self._guide)))
        events = self._reported.flatMap(_get_events)
        measures = self._reported.flatMap(_get_measures)
        self._events = join(sets, events, match_events(sets, events), EVENTS)
        matches = match_measures(sets, measures, self._guide)
        self._measures = join(sets, measures, matches, MEASURES)
        holders = sets.group(
            self._reported.flatMap(_list_tenures), self._reported.flatMap(_list_deaths)
        )
        self._tenures = keep(holders.flatMap(_conclude_tenures))
        self._concluded = keep(self._measures.named.map(MEASURES.conclude))
        self._conclusions = keep(
            self._read.context.union(
                [
                    self._entities.judgements,
                    self._events.judgements,
                    self._measures.judgements,
                    self._events.named.map(EVENTS.conclude),
                    self._concluded,
                    self._tenures,
                ]
            ).map(key_conclusion)
        )

    def _write_articles(self) -> RDD[Written]:
        known = self._measures.named.map(partial(know_measure, self._guide))
        seen = self._sets.group(
            self._read,
            self._paths,
            self._times,
            self._dates,
            self._events.paths,
            self._measures.paths,
            bring_measures(self._sets, self._reported.mapValues(_get_sought), known),
            self._conclusions.flatMap(partial(ask, self._names)),
        )
        return keep(seen.map(partial(_write, self._guide, self._outlets)))

    def _map_conclusions(self, written: RDD[Written]) -> RDD[Quad]:
        answers = written.flatMap(_get_answers)
        return map_conclusions(self._sets, self._conclusions, answers, self._names)

    def _map_things(self) -> RDD[Quad]:
        return self._things.flatMap(partial(_map_thing, self._names))

    def _map_replaced(self) -> RDD[Quad]:
        groups = (self._entities, self._events, self._measures)
        replaced = self._read.context.union([one.replaced for one in groups])
        return replaced.flatMap(partial(_map_replaced, self._names))

    def _map_concepts(self) -> RDD[Quad]:
        uses = self._read.context.union(
            [
                self._reported.flatMap(_get_uses),
                self._concluded.map(_use_measure_type),
                self._tenures.map(use_office),
            ]
        )
        counts = self._sets.reduce(uses.map(partial(_count_use, self._names)), add)
        concepts = self._sets.group(counts.map(_turn_count))
        return concepts.flatMap(partial(_map_concept, self._guide))

    def _map_contradictions(self, written: RDD[Written]) -> RDD[Quad]:
        subjects = self._sets.group(written.flatMap(_get_figures))
        return subjects.flatMap(partial(_map_contradictions, self._names))

    def _map_outlets(self) -> RDD[Quad]:
        """Return the quads of publishers that no article speaks of."""
        names = self._names
        labels = gather(
            (names.outlet(name), name) for name in sorted(self._publishers - self._outlets.keys())
        )
        spoken_of = self._things.map(_get_path).filter(_is_outlet).map(names.thing)
        known = set(spoken_of.filter(labels.__contains__).collect())
        mapper = ConclusionsMapper(names, NOTHING_ASKED)
        for iri, called in sorted(labels.items()):
            if iri not in known:
                mapper.map_outlet((iri, set(called)))
        return self._read.context.parallelize(list(mapper.take_quads()), 1)


def _describe(outcome: Outcome) -> Described:
    read = outcome.load()
    publishers = filter(None, (read.article.publisher, read.article.agency))
    return describe(read.facts, publishers)


def _list_publishers(found: tuple[str, Described]) -> Iterable[str]:
    return found[1].publishers


def _collect_paths(found: tuple[list[tuple[Member, str]]]) -> Own:
    return dict(found[0])


def _make_thing(named: Named[Local]) -> Thing:
    """Return a thing without the articles' own things that it is, which are many."""
    return replace(make_thing(*named), members=())


def _list_called(publishers: set[str], thing: Thing) -> Iterator[tuple[str, str]]:
    if thing.type == "NewsOutlet":
        for name in publishers.intersection((thing.label, *thing.alt_labels)):
            yield name, thing.path


def _get_label(thing: Thing) -> tuple[str, str]:
    return thing.path, thing.label


def _get_path(thing: Thing) -> str:
    return thing.path


def _is_outlet(path: str) -> bool:
    return path.startswith("outlet/")


def _find_times(guide: Broadcast[Guide], seen: tuple[list[Outcome], list[Own]]) -> Times:
    (outcome,), paths = seen
    return find_times(guide.value, outcome, _join(paths))


def _report(
    guide: Broadcast[Guide],
    seen: tuple[list[Outcome], list[Own], list[Times], list[TimeSpan]],
) -> Reported:
    (outcome,), paths, (times,), dates = seen
    return View(guide.value, outcome, _join(paths), times, dates).report()


def _join(paths: list[Own]) -> Own:
    """Return the paths of an article's own things; it may have none."""
    return paths[0] if paths else {}


def _write(
    guide: Broadcast[Guide], outlets: Mapping[str, str], found: tuple[str, tuple[list[Any], ...]]
) -> Written:
    (outcome,), paths, (times,), dates, events, measures, known, asked = found[1]
    view = View(guide.value, outcome, _join(paths), times, dates)
    return view.write(dict(events), dict(measures), known, outlets, asked)


_Article = tuple[str, "Reported"]


def _get_events(found: _Article) -> Iterable[Report[Happening]]:
    return found[1].events


def _get_measures(found: _Article) -> Iterable[Report[Policy]]:
    return found[1].measures


def _get_sought(reported: Reported) -> Sought:
    return reported.sought


def _get_uses(found: _Article) -> Iterable[Use]:
    return found[1].uses


def _list_tenures(found: _Article) -> Iterator[tuple[str, tuple[str, int, TenureReport]]]:
    article, reported = found
    for number, report in enumerate(reported.tenures):
        yield report.holder, (article, number, report)


def _list_deaths(found: _Article) -> Iterator[tuple[str, tuple[str, int, Death]]]:
    article, reported = found
    for number, death in enumerate(reported.deaths):
        yield death.path, (article, number, death)


def _conclude_tenures(
    found: tuple[str, tuple[list[tuple[str, int, TenureReport]], list[tuple[str, int, Death]]]],
) -> Iterable[ConcludedTenure]:
    _, (reports, deaths) = found
    told = [report for _, _, report in sorted(reports, key=itemgetter(0, 1))]
    ends = [death for _, _, death in sorted(deaths, key=itemgetter(0, 1))]
    return conclude_tenures(told, ends)[0] if told else ()


def _get_quads(written: Written) -> Iterable[Quad]:
    return written.quads


def _get_answers(written: Written) -> Iterable[tuple[Key, tuple[Quote, Passage]]]:
    return written.answers


def _get_figures(written: Written) -> Iterable[tuple[tuple[str, ...], tuple[Figure, Term]]]:
    return written.figures


def _map_thing(names: Names, thing: Thing) -> Iterator[Quad]:
    mapper = ConclusionsMapper(names, NOTHING_ASKED)
    mapper.map_thing(thing)
    return mapper.take_quads()


def _map_replaced(names: Names, paths: tuple[str, str]) -> Iterator[Quad]:
    mapper = ConclusionsMapper(names, NOTHING_ASKED)
    mapper.map_replaced(paths)
    return mapper.take_quads()


def _map_contradictions(
    names: Names, found: tuple[tuple[str, ...], tuple[list[tuple[Figure, Term]]]]
) -> Iterator[Quad]:
    _, (figures,) = found
    iris = {figure.member: iri for figure, iri in figures}
    ordered = sorted((figure for figure, _ in figures), key=attrgetter("member"))
    mapper = ConclusionsMapper(names, NOTHING_ASKED)
    for pair in compare(ordered):
        mapper.map_contradiction(iris[pair.left], iris[pair.right], certain=pair.certain)
        yield from mapper.take_quads()


def _use_measure_type(measure: ConcludedMeasure) -> Use:
    return use_measure_type(measure.type)


def _count_use(names: Names, use: Use) -> tuple[tuple[str, Term, str], int]:
    return (use.kind, names.concept(use.kind, use.key), use.word), 1


def _turn_count(
    counted: tuple[tuple[str, Term, str], int],
) -> tuple[tuple[str, Term], tuple[str, int]]:
    (kind, concept, word), count = counted
    return (kind, concept), (word, count)


def _map_concept(
    guide: Broadcast[Guide],
    found: tuple[tuple[ConceptKind, Term], tuple[list[tuple[str, int]]]],
) -> Iterable[Quad]:
    (kind, concept), (words,) = found
    names = guide.value.names
    sheet = Sheet(names.graph("concepts"))
    write_concept(sheet, kind, concept, dict(words), names, guide.value.labels)
    return sheet.quads
