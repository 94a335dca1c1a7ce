"""What is known so far of the article that is being read, handed from one question to the next."""

from __future__ import annotations

import bisect
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from graph_builder.extraction.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graph_builder.extraction.decision_words import Decision
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.extraction.parsing import ParsedArticle
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Claim, Event, Quantity, Span, TimeExpression

T = TypeVar("T")


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
    _times: _Times | None = field(init=False, default=None)
    _known: dict[Callable[[Context], Any], Any] = field(init=False, default_factory=dict)

    def once(self, find: Callable[[Context], T]) -> T:
        """Return what a function finds in the whole article, looked for at the first time only.

        Ask for it when the answers are there that the function looks at.
        """
        if find not in self._known:
            self._known[find] = find(self)
        found: T = self._known[find]
        return found

    def list_times(self, start: int, end: int) -> Sequence[TimeExpression]:
        """Return the times that begin at or after one offset and before another."""
        return self._get_times().positions.list_between(start, end)

    def list_times_touching(self, start: int, end: int) -> Sequence[TimeExpression]:
        """Return the times that have a character between two offsets."""
        times = self._get_times()
        around = times.positions.list_between(start - times.longest, end)
        return [time for time in around if start < time.span.end]

    def _get_times(self) -> _Times:
        if self._times is None or self._times.times is not self.times:
            self._times = _Times(self.times)
        return self._times

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


class _Times:
    """Where the times stand, in the order of the text."""

    def __init__(self, times: Sequence[TimeExpression]) -> None:
        self.times = times
        self.positions = Positions((time.span.start, time) for time in times)
        self.longest = max((time.span.end - time.span.start for time in times), default=0)


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
