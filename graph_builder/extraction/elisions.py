"""Figures whose words stand elsewhere: the two ends of a change, and what is counted when it was just said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.fates import find_fate
from graph_builder.extraction.figures import find_clause_verb
from graph_builder.extraction.numbers import find_numbers
from graph_builder.extraction.predicates import get_children
from graph_builder.extraction.tallies import find_tallied
from graph_builder.extraction.units import get_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Indicators
    from graph_builder.model import Quantity

_FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def split_changes(context: Context, known: Indicators) -> list[Quantity]:
    """Return the quantities of an article, with each change ("fell from 6 to 5 percent") as its two ends."""
    found: list[Quantity] = []
    for quantity in context.quantities:
        if quantity.max_value is not None and _is_change(context, quantity, known):
            found.extend(_split(context, quantity))
        else:
            found.append(quantity)
    return found


def _is_change(context: Context, quantity: Quantity, known: Indicators) -> bool:
    text = context.parsed.article.text
    if not _FROM.search(text[max(0, quantity.span.start - 30) : quantity.span.start]):
        return False
    tokens = context.parsed.tokens_in(quantity.span.start, quantity.span.end)
    verb = find_clause_verb(tokens[0]) if tokens else None
    return verb is not None and verb.lemma_.lower() in known.changes


def _split(context: Context, quantity: Quantity) -> Iterator[Quantity]:
    units = get_units(context.lexicon)
    start, text = quantity.span.start, quantity.span.text
    numbers = find_numbers(text, units.is_after_money)
    if len(numbers) < 2 or quantity.max_value is None:  # noqa: PLR2004 - two ends
        yield quantity
        return
    first, second = numbers[0], numbers[-1]
    low, high = quantity.value, quantity.max_value
    values = (
        (low, high)
        if first.value / first.scale <= second.value / second.scale or first.value <= second.value
        else (high, low)
    )
    cut = context.parsed.cut
    for number, value, (begin, end) in (
        (first, values[0], (start, start + first.end)),
        (second, values[1], (start + second.start, quantity.span.end)),
    ):
        yield replace(
            quantity,
            span=cut(begin, end),
            value=value,
            max_value=None,
            value_span=cut(start + number.start, start + number.end),
        )


def restore_counted(figures: Sequence[Figure], known: Indicators) -> Iterator[Figure]:
    """Yield the figures; one without a noun gets what was counted just before: "54 signed, only 27 ratified".

    Not where its verb says itself what is counted ("three injured"), nor where the last count is farther than the sentence before.
    """
    last: Figure | None = None
    for figure in figures:
        quantity = figure.quantity
        if quantity.kind != "number" or quantity.unit:
            if quantity.kind == "count":
                last = figure
            yield figure
            continue
        yield figure if last is None or not _is_elided(figure, last, known) else _fill(figure, last)


def _is_elided(figure: Figure, last: Figure, known: Indicators) -> bool:
    roles = ("nsubj", "nsubjpass", "dobj", "pobj", "npadvmod")
    if not _is_near(figure, last) or figure.role not in roles:
        return False
    subjects = get_children(figure.verb, "nsubj") if figure.verb is not None else []
    own = (known.find_noun(noun) for noun in subjects if noun != figure.top)
    if any(naming is not None and naming.entry is not None for naming in own):
        return False  # "the death toll exceeded 100"
    if find_tallied(figure, known) is not None:
        return False  # "the number of arrests rose to 100"
    fate, other = find_fate(figure, known), find_fate(last, known)
    of_people = fate is not None and fate.has("People")
    # "Between the two blasts, 20 were killed" counts no blasts.
    beside = last.role == "pobj" and last.above.lower_ not in ("of", "by", "to")
    return not of_people or (other is not None and other.has("People") and not beside)


def _fill(figure: Figure, last: Figure) -> Figure:
    unit, name = last.quantity.unit, last.quantity.normal_unit
    quantity = replace(figure.quantity, unit=unit, normal_unit=name, kind="count")
    return replace(figure, quantity=quantity, noun=last.noun)


def _is_near(figure: Figure, last: Figure) -> bool:
    if figure.number.doc != last.number.doc:
        return False
    between = figure.number.doc[last.number.i : figure.number.i + 1]
    return len({token.sent.start for token in between}) <= 2  # noqa: PLR2004 - this sentence and the one before
