"""Reads the day of publication: from a field of metadata, or where an article's own header says it.

Only full dates count. Nothing is taken from a file's time stamp, its name or the clock, and a day without a year
stays out: a date is never invented.
"""

import datetime as dt
import re

from graph_builder.model import Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TIME = (
    r"(?:[T ,]+(?:at )?\d{1,2}[:.]?\d{2}(?:[:.]?\d{2}(?:[.,]\d+)?)?"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2})?)?"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)",
        r"(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})(?!\d)",
        r"(?P<year>\d{4})/(?P<number>\d{1,2})/(?P<day>\d{1,2})(?!\d)",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})(?!\d)",
        rf"{_WEEKDAY}{_DAY}\.?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})(?!\d)",
    )
)
_REST = re.compile(_TIME + r"\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:date(?:line)?|published(?: on)?|publication date|posted(?: on)?|first published|issued)\b\s*[:|]?)\s*",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\s*date[:\s]\s*(?P<day>\d{4}-\d{2}-\d{2})(?=\s|$)", re.IGNORECASE)


def read_date(value: str) -> dt.date | None:
    """Return the day that a field of metadata names, or None when it names none.

    Understood are ISO 8601 (basic and extended, with or without time), RFC 5322 and written-out English dates. The day
    is the one that is written: time zones move nothing.
    """
    found = _match_date(value.strip(), 0)
    if found is None:
        return None
    date, end = found
    rest = _REST.match(value.strip(), end)
    return date if rest is not None and rest.end() == len(value.strip()) else None


def find_leading_date(text: str) -> tuple[dt.date, Span] | None:
    """Return the day of a header ``date YYYY-MM-DD``, to which text may be glued, and where the day stands."""
    found = _LEADING.match(text)
    if found is None:
        return None
    date = _make_date(found["day"][:4], found["day"][5:7], found["day"][8:])
    return (date, Span(found.start("day"), found.end(), found["day"])) if date else None


def find_date_line(paragraph: Span) -> tuple[dt.date, Span] | None:
    """Return the date of a paragraph that is nothing but a date, perhaps labelled, and where the date stands."""
    text = paragraph.text
    label = _LABEL.match(text)
    begin = label.end() if label else 0
    found = _match_date(text, begin)
    if found is None:
        return None
    date, end = found
    rest = _REST.match(text, end)
    if rest is None or rest.end() != len(text):
        return None
    return date, Span(paragraph.start + begin, paragraph.start + end, text[begin:end])


def find_date(phrase: Span) -> tuple[dt.date, Span] | None:
    """Return the first full date within a short phrase, and where it stands."""
    text = phrase.text
    for begin in range(len(text)):
        if begin == 0 or not text[begin - 1].isalnum():
            found = _match_date(text, begin)
            if found:
                first, last = phrase.start + begin, phrase.start + found[1]
                return found[0], Span(first, last, text[begin : found[1]])
    return None


def _match_date(text: str, begin: int) -> tuple[dt.date, int] | None:
    for form in _FORMS:
        found = form.match(text, begin)
        if found:
            parts = found.groupdict()
            month = parts.get("number") or str(_MONTHS[parts["month"].lower()])
            date = _make_date(parts["year"], month, parts["day"])
            if date:
                return date, found.end()
    return None


def _make_date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
