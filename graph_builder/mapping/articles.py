"""What one article contains, as the triples of its named graph."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from graph_builder import terms
from graph_builder.mapping.names import ArticleNames, Names
from graph_builder.mapping.sheets import Sheet, is_known
from graph_builder.model import Member
from graph_builder.vocabulary import dcterms, gb, get_term, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from graph_builder.model import (
        Article,
        Claim,
        Event,
        Facts,
        Measure,
        Observation,
        Resolution,
        Span,
        StatusStep,
        TimeSpan,
    )
    from graph_builder.terms import Quad, Term

_SHELF = 1000
"""Code points; what is said around a place is found by the stretch of the text."""


def map_article(
    article: Article, facts: Facts, resolution: Resolution, base_iri: str, *, reader: str = ""
) -> list[Quad]:
    """Return the quads of one article's named graph.

    Args:
        article: The article as read.
        facts: Its facts, as ``resolution`` holds them: with times bounded by other articles.
        resolution: Says which thing every entity, measure and event is.
        base_iri: What the IRIs of individuals begin with.
        reader: The program and language model that read it, with their versions.
    """
    return _ArticleMapper(article, facts, resolution, Names(base_iri)).map(reader)


def collect_spans(facts: Facts) -> set[Span]:
    """Return the spans that an article's graph describes as passages."""
    spans = {
        mention.span
        for entity in facts.entities
        for mention in entity.mentions
        if mention.kind != "pronoun"
    }
    for claim in facts.claims:
        spans |= {claim.cue, claim.evidence, *claim.content}
        spans |= {claim.source} if claim.source else set()
    for measure in facts.measures:
        spans |= {measure.evidence, *measure.further_evidence}
        spans |= {step.evidence for step in measure.steps}
    for event in facts.events:
        spans |= {event.evidence, *event.further_evidence}
    spans |= {observation.evidence for observation in facts.observations}
    spans |= {tenure.evidence for tenure in facts.tenures}
    return spans | {time.evidence for time in _collect_times(facts) if time.evidence}


def _collect_times(facts: Facts) -> Iterator[TimeSpan]:
    yield facts.date
    yield from (claim.stated_on for claim in facts.claims)
    for measure in facts.measures:
        yield measure.announced_on
        yield from (step.occurred_on for step in measure.steps)
    yield from (event.occurred_on for event in facts.events)
    yield from (observation.period for observation in facts.observations)
    for tenure in facts.tenures:
        yield tenure.started_on
        yield tenure.ended_on


def write_passage(sheet: Sheet, names: ArticleNames, span: Span) -> None:
    """Write a passage: where it stands, and its words as the text has them."""
    passage = names.passage(span)
    sheet.write(passage, rdf.type, gb.Passage)
    sheet.write(passage, gb.inArticle, names.iri)
    sheet.write(passage, gb.start, terms.integer(span.start))
    sheet.write(passage, gb.end, terms.integer(span.end))
    sheet.write(passage, gb.quote, terms.literal(names.article.text[span.start : span.end]))


def find_outlet(name: str, resolution: Resolution, names: Names) -> Term:
    """Return the IRI of a publisher or agency: the outlet that articles speak of by this name, else its own."""
    path = resolution.outlets.get(name)
    return names.thing(path) if path else names.outlet(name)


