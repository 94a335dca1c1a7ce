"""When a figure holds of which only the tense tells: "now has", "have signed", "stood at"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.figures import hangs_on_verb
from graph_builder.extraction.opened_periods import (
    find_end,
)
from graph_builder.extraction.told_events import (
    get_told_events,
)
from graph_builder.model import TimeSpan
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Naming

_OPEN = frozenset(
    {"will", "would", "could", "can", "may", "might", "should", "is", "are", "do", "does"}
)
_PERFECT = frozenset({"has", "have", "'ve", "had", "'d"})
_PAST = frozenset({"VBD", "VBN", "VBG"})
_NOW = frozenset({"now", "today"})
_CURRENTLY = frozenset({"currently", "presently"})
_SEEMING = frozenset({"seem", "appear"})


def find_by_tense(context: Context, figure: Figure, naming: Naming) -> TimeSpan:
    """Return when a figure holds by the tense of its verb: until the article for a perfect, of the story for what happened."""
    today = context.parsed.article.date
    verb = figure.verb
    auxiliaries = (
        {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        if verb is not None
        else set()
    )
    if auxiliaries & _PERFECT and hangs_on_verb(figure):
        return (
            until(find_end(context, verb), "the perfect tense: until then") if verb else TimeSpan()
        )
    happened = naming.has("People") or naming.has("Agent") or naming.has("Zero")
    present = verb is not None and verb.tag_ in ("VBZ", "VBP")
    open_ = bool(auxiliaries & _OPEN) or (verb is not None and verb.tag_ == "VB")
    told = _is_told(figure) and not open_
    if told or (happened and not open_ and (not present or verb is None or verb.lemma_ == "be")):
        when = _find_told(context, figure, happened=happened)
        if when is not None:
            return when
    if present and verb is not None and not auxiliaries and hangs_on_verb(figure):
        return _date_present(figure, verb, today)
    return TimeSpan(extent=True)


def _date_present(figure: Figure, verb: Token, today: date | None) -> TimeSpan:
    """Return when a present tense holds: on the day, or as of it; what only seems so has no time."""
    words = {token.lower_ for token in figure.number.sent}
    if words & _NOW and today:
        return make_timespan(today, today, because="now", like=TimeSpan(extent=True))
    if words & _CURRENTLY:
        return until(today, "currently: as of the article")
    lasting = verb.lemma_ == "be" or figure.quantity.kind in ("percent", "rate", "money")
    if lasting and verb.lemma_ not in _SEEMING:
        return until(today, "the present tense: as of the article")
    return TimeSpan(extent=True)


def _is_told(figure: Figure) -> bool:
    """Tell whether a figure hangs on a clause in the past tense, not on a noun or its participle."""
    verb = figure.verb
    past = verb is not None and verb.tag_ in _PAST and verb.dep_ not in ("acl", "amod")
    return past and hangs_on_verb(figure)


def until(today: date | None, because: str) -> TimeSpan:
    """Return all the time until a day, or an extent without bounds where the article has no date."""
    if today is None:
        return TimeSpan(extent=True)
    return make_timespan(None, today, because=because, like=TimeSpan(extent=True))


def _is_of_another_case(verb: Token) -> bool:
    """Tell whether a clause tells of something else than the story: "the scandal *in which* 50 million profiles were harvested"."""
    opening = verb.left_edge
    return verb.dep_ == "relcl" and opening.pos_ == "ADP" and opening.nbor().tag_ == "WDT"


def _find_told(context: Context, figure: Figure, *, happened: bool) -> TimeSpan | None:
    """Return the day of the event that its paragraph has told last before a figure, else that of the main event.

    A paragraph that has gone back to an earlier time does not tell the main event.
    """
    told = get_told_events(context)
    offset = context.parsed.offset(figure.number)
    begin = context.parsed.offset(figure.number.doc[0])
    here = told.find_last(begin, offset)
    if here is not None:
        return here
    if figure.verb is not None and _is_of_another_case(figure.verb):
        return None
    main = told.find_main(None if happened else offset)
    if main is None or main.earliest is None:
        return main
    end = context.parsed.span(figure.number.sent).end
    back = any(
        time.when.latest is not None and time.when.latest < main.earliest
        for time in context.list_times(begin, end)
    )
    return None if back else main
