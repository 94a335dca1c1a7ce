"""What a legal text does, where its own sentence says so: "a decree signed on Monday *frees the price of diesel*"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.decision_words import get_words
from graph_builder.extraction.predicates import get_children, get_object, is_mere_pronoun

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context

_MEANT = frozenset({"will", "would"})


def find_provision(noun: Token, context: Context) -> Token | None:
    """Return the verb by which a text that is its subject is said to do something to something.

    It stands in the present, or behind "will" and "would": what a text did, like "the law cut emissions", is what came of it.
    """
    if noun.tag_ != "NN" or noun.lemma_.lower() not in get_words(context.lexicon).texts:
        return None
    clauses = [item for item in get_children(noun, "relcl") if item.left_edge.lower_ == "which"]
    verbs = [noun.head, *clauses] if noun.dep_ == "nsubj" else clauses
    return next((verb for verb in verbs if _is_provision(verb, context)), None)


def says_what_for(clause: Token, context: Context) -> bool:
    """Whether a clause without a comma tells one text from another by what it does or did: "the decree *that had freed the price*"."""
    first = clause.left_edge
    told = clause.dep_ == "relcl" and first.lower_ in {"that", "which"} and first.head == clause
    return told and first.dep_ == "nsubj" and first.nbor(-1).text != "," and _acts(clause, context)


def _is_provision(verb: Token, context: Context) -> bool:
    helpers = {child.lower_ for child in get_children(verb, "aux")}
    is_meant = verb.tag_ == "VB" and bool(helpers & _MEANT)
    if get_children(verb, "neg") or not ((verb.tag_ == "VBZ" and not helpers) or is_meant):
        return False
    return _acts(verb, context)


def _acts(verb: Token, context: Context) -> bool:
    """Whether a verb says what authorities do, and to what."""
    thing = get_object(verb)
    if thing is None or thing.i < verb.i or is_mere_pronoun(thing):
        return False
    enabling = verb.lemma_ in context.lexicon.words("EnablingVerb", "verb")
    words = get_words(context.lexicon)
    indexes = (words.policy, words.verbs, words.changing)
    return enabling or any(index.match_verb(verb) for index in indexes)


def get_provision_start(verb: Token) -> int:
    """Return the first token of what a text does: its verb, or the "would" before it."""
    return min(int(verb.i), *(int(child.i) for child in get_children(verb, "aux")), int(verb.i))
