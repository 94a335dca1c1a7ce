"""When something was whose anniversary is told: "Tuesday was the 70th anniversary of the takeover" dates it seventy years back."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_time_of
from graph_builder.extraction.countdowns import count_from_day
from graph_builder.extraction.predicates import get_children, get_governing_verb
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.model import TimeExpression, TimeSpan

_ANNIVERSARY = frozenset({"anniversary", "centenary", "bicentenary", "jubilee"})
_YEARS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "tenth": 10, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50}  # fmt: skip
_ORDINAL = re.compile(r"(\d{1,4})(st|nd|rd|th)")


def date_by_anniversary(token: Token, context: Context) -> TimeSpan | None:
    """Return when something was whose anniversary is told, or none where it is told otherwise.

    Where a day and an ordinal are given ("the 70th anniversary"), that is the same day so many years before. Otherwise it
    was a year before the article at the latest.
    """
    noun = _find_anniversary(token)
    if noun is None:
        return None
    years = next((count for child in noun.lefts if (count := _read_ordinal(child))), None)
    counted = count_from_day(noun, context)
    if years is not None and counted is not None and counted.earliest and counted.latest:
        because = f"the anniversary of {years} years: {counted.because}"
        return make_timespan(
            _go_back(counted.earliest, years), _go_back(counted.latest, years), because=because
        )
    time = _find_time(noun, context)
    if years is not None and time is not None and time.when.earliest and time.when.latest:
        because = f"the anniversary of {years} years was “{time.span.text}”"
        return make_timespan(
            _go_back(time.when.earliest, years), _go_back(time.when.latest, years), because=because
        )
    day = context.parsed.article.date
    latest = _go_back(day, years or 1) if day is not None else None
    return make_timespan(None, latest, because="its anniversary is told")


def _find_anniversary(token: Token) -> Token | None:
    """Return the noun of which a word is the complement: "the 70th *anniversary* of the party's takeover"."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.lower_ not in {"of", "since"}:
        return None
    noun = preposition.head
    return noun if noun.lemma_.lower() in _ANNIVERSARY else None


def _read_ordinal(word: Token) -> int | None:
    found = _ORDINAL.fullmatch(word.lower_)
    return int(found[1]) if found else _YEARS.get(word.lower_)


def _find_time(noun: Token, context: Context) -> TimeExpression | None:
    """Return the day of an anniversary: what "is" it, or when it is told to be."""
    verb = get_governing_verb(noun)
    if verb is None:
        return None
    if verb.lemma_ == "be" and noun.dep_ == "attr":
        for subject in get_children(verb, "nsubj", "npadvmod"):
            start = context.parsed.offset(subject)
            touching = context.list_times_touching(start, start + len(subject))
            if touching:
                return touching[0]
    return find_time_of(noun, context) or find_time_of(verb, context)


def _go_back(day: dt.date, years: int) -> dt.date | None:
    """Return the same day so many years before; the first of March where there was no 29 February."""
    if day.year <= years:
        return None
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return dt.date(day.year - years, 3, 1)
