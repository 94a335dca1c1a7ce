"""The words that tell an event: nouns and verbs of the lexicon, and verbs with a date beside them.

A noun counts when it stands for one thing that happened or is to happen ("the attack", "clashes in Lagos on Friday"), not for
things of that kind ("attacks are common", "fear of attacks"). A verb counts when it is told as past or future fact.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.dated_verbs import read_dated
from graph_builder.extraction.event_nouns import find_whole, read_noun
from graph_builder.extraction.event_verbs import read_verb
from graph_builder.extraction.event_words import find_named, get_words
from graph_builder.extraction.predicates import get_children, get_object, get_subject
from graph_builder.extraction.vicinity import get_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.event_words import Sign, Words
    from graph_builder.lexicon import Entry

_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


def find_signs(context: Context) -> Iterator[Sign]:
    """Yield the words that tell events, in the order of the text."""
    words = get_words(context.lexicon)
    dated, lasting = _find_dated_verbs(context)
    decided = _list_decided(context)
    for sentence in context.parsed.sentences():
        skip = -1
        told = _map_told(sentence, words, context)
        idioms = _find_idioms(sentence, words)
        for token in sentence:
            if token.i <= skip or token in idioms:
                continue
            if token.pos_ in _NOUNS:
                sign, skip = _read_nouns(token, words, context, skip)
            elif token.pos_ == "VERB" and not _is_in_name(token, context):
                place = id(token.doc), int(token.i)
                sign = read_verb(token, words, context)
                if sign is None and place in dated:
                    sign = read_dated(token, words, context)
                elif _sums_up(token) and (
                    (place in lasting and not _is_sentenced(sign))
                    or _counts_since(token, sign)
                    or _counts_ever(token)
                ):
                    sign = None
                if sign is not None and place in decided and _is_plain(sign.entry):
                    sign = None
            else:
                continue
            if sign is not None:
                yield replace(sign, verb=told.get(sign.token))


def _is_in_name(token: Token, context: Context) -> bool:
    """Whether what the parser takes for a verb is part of somebody's name: "Blues *Incorporated*"."""
    figure = context.cast.find_token(token)
    return figure is not None and figure.named and token.text.istitle()


def _map_told(sentence: TokenSpan, words: Words, context: Context) -> dict[Token, Token]:
    """Return the nouns that a verb of the lexicon has for its own words, each with the verb: "*announced* his *resignation*"."""
    return {
        noun: verb
        for noun, verb, kind in _list_own(sentence, words)
        if (named := find_named(noun, words)) is not None
        and named.value("family") == kind.value("family")
        and read_verb(verb, words, context) is not None
    }


def _list_own(sentence: TokenSpan, words: Words) -> Iterator[tuple[Token, Token, Entry]]:
    """Yield the objects of verbs that are words of theirs in the lexicon, with the verb and the kind that both tell."""
    for verb in sentence:
        triggers = words.verbs.match_verbs(verb) if verb.pos_ == "VERB" else ()
        for trigger in triggers:
            for noun in get_children(verb, "dobj"):
                if noun.lemma_.lower() in trigger.words[1:]:
                    yield noun, verb, trigger.entry


def _find_idioms(sentence: TokenSpan, words: Words) -> set[Token]:
    """Return the nouns that name nothing by themselves, but with their verb another kind of event: "opened *fire*", "joined *the race*"."""
    return {
        noun
        for noun, _, kind in _list_own(sentence, words)
        if noun.tag_ == "NN"
        and all(child.lower_ == "the" for child in noun.lefts)
        and (named := find_named(noun, words)) is not None
        and _is_plain(named)
        and named.value("family") != kind.value("family")
    }


def _read_nouns(token: Token, words: Words, context: Context, skip: int) -> tuple[Sign | None, int]:
    """Return the event that the nouns from a token on name, and the index of the last noun read."""
    match = words.nouns.match_nouns(token)
    if match is None or (token.ent_type_ == "DATE" and len(match[0].words) == 1):
        return None, skip  # "the March primary" is no march
    trigger, head = match
    whole = find_whole(head, trigger.entry, words)
    if whole is None:
        return None, skip
    last = max(int(token.i) + len(trigger.words) - 1, int(whole.i))
    entry = _find_decided(whole, words)
    placed = trigger.role == "placedNoun" and entry is None
    return read_noun(whole, entry or trigger.entry, words, context, placed=placed), last


def _find_decided(noun: Token, words: Words) -> Entry | None:
    """Return the event type of a noun by the infinitive behind it: "the vote *to remove* him" is no election."""
    phrases = (
        f"{noun.lemma_.lower()} to {clause.lemma_.lower()}"
        for clause in get_children(noun, "acl", "xcomp")
        if clause.tag_ == "VB"
    )
    return next(
        (words.infinitives[phrase] for phrase in phrases if phrase in words.infinitives), None
    )


def _sums_up(verb: Token) -> bool:
    """Whether a verb in the present perfect sums up a stretch of time: "has killed hundreds in recent years"."""
    return any(child.lower_ in {"has", "have", "'ve"} for child in get_children(verb, "aux"))


def _is_sentenced(sign: Sign | None) -> bool:
    """Whether a stretch of time is what somebody got, and not how long it went on: "has been jailed *for nine years*"."""
    family = sign.entry.value("family") if sign is not None and sign.entry is not None else ""
    return family in {"imprisonment", "ruling"}


def _counts_since(verb: Token, sign: Sign | None) -> bool:
    """Whether a verb counts people from a point on: "more than 1,000 have been arrested *since the protests began*"."""
    if sign is None or sign.entry is None or not sign.entry.value("ofPeople"):
        return False
    return any(
        child.lower_ == "since" and child.dep_ in {"prep", "mark"} for child in verb.children
    ) or any(
        mark.lower_ == "since"
        for clause in get_children(verb, "advcl")
        for mark in get_children(clause, "mark")
    )


def _counts_ever(verb: Token) -> bool:
    """Whether a verb counts all there ever were: "only two presidents have been impeached"."""
    subject = get_subject(verb)
    numbers = get_children(subject, "nummod") if subject is not None else []
    counted = [child for number in numbers for child in number.children]
    target = get_object(verb)
    beside = {child.lower_ for child in verb.children}
    if "only" in beside and target is not None and get_children(target, "nummod"):
        return True  # "has only impeached two presidents"
    return any(child.lower_ in {"only", "just"} for child in counted) or "ever" in beside


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


def _list_decided(context: Context) -> set[tuple[int, int]]:
    """Return the words that tell measures, which are no events beside: (document, index)."""
    return {
        (id(item.doc), int(item.i))
        for decision in context.decisions
        for item in (decision.token, decision.stance.decider)
    }


def _is_plain(entry: Entry | None) -> bool:
    return entry is None or entry.value("class") == "Event"
