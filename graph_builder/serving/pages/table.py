"""The answer to a question as people read it: names instead of addresses, and every quote leads to its place."""

from __future__ import annotations

from dataclasses import dataclass
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
