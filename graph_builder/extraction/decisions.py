"""The words that tell a measure: nouns of decrees, verbs of banning, and whatever an authority means to do.

Three patterns, each with an authority that acts or speaks:

1. a measure's noun as the object, passive subject or possession of a decision ("announced an amnesty", "a curfew is in
   force", "U.S. sanctions");
2. a verb that is a measure by itself ("banned", "deployed troops");
3. a verb of policy behind an intention, order or future ("will build new prisons", "ordered the army to guard mosques").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.decision_nouns import read_noun
from graph_builder.extraction.decision_pronouns import read_pronoun
from graph_builder.extraction.decision_verbs import read_verb
from graph_builder.extraction.decision_words import get_words
from graph_builder.extraction.modality import is_asked, read_polarity
from graph_builder.extraction.predicates import VERBAL, get_children, get_complements
from graph_builder.extraction.statuses import is_act, read_verb_status
from graph_builder.extraction.triggers import begins_compound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.decision_words import Decision, Words
    from graph_builder.lexicon import Entry

_AGAINST_ALL = frozenset({"Rejected", "StruckDown"})
_AGAINST = frozenset({"against", "from"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})


def find_decisions(context: Context) -> Iterator[Decision]:
    """Yield the places that tell measures, in the order of the text."""
    words = get_words(context.lexicon)
    for sentence in context.parsed.sentences():
        skip = -1
        for token in sentence:
            if token.i <= skip:
                continue
            found = None
            if token.pos_ in _NAMING or begins_compound(token):
                match = words.nouns.match_nouns(token)
                if match:
                    trigger, head = match
                    skip = max(int(head.i), int(token.i) + len(trigger.words) - 1)
                    found = read_noun(
                        head, trigger.entry, context, weak=trigger.role == "objectNoun"
                    )
                else:
                    found = _read_general_noun(token, words, context)
            elif token.pos_ == "VERB":
                found = read_verb(token, words, context)
            elif token.pos_ == "PRON":
                found = read_pronoun(token, context)
            if found is not None and not _is_not_to_be(found, context):
                yield found


def _is_not_to_be(decision: Decision, context: Context) -> bool:
    """Whether nothing is decided: "promised *not to raise* taxes", "vowed never to sign the bill", "has no plans to sue", "Did it raise taxes?"."""
    if any(is_asked(word) for word in (decision.token, *decision.token.ancestors)):
        return True
    decider = decision.stance.decider
    acts = [word for word in (decision.content, decision.content.head) if word.pos_ in VERBAL]
    planned = decision.stance.intended and decider.pos_ not in VERBAL
    any_ = any(child.lower_ == "any" for child in decider.lefts)  # "is no part of *any plan* to …"
    denied = planned and (any_ or read_polarity(decider, context.lexicon) == "Negated")
    if denied or any(_is_shunned(act, context) for act in acts):
        return True
    threats = (act for act in acts if act.dep_ == "xcomp" and act.head.lemma_ == "threaten")
    if any(read_verb_status(act, context) in _AGAINST_ALL for act in threats):
        return True  # who "threatened to block the bill" has proposed none
    if acts and acts[0] != decider and decision.stance.intended:
        return read_polarity(acts[0], context.lexicon, until=decider) == "Negated"
    clauses = get_children(decision.token, "acl")
    return any(clause.tag_ == "VB" and get_children(clause, "neg") for clause in clauses)


def _read_general_noun(noun: Token, words: Words, context: Context) -> Decision | None:
    """Return the decision that a noun tells which names a measure of no kind, or a part of one: "the plan", "a clause of the law"."""
    law = _find_law(noun, words, context)
    general = (
        noun.lemma_.lower() in words.anaphors
        or words.acts.match_nouns(noun)
        or _is_revealed(noun, words)
        or _is_ordered(noun)
    )
    return read_noun(noun, law or words.any_type, context, weak=True) if law or general else None


def _find_law(noun: Token, words: Words, context: Context) -> Entry | None:
    """Return the kind of law of which a noun is a part: "*a clause* of the media law"."""
    if noun.lemma_.lower() not in context.lexicon.words("LegalPart", "noun"):
        return None
    for whole in get_complements(noun, "of"):
        match = words.nouns.match_nouns(whole)
        if match is not None and whole.lemma_.lower() in words.texts:
            return match[0].entry
    return None


def _is_revealed(noun: Token, words: Words) -> bool:
    """Whether a verb presents something new: "announced the new region", "a new agency was unveiled"."""
    if noun.dep_ not in {"dobj", "nsubjpass"} or words.revealing.match_verb(noun.head) is None:
        return False
    return any(child.lower_ == "new" for child in get_children(noun, "amod"))


def _is_ordered(noun: Token) -> bool:
    """Whether an act as a noun, whatever it is, is ordered: "ordered *the installation* of alarms"."""
    if noun.dep_ != "dobj" or noun.head.lemma_ != "order" or noun.tag_ != "NN":
        return False
    return is_act(noun) and bool(get_complements(noun, "of"))


def _is_shunned(verb: Token, context: Context) -> bool:
    """Whether a gerund tells what is not done: "decided against *closing* schools", "instead of *closing* them"."""
    link = verb.head
    if verb.dep_ != "pcomp":
        return False
    denied = read_polarity(verb, context.lexicon, until=link) == "Negated"
    return denied or link.lower_ in _AGAINST
