"""Whether a verb of the lexicon stands in the sense that tells an event: "sales exploded", "seized on a remark" and "attacked the bill" do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.attacks import is_in_medium, may_be_either, read_means
from graph_builder.extraction.event_words import (
    is_by_people,
    is_person,
)
from graph_builder.extraction.predicates import (
    get_actor,
    get_children,
    get_complements,
    get_subject,
    is_passive,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.event_words import Words
    from graph_builder.extraction.triggers import Trigger


_REFLEXIVE = ("self", "selves")
_EXPLODING = frozenset({"blow", "detonate", "explode"})  # "blew himself up"
_OF_CROWDS = frozenset({"protest", "riot"})
_BEFALLING = frozenset({"die", "perish"})


def is_in_other_sense(
    verb: Token, target: Token | None, trigger: Trigger, words: Words, context: Context
) -> bool:
    """Whether the verb stands in another sense with its subject or object: "sales exploded", "captured pictures"."""
    name, subject = verb.lemma_.lower(), get_subject(verb)
    if _is_of_words(verb, target, trigger, words, context) or _tells_name(verb, trigger, words):
        return True
    if trigger.entry.value("family") in _OF_CROWDS and not _can_protest(verb, words, context):
        return True
    if subject is not None and (name, subject.lemma_.lower()) in words.barred_subjects:
        return True
    if not trigger.entry.value("ofPeople"):
        doer = get_actor(verb)
        harms = trigger.entry.value("actor") == "perpetrators" and trigger.role == "verb"
        return harms and doer is not None and not _can_attack(doer, words, context)
    itself = target is None or name in _BEFALLING
    by_phrase = len(trigger.words) > 1 and target is not None and not is_person(target, context)
    who = subject if itself or by_phrase else target
    return who is not None and not is_person(who, context)


def _tells_name(verb: Token, trigger: Trigger, words: Words) -> bool:
    """Whether it is only told who or what somebody or something is: "was *named as* Bo Rill", "*called the strike* a crime"."""
    if trigger.words[0] == "call" and get_children(verb, "oprd", "xcomp"):
        return True
    named = get_complements(verb, "as") if "as" in trigger.words else []
    accused = words.accused
    return any(noun.ent_type_ == "PERSON" or noun.lemma_.lower() in accused for noun in named)


def _can_protest(verb: Token, words: Words, context: Context) -> bool:
    """Whether somebody acts, and no storm and no number: "*it* blocked roads", "*prices* rose up"."""
    doer = get_actor(verb)
    if doer is None:
        return True
    if verb.lemma_ == "rise":
        return is_person(doer, context)
    return doer.lower_ != "it" and (doer.pos_ != "NOUN" or _can_attack(doer, words, context))


def _is_of_words(
    verb: Token, target: Token | None, trigger: Trigger, words: Words, context: Context
) -> bool:
    """Whether what stands behind a verb gives it another sense: "captured *pictures*", "was met *with protests*", "killing *themselves*"."""
    name = verb.lemma_.lower()
    kind = _get_kind(target, context) if target is not None else ""
    if (name, kind) in words.barred and kind not in trigger.words[1:-1]:
        return True  # "fired missiles", but "fired a shot at him"
    if _has_other_sense(verb, words):
        return True
    if trigger.entry.value("class") == "CourtRuling" and (
        _judges_privately(verb, words, context)
        or (len(trigger.words) > 1 and is_by_people(verb, words, context))
    ):
        return True
    violent = trigger.entry.value("class") == "ViolentIncident"
    itself = target is not None and target.lower_.endswith(_REFLEXIVE)
    if violent and itself and name not in _EXPLODING:
        return True
    if name == "meet":
        return is_passive(verb) and bool(get_complements(verb, "with"))
    told = name in words.verbal and is_in_medium(verb, words.media)
    told = told or (may_be_either(verb, context) and read_means(verb, context) != "force")
    told = told or (name in words.labelling and _is_labelled(verb, context))
    return told or (name == "clash" and _is_dispute(verb, context))


def _has_other_sense(verb: Token, words: Words) -> bool:
    """Whether a preposition gives a verb another sense: "seized *on* a remark", "was met *with protests*"."""
    name, links = verb.lemma_.lower(), get_children(verb, "prep")
    if any(f"{name} {link.lower_}" in words.phrasal for link in links):
        return True
    behind = ((link, noun) for link in links for noun in link.rights)
    return any(
        (f"{name} {link.lower_}", noun.lemma_.lower()) in words.barred for link, noun in behind
    )


def _judges_privately(verb: Token, words: Words, context: Context) -> bool:
    """Whether a paper, a firm or a club rules, which is no court: "*the fact checker* ruled that it was false"."""
    actor = get_actor(verb)
    figure = context.cast.get_figure(actor) if actor is not None else None
    if figure is None or figure.type not in {"Organization", "NewsOutlet"}:
        return False
    return words.courts.isdisjoint(figure.label.lower().split())


def _is_labelled(verb: Token, context: Context) -> bool:
    """Whether it is only said what somebody is: "dismissed Moss *as* a dreamer", which ends no office; but "as director"."""
    offices = context.cast.words.offices
    links = (link for link in get_children(verb, "prep") if link.lower_ == "as")
    behind = (item for link in links for item in get_children(link, "pobj", "pcomp"))
    return any(item.lemma_.lower() not in offices for item in behind)


def _is_dispute(verb: Token, context: Context) -> bool:
    """Whether one person clashes with others, which is with words: "the minister, who *has clashed with Bello over* rates"."""
    subject = get_subject(verb)
    figure = context.cast.get_figure(subject) if subject is not None else None
    return figure is not None and figure.type == "Person"


def _get_kind(noun: Token, context: Context) -> str:
    """Return a noun's lemma, or "country" for the name of one and of any place: "ruled *Zimbabwe*"."""
    named = context.cast.find_token(noun) if noun.pos_ == "PROPN" else None
    if named is not None and named.type in {"Country", "Place"}:
        return "country"
    return str(noun.lemma_.lower())


def _can_attack(doer: Token, words: Words, context: Context) -> bool:
    """Whether a subject can do violence: people, their weapons and vehicles, what an event's noun names; no "warm water"."""
    if doer.pos_ != "NOUN" or is_person(doer, context) or doer.lemma_.lower() in words.weapons:
        return True
    return words.nouns.match_nouns(doer) is not None or doer.lower_ == doer.lemma_ + "s"
