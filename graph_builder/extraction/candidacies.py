"""Who stands for a public office: people of whom an article says that they run, face each other in a runoff, win or lose.

What candidates promise are measures, whatever else the text calls them ("the businessman").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.predicates import (
    VERBAL,
    get_complements,
    get_conjuncts,
    get_object,
    is_passive,
)
from graph_builder.extraction.triggers import TriggerIndex, compile_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Lexicon

_LINKS = ("in", "for", "to", "against", "as", "at")


@dataclass(frozen=True)
class _Words:
    verbs: TriggerIndex
    contests: frozenset[str]
    offices: frozenset[str]
    named: dict[str, str]


@compile_once
def _get_words(lexicon: Lexicon) -> _Words:
    return _Words(
        verbs=TriggerIndex(lexicon.of_kind("CandidacyVerb"), "verb"),
        contests=lexicon.words("ContestNoun", "noun"),
        offices=lexicon.words("ContestNoun", "office"),
        named={
            word: entry.value("office")
            for entry in lexicon.of_kind("ContestedOffice")
            for word in entry.values("word")
        },
    )


def list_candidates(context: Context) -> frozenset[str]:
    """Return the ids of the people whom an article shows standing for an office."""
    return context.once(_find_candidates)


def find_contested_office(path: str, context: Context) -> str:
    """Return the office for which somebody stands, as the contest's name says it ("the *presidential* runoff"); empty if open."""
    if path not in list_candidates(context):
        return ""
    offices = context.once(_list_contested)
    return next(iter(offices)) if len(offices) == 1 else ""


def _list_contested(context: Context) -> frozenset[str]:
    """Return the offices that the contests of an article are about: "mayoral election", "presidential race"."""
    words = _get_words(context.lexicon)
    return frozenset(
        words.named[token.lower_]
        for sentence in context.parsed.sentences()
        for token in sentence
        if token.lower_ in words.named and token.head.lemma_.lower() in words.contests
    )


def _find_candidates(context: Context) -> frozenset[str]:
    words = _get_words(context.lexicon)
    found = set()
    for sentence in context.parsed.sentences():
        for word in sentence:
            for token in _list_contestants(word, words):
                entity = context.cast.find_token(token)
                if entity is not None and entity.type == "Person" and entity.named:
                    found.add(entity.id)
    return frozenset(found)


def _list_contestants(word: Token, words: _Words) -> list[Token]:
    """Return who stands for an office by a verb ("*Ruiz* ran for mayor"), or behind "between" or "against" ("a runoff between *Ruiz* and *Holm*")."""
    if word.pos_ in VERBAL and words.verbs.match_verb(word) and _is_contest(word, words):
        return list(_iterate_contestants(word))
    if word.lower_ == "against" and word.head.lemma_.lower() in words.contests:
        return get_complements(word.head, "against")
    if word.lower_ != "between" or word.dep_ != "prep":
        return []
    before = word.doc[word.sent.start : word.i]
    told = any(noun.lemma_.lower() in words.contests for noun in before)
    return get_complements(word.head, "between") if told else []


def _is_contest(verb: Token, words: _Words) -> bool:
    """Whether a verb is said of an election or office: "won *the runoff*", "stood *for mayor*", "was elected"."""
    if verb.lemma_ == "elect":
        return is_passive(verb)
    target = get_object(verb)
    nouns = [*([target] if target is not None else []), *get_complements(verb, *_LINKS)]
    if target is not None:
        nouns += get_complements(target, "in")  # "will face Ruiz in a runoff"
    aims = get_complements(verb, "for", "as")
    return any(noun.lemma_.lower() in words.contests for noun in nouns) or any(
        noun.lemma_.lower() in words.offices for noun in aims
    )


def _iterate_contestants(verb: Token) -> Iterator[Token]:
    """Yield who runs, and the one they face or beat: "*Ruiz* will face *Holm* in a runoff"."""
    for child in verb.children:
        rival = child.dep_ == "dobj" and child.ent_type_ == "PERSON"
        if child.dep_ in {"nsubj", "nsubjpass"} or rival:
            yield from get_conjuncts(child)
