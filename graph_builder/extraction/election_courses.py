"""The course of an election: what a verb leads to is still to come then, and what has a winner is over.

The day on which it came to a runoff ("heads *to a runoff*", "advanced *to the second round*", "forced *a runoff*"), or on which somebody "was
declared the winner *of the runoff*", is not that of the runoff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_time_of
from graph_builder.extraction.countdowns import is_scheduled
from graph_builder.extraction.predicates import VERBAL, get_children, is_passive, is_past
from graph_builder.extraction.vicinity import get_times
from graph_builder.model import TimeSpan
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.model import TimeExpression

_PRENOMINAL = frozenset({"poss", "compound", "nmod", "amod"})


def date_by_course(noun: Token, found: TimeExpression | None, context: Context) -> TimeSpan | None:
    """Return from when on something can be that a verb leads to, or up to when what has a winner was.

    None for other things, and for what has a day of its own.

    Args:
        noun: The word for what comes.
        found: The time that hangs on it or on its verb, if any: a day to come, or one before the noun ("the April runoff"), is its own.
        context: The article.
    """
    verb = find_leading(noun, context)
    if verb is None:
        return _date_won(noun, context)
    if found is not None and _is_own(noun, found, context):
        return None
    return _date_what_comes(verb, context)


def _date_what_comes(verb: Token, context: Context) -> TimeSpan:
    """Return from when on what a verb leads to can be: its day to come, or the days after the verb's own."""
    if (coming := _find_coming(verb, context)) is not None:
        return coming
    day = context.parsed.article.date
    if verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl"} and verb.head.pos_ in VERBAL:
        verb = verb.head  # "dissolved parliament, *triggering* elections"
    if is_past(verb) and not _is_now(verb):
        time = find_time_of(verb, context)
        day = time.when.earliest if time is not None else None
    if day is None:
        return TimeSpan()
    return make_timespan(day, None, because=f"what “{verb.text}” leads to comes after that, {day}")


def find_leading(noun: Token, context: Context) -> Token | None:
    """Return the verb that leads to something scheduled, though the parser may take it for a noun ("the race *heads* to a runoff")."""
    if noun.pos_ in VERBAL or not is_scheduled(noun, context):
        return None
    above = noun.head
    if noun.dep_ == "dobj":
        found = above.lemma_.lower() in context.lexicon.words("LeadingVerb", "object")
        return above if found else None
    if noun.dep_ != "pobj" or above.lower_ not in context.lexicon.words("LeadingVerb", "link"):
        return None
    verb = above.head
    if verb.dep_ == "dobj" and verb.lemma_.lower() in context.lexicon.words("Passing", "object"):
        verb = verb.head  # "won a place in the runoff"
    name = verb.lemma_.lower()
    passes = verb != above.head or not get_children(
        verb, "dobj"
    )  # not "take sides in the election"
    leads = name in context.lexicon.words("LeadingVerb", "verb")
    return verb if leads or (passes and name in context.lexicon.words("Passing", "verb")) else None


def _find_coming(verb: Token, context: Context) -> TimeSpan | None:
    """Return the day to come that hangs on a verb, which may be of the past: "*forced* a runoff *on April 6*"."""
    day = context.parsed.article.date
    for time, root in get_times(context).in_sentence(verb):
        earliest = time.when.earliest
        if day and earliest and earliest > day and verb in {root.head, root.head.head}:
            return time.when
    return None


def _is_now(verb: Token) -> bool:
    """Whether a passive tells of the present: "*is* headed for a runoff"."""
    return any(
        child.lower_ in {"is", "are", "'s"} for child in get_children(verb, "aux", "auxpass")
    )


def _is_own(noun: Token, found: TimeExpression, context: Context) -> bool:
    """Whether a time is that of what comes, rather than of the verb that leads there."""
    words = context.parsed.tokens_in(found.span.start, found.span.end)
    root = words.root if words else None
    if root is not None and root.head == noun and root.dep_ in _PRENOMINAL:
        return True
    day = context.parsed.article.date
    return day is None or found.when.earliest is None or found.when.earliest > day


def _date_won(noun: Token, context: Context) -> TimeSpan | None:
    """Return up to when an election was whose winner is declared: "was declared *the winner of the runoff* on Sunday"."""
    own = any(noun in root.ancestors for _, root in get_times(context).in_sentence(noun))
    winner = noun.head.head
    if own or noun.dep_ != "pobj" or not is_declared(winner, context):
        return None
    time = find_time_of(winner.head, context)
    day = time.when.latest if time is not None else context.parsed.article.date
    return make_timespan(None, day, because=f"it had a winner then, {day}") if day else None


def is_declared(noun: Token, context: Context) -> bool:
    """Whether a verb calls somebody by a noun for the winner of something: "was declared *the winner*"."""
    told = noun.dep_ == "oprd" or (noun.dep_ == "dobj" and is_passive(noun.head))
    return told and noun.lemma_ in context.lexicon.words("WinnerNoun", "noun")
