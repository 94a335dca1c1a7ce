"""Things that are one by way of others, when some of the pairs that make them so are different."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from graph_builder.upkeep.state import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.resolution.rulings import Link, Place
    from graph_builder.upkeep.state import Edge, State

T = TypeVar("T")
Known = tuple[str, str]
"""The local name and the path that something had; both empty when it was not there."""


@dataclass
class Regrouped(Generic[T]):
    """What became of things of one kind.

    Attributes:
        groups: Things that may be different, by their paths, with the members of each.
        moved: The places of which the thing has another path now, or which are new or gone.
        gone: Paths that no thing has any longer.
        known: Paths that a thing has now and none had before.
        relabelled: Paths of things that are called otherwise now.
        made: Edges that make two things one now and did not before.
        unmade: Edges that do so no longer, or are gone.
    """

    groups: dict[str, Sequence[T]] = field(default_factory=dict)
    moved: set[Place] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    relabelled: set[str] = field(default_factory=set)
    made: list[Edge] = field(default_factory=list)
    unmade: list[Edge] = field(default_factory=list)


class Kind(Protocol[T]):
    """What is to be known of a kind of things to group them."""

    @property
    def name(self) -> str:
        """Under which name the state has them."""
        ...

    def load(self, place: Place) -> T | None:
        """Return what is at a place; none when nothing is there any longer."""
        ...

    def get_place(self, item: T) -> Place:
        """Return where something is."""
        ...

    def get_local(self, item: T) -> str:
        """Return its name in its article."""
        ...

    def decide(
        self, items: Sequence[T], edges: Sequence[Edge]
    ) -> tuple[list[Sequence[T]], set[Link]]:
        """Return which of some things are one, and what makes them so."""
        ...

    def describe(self, group: Sequence[T]) -> tuple[str, list[object], str]:
        """Return the path of a group if no other had it, its turn among those that would have it, and its label."""
        ...

    def name_all(self, plain: str, named: Sequence[Named]) -> list[str]:
        """Return the paths of things that would all have one path, given in their turn."""
        ...


def regroup(
    state: State, kind: Kind[T], touched: Iterable[Place], dropped: Iterable[Edge]
) -> Regrouped[T]:
    """Group anew what hangs together with some places.

    Args:
        state: What was decided; edges and digests as they are now, paths and things as they were.
        kind: What kind of things these are.
        touched: Places where something is different, new or gone, and the ends of edges that are.
        dropped: Edges that are gone.
    """
    found: Regrouped[T] = Regrouped(unmade=[edge for edge in dropped if edge.made])
    before: dict[Place, Known] = {}
    groups: list[Sequence[T]] = []
    for places in _find_components(state, kind.name, touched):
        items = [item for place in places if (item := kind.load(place)) is not None]
        before |= {place: state.get_member(kind.name, place) for place in places}
        edges = list(
            dict.fromkeys(e for place in places for e in state.list_edges(kind.name, place))
        )
        decided, made = kind.decide(items, edges)
        changed = set(mark(edges, made)) - set(edges)
        state.mark_edges(kind.name, changed)
        found.made += [edge for edge in changed if edge.made]
        found.unmade += [edge for edge in changed if not edge.made]
        groups += decided
    _name(state, kind, groups, before, found)
    return found


def mark(edges: Iterable[Edge], made: set[Link]) -> list[Edge]:
    """Return edges with whether they make two things one; of several that say the same, the first does."""
    marked = []
    left = set(made)
    for edge in sorted(edges):
        marked.append(edge._replace(made=edge.link in left))
        left.discard(edge.link)
    return marked


def _find_components(state: State, kind: str, touched: Iterable[Place]) -> Iterator[list[Place]]:
    """Yield what is connected by edges with some places, in the order of places."""
    seen: set[Place] = set()
    for start in sorted(set(touched)):
        if start in seen:
            continue
        component = {start}
        waiting = [start]
        while waiting:
            for edge in state.list_edges(kind, waiting.pop()):
                for place in (edge.left, edge.right):
                    if place not in component:
                        component.add(place)
                        waiting.append(place)
        seen |= component
        yield sorted(component)


def _name(
    state: State,
    kind: Kind[T],
    groups: Sequence[Sequence[T]],
    before: dict[Place, Known],
    found: Regrouped[T],
) -> None:
    """Give groups their paths, and other things of the same names theirs."""
    old = {path: state.find_named(kind.name, path) for _, path in set(before.values()) if path}
    rivals: dict[str, list[tuple[Named, Sequence[T]]]] = defaultdict(list)
    for group in groups:
        plain, turn, label = kind.describe(group)
        rivals[plain].append((Named("", plain, json.dumps(turn), label), group))
    for plain in {*rivals, *(named.plain for named in old.values() if named)}:
        others = state.list_namesakes(kind.name, plain)
        rivals[plain] += [(named, ()) for named in others if named.path not in old]
    gone = set(old)
    now: dict[str, Named] = {}
    for plain, several in rivals.items():
        ordered = sorted(several, key=lambda item: _read_turn(item[0]))
        paths = kind.name_all(plain, [named for named, _ in ordered])
        for path, (named, group) in zip(paths, ordered, strict=True):
            now[path] = named._replace(path=path)
            if group:
                found.groups[path] = group
            elif path != named.path:
                gone.add(named.path)
                found.groups[path] = _load_group(state, kind, named.path, before)
    _move(state, kind, before, found)
    labels = {path: was.label for path in now if (was := state.find_named(kind.name, path))}
    found.relabelled |= {path for path, named in now.items() if labels.get(path) != named.label}
    state.name_things(kind.name, gone, now.values())
    found.gone |= gone - now.keys()
    found.known |= found.groups.keys() - gone


def _load_group(state: State, kind: Kind[T], path: str, before: dict[Place, Known]) -> list[T]:
    """Return the members of a thing that only has another path now."""
    places = state.list_members(kind.name, path)
    items = [item for place in places if (item := kind.load(place)) is not None]
    before |= {kind.get_place(item): (kind.get_local(item), path) for item in items}
    return items


def _move(state: State, kind: Kind[T], before: Mapping[Place, Known], found: Regrouped[T]) -> None:
    """Keep which thing each member is now."""
    present: set[Place] = set()
    for path, group in found.groups.items():
        for item in group:
            place = kind.get_place(item)
            present.add(place)
            local = kind.get_local(item)
            if before.get(place) != (local, path):
                state.set_path(kind.name, place, local, path)
                found.moved.add(place)
    for place in before.keys() - present:
        state.drop_path(kind.name, place)
        found.moved.add(place)


def _read_turn(named: Named) -> list[Any]:
    turn: list[Any] = json.loads(named.turn)
    return turn
