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
_MOST = 12
_FEW, _OPENING = 6, 12
"""A line of so many words is not yet one of the text; so many words tell one article from others."""

# Joined, not optional: an OPTIONAL before a sort reads every instance, of which there may be tens of thousands.
_NEWEST = """SELECT ?thing {{ {of} ?thing gb:{when}/gb:latest ?latest }}
ORDER BY DESC(?latest) ?thing LIMIT {most}"""
_OPEN = """SELECT ?thing {{ ?thing a gb:{kind} FILTER NOT EXISTS {{ ?thing gb:{when}/gb:latest ?latest }} }}
ORDER BY ?thing LIMIT {most}"""
_UNDATED = f"""SELECT ?thing {{ ?thing a gb:Article FILTER NOT EXISTS {{ ?thing gb:publishedOn ?when }} }}
ORDER BY ?thing LIMIT {_MOST}"""
_DATED = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x gb:publishedOn ?when }"
_DISPUTES = f"""SELECT ?a ?b {{ ?a gb:contradicts ?b FILTER(STR(?a) < STR(?b)) }}
ORDER BY ?a ?b LIMIT {_MOST}"""
_DISPUTED = "SELECT (COUNT(*) AS ?n) { ?a gb:contradicts ?b FILTER(STR(?a) < STR(?b)) }"


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing in a list, with its time and a word on it."""

    item: Item
    when: When
    word: str
    opening: str = ""
    """The first words of an article that has no title."""


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
    """Return what the first page shows. It is found once for each state of the graph."""
    return view.keep("overview", _survey)


def _survey(view: View) -> Overview:
    made_with = view.manifest.made_with
    counts = tuple((kind, words, _count(view, kind)) for kind, words in _COUNTED)
    dated = int(_select(view, _DATED, "n")[0][0])
    undated = _select(view, _UNDATED, "thing") if dated < counts[0][2] else []
    return Overview(
        counts,
        made_with.get("triples", ""),
        made_with.get("violations", ""),
        tuple(
            _list_measure(view, iri)
            for iri in _find_newest(view, "Measure", "announcedOn", of="?thing a gb:Measure .")
        ),
        tuple(
            (make_figure(view, a), make_figure(view, b))
            for a, b in _select(view, _DISPUTES, "a", "b")
        ),
        int(_select(view, _DISPUTED, "n")[0][0]),
        tuple(list_articles(view, _find_newest(view, "Article", "publishedOn"))),
        tuple(Item(view.label(iri), iri) for (iri,) in undated),
    )


def _find_opening(view: View, article: str) -> str:
    """Return the first words of a text, behind the line that says its date."""
    lines = (view.text(article) or "").split("\n")
    line = next((line for line in lines if len(line.split()) > _FEW), "")
    return " ".join(line.split()[:_OPENING])


def _find_newest(view: View, kind: str, when: str, of: str = "") -> list[str]:
    """Return the newest instances of a class by the last day that is possible, then those for which none is known.

    ``of`` tells them from others that have the property, if there are any.
    """
    found: dict[str, None] = {}
    for query in (_NEWEST, _OPEN):
        if len(found) < _MOST:
            rows = _select(view, query.format(kind=kind, when=when, of=of, most=_MOST), "thing")
            found.update((iri, None) for (iri,) in rows)
    return list(found)[:_MOST]


def list_articles(view: View, articles: list[str]) -> list[Listed]:
    """Return articles with their days and outlets."""
    return [
        Listed(
            Item(view.label(article), article),
            view.when(article, "gb:publishedOn"),
            ", ".join(view.label(outlet) for outlet in view.objects(article, "gb:publisher")),
            "" if view.value(article, "dcterms:title") else _find_opening(view, article),
        )
        for article in articles
    ]


def _select(view: View, query: str, *names: str) -> list[tuple[str, ...]]:
    found = view.store.query(query, prefixes={"gb": PREFIXES["gb"]})
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT
    return [tuple(row[name].value for name in names) for row in found]


def _count(view: View, kind: str) -> int:
    ((count,),) = _select(view, f"SELECT (COUNT(*) AS ?n) {{ ?x a gb:{kind} }}", "n")
    return int(count)


def _list_measure(view: View, iri: str) -> Listed:
    return Listed(
        Item(view.label(iri), iri),
        view.when(iri, "gb:announcedOn"),
        split_words(get_local_name(view.value(iri, "gb:status"))),
    )
