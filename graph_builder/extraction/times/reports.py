"""Units of which a report speaks: the year, the quarter, the year-earlier period, the weekend."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import (
    Point,
    get_last_day,
    get_weekday,
    shift,
    shift_exactly,
    to_number,
    widen,
)
from graph_builder.extraction.times.reference import UNKNOWN, find_reference
from graph_builder.extraction.times.scene import Reading
from graph_builder.model import RelativeTime

if TYPE_CHECKING:
    from graph_builder.extraction.times.grammar import Found

_SATURDAY = 5


_YEAR_DAYS = 366


_UNIT_CUES = frozenset(
    {
        "in",
        "for",
        "during",
        "of",
        "by",
        "through",
        "over",
        "within",
        "until",
        "throughout",
        "at",
        "since",
    }
)


def _read_whole_unit(found: Found) -> Reading | None:  # noqa: PLR0911 - one way out for each form
    """Read "the year", "the quarter" where a report speaks of the one just mentioned."""
    unit_word, before = found.get("unit"), found.before
    if unit_word is None or before is None:
        return None
    unit = str(unit_word.value)
    links = ("in", "for", "during", "of", "by", "through", "over", "within")
    if before.text not in links and (unit != "weekend" or before.text not in ("at", "on")):
        return None
    full = any(w.cls == "K" for w in found.group("det"))
    if unit == "year" and found.after is not None and found.after.cls == "b":
        return Reading("DURATION", "P1Y", "a year that ends on the day named", mentioned=False)
    if unit == "quarter":
        return read_same_quarter(found)
    if unit == "weekend":
        return _read_weekend(found)
    if unit not in ("year", "month", "week") or (
        before.text in ("of", "over", "within") and not full and unit != "year"
    ):
        return None
    if found.after is not None and found.after.cls in "AO":
        return None
    reference = find_reference(found, unit, anaphoric=True)
    if reference is None:
        return None
    point = widen(reference, unit)
    if point is None:
        return None
    return Reading(
        "DATE", point.value, f'"{found.text}" is {point.value}, of which the text speaks', point
    )


def _read_weekend(found: Found) -> Reading | None:
    """Read "over the weekend", "at the weekend": the last one begun, the coming one where the verb looks ahead."""
    scene = found.scene
    word = found.get("unit")
    published = scene.recall("day", "week") if scene.narrative else scene.published
    if word is None:
        return None
    ahead = scene.read_tense(word)[0] in ("future", "present")
    relative = RelativeTime("week", 0 if ahead else -1, 0)
    if published is None:
        return Reading(
            "DATE",
            UNKNOWN["weekend"],
            "a weekend near the article's date, which is unknown",
            relative=relative,
        )
    begun = published.fineness == "day" and get_weekday(published) >= _SATURDAY
    point = shift(published, "weekend", 0 if ahead or begun else -1)
    if point is None:
        return None
    return Reading(
        "DATE",
        point.value,
        f'"{found.text}" is {point.value}, counted from {published.value}',
        point,
        relative=relative,
    )


def recall_quarter(found: Found) -> Point | None:
    """Return the quarter of which the text speaks: the last one mentioned, one that has ended before others."""
    scene = found.scene
    published = scene.published
    today = to_number(published) if published is not None else None
    last = scene.recall("quarter")
    for point in reversed(scene.mentioned):
        end = get_last_day(point) if point.fineness == "quarter" else None
        number = to_number(Point(*end)) if end is not None else None
        if number is not None and today is not None and today - _YEAR_DAYS < number < today:
            return point
    return last


def read_same_quarter(found: Found) -> Reading | None:
    """Read "the quarter": the one of which the text speaks, else the last one before the article."""
    quarter = recall_quarter(found)
    if quarter is None:
        published = found.scene.published
        quarter = shift(published, "quarter", -1) if published is not None else None
    if quarter is None:
        return None
    return Reading(
        "DATE",
        quarter.value,
        f'"{found.text}" is {quarter.value}, of which the text speaks',
        quarter,
    )


def _read_period(found: Found) -> Reading | None:
    """Read "the latest period", "the 1988 quarter": the quarter of which a report speaks, or that of a year."""
    quarter = found.scene.recall("quarter")
    if quarter is None or found.value("unit") not in (None, "quarter"):
        return None
    if "year" in found:
        quarter = replace(quarter, year=int(found.value("year")))
    elif found.group("det")[-1].text != "latest":
        return None
    return Reading(
        "DATE",
        quarter.value,
        f'"{found.text}" is {quarter.value}, of which the text speaks',
        quarter,
        mentioned=False,
    )


def _read_year_ago_quarter(found: Found) -> Reading | None:
    """Read "the year-ago quarter", "the same period last year", "the same month a year ago"."""
    scene = found.scene
    if any(word.value != "year" for word in found.group("ago")):
        return None
    unit = found.value("unit")
    reference = scene.recall("month") if unit == "month" else recall_quarter(found)
    if unit not in ("month", "quarter") and reference is None:
        reference = scene.recall("month", "day")
    point = shift_exactly(reference, "year", -1) if reference is not None else None
    if point is None and scene.published is not None:
        point = shift(scene.published, "year", -1)
    if point is None:
        return None
    because = f'"{found.text}" is a year before what the text speaks of: {point.value}'
    return Reading("DATE", point.value, because, point, mentioned=False)


RULES = (
    make_rule(r"(?P<det>T)K?F?(?P<unit>u)", _read_whole_unit, 4),
    make_rule(r"T?(?P<ago>u)-?[AB][uq]?", _read_year_ago_quarter, 2),
    make_rule(r"T?V(?P<unit>[qu])(?:{REL}u|iuA)", _read_year_ago_quarter),
    make_rule(r"(?P<det>T[lrN]|T)(?P<year>y)?(?P<unit>q)", _read_period, 1),
    make_rule(r"T(?P<year>y)(?P<unit>u)", _read_period, 1),
)  # fmt: skip
