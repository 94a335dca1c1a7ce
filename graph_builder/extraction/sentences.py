"""Where a sentence begins and ends: the parser's boundaries, those left out that no punctuation mark makes.

The small parser now and then begins a sentence in the middle of one ("cited remarks | Smith had made"); a sentence of
the news ends with a full stop, a question or exclamation mark, a colon, a semicolon or a closing bracket or quotation mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINAL = frozenset(".?!:;…)]*")
_MOST = 2  # how many false boundaries are mended: a table without punctuation is no sentence


def find_sentence_start(token: Token) -> int:
    """Return the index of the first token of the sentence that a token stands in."""
    doc, start = token.doc, int(token.sent.start)
    for _ in range(_MOST):
        if start == 0 or _is_end(doc, start - 1) or not _may_go_on(doc, start):
            break
        start = int(doc[start - 1].sent.start)
    return start


def find_sentence_end(token: Token) -> int:
    """Return the index behind the last token of the sentence that a token stands in."""
    doc, end = token.doc, int(token.sent.end)
    for _ in range(_MOST):
        if end >= len(doc) or _is_end(doc, end - 1) or not _may_go_on(doc, end):
            break
        end = int(doc[end].sent.end)
    return end


def _may_go_on(doc: Doc, index: int) -> bool:
    """Whether a token may stand inside a sentence: a small letter or a name."""
    return doc[index].text[0].islower() or doc[index].pos_ == "PROPN"


def _is_end(doc: Doc, index: int) -> bool:
    """Whether a sentence may end with a token."""
    token = doc[index]
    return bool(token.is_quote or token.is_space or token.text[-1] in _FINAL)
