"""Which organisations are called by an acronym, an alias, or the beginning or end of their name."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from graph_builder.extraction.groups import FIRM, Group, rebuild
from graph_builder.extraction.kinds import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.extraction.gazetteer import Gazetteer
    from graph_builder.extraction.thesaurus import Thesaurus

_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?")
_SMALL = frozenset(
    {"of", "for", "and", "the", "in", "on", "to", "de", "la", "del", "des", "für", "und", "&"}
)
_FAR = 2


def join_bodies(groups: list[Group], words: Thesaurus, gazetteer: Gazetteer) -> list[Group]:
    """Join acronyms with long forms, known aliases, and short forms of organisations."""
    bodies = [group for group in groups if FAMILIES[group.kind] == "Organization"]
    bodies += _lend_bodies(groups, bodies)
    into: dict[int, Group] = {}
    into |= _join_known(bodies, words, gazetteer)
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
    return rebuild(groups, into)


def _join_known(
    bodies: Sequence[Group], words: Thesaurus, gazetteer: Gazetteer
) -> dict[int, Group]:
    """Return for each further name of a well-known body the group of the first one.

    A country before the name sets it apart from what was called so without: "the island's *House*" is not "the *U.S. House*".
    """
    into: dict[int, Group] = {}
    first: dict[tuple[str, bool], Group] = {}
    for group in bodies:
        known = words.known.get(group.names[0].text)
        if known is None:
            continue
        plain = first.get((known[0], False))
        apart = plain is not None and _is_of_country(group, known[0], words, gazetteer)
        target = first.setdefault((known[0], apart), group)
        if target is not group:
            into[id(group)] = target
        elif not apart and _is_of_country(group, known[0], words, gazetteer):
            first[known[0], True] = group
    return into


def _is_of_country(group: Group, known: str, words: Thesaurus, gazetteer: Gazetteer) -> bool:
    """Whether a body's name is a country and another name of it: "U.S. House"."""
    parts = group.names[0].text.split(" ")
    ends = ((" ".join(parts[:size]), " ".join(parts[size:])) for size in range(1, len(parts)))
    return any(
        words.known.get(rest, ("",))[0] == known
        and bool(words.demonyms.get(before) or gazetteer.get_country(before))
        for before, rest in ends
    )


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
        weak = group.kind == "Person" and group.scores["Person"] < FIRM
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


class _Bodies:
    """Organisations by the words at the beginning and at the end of their names."""

    def __init__(self, bodies: Sequence[Group]) -> None:
        self._starts: dict[str, list[Group]] = defaultdict(list)
        self._ends: dict[str, list[Group]] = defaultdict(list)
        self._order = {id(body): place for place, body in enumerate(bodies)}
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
        begun = [body for body in self._starts.get(key, ()) if body not in found]
        if key not in words.bodies:
            found += begun
            return found[0] if len(found) == 1 else None
        # "Court" may be short for "Court of Session" or "Supreme Court", not for "Court TV".
        found += [body for body in begun if body.names[0].key.startswith(f"{key} of ")]
        return self._choose_main(found)

    def _choose_main(self, found: Sequence[Group]) -> Group | None:
        """Return of several organisations the one that the article is on: the first, if it is also named most."""
        if len(found) <= 1:
            return found[0] if found else None
        first = min(found, key=lambda body: self._order[id(body)])
        others = (len(body.names) for body in found if body is not first)
        return first if len(first.names) > max(others) else None
