"""The words that tell an event: nouns and verbs of the lexicon, and verbs with a date beside them.

A noun counts when it stands for one thing that happened or is to happen ("the attack", "clashes in Lagos on Friday"), not for
things of that kind ("attacks are common", "fear of attacks"). A verb counts when it is told as past or future fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.datings import find_point
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.predicates import (
    NOMINAL,
    VERBAL,
    get_children,
    get_object,
    get_subject,
    is_future,
    is_passive,
    is_past,
)
from graph_builder.extraction.triggers import TriggerIndex, compile_once
from graph_builder.extraction.vicinity import get_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.triggers import Trigger
    from graph_builder.lexicon import Entry, Lexicon

_UNREAL = frozenset({"Possible", "Conditional"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their"})
_NO_EVENT = frozenset({"compound", "amod", "nmod"})
_WIDE = "election"
_NAMED = frozenset({"PERSON", "ORG", "DATE", "TIME", "GPE"})
_BARE_VERB = frozenset({"VB", "VBP", "VBZ"})


@dataclass(frozen=True)
class Sign:
    """One word that tells an event. ``entry`` is None for a verb that only its date makes an event."""

    token: Token
    entry: Entry | None
    by_patient: bool = False
    definite: bool = False
    indefinite: bool = False
    words: tuple[str, ...] = ()

    def get_affected(self) -> Token | None:
        """Return to whom or what it happened, unless the trigger itself says it ("plant a bomb")."""
        noun = get_subject(self.token) if self.by_patient else get_object(self.token)
        if noun is None or noun.lemma_.lower() in self.words[1:]:
            return None
        return noun


@dataclass(frozen=True)
class Words:
    """The lexicon's words of events, indexed."""

    nouns: TriggerIndex
    verbs: TriggerIndex
    happening: TriggerIndex
    holding: TriggerIndex
    stative: TriggerIndex
    blame: TriggerIndex
    frames: frozenset[str]
    barred: frozenset[tuple[str, str]]
    humans: frozenset[str]
    weapons: frozenset[str]


@compile_once
def get_words(lexicon: Lexicon) -> Words:
    """Index the words of events of a lexicon."""
    types = lexicon.of_kind("EventType")
    humans = (
        lexicon.words("HumanNoun", "noun")
        | lexicon.words("PersonNoun", "form")
        | lexicon.words("Office", "form")
    )
    return Words(
        nouns=TriggerIndex(types, "noun", "placedNoun", "singularNoun"),
        verbs=TriggerIndex(types, "verb", "patientVerb", "weaponVerb"),
        happening=TriggerIndex(lexicon.of_kind("HappeningVerb"), "verb"),
        holding=TriggerIndex(lexicon.of_kind("HoldingVerb"), "verb"),
        stative=TriggerIndex(lexicon.of_kind("StativeVerb"), "verb"),
        blame=TriggerIndex(lexicon.of_kind("BlameVerb"), "verb", "objectVerb"),
        frames=lexicon.words("EventFrame", "noun"),
        barred=frozenset(
            (verb, noun)
            for entry in lexicon.of_kind("BarredObject")
            for verb in entry.values("verb")
            for noun in entry.values("noun")
        ),
        humans=humans,
        weapons=lexicon.words("WeaponNoun", "noun"),
    )


def find_signs(context: Context) -> Iterator[Sign]:
    """Yield the words that tell events, in the order of the text."""
    words = get_words(context.lexicon)
    dated, lasting = _find_dated_verbs(context)
    decided = _list_decided(context)
    for sentence in context.parsed.sentences():
        skip = -1
        for token in sentence:
            if token.i <= skip:
                continue
            sign = None
            if token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
                match = words.nouns.match_nouns(token)
                if match:
                    trigger, head = match
                    whole = _extend(head, trigger.entry, words)
                    if whole is None:
                        continue
                    head = whole
                    skip = max(int(token.i) + len(trigger.words) - 1, int(head.i))
                    sign = _read_noun(
                        head, trigger.entry, words, context, placed=trigger.role == "placedNoun"
                    )
            elif token.pos_ == "VERB":
                place = id(token.doc), int(token.i)
                sign = _read_verb(token, words, context)
                if sign is None and place in dated:
                    sign = _read_dated(token, words, context)
                if (
                    sign is not None
                    and place in lasting
                    and sign.entry is not None
                    and _sums_up(token)
                ):
                    sign = None
                if sign is not None and place in decided and _is_plain(sign.entry):
                    sign = None
            if sign is not None:
                yield sign


def _sums_up(verb: Token) -> bool:
    """Whether a verb in the present perfect sums up a stretch of time: "has killed hundreds in recent years"."""
    return any(child.lower_ in {"has", "have", "'ve"} for child in get_children(verb, "aux"))


