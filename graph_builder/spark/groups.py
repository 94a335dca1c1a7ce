"""Which of the articles' own things are one: joined where they hang together, and named among their namesakes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from graph_builder.model import Judgement
from graph_builder.resolution.things import find_successors
from graph_builder.spark.sets import Sets, keep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyspark import RDD

    from graph_builder.model import Member
    from graph_builder.resolution.rulings import Link, Place

K = TypeVar("K")
T = TypeVar("T")
Linked = tuple[list[T], list["Link"]]
Named = tuple[str, list[T]]
"""The path of a thing, and the articles' own things that it is."""


class Kind(Protocol[T]):
    """What is to be known of a kind of things to join them. Executors get it with their work."""

    def get_member(self, item: T) -> Member:
        """Return which one it is."""
        ...

    def get_place(self, item: T) -> Place:
        """Return where it stands."""
        ...

    def decide(
        self, items: Sequence[T], links: Sequence[Link]
    ) -> tuple[list[list[T]], list[Judgement]]:
        """Return which of some things are one, and why."""
        ...

    def describe(self, group: Sequence[T]) -> tuple[str, tuple[Any, ...]]:
        """Return the path of a group if no other had it, and its turn among those that would have it."""
        ...

    def name_all(self, plain: str, groups: Sequence[Sequence[T]]) -> list[str]:
        """Return the paths of groups that would all have one path, given in their turn."""
        ...

    def name_alone(self, item: T) -> str:
        """Return the path that it would have if it were a thing by itself."""
        ...

    def get_side(self, item: T) -> str:
        """Return its own address."""
        ...


@dataclass(frozen=True)
class Groups:
    """Things over all articles.

    Attributes:
        named: Each with the articles' own things that it is, in their order.
        judgements: Why these are one.
        paths: By article its own things, each with the path of what it is.
        replaced: The paths under which a thing may have been met, each with the path that it has.
    """

    named: RDD[Named[Any]]
    judgements: RDD[Judgement]
    paths: RDD[tuple[str, tuple[Member, str]]]
    replaced: RDD[tuple[str, str]]


def join(sets: Sets, items: RDD[T], links: RDD[Link], kind: Kind[T]) -> Groups:
    """Join things by what matches. What is joined depends on what hangs together, and on nothing else.

    Args:
        sets: How sets are divided.
        items: The articles' own things.
        links: Which of them match.
        kind: What is to be known of them.
    """
    links = keep(links)
    firsts = sets.connect(links.map(_get_ends))
    around = sets.group(items.keyBy(kind.get_place), firsts, links.keyBy(_get_left))
    decided = keep(sets.group(around.map(_send)).flatMap(partial(_decide, kind)))
    groups = decided.filter(_is_group).map(partial(_describe, kind))
    named = keep(sets.group(groups).flatMap(partial(_name, kind)))
    judgements = decided.filter(_is_judgement)
    known = named.map(_know)
    alone = named.flatMap(partial(_list_alone, kind))
    sides = named.flatMap(partial(_list_sides, kind))
    judged = judgements.flatMap(_list_judged)
    replaced = sets.group(alone, known).flatMap(_succeed)
    return Groups(
        named,
        judgements,
        named.flatMap(partial(_list_paths, kind)),
        replaced.union(sets.group(sides, judged).flatMap(_name_judged)),
    )


def _get_ends(link: Link) -> tuple[Place, Place]:
    return link[1], link[2]


def _get_left(link: Link) -> Place:
    return link[1]


def _send(around: tuple[Place, tuple[list[T], list[Place], list[Link]]]) -> tuple[Place, Linked[T]]:
    """Return what stands at a place, and the links from there, under the first that it hangs together with."""
    place, (items, firsts, links) = around
    return firsts[0] if firsts else place, (items, links)


def _decide(
    kind: Kind[T], sent: tuple[Place, tuple[list[Linked[T]]]]
) -> Iterator[list[T] | Judgement]:
    """Yield which of some things are one, and why; each by itself, since a thing may have members in millions of articles."""
    _, (parts,) = sent
    items = sorted(chain.from_iterable(items for items, _ in parts), key=kind.get_place)
    groups, judgements = kind.decide(
        items, sorted(chain.from_iterable(links for _, links in parts))
    )
    yield from groups
    yield from judgements


def _is_judgement(decided: list[T] | Judgement) -> bool:
    return isinstance(decided, Judgement)


def _is_group(decided: list[T] | Judgement) -> bool:
    return not isinstance(decided, Judgement)


def _describe(kind: Kind[T], group: list[T]) -> tuple[str, tuple[tuple[Any, ...], list[T]]]:
    plain, turn = kind.describe(group)
    return plain, (turn, group)


def _name(
    kind: Kind[T], namesakes: tuple[str, tuple[list[tuple[Any, list[T]]]]]
) -> Iterator[Named[T]]:
    plain, (described,) = namesakes
    groups = [group for _, group in sorted(described, key=_get_turn)]
    return zip(kind.name_all(plain, groups), groups, strict=True)


def _get_turn(described: tuple[Any, list[T]]) -> Any:
    return described[0]


def _know(named: Named[T]) -> tuple[str, None]:
    return named[0], None


def _list_paths(kind: Kind[T], named: Named[T]) -> Iterator[tuple[str, tuple[Member, str]]]:
    path, group = named
    for member in map(kind.get_member, group):
        yield member.article_id, (member, path)


def _list_alone(kind: Kind[T], named: Named[T]) -> Iterable[tuple[str, str]]:
    path, group = named
    return {(kind.name_alone(item), path) for item in group}


def _list_sides(kind: Kind[T], named: Named[T]) -> Iterable[tuple[str, str]]:
    path, group = named
    return {(kind.get_side(item), path) for item in group}


def _list_judged(judgement: Judgement) -> list[tuple[str, None]]:
    return [(side, None) for side in (judgement.left, judgement.right)]


def _succeed(found: tuple[str, tuple[list[str], list[None]]]) -> Iterable[tuple[str, str]]:
    alone, (paths, known) = found
    return find_successors({alone: set(paths)}, {alone} if known else ()).items()


def _name_judged(found: tuple[str, tuple[list[str], list[None]]]) -> Iterator[tuple[str, str]]:
    side, (paths, judged) = found
    if judged:
        yield side, min(paths)


def gather(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    """Return values by key."""
    found: dict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
