"""One article as it is seen from where the others are known: opened again at each step, on its executor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from graph_builder.mapping import Names, map_article
from graph_builder.mapping.concepts import Use, list_labels, list_uses
from graph_builder.mapping.conclusions import ConclusionsMapper
from graph_builder.mapping.passages import ArticlePassages
from graph_builder.model import Resolution, Thing
from graph_builder.resolution.contexts import find_context
from graph_builder.resolution.dates import rebound_facts
from graph_builder.resolution.figures import Figure, list_figures
from graph_builder.resolution.happenings import Happening, describe_happenings
from graph_builder.resolution.landmarks import Landmarks
from graph_builder.resolution.reported import Policy, describe_policies
from graph_builder.resolution.tenures import Death, list_deaths, list_tenures
from graph_builder.resolution.tenures import Report as TenureReport
from graph_builder.resolution.wording import Wording
from graph_builder.spark.conclusions import Key, Passage, answer
from graph_builder.spark.dating import Times, describe_times
from graph_builder.spark.reports import EVENTS, MEASURES, Report
from graph_builder.spark.subjects import Sought, find_subjects, seek_measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Article, Facts, Member, Quote, TimeSpan
    from graph_builder.resolution.subjects import Known
    from graph_builder.spark.articles import Outcome
    from graph_builder.terms import Quad, Term


@dataclass(frozen=True)
class Guide:
    """What every executor has to know beside the articles.

    Attributes:
        wording: Compares how articles call a measure.
        landmarks: Tells landmarks; without things and contexts, which each article has of its own.
        labels: The labels that the lexicon has for concepts.
        base_iri: What the IRIs of individuals begin with.
        reader: What read the articles.
    """

    wording: Wording
    landmarks: Landmarks
    labels: Mapping[Term, tuple[str, ...]]
    base_iri: str
    reader: str

    @classmethod
    def learn(cls, lexicon: Lexicon, base_iri: str, reader: str) -> Guide:
        """Take the words from the lexicon."""
        landmarks = Landmarks.learn(lexicon, {}, {})
        labels = list_labels(Names(base_iri), lexicon)
        return cls(Wording.learn(lexicon), landmarks, labels, base_iri, reader)

    @property
    def names(self) -> Names:
        """The IRIs."""
        return Names(self.base_iri)


class Reported(NamedTuple):
    """What one article reports, to be compared with what others report."""

    events: Sequence[Report[Happening]]
    measures: Sequence[Report[Policy]]
    tenures: Sequence[TenureReport]
    deaths: Sequence[Death]
    sought: Sought
    uses: Sequence[Use]


class Written(NamedTuple):
    """What comes of one article: its quads, its figures with their IRIs, by subject, and its passages, by who asked for them."""

    quads: Sequence[Quad]
    figures: Sequence[tuple[tuple[str, ...], tuple[Figure, Term]]]
    answers: Sequence[tuple[Key, tuple[Quote, Passage]]]


class View:
    """An article with bounded times, and with what its own things are.

    Args:
        guide: What every executor knows.
        outcome: What was read in it.
        paths: The thing that each of its entities is.
        times: What it has to do with dates.
        dates: The date that was concluded for it, if it says none.
    """

    def __init__(
        self,
        guide: Guide,
        outcome: Outcome,
        paths: Mapping[Member, str],
        times: Times,
        dates: Sequence[TimeSpan],
    ) -> None:
        read = outcome.load()
        self._guide, self._paths = guide, paths
        self._article: Article = read.article
        self._date = dates[0] if dates else read.facts.date
        self._facts: Facts = rebound_facts(read.facts, self._date)
        self._context = times.context
        self._contexts = {read.article.id: times.context} if times.context else {}

    def report(self) -> Reported:
        """Return what the article reports."""
        facts, paths, wording = self._facts, self._paths, self._guide.wording
        landmarks = replace(self._guide.landmarks, paths=paths, contexts=self._contexts)
        events = describe_happenings(facts, paths, self._contexts)
        measures = describe_policies(facts, paths, self._contexts, wording)
        return Reported(
            [EVENTS.make_report(one, self._context, paths) for one in events],
            [MEASURES.make_report(one, self._context, paths) for one in measures],
            list_tenures(facts, paths),
            list_deaths(facts, landmarks),
            seek_measures(facts, paths, self._contexts, wording),
            list(list_uses(facts)),
        )

    def write(
        self,
        event_paths: Mapping[Member, str],
        measure_paths: Mapping[Member, str],
        known: list[Known],
        outlets: Mapping[str, str],
        asked: Iterable[tuple[Key, Quote]],
    ) -> Written:
        """Return what comes of the article.

        Args:
            event_paths: The event that each of its reports is of.
            measure_paths: The same for measures.
            known: The measures that its claims may speak of.
            outlets: The paths of outlets by what articles call them.
            asked: The passages that are asked for.
        """
        article, facts, names = self._article, self._facts, self._guide.names
        passages = ArticlePassages(names, {article.id: article}, {article.id: facts})
        subjects = find_subjects(facts, known, self._paths, self._contexts, self._guide.wording)
        publishers = [name for name in (article.publisher, article.agency) if name in outlets]
        resolution = Resolution(
            facts=(facts,),
            dates={article.id: self._date},
            things=tuple(Thing(outlets[name], "NewsOutlet", name, ()) for name in publishers),
            paths=self._paths,
            measure_paths=measure_paths,
            event_paths=event_paths,
            about=subjects.about,
            stances=subjects.stances,
        )
        base_iri, reader = self._guide.base_iri, self._guide.reader
        quads = map_article(article, facts, resolution, base_iri, reader=reader)
        mapper = ConclusionsMapper(names, passages)
        mapper.map_date(article, self._date)
        iris = passages.get_names(article.id).observations
        figures = list_figures(facts, self._paths, event_paths, self._contexts)
        return Written(
            [*quads, *mapper.take_quads()],
            [(one.subject, (one, iris[int(one.member.local)])) for one in figures],
            list(answer(asked, passages)),
        )


def find_times(guide: Guide, outcome: Outcome, paths: Mapping[Member, str]) -> Times:
    """Return what an article has to do with dates, by what was read in it."""
    facts = outcome.load().facts
    context = find_context(facts, paths)
    contexts = {facts.article_id: context} if context else {}
    landmarks = replace(guide.landmarks, paths=paths, contexts=contexts)
    return describe_times(facts, paths, landmarks, context)
