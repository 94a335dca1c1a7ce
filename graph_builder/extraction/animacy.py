"""What can speak: people, bodies, papers; and the things that stand where a speaker would.

"Platforms support the statues" and "the corals defend themselves" use words that also attribute. Where such a word has an
object or an infinitive, its subject must be able to speak; a clause ("the scar shows that …") leaves no doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cues import CueLexicon

_LINKS = frozenset({"that", "which"})
_AGENTIVE = (
    "er",
    "or",
    "ist",
    "ian",
    "ee",
    "ant",
    "man",
    "men",
    "woman",
    "women",
    "folk",
    "mate",
    "ess",
)
_SAID = frozenset({"Statement", "Announcement"})
_QUANTITIES = frozenset({"QUANTITY", "PERCENT", "CARDINAL"})
_LEAST = 5  # "or" and "er" of shorter words are no suffixes


def is_paper(subject: Token, cues: CueLexicon) -> bool:
    """Tell whether a subject is a paper, or a "that" which stands for one."""
    word = subject
    if subject.lower_ in _LINKS and subject.pos_ == "PRON":
        word = _find_antecedent(subject) or subject
    return word.lemma_.lower() in cues.papers or word.lower_ in cues.papers


def may_speak(subject: Token, cues: CueLexicon) -> bool:
    """Tell whether a subject may be somebody or a paper: names and pronouns may, nouns when they are known or say so."""
    if subject.lower_ in _LINKS and subject.pos_ == "PRON":
        antecedent = _find_antecedent(subject)
        return antecedent is None or may_speak(antecedent, cues)
    if subject.pos_ != "NOUN" or subject.text[0].isupper() or subject.ent_type_ in _QUANTITIES:
        return True  # also a name that the tagger took for a noun, and "70 percent"
    return _is_known(subject, cues) or _is_agentive(subject.lemma_.lower(), cues)


def is_thing(subject: Token, cues: CueLexicon) -> bool:
    """Tell whether a subject is surely no one who speaks: a common noun of something else, though it begins a sentence ("Shares fell")."""
    small = subject.pos_ == "NOUN" and (subject.text[0].islower() or bool(subject.is_sent_start))
    return small and not _is_known(subject, cues) and not _is_agentive(subject.lemma_.lower(), cues)


def is_person(noun: Token, cues: CueLexicon) -> bool:
    """Tell whether a common noun is one of people, one or several."""
    lemma = noun.lemma_.lower()
    words = {lemma, noun.lower_, lemma.rpartition("-")[2]}
    return not words.isdisjoint(cues.people) or _is_agentive(lemma, cues)


def _is_known(noun: Token, cues: CueLexicon) -> bool:
    """Whether a noun is one of people, bodies or papers, or one of saying, or stands before a name in apposition."""
    lemma = noun.lemma_.lower()
    words = {lemma, noun.lower_, lemma.rpartition("-")[2]}
    said = any(use.act in _SAID for use in cues.nouns.get(lemma, ()))
    named = any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in noun.rights)
    return said or named or not words.isdisjoint(cues.speaking)


def _is_agentive(lemma: str, cues: CueLexicon) -> bool:
    return len(lemma) >= _LEAST and lemma.endswith(_AGENTIVE) and lemma not in cues.things


def _find_antecedent(pronoun: Token) -> Token | None:
    """The noun right before a relative pronoun's clause."""
    verb = pronoun.head
    while verb.dep_ != "relcl" and verb.head != verb:
        verb = verb.head
    return verb.head if verb.dep_ == "relcl" else None
