"""Who is who over many articles: agents and places become one where a rule says so, and never else.

A wrong merge slanders somebody, a missed one is an extra row: each rule asks for more than one sign
wherever a name alone does not tell. The rules, in the order in which they are tried:

========================  =================================================================
``country``               countries of one name
``full-name``             people of one full name, whose offices do not speak against it
``longer-name``           one full name is the other with middle or further names
``surname-and-office``    a surname alone, with the office that a full name elsewhere has
``sole-office``           a single name with an office of which the world has one holder ("Pope Francis")
``name``                  bodies, groups, outlets of one name, in one country where the name is
                          no name of its own ("Constitutional Court"); those of a state only in that
``acronym``               an acronym alone, where all articles know it for one long form
``place``                 places of one name in one country, and in one state where several are named; parts of the
                          world by their name
``lone-place``            a place of which the article tells no country, where all others give one
========================  =================================================================
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.model import Judgement
from graph_builder.naming import fold
from graph_builder.resolution.clusters import Clusters
from graph_builder.resolution.locals import (
    BODIES,
    Bodies,
    Local,
    describe_entity,
    find_homes,
    get_article_country,
    get_member_path,
)
from graph_builder.resolution.rulings import begin_clusters, judge_rulings, tell_conflicts
from graph_builder.resolution.things import Identities, name_clusters
from graph_builder.terms import make_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Facts
    from graph_builder.resolution.rulings import Ruling

_RULES = {
    "country": (Decimal(1), "both name the same country"),
    "full-name": (Decimal("0.95"), "both have the same full name, and no office speaks against it"),
    "longer-name": (Decimal("0.9"), "one full name is the other with further names"),
    "surname-and-office": (
        Decimal("0.85"),
        "the same surname, with the same office in the same country",
    ),
    "sole-office": (Decimal("0.9"), "the same name, with an office that only one person has"),
    "name": (Decimal("0.95"), "both have the same name"),
    "acronym": (Decimal("0.8"), "one is the only long form that is known for the other"),
    "lone-place": (
        Decimal("0.8"),
        "all articles that tell its country give the same one for a place of this name",
    ),
    "place": (Decimal("0.95"), "both places have the same name and lie in the same country"),
}
"""How sure each rule is, and what it has found."""


def join_entities(
    all_facts: Sequence[Facts], lexicon: Lexicon, rulings: Sequence[Ruling] = ()
) -> Identities:
    """Decide which things of which articles are one; ``rulings`` are what persons have decided before."""
    bodies = Bodies.learn(all_facts, lexicon)
    people: list[Local] = []
    others: list[Local] = []
    for facts in all_facts:
        context = get_article_country(facts)
        for entity in facts.entities:
            homes = find_homes(facts, entity) if entity.type == "Person" else frozenset()
            local = describe_entity(facts.article_id, entity, context, homes)
            (people if entity.type == "Person" else others).append(local)
    locals_ = {local.member: local for local in [*people, *others]}
    identifiers = {member: dict(local.entity.external) for member, local in locals_.items()}
    clusters = begin_clusters(locals_, rulings, identifiers)
    judgements = list(judge_rulings(rulings, get_member_path))
    sole = frozenset(
        form
        for office in lexicon.of_kind("Office")
        if office.value("sole")
        for form in office.values("form")
    )
    matches = [*_match_people(people, sole), *_match_others(others, bodies)]
    # The surest first: where a person has told two apart, what is between them stays with whom it fits best.
    for rule, left, right in sorted(matches, key=lambda match: -_RULES[match[0]][0]):
        if clusters.join(left.member, right.member):
            judgements.append(_judge(rule, left, right))
    findings = tell_conflicts(clusters, rulings, lambda m: locals_[m].quote, identifiers)
    groups = [[locals_[m] for m in group] for group in clusters.groups()]
    return name_clusters(groups, judgements, bodies, findings)


def _judge(rule: str, left: Local, right: Local) -> Judgement:
    confidence, reason = _RULES[rule]
    return Judgement(
        left=get_member_path(left.member),
        right=get_member_path(right.member),
        verdict="same",
        rule=rule,
        reason=f"“{left.entity.label}” and “{right.entity.label}”: {reason}",
        confidence=confidence,
        quotes=(left.quote, right.quote),
    )


_Match = tuple[str, Local, Local]


def _match_people(people: Sequence[Local], sole: frozenset[str]) -> Iterator[_Match]:
    named = [local for local in people if local.entity.named]
    by_name: dict[tuple[str, ...], list[Local]] = defaultdict(list)
    for local in named:
        if len(local.words) > 1:
            by_name[local.words].append(local)
    for group in by_name.values():
        yield from _match_namesakes(group)
    yield from _match_longer_names(by_name)
    yield from _match_surnames(named, by_name)
    holders: dict[tuple[str, ...], Local] = {}
    for local in named:
        if len(local.words) == 1 and local.offices & sole:
            first = holders.setdefault(local.words, local)
            if first is not local:
                yield "sole-office", first, local


def _match_namesakes(group: Sequence[Local]) -> Iterator[_Match]:
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
                yield "full-name", other, local
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


def _match_longer_names(by_name: dict[tuple[str, ...], list[Local]]) -> Iterator[_Match]:
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(by_name):
        by_first[name[0]].append(name)
    for names in by_first.values():
        for shorter in names:
            longer = [name for name in names if _extends(name, shorter)]
            # Two different longer names are two people; which of them is meant nobody can tell.
            if longer and all(
                _extends(max(longer, key=len), n) or n == max(longer, key=len) for n in longer
            ):
                yield "longer-name", by_name[shorter][0], by_name[longer[0]][0]


def _extends(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether a name is another one with middle names, initials or a second surname."""
    if len(longer) <= len(shorter) or longer[0] != shorter[0]:
        return False
    return longer[-1] == shorter[-1] or longer[: len(shorter)] == shorter


