"""Measures by their verbs: "banned", "deployed troops", "will build new prisons", "ordered the army to guard"."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from graph_builder.extraction.authorities import (
    find_authority,
    find_maker,
    find_possessor,
    find_speaker,
    is_court,
    is_speaker,
)
from graph_builder.extraction.decision_words import Decision, get_words, is_idle
from graph_builder.extraction.modality import read_modality
from graph_builder.extraction.predicates import (
    VERBAL,
    get_actor,
    get_children,
    get_complements,
    get_governing_verb,
    get_object,
    get_subject,
    is_mere_pronoun,
    is_passive,
    is_past,
)
from graph_builder.extraction.statuses import (
    Stance,
    find_request,
    get_status_words,
    read_intention,
    read_verb_status,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.decision_words import Words
    from graph_builder.extraction.triggers import Trigger
    from graph_builder.model import Status

_FAVOR = frozenset({"favor", "favour"})
_BESIDE = frozenset({"compound", "amod", "nmod"})
_SELDOM = frozenset({"never", "seldom", "rarely", "once", "twice"})


def read_verb(verb: Token, words: Words, context: Context) -> Decision | None:
    """Return the decision that a verb tells: by its own sense, or as what an authority means to do."""
    if verb.dep_ in _BESIDE:
        return None
    return _read_ruling(verb, words, context) or _read_act(verb, words, context)


def _read_act(verb: Token, words: Words, context: Context) -> Decision | None:
    trigger = words.verbs.match_verb(verb)
    if trigger is None:
        by_itself = _read_by_itself(verb, words, context)
        if by_itself is not None:
            return by_itself
    stance = read_intention(verb, context)
    ordered = stance is not None and stance.status == "Ordered" and stance.decider.pos_ in VERBAL
    if trigger is None and not ordered and words.policy.match_verb(verb) is None:
        return None
    target = get_object(verb)
    if (
        _is_what_for(verb)
        or _is_rare(verb)
        or not _has_object(verb, target, trigger)
        or _is_of_words(target, context)
        or find_request(verb, context) is not None
    ):
        return None
    if trigger is not None:
        told = cast("Status", trigger.entry.value("verbStatus", "InForce"))
        stance = stance or (Stance(told, verb) if _is_done(verb) else None)
    elif _is_told_by_noun(verb, target, words, context):
        return None
    if stance is None:
        return None
    return _make_decision(verb, trigger, stance, context)


def _read_by_itself(verb: Token, words: Words, context: Context) -> Decision | None:
    """Read "The ministry said schools will close": what an authority says is to be, as if it befell by itself."""
    trigger = words.verbs.match_by_itself(verb)
    stance = read_intention(verb, context) if trigger is not None else None
    if trigger is None or stance is None or stance.possible or not stance.intended:
        return None
    if stance.status == "Ordered" and stance.decider != verb and stance.decider.pos_ in VERBAL:
        by = find_authority(get_actor(stance.decider), context)
        return Decision(verb, trigger.entry, stance, by, verb, by_itself=True) if by else None
    claim, speaker = find_speaker(verb, context)
    if claim is None or speaker is None or read_modality(verb, context.lexicon) != "Intended":
        return None
    first = verb
    while first.dep_ == "conj" and first.head.pos_ in VERBAL:
        first = first.head
    above = context.parsed.offset(first.head)
    contents = context.claims[claim].content
    told = first.head != first and any(part.start <= above < part.end for part in contents)
    if told or verb.dep_ in {"relcl", "advcl"}:
        return None  # "said she feared schools would close"
    return Decision(verb, trigger.entry, stance, None, verb, by_itself=True)


def _is_rare(verb: Token) -> bool:
    """Whether a sentence tells how seldom something was done, and not that it was: "Only once before *has* Congress voted to …"."""
    root = verb.sent.root
    subject = next((child for child in root.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or verb not in {root, *root.rights}:
        return False
    before = [child for child in root.lefts if child.dep_ in {"aux", "auxpass"}]
    inverted = any(child.i < subject.i for child in before)
    return inverted and any(
        word.lower_ in _SELDOM for word in verb.doc[verb.sent.start : subject.i]
    )


def _is_what_for(verb: Token) -> bool:
    """Whether a gerund tells what a thing is used for: "the scale used by the agency *for classifying* storms"."""
    link = verb.head
    return verb.dep_ == "pcomp" and link.lower_ == "for" and link.head.lemma_ == "use"


def _read_ruling(verb: Token, words: Words, context: Context) -> Decision | None:
    """Read "The court ruled in her favor": what was asked of the court is cleared."""
    actor = get_actor(verb)
    if actor is None or not is_court(actor, context):
        return None
    for preposition in get_children(verb, "prep"):
        for noun in get_children(preposition, "pobj"):
            owners = get_children(noun, "poss")
            if noun.lower_ in _FAVOR and any(owner.pos_ == "PRON" for owner in owners):
                stance = Stance("Cleared", verb)
                return Decision(verb, words.any_type, stance, actor, verb, anaphor=True)
    return None


def _has_object(verb: Token, target: Token | None, trigger: Trigger | None) -> bool:
    """Whether the verb says what is done: an object that is more than a pronoun, or words of its own."""
    if target is not None:
        return not is_mere_pronoun(target) and target.ent_type_ not in {"DATE", "TIME"}
    if _get_allowed(verb) is not None:
        return True
    if trigger is None:
        return False
    return len(trigger.words) > 1 or bool(get_children(verb, "prep"))


def _is_of_words(target: Token | None, context: Context) -> bool:
    """Whether what somebody withdraws or limits are only their own words: "restricted *his comments*"."""
    if target is None or not any(child.pos_ == "PRON" for child in get_children(target, "poss")):
        return False
    return target.lemma_.lower() in context.lexicon.words("UtteranceNoun", "noun")


def _get_allowed(verb: Token) -> Token | None:
    """Return what somebody is allowed to do: "allow foreigners *to buy* land"."""
    clauses = (item for item in get_children(verb, "ccomp") if item.tag_ == "VB")
    return next((item for item in clauses if get_children(item, "nsubj")), None)


def _is_told_by_noun(verb: Token, target: Token | None, words: Words, context: Context) -> bool:
    """Whether the object's own noun is the measure, or no policy at all."""
    if target is None and _get_allowed(verb) is not None:
        return False
    if target is None:
        return True
    named = {target.lemma_.lower()}
    named |= {f"{item.lower_} {target.lemma_.lower()}" for item in get_children(target, "amod")}
    if named & words.idle:
        return True
    match = words.nouns.match_nouns(target)
    if match is None or verb.lemma_ in match[0].entry.values("unlessMade"):
        return False
    return read_verb_status(verb, context) is not None


