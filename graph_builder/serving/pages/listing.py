"""Whole classes in order: found by one query each and kept, so that pages read only what they show.

A graph of ten thousand articles has tens of thousands of claims. To read each of them property by property would take a page a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.serving.pages.cards import Item
from graph_builder.serving.pages.view import When
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.serving.pages.view import View

MOST_CHOICES = 200
"""How many things a list to choose from has: the most frequent ones."""

_DATED = """SELECT ?thing ?earliest ?latest {{ ?thing a gb:{kind} . ?thing gb:{when} ?span
OPTIONAL {{ ?span gb:earliest ?earliest }} OPTIONAL {{ ?span gb:latest ?latest }} }}"""
_LABELLED = "SELECT ?thing ?label {{ ?thing a gb:{kind} ; skos:prefLabel ?label }}"
_VALUES = "SELECT ?thing ?value {{ ?thing a gb:{kind} ; gb:{name} ?value }}"
_COUNTED = """SELECT ?value (COUNT(DISTINCT ?thing) AS ?count) {{ ?thing a gb:{kind} ; {names} ?value }}
GROUP BY ?value ORDER BY DESC(?count) ?value LIMIT {most}"""


@dataclass(frozen=True, slots=True)
class Moment:
    """A thing and its bounds in time."""

    iri: str
    when: When


def select(view: View, query: str, *names: str, iri: str = "") -> list[tuple[str, ...]]:
    """Return the rows of a query; what is unbound is an empty text.

    ``iri`` is what ``?it`` stands for in the query. It is written as a term, which no IRI can break out of.
    """
    if iri:
        query = query.replace("?it", str(ox.NamedNode(iri)))
    prefixes = {name: PREFIXES[name] for name in ("gb", "skos")}
    found = view.store.query(query, prefixes=prefixes)
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT
    return [tuple(term.value if (term := row[name]) else "" for name in names) for row in found]


def list_instances(view: View, kind: str) -> Sequence[str]:
    """Return all instances of a class, sorted."""
    return view.keep(f"instances {kind}", lambda view: view.instances(kind))


def list_moments(view: View, kind: str, when: str) -> Mapping[str, Moment]:
    """Return all instances of a class with their times, by their bounds, the undated ones last."""

    def find(view: View) -> dict[str, Moment]:
        rows = select(view, _DATED.format(kind=kind, when=when), "thing", "earliest", "latest")
        dated = {iri: When(earliest, latest) for iri, earliest, latest in rows}
        moments = (Moment(iri, dated.get(iri, When())) for iri in list_instances(view, kind))
        ordered = sorted(moments, key=lambda moment: (moment.when.key, moment.iri))
        return {moment.iri: moment for moment in ordered}

    return view.keep(f"moments {kind} {when}", find)


def list_links(view: View, kind: str) -> Sequence[Item]:
    """Return links to all instances of a class, by label."""

    def find(view: View) -> list[Item]:
        rows = select(view, _LABELLED.format(kind=kind), "thing", "label")
        labels = {iri: label for iri, label in rows}  # noqa: C416 - rows are of two, which dict() cannot be told
        items = (
            Item(labels.get(iri) or view.label(iri), iri) for iri in list_instances(view, kind)
        )
        return sorted(items, key=lambda item: (item.text, item.iri))

    return view.keep(f"links {kind}", find)


def order_by_time(view: View, iris: Iterable[str], when: str, *kinds: str) -> Sequence[str]:
    """Return those of some things that are of certain classes, by their bounds in time, the undated ones last."""
    chosen = {*iris}
    found = []
    for kind in kinds if chosen else ():
        moments = list_moments(view, kind, when)
        found += [moments[iri] for iri in chosen & moments.keys()]
    return [moment.iri for moment in sorted(found, key=lambda m: (m.when.key, m.iri))]


def list_values(view: View, kind: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the values of a property for all instances of a class, sorted."""
    found: dict[str, list[str]] = {}
    for thing, value in select(view, _VALUES.format(kind=kind, name=name), "thing", "value"):
        found.setdefault(thing, []).append(value)
    return {thing: tuple(sorted(values)) for thing, values in found.items()}


def count_values(view: View, kind: str, names: Iterable[str]) -> Mapping[str, int]:
    """Return the values of some properties of a class that most instances have, and how many do."""
    path = "|".join(f"gb:{name}" for name in names)

    def find(view: View) -> dict[str, int]:
        query = _COUNTED.format(kind=kind, names=path, most=MOST_CHOICES)
        return {value: int(count) for value, count in select(view, query, "value", "count")}

    return view.keep(f"counts {kind} {path}", find)
