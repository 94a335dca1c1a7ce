"""A person, body, place, measure, event, or anything else that has an address: its facts in sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.serving.pages.cards import Card, Item, make_cards, make_items
from graph_builder.serving.pages.view import get_local_name, split_words
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_builder.serving.pages.view import View

_AGAINST = {"criticism", "denial"}
_MOST = 200
"""How many facts a section shows."""


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


def portray(view: View, iri: str) -> Portrait:
    """Return what is known of a thing."""
    kind = view.get_kind(iri)
    sections = [*_find_sections(view, iri, kind)]
    members = view.subjects("dcterms:isReplacedBy", iri)
    return Portrait(
        iri=iri,
        kind=kind,
        label=view.label(iri),
        names=tuple(view.objects(iri, "skos:altLabel")),
        facts=tuple(_list_facts(view, iri, kind)),
        sections=tuple(section for section in sections if section.cards),
        mentions=_count_mentions(view, iri),
        members=tuple(Member(member, view.label(member)) for member in members),
        verdicts=tuple(_find_verdicts(view, [iri, *members])),
    )


def _find_sections(view: View, iri: str, kind: str) -> Iterable[Section]:
    reports = view.subjects("gb:reports", iri)
    about = make_cards(view, view.subjects("gb:about", iri))
    if kind == "Measure":
        steps = make_cards(view, view.subjects("gb:changes", iri))
        yield Section("life", "Its life", tuple(steps), is_life=True)
        yield _make("for", "For it", [card for card in about if card.stance == "supports"])
        against = [
            card
            for card in about
            if card.stance == "opposes" or (not card.stance and card.title in _AGAINST)
        ]
        yield _make("against", "Against it", against)
        shown = {card.iri for card in about if card.stance == "supports"} | {
            card.iri for card in against
        }
        yield _make(
            "claims", "What else was said about it", [c for c in about if c.iri not in shown]
        )
        yield _make("reports", "What each article reports", make_cards(view, reports))
        return
    yield _make(
        "offices",
        "Offices",
        make_cards(view, {*view.subjects("gb:holder", iri), *view.subjects("gb:office", iri)}),
    )
    yield _make("reports", "What each article reports", make_cards(view, reports))
    said = make_cards(view, view.subjects("gb:speaker", iri))
    yield _make("said", "What they said", said)
    yield _make(
        "about",
        "What was said about it"
        if kind in {"Place", "Country", "Event"}
        else "What was said about them",
        about,
    )
    yield _make(
        "measures",
        "Measures",
        _find_reports(view, iri, ("announcedBy", "target", "location", "by"), "Measure"),
    )
    yield _make(
        "events",
        "Events",
        _find_reports(
            view, iri, ("participant", "candidate", "perpetrator", "victim", "location"), ""
        ),
    )
    figures = {
        figure
        for name in ("observedAgent", "location", "inEvent", "indicator", "unit")
        for figure in view.subjects(f"gb:{name}", iri)
        if view.value(figure, "gb:value")
    }
    yield _make("figures", "Figures", make_cards(view, figures))


def _make(name: str, title: str, cards: Sequence[Card]) -> Section:
    return Section(name, title, tuple(cards[:_MOST]), max(0, len(cards) - _MOST))


def _find_reports(view: View, iri: str, names: Iterable[str], kind: str) -> list[Card]:
    """Return the reports of measures, or of events, that a thing has a part in."""
    things = {thing for name in names for thing in view.subjects(f"gb:{name}", iri)}
    wanted = {
        thing
        for thing in things
        if (view.get_kind(thing) == "Measure") == (kind == "Measure")
        and view.value(thing, "gb:leadEvidence")
    }
    return make_cards(
        view, {report for thing in wanted for report in view.subjects("gb:reports", thing)}
    )


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


def _count_mentions(view: View, iri: str) -> tuple[tuple[Item, int], ...]:
    counts: dict[str, int] = {}
    for passage in view.objects(iri, "gb:mentionedAt"):
        article = view.value(passage, "gb:inArticle")
        counts[article] = counts.get(article, 0) + 1
    items = sorted(counts, key=lambda article: (view.when(article, "gb:publishedOn").key, article))
    return tuple((Item(view.label(article), article), counts[article]) for article in items)


def _find_verdicts(view: View, things: Iterable[str]) -> Iterable[Verdict]:
    judgements = {j for thing in things for j in view.subjects("gb:judges", thing)}
    for judgement in sorted(judgements):
        yield Verdict(
            judgement,
            split_words(get_local_name(view.value(judgement, "gb:verdict"))),
            view.value(judgement, "gb:because"),
            view.value(judgement, "gb:confidence"),
        )


def list_triples(view: View, iri: str) -> list[Row]:
    """Return every property of a thing with its values, and what points at it: for those who want the plain truth."""
    rows: dict[str, list[Item]] = {}
    for predicate, value in view.pairs(iri):
        is_iri = isinstance(value, ox.NamedNode)
        text = shorten(view, value.value) if is_iri else value.value
        rows.setdefault(shorten(view, predicate), []).append(
            Item(text, value.value if is_iri else "")
        )
    for predicate, subject in view.pointing(iri):
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


def make_links(view: View, kind: str) -> tuple[Item, ...]:
    """Return links to all instances of a class, by label."""
    return tuple(
        sorted(make_items(view, view.instances(kind)), key=lambda item: (item.text, item.iri))
    )
