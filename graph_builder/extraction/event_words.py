"""The record of one word that tells an event, and the lexicon's words of events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import get_scheduling
from graph_builder.extraction.cues import compile_cues
from graph_builder.extraction.datings import find_point
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.predicates import (
    VERBAL,
    get_actor,
    get_children,
    get_complements,
    get_governing_verb,
    get_object,
    get_subject,
    is_future,
    is_passive,
    is_past,
)
from graph_builder.extraction.sources import join_hyphens
from graph_builder.extraction.triggers import TriggerIndex, compile_once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Entry, Lexicon
    from graph_builder.model import Modality

_OF_PEOPLE = ("ist", "man", "woman", "ee", "goer", "keeper", "worker", "holder", "owner", "maker")
_THINGS = frozenset({"it", "itself", "this"})
_UNREAL = frozenset({"Possible", "Conditional"})
_DONE = frozenset({"derail", "crash", "collide", "drown", "explode"})
"""Verbs of what befalls a thing that somebody may do to it, too."""
_REACH = 3  # words before a noun that may belong to its name


@dataclass(frozen=True)
class Sign:
    """One word that tells an event.

    ``entry`` is None for a verb that only its date makes an event; ``verb`` is the one that has told the event of a noun already.
    """

    token: Token
    entry: Entry | None
    by_patient: bool = False
    definite: bool = False
    indefinite: bool = False
    words: tuple[str, ...] = ()
    verb: Token | None = None

    def get_affected(self) -> Token | None:
        """Return to whom or what it happened.

        Nobody, where the trigger itself says it ("plant a bomb") or the object was there before ("Ruiz *succeeded Moss*").
        """
        if self.entry and self.token.lemma_ in self.entry.values("successionVerb"):
            return None
        violent = self.entry is not None and self.entry.value("class") == "ViolentIncident"
        if violent and "into" in self.words[1:]:
            return None  # "drove *his car* into a crowd"
        noun = get_subject(self.token) if self.by_patient else get_object(self.token)
        if self.by_patient and not is_passive(self.token):
            # "Rebels derailed *a train*"
            things = [each for each in get_children(self.token, "dobj") if each.tag_ != "WDT"]
            other = [each for each in things if each.lemma_.lower() not in self.words[1:]]
            noun = other[-1] if other and self.token.lemma_ in _DONE else noun
        if noun is None:
            return None
        # "Re | - | election" is a word of the trigger, too.
        parts = {part.lemma_.lower() for part in (noun, join_hyphens(noun))}
        if parts & set(self.words[1:]):
            # "Took nine hostages" says whom.
            return noun if noun.lemma_ == "hostage" and noun.tag_ == "NNS" else None
        return noun


@dataclass(frozen=True)
class Words:
    """The lexicon's words of events, indexed."""

    nouns: TriggerIndex
    infinitives: Mapping[str, Entry]
    verbs: TriggerIndex
    happening: TriggerIndex
    holding: TriggerIndex
    stative: TriggerIndex
    staging: frozenset[str]
    vague: frozenset[str]
    blame: TriggerIndex
    committing: frozenset[str]
    hitting: frozenset[str]
    hurting: frozenset[str]
    contesting: frozenset[str]
    passing: Mapping[str, tuple[Entry, Entry]]
    spots: frozenset[str]
    frames: frozenset[str]
    barred: frozenset[tuple[str, str]]
    barred_subjects: frozenset[tuple[str, str]]
    figures: frozenset[tuple[str, str, str]]
    humans: frozenset[str]
    bodies: frozenset[str]
    weapons: frozenset[str]
    verbal: frozenset[str]
    media: frozenset[str]
    labelling: frozenset[str]
    phrasal: frozenset[str]
    courts: frozenset[str]
    preparing: frozenset[str]
    agents: frozenset[str]
    wrecked: frozenset[str]
    accused: frozenset[str]
    attackers: frozenset[str]
    accidental: frozenset[str]
    sweeping: frozenset[str]


