"""When what lasts began, and up to when the text says that it lasted.

"Since 2011", "for the past two months" and "the strike began in May" each name a beginning. A measure is announced by then;
an event goes on from then, up to the article as far as the article knows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import (
    find_period_of,
    find_range_end,
    find_time_of,
    opens_record,
)
from graph_builder.extraction.predicates import VERBAL, get_children, get_governing_verb
from graph_builder.extraction.triggers import compile_once
from graph_builder.extraction.vicinity import get_times
from graph_builder.model import RelativeTime, TimeSpan
from graph_builder.timespans import get_unit_end, make_timespan, resolve_relative

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import TimeExpression, TimeUnit

_CALENDAR = re.compile(r"\d{4}(?P<month>-\d\d)?(?P<day>-\d\d)?")
_DAYS = re.compile(r"P(?P<count>\d{1,3})(?P<unit>[DW])")
_UNITS = {"D": 1, "W": 7}
_PRENOMINAL = frozenset({"amod", "compound", "nmod", "nummod"})
_LOOK_BACK = 8


@compile_once
def _get_beginnings(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("BeginningVerb", "verb")


@compile_once
def _get_lasting(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("LastingEvent", "noun")


# ---------------------------------------------------------------------------------- when it began


def date_beginning(token: Token, context: Context) -> TimeSpan | None:
    """Return when something began that has lasted for a stretch up to the article: "for the past two months".

    The stretch is as exact as its unit: two months before a day in March is some day of January.
    """
    period = find_period_of(token, context)
    if period is None or period.relative is None or not period.relative.until_article:
        return None
    begun = RelativeTime(period.relative.unit, period.relative.first, period.relative.first)
    if begun.first >= 0:
        return None
    day = context.parsed.article.date
    earliest, latest = resolve_relative(begun, TimeSpan(earliest=day, latest=day))
    like = TimeSpan(relative=begun, evidence=period.evidence)
    return make_timespan(
        earliest, latest, because=f"it has lasted since then: {period.because}", like=like
    )


def date_since(token: Token, context: Context) -> TimeSpan | None:
    """Return when something began of which the text says "since 2011": in that year, in that month or on that day."""
    found = find_since(token, context)
    earliest = found.when.earliest if found is not None else None
    match = _CALENDAR.fullmatch(found.value) if found is not None else None
    if found is None or earliest is None or match is None:
        return None
    unit: TimeUnit = "day" if match["day"] else "month" if match["month"] else "year"
    because = f"it has lasted since then: {found.when.because}"
    like = replace(found.when, relative=None, extent=False)
    return make_timespan(earliest, get_unit_end(earliest, unit), because=because, like=like)


def find_since(token: Token, context: Context) -> TimeExpression | None:
    """Return the time after "since" that hangs on a word, on its verb, or on a clause that tells more of the word."""
    verb = get_governing_verb(token)
    clauses = get_children(token, "relcl", "acl")
    joined = [other for clause in clauses for other in get_children(clause, "conj")]
    owners = {token, *([verb] if verb is not None else []), *clauses, *joined}
    for time, root in get_times(context).in_sentence(token):
        if root.head == token and root.i < token.i:
            continue  # "since the 2019 *quake*": that was in 2019
        opener = _find_opener(time, root, context)
        if opener is not None and opener.head in owners:
            return time
    return None


def _find_opener(time: TimeExpression, root: Token, context: Context) -> Token | None:
    """Return the "since" right before a time."""
    start = time.span.start
    before = context.parsed.article.text[max(0, start - _LOOK_BACK) : start].split()
    if not before or before[-1].lower() != "since":
        return None
    since = next((word for word in root.ancestors if word.lower_ == "since"), None)
    return None if since is None or opens_record(since) else since


# ---------------------------------------------------------------------------------- how long it went on


def date_lasting(token: Token, found: TimeExpression | None, context: Context) -> TimeSpan | None:
    """Return the bounds of an event that lasted for a while, or None for one that did not.

    "Have met since June" and "have met for the past four years" reach up to the article, and so does what only
    began ("the strike began in May"); "a two-day strike that began on Monday" ends on Tuesday.
    """
    since = find_since(token, context)
    if since is not None:
        return _extend(since, context, "lasting since then")
    if found is None:
        return _date_stretch(token, context)
    both = _date_range(token, found, context)
    if both is not None:
        return both
    if not _begins(token, found, context):
        return None
    days = _count_days(token, context)
    if days is None:
        lasting = token.lemma_.lower() in _get_lasting(context.lexicon)
        return _extend(found, context, "it began then") if lasting and _is_subject(token) else None
    return _end_after(days, found)


def _extend(time: TimeExpression, context: Context, reason: str) -> TimeSpan | None:
    """Return all from a time to the article."""
    when, day = time.when, context.parsed.article.date
    if day is None or when.earliest is None or when.earliest > day:
        return None
    because = f"{reason}, up to the article's date {day} as far as it knows: {when.because}"
    return make_timespan(when.earliest, day, because=because, like=TimeSpan(evidence=time.span))


def _date_range(token: Token, found: TimeExpression, context: Context) -> TimeSpan | None:
    """Return both ends of what lasted from one time to another: "a strike that went on in May and June"."""
    if token.lemma_.lower() not in _get_lasting(context.lexicon):
        return None
    place = bisect_left(context.times, found.span.start, key=lambda time: time.span.start)
    before = context.times[place - 1] if place else None
    if before is not None and find_range_end(before, context) == found:
        first, last = before, found
    else:
        first, last = found, find_range_end(found, context) or found
    earliest, latest = first.when.earliest, last.when.latest
    if first is last or earliest is None or latest is None or latest < earliest:
        return None
    because = f"{first.when.because}, and from then to {last.value}"
    return make_timespan(earliest, latest, because=because)


def _date_stretch(token: Token, context: Context) -> TimeSpan | None:
    """Return the stretch up to the article over which a verb goes on: "have argued for the past four years"."""
    period = find_period_of(token, context) if token.pos_ in VERBAL else None
    if period is None or period.relative is None or not period.relative.until_article:
        return None
    like = replace(period, extent=False)
    return make_timespan(period.earliest, period.latest, because=period.because, like=like)


def _begins(token: Token, found: TimeExpression, context: Context) -> bool:
    """Whether a noun is subject or object of a verb that says that it begins, and the time is that verb's."""
    verb = token.head
    return (
        token.dep_ in {"nsubj", "nsubjpass", "dobj"}
        and verb.lemma_.lower() in _get_beginnings(context.lexicon)
        and find_time_of(verb, context) == found
    )


