"""A person, body, place, measure, event, or anything else that has an address: its facts in sections."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.model import STATUSES
from graph_builder.serving.pages.cards import Card, Item, list_corrections, make_cards
from graph_builder.serving.pages.listing import order_by_time, select
from graph_builder.serving.pages.view import get_local_name, split_words
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_builder.serving.pages.view import View

_SAID = ("Claim", "NonStatement")
_AGAINST = {"criticism", "denial"}
_MOST = 100
"""How many facts a section shows."""
_MOST_WEIGHED = 600
"""How many claims about a measure are looked at for who is for and against it."""
_MOST_TRIPLES = 2000


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its facts. ``left`` is how many more there are."""

    name: str
    title: str
    cards: tuple[Card, ...]
    left: int = 0
    is_life: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A property and its values."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Something that was found in one article and is held to be this thing."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why two things are held to be one, or are not."""

    iri: str
    verdict: str
    author: str
    because: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that the page of a thing shows."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...]
    facts: tuple[Row, ...]
    sections: tuple[Section, ...]
    mentions: tuple[tuple[Item, int], ...]
    members: tuple[Member, ...]
    verdicts: tuple[Verdict, ...]
    corrections: tuple[Item, ...]


def portray(view: View, iri: str) -> Portrait:
    """Return what is known of a thing."""
    kind = view.get_kind(iri)
    sections = [*_find_sections(view, iri, kind)]
    members = view.subjects("dcterms:isReplacedBy", iri)[:_MOST]
    return Portrait(
        iri=iri,
        kind=kind,
        label=view.label(iri),
        names=tuple(view.objects(iri, "skos:altLabel")),
        facts=tuple(_list_facts(view, iri, kind)),
        sections=tuple(section for section in sections if section.cards),
        mentions=_count_mentions(view, iri),
        members=tuple(Member(member, view.label(member)) for member in members),
        corrections=list_corrections(view, iri),
        verdicts=tuple(islice(_find_verdicts(view, [iri, *members]), _MOST)),
    )


def _find_sections(view: View, iri: str, kind: str) -> Iterable[Section]:
    reports = view.subjects("gb:reports", iri)
    about = order_by_time(view, view.subjects("gb:about", iri), "statedOn", *_SAID)
    if kind == "Measure":
        yield from _find_life(view, iri, about)
        yield _make(view, "reports", "What each article reports", reports)
        return
    tenures = [*view.subjects("gb:holder", iri), *view.subjects("gb:office", iri)]
    yield _make(view, "offices", "Offices", tenures)
    yield _make(view, "reports", "What each article reports", reports)
    said = order_by_time(view, view.subjects("gb:speaker", iri), "statedOn", *_SAID)
    yield _make(view, "said", "What they said", said)
    whom = "it" if kind in {"Place", "Country", "Event"} else "them"
    yield _make(view, "about", f"What was said about {whom}", about)
    for name, title, sort, when, properties in _PARTS:
        things = {thing for part in properties for thing in view.subjects(f"gb:{part}", iri)}
        ordered = order_by_time(view, things, when, sort)
        if sort == "Observation":
            yield _make(view, name, title, ordered)
            continue
        told = [r for thing in ordered[:_MOST] for r in view.subjects("gb:reports", thing)]
        yield _make(view, name, title, told, more=max(0, len(ordered) - _MOST))


_PARTS = (
    ("measures", "Measures", "Measure", "announcedOn", ("announcedBy", "target", "location", "by")),
    (
        "events",
        "Events",
        "Event",
        "occurredOn",
        ("participant", "candidate", "perpetrator", "victim", "location"),
    ),
    (
        "figures",
        "Figures",
        "Observation",
        "period",
        ("observedAgent", "location", "inEvent", "indicator", "unit"),
    ),
)
"""What a thing may have a part in: section, its title, class, the property that dates it, and those that name the part."""


def _find_life(view: View, iri: str, about: Sequence[str]) -> Iterable[Section]:
    """Yield the life of a measure, and who is for and against it."""
    yield Section("life", "Its life", tuple(_list_steps(view, iri)), is_life=True)
    cards = make_cards(view, about[:_MOST_WEIGHED])
    backing = [card for card in cards if card.stance == "supports"]
    against = [
        card
        for card in cards
        if card.stance == "opposes" or (not card.stance and card.title in _AGAINST)
    ]
    shown = {card.iri for card in (*backing, *against)}
    rest = [card for card in cards if card.iri not in shown]
    left = max(0, len(about) - _MOST_WEIGHED)
    for name, title, found in (
        ("for", "For it", backing),
        ("against", "Against it", against),
        ("claims", "What else was said about it", rest),
    ):
        more = max(0, len(found) - _MOST) + (left if name == "claims" else 0)
        yield Section(name, title, tuple(found[:_MOST]), more)


def _list_steps(view: View, iri: str) -> list[Card]:
    """Return the steps in the life of a measure by time, those of one time in the order in which steps follow each other."""
    stages = [split_words(status) for status in STATUSES]
    steps = make_cards(view, view.subjects("gb:changes", iri))
    return sorted(
        steps,
        key=lambda step: (step.when.key, stages.index(step.title) if step.title in stages else -1),
    )


def _make(view: View, name: str, title: str, facts: Sequence[str], more: int = 0) -> Section:
    """Return a section of facts, of which only the first are read."""
    cards = make_cards(view, facts[:_MOST])
    return Section(name, title, tuple(cards), max(0, len(facts) - _MOST) + more)


_SHOWN = {
    "announcedBy": "announced by",
    "announcedOn": "announced",
    "status": "status",
    "measureType": "kind of measure",
    "target": "whom it is aimed at",
    "location": "where",
    "occurredOn": "when",
    "participant": "who took part",
    "perpetrator": "perpetrator",
    "victim": "victim",
    "candidate": "candidate",
    "publishedOn": "published",
    "publisher": "publisher",
    "agency": "agency",
    "author": "author",
}


def _list_facts(view: View, iri: str, kind: str) -> Iterable[Row]:
    yield Row("kind", (Item(split_words(kind)),)) if kind else Row("kind", ())
    for name, words in _SHOWN.items():
        values = view.objects(iri, f"gb:{name}")
        if values:
            yield Row(words, tuple(_show(view, name, value) for value in values))
    links = [Item(value, value) for value in view.objects(iri, "schema:sameAs")]
    if links:
        yield Row("the same elsewhere", tuple(links))


def _show(view: View, name: str, value: str) -> Item:
    if name.endswith("On"):
        return Item(view.read_time(value).words)
    if name == "status":
        return Item(split_words(get_local_name(value)))
    return Item(view.label(value), value) if value.startswith("http") else Item(value)


_MENTIONS = """SELECT ?article (COUNT(?passage) AS ?count) {
  ?it gb:mentionedAt ?passage . ?passage gb:inArticle ?article } GROUP BY ?article"""


def _count_mentions(view: View, iri: str) -> tuple[tuple[Item, int], ...]:
    """Return the articles that name a thing, by date, and how often each does."""
    passages = view.objects(iri, "gb:mentionedAt")
    counts: dict[str, int] = {}
    if len(passages) > _MOST_TRIPLES:
        rows = select(view, _MENTIONS, "article", "count", iri=iri)
        counts = {article: int(count) for article, count in rows}
    else:
        for passage in passages:
            article = view.value(passage, "gb:inArticle")
            counts[article] = counts.get(article, 0) + 1
    articles = order_by_time(view, counts, "publishedOn", "Article")
    return tuple(
        (Item(view.label(article), article), counts[article]) for article in articles[:_MOST]
    )


def _find_verdicts(view: View, things: Iterable[str]) -> Iterable[Verdict]:
    judgements = (j for thing in things for j in view.subjects("gb:judges", thing))
    for judgement in dict.fromkeys(judgements):
        yield Verdict(
            judgement,
            split_words(get_local_name(view.value(judgement, "gb:verdict"))),
            view.value(judgement, "gb:author"),
            view.value(judgement, "gb:because"),
            view.value(judgement, "gb:confidence"),
        )


def list_triples(view: View, iri: str) -> list[Row]:
    """Return every property of a thing with its values, and what points at it: for those who want the plain truth."""
    rows: dict[str, list[Item]] = {}
    for predicate, value in islice(view.pairs(iri), _MOST_TRIPLES):
        is_iri = isinstance(value, ox.NamedNode)
        text = shorten(view, value.value) if is_iri else value.value
        rows.setdefault(shorten(view, predicate), []).append(
            Item(text, value.value if is_iri else "")
        )
    for predicate, subject in islice(view.pointing(iri), _MOST_TRIPLES):
        rows.setdefault(f"is {shorten(view, predicate)} of", []).append(
            Item(shorten(view, subject), subject)
        )
    return [
        Row(name, tuple(sorted(items, key=lambda item: item.text)[:_MOST]))
        for name, items in sorted(rows.items())
    ]


def shorten(view: View, iri: str) -> str:
    """Return an IRI as people read it: below the base, or with a prefix."""
    if iri.startswith(view.base_iri):
        return iri.removeprefix(view.base_iri)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
