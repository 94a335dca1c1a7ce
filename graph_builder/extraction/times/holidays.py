"""Holidays, by the rules that the lexicon gives for them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from graph_builder.extraction.times.choice import choose_year
from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import (
    Point,
    from_date,
    get_easter,
    get_last_day,
    get_weekday,
    shift,
    to_number,
)
from graph_builder.extraction.times.scene import Reading
from graph_builder.extraction.times.words import WEEKDAYS
from graph_builder.extraction.times.years import read_year

if TYPE_CHECKING:
    from graph_builder.extraction.times.grammar import Found
    from graph_builder.extraction.times.words import Word


def find_holiday(rule: str, year: int) -> Point | None:
    """Return the day on which a holiday falls, by the forms of ``ontology/lexicon/times.ttl``."""
    if rule.startswith("easter"):
        if not dt.MINYEAR < year < dt.MAXYEAR:
            return None
        return from_date(get_easter(year) + dt.timedelta(days=int(rule[6:])))
    if " " in rule:
        count, name, month, *extra = rule.split()
        weekday, number = WEEKDAYS.index(name), int(count)
        if number > 0:
            first = Point(year, int(month), 1)
            days = (weekday - get_weekday(first)) % 7 + (number - 1) * 7
        else:
            first = Point(*(get_last_day(Point(year, int(month))) or (year, 1, 1)))
            days = -((get_weekday(first) - weekday) % 7) + (number + 1) * 7
        return shift(first, "day", days + (int(extra[0]) if extra else 0))
    parts = [int(part) for part in rule.split("-")]
    if len(parts) == 3:  # noqa: PLR2004 - year, month, day: a day of history
        return Point(parts[0], parts[1], parts[2])
    return Point(year, parts[0], parts[1])


def _read_holiday(found: Found) -> Reading | None:  # noqa: PLR0911 - one way out for each form
    word = found.get("holiday")
    if word is None:
        return None
    rule = str(word.value)
    if not _is_holiday(found, word):
        return None
    if rule.count("-") == 2 and " " not in rule and "easter" not in rule:  # noqa: PLR2004
        point: Point | None = find_holiday(rule, 0)
        return (
            Reading("DATE", point.value, f"{word.text} was {point.value}", point) if point else None
        )
    year, given = read_year(found)
    det = next((w for w in found.group("det") if w.cls in "lrNf"), None)
    if any(w.cls == "e" for w in found.group("det")):
        return Reading("SET", "P1Y", f"every {word.text}", mentioned=False)
    if given and year is not None:
        point, reason = find_holiday(rule, year), "of the year named"
    elif det is not None and found.scene.published is not None:
        point, reason = _step_holiday(rule, det, found.scene.published)
    else:
        point, reason = choose_year(lambda y: find_holiday(rule, y), word, found.scene)
    if point is None:
        month = rule.split("-") if rule[0].isdigit() and " " not in rule else []
        value = f"XXXX-{month[0]}-{month[1]}" if month else "XXXX"
        return Reading("DATE", value, f"{word.text} of an unknown year", mentioned=False)
    if "week" in found:
        wide = found.get("week")
        point = shift(point, str(wide.value), 0) if wide is not None else point
        if point is None:
            return None
    return Reading("DATE", point.value, f"{word.text} is {point.value}, {reason}", point)


def _is_holiday(found: Found, word: Word) -> bool:
    token = found.scene.get_token(word)
    if token is None:
        return False
    if word.text == "new year":
        before = found.before
        return "year" not in found and bool(
            before is not None and before.cls in "TcO" and token.text[0].isupper()
        )
    return token.text[:1].isupper() or not token.text[:1].isalpha()


def _step_holiday(rule: str, det: Word, published: Point) -> tuple[Point | None, str]:
    today = to_number(published) or 0
    year = published.year or 0
    options = [p for y in range(year - 1, year + 2) if (p := find_holiday(rule, y))]
    if det.value < 0:
        past = [p for p in options if (to_number(p) or 0) < today]
        return (
            past[-1] if past else None
        ), f"the last one before the article's date {published.value}"
    coming = [p for p in options if (to_number(p) or 0) > today]
    return (
        coming[0] if coming else None
    ), f"the first one after the article's date {published.value}"


RULES = (
    make_rule(r"(?P<edge>{EDGE}{0,2})(?P<det>T?[lSNrfe])?(?P<holiday>H)(?:(?P<week>u)|,?(?P<year>y)|O?(?P<rely>{REL}u))?", _read_holiday),
)  # fmt: skip
