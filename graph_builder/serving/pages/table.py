"""The answer to a question as people read it: names instead of addresses, and every quote leads to its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from graph_builder.serving.pages.cards import Item
from graph_builder.serving.pages.thing import shorten
from graph_builder.serving.pages.view import get_local_name, split_words
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.serving.pages.view import View

    Binding = Mapping[str, Mapping[str, str]]

_LABEL = "Label"
_MOST_VALUES, _LONGEST_VALUE = 8, 40
"""A column of at most so many different values, none longer than that, can narrow the rows."""
_QUOTES = (("quote", "article"), ("otherQuote", "otherArticle"))
"""Columns with the words of a passage, and those with its article."""


@dataclass(frozen=True)
class Table:
    """The answer to a question as a page shows it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Item | None, ...], ...]
    more: bool = False
    is_truth: bool = False
    notes: tuple[str, ...] = ()


def make_table(
    view: View, columns: Sequence[str], bindings: Sequence[Binding], **more: Any
) -> Table:
    """Return rows of SPARQL results JSON as a table.

    A column of addresses whose names stand in another one (``measure`` and ``measureLabel``) becomes one with that.
    """
    shown = [column for column in columns if f"{column}{_LABEL}" not in columns]
    rows = tuple(tuple(_make_cell(view, column, row) for column in shown) for row in bindings)
    titles = (split_words(column.removesuffix(_LABEL)) for column in shown)
    return Table(tuple(titles), rows, **more)


@dataclass(frozen=True, slots=True)
class Facet:
    """A column with its values, how many rows have each, and the one that was chosen, if any."""

    column: str
    values: tuple[tuple[str, int], ...]
    chosen: str = ""


def list_facets(table: Table, chosen: Mapping[str, str]) -> tuple[Facet, ...]:
    """Return the columns by which rows can be told apart, the most frequent values first."""
    facets = []
    for place, column in enumerate(table.columns):
        counts = Counter(cell.text for row in table.rows if (cell := row[place]))
        is_telling = 1 < len(counts) <= min(_MOST_VALUES, sum(counts.values()) // 2)
        if is_telling and all(len(value) <= _LONGEST_VALUE for value in counts):
            ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            facets.append(Facet(column, tuple(ordered), chosen.get(column, "")))
    return tuple(facets)


def narrow(table: Table, chosen: Mapping[str, str]) -> Table:
    """Return the rows that have the chosen values in their columns."""
    places = {
        table.columns.index(name): value for name, value in chosen.items() if name in table.columns
    }
    rows = (
        row
        for row in table.rows
        if all((cell := row[place]) and cell.text == value for place, value in places.items())
    )
    return replace(table, rows=tuple(rows))


def _make_cell(view: View, column: str, row: Binding) -> Item | None:
    term = row.get(column)
    if term is None:
        return None
    value = term["value"]
    if term["type"] == "uri":
        if value.startswith(PREFIXES["gb"]):
            return Item(split_words(get_local_name(value)))
        return Item(shorten(view, value), value)
    address = row.get(column.removesuffix(_LABEL), term) if column.endswith(_LABEL) else term
    if address["type"] == "uri":
        return Item(value, address["value"])
    article = next((row.get(name) for quote, name in _QUOTES if quote == column), None)
    return Item(value, view.find_passage(article["value"], value)) if article else Item(value)
