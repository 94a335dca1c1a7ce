"""Times counted from somewhere else: from the article's date, or from the time mentioned before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import (
    Point,
    get_bounds,
    get_last_day,
    get_weekday,
    shift,
    shift_exactly,
    to_number,
    widen,
)
from graph_builder.extraction.times.scene import Reading
from graph_builder.model import RelativeTime

if TYPE_CHECKING:
    from graph_builder.extraction.times.grammar import Found
    from graph_builder.model import TimeUnit

_CALENDAR = frozenset(
    {"day", "week", "weekend", "fortnight", "month", "quarter", "year", "decade", "century"}
)
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
_CLOCK = frozenset({"second", "minute", "hour"})
_UNKNOWN = {
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
        reference = scene.recall(*_FINE_FOR.get(unit, ()))
        if reference is not None or scene.narrative:
            return reference
    return scene.published


def _read_day_word(found: Found) -> Reading | None:
    """Yesterday, today, tomorrow, tonight."""
    word = found.get("day")
    if word is None:
        return None
    step, scene = int(word.value), found.scene
    relative = RelativeTime("day", step, step)
    time = "TNI" if word.text == "tonight" else ""
    kind = "TIME" if time else "DATE"
    edge = found.get("edge")
    if edge is None and step == 0 and not time and _means_nowadays(found):
        return Reading("DATE", "PRESENT_REF", f'"{word.text}" is the present', mentioned=False)
    if scene.published is None:
        return Reading(
            kind,
            f"XXXX-XX-XX{time}",
            "counted from the article's date, which is unknown",
            relative=relative,
        )
    point = shift(scene.published, "day", step)
    if point is None:
        return None
    point = replace(point, time=time)
    return Reading(
        kind,
        point.value,
        f'"{word.text}" is counted from the article\'s date {scene.published.value}',
        point,
        relative=relative,
    )


def _means_nowadays(found: Found) -> bool:
    """ "today's youth": today as an age rather than a day."""
    after = found.after
    if found.scene.narrative:
        return True
    if after is None or after.cls != "'":
        return False
    index = found.stop + 1
    words = found.words
    token = found.scene.get_token(words[index]) if index < len(words) else None
    return (
        token is not None
        and token.tag_ in ("NNS", "NNPS")
        and found.begin == found.stop - 1
        and not found.before
    )


def _read_step(found: Found) -> Reading | None:
    """ "last week", "this month", "the following day", "that same year"."""
    unit_word = found.get("unit")
    det = next((w for w in found.group("det") if w.cls in "lLrNfSVC"), None)
    if unit_word is None or det is None:
        return None
    if det.cls == "C" and det.value[0] != "PRESENT_REF":
        return None
    unit = str(unit_word.value)
    edge = next((w for w in found.group("edge") if w.cls in "MXBR"), None)
    step = int(det.value or 0) if det.cls not in "VC" else 0
    if unit not in _UNKNOWN:
        return None
    if det.text == "latest":
        return _read_same_quarter(found) if unit == "quarter" else None
    if det.cls == "L" and (det.value or 0) < 0 or (det.cls in "lN" and _spans_article(found)):
        return _read_rolling(found, unit, -1 if det.cls in "lL" else 1)
    with_article = any(w.cls == "T" for w in found.group("det"))
    anaphoric = det.cls in "rfV" or (with_article and det.cls == "N")
    reference = find_reference(found, unit, anaphoric=anaphoric)
    from_article = reference is not None and reference is found.scene.published
    relative = RelativeTime(as_unit(unit), step, step) if not anaphoric else None
    if reference is None:
        return Reading(
            "DATE",
            _UNKNOWN[unit],
            "counted from a date that is unknown",
            relative=relative,
            mentioned=False,
        )
    point = shift(reference, unit, step)
    if point is None:
        return Reading(
            "DATE",
            _UNKNOWN[unit],
            f"counted from {reference.value}, which is too coarse",
            mentioned=False,
        )
    base = (
        f"the article's date {reference.value}"
        if from_article
        else f"{reference.value}, mentioned before"
    )
    because = f'"{found.text}" is {point.value}, counted from {base}'
    reading = Reading("DATE", point.value, because, point, relative=relative)
    if edge is not None and from_article and relative is not None and step == 0:
        _cut_at_article(reading, edge.cls, found, relative)
    return reading


def _cut_at_article(reading: Reading, cls: str, found: Found, relative: RelativeTime) -> None:
    """ "earlier this month" ends with the article's day, "later this year" begins with it."""
    published = found.scene.published
    if published is None or reading.point is None or cls not in "BR":
        return
    first, last = get_bounds(reading.point)
    today = get_bounds(published)[0]
    if cls == "B":
        reading.bounds, reading.relative = (first, today), replace(relative, until_article=True)
        reading.because += f", and up to the article's date {published.value}"
    else:
        reading.bounds, reading.relative = (today, last), replace(relative, from_article=True)
        reading.because += f", and from the article's date {published.value} on"


