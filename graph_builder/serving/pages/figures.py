"""Figures: the values of one indicator, unit and place over time, those that disagree side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from graph_builder.serving.pages.cards import Card, Item, make_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_builder.serving.pages.view import View

WIDTH, HEIGHT = 720, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 16, 36
_LINES = 4


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


def draw_figures(view: View, indicator: str = "") -> list[Plot]:
    """Return the plots, those with disagreements first, then by name."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for iri in view.instances("Observation"):
        what = view.value(iri, "gb:indicator")
        if not indicator or indicator == what:
            places = tuple(view.objects(iri, "gb:location"))
            groups.setdefault((what, view.value(iri, "gb:unit"), places), []).append(iri)
    plots = [
        _draw(view, number, key, iris)
        for number, (key, iris) in enumerate(sorted(groups.items()), 1)
    ]
    return sorted(
        plots, key=lambda plot: (not plot.disputes, plot.indicator.text, plot.unit, plot.place)
    )


def _draw(
    view: View, number: int, key: tuple[str, str, tuple[str, ...]], iris: Sequence[str]
) -> Plot:
    indicator, unit, places = key
    cards = sorted(
        (make_figure(view, iri) for iri in iris), key=lambda card: (card.when.key, card.iri)
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
        f"plot-{number}",
        Item(view.label(indicator), indicator) if indicator else Item("figure"),
        view.label(unit) if unit else "",
        ", ".join(view.label(place) for place in places),
        tuple(cards),
        dots if len(dots) > 1 else (),
        tuple((height.place(level), f"{level:g}") for level in height.list_levels()),
        _name_ends(width),
        tuple(_find_disputes(view, cards)),
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
