"""Points of the calendar at any fineness: arithmetic, TIMEX3 values, and bounds in days.

Years are astronomical (1 BC is 0), so that arithmetic has no gap; values write them as TIMEX does
("BC0490"). Seasons are the meteorological ones of the northern hemisphere, with the winter of a year
open to both of its ends.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import Literal

Fineness = Literal["century", "decade", "year", "half", "quarter", "season", "month", "week", "day"]

_MONTHS_OF: dict[str, int] = {
    "month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000,
}  # fmt: skip
_DAYS_OF: dict[str, int] = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
# The first and the last month; the winter of a year runs into the next one, if it is not its first months.
_SEASONS: dict[str, tuple[int, int]] = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (1, 14)}
# Python's calendar ends at these years; days outside are reckoned 400-year cycles away.
_CYCLE = 400
_CYCLE_DAYS = 146_097
_MAX_YEAR = 30_000
_PARTS = ("START", "MID", "END")
# Where the thirds of a month end, in days; of a year, in months; of a decade, in years.
_THIRDS = {"month": (0, 10, 20, 31), "year": (0, 4, 8, 12), "decade": (0, 3, 6, 10)}


@dataclass(frozen=True, slots=True)
class Point:
    """A day, week, month, … century. Fields that are None are unknown or coarser than meant.

    ``year`` None with a month or weekday is a day that recurs ("every April", "some Monday").
    ``time`` is the TIMEX part after the day, with its T ("T06:00", "TEV").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    week: int | None = None
    weekend: bool = False
    season: str = ""
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    time: str = ""

    @property
    def fineness(self) -> Fineness:  # noqa: PLR0911 - one way out for each form
        """How fine the point is."""
        if self.day is not None:
            return "day"
        if self.week is not None:
            return "week"
        if self.month is not None:
            return "month"
        if self.season:
            return "season"
        if self.quarter or self.half:
            return "quarter" if self.quarter else "half"
        if self.year is not None:
            return "year"
        return "decade" if self.decade is not None else "century"

    @property
    def value(self) -> str:  # noqa: PLR0911 - one way out for each form
        """The TIMEX3 value."""
        if self.year is None and self.decade is not None:
            return f"{self.decade:03d}" if self.decade >= 0 else f"BC{-self.decade:03d}"
        if self.year is None and self.century is not None:
            return f"{self.century:02d}" if self.century >= 0 else f"BC{-self.century:02d}"
        year = format_year(self.year)
        if self.week is not None:
            return f"{year}-W{self.week:02d}{'-WE' if self.weekend else ''}{self.time}"
        if self.season:
            return f"{year}-{self.season}"
        if self.quarter:
            return f"{year}-Q{self.quarter}"
        if self.half:
            return f"{year}-H{self.half}"
        if self.month is None:
            return year if not self.time else f"{year}-XX-XX{self.time}"
        if self.day is None:
            return f"{year}-{self.month:02d}{'-XX' + self.time if self.time else ''}"
        return f"{year}-{self.month:02d}-{self.day:02d}{self.time}"


def format_year(year: int | None) -> str:
    """Return a year as TIMEX writes it.

    >>> format_year(-489)
    'BC0490'
    """
    if year is None:
        return "XXXX"
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def from_date(day: dt.date) -> Point:
    """Return the point of a day."""
    return Point(day.year, day.month, day.day)


def get_first_day(point: Point) -> tuple[int, int, int] | None:  # noqa: PLR0911 - one way out for each form
    """Return year, month, day at which the point begins, or None when its year is unknown."""
    if point.year is None:
        if point.decade is not None:
            return point.decade * 10, 1, 1
        if point.century is not None:
            return point.century * 100, 1, 1
        return None
    if point.week is not None:
        return _from_number(_get_week_start(point.year, point.week) + (5 if point.weekend else 0))
    if point.season:
        return point.year, _SEASONS[point.season][0], 1
    if point.quarter:
        return point.year, point.quarter * 3 - 2, 1
    if point.half:
        return point.year, point.half * 6 - 5, 1
    return point.year, point.month or 1, point.day or 1


