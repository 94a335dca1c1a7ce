"""Which things are worth comparing: those that have in common what every rule asks for, and are near in time.

Comparing each with all others costs the square of the articles. What is never found here could not have matched.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator

T = TypeVar("T")
_ANY, _NONE = "any", "none"
"""Beside paths of things, which have a slash: under what all stand, and those that fit whatever others have."""
Days = tuple[int, int]
"""The first and the last day of a stretch, as proleptic ordinals."""


class Candidates(Generic[T]):
    """Things by key and time, found again in the order in which they were added.

    Args:
        reach: Days from one to the other beyond which two dated things are not worth comparing.
    """

    def __init__(self, reach: int) -> None:
        self._reach = reach
        self._things: list[T] = []
        self._by_key: dict[Hashable, list[int]] = defaultdict(list)
        self._by_time: dict[Hashable, dict[int | None, list[int]]] = defaultdict(dict)

    def add(self, thing: T, keys: Iterable[Hashable], days: Days | None) -> None:
        """Add a thing under its keys; without days it is near to everything."""
        place = len(self._things)
        self._things.append(thing)
        for key in dict.fromkeys(keys):
            self._by_key[key].append(place)
            for part in self._divide(days, 0):
                self._by_time[key].setdefault(part, []).append(place)

    def count(self, key: Hashable) -> int:
        """Return how many things have a key."""
        return len(self._by_key.get(key, ()))

    def find(self, keys: Iterable[Hashable], days: Days | None) -> Iterator[tuple[int, T]]:
        """Yield the things with one of the keys, near in time as far as both have one, with their places in the order."""
        if days is None:
            lists = [self._by_key.get(key, ()) for key in keys]
        else:
            parts = [None, *self._divide(days, 1)]
            stretches = (self._by_time.get(key, {}) for key in keys)
            lists = [held.get(part, ()) for held in stretches if held for part in parts]
        lists = [found for found in lists if found]
        last = -1
        for place in lists[0] if len(lists) == 1 else heapq.merge(*lists):
            if place != last:
                last = place
                yield place, self._things[place]

    def _divide(self, days: Days | None, margin: int) -> Iterable[int | None]:
        """Return the numbers of the stretches of time, each as long as the reach, that some days lie in."""
        if days is None:
            return (None,)
        first, last = min(days) // self._reach, max(days) // self._reach
        return range(first - margin, last + margin + 1)


def list_labels(own: Collection[str]) -> list[str]:
    """Return under what a thing stands that may be with all that share one of its own paths, and with all if it has none."""
    return [_ANY, *(sorted(own) or [_NONE])]


def list_fitting(own: Collection[str]) -> list[str]:
    """Return under what those stand that a thing may be with: see ``list_labels``."""
    return [*sorted(own), _NONE] if own else [_ANY]
