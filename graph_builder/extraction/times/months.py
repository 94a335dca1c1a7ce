"""Days of a month and months, with or without their year; numeric dates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.times.choice import choose_year
from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.namesakes import names_person
from graph_builder.extraction.times.points import (
    Point,
    get_first_day,
    get_last_day,
    is_day,
    shift,
    to_number,
    widen,
)
from graph_builder.extraction.times.scene import Reading
from graph_builder.extraction.times.years import expand_short_year, get_edge, read_year
from graph_builder.model import RelativeTime

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.extraction.times.grammar import Found
    from graph_builder.extraction.times.words import Word

_MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


_CENTURY = 100


_MONTH_CUES = frozenset(
    [
        "since",
        "by",
        "during",
        "until",
        "till",
        "for",
        "before",
        "after",
        "through",
        "throughout",
        "about",
    ]
)


_AMBIGUOUS = frozenset(
    [
        "may",
        "march",
        "mar",
        "sept",
        "dec",
        "jan",
        "feb",
        "apr",
        "jun",
        "jul",
        "aug",
        "oct",
        "nov",
        "sep",
    ]
)


def is_month(found: Found, word: Word) -> bool:  # noqa: PLR0911 - one way out for each form
    """Whether "may", "march", "mar" and the like are months here: by capital, neighbours and tag."""
    if names_person(found, word):
        return False
    if word.text not in _AMBIGUOUS:
        return True
    token = found.scene.get_token(word)
    if token is None or not token.text[:1].isupper():
        return False
    if found.stop - found.begin > 1:
        return True
    if word.text not in ("may", "march"):
        return len(word.text) > 3  # noqa: PLR2004 - "Jan" is a name
    before = found.before
    if before is None or token.is_sent_start:
        return bool(
            word.text == "march" and token.tag_ == "NNP" and token.dep_ in ("nsubj", "nsubjpass")
        )
    if before.text in _MONTH_CUES or before.cls in "cOj(M-~,":
        return token.tag_ != "MD"
    return bool(
        before.cls in "iT'" and token.dep_ in ("compound", "amod", "nmod") and token.tag_ != "MD"
    )


def _read_month_day(found: Found) -> Reading | None:
    month_word, day_word = found.get("month"), found.get("day")
    if month_word is None or day_word is None or not is_month(found, month_word):
        return None
    month, day = int(month_word.value), int(day_word.value)
    year, given = read_year(found)
    if not is_day(year, month, day):
        return _read_month_and_short_year(found, month, day) if day_word.cls != "o" else None
    name = f"{_MONTH_NAMES[month - 1]} {day}"
    if given and year is not None:
        point: Point | None = Point(year, month, day)
        because = f"the text names the day {point.value}" if point else ""
    else:
        point, reason = _choose(
            found,
            lambda y: Point(y, month, day) if is_day(y, month, day) else None,
            month_word,
        )
        because = f'"{name}" is {point.value}, {reason}' if point else reason
    if point is None:
        return Reading(
            "DATE",
            f"XXXX-{month:02d}-{day:02d}",
            f'"{name}" of an unknown year: the article has no date',
            relative=_relate(found, month_word, month, day),
        )
    return Reading("DATE", point.value, because, point)


def _choose(
    found: Found, make: Callable[[int], Point | None], word: Word
) -> tuple[Point | None, str]:
    """Return the point of the year meant; the beginning of a range lies before its end."""
    end = _find_range_end(found)
    if end is None or found.scene.narrative:
        return choose_year(make, word, found.scene)
    last, reason = choose_year(lambda y: Point(y, int(end.value)), end, found.scene)
    if last is None or last.year is None:
        return None, reason
    point = make(last.year)
    if point is None or (to_number(point) or 0) > (to_number(last) or 0):
        point = make(last.year - 1) or point
    return point, f"before {last.value}, with which the range ends"


def _find_range_end(found: Found) -> Word | None:
    """Return the month that ends a range: "from January 3 to May", "between 2 May and 5 June"."""
    before, after = found.before, found.after
    if (
        before is None
        or before.text not in ("from", "between")
        or after is None
        or after.cls not in "j-"
    ):
        return None
    following = found.words[found.stop + 1 : found.stop + 3]
    return next((word for word in following if word.cls == "m" and is_month(found, word)), None)


def _relate(found: Found, word: Word, month: int, day: int | None) -> RelativeTime | None:
    """Return how a month without a year depends on the article's date: by the tense, the last or the next."""
    if found.scene.narrative:
        return None
    if found.group("rely"):
        step = next((w.value for w in found.group("rely") if w.cls in "lNrS"), None)
        return RelativeTime("year", step, step, month=month, day=day) if step is not None else None
    tense, noun = found.scene.read_tense(word)
    if noun is None and tense in ("future", "present"):
        return RelativeTime("month", 0, 12, from_article=True, month=month, day=day)
    if noun is None and tense == "past":
        return RelativeTime("month", -12, 0, until_article=True, month=month, day=day)
    return None


