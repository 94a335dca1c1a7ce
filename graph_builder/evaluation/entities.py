"""Who is who: names with their type, and which of them are one, on DWIE and MEANTIME.

**What counts as gold.** Names of persons, organisations and places, exact spans.

- DWIE marks every mention with ``ent_types`` of its concept. A concept with ``person`` is a person, with
  ``location`` a place, with ``organization`` an organisation; one with two of them may be answered by either
  ("Europe", where the annotators were undecided). Everything else is left out, because the tool does not name it: values (times,
  money, roles), events and competitions, works, products, religions and the adjectives of peoples (``gpe0-x``, ``loc-x``),
  which DWIE keeps as concepts of their own and the tool as *other* mentions of the country.
- MEANTIME marks names with ``syntactic_type`` ``NAM`` or ``PRE.NAM`` and ``ent_type`` PER, ORG or LOC; only the
  part of the text up to ``annotated_until`` counts, for finds too. Its spans are whole noun phrases with article, titles and
  premodifiers ("a defence analyst of some firm, Jane Doe"), where the tool gives names alone. So for MEANTIME three more rows
  say how it is when a find answers the smallest such phrase that holds it and no other find.

**What counts as a find.** Mentions of kind ``name`` of entities of any type but ``Agent``. Persons, organisations
(bodies of government, armed groups and outlets are some) and places (countries too) are the three types.

**Rows.** *Mentions*: the span is exact. *Mentions and types*: the type is right as well. *B-cubed* (Bagga and Baldwin,
1998) over mentions: for a found mention that is also gold, the share of its found entity's mentions which belong to
its gold concept; 0 for one that is not gold. Recall likewise from gold mentions, 0 for one that was not found.
The sums run over all mentions of all articles (micro average).

spaCy's small model with its spans as they are (``PERSON``; ``ORG``; ``GPE``, ``LOC`` and ``FAC``) and one identity a spelling, measured
in this way on the development part of DWIE, comes to 69.6 and 72.1; elsewhere 69.5 and 71.9 were found for it.
"""

from __future__ import annotations

from collections import defaultdict
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
    exact, within = _Counts(), _Counts()
    misses: list[Miss] = []
    for gold, found in zip(golds, facts, strict=True):
        marked = _read_gold(gold)
        finds = _read_finds(found.entities, gold.get("annotated_until"))
        exact.add(marked, finds)
        if "annotated_until" in gold:
            finds = _stretch(finds, marked)
            within.add(marked, finds)
        misses.extend(_list_misses(str(gold.get("id", "")), str(gold["text"]), marked, finds))
    scores = exact.get_scores()
    if within.gold:
        scores += within.get_scores(", within the phrase")
    return Report("entities", scores, tuple(misses))


@dataclass
class _Counts:
    """The sums of one way of matching."""

    gold: int = 0
    found: int = 0
    spans: int = 0
    types: int = 0
    precision: float = 0.0
    recall: float = 0.0

    def add(self, marked: Mapping[Place, _Marked], finds: Mapping[Place, _Marked]) -> None:
        """Count one article."""
        self.gold += len(marked)
        self.found += len(finds)
        for place in marked.keys() & finds.keys():
            self.spans += 1
            self.types += bool(marked[place].families & finds[place].families)
        self.precision += _sum_shares(finds, marked)
        self.recall += _sum_shares(marked, finds)

    def get_scores(self, note: str = "") -> tuple[Score, ...]:
        """Return the three rows."""
        return (
            Score(f"mentions{note}", self.spans, self.found, self.gold),
            Score(f"mentions and types{note}", self.types, self.found, self.gold),
            Score(
                f"B-cubed{note}", self.precision, self.found, self.gold, right_of_gold=self.recall
            ),
        )


def _stretch(
    finds: Mapping[Place, _Marked], marked: Mapping[Place, _Marked]
) -> dict[Place, _Marked]:
    """Return the finds with each stretched to the smallest marked phrase around it that is still free."""
    stretched: dict[Place, _Marked] = {}
    for place, find in sorted(finds.items(), key=lambda item: item[0][0] - item[0][1]):
        around = [
            (last - first, (first, last))
            for first, last in marked
            if first <= place[0] and place[1] <= last and (first, last) not in stretched
        ]
        stretched[min(around)[1] if around else place] = find
    return stretched


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
