"""Which names of an article are one: surnames with full names, acronyms with long forms, countries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph_builder.extraction.edges import PARTICLES
from graph_builder.extraction.groups import FIRM, Group, rebuild
from graph_builder.extraction.kinds import (
    FAMILIES,
    add_scores,
    choose_kind,
    weigh_names,
    weigh_words,
)
from graph_builder.extraction.leading_words import (
    drop_titled_countries,
    strip_epithets,
    strip_peoples,
    strip_titles,
)
from graph_builder.extraction.namesakes import find_near_holder
from graph_builder.extraction.short_forms import join_bodies
from graph_builder.extraction.surroundings import tell_rivers_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Sequence

    from graph_builder.extraction.gazetteer import Gazetteer
    from graph_builder.extraction.names import Name
    from graph_builder.extraction.thesaurus import Thesaurus


def group_names(
    names: Sequence[Name], words: Thesaurus, gazetteer: Gazetteer, *, sporty: bool = False
) -> list[Group]:
    """Return the things named in an article, each with its names and kind; kind "None" left in."""
    names = drop_titled_countries(names, words, gazetteer)
    names = strip_titles(strip_peoples(names, words, gazetteer), words)
    names = strip_epithets(names, words)
    groups = _group_equal(names, words, gazetteer, sporty=sporty)
    groups = _join_people(groups, words)
    groups = join_bodies(groups, words, gazetteer)
    return _join_places(groups, words, gazetteer)


def _group_equal(
    names: Sequence[Name], words: Thesaurus, gazetteer: Gazetteer, *, sporty: bool
) -> list[Group]:
    """Put equal names together and let them vote on their kind."""
    equal: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        equal[name.key].append(name)
    found = [Group(part) for same in equal.values() for part in tell_rivers_apart(same)]
    for group in found:
        fixed: dict[str, float] = defaultdict(float)
        for kind, weight in weigh_words(group.names[0], words, gazetteer, sporty=sporty):
            fixed[kind] += weight
        group.on_map = "Place" in fixed
        seen = weigh_names(group.names, words, on_map=group.on_map, sporty=sporty)
        group.scores = add_scores([fixed, seen])
        group.kind = choose_kind(group.scores)
    return found


def _join_people(groups: list[Group], words: Thesaurus) -> list[Group]:
    """Join surnames and given names to the full names of people."""
    _lend_surnames(groups)
    full: dict[str, list[Group]] = defaultdict(list)
    first: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        parts = group.names[0].key.split(" ")
        if len(parts) > 1 and group.kind == "Person":
            for surname in _get_surnames(parts):
                full[surname].append(group)
            first[parts[0]].append(group)
    _leave_families(groups, full)
    _leave_storms(groups, words)
    into = {**_join_middle_names(groups), **_join_transcripts(groups)}
    into = {**_join_second_surnames(groups, into), **into}
    single = {group.names[0].key for group in groups if len(group.names[0].words) == 1}
    for group in list(groups):
        parts = group.names[0].key.split(" ")
        if id(group) in into or (len(parts) > 1 and not _may_be_double(parts, words)):
            continue
        holders = _leave_called_otherwise(full.get(" ".join(parts), ()), parts, single)
        holders = holders or (first.get(parts[0], ()) if len(parts) == 1 else ())
        if not holders or not _may_be_surname(group, holders[0]):
            continue
        fitting = [holder for holder in holders if _may_be_one(group, holder, words)]
        group.kind = "Person"
        if fitting:
            for part, holder in _share_surname(group, fitting, words):
                if part is not group:
                    groups.append(part)
                into[id(part)] = holder
    return rebuild(groups, into)


def _leave_called_otherwise(
    holders: Sequence[Group], surname: Sequence[str], called: Container[str]
) -> Sequence[Group]:
    """Return who may be meant by a surname without those whom the article calls by the other of their two: "Moss" is Ann Moss Hill, and "Hill" Bob Hill."""
    others = [
        holder
        for holder in holders
        if not any(
            part in called and [part] != list(surname)
            for part in holder.names[0].key.split(" ")[1:]
        )
    ]
    return others or holders


def _share_surname(
    group: Group, holders: Sequence[Group], words: Thesaurus
) -> Iterator[tuple[Group, Group]]:
    """Yield the names of a surname that several have, with whom they mean; the first of them are still the group itself."""
    # Of several who are named in full as often, the first one: the others are mostly relatives.
    main = max(holders, key=lambda holder: len(holder.names))
    shares: dict[Group, list[Name]] = defaultdict(list)
    for name in group.names:
        near = find_near_holder(name, holders, words) if len(holders) > 1 else None
        shares[near or main].append(name)
    part = group
    for holder, names in shares.items():
        part.names = names
        yield part, holder
        part = Group([], group.scores, "Person", on_map=group.on_map)


def _may_be_double(parts: Sequence[str], words: Thesaurus) -> bool:
    """Tell whether several words may be a surname: "van Laar", and "Peña Nieto", where the first is no given name."""
    if parts[0] in PARTICLES:
        return True
    return len(parts) == 2 and parts[0] not in words.given  # noqa: PLR2004 - both surnames


def _leave_families(groups: Sequence[Group], surnames: Collection[str]) -> None:
    """Take "the Mosses" and "the Bidens" for nobody in particular, where somebody of that surname is named."""
    for group in groups:
        key = group.names[0].key
        family = key.endswith("s") and key[:-1] in surnames and key not in surnames
        if family and all(_has_article(name) for name in group.names):
            group.kind = "None"


def _leave_storms(groups: Sequence[Group], words: Thesaurus) -> None:
    """Take the name of a storm for nobody's where the article goes on with it alone: "Hurricane Lena … *Lena* weakened"."""
    keys = {group.names[0].key for group in groups}
    for group in groups:
        if group.kind == "Person" and any(
            f"{storm} {group.names[0].key}" in keys for storm in words.storms
        ):
            group.kind = "None"


