"""Who is who, kept up: the blocks that one more article belongs to are looked at again, and what hangs together with them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.facts_json import read_entity, write_entity
from graph_builder.model import Member
from graph_builder.resolution.blocks import list_blocks, list_regions, match_block
from graph_builder.resolution.identity import decide_links
from graph_builder.resolution.locals import (
    BODIES,
    Bodies,
    Local,
    describe_entities,
    describe_entity,
    get_member_path,
    list_country_forms,
    slim_entity,
)
from graph_builder.resolution.stories import read_story, write_story
from graph_builder.resolution.things import describe_group, name_alone, name_thing
from graph_builder.terms import make_hash, make_slug
from graph_builder.upkeep.groups import regroup
from graph_builder.upkeep.state import COMMA, Edge, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Facts
    from graph_builder.resolution.blocks import Block
    from graph_builder.resolution.rulings import Link, Place
    from graph_builder.upkeep.groups import Regrouped
    from graph_builder.upkeep.state import Named, State

KIND = "entity"
_FORMS = "country form"
_ROOMS = ("block", "body", "region", "whole", "alone entity", "side entity")
_COUNTRIES = "countries"


@dataclass(frozen=True)
class Entities:
    """What is to be known of entities to group them."""

    state: State
    bodies: Bodies
    name: str = KIND

    def load(self, place: Place) -> Local | None:
        """Return the entity at a place."""
        digest = self.state.get_digest(KIND, place)
        return None if digest is None else read_local(place, digest)

    def get_place(self, item: Local) -> Place:
        """Return where an entity is."""
        return item.place

    def get_local(self, item: Local) -> str:
        """Return its name in its article."""
        return str(item.member.local)

    def decide(
        self, items: Sequence[Local], edges: Sequence[Edge]
    ) -> tuple[list[Sequence[Local]], set[Link]]:
        """Return which entities are one, and what makes them so."""
        decided = decide_links(items, (edge.link for edge in edges))
        made = {(match.rule, match.left.place, match.right.place) for match in decided.made}
        return list(decided.groups), made

    def describe(self, group: Sequence[Local]) -> tuple[str, list[object], str]:
        """Return the path of a group if no other had it, its turn, and its label."""
        plain, label = describe_group(group, self.bodies)
        return plain, list(min(local.member for local in group)), label

    def name_all(self, plain: str, named: Sequence[Named]) -> list[str]:
        """Return the paths of things that would all have one path: where there are several, all are told apart."""
        firsts = (Member(*json.loads(one.turn)) for one in named)
        return [name_thing(plain, first, is_shared=len(named) > 1) for first in firsts]


def read_local(place: Place, digest: str) -> Local:
    """Return an entity that ``_write_local`` wrote."""
    data = json.loads(digest)
    entity = read_entity(data["entity"])
    member = Member(place[0], entity.id)
    longer = frozenset(map(tuple, data["longer"]))
    homes = frozenset(data["homes"])
    story = read_story(data["story"]) if "story" in data else None
    return describe_entity(member, place[1], entity, data["country"], homes, longer, story)


def _write_local(local: Local) -> str:
    data = {
        "entity": write_entity(slim_entity(local.entity)),
        "country": local.country,
        "homes": sorted(local.homes),
        "longer": sorted(local.longer),
        **({"story": write_story(local.story)} if local.story else {}),
    }
    return json.dumps(data, separators=(",", ":"))


@dataclass(frozen=True)
class Renewed:
    """What became of the entities.

    Attributes:
        bodies: What tells bodies, as the articles have it now.
        regrouped: What became of the things.
        aliases: The paths that entities would have alone, where these or the entities are different.
        sides: The addresses of entities that are new or gone, by place.
    """

    bodies: Bodies
    regrouped: Regrouped[Local]
    aliases: set[str]
    sides: Mapping[Place, str]


def renew_entities(state: State, changed: Mapping[str, Facts | None], lexicon: Lexicon) -> Renewed:
    """Decide anew who is who, as far as it may be different.

    Args:
        state: What was decided.
        changed: The facts of the articles that are new or different; none for one that is gone.
        lexicon: The words of the subject.
    """
    bodies, forms, old_homes = _renew_countries(state, changed, lexicon)
    touched: set[Place] = set()
    gone: list[Entry] = []
    new: list[Entry] = []
    sides: dict[Place, str] = {}
    for article, locals_ in _list_articles(state, changed, bodies, forms, old_homes):
        different, less, more = keep_entities(state, article, locals_, bodies)
        touched |= different
        touched |= {(article, entry.number) for entry in (*less, *more)}
        sides |= {(article, e.number): e.key for e in less if e.room == "side entity"}
        gone += less
        new += more
    blocks = {entry.key for entry in (*gone, *new) if entry.room == "block"}
    blocks |= _find_blocks_of_regions(state, gone, new)
    kind = Entities(state, bodies)
    dropped: set[Edge] = set()
    for key in sorted(blocks):
        less_edges, more_edges = state.set_edges(KIND, key, _match(state, kind, key))
        dropped |= less_edges
        touched |= {place for e in (*less_edges, *more_edges) for place in (e.left, e.right)}
    regrouped = regroup(state, kind, touched, dropped)
    aliases = {entry.key for entry in (*gone, *new) if entry.room == "alone entity"}
    return Renewed(bodies, regrouped, aliases, sides)


def keep_entities(
    state: State, article: str, locals_: Sequence[Local], bodies: Bodies
) -> tuple[set[Place], set[Entry], set[Entry]]:
    """Keep what the entities of an article are; return where one is different, and the entries that are gone and new."""
    different = state.set_digests(KIND, article, list(map(_write_local, locals_)))
    entries = [entry for local in locals_ for entry in _list_entries(local, bodies)]
    return different, *state.put(article, _ROOMS, entries)


def keep_countries(
    state: State, article: str, facts: Facts | None
) -> tuple[set[Entry], set[Entry]]:
    """Keep the words by which an article calls countries and their people; return the entries that are gone and new."""
    last: dict[str, Entry] = {}
    for number, (words, label) in enumerate(list_country_forms(facts) if facts else ()):
        key = " ".join(words)
        last[key] = Entry(_FORMS, key, number, label)
    return state.put(article, (_FORMS,), last.values())


def note_countries(state: State, countries: Mapping[str, str]) -> None:
    """Keep the words for countries and their people, each with the country's name."""
    state.note(_COUNTRIES, json.dumps(countries, sort_keys=True))


