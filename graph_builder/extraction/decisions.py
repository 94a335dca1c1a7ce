"""The words that tell a measure: nouns of decrees, verbs of banning, and whatever an authority means to do.

Three patterns, each with an authority that acts or speaks:

1. a measure's noun as the object, passive subject or possession of a decision ("announced an amnesty", "a curfew is in
   force", "U.S. sanctions");
2. a verb that is a measure by itself ("banned", "deployed troops");
3. a verb of policy behind an intention, order or future ("will build new prisons", "ordered the army to guard mosques").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.authorities import (
    find_authority,
    find_possessor,
    find_speaker,
    is_authority,
    is_court,
    is_speaker,
)
from graph_builder.extraction.modality import read_polarity
from graph_builder.extraction.predicates import (
    NOMINAL,
    VERBAL,
    get_actor,
    get_children,
    get_complements,
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
from graph_builder.extraction.triggers import TriggerIndex, compile_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Entry, Lexicon

_BESIDE = frozenset({"compound", "amod", "nmod"})
_AGENTS = frozenset({"Person", "GovernmentBody", "Country", "ArmedGroup", "NewsOutlet"})
_DEFINITE = frozenset({"the", "this", "that", "its", "his", "her", "their", "these"})
_ANY = "PolicyAction"


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
    """

    token: Token
    entry: Entry
    stance: Stance
    by: Token | None
    content: Token
    anaphor: bool = False


@dataclass(frozen=True)
class Words:
    """The lexicon's words of measures, indexed."""

    nouns: TriggerIndex
    verbs: TriggerIndex
    policy: TriggerIndex
    idle: frozenset[str]
    anaphors: frozenset[str]
    texts: frozenset[str]
    any_type: Entry


@compile_once
def get_words(lexicon: Lexicon) -> Words:
    """Index the words of measures of a lexicon."""
    types = lexicon.of_kind("MeasureType")
    return Words(
        nouns=TriggerIndex(types, "noun", "objectNoun"),
        verbs=TriggerIndex(types, "verb"),
        policy=TriggerIndex(lexicon.of_kind("PolicyVerb"), "verb"),
        idle=lexicon.words("PolicyObject", "noun"),
        anaphors=lexicon.words("MeasureAnaphor", "noun"),
        texts=lexicon.words("LegislativeNoun", "noun"),
        any_type=next(entry for entry in types if entry.name == _ANY),
    )


def find_decisions(context: Context) -> Iterator[Decision]:
    """Yield the places that tell measures, in the order of the text."""
    words = get_words(context.lexicon)
    for sentence in context.parsed.sentences():
        skip = -1
        for token in sentence:
            if token.i <= skip:
                continue
            found = None
            if token.pos_ in {"NOUN", "PROPN", "ADJ"}:
                match = words.nouns.match_nouns(token)
                if match:
                    trigger, head = match
                    skip = int(token.i) + len(trigger.words) - 1
                    found = _read_noun(
                        head, trigger.entry, context, weak=trigger.role == "objectNoun"
                    )
                elif token.lemma_.lower() in words.anaphors:
                    found = _read_noun(token, words.any_type, context, weak=True)
            elif token.pos_ == "VERB":
                found = _read_verb(token, words, context)
            if found is not None:
                yield found


# -------------------------------------------------------------------------------------------------- nouns


def _read_noun(noun: Token, entry: Entry, context: Context, *, weak: bool) -> Decision | None:
    if noun.dep_ in _BESIDE or noun.pos_ not in NOMINAL or noun.ent_type_ in {"PERSON", "GPE"}:
        return None
    named = context.cast.find_token(noun)
    if named is not None and named.type in _AGENTS:
        return None
    words = get_words(context.lexicon)
    determiners = {child.lower_ for child in noun.children if child.dep_ in {"det", "poss"}}
    if determiners & {"any", "no", "every", "each", "such"}:
        return None
    anaphor = _is_anaphor(noun, words, determiners)
    if anaphor and weak:
        entry = words.any_type
    stance = _read_stance(noun, context)
    if stance is None:
        return None if weak else _read_possessed(noun, entry, context)
    by = _find_decider(noun, stance, context)
    if _is_idle(stance, by, context) or (weak and is_receiving(stance.decider, context)):
        return None
    if by is None and not _is_decided_by_nobody(noun, stance, context, weak=weak):
        return None
    if stance.status == "StruckDown" and by is None and not _is_ruled(stance.decider, context):
        return None
    return Decision(noun, entry, stance, by, noun, anaphor=anaphor)


