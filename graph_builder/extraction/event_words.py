"""The record of one word that tells an event, and the lexicon's words of events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.datings import find_point
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.predicates import get_object, get_subject
from graph_builder.extraction.triggers import TriggerIndex, compile_once

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Entry, Lexicon

_UNREAL = frozenset({"Possible", "Conditional"})


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
    committing: frozenset[str]
    hitting: frozenset[str]
    hurting: frozenset[str]
    contesting: frozenset[str]
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
        verbs=TriggerIndex(types, "verb", "patientVerb", "weaponVerb", "soleVerb"),
        happening=TriggerIndex(lexicon.of_kind("HappeningVerb"), "verb"),
        holding=TriggerIndex(lexicon.of_kind("HoldingVerb"), "verb"),
        stative=TriggerIndex(lexicon.of_kind("StativeVerb"), "verb"),
        blame=TriggerIndex(lexicon.of_kind("BlameVerb"), "verb", "objectVerb"),
        committing=lexicon.words("CommittingVerb", "verb"),
        hitting=lexicon.words("HittingVerb", "verb"),
        hurting=lexicon.words("HurtingVerb", "verb"),
        contesting=lexicon.words("ContestingVerb", "verb"),
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


def is_real(token: Token, context: Context) -> bool:
    """Whether something is told as fact or plan, and not denied, unless the text dates it."""
    modality = read_modality(token, context.lexicon)
    if modality in _UNREAL or read_polarity(token, context.lexicon) == "Negated":
        return modality != "Conditional" and find_point(token, context) is not None
    return True
