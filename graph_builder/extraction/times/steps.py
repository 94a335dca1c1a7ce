"""Units next to the one of the article or of the text: yesterday, last week, the following day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import get_bounds, get_weekday, shift, widen
from graph_builder.extraction.times.reference import (
    CALENDAR,
    UNKNOWN,
    as_unit,
    find_reference,
    format_period,
    stretch_bounds,
)
from graph_builder.extraction.times.reports import read_same_quarter
from graph_builder.extraction.times.scene import Reading
from graph_builder.model import RelativeTime
from graph_builder.timespans import get_unit_start

if TYPE_CHECKING:
    from graph_builder.extraction.times.grammar import Found
    from graph_builder.extraction.times.words import Word
    from graph_builder.model import TimexType

_SATURDAY = 5
_PREPOSITIONS = ("after", "before")


def _read_day_word(found: Found) -> Reading | None:
    """Yesterday, today, tomorrow, tonight."""
    word = found.get("day")
    if word is None:
        return None
    step, scene = int(word.value), found.scene
    relative = RelativeTime("day", step, step)
    time = "TNI" if word.text == "tonight" else ""
    kind: TimexType = "TIME" if time else "DATE"
    edge = found.get("edge")
    if _is_in_name(found, word):
        return None
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


def _is_in_name(found: Found, word: Word) -> bool:
    """Whether "Today" is part of a name, as of a newspaper."""
    token = found.scene.get_token(word)
    if token is None or token.is_sent_start or not token.text.istitle() or token.i == 0:
        return False
    before = token.nbor(-1)
    return bool(before.text[:1].isupper() and before.pos_ == "PROPN" and token.pos_ == "PROPN")


def _means_nowadays(found: Found) -> bool:
    """Whether today is an age rather than a day: "today's youth"."""
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
    """Read "last week", "this month", "the following day", "that same year"."""
    unit_word = found.get("unit")
    det = next((w for w in found.group("det") if w.cls in "lLrNfSVC"), None)
    if unit_word is None or det is None or (det.cls == "C" and det.value[0] != "PRESENT_REF"):
        return None
    unit = str(unit_word.value)
    step = int(det.value or 0) if det.cls not in "VC" else 0
    if unit not in UNKNOWN:
        return None
    if det.text == "latest":
        if unit == "quarter":
            return read_same_quarter(found)
        step = -1
    elif (det.cls == "L" and step < 0) or (det.cls in "lN" and _spans_article(found)):
        return _read_rolling(found, unit, -1 if det.cls in "lL" else 1)
    if unit == "weekend" and det.cls == "S" and _is_over(found, unit_word):
        step = -1
    with_article = any(w.cls == "T" for w in found.group("det"))
    return _take_step(
        found, unit, step, anaphoric=det.cls in "rfV" or (with_article and det.cls == "N")
    )


def _is_over(found: Found, word: Word) -> bool:
    """Whether "this weekend" is the last one: what an article of Monday tells in the past."""
    scene = found.scene
    published = scene.published
    if published is None or published.fineness != "day" or get_weekday(published) >= _SATURDAY:
        return False
    return scene.read_tense(word)[0] == "past"


def _take_step(found: Found, unit: str, step: int, *, anaphoric: bool) -> Reading:
    """Return the unit so many units after that of the article, or of the time mentioned before."""
    reference = find_reference(found, unit, anaphoric=anaphoric)
    relative = RelativeTime(as_unit(unit), step, step) if not anaphoric else None
    point = shift(reference, unit, step) if reference is not None else None
    if reference is None or point is None:
        because = "counted from a date that is unknown or too coarse"
        return Reading("DATE", UNKNOWN[unit], because, relative=relative, mentioned=False)
    if reference is found.scene.published:
        because = (
            f'"{found.text}" is {point.value}, counted from the article\'s date {reference.value}'
        )
    else:
        because = (
            f'"{found.text}" is {point.value}, counted from {reference.value}, mentioned before'
        )
    reading = Reading("DATE", point.value, because, point, relative=relative)
    edge = next(
        (w for w in found.group("edge") if w.cls in "MXBR" and w.text not in _PREPOSITIONS), None
    )
    if edge is not None and edge.cls in "MX":
        reading.kind = str(edge.value)
    elif (
        edge is not None
        and relative is not None
        and step == 0
        and reference is found.scene.published
    ):
        cut_at_article(reading, edge.cls, found, relative)
    elif relative is not None and (unit, step) == ("week", 0) and edge is None:
        _cut_past_week(reading, found, relative)
    return reading


def _cut_past_week(reading: Reading, found: Found, relative: RelativeTime) -> None:
    """Cut what "this week saw": up to the article's day, and from the Monday before where that is a Monday itself."""
    word = found.get("unit")
    if word is None or found.scene.read_tense(word)[0] != "past":
        return
    cut_at_article(reading, "B", found, relative)
    if reading.bounds is not None and reading.bounds[0] == reading.bounds[1]:
        latest = reading.bounds[1]
        if latest is not None:
            reading.bounds = get_unit_start(latest, "week", -1), latest
            reading.because += f", or in the week before, since {latest} is a Monday"


