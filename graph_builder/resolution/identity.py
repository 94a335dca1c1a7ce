"""Who is who over many articles: agents and places become one where a rule says so, and never else.

A wrong merge slanders somebody, a missed one is an extra row: each rule asks for more than one sign
wherever a name alone does not tell. The rules, in the order in which they are tried:

========================  =================================================================
``country``               countries of one name
``full-name``             people of one full name, whose offices do not speak against it
``longer-name``           one full name is the other with middle or further names
``surname-and-office``    a surname alone, with the office that a full name elsewhere has
``name``                  bodies, groups, outlets of one name, in one country where the name is
                          no name of its own ("Constitutional Court")
``acronym``               an acronym alone, where all articles know it for one long form
``place``                 places of one name in one country
========================  =================================================================
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.model import Judgement, Member, Quote, Thing
from graph_builder.naming import fold, get_words
from graph_builder.resolution.clusters import Clusters
from graph_builder.terms import make_hash, make_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Entity, EntityType, Facts

_KINDS: dict[str, str] = {
    "Agent": "agent",
    "Person": "person",
    "Organization": "organization",
    "GovernmentBody": "body",
    "ArmedGroup": "group",
    "NewsOutlet": "outlet",
    "Place": "place",
    "Country": "country",
}
_BODIES = frozenset({"Organization", "GovernmentBody", "ArmedGroup", "NewsOutlet", "Agent"})
_CERTAINTY = {
    "country": Decimal(1),
    "full-name": Decimal("0.95"),
    "longer-name": Decimal("0.9"),
    "surname-and-office": Decimal("0.85"),
    "name": Decimal("0.95"),
    "acronym": Decimal("0.8"),
    "place": Decimal("0.95"),
}


@dataclass(frozen=True)
class Local:
    """One article's own thing, with what the rules look at."""

    member: Member
    entity: Entity
    words: tuple[str, ...]
    names: frozenset[tuple[str, ...]]
    country: str
    offices: frozenset[str]

    @property
    def type(self) -> EntityType:
        """The type that the article gives it."""
        return self.entity.type

    @property
    def quote(self) -> Quote:
        """Where the article first says its name."""
        named = [mention for mention in self.entity.mentions if mention.kind == "name"]
        first = (named or list(self.entity.mentions))[0]
        return Quote(self.member.article_id, first.span)


@dataclass(frozen=True)
class Bodies:
    """What tells whether a body's name is a name of its own or one that any country may have.

    ``known`` are names that news all over the world use without a country; ``countries`` the words for countries and
    their people in the articles, each with the country's name.
    """

    known: frozenset[tuple[str, ...]]
    countries: Mapping[str, str]

    @classmethod
    def learn(cls, all_facts: Sequence[Facts], lexicon: Lexicon) -> Bodies:
        """Collect the known names from the lexicon and the countries' words from the articles."""
        known = frozenset(_clean(form) for form in lexicon.words("KnownBody", "form"))
        countries = {
            fold(mention.span.text): fold(entity.label)
            for facts in all_facts
            for entity in facts.entities
            if entity.type == "Country"
            for mention in entity.mentions
            if mention.kind in ("name", "demonym")
        }
        return cls(known, countries)

    def split(self, local: Local) -> tuple[str, tuple[str, ...]]:
        """Return the country of a body and its name without the country ("Ecuador's National Assembly")."""
        named = [word for word in local.words if word in self.countries]
        if named and len(named) < len(local.words):
            rest = tuple(word for word in local.words if word not in self.countries)
            return self.countries[named[0]], rest
        return local.country, local.words

    def is_common(self, local: Local, words: tuple[str, ...]) -> bool:
        """Whether bodies of several countries may have this name."""
        return local.type in ("GovernmentBody", "Agent") and words not in self.known


@dataclass(frozen=True)
class Identities:
    """Things over all articles, the path of every member, and why."""

    things: tuple[Thing, ...]
    paths: dict[Member, str]
    judgements: tuple[Judgement, ...]
    replaced: dict[str, str]


