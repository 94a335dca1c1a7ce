"""What ministers are ministers of, between their office and their names: "Minister of *Information* Amir Holm" is no Information Amir Holm."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from graph_builder.extraction.thesaurus import Thesaurus

_OF = frozenset({"of", "for"})
_JOINED = frozenset({"and", "&", ","})
_LONGEST = 3  # words


def find_portfolios(doc: Doc, words: Thesaurus) -> Iterator[tuple[int, int]]:
    """Yield the tokens, first and end, from "of" to the last word of what somebody is minister of.

    Args:
        doc: A paragraph.
        words: Knows the offices and portfolios; several may be joined ("Agriculture and Forests").
    """
    for token in doc[1:]:
        if token.lower_ not in _OF or doc[token.i - 1].lower_ not in words.ministers:
            continue
        end = start = _skip(doc, token.i + 1, {"the"})
        while size := _measure(doc, start, words):
            end = start + size
            start = _skip(doc, end, _JOINED)
            if start == end:
                break
        if end > token.i + 1 and doc[end - 1].lower_ != "the":
            yield token.i, end


def _skip(doc: Doc, index: int, words: frozenset[str] | set[str]) -> int:
    while index < len(doc) and doc[index].lower_ in words:
        index += 1
    return index


def _measure(doc: Doc, start: int, words: Thesaurus) -> int:
    """Return how many words the longest portfolio has that begins with a token, none where none does."""
    for size in range(_LONGEST, 0, -1):
        phrase = doc[start : start + size]
        if len(phrase) == size and phrase.text.lower() in words.portfolios:
            return size
    return 0
