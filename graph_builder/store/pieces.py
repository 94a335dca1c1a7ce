"""A large graph in pieces, so that a change rewrites what it touches and not the whole.

Where a piece begins is told by a hash of the line that it begins with (content-defined chunking), so that the same graph has
the same pieces whatever its history: a line that comes or goes changes the piece that it is in, and no other. The names of
the pieces, in order, are a list that is named by its hash as they are.
"""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from graph_builder.store.changes import Changes, join_changes, split_lines
from graph_builder.store.manifest import check_hashes
from graph_builder.store.quads import join_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

WHOLE = 1 << 20
"""A graph of fewer bytes is one file. Almost every article's is."""

LINES = 512
"""How many lines a piece has on average: some 100 kB."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file with some of the sorted lines of a graph.

    Attributes:
        name: The hash of the file.
        size: Its bytes.
        first: Its first line, without its end.
    """

    name: str
    size: int
    first: bytes


def describe(content: bytes) -> Piece:
    """Return what a list says of a piece that holds this."""
    name = hashlib.sha256(content).hexdigest()
    return Piece(name, len(content), content[: content.find(b"\n")])


def write_list(pieces: Iterable[Piece]) -> bytes:
    """Return the list of a graph's pieces as a file."""
    rows = (f"{piece.name} {piece.size} ".encode() + piece.first for piece in pieces)
    return b"".join(row + b"\n" for row in rows)


def read_list(content: bytes) -> list[Piece]:
    """Return the pieces that a file lists.

    Raises:
        ValueError: It is no such list.
    """
    rows = (row.split(b" ", 2) for row in split_lines(content))
    pieces = [Piece(name.decode(), int(size), first) for name, size, first in rows]
    check_hashes([piece.name for piece in pieces])
    return pieces


def cut(texts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces of a graph; a small one is one piece.

    Args:
        texts: Its sorted lines, some of them at a time, each with its end.
    """
    source = iter(texts)
    beginning, size = [], 0
    for text in source:
        beginning.append(text)
        size += len(text)
        if size >= WHOLE:
            break
    if size < WHOLE:
        yield b"".join(beginning)
        return
    lines = (line for text in chain(beginning, source) for line in split_lines(text))
    for piece in _split(lines):
        yield join_lines(piece)


def _split(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines, so that every piece but the first starts where one begins."""
    piece: list[bytes] = []
    for line in lines:
        if piece and _begins(line):
            yield piece
            piece = []
        piece.append(line)
    if piece:
        yield piece


def _begins(line: bytes) -> bool:
    return zlib.crc32(line) % LINES == 0


def change(
    pieces: Sequence[Piece], changes: Changes, load: Callable[[str], bytes]
) -> tuple[list[Piece | bytes], Changes]:
    """Change a graph that is in pieces.

    Args:
        pieces: What it consists of; a graph that is one file, of that.
        changes: Lines of it that shall be gone and lines that shall be in it.
        load: Returns a piece by its name.

    Returns:
        The pieces that it consists of now: those that stay, and the contents of those that are new; and which lines
        were there and are gone, and which were not and are new.
    """
    touched = _assign(pieces, changes)
    parts: list[Piece | list[bytes]] = []
    made: list[Changes] = []
    for number, piece in enumerate(pieces):
        if number not in touched:
            parts.append(piece)
            continue
        lines, really = change_lines(split_lines(load(piece.name)), touched[number])
        made.append(really)
        for part in _split(lines):
            # What began a piece is gone: the rest of it belongs to the one before.
            before = [] if not parts or _begins(part[0]) else _read(parts.pop(), load)
            parts.append(before + part)
    sizes = (part.size if isinstance(part, Piece) else _measure(part) for part in parts)
    if sum(sizes) < WHOLE:
        lines = [line for part in parts for line in _read(part, load)]
        return [join_lines(lines)], join_changes(made)
    return [p if isinstance(p, Piece) else join_lines(p) for p in parts], join_changes(made)


def _assign(pieces: Sequence[Piece], changes: Changes) -> dict[int, Changes]:
    """Return which changes belong to which piece, by its number."""
    beginnings = [piece.first for piece in pieces[1:]]
    found: dict[int, tuple[set[bytes], set[bytes]]] = {}
    for kind, lines in enumerate((changes.gone, changes.new)):
        for line in lines:
            found.setdefault(bisect_right(beginnings, line), (set(), set()))[kind].add(line)
    return {
        number: Changes(frozenset(gone), frozenset(new)) for number, (gone, new) in found.items()
    }


def change_lines(lines: Sequence[bytes], changes: Changes) -> tuple[list[bytes], Changes]:
    """Return sorted lines as they are with some changes, and which of these are any."""
    there = frozenset(lines)
    really = Changes((changes.gone & there) - changes.new, changes.new - there)
    return sorted([*(line for line in lines if line not in really.gone), *really.new]), really


def _read(part: Piece | list[bytes], load: Callable[[str], bytes]) -> list[bytes]:
    return split_lines(load(part.name)) if isinstance(part, Piece) else part


def _measure(lines: Sequence[bytes]) -> int:
    return sum(map(len, lines)) + len(lines)