@compile_once
def get_words(lexicon: Lexicon) -> Words:
    """Index the words of events of a lexicon."""
    types = lexicon.of_kind("EventType")
    humans = (
        lexicon.words("HumanNoun", "noun")
        | lexicon.words("PersonNoun", "form")
        | lexicon.words("GroupNoun", "form")
        | lexicon.words("Office", "form")
    )
    return Words(
        nouns=TriggerIndex(types, "noun", "placedNoun", "singularNoun"),
        infinitives={phrase: entry for entry in types for phrase in entry.values("infinitiveNoun")},
        verbs=TriggerIndex(types, "verb", "patientVerb", "weaponVerb", "soleVerb", "datedVerb"),
        happening=TriggerIndex(lexicon.of_kind("HappeningVerb"), "verb"),
        holding=TriggerIndex(lexicon.of_kind("HoldingVerb"), "verb"),
        stative=TriggerIndex(lexicon.of_kind("StativeVerb"), "verb"),
        staging=lexicon.words("StagingVerb", "verb"),
        vague=lexicon.words("VagueVerb", "verb"),
        blame=TriggerIndex(lexicon.of_kind("BlameVerb"), "verb", "objectVerb"),
        committing=lexicon.words("CommittingVerb", "verb"),
        hitting=lexicon.words("HittingVerb", "verb"),
        hurting=lexicon.words("HurtingVerb", "verb"),
        contesting=lexicon.words("ContestingVerb", "verb"),
        passing=_map_passing(lexicon, types),
        spots=lexicon.words("Passing", "object"),
        frames=lexicon.words("EventFrame", "noun"),
        barred=_pair(lexicon, "BarredObject"),
        barred_subjects=_pair(lexicon, "BarredSubject"),
        figures=frozenset(
            (noun, place, word)
            for entry in lexicon.of_kind("BarredCompound")
            for noun in entry.values("noun")
            for place in ("first", "of")
            for word in entry.values(place)
        ),
        humans=humans,
        bodies=lexicon.words("AuthorityNoun", "noun"),
        weapons=lexicon.words("WeaponNoun", "noun"),
        verbal=lexicon.words("Fighting", "violent"),
        media=lexicon.words("Medium", "lemma"),
        phrasal=lexicon.words("OtherSense", "verb"),
        courts=lexicon.words("RulingBody", "noun"),
        labelling=frozenset(
            lemma
            for lemma, uses in compile_cues(lexicon).verbs.items()
            if any(use.frame == "as" for use in uses)
        ),
        agents=frozenset(
            noun
            for entry in types
            if entry.name == "AgentRaid"
            for noun in entry.values("subjectNoun")
        ),
        wrecked=frozenset(
            noun
            for entry in types
            if entry.value("family") == "accident"
            for noun in entry.values("subjectNoun")
        ),
        preparing=lexicon.words("PreparingVerb", "verb"),
        attackers=lexicon.words("AttackerNoun", "told"),
        accused=lexicon.words("AttackerNoun", "noun") | lexicon.words("AccusedNoun", "noun"),
        accidental=lexicon.words("AccidentalVerb", "verb"),
        sweeping=lexicon.words("SweepingWin", "noun"),
    )


def find_named(noun: Token, words: Words) -> Entry | None:
    """Return the kind of event that a noun names, by itself or with the words before it: "first *round*"."""
    row = noun.doc[max(noun.left_edge.i, noun.i - _REACH) : noun.i + 1]
    matches = (words.nouns.match_nouns(token) for token in row)
    return next((match[0].entry for match in matches if match and match[1] == noun), None)


def _map_passing(lexicon: Lexicon, types: Sequence[Entry]) -> dict[str, tuple[Entry, Entry]]:
    """Return the verbs of passing from one event to the next ("advance to the runoff"), each with the two kinds."""
    by_name = {entry.name: entry for entry in types}
    return {
        verb: (by_name[entry.value("from")], by_name[entry.value("into")])
        for entry in lexicon.of_kind("Passing")
        for verb in entry.values("verb")
    }


def _pair(lexicon: Lexicon, kind: str) -> frozenset[tuple[str, str]]:
    """Return the verbs of some entries, each with each of its nouns."""
    return frozenset(
        (verb, noun)
        for entry in lexicon.of_kind(kind)
        for verb in entry.values("verb")
        for noun in entry.values("noun")
    )


def is_person(noun: Token, context: Context) -> bool:
    """Whether a noun, name, number or pronoun can stand for people, and no common noun of a thing is it."""
    words = get_words(context.lexicon)
    if noun.lower_ in _THINGS:
        return False
    if noun.pos_ != "NOUN" or is_human(noun, words):
        return True
    entity = context.cast.find_token(noun)
    if entity is not None and (entity.named or entity.type != "Agent"):
        return True
    return noun.lemma_.lower().endswith(_OF_PEOPLE)