def _spans_article(found: Found) -> bool:
    """ "over the last year", "in the next decade": a stretch up to or from now, not a unit of the calendar."""
    unit = found.value("unit")
    before = found.before
    with_article = any(w.cls == "T" for w in found.group("det"))
    if not with_article or found.group("edge"):
        return False
    if unit in ("decade", "century"):
        return True
    return (
        before is not None
        and before.text in ("over", "during", "within", "throughout")
        and unit in ("year", "month", "week", "quarter")
    )


def _read_rolling(found: Found, unit: str, step: int) -> Reading:
    """ "the past year": as long as a unit, up to the article's day."""
    value = format_period(unit, 1)
    relative = _make_rolling(unit, 1, step)
    bounds = stretch_bounds(found, unit, 1, step)
    return Reading(
        "DURATION", value, f'"{found.text}" is a stretch of that length up to or from the article\'s date',
        bounds=bounds, extent=True, relative=relative,
    )  # fmt: skip


def _make_rolling(unit: str, count: int, step: int) -> RelativeTime | None:
    if unit not in _CALENDAR:
        return None
    if step < 0:
        return RelativeTime(as_unit(unit), -count, 0, until_article=True)
    return RelativeTime(as_unit(unit), 0, count, from_article=True)


def stretch_bounds(
    found: Found, unit: str, count: float | None, step: int
) -> tuple[dt.date | None, dt.date | None] | None:
    """Return the bounds of so many units before or after the article's day (or the reference of a history)."""
    scene = found.scene
    reference = scene.recall("day") if scene.narrative else scene.published
    if reference is None:
        return None
    today = get_bounds(reference)[0]
    if count is None or count != int(count) or unit not in _CALENDAR:
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


def _read_ago(found: Found) -> Reading | None:
    """ "three years ago", "two days later", "a week earlier"."""
    unit_word, way = found.get("unit"), found.get("way")
    if unit_word is None or way is None or way.text in ("after", "before"):
        return None
    unit = str(unit_word.value)
    count = _count(found)
    step = int(way.value)
    if unit in _CLOCK:
        return Reading(
            "DURATION", format_period(unit, count), "a stretch of that length", mentioned=False
        )
    anaphoric = way.text != "ago"
    if count is None:
        value = "PAST_REF" if not anaphoric else format_period(unit, None)
        bounds = stretch_bounds(found, unit, None, step) if not anaphoric else None
        return Reading(
            "DATE" if not anaphoric else "DURATION",
            value,
            "some such units away",
            bounds=bounds,
            mentioned=False,
        )
    if unit == "year" and count == 1:
        compared = _compare_quarter(found, step)
        if compared is not None:
            return compared
    reference = find_reference(found, unit, anaphoric=anaphoric)
    if anaphoric and unit == "year" and not found.scene.narrative:
        reference = found.scene.recall_here() or found.scene.published
    relative = None
    if not anaphoric and unit in _CALENDAR and count == int(count):
        relative = RelativeTime(as_unit(unit), step * int(count), step * int(count))
    if reference is None:
        return Reading(
            "DATE",
            _UNKNOWN.get(unit, "XXXX"),
            "counted from a date that is unknown",
            relative=relative,
            mentioned=False,
        )
    point = _step_back(reference, unit, count, step)
    if point is None:
        return Reading(
            "DATE",
            _UNKNOWN.get(unit, "XXXX"),
            f"counted from {reference.value}, which is too coarse",
            mentioned=False,
        )
    because = f'"{found.text}" is {point.value}, counted from {reference.value}'
    mentioned = not anaphoric or found.scene.narrative or unit == "day"
    return Reading("DATE", point.value, because, point, relative=relative, mentioned=mentioned)


def _compare_quarter(found: Found, step: int) -> Reading | None:
    """ "a year ago" in a report on a quarter: the same quarter of the year before."""
    quarter = _recall_quarter(found)
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
    point = shift(reference, unit, step * int(count))
    return point


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


def _read_beside(found: Found) -> Reading | None:
    """ "the day before", "the year previous", "the next day", "a day later" by one unit."""
    unit_word, way = found.get("unit"), found.get("way")
    if unit_word is None or way is None:
        return None
    unit = str(unit_word.value)
    if unit not in _UNKNOWN:
        return None
    step = int(way.value)
    if (
        way.text in ("after", "before")
        and found.after is not None
        and found.after.cls not in ",.)x"
    ):
        return None
    if (
        way.text in ("after", "before")
        and found.after is not None
        and found.after.cls == "x"
        and found.after.text.isalpha()
    ):
        return None
    reference = find_reference(found, unit, anaphoric=True)
    if reference is None:
        return Reading(
            "DATE", _UNKNOWN[unit], "counted from a date that is unknown", mentioned=False
        )
    point = shift(reference, unit, step)
    if point is None:
        return None
    return Reading(
        "DATE",
        point.value,
        f'"{found.text}" is {point.value}, counted from {reference.value}, mentioned before',
        point,
    )