def get_article_country(facts: Facts) -> str:
    """Return the folded name of the country that an article speaks of most, or nothing.

    It has to be named at least twice, and more often than any other.
    """
    counts = Counter(
        {
            fold(entity.label): sum(m.kind != "pronoun" for m in entity.mentions)
            for entity in facts.entities
            if entity.type == "Country"
        }
    ).most_common(2)
    if not counts or counts[0][1] < 2:  # noqa: PLR2004 - once is a passing mention
        return ""
    if len(counts) > 1 and counts[0][1] == counts[1][1]:
        return ""
    return counts[0][0]


def join_entities(all_facts: Sequence[Facts], lexicon: Lexicon) -> Identities:
    """Decide which things of which articles are one."""
    bodies = Bodies.learn(all_facts, lexicon)
    people: list[Local] = []
    others: list[Local] = []
    for facts in all_facts:
        context = get_article_country(facts)
        for entity in facts.entities:
            local = _describe(facts.article_id, entity, context)
            (people if entity.type == "Person" else others).append(local)
    clusters = Clusters(local.member for local in [*people, *others])
    judgements = []
    for rule, left, right in [*_match_people(people), *_match_others(others, bodies)]:
        if clusters.join(left.member, right.member):
            judgements.append(_judge(rule, left, right))
    locals_ = {local.member: local for local in [*people, *others]}
    return _name_clusters(
        [[locals_[m] for m in group] for group in clusters.groups()], judgements, bodies
    )


def _describe(article_id: str, entity: Entity, context: str) -> Local:
    names = {_clean(mention.span.text) for mention in entity.mentions if mention.kind == "name"} | {
        _clean(entity.label)
    }
    return Local(
        member=Member(article_id, entity.id),
        entity=entity,
        words=_clean(entity.label),
        names=frozenset(name for name in names if name),
        country=_get_country(entity) or context,
        offices=frozenset(fold(office) for office, _ in entity.offices if office),
    )


def _clean(name: str) -> tuple[str, ...]:
    words = get_words(name)
    return words[1:] if words[:1] == ("the",) else words


def _get_country(entity: Entity) -> str:
    for container in reversed(entity.within):
        if container.startswith("country/"):
            return container.removeprefix("country/").replace("-", " ")
    return ""


def _judge(rule: str, left: Local, right: Local) -> Judgement:
    return Judgement(
        left=get_member_path(left.member),
        right=get_member_path(right.member),
        verdict="same",
        rule=rule,
        reason=f"“{left.entity.label}” and “{right.entity.label}”: {rule.replace('-', ' ')}",
        confidence=_CERTAINTY[rule],
        quotes=(left.quote, right.quote),
    )


def get_member_path(member: Member) -> str:
    """Return the address of an article's own thing."""
    return f"member/{make_slug(member.article_id)}/{'/'.join(make_slug(part) for part in str(member.local).split('/'))}"


def get_report_path(kind: str, quote: Quote) -> str:
    """Return the address of what one article reports as a measure or an event, by its words."""
    return f"member/{make_slug(quote.article_id)}/{kind}/{make_hash(quote.span.text)}"


_Match = tuple[str, Local, Local]


def _match_people(people: Sequence[Local]) -> Iterator[_Match]:
    named = [local for local in people if local.entity.named]
    by_name: dict[tuple[str, ...], list[Local]] = defaultdict(list)
    for local in named:
        if len(local.words) > 1:
            by_name[local.words].append(local)
    for group in by_name.values():
        yield from _match_namesakes(group)
    yield from _match_longer_names(by_name)
    yield from _match_surnames(named, by_name)


def _match_namesakes(group: Sequence[Local]) -> Iterator[_Match]:
    """People of one full name are one, unless their offices belong to different countries."""
    for index, local in enumerate(group):
        for other in group[:index]:
            if not _are_namesakes(local, other):
                yield "full-name", other, local
                break


def _are_namesakes(left: Local, right: Local) -> bool:
    left_of, right_of = ({fold(of) for _, of in x.entity.offices if of} for x in (left, right))
    if not left_of or not right_of or left_of & right_of:
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
    for key, group in by_key.items():
        rule = key[0] if key[0] in ("country", "place") else "name"
        for other in group[1:]:
            yield rule, group[0], other
    yield from _match_acronyms(named)


def _get_key(local: Local, bodies: Bodies) -> tuple[str, ...]:
    """Return what has to be equal for two bodies or places to be one; empty when nothing tells."""
    if local.type == "Country":
        return ("country", *local.words)
    if local.type == "Place":
        return ("place", local.country, *local.words) if local.country else ()
    country, words = bodies.split(local)
    if bodies.is_common(local, words):
        return ("body", country, *words) if country else ()
    return ("body", "", *local.words)


