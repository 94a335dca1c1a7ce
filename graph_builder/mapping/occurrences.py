"""Where the same words stand in a text; in a long one found by their rarest word, so that it is not searched for each of its passages."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from functools import cached_property

_WORD = re.compile(r"\w+")
_LONG = 10_000
"""Code points from which on a text is worth an index of its words."""


class Occurrences:
    """The places of one text at which given words begin. Offsets are Unicode code points.

    >>> Occurrences("He left. She left. He left.").count_before("He left.", 19)
    1
    """

    def __init__(self, text: str) -> None:
        """Take a text; what is found in it is kept."""
        self._text = text
        self._found: dict[str, list[int]] = {}

    def count_before(self, words: str, start: int) -> int:
        """Return at how many places before ``start`` the same words begin; overlapping ones count, too."""
        if not words:
            return start
        if words not in self._found:
            self._found[words] = self._find(words)
        return bisect.bisect_left(self._found[words], start)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(self._text):
            places[word[0]].append(word.start())
        return places

    def _find(self, words: str) -> list[int]:
        if len(self._text) < _LONG:
            return self._search(words)
        # A word at either end may be a part of a longer one in the text.
        inner = [
            (self._places.get(word[0], []), word.start())
            for word in _WORD.finditer(words)
            if word.start() > 0 and word.end() < len(words)
        ]
        if not inner:
            return self._search(words)
        places, offset = min(inner, key=lambda item: len(item[0]))
        starts = (place - offset for place in places)
        return [start for start in starts if start >= 0 and self._text.startswith(words, start)]

    def _search(self, words: str) -> list[int]:
        found, place = [], self._text.find(words)
        while place >= 0:
            found.append(place)
            place = self._text.find(words, place + 1)
        return found
