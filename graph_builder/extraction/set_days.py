"""The day that is set for what is still to be: "called an election for July 4", "postponed from May 5 to June 9"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_time_of
from graph_builder.extraction.predicates import VERBAL, get_children, get_conjuncts, is_infinitive
from graph_builder.extraction.vicinity import is_known, is_vague

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.model import TimeExpression

_POINTS = frozenset({"DATE", "TIME"})
_AT_FIRST = frozenset({"originally", "initially", "first", "previously"})


def find_new_day(noun: Token, context: Context) -> TimeExpression | None:
    """Return the day that something is given: "the vote was postponed from May 5 *to June 9*", "called an election *for July 4*"."""
    verb, after = _find_planner(noun)
    if verb is None:
        return None
    name = verb.lemma_.lower()
    moved = name in context.lexicon.words("MovingVerb", "verb")
    called = name in context.lexicon.words("PlanningVerb", "verb")
    if not (moved or called):
        return None
    changed = _find_changed_day(verb, context) if called else None
    if changed is not None:
        return changed
    links = [*get_children(verb, "prep"), *get_children(noun, "prep")]
    links += [each for link in links for each in get_children(link, "prep")]
    links = [link for link in links if link.i > after]
    days = (
        time
        for link in links
        if link.lower_ in ({"to", "until", "till", "for"} if moved else {"for"})
        for day in map(context.parsed.span, get_children(link, "pobj"))
        for time in context.list_times_touching(day.start, day.end)
    )
    return next((time for time in days if time.type in _POINTS and is_known(time.when)), None)


def _find_planner(noun: Token) -> tuple[Token | None, int]:
    """Return the verb that may set a day for a thing, and the word behind which that day stands.

    In "set the vote for May 5 and *the runoff* for June 9" parsers join the runoff to either.
    """
    if noun.dep_ in {"nsubjpass", "dobj"}:
        return noun.head, -1
    if noun.dep_ != "conj" or not (
        noun.head.dep_ in {"nsubjpass", "dobj"} or noun.head.ent_type_ in _POINTS
    ):
        return None, -1
    return next((above for above in noun.ancestors if above.pos_ in VERBAL), None), int(noun.i)


def _find_changed_day(verb: Token, context: Context) -> TimeExpression | None:
    """Return the day that a further clause gives what was "originally scheduled for May 5 but will now be held *on June 9*"."""
    if not any(child.lower_ in _AT_FIRST for child in get_children(verb, "advmod")):
        return None
    days = (find_time_of(other, context) for other in get_conjuncts(verb) if other != verb)
    return next(
        (day for day in days if day is not None and day.type in _POINTS and not is_vague(day)), None
    )


def find_scheduled(noun: Token, context: Context) -> TimeExpression | None:
    """Return the time of what is still to be: "an election to be held in April", whatever the verb above tells."""
    for clause in get_children(noun, "relcl", "acl"):
        if is_infinitive(clause) and _takes_place(clause, context):
            return find_time_of(clause, context)
    return None


def _takes_place(clause: Token, context: Context) -> bool:
    """Whether an infinitive says when its noun is: "talks to begin in May"; not "a request to close schools in May"."""
    happens = clause.lemma_.lower() in context.lexicon.words("OccurrenceVerb", "word")
    happens = happens and (clause.lemma_ == "take" or not get_children(clause, "dobj"))
    return bool(get_children(clause, "auxpass")) or clause.lemma_ == "be" or happens