class _ArticleMapper:
    """Maps one article. The methods follow the classes of the ontology."""

    def __init__(
        self, article: Article, facts: Facts, resolution: Resolution, names: Names
    ) -> None:
        self._article = article
        self._facts = facts
        self._resolution = resolution
        self._names = names
        self._own = ArticleNames(article, facts, names)
        self._sheet = Sheet(names.article_graph(article.id))
        self._around: dict[Span, int | None] = {}
        self._nesting = self._nest_claims()

    def map(self, reader: str) -> list[Quad]:
        self._map_article(reader)
        for span in sorted(collect_spans(self._facts)):
            write_passage(self._sheet, self._own, span)
        self._map_mentions()
        for index, claim in enumerate(self._facts.claims):
            self._map_claim(index, claim)
        reports = iter(self._own.reports)
        for index, measure in enumerate(self._facts.measures):
            self._map_measure(next(reports), index, measure)
        for index, event in enumerate(self._facts.events):
            self._map_event(next(reports), index, event)
        for iri, observation in zip(self._own.observations, self._facts.observations, strict=True):
            self._map_observation(iri, observation)
        return self._sheet.quads

    def _map_article(self, reader: str) -> None:
        article, sheet, iri = self._article, self._sheet, self._own.iri
        sheet.write(iri, rdf.type, gb.Article)
        sheet.write(iri, dcterms.identifier, terms.literal(article.id))
        sheet.write_text(iri, dcterms.title, article.title)
        if article.url:
            sheet.write(iri, dcterms.source, terms.web_address(article.url))
        for predicate, name in ((gb.publisher, article.publisher), (gb.agency, article.agency)):
            if name:
                sheet.write(iri, predicate, find_outlet(name, self._resolution, self._names))
        sheet.write_text(iri, gb.author, article.author)
        content = article.text.encode(errors="surrogatepass")
        digest = article.content_hash or hashlib.sha256(content).hexdigest()
        sheet.write(iri, gb.contentHash, terms.literal(digest))
        sheet.write_text(iri, gb.readBy, reader)
        if article.date is not None:
            self._write_time(iri, gb.publishedOn, self._facts.date)

    def _map_mentions(self) -> None:
        for entity in self._facts.entities:
            for thing in self._find_things((entity.id,)):
                for mention in entity.mentions:
                    if mention.kind != "pronoun":
                        self._sheet.write(thing, gb.mentionedAt, self._own.passage(mention.span))

    def _map_claim(self, index: int, claim: Claim) -> None:
        sheet, iri = self._sheet, self._own.claims[index]
        self._map_reported(iri, claim.type, claim, claim.confidence, self._nesting[index])
        if claim.speaker:
            speakers = claim.speaker, *claim.further_speakers
            sheet.write(iri, gb.speaker, *self._find_things(speakers))
        if claim.source:
            sheet.write_text(iri, gb.speakerText, self._quote(claim.source))
            sheet.write(iri, gb.speakerAt, self._own.passage(claim.source))
        if claim.addressee:
            sheet.write(iri, gb.addressee, *self._find_things((claim.addressee,)))
        sheet.write(iri, gb.cue, terms.literal(self._quote(claim.cue)))
        sheet.write(iri, gb.cueAt, self._own.passage(claim.cue))
        sheet.write_text(iri, gb.content, " … ".join(map(self._quote, claim.content)))
        sheet.write(iri, gb.contentAt, *map(self._own.passage, claim.content))
        sheet.write(iri, gb.isDirect, terms.boolean(value=claim.direct))
        if is_known(claim.stated_on):
            self._write_time(iri, gb.statedOn, claim.stated_on)
        sheet.write(iri, gb.about, *self._find_things(claim.about), *self._find_content(index))
        member = Member(self._article.id, index)
        sheet.write(iri, gb.about, *map(self._names.thing, self._resolution.about.get(member, ())))
        stance = claim.stance or self._resolution.stances.get(member)
        if stance:
            sheet.write(iri, gb.stance, get_term(stance))

    def _find_content(self, index: int) -> list[Term]:
        """Return the measures, events and figures that a claim's content tells of."""
        return self._contents.get(index, [])

    @cached_property
    def _contents(self) -> dict[int | None, list[Term]]:
        """By claim what its content tells of, and under none what the article itself says."""
        facts, article_id = self._facts, self._article.id
        found: dict[int | None, list[Term]] = {}
        for number, measure in enumerate(facts.measures):
            path = self._resolution.measure_paths.get(Member(article_id, number))
            if not path:
                continue
            spans = (*measure.further_evidence, *(step.evidence for step in measure.steps))
            claims = {self._find_speech(measure), measure.announced_in}
            for claim in claims.union(map(self._find_claim_around, spans)):
                found.setdefault(claim, []).append(self._names.thing(path))
        for number, event in enumerate(facts.events):
            path = self._resolution.event_paths.get(Member(article_id, number))
            if path:
                found.setdefault(self._find_speech(event), []).append(self._names.thing(path))
        for iri, observation in zip(self._own.observations, facts.observations, strict=True):
            found.setdefault(self._find_speech(observation), []).append(iri)
        return found

    def _map_measure(self, report: Term, index: int, measure: Measure) -> None:
        path = self._resolution.measure_paths.get(Member(self._article.id, index))
        if path is None:
            return
        sheet, thing = self._sheet, self._names.thing(path)
        speech = self._find_speech(measure)
        self._map_reported(report, "Report", measure, measure.confidence, speech)
        sheet.write(report, gb.evidence, *map(self._own.passage, measure.further_evidence))
        sheet.write(report, gb.reports, thing)
        sheet.write(report, gb.status, get_term(measure.status))
        if measure.announced_by:
            sheet.write(report, gb.announcedBy, *self._find_things((measure.announced_by,)))
        if is_known(measure.announced_on):
            self._write_time(report, gb.announcedOn, measure.announced_on)
        claim = measure.announced_in
        if claim is not None and self._facts.claims[claim].type != "NonStatement":
            sheet.write(report, gb.announcedIn, self._own.claims[claim])
        sheet.write(report, gb.target, *self._find_things(measure.targets))
        sheet.write(report, gb.location, *self._find_things(measure.locations))
        for step in measure.steps:
            self._map_step(self._own.status_change(report, step), thing, measure, step)

    def _map_step(self, iri: Term, thing: Term, measure: Measure, step: StatusStep) -> None:
        speech = self._find_speech(step)
        self._map_reported(iri, "StatusChange", step, measure.confidence, speech)
        self._sheet.write(iri, gb.changes, thing)
        self._sheet.write(iri, gb.toStatus, get_term(step.status))
        if step.by:
            self._sheet.write(iri, gb.by, *self._find_things((step.by,)))
        if is_known(step.occurred_on):
            self._write_time(iri, gb.occurredOn, step.occurred_on)

    def _map_event(self, report: Term, index: int, event: Event) -> None:
        path = self._resolution.event_paths.get(Member(self._article.id, index))
        if path is None:
            return
        sheet = self._sheet
        self._map_reported(report, "Report", event, event.confidence, self._find_speech(event))
        sheet.write(report, gb.evidence, *map(self._own.passage, event.further_evidence))
        sheet.write(report, gb.reports, self._names.thing(path))
        if is_known(event.occurred_on):
            self._write_time(report, gb.occurredOn, event.occurred_on)
        sheet.write(report, gb.location, *self._find_things(event.locations))
        sheet.write(report, gb.participant, *self._find_things(event.participants))
        sheet.write(report, gb.perpetrator, *self._find_things(event.perpetrators))
        sheet.write(report, gb.victim, *self._find_things(event.victims))
        sheet.write(report, gb.candidate, *self._find_things(event.candidates))

    def _map_observation(self, iri: Term, observation: Observation) -> None:
        sheet, names = self._sheet, self._names
        speech = self._find_speech(observation)
        self._map_reported(iri, "Observation", observation, observation.confidence, speech)
        sheet.write(iri, gb.indicator, names.concept("indicator", observation.indicator))
        sheet.write(iri, gb.value, terms.decimal(observation.value))
        if observation.max_value is not None:
            sheet.write(iri, gb.maxValue, terms.decimal(observation.max_value))
        if observation.unit or observation.normal_unit:
            unit = observation.normal_unit or observation.unit
            sheet.write(iri, gb.unit, names.concept("unit", unit))
        sheet.write_text(iri, gb.unitText, observation.unit)
        sheet.write(iri, gb.comparator, terms.literal(observation.comparator))
        if is_known(observation.period):
            self._write_time(iri, gb.period, observation.period)
        sheet.write(iri, gb.location, *self._find_things(observation.locations))
        if observation.observed_agent:
            sheet.write(iri, gb.observedAgent, *self._find_things((observation.observed_agent,)))
        if observation.in_event is not None:
            event = Member(self._article.id, observation.in_event)
            path = self._resolution.event_paths.get(event)
            sheet.write(iri, gb.inEvent, *([names.thing(path)] if path else []))

    def _map_reported(
        self,
        iri: Term,
        kind: str,
        fact: Claim | Measure | Event | Observation | StatusStep,
        confidence: Decimal,
        speech: int | None,
    ) -> None:
        """Write what everything has that an article reports."""
        sheet = self._sheet
        sheet.write(iri, rdf.type, get_term(kind))
        sheet.write(iri, gb.reportedIn, self._own.iri)
        sheet.write(iri, gb.evidence, self._own.passage(fact.evidence))
        sheet.write(iri, gb.accordingTo, *self._find_source(speech))
        sheet.write(iri, gb.polarity, get_term(fact.polarity))
        sheet.write(iri, gb.modality, get_term(fact.modality))
        sheet.write(iri, gb.confidence, terms.decimal(confidence))

    def _find_source(self, index: int | None) -> Iterator[Term]:
        """Yield the claim in whose content something stands.

        What stands in the content of a non-statement ("did not say whether …") was said by nobody: it has
        the source that the non-statement itself has, if any.
        """
        while index is not None and self._facts.claims[index].type == "NonStatement":
            index = self._nesting[index]
        if index is not None:
            yield self._own.claims[index]

    def _nest_claims(self) -> list[int | None]:
        """Return for each claim the one in whose content it stands; none where that would be a circle."""
        nesting = [self._find_speech(claim) for claim in self._facts.claims]
        for index, around in enumerate(nesting):
            seen = set()
            while around is not None and around not in seen:
                seen.add(around)
                around = nesting[around]  # noqa: PLW2901 - a walk outwards
            if index in seen:
                nesting[index] = None
        return nesting

    def _find_speech(self, fact: Claim | Measure | Event | Observation | StatusStep) -> int | None:
        """Return the claim in whose content a fact stands, as read or else as the spans say."""
        if fact.according_to is None:
            return self._find_claim_around(fact.evidence)
        return fact.according_to

    def _find_claim_around(self, span: Span) -> int | None:
        """Return the claim whose content holds a span, the innermost of several."""
        if span in self._around:
            return self._around[span]
        around = [
            (part.end - part.start, index)
            for index, part in self._said.get(span.start // _SHELF, ())
            if part.start <= span.start and span.end <= part.end
            for evidence in [self._facts.claims[index].evidence]
            if evidence.start <= span.start and span.end <= evidence.end and evidence != span
        ]
        self._around[span] = min(around)[1] if around else None
        return self._around[span]

    @cached_property
    def _said(self) -> dict[int, list[tuple[int, Span]]]:
        """The parts of the contents of claims, with the claims' numbers, by the stretches of the text that they reach into."""
        shelves: dict[int, list[tuple[int, Span]]] = defaultdict(list)
        for index, claim in enumerate(self._facts.claims):
            for part in claim.content if claim.type != "NonStatement" else ():
                for shelf in range(part.start // _SHELF, part.end // _SHELF + 1):
                    shelves[shelf].append((index, part))
        return shelves

    def _find_things(self, local_ids: Iterable[str]) -> list[Term]:
        members = (Member(self._article.id, local) for local in local_ids)
        paths = (self._resolution.paths.get(member) for member in members)
        return [self._names.thing(path) for path in paths if path]

    def _write_time(self, owner: Term, predicate: Term, when: TimeSpan) -> None:
        evidence = self._own.passage(when.evidence) if when.evidence else None
        self._sheet.write_time(owner, predicate, when, evidence)

    def _quote(self, span: Span) -> str:
        return self._article.text[span.start : span.end]
