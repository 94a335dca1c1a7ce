"""Measures and events as this project means them, against articles read in full.

A find is right when one of its passages (the evidence, then two more at most) lies in the sentence of a gold
item's evidence; each gold item is answered by one find, and each find answers one item. All finds count
for precision, all gold items for recall. The rows "first passage" look at the evidence alone. On the right finds: dates are right when both bounds
are; the status when it is the same, gold's ``Announced`` standing for promises too; the class when it is the same, gold's
``Other`` being any plain event. "Label fits" asks that the label or the evidence matches the gold's own expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph_builder.evaluation.report import Miss, Report, Score
from graph_builder.model import Event, Facts, Measure, Span, TimeSpan

Gold: TypeAlias = Mapping[str, Any]
Find: TypeAlias = Measure | Event

_PASSAGES = 3
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|vs|Lt|Jr|Sr|No))(?<!\b(?:Mrs|Gov|Sen|Rep|Gen|Col|Sgt))[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+"
)
_PLAIN_CLASSES = {"Other": "Event"}
# The guide gives promises the status Announced, and struck-down orders Ended.
_STATUSES = {
    "Promised": "Announced",
    "StruckDown": "Ended",
    "Extended": "InForce",
    "Cleared": "Approved",
}


@dataclass(frozen=True)
class _Pair:
    """One gold item and the find that answers it."""

    gold: Gold
    find: Find


def score(golds: Sequence[Gold], facts: Sequence[Facts]) -> Report:
    """Score the measures and the events of articles whose gold says ``measures`` and ``events``.

    Args:
        golds: Objects with ``id``, ``text``, ``measures``, ``events``, in the form of ``items.read_items``.
        facts: What was found in each, in the same order.
    """
    rows: list[Score] = []
    misses: list[Miss] = []
    for kind, extras in (("measures", _MEASURE_EXTRAS), ("events", _EVENT_EXTRAS)):
        marked = [(gold, found) for gold, found in zip(golds, facts, strict=True) if kind in gold]
        if not marked:
            continue
        total = sum(len(gold[kind]) for gold, _ in marked)
        count = sum(len(getattr(found, kind)) for _, found in marked)
        pairs: list[_Pair] = []
        first = 0
        for gold, found in marked:
            finds = getattr(found, kind)
            here = pair(gold["text"], gold[kind], finds, _PASSAGES)
            pairs += here
            first += len(pair(gold["text"], gold[kind], finds, 1))
            misses += _list_misses(gold, kind, finds, here)
        rows.append(Score(kind, len(pairs), count, total))
        rows.append(Score(f"{kind}, first passage", first, count, total))
        for name, field, is_right in extras:
            asked = [item for item in pairs if field in item.gold]
            right = sum(is_right(item.gold, item.find) for item in asked)
            if asked:
                rows.append(Score(f"{kind}: {name}", right, len(asked), len(asked)))
    return Report("decisions and events", tuple(rows), tuple(misses))


def pair(text: str, items: Sequence[Gold], finds: Sequence[Find], passages: int) -> list[_Pair]:
    """Return which find answers which gold item of one text: as many as can be, the most alike first."""
    likeness: dict[int, list[tuple[float, int]]] = {}
    for number, item in enumerate(items):
        start, end = item["start"], item["end"]
        first, last = get_sentence(text, start, end)
        for index, find in enumerate(finds):
            spans = (find.evidence, *find.further_evidence)[:passages]
            inside = [span for span in spans if first <= span.start and span.end <= last]
            if inside:
                likeness.setdefault(number, []).append(
                    (-_compare(item, find, inside, start, end), index)
                )
    taken: dict[int, int] = {}
    for number in sorted(likeness, key=lambda key: min(likeness[key])):
        _assign(number, likeness, taken, set())
    return [_Pair(items[number], finds[index]) for index, number in sorted(taken.items())]


def _assign(
    number: int,
    likeness: Mapping[int, list[tuple[float, int]]],
    taken: dict[int, int],
    seen: set[int],
) -> bool:
    """Give an item its best free find, moving earlier items to others where they have one (Kuhn, 1955)."""
    for _, index in sorted(likeness[number]):
        if index in seen:
            continue
        seen.add(index)
        if index not in taken or _assign(taken[index], likeness, taken, seen):
            taken[index] = number
            return True
    return False


def _compare(item: Gold, find: Find, spans: Sequence[Span], start: int, end: int) -> float:
    likeness = 2.0 * any(span.start < end and start < span.end for span in spans)
    if isinstance(find, Event):
        return likeness + _has_class(item, find)
    return likeness + _has_label(item, find)


def get_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around a stretch of text, or of the sentences where it crosses an end."""
    first, last = 0, len(text)
    for gap in _SENTENCE_END.finditer(text):
        if gap.end() <= start:
            first = gap.end()
        elif gap.start() >= end - 1:
            last = gap.end()
            break
    return first, last


def _when(find: Find) -> TimeSpan:
    return find.occurred_on if isinstance(find, Event) else find.announced_on


def _has_dates(item: Gold, find: Find) -> bool:
    when = _when(find)
    bounds = [day.isoformat() if day else None for day in (when.earliest, when.latest)]
    return bounds == [item.get("earliest"), item.get("latest")]


def _has_status(item: Gold, find: Find) -> bool:
    gold = str(item.get("status"))
    status = find.status if isinstance(find, Measure) else ""
    return _STATUSES.get(status, status) == _STATUSES.get(gold, gold) or status == gold


def _has_label(item: Gold, find: Find) -> bool:
    return bool(
        re.search(str(item.get("key") or ""), f"{find.label} {find.evidence.text}", re.IGNORECASE)
    )


def _has_class(item: Gold, find: Find) -> bool:
    gold = str(item.get("class"))
    return isinstance(find, Event) and find.type == _PLAIN_CLASSES.get(gold, gold)


Check: TypeAlias = Callable[[Gold, Find], bool]
_MEASURE_EXTRAS: tuple[tuple[str, str, Check], ...] = (
    ("dates", "latest", _has_dates),
    ("status", "status", _has_status),
    ("label fits", "key", _has_label),
)
_EVENT_EXTRAS: tuple[tuple[str, str, Check], ...] = (
    ("dates", "latest", _has_dates),
    ("class", "class", _has_class),
)
"""Name of the row, the field of a gold item without which it is not asked for, and the check."""


def _list_misses(
    gold: Gold, kind: str, finds: Sequence[Find], pairs: Sequence[_Pair]
) -> list[Miss]:
    name = str(gold.get("id", ""))
    answered = [id(item.gold) for item in pairs]
    right = [id(item.find) for item in pairs]
    missed = [
        Miss(name, f"{kind}: missed", str(item.get("label", "")), str(item["evidence"]))
        for item in gold[kind]
        if id(item) not in answered
    ]
    false = [
        Miss(name, f"{kind}: false", find.label, find.evidence.text)
        for find in finds
        if id(find) not in right
    ]
    return missed + false