def _is_subject(noun: Token) -> bool:
    return noun.dep_ == "nsubj" and not get_children(noun.head, "dobj")


def _count_days(noun: Token, context: Context) -> int | None:
    """Return how many days "two-day" or "three-week" before a noun gives it."""
    for root in context.once(_list_durations).get((id(noun.doc), int(noun.i)), ()):
        offset = context.parsed.offset(root)
        for time in context.list_times_touching(offset, offset + 1):
            match = _DAYS.fullmatch(time.value)
            if match:
                return int(match["count"]) * _UNITS[match["unit"]]
    return None


def _list_durations(context: Context) -> dict[tuple[int, int], list[Token]]:
    """Return the durations that stand before nouns, by the noun: (document, index)."""
    found: dict[tuple[int, int], list[Token]] = {}
    for root in get_times(context).lasting:
        if root.dep_ in _PRENOMINAL:
            found.setdefault((id(root.doc), int(root.head.i)), []).append(root)
    return found


def _end_after(days: int, found: TimeExpression) -> TimeSpan | None:
    when = found.when
    if when.earliest is None or when.earliest != when.latest or days < 1:
        return None
    because = f"it began then and was to last {days} days: {when.because}"
    latest = when.earliest + timedelta(days=days - 1)
    return make_timespan(when.earliest, latest, because=because, like=TimeSpan(evidence=found.span))
