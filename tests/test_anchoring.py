"""Own sentences: which time dates which word."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from graph_builder.extraction.anchoring import find_period_of, find_time_of, get_when
from graph_builder.extraction.context import Context
from graph_builder.extraction.times import find_times
from graph_builder.lexicon import load_lexicon
from graph_builder.model import Quantity, TimeSpan

if TYPE_CHECKING:
    from conftest import Parse
    from spacy.tokens import Token


def look(parse: Parse, text: str, word: str) -> tuple[Token, Context]:
    parsed = parse(text, "2025-02-19")
    lexicon = load_lexicon()
    context = Context(parsed, lexicon)
    context.times = find_times(parsed, lexicon)
    token = next(token for sent in parsed.sentences() for token in sent if token.text == word)
    return token, context


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The minister said on Wednesday that the ban would start on Monday.", "said", "Wednesday"),
        ("The minister said on Wednesday that the ban would start on Monday.", "start", "Monday"),
        ("The minister said on Wednesday they had arrested four men.", "said", "Wednesday"),
        ("The minister said on Wednesday they had arrested four men.", "arrested", None),
        ("On Thursday, two guards were killed and three injured.", "killed", "Thursday"),
        ("On Thursday, two guards were killed and three injured.", "injured", "Thursday"),
        ("On Thursday, two guards were killed in clashes near the port.", "clashes", "Thursday"),
        ("She won a place in the April runoff.", "runoff", "April"),
        ("She won a place in the April runoff.", "won", None),
        ("He is seeking four more years in an election on April 13.", "election", "April 13"),
        ("Writing on Friday, the mayor said that he would stay.", "said", "Friday"),
        ("Friday's vote was close.", "vote", "Friday"),
        (
            "At 2:49 a.m. local time (0749 UTC) on Saturday morning, the kite was launched.",
            "launched",
            "Saturday morning",
        ),
        ("At 2 p.m., police freed a man who was arrested on Monday.", "freed", "2 p.m."),
        ("The dam that burst in 2019 will be rebuilt.", "burst", "2019"),
        ("The dam that burst in 2019 will be rebuilt.", "rebuilt", None),
        ("The council meets every Monday and resigned in anger.", "resigned", None),
        ("The firm has lost money for the past two years.", "lost", None),
        ("The board asked for a transcript of a call in late July.", "asked", None),
        ("The board asked for a transcript of a call in late July.", "call", "late July"),
        ("The board cited a report from 2014.", "cited", None),
    ],
)
def test_a_time_dates_its_own_word(
    parse: Parse, text: str, word: str, expected: str | None
) -> None:
    time = find_time_of(*look(parse, text, word))
    assert (time.span.text if time else None) == expected


def test_default_stands_in_where_no_time_is_given(parse: Parse) -> None:
    default = TimeSpan(edtf="2025-02-19")
    assert get_when(*look(parse, "The mayor resigned.", "resigned"), default) is default
    when = get_when(*look(parse, "The mayor resigned on Monday.", "resigned"), default)
    assert when.latest == dt.date(2025, 2, 17)


@pytest.mark.parametrize(
    ("text", "figure", "edtf"),
    [
        ("Murders rose from six in 2018 to 47 in 2023.", "six", "2018"),
        ("Murders rose from six in 2018 to 47 in 2023.", "47", "2023"),
        ("In 2020, the fire destroyed 300 houses.", "300", "2020"),
        ("The flood killed 12 people last month.", "12", "2025-01"),
        ("Police have seized 40 boats since 2023.", "40", "2023-01-01/2025-02-19"),
        ("The army trained 900 men between 2018 and 2020.", "900", "2018-01-01/2020-12-31"),
        (
            "The port handled 80 ships (two a day) over the past two months.",
            "80",
            "2024-12-19/2025-02-19",
        ),
        ("The club has 80 members.", "80", None),
    ],
)
def test_figures_have_periods(parse: Parse, text: str, figure: str, edtf: str | None) -> None:
    token, context = look(parse, text, figure)
    spans = [
        context.parsed.span(other)
        for sentence in context.parsed.sentences()
        for other in sentence
        if other.like_num
    ]
    context.quantities = [Quantity(span, Decimal(1)) for span in spans]
    period = find_period_of(token, context)
    assert (period.edtf if period else None) == edtf
    assert period is None or period.extent
