"""What is concluded over all articles, as the triples of named graphs of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from graph_builder import terms
from graph_builder.mapping.articles import find_outlet
from graph_builder.mapping.concepts import map_concepts, name_office
from graph_builder.mapping.names import GraphName, Names
from graph_builder.mapping.passages import ArticlePassages
from graph_builder.mapping.sheets import Sheet
from graph_builder.model import Quote, TimeSpan
from graph_builder.vocabulary import dcterms, gb, get_term, rdf, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from graph_builder.lexicon import Lexicon
    from graph_builder.mapping.passages import Passages
    from graph_builder.model import (
        Amendment,
        Article,
        ConcludedEvent,
        ConcludedMeasure,
        ConcludedTenure,
        Contradiction,
        Judgement,
        Member,
        Resolution,
        Thing,
    )
    from graph_builder.terms import Quad, Term

_T = TypeVar("_T")

_NOT_KNOWN = TimeSpan(because="No article says when.")
_IDENTIFIERS = {
    "geonames": "https://sws.geonames.org/{}/",
    "town": "https://sws.geonames.org/{}/",
    "wikidata": "http://www.wikidata.org/entity/{}",
    "viaf": "http://viaf.org/viaf/{}",
}


def map_conclusions(
    resolution: Resolution, base_iri: str, *, articles: Mapping[str, Article], lexicon: Lexicon
) -> Iterator[Quad]:
    """Yield the quads of the graphs of conclusions, except for the closure; some may come again.

    Args:
        resolution: One world from many articles.
        base_iri: What the IRIs of individuals begin with.
        articles: Every article of the resolution by its id; a passage is named by its place in the text.
        lexicon: The labels of units, indicators and kinds of measure.
    """
    return _WorldMapper(resolution, Names(base_iri), articles).map(lexicon)


class ConclusionsMapper:
    """Maps conclusions one by one; what was mapped is taken by ``take_quads``.

    Args:
        names: The IRIs.
        passages: The passages that they quote.
    """

    def __init__(self, names: Names, passages: Passages) -> None:
        self._names = names
        self._passages = passages
        self._sheets: dict[GraphName, Sheet] = {}

    def take_quads(self) -> Iterator[Quad]:
        """Yield the quads that were written since the last time."""
        for sheet in self._sheets.values():
            yield from sheet.quads
        self._sheets.clear()

    def _sheet(self, name: GraphName) -> Sheet:
        if name not in self._sheets:
            self._sheets[name] = Sheet(self._names.graph(name))
        return self._sheets[name]

    def map_thing(self, thing: Thing) -> None:
        """Write a thing over all articles."""
        sheet, iri = self._sheet("identities"), self._names.thing(thing.path)
        sheet.write(iri, rdf.type, get_term(thing.type))
        sheet.write_labels(iri, thing.label, thing.alt_labels)
        for source, value in sorted(thing.external.items()):
            sheet.write(iri, schema.sameAs, _identify(source, value))

    def map_outlet(self, outlet: tuple[Term, set[str]]) -> None:
        """Write a publisher that no article speaks of, with its names."""
        sheet, (iri, labels) = self._sheet("identities"), outlet
        sheet.write(iri, rdf.type, gb.NewsOutlet)
        first, *others = sorted(labels)
        sheet.write_labels(iri, first, others)

    def map_replaced(self, paths: tuple[str, str]) -> None:
        """Write the path that a thing has now for another one."""
        old, new = map(self._names.thing, paths)
        self._sheet("replaced").write(old, dcterms.isReplacedBy, new)

    def map_judgement(self, judgement: Judgement) -> None:
        """Write a judgement."""
        sheet = self._sheet("judgements")
        left, right = sorted((judgement.left, judgement.right))
        iri = self._names.judgement(left, right, judgement.verdict, judgement.rule)
        sheet.write(iri, rdf.type, gb.Judgement)
        sheet.write(iri, gb.judges, self._names.thing(left), self._names.thing(right))
        sheet.write(iri, gb.verdict, get_term(judgement.verdict.capitalize()))
        sheet.write_text(iri, gb.rule, judgement.rule)
        sheet.write_text(iri, gb.author, judgement.author)
        sheet.write_text(iri, gb.because, judgement.reason)
        sheet.write(iri, gb.confidence, terms.decimal(judgement.confidence))
        sheet.write(iri, gb.evidence, *self._find_passages(judgement.quotes))

    def map_amendment(self, amendment: Amendment) -> None:
        """Write what a person changed, and why; a quote is none of this, since a person's word stands for itself."""
        sheet = self._sheet("corrections")
        iri = self._names.correction(
            amendment.action, *amendment.subjects, amendment.to, amendment.author
        )
        sheet.write(iri, rdf.type, gb.Correction)
        sheet.write_text(iri, gb.action, amendment.action)
        sheet.write(iri, gb.corrects, *amendment.subjects)
        sheet.write_text(iri, gb.correctedTo, amendment.to)
        sheet.write_text(iri, gb.author, amendment.author)
        sheet.write_text(iri, gb.because, amendment.reason)

    def map_measure(self, measure: ConcludedMeasure) -> None:
        """Write a measure over all articles."""
        sheet, iri = self._sheet("measures"), self._names.thing(measure.path)
        sheet.write(iri, rdf.type, gb.Measure)
        sheet.write_labels(iri, measure.label, measure.alt_labels)
        sheet.write(iri, gb.measureType, self._names.concept("measure-type", measure.type))
        sheet.write(iri, gb.status, get_term(measure.status))
        self._write_things(sheet, iri, gb.announcedBy, filter(None, (measure.announced_by,)))
        self._write_time(sheet, iri, gb.announcedOn, measure.announced_on, measure)
        sheet.write(iri, gb.leadEvidence, *self._find_passages((measure.lead,)))
        self._write_things(sheet, iri, gb.target, measure.targets)
        self._write_things(sheet, iri, gb.location, measure.locations)

    def map_event(self, event: ConcludedEvent) -> None:
        """Write an event over all articles."""
        sheet, iri = self._sheet("events"), self._names.thing(event.path)
        sheet.write(iri, rdf.type, getattr(gb, event.type, gb.Event))
        sheet.write_labels(iri, event.label, event.alt_labels)
        self._write_time(sheet, iri, gb.occurredOn, event.occurred_on, event)
        sheet.write(iri, gb.leadEvidence, *self._find_passages((event.lead,)))
        self._write_things(sheet, iri, gb.location, event.locations)
        self._write_things(sheet, iri, gb.participant, event.participants)
        self._write_things(sheet, iri, gb.perpetrator, event.perpetrators)
        self._write_things(sheet, iri, gb.victim, event.victims)
        self._write_things(sheet, iri, gb.candidate, event.candidates)

    def map_tenure(self, tenure: ConcludedTenure) -> None:
        """Write somebody's time in an office."""
        sheet, iri = self._sheet("tenures"), self._names.thing(tenure.path)
        sheet.write(iri, rdf.type, gb.Tenure)
        sheet.write(iri, gb.holder, self._names.thing(tenure.holder))
        sheet.write(iri, gb.office, self._names.concept("office", name_office(tenure)))
        sheet.write(iri, gb.evidence, *self._find_passages(tenure.quotes))
        articles = [quote.article_id for quote in tenure.quotes]
        for predicate, when in (
            (gb.startedOn, tenure.started_on),
            (gb.endedOn, tenure.ended_on),
        ):
            if when.earliest or when.latest:
                sheet.write_time(iri, predicate, when, self._find_evidence(when, articles))

    def map_contradiction(self, left: Term, right: Term, *, certain: bool) -> None:
        """Write that two figures contradict each other."""
        sheet = self._sheet("contradictions")
        for subject, object_ in ((left, right), (right, left)):
            sheet.write(subject, gb.contradicts, object_)
            if certain:
                sheet.write(subject, gb.certainlyContradicts, object_)

    def map_date(self, article: Article, date: TimeSpan) -> None:
        """Write the date of an article, unless the article says it itself."""
        if article.date is None:
            iri = self._names.article(article.id)
            evidence = self._find_evidence(date, [article.id])
            self._sheet("dates").write_time(iri, gb.publishedOn, date, evidence)

    def _write_things(self, sheet: Sheet, iri: Term, predicate: Term, paths: Iterable[str]) -> None:
        sheet.write(iri, predicate, *map(self._names.thing, paths))

    def _write_time(
        self,
        sheet: Sheet,
        iri: Term,
        predicate: Term,
        when: TimeSpan,
        thing: ConcludedMeasure | ConcludedEvent,
    ) -> None:
        """Write the one time of a thing, also when nothing is known of it."""
        if not (when.earliest or when.latest or when.because):
            when = _NOT_KNOWN
        articles = [thing.lead.article_id, *(member.article_id for member in thing.members)]
        sheet.write_time(iri, predicate, when, self._find_evidence(when, articles))

    def _find_evidence(self, when: TimeSpan, articles: Iterable[str]) -> Term | None:
        """Return the passage that dates something, in the first article that has it as such."""
        span = when.evidence
        if span is None:
            return None
        quotes = (Quote(article_id, span) for article_id in articles)
        described = next(filter(self._passages.is_described, quotes), None)
        return self._passages.find(described) if described else None

    def _find_passages(self, quotes: Iterable[Quote]) -> list[Term]:
        """Return the passages of quotes; those that no article's graph describes are described here."""
        passages = []
        for quote in quotes:
            for subject, predicate, object_, _ in self._passages.describe(quote):
                self._sheet("passages").write(subject, predicate, object_)
            passages.append(self._passages.find(quote))
        return passages


