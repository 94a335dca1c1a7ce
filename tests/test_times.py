"""Own sentences, with the expressions of time that stand in them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.evaluation.times import score
from graph_builder.extraction.parsing import ParsedArticle, ParsedParagraph
from graph_builder.extraction.times import find_times, get_article_date
from graph_builder.extraction.times.holidays import find_holiday
from graph_builder.extraction.times.points import (
    Point,
    from_date,
    get_bounds,
    shift,
    to_number,
    widen,
)
from graph_builder.lexicon import load_lexicon
from graph_builder.model import Article, Facts, RelativeTime, Span

if TYPE_CHECKING:
    from conftest import Parse, Read

    from graph_builder.model import TimeExpression

WEDNESDAY = "2025-02-19"


def read(parse: Parse, text: str, date: str | None = WEDNESDAY) -> tuple[TimeExpression, ...]:
    times = find_times(parse(text, date), load_lexicon())
    assert all(text[time.span.start : time.span.end] == time.span.text for time in times)
    return times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the tense of the verb tells the week
        ("The minister resigned on Wednesday.", "Wednesday=2025-02-19"),
        ("The minister resigned on Thursday.", "Thursday=2025-02-13"),
        ("The minister will resign on Thursday.", "Thursday=2025-02-20"),
        ("He said the vote would take place on Sunday.", "Sunday=2025-02-23"),
        ("The hearing is scheduled for Monday.", "Monday=2025-02-24"),
        ("Talks resume Friday in Geneva.", "Friday=2025-02-21"),
        ("Monday's ruling surprised the lawyers.", "Monday=2025-02-17"),
        ("The deadline was extended until Friday.", "Friday=2025-02-21"),
        # and the year
        ("The bridge collapsed in December.", "December=2024-12"),
        ("The bridge will open in December.", "December=2025-12"),
        ("She won a place in the April runoff.", "April=2025-04"),
        ("She resigned at the weekend.", "the weekend=2025-W07-WE"),
        ("It was a promise that she made before the October runoff.", "October=2024-10"),
        ("Three men were charged over the December murders.", "December=2024-12"),
        ("The new law takes effect on March 1.", "March 1=2025-03-01"),
        ("Fighting broke out on Nov. 3.", "Nov. 3=2024-11-03"),
        ("A dividend was declared, payable March 15.", "March 15=2025-03-15"),
        # what is named in full
        ("The treaty was signed on 4 May 1998.", "4 May 1998=1998-05-04"),
        ("The treaty was signed on Monday, May 4, 1998.", "Monday, May 4, 1998=1998-05-04"),
        ("The file is dated 2024-11-05.", "2024-11-05=2024-11-05"),
        ("He was born in the 1960s.", "the 1960s=196"),
        ("The church dates from the 12th century.", "the 12th century=11"),
        ("The temple was built in 480 B.C.", "480 B.C.=BC0480"),
        ("Exports fell in the third quarter of 2009.", "the third quarter of 2009=2009-Q3"),
        ("Sales rose in the second half of 2010.", "the second half of 2010=2010-H2"),
        ("They met in the summer of 1998.", "the summer of 1998=1998-SU"),
        ("Security was tightened after the Sept. 11 attacks.", "Sept. 11 attacks=2001-09-11"),
        # counted from the article
        ("He arrived yesterday.", "yesterday=2025-02-18"),
        ("He was elected last year.", "last year=2024"),
        ("The court ruled last week.", "last week=2025-W07"),
        ("Prices rose earlier this month.", "earlier this month=2025-02"),
        ("The plant closed three years ago.", "three years ago=2022"),
        ("The plant closed ten days ago.", "ten days ago=2025-02-09"),
        ("The parade was held last Thanksgiving.", "last Thanksgiving=2024-11-28"),
        ("They will vote by the end of the year.", "the end of the year=2025"),
        # stretches, sets, references
        ("The port has been shut for the past two months.", "the past two months=P2M"),
        ("It is a two-year plan.", "two-year=P2Y"),
        ("They waited more than four hours.", "more than four hours=PT4H"),
        ("The family lived there for a decade.", "a decade=P10Y"),
        ("Prices have doubled in recent years.", "recent years=PXY"),
        ("The council meets every Monday.", "every Monday=XXXX-WXX-1"),
        ("They pray twice a week.", "a week=P1W"),
        ("The island is now calm.", "now=PRESENT_REF"),
        # times of day
        (
            "It rained at 3 p.m. local time on Monday.",
            "3 p.m. local time on Monday=2025-02-17T15:00",
        ),
        ("The train left at 10:35 a.m. on Tuesday.", "10:35 a.m. on Tuesday=2025-02-18T10:35"),
        ("Shots were heard on Friday night.", "Friday night=2025-02-14TNI"),
        ("The guests arrived this morning.", "this morning=2025-02-19TMO"),
        # ranges
        ("Rain fell on April 24 and 25, 2024.", "April 24=2024-04-24 25, 2024=2024-04-25"),
        ("He led the team from 2018 to 2023.", "2018=2018 2023=2023"),
        ("The fair ran from 22-25 April 1951.", "22=1951-04-22 25 April 1951=1951-04-25"),
        (
            "Clashes left 9 dead between January 5 and May 3.",
            "January 5=2024-01-05 May 3=2024-05-03",
        ),
        ("Following Monday's vote, he left.", "Monday=2025-02-17"),
        ("It was the last week of March 2009.", "the last week of March 2009=2009-W13"),
        ("They meet every four years.", "every four years=P4Y"),
        # what is no time
        ("She told USA Today about it.", ""),
        ("They may march against the sun.", ""),
        ("Some 2000 soldiers crossed the river.", ""),
        ("The 9-year-old boy won $1998.", ""),
        ("The second witness fell in the fall of the regime.", ""),
    ],
)
def test_value_follows_the_text(parse: Parse, text: str, expected: str) -> None:
    found = read(parse, text)
    assert " ".join(f"{time.span.text}={time.value}" for time in found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May's deal was rejected, which Theresa May had feared.", []),
        ("In May 2019 the talks failed, and May said so. Theresa May left.", ["May 2019"]),
        ("They met in May. Theresa May came in June.", ["May", "June"]),
        ("They met in May. April Jones was born in April.", ["May", "April"]),
        ("In April Jones was born.", ["April"]),
        ("The May elections were lost.", ["May"]),
    ],
)
def test_people_called_like_months_are_no_times(
    parse: Parse, text: str, expected: list[str]
) -> None:
    assert [time.span.text for time in read(parse, text)] == expected


def test_as_of_a_weekday_looks_back(parse: Parse) -> None:
    (time,) = read(parse, "As of Sunday evening, both are in stable condition.")
    assert time.value == "2025-02-16TEV"


def test_a_day_weeks_ago_is_not_almost_a_year_ahead(parse: Parse) -> None:
    text = "The exact day is unclear, with papers reporting December 27."
    (time,) = read(parse, text, "2019-01-10")
    assert time.value == "2018-12-27"


def test_day_mentioned_before_counts_in_a_tale(parse: Parse) -> None:
    text = (
        "The ship sailed on May 3, 1912. Two days later it sank. The following year came the trial."
    )
    assert [time.value for time in read(parse, text)] == ["1912-05-03", "1912-05-05", "1913"]


def test_history_takes_the_year_of_the_last_date(parse: Parse) -> None:
    years = " ".join(f"In May {year} the siege went on." for year in range(1861, 1872))
    text = f"{years} In October the town fell. In January peace was made."
    assert [time.value for time in read(parse, text)][-2:] == ["1871-10", "1872-01"]


def test_bounds_say_how_they_came_about(parse: Parse) -> None:
    (time,) = read(parse, "Prices rose earlier this month.")
    assert (time.when.earliest, time.when.latest) == (dt.date(2025, 2, 1), dt.date(2025, 2, 19))
    assert time.when.edtf == "[2025-02-01..2025-02-19]"
    assert "2025-02-19" in time.when.because
    assert time.when.relative == RelativeTime("month", 0, 0, until_article=True)
    assert time.when.evidence == time.span


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("early September", "[2024-09-01..2024-09-10]"),
        ("late September", "[2024-09-21..2024-09-30]"),
        ("mid-2019", "[2019-05-01..2019-08-31]"),
        ("the late 1990s", "[1996-01-01..1999-12-31]"),
        ("early 2020", "[2020-01-01..2020-04-30]"),
    ],
)
def test_early_and_late_are_thirds(parse: Parse, phrase: str, edtf: str) -> None:
    (time,) = read(parse, f"The mill closed in {phrase}.")
    assert (time.span.text, time.when.edtf) == (phrase, edtf)


def test_past_months_are_a_stretch_up_to_the_article(parse: Parse) -> None:
    (time,) = read(parse, "The port has been shut for the past two months.")
    assert time.when.extent
    assert (time.when.earliest, time.when.latest) == (dt.date(2024, 12, 19), dt.date(2025, 2, 19))


def test_months_after_something_leave_the_beginning_open(parse: Parse) -> None:
    (time,) = read(parse, "The reform comes months after he promised it.")
    assert (time.when.earliest, time.when.latest) == (None, dt.date(2025, 2, 19))


def test_a_few_days_later_lies_between_the_day_before_and_the_article(parse: Parse) -> None:
    _, later = read(parse, "The ship sailed on February 3. A few days later it sank.")
    assert (later.when.earliest, later.when.latest) == (dt.date(2025, 2, 3), dt.date(2025, 2, 19))


def test_undated_article_keeps_how_a_time_depends_on_it(parse: Parse) -> None:
    text = "The mayor resigned on Wednesday. She was elected last month. Prices rose this year."
    weekday, month, year = read(parse, text, None)
    assert [weekday.value, month.value, year.value] == ["XXXX-WXX-3", "XXXX-XX", "XXXX"]
    assert weekday.when.relative == RelativeTime("day", -6, 0, weekday=2)
    assert month.when.relative == RelativeTime("month", -1, -1)
    assert year.when.relative == RelativeTime("year", 0, 0)
    assert all(time.when.earliest is None for time in (weekday, month, year))


def test_undated_month_says_by_the_tense_which_one_it_is(parse: Parse) -> None:
    past, coming = read(parse, "The dam broke in December. The vote will be on April 13.", None)
    assert (past.value, coming.value) == ("XXXX-12", "XXXX-04-13")
    assert past.when.relative == RelativeTime("month", -12, 0, until_article=True, month=12)
    assert coming.when.relative == RelativeTime("month", 0, 12, from_article=True, month=4, day=13)


def test_times_before_the_calendar_have_no_bounds(parse: Parse) -> None:
    (time,) = read(parse, "The army crossed the strait in 480 B.C.")
    assert (time.when.earliest, time.when.latest, time.when.edtf) == (None, None, "")


def test_article_date_is_a_day() -> None:
    dated = get_article_date(Article("a", "", (), dt.date(2025, 2, 19)))
    assert dated.edtf == "2025-02-19"
    assert get_article_date(Article("a", "", ())).earliest is None


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("4 thursday 11", 2024, "2024-11-28"),
        ("-1 monday 5", 2024, "2024-05-27"),
        ("1 monday 11 1", 1998, "1998-11-03"),
        ("easter+0", 2025, "2025-04-20"),
        ("easter-2", 2024, "2024-03-29"),
        ("12-25", 2020, "2020-12-25"),
        ("1944-06-06", 2020, "1944-06-06"),
    ],
)
def test_holidays_fall_on_their_day(rule: str, year: int, day: str) -> None:
    point = find_holiday(rule, year)
    assert point is not None
    assert point.value == day


days = st.dates(dt.date(1600, 1, 1), dt.date(2400, 12, 31))
units = st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"])


@given(days, units, st.integers(-200, 200))
def test_shifting_back_and_forth_gives_the_same_unit(day: dt.date, unit: str, count: int) -> None:
    here = from_date(day)
    there = shift(here, unit, count)
    assert there is not None
    back = shift(there, unit, -count)
    assert back == widen(here, unit)


@given(st.integers(-20_000, 20_000), st.integers(1, 12), st.integers(1, 28), units)
def test_every_year_can_be_reckoned_with(year: int, month: int, day: int, unit: str) -> None:
    point = shift(Point(year, month, day), unit, 1)
    assert point is not None
    assert (to_number(point) or 0) > (to_number(Point(year, month, day)) or 0)
    assert point.value
    first, last = get_bounds(point)
    assert first is None or last is None or first <= last


@given(days, units)
def test_a_unit_contains_its_day(day: dt.date, unit: str) -> None:
    point = widen(from_date(day), unit)
    assert point is not None
    first, last = get_bounds(point)
    assert first is not None
    assert last is not None
    assert first <= day <= last


BLANK = spacy.blank("en")
words = st.sampled_from(
    [
        "the",
        "a",
        "last",
        "next",
        "May",
        "March",
        "Monday",
        "Sunday",
        "night",
        "1998",
        "31",
        "30",
        "february",
        "0000",
        "99999999999",
        "B.C.",
        "ago",
        "later",
        "two",
        "years",
        "-",
        ",",
        ".",
        "'",
        "'s",
        "of",
        "in",
        "to",
        "and",
        "quarter",
        "third",
        "year-old",
        "7/8/07",
        "2024-13-45",
        "25:99",
        "every",
        "$",
        "²",
        "١٢",
        "10",
        "o'clock",
        "fiscal",
        "end",
        "before",
        "after",
        "week",
        "now",
        "the\xa0day",
        "Easter",
        "9/11",
        "80s",
        "first",
        "half",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(words, max_size=25), st.none() | st.just(dt.date(1, 1, 1)) | st.dates())
def test_no_text_breaks_the_reader(pieces: list[str], date: dt.date | None) -> None:
    text = " ".join(pieces)
    article = Article("a", text, (Span(0, len(text), text),), date)
    parsed = ParsedArticle(article, (ParsedParagraph(0, BLANK(text)),))
    end = 0
    for time in find_times(parsed, load_lexicon()):
        assert end <= time.span.start < time.span.end <= len(text)
        assert text[time.span.start : time.span.end] == time.span.text
        end = time.span.end


def test_score_is_that_of_tempeval(parse: Parse) -> None:
    text = "He left on Monday, two days after the vote in 1998."
    annotations = [
        {
            "id": "1",
            "type": "TIMEX3",
            "start": 11,
            "end": 17,
            "timex_type": "DATE",
            "value": "2025-02-17",
        },
        {
            "id": "2",
            "type": "TIMEX3",
            "start": 23,
            "end": 27,
            "timex_type": "DATE",
            "value": "2025",
        },
        {"id": "3", "type": "TIMEX3", "start": 0, "end": 2, "timex_type": "DATE", "value": "XXXX"},
        {"id": "4", "type": "EVENT", "start": 3, "end": 7},
    ]
    gold = {"id": "a", "text": text, "annotations": annotations}
    report = score([gold], [Facts("a", times=read(parse, text))])
    counts = {row.name: (row.right, row.found, row.gold) for row in report.scores}
    assert counts == {
        "relaxed": (2, 3, 3),
        "strict": (1, 3, 3),
        "value": (1, 3, 3),
        "type": (1, 3, 3),
    }
    assert sorted(miss.kind for miss in report.misses) == ["invented", "missed", "value"]


def test_the_1800s_are_a_century(read: Read) -> None:
    found = read("The mill was built in the 1800s and burned in the 1920s.", "2024-05-16").times
    spans = [(time.when.earliest, time.when.latest) for time in found]
    assert [(first.year, last.year) for first, last in spans if first and last] == [
        (1800, 1899),
        (1920, 1929),
    ]


@pytest.mark.parametrize(
    ("text", "day", "value"),
    [
        ("Thousands marched in Zagreb this weekend.", "2019-06-10", "2019-W23-WE"),
        ("Thousands will march in Zagreb this weekend.", "2019-06-10", "2019-W24-WE"),
        ("Thousands marched in Zagreb this weekend.", "2019-06-16", "2019-W24-WE"),
    ],
)
def test_this_weekend_is_over_on_monday(read: Read, text: str, day: str, value: str) -> None:
    assert [time.value for time in read(text, day).times] == [value]


def test_that_day_is_not_the_day_on_which_somebody_spoke(read: Read) -> None:
    text = (
        "A plane crashed on Wednesday at Lund airport.\n\n"
        "A doctor said, “We received an alert this morning.”\n\n"
        "Lund airport was shut down after the crash and reopened later that day."
    )
    found = {time.span.text: time.value for time in read(text, "2019-10-03").times}
    assert found["later that day"] == found["Wednesday"] == "2019-10-02"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # of yesterday's death, or of the vote a month before?
        (
            "The mayor died yesterday. His last vote was on January 11. At 2:45 a.m. he died.",
            "XXXX-XX-XXT02:45",
        ),
        ("The mayor died yesterday. On January 11 at 2:45 a.m. he fell.", "2025-01-11T02:45"),
        ("The mayor died on January 11. At 2:45 a.m. he fell.", "2025-01-11T02:45"),
        ("The mayor died yesterday. At 2:45 a.m. he fell.", "2025-02-18T02:45"),
    ],
)
def test_a_bare_hour_is_of_no_day_where_it_may_be_of_two(
    parse: Parse, text: str, value: str
) -> None:
    assert value in {time.value for time in read(parse, text)}


def test_the_years_of_a_life_are_no_decade(read: Read) -> None:
    assert not read("A man in his early 40s and a woman in her mid-20s left.", "2025-03-10").times
    assert not read("The over-60s and the under-30s voted for her.", "2025-03-10").times
