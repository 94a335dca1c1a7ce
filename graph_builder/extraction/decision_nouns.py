"""Measures by their nouns: "announced an amnesty", "a curfew is in force", "U.S. sanctions"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.authorities import (
    find_possessor,
    find_speaker,
    is_authority,
    is_court,
    is_speaker,
)
from graph_builder.extraction.decision_words import Decision, get_words, is_idle
from graph_builder.extraction.predicates import (
    NOMINAL,
    VERBAL,
    get_actor,
    get_children,
    get_complements,
    get_counting,
    get_object,
    get_subject,
    is_future,
    is_passive,
    is_past,
)
from graph_builder.extraction.statuses import (
    Stance,
    find_request,
    get_status_words,
    is_receiving,
    read_intention,
    read_phrase_status,
    read_verb_status,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.decision_words import Words
    from graph_builder.lexicon import Entry

_BESIDE = frozenset({"compound", "amod", "nmod"})
_AGENTS = frozenset({"Person", "GovernmentBody", "Country", "ArmedGroup", "NewsOutlet"})
_DEFINITE = frozenset({"the", "this", "that", "its", "his", "her", "their", "these"})


def read_noun(noun: Token, entry: Entry, context: Context, *, weak: bool) -> Decision | None:
    """Return the decision that a measure's noun tells, or None.

    Args:
        noun: The noun of the lexicon.
        entry: Its measure type.
        context: The article.
        weak: Whether the noun names a measure only as what an authority decides upon.
    """
    determiners = {child.lower_ for child in noun.children if child.dep_ in {"det", "poss"}}
    if not _can_name(noun, determiners, context):
        return None
    words = get_words(context.lexicon)
    anaphor = _is_anaphor(noun, words, determiners)
    if anaphor and weak and entry.value("ownKind") != "true":
        entry = words.any_type
    stance = _read_stance(noun, context)
    if stance is None:
        return None if weak else _read_possessed(noun, entry, context)
    by = _find_decider(noun, stance, context)
    if not _is_decided(noun, stance, by, context, weak=weak):
        return None
    return Decision(noun, entry, stance, by, noun, anaphor=anaphor)


def _can_name(noun: Token, determiners: set[str], context: Context) -> bool:
    """Whether a noun can stand for one measure: no part of another noun, no name of somebody, no "any"."""
    if noun.dep_ in _BESIDE or noun.pos_ not in NOMINAL or _stands_for_result(noun, context):
        return False
    named = context.cast.find_token(noun)
    if named is not None and named.type in _AGENTS:
        return False
    return not determiners & {"any", "no", "every", "each", "such"}


def _stands_for_result(noun: Token, context: Context) -> bool:
    """Whether a noun only ends the deciding on another thing ("signed the bill *into law*"), or is a bid "for president"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "into":
        return True
    return any(
        item.tag_ == "NN" and not get_children(item, "det", "poss") and is_authority(item, context)
        for item in get_complements(noun, "for")
    )


def _is_decided(
    noun: Token, stance: Stance, by: Token | None, context: Context, *, weak: bool
) -> bool:
    """Whether an authority decides, or a clause shows that one did."""
    if is_idle(stance, by, context) or (weak and is_receiving(stance.decider, context)):
        return False
    if stance.status == "StruckDown" and not _is_ruled(stance.decider, by, context):
        return False
    if by is not None:
        return True
    return _is_decided_by_nobody(noun, stance, context, weak=weak)


def _is_anaphor(noun: Token, words: Words, determiners: set[str]) -> bool:
    """Whether a noun says nothing new of a measure: "the bill", "his initiative"."""
    if noun.lemma_.lower() not in words.anaphors or not determiners & _DEFINITE:
        return False
    return not any(child.dep_ in {"compound", "amod", "acl"} for child in noun.children)


def _read_stance(noun: Token, context: Context) -> Stance | None:
    """Return the status that the clause around a measure's noun gives it, else that of a clause that modifies it."""
    above = noun
    while above.dep_ == "conj" and above.head.pos_ in NOMINAL:
        above = above.head
    above = get_counting(above)
    return (
        read_phrase_status(above, context)
        or _read_governing(above, context)
        or _read_modifying(noun, context)
    )


def _read_governing(noun: Token, context: Context) -> Stance | None:
    """Read the verb of which the noun is object, passive subject or complement."""
    head = noun.head
    if noun.dep_ in {"pobj", "pcomp"} and head.dep_ in {"prep", "agent", "dative"}:
        taking = _find_taking(noun, context)
        if taking is not None:
            return _read_deciding(taking, context)
        if head.lower_ in {"of", "for", "on"} and head.head.pos_ == "NOUN":
            return _read_announcing_noun(head.head, context)
        return None
    if noun.dep_ == "attr" and any(child.dep_ == "expl" for child in head.children):
        return Stance("Announced", head, intended=True) if is_future(head) else None
    if noun.dep_ in {"dobj", "nsubjpass"} and head.pos_ in VERBAL and not _is_addressed(noun):
        return _read_deciding(head, context)
    return None


