"""How well the reported figures are read, against articles read in full.

A find is right when its evidence lies in the sentence of a gold item's evidence and has the same value, to one part in a
thousand (gold fractions are rounded); of a range either end. Each gold item is answered by one find and each find answers one item;
all finds count for precision. On the right finds: dates are right when both bounds are, a bound that the gold leaves open being
unknown in the find too; units when one of the find's two equals the gold's after small letters, singular and the
spellings of percent and dollars; comparators when they are the same.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graph_builder.evaluation.decisions import get_sentence
from graph_builder.evaluation.quantities import fold_unit
from graph_builder.evaluation.report import Miss, Report, Score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.model import Facts, Observation

_TOLERANCE = Decimal("0.001")
_CONTEXT = 60


def score(golds: Sequence[Mapping[str, Any]], facts: Sequence[Facts]) -> Report:
    """Score the observations of articles whose gold says ``observations``."""
    right = found = gold = 0
    sides: dict[str, list[bool]] = {"dates": [], "unit": [], "comparator": []}
    misses: list[Miss] = []
    for item, fact in zip(golds, facts, strict=True):
        if "observations" not in item:
            continue
        wanted, text = item["observations"], item["text"]
        pairs = _match(text, wanted, fact.observations)
        found, gold, right = (
            found + len(fact.observations),
            gold + len(wanted),
            right + len(pairs),
        )
        both = [(wanted[left], fact.observations[other]) for left, other in pairs]
        sides["dates"] += [_same_dates(*pair) for pair in both if "latest" in pair[0]]
        sides["unit"] += [_same_unit(*pair) for pair in both if "unit" in pair[0]]
        sides["comparator"] += [
            mark["comparator"] == find.comparator for mark, find in both if "comparator" in mark
        ]
        misses.extend(_list_misses(text, wanted, fact, pairs))
    scores = [Score("observations", right, found, gold)]
    scores += [
        Score(f"observations: {name}", sum(answers), len(answers), len(answers))
        for name, answers in sides.items()
        if answers
    ]
    return Report("figures", tuple(scores), tuple(misses))


def _match(
    text: str, wanted: Sequence[Mapping[str, Any]], found: Sequence[Observation]
) -> list[tuple[int, int]]:
    """Return which gold item each find answers, the nearest first."""
    options: list[tuple[int, int, int]] = []
    for left, item in enumerate(wanted):
        start, end = item["start"], item["end"]
        first, last = get_sentence(text, start, end)
        for right, find in enumerate(found):
            span = find.evidence
            inside = first <= span.start and span.end <= last
            if inside and _same_value(item, find):
                options.append((max(0, span.start - end, start - span.end), left, right))
    pairs: list[tuple[int, int]] = []
    lefts: set[int] = set()
    rights: set[int] = set()
    for _, left, right in sorted(options):
        if left not in lefts and right not in rights:
            pairs.append((left, right))
            lefts.add(left)
            rights.add(right)
    return pairs


def _same_value(item: Mapping[str, Any], find: Observation) -> bool:
    wanted = Decimal(str(item["value"]))
    ends = [find.value] if find.max_value is None else [find.value, find.max_value]
    return any(abs(wanted - end) <= abs(wanted) * _TOLERANCE for end in ends)


def _same_dates(item: Mapping[str, Any], find: Observation) -> bool:
    earliest, latest = find.period.earliest, find.period.latest
    bounds = [day.isoformat() if day else None for day in (earliest, latest)]
    return bounds == [item.get("earliest"), item.get("latest")]


def _same_unit(item: Mapping[str, Any], find: Observation) -> bool:
    return fold_unit(str(item["unit"])) in {fold_unit(find.unit), fold_unit(find.normal_unit)}


def _list_misses(
    text: str,
    wanted: Sequence[Mapping[str, Any]],
    fact: Facts,
    pairs: Sequence[tuple[int, int]],
) -> list[Miss]:
    lefts, rights = {left for left, _ in pairs}, {right for _, right in pairs}
    misses = [
        Miss(
            fact.article_id,
            "missed figure",
            f"{item['value']} {item.get('unit', '')}: {item.get('indicator', '')}",
            _show(text, item["start"], item["end"]),
        )
        for index, item in enumerate(wanted)
        if index not in lefts
    ]
    misses += [
        Miss(
            fact.article_id,
            "false figure",
            f"{find.value} {find.unit}: {find.indicator}",
            _show(text, find.evidence.start, find.evidence.end),
        )
        for index, find in enumerate(fact.observations)
        if index not in rights
    ]
    misses += [
        Miss(
            fact.article_id,
            "date of figure",
            f"{wanted[left].get('earliest')}..{wanted[left]['latest']} ≠ "
            f"{fact.observations[right].period.earliest}..{fact.observations[right].period.latest}",
            _show(text, wanted[left]["start"], wanted[left]["end"]),
        )
        for left, right in pairs
        if "latest" in wanted[left] and not _same_dates(wanted[left], fact.observations[right])
    ]
    return misses


def _show(text: str, start: int, end: int) -> str:
    return text[max(0, start - _CONTEXT) : end + _CONTEXT].replace("\n", " ")
