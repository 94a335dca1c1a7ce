"""Groups by pairwise judgements: connected components by union-find (Tarjan, 1975).

Some things must not become one: those that a person has told apart, and those with two external identifiers. Each of these
reasons is a *bar*: its name, and the side on which a thing stands. A join that would bring two sides of one bar together is
refused and kept as a conflict, with the path of joins that leads from the one to the other.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

Node = TypeVar("Node", bound="Hashable")
Sides = dict[str, str]


@dataclass(frozen=True)
class Conflict(Generic[Node]):
    """A path of joins between two things that stand on two sides of a bar, and whether they were joined all the same."""

    bar: str
    path: tuple[Node, ...]
    joined: bool


class Clusters(Generic[Node]):
    """Things that have been judged to be one, directly or by way of others.

    Attributes:
        conflicts: The joins that were refused, or made in spite of a bar, in the order met.
    """

    def __init__(
        self,
        nodes: Iterable[Node],
        bars: Mapping[Node, Mapping[str, str]] | None = None,
        get_source: Callable[[Node], str] | None = None,
    ) -> None:
        """Begin with every node on its own.

        Args:
            nodes: The things.
            bars: The sides on which things stand, by the bar's name.
            get_source: Where a thing comes from, for ``share_source``.
        """
        self._get_source = get_source
        self._sources: dict[Node, set[str]] = {}
        self._parents = {node: node for node in nodes}
        self._ranks = {node: rank for rank, node in enumerate(self._parents)}
        self._members: dict[Node, list[Node]] = {}
        self._own = {node: dict(sides) for node, sides in (bars or {}).items()}
        self._sides: dict[Node, Sides] = {node: dict(sides) for node, sides in self._own.items()}
        self._joined: dict[Node, list[Node]] = {}
        self.conflicts: list[Conflict[Node]] = []

    def find(self, node: Node) -> Node:
        """Return the node that stands for the cluster of ``node``."""
        root = self._parents[node]
        while (above := self._parents[root]) is not root:
            root = above
        while (above := self._parents[node]) is not root:
            self._parents[node], node = root, above
        return root

    def join(self, left: Node, right: Node, *, regardless: bool = False) -> bool:
        """Make two clusters one; return whether they had been two and are one now.

        Args:
            left: A member of the one cluster.
            right: A member of the other.
            regardless: Join them in spite of bars; the conflict is kept all the same.
        """
        one, other = self.find(left), self.find(right)
        if one == other:
            return False
        bar = self._find_bar(one, other)
        if bar:
            path = self._trace(bar, left, right)
            self.conflicts.append(Conflict(bar, path, regardless))
            if not regardless:
                return False
        self._parents[other] = one
        self._members.setdefault(one, [one]).extend(self._members.pop(other, [other]))
        if self._get_source is not None:
            small, large = sorted((self._list_sources(one), self._list_sources(other)), key=len)
            large |= small
            self._sources.pop(other, None)
            self._sources[one] = large
        if other in self._sides:
            self._sides[one] = {**self._sides.pop(other), **self._sides.get(one, {})}
        self._joined.setdefault(left, []).append(right)
        self._joined.setdefault(right, []).append(left)
        return True

    def share_source(self, left: Node, right: Node) -> bool:
        """Tell whether two clusters have members from one source."""
        one, other = (self._list_sources(self.find(node)) for node in (left, right))
        return not one.isdisjoint(other)

    def _list_sources(self, root: Node) -> set[str]:
        found = self._sources.get(root)
        if found is None:
            found = {self._get_source(root)} if self._get_source is not None else set()
        return found

    def list_members(self, node: Node) -> list[Node]:
        """Return the members of the cluster of a node, in the order in which they were given."""
        root = self.find(node)
        return sorted(self._members.get(root, [root]), key=self._ranks.__getitem__)

    def groups(self) -> list[list[Node]]:
        """Return the clusters, members in the order in which they were given."""
        found: dict[Node, list[Node]] = {}
        for node in self._parents:
            found.setdefault(self.find(node), []).append(node)
        return list(found.values())

    def find_path(self, start: Node, goal: Node) -> tuple[Node, ...]:
        """Return the shortest path of joins from one member of a cluster to another, both included."""
        before: dict[Node, Node] = {start: start}
        waiting = deque([start])
        while waiting and goal not in before:
            node = waiting.popleft()
            for neighbour in self._joined.get(node, ()):
                if neighbour not in before:
                    before[neighbour] = node
                    waiting.append(neighbour)
        path = [goal]
        while path[-1] != start:
            path.append(before[path[-1]])
        return tuple(reversed(path))

    def _find_bar(self, one: Node, other: Node) -> str:
        left, right = self._sides.get(one), self._sides.get(other)
        if not left or not right:
            return ""
        return next((bar for bar in sorted(left) if right.get(bar, left[bar]) != left[bar]), "")

    def _trace(self, bar: str, left: Node, right: Node) -> tuple[Node, ...]:
        start, goal = (self._find_barred(bar, node) for node in (left, right))
        return (*self.find_path(start, left), *self.find_path(right, goal))

    def _find_barred(self, bar: str, member: Node) -> Node:
        """Return a member of a cluster that stands on a side of the bar itself."""
        root = self.find(member)
        return next(
            node for node, sides in self._own.items() if bar in sides and self.find(node) == root
        )
