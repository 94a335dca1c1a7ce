"""Bounds of time: arithmetic over the whole calendar, and EDTF that another parser reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from graph_builder.model import RelativeTime, TimeSpan, TimeUnit
from graph_builder.timespans import (
    format_edtf,
    get_unit_end,
    get_unit_start,
    make_timespan,
    resolve_relative,
)

UNITS: tuple[TimeUnit, ...] = ("day", "week", "month", "quarter", "year", "decade", "century")
days = st.dates(dt.date(1200, 1, 1), dt.date(2800, 12, 31))
units = st.sampled_from(UNITS)
bounds = st.none() | days


def as_date(point: Any, *, end: bool) -> dt.date:
    time = point.upper_strict() if end else point.lower_strict()
    return dt.date(time.tm_year, time.tm_mon, time.tm_mday)


@given(days, units)
def test_a_day_lies_within_its_unit(day: dt.date, unit: TimeUnit) -> None:
    assert get_unit_start(day, unit) <= day <= get_unit_end(day, unit)


@given(days, units, st.integers(-5, 5))
def test_units_follow_each_other_without_gap(day: dt.date, unit: TimeUnit, shift: int) -> None:
    end = get_unit_end(day, unit, shift)
    assert get_unit_start(day, unit, shift + 1) == end + dt.timedelta(days=1)


@pytest.mark.parametrize("unit", UNITS)
def test_the_end_of_the_calendar_is_an_error(unit: TimeUnit) -> None:
    with pytest.raises(OverflowError):
        get_unit_start(dt.date(9999, 12, 31), unit, 1)


@given(bounds, bounds, st.booleans())
def test_edtf_says_the_bounds(
    earliest: dt.date | None, latest: dt.date | None, extent: bool
) -> None:
    assume(earliest is None or latest is None or earliest <= latest)
    text = format_edtf(earliest, latest, extent=extent)
    if earliest is None and latest is None:
        assert text == ""
        return
    parsed = parse_edtf(text)
    assert str(parsed) == text
    if earliest is None or latest is None:
        return
    if text.startswith("["):
        first, last = parsed.objects[0].lower, parsed.objects[0].upper
    elif "/" in text:
        first, last = parsed.lower, parsed.upper
    else:
        first = last = parsed
    assert as_date(first, end=False) == earliest
    assert as_date(last, end=True) == latest


@given(days, units, st.integers(-3, 3), st.integers(0, 3), st.booleans(), st.booleans())
def test_relative_times_stay_in_their_stretch(
    published: dt.date, unit: TimeUnit, first: int, length: int, until: bool, begin: bool
) -> None:
    relative = RelativeTime(unit, first, first + length, until_article=until, from_article=begin)
    span = TimeSpan(earliest=published, latest=published)
    earliest, latest = resolve_relative(relative, span)
    assert earliest is not None
    assert latest is not None
    assert earliest >= get_unit_start(published, unit, first)
    assert latest <= get_unit_end(published, unit, first + length)
    assert not until or latest <= published
    assert not begin or earliest >= published


@given(days, st.integers(0, 6))
def test_a_weekday_is_the_one_of_its_name(published: dt.date, weekday: int) -> None:
    span = TimeSpan(earliest=published, latest=published)
    past = resolve_relative(RelativeTime("day", -6, 0, weekday=weekday), span)
    assert past[0] == past[1]
    assert past[0] is not None
    assert past[0].weekday() == weekday
    assert 0 <= (published - past[0]).days <= 6


def test_an_article_between_two_days_widens_the_bounds() -> None:
    span = TimeSpan(earliest=dt.date(2025, 1, 30), latest=dt.date(2025, 2, 2))
    earliest, latest = resolve_relative(RelativeTime("month", -1, -1), span)
    assert (earliest, latest) == (dt.date(2024, 12, 1), dt.date(2025, 1, 31))
    assert resolve_relative(RelativeTime("year", 0, 0), TimeSpan()) == (None, None)


def test_a_timespan_carries_its_reason() -> None:
    like = TimeSpan(extent=True)
    span = make_timespan(
        dt.date(2024, 1, 1), dt.date(2024, 12, 31), because="the text says 2024", like=like
    )
    assert (span.edtf, span.extent, span.because) == ("2024", True, "the text says 2024")


@pytest.mark.parametrize(
    ("relative", "bounds"),
    [
        (RelativeTime("month", -12, 0, until_article=True, month=12), ("2024-12-01", "2024-12-31")),
        (RelativeTime("month", -12, 0, until_article=True, month=2), ("2025-02-01", "2025-02-28")),
        (
            RelativeTime("month", -12, 0, until_article=True, month=2, day=20),
            ("2024-02-20", "2024-02-20"),
        ),
        (
            RelativeTime("month", 0, 12, from_article=True, month=2, day=20),
            ("2025-02-20", "2025-02-20"),
        ),
        (RelativeTime("month", 0, 12, from_article=True, month=1), ("2026-01-01", "2026-01-31")),
        (RelativeTime("year", -1, -1, month=7), ("2024-07-01", "2024-07-31")),
    ],
)
def test_a_month_is_the_one_of_its_stretch(relative: RelativeTime, bounds: tuple[str, str]) -> None:
    day = dt.date(2025, 2, 19)
    found = resolve_relative(relative, TimeSpan(earliest=day, latest=day))
    assert tuple(map(str, found)) == bounds
