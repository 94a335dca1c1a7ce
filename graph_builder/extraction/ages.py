"""Who is meant by an age: "Ann Moss, 70, … *The 70-year-old* said"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure

_AGED = "old"
_PARENTS = frozenset({"mother", "father", "grandmother", "grandfather"})
_PLACE = 4  # tokens before "old": "70 - year -"
_BEHIND = re.compile(r",? \(?(?:aged? )?(\d{1,3})(?=[,.;)]|$)|, an? (\d{1,3})-year-old\b")
_BEFORE = re.compile(r"\b(\d{1,3})-year-old (?:[^\s,.;]+ ){0,3}$")
_REACH = 60  # characters before a name


def is_age(noun: Token) -> bool:
    """Tell whether a noun stands for somebody of an age."""
    return noun.lower_ == _AGED and noun.pos_ == "NOUN" and noun.i >= _PLACE


def is_parent(noun: Token) -> bool:
    """Tell whether a noun stands for somebody by how many children there are: "the *mother* of three"."""
    link = noun.nbor() if noun.i + 2 < len(noun.doc) else noun
    return noun.lower_ in _PARENTS and link.lower_ == "of" and link.nbor().like_num


def find_aged(
    noun: Token, people: Iterable[Figure], subjects: Sequence[Figure], text: str
) -> Figure | None:
    """Return the person whom an article goes on about by the age.

    Args:
        noun: The "old" of "the 70-year-old".
        people: Everybody of whom the article may tell the age.
        subjects: Those told of before, the last one first.
        text: The text of the article.

    Returns:
        The only one of whom the text tells that age; where it tells it of nobody, the last one told of, if that is a
        person and the text tells no other age of him.
    """
    last = subjects[0] if subjects else None
    if not is_age(noun):
        return last if last is not None and last.type == "Person" else None
    ages = {figure: _list_ages(figure, text) for figure in people if figure.type == "Person"}
    age = noun.nbor(-_PLACE).text
    fitting = [figure for figure, known in ages.items() if age in known]
    if fitting:
        return fitting[0] if len(fitting) == 1 else None
    return last if last is not None and ages.get(last, {age}) == set() else None


def _list_ages(figure: Figure, text: str) -> set[str]:
    """Return the ages that stand beside somebody's name."""
    found: set[str] = set()
    for mention in figure.mentions:
        if mention.kind != "name":
            continue
        start, end = mention.span.start, mention.span.end
        behind = _BEHIND.match(text, end)
        before = _BEFORE.search(text[max(0, start - _REACH) : start])
        found.update(match[match.lastindex or 0] for match in (behind, before) if match)
    return found
