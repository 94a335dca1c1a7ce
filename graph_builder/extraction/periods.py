"""For which time a figure holds: its own time, what "since" opens, its event's day, or the state of things at the article's date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_period_of
from graph_builder.extraction.figures import find_clause_verb, hangs_on_verb
from graph_builder.model import TimeSpan
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Naming
    from graph_builder.model import TimeExpression

_EVENT_DAYS = timedelta(days=10)
_REACH = 1500  # code points: farther back, another story is told
_WHEN = frozenset({"in", "on", "during", "at", "throughout", "over"})
_OPEN = frozenset(
    {"will", "would", "could", "can", "may", "might", "should", "is", "are", "do", "does"}
)
_PERFECT = frozenset({"has", "have", "'ve", "had", "'d"})
_PAST = frozenset({"VBD", "VBN", "VBG"})
_NOW = frozenset({"now", "today"})


def find_period(context: Context, figure: Figure, naming: Naming, event: int | None) -> TimeSpan:
    """Return when a figure holds, as an extent; without bounds where nothing says.

    In this order: "since …" until the article; the time of the figure or of its verb; the only time of the sentence;
    the event in whose sentence it stands; for what is told in the past tense, the event that the article has
    just told of; for a perfect ("have signed") or a state, all until the article's date.
    """
    stretch = _find_since(context, figure) or _find_from_to(context, figure)
    if stretch is not None:
        return stretch
    period = find_period_of(figure.number, context)
    if period is None or not _is_dated(period):
        period = _find_only_time(context, figure)
    if period is not None:
        return period
    happened = naming.has("People") or naming.has("Agent") or naming.has("Zero")
    when = context.events[event].occurred_on if event is not None and happened else TimeSpan()
    if _is_one_day(when):
        return _extend(when)
    found = _find_by_tense(context, figure, naming)
    return _extend(when) if not _is_dated(found) and _is_dated(when) else found


def _extend(when: TimeSpan) -> TimeSpan:
    like = replace(when, extent=True)
    return make_timespan(like.earliest, like.latest, because=like.because, like=like)


def _is_dated(when: TimeSpan) -> bool:
    return bool(when.earliest or when.latest or when.relative)


def _is_day(when: TimeSpan) -> bool:
    """Tell whether a time is known to a few days."""
    if when.earliest is None or when.latest is None:
        return when.relative is not None and when.relative.unit == "day"
    return when.latest - when.earliest <= _EVENT_DAYS


def _is_one_day(when: TimeSpan) -> bool:
    return when.earliest == when.latest and (when.earliest is not None or when.relative is not None)


def _find_from_to(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time from one date to another that follows a figure: "…, from 2008 to 2016"."""
    sentence = figure.number.sent
    start = context.parsed.offset(figure.number)
    end = context.parsed.offset(sentence[-1]) + len(sentence[-1])
    found = [time for time in context.times if start < time.span.start < end]
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


def _find_since(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time from what stands after "since" to the article's date."""
    today = context.parsed.article.date
    for token in figure.number.sent:
        if token.lower_ != "since" or token.dep_ not in ("prep", "mark", "pcomp", "case"):
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
                today,
                because=f"since {time.span.text}, until the article",
                like=replace(time.when, extent=True, relative=None),
            )
    return None


def _find_first_time(context: Context, tokens: list[Token]) -> TimeExpression | None:
    if not tokens:
        return None
    start = context.parsed.offset(tokens[0])
    end = context.parsed.offset(tokens[-1]) + len(tokens[-1])
    for time in context.times:
        if start <= time.span.start < end and time.type == "DATE":
            return time
    return None


def _find_only_time(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the one date of a sentence, unless it says when somebody spoke."""
    sentence = figure.number.sent
    start = context.parsed.offset(sentence[0])
    end = context.parsed.offset(sentence[-1]) + len(sentence[-1])
    found = [
        time
        for time in context.times
        if start <= time.span.start < end and time.type == "DATE" and _is_dated(time.when)
    ]
    if len(found) != 1 or found[0].value.endswith("_REF"):
        return None
    tokens = context.parsed.tokens_in(found[0].span.start, found[0].span.end)
    verb = find_clause_verb(tokens.root) if tokens else None
    if tokens is None or verb is None or _is_cue(context, verb):
        return None
    root = tokens.root
    adverbial = root.dep_ in ("npadvmod", "advmod", "tmod")
    if not adverbial and not (root.dep_ == "pobj" and root.head.lower_ in _WHEN):
        return None
    return _extend(found[0].when)


def _is_cue(context: Context, verb: Token) -> bool:
    offset = context.parsed.offset(verb)
    return any(claim.cue.start <= offset < claim.cue.end for claim in context.claims)


def _find_by_tense(context: Context, figure: Figure, naming: Naming) -> TimeSpan:
    today = context.parsed.article.date
    verb = figure.verb
    auxiliaries = (
        {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        if verb is not None
        else set()
    )
    if auxiliaries & _PERFECT and hangs_on_verb(figure):
        return _until(today, "the perfect tense: until the article")
    happened = naming.has("People") or naming.has("Agent") or naming.has("Zero")
    present = verb is not None and verb.tag_ in ("VBZ", "VBP")
    open_ = bool(auxiliaries & _OPEN) or (verb is not None and verb.tag_ == "VB")
    told = _is_told(figure) and not open_
    if told or (happened and not open_ and (not present or verb is None or verb.lemma_ == "be")):
        when = _find_told(context, figure, None if happened else _REACH)
        when = when or (_find_main(context) if happened else None)
        if when is not None:
            return when
    if present and verb is not None and not auxiliaries and hangs_on_verb(figure):
        if any(token.lower_ in _NOW for token in figure.number.sent) and today:
            return make_timespan(today, today, because="now", like=TimeSpan(extent=True))
        if verb.lemma_ == "be" or figure.quantity.kind in ("percent", "rate", "money"):
            return _until(today, "the present tense: as of the article")
    return TimeSpan(extent=True)


def _is_told(figure: Figure) -> bool:
    """Tell whether a figure hangs on a clause in the past tense, not on a noun or its participle."""
    verb = figure.verb
    past = verb is not None and verb.tag_ in _PAST and verb.dep_ not in ("acl", "amod")
    return past and hangs_on_verb(figure)


def _until(today: date | None, because: str) -> TimeSpan:
    if today is None:
        return TimeSpan(extent=True)
    return make_timespan(None, today, because=because, like=TimeSpan(extent=True))


def _find_main(context: Context) -> TimeSpan | None:
    """Return the day of the first event that an article tells as past."""
    today = context.parsed.article.date
    for event in context.events:
        when = event.occurred_on
        if _is_day(when) and not (today and when.earliest and when.earliest > today):
            return _extend(when)
    return None


def _find_told(context: Context, figure: Figure, reach: int | None) -> TimeSpan | None:
    """Return the day of the event last told of before a figure, if that is known to some days."""
    offset = context.parsed.offset(figure.number)
    best: TimeSpan | None = None
    rank = (False, -1)
    for event in context.events:
        when = event.occurred_on
        if not _is_day(when):
            continue
        today = context.parsed.article.date
        if today is not None and when.earliest is not None and when.earliest > today:
            continue
        for span in (event.evidence, *event.further_evidence):
            near = reach is None or offset - reach <= span.start
            if near and span.start <= offset and (_is_one_day(when), span.start) > rank:
                best, rank = when, (_is_one_day(when), span.start)
    return None if best is None else _extend(best)
