"""One article's own things, with what the rules of identity look at."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph_builder.model import Member, Quote
from graph_builder.naming import fold, get_words
from graph_builder.resolution.stories import tell_story
from graph_builder.sharing import share
from graph_builder.terms import make_hash, make_slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Entity, EntityType, Facts
    from graph_builder.resolution.stories import Story

Words = tuple[str, ...]

BODIES = frozenset({"Organization", "GovernmentBody", "ArmedGroup", "NewsOutlet", "Agent"})
"""The types that are neither people nor places."""

_NOWHERE: frozenset[str] = frozenset()
_NO_NAMES: frozenset[Words] = frozenset()


@dataclass(frozen=True, slots=True)
class Local:
    """One article's own thing, with what the rules look at.

    Attributes:
        member: Which one.
        number: Its place among the things of its article.
        entity: As the article has it.
        words: The words of its label.
        names: The words of all names that the article gives it.
        country: Where it lies, as far as the article or the gazetteer says, or a person's office is; else the country the article
            speaks of most.
        offices: The offices of a person.
        homes: The countries that the article says these offices are of, by way of their places.
        longer: The words of other bodies of the article whose names end like its own ("U.S. Senate" beside "Senate").
        story: Of a person, the story in which the article has her or him.
    """

    member: Member
    number: int
    entity: Entity
    words: tuple[str, ...]
    names: frozenset[tuple[str, ...]]
    country: str
    offices: frozenset[str]
    homes: frozenset[str] = _NOWHERE
    longer: frozenset[Words] = _NO_NAMES
    story: Story | None = None

    @property
    def type(self) -> EntityType:
        """The type that the article gives it."""
        return self.entity.type

    @property
    def place(self) -> tuple[str, int]:
        """Its place among the things of all articles."""
        return self.member.article_id, self.number

    @property
    def quote(self) -> Quote:
        """Where the article first says its name."""
        named = [mention for mention in self.entity.mentions if mention.kind == "name"]
        first = (named or list(self.entity.mentions))[0]
        return Quote(self.member.article_id, first.span)


@dataclass(frozen=True)
class Bodies:
    """What tells whether a body's name is a name of its own or one that any country may have.

    Attributes:
        known: Names that news all over the world use without a country, each with the name under which all of one body stand.
        homes: The country of such a body, where one of its names has it ("US House of Representatives").
        shared: Names that known bodies of several countries have ("ABC").
        local: Names of bodies of which a country has many ("district court").
        regions: Names of parts of the world, waters and the like, of which there is one each.
        sole: Offices that only one person in the world has.
        offices: The forms of offices, each with the name of the office.
        given: Given names, which alone are no surnames.
        countries: The words for countries and their people in the articles, each with the country's name.
    """

    known: Mapping[Words, str]
    homes: Mapping[str, str]
    shared: frozenset[Words]
    local: frozenset[Words]
    regions: frozenset[Words]
    sole: frozenset[str]
    offices: Mapping[str, str]
    given: frozenset[str]
    countries: Mapping[Words, str]

    @classmethod
    def learn(cls, all_facts: Sequence[Facts], lexicon: Lexicon) -> Bodies:
        """Collect the known names from the lexicon and the countries' words from the articles."""
        forms = (form for facts in all_facts for form in list_country_forms(facts))
        return cls.know(dict(forms), lexicon)

    @classmethod
    def know(cls, countries: Mapping[Words, str], lexicon: Lexicon) -> Bodies:
        """Collect the known names from the lexicon.

        Args:
            countries: The words for countries and their people, each with the country's name.
            lexicon: The words of the subject.
        """
        known = {
            clean_name(form): entry.name
            for entry in lexicon.of_kind("KnownBody")
            for form in entry.values("form")
        }
        bodies = {
            e.name for e in lexicon.of_kind("KnownBody") if e.value("type") == "GovernmentBody"
        }
        homes = {
            name: countries[country]
            for form, name in known.items()
            if name in bodies and (country := _find(form, countries))
        }
        shared, local, regions = (
            frozenset(map(clean_name, lexicon.words(kind, "form")))
            for kind in ("SharedName", "LocalName", "RegionWords")
        )
        sole = frozenset(
            form
            for office in lexicon.of_kind("Office")
            if office.value("sole")
            for form in office.values("form")
        )
        offices = {
            form: office.name
            for office in lexicon.of_kind("Office")
            for form in office.values("form")
        }
        given = frozenset(map(fold, lexicon.words("GivenName", "form")))
        return cls(known, homes, shared, local, regions, sole, offices, given, countries)

    def split(self, local: Local) -> tuple[str, Words]:
        """Return the country of a body and its name without the country ("Ecuador's National Assembly")."""
        named = _find(local.words, self.countries)
        if named and len(named) < len(local.words):
            return self.countries[named], _drop(local.words, named)
        return local.country, local.words

    def find_known(self, local: Local) -> str:
        """Return the name of the known body that is meant.

        None in an article on another country than that of the body, nor in one on none that sets another body apart as this one
        ("the House" of an island beside "the U.S. House").
        """
        if local.words in self.shared:
            return ""
        name = self.known.get(local.words, "")
        home = self.homes.get(name, "")
        if not home or local.country == home or _find(local.words, self.countries):
            return name
        apart = any(self.known.get(words) == name for words in local.longer)
        return "" if local.country or apart else name

    def is_common(self, local: Local, words: Words) -> bool:
        """Whether bodies of several countries may have this name."""
        if local.words in self.shared:
            return True
        if self.find_known(local):
            return False
        is_away = local.words in self.known
        return is_away or (local.type in ("GovernmentBody", "Agent") and words not in self.known)

    def is_local(self, words: Words) -> bool:
        """Whether a country has many bodies of this name, so that it tells none from another."""
        return words in self.local


