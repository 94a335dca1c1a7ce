"""Cuts a text into paragraphs: at empty lines, and at line ends unless lines are wrapped."""

import re
from collections.abc import Iterator

from graph_builder.model import Span

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"[^\n]+")


def split_paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the paragraphs between two offsets, white space stripped, none empty."""
    end = len(text) if end is None else end
    position = start
    for gap in [*_EMPTY_LINE.finditer(text, start, end), None]:
        block_end = gap.start() if gap else end
        yield from _split_block(text, position, block_end)
        position = gap.end() if gap else end


def _split_block(text: str, start: int, end: int) -> Iterator[Span]:
    block = text[start:end]
    cuts = [(start, end)]
    if not _is_wrapped(block):
        cuts = [(start + line.start(), start + line.end()) for line in _LINE.finditer(block)]
    for first, last in cuts:
        piece = text[first:last]
        if piece.strip():
            begin = first + len(piece) - len(piece.lstrip())
            stop = last - (len(piece) - len(piece.rstrip()))
            yield Span(begin, stop, text[begin:stop])


def _is_wrapped(block: str) -> bool:
    """Whether line ends are only the edge of a page: most lines but the last stop short of an end."""
    lines = [line.rstrip() for line in block.split("\n") if line.strip()]
    if len(lines) < 2:  # noqa: PLR2004 - one line has no inner line end
        return False
    unfinished = sum(line[-1] not in ".!?:\"”'’)]" for line in lines[:-1])
    return unfinished * 2 > len(lines) - 1
