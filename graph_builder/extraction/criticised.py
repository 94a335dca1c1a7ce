"""Bodies of state without a name that somebody criticises or takes a side on: "abuses by the security forces"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.titles import get_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.model import Claim

_BODY = "GovernmentBody"


def find_criticised(claims: Sequence[Claim], index: EntityIndex) -> frozenset[Figure]:
    """Return the bodies that criticism and stances are on and that the article only calls by their noun.

    Wherever else a claim speaks of them by the same noun, that is noted as a mention.
    """
    found = {
        phrase: figure
        for claim in claims
        if claim.type == "Criticism" or claim.stance
        for noun, phrase in _iter_bodies(claim, index)
        if (figure := _describe(noun, index)) is not None
    }
    for claim in claims:
        for noun, phrase in _iter_bodies(claim, index):
            if phrase in found:
                _describe(noun, index)
    return frozenset(found.values())


def _iter_bodies(claim: Claim, index: EntityIndex) -> Iterator[tuple[Token, str]]:
    """Yield the nouns in a claim's content that say nothing of a body but what it is, each with the lexicon's phrase for it."""
    for part in claim.content:
        for token in index.parsed.tokens_in(part.start, part.end) or ():
            if token.pos_ != "NOUN" or index.get_figure(token) is not None:
                continue
            phrase = get_phrase(token, index.words)
            known = next(
                (p for p in (phrase, _get_plural(token)) if index.words.bodies.get(p) == _BODY), ""
            )
            if known and _is_bare(token, known):
                yield token, known


def _get_plural(token: Token) -> str:
    """Return a plural with the noun before it, as the lexicon has some ("security forces")."""
    return f"{token.nbor(-1).lower_} {token.lower_}" if token.i else token.lower_


def _is_bare(token: Token, phrase: str) -> bool:
    """Tell whether nothing but an article stands before the phrase."""
    first = token.i - len(phrase.split()) + 1
    before = [child for child in token.lefts if child.i < first]
    return all(child.dep_ == "det" and child.lower_ == "the" for child in before)


def _describe(noun: Token, index: EntityIndex) -> Figure | None:
    index.describe(index.parsed.span(noun.doc[noun.left_edge.i], noun))
    return index.get_figure(noun)