class _WorldMapper:
    """Maps all conclusions of a resolution."""

    def __init__(
        self, resolution: Resolution, names: Names, articles: Mapping[str, Article]
    ) -> None:
        facts = {facts.article_id: facts for facts in resolution.facts}
        self._passages = ArticlePassages(names, articles, facts)
        self._mapper = ConclusionsMapper(names, self._passages)
        self._resolution, self._names, self._articles = resolution, names, articles

    def map(self, lexicon: Lexicon) -> Iterator[Quad]:
        """Yield the quads of all conclusions."""
        resolution, mapper = self._resolution, self._mapper
        outlets = self._list_outlets()
        yield from self._map_each(mapper.map_thing, resolution.things)
        yield from self._map_each(mapper.map_outlet, outlets)
        yield from self._map_each(mapper.map_replaced, sorted(resolution.replaced.items()))
        yield from self._map_each(mapper.map_judgement, resolution.judgements)
        yield from self._map_each(mapper.map_amendment, resolution.amendments)
        yield from self._map_each(mapper.map_measure, resolution.measures)
        yield from self._map_each(mapper.map_event, resolution.events)
        yield from self._map_each(mapper.map_tenure, resolution.tenures)
        yield from self._map_each(self._map_contradiction, resolution.contradictions)
        yield from self._map_each(self._map_date, sorted(resolution.dates.items()))
        sheet = Sheet(self._names.graph("concepts"))
        map_concepts(sheet, resolution, self._names, lexicon)
        yield from sheet.quads

    def _map_each(self, write: Callable[[_T], None], items: Iterable[_T]) -> Iterator[Quad]:
        for item in items:
            write(item)
            yield from self._mapper.take_quads()

    def _list_outlets(self) -> list[tuple[Term, set[str]]]:
        """Return the publishers and agencies that no article speaks of, with what they are called."""
        resolution, names = self._resolution, self._names
        spoken_of = {names.thing(thing.path) for thing in resolution.things}
        outlets: dict[Term, set[str]] = {}
        for article_id in sorted(facts.article_id for facts in resolution.facts):
            article = self._articles[article_id]
            for name in filter(None, (article.publisher, article.agency)):
                outlets.setdefault(find_outlet(name, resolution, names), set()).add(name)
        return sorted((iri, labels) for iri, labels in outlets.items() if iri not in spoken_of)

    def _map_contradiction(self, contradiction: Contradiction) -> None:
        left, right = map(self._find_observation, (contradiction.left, contradiction.right))
        self._mapper.map_contradiction(left, right, certain=contradiction.certain)

    def _find_observation(self, member: Member) -> Term:
        return self._passages.get_names(member.article_id).observations[int(member.local)]

    def _map_date(self, dated: tuple[str, TimeSpan]) -> None:
        article = self._articles.get(dated[0])
        if article is not None:
            self._mapper.map_date(article, dated[1])


def _identify(source: str, value: str) -> Term:
    """Return an external identifier as an IRI where its source has IRIs, otherwise as text."""
    if source in _IDENTIFIERS:
        return terms.iri(_IDENTIFIERS[source].format(value))
    address = terms.web_address(value)
    return address if address.startswith("<") else terms.literal(f"{source}:{value}")
