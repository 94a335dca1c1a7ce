"""Which local things are looked at together, and which of them match.

A *block* is a set of local things that one rule looks at: people of one name, places of one name in one country. What matches within
a block depends on that block alone, so that one more article can only change the blocks that its own things belong to. Blocking is
the standard way to compare few pairs (Christen, *Data Matching*, 2012, chapter 4).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol

from graph_builder.naming import fold
from graph_builder.resolution.clusters import Clusters
from graph_builder.resolution.locals import BODIES, Bodies, Local
from graph_builder.resolution.stories import REACH, are_offices_one, is_enough
from graph_builder.terms import make_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RULES = {
    "country": (Decimal(1), "both name the same country"),
    "full-name": (Decimal("0.95"), "both have the same full name, and no office speaks against it"),
    "longer-name": (Decimal("0.9"), "one full name is the other with further names"),
    "surname-and-office": (
        Decimal("0.85"),
        "the same surname, with the same office in the same country",
    ),
    "surname-and-story": (
        Decimal("0.8"),
        "the same surname, in articles near in time that name the same others",
    ),
    "sole-office": (Decimal("0.9"), "the same name, with an office that only one person has"),
    "name": (Decimal("0.95"), "both have the same name"),
    "acronym": (Decimal("0.8"), "one is the only long form that is known for the other"),
    "lone-place": (
        Decimal("0.9"),
        "all articles that tell its country give the same one for a place of this name",
    ),
    "place": (Decimal("0.95"), "both places have the same name and lie in the same country"),
}
"""How sure each rule is, and what it has found."""


class Match(NamedTuple):
    """Two local things that a rule finds to be one."""

    rule: str
    left: Local
    right: Local


Block = tuple[str, ...]
"""What names a block: the rule or rules, and what its things share."""


class Wholes(Protocol):
    """The slugs of the places in which a place is said to lie, by its slug."""

    def get(self, slug: str, default: tuple[str, ...], /) -> Iterable[str]:
        """Return them for one place."""
        ...


def rank_match(match: Match) -> tuple[Decimal, str, tuple[str, int], tuple[str, int]]:
    """Return the place of a match in the order in which things are joined: the surest rule first, then the articles' order."""
    return -RULES[match.rule][0], match.rule, match.left.place, match.right.place


def list_blocks(local: Local, bodies: Bodies) -> list[Block]:
    """Return the blocks that a local thing belongs to."""
    if not local.entity.named:
        return []
    if local.type == "Person":
        return list(_list_person_blocks(local, bodies))
    key = _get_key(local, bodies)
    return [*([key] if key else []), *_list_further_blocks(local)]


def _list_person_blocks(local: Local, bodies: Bodies) -> Iterator[Block]:
    words = local.words
    if len(words) > 1:
        yield ("full-name", *words)
        yield "first-name", words[0]
        yield from (("surname", word) for word in sorted(set(words[1:])))
    elif words:
        yield "surname", words[0]
        if local.offices & bodies.sole:
            yield ("sole-office", *words)


def _list_further_blocks(local: Local) -> Iterator[Block]:
    if local.type == "Place":
        yield ("lone-place", *local.words)
    elif local.type in BODIES and len(local.words) > 1:
        # An acronym that stands in the long form is not short for it, but the name of another body.
        acronyms = (name[0] for name in local.names if len(name) == 1)
        yield from (("acronym", name) for name in sorted(acronyms) if name not in local.words)
    elif local.type in BODIES and local.words and local.entity.label.isupper():
        yield "acronym", local.words[0]


def match_block(
    block: Block, group: Sequence[Local], wholes: Wholes, bodies: Bodies
) -> Iterator[Match]:
    """Yield what matches within a block.

    Args:
        block: Its name.
        group: Its local things, in the order of their articles.
        wholes: The slugs of the places in which a place is said to lie, by its slug.
        bodies: Knows the parts of the world.
    """
    match block[0]:
        case "full-name":
            yield from _match_namesakes(group)
        case "first-name":
            yield from _match_longer_names(group)
        case "surname":
            yield from _match_surnames(group)
            yield from _match_stories(group, bodies)
        case "place" | "town":
            for part in _split_by_region(group, bodies, wholes):
                yield from _match_all("place", part)
        case "lone-place":
            yield from _match_lone_places(group, bodies)
        case "acronym":
            yield from _match_acronyms(group)
        case "country" | "sole-office" as rule:
            yield from _match_all(rule, group)
        case _:
            yield from _match_all("name", group)


