"""Which names of an article are one: surnames with full names, acronyms with long forms, countries."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.extraction.edges import PARTICLES
from graph_builder.extraction.kinds import (
    FAMILIES,
    add_scores,
    choose_kind,
    weigh_names,
    weigh_words,
)
from graph_builder.extraction.leading_words import strip_peoples, strip_titles
from graph_builder.extraction.surroundings import tell_rivers_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.extraction.gazetteer import Gazetteer
    from graph_builder.extraction.names import Name
    from graph_builder.extraction.thesaurus import Thesaurus
    from graph_builder.model import EntityType

_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?")
_TYPES: dict[str, EntityType] = {
    "Person": "Person",
    "Organization": "Organization",
    "GovernmentBody": "GovernmentBody",
    "ArmedGroup": "ArmedGroup",
    "NewsOutlet": "NewsOutlet",
    "Place": "Place",
    "Country": "Country",
}
_SMALL = frozenset(
    {"of", "for", "and", "the", "in", "on", "to", "de", "la", "del", "des", "für", "und", "&"}
)


@dataclass(slots=True, eq=False)
class Group:
    """Names of one thing. ``names`` in the order of the article."""

    names: list[Name] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)
    kind: str = "None"
    code: str = ""

    @property
    def type(self) -> EntityType:
        """The ontology's class."""
        return _TYPES[self.kind]

    @property
    def longest(self) -> Name:
        """The fullest of its names; the earliest of equals; headlines last."""
        return max(self.names, key=lambda name: (not name.loud, len(name.words), len(name.key)))


def group_names(
    names: Sequence[Name], words: Thesaurus, gazetteer: Gazetteer, *, sporty: bool = False
) -> list[Group]:
    """Return the things named in an article, each with its names and kind; kind "None" left in."""
    names = strip_titles(strip_peoples(names, words, gazetteer), words)
    groups = _group_equal(names, words, gazetteer, sporty=sporty)
    groups = _join_people(groups, words)
    groups = _join_bodies(groups, words, gazetteer)
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
        on_map = "Place" in fixed
        seen = weigh_names(group.names, words, on_map=on_map, sporty=sporty)
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
    into = {**_join_middle_names(groups), **_join_transcripts(groups)}
    for group in groups:
        parts = group.names[0].key.split(" ")
        if id(group) in into or (len(parts) > 1 and parts[0] not in PARTICLES):
            continue
        holders = full.get(" ".join(parts)) or (first.get(parts[0]) if len(parts) == 1 else None)
        if not holders or not _may_be_surname(group, holders[0]):
            continue
        fitting = [holder for holder in holders if _may_be_one(group, holder, words)]
        if fitting:
            _share_out(group, fitting, into)
        else:
            group.kind = "Person"
    return _rebuild(groups, into)


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
    if family == "Place":
        return group.scores["Place"] < min(_FIRM, holder.scores.get("Person", 0.0) + _UNSURE / 2)
    if family != "Organization":
        return True
    own = sum(weight for kind, weight in group.scores.items() if FAMILIES[kind] == family)
    return own < _FIRM and own - group.scores.get("Person", 0.0) < _CLEAR


_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr."})
_FULL = range(2, 5)
_UNSURE = 2.0
_FIRM = 3.5
_CLEAR = 2.5


def _get_surnames(parts: list[str]) -> Iterable[str]:
    yield parts[-1]
    for index in range(len(parts) - 2, 0, -1):
        if parts[index] in PARTICLES:
            yield " ".join(parts[index:])
        else:
            yield " ".join(parts[index:])
            yield parts[index]


def _share_out(group: Group, holders: Sequence[Group], into: dict[int, Group]) -> None:
    """Give the names of a surname to the one full name, or to the last one said before each."""
    if len(holders) == 1:
        into[id(group)] = holders[0]
        return
    group.kind = "Person"
    main = max(holders, key=lambda holder: len(holder.names))
    into[id(group)] = main


def _rebuild(groups: list[Group], into: dict[int, Group]) -> list[Group]:
    """Return the groups with those merged that have a target."""
    kept: list[Group] = []
    for group in groups:
        target = into.get(id(group))
        while target is not None and id(target) in into and into[id(target)] is not target:
            target = into[id(target)]
        if target is None or target is group:
            kept.append(group)
            continue
        target.names.extend(group.names)
        target.scores = add_scores([target.scores, group.scores])
    return kept


def _join_bodies(groups: list[Group], words: Thesaurus, gazetteer: Gazetteer) -> list[Group]:
    """Join acronyms with long forms, known aliases, and short forms of organisations."""
    bodies = [group for group in groups if FAMILIES[group.kind] == "Organization"]
    bodies += _lend_bodies(groups, bodies)
    into: dict[int, Group] = {}
    by_known: dict[str, Group] = {}
    for group in bodies:
        known = words.known.get(group.names[0].text)
        if known and by_known.setdefault(known[0], group) is not group:
            into[id(group)] = by_known[known[0]]
    initials = _list_initials(groups)
    ends = {(id(name.doc), name.last): body for body in bodies for name in body.names}
    for group in groups:
        if id(group) in into:
            continue
        if _is_acronym(group):
            letters = group.names[0].key.replace(".", "")
            target = initials.get(letters) or _find_bracketed(group, ends)
        else:
            target = _find_clipped(group, ends)
        if target is not None and target is not group and id(target) not in into:
            into[id(group)] = target
    index = _Bodies(bodies)
    for group in bodies:
        longer = index.find_longer(group, words) if id(group) not in into else None
        if longer is not None and _is_set_apart(longer, group, bodies, words, gazetteer):
            continue
        if longer is not None:
            into[id(group)] = longer
    return _rebuild(groups, into)


