"""A graph that is being brought up to date: its index as it will be, and what became different in it.

The index of the graph before is copied, which costs nothing (its files are shared), and told of what is gone and new. What follows
from the changes and what has to be checked because of them is then looked up in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph

from graph_builder.store.changes import Changes, apply_changes, read_lines, write_line
from graph_builder.store.index import Shelf, find_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Quad, Term, Triple


_DEFAULT = str(pyoxigraph.DefaultGraph())


@dataclass
class Renewal:
    """What becomes of a graph.

    Attributes:
        store: The index, a copy that may be written to.
        before: What is kept beside the index of the graph before.
        shelf: What is to be kept beside this one.
        files: The quads file of every graph, by the graph's name (``<IRI>``).
        users: The names of the graphs that people wrote themselves.
        gone: The quads that are there no longer.
        new: The quads that were not there.
        growth: By how many triples the default graph is larger.
    """

    store: pyoxigraph.Store
    before: Shelf
    shelf: Shelf
    files: dict[Term, str]
    users: frozenset[Term]
    gone: frozenset[Quad] = frozenset()
    new: frozenset[Quad] = frozenset()
    growth: int = 0

    def apply(self, changes: Changes) -> None:
        """Bring the index to a new state."""
        self.growth += apply_changes(self.store, changes, self.users)
        self.gone |= frozenset(read_lines(changes.gone))
        self.new |= frozenset(read_lines(changes.new))

    def load_kept(self, name: str) -> bytes | None:
        """Return what was kept under a name beside the index of the graph before."""
        return self.before.load(name)

    def keep(self, name: str, content: bytes) -> None:
        """Keep what needs not be asked for again, as ``Index`` does."""
        self.shelf.keep(name, content)

    def find(
        self, subject: Term | None, predicate: Term | None, object_: Term | None
    ) -> Iterator[Triple]:
        """Yield the triples of the default graph that fit."""
        return (
            quad[:3]
            for quad in find_quads(
                self.store, subject, predicate, object_, pyoxigraph.DefaultGraph()
            )
        )

    def find_named(
        self, subject: Term | None, predicate: Term | None, object_: Term | None
    ) -> Iterator[Quad]:
        """Yield the quads of the graphs that were built that fit."""
        for quad in find_quads(self.store, subject, predicate, object_, None):
            if quad[3] not in self.users and quad[3] != _DEFAULT:
                yield quad


def make_changes(gone: Iterable[Quad], new: Iterable[Quad]) -> Changes:
    """Return changes of quads as changes of lines."""
    return Changes(frozenset(map(write_line, gone)), frozenset(map(write_line, new)))
