"""From when to when an office was held, as the clause or title says that tells of it: "from 2003 to 2007", "until 2011"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.terms_of_office import bound_time
from graph_builder.model import TimeSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.model import TimeExpression

_FROM = frozenset({"from", "between", "since"})
_UNTIL = frozenset({"until", "till"})
_TO = _UNTIL | {"to", "through", "and", "-", "–"}
_WITHIN = frozenset({"in", "during", "on", "throughout"})
_VAGUE = frozenset({"the", "early", "late", "mid", "about", "around"})
_ENDS = frozenset({";", ":", "(", ")", "—"})


def read_term_times(head: Token, context: Context) -> tuple[TimeSpan, TimeSpan] | None:
    """Return when a term of office began and ended; none where nothing says it.

    Args:
        head: The verb of the clause ("*served* as mayor from 2003 to 2007") or the noun of the title ("*mayor* until 2007").
        context: The article.
    """
    times = [(_get_preposition(time, context), time) for time in _list_times(head, context)]
    if not times:
        return None
    preposition, first = times[0]
    when = first.when
    if preposition in _FROM:
        second = times[1] if len(times) > 1 and times[1][0] in _TO else None
        if second is None and preposition == "between":
            return None
        return when, second[1].when if second else TimeSpan()
    if preposition in _UNTIL and not _is_to_come(when, head, context):
        return bound_time(None, when.latest, f"until “{first.span.text}”", when), when
    if preposition in _WITHIN and head.pos_ in {"VERB", "AUX"}:
        because = f"in office at the time of “{first.span.text}”"
        return (
            bound_time(None, when.latest, because, when),
            bound_time(when.earliest, None, because, when),
        )
    return None


def _is_to_come(when: TimeSpan, head: Token, context: Context) -> bool:
    """Whether a time is misread: "was envoy until December", told in October, was the December before."""
    day = context.parsed.article.date
    return bool(day and when.earliest and when.earliest > day and head.tag_ == "VBD")


def _list_times(head: Token, context: Context) -> Sequence[TimeExpression]:
    """Return the times between a word and the next clause; behind a noun, up to the next comma."""
    last = head
    for token in head.doc[head.i + 1 : head.sent.end]:
        if token.pos_ in {"VERB", "AUX"} or token.text in _ENDS:
            break
        if token.text == "," and head.pos_ not in {"VERB", "AUX"}:
            break
        last = token
    start, end = context.parsed.offset(head), context.parsed.offset(last) + len(last)
    return [time for time in context.list_times_touching(start, end) if time.when.edtf]


def _get_preposition(time: TimeExpression, context: Context) -> str:
    """Return the word that leads a time in, in lower case."""
    tokens = context.parsed.tokens_in(time.span.start, time.span.end)
    if not tokens:
        return ""
    before = tokens.doc[tokens.sent.start : tokens.start]
    words = [token.lower_ for token in before if token.lower_ not in _VAGUE]
    return words[-1] if words else ""
