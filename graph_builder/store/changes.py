"""What became different between two states of a graph's quads files, and how an index is brought from one to the other.

Adding an article to a large graph changes few of its quads: those of the article and some conclusions. The index of the
graph before is copied (its files are shared) and told of these, which costs what they cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from graph_builder.terms import Quad

    Load = Callable[[str], bytes]
    ListPieces = Callable[[str], Sequence[str]]

_MOST = 0.25
"""When more than this share of the named graphs is different, an index is faster made anew; it is smaller then, too."""

_FEW = 20_000
"""So many quads are added to an index in one transaction, which memory has to hold."""


@dataclass(frozen=True)
class Changes:
    """Lines of N-Quads that are gone and lines that are new."""

    gone: frozenset[bytes] = frozenset()
    new: frozenset[bytes] = frozenset()


def join_changes(changes: Iterable[Changes]) -> Changes:
    """Return changes of several graphs, or of several parts of one, as one."""
    every = list(changes)
    gone = frozenset(line for some in every for line in some.gone)
    return Changes(gone, frozenset(line for some in every for line in some.new))


def find_changes(
    old: Mapping[str, str], new: Mapping[str, str], list_pieces: ListPieces, load: Load
) -> Changes | None:
    """Compare the quads files of two states of a graph, by the hashes of the files.

    Args:
        old: The files' hashes before, by the graph's name (``<IRI>``).
        new: The files' hashes now.
        list_pieces: Returns the hashes of the pieces of a graph by its hash.
        load: Returns a piece by its hash.

    Returns:
        What is different, or none when that is much.
    """
    touched = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if len(touched) > 1 and len(touched) > len(new) * _MOST:
        return None
    return compare(old, new, list_pieces, load)


def compare(
    old: Mapping[str, str], new: Mapping[str, str], list_pieces: ListPieces, load: Load
) -> Changes:
    """Return what is different between two states of a graph, however much that is."""
    touched = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    gone: set[bytes] = set()
    added: set[bytes] = set()
    for name in touched:
        before = set(list_pieces(old[name])) if name in old else set()
        now = set(list_pieces(new[name])) if name in new else set()
        lines = [
            {line for piece in pieces for line in split_lines(load(piece))}
            for pieces in (before - now, now - before)
        ]
        gone |= lines[0] - lines[1]
        added |= lines[1] - lines[0]
    return Changes(frozenset(gone), frozenset(added))


def split_lines(content: bytes) -> list[bytes]:
    """Return the lines of a quads file without their ends."""
    return content.split(b"\n")[:-1]


def read_lines(lines: Iterable[bytes]) -> Iterator[Quad]:
    """Yield the quads of lines of quads files."""
    for line in lines:
        subject, predicate, rest = line.decode().split(" ", 2)
        object_, graph, _ = rest.rsplit(" ", 2)
        yield subject, predicate, object_, graph


def write_line(quad: Quad) -> bytes:
    """Return the line of a quad, without its end."""
    return f"{' '.join(quad)} .".encode()


def apply_changes(store: pyoxigraph.Store, changes: Changes, user_graphs: Iterable[str]) -> int:
    """Bring an index to a new state: the named graphs, and the default graph that holds each triple of them once.

    Args:
        store: The index, as it was.
        changes: What is different.
        user_graphs: The names of graphs (``<IRI>``) that stay out of the default graph.

    Returns:
        By how many triples the default graph is larger.
    """
    gone, new = _parse(changes.gone), _parse(changes.new)
    for quad in gone:
        store.remove(quad)
    merged = {triple for quad in new if (triple := _merge(quad)) not in store}
    # The bulk loader writes nine files a call; few quads wait for the flush that comes anyway.
    (store.extend if len(new) < _FEW else store.bulk_extend)([*new, *merged])
    growth = len(merged)
    outside = {
        pyoxigraph.DefaultGraph(),
        *(pyoxigraph.NamedNode(name[1:-1]) for name in user_graphs),
    }
    for quad in gone:
        elsewhere = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        triple = _merge(quad)
        if all(other.graph_name in outside for other in elsewhere) and triple in store:
            store.remove(triple)
            growth -= 1
    return growth


def _parse(lines: Iterable[bytes]) -> list[pyoxigraph.Quad]:
    content = b"".join(line + b"\n" for line in sorted(lines))
    return list(pyoxigraph.parse(content, pyoxigraph.RdfFormat.N_QUADS))


def _merge(quad: pyoxigraph.Quad) -> pyoxigraph.Quad:
    return pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)
