"""A claim in the making: what the rules of attribution hand to the module that finishes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from spacy.tokens import Token

    from graph_builder.extraction.cues import Use
    from graph_builder.extraction.passages import Passage, Range


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making. Ranges are offsets of the article.

    Attributes:
        head: The cue's verb, noun or adverb; it says when.
        clause: The head of the content, for its polarity and modality; none for a quotation.
        rule: The name of the construction.
    """

    head: Token
    use: Use
    cue: Range
    content: tuple[Range, ...]
    source: Range | None
    passage: Passage
    confidence: Decimal
    rule: str
    clause: Token | None = None

    @property
    def is_direct(self) -> bool:
        """Whether the content begins inside quotation marks, its "that" aside, or is a turn of an interview."""
        if self.rule == "turn":
            return True
        start, end = self.content[0]
        words = self.passage.slice(start, min(end, start + 8)).lower()
        opening = next((each for each in ("that, ", "that ") if words.startswith(each)), "")
        return self.passage.is_quoted(start + len(opening))
