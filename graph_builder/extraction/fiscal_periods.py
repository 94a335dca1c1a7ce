"""Periods that end with a month or repeat those of another year: "in the three months *to July*", "in the *same quarter of 2024*"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from graph_builder.naming import SMALL_NUMBERS
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from graph_builder.extraction.context import Context
    from graph_builder.extraction.figures import Figure
    from graph_builder.model import TimeExpression, TimeSpan

_NUMBERS = {word: number for number, word in enumerate(SMALL_NUMBERS)}
_UNITS = {"quarter": 3, "half": 6, "half-year": 6, "year": 12}
_ENDING = re.compile(
    r"\b(?:(?P<count>\d+|[a-z]+) months|(?P<unit>quarter|half-year|half|year))"
    r" (?:to|ended|ending|through)(?: in| on)?(?: the end of)? $"
)
_YEAR_AGO = re.compile(r"(?:a|one) year (?:earlier|ago|before)|the year before", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:from|on)\s+$")
_SAME = re.compile(r"\bsame (?:period|quarter|half|months?|three months)(?: of| in)? $")
_PREVIOUS = re.compile(
    r"[^.;,]{0,20}\b(?:in|for) the (?:previous|preceding|prior) (?:quarter|period|half|year|(?:\w+ )?months)\b"
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ELLIPSIS = re.compile(
    r"[^.;,\d]{0,40}\bin the (?P<which>first|second|third|fourth)(?=[.,;)]|\sand\s|$)"
)
_QUARTER_DAYS = range(88, 93)
_YEAR = 12
_WITHIN = 80
_LONGEST = 366


def find_months_to(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the months up to one that the sentence names: "grew 4.8 percent in the *three months to July*"."""
    found = [
        (time, months)
        for time in _list_dates(context, figure)
        if (months := _count_months(context, time)) and time.when.latest is not None
    ]
    if len(found) != 1:
        return None
    (time, months), last = found[0], found[0][0].when.latest
    begin = context.parsed.offset(figure.number.sent[0])
    apart = time.span.start - context.parsed.offset(figure.number)
    if last is None or apart > _WITHIN or (apart < 0 and time.span.start - begin > _WITHIN):
        return None
    because = f"the {months} months to {time.span.text}"
    if apart < 0 and _is_previous(context, figure):
        last, because = _go_back(last, months), f"the {months} months before {because}"
    first = _go_back(last, months) + timedelta(days=1)
    like = replace(time.when, extent=True, relative=None)
    return make_timespan(first, last, because=because, like=like)


def _go_back(day: date, months: int) -> date:
    """Return the last day of the month that lies so many months before that of a day."""
    month = day.year * _YEAR + day.month - months
    return date(month // _YEAR, month % _YEAR + 1, 1) - timedelta(days=1)


def _is_previous(context: Context, figure: Figure) -> bool:
    """Tell whether a figure is of the time before: "fell to 4 percent in the three months to May from 5 percent *in the previous quarter*"."""
    end = context.parsed.offset(figure.number) + len(figure.number)
    return _PREVIOUS.match(context.parsed.article.text, end) is not None


def _list_dates(context: Context, figure: Figure) -> list[TimeExpression]:
    sentence = figure.number.sent
    start = context.parsed.offset(sentence[0])
    end = context.parsed.offset(sentence[-1]) + len(sentence[-1])
    return [time for time in context.list_times(start, end) if time.type == "DATE"]


def _count_months(context: Context, time: TimeExpression) -> int:
    """Return how many months end with a time, 0 where none are counted."""
    text = context.parsed.article.text
    before = _ENDING.search(text, max(0, time.span.start - 40), time.span.start)
    if before is None:
        return 0
    if before["unit"]:
        return _UNITS[before["unit"]]
    count = before["count"]
    return int(count) if count.isdigit() else _NUMBERS.get(count, 0)


def find_same_period(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the period told before, of another year.

    "14 percent in the first quarter, against 13 *in the same period of 2024*", "5 percent in May, down from 6 *a year earlier*".
    """
    text, start = context.parsed.article.text, context.parsed.offset(figure.number)
    times = _list_dates(context, figure)
    same = next((time for time in times if time.span.start > start and _is_same(text, time)), None)
    before = [time for time in times if time.span.end <= start and _is_part_of_year(time.when)]
    if same is None or not before or same.when.earliest is None:
        return None
    between = [item.span for item in times] + [item.span for item in context.quantities]
    if any(start < span.start < same.span.start for span in between):
        return None
    when, year = before[-1].when, same.when.earliest.year
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return None
    if (last.month, last.day) == (2, 29):
        last = last.replace(day=28)
    like = replace(same.when, extent=True, relative=None)
    because = f"{before[-1].span.text}, of {same.span.text}"
    return make_timespan(
        first.replace(year=year), last.replace(year=year), because=because, like=like
    )


def find_other_quarter(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the quarter of which only the number is said: "shrank in the fourth quarter after a fall of 0.1 percent *in the third*".

    So is the one before: "grew 3 percent in the fourth quarter, compared with 2 percent *in the previous three months*".
    """
    start = context.parsed.offset(figure.number) + len(figure.number)
    match = _ELLIPSIS.match(context.parsed.article.text, start)
    dates = (
        each for each in _list_dates(context, figure) if not _YEAR_AGO.fullmatch(each.span.text)
    )
    told = [time for time in dates if _is_quarter(time.when)]
    previous = match is None and _is_previous(context, figure)
    if not (match or previous) or len(told) != 1:
        return None
    last = told[0].when.latest
    if last is None or told[0].span.end > start:
        return None
    back = 1 if match is None else (last.month // 3 - _QUARTERS[match["which"]]) % 4
    end = _go_back(last, 3 * back)
    first = _go_back(end, 3) + timedelta(days=1)
    which = "previous" if match is None else match["which"]
    because = f"the {which} quarter, told after {told[0].span.text}"
    like = replace(told[0].when, extent=True, relative=None)
    return make_timespan(first, end, because=because, like=like)


def _is_quarter(when: TimeSpan) -> bool:
    first, last = when.earliest, when.latest
    return bool(first and last and (last - first).days + 1 in _QUARTER_DAYS and last.month % 3 == 0)


def _is_same(text: str, time: TimeExpression) -> bool:
    if _YEAR_AGO.fullmatch(time.span.text):
        # "Rose 4 percent from a year earlier" is of the period itself.
        return _AGAINST.search(text, max(0, time.span.start - 8), time.span.start) is None
    return _SAME.search(text, max(0, time.span.start - 40), time.span.start) is not None


def _is_part_of_year(when: TimeSpan) -> bool:
    if when.earliest is None or when.latest is None or when.earliest.year != when.latest.year:
        return False
    return 1 < (when.latest - when.earliest).days + 1 < _LONGEST - 1
