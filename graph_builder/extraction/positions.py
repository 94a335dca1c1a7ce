"""What stands where in the text, found by its offset without looking at all of it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_builder.model import Span


class Spanned(Protocol):
    """Something with a place in the text."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


T = TypeVar("T")


class Positions(Generic[T]):
    """Things in the order of where they begin; of those that begin at one place, in the order given."""

    def __init__(self, placed: Iterable[tuple[int, T]]) -> None:
        """Put things in order, each given with the offset of its first character."""
        ordered = sorted(placed, key=lambda item: item[0])
        self._starts = [start for start, _ in ordered]
        self._things = [thing for _, thing in ordered]

    def list_between(self, start: int, end: int) -> Sequence[T]:
        """Return what begins at or after one offset and before another."""
        return self._things[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def find_last(self, start: int, end: int) -> T | None:
        """Return the last thing that begins between two offsets; the first of those that begin at one place."""
        last = bisect_left(self._starts, end) - 1
        if last < 0 or self._starts[last] < start:
            return None
        return self._things[bisect_left(self._starts, self._starts[last])]
