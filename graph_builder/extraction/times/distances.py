"""So many units away: three years ago, two days later, a year earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import Point, get_bounds, shift
from graph_builder.extraction.times.reference import (
    CALENDAR,
    UNKNOWN,
    as_unit,
    find_reference,
    format_period,
    stretch_bounds,
)
from graph_builder.extraction.times.reports import recall_quarter
from graph_builder.extraction.times.scene import Reading
from graph_builder.model import RelativeTime

if TYPE_CHECKING:
    from graph_builder.extraction.times.grammar import Found


def _read_ago(found: Found) -> Reading | None:  # noqa: PLR0911 - one way out for each form
    """Read "three years ago", "two days later", "a week earlier"."""
    unit_word, way = found.get("unit"), found.get("way")
    if unit_word is None or way is None or way.text in ("after", "before"):
        return None
    unit = str(unit_word.value)
    count = _count(found)
    step = int(way.value)
    if unit not in CALENDAR:
        return Reading(
            "DURATION",
            format_period(unit, count),
            "a length of time that the text does not place",
            mentioned=False,
        )
    anaphoric = way.text != "ago"
    if count is None:
        return _read_vague(found, unit, step, anaphoric=anaphoric)
    if unit == "year" and count == 1:
        compared = _compare_quarter(found, step)
        if compared is not None:
            return compared
    reference = find_reference(found, unit, anaphoric=anaphoric)
    if anaphoric and unit == "year" and not found.scene.narrative:
        reference = found.scene.recall_here() or found.scene.published
    relative = None
    if not anaphoric and unit in CALENDAR and count == int(count):
        relative = RelativeTime(as_unit(unit), step * int(count), step * int(count))
    if reference is None:
        return Reading(
            "DATE",
            UNKNOWN.get(unit, "XXXX"),
            "counted from a date that is unknown",
            relative=relative,
            mentioned=False,
        )
    point = _step_back(reference, unit, count, step)
    if point is None:
        return Reading(
            "DATE",
            UNKNOWN.get(unit, "XXXX"),
            f"counted from {reference.value}, which is too coarse",
            mentioned=False,
        )
    because = f'"{found.text}" is {point.value}, counted from {reference.value}'
    mentioned = not anaphoric or found.scene.narrative or unit == "day"
    return Reading("DATE", point.value, because, point, relative=relative, mentioned=mentioned)


def _read_vague(found: Found, unit: str, step: int, *, anaphoric: bool) -> Reading:
    """Read "a few years ago", "some days later": between the time mentioned before and the article's day."""
    because = "away by a number of units that the text leaves open"
    if not anaphoric:
        bounds = stretch_bounds(found, unit, None, step)
        return Reading("DATE", "PAST_REF", because, bounds=bounds, mentioned=False)
    scene = found.scene
    before = scene.recall_here()
    begin = get_bounds(before)[0] if before is not None and step > 0 else None
    today = get_bounds(scene.published)[0] if scene.published is not None else None
    fits = begin is not None and today is not None and begin <= today and not scene.narrative
    if before is not None and fits:
        because += f", after {before.value} and by the article's date"
    bounds = (begin, today) if fits else None
    return Reading("DURATION", format_period(unit, None), because, bounds=bounds, mentioned=False)


def _compare_quarter(found: Found, step: int) -> Reading | None:
    """Read "a year ago" in a report on a quarter: the same quarter of the year before."""
    quarter = recall_quarter(found)
    point = shift(quarter, "quarter", 4 * step) if quarter is not None else None
    if point is None or quarter is None or found.scene.narrative:
        return None
    because = f'"{found.text}" is compared with {quarter.value}: {point.value}'
    return Reading("DATE", point.value, because, point, mentioned=False)


def _step_back(reference: Point, unit: str, count: float, step: int) -> Point | None:
    if unit == "decade":
        return shift(reference, "year", step * int(count * 10))
    if unit == "century":
        return shift(reference, "year", step * int(count * 100))
    if count != int(count):
        if unit == "year":
            return shift(reference, "month", step * int(count * 12))
        return None
    if unit == "quarter" or (reference.quarter and unit == "year"):
        return shift(reference, "quarter", step * int(count) * (4 if unit == "year" else 1))
    return shift(reference, unit, step * int(count))


def _count(found: Found) -> float | None:
    """Return how many, None for a vague number."""
    word = found.get("num")
    if word is None:
        return 1.0
    if word.cls == "h":
        return 0.5
    number = word.value
    if found.group("half"):
        number = (number or 0) + 0.5
    return None if number is None else float(number)


def _read_ago_plural(found: Found) -> Reading | None:
    """Read "years ago"."""
    return Reading(
        "DATE",
        "PAST_REF",
        "some time ago, how long is left open",
        bounds=stretch_bounds(found, str(found.value("unit")), None, -1),
        mentioned=False,
    )


RULES = (
    make_rule(
        r"~{0,3}(?P<num>{AMOUNT}|h)(?P<half>ji?h)?O?\+?(?P<unit>[uU])(?P<half2>ji?h)?-?(?P<way>[ARB])",
        _read_ago,
    ),
    make_rule(r"~{0,3}(?P<num>i)?(?P<unit>U)(?P<way>A)", _read_ago_plural),
)  # fmt: skip
