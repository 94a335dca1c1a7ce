r"""Quads as text: one file a named graph, sorted, each line once.

The lines are canonical N-Quads (RDF 1.1 N-Quads, section 4), so that sorting them as text and
comparing them as bytes is enough. ``\n`` alone ends a line: literals may hold other line separators.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Quad, Term


def write_quads(graph: Term, quads: Iterable[Quad]) -> bytes:
    """Return the N-Quads file of one named graph.

    Raises:
        ValueError: A quad stands in another graph.
    """
    lines = set()
    for subject, predicate, object_, name in quads:
        if name != graph:
            raise ValueError(f"a quad of the graph {name} is among those of {graph}")
        lines.add(f"{subject} {predicate} {object_} {name} .\n")
    return "".join(sorted(lines)).encode()


def join_lines(lines: Iterable[bytes]) -> bytes:
    """Return the file of lines without their ends, each once.

    UTF-8 sorts as its code points do, so that this is what ``write_quads`` makes of the same quads.
    """
    return b"".join(line + b"\n" for line in sorted(lines))


def read_quads(graph: Term, content: bytes) -> Iterator[Quad]:
    """Yield the quads of a file that ``write_quads`` wrote."""
    ending = f" {graph} ."
    for line in content.decode().split("\n"):
        if line:
            subject, predicate, rest = line.split(" ", 2)
            yield subject, predicate, rest.removesuffix(ending), graph


def drop_graph_name(graph: Term, content: bytes) -> bytes:
    """Return the triples of a quads file as N-Triples.

    A literal cannot hold a line end, so the name of the graph before one is always the graph's.
    """
    return content.replace(f" {graph} .\n".encode(), b" .\n")


class ChunkReader(io.RawIOBase):
    """A file made of pieces that come one after the other, so that they need not be there at once."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer and return how many bytes there were; 0 at the end."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = memoryview(chunk)
        length = min(len(buffer), len(self._rest))
        buffer[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        return length