def is_human(noun: Token, words: Words) -> bool:
    """Whether a common noun is one of people: a coach is, unless it overturns or carries pilgrims."""
    known = noun.lemma_.lower() in words.humans or noun.lower_ in words.humans
    return known and not _is_vehicle(noun, words)


def _is_vehicle(noun: Token, words: Words) -> bool:
    verbs = [noun.head, *get_children(noun, "acl", "relcl")]
    return noun.lemma_.lower() in words.wrecked and any(
        verb.lemma_ in words.accidental or verb.lemma_ == "carry" or _is_accident(verb, words)
        for verb in verbs
    )


def _is_accident(verb: Token, words: Words) -> bool:
    trigger = words.verbs.match_verb(verb)
    return trigger is not None and trigger.entry.value("family") == "accident"


def is_real(token: Token, context: Context) -> bool:
    """Whether something is told as fact or plan, and not denied, unless the text dates it."""
    if _is_fiction(token, context):
        return False
    modality = read_stance(token, context)
    if modality in _UNREAL or read_polarity(token, context.lexicon) == "Negated":
        likely = modality != "Conditional" or _is_appointed(token) or _is_set(token, context)
        likely = likely or token == _find_next_round(token, context)
        return likely and find_point(token, context) is not None
    return True


def read_stance(token: Token, context: Context) -> Modality:
    """Return the modality of an event; a condition behind a runoff is the runoff's, and not that of the round before it.

    "The first round is on May 4, with a *runoff* on June 9 *if nobody wins*".
    """
    # "The court voted *to uphold* his conviction" is done.
    voted = token.dep_ == "xcomp" and token.head.lemma_ == "vote" and is_past(token.head)
    modality = read_modality(token, context.lexicon, until=token.head if voted else None)
    runoff = _find_next_round(token, context)
    if runoff is None or token.i > runoff.i:
        return modality
    if token == runoff:
        return "Conditional"
    verb = get_governing_verb(token)
    planned: Modality = "Intended" if verb is not None and is_future(verb) else "Asserted"
    return planned if modality == "Conditional" and token.pos_ not in VERBAL else modality


def _find_next_round(token: Token, context: Context) -> Token | None:
    """Return the runoff for which the sentence of a word ends with a condition."""
    sentence = token.sent
    mark = next((word for word in sentence if word.lower_ == "if" and word.dep_ == "mark"), None)
    if mark is None or mark.i == sentence.start or mark.head.right_edge.i < sentence.end - 2:
        return None
    words = get_words(context.lexicon)
    before = sentence.doc[sentence.start : mark.i]
    named = ((word, find_named(word, words)) for word in before if word.pos_ in {"NOUN", "PROPN"})
    told = [(word, entry) for word, entry in named if entry is not None]
    last = told[-1] if len(told) > 1 else None
    return last[0] if last is not None and last[1].value("family") == "runoff" else None


def _is_fiction(token: Token, context: Context) -> bool:
    """Whether the clause stands in a work of the mind: "*in the legend*, the king was buried under the hill"."""
    verb = get_governing_verb(token)
    fictions = context.lexicon.words("FictionNoun", "noun")
    return verb is not None and any(
        noun.lemma_.lower() in fictions for noun in get_complements(verb, "in")
    )


def _is_set(noun: Token, context: Context) -> bool:
    """Whether a day is set for something that has a condition: "a runoff *is scheduled* for April 13 if nobody wins"."""
    verb = noun.head
    planning = get_scheduling(context.lexicon) | {"hold"}
    taken = noun.dep_ in {"nsubj", "nsubjpass", "dobj"} and verb.lemma_.lower() in planning
    return taken or any(each.lemma_.lower() in planning for each in get_children(noun, "acl"))


def _is_appointed(verb: Token) -> bool:
    """Whether a main clause tells by "would" what is planned, and no condition: "Parliament would meet on May 4"."""
    would = any(child.lower_ == "would" for child in get_children(verb, "aux"))
    return would and verb.dep_ == "ROOT" and not get_children(verb, "advcl")


def is_by_people(verb: Token, words: Words, context: Context) -> bool:
    """Whether a country or its people do what only courts do in earnest: "*the French* delivered their verdict"."""
    actor = get_actor(verb)
    if actor is None:
        return False
    figure = context.cast.get_figure(actor)
    country = figure is not None and figure.type == "Country"
    return country or (verb.lemma_.lower(), actor.lemma_.lower()) in words.barred_subjects