def _read_edge_of_unit(found: Found) -> Reading | None:
    """ "the end of the month", "year-end", "the third day" of what was mentioned."""
    unit_word = found.get("unit")
    if unit_word is None:
        return None
    unit = str(unit_word.value)
    if unit not in ("year", "month", "week", "decade", "century", "day"):
        return None
    edge = found.get("edge")
    reference = find_reference(found, unit, anaphoric=found.scene.narrative or unit == "day")
    relative = RelativeTime(as_unit(unit), 0, 0)
    if reference is None:
        return Reading(
            "DATE", _UNKNOWN[unit], "of a date that is unknown", relative=relative, mentioned=False
        )
    point = widen(reference, unit)
    if point is None:
        return None
    because = f'"{found.text}" is of {point.value}'
    reading = Reading("DATE", point.value, because, point, relative=relative)
    if edge is not None and reference is found.scene.published:
        _cut_at_article(reading, edge.cls, found, relative)
    return reading


def _read_whole_unit(found: Found) -> Reading | None:
    """ "the year", "the quarter" where a report speaks of the one just mentioned."""
    unit_word, before = found.get("unit"), found.before
    if (
        unit_word is None
        or before is None
        or before.text not in ("in", "for", "during", "of", "by", "through", "over", "within")
    ):
        return None
    unit = str(unit_word.value)
    full = any(w.cls == "K" for w in found.group("det"))
    if unit == "year" and found.after is not None and found.after.cls == "b":
        return Reading("DURATION", "P1Y", "a year that ends on the day named", mentioned=False)
    if unit == "quarter":
        return _read_same_quarter(found)
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
    """ "over the weekend": the last one begun, the coming one where the verb looks ahead."""
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
            _UNKNOWN["weekend"],
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


def _recall_quarter(found: Found) -> Point | None:
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


def _read_same_quarter(found: Found) -> Reading | None:
    quarter = _recall_quarter(found)
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
    """ "the latest period", "the 1988 quarter": the quarter of which a report speaks, or that of a year."""
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
    """ "the year-ago quarter", "the same period last year", "the same month a year ago"."""
    scene = found.scene
    unit = found.value("unit")
    reference = scene.recall("month") if unit == "month" else _recall_quarter(found)
    if unit not in ("month", "quarter") and reference is None:
        reference = scene.recall("month", "day")
    point = shift_exactly(reference, "year", -1) if reference is not None else None
    if point is None and scene.published is not None:
        point = shift(scene.published, "year", -1)
    if point is None:
        return None
    because = f'"{found.text}" is a year before what the text speaks of: {point.value}'
    return Reading("DATE", point.value, because, point, mentioned=False)


def _read_ago_plural(found: Found) -> Reading | None:
    """ "years ago"."""
    return Reading(
        "DATE",
        "PAST_REF",
        "some such units ago",
        bounds=stretch_bounds(found, str(found.value("unit")), None, -1),
        mentioned=False,
    )


RULES = (
    make_rule(r"(?P<edge>[MBR])?(?:cT)?(?P<day>Y)", _read_day_word),
    make_rule(r"(?P<edge>(?:[MBR]c?|T?XOT?|{EDGE})*)(?P<det>{REL})K?F?(?P<unit>u)", _read_step, 1),
    make_rule(
        r"~*(?P<num>{AMOUNT}|h)(?P<half>ji?h)?O?\+?(?P<unit>[uU])(?P<half2>ji?h)?-?(?P<way>[ARB])",
        _read_ago,
    ),
    make_rule(r"~*(?P<num>i)?(?P<unit>U)(?P<way>A)", _read_ago_plural),
    make_rule(r"T(?P<unit>u)(?P<way>[BRrf])", _read_beside),
    make_rule(r"T?XOT?K?(?P<unit>u)", _read_edge_of_unit),
    make_rule(r"~?(?P<unit>u)'*-?X", _read_edge_of_unit),
    make_rule(r"(?P<det>T)K?F?(?P<unit>u)", _read_whole_unit, 4),
    make_rule(r"(?P<edge>[RMB])cT(?P<unit>u)", _read_edge_of_unit, 2),
    make_rule(r"T?u-?[AB][uq]?", _read_year_ago_quarter, 2),
    make_rule(r"T?V(?P<unit>[qu])(?:{REL}u|iuA)", _read_year_ago_quarter),
    make_rule(r"(?P<det>T[lrN]|T)(?P<year>y)?(?P<unit>q)", _read_period, 1),
    make_rule(r"T(?P<year>y)(?P<unit>u)", _read_period, 1),
)
