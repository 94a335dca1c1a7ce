"""Quotation marks of all nations, nested, unbalanced, across paragraphs; and what only looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.extraction.quotations import find_quotations
from graph_builder.model import Span
from graph_builder.reading.paragraphs import split_paragraphs


def quote(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_quotations(split_paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" twice.', ['"no"']),
        ("He said “no” and “never”.", ["“no”", "“never”"]),
        ("Er sagte „nein“ dazu.", ["„nein“"]),
        ("Il a dit « non » hier.", ["« non »"]),
        ("She said ''no'' again.", ["''no''"]),
        ("“She called it ‘a joke’ twice,” he said.", ["“She called it ‘a joke’ twice,”"]),
        ('"I like “Figaro” most," he said.', ['"I like “Figaro” most,"']),
        ("Mayor: ‘We will rebuild’", ["‘We will rebuild’"]),
        ("‘The voters’ choice is clear,’ he wrote.", ["‘The voters’ choice is clear,’"]),
        ("”Wrong mark at the start,” she said.", ["”Wrong mark at the start,”"]),
    ],
)
def test_marks_are_read_by_shape_and_place(text: str, expected: list[str]) -> None:
    assert quote(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The farmers' market wasn't open.",
        "Rock 'n' roll of the '90s",
        "It's 5' 11\" tall.",
        "Nothing here",
    ],
)
def test_apostrophes_and_inches_are_no_marks(text: str) -> None:
    assert quote(text) == []


def test_a_quotation_goes_on_in_the_next_paragraph_that_opens_with_a_mark() -> None:
    text = "“First part.\n\n“Second part,” she said.\n\nThe end."
    first, second = find_quotations(split_paragraphs(text))
    assert (first.closed, first.continues, second.continued) == (False, True, True)
    assert text[second.start : second.end] == "“Second part,”"


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "He said: “We shall see.\n\nNobody answered."
    (only,) = find_quotations(split_paragraphs(text))
    assert text[only.start : only.end] == "“We shall see."
    assert not only.closed
    assert not only.continues


@given(st.lists(st.text(alphabet="ab .,'\"“”‘’«»„\n", max_size=40), max_size=5))
def test_any_text_gives_ordered_stretches_inside_their_paragraphs(lines: list[str]) -> None:
    paragraphs, start = [], 0
    for line in lines:
        paragraphs.append(Span(start, start + len(line), line))
        start += len(line) + 2
    found = find_quotations(paragraphs)
    assert list(found) == sorted(found, key=lambda each: (each.paragraph, each.start))
    for each in found:
        around = paragraphs[each.paragraph]
        assert around.start <= each.start < each.end <= around.end
    for left, right in pairwise(found):
        assert left.end <= right.start