def _match_all(rule: str, group: Sequence[Local]) -> Iterator[Match]:
    return (Match(rule, group[0], other) for other in group[1:])


def _match_namesakes(group: Sequence[Local]) -> Iterator[Match]:
    """People of one full name are one, unless their offices are of different countries.

    Then each article's person goes with those of the country of its office, or, where no office tells, of the country that the article
    speaks of; a person of whom neither tells stays alone.
    """
    homes = _join_homes(group)
    several = len(set(homes.values())) > 1
    settled: dict[str, list[Local]] = defaultdict(list)
    for local in sorted(group, key=lambda item: (not item.homes, item.member)):
        home = ""
        if several:
            own = min(local.homes, default=local.country)
            home = homes.get(own, f"alone in {local.member.article_id}")
        for other in settled[home]:
            if not _are_namesakes(local, other):
                yield Match("full-name", other, local)
                break
        settled[home].append(local)


def _join_homes(group: Sequence[Local]) -> dict[str, str]:
    """Return for each country of an office one that stands for it and all that one person has offices of."""
    clusters = Clusters(home for local in group for home in sorted(local.homes))
    for local in group:
        first = min(local.homes, default="")
        for home in sorted(local.homes):
            clusters.join(first, home)
    return {home: clusters.find(home) for group in clusters.groups() for home in group}


def _are_namesakes(left: Local, right: Local) -> bool:
    """Whether two people of one name have offices that speak against their being one."""
    left_of, right_of = ({fold(of) for _, of in x.entity.offices if of} for x in (left, right))
    if not left_of or not right_of or left_of & right_of or left.homes & right.homes:
        return False
    return not left.offices & right.offices


def _match_longer_names(group: Sequence[Local]) -> Iterator[Match]:
    """Yield of the people with one first name those whose names extend each other."""
    first: dict[tuple[str, ...], Local] = {}
    for local in group:
        first.setdefault(local.words, local)
    by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    by_beginning: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(first):
        by_last[name[-1]].append(name)
        for whole in {name, _drop_initials(name)}:
            for length in range(2, len(whole) + (whole != name)):
                by_beginning[whole[:length]].append(name)
    for shorter in sorted(first):
        near = {*by_last[shorter[-1]], *by_beginning.get(shorter, ())}
        longer = sorted(name for name in near if _extends(name, shorter))
        # Two different longer names are two people; which of them is meant nobody can tell.
        longest = max(longer, key=len, default=())
        if longer and all(_extends(longest, name) or name == longest for name in longer):
            yield Match("longer-name", first[shorter], first[longer[0]])


