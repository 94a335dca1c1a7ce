"""For which time a figure holds, where it has no date beside it: sentences of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Read

    from graph_builder.model import TimeSpan

DAY = "2024-05-16"  # a Thursday
LEAD = "The Greens won the general election on Sunday.\n\n"


def bounds(when: TimeSpan) -> str:
    return f"{when.earliest or ''}..{when.latest or ''}"


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("Before the election, the party had 41 seats.", 41, "..2024-05-12"),
        ("Police have arrested 60 people since the election.", 60, "2024-05-12..2024-05-16"),
        ("Police had arrested 60 people since March.", 60, "2024-03-01..2024-05-12"),
        ("Police have arrested 60 people since March.", 60, "2024-03-01..2024-05-16"),
        ("The Greens took 45 percent of the vote.", 45, "2024-05-12..2024-05-12"),
        ("The mayor won 30,000 votes in 2019. She spent 90,000 dollars.", 90000, ".."),
        ("That is less than the 51 seats needed for a majority.", 51, ".."),
        ("Currently about 16 percent of voters live abroad.", 16, "..2024-05-16"),
        (
            "The bank said on Monday that inflation had risen to 9 percent.",
            9,
            "2024-05-13..2024-05-13",
        ),
        ("Turnout was down by 2 percent from the 2019 election.", 2, "2019-01-01..2024-05-12"),
        ("This time about 55 percent of women voted.", 55, "2024-05-12..2024-05-12"),
        ("Police held 30 people the day before the election.", 30, "2024-05-11..2024-05-11"),
        (
            "About 85 percent were in favour and on Monday the government announced a new region.",
            85,
            "2024-05-12..2024-05-12",
        ),
        ("He was jailed on Monday for killing 30 people.", 30, "..2024-05-13"),
        ("Monday's bid failed to win the 51 votes needed.", 51, "2024-05-13..2024-05-13"),
        ("The treaty of the 19-member union is old.", 19, "..2024-05-16"),
        ("The plan seems to cost 3 million dollars.", 3000000, ".."),
        ("At dissolution, there were 12 independent members.", 12, ".."),
    ],
)
def test_period_of_a_figure(read: Read, text: str, value: int, expected: str) -> None:
    found = [item for item in read(LEAD + text, DAY).observations if item.value == value]
    assert [bounds(item.period) for item in found] == [expected]


def test_the_dead_are_of_the_attack_and_the_arrests_of_the_story(read: Read) -> None:
    text = "A bomb killed four people in Brno on Sunday.\n\nNine people were wounded. Two men were arrested."
    periods = {int(item.value): bounds(item.period) for item in read(text, DAY).observations}
    assert periods == {
        4: "2024-05-12..2024-05-12",
        9: "2024-05-12..2024-05-12",
        2: "2024-05-12..2024-05-16",
    }


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2024-05-16", "2024-05-13..2024-05-16"), ("2024-05-13", "2024-05-06..2024-05-13")],
)
def test_this_week_is_over_where_the_verb_is_past(
    read: Read, published: str, expected: str
) -> None:
    (event,) = read("This week saw a referendum in Malta.", published).events
    assert bounds(event.occurred_on) == expected


def test_a_table_is_no_lead(read: Read) -> None:
    table = "Greens - 44 seats\n\nLiberals - 40 seats\n\nUnion - 16 seats\n\n"
    facts = read(f"{table}The Greens won the vote on Sunday. The Union lost five seats.", DAY)
    assert {bounds(item.period) for item in facts.observations if item.value == 5} == {
        "2024-05-12..2024-05-12"
    }


def test_that_an_event_is_past_dates_no_figure(read: Read) -> None:
    text = (
        "The motion was beaten in a vote of no confidence. The confidence vote failed by one vote."
    )
    (figure,) = read(text, DAY).observations
    assert bounds(figure.period) == ".."


def test_a_death_counts_nothing(read: Read) -> None:
    text = "Eva Dvorak died on Monday.\n\nOver the years, Dvorak made 29 albums."
    (figure,) = read(text, DAY).observations
    assert bounds(figure.period) == ".."


def test_a_figure_in_the_words_of_an_event_is_of_its_time(read: Read) -> None:
    (figure,) = read("On Tuesday, Novak admitted his guilt in eight murders.", DAY).observations
    assert bounds(figure.period) == "..2024-05-16"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Wages grew 4.8 percent in the three months to April.", ["2024-02-01/2024-04-30"]),
        ("Sales fell 11 percent in the quarter ended March 31.", ["2024-01-01/2024-03-31"]),
        (
            "Unemployment was 14 percent in the first quarter of 2024, against 13 percent in the same period of 2023.",
            ["2024-01-01/2024-03-31", "2023-01-01/2023-03-31"],
        ),
        (
            "Turnout was 67.9 percent, the lowest in a national election since the return of democracy in 1983.",
            [""],
        ),
        (
            "The war, which began in April 2023, has displaced 9,000 people.",
            ["2023-04-01/2024-05-16"],
        ),
        (
            "Inflation in February was 3.4 percent, down from 4.9 percent a year earlier.",
            ["2024-02", "2023-02"],
        ),
        (
            "Joblessness fell to 6.1 percent in the three months to March from 6.3 percent in the previous quarter.",
            ["2024-01-01/2024-03-31", "2023-10-01/2023-12-31"],
        ),
        (
            "GDP shrank by 0.3 percent in the fourth quarter of 2023 after a fall of 0.1 percent in the third.",
            ["2023-10-01/2023-12-31", "2023-07-01/2023-09-30"],
        ),
        (
            "Trade amounted to 3 billion euros last year, up 8 percent on 2022.",
            ["2023", "2023"],
        ),
    ],
)
def test_months_to_the_same_period_and_since_when(
    read: Read, text: str, periods: list[str]
) -> None:
    found = [figure.period.edtf for figure in read(text, "2024-05-16").observations]
    assert found == periods


@pytest.mark.parametrize(
    "text",
    [
        "Hourly earnings rose 3.7 percent from a year earlier.",
        "Revenue climbed 20 percent, the fastest growth since 2022.",
        "Prices grew by 3.7 percent from a year earlier.",
        "Underlying inflation was 3.1 percent, unchanged from February.",
    ],
)
def test_what_a_figure_is_compared_with_is_not_its_period(read: Read, text: str) -> None:
    (figure,) = read(text, "2024-05-16").observations
    assert figure.period.earliest is None


@pytest.mark.parametrize(
    "text",
    [
        "Minister Moss, who proposed the law in May, said the ruling would leave a hole of 9 million pounds.",
        "The left will raise the wage to 1,600 pounds and scrap the reform, which passed in May.",
        "Moss ordered the bank to release 5 million pounds and said she would sign a pact next week.",
    ],
)
def test_what_else_is_told_in_the_sentence_does_not_date_a_figure(read: Read, text: str) -> None:
    (observation,) = read(text, "2025-03-10").observations
    assert (observation.period.earliest, observation.period.latest) == (None, None)
