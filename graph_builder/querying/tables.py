"""Answers for people's eyes: an aligned table, records where a table would be too wide, Markdown.

A column ``x`` that has a column ``xLabel`` beside it is shown by that label alone. IRIs are shortened: those of the
graph to what follows its base, those of the ontology to their name, others by prefix.
"""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph

from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.querying.answers import Rows, Value

_GAP = "  "
_NARROWEST = 10
_OWN = PREFIXES["gb"]

Cells = list[list[str]]


def write_table(answer: Rows, *, base_iri: str, width: int | None = None) -> str:
    """Return an answer as plain text.

    Args:
        answer: The rows.
        base_iri: What the graph's own IRIs begin with.
        width: How many characters a line may have; none means as many as it takes, one line a row.
    """
    header, cells = _choose_cells(answer, base_iri)
    if not header:
        return ""
    natural = [max(map(measure_width, column)) for column in zip(header, *cells, strict=True)]
    room = None if width is None else width - len(_GAP) * (len(header) - 1)
    if room is None or sum(natural) <= room:
        return _align(header, cells, natural)
    if sum(min(size, _NARROWEST) for size in natural) <= room:
        return _align(header, cells, _share(natural, room))
    return _write_records(header, cells, width or 0)


def write_markdown(answer: Rows, *, base_iri: str) -> str:
    """Return an answer as a table in GitHub Flavored Markdown (section 4.10)."""
    header, cells = _choose_cells(answer, base_iri)
    lines = [header, ["---"] * len(header), *cells]
    return "".join(f"| {' | '.join(_escape_markdown(cell) for cell in line)} |\n" for line in lines)


def _escape_markdown(cell: str) -> str:
    for character in "\\|<&*_`[":
        cell = cell.replace(character, "\\" + character)
    return cell


def _choose_cells(answer: Rows, base_iri: str) -> tuple[list[str], Cells]:
    columns = answer.columns
    shown = [i for i, name in enumerate(columns) if f"{name}Label" not in columns]
    header = [columns[i].removesuffix("Label") or columns[i] for i in shown]
    cells = [[shorten(row[i], base_iri) for i in shown] for row in answer.rows]
    return header, cells


def shorten(value: Value | None, base_iri: str) -> str:
    """Return a value as a person reads it, on one line."""
    if value is None:
        return ""
    if isinstance(value, pyoxigraph.NamedNode):
        return _shorten_iri(value.value, base_iri)
    text = value.value if isinstance(value, pyoxigraph.Literal) else str(value)
    return " ".join(_drop_controls(text).split())


def _shorten_iri(iri: str, base_iri: str) -> str:
    for namespace in (base_iri, _OWN):
        if iri.startswith(namespace) and iri != namespace:
            return iri.removeprefix(namespace)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _drop_controls(text: str) -> str:
    """Leave out what could steer a terminal or turn the direction of its text."""
    return "".join(
        " " if unicodedata.category(c) == "Cc" else c
        for c in text
        if c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def measure_width(text: str) -> int:
    """Return how many columns of a terminal a text takes (Unicode Standard Annex 11).

    >>> measure_width("año"), measure_width("東京"), measure_width("e\u0301")
    (3, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def _share(natural: Sequence[int], room: int) -> list[int]:
    """Cut the widest columns until all fit."""
    sizes = list(natural)
    while sum(sizes) > room:
        widest = max(sizes)
        rest = [size for size in sizes if size != widest]
        excess = sum(sizes) - room
        count = len(sizes) - len(rest)
        target = max(max(rest, default=1), widest - -(-excess // count))
        sizes = [target if size == widest else size for size in sizes]
        if target == widest:
            break
    return sizes


def _align(header: list[str], cells: Cells, sizes: Sequence[int]) -> str:
    lines = [_align_row(header, sizes), _GAP.join("─" * size for size in sizes)]
    lines += [_align_row(row, sizes) for row in cells]
    return "\n".join(lines) + "\n"


def _align_row(row: Sequence[str], sizes: Sequence[int]) -> str:
    wrapped = [_wrap(cell, size) for cell, size in zip(row, sizes, strict=True)]
    height = max(map(len, wrapped))
    padded = [lines + [""] * (height - len(lines)) for lines in wrapped]
    return "\n".join(
        _GAP.join(_pad(cell, size) for cell, size in zip(line, sizes, strict=True)).rstrip()
        for line in zip(*padded, strict=True)
    )


def _wrap(cell: str, size: int) -> list[str]:
    if measure_width(cell) <= size:
        return [cell]
    size = max(size, 2)
    lines = textwrap.wrap(cell, size, break_on_hyphens=False)
    return [piece for line in lines for piece in _cut(line, size)]


def _cut(line: str, size: int) -> list[str]:
    """Cut a line of wide characters, which takes more columns than it has characters."""
    if measure_width(line) <= size:
        return [line]
    half = max(1, len(line) // 2)
    return _cut(line[:half], size) + _cut(line[half:], size)


def _pad(cell: str, size: int) -> str:
    return cell + " " * max(0, size - measure_width(cell))


def _write_records(header: list[str], cells: Cells, width: int) -> str:
    """Return each row as a block of its own, one line a value; empty values are left out."""
    size = max(map(measure_width, header))
    room = max(width - size - len(_GAP), 20)
    blocks = []
    for row in cells:
        lines = []
        for name, cell in zip(header, row, strict=True):
            if cell:
                first, *more = _wrap(cell, room)
                lines.append(f"{_pad(name, size)}{_GAP}{first}")
                lines += [f"{' ' * size}{_GAP}{piece}" for piece in more]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
