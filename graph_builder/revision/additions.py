"""What persons add: things, claims, measures, events and figures that the reading missed, each with the words that show it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, get_args

from graph_builder.model import (
    STATUSES,
    Claim,
    ClaimType,
    Entity,
    EntityType,
    Event,
    Measure,
    Mention,
    Modality,
    Observation,
    Polarity,
    Span,
    StatusStep,
    TimeSpan,
)
from graph_builder.naming import fold
from graph_builder.resolution.things import KINDS
from graph_builder.revision.index import UnclearReferenceError, find_words
from graph_builder.revision.targets import EVENT_CLASSES, get_type
from graph_builder.terms import make_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph_builder.corrections import Correction
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Article, Facts
    from graph_builder.revision.index import Index

_SURE = Decimal(1)


def add_entities(
    all_facts: Sequence[Facts],
    articles: Mapping[str, Article],
    corrections: Sequence[Correction],
    problems: list[str],
) -> list[Facts]:
    """Return the facts with the people, bodies, groups and places that persons add."""
    by_article = {facts.article_id: facts for facts in all_facts}
    for correction in corrections:
        if correction.action == "add" and correction.adds == "entity":
            try:
                facts = by_article[_find_article(correction, by_article)]
                entity = _make_entity(correction, articles[facts.article_id], facts)
                by_article[facts.article_id] = replace(facts, entities=(*facts.entities, entity))
            except UnclearReferenceError as problem:
                problems.append(f"{correction.place}: {problem}")
    return [by_article[facts.article_id] for facts in all_facts]


def add_facts(
    all_facts: Sequence[Facts],
    index: Index,
    lexicon: Lexicon,
    corrections: Sequence[Correction],
    problems: list[str],
) -> list[Facts]:
    """Return the facts with the claims, measures, events and figures that persons add."""
    by_article = {facts.article_id: facts for facts in all_facts}
    for correction in corrections:
        if correction.action == "add" and correction.adds in _LISTS:
            try:
                article_id = _find_article(correction, by_article)
                fact = _Maker(correction, index, lexicon, article_id).make()
                name = _LISTS[correction.adds]
                facts = by_article[article_id]
                by_article[article_id] = replace(
                    facts,
                    **{name: (*getattr(facts, name), fact)},  # type: ignore[arg-type] # a list of such facts
                )
            except UnclearReferenceError as problem:
                problems.append(f"{correction.place}: {problem}")
    return [by_article[facts.article_id] for facts in all_facts]


_LISTS = {
    "claim": "claims",
    "measure": "measures",
    "event": "events",
    "observation": "observations",
}


def _find_article(correction: Correction, by_article: Mapping[str, Any]) -> str:
    article_id = correction.details["article"]
    if article_id not in by_article:
        raise UnclearReferenceError(f"there is no article {article_id!r} in the graph")
    return article_id


def _find_span(text: str, words: str, article_id: str, within: Span | None = None) -> Span:
    places = find_words(text, words)
    if within is not None:
        places = [p for p in places if within.start <= p[0] and p[1] <= within.end]
    if not places:
        where = (
            f"“{within.text}” in the article {article_id!r}"
            if within
            else f"the article {article_id!r}"
        )
        raise UnclearReferenceError(f"{where} does not say “{words}”")
    return Span(*places[0], words)


def _make_entity(correction: Correction, article: Article, facts: Facts) -> Entity:
    kind = get_type(correction.details["type"])
    if kind not in get_args(EntityType):
        raise UnclearReferenceError(
            f"{kind!r} is no class of agents or places; known are {', '.join(get_args(EntityType))}"
        )
    words = correction.details["quote"]
    _find_span(article.text, words, article.id)
    label = correction.details.get("name", words)
    id_ = f"{KINDS[kind]}/{make_slug(label)}"
    if any(entity.id == id_ for entity in facts.entities):
        raise UnclearReferenceError(f"the article {article.id!r} has {id_} already")
    mentions = tuple(
        Mention(Span(start, end, words), "name") for start, end in find_words(article.text, words)
    )
    return Entity(id_, kind, label, mentions)  # type: ignore[arg-type] # as just checked


class _Maker:
    """Makes one fact."""

    def __init__(
        self, correction: Correction, index: Index, lexicon: Lexicon, article_id: str
    ) -> None:
        self._correction, self._index, self._lexicon = correction, index, lexicon
        self._article_id = article_id
        self._text = index.articles[article_id].text
        self._evidence = _find_span(self._text, correction.details["quote"], article_id)

    def make(self) -> Claim | Measure | Event | Observation:
        makers: dict[str, Callable[[], Claim | Measure | Event | Observation]] = {
            "claim": self._make_claim,
            "measure": self._make_measure,
            "event": self._make_event,
            "observation": self._make_observation,
        }
        return makers[self._correction.adds]()

    def _make_claim(self) -> Claim:
        cue = self._locate("cue")
        content = self._locate("content") if "content" in self._details else self._find_rest(cue)
        about = self._refer("about")
        return Claim(
            type=self._choose("type", get_args(ClaimType), "Statement"),
            cue=cue,
            content=(content,),
            evidence=self._evidence,
            speaker=self._refer("speaker"),
            stated_on=self._when,
            about=(about,) if about else (),
            **self._common,
        )

    def _find_rest(self, cue: Span) -> Span:
        """Return what follows a cue within the quote, or what stands before it when nothing follows."""
        text = self._text
        start, end = cue.end, self._evidence.end
        if not text[start:end].strip(" .,;:"):
            start, end = self._evidence.start, cue.start
        words = text[start:end].strip(" ,;:")
        start = text.index(words, start)
        return Span(start, start + len(words), words)

    def _make_measure(self) -> Measure:
        status = self._choose("status", STATUSES, "Announced")
        by = self._refer("by")
        return Measure(
            label=self._details["name"],
            type=self._find_measure_type(),
            status=status,
            evidence=self._evidence,
            announced_by=by,
            announced_on=self._when,
            steps=(StatusStep(status, self._evidence, by, self._when),),
            targets=self._refer_once("target"),
            locations=self._refer_once("location"),
            **self._common,
        )

    def _find_measure_type(self) -> str:
        wanted = get_type(self._details["type"])
        entries = self._lexicon.of_kind("MeasureType")
        for entry in entries:
            if fold(wanted) in (fold(entry.name), fold(entry.value("prefLabel"))):
                return entry.name
        names = ", ".join(entry.name for entry in entries)
        raise UnclearReferenceError(f"{wanted!r} is no kind of measure; known are {names}")

    def _make_event(self) -> Event:
        return Event(
            type=self._choose("type", EVENT_CLASSES, "Event"),
            label=self._details["name"],
            evidence=self._evidence,
            occurred_on=self._when,
            locations=self._refer_once("location"),
            participants=self._refer_once("participant"),
            **self._common,
        )

    def _make_observation(self) -> Observation:
        try:
            value = Decimal(self._details["value"].replace(",", ""))
        except InvalidOperation as error:
            raise UnclearReferenceError(f"{self._details['value']!r} is no number") from error
        if not value.is_finite():
            raise UnclearReferenceError(f"{self._details['value']!r} is no number")
        return Observation(
            indicator=self._details["indicator"],
            value=value,
            evidence=self._evidence,
            unit=self._details.get("unit", ""),
            period=replace(self._when, extent=True),
            locations=self._refer_once("location"),
            observed_agent=self._refer("agent"),
            **self._common,
        )

    @property
    def _details(self) -> Mapping[str, str]:
        return self._correction.details

    @property
    def _when(self) -> TimeSpan:
        return self._correction.when or TimeSpan()

    @property
    def _common(self) -> dict[str, Any]:
        return {
            "polarity": self._choose("polarity", get_args(Polarity), "Affirmed"),
            "modality": self._choose("modality", get_args(Modality), "Asserted"),
            "confidence": _SURE,
        }

    def _locate(self, name: str) -> Span:
        return _find_span(self._text, self._details[name], self._article_id, self._evidence)

    def _choose(self, name: str, known: Sequence[str], default: str) -> Any:
        value = get_type(self._details.get(name, default))
        if value not in known:
            raise UnclearReferenceError(
                f"{name}: {value!r} is not known; known are {', '.join(known)}"
            )
        return value

    def _refer_once(self, name: str) -> tuple[str, ...]:
        found = self._refer(name)
        return (found,) if found else ()

    def _refer(self, name: str) -> str | None:
        """Return the article's own id of a thing that the entry names."""
        reference = self._correction.references.get(name)
        if reference is None:
            return None
        target = self._index.find(reference)
        own = target.get_local(self._article_id)
        if target.kind != "entity" or not own:
            raise UnclearReferenceError(
                f"{name}: {target.label} is nobody and no place that the article {self._article_id!r} speaks of; "
                "add it there first ('add: entity')"
            )
        return own
