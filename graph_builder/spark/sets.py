"""Set operations on pairs: what several sets have under one key, and what hangs together."""

from __future__ import annotations

import zlib
from functools import partial, reduce
from typing import TYPE_CHECKING, Any, TypeVar

from pyspark import StorageLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark import RDD

K = TypeVar("K")
N = TypeVar("N", bound="tuple[Any, ...]")
V = TypeVar("V")
Around = tuple[N, tuple[list[N]]]
"""A node, and all that it is tied to."""


def place_key(key: object) -> int:
    """Return a number that is the same on every machine for a string or a tuple, to divide them by."""
    text = key if isinstance(key, str) else repr(key)
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


class Sets:
    """Brings sets together, divided into so many parts by their keys. What is divided so already is not moved again."""

    def __init__(self, parts: int) -> None:
        self.parts = parts

    def group(self, *sets: RDD[tuple[K, Any]]) -> RDD[tuple[K, tuple[list[Any], ...]]]:
        """Return by key what each set has under it, in no order."""
        placed = sets if len(sets) == 1 else map(self._place, sets)
        marked = [one.mapValues(partial(_mark, number)) for number, one in enumerate(placed)]
        union = reduce(_unite, marked)
        return union.groupByKey(self.parts, place_key).mapValues(partial(_divide, len(sets)))

    def reduce(self, pairs: RDD[tuple[K, V]], choose: Any) -> RDD[tuple[K, V]]:
        """Return one value by key: what ``choose`` makes of two, until there is one."""
        return pairs.reduceByKey(choose, self.parts, place_key)

    def connect(self, links: RDD[tuple[N, N]]) -> RDD[tuple[N, N]]:
        """Return for all that is linked the first of what hangs together with it, but for that first itself.

        In turns, every node ties its greater neighbours to its least one, and then its lesser ones (large star and small star:
        Kiveris et al., *Connected Components in MapReduce and Beyond*, 2014). That takes about as many turns as the logarithm of
        what hangs together is long.
        """
        edges = links
        while True:
            around = keep(self.group(edges.flatMap(_turn)))
            if not around.filter(_is_tangled).count():
                return around.flatMap(_point)
            edges = self.group(around.flatMap(_tie_greater)).flatMap(_tie_lesser)

    def _place(self, one: RDD[tuple[K, V]]) -> RDD[tuple[K, V]]:
        known = one.partitioner
        if known and known.numPartitions == self.parts and known.partitionFunc is place_key:
            return one
        return one.partitionBy(self.parts, place_key)


def keep(one: RDD[V]) -> RDD[V]:
    """Return a set that is written to the executors' disks when it is first made, since it is needed several times."""
    return one.persist(StorageLevel.DISK_ONLY)


def _unite(one: RDD[V], other: RDD[V]) -> RDD[V]:
    return one.union(other)


def _mark(number: int, value: V) -> tuple[int, V]:
    return number, value


def _divide(number: int, marked: Iterable[tuple[int, Any]]) -> tuple[list[Any], ...]:
    found: tuple[list[Any], ...] = tuple([] for _ in range(number))
    for place, value in marked:
        found[place].append(value)
    return found


def _turn(edge: tuple[N, N]) -> list[tuple[N, N]]:
    return [edge, (edge[1], edge[0])]


def _is_tangled(around: Around[N]) -> bool:
    """Whether a node is neither the first of a star nor one of its points."""
    node, (near,) = around
    lesser = {other for other in near if other < node}
    return len(lesser) > 1 or (bool(lesser) and any(other > node for other in near))


def _tie_greater(around: Around[N]) -> Iterator[tuple[N, N]]:
    node, (near,) = around
    least = min(node, *near)
    return ((other, least) for other in set(near) if other > node)


def _tie_lesser(around: Around[N]) -> Iterator[tuple[N, N]]:
    node, (near,) = around
    least = min(near)
    yield node, least
    yield from ((other, least) for other in set(near) if other != least)


def _point(around: Around[N]) -> Iterator[tuple[N, N]]:
    node, (near,) = around
    yield from ((node, other) for other in set(near) if other < node)
