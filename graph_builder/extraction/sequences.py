"""Events placed by others: what came "an hour after the ruling" or "two weeks before the election" is dated with them.

The other event may be dated in any sentence of the article. These are the relations BEFORE and AFTER of TimeML, drawn only where a
preposition says them.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from graph_builder.extraction.predicates import VERBAL, get_object, get_subject
from graph_builder.timespans import make_timespan, narrow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.event_drafts import EventDraft
    from graph_builder.model import TimeSpan

Place = tuple[int, int]
Order = Literal["after", "before"]

_ORDERS: dict[str, Order] = {"after": "after", "following": "after", "before": "before"}
_REVERSED: dict[Order, Order] = {"after": "before", "before": "after"}
_BEHIND = frozenset({"pobj", "dobj"})  # "following the vote" has an object
_AMOUNT = re.compile(r"P(?P<count>\d+)(?P<unit>[DW])")
_HOURS = re.compile(r"PT[\dX.]+[HM]")
_DAYS = {"D": 1, "W": 7}
_AT_MOST = frozenset({"less", "within", "under"})


def place_by_others(mentions: Sequence[tuple[Token, EventDraft]], context: Context) -> None:
    """Bound the drafts without a date of their own by dated events before or after which they are told to lie."""
    by_token = {_locate(token): draft for token, draft in mentions}
    for token, later in mentions:
        preposition = token.head
        order = _ORDERS.get(preposition.lower_) if token.dep_ in _BEHIND else None
        draft = _find_governor(preposition, by_token) if order else None
        if order is None or draft is None or draft is later:
            continue
        _bound(draft, order, preposition, later, context)
        _bound(later, _REVERSED[order], preposition, draft, context)


def _locate(token: Token) -> Place:
    """Return where a word stands: (document, index)."""
    return id(token.doc), int(token.i)


def _find_governor(preposition: Token, by_token: Mapping[Place, EventDraft]) -> EventDraft | None:
    """Return the event that a phrase with "after" belongs to: that of a word above, up to the verb with its subject and object."""
    for above in preposition.ancestors:
        if _locate(above) in by_token:
            return by_token[_locate(above)]
        if above.pos_ in VERBAL:
            nouns = [get_object(above), get_subject(above)]
            places = [_locate(noun) for noun in nouns if noun is not None]
            return next((by_token[place] for place in places if place in by_token), None)
    return None


def _bound(
    draft: EventDraft, order: Order, preposition: Token, other: EventDraft, context: Context
) -> None:
    """Narrow the time of a draft that has no date of its own by one that has."""
    if draft.dated or not (other.dated and other.when.earliest and other.when.latest):
        return
    bounds = _place(order, preposition, other.when, context)
    narrowed = narrow(draft.when, bounds) if bounds is not None else None
    draft.when = narrowed or draft.when


def _place(order: Order, preposition: Token, when: TimeSpan, context: Context) -> TimeSpan | None:
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return None
    because = f"told as {order} an event of which the text says: {when.because}"
    distance = _read_distance(preposition, context)
    if distance is None:
        return make_timespan(
            *((first, None) if order == "after" else (None, last)), because=because
        )
    because = f"“{distance[0]}”, {because}"
    least, most = distance[1:]
    if order == "after":
        return make_timespan(first + least, last + most, because=because)
    return make_timespan(first - most, last - least, because=because)


def _read_distance(preposition: Token, context: Context) -> tuple[str, timedelta, timedelta] | None:
    """Return the words of "two days" before a preposition, and how far that is at least and at most."""
    offset = context.parsed.offset(preposition)
    # Parsers hang "two days" on many a word.
    for time in context.list_times_touching(max(0, offset - 2), offset):
        words = time.span.text
        if time.span.end + 1 != offset:
            continue
        if _HOURS.fullmatch(time.value):
            return words, timedelta(0), timedelta(0)
        match = _AMOUNT.fullmatch(time.value)
        if match is None:
            continue
        far = timedelta(days=int(match["count"]) * _DAYS[match["unit"]])
        if _AT_MOST & set(words.lower().split()):
            return words, timedelta(0), far
        # "Two weeks" may be some days more or less.
        slack = timedelta(days=_DAYS[match["unit"]] - 1)
        return words, far - slack, far + slack
    return None