def _read_further_day(found: Found) -> Reading | None:
    """The second day of "April 24 and 25", "Jan. 5-7"."""
    word = found.get("day")
    first = found.scene.recall("day")
    if word is None or first is None or first.month is None or first.day is None:
        return None
    year = int(found.value("year")) if "year" in found else first.year
    if not is_day(year, first.month, int(word.value)) or word.value <= first.day:
        return None
    if (
        found.after is not None
        and found.after.cls == "x"
        and word.cls == "d"
        and not _ends_clause(found, word)
    ):
        return None
    point = replace(first, year=year, day=int(word.value), time="")
    reading = Reading("DATE", point.value, f"a day of the same month as {first.value}", point)
    reading.start, reading.end = word.start, found.words[found.stop - 1].end
    return reading


def _ends_clause(found: Found, word: Word) -> bool:
    """Whether a number after a day counts nothing: "April 24 and 25 in Rome", not "April 24, 25 people"."""
    token = found.scene.get_token(word)
    return token is not None and not (token.dep_ == "nummod" and token.head.i > token.i)


def _read_month_and_short_year(found: Found, month: int, number: int) -> Reading | None:
    if number < 32 or "year" in found:  # noqa: PLR2004 - more than any day of a month
        return None
    point = Point(expand_short_year(number, found), month)
    return Reading("DATE", point.value, f"the text names the month {point.value}", point)


def _read_part_of_month(found: Found) -> Reading | None:
    """Read "the last week of March", "the first day of May 1990"."""
    word, unit, nth = found.get("month"), found.value("unit"), found.value("nth")
    if word is None or unit not in ("week", "day") or nth is None or not is_month(found, word):
        return None
    year, given = read_year(found)
    month = Point(year, int(word.value)) if given and year is not None else None
    if month is None:
        month, _ = choose_year(lambda y: Point(y, int(word.value)), word, found.scene)
    if month is None:
        return None
    size = 7 if unit == "week" else 1
    if nth < 0:
        last = get_last_day(month)
        point = shift(Point(*last), "day", 1 - size) if last is not None else None
    else:
        point = Point(month.year, month.month, min(int(nth) * size, 28))
    point = widen(point, unit) if point is not None else None
    if point is None:
        return None
    return Reading("DATE", point.value, f'"{found.text}" is {point.value}', point)


def _read_month(found: Found) -> Reading | None:
    word = found.get("month")
    if word is None or not is_month(found, word):
        return None
    month = int(word.value)
    name = _MONTH_NAMES[month - 1]
    edge = get_edge(found)
    year, given = read_year(found)
    if given and year is not None:
        point: Point | None = Point(year, month)
        because = f"the text names the month {point.value}" if point else ""
        if found.group("rely") and point:
            because = f'"{found.text}" is {point.value}'
    elif found.get("det") is not None and found.value("det") is not None:
        point, because = _step_month(found, month)
    elif "det" in found and found.group("det")[-1].cls == "e":
        return Reading("SET", f"XXXX-{month:02d}", f"every {name}", mentioned=False)
    else:
        point, reason = _choose(found, lambda y: Point(y, month), word)
        because = f'"{name}" is {point.value}, {reason}' if point else ""
    if point is None:
        because = f'"{name}" of an unknown year: the article has no date'
        relative = _relate(found, word, month, None)
        return Reading("DATE", f"XXXX-{month:02d}", because, relative=relative)
    return Reading("DATE", point.value, because, point, kind=edge)


