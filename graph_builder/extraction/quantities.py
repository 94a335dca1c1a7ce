"""How much? Every number of the article that counts or measures something, with its unit.

The records follow Almasian et al. 2023 (CQE: A Comprehensive Quantity Extractor): a value or a range, the
unit, and a comparator. Dates, clock times, ordinals, names with a number ("Boeing 737") and headings ("Article 5") are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.counting import Reader
from graph_builder.extraction.numbers import find_numbers
from graph_builder.extraction.ranges import join_ranges, restore_units
from graph_builder.extraction.units import get_units
from graph_builder.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.counting import Amount
    from graph_builder.extraction.parsing import ParsedParagraph


def find_quantities(context: Context) -> tuple[Quantity, ...]:
    """Return the quantities of an article, in order.

    "From 36 to 40" and "36–40" are one quantity with ``value`` 36 and ``max_value`` 40, whichever
    comes first in the text; so is a vague "dozens" (12 to 120). A unit that the text leaves out after it has said it once
    ("from six per 100,000 in 2018 to 47") is restored in ``unit`` and not covered by ``span``.
    """
    return tuple(
        quantity
        for paragraph in context.parsed.paragraphs
        for quantity in _read_paragraph(context, paragraph)
    )


def _read_paragraph(context: Context, paragraph: ParsedParagraph) -> Iterator[Quantity]:
    article = context.parsed.article
    text = article.text[paragraph.start : paragraph.start + len(paragraph.doc.text)]
    units = get_units(context.lexicon)
    numbers = find_numbers(text, units.is_after_money)
    if not numbers:
        return
    times = [
        (time.span.start - paragraph.start, time.span.end - paragraph.start)
        for time in context.list_times(paragraph.start, paragraph.start + len(text))
    ]
    reader = Reader(paragraph.doc, text, units, times)
    amounts: list[Amount] = []
    for number in numbers:
        is_inside = amounts and number.start < amounts[-1].end
        amount = None if is_inside else reader.read(number)
        if amount is None and amounts and not is_inside:
            amount = reader.read_gapped(number, amounts[-1])
        if amount:
            amounts.append(amount)
    restore_units(reader, amounts)
    for amount in join_ranges(reader, amounts):
        if reader.is_kept(amount):
            yield _record(context, paragraph, amount)


def _record(context: Context, paragraph: ParsedParagraph, amount: Amount) -> Quantity:
    cut, start = context.parsed.cut, paragraph.start
    return Quantity(
        span=cut(start + amount.start, start + amount.end),
        value=amount.value,
        unit=amount.unit,
        comparator=amount.comparator,
        max_value=amount.max_value,
        normal_unit=amount.name,
        kind=amount.kind,
        value_span=cut(start + amount.number_start, start + amount.number_end),
    )
