"""Where a cue stands and what was found there: what the rules of the constructions take and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cues import Cue, CueLexicon, Use
    from graph_builder.extraction.passages import Passage, Range


@dataclass(frozen=True, slots=True)
class Site:
    """A cue in its place. ``first`` and ``last`` are the tokens that source and cue take up together."""

    cue: Cue
    first: int
    last: int
    passage: Passage
    cues: CueLexicon

    @property
    def verb(self) -> Token:
        """The cue's verb."""
        return self.cue.head

    @property
    def is_addressed(self) -> bool:
        """Whether the verb's object is the person spoken to."""
        return any(use.addressee for use in self.cue.uses)


@dataclass(frozen=True, slots=True)
class Content:
    """A content that was found: its parts, the verb's use, and the name of the rule."""

    parts: list[Range]
    use: Use
    rule: str
    head: Token | None = None
