"""What relative times are counted from, how long units are, and the stretches they make."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.times.points import Point, get_bounds, shift_exactly

if TYPE_CHECKING:
    import datetime as dt

    from graph_builder.extraction.times.grammar import Found
    from graph_builder.model import TimeUnit

CALENDAR = frozenset(
    {"day", "week", "weekend", "fortnight", "month", "quarter", "year", "decade", "century"}
)


UNKNOWN = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "fortnight": "XXXX-WXX", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "year": "XXXX", "decade": "XXX", "century": "XX", "millennium": "X",
}  # fmt: skip


# What can hold a unit: a reference must be as fine as the unit to be stepped from.
_FINE_FOR = {
    "day": ("day",), "week": ("day", "week"), "weekend": ("day", "week"), "fortnight": ("day", "week"),
    "month": ("day", "week", "month"), "quarter": ("day", "week", "month", "quarter"),
}  # fmt: skip


def as_unit(unit: str) -> TimeUnit:
    """Return the unit of a ``RelativeTime`` for a word's unit."""
    if unit in ("weekend", "fortnight"):
        return "week"
    return "century" if unit == "millennium" else unit  # type: ignore[return-value]  # all others are of TimeUnit


def find_reference(found: Found, unit: str, *, anaphoric: bool) -> Point | None:
    """Return what a step is counted from: the time mentioned before where the words or a history ask for it."""
    scene = found.scene
    if anaphoric or scene.narrative:
        word = found.get("unit") or found.get("part")
        if unit == "day" and word is not None:
            reference = scene.recall_day(word)
        else:
            reference = scene.recall(*_FINE_FOR.get(unit, ()))
        if reference is not None or scene.narrative:
            return reference
    return scene.published


def stretch_bounds(
    found: Found, unit: str, count: float | None, step: int
) -> tuple[dt.date | None, dt.date | None] | None:
    """Return the bounds of so many units before or after the article's day (or the reference of a history)."""
    scene = found.scene
    reference = scene.recall("day") if scene.narrative else scene.published
    if reference is None:
        return None
    today = get_bounds(reference)[0]
    if count is None or count != int(count) or unit not in CALENDAR:
        return (None, today) if step < 0 else (today, None)
    other = shift_exactly(replace(reference, time=""), unit, step * int(count))
    edge = get_bounds(other)[0] if other is not None else None
    return (edge, today) if step < 0 else (today, edge)


def format_period(unit: str, count: float | None) -> str:
    """Return an ISO 8601 period; X for a vague number.

    >>> format_period("decade", 2), format_period("hour", None), format_period("year", 2.5)
    ('P20Y', 'PTXH', 'P2.5Y')
    """
    letters = {
        "second": ("T", "S", 1), "minute": ("T", "M", 1), "hour": ("T", "H", 1), "day": ("", "D", 1), "week": ("", "W", 1),
        "weekend": ("", "WE", 1), "fortnight": ("", "W", 2), "month": ("", "M", 1), "quarter": ("", "M", 3), "year": ("", "Y", 1),
        "decade": ("", "Y", 10), "century": ("", "Y", 100), "millennium": ("", "Y", 1000),
    }  # fmt: skip
    time, letter, size = letters[unit]
    if count is None:
        vague = {"decade": "DE", "century": "CE"}.get(unit, letter)
        return f"P{time}X{vague}" if vague == letter else "PXY"
    total = count * size
    number = str(int(total)) if total == int(total) else f"{total:g}"
    return f"P{time}{number}{letter}"
