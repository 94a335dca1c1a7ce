"""What becomes different in the graphs of conclusions: what is there of some subjects, against what there is to be."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, get_args

from graph_builder.mapping.names import GraphName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph_builder.mapping import Names
    from graph_builder.terms import FindQuads, Quad, Term


class Ledger:
    """Notes what may be different.

    Args:
        find: Finds the quads of the named graphs as they are, by subject, predicate and object.
        names: The IRIs.
    """

    def __init__(self, find: FindQuads, names: Names) -> None:
        self._find = find
        self._names: Mapping[Term, GraphName] = {
            names.graph(name): name for name in get_args(GraphName)
        }
        self._graphs = {name: graph for graph, name in self._names.items()}
        self._old: dict[tuple[Term, Term], set[Quad]] = {}
        self._new: set[Quad] = set()

    def touch(self, graph: GraphName, subject: Term) -> None:
        """Note that what a graph says of a subject, and of its times, is as it is written from now on."""
        key = self._graphs[graph], subject
        if key not in self._old:
            self._old[key] = set(self._list(*key))

    def write(self, quads: Iterable[Quad]) -> None:
        """Note quads that there are to be."""
        self._new |= set(quads)

    def touch_object(self, graph: GraphName, object_: Term) -> None:
        """Note that the triples of a graph with this object are those that are written from now on."""
        name = self._graphs[graph]
        self._old[name, object_] = self._old.get((name, object_), set()) | {
            quad for quad in self._find(None, None, object_) if quad[3] == name
        }

    def settle(self) -> tuple[dict[Term, set[Quad]], dict[Term, set[Quad]]]:
        """Return the quads that are gone, and those that are new, by graph."""
        self._settle_passages()
        old = {quad for quads in self._old.values() for quad in quads}
        gone = _divide(old - self._new)
        new = _divide(quad for quad in self._new - old if quad not in set(self._find(*quad[:3])))
        return gone, new

    def _list(self, graph: Term, subject: Term) -> Iterator[Quad]:
        parts = f"{subject[:-1]}/"
        for quad in self._find(subject, None, None):
            if quad[3] == graph:
                yield quad
                if quad[2].startswith(parts):
                    yield from self._list(graph, quad[2])

    def _settle_passages(self) -> None:
        """Note of the passages that only conclusions need whether any still does."""
        passages = self._graphs["passages"]
        written = {quad[0] for quad in self._new if quad[3] == passages}
        old = {quad for quads in self._old.values() for quad in quads}
        for passage in sorted({quad[2] for quad in old}):
            if not passage.startswith("<") or passage in written:
                continue
            if any(quad[3] == passages for quad in self._find(passage, None, None)):
                needing = set(self._find(None, None, passage)) - old
                if not any(quad[3] in self._names and quad[3] != passages for quad in needing):
                    self.touch("passages", passage)
        for passage in written:
            self.touch("passages", passage)


def _divide(quads: Iterable[Quad]) -> dict[Term, set[Quad]]:
    graphs: dict[Term, set[Quad]] = defaultdict(set)
    for quad in quads:
        graphs[quad[3]].add(quad)
    return dict(graphs)