def cut_at_article(reading: Reading, cls: str, found: Found, relative: RelativeTime) -> None:
    """Cut a unit: "earlier this month" ends with the article's day, "later this year" begins with it."""
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
    """Whether a unit is a stretch up to or from now, not one of the calendar: "over the last year"."""
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
    """Read "the past year": as long as a unit, up to the article's day."""
    value = format_period(unit, 1)
    relative = _make_rolling(unit, 1, step)
    bounds = stretch_bounds(found, unit, 1, step)
    return Reading(
        "DURATION", value, f'"{found.text}" is a stretch of that length up to or from the article\'s date',
        bounds=bounds, extent=True, relative=relative,
    )  # fmt: skip


def _make_rolling(unit: str, count: int, step: int) -> RelativeTime | None:
    if unit not in CALENDAR:
        return None
    if step < 0:
        return RelativeTime(as_unit(unit), -count, 0, until_article=True)
    return RelativeTime(as_unit(unit), 0, count, from_article=True)


def _read_beside(found: Found) -> Reading | None:  # noqa: PLR0911 - one way out for each form
    """Read "the day before", "the year previous", "the next day", "a day later" by one unit."""
    unit_word, way = found.get("unit"), found.get("way")
    if unit_word is None or way is None:
        return None
    unit = str(unit_word.value)
    if unit not in UNKNOWN:
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
            "DATE", UNKNOWN[unit], "counted from a date that is unknown", mentioned=False
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
    """Read "the end of the month", "year-end", "the third day" of what was mentioned."""
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
            "DATE", UNKNOWN[unit], "of a date that is unknown", relative=relative, mentioned=False
        )
    point = widen(reference, unit)
    if point is None:
        return None
    because = f'"{found.text}" is of {point.value}'
    reading = Reading("DATE", point.value, because, point, relative=relative)
    reading.kind = next(
        (str(w.value) for w in found.words[found.begin : found.stop] if w.cls == "X"), ""
    )
    if edge is not None and reference is found.scene.published:
        cut_at_article(reading, edge.cls, found, relative)
    return reading


RULES = (
    make_rule(r"(?P<edge>[MBR])?(?:cT)?(?P<day>Y)", _read_day_word),
    make_rule(r"(?P<edge>(?:[MBR]c?|T?XOT?|{EDGE}){0,2})(?P<det>{REL})K?F?(?P<unit>u)", _read_step, 1),
    make_rule(r"T(?P<unit>u)(?P<way>[BRrf])", _read_beside),
    make_rule(r"T?XOT?K?(?P<unit>u)", _read_edge_of_unit),
    make_rule(r"~?(?P<unit>u)'*-?X", _read_edge_of_unit),
    make_rule(r"(?P<edge>[RMB])cT(?P<unit>u)", _read_edge_of_unit, 2),
)  # fmt: skip
