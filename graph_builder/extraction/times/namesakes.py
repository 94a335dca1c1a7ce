"""People who are called like a month: Theresa May, April Jones, Fredric March.

Where an article names one, "May's deal" is hers; "in May" stays the month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.times.words import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.times.grammar import Found
    from graph_builder.extraction.times.words import Word

_OPENERS = frozenset(["in", "since", "until", "till", "during", "between", "through", "throughout"])
_MONTHS = frozenset(MONTHS)
_GIVEN = frozenset(["april", "may", "june", "august"])


def find_namesakes(docs: Iterable[Doc], given: frozenset[str]) -> frozenset[str]:
    """Return the months that an article also has as the surname of somebody, in lower case.

    Args:
        docs: The paragraphs.
        given: Given names, in lower case.
    """
    return frozenset(
        token.lower_
        for doc in docs
        for token in doc
        if token.lower_ in _MONTHS and _is_surname(token, given)
    )


def _is_surname(token: Token, given: frozenset[str]) -> bool:
    """Whether a capitalised month stands right behind a given name of its own phrase."""
    if token.i == 0 or not token.text[0].isupper() or token.tag_ == "MD":
        return False
    before = token.nbor(-1)
    return before.text[0].isupper() and before.lower_ in given and before.head == token


def _is_given_name(token: Token) -> bool:
    """Whether a month stands right before a name without an article: "*April Jones*", but "the March primary", "May Day"."""
    name = token.head
    if (
        token.lower_ not in _GIVEN
        or token.dep_ != "compound"
        or name.i != token.i + 1
        or name.pos_ != "PROPN"
    ):
        return False
    bare = not any(child.dep_ in {"det", "poss", "nummod"} for child in name.children)
    return bare and name.dep_ != "compound" and name.ent_type_ in {"PERSON", ""}


def names_person(found: Found, word: Word) -> bool:
    """Tell whether a month's word is somebody's name here: a surname of the article, or a given name ("April Jones")."""
    token = found.scene.get_token(word)
    if token is None or found.stop - found.begin > 1 or not token.text[0].isupper():
        return False
    if _is_surname(token, found.scene.vocabulary.given):
        return True
    before = found.before
    if before is not None and (before.text in _OPENERS or before.cls in "lNrfSM,-("):
        return False
    return word.text in found.scene.namesakes or _is_given_name(token)
