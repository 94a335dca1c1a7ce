"""Measures by a pronoun that takes one up: "the senate passed the bill, and the governor vetoed *it*"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.authorities import find_authority, is_court
from graph_builder.extraction.decision_words import Decision, get_words, is_idle
from graph_builder.extraction.predicates import get_actor, is_passive, is_past
from graph_builder.extraction.statuses import Stance, read_intention, read_verb_status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context

_VOTED = frozenset({"Approved", "Rejected", "Extended", "Ended"})
_PROPOSING = frozenset({"propose", "table", "submit", "draft"})
_JUDGED = frozenset({"Ended", "StruckDown", "Cleared"})


def read_pronoun(pronoun: Token, context: Context) -> Decision | None:
    """Return the decision upon what "it" stands for, which is a measure only if one was told right before."""
    verb = pronoun.head
    if pronoun.lower_ != "it" or pronoun.dep_ not in {"dobj", "nsubjpass"} or not is_past(verb):
        return None
    status = read_verb_status(verb, context)
    actor = get_actor(verb)
    if status is None or context.cast.find_token(pronoun) is not None:
        return None
    if actor is None and not is_passive(verb):
        return None
    judged = actor is not None and is_court(actor, context)
    by = actor if judged else find_authority(actor, context)
    proposed = status == "Proposed" and verb.lemma_ in _PROPOSING
    restored = judged and verb.lemma_ in context.lexicon.words("RestoringVerb", "verb")
    known = proposed or restored
    if not (known or status in (_JUDGED if judged else _VOTED)) or (
        actor is not None and by is None
    ):
        return None
    stance = Stance(status, verb)
    if read_intention(verb, context) is not None or is_idle(stance, by, context):
        return None
    general = get_words(context.lexicon).any_type
    return Decision(pronoun, general, stance, by, pronoun, anaphor=True, refers=True)


def find_reach(pronoun: Token, context: Context) -> int:
    """Return the offset at which or behind which a measure must be told for "it" to take it up.

    That is the last thing before to which something was done, else the beginning of the sentence before.
    """
    first = pronoun.sent.start
    if first > 0:
        first = pronoun.doc[first - 1].sent.start
    for token in reversed(pronoun.doc[first : pronoun.i]):
        thing = token.dep_ in {"dobj", "nsubjpass"} and token.tag_ in {"NN", "NNP"}
        if thing and token.ent_type_ not in {"DATE", "TIME", "PERSON"}:
            return context.parsed.offset(token)
    return context.parsed.offset(pronoun.doc[first])
