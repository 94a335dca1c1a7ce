"""What is known so far of the article that is being read, handed from one question to the next."""

from __future__ import annotations

import bisect
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.extraction.decision_words import Decision
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.extraction.parsing import ParsedArticle
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Claim, Event, Quantity, Span, TimeExpression


@dataclass
class Context:
    """The parsed article and the answers found until now, in the order of the questions."""

    parsed: ParsedArticle
    lexicon: Lexicon
    times: Sequence[TimeExpression] = ()
    quantities: Sequence[Quantity] = ()
    cast: EntityIndex = field(init=False)
    claims: Sequence[Claim] = ()
    decisions: Sequence[Decision] = ()
    events: Sequence[Event] = ()
    _contents: _Contents | None = field(init=False, default=None)

    def find_claim_around(self, span: Span) -> int | None:
        """Return the index of the innermost claim in whose content a span lies, if any.

        A claim of type ``NonStatement`` does not count: nobody said its content.
        """
        contents = self._get_contents()
        last = bisect.bisect_right(contents.parts, (span.start, sys.maxsize, 0))
        first = bisect.bisect_left(contents.parts, (span.start - contents.longest, 0, 0))
        around = [
            (end - start, index)
            for start, end, index in contents.parts[first:last]
            if span.end <= end
        ]
        return min(around)[1] if around else None

    def _get_contents(self) -> _Contents:
        if self._contents is None or self._contents.claims is not self.claims:
            self._contents = _Contents(self.claims)
        return self._contents


class _Contents:
    """Where the contents of claims stand, in the order of the text, so that few are looked at for a span."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = claims
        self.parts = sorted(
            (part.start, part.end, index)
            for index, claim in enumerate(claims)
            if claim.type != "NonStatement"
            for part in claim.content
        )
        self.longest = max((end - start for start, end, _ in self.parts), default=0)
