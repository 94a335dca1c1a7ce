"""When a figure holds by the words around it: "since May", "from March to June", "the day before the vote"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_time_of
from graph_builder.extraction.predicates import get_children
from graph_builder.extraction.story import find_story_day
from graph_builder.extraction.times.tense import looks_back
from graph_builder.extraction.told_events import (
    get_told_events,
    is_day,
    is_one_day,
)
from graph_builder.model import TimeSpan
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.figures import Figure
    from graph_builder.model import TimeExpression

_EARLIER = re.compile(r"\b(?:earlier|ago|before|previously)\b")
_CLOSE = 4
_BESIDE = frozenset({"before", "after", "since", "at"})
_BEGINNING = frozenset({"begin", "start", "erupt", "break"})
_MOST = frozenset({"JJS", "RBS"})
_SUBJECTS = ("nsubj", "nsubjpass")


def find_since(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time from what stands after "since" to the article's date."""
    for token in figure.number.sent:
        if token.lower_ != "since" or token.dep_ not in ("prep", "mark", "pcomp", "case"):
            continue
        if _is_record(figure, token):
            continue
        verb = token.head if token.dep_ != "mark" else token.head.head
        if figure.verb is not None and verb not in (
            figure.verb,
            figure.verb.head,
            figure.above,
            figure.top,
            figure.number,
        ):
            continue
        opened = token.head if token.dep_ == "mark" else token
        stretch = [t for t in opened.subtree if t.i > token.i]
        time = _find_first_time(context, stretch)
        if time is not None and time.when.earliest is not None:
            return make_timespan(
                time.when.earliest,
                find_end(context, verb),
                because=f"since {time.span.text}, until the article",
                like=replace(time.when, extent=True, relative=None),
            )
    return None


def find_end(context: Context, verb: Token) -> date | None:
    """Return until when a perfect tense counts: the article's date, for "had" the day of its sentence or of the story."""
    today = context.parsed.article.date
    while verb.dep_ == "conj" and verb.head != verb and not get_children(verb, "aux"):
        verb = verb.head
    if not looks_back(verb):
        return today
    above = find_time_of(verb.sent.root, context) if verb != verb.sent.root else None
    for time in (above, find_story_day(context)):
        if time is not None and is_one_day(time.when) and time.when.latest is not None:
            return time.when.latest
    return today


