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

_NEWEST_OF = """SELECT ?thing {{
  ?thing a gb:{kind} .
  OPTIONAL {{ ?thing gb:{when}/gb:latest ?latest }}
  OPTIONAL {{ ?thing gb:{when}/gb:earliest ?earliest }}
}} ORDER BY DESC(STR(COALESCE(?latest, ?earliest, ""))) ?thing LIMIT {most}"""
_NEWEST_MEASURES = _NEWEST_OF.format(kind="Measure", when="announcedOn", most=_MOST)
_NEWEST_ARTICLES = _NEWEST_OF.format(kind="Article", when="publishedOn", most=_MOST)
_UNDATED = f"""SELECT ?thing {{
  ?thing a gb:Article
  OPTIONAL {{ ?thing gb:publishedOn ?when }}
  FILTER(!BOUND(?when))
}} ORDER BY ?thing LIMIT {_MOST}"""
_DISPUTES = "SELECT ?a ?b { ?a gb:contradicts ?b FILTER(STR(?a) < STR(?b)) } ORDER BY ?a ?b"


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
    """Return what the first page shows. It is found once for each state of the graph."""
    return view.keep("overview", _survey)


def _survey(view: View) -> Overview:
    made_with = view.manifest.made_with
    pairs = _select(view, _DISPUTES, "a", "b")
    return Overview(
        tuple((kind, words, _count(view, kind)) for kind, words in _COUNTED),
        made_with.get("triples", ""),
        made_with.get("violations", ""),
        tuple(_list_measure(view, iri) for (iri,) in _select(view, _NEWEST_MEASURES, "thing")),
        tuple((make_figure(view, a), make_figure(view, b)) for a, b in pairs[:_MOST]),
        len(pairs),
        tuple(list_articles(view, [iri for (iri,) in _select(view, _NEWEST_ARTICLES, "thing")])),
        tuple(Item(view.label(iri), iri) for (iri,) in _select(view, _UNDATED, "thing")),
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
