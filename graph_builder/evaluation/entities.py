"""Who is who: names with their type, and which of them are one, on DWIE and MEANTIME.

**What counts as gold.** Names of persons, organisations and places, exact spans.

- DWIE marks every mention with ``ent_types`` of its concept. A concept with ``person`` is a person, with
  ``location`` a place, with ``organization`` an organisation; one with two of them may be answered by either
  ("Europe", where the annotators were undecided). Everything else is left out, because the tool does not name it: values (times,
  money, roles), events and competitions, works, products, religions and the adjectives of peoples (``gpe0-x``, ``loc-x``),
  which DWIE keeps as concepts of their own and the tool as *other* mentions of the country.
- MEANTIME marks names with ``syntactic_type`` ``NAM`` or ``PRE.NAM`` and ``ent_type`` PER, ORG or LOC; only the
  part of the text up to ``annotated_until`` counts, for finds too. Its spans take titles and premodifiers in
  ("JSA Research defence analyst Paul Nesbit"), so exact spans are beyond anyone who leaves them out.

**What counts as a find.** Mentions of kind ``name`` of entities of any type but ``Agent``. Persons, organisations
(bodies of government, armed groups and outlets are some) and places (countries too) are the three types.

**Rows.** *Mentions*: the span is exact. *Mentions and types*: the type is right as well. *B-cubed* (Bagga and Baldwin,
1998) over mentions: for a found mention that is also gold, the share of its found entity's mentions which belong to
its gold concept; 0 for one that is not gold. Recall likewise from gold mentions, 0 for one that was not found.
The sums run over all mentions of all articles (micro average).

spaCy's small model with its spans as they are (``PERSON``; ``ORG``; ``GPE``, ``LOC`` and ``FAC``) and one identity a spelling, measured
in this way on the development part of DWIE, comes to 69.4 and 71.9, as published for it elsewhere (69.5 and 71.9).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from graph_builder.evaluation.report import Miss, Report, Score

if TYPE_CHECKING:
    from graph_builder.model import Entity, Facts

Gold: TypeAlias = Mapping[str, Any]
Place: TypeAlias = tuple[int, int]

_FAMILIES = {
    "Person": "person",
    "Organization": "organization",
    "GovernmentBody": "organization",
    "ArmedGroup": "organization",
    "NewsOutlet": "organization",
    "Place": "location",
    "Country": "location",
}
_MEANTIME_TYPES = {"PER": "person", "ORG": "organization", "LOC": "location"}
_NAMES = frozenset({"NAM", "PRE.NAM"})


@dataclass(frozen=True)
class _Marked:
    """One mention: the families that it may be of, which entity it belongs to, and its words."""

    families: frozenset[str]
    entity: str
    text: str


def score(golds: Sequence[Gold], facts: Sequence[Facts]) -> Report:
    """Score the names of articles marked as in DWIE or MEANTIME.

    Args:
        golds: Objects with ``text`` and ``annotations``: of type ``mention`` with ``concept`` and ``ent_types``,
            or of type ``ENTITY_MENTION`` with ``refers_to``, ``ent_type`` and ``syntactic_type``.
        facts: What was found in each, in the same order.
    """
    counts: Counter[str] = Counter()
    sums = [0.0, 0.0]
    misses: list[Miss] = []
    for gold, found in zip(golds, facts, strict=True):
        marked = _read_gold(gold)
        finds = _read_finds(found.entities, gold.get("annotated_until"))
        counts["gold"] += len(marked)
        counts["found"] += len(finds)
        for place in marked.keys() & finds.keys():
            counts["spans"] += 1
            counts["types"] += bool(marked[place].families & finds[place].families)
        sums[0] += _sum_shares(finds, marked)
        sums[1] += _sum_shares(marked, finds)
        misses.extend(_list_misses(str(gold.get("id", "")), str(gold["text"]), marked, finds))
    total, count = counts["gold"], counts["found"]
    scores = (
        Score("mentions", counts["spans"], count, total),
        Score("mentions and types", counts["types"], count, total),
        Score("B-cubed", sums[0], count, total, right_of_gold=sums[1]),
    )
    return Report("entities", scores, tuple(misses))


def _read_gold(gold: Gold) -> dict[Place, _Marked]:
    """Return the names that count, by their place."""
    found: dict[Place, _Marked] = {}
    for note in gold["annotations"]:
        if note["type"] == "mention":
            families = frozenset(note.get("ent_types") or ()) & frozenset(_FAMILIES.values())
            entity = str(note["concept"])
        elif note["type"] == "ENTITY_MENTION" and note.get("syntactic_type") in _NAMES:
            family = _MEANTIME_TYPES.get(note.get("ent_type") or "")
            families = frozenset({family} if family else ())
            entity = str(note.get("refers_to") or note["id"])
        else:
            continue
        if families:
            place = (int(note["start"]), int(note["end"]))
            found[place] = _Marked(families, entity, str(note["text"]))
    return found


def _read_finds(entities: Sequence[Entity], until: int | None) -> dict[Place, _Marked]:
    """Return the names found, by their place, up to an offset."""
    found: dict[Place, _Marked] = {}
    for entity in entities:
        family = _FAMILIES.get(entity.type)
        if family is None:
            continue
        for mention in entity.mentions:
            span = mention.span
            if mention.kind == "name" and (until is None or span.end <= until):
                found[span.start, span.end] = _Marked(frozenset({family}), entity.id, span.text)
    return found


def _sum_shares(these: Mapping[Place, _Marked], those: Mapping[Place, _Marked]) -> float:
    """Return the sum, over the mentions of one side, of the B-cubed share."""
    here: dict[str, set[Place]] = defaultdict(set)
    there: dict[str, set[Place]] = defaultdict(set)
    for place, mention in these.items():
        here[mention.entity].add(place)
    for place, mention in those.items():
        there[mention.entity].add(place)
    return sum(
        len(here[mention.entity] & there[those[place].entity]) / len(here[mention.entity])
        for place, mention in these.items()
        if place in those
    )


def _list_misses(
    article: str, text: str, marked: Mapping[Place, _Marked], finds: Mapping[Place, _Marked]
) -> list[Miss]:
    misses = []
    for place in sorted(marked.keys() | finds.keys()):
        gold, find = marked.get(place), finds.get(place)
        if gold is None or find is None:
            kind = "missed" if find is None else "wrongly found"
        elif gold.families & find.families:
            continue
        else:
            kind = f"{'/'.join(sorted(gold.families))} taken for {'/'.join(sorted(find.families))}"
        around = " ".join(text[max(0, place[0] - 40) : place[1] + 40].split())
        misses.append(Miss(article, kind, text[place[0] : place[1]], around))
    return misses
