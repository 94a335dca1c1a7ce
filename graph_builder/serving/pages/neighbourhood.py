"""The neighbourhood of a thing as a small picture: the thing in the middle, a few others around it, never a hairball."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graph_builder.serving.pages.cards import Item
from graph_builder.serving.pages.listing import select
from graph_builder.serving.pages.view import get_local_name, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.serving.pages.view import View

WIDTH = 720
_MOST = 14
_ROW = 44
_LABEL = 34
_MANY = 2000
_FACTS = {"Report", "StatusChange", "Passage", "TimeSpan", "Judgement", "Article", "Concept", ""}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing beside the one in the middle, how they are joined, and where it stands."""

    item: Item
    kind: str
    relation: str
    is_left: bool
    top: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The picture: who is in it, how high it is, and how many found no place."""

    neighbours: tuple[Neighbour, ...]
    height: int
    left: int


def find_neighbours(view: View, iri: str) -> Neighbourhood:
    """Return the things that a thing has to do with most, by the number of facts that join them."""
    joined: dict[str, dict[str, int]] = {}
    for relation, other, count in _count_relations(view, iri):
        if other != iri and view.get_kind(other) not in _FACTS:
            counts = joined.setdefault(other, {})
            counts[relation] = counts.get(relation, 0) + count
    order = sorted(
        joined, key=lambda other: (-sum(joined[other].values()), view.label(other), other)
    )
    shown = order[:_MOST]
    half = (len(shown) + 1) // 2
    neighbours = tuple(
        Neighbour(
            Item(cut(view.label(other)), other),
            view.get_kind(other),
            min(joined[other], key=lambda name: (-joined[other][name], name)),
            number >= half,
            _ROW * (number % half)
            + _ROW // 2
            + (_ROW // 2 if number >= half and len(shown) % 2 else 0),
        )
        for number, other in enumerate(shown)
    )
    return Neighbourhood(neighbours, max(_ROW * half, 2 * _ROW), len(order) - len(shown))


def cut(text: str) -> str:
    """Return a label short enough for the picture."""
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"


_SPOKEN = """SELECT ?other (COUNT(?claim) AS ?count) {{ ?claim gb:{name} ?it ; gb:{other} ?other }}
GROUP BY ?other ORDER BY DESC(?count) ?other LIMIT {most}"""


def _count_relations(view: View, iri: str) -> Iterable[tuple[str, str, int]]:
    """Yield how things are joined to a thing, and by how many facts.

    What thousands of facts point at is joined to others by what was said, many times over; nothing else need be counted.
    """
    if sum(1 for _ in islice(view.pointing(iri), _MANY)) < _MANY:
        for relation, other in _find_relations(view, iri):
            yield relation, other, 1
        return
    for relation, name, wanted in (
        ("spoke about", "speaker", "about"),
        ("spoken about by", "about", "speaker"),
        ("addressee", "addressee", "speaker"),
    ):
        query = _SPOKEN.format(name=name, other=wanted, most=4 * _MOST)
        for other, count in select(view, query, "other", "count", iri=iri):
            yield relation, other, int(count)


def _find_relations(view: View, iri: str) -> list[tuple[str, str]]:
    found = []
    for predicate, value in view.pairs(iri):
        found.append((split_words(get_local_name(predicate)), value.value))
    for predicate, subject in view.pointing(iri):
        name = split_words(get_local_name(predicate))
        kind = view.get_kind(subject)
        if view.value(subject, "gb:isDirect"):
            found += _relate_claim(view, subject, name)
        elif kind == "Observation":
            found += [("figure", value) for value in view.objects(subject, "gb:inEvent")]
        elif kind == "Tenure":
            found += [("office", value) for value in view.objects(subject, "gb:office")]
        else:
            found.append((name, subject))
    return [(relation, other) for relation, other in found if other.startswith(view.base_iri)]


def _relate_claim(view: View, claim: str, name: str) -> list[tuple[str, str]]:
    if name == "speaker":
        return [("spoke about", other) for other in view.objects(claim, "gb:about")]
    if name == "about":
        return [("spoken about by", other) for other in view.objects(claim, "gb:speaker")]
    return [(name, other) for other in view.objects(claim, "gb:speaker")]
