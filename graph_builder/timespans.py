"""Bounds of time: calendar arithmetic, EDTF, and what a relative time means on a given date."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from graph_builder.model import RelativeTime, TimeSpan, TimeUnit

_MONTHS = {"month": 1, "quarter": 3}
_YEARS = {"year": 1, "decade": 10, "century": 100}


def get_unit_start(day: date, unit: TimeUnit, shift: int = 0) -> date:
    """Return the first day of the unit around ``day``, ``shift`` units later. Weeks begin on Monday.

    >>> get_unit_start(date(2025, 3, 7), "month", -1)
    datetime.date(2025, 2, 1)
    >>> get_unit_start(date(2025, 3, 7), "decade")
    datetime.date(2020, 1, 1)

    Raises:
        OverflowError: The result lies outside the years 1 to 9999.
    """
    if unit == "day":
        return day + timedelta(days=shift)
    if unit == "week":
        return day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    if unit in _MONTHS:
        size = _MONTHS[unit]
        months = day.year * 12 + (day.month - 1) // size * size + shift * size
        year, month = divmod(months, 12)
    else:
        size = _YEARS[unit]
        year, month = (day.year // size + shift) * size, 0
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"the year {year} lies outside 1 to 9999")
    return date(year, month + 1, 1)


def get_unit_end(day: date, unit: TimeUnit, shift: int = 0) -> date:
    """Return the last day of the unit around ``day``, ``shift`` units later.

    >>> get_unit_end(date(2024, 2, 7), "month")
    datetime.date(2024, 2, 29)
    """
    start = get_unit_start(day, unit, shift)
    if unit == "day":
        return start
    if unit == "week":
        return start + timedelta(days=6)
    if unit in _MONTHS:
        month = start.month + _MONTHS[unit] - 1
        return date(start.year, month, monthrange(start.year, month)[1])
    return date(start.year + _YEARS[unit] - 1, 12, 31)


def resolve_relative(
    relative: RelativeTime, published: TimeSpan
) -> tuple[date | None, date | None]:
    """Return the bounds of a relative time in an article published within ``published``.

    A bound is None where the date of the article leaves it open.
    """
    if relative.month is not None and published.earliest and published.earliest == published.latest:
        return _pick_month(relative, relative.month, published.earliest)
    earliest = latest = None
    if published.earliest:
        earliest = get_unit_start(published.earliest, relative.unit, relative.first)
        if relative.from_article:
            earliest = max(earliest, published.earliest)
    if published.latest:
        latest = get_unit_end(published.latest, relative.unit, relative.last)
        if relative.until_article:
            latest = min(latest, published.latest)
    if relative.weekday is not None and earliest and published.earliest == published.latest:
        earliest += timedelta(days=(relative.weekday - earliest.weekday()) % 7)
        latest = earliest
    return earliest, latest


def _pick_month(
    relative: RelativeTime, month: int, published: date
) -> tuple[date | None, date | None]:
    """Return the month of a stretch that has this number, or its day; the last one of what is past."""
    start = get_unit_start(published, relative.unit, relative.first)
    stop = get_unit_end(published, relative.unit, relative.last)
    found = []
    while start <= stop:
        end = get_unit_end(start, "month")
        first, last = start, end
        if relative.day is not None and relative.day <= end.day:
            first = last = start.replace(day=relative.day)
        is_past = not relative.until_article or first <= published
        is_coming = not relative.from_article or last >= published
        if start.month == month and is_past and is_coming:
            found.append((first, last))
        start = end + timedelta(days=1)
    if not found:
        return None, None
    return found[-1] if relative.last <= 0 else found[0]


def format_edtf(earliest: date | None, latest: date | None, *, extent: bool = False) -> str:
    """Return the EDTF form of two bounds (EDTF level 2; ISO 8601-2:2019, 4).

    >>> format_edtf(date(2025, 4, 1), date(2025, 4, 30))
    '[2025-04-01..2025-04-30]'
    >>> format_edtf(date(2025, 4, 1), date(2025, 4, 30), extent=True)
    '2025-04'
    >>> format_edtf(None, date(2025, 2, 19))
    '[..2025-02-19]'
    """
    if earliest is None and latest is None:
        return ""
    if earliest == latest and earliest is not None:
        return earliest.isoformat()
    if extent:
        return _format_extent(earliest, latest)
    first = earliest.isoformat() if earliest else ""
    last = latest.isoformat() if latest else ""
    return f"[{first}..{last}]"


def _format_extent(earliest: date | None, latest: date | None) -> str:
    if earliest and latest:
        if _is_whole(earliest, latest, "year"):
            return f"{earliest.year:04d}"
        if _is_whole(earliest, latest, "month"):
            return f"{earliest.year:04d}-{earliest.month:02d}"
    first = earliest.isoformat() if earliest else ""
    last = latest.isoformat() if latest else ""
    return f"{first}/{last}"


def _is_whole(earliest: date, latest: date, unit: TimeUnit) -> bool:
    return get_unit_start(earliest, unit) == earliest and get_unit_end(earliest, unit) == latest


def make_timespan(
    earliest: date | None, latest: date | None, *, because: str, like: TimeSpan | None = None
) -> TimeSpan:
    """Return a time span of these bounds with its EDTF form, other fields as in ``like``.

    A first day after the last one is a misreading: then neither is taken, and the reason says so.

    >>> make_timespan(date(2025, 4, 13), date(2025, 3, 7), because="since the runoff").because
    'since the runoff; but that would end before it begins, so nothing is concluded'
    """
    like = like or TimeSpan()
    if earliest and latest and earliest > latest:
        earliest = latest = None
        because = f"{because}; but that would end before it begins, so nothing is concluded"
    edtf = format_edtf(earliest, latest, extent=like.extent)
    return replace(like, earliest=earliest, latest=latest, edtf=edtf, because=because)


def narrow(left: TimeSpan, right: TimeSpan) -> TimeSpan | None:
    """Return what two spans of one time have in common, or None if they contradict each other.

    An open bound contradicts nothing. The reasons of both are kept.
    """
    earliest = max((d for d in (left.earliest, right.earliest) if d), default=None)
    latest = min((d for d in (left.latest, right.latest) if d), default=None)
    if earliest and latest and earliest > latest:
        return None
    if (earliest, latest) == (left.earliest, left.latest):
        return left
    if (earliest, latest) == (right.earliest, right.latest):
        return right
    because = "; ".join(dict.fromkeys(reason for reason in (left.because, right.because) if reason))
    return make_timespan(earliest, latest, because=because, like=left)


def cover(left: TimeSpan, right: TimeSpan) -> TimeSpan:
    """Return the hull of two spans: from the earlier beginning to the later end; open where one is open."""
    earliest = min(left.earliest, right.earliest) if left.earliest and right.earliest else None
    latest = max(left.latest, right.latest) if left.latest and right.latest else None
    because = "; ".join(dict.fromkeys(reason for reason in (left.because, right.because) if reason))
    return make_timespan(earliest, latest, because=because, like=left)


def may_coincide(left: TimeSpan, right: TimeSpan) -> bool:
    """Whether two times may be one, as far as their bounds say."""
    return narrow(left, right) is not None
