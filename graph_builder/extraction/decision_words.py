"""The record of one decision in the text, and the lexicon's words of measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.authorities import find_speaker, is_speaker
from graph_builder.extraction.modality import read_polarity
from graph_builder.extraction.predicates import (
    VERBAL,
    get_children,
    get_subject,
    is_future,
    is_passive,
    is_unreal,
)
from graph_builder.extraction.triggers import TriggerIndex, compile_once

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.statuses import Stance
    from graph_builder.lexicon import Entry, Lexicon

_ANY = "PolicyAction"
_AWAITING = frozenset({"once", "when", "until", "till", "before", "after"})
_UNTIL = frozenset({"until", "till"})
_DEEPEST = 4
_CONDITIONS = frozenset({"if", "unless"})
_PROMISED = frozenset({"Proposed", "Announced"})


@dataclass(frozen=True)
class Decision:
    """One place where the text tells a measure.

    Attributes:
        token: The noun or verb that names it.
        entry: Its ``MeasureType``.
        stance: The status, and the verb that gives it.
        by: The word for the authority, none where only the speaker of a claim is one, or nobody is named.
        content: The noun or verb that says what is decided.
        anaphor: It only takes up a measure told before ("the bill").
        by_itself: The verb's subject is what something is done with: "schools will close".
        refers: It tells nothing where no measure was told before ("vetoed *it*").
        again: It takes up a step of it, too ("announced *the repeal*").
        ending: It is meant to end or extend what its noun names: "plans to *lift the ban*".
    """

    token: Token
    entry: Entry
    stance: Stance
    by: Token | None
    content: Token
    anaphor: bool = False
    by_itself: bool = False
    ending: bool = False
    refers: bool = False
    again: bool = False


@dataclass(frozen=True)
class Words:
    """The lexicon's words of measures, indexed."""

    nouns: TriggerIndex
    verbs: TriggerIndex
    policy: TriggerIndex
    revealing: TriggerIndex
    changing: TriggerIndex
    idle: frozenset[str]
    anaphors: frozenset[str]
    texts: frozenset[str]
    acts: TriggerIndex
    endings: TriggerIndex
    any_type: Entry


@compile_once
def get_words(lexicon: Lexicon) -> Words:
    """Index the words of measures of a lexicon."""
    types = lexicon.of_kind("MeasureType")
    return Words(
        nouns=TriggerIndex(types, "noun", "objectNoun"),
        verbs=TriggerIndex(types, "verb", "sharedVerb"),
        policy=TriggerIndex(lexicon.of_kind("PolicyVerb"), "verb"),
        revealing=TriggerIndex(lexicon.of_kind("RevealingVerb"), "verb"),
        changing=TriggerIndex(lexicon.of_kind("ChangingVerb"), "verb"),
        idle=lexicon.words("PolicyObject", "noun"),
        anaphors=lexicon.words("MeasureAnaphor", "noun"),
        acts=TriggerIndex(lexicon.of_kind("DecidingNoun"), "noun"),
        endings=TriggerIndex(lexicon.of_kind("EndingNoun"), "noun"),
        texts=lexicon.words("LegislativeNoun", "noun"),
        any_type=next(entry for entry in types if entry.name == _ANY),
    )


def is_idle(stance: Stance, by: Token | None, context: Context) -> bool:
    """Whether nothing was decided: a denial, a condition ("if we can cut taxes"), or a mere possibility that the authority itself does not speak of."""
    verb = stance.decider
    denied = verb.pos_ in VERBAL and read_polarity(verb, context.lexicon) == "Negated"
    if denied and not (stance.pending or stance.refused):
        return True
    condition = any(child.dep_ == "mark" and child.lower_ in _CONDITIONS for child in verb.children)
    condition = condition or _is_awaited(verb)
    alone = is_unreal(verb) or _is_expected(verb) or _is_vote_of_one(verb, by, context)
    alone = alone or _is_of_candidate(stance, by, context)
    if condition or alone or _is_of_any(verb) or (stance.intended and _is_hoped(verb)):
        return True
    if not stance.possible:
        return False
    _, speaker = find_speaker(verb, context)
    actor = context.cast.find_token(by) if by is not None else None
    if speaker is None:
        return True
    if actor is None:
        return not is_speaker(get_subject(verb), speaker, context)
    return actor.id != speaker.id


def _is_expected(verb: Token) -> bool:
    """Whether others only expect something: "Wales *is expected to* pass a law", "… to order the army to help"."""
    for _ in range(_DEEPEST):
        above = verb.head
        if verb.dep_ not in {"xcomp", "ccomp", "advcl"} or verb.tag_ != "VB":
            return False
        if above.lemma_ == "expect" and verb.dep_ == "xcomp" and is_passive(above):
            return True
        verb = above
    return False


def _is_awaited(verb: Token) -> bool:
    """Whether something is to last up to an act that is still to come: "would stay in place *until the ban was lifted*", "… *before the rules take effect*"."""
    marks = {child.lower_ for child in get_children(verb, "mark", "advmod")}
    if verb.dep_ != "advcl":
        return False
    present = verb.tag_ in {"VBZ", "VBP"} and not get_children(verb, "aux")
    return bool(marks & _AWAITING and present) or bool(marks & _UNTIL and is_future(verb.head))


def _is_vote_of_one(verb: Token, by: Token | None, context: Context) -> bool:
    """Whether only one of many votes: "the senator voted for the bill"."""
    if verb.lemma_ != "vote" or by is None:
        return False
    actor = context.cast.find_token(by)
    if actor is not None:
        return actor.type == "Person"
    beside = {child.lower_ for child in by.lefts}
    part = beside & context.lexicon.words("HousePart", "word") or get_children(by, "nummod")
    if by.tag_ == "NNS" and not part:
        return False  # "lawmakers voted down the bill"; not "opposition lawmakers"
    return by.lemma_.lower() in context.lexicon.words("AuthorityTitle", "noun")


def _is_of_candidate(stance: Stance, by: Token | None, context: Context) -> bool:
    """Whether those who only stand for an office are said to have decided: "*other candidates* accepted donations"; they may promise."""
    if by is None or stance.intended or stance.status in _PROMISED:
        return False
    return by.lemma_.lower() in context.lexicon.words("CandidateNoun", "noun")


def _is_hoped(verb: Token) -> bool:
    """Whether somebody only feels that something will be: "is optimistic that a deal *will be reached*"."""
    above = verb.head
    if verb.dep_ != "ccomp":
        return False
    return above.pos_ == "ADJ" or any(child.dep_ == "acomp" for child in above.children)


def _is_of_any(verb: Token) -> bool:
    """Whether a clause tells of whom something is said, whoever that may be: "any acts *that advocate* independence"."""
    return verb.dep_ == "relcl" and any(
        child.lower_ in {"any", "every", "no"} for child in verb.head.lefts
    )