def _make_decision(
    verb: Token, trigger: Trigger | None, stance: Stance, context: Context
) -> Decision | None:
    by = _find_actor(verb, stance, context)
    if is_idle(stance, by, context):
        return None
    if by is None and not _may_lack_actor(verb, stance, context, trigger):
        return None
    subject = get_subject(verb) if by is None else None
    words = get_words(context.lexicon)
    if subject is not None and any(is_court(child, context) for child in subject.lefts):
        return None  # "the *court order* bans the strike"
    anaphor = subject is not None and subject.lemma_.lower() in words.texts
    if subject is not None and anaphor:
        by = find_possessor(subject, context)  # "*the ministry's* order bans fireworks"
    entry = trigger.entry if trigger is not None else words.any_type
    return Decision(verb, entry, stance, by, verb, anaphor=anaphor)


def _is_done(verb: Token) -> bool:
    """Whether a verb tells a fact: past, present, or a participle that accompanies another verb."""
    if verb.tag_ == "VBG":
        above = get_governing_verb(verb.head)  # "told it *to issue* a rule banning masks"
        meant = above is not None and any(child.tag_ == "TO" for child in above.lefts)
        accompanies = verb.dep_ in {"acl", "advcl"} and not meant
        return accompanies or bool(get_children(verb, "aux"))
    return is_past(verb) or verb.tag_ in {"VBZ", "VBP"}


def _find_actor(verb: Token, stance: Stance, context: Context) -> Token | None:
    """Return the authority that acts: of the intention first, then of the act; a law's own verb has its maker unsaid."""
    decider = stance.decider
    if decider.pos_ in VERBAL and decider != verb:
        actor = find_authority(get_actor(decider), context)
        if actor is not None:
            return None if _is_of_people(actor, decider, context) else actor
        if stance.status == "Ordered":
            return None  # who acts is only the one who was told to
    elif decider.pos_ == "NOUN":
        owner = find_maker(decider, context)
        if owner is not None or decider.dep_ == "dobj":
            return owner
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


def _may_lack_actor(verb: Token, stance: Stance, context: Context, trigger: Trigger | None) -> bool:
    subject = get_subject(verb)
    if stance.refused and verb.tag_ == "VB":
        return _is_voted_in(stance.decider, context)  # "the bid to ban it failed in the senate"
    _, speaker = find_speaker(verb, context)
    if speaker is not None and stance.intended:
        if any(child.tag_ in {"WP", "WDT"} for child in verb.children):
            return False
        return verb.dep_ != "relcl" and (
            is_passive(verb) or is_speaker(subject, speaker, context) or _is_caused(verb)
        )
    if (
        subject is not None
        and subject != stance.decider
        and subject.lemma_.lower() in get_words(context.lexicon).texts
        and not is_passive(verb)
    ):
        return trigger is not None
    if trigger is None or (trigger.role == "sharedVerb" and speaker is None):
        return False
    return (
        is_passive(verb)
        and get_actor(verb) is None
        and not stance.intended
        and verb.dep_ not in _BESIDE
        and (speaker is not None or _is_placed(verb, context))
    )


def _is_voted_in(verb: Token, context: Context) -> bool:
    return any(find_authority(noun, context) for noun in get_complements(verb, "in"))


def _is_placed(verb: Token, context: Context) -> bool:
    """Whether a clause names the place where something "was banned", so that its government did it, and no club or shop."""
    return any(
        (place := context.cast.find_token(word)) is not None and place.type in {"Country", "Place"}
        for noun in get_complements(verb, "in", "from", "across", "throughout")
        for word in (noun, *get_children(noun, "amod", "compound", "poss"))
    )
