"""Numbers, units, ranges: what is a quantity, of what, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.extraction.numbers import find_numbers
from graph_builder.extraction.units import get_units
from graph_builder.lexicon import load_lexicon

if TYPE_CHECKING:
    from conftest import Read


def read_numbers(text: str) -> list[tuple[str, str]]:
    units = get_units(load_lexicon())
    return [
        (text[n.start : n.end], format(n.value.normalize(), "f"))
        for n in find_numbers(text, units.is_after_money)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two hundred and thirty", "230"),
        ("three million four hundred thousand and six", "3400006"),
        ("1,307,000", "1307000"),
        ("4 hundred million", "400000000"),
        ("half a million", "500000"),
        ("a quarter million", "250000"),
        ("two and a half million", "2500000"),
        ("a million and a half", "1500000"),
        ("two-thirds", "0.6667"),
        ("3½", "3.5"),
        ("nine out of 10", "0.9"),
        ("minus 12.5", "-12.5"),
        ("a dozen", "12"),
        ("2.4bn", "2400000000"),
    ],
)
def test_numerals_of_every_make(text: str, value: str) -> None:
    assert read_numbers(f"So {text} it was") == [(text, value)]


@pytest.mark.parametrize(
    "text",
    [
        "the 22nd of them",
        "at 10:45 or so",
        "an X-15 and a TA-35",
        "since 9/11",
        "in the 1980s",
        "a third term",
        "the first half ended",
        "several hundred came",
        "Chapter 4.2.1",
        "until three o’clock",
    ],
)
def test_what_only_looks_like_a_numeral(text: str) -> None:
    assert read_numbers(text) == []


def show(read: Read, text: str, date: str | None = "2024-06-12") -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for quantity in read(text, date).quantities:
        top = "" if quantity.max_value is None else f"..{quantity.max_value.normalize():f}"
        value = f"{quantity.comparator}{quantity.value.normalize():f}{top}"
        found.append((value, quantity.unit, quantity.normal_unit, quantity.kind))
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The bill passed with 230 votes to 198.", ("=230", "votes", "vote", "count")),
        ("Rents rose by 10–15% in June.", ("=10..15", "%", "percent", "percent")),
        ("Gusts of 60–80 mph came.", ("=60..80", "mph", "mile per hour", "measure")),
        ("The bridge cost $40 million.", ("=40000000", "$", "dollar", "money")),
        ("She was fined more than 300 euros.", (">300", "euros", "euro", "money")),
        ("Oil rose to $81.20 a barrel.", ("=81.2", "$ a barrel", "dollar per barrel", "money")),
        ("Prices grew by about 4.5 per cent.", ("≈4.5", "per cent", "percent", "percent")),
        (
            "The city had 7.3 murders per 100,000 residents.",
            ("=7.3", "murders per 100,000 residents", "murder per 100,000 people", "rate"),
        ),
        ("Up to 1,200 houses burned down.", ("<1200", "houses", "house", "count")),
        ("Rain of 36 to 40 millimetres fell.", ("=36..40", "millimetres", "millimetre", "measure")),
        (
            "It will take between $5 and $7 billion.",
            ("=5000000000..7000000000", "$", "dollar", "money"),
        ),
        ("Bonuses were $500 to $2,000.", ("=500..2000", "$", "dollar", "money")),
        (
            "It costs $2-3 million a day.",
            ("=2000000..3000000", "$ a day", "dollar per day", "money"),
        ),
        ("The tunnel is 8km long.", ("=8", "km", "kilometre", "measure")),
        ("Dozens of shops were looted.", ("=12..120", "shops", "shop", "count")),
        (
            "The cold reached minus 20 degrees Celsius.",
            ("=-20", "degrees Celsius", "celsius", "measure"),
        ),
        ("They waited for 50 days.", ("=50", "days", "day", "measure")),
    ],
)
def test_value_unit_and_comparator(read: Read, text: str, wanted: tuple[str, ...]) -> None:
    assert wanted in show(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "He flew a Boeing 737 to Lisbon.",
        "Article 5 was never used before.",
        "The meeting of the Group of 7 ended early.",
        "They met at 10 Downing Street.",
        "She was born on 4 May 1961.",
        "Nobody knew which one he meant.",
        "He signed a five-year contract.",
        "The airline parked its 777 airliner.",
        "They celebrated a 6-3 win.",
        "It costs a few hundred million.",
    ],
)
def test_names_dates_and_pronouns_are_no_quantities(read: Read, text: str) -> None:
    assert show(read, text) == []


def test_the_unit_said_once_holds_for_both_ends_of_a_change(read: Read) -> None:
    found = show(read, "The rate fell from nine per 100,000 residents in 2015 to 31 in 2020.")
    assert [(value, name) for value, _, name, _ in found] == [
        ("=9", "per 100,000 people"),
        ("=31", "per 100,000 people"),
    ]


def test_those_hurt_are_people_as_those_killed(read: Read) -> None:
    found = show(read, "A storm killed 22 people and injured nine.")
    assert [(value, unit) for value, unit, _, _ in found] == [("=22", "people"), ("=9", "people")]


def test_offsets_are_those_of_the_text_as_given(read: Read) -> None:
    text = "“Größe 🐎”, he said; 3,5 aside, 12\u00a0percent voted."
    facts = read(text, "2024-06-12")
    for quantity in facts.quantities:
        assert text[quantity.span.start : quantity.span.end] == quantity.span.text
    assert any(q.value == 12 and q.normal_unit == "percent" for q in facts.quantities)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "one",
                "two",
                "twenty",
                "hundred",
                "million",
                "half",
                "a",
                "an",
                "and",
                "of",
                "in",
                "every",
                "third",
                "thirds",
                "1/2",
                "3.5",
                "$",
                "7,000",
                "-4",
                "–",
                "10:30",
                "bn",
                "%",
                "x",
                "10",
                "⅓",
                "minus",
                "out",
                "dozens",
                "9/11",
                "99999999999999999999",
                "٣",
                "per",
            ]
        )
        | st.text(max_size=4),
        max_size=12,
    )
)
def test_any_text_gives_numbers_in_order_that_do_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    units = get_units(load_lexicon())
    end = 0
    for number in find_numbers(text, units.is_after_money):
        assert end <= number.start < number.end <= len(text)
        assert isinstance(number.value, Decimal)
        end = number.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A million-and-a-half people came.", 1500000),
        ("An additional million-and-a-half people came.", 1500000),
        ("Two and a half million came.", 2500000),
        ("Some 5.7  million barrels were lost.", 5700000),
        ("It raised $846.8million.", 846800000),
    ],
)
def test_halves_of_scales_and_double_spaces(read: Read, text: str, expected: int) -> None:
    assert [item.value for item in read(text, "2024-05-16").quantities] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eight of 10 limes were sold.", ["0.8"]),
        ("Four of every five limes were sold.", ["0.8"]),
        ("Three of the 10 men fell.", ["3", "10"]),
    ],
)
def test_so_many_of_ten_are_a_share(read: Read, text: str, expected: list[str]) -> None:
    assert [str(item.value) for item in read(text, "2024-05-16").quantities] == expected