def _match_acronyms(named: Sequence[Local]) -> Iterator[_Match]:
    long_forms: dict[tuple[str, ...], list[Local]] = defaultdict(list)
    for local in named:
        if local.type in _BODIES and len(local.words) > 1:
            for name in local.names:
                if len(name) == 1:
                    long_forms[name].append(local)
    for local in named:
        if local.type in _BODIES and len(local.words) == 1 and local.entity.label.isupper():
            known = long_forms[local.words]
            if known and len({other.words for other in known}) == 1:
                yield "acronym", known[0], local


def _name_clusters(
    groups: Sequence[Sequence[Local]], judgements: Sequence[Judgement], bodies: Bodies
) -> Identities:
    chosen = [(group, _choose_label(group), _choose_type(group)) for group in groups]
    plain = Counter(_make_path(group, label, kind, bodies) for group, label, kind in chosen)
    things: list[Thing] = []
    paths: dict[Member, str] = {}
    replaced: dict[str, set[str]] = {}
    for group, label, kind in chosen:
        path = _make_path(group, label, kind, bodies)
        if plain[path] > 1:
            path = f"{path}-{make_hash(*min((local.member.article_id, local.entity.id) for local in group))}"
        for local in group:
            paths[local.member] = path
            alone = _make_path([local], local.entity.label, local.type, bodies)
            if alone != path:
                replaced.setdefault(alone, set()).add(path)
        things.append(_make_thing(path, kind, label, group))
    known = {thing.path for thing in things}
    links = {
        old: next(iter(new)) for old, new in replaced.items() if len(new) == 1 and old not in known
    }
    return Identities(_place_things(things, groups, paths), paths, tuple(judgements), links)


def _make_thing(path: str, kind: EntityType, label: str, group: Sequence[Local]) -> Thing:
    names = {
        mention.span.text
        for local in group
        for mention in local.entity.mentions
        if mention.kind == "name"
    } | {local.entity.label for local in group}
    external = {
        key: value for local in group for key, value in sorted(local.entity.external.items())
    }
    return Thing(
        path=path,
        type=kind,
        label=label,
        members=tuple(sorted(local.member for local in group)),
        alt_labels=tuple(
            sorted(" ".join(name.split()) for name in names if " ".join(name.split()) != label)
        ),
        external=external,
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
        placed.append(
            Thing(
                thing.path,
                thing.type,
                thing.label,
                thing.members,
                thing.alt_labels,
                tuple(sorted(within)),
                thing.external,
            )
        )
    return tuple(sorted(placed, key=lambda thing: thing.path))


def _choose_label(group: Sequence[Local]) -> str:
    """Return the label most articles use, full names before single words; ties by the alphabet."""
    full = [local for local in group if len(local.words) > 1] if group[0].type == "Person" else []
    counts = Counter(local.entity.label for local in full or group)
    return min(counts, key=lambda label: (-counts[label], label))


def _choose_type(group: Sequence[Local]) -> EntityType:
    counts = Counter(local.type for local in group)
    special = [kind for kind in counts if kind not in ("Agent", "Organization")] or list(counts)
    return min(special, key=lambda kind: (-counts[kind], kind))


def _make_path(group: Sequence[Local], label: str, kind: EntityType, bodies: Bodies) -> str:
    """Return the address of a thing, a function of its label and, where that does not tell, of its country or article."""
    base = f"{_KINDS[kind]}/{make_slug(label)}"
    first = min(local.member.article_id for local in group)
    if not group[0].entity.named or (kind == "Person" and len(get_words(label)) == 1):
        return f"{base}-{make_hash(first, length=6)}"
    countries = {local.country for local in group if local.country}
    if kind == "Place" and len(countries) != 1:
        return f"{base}-{make_hash(first, length=6)}"
    if kind not in _BODIES:
        return base
    lead = min(group, key=lambda local: (local.entity.label != label, local.member))
    country, words = bodies.split(lead)
    if not bodies.is_common(lead, words):
        return base
    base = f"{_KINDS[kind]}/{make_slug(' '.join(words))}"
    return f"{base}-{make_slug(country)}" if country else f"{base}-{make_hash(first, length=6)}"