def _is_set_apart(
    longer: Group, shorter: Group, bodies: Sequence[Group], words: Thesaurus, gazetteer: Gazetteer
) -> bool:
    """Tell whether a country before a body's name sets it apart: who has spoken of "the Senate" and then of "the U.S. Senate" means two."""
    name, key = longer.names[0].text, shorter.names[0].key
    before = name[: -len(key)].strip() if longer.names[0].key.endswith(key) else ""
    if key not in words.bodies or not (words.demonyms.get(before) or gazetteer.get_country(before)):
        return False
    return next(body for body in bodies if body in (longer, shorter)) is shorter


def _lend_bodies(groups: Sequence[Group], bodies: Sequence[Group]) -> list[Group]:
    """Make bodies of single names that only look like somebody's: "Mahan" beside "Mahan Air", where nobody is called so."""
    index = _Bodies(bodies)
    people = {part for group in groups if group.kind == "Person" for part in _get_parts(group)}
    lent = []
    for group in groups:
        key = group.names[0].key
        weak = group.kind == "Person" and group.scores["Person"] < _FIRM
        if weak and " " not in key and key not in people and index.find_by_start(key) is not None:
            group.kind = "Organization"
            lent.append(group)
    return lent


def _get_parts(group: Group) -> Iterable[str]:
    """Return the words of a person's full name; none of a single name."""
    parts = group.names[0].key.split(" ")
    return parts if len(parts) > 1 else ()


def _is_acronym(group: Group) -> bool:
    words = group.names[0].words
    return len(words) == 1 and group.kind != "Person" and _ACRONYM.fullmatch(words[0]) is not None


def _list_initials(groups: Sequence[Group]) -> dict[str, Group]:
    """Return the initials of long names, with and without small words, in lower case."""
    initials: dict[str, Group] = {}
    for group in groups:
        parts = group.names[0].words
        if len(parts) > 1 and group.kind not in {"Person", "None"}:
            short = "".join(word[0] for word in parts if word.lower() not in _SMALL)
            initials.setdefault(short.lower(), group)
            initials.setdefault("".join(word[0] for word in parts).lower(), group)
    return initials


def _find_bracketed(group: Group, ends: Mapping[tuple[int, int], Group]) -> Group | None:
    """Return the long form right before "(ABC)"."""
    for name in group.names:
        if name.first > 1 and name.doc[name.first - 1].text == "(":
            body = ends.get((id(name.doc), name.first - 1))
            if body is not None:
                return body
    return None


def _find_clipped(group: Group, ends: Mapping[tuple[int, int], Group]) -> Group | None:
    """Return the long form whose syllables a word in brackets behind it is made of: "Bank of Venezuela (Banven)"."""
    if len(group.names[0].words) > 1:
        return None
    body = _find_bracketed(group, ends)
    if body is None or body is group or len(body.names[0].words) == 1:
        return None
    rest = iter(body.names[0].key)
    return body if all(letter in rest for letter in group.names[0].key) else None


_FAR = 2


class _Bodies:
    """Organisations by the words at the beginning and at the end of their names."""

    def __init__(self, bodies: Sequence[Group]) -> None:
        self._starts: dict[str, list[Group]] = defaultdict(list)
        self._ends: dict[str, list[Group]] = defaultdict(list)
        for body in bodies:
            parts = body.names[0].key.split(" ")
            for size in range(1, len(parts)):
                if len(parts) - size <= _FAR:
                    self._starts[" ".join(parts[:size])].append(body)
                self._ends[" ".join(parts[size:])].append(body)

    def find_by_start(self, key: str) -> Group | None:
        """Return the one organisation whose name begins with a word and goes on."""
        found = self._starts.get(key, ())
        return found[0] if len(found) == 1 else None

    def find_longer(self, group: Group, words: Thesaurus) -> Group | None:
        """Return the one organisation whose name begins or ends with this shorter one."""
        key = group.names[0].key
        if words.known.get(group.names[0].text):
            return None
        found = list(self._ends.get(key, ()))
        if key not in words.bodies:
            found += [body for body in self._starts.get(key, ()) if body not in found]
        return found[0] if len(found) == 1 else None


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
        for size in range(1, len(parts)):
            longer[" ".join(parts[:size])].append(group)
    for group in places:
        found = longer.get(group.names[0].key, ()) if group.kind != "Country" else ()
        # "New York" may be the state of that name: then it is no short form of "New York City".
        if len(found) == 1 and gazetteer.get_part(group.names[0].text) is None:
            into[id(group)] = found[0]
    return _rebuild(groups, into)