def _has_article(name: Name) -> bool:
    return name.first > 0 and name.doc[name.first - 1].lower_ == "the"


def _join_transcripts(groups: Sequence[Group]) -> dict[int, Group]:
    """Return for the initials before the turns of an interview ("AM: …") the one person who has them."""
    holders: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.kind == "Person" and len(group.longest.words) > 1:
            letters = "".join(word[0] for word in group.longest.words if word[0].isupper())
            holders[letters].append(group)
    return {
        id(group): holders[group.names[0].text][0]
        for group in groups
        if len(holders.get(group.names[0].text, ())) == 1 and all(map(_opens_turn, group.names))
    }


def _opens_turn(name: Name) -> bool:
    """Tell whether a name stands at the beginning of a paragraph, before a colon."""
    return name.first == 0 and name.doc[name.last : name.last + 1].text == ":"


def _join_middle_names(groups: Sequence[Group]) -> dict[int, Group]:
    """Return for "Robert Gabriel Mugabe" the group of "Robert Mugabe"; so for "Robert Mugabe Jr."."""
    into: dict[int, Group] = {}
    known: dict[tuple[str, str], Group] = {}
    for group in groups:
        parts = group.names[0].key.split(" ")
        if len(parts) > 2 and parts[-1] in _SUFFIXES:  # noqa: PLR2004 - given name, surname, "Jr."
            parts = parts[:-1]
        if len(parts) > 1 and group.kind == "Person":
            other = known.setdefault((parts[0], parts[-1]), group)
            if other is not group:
                into[id(group)] = other
    return into


def _join_second_surnames(groups: Sequence[Group], into: Container[int]) -> dict[int, Group]:
    """Return for "Luis Moss" the group of "Luis R. Moss Hill", if nobody else has a name that begins so; those joined already left out."""
    people = [
        each
        for each in groups
        if each.kind == "Person" and id(each) not in into and not _has_article(each.names[0])
    ]
    longer: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in people:
        parts = _drop_initials(group)
        if len(parts) > 2 and parts[-1] not in _SUFFIXES:  # noqa: PLR2004 - given name and both surnames
            longer[parts[:-1]].append(group)
    found = ((group, longer.get(_drop_initials(group), ())) for group in people)
    return {id(group): others[0] for group, others in found if len(others) == 1}


def _drop_initials(group: Group) -> tuple[str, ...]:
    """Return the words of a name without the initials behind the first: "luis", "moss" of "Luis R. Moss"."""
    first, *rest = group.names[0].key.split(" ")
    return (first, *(word for word in rest if len(word.strip(".")) > 1))


def _lend_surnames(groups: Sequence[Group]) -> None:
    """Let a surname that is surely a person's tell what the full name is: "Tolstoy" for "Leo Tolstoy"."""
    single = {group.names[0].key: group for group in groups if len(group.names[0].words) == 1}
    for group in groups:
        parts = group.names[0].key.split(" ")
        surname = single.get(parts[-1])
        if group.kind == "Person" or surname is None or surname.kind != "Person":
            continue
        if len(parts) in _FULL and max(group.scores.values(), default=0.0) < _UNSURE:
            group.scores = add_scores([group.scores, surname.scores])
            group.kind = choose_kind(group.scores)


def _may_be_one(group: Group, holder: Group, words: Thesaurus) -> bool:
    """Tell whether no title speaks against it: "Mr. Ford" is not Betty Ford."""
    titled = _get_gender(group, words)
    other = _get_gender(holder, words) or words.given.get(holder.longest.key.split(" ")[0], "any")
    return titled is None or other in {titled, "any"}