def list_country_forms(facts: Facts) -> list[tuple[Words, str]]:
    """Return the words by which an article calls countries and their people, each with the country's name."""
    return [
        (get_words(mention.span.text), fold(entity.label))
        for entity in facts.entities
        if entity.type == "Country"
        for mention in entity.mentions
        if mention.kind in ("name", "demonym")
    ]


def _find(words: Words, names: Mapping[Words, str]) -> Words:
    """Return the longest of some names that stands among words; empty when none does."""
    found = (
        words[start:end]
        for start in range(len(words))
        for end in range(len(words), start, -1)
        if words[start:end] in names
    )
    return max(found, key=len, default=())


def _drop(words: Words, part: Words) -> Words:
    start = next(i for i in range(len(words)) if words[i : i + len(part)] == part)
    rest = words[:start] + words[start + len(part) :]
    return rest[:-1] if rest[-1:] == ("of",) else tuple(w for w in rest if w != "the")


def get_article_country(facts: Facts) -> str:
    """Return the folded name of the country that an article speaks of most, or nothing.

    Its names, its people's and those of the places in it are counted; they have to be at least two, and more than any other's.
    """
    return _choose_country(_count_countries(facts))


def get_bodies_country(facts: Facts) -> str:
    """Return the folded name of the country whose bodies an article speaks of where it tells no country.

    It is the one that the article speaks of most, or the one whose name stands in that of the first body ("Peru's Congress"), where the
    article speaks of that one most as soon as such names count too.
    """
    forms = dict(list_country_forms(facts))
    bodies = [entity for entity in facts.entities if entity.type == "GovernmentBody"]
    first = min(bodies, key=lambda body: body.mentions[0].span.start, default=None)
    named = first and _find(clean_name(first.mentions[0].span.text), forms)
    counts = _count_countries(facts)
    if named:
        for body in bodies:
            if form := _find(clean_name(body.label), forms):
                counts[forms[form]] += len(body.mentions)
        if _choose_country(counts) == forms[named]:
            return forms[named]
    return get_article_country(facts)


def _count_countries(facts: Facts) -> Counter[str]:
    labels = {
        entity.id: fold(entity.label) for entity in facts.entities if entity.type == "Country"
    }
    counts: Counter[str] = Counter()
    for entity in facts.entities:
        spoken = sum(mention.kind != "pronoun" for mention in entity.mentions)
        for name in (entity.id, *entity.within):
            if name in labels:
                counts[labels[name]] += spoken
    return counts


def _choose_country(counts: Counter[str]) -> str:
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 2:  # noqa: PLR2004 - once is a passing mention
        return ""
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return ""
    return ranked[0][0]