def _find_dated_verbs(context: Context) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the verbs to which a point in time is attached directly, and those with a duration: (document, index)."""
    times = get_times(context)
    dated = (_find_verb(root) for _, root in times.points)
    lasting = (_find_verb(root) for root in times.lasting)
    return {place for place in dated if place}, {place for place in lasting if place}


def _find_verb(root: Token) -> tuple[int, int] | None:
    head = root.head
    if root.dep_ == "pobj" and head.dep_ == "prep":
        head = head.head
    return (id(head.doc), int(head.i)) if head.pos_ == "VERB" and head != root else None


def _extend(noun: Token, entry: Entry, words: Words) -> Token | None:
    """Return the noun of the same kind before which a noun stands ("presidential runoff *election*"), none before another."""
    while noun.dep_ in _NO_EVENT and noun.head.i == noun.i + 1:
        match = words.nouns.match_nouns(noun.head)
        if match is None:
            return None
        if match[0].entry.value("family") not in {entry.value("family"), _WIDE}:
            return None
        noun = noun.head
    return noun


def _list_decided(context: Context) -> set[tuple[int, int]]:
    """Return the words that tell measures, which are no events beside: (document, index)."""
    return {
        (id(item.doc), int(item.i))
        for decision in context.decisions
        for item in (decision.token, decision.stance.decider)
    }


def _is_plain(entry: Entry | None) -> bool:
    return entry is None or entry.value("class") == "Event"


# -------------------------------------------------------------------------------------------------- nouns


def _read_noun(
    noun: Token, entry: Entry, words: Words, context: Context, *, placed: bool
) -> Sign | None:
    if noun.pos_ not in NOMINAL or noun.dep_ in _NO_EVENT or noun.ent_type_ in _NAMED:
        return None
    if noun.tag_ in {"NNS", "NNPS"} and noun.lemma_.lower() in entry.values("singularNoun"):
        return None
    if _stands_in_frame(noun, words) or not _is_real(noun, context):
        return None
    determiners = {child.lower_ for child in noun.children if child.dep_ in {"det", "poss"}}
    if determiners & {"any", "every", "no", "each", "such"}:
        return None
    definite = bool(determiners & _DEFINITE) or any(child.dep_ == "poss" for child in noun.children)
    happens = _is_told(noun, words)
    dated = find_point(noun, context) is not None
    anchored = dated or happens or bool(context.cast.places_of(noun))
    specific = definite or bool(determiners) or bool(get_children(noun, "nummod"))
    if placed and not (dated or (happens and anchored and specific)):
        return None
    if not dated and _is_hypothetical(noun, context):
        return None
    if not (
        anchored
        or (specific and noun.tag_ in {"NN", "NNP"})
        or (definite and not _is_of_mass(noun))
    ):
        return None
    indefinite = bool(determiners & {"a", "an", "another"})
    return Sign(noun, entry, definite=definite, indefinite=indefinite)


def _is_hypothetical(noun: Token, context: Context) -> bool:
    """Whether the verb of which the noun is subject or object is only possible."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass", "dobj"} or verb.pos_ not in VERBAL:
        return False
    return read_modality(verb, context.lexicon) in _UNREAL


