"""Where an article quotes: the stretches between quotation marks, paragraph by paragraph.

Marks of all nations are read by their shape and place, since real text mixes them: a straight mark opens where a word
begins and closes where one ends, a typographic one likewise when it stands the wrong way round. Quotations within
quotations belong to the outer one. A paragraph that ends inside a quotation goes on in the next when that
begins with a mark (the convention of newspapers); otherwise the quotation ends with its paragraph.
Apostrophes, feet, inches and years ("the '90s") are no marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.model import Span

_DOUBLE = re.compile(r"[\"“”„‟«»″＂〝〞]|''|``")
_SINGLE_OPEN = re.compile(r"(?<![^\s(\[{\"“”—–-])['‘‚‹`](?=[^\s'’0-9])")
_SINGLE_CLOSE = re.compile(r"(?<=\S)['’›](?![^\W_])")
_SHORTEST = 3  # "'n'" is no quotation
_FINAL = frozenset(".,!?;:…")
_OPENING = frozenset("“„‟«〝")
_CLOSING = frozenset("”»〞")
_BEFORE_OPENING = frozenset("([{—–-/‘'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted stretch, marks included, in offsets of the article.

    ``continues``: the next paragraph goes on with it. ``continued``: it goes on from the previous one.
    ``closed`` is false where no closing mark was found.
    """

    start: int
    end: int
    paragraph: int
    closed: bool = True
    continues: bool = False
    continued: bool = False


def find_quotations(paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """Return the outermost quotations of all paragraphs, in order.

    Args:
        paragraphs: The paragraphs of one article, with their text as printed.
    """
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs):
        doubles = _read_double(paragraph, number)
        singles = _read_single(paragraph, number, doubles)
        quotations = [each for each in doubles if not _find_around(singles, each.start)]
        quotations = sorted([*quotations, *singles], key=lambda each: each.start)
        last = found[-1] if found else None
        if last and last.paragraph == number - 1 and not last.closed and quotations:
            first = quotations[0]
            if first.start == paragraph.start:
                found[-1] = replace(last, continues=True)
                quotations[0] = replace(first, continued=True)
        found += quotations
    return tuple(found)


def _read_double(paragraph: Span, number: int) -> list[Quotation]:
    text, base = paragraph.text, paragraph.start
    found: list[Quotation] = []
    opened: list[tuple[int, bool]] = []  # where, and whether typographic; the outermost first
    for mark in _DOUBLE.finditer(text):
        first, last = mark.span()
        typographic = mark[0] in _OPENING or mark[0] in _CLOSING
        if not opened:
            if _may_open(text, first, last):
                opened = [(first, typographic)]
        elif _must_open(text, first, last):
            if not typographic and text[:first].rstrip()[-1:] in _FINAL:
                found.append(Quotation(base + opened[0][0], base + first, number, closed=False))
                opened = []
            opened.append((first, typographic))
        else:
            outermost = opened[0][0]
            _close(opened, typographic)
            if not opened:
                found.append(Quotation(base + outermost, base + last, number))
    if opened:
        found.append(Quotation(base + opened[0][0], base + len(text), number, closed=False))
    return found


def _close(opened: list[tuple[int, bool]], typographic: bool) -> None:
    """Close the innermost quotation of the same sort of marks, and what was left open inside it."""
    while (
        len(opened) > 1
        and opened[-1][1] != typographic
        and any(each[1] == typographic for each in opened)
    ):
        opened.pop()
    opened.pop()


def _may_open(text: str, first: int, last: int) -> bool:
    if last >= len(text) or (text[last].isspace() and first > 0 and text[first] != "«"):
        return False
    if text[first] in _OPENING:
        return True
    return first == 0 or text[first - 1].isspace() or text[first - 1] in _BEFORE_OPENING


def _must_open(text: str, first: int, last: int) -> bool:
    """Whether a mark inside a quotation can only open another."""
    if text[first] in _CLOSING and first and not text[first - 1].isspace():
        return False
    return _may_open(text, first, last) and (text[first] in _OPENING or text[first - 1].isspace())


def _read_single(paragraph: Span, number: int, doubles: list[Quotation]) -> list[Quotation]:
    """Single marks outside of double ones, as in headlines and in British papers."""
    text, base = paragraph.text, paragraph.start
    found: list[Quotation] = []
    position = 0
    while opening := _SINGLE_OPEN.search(text, position):
        start = opening.start()
        position = opening.end()
        around = _find_around(doubles, base + start)
        if around:
            position = max(position, around.end - base)
            continue
        limit = _SINGLE_OPEN.search(text, position)
        end = _find_single_end(text, position, limit.start() if limit else len(text))
        if end is None or end - start <= _SHORTEST or _find_around(doubles, base + end - 1):
            continue
        if any(start + base < each.start < end + base < each.end for each in doubles):
            continue
        found.append(Quotation(base + start, base + end, number))
        position = end
    return found


def _find_around(quotations: list[Quotation], offset: int) -> Quotation | None:
    return next((each for each in quotations if each.start <= offset < each.end), None)


def _find_single_end(text: str, start: int, limit: int) -> int | None:
    """The closing mark: the first one after punctuation or before it, else the first ("the voters' choice")."""
    ends = [match.end() for match in _SINGLE_CLOSE.finditer(text, start, limit)]
    sure = (end for end in ends if text[end - 2] in _FINAL or text[end : end + 1] in {".", ",", ""})
    return next(sure, ends[0] if ends else None)
