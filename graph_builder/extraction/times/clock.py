"""Times of day, and their union with the day that stands beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import get_weekday, shift
from graph_builder.extraction.times.reference import find_reference
from graph_builder.extraction.times.scene import Reading
from graph_builder.model import RelativeTime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.extraction.times.grammar import Found
    from graph_builder.model import TimexType

_HOURS = 24
_NOON = 12
# What may stand between a day and its time of day.
_DAY_THEN_TIME = re.compile(r"(?:'s)?,?\s+(?:(?:at|in the|in)\s+)?$|\s+$")
_TIME_THEN_DAY = re.compile(
    r"(?:\s+(?:local|\w+ern|pacific|standard|summer) time)?,?\s+(?:on\s+|of\s+)?$", re.IGNORECASE
)


def _read_clock(found: Found) -> Reading | None:
    """Read "10:35 a.m.", "18:00 UTC", "6am", "4 in the morning"."""
    word = found.get("clock")
    if word is None:
        return None
    half = found.get("half")
    if word.cls in "dn" and half is None and "part" not in found and "oclock" not in found:
        return None
    if word.cls in "yg":
        if len(word.text) != 4 or not word.text.isdecimal():  # noqa: PLR2004 - "0735 GMT"
            return None
        parts = [word.text[:2], word.text[2:]]
    else:
        parts = word.text.split(":") if word.cls == "t" else [str(int(word.value))]
    hour = int(parts[0])
    if hour > _HOURS or (len(parts) > 1 and int(parts[1]) > 59):  # noqa: PLR2004
        return None
    part = found.get("part")
    if hour < _NOON and (
        (half is not None and half.value == _NOON)
        or (part is not None and part.value in ("AF", "EV"))
    ):
        hour += _NOON
    elif hour == _NOON and half is not None and half.value == 0:
        hour = 0
    minutes = parts[1] if len(parts) > 1 else "00"
    zone = "Z" if any(w.text in ("gmt", "utc") for w in found.group("zone")) else ""
    return _place(found, f"T{hour:02d}:{minutes}{zone}")


def _read_noon(found: Found) -> Reading | None:
    word = found.get("clock")
    return None if word is None else _place(found, f"T{word.value}")


def _place(found: Found, time: str) -> Reading:
    """Return the time on the day of which the text speaks."""
    scene = found.scene
    word = found.get("clock")
    day = scene.recall_day(word) if word is not None and found.begin > 0 else None
    day = day or scene.published
    if day is None or (word is not None and scene.is_torn(day, word)):
        return Reading(
            "TIME",
            f"XXXX-XX-XX{time}",
            "a time of a day that is unknown",
            mentioned=False,
            kind="clock",
        )
    point = replace(day, time=time)
    return Reading(
        "TIME", point.value, f"a time of the day {day.value}", point, mentioned=False, kind="clock"
    )


def _read_part(found: Found) -> Reading | None:  # noqa: PLR0911 - one way out for each form
    """Read "this morning", "that night", "the evening"; a bare "morning" only beside a day."""
    word = found.get("part")
    if word is None:
        return None
    time = f"T{word.value}"
    det = next((w for w in found.group("det") if w.cls in "SVlNfre"), None)
    if word.cls == "P" and det is None:
        return Reading("SET", f"XXXX-XX-XX{time}", f"{word.text}", mentioned=False, kind="part-set")
    if det is not None and det.cls == "e":
        return Reading("SET", f"XXXX-XX-XX{time}", f"every {word.text}", mentioned=False)
    if det is None and not _stands_alone(found):
        return Reading("TIME", f"XXXX-XX-XX{time}", "", mentioned=False, kind="part-only")
    anaphoric = det is None or det.cls in "Vfr" or (det.cls == "N" and len(found.group("det")) > 1)
    step = int(det.value or 0) if det is not None and det.cls in "lNfr" else 0
    reference = find_reference(found, "day", anaphoric=anaphoric)
    relative = RelativeTime("day", step, step) if not anaphoric else None
    if reference is None:
        return Reading(
            "TIME",
            f"XXXX-XX-XX{time}",
            "a time of a day that is unknown",
            relative=relative,
            mentioned=False,
            kind="part",
        )
    day = shift(reference, "day", step)
    if day is None:
        return None
    point = replace(day, time=time)
    return Reading(
        "TIME",
        point.value,
        f'"{found.text}" is of the day {day.value}',
        point,
        relative=relative,
        kind="part",
    )


def _stands_alone(found: Found) -> bool:
    before = found.before
    return (
        bool(found.group("det") or found.group("edge"))
        and before is not None
        and before.text in ("in", "during", "by", "until", "at")
    )


def join_days_and_times(readings: list[Reading], text: str) -> Iterator[Reading]:
    """Yield the readings with "Friday" and "night", "10 a.m." and "Wednesday" made one."""
    index = 0
    while index < len(readings):
        reading = readings[index]
        following = readings[index + 1] if index + 1 < len(readings) else None
        joined = _join(reading, following, text) if following is not None else None
        if joined is not None:
            readings[index + 1] = joined
        elif reading.kind != "part-only":
            yield reading
        index += 1


def _join(first: Reading, second: Reading, text: str) -> Reading | None:
    between = text[first.end : second.start]
    if (
        _is_day(first)
        and second.kind in ("clock", "part-only", "part", "part-set")
        and _DAY_THEN_TIME.fullmatch(between)
    ):
        return _unite(first, second, first, second)
    if (
        first.kind in ("clock", "part-only", "part")
        and _is_day(second)
        and _TIME_THEN_DAY.fullmatch(between)
    ):
        return _unite(second, first, first, second)
    return None


def _is_day(reading: Reading) -> bool:
    if reading.type == "SET":
        return reading.value.startswith("XXXX-WXX-") and "T" not in reading.value
    return reading.type == "DATE" and bool(
        (reading.point is not None and reading.point.fineness == "day")
        or reading.value.startswith("XXXX-")
    )


def _unite(day: Reading, time: Reading, first: Reading, second: Reading) -> Reading:
    tail = time.value[time.value.index("T") :]
    kind: TimexType = "SET" if day.type == "SET" or time.kind == "part-set" else "TIME"
    value = day.value + tail
    if kind == "SET" and day.point is not None:
        value = f"XXXX-WXX-{_weekday(day)}{tail}"
    point = replace(day.point, time=tail) if day.point is not None and kind == "TIME" else None
    return replace(
        day, type=kind, value=value, point=point, start=first.start, end=second.end, kind="joined"
    )


def _weekday(day: Reading) -> int:
    return get_weekday(day.point) + 1 if day.point is not None else 1


RULES = (
    make_rule(r"~{0,3}(?P<clock>[yg])(?P<zone>z{1,2})", _read_clock, 3),
    make_rule(r"~{0,3}(?P<clock>t|[dn])(?P<half>a)?(?P<zone>z{1,2})?", _read_clock, 3),
    make_rule(r"~{0,3}(?P<clock>[dn]|t)(?P<oclock>#)?cT(?P<part>p)", _read_clock, 3),
    make_rule(r"~{0,3}(?P<clock>[dn])(?P<oclock>'?#)(?:cT(?P<part>p))?", _read_clock, 3),
    make_rule(r"~{0,3}(?P<clock>k)(?P<zone>z{1,2})?", _read_noon, 3),
    make_rule(
        r"(?P<edge>M-?)?(?P<det>T?[lNf]|TV|[SVel]|VV|T)?(?:M-?)?(?P<part>[pP])", _read_part, 3
    ),
)
