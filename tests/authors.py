"""Articles written by chance, with what is read in them, and all that follows from them in one go."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graph_builder.mapping import map_article, map_conclusions
from graph_builder.model import (
    Article,
    Claim,
    Entity,
    Event,
    Facts,
    Measure,
    Mention,
    Observation,
    RelativeTime,
    Span,
    Tenure,
    TimeSpan,
)
from graph_builder.resolution import resolve
from graph_builder.store.changes import read_lines, write_line
from graph_builder.terms import DEFAULT_BASE_IRI
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.lexicon import Lexicon
    from graph_builder.terms import Quad

COUNTRIES = ("Freland", "Marland", "Port Union")
PLACES = ("Lyon", "Dover", "Springfield", "Queens", "Ohio", "Midlands")
PEOPLE = (
    "Ann Lee",
    "Ann Mary Lee",
    "Ann Lee Roth",
    "Lee",
    "Bo Lee",
    "Eva Roth",
    "Roth",
    "Pope Leo",
)
BODIES = (
    "Senate",
    "Freland Senate",
    "National Assembly",
    "World Harbour Union",
    "WHU",
    "World Health Union",
    "Harbour Times",
    "Police",
    "United Nations",
)
MEASURES = (
    ("night curfew", "Curfew"),
    ("curfew in the harbour", "Curfew"),
    ("state of emergency", "StateOfEmergency"),
    ("harbour patrol plan", "SecurityOperation"),
    ("patrol of the harbour by special forces", "SecurityOperation"),
)
SAYINGS = (
    "the night curfew must end",
    "the plan for the harbour is wrong",
    "special forces will patrol the harbour",
    "this curfew in the harbour is unlawful",
    "the vote was fair",
)
EVENTS = (
    ("RunoffElection", "runoff", "Runoff"),
    ("Election", "election", ""),
    ("Event", "harbour attack", "Attack"),
    ("Event", "death", "Death"),
    ("Event", "earthquake", "Earthquake"),
)


class Author:
    """Writes articles by chance: few names, so that they meet."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - nothing secret

    def write(self, number: int) -> tuple[Article, Facts]:
        """Return an article with what is read in it."""
        self._text = ""
        name = f"article {number}"
        date = self._draw_day() if self._chance.random() < 0.8 else None
        entities = self._write_entities()
        ids = [entity.id for entity in entities]
        people = [entity.id for entity in entities if entity.type == "Person"]
        places = [entity.id for entity in entities if entity.type in ("Place", "Country")]
        claims = [self._write_claim(ids) for _ in range(self._chance.randrange(3))]
        events = [self._write_event(date, people, places) for _ in range(self._chance.randrange(3))]
        facts = Facts(
            article_id=name,
            date=make_timespan(date, date, because="it says so") if date else TimeSpan(),
            entities=tuple(entities),
            claims=tuple(claims),
            measures=tuple(
                self._write_measure(date, ids, places) for _ in range(self._chance.randrange(3))
            ),
            events=tuple(events),
            observations=tuple(
                self._write_figure(date, places, len(events))
                for _ in range(self._chance.randrange(3))
            ),
            tenures=tuple(self._write_tenure(date, people) for _ in range(len(people))),
        )
        article = Article(
            id=name,
            text=self._text,
            paragraphs=(Span(0, len(self._text), self._text),),
            date=date,
            publisher=self._pick("Harbour Times", "Daily", "daily", ""),
            content_hash=str(hash(self._text)),
        )
        return article, facts

    def _pick(self, *choices: Any) -> Any:
        return self._chance.choice(choices)

    def _say(self, words: str) -> Span:
        start = len(self._text)
        self._text += f"{words}. "
        return Span(start, start + len(words), words)

    def _draw_day(self) -> dt.date:
        return dt.date(2024, 1, 1) + dt.timedelta(days=self._chance.choice((0, 1, 30, 200, 700)))

    def _write_entities(self) -> list[Entity]:
        kinds: dict[str, tuple[str, ...]] = {
            "Country": COUNTRIES,
            "Place": PLACES,
            "Person": PEOPLE,
            "Organization": BODIES,
        }
        found: dict[str, Entity] = {}
        for kind, names in kinds.items():
            for label in self._chance.sample(names, self._chance.randrange(4)):
                entity = self._write_entity(kind, label, [*found])
                found[entity.id] = entity
        return list(found.values())

    def _write_entity(self, kind: Any, label: str, before: list[str]) -> Entity:
        words = {"Country": "country", "Place": "place", "Person": "person"}
        if label == "Harbour Times":
            kind = self._pick("NewsOutlet", "NewsOutlet", kind)
        elif kind == "Organization":
            kind = self._pick("Organization", "GovernmentBody")
        mentions = [Mention(self._say(label), "name") for _ in range(self._pick(1, 1, 2))]
        if kind == "Organization" and label == "World Harbour Union":
            mentions.append(Mention(self._say("WHU"), "name"))
        wholes = [name for name in before if name.startswith(("country", "place"))]
        return Entity(
            id=f"{words.get(kind, 'body')}/{label.lower().replace(' ', '-')}",
            type=kind,
            label=label,
            mentions=tuple(mentions),
            named=self._chance.random() < 0.95,
            offices=(
                ((self._pick("president", "mayor", "pope"), self._pick(*COUNTRIES, "Dover", "")),)
                if kind == "Person" and self._pick(True, False)
                else ()
            ),
            within=tuple(self._chance.sample(wholes, min(len(wholes), self._pick(0, 1, 2))))
            if kind != "Person"
            else (),
            external={"town": self._pick("1", "2")}
            if label == "Lyon" and self._pick(0, 0, 1)
            else {},
        )

    def _write_claim(self, ids: list[str]) -> Claim:
        content = self._say(self._pick(*SAYINGS))
        evidence = Span(content.start, content.end + 6, content.text)
        return Claim(
            type=self._pick("Statement", "Criticism", "Request"),
            cue=self._say("said"),
            content=(content,),
            evidence=evidence,
            speaker=self._pick(*ids) if ids else None,
            modality=self._pick("Asserted", "Intended"),
        )

    def _draw_time(self, date: dt.date | None) -> TimeSpan:
        evidence = self._say(self._pick("on Monday", "last month"))
        if date is None:
            relative = RelativeTime("month", -1, -1)
            return (
                TimeSpan(evidence=evidence, relative=relative) if self._pick(0, 1) else TimeSpan()
            )
        day = self._draw_day()
        first = day - dt.timedelta(days=self._pick(0, 0, 5))
        return make_timespan(first, day, because="told", like=TimeSpan(evidence=evidence))

    def _write_measure(self, date: dt.date | None, ids: list[str], places: list[str]) -> Measure:
        label, kind = self._pick(*MEASURES)
        return Measure(
            label=label,
            type=kind,
            status=self._pick("Announced", "Approved", "InForce", "Ended"),
            evidence=self._say(label),
            announced_by=self._pick(None, *ids),
            announced_on=self._draw_time(date),
            locations=tuple(self._chance.sample(places, min(1, len(places)))),
        )

    def _write_event(self, date: dt.date | None, people: list[str], places: list[str]) -> Event:
        kind, label, name = self._pick(*EVENTS)
        somebody = tuple(self._chance.sample(people, min(1, len(people))))
        return Event(
            type=kind,
            label=label,
            evidence=self._say(label),
            kind=name,
            occurred_on=self._draw_time(date),
            locations=tuple(self._chance.sample(places, min(1, len(places)))),
            participants=somebody if kind != "Event" else (),
            victims=somebody if kind == "Event" else (),
        )

    def _write_figure(self, date: dt.date | None, places: list[str], events: int) -> Observation:
        year = dt.date(2023, 1, 1), dt.date(2023, 12, 31)
        return Observation(
            indicator=self._pick("murders", "Murders", "budget"),
            value=Decimal(self._pick("46.2", "47", "12")),
            evidence=self._say("so many"),
            unit=self._pick("percent", "Percent", ""),
            period=make_timespan(*year, because="it says so", like=TimeSpan(extent=True))
            if date
            else TimeSpan(),
            locations=tuple(places[:1]),
            in_event=self._pick(None, *range(events)),
        )

    def _write_tenure(self, date: dt.date | None, people: list[str]) -> Tenure:
        return Tenure(
            holder=self._pick(*people),
            office=self._pick("president", "vice president", "vice-president"),
            of=self._pick("", *COUNTRIES),
            evidence=self._say("took office"),
            started_on=self._draw_time(date),
        )


def map_all(articles: dict[str, tuple[Article, Facts]], lexicon: Lexicon) -> set[Quad]:
    resolution = resolve([facts for _, facts in articles.values()], lexicon)
    by_id = {name: article for name, (article, _) in articles.items()}
    found = set(map_conclusions(resolution, DEFAULT_BASE_IRI, articles=by_id, lexicon=lexicon))
    for facts in resolution.facts:
        found |= set(map_article(by_id[facts.article_id], facts, resolution, DEFAULT_BASE_IRI))
    return tidy(found)


def tidy(quads: Iterable[Quad]) -> set[Quad]:
    """Return quads as a store has them, where the same may be written in several ways."""
    lines = [line.rstrip(b" .") + b" ." for line in map(write_line, quads)]
    return set(read_lines(lines))