def find_from_to(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time from one date to another that follows a figure: "…, from 2008 to 2016"."""
    sentence = figure.number.sent
    start = context.parsed.offset(figure.number)
    end = context.parsed.offset(sentence[-1]) + len(sentence[-1])
    found = context.list_times(start + 1, end)
    text = context.parsed.article.text
    if len(found) != 2:  # noqa: PLR2004 - where it begins and ends
        return None
    first, last = found
    opened = text[max(0, first.span.start - 6) : first.span.start].lower().strip() == "from"
    joined = text[first.span.end : last.span.start].strip() in ("to", "until", "till", "through")
    if not (opened and joined and first.when.earliest and last.when.latest):
        return None
    because = f"from {first.span.text} to {last.span.text}"
    like = replace(first.when, extent=True, relative=None)
    return make_timespan(first.when.earliest, last.when.latest, because=because, like=like)


def find_change(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time over which something changed by a figure: "down by 2 percent from the 2017 election"."""
    if figure.top.dep_ != "pobj" or figure.top.head.lower_ != "by":
        return None
    owners = (figure.verb, figure.top, figure.top.head)
    for token in figure.number.sent:
        if token.i > figure.number.i and token.lower_ == "from" and token.head in owners:
            time = _find_first_time(context, [item for item in token.subtree if item != token])
            if time is not None and _EARLIER.search(time.span.text):
                return None  # "from a year earlier" says against what, not over which time
            if time is not None and time.when.earliest is not None:
                now = get_told_events(context).find_main()
                end = now.latest if now is not None else context.parsed.article.date
                because = f"a change from {time.span.text} on"
                return make_timespan(
                    time.when.earliest, end, because=because, like=TimeSpan(extent=True)
                )
    return None


def find_this_time(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time of the event told for what is set against earlier ones: "this time 67 percent voted"."""
    first = max(figure.number.i - _CLOSE, figure.number.sent.start)
    before = figure.number.doc[first : figure.number.i]
    if not any(item.lower_ == "time" and item.nbor(-1).lower_ == "this" for item in before[1:]):
        return None
    return get_told_events(context).find_main()


def find_level(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the day on which a level was reached by the past perfect: "said on Monday that it had risen to 55 percent"."""
    verb = figure.verb
    if verb is None or not looks_back(verb) or figure.top.dep_ != "pobj":
        return None
    day = find_end(context, verb)
    if figure.top.head.lower_ != "to" or figure.top.head.head != verb or day is None:
        return None
    if day == context.parsed.article.date:
        return None
    return make_timespan(day, day, because="the level at that time", like=TimeSpan(extent=True))


def find_beside_event(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time before, after or since an event that the text names without a date: "before the outbreak began".

    A time that hangs on an event of which the article says no date is open.
    """
    near = (figure.verb, figure.verb.head if figure.verb is not None else None, figure.above)
    for token in figure.number.sent:
        if token.lower_ not in _BESIDE or token.dep_ not in ("prep", "mark"):
            continue
        if token.lower_ == "since" and _is_record(figure, token):
            continue
        clause = token.head if token.dep_ == "mark" else token
        above = clause.head.head if clause.head.dep_ == "npadvmod" else clause.head
        if above not in (*near, figure.top, figure.number) or clause in near:
            continue
        nouns = get_children(clause, *(_SUBJECTS if token.dep_ == "mark" else ("pobj",)))
        if not nouns or figure.number in nouns[0].subtree:
            continue
        when = get_told_events(context).find_named(nouns[0].text)
        if when is not None:
            return _place_beside(token, when, context)
        if token.lower_ == "at" and not list(nouns[0].children) and token.i < above.i:
            return TimeSpan(extent=True)
    return None


def _place_beside(preposition: Token, when: TimeSpan, context: Context) -> TimeSpan | None:
    """Return the time that a preposition opens with an event, the article's date being the last; or "the day before" it."""
    today = context.parsed.article.date
    word = preposition.lower_
    like = TimeSpan(extent=True)
    because = f"{word} an event of which the article tells: {when.because}"
    eve = preposition.i > 0 and preposition.nbor(-1).lemma_ == "day"
    if word == "before" and eve and when.earliest and is_day(when):
        day = when.earliest - timedelta(days=1)
        return make_timespan(day, day, because=f"the day {because}", like=like)
    if word == "before":
        latest = min(when.latest, today) if when.latest and today else when.latest
        return make_timespan(None, latest, because=because, like=like)
    if word in ("since", "after"):
        return make_timespan(when.earliest, today, because=because, like=like)
    return None


def _find_first_time(context: Context, tokens: list[Token]) -> TimeExpression | None:
    if not tokens:
        return None
    start = context.parsed.offset(tokens[0])
    end = context.parsed.offset(tokens[-1]) + len(tokens[-1])
    return next((time for time in context.list_times(start, end) if time.type == "DATE"), None)


def from_beginning(context: Context, verb: Token, when: TimeSpan) -> TimeSpan | None:
    """Return the time from when something began until the article; none where a clause says something else of it."""
    if verb.lemma_ not in _BEGINNING or when.earliest is None:
        return None
    like = replace(when, extent=True, relative=None)
    because = f"since it began: {when.because}"
    return make_timespan(when.earliest, context.parsed.article.date, because=because, like=like)


def _is_record(figure: Figure, since: Token) -> bool:
    """Tell whether "since" only says since when nothing was as high or low: "67 percent, *the lowest since* 1945"."""
    between = figure.number.doc[figure.number.i + 1 : since.i]
    return any(word.tag_ in _MOST and word.lower_ not in ("most", "least") for word in between)
