"""Sorting more lines than memory holds: runs are sorted, wait in a file, and are merged.

Lines may stand in chapters, which are sorted by their names; so is a graph told apart from its triples, with nothing to
compare twice. Whole blocks are moved wherever that will do: one that no other run reaches into is passed on as it is, and
what overlaps is left to Python's own sort, which merges what is sorted already.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from itertools import groupby, islice
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Block = tuple[str, list[str] | str]
    """The name of a chapter, and lines of it: a list, or a text in which each has its line end."""

RUN = 100_000
"""How many lines are sorted in memory at once: some 40 MB of a usual graph."""

_BLOCK = 500
"""How many lines are moved at once; so many of each run are in memory while they are merged."""


def sort_lines(lines: Iterable[str], *, run: int = RUN) -> Iterator[str]:
    r"""Yield the different lines in the order of their code points.

    Args:
        lines: Texts without ``\n``.
        run: How many are sorted in memory at once; a smaller graph never touches the disk.

    >>> list(sort_lines(["b", "a", "c", "a"], run=2))
    ['a', 'b', 'c']
    """
    sorter = Sorter(run)
    sorter.add(lines)
    return sorter.iter_lines()


class Sorter:
    r"""Takes lines, and gives the different ones back in order, once.

    Args:
        run: How many are sorted in memory at once.

    >>> sorter = Sorter()
    >>> sorter.add(["b", "a"], "second")
    >>> sorter.add(["c"], "first")
    >>> sorter.add(["a"], "second")
    >>> list(sorter.iter_chapters())
    [('first', 'c\n'), ('second', 'a\nb\n')]
    """

    def __init__(self, run: int = RUN) -> None:
        self._run = self._room = run
        self._collected: dict[str, list[str]] = {}
        self._file: IO[bytes] | None = None
        self._waiting: list[_Run] = []

    def add(self, lines: Iterable[str], chapter: str = "") -> None:
        r"""Take lines of a chapter.

        Args:
            lines: Texts without ``\n``. No line may stand in two chapters.
            chapter: The name; a chapter may come in parts.
        """
        source = iter(lines)
        while taken := list(islice(source, self._room)):
            self._collected.setdefault(chapter, []).extend(taken)
            self._room -= len(taken)
            if not self._room:
                self._lay_aside()

    def iter_lines(self) -> Iterator[str]:
        """Yield the different lines of each chapter in order, the chapters in the order of their names."""
        for _, block in self._sort():
            yield from _split(block) if isinstance(block, str) else block

    def iter_chapters(self) -> Iterator[tuple[str, str]]:
        r"""Yield what ``iter_lines`` does as texts, each with its chapter: many lines, each ended by ``\n``."""
        for name, block in self._sort():
            yield name, block if isinstance(block, str) else _join(block)

    def _lay_aside(self) -> None:
        if self._file is None:
            # Nobody else sees the file, and it goes with this process.
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open until all are merged
        self._waiting.append(_Run(self._collected, self._file))
        self._collected, self._room = {}, self._run

    def _sort(self) -> Iterator[Block]:
        if self._file is None:
            yield from _cut(self._collected)
            return
        with self._file:
            self._lay_aside()
            yield from _merge(self._waiting)


def _cut(chapters: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield chapters in order as blocks of their different lines in order."""
    for name, lines in sorted(chapters.items()):
        lines.sort()
        different = _drop_repetitions(lines)
        for place in range(0, len(different), _BLOCK):
            yield name, different[place : place + _BLOCK]


def _drop_repetitions(lines: list[str]) -> list[str]:
    return [line for line, _ in groupby(lines)]


def _join(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def _split(block: str) -> list[str]:
    return block[:-1].split("\n")


class _Run:
    """Sorted blocks that wait in a file behind those of other runs, and the one that is at hand.

    ``first`` and ``last`` are the lines at the ends of that block, each with the name of its chapter.
    """

    def __init__(self, chapters: Mapping[str, list[str]], file: IO[bytes]) -> None:
        self._file = file
        self._waiting = []
        place = file.tell()
        for name, lines in _cut(chapters):
            size = file.write(_join(lines).encode())
            self._waiting.append((name, place, size))
            place += size
        self._waiting.reverse()
        self._block: list[str] | str = ""
        self.first = self.last = ("", "")

    def fetch(self) -> bool:
        """Have a block at hand, and say whether there is one."""
        if not self._block and self._waiting:
            name, place, size = self._waiting.pop()
            self._file.seek(place)
            block = self._file.read(size).decode()
            self.first = name, block[: block.index("\n")]
            self.last = name, block[block.rfind("\n", 0, -1) + 1 : -1]
            self._block = block
        return bool(self._block)

    def take_block(self) -> list[str] | str:
        """Give away what is at hand."""
        block, self._block = self._block, ""
        return block

    def take_lines(self, bound: tuple[str, str]) -> list[str]:
        """Give away the lines at hand up to a bound that is no later than their chapter."""
        if bound < self.first:
            return []
        lines = _split(self._block) if isinstance(self._block, str) else self._block
        place = bisect_right(lines, bound[1])
        self._block = lines[place:]
        if self._block:
            self.first = bound[0], lines[place]
        return lines[:place]


def _merge(runs: list[_Run]) -> Iterator[Block]:
    """Yield the lines of all runs; all that are equal are in one block."""
    while runs := [run for run in runs if run.fetch()]:
        lowest = min(runs, key=lambda run: run.last)
        bound = lowest.last
        if all(bound < run.first for run in runs if run is not lowest):
            yield bound[0], lowest.take_block()
        else:
            lines = [line for run in runs for line in run.take_lines(bound)]
            yield bound[0], _drop_repetitions(sorted(lines))
