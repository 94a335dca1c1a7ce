"""One paragraph as the search for claims sees it: its words, its quotations and the offsets of both."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from graph_builder.extraction.quotations import Quotation
    from graph_builder.model import Span

Range = tuple[int, int]
_EDGE = " \t\n\r\f\v\u00a0\u202f,;:—–-―.!?…"
_LEFT_EDGE = " \t\n\r\f\v\u00a0\u202f,;:—–-―.)]"
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.){2,}$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|etc)\.$")
_FEWEST = 5  # words: fewer are a title
_MARKS = " \"'“”‘’«»`″′‟‛"
_COMPLETE = frozenset(",.!?…—–-;")


@dataclass(frozen=True)
class Passage:
    """One paragraph with its quotations. Ranges are offsets of the article, first and end."""

    number: int
    start: int
    text: str
    doc: Doc
    quotations: tuple[Quotation, ...]
    all_quotations: Sequence[Quotation]
    paragraph_starts: Sequence[int]
    following: Span | None = None

    def offset(self, index: int) -> int:
        """Return where a token begins; the paragraph's end for the index behind the last one."""
        return self.start + (self.doc[index].idx if index < len(self.doc) else len(self.text))

    def end_of(self, index: int) -> int:
        """Return where a token ends."""
        return self.start + self.doc[index].idx + len(self.doc[index])

    def slice(self, start: int, end: int) -> str:
        """Return the text between two offsets of the article."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]

    def find_quotation(self, offset: int) -> Quotation | None:
        """Return the quotation that an offset lies in, marks included, if any."""
        place = bisect_right(self.quotations, offset, key=lambda each: each.start) - 1
        if place >= 0 and offset < self.quotations[place].end:
            return self.quotations[place]
        return None

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset of the article lies inside quotation marks, in any paragraph."""
        place = bisect_right(self.all_quotations, offset, key=lambda each: each.start) - 1
        return place >= 0 and offset < self.all_quotations[place].end

    def opens_quotation(self, index: int) -> bool:
        """Whether a quotation begins with a token."""
        offset = self.offset(index)
        around = self.find_quotation(offset)
        return around is not None and around.start == offset

    def closes_quotation(self, index: int) -> bool:
        """Whether a quotation ends with a token, a comma or dash behind it aside."""
        while index > 0 and self.doc[index].text in {",", "—", "–", "-", "--"}:
            index -= 1
        if index < 0:
            return False
        around = self.find_quotation(self.offset(index))
        return around is not None and around.end == self.end_of(index)

    def is_complete(self, quotation: Quotation) -> bool:
        """Whether a quotation stands for itself: punctuation before its closing mark or right behind it."""
        inner = self.slice(quotation.start, quotation.end).rstrip(_MARKS + "]")
        if not quotation.closed or (inner[-1:] in _COMPLETE and inner):
            return True
        return self.slice(quotation.end, quotation.end + 1) in {"", ",", "."}

    def is_sentence(self, quotation: Quotation) -> bool:
        """Whether a quotation begins a sentence and is long enough for one, whatever it ends with."""
        words = self.slice(quotation.start, quotation.end).strip(_MARKS + "[").split()
        before = self.slice(self.start, quotation.start).rstrip()[-1:]
        return len(words) >= _FEWEST and words[0][0].isupper() and before in {"", *".!?"}

    def get_last_mark(self, quotation: Quotation) -> str:
        """Return the punctuation before a quotation's closing mark, or right behind it."""
        inner = self.slice(quotation.start, quotation.end).rstrip(_MARKS + "]")
        if inner[-1:] in _COMPLETE and inner:
            return inner[-1]
        return self.slice(quotation.end, quotation.end + 1)

    def trim(self, start: int, end: int) -> Range | None:
        """Leave off white space and punctuation around, but keep quotations whole."""
        while start < end and self.slice(start, start + 1) in _LEFT_EDGE:
            start += 1
        while start < end and self.slice(end - 1, end) in _EDGE and not self._keeps(start, end):
            end -= 1
        return (start, end) if start < end else None

    def _keeps(self, start: int, end: int) -> bool:
        """Whether the last character belongs to a quotation that begins inside, or to an abbreviation."""
        around = self.find_quotation(end - 1)
        if around is not None and around.start >= start:
            return True
        return _ABBREVIATION.search(self.slice(max(start, end - 12), end)) is not None

    def stretch(self, first: int, end: int) -> list[Range]:
        """Return the range of some tokens, trimmed, quotations that begin inside kept whole."""
        while end > first and (self.opens_quotation(end - 1) and self.doc[end - 1].is_quote):
            end -= 1
        while end > first and self.doc[end - 1].dep_ == "cc":
            end -= 1
        if end <= first:
            return []
        if first > 0 and self.doc[first - 1].is_quote and self.opens_quotation(first - 1):
            first -= 1
        start, last = self.offset(first), self.end_of(end - 1)
        around = self.find_quotation(last - 1)
        if around is not None and around.start >= start:
            last = max(last, around.end)
        trimmed = self.trim(start, last)
        return [trimmed] if trimmed else []

    def _find_place(self, quotation: Quotation) -> int:
        return bisect_left(self.all_quotations, quotation.start, key=lambda each: each.start)

    def follow(self, quotation: Quotation) -> list[Range]:
        """Return a quotation with its continuation over the following paragraphs."""
        parts = [(quotation.start, quotation.end)]
        place = self._find_place(quotation)
        while self.all_quotations[place].continues and place + 1 < len(self.all_quotations):
            place += 1
            following = self.all_quotations[place]
            if following.closed and self.get_last_mark(following) == ",":
                break  # it has a cue of its own
            parts.append((following.start, following.end))
        return parts

    def trace(self, quotation: Quotation) -> list[Range]:
        """Return a quotation with those parts of it that stand in the paragraphs before."""
        parts = [(quotation.start, quotation.end)]
        place = self._find_place(quotation)
        while self.all_quotations[place].continued and place > 0:
            place -= 1
            before = self.all_quotations[place]
            if before.start != self.paragraph_starts[before.paragraph]:
                break  # it has a cue of its own
            parts.insert(0, (before.start, before.end))
        return parts
