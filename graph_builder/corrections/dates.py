"""Dates as people write them in corrections: a small part of EDTF (ISO 8601-2:2019), or two bounds."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from graph_builder.model import TimeSpan
from graph_builder.timespans import get_unit_end, make_timespan

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_RANGE = re.compile(r"\[?\s*(\d[\d-]*)?\s*\.\.\s*(\d[\d-]*)?\s*\]?")
_EXTENT = re.compile(r"(\d[\d-]*)\s*/\s*(\d[\d-]*)")


def read_bounds(given: Mapping[str, str], *, because: str) -> TimeSpan:
    """Return the bounds that an entry gives.

    Args:
        given: ``on`` (``2025-03-07``, ``2025-03``, ``2025``, ``[2025-03-01..2025-03-07]``, ``2025-03-01/2025-03-07``), or
            ``earliest`` or ``latest`` or both.
        because: The reason that stands beside them.

    >>> read_bounds({"on": "2025-03"}, because="").edtf
    '[2025-03-01..2025-03-31]'

    Raises:
        ValueError: It is no date, or the first day lies after the last one. The message is for people.
    """
    if "on" in given and len(given) > 1:
        raise ValueError("give either 'on', or 'earliest' and 'latest'")
    extent = False
    if "on" in given:
        text = given["on"]
        match = _EXTENT.fullmatch(text) or _RANGE.fullmatch(text)
        extent = bool(_EXTENT.fullmatch(text))
        first, last = match.groups() if match else (text, text)
    else:
        first, last = given.get("earliest"), given.get("latest")
    earliest = _read_date(first)[0] if first else None
    latest = _read_date(last)[1] if last else None
    if earliest is None and latest is None:
        raise ValueError("the date has neither a first nor a last day")
    if earliest and latest and earliest > latest:
        raise ValueError(f"the first day, {earliest}, lies after the last one, {latest}")
    return make_timespan(earliest, latest, because=because, like=TimeSpan(extent=extent))


def _read_date(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a year, a month or a day."""
    match = _DATE.fullmatch(text)
    year, month, day = (int(part) if part else 0 for part in match.groups()) if match else (0, 0, 0)
    try:
        start = dt.date(year, month or 1, day or 1)
    except ValueError as error:
        raise ValueError(
            f"{text!r} is no date; write a day as 2025-03-07, a month as 2025-03, a year as 2025"
        ) from error
    if day:
        return start, start
    return start, get_unit_end(start, "month" if month else "year")
