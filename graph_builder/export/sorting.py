"""Sorting more lines than memory holds: runs are sorted, wait in a file each, and are merged."""

from __future__ import annotations

import heapq
import tempfile
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RUN = 100_000
"""How many lines are held in memory: some 50 MB of a usual graph. A run that waits is an open file."""


def sort_lines(lines: Iterable[str], *, run: int = RUN) -> Iterator[str]:
    r"""Yield the different lines in the order of their code points.

    Args:
        lines: Texts without ``\n``.
        run: How many are sorted in memory at once; a smaller graph never touches the disk.

    >>> list(sort_lines(["b", "a", "c", "a"], run=2))
    ['a', 'b', 'c']
    """
    source = iter(lines)
    first = sorted(islice(source, run))
    second = sorted(islice(source, run))
    if not second:
        yield from _drop_repetitions(first)
        return
    with ExitStack() as stack:
        waiting = []
        while second:
            waiting.append(_lay_aside(first, stack))
            first = second
            second = sorted(islice(source, run))
        yield from _drop_repetitions(heapq.merge(*waiting, first))


def _lay_aside(lines: list[str], stack: ExitStack) -> Iterator[str]:
    """Write a run to a file that nobody else sees and that goes with this process; return its lines."""
    file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - open until all are merged
    stack.enter_context(file)
    file.writelines(f"{line}\n" for line in lines)
    file.seek(0)
    return (line[:-1] for line in file)


def _drop_repetitions(lines: Iterable[str]) -> Iterator[str]:
    before = None
    for line in lines:
        if line != before:
            yield line
            before = line
