"""What happened when: ranges of days on a shared scale, uncertain ones drawn as uncertain.

Positions are thousandths of the width. The scale reaches from the first to the last bound that is known, with room on
either side, where open ends fade out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.serving.pages.cards import CLAIM, EVENT, LETTERS, MEASURE, Item
from graph_builder.serving.pages.listing import MOST_CHOICES, Moment, count_values, list_moments
from graph_builder.serving.pages.view import When, get_local_name, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    dated: int
    """How many dated entries there are, those included that are not drawn."""
    undated_left: int


@dataclass(frozen=True, slots=True)
class _Source:
    """Where entries of a kind come from: the classes, the property that dates them, and those that say who and where."""

    classes: tuple[str, ...]
    when: str
    about: tuple[str, ...]


_WHO_AND_WHERE = (
    "Agent", "Person", "Organization", "GovernmentBody", "ArmedGroup", "NewsOutlet", "Place", "Country",
)  # fmt: skip
_SOURCES = {
    MEASURE: _Source(("Measure",), "announcedOn", ("announcedBy", "target", "location")),
    EVENT: _Source(
        ("Event",), "occurredOn", ("participant", "candidate", "perpetrator", "victim", "location")
    ),
    CLAIM: _Source(("Claim", "NonStatement"), "statedOn", ("speaker", "about")),
}


def find_moments(
    view: View, kinds: Iterable[str] = (MEASURE, EVENT, CLAIM), about: str = ""
) -> list[Moment]:
    """Return measures, events and claims with their bounds, by the lower and then the upper one, the undated ones last.

    Args:
        view: The graph.
        kinds: Which of them.
        about: The person or place that they have to do with; empty for any.
    """
    if about and not view.knows(about):
        return []
    found: dict[str, Moment] = {}
    for source in (_SOURCES[kind] for kind in kinds if kind in _SOURCES):
        concerned = (
            {iri for name in source.about for iri in view.subjects(f"gb:{name}", about)}
            if about
            else None
        )
        for name in source.classes:
            moments = list_moments(view, name, source.when)
            chosen = moments if concerned is None else concerned & moments.keys()
            found.update((iri, moments[iri]) for iri in chosen)
    return sorted(found.values(), key=lambda moment: (moment.when.key, moment.iri))


def make_entry(view: View, iri: str) -> Entry:
    """Return what the timeline shows of a measure, an event or a claim."""
    kind = view.get_kind(iri)
    if kind == "Measure":
        status = split_words(get_local_name(view.value(iri, "gb:status")))
        title = f"measure, {status}" if status else "measure"
        return Entry(iri, MEASURE, title, view.label(iri), view.when(iri, "gb:announcedOn"))
    title = split_words(kind)
    if not view.value(iri, "gb:isDirect"):
        return Entry(iri, EVENT, title, view.label(iri), view.when(iri, "gb:occurredOn"))
    speaker = view.value(iri, "gb:speaker")
    who = view.label(speaker) if speaker else view.value(iri, "gb:speakerText") or "nobody named"
    label = f"{who}: {view.value(iri, 'gb:content')}"
    return Entry(iri, CLAIM, title, label, view.when(iri, "gb:statedOn"))


def list_choices(view: View, kinds: Iterable[str]) -> tuple[tuple[Item, int], ...]:
    """Return the persons and places that most entries of some kinds have to do with, by name, and how many each."""
    counts: dict[str, int] = {}
    for source in (_SOURCES[kind] for kind in kinds):
        for name in source.classes:
            for iri, count in count_values(view, name, source.about).items():
                counts[iri] = counts.get(iri, 0) + count
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CHOICES]
    items = [
        (Item(view.label(iri), iri), count)
        for iri, count in most
        if view.get_kind(iri) in _WHO_AND_WHERE
    ]
    return tuple(sorted(items, key=lambda pair: (pair[0].text, pair[0].iri)))


def find_runoff(view: View) -> str:
    """Return the last possible day of the latest runoff in the graph, or an empty text."""
    days = (view.when(iri, "gb:occurredOn") for iri in view.instances("RunoffElection"))
    return max((when.earliest or when.latest for when in days if when), default="")


def draw_timeline(
    view: View, moments: Sequence[Moment], line: str, most: int, first: int = 0
) -> Timeline:
    """Place entries on a scale.

    Args:
        view: The graph.
        moments: What there is, in order.
        line: The day of the line, ISO; empty for none.
        most: How many entries are drawn, and how many undated ones are listed.
        first: How many dated ones are passed over.
    """
    dated = [moment for moment in moments if moment.when]
    undated = [moment for moment in moments if not moment.when]
    drawn = [make_entry(view, moment.iri) for moment in dated[first : first + most]]
    scale = _Scale(
        [day for entry in drawn for day in (entry.when.earliest, entry.when.latest) if day]
        + ([line] if line else [])
    )
    return Timeline(
        tuple(_draw(entry, scale, line) for entry in drawn),
        tuple(make_entry(view, moment.iri) for moment in undated[:most]),
        tuple(scale.list_ticks()),
        scale.first.isoformat(),
        scale.last.isoformat(),
        line,
        scale.place(line) if line else 0,
        len(dated),
        max(0, len(undated) - most),
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