def _step_month(found: Found, month: int) -> tuple[Point | None, str]:
    """Read "last December", "next May", "this June", "the previous April", "the following March"."""
    scene = found.scene
    det = next(word for word in found.group("det") if word.value is not None)
    anaphoric = det.cls in "rf"
    reference = (scene.recall() if anaphoric or scene.narrative else None) or scene.published
    if reference is None or (first := get_first_day(reference)) is None:
        return None, ""
    year = first[0]
    if det.value < 0:
        year -= month >= first[1]
    elif det.value > 0:
        year += month <= first[1]
    point = Point(year, month)
    return point, f'"{found.text}" is {point.value}, counted from {reference.value}'


_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(T.*)?$")


def _read_numeric(found: Found) -> Reading | None:
    """ISO dates, and "7/8/07" with the month first, as American writers have it, unless it cannot be one."""
    text = str(found.words[found.begin].value).upper()
    iso = _ISO.match(text)
    if iso:
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
        time = iso[4] or ""
    else:
        month, day, year = (int(part) for part in text.split("/"))
        if month > 12:  # noqa: PLR2004 - then the day comes first
            month, day = day, month
        year = year if year >= _CENTURY else expand_short_year(year, found)
        time = ""
    if not is_day(year, month, day):
        return None
    point = Point(year, month, day, time=time)
    return Reading(
        "TIME" if time else "DATE", point.value, f"the text names the day {point.value}", point
    )


_WEEKDAY = r"(?:[w$],?)?T?"
_YEAR = r"(?:,?O?T?(?P<year>y)(?P<era>E)?|,?O?(?P<rely>{REL}u)|(?=[-j](?:M-?|T?XOT?){0,2}m,?(?P<year2>y)))?"
_GIVEN_BC = r"(?:,?O?(?P<year>[dgy])(?P<era>E))"

RULES = (
    make_rule(r"T?(?P<nth>[ol])(?P<unit>u)O(?P<month>m)(?:,?O?(?P<year>y)|O?(?P<rely>{REL}u))?", _read_part_of_month),
    make_rule(rf"{_WEEKDAY}[lNS]?(?P<month>m)T?(?P<day>[do])(?:,?(?P<year>y)(?P<era>E)?|,?O?(?P<rely>{{REL}}u)|(?=[-j]m?T?[do],?(?P<year2>y)))?", _read_month_day),
    make_rule(r"(?<=m[do])[-j,]T?(?P<day>[do])(?![nuU~])(?:,?(?P<year>y))?", _read_further_day, 3),
    make_rule(rf"{_WEEKDAY}(?P<day>[do])(?=(?:[-j]T?[do]){{1,3}}O?(?P<month>m)(?:,?O?(?P<year2>y))?)", _read_month_day, 3),
    make_rule(rf"{_WEEKDAY}T?(?P<month>m)(?P<day>g)", _read_month_day, 1),
    make_rule(rf"{_WEEKDAY}(?P<day>[do])O?(?P<month>m)(?:,?O?(?P<year>y)(?P<era>E)?|,?O?(?P<rely>{{REL}}u)|(?=[-j]T?[do]m,?(?P<year2>y)))?", _read_month_day),
    make_rule(rf"(?P<edge>{{EDGE}}{{0,2}})(?P<det>T?[lSNrfe])?(?P<month>m){_YEAR}", _read_month),
    make_rule(rf"(?P<edge>{{EDGE}}{{0,2}})(?P<month>m){_GIVEN_BC}", _read_month),
    make_rule(r"I", _read_numeric),
)  # fmt: skip