def _read_modifying(noun: Token, context: Context) -> Stance | None:
    """Read "a reform proposed by the mayor", "the state of emergency that he declared"."""
    places = [noun, *get_complements(noun, "of")]
    for place in places:
        for child in get_children(place, "acl", "relcl"):
            if get_object(child) == place:
                stance = _read_deciding(child, context)
                if stance:
                    return stance
    return None


def _is_addressed(noun: Token) -> bool:
    """Whether the object is only told to do something: "ordered *the ministry* to seek an agreement"."""
    return noun.dep_ == "dobj" and any(
        child.tag_ == "VB" for child in get_children(noun.head, "xcomp", "ccomp")
    )


def _find_taking(noun: Token, context: Context) -> Token | None:
    """Return the status verb whose last word is the preposition of a noun: "vote for", "rule in favor of"."""
    verb = next((item for item in noun.ancestors if item.pos_ in VERBAL), None)
    if verb is None:
        return None
    trigger = get_status_words(context.lexicon).verbs.match_verb(verb)
    return (
        verb
        if trigger is not None and trigger.words[-1] == noun.head.lower_ and len(trigger.words) > 1
        else None
    )


def _read_announcing_noun(head: Token, context: Context) -> Stance | None:
    """Read "the declaration of a state of emergency", "a plan for new prisons": the noun above is itself decided upon."""
    words = get_words(context.lexicon)
    if head.lemma_.lower() in words.anaphors or head.lemma_.lower() in words.acts:
        return _read_stance(head, context)
    return None


def _read_deciding(verb: Token, context: Context) -> Stance | None:
    status = read_verb_status(verb, context)
    if status is None:
        return None
    request = find_request(verb, context)
    if request is not None:
        return Stance("Proposed", request, intended=is_future(request))
    intention = read_intention(verb, context)
    if intention is not None:
        if status in {"Rejected", "Proposed", "StruckDown"} and intention.status != "Ordered":
            return Stance("Proposed", verb, intended=True)
        return intention
    if not (is_past(verb) or verb.tag_ in {"VBZ", "VBP", "VBG"}):
        return None
    return Stance(status, verb)


def _is_ruled(verb: Token, by: Token | None, context: Context) -> bool:
    """Whether a clause ("the ban was unlawful") is what a court is said to have found."""
    if by is not None and is_court(by, context):
        return True
    above = verb.head
    if verb.dep_ not in {"ccomp", "xcomp"} or above.pos_ not in VERBAL:
        return is_passive(verb)
    actor = get_actor(above)
    return actor is not None and is_court(actor, context)


def _find_decider(noun: Token, stance: Stance, context: Context) -> Token | None:
    """Return the authority that decides: the decider's actor, else whose measure it is."""
    verb = stance.decider
    if verb.pos_ in VERBAL:
        actor = get_actor(verb)
        if actor is not None and actor != noun and is_authority(actor, context):
            return actor
        if (
            stance.status in {"Cleared", "StruckDown", "Ended"}
            and actor is not None
            and is_court(actor, context)
        ):
            return actor
        if actor is not None and actor.pos_ == "NOUN" and actor != noun and not is_passive(verb):
            texts = get_words(context.lexicon).texts
            return find_possessor(noun, context) if actor.lemma_.lower() in texts else None
    return find_possessor(noun, context)


def _is_decided_by_nobody(noun: Token, stance: Stance, context: Context, *, weak: bool) -> bool:
    """Whether a measure counts although no authority acts in its clause: the passive, its being in force, a speaker's promise."""
    verb = stance.decider
    _, speaker = find_speaker(noun, context)
    told = stance.status == "Announced" and is_passive(verb) and get_actor(verb) is None
    if speaker is not None and (stance.intended or told or not weak):
        return (
            verb.pos_ not in VERBAL
            or is_passive(verb)
            or is_speaker(get_subject(verb), speaker, context)
            or get_subject(verb) == noun
            or _is_expletive(verb)
        )
    if verb.pos_ not in VERBAL:
        return False
    if weak:
        return (
            stance.status in {"Extended", "StruckDown"}
            and is_passive(verb)
            and get_actor(verb) is None
        )
    if is_receiving(verb, context):
        return speaker is not None
    return (is_passive(verb) and get_actor(verb) is None) or get_subject(verb) == noun


def _is_expletive(verb: Token) -> bool:
    return any(child.dep_ == "expl" for child in verb.children)


def _read_possessed(noun: Token, entry: Entry, context: Context) -> Decision | None:
    """Read "Trump's travel ban", "U.S. sanctions": a measure that somebody is said to have."""
    owner = find_possessor(noun, context)
    if owner is None or owner.pos_ == "PRON":
        return None
    named = context.cast.find_token(owner)
    if owner.dep_ != "poss" and (named is None or named.type != "Country"):
        return None
    return Decision(noun, entry, Stance("InForce", noun), owner, noun)
