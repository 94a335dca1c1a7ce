"""Attribution in headlines, where every word has a capital and the parser takes the verbs for names.

Read from the words alone: "Smith Says Plan Would Fail", "Plan Would Fail, Smith Says", "Smith Vows To Fight".
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.cues import CueLexicon, Use
    from graph_builder.extraction.passages import Passage

_MOSTLY = 0.7
_LONG = 4
_FEWEST = 4
_LONGEST_SOURCE = 8
_FRAMES = ("clause", "infinitive", "small", "object")
_ACTS = frozenset(
    {
        "Statement",
        "Announcement",
        "Opinion",
        "Request",
        "Commitment",
        "Order",
        "Criticism",
        "Denial",
    }
)
_LINKING = frozenset({"to", "for", "of", "in", "on", "with", "as", "at", "by", "over"})


def read_headline(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield the attribution of a paragraph that is set as a headline, if it makes one."""
    doc = passage.doc
    if not _is_headline(doc):
        return
    for token in doc[1:]:
        use = _find_use(token, cues)
        if use is not None:
            draft = _make(token, use, passage)
            if draft is not None:
                yield draft
            return


def _is_headline(doc: Doc) -> bool:
    words = [token for token in doc if token.is_alpha and len(token) >= _LONG]
    capital = sum(token.text[0].isupper() for token in words)
    return len(words) >= _FEWEST and len(doc) < 10 * _FEWEST and capital >= _MOSTLY * len(words)


def _find_use(token: Token, cues: CueLexicon) -> Use | None:
    word = token.lower_
    if not word.endswith("s") or token.i == 0 or token.nbor(-1).lower_ in _LINKING:
        return None
    if token.ent_iob_ == "I":
        return None  # "United | States"
    for lemma in (word[:-1], word[:-2], word[:-3] + "y"):
        for use in cues.verbs.get(lemma, ()):
            if use.frame in _FRAMES and use.act in _ACTS:
                return use
    return None


def _make(token: Token, use: Use, passage: Passage) -> Draft | None:
    doc = passage.doc
    first, last = 0, len(doc)
    ends = all(each.is_punct or each.is_space for each in doc[token.i + 1 :])
    if ends:
        comma = next((i for i in range(token.i - 1, 0, -1) if doc[i].text == ","), None)
        if comma is None or use.frame != "clause":
            return None
        first = comma + 1
        content = passage.stretch(0, comma)
    else:
        content = passage.stretch(token.i + 1, last)
        colon = next((i for i in range(token.i - 1, 0, -1) if doc[i].text in {":", ","}), None)
        first = colon + 1 if colon is not None else 0
    if not content or not 0 < token.i - first <= _LONGEST_SOURCE or not doc[first].is_alpha:
        return None
    return Draft(
        head=token,
        use=use,
        cue=(passage.offset(token.i), passage.end_of(token.i)),
        content=tuple(content),
        source=(passage.offset(first), passage.end_of(token.i - 1)),
        passage=passage,
        confidence=Decimal("0.6"),
        rule="headline",
    )