def get_last_day(point: Point) -> tuple[int, int, int] | None:
    """Return year, month, day at which the point ends, or None when its year is unknown."""
    first = get_first_day(point)
    if first is None:
        return None
    year, month, _ = first
    fineness = point.fineness
    if fineness == "day":
        return first
    if fineness == "week":
        return _from_number(_to_number(*first) + (1 if point.weekend else 6))
    if fineness == "season":
        season = _SEASONS[point.season]
        return _end_of_month(year + season[1] // 12, season[1] % 12)
    return _end_of_month(*_add_months(year, month, _MONTHS_OF[fineness] - 1))


def get_bounds(point: Point) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day, None where they are unknown or outside the years 1 to 9999."""
    return _to_date(get_first_day(point)), _to_date(get_last_day(point))


def get_third(point: Point, part: str) -> tuple[dt.date, dt.date] | None:
    """Return the bounds of the START, MID or END of a month, year or decade: its thirds.

    "early May" is read as 1 to 10 May, "mid-1995" as May to August of it, "the late 1990s" as 1996 to 1999.
    """
    first, last = get_bounds(point)
    thirds = _THIRDS.get(point.fineness)
    if part not in _PARTS or thirds is None or first is None or last is None:
        return None
    index = _PARTS.index(part)
    if point.fineness == "month":
        begin, end = (
            first.replace(day=thirds[index] + 1),
            first.replace(day=min(thirds[index + 1], last.day)),
        )
    elif point.fineness == "year":
        begin = first.replace(month=thirds[index] + 1)
        end = dt.date(*_end_of_month(first.year, thirds[index + 1]))
    else:
        begin = first.replace(year=first.year + thirds[index])
        end = last.replace(year=first.year + thirds[index + 1] - 1)
    return begin, end


def shift(point: Point, unit: str, count: int) -> Point | None:
    """Return the unit that lies ``count`` units after the one around the point.

    The result is as fine as the unit, so that "two months later" is a month. A point that is coarser than
    the unit cannot be shifted by it; then None.
    """
    first = get_first_day(point)
    if first is None:
        return None
    if unit in _DAYS_OF:
        if point.fineness not in ("day", "week"):
            return None
        number = _to_number(*first) + count * _DAYS_OF[unit]
        return widen(Point(*_from_number(number)), unit)
    months = _MONTHS_OF[unit]
    total = first[0] * 12 + first[1] - 1 + count * months
    year, month = divmod(total, 12)
    if abs(year) > _MAX_YEAR:
        return None
    if point.fineness in ("year", "decade", "century") and months < 12:  # noqa: PLR2004
        return None
    return widen(Point(year, month + 1, 1), unit)


def shift_exactly(point: Point, unit: str, count: int) -> Point | None:
    """Return the point moved by so many units, as fine as it was ("the same day a month later")."""
    if unit in _DAYS_OF:
        return shift(point, "day", count * _DAYS_OF[unit])
    first = get_first_day(point)
    if first is None or point.fineness == "week":
        return shift(point, unit, count)
    year, month = divmod(first[0] * 12 + first[1] - 1 + count * _MONTHS_OF[unit], 12)
    if abs(year) > _MAX_YEAR:
        return None
    day = min(point.day, _end_of_month(year, month + 1)[2]) if point.day else None
    if point.fineness in ("day", "month"):
        return replace(point, year=year, month=month + 1, day=day)
    return replace(point, year=year) if point.year is not None else None


def widen(point: Point, unit: str) -> Point | None:  # noqa: PLR0911 - one way out for each form
    """Return the unit that contains the beginning of the point, or None when its year is unknown."""
    first = get_first_day(point)
    if first is None:
        return None
    year, month, day = first
    match unit:
        case "day":
            return Point(year, month, day)
        case "week" | "fortnight" | "weekend":
            week_year, week = _get_week(_to_number(year, month, day))
            return Point(week_year, week=week, weekend=unit == "weekend")
        case "month":
            return Point(year, month)
        case "quarter":
            return Point(year, quarter=(month + 2) // 3)
        case "half":
            return Point(year, half=(month + 5) // 6)
        case "decade":
            return Point(decade=year // 10)
        case "century":
            return Point(century=year // 100)
    return Point(year)


def get_weekday(point: Point) -> int:
    """Return the weekday of a point that is a day, Monday being 0."""
    return (_to_number(point.year or 1, point.month or 1, point.day or 1) - 1) % 7


def to_number(point: Point) -> int | None:
    """Return the ordinal of the first day, for comparing points."""
    first = get_first_day(point)
    return None if first is None else _to_number(*first)


def get_easter(year: int) -> dt.date:
    """Return Easter Sunday of the Western churches (the Gregorian computus of Butcher, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = c // 4, c % 4
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * j - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return dt.date(year, month, (h - m + r + month + 19) % 32)


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day; any year if it is unknown."""
    return 1 <= month <= 12 and 1 <= day <= _end_of_month(year if year is not None else 4, month)[2]  # noqa: PLR2004


def _add_months(year: int, month: int, count: int) -> tuple[int, int]:
    years, index = divmod(month - 1 + count, 12)
    return year + years, index + 1


def _to_number(year: int, month: int, day: int) -> int:
    cycles, rest = divmod(year - 1, _CYCLE)
    return dt.date(rest + 1, month, day).toordinal() + cycles * _CYCLE_DAYS


def _from_number(number: int) -> tuple[int, int, int]:
    cycles, rest = divmod(number - 1, _CYCLE_DAYS)
    day = dt.date.fromordinal(rest + 1)
    return day.year + cycles * _CYCLE, day.month, day.day


def _end_of_month(year: int, month: int) -> tuple[int, int, int]:
    return year, month, monthrange((year - 1) % _CYCLE + 1, month)[1]


def _get_week(number: int) -> tuple[int, int]:
    cycles, rest = divmod(number - 1, _CYCLE_DAYS)
    # Two cycles up, since the first days of the year 1 may belong to a week of the year before.
    iso = dt.date.fromordinal(rest + 1 + _CYCLE_DAYS).isocalendar()
    return iso.year + (cycles - 1) * _CYCLE, iso.week


def _get_week_start(year: int, week: int) -> int:
    fourth = _to_number(year, 1, 4)
    return fourth - (fourth - 1) % 7 + (week - 1) * 7


def _to_date(parts: tuple[int, int, int] | None) -> dt.date | None:
    if parts is None or not dt.MINYEAR <= parts[0] <= dt.MAXYEAR:
        return None
    return dt.date(*parts)
