"""Figures: the values of one indicator, unit and place over time, those that disagree side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import TYPE_CHECKING

from graph_builder.serving.pages.cards import Card, Item, make_figure
from graph_builder.serving.pages.listing import list_instances, list_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_builder.serving.pages.view import View

WIDTH, HEIGHT = 720, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 16, 36
_LINES = 4
_MOST = 200
"""How many figures a plot and its table have."""
_MOST_DISPUTES = 20


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure in the plot: where its period begins and ends, and how high its value is, in pixels."""

    card: Card
    left: float
    right: float
    top: float
    disagrees: bool
    is_forecast: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """The figures of one indicator, unit and place."""

    anchor: str
    indicator: Item
    unit: str
    place: str
    cards: tuple[Card, ...]
    dots: tuple[Dot, ...]
    levels: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, str], ...]
    disputes: tuple[tuple[Card, Card, bool], ...]
    left: int


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that can be compared: of one indicator, unit and place. ``number`` is its place among all groups."""

    number: int
    indicator: str
    unit: str
    places: tuple[str, ...]
    figures: tuple[str, ...]


def list_groups(view: View) -> Sequence[Group]:
    """Return all figures in groups, those with disagreements first, then by name."""
    return view.keep("groups of figures", _list_groups)


def _list_groups(view: View) -> list[Group]:
    indicators, units, places, disputed = (
        list_values(view, "Observation", name)
        for name in ("indicator", "unit", "location", "contradicts")
    )
    groups: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for iri in list_instances(view, "Observation"):
        key = (
            min(indicators.get(iri, ("",))),
            min(units.get(iri, ("",))),
            places.get(iri, ()),
        )
        groups.setdefault(key, []).append(iri)

    def rank(key: tuple[str, str, tuple[str, ...]]) -> tuple[bool, list[str]]:
        names = [view.label(iri) if iri else "" for iri in (key[0], key[1], *key[2])]
        return not any(iri in disputed for iri in groups[key]), [*names, *key[:2]]

    return [
        Group(number, *key, tuple(groups[key]))
        for number, key in enumerate(sorted(groups, key=rank), 1)
    ]


def draw_group(view: View, group: Group) -> Plot:
    """Return the plot of a group, with at most so many figures as a page can show."""
    indicator, unit, places = group.indicator, group.unit, group.places
    shown = (
        sorted(group.figures, key=lambda iri: (not view.objects(iri, "gb:contradicts"), iri))
        if len(group.figures) > _MOST
        else group.figures
    )
    cards = sorted(
        (make_figure(view, iri) for iri in shown[:_MOST]),
        key=lambda card: (card.when.key, card.iri),
    )
    values = {card.iri: _read(view.value(card.iri, "gb:value")) for card in cards}
    dated = [card for card in cards if card.when and values[card.iri] is not None]
    height = _Axis([float(values[card.iri] or 0) for card in dated], HEIGHT - _BOTTOM, _TOP)
    width = _Axis(
        [_count(day) for card in dated for day in (card.when.earliest, card.when.latest) if day],
        _LEFT,
        WIDTH - _RIGHT,
    )
    dots = tuple(
        Dot(
            card,
            width.place(_count(card.when.earliest)) if card.when.earliest else _LEFT,
            width.place(_count(card.when.latest)) if card.when.latest else WIDTH - _RIGHT,
            height.place(float(values[card.iri] or 0)),
            bool(view.objects(card.iri, "gb:contradicts")),
            view.value(card.iri, "gb:modality").rpartition("#")[2]
            in {"Possible", "Intended", "Conditional"},
        )
        for card in dated
    )
    return Plot(
        f"plot-{group.number}",
        Item(view.label(indicator), indicator) if indicator else Item("figure"),
        view.label(unit) if unit else "",
        ", ".join(view.label(place) for place in places),
        tuple(cards),
        dots if len(dots) > 1 else (),
        tuple((height.place(level), f"{level:g}") for level in height.list_levels()),
        _name_ends(width),
        tuple(islice(_find_disputes(view, cards), _MOST_DISPUTES)),
        len(group.figures) - len(cards),
    )


def _find_disputes(view: View, cards: Iterable[Card]) -> Iterable[tuple[Card, Card, bool]]:
    for card in cards:
        for other in view.objects(card.iri, "gb:contradicts"):
            if card.iri < other:
                certain = other in view.objects(card.iri, "gb:certainlyContradicts")
                yield card, make_figure(view, other), certain


def _name_ends(width: _Axis) -> tuple[tuple[float, str], ...]:
    ends = sorted({width.first, width.last})
    return tuple(
        (width.place(end), dt.date.fromordinal(int(end)).isoformat()) for end in ends if end
    )


def _read(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _count(day: str) -> float:
    return float(dt.date.fromisoformat(day).toordinal())


class _Axis:
    """From values to pixels."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.first, self.last = (min(values), max(values)) if values else (0.0, 0.0)
        self._start, self._end = start, end

    def place(self, value: float) -> float:
        share = (value - self.first) / ((self.last - self.first) or 1)
        return round(self._start + share * (self._end - self._start), 1)

    def list_levels(self) -> list[float]:
        if self.first == self.last:
            return [self.first]
        step = (self.last - self.first) / _LINES
        return [self.first + number * step for number in range(_LINES + 1)]
