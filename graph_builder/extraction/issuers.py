"""Who issued a document that is said to speak: "a statement from the ministry", "the court's ruling"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.sources import find_agent

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex

_PLACES = frozenset({"Place", "Country"})
_BODIES = frozenset({"GovernmentBody", "Organization", "ArmedGroup", "NewsOutlet"})
_ISSUED = frozenset({"from", "by", "of"})


def find_earlier_issuer(noun: Token, index: EntityIndex) -> Figure | None:
    """Return the issuer said with the last mention of such a document before, in this paragraph."""
    for position in range(noun.i, -1, -1):
        token = noun.doc[position]
        if token.lemma_ == noun.lemma_ and token.pos_ == "NOUN":
            figure = find_issuer(token, index) or _find_issuing_subject(token, index)
            if figure is not None:
                return figure
    return None


def _find_issuing_subject(noun: Token, index: EntityIndex) -> Figure | None:
    """Return the subject of the verb that a document is the object of: "Facebook issued a statement"."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in {"dobj", "pobj"} or verb.pos_ != "VERB":
        return None
    return next((index.get_figure(child) for child in verb.children if child.dep_ == "nsubj"), None)


def is_bare(noun: Token) -> bool:
    """Tell whether a noun stands with a definite article or "their" alone, so that it means one spoken of before."""
    return noun.n_lefts > 0 and all(
        (child.dep_ == "det" and child.lower_ in {"the", "this", "that"})
        or (child.dep_ == "poss" and child.lower_ in {"its", "their"})
        for child in noun.lefts
    )


def is_new(noun: Token) -> bool:
    """Tell whether a document is one of which the text has not spoken: "a statement", "another report", "reports"."""
    pointed = any(child.dep_ in {"det", "poss"} for child in noun.lefts)
    new = any(child.lower_ in {"a", "an", "another"} for child in noun.lefts)
    return new or (noun.tag_ == "NNS" and not pointed)


def find_issuer(head: Token, index: EntityIndex) -> Figure | None:
    """Return who issued a document: "a statement from the ministry", "one released by her office", "the court's ruling"."""
    for child in head.children:
        made = child.dep_ == "acl" and child.lemma_.lower() in index.words.authoring
        releaser = find_agent(child) if made else None
        if releaser is not None:
            return _get_issuer(releaser, "by", index)
        if child.dep_ in {"poss", "compound"}:
            figure = index.get_figure(child) or _describe_owner(child, index)
            if figure is not None and (child.dep_ == "poss" or figure.type not in _PLACES):
                return figure
        if child.dep_ == "prep" and child.lower_ in _ISSUED:
            for thing in child.children:
                if thing.dep_ == "pobj":
                    return _get_issuer(thing, child.lower_, index)
    return None


def _describe_owner(noun: Token, index: EntityIndex) -> Figure | None:
    """Return somebody without a name whose document it is: "*the ministry's* website"."""
    lemma = noun.lemma_.lower()
    body = index.words.bodies.get(lemma) in _BODIES
    if noun.dep_ != "poss" or noun.pos_ != "NOUN" or noun.tag_ == "NNS":
        return None
    if not (body or index.words.is_person_noun(lemma)):
        return None
    index.describe(index.parsed.span(noun.doc[noun.left_edge.i], noun))
    return index.get_figure(noun)


def _get_issuer(thing: Token, preposition: str, index: EntityIndex) -> Figure | None:
    figure = index.get_figure(thing)
    if figure is not None:
        return None if preposition == "of" and figure.type in _PLACES else figure
    if thing.lemma_.lower() in index.words.documents:
        return find_issuer(thing, index)
    if preposition == "of" or thing.pos_ == "PRON":
        return None
    index.describe(index.parsed.span(thing.doc[thing.left_edge.i], thing.doc[thing.right_edge.i]))
    return index.get_figure(thing)
