"""Security incidents against the templates of the Fourth Message Understanding Conference (MUC-4, 1992).

The roles are scored as in GRIT (Du, Rush and Cardie, EACL 2021): over a whole text, each entity of a role is
aligned with one gold entity at most; one is right when its name or description equals one of the gold
entity's (case, articles, counts and space aside: MUC-4 keeps counts in slots of their own), and CEAF-REE F1 is the harmonic mean of precision and recall over all. GRIT scores
five roles; a text has no weapons or buildings among this project's participants, so "perpetrators and victims" leaves
those two out, and "all five roles" counts them as missed. "By head noun" is the older rule (Patwardhan and Riloff, 2009): the
last word decides. Types, dates and places are scored by incident: types as a multiset a text; dates (both bounds) and
places (any one in common) on the incidents whose type is right, aligned to agree in both where they can. Optional gold incidents and roles count only when they are found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from graph_builder.evaluation.report import Miss, Report, Score
from graph_builder.naming import SMALL_NUMBERS

if TYPE_CHECKING:
    from graph_builder.model import Event, Facts

Gold: TypeAlias = Mapping[str, Any]
Names: TypeAlias = frozenset[str]

MUC_TYPES = {
    "Attack": "ATTACK",
    "Airstrike": "ATTACK",
    "Hit": "ATTACK",
    "Invasion": "ATTACK",
    "Shooting": "ATTACK",
    "Stabbing": "ATTACK",
    "Killing": "ATTACK",
    "Injuring": "ATTACK",
    "Riot": "ATTACK",
    "Sabotage": "ATTACK",
    "Bombing": "BOMBING",
    "Kidnapping": "KIDNAPPING",
    "Arson": "ARSON",
    "Robbery": "ROBBERY",
}
_ROLES = {
    "perpetrators (individuals)": ("perp_individual",),
    "perpetrators (organizations)": ("perp_org",),
    "victims": ("hum_target_name", "hum_target_desc"),
}
_PLACE_KINDS = frozenset(
    {"district", "department", "province", "city", "canton", "municipality", "town"}
)
_OTHER_ROLES = ("phys_target", "instrument")
_ARTICLES = re.compile(
    r"\b(?:the|a|an|some|his|her|their|its|\d+|" + "|".join(SMALL_NUMBERS[1:13]) + r")\b|[^\w\s]"
)


def score(golds: Sequence[Gold], facts: Sequence[Facts]) -> Report:
    """Score the violent incidents of texts whose gold has ``events`` in the MUC-4 form, in the same order."""
    tallies: dict[str, Counter[str]] = {}
    misses: list[Miss] = []
    for gold, found in zip(golds, facts, strict=True):
        incidents = [
            event
            for event in found.events
            if event.kind in MUC_TYPES and event.polarity == "Affirmed"
        ]
        _score_incidents(gold, incidents, found, tallies)
        for role, slots in _ROLES.items():
            wanted, optional = _read_roles(gold, slots)
            mine = _get_role(role, incidents, found)
            for by_head, suffix in ((False, ""), (True, ", by head noun")):
                _count(tallies, role + suffix, _tally(wanted, optional, mine, by_head=by_head))
            misses += _list_misses(gold, role, wanted, mine)
        others = sum(len(_read_roles(gold, (slot,))[0]) for slot in _OTHER_ROLES)
        _count(tallies, "weapons and targets", (0, 0, others))
    return Report("security incidents", tuple(_make_rows(tallies)), tuple(misses))


def _make_rows(tallies: Mapping[str, Counter[str]]) -> Iterable[Score]:
    def total(name: str, *rows: str) -> Score:
        parts = [tallies.get(row, Counter()) for row in rows]
        return Score(
            name, *(sum(part[field] for part in parts) for field in ("right", "found", "gold"))
        )

    yield total("CEAF-REE, perpetrators and victims", *_ROLES)
    yield total("CEAF-REE, all five roles", *_ROLES, "weapons and targets")
    yield total(
        "perpetrators and victims, by head noun", *(f"{role}, by head noun" for role in _ROLES)
    )
    for name in (*_ROLES, "incident type", "date", "place"):
        yield total(name, name)


def _count(tallies: dict[str, Counter[str]], name: str, numbers: tuple[int, int, int]) -> None:
    tally = tallies.setdefault(name, Counter())
    for field, number in zip(("right", "found", "gold"), numbers, strict=True):
        tally[field] += number


def normalise(text: str) -> str:
    """Return a name without case, articles, counts and punctuation, for comparison.

    >>> normalise("the  Mormon Church")
    'mormon church'
    """
    return " ".join(_ARTICLES.sub(" ", text.casefold()).split())


def _read_roles(gold: Gold, slots: Iterable[str]) -> tuple[list[Names], list[Names]]:
    """Return the gold entities of some slots over all incidents of a text: required ones, optional ones."""
    required: list[set[str]] = []
    optional: list[set[str]] = []
    for event in gold["events"]:
        for slot in slots:
            for filler in event["slots"].get(slot, ()):
                names = {normalise(name) for name in filler["alternatives"]}
                place = optional if event.get("optional") or filler.get("optional") else required
                same = next((known for known in place if known & names), None)
                if same is None:
                    place.append(names)
                else:
                    same |= names
    return [frozenset(names) for names in required], [frozenset(names) for names in optional]


def _get_role(role: str, incidents: Sequence[Event], facts: Facts) -> list[str]:
    types = {entity.id: entity.type for entity in facts.entities}
    labels = {entity.id: normalise(entity.label) for entity in facts.entities}
    chosen = [
        item
        for event in incidents
        for item in (event.victims if role == "victims" else event.perpetrators)
    ]
    if role != "victims":
        groups = {"ArmedGroup", "Organization", "GovernmentBody", "Country"}
        is_group = role.endswith("(organizations)")
        named = {entity.id for entity in facts.entities if entity.named}
        chosen = [
            item for item in chosen if (types.get(item) in groups and item in named) == is_group
        ]
    return list(dict.fromkeys(labels[item] for item in chosen if item in labels))


def _is_same(names: Names, name: str, *, by_head: bool) -> bool:
    if not by_head:
        return name in names
    return bool(name) and any(
        other.split()[-1] == name.rsplit(maxsplit=1)[-1] for other in names if other
    )


def _tally(
    wanted: Sequence[Names], optional: Sequence[Names], mine: Sequence[str], *, by_head: bool
) -> tuple[int, int, int]:
    rest, spare = list(wanted), list(optional)
    right = found = 0
    for name in mine:
        match = next((names for names in rest if _is_same(names, name, by_head=by_head)), None)
        if match is not None:
            rest.remove(match)
            right += 1
        elif any(_is_same(names, name, by_head=by_head) for names in spare):
            continue
        found += 1
    return right, found, len(wanted)


def _score_incidents(
    gold: Gold, incidents: Sequence[Event], facts: Facts, tallies: dict[str, Counter[str]]
) -> None:
    """Align the incidents of a text by type, the most alike in place and date first, and count what is right."""
    free = list(incidents)
    labels = {entity.id: normalise_place(entity.label) for entity in facts.entities}
    for event in sorted(gold["events"], key=lambda item: bool(item.get("optional"))):
        fitting = [item for item in free if MUC_TYPES[item.kind] in event["type"]]
        match = max(fitting, key=lambda item: _compare(event, item, labels), default=None)
        if match is not None:
            free.remove(match)
        if event.get("optional"):
            continue
        _count(tallies, "incident type", (int(match is not None), int(match is not None), 1))
        if match is not None:
            days, bounds = _read_days(event, match)
            _count(
                tallies,
                "date",
                (int(bool(days) and bounds == days), int(bool(bounds)), int(bool(days))),
            )
            places, mine = _read_places(event, match, labels)
            _count(tallies, "place", (int(bool(places & mine)), int(bool(mine)), int(bool(places))))
    _count(tallies, "incident type", (0, len(free), 0))


def _compare(event: Gold, find: Event, labels: Mapping[str, str]) -> int:
    days, bounds = _read_days(event, find)
    places, mine = _read_places(event, find, labels)
    return 2 * bool(places & mine) + (bool(days) and days == bounds)


def _read_days(event: Gold, find: Event) -> tuple[list[str], list[str]]:
    """Return the first and last day of gold and of a find; none where a bound is missing."""
    days = sorted(event.get("dates") or ())
    when = find.occurred_on
    bounds = (
        [when.earliest.isoformat(), when.latest.isoformat()]
        if when.earliest and when.latest
        else []
    )
    return ([days[0], days[-1]] if days else []), bounds


def _read_places(event: Gold, find: Event, labels: Mapping[str, str]) -> tuple[set[str], set[str]]:
    places = {normalise_place(part) for part in event.get("location_parts") or ()} - {""}
    return places, {labels[place] for place in find.locations if place in labels}


def normalise_place(text: str) -> str:
    """Return a place's name without the word for its kind.

    >>> normalise_place("Talcahuano District")
    'talcahuano'
    """
    words = normalise(text).split()
    return " ".join(word for word in words if word not in _PLACE_KINDS) or " ".join(words)


def _list_misses(gold: Gold, role: str, wanted: Sequence[Names], mine: Sequence[str]) -> list[Miss]:
    name = str(gold.get("id", ""))
    missed = [
        Miss(name, f"{role}: missed", " / ".join(sorted(names)))
        for names in wanted
        if not names & set(mine)
    ]
    known = {other for names in wanted for other in names}
    return missed + [Miss(name, f"{role}: false", text) for text in mine if text not in known]
