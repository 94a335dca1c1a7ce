"""Who is who: described in each article, matched in blocks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from graph_builder.resolution.blocks import list_blocks, list_regions, match_block
from graph_builder.resolution.identity import decide_links, judge
from graph_builder.resolution.locals import (
    Bodies,
    describe_entities,
    get_member_path,
    list_country_forms,
    slim_entity,
)
from graph_builder.resolution.things import describe_group, name_alone, name_thing
from graph_builder.spark.groups import Groups, join
from graph_builder.terms import make_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyspark import RDD, Broadcast

    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Facts, Judgement, Member
    from graph_builder.resolution.blocks import Block
    from graph_builder.resolution.locals import Local, Words
    from graph_builder.resolution.rulings import Link, Place
    from graph_builder.spark.sets import Sets


@dataclass(frozen=True)
class Described:
    """What has to be known of an article to tell who is who.

    Attributes:
        locals: Its own things.
        forms: Its words for countries and their people, each with the country's name.
        publishers: Who publishes it.
    """

    locals: tuple[Local, ...]
    forms: Mapping[Words, str]
    publishers: tuple[str, ...]


@dataclass(frozen=True)
class World:
    """What all articles together say of names. It grows with the languages and places of the world, not with the articles.

    Attributes:
        bodies: What tells bodies.
        wholes: The slugs of the places in which a place is said to lie, by its slug.
    """

    bodies: Bodies
    wholes: Mapping[str, set[str]]


@dataclass(frozen=True)
class Entities:
    """What is to be known of agents and places to join them."""

    world: Broadcast[World]

    def get_member(self, item: Local) -> Member:
        """Return which one it is."""
        return item.member

    def get_place(self, item: Local) -> Place:
        """Return where it stands."""
        return item.place

    def decide(
        self, items: Sequence[Local], links: Sequence[Link]
    ) -> tuple[list[list[Local]], list[Judgement]]:
        """Return which of some things are one, and why."""
        decided = decide_links(items, links)
        return list(map(list, decided.groups)), list(map(judge, decided.made))

    def describe(self, group: Sequence[Local]) -> tuple[str, tuple[Any, ...]]:
        """Return the path of a group if no other had it, and its turn: that of its first."""
        return describe_group(group, self.world.value.bodies)[0], _get_first(group)

    def name_all(self, plain: str, groups: Sequence[Sequence[Local]]) -> list[str]:
        """Return the paths of groups that would all have one path."""
        is_shared = len(groups) > 1
        return [name_thing(plain, _get_first(group), is_shared=is_shared) for group in groups]

    def name_alone(self, item: Local) -> str:
        """Return the path that it would have if it were a thing by itself."""
        return name_alone(item, self.world.value.bodies)

    def get_side(self, item: Local) -> str:
        """Return its own address."""
        return get_member_path(item.member)


def _get_first(group: Sequence[Local]) -> Member:
    return min(local.member for local in group)


def describe(facts: Facts, publishers: Iterable[str]) -> Described:
    """Return what has to be known of an article to tell who is who."""
    locals_ = (replace(one, entity=slim_entity(one.entity)) for one in describe_entities(facts))
    return Described(tuple(locals_), dict(list_country_forms(facts)), tuple(publishers))


def join_entities(sets: Sets, described: RDD[tuple[str, Described]], lexicon: Lexicon) -> Groups:
    """Decide which things of which articles are one.

    Args:
        sets: How sets are divided.
        described: The articles' own things, by article.
        lexicon: The words of the subject.
    """
    context = described.context
    forms = sets.reduce(described.flatMap(_list_forms), max).collect()
    bodies = Bodies.know({words: label for words, (_, label) in forms}, lexicon)
    locals_ = described.flatMap(_get_locals)
    wholes: dict[str, set[str]] = defaultdict(set)
    for slug, region in locals_.flatMap(partial(_list_wholes, bodies)).distinct().collect():
        wholes[slug].add(region)
    world = context.broadcast(World(bodies, dict(wholes)))
    blocks = sets.group(locals_.flatMap(partial(_list_blocks, world)))
    matches = blocks.flatMap(partial(_match, world))
    return join(sets, locals_, matches, Entities(world))


def _list_forms(found: tuple[str, Described]) -> Iterator[tuple[Words, tuple[str, str]]]:
    article, described = found
    for words, label in described.forms.items():
        yield words, (article, label)


def _get_locals(found: tuple[str, Described]) -> tuple[Local, ...]:
    return found[1].locals


def _list_wholes(bodies: Bodies, local: Local) -> Iterator[tuple[str, str]]:
    for region in list_regions(local, bodies):
        yield make_slug(local.entity.label), region


def _list_blocks(world: Broadcast[World], local: Local) -> Iterator[tuple[Block, Local]]:
    for block in list_blocks(local, world.value.bodies):
        yield block, local


def _match(world: Broadcast[World], found: tuple[Block, tuple[list[Local]]]) -> Iterator[Link]:
    block, (group,) = found
    ordered = sorted(group, key=_get_place)
    for match in match_block(block, ordered, world.value.wholes, world.value.bodies):
        yield match.rule, match.left.place, match.right.place


def _get_place(local: Local) -> Place:
    return local.place
