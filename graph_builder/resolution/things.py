"""Clusters of local things → the things that users query, each with one label, one type and one address."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph_builder.model import Judgement, Member, Thing
from graph_builder.naming import get_words
from graph_builder.resolution.locals import BODIES, get_member_path
from graph_builder.terms import NAMESAKE_DIGITS, make_hash, make_slug

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from graph_builder.model import EntityType
    from graph_builder.resolution.bounds import Finding
    from graph_builder.resolution.locals import Bodies, Local

KINDS: dict[str, str] = {
    "Agent": "agent",
    "Person": "person",
    "Organization": "organization",
    "GovernmentBody": "body",
    "ArmedGroup": "group",
    "NewsOutlet": "outlet",
    "Place": "place",
    "Country": "country",
}


@dataclass(frozen=True)
class Identities:
    """Things over all articles, the path of every member, and why."""

    things: tuple[Thing, ...]
    paths: dict[Member, str]
    judgements: tuple[Judgement, ...]
    replaced: dict[str, str]
    aliases: dict[str, frozenset[Member]]
    findings: tuple[Finding, ...] = ()

    @property
    def members(self) -> dict[str, str]:
        """The path of every member by its own address."""
        found: dict[str, str] = {}
        for member, path in self.paths.items():
            side = get_member_path(member)
            found[side] = min(path, found.get(side, path))
        return found


def name_clusters(
    groups: Sequence[Sequence[Local]],
    judgements: Sequence[Judgement],
    bodies: Bodies,
    findings: Sequence[Finding] = (),
    *,
    find_aliases: bool = True,
) -> Identities:
    """Return the things that clusters of local things are, each under an address of its own.

    Args:
        groups: The clusters.
        judgements: Why they are.
        bodies: Which names are names of their own.
        findings: What speaks against it.
        find_aliases: Whether to find each path that a local thing may have been met under.
    """
    chosen = [(group, *describe_group(group, bodies)) for group in groups]
    plain = Counter(path for _, path, _ in chosen)
    things: list[Thing] = []
    paths: dict[Member, str] = {}
    replaced: dict[str, set[str]] = {}
    aliases: dict[str, set[Member]] = {}
    for group, base, _ in chosen:
        first = min(local.member for local in group)
        path = name_thing(base, first, is_shared=plain[base] > 1)
        for local in group:
            paths[local.member] = path
            alone = name_alone(local, bodies)
            if alone != path:
                replaced.setdefault(alone, set()).add(path)
            if find_aliases:
                told = tell_apart(alone, local.member)
                for alias in (alone, told, get_member_path(local.member)):
                    aliases.setdefault(alias, set()).add(local.member)
        things.append(make_thing(path, group))
    known = {thing.path for thing in things}
    return Identities(
        things=_place_things(things, groups, paths),
        paths=paths,
        judgements=tuple(judgements),
        replaced=find_successors(replaced, known),
        aliases={path: frozenset(members) for path, members in aliases.items()},
        findings=tuple(findings),
    )


def find_successors(alone: Mapping[str, Collection[str]], known: Collection[str]) -> dict[str, str]:
    """Return the path that a thing has now by each path that one article alone would give it, where only one is meant.

    Args:
        alone: The paths of things by the paths that articles' own things would have alone.
        known: The paths of all things, or of those that are such a path.
    """
    return {
        path: next(iter(now)) for path, now in alone.items() if len(now) == 1 and path not in known
    }


def name_thing(plain: str, first: Member, *, is_shared: bool) -> str:
    """Return the path of a thing from that which it has unless it shares it with others.

    Args:
        plain: The path that it would have.
        first: The first article's thing.
        is_shared: Whether another thing would have this path, too.
    """
    return tell_apart(plain, first) if is_shared else plain


def describe_group(group: Sequence[Local], bodies: Bodies) -> tuple[str, str]:
    """Return the path of a thing, if no other has it, and its label."""
    label = _choose_label(group)
    return _make_path(group, label, _choose_type(group), bodies), label


def name_alone(local: Local, bodies: Bodies) -> str:
    """Return the path that a local thing would have if it were a thing by itself."""
    return _make_path([local], local.entity.label, local.type, bodies)


def tell_apart(path: str, member: Member) -> str:
    """Return the path of one of several namesakes: it carries a digest of the first article's thing."""
    return f"{path}-{make_hash(member.article_id, member.local)}"


def make_thing(path: str, group: Sequence[Local]) -> Thing:
    """Return the thing that a group of local things is, without what contains it."""
    label = _choose_label(group)
    names = {
        mention.span.text
        for local in group
        for mention in local.entity.mentions
        if mention.kind == "name"
    } | {local.entity.label for local in group}
    external: dict[str, set[str]] = {}
    for local in group:
        for scheme, value in local.entity.external.items():
            external.setdefault(scheme, set()).add(value)
    return Thing(
        path=path,
        type=_choose_type(group),
        label=label,
        members=tuple(sorted(local.member for local in group)),
        alt_labels=tuple(
            sorted(" ".join(name.split()) for name in names if " ".join(name.split()) != label)
        ),
        # Of two identifiers of one scheme, which a finding tells of, neither is published.
        external={
            scheme: min(values) for scheme, values in sorted(external.items()) if len(values) == 1
        },
    )


def _place_things(
    things: Sequence[Thing], groups: Sequence[Sequence[Local]], paths: dict[Member, str]
) -> tuple[Thing, ...]:
    """Return the things with the places and bodies that contain them, as far as these are things."""
    placed = []
    for thing, group in zip(things, groups, strict=True):
        within = {
            paths[container]
            for local in group
            for name in local.entity.within
            if (container := Member(local.member.article_id, name)) in paths
        } - {thing.path}
        placed.append(replace(thing, within=tuple(sorted(within))))
    return tuple(sorted(placed, key=lambda thing: thing.path))


def _choose_label(group: Sequence[Local]) -> str:
    """Return the label most articles use, full names before single words and acronyms; ties by the alphabet."""
    full = [
        local
        for local in group
        if len(local.words) > 1 or (local.type != "Person" and not local.entity.label.isupper())
    ]
    counts = Counter(local.entity.label for local in full or group)
    return min(counts, key=lambda label: (-counts[label], label))


def _choose_type(group: Sequence[Local]) -> EntityType:
    """Return the type that most articles give; of two given as often, the more telling one."""
    counts = Counter(local.type for local in group)
    return min(counts, key=lambda kind: (-counts[kind], kind in ("Agent", "Organization"), kind))


def _make_path(group: Sequence[Local], label: str, kind: EntityType, bodies: Bodies) -> str:
    """Return the address of a thing, a function of its label and, where that does not tell, of its country or article."""
    base = f"{KINDS[kind]}/{make_slug(label)}"
    digest = make_hash(min(local.member.article_id for local in group), length=NAMESAKE_DIGITS)
    if not group[0].entity.named or (kind == "Person" and len(get_words(label)) == 1):
        return f"{base}-{digest}"
    countries = {local.country for local in group if local.country}
    if kind == "Place" and len(countries) != 1:
        return f"{base}-{digest}"
    if kind not in BODIES:
        return base
    lead = min(group, key=lambda local: (local.entity.label != label, local.member))
    country, words = bodies.split(lead)
    if not bodies.is_common(lead, words):
        return base
    base = f"{KINDS[kind]}/{make_slug(' '.join(words))}"
    return f"{base}-{make_slug(country) if country else digest}"
