"""The first page: how much of what, what is new, what disagrees, what has no date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.serving.pages.cards import Card, Item, make_figure
from graph_builder.serving.pages.view import When, get_local_name, split_words
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from graph_builder.serving.pages.view import View

_COUNTED = (
    ("Article", "articles"),
    ("Person", "people"),
    ("Organization", "organisations"),
    ("Place", "places"),
    ("Claim", "claims"),
    ("Measure", "measures"),
    ("Event", "events"),
    ("Observation", "figures"),
)
_NEWEST = 12
_MOST = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing in a list, with its time and a word on it."""

    item: Item
    when: When
    word: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page shows."""

    counts: tuple[tuple[str, str, int], ...]
    triples: str
    violations: str
    measures: tuple[Listed, ...]
    disputes: tuple[tuple[Card, Card], ...]
    disputed: int
    articles: tuple[Listed, ...]
    undated: tuple[Item, ...]


def survey(view: View) -> Overview:
    """Return what the first page shows."""
    made_with = view.manifest.made_with
    disputes, disputed = _find_disputes(view)
    articles = view.articles
    return Overview(
        tuple((kind, words, _count(view, kind)) for kind, words in _COUNTED),
        made_with.get("triples", ""),
        made_with.get("violations", ""),
        tuple(_find_measures(view)),
        disputes,
        disputed,
        tuple(list_articles(view, articles[::-1][:_MOST])),
        tuple(Item(view.label(a), a) for a in articles if not view.when(a, "gb:publishedOn"))[
            :_MOST
        ],
    )


def list_articles(view: View, articles: list[str]) -> list[Listed]:
    """Return articles with their days and outlets."""
    return [
        Listed(
            Item(view.label(article), article),
            view.when(article, "gb:publishedOn"),
            ", ".join(view.label(outlet) for outlet in view.objects(article, "gb:publisher")),
        )
        for article in articles
    ]


def _count(view: View, kind: str) -> int:
    found = view.store.query(f"SELECT (COUNT(*) AS ?n) {{ ?x a <{PREFIXES['gb']}{kind}> }}")
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT
    return int(next(found)["n"].value)


def _find_measures(view: View) -> list[Listed]:
    listed = [
        Listed(
            Item(view.label(iri), iri),
            view.when(iri, "gb:announcedOn"),
            split_words(get_local_name(view.value(iri, "gb:status"))),
        )
        for iri in view.instances("Measure")
    ]
    listed.sort(
        key=lambda item: (item.when.latest or item.when.earliest, item.item.iri), reverse=True
    )
    return listed[:_NEWEST]


def _find_disputes(view: View) -> tuple[tuple[tuple[Card, Card], ...], int]:
    found = view.store.query(
        f"SELECT ?a ?b {{ ?a <{PREFIXES['gb']}contradicts> ?b FILTER(STR(?a) < STR(?b)) }} ORDER BY ?a ?b"
    )
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT
    pairs = [(row["a"].value, row["b"].value) for row in found]
    shown = ((make_figure(view, a), make_figure(view, b)) for a, b in pairs[:_MOST])
    return tuple(shown), len(pairs)
