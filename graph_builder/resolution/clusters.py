"""Groups by pairwise judgements: connected components by union-find (Tarjan, 1975)."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


class Clusters(Generic[Node]):
    """Things that have been judged to be one, directly or by way of others."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        """Begin with every node on its own."""
        self._parents = {node: node for node in nodes}

    def find(self, node: Node) -> Node:
        """Return the node that stands for the cluster of ``node``."""
        root = node
        while self._parents[root] != root:
            root = self._parents[root]
        while self._parents[node] != root:
            self._parents[node], node = root, self._parents[node]
        return root

    def join(self, left: Node, right: Node) -> bool:
        """Make two clusters one; return whether they had been two."""
        one, other = self.find(left), self.find(right)
        self._parents[other] = one
        return one != other

    def groups(self) -> list[list[Node]]:
        """Return the clusters, members in the order in which they were given."""
        found: dict[Node, list[Node]] = {}
        for node in self._parents:
            found.setdefault(self.find(node), []).append(node)
        return list(found.values())