def _extends(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether a name is another one with middle names, initials or a second surname: "Luis R. Moss Hill", "Luis Moss"."""
    if len(longer) <= len(shorter) or longer[0] != shorter[0]:
        return False
    begins = shorter in {longer[: len(shorter)], _drop_initials(longer)[: len(shorter)]}
    return longer[-1] == shorter[-1] or begins


def _drop_initials(name: tuple[str, ...]) -> tuple[str, ...]:
    return (name[0], *(word for word in name[1:] if len(word) > 1))


def _match_surnames(group: Sequence[Local]) -> Iterator[Match]:
    """Yield people of a surname alone with the one full name that has their office in their country."""
    full = [local for local in group if len(local.words) > 1]
    for local in group:
        if len(local.words) > 1 or not local.country:
            continue
        same_office = [
            other
            for other in full
            if local.offices & other.offices and local.country == other.country
        ]
        if same_office and len({other.words for other in same_office}) == 1:
            yield Match("surname-and-office", same_office[0], local)


def _match_stories(group: Sequence[Local], bodies: Bodies) -> Iterator[Match]:
    """Yield people of a surname alone with the one full name that articles near in time have in the same company."""
    full = [(local, local.story) for local in group if len(local.words) > 1 and local.story]
    days = sorted((story.day, number) for number, (_, story) in enumerate(full))
    for local in group:
        story = local.story
        if len(local.words) > 1 or story is None or local.words[0] in bodies.given:
            continue
        first = bisect_left(days, (story.day - REACH, 0))
        last = bisect_left(days, (story.day + REACH + 1, 0))
        near = (full[number] for number in sorted(number for _, number in days[first:last]))
        told = [(each, story.find_common(other, bodies.known)) for each, other in near]
        told = [(each, common) for each, common in told if common]
        if len({each.words[0] for each, _ in told}) != 1:
            continue  # two of one surname in one story, or none
        for each, common in told:
            same = are_offices_one(local.offices, each.offices, bodies.offices)
            apart = bool(local.offices and each.offices) and not same
            if not apart and is_enough(common, same_office=same):
                yield Match("surname-and-story", each, local)
                break


def _get_key(local: Local, bodies: Bodies) -> tuple[str, ...]:
    """Return what has to be equal for two bodies or places to be one; empty when nothing tells."""
    if local.type == "Country":
        return ("country", *local.words)
    if local.type == "Place":
        if bodies.is_local(local.words):
            return ()
        country = "" if local.words in bodies.regions else local.country or "unknown"
        # A town in the state of its name is not the state.
        kind = "town" if _lies_in_namesake(local) else "place"
        return (kind, country, *local.words) if country != "unknown" else ()
    return _get_body_key(local, bodies)


def _split_by_region(
    group: Sequence[Local], bodies: Bodies, wholes: Wholes
) -> Iterator[Sequence[Local]]:
    """Yield the places of one name and country by the states or towns in which they are said to lie.

    Where several are named ("Springfield, Illinois", "Springfield, Ohio"), what is named alone goes with the one that most
    articles name. Which lie in each other ("Queens, New York City", "New York City, New York") are told by ``wholes``.
    """
    regions = [_close(list_regions(local, bodies), wholes) for local in group]
    if len(set(regions)) <= 1 + (() in regions):
        yield group
        return
    clusters = Clusters(dict.fromkeys(name for names in regions for name in names))
    for names in regions:
        for name in names[1:]:
            clusters.join(names[0], name)
    parts: dict[str, list[Local]] = defaultdict(list)
    for local, names in zip(group, regions, strict=True):
        parts[clusters.find(names[0]) if names else ""].append(local)
    alone = parts.pop("", [])
    first, *others = sorted(parts.values(), key=len, reverse=True)
    yield [*first, *alone]
    yield from others


def list_regions(local: Local, bodies: Bodies) -> list[str]:
    """Return the slugs of the places in which the article says that a named place lies, parts of the world left out."""
    if local.type != "Place" or not local.entity.named:
        return []
    slugs = [name.partition("/")[2] for name in local.entity.within if name.startswith("place/")]
    return [slug for slug in slugs if tuple(slug.split("-")) not in bodies.regions]


def _close(names: Iterable[str], wholes: Wholes) -> tuple[str, ...]:
    """Return the names with all in which they lie."""
    found: dict[str, None] = {}
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting.extend(sorted(wholes.get(name, ())))
    return tuple(sorted(found))


def _lies_in_namesake(local: Local) -> bool:
    own = make_slug(local.entity.label)
    return any(
        make_slug(name.partition("/")[2]) == own
        for name in local.entity.within
        if name != local.member.local
    )


def _get_body_key(local: Local, bodies: Bodies) -> tuple[str, ...]:
    country, words = bodies.split(local)
    state = next((place for place in local.entity.within if place.startswith("place/")), "")
    if state and words == local.words:
        return ("body", state, *words)
    known = bodies.find_known(local)
    if known:
        return ("known", known)
    if bodies.is_local(words):
        return ()
    if bodies.is_common(local, words):
        return ("body", country, *words) if country else ()
    return ("body", "", *local.words)


def _match_lone_places(group: Sequence[Local], bodies: Bodies) -> Iterator[Match]:
    """Yield places of which an article does not tell the country with those of the one country that others give."""
    known: dict[str, Local] = {}
    for local in group:
        if local.country and not _lies_in_namesake(local):
            known.setdefault(local.country, local)
    homes = list(known.values())
    for local in group:
        if len(homes) == 1 and not local.country and local.words not in bodies.regions:
            yield Match("lone-place", homes[0], local)


def _match_acronyms(group: Sequence[Local]) -> Iterator[Match]:
    """Yield bodies called by an acronym alone with the first of those that all have the one long form that is known."""
    known = [local for local in group if len(local.words) > 1]
    if len({local.words for local in known}) == 1:
        yield from (Match("acronym", known[0], other) for other in group if len(other.words) == 1)
