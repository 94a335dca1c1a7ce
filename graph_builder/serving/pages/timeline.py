"""What happened when: ranges of days on a shared scale, uncertain ones drawn as uncertain.

Positions are thousandths of the width. The scale reaches from the first to the last bound that is known, with room on
either side, where open ends fade out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.serving.pages.cards import CLAIM, EVENT, LETTERS, MEASURE, Item
from graph_builder.serving.pages.view import When, get_local_name, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from graph_builder.serving.pages.view import View

WIDTH = 1000
_MARGIN = 40
_NARROWEST = 5
_MOST_TICKS = 9
_STEPS = (1, 2, 7, 14, 30.44, 91.31, 182.62, 365.25, 730.5, 1826.25, 3652.5, 18262.5, 36525)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the timeline."""

    iri: str
    kind: str
    title: str
    label: str
    when: When
    places: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()

    @property
    def letter(self) -> str:
        """The letter of its kind."""
        return LETTERS[self.kind]


@dataclass(frozen=True, slots=True)
class Bar:
    """An entry and where it is drawn; ``fades`` says which end is open (``left``, ``right`` or none)."""

    entry: Entry
    left: int
    width: int
    fades: str
    side: str
    """``before`` the line, ``possibly`` before it, ``after`` it, or empty when there is no line."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the scale."""

    left: int
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars in order, the scale, and the line."""

    bars: tuple[Bar, ...]
    undated: tuple[Entry, ...]
    ticks: tuple[Tick, ...]
    first: str
    last: str
    line: str
    line_at: int
    left: int


def find_entries(view: View, kinds: Iterable[str] = (MEASURE, EVENT, CLAIM)) -> list[Entry]:
    """Return measures, events and claims, by their lower and then their upper bound.

    Those of each kind are found once for each state of the graph.
    """
    entries = [
        entry for kind in kinds if kind in _FINDERS for entry in view.keep(kind, _FINDERS[kind])
    ]
    return sorted(entries, key=lambda entry: (entry.when.key, entry.kind, entry.label, entry.iri))


def _make_measure(view: View, iri: str) -> Entry:
    status = split_words(get_local_name(view.value(iri, "gb:status")))
    return Entry(
        iri,
        MEASURE,
        f"measure, {status}" if status else "measure",
        view.label(iri),
        view.when(iri, "gb:announcedOn"),
        frozenset(view.objects(iri, "gb:location")),
        frozenset([*view.objects(iri, "gb:announcedBy"), *view.objects(iri, "gb:target")]),
    )


def _make_event(view: View, iri: str) -> Entry:
    return Entry(
        iri,
        EVENT,
        split_words(view.get_kind(iri)),
        view.label(iri),
        view.when(iri, "gb:occurredOn"),
        frozenset(view.objects(iri, "gb:location")),
        frozenset(
            agent
            for name in ("participant", "candidate", "perpetrator", "victim")
            for agent in view.objects(iri, f"gb:{name}")
        ),
    )


def _make_claim(view: View, iri: str) -> Entry:
    speaker = view.value(iri, "gb:speaker")
    who = view.label(speaker) if speaker else view.value(iri, "gb:speakerText") or "nobody named"
    return Entry(
        iri,
        CLAIM,
        split_words(view.get_kind(iri)),
        f"{who}: {view.value(iri, 'gb:content')}",
        view.when(iri, "gb:statedOn"),
        frozenset(
            a for a in view.objects(iri, "gb:about") if view.get_kind(a) in {"Place", "Country"}
        ),
        frozenset([speaker] if speaker else []),
    )


_FINDERS: dict[str, Callable[[View], list[Entry]]] = {
    MEASURE: lambda view: [_make_measure(view, iri) for iri in view.instances("Measure")],
    EVENT: lambda view: [_make_event(view, iri) for iri in view.instances("Event")],
    CLAIM: lambda view: [
        _make_claim(view, iri)
        for iri in (*view.instances("Claim"), *view.instances("NonStatement"))
    ],
}


def select_entries(entries: Iterable[Entry], about: str) -> list[Entry]:
    """Return the entries that have to do with a person or place; all, when none is named."""
    return [entry for entry in entries if not about or about in entry.places | entry.agents]


def list_choices(view: View, entries: Iterable[Entry]) -> tuple[tuple[Item, int], ...]:
    """Return the persons and places that the entries have to do with, and how many each."""
    counts: dict[str, int] = {}
    for entry in entries:
        for iri in entry.places | entry.agents:
            counts[iri] = counts.get(iri, 0) + 1
    items = [(Item(view.label(iri), iri), count) for iri, count in counts.items()]
    return tuple(sorted(items, key=lambda pair: (pair[0].text, pair[0].iri)))


def find_runoff(view: View) -> str:
    """Return the last possible day of the latest runoff in the graph, or an empty text."""
    days = (view.when(iri, "gb:occurredOn") for iri in view.instances("RunoffElection"))
    return max((when.earliest or when.latest for when in days if when), default="")


def draw_timeline(entries: Sequence[Entry], line: str, most: int) -> Timeline:
    """Place the entries on a scale.

    Args:
        entries: What is to be drawn, in order.
        line: The day of the line, ISO; empty for none.
        most: How many entries are drawn.
    """
    dated = [entry for entry in entries if entry.when][:most]
    undated = [entry for entry in entries if not entry.when]
    scale = _Scale(
        [day for entry in dated for day in (entry.when.earliest, entry.when.latest) if day]
        + ([line] if line else [])
    )
    return Timeline(
        tuple(_draw(entry, scale, line) for entry in dated),
        tuple(undated[:most]),
        tuple(scale.list_ticks()),
        scale.first.isoformat(),
        scale.last.isoformat(),
        line,
        scale.place(line) if line else 0,
        max(0, len(entries) - len(dated) - len(undated[:most])),
    )


class _Scale:
    def __init__(self, days: Iterable[str]) -> None:
        known = [dt.date.fromisoformat(day) for day in days] or [dt.date(2000, 1, 1)]
        self.first, self.last = min(known), max(known)
        self.length = max(1, (self.last - self.first).days)

    def place(self, day: str) -> int:
        passed = (dt.date.fromisoformat(day) - self.first).days
        return _MARGIN + round(passed * (WIDTH - 2 * _MARGIN) / self.length)

    def list_ticks(self) -> Iterable[Tick]:
        step = next((s for s in _STEPS if self.length / s <= _MOST_TICKS), _STEPS[-1])
        seen = set()
        for number in range(int(self.length / step) + 1):
            day = self.first + dt.timedelta(days=round(number * step))
            text = str(day.year) if step > 360 else day.isoformat()[: 10 if step < 28 else 7]  # noqa: PLR2004 - days
            if text not in seen:
                seen.add(text)
                yield Tick(self.place(day.isoformat()), text)


def _draw(entry: Entry, scale: _Scale, line: str) -> Bar:
    when = entry.when
    left = scale.place(when.earliest) if when.earliest else 0
    right = scale.place(when.latest) if when.latest else WIDTH
    if when.earliest and not when.latest:
        fades = "right"
    else:
        fades = "left" if when.latest and not when.earliest else ""
    width = max(_NARROWEST, right - left)
    return Bar(entry, min(left, WIDTH - width), width, fades, tell_side(when, line))


def tell_side(when: When, line: str) -> str:
    """Return on which side of a day a time is: certainly before it, possibly, or not."""
    if not line:
        return ""
    if when.latest and when.latest < line:
        return "before"
    return "after" if when.earliest and when.earliest >= line else "possibly"
