"""Which nouns may name one measure, and which only take up one told before."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from graph_builder.extraction.authorities import is_authority
from graph_builder.extraction.decision_words import get_words
from graph_builder.extraction.predicates import NOMINAL, get_children, get_complements, is_passive
from graph_builder.extraction.provisions import says_what_for
from graph_builder.extraction.statuses import is_act

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.decision_words import Words
    from graph_builder.lexicon import Entry
    from graph_builder.model import Status

_BESIDE = frozenset({"compound", "amod", "nmod"})
_AGENTS = frozenset({"Person", "GovernmentBody", "Country", "ArmedGroup", "NewsOutlet"})
_THIS = frozenset({"this", "these", "that"})
_DEFINITE = frozenset({"the", "this", "that", "its", "his", "her", "their", "these"})
_PERSONAL = frozenset({"his", "her", "my"})
_REPEATED = frozenset({"Approved", "Extended", "Ended", "Rejected"})
_PUTTING = frozenset({"put", "place", "send", "go"})


def can_name(noun: Token, determiners: set[str], context: Context) -> bool:
    """Whether a noun can stand for one measure: no part of another noun, no name of somebody, no "any"."""
    if noun.dep_ in _BESIDE or noun.pos_ not in NOMINAL or _stands_for_result(noun, context):
        return False
    named = context.cast.find_token(noun)
    if named is not None and named.type in _AGENTS:
        return False
    any_ = determiners & {"any", "no", "every", "each"}
    return not any_ and not _is_no_policy(noun, determiners, context)


def _is_no_policy(noun: Token, determiners: set[str], context: Context) -> bool:
    """Whether the words around a noun tell that it stands for no measure.

    "Ended *her campaign*" for office, "will set *policy* at its meetings", "is not among *the bills* passed", "*such* laws".
    """
    if noun.lemma_ == "campaign" and determiners & _PERSONAL:
        return True
    if noun.lemma_ == "policy" and not list(noun.lefts):
        return True
    if noun.dep_ == "pobj" and noun.head.lower_ == "among":
        return True
    if any(child.lower_ == "such" for child in noun.children):
        return True
    idle = get_words(context.lexicon).idle  # "a presidential campaign" is no policy
    kinds = get_children(noun, "amod", "compound")
    return any(f"{kind.lower_} {noun.lemma_.lower()}" in idle for kind in kinds)


def _stands_for_result(noun: Token, context: Context) -> bool:
    """Whether a noun only ends the deciding on another thing ("signed the bill *into law*"), or is a bid "for president"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "into" and noun.head.head.lemma_ not in _PUTTING:
        verb = noun.head.head
        above = verb.head if verb.dep_ == "conj" and is_passive(verb.head) else verb
        return bool(get_children(verb, "dobj") or get_children(above, "nsubjpass"))
    return any(
        item.tag_ == "NN" and not get_children(item, "det", "poss") and is_authority(item, context)
        for item in get_complements(noun, "for")
    )


def is_anaphor(noun: Token, words: Words, determiners: set[str], context: Context) -> bool:
    """Whether a noun says nothing new of a measure: "the bill", "his initiative", but not "the withdrawal of Peru", "the law that bans masks"."""
    if noun.lemma_.lower() not in words.anaphors or not determiners & _DEFINITE:
        return False
    wholes = get_complements(noun, "of")
    if any(whole.pos_ == "PROPN" for whole in wholes) or (wholes and is_act(noun)):
        return False  # "the deployment of soldiers" tells what is done
    return not any(
        child.dep_ in {"compound", "amod"}
        or (child.dep_ == "acl" and not _is_aside(child))
        or says_what_for(child, context)
        for child in noun.children
    )


def _is_aside(clause: Token) -> bool:
    """Whether a comma sets a clause off, which tells more of what is known: "the bill, *proposed in May*, …"."""
    first = int(clause.left_edge.i)
    return first > 0 and clause.doc[first - 1].text == ","


def is_pointed_at(noun: Token, entry: Entry, determiners: set[str]) -> bool:
    """Whether "this", "these" before a measure's own noun take up one told before: "this constitutional amendment"."""
    if not determiners & _THIS:
        return False
    own = {word for phrase in entry.values("noun") for word in phrase.split()}
    return all(child.lemma_.lower() in own for child in get_children(noun, "compound", "amod"))


def find_repeated(noun: Token, determiners: set[str], context: Context) -> Status | None:
    """Return the step that a bare act as a noun takes up: "announced *the repeal*" after "repealed the decree"."""
    act = get_words(context.lexicon).acts.match_nouns(noun)
    status = cast("Status", act[0].entry.value("status")) if act is not None else None
    told = determiners & _DEFINITE and noun.tag_ == "NN" and status in _REPEATED
    return status if told and not _says_of_what(noun) else None


def _says_of_what(noun: Token) -> bool:
    return bool(
        get_children(noun, "compound", "amod", "acl", "relcl")
        or any(child.ent_type_ for child in get_children(noun, "poss"))
        or get_complements(noun, "of", "for", "to", "on", "from")
    )