def split_regions(entries: Iterable[Entry]) -> list[Entry]:
    """Return for entries of places in what each lies, to be counted."""
    return [
        entry._replace(value=region)
        for entry in entries
        if entry.room == "whole"
        for region in entry.value.split(COMMA)
    ]


def write_block(block: Block) -> str:
    """Return a block as the owner of its edges."""
    return COMMA.join(block)


def _list_articles(
    state: State,
    changed: Mapping[str, Facts | None],
    bodies: Bodies,
    forms: Iterable[str],
    old_homes: Mapping[str, str],
) -> Iterator[tuple[str, list[Local]]]:
    """Yield the articles whose entities may be described differently, with these: the changed ones, and those with certain bodies.

    Which country a body is of is told by the countries' words, which are learned from all articles.
    """
    for article, facts in sorted(changed.items()):
        yield article, describe_entities(facts) if facts else []
    homes = {
        name
        for name in {**old_homes, **bodies.homes}
        if old_homes.get(name) != bodies.homes.get(name)
    }
    parts = [f" {form} " for form in forms]
    parts += [f" {' '.join(form)} " for form, name in bodies.known.items() if name in homes]
    concerned = {article for part in parts for _, article in state.find_keys("body", part)}
    for article in sorted(concerned - changed.keys()):
        digests = state.list_digests(KIND, article)
        yield article, [read_local((article, number), digest) for number, digest in digests]


def _renew_countries(
    state: State, changed: Mapping[str, Facts | None], lexicon: Lexicon
) -> tuple[Bodies, set[str], Mapping[str, str]]:
    """Return what tells bodies, the words for countries that mean something else now, and the bodies' homes before."""
    countries: dict[str, str] = json.loads(state.recall(_COUNTRIES) or "{}")
    before = dict(countries)
    touched: set[str] = set()
    for article, facts in sorted(changed.items()):
        gone, new = keep_countries(state, article, facts)
        touched |= {entry.key for entry in (*gone, *new)}
    for key in touched:
        holders = state.list_places(_FORMS, key)
        countries.pop(key, None)
        if holders:
            countries[key] = holders[-1][1]
    forms = {key for key in touched if before.get(key) != countries.get(key)}
    if forms:
        note_countries(state, countries)
    old, now = (know_bodies(known, lexicon) for known in (before, countries))
    return now, forms, old.homes


def know_bodies(countries: Mapping[str, str], lexicon: Lexicon) -> Bodies:
    """Return what tells bodies, by the words for countries and their people."""
    return Bodies.know({tuple(key.split()): label for key, label in countries.items()}, lexicon)


def _list_entries(local: Local, bodies: Bodies) -> Iterator[Entry]:
    """Yield where an entity stands: in its blocks, and under the names by which it must be found again."""
    number, regions = local.number, list_regions(local, bodies)
    digest = make_hash(_write_local(local), length=8)
    for block in list_blocks(local, bodies):
        key = write_block(block)
        yield Entry("block", key, number, digest)
        if block[0] in ("place", "town"):
            yield from (Entry("region", region, number, key) for region in set(regions))
    if regions:
        yield Entry(
            "whole", make_slug(local.entity.label), number, COMMA.join(sorted(set(regions)))
        )
    if local.type in BODIES:
        yield Entry("body", f" {' '.join(local.words)} ", number)
    yield Entry("alone entity", name_alone(local, bodies), number)
    yield Entry("side entity", get_member_path(local.member), number)


def _find_blocks_of_regions(state: State, gone: Iterable[Entry], new: Iterable[Entry]) -> set[str]:
    """Return the blocks with places that lie in something of which it is told otherwise now in what it lies."""
    less, more = split_regions(gone), split_regions(new)
    slugs = {entry.key for entry in (*less, *more)}
    before = {slug: set(state.get_tally("whole", slug)) for slug in slugs}
    state.add_up(less, more)
    waiting = [slug for slug in slugs if before[slug] != set(state.get_tally("whole", slug))]
    concerned: set[str] = set()
    while waiting:
        slug = waiting.pop()
        if slug not in concerned:
            concerned.add(slug)
            waiting += state.list_tallies("whole", slug)
    return {block for slug in concerned for _, block in state.list_places("region", slug)}


class _Wholes:
    """The slugs of the places in which a place is said to lie, by its slug."""

    def __init__(self, state: State) -> None:
        self._state = state

    def get(self, slug: str, _default: tuple[str, ...], /) -> Iterable[str]:
        return self._state.get_tally("whole", slug)


def _match(state: State, kind: Entities, key: str) -> list[Edge]:
    """Return what matches in a block as it is now."""
    block: Block = tuple(key.split(COMMA))
    found = (kind.load(place) for place, _ in state.list_places("block", key))
    group = [local for local in found if local is not None]
    matches = match_block(block, group, _Wholes(state), kind.bodies) if group else ()
    return [Edge(key, match.rule, match.left.place, match.right.place) for match in matches]