def _is_of_mass(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in {"against", "for", "like", "such", "as"}


def _stands_in_frame(noun: Token, words: Words) -> bool:
    """Whether the noun only says of what kind another thing is: "risk of attack", "bomb threat"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.dep_ == "prep":
        above = head.head
        return above.pos_ == "NOUN" and above.lemma_.lower() in words.frames
    return noun.dep_ == "poss" and head.lemma_.lower() in words.frames


def _is_real(token: Token, context: Context) -> bool:
    """Whether something is told as fact or plan, and not denied, unless the text dates it."""
    modality = read_modality(token, context.lexicon)
    if modality in _UNREAL or read_polarity(token, context.lexicon) == "Negated":
        return modality != "Conditional" and find_point(token, context) is not None
    return True


def _is_told(noun: Token, words: Words) -> bool:
    """Whether a verb says of the noun that it happens, or that somebody does it."""
    verb = noun.head
    if noun.dep_ in {"nsubj", "nsubjpass"} and verb.pos_ in VERBAL:
        return words.happening.match_verb(verb) is not None and (is_past(verb) or is_future(verb))
    if noun.dep_ == "dobj" and verb.pos_ in VERBAL:
        return words.holding.match_verb(verb) is not None and (is_past(verb) or is_future(verb))
    if noun.dep_ == "pobj" and verb.lower_ in {
        "in",
        "during",
        "after",
        "before",
        "at",
        "following",
    }:
        above = verb.head
        return above.pos_ in VERBAL and is_past(above)
    return (
        noun.dep_ == "attr"
        and any(child.dep_ == "expl" for child in verb.children)
        and is_past(verb)
    )


# -------------------------------------------------------------------------------------------------- verbs


def _read_verb(verb: Token, words: Words, context: Context) -> Sign | None:
    trigger = _choose_trigger(verb, words)
    if (
        trigger is None
        or verb.dep_ in _NO_EVENT
        or not _is_fact(verb, context)
        or _is_habit(verb, context)
    ):
        return None
    target = get_object(verb)
    if target is not None and (verb.lemma_.lower(), target.lemma_.lower()) in words.barred:
        return None
    if len(trigger.words) == 1 and not _has_sense(verb, target, trigger.entry):
        return None
    if _is_part_of_event(verb, words):
        return None
    return Sign(
        verb,
        trigger.entry,
        by_patient=trigger.role in {"patientVerb", "weaponVerb"},
        words=trigger.words,
    )


def _choose_trigger(verb: Token, words: Words) -> Trigger | None:
    """Return the entry of a verb; what explodes is a bomb only where its noun is one."""
    for trigger in words.verbs.match_verbs(verb):
        if trigger.role != "weaponVerb":
            return trigger
        subject = get_subject(verb)
        if subject is not None and subject.lemma_.lower() in words.weapons:
            return trigger
    return None


def _is_habit(verb: Token, context: Context) -> bool:
    """Whether a verb sums up what happens again and again, or of whom it is true: "in recent years", "those convicted"."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        head = verb.head
        bare = head.pos_ == "PRON" or (
            head.tag_ == "NNS"
            and not any(child.dep_ in {"det", "poss", "nummod"} for child in head.children)
        )
        return bare and find_point(verb, context) is None and not get_children(verb, "agent")
    return False


def _has_sense(verb: Token, target: Token | None, entry: Entry) -> bool:
    """Whether the verb stands in the sense of the lexicon: no particle ("rule out"), no clause for an object."""
    if get_children(verb, "prt") or (entry.value("voice") == "active" and is_passive(verb)):
        return False
    if entry.value("needsObject") and target is None:
        return False
    if entry.value("class") == "CourtRuling":
        return True
    if get_children(verb, "ccomp") and target is None:
        return False
    return target is None or target != verb


def _is_fact(verb: Token, context: Context) -> bool:
    """Whether a verb tells one past or future fact: finite, or a participle with a noun; no habit, no mere possibility."""
    if not _is_real(verb, context):
        return False
    if is_future(verb):
        return True
    if verb.tag_ in _BARE_VERB:
        if verb.tag_ == "VB":
            return _is_infinitive_fact(verb)
        return find_point(verb, context) is not None
    if verb.tag_ == "VBG":
        helpers = get_children(verb, "aux")
        return bool(helpers) or (
            verb.dep_ in {"advcl", "pcomp", "acl"}
            and get_object(verb) is not None
            and verb.dep_ != "csubj"
        )
    return is_past(verb)


def _is_infinitive_fact(verb: Token) -> bool:
    """Whether an infinitive is carried out: "did not attack" aside, "went on to win", "managed to escape"."""
    if any(child.lower_ == "did" for child in get_children(verb, "aux")):
        return True
    return (
        verb.dep_ == "xcomp"
        and verb.head.lemma_ in {"manage", "go", "continue", "begin", "start", "come"}
        and is_past(verb.head)
    )


def _is_part_of_event(verb: Token, words: Words) -> bool:
    """Whether the verb tells only what came of an event that its subject or an "in …" names."""
    subject = get_subject(verb)
    if (
        subject is not None
        and subject.pos_ == "NOUN"
        and not is_passive(verb)
        and words.nouns.match_nouns(subject)
    ):
        return True
    for child in get_children(verb, "prep", "agent"):
        if child.lower_ in {"in", "during", "by"}:
            for item in get_children(child, "pobj"):
                if item.pos_ == "NOUN" and words.nouns.match_nouns(item):
                    return True
    return False


def _read_dated(verb: Token, words: Words, context: Context) -> Sign | None:
    """Read a verb that has a date beside it and tells a change rather than a state or speech."""
    if words.stative.match_verb(verb) or not _is_fact(verb, context) or get_children(verb, "ccomp"):
        return None
    if not (is_past(verb) or is_future(verb)):
        return None
    subject = get_subject(verb)
    if subject is None or (subject.pos_ == "PRON" and context.cast.find_token(subject) is None):
        return None
    for noun in (subject, get_object(verb)):
        if noun is not None and noun.pos_ == "NOUN" and words.nouns.match_nouns(noun):
            return None
    return Sign(verb, None)