def _get_gender(group: Group, words: Thesaurus) -> str | None:
    """Return the gender that the titles before a name tell."""
    for name in group.names:
        before = name.doc[name.first - 1].lower_ if name.first else ""
        if before in words.genders:
            return words.genders[before]
    return None


def _may_be_surname(group: Group, holder: Group) -> bool:
    """Tell whether nothing speaks firmly for a place or body of that name."""
    family = FAMILIES[group.kind]
    sure = holder.scores.get("Person", 0.0)
    if family == "Place":
        if not group.on_map and sure >= FIRM:
            return True
        return group.scores["Place"] < min(FIRM, sure + _UNSURE / 2)
    if family != "Organization":
        return True
    own = sum(weight for kind, weight in group.scores.items() if FAMILIES[kind] == family)
    lead = own - group.scores.get("Person", 0.0)
    return lead < _CLEAR and (own < FIRM or (lead < _UNSURE / 2 and sure >= FIRM))


_QUARTERS = frozenset({"north", "south", "east", "west", "central"})
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr."})
_FULL = range(2, 5)
_UNSURE = 2.0
_CLEAR = 2.5


def _get_surnames(parts: list[str]) -> Iterable[str]:
    yield parts[-1]
    for index in range(len(parts) - 2, 0, -1):
        if parts[index] in PARTICLES:
            yield " ".join(parts[index:])
        else:
            yield " ".join(parts[index:])
            yield parts[index]


def _is_american(
    group: Group, code: str, places: Sequence[Group], words: Thesaurus, gazetteer: Gazetteer
) -> bool:
    """Tell whether a name of both a country and a state of the United States means the state ("Georgia").

    It does where the article speaks of another state of the United States, or of these, and has neither the
    people nor a town of that country.
    """
    if not gazetteer.is_american_state(group.names[0].text):
        return False
    around = [other.names[0].text for other in places if other is not group]
    seen = {id(name.doc): name.doc for other in places for name in other.names}
    texts = {token.text for doc in seen.values() for token in doc if token.text[0].isupper()}
    if any(words.demonyms.get(text) == code for text in texts):
        return False
    towns = (gazetteer.get_town(text) for text in around)
    if any(town is not None and town.country == code for town in towns):
        return False
    return any("US" in {gazetteer.get_part(text), gazetteer.get_country(text)} for text in around)


def _join_places(groups: list[Group], words: Thesaurus, gazetteer: Gazetteer) -> list[Group]:
    """Join the names of one country, and short forms of other places."""
    into: dict[int, Group] = {}
    countries: dict[str, Group] = {}
    places = [group for group in groups if group.kind == "Place"]
    for group in places:
        code = gazetteer.get_country(group.names[0].text)
        if code and not _is_american(group, code, places, words, gazetteer):
            group.kind, group.code = "Country", code
            target = countries.setdefault(code, group)
            if target is not group:
                into[id(group)] = target
    longer: dict[str, list[Group]] = defaultdict(list)
    for group in places:
        parts = group.names[0].key.split(" ")
        if parts[-1] in _QUARTERS:
            continue  # "Lund South" is no Lund
        for size in range(1, len(parts)):
            longer[" ".join(parts[:size])].append(group)
    into |= _join_abridged(groups, places, words)
    for group in places:
        if id(group) in into:
            continue
        found = longer.get(group.names[0].key, ()) if group.kind != "Country" else ()
        # "New York" may be the state of that name: then it is no short form of "New York City".
        if len(found) == 1 and gazetteer.get_part(group.names[0].text) is None:
            into[id(group)] = found[0]
    return rebuild(groups, into)


def _join_abridged(
    groups: Sequence[Group], places: Sequence[Group], words: Thesaurus
) -> dict[int, Group]:
    """Return for "Lund Airport" and "the Channel" the one place that is called so in full: "Lund International Airport"."""
    into: dict[int, Group] = {}
    for group in groups:
        parts = group.names[0].key.split(" ")
        if words.bodies.get(parts[-1]) != "Place" or group.kind == "Country":
            continue
        if len(parts) == 1 and not all(map(_has_article, group.names)):
            continue
        fuller = [other for other in places if _abridges(parts, other.names[0].key.split(" "))]
        if len(fuller) == 1:
            into[id(group)] = fuller[0]
    return into


def _abridges(parts: Sequence[str], whole: Sequence[str]) -> bool:
    """Tell whether a name is the last word of a longer one, or its ends without what stands between them."""
    if len(parts) == 1:
        return len(whole) == len(parts) + 1 and whole[-1] == parts[-1]
    if not len(parts) < len(whole) <= len(parts) + 1:
        return False
    size = len(parts) - 1
    return list(whole[:size]) == list(parts[:size]) and whole[-1] == parts[-1]