def _match_surnames(
    named: Sequence[Local], by_name: dict[tuple[str, ...], list[Local]]
) -> Iterator[_Match]:
    by_surname: dict[str, list[Local]] = defaultdict(list)
    for group in by_name.values():
        for local in group:
            for surname in set(local.words[1:]):
                by_surname[surname].append(local)
    for local in named:
        if len(local.words) != 1:
            continue
        same_office = [
            other
            for other in by_surname[local.words[0]]
            if local.offices & other.offices and local.country == other.country and local.country
        ]
        if same_office and len({other.words for other in same_office}) == 1:
            yield "surname-and-office", same_office[0], local


def _match_others(others: Sequence[Local], bodies: Bodies) -> Iterator[_Match]:
    named = [local for local in others if local.entity.named]
    by_key: dict[tuple[str, ...], list[Local]] = defaultdict(list)
    for local in named:
        key = _get_key(local, bodies)
        if key:
            by_key[key].append(local)
    wholes: dict[str, set[str]] = defaultdict(set)
    for local in named:
        if local.type == "Place":
            wholes[make_slug(local.entity.label)].update(_list_regions(local, bodies))
    for key, group in by_key.items():
        rule = {"country": "country", "place": "place", "town": "place"}.get(key[0], "name")
        for part in _split_by_region(group, bodies, wholes) if rule == "place" else (group,):
            for other in part[1:]:
                yield rule, part[0], other
    yield from _match_lone_places(named, bodies)
    yield from _match_acronyms(named)


def _get_key(local: Local, bodies: Bodies) -> tuple[str, ...]:
    """Return what has to be equal for two bodies or places to be one; empty when nothing tells."""
    if local.type == "Country":
        return ("country", *local.words)
    if local.type == "Place":
        country = "" if local.words in bodies.regions else local.country or "unknown"
        # A town in the state of its name is not the state.
        kind = "town" if _lies_in_namesake(local) else "place"
        return (kind, country, *local.words) if country != "unknown" else ()
    return _get_body_key(local, bodies)


def _split_by_region(
    group: Sequence[Local], bodies: Bodies, wholes: Mapping[str, set[str]]
) -> Iterator[Sequence[Local]]:
    """Yield the places of one name and country by the states or towns in which they are said to lie.

    Where several are named ("Springfield, Illinois", "Springfield, Ohio"), what is named alone goes with the one that most
    articles name. Which lie in each other ("Queens, New York City", "New York City, New York") are told by ``wholes``.
    """
    regions = [_close(_list_regions(local, bodies), wholes) for local in group]
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


def _list_regions(local: Local, bodies: Bodies) -> list[str]:
    """Return the slugs of the places in which the article says that a place lies, parts of the world left out."""
    slugs = [name.partition("/")[2] for name in local.entity.within if name.startswith("place/")]
    return [slug for slug in slugs if tuple(slug.split("-")) not in bodies.regions]


def _close(names: Iterable[str], wholes: Mapping[str, set[str]]) -> tuple[str, ...]:
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


def _match_lone_places(named: Sequence[Local], bodies: Bodies) -> Iterator[_Match]:
    """Yield places of which an article does not tell the country with those of the one country that others give."""
    known: dict[tuple[str, ...], dict[str, Local]] = defaultdict(dict)
    for local in named:
        if local.type == "Place" and local.country and not _lies_in_namesake(local):
            known[local.words].setdefault(local.country, local)
    for local in named:
        if local.type == "Place" and not local.country and local.words not in bodies.regions:
            homes = list(known.get(local.words, {}).values())
            if len(homes) == 1:
                yield "lone-place", homes[0], local


def _match_acronyms(named: Sequence[Local]) -> Iterator[_Match]:
    long_forms: dict[tuple[str, ...], list[Local]] = defaultdict(list)
    for local in named:
        if local.type in BODIES and len(local.words) > 1:
            for name in local.names:
                # An acronym that stands in the long form is not short for it, but the name of another body.
                if len(name) == 1 and name[0] not in local.words:
                    long_forms[name].append(local)
    for local in named:
        if local.type in BODIES and len(local.words) == 1 and local.entity.label.isupper():
            known = long_forms[local.words]
            if known and len({other.words for other in known}) == 1:
                yield "acronym", known[0], local