def find_homes(facts: Facts, entity: Entity) -> frozenset[str]:
    """Return the countries whose, or in whose places, a person's offices are ("mayor of Arequipa")."""
    of = {fold(of) for _, of in entity.offices if of}
    places = (
        other
        for other in facts.entities
        if other.type in ("Country", "Place")
        and of & {fold(other.label), *(fold(mention.span.text) for mention in other.mentions)}
    )
    found = {
        fold(place.label) if place.type == "Country" else find_country(place) for place in places
    }
    return share(frozenset(found - {""} if of else ()))


def describe_entities(facts: Facts) -> list[Local]:
    """Return an article's entities with names, countries and offices made comparable."""
    context, of_bodies = get_article_country(facts), get_bodies_country(facts)
    found = []
    for number, entity in enumerate(facts.entities):
        homes = find_homes(facts, entity) if entity.type == "Person" else _NOWHERE
        known = find_country(entity) or (next(iter(homes)) if len(homes) == 1 else "")
        country = known or (of_bodies if entity.type in BODIES else context)
        member = Member(facts.article_id, entity.id)
        found.append(describe_entity(member, number, entity, country, homes))
    return _tell_stories(_note_longer(found), facts)


def _tell_stories(found: Sequence[Local], facts: Facts) -> list[Local]:
    """Return an article's entities, each named person with the story in which it has her or him."""
    names = {str(local.member.local): local.words for local in found if local.entity.named}
    return [
        replace(local, story=tell_story(facts, local.entity, names, local.words[-1]))
        if local.type == "Person" and local.entity.named and local.words
        else local
        for local in found
    ]


def _note_longer(found: Sequence[Local]) -> list[Local]:
    """Return an article's entities, each body with the others whose names end like its own."""
    names = {local.words for local in found if local.type in BODIES and len(local.words) > 1}
    ends: dict[Words, set[Words]] = defaultdict(set)
    for words in names:
        for start in range(1, len(words)):
            ends[words[start:]].add(words)
    return [
        replace(local, longer=frozenset(ends[local.words]))
        if local.type in BODIES and local.words in ends
        else local
        for local in found
    ]


def describe_entity(
    member: Member,
    number: int,
    entity: Entity,
    country: str,
    homes: frozenset[str],
    longer: frozenset[Words] = _NO_NAMES,
    story: Story | None = None,
) -> Local:
    """Return an article's entity with its names and offices made comparable."""
    names = {
        clean_name(mention.span.text) for mention in entity.mentions if mention.kind == "name"
    } | {clean_name(entity.label)}
    return Local(
        member=member,
        number=number,
        entity=entity,
        words=clean_name(entity.label),
        names=share(frozenset(name for name in names if name)),
        country=country,
        offices=share(frozenset(fold(office) for office, _ in entity.offices if office)),
        homes=homes,
        longer=longer,
        story=story,
    )


def slim_entity(entity: Entity) -> Entity:
    """Return an entity with what the rules look at: the first mention by each of its names, or its first mention where it has none."""
    first = {m.span.text: m for m in reversed(entity.mentions) if m.kind == "name"}
    kept = [m for m in entity.mentions if first.get(m.span.text) is m] or entity.mentions[:1]
    return replace(entity, mentions=tuple(kept))


def clean_name(name: str) -> tuple[str, ...]:
    """Return the words of a name without a leading article."""
    words = get_words(name)
    return words[1:] if words[:1] == ("the",) else words


def find_country(entity: Entity) -> str:
    """Return the folded name of the country in which something lies, or that a body is of, or nothing."""
    for container in reversed(entity.within):
        if container.startswith("country/"):
            return container.removeprefix("country/").replace("-", " ")
    return fold(entity.country)


def get_member_path(member: Member) -> str:
    """Return the address of an article's own thing."""
    return f"member/{make_slug(member.article_id)}/{'/'.join(make_slug(part) for part in str(member.local).split('/'))}"


def get_report_path(kind: str, quote: Quote) -> str:
    """Return the address of what one article reports as a measure or an event, by its words."""
    return f"member/{make_slug(quote.article_id)}/{kind}/{make_hash(quote.span.text)}"
