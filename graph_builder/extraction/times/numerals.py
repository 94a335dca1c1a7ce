"""Numbers of several words: "twenty-four", "two and a half", "nineteen ninety-four"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 1_000_000_000
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}


@dataclass(slots=True)
class Word:
    """A word or a sign of the text; ``start`` and ``end`` count from the beginning of its paragraph."""

    start: int
    end: int
    text: str
    cls: str = "x"
    value: Any = None


def join_numbers(words: list[Word]) -> Iterator[Word]:
    """Yield the words, those of one number joined into one with its value."""
    index = 0
    while index < len(words):
        if words[index].cls == "n" or (
            words[index].cls in "dgi" and index + 1 < len(words) and words[index + 1].cls in "hn"
        ):
            joined, index = _join_number(words, index)
            yield joined
        elif (
            words[index].cls in "dg"
            and words[index + 1 : index + 4]
            and _is_fraction(words, index + 1)
        ):
            first, last = words[index], words[index + 3]
            value = first.value + words[index + 1].value / last.value
            yield Word(first.start, last.end, "", "n", value)
            index += 4
        else:
            yield words[index]
            index += 1


def _is_fraction(words: list[Word], index: int) -> bool:
    part = words[index : index + 3]
    return (
        len(part) == 3  # noqa: PLR2004 - "1", "/", "2"
        and part[0].cls == "d"
        and part[1].text == "/"
        and part[2].cls == "d"
        and part[0].value < part[2].value
    )


def _join_number(words: list[Word], index: int) -> tuple[Word, int]:
    """Join "twenty-four", "two hundred and ten", "two and a half", "nineteen ninety-four"."""
    first = words[index]
    value, position = float(first.value), index + 1
    previous = first.value
    cls = "n"
    while position < len(words):
        word = words[position]
        after = words[position + 1] if position + 1 < len(words) else None
        if word.cls == "-" and after is not None and after.cls in "no" and _fits(previous, after):
            position += 1
            continue
        if word.cls == "n" and value < _MOST and _fits(previous, word):
            previous = word.value
            value = _combine(value, word.value)
        elif word.cls == "o" and _fits(previous, word) and previous >= 20:  # noqa: PLR2004
            value, cls, position = value + word.value, "o", position + 1
            break
        elif word.text == "and" and _is_half(words, position + 1):
            value += 0.5
            position += 3 if words[position + 1].cls == "i" else 2
            break
        elif (
            word.text == "and" and previous == 100 and after is not None and after.cls == "n"  # noqa: PLR2004
        ):
            pass
        else:
            break
        position += 1
    end = words[position - 1].end
    whole = int(value) if value == int(value) else value
    if cls == "n" and _is_spoken_year(whole, words[index:position]):
        cls = "y"
    if position == index + 1:
        return first, position
    return Word(first.start, end, first.text, cls, whole), position


def _fits(previous: float, word: Word) -> bool:
    """Whether the word goes on with the number: tens and ones, scales, the two halves of a year."""
    value = word.value
    if word.cls == "o":
        return bool(previous >= 20 and previous % 10 == 0 and value < 10)  # noqa: PLR2004
    if value in SCALES.values():
        return True
    if previous in SCALES.values():
        return True
    if previous >= 20:  # noqa: PLR2004
        second_half = previous == 20 and 10 <= value < 30  # noqa: PLR2004 - "twenty twenty-five"
        return bool((previous % 10 == 0 and 0 < value < 10) or second_half)  # noqa: PLR2004
    return bool(previous >= 10 and value >= 10)  # noqa: PLR2004


def _combine(value: float, further: float) -> float:
    if further in SCALES.values():
        return value * further
    if 10 <= value <= 20 and further >= 10:  # noqa: PLR2004 - "nineteen ninety"
        return value * 100 + further
    return value + further


def _is_half(words: list[Word], position: int) -> bool:
    texts = [word.text for word in words[position : position + 2]]
    return texts[:1] == ["half"] or texts == ["a", "half"]


def _is_spoken_year(value: float, words: list[Word]) -> bool:
    return (
        1000 <= value < 2200  # noqa: PLR2004
        and not any(word.value in SCALES.values() for word in words)
    )