def _is_idle(stance: Stance, by: Token | None, context: Context) -> bool:
    """Whether nothing was decided: a denial, or a mere possibility that the authority itself does not speak of."""
    verb = stance.decider
    if verb.pos_ in VERBAL and read_polarity(verb, context.lexicon) == "Negated":
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
    match = get_words(context.lexicon).anaphors
    if head.lemma_.lower() in match or head.lemma_.lower() in {
        "declaration",
        "announcement",
        "imposition",
        "introduction",
        "lifting",
        "extension",
        "approval",
    }:
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


def _is_ruled(verb: Token, context: Context) -> bool:
    """Whether a clause ("the ban was unlawful") is what a court is said to have found."""
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
    return find_possessor(noun, context)


def _is_decided_by_nobody(noun: Token, stance: Stance, context: Context, *, weak: bool) -> bool:
    """Whether a measure counts although no authority acts in its clause: the passive, its being in force, a speaker's promise."""
    verb = stance.decider
    _, speaker = find_speaker(noun, context)
    if speaker is not None and (stance.intended or not weak):
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


# -------------------------------------------------------------------------------------------------- verbs


def _read_verb(verb: Token, words: Words, context: Context) -> Decision | None:
    trigger = words.verbs.match_verb(verb)
    intention = read_intention(verb, context)
    target = get_object(verb)
    if verb.dep_ in _BESIDE or find_request(verb, context) is not None:
        return None
    if trigger is not None:
        stance = intention or (Stance("InForce", verb) if _is_done(verb) else None)
        entry = trigger.entry
        strict = False
    else:
        if intention is None or words.policy.match_verb(verb) is None:
            return None
        if target is None or target.lemma_.lower() in words.idle or target.pos_ == "PRON":
            return None
        if words.nouns.match_nouns(target) and read_verb_status(verb, context):
            return None
        stance, entry, strict = intention, words.any_type, True
    if stance is None or (target is not None and target.pos_ == "PRON"):
        return None
    by = _find_actor(verb, stance, context)
    if _is_idle(stance, by, context):
        return None
    if by is None and not _may_lack_actor(verb, stance, context, strict=strict):
        return None
    if (
        target is None
        and get_children(verb, "prep") == []
        and trigger is not None
        and len(trigger.words) == 1
    ):
        return None
    subject = get_subject(verb)
    anaphor = by is None and subject is not None and subject.lemma_.lower() in words.texts
    return Decision(verb, entry, stance, by, verb, anaphor=anaphor)


def _is_done(verb: Token) -> bool:
    """Whether a verb tells a fact: past, present, or a participle that accompanies another verb."""
    if verb.tag_ == "VBG":
        return verb.dep_ in {"acl", "advcl"} or bool(get_children(verb, "aux"))
    return is_past(verb) or verb.tag_ in {"VBZ", "VBP"}


def _find_actor(verb: Token, stance: Stance, context: Context) -> Token | None:
    """Return the authority that acts: of the intention first, then of the act; a law's own verb has its maker unsaid."""
    decider = stance.decider
    if decider.pos_ in VERBAL and decider != verb:
        actor = find_authority(get_actor(decider), context)
        if actor is not None:
            return None if _is_of_people(actor, decider, context) else actor
    elif decider.pos_ == "NOUN":
        owner = find_possessor(decider, context)
        if owner is not None:
            return owner
        above = decider.head
        if decider.dep_ == "dobj" and above.pos_ in VERBAL:
            return find_authority(get_actor(above), context)
    return find_authority(get_actor(verb), context)


def _is_caused(verb: Token) -> bool:
    """Whether a participle is what somebody will "have" done: "will have their names published"."""
    return verb.dep_ == "ccomp" and verb.tag_ == "VBN" and verb.head.lemma_ == "have"


def _is_of_people(actor: Token, verb: Token, context: Context) -> bool:
    """Whether a whole country, not a body, decides by a verb that asks for a body: "Britain voted to leave"."""
    trigger = get_status_words(context.lexicon).intentions.match_verb(verb)
    if trigger is None or not trigger.entry.value("byBody"):
        return False
    entity = context.cast.find_token(actor)
    return entity is not None and entity.type in {"Country", "Place"}


def _may_lack_actor(verb: Token, stance: Stance, context: Context, *, strict: bool) -> bool:
    subject = get_subject(verb)
    _, speaker = find_speaker(verb, context)
    if speaker is not None and stance.intended:
        if any(child.tag_ in {"WP", "WDT"} for child in verb.children):
            return False
        return verb.dep_ != "relcl" and (
            is_passive(verb) or is_speaker(subject, speaker, context) or _is_caused(verb)
        )
    if (
        subject is not None
        and subject.lemma_.lower() in get_words(context.lexicon).texts
        and not is_passive(verb)
    ):
        return not strict
    if strict:
        return False
    return (
        is_passive(verb)
        and get_actor(verb) is None
        and not stance.intended
        and verb.dep_ not in _BESIDE
    )
