"""How well quantities are read, on sentences marked up like NewsQuant (Almasian et al. 2023).

A gold item has ``value`` ("22", "36.0-40.0"), ``unit`` as the text has it, ``normalized_unit`` and
``change``; its place in the text is not given. A find is right in *value* when it has the same number, or for a range the
same two ends in any order, to one part in a thousand (gold fractions are rounded). It is right in *value and unit*
when besides one of its two units (as written, normal) equals one of the gold item's two after small letters, singular
and no determiner; "-" and "" are no unit, and the spellings of percent are one. Comparators are scored apart on the
items right in value. Every find answers at most one gold item and the other way round, those first that are right in both;
a vague "dozens" counts like any other.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from graph_builder.evaluation.report import Miss, Report, Score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.model import Facts, Quantity

_TOLERANCE = Decimal("0.001")
_RANGE = re.compile(r"(?P<low>-?[0-9.]+)\s*-\s*(?P<high>-?[0-9.]+)")
_DETERMINERS = frozenset({"a", "an", "the", "of", "its", "their"})
_PERCENT = {"percentage": "percent", "%": "percent", "per cent": "percent", "pc": "percent"}
_SIGNS = {"~": "≈", "up": "=", "down": "="}


def score(golds: Sequence[Mapping[str, Any]], facts: Sequence[Facts]) -> Report:
    """Score the quantities of articles against gold items (``quantities`` of each line)."""
    values = units = signs = found = gold = 0
    misses: list[Miss] = []
    for item, fact in zip(golds, facts, strict=True):
        wanted = item.get("quantities", [])
        pairs = _match(wanted, fact.quantities)
        found += len(fact.quantities)
        gold += len(wanted)
        values += len(pairs)
        units += sum(_same_unit(wanted[left], fact.quantities[right]) for left, right in pairs)
        signs += sum(_same_sign(wanted[left], fact.quantities[right]) for left, right in pairs)
        misses.extend(_list_misses(item, fact, pairs))
    scores = (
        Score("value", values, found, gold),
        Score("value and unit", units, found, gold),
        Score("comparator, of the values found", signs, values, values),
    )
    return Report("quantities", scores, tuple(misses))


def _read_value(text: str) -> tuple[Decimal, ...]:
    try:
        return (Decimal(text),)
    except InvalidOperation:
        match = _RANGE.fullmatch(text.strip())
        if match is None:
            return ()
        return tuple(sorted((Decimal(match["low"]), Decimal(match["high"]))))


def _same_value(item: Mapping[str, Any], quantity: Quantity) -> bool:
    wanted = _read_value(str(item["value"]))
    ends = [quantity.value] if quantity.max_value is None else [quantity.value, quantity.max_value]
    return len(wanted) == len(ends) and all(
        abs(left - right) <= abs(left) * _TOLERANCE
        for left, right in zip(wanted, sorted(ends), strict=True)
    )


def fold_unit(unit: str) -> str:
    """Return a unit in small letters, in the singular, without determiner; "" for none."""
    words = [word for word in unit.casefold().split() if word not in _DETERMINERS]
    text = " ".join(words).strip("-% ") or unit.strip("- ")
    text = _PERCENT.get(text, text)
    return " ".join(_singular(word) for word in text.split())


def _singular(word: str) -> str:
    irregular = {"feet": "foot", "men": "man", "women": "woman", "children": "child"}
    if word in irregular:
        return irregular[word]
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 - not "ties"
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word


def _same_unit(item: Mapping[str, Any], quantity: Quantity) -> bool:
    wanted = {fold_unit(str(item["unit"])), fold_unit(str(item["normalized_unit"]))}
    return bool(wanted & {fold_unit(quantity.unit), fold_unit(quantity.normal_unit)})


def _same_sign(item: Mapping[str, Any], quantity: Quantity) -> bool:
    wanted = str(item["change"])
    return _SIGNS.get(wanted, wanted) == quantity.comparator


def _match(wanted: Sequence[Mapping[str, Any]], found: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Return which gold item each find answers, those first that are right in value and unit."""
    pairs: list[tuple[int, int]] = []
    left, right = set(range(len(wanted))), set(range(len(found)))
    for is_right in (_same_unit, None):
        for index in sorted(left):
            item = wanted[index]
            for other in sorted(right):
                if _same_value(item, found[other]) and (
                    is_right is None or is_right(item, found[other])
                ):
                    pairs.append((index, other))
                    left.discard(index)
                    right.discard(other)
                    break
    return pairs


def _list_misses(
    item: Mapping[str, Any], fact: Facts, pairs: Sequence[tuple[int, int]]
) -> list[Miss]:
    wanted, found, name = item.get("quantities", []), fact.quantities, fact.article_id
    text = str(item.get("text", ""))
    lefts, rights = {left for left, _ in pairs}, {right for _, right in pairs}
    misses = [
        Miss(name, "missed", f"{gold['value']} {gold['unit']}", text)
        for index, gold in enumerate(wanted)
        if index not in lefts
    ]
    misses += [
        Miss(name, "false", f"{_show(quantity)} ← {quantity.span.text}", text)
        for index, quantity in enumerate(found)
        if index not in rights
    ]
    misses += [
        Miss(
            name,
            "unit",
            f"{wanted[left]['unit']} / {wanted[left]['normalized_unit']} ≠ {_show(found[right])}",
            text,
        )
        for left, right in pairs
        if not _same_unit(wanted[left], found[right])
    ]
    return misses


def _show(quantity: Quantity) -> str:
    top = "" if quantity.max_value is None else f"–{quantity.max_value}"
    return f"{quantity.value}{top} {quantity.unit} / {quantity.normal_unit}"
