from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from graph_builder.model import RelativeTime

if TYPE_CHECKING:
    from conftest import Read

    from graph_builder.model import Tenure


def get_tenure(read: Read, text: str, date: str | None = "2023-06-15") -> Tenure:
    tenures = read(text, date).tenures
    assert len(tenures) == 1
    return tenures[0]


def test_title_says_who_is_in_office_on_the_day_of_the_article(read: Read) -> None:
    tenure = get_tenure(read, "Kenyan President William Ruto opened a dam on Monday.")
    assert (tenure.holder, tenure.office, tenure.of) == (
        "person/william-ruto",
        "president",
        "Kenya",
    )
    assert (tenure.started_on.earliest, tenure.started_on.latest) == (None, dt.date(2023, 6, 15))
    assert tenure.ended_on.edtf == ""


def test_former_title_ended_before_the_article(read: Read) -> None:
    tenure = get_tenure(read, "Former President Evo Morales criticized the dam.")
    assert tenure.started_on.edtf == ""
    assert tenure.ended_on.edtf == "[..2023-06-15]"


def test_then_title_holds_at_the_time_of_its_clause(read: Read) -> None:
    tenure = get_tenure(read, "In 2009, then-President Rafael Moreno closed the base.")
    assert tenure.started_on.latest == dt.date(2009, 12, 31)
    assert tenure.ended_on.earliest == dt.date(2009, 1, 1)
    assert tenure.ended_on.latest == dt.date(2023, 6, 15)


def test_taking_office_keeps_its_relative_time_without_a_date(read: Read) -> None:
    tenures = read(
        "President Anton Kovac spoke on Monday. Kovac took office last month.", None
    ).tenures
    relative = [tenure.started_on.relative for tenure in tenures if tenure.started_on.relative]
    assert relative == [RelativeTime("month", -1, -1)]


def test_in_power_since_a_year(read: Read) -> None:
    tenures = read(
        "Anton Kovac, in power since 2019, is seeking another term.", "2023-06-15"
    ).tenures
    assert [tenure.started_on.edtf for tenure in tenures] == ["[2019-01-01..2019-12-31]"]


def test_election_is_not_yet_office(read: Read) -> None:
    tenure = get_tenure(read, "Clara Bauer was elected mayor of Graz in 2021.")
    assert (tenure.office, tenure.of) == ("mayor", "Graz")
    assert (tenure.started_on.earliest, tenure.started_on.latest) == (dt.date(2021, 1, 1), None)


def test_resignation_ends_it(read: Read) -> None:
    tenures = read("Finance Minister Omar Haddad resigned in May 2023.", "2023-06-15").tenures
    assert "[2023-05-01..2023-05-31]" in {tenure.ended_on.edtf for tenure in tenures}


def test_refusal_to_resign_ends_nothing(read: Read) -> None:
    tenures = read("Finance Minister Omar Haddad did not resign in May 2023.", "2023-06-15").tenures
    assert not any(tenure.ended_on.edtf for tenure in tenures)


def test_former_goes_with_the_nearest_noun_of_a_person(read: Read) -> None:
    tenure = get_tenure(read, "Former presidential candidate Senator Tom Cross spoke.")
    assert (tenure.office, tenure.ended_on.edtf) == ("senator", "")
    tenure = get_tenure(read, "Former attorney general Bill Carr spoke on Sunday.")
    assert tenure.ended_on.edtf == "[..2023-06-15]"


def test_then_is_joined_to_an_office_by_hyphens(read: Read) -> None:
    tenure = get_tenure(read, "A coup removed then-prime-minister Chai Sharat in 2006.")
    assert (tenure.office, tenure.started_on.latest) == ("prime minister", dt.date(2006, 12, 31))


def test_an_office_is_of_a_place_not_of_a_party(read: Read) -> None:
    tenure = get_tenure(read, "Republican Senator Fay Rune proposed a law on Friday.")
    assert (tenure.office, tenure.of) == ("senator", "")
    tenure = get_tenure(read, "Paul Adam, mayor of the Polish city of Gniezno, spoke on Friday.")
    assert (tenure.office, tenure.of) == ("mayor", "Gniezno")


def test_times_that_contradict_each_other_are_both_told(read: Read) -> None:
    text = "Anton Kovac became president on May 24, 2021. President Kovac took office on November 23, 2022."
    starts = [tenure.started_on.edtf for tenure in read(text, "2023-06-15").tenures]
    assert starts == ["2021-05-24", "2022-11-23"]


def test_a_clause_has_a_subject_of_its_own(read: Read) -> None:
    text = "Bo Jensen became prime minister after Theresa May resigned on July 24."
    tenures = read(text, "2023-09-11").tenures
    assert [(t.office, t.ended_on.edtf) for t in tenures if "jensen" in t.holder] == [
        ("prime minister", "")
    ]
    text = (
        "Theresa May appointed Bo Jensen minister, which he was until 2018, resigning in protest."
    )
    assert not any(t.ended_on.edtf for t in read(text).tenures if "may" in t.holder)


@pytest.mark.parametrize(
    ("text", "office", "of", "start", "end"),
    [
        ("Ada Quill served as mayor of Lagos from 2003 to 2007.", "mayor", "Lagos", "[2003-01-01..2003-12-31]", "[2007-01-01..2007-12-31]"),
        ("Tom Brook, foreign minister between 2009 and 2012, spoke.", "foreign minister", "", "[2009-01-01..2009-12-31]", "[2012-01-01..2012-12-31]"),
        ("Ada Quill, prime minister of Chad until 2019, spoke.", "prime minister", "Chad", "[..2019-12-31]", "[2019-01-01..2019-12-31]"),
        ("Bo Rill has been president of Chad since 2011.", "president", "Chad", "[2011-01-01..2011-12-31]", ""),
        ("Ada Quill was governor of Lagos in 2012.", "governor", "Lagos", "[..2012-12-31]", "[2012-01-01..]"),
        ("Ada Quill is the mayor of Graz.", "mayor", "Graz", "[..2023-06-15]", ""),
        ("Ada Quill is serving as a senator from Ohio.", "senator", "Ohio", "[..2023-06-15]", ""),
        ("Tom Brook took over as finance minister in 2020.", "finance minister", "", "[2020-01-01..2020-12-31]", ""),
        ("Tom Brook succeeded Bo Rill as mayor of Graz in 2020.", "mayor", "Graz", "[2020-01-01..2020-12-31]", ""),
        ("Ada Quill assumed the presidency of Chad in May 2020.", "president", "Chad", "[2020-05-01..2020-05-31]", ""),
        ("Ada Quill resumed the office of Chancellor of Chad on Monday.", "chancellor", "Chad", "2023-06-12", ""),
        ("Ada Quill became the first nurse to serve as mayor of Graz in 2007 and held the office until 2011.", "mayor", "Graz", "[..2007-12-31]", "[2011-01-01..2011-12-31]"),
        ("U.S. Secretary of State Tom Brook spoke on Monday.", "secretary of state", "United States", "[..2023-06-15]", ""),
        ("Senate Minority Leader Tom Brook spoke.", "minority leader", "Senate", "[..2023-06-15]", ""),
    ],
)  # fmt: skip
def test_from_when_to_when_an_office_was_held(
    read: Read, text: str, office: str, of: str, start: str, end: str
) -> None:
    tenure = get_tenure(read, text)
    assert (tenure.office, tenure.of) == (office, of)
    assert (tenure.started_on.edtf, tenure.ended_on.edtf) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "Bo Rill is not the mayor of Graz.",
        "If Ada Quill is the president, the law will pass.",
        "Ada Quill wants to be president of Chad.",
        "Ada Quill would have been president of Chad.",
        "Ada Quill is a leader.",
        "The film was shot by director Bo Rill.",
        "Ada Quill was the mayor of Graz.",
    ],
)
def test_what_tells_of_no_term_of_office(read: Read, text: str) -> None:
    assert read(text, "2023-06-15").tenures == ()


def test_a_month_to_come_is_no_end_of_what_was(read: Read) -> None:
    tenures = read("Ada Quill was envoy of Chad until December.", "2023-06-15").tenures
    assert not any(tenure.ended_on.earliest == dt.date(2023, 12, 1) for tenure in tenures)


def test_whoever_stands_right_before_the_verb_takes_office(read: Read) -> None:
    text = (
        "On Friday, Bo Rill resigned as the governor of the commonwealth of Puerto Rico and Ada Quill "
        "was sworn in as Puerto Rico's new governor."
    )
    starts = {t.holder: t.started_on.edtf for t in read(text, "2023-06-15").tenures}
    assert starts["person/ada-quill"] == "2023-06-09"


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("South Carolina Governor Ada Quill spoke in South Carolina.", "South Carolina"),
        ("North Carolina's first female governor, Ada Quill, spoke.", "North Carolina"),
        ("She met the United Kingdom's Queen Ada Quill in Graz.", "United Kingdom"),
        ("The Republican Senate majority leader, Ada Quill, spoke.", "Senate"),
    ],
)
def test_a_state_keeps_its_whole_name_and_a_party_is_none(read: Read, text: str, of: str) -> None:
    assert [tenure.of for tenure in read(text).tenures] == [of]


@pytest.mark.parametrize(
    ("text", "started", "ended"),
    [
        (
            "The law was signed by President Ada Quill in 1962.",
            "[..1962-12-31]",
            "[1962-01-01..2023-06-15]",
        ),
        (
            "In 2009, President Ada Quill of Chad pardoned them.",
            "[..2009-12-31]",
            "[2009-01-01..]",
        ),
        ("Queen Ada Quill signed the treaty in 1960.", "[..1960-12-31]", "[1960-01-01..]"),
        ("In the 1800s, President Ada Quill believed in it.", "", "[..2023-06-15]"),
        ("In 1950, President Ada Quill was born in Lund.", "[..2023-06-15]", ""),
        ("President Ada Quill said the law of 1962 was void.", "[..2023-06-15]", ""),
    ],
)
def test_an_act_of_long_ago_dates_its_office(
    read: Read, text: str, started: str, ended: str
) -> None:
    tenure = get_tenure(read, text)
    assert (tenure.started_on.edtf, tenure.ended_on.edtf) == (started, ended)


def test_a_title_with_a_hyphen_is_of_the_body_before_it(read: Read) -> None:
    assert get_tenure(read, "NATO Secretary-General Ada Quill wrote.").of == "NATO"


@pytest.mark.parametrize(
    ("text", "office", "start", "end"),
    [
        (
            "Bo Rill, the former dean of the Senate, was 90. Bo Rill took office in 1965.",
            "office",
            "[1965-01-01..1965-12-31]",
            "",
        ),
        (
            "Ana Ruiz, a judge, was elected mayor of Lima in 2008. She took office in May 2009.",
            "mayor",
            "[2009-05-01..2009-05-31]",
            "",
        ),
        (
            "Bo Rill, head of the Blue Party, died. Rill had been dismissed from being a minister.",
            "minister",
            "",
            "[..2023-06-15]",
        ),
        (
            "Ana Ruiz began serving as governor of Lima on January 2, 2017.",
            "governor",
            "2017-01-02",
            "",
        ),
    ],
)
def test_which_office_somebody_took_or_left(
    text: str, office: str, start: str, end: str, read: Read
) -> None:
    *_, tenure = read(text, "2023-06-15").tenures
    assert (tenure.office, tenure.started_on.edtf, tenure.ended_on.edtf) == (office, start, end)


def test_who_hopes_to_begin_serving_has_not_begun(read: Read) -> None:
    assert not read("Ana Ruiz hopes to begin serving as governor of Lima in 2017.").tenures


@pytest.mark.parametrize(("when", "count"), [("", 0), (" in 2017", 1)])
def test_an_unknown_office_at_an_unknown_time_is_told_of_nobody(
    when: str, count: int, read: Read
) -> None:
    tenures = read(f"Ana Ruiz was tired. Ana Ruiz resigned{when}.", "2023-06-15").tenures
    assert [tenure.office for tenure in tenures] == ["office"] * count


def test_an_hour_of_an_unknown_day_dates_no_office_but_the_article_does(read: Read) -> None:
    tenure = get_tenure(
        read,
        "A judge resigned on Tuesday. The court had met on May 2. Eva Moss was sworn in as mayor of Lima at 5 p.m.",
    )
    assert tenure.started_on.edtf == "[..2023-06-15]"


@pytest.mark.parametrize(
    "text",
    [
        "Ida Moss is running to become the next governor of Ohio.",
        "Ida Moss is vying to become mayor of Lund.",
        "Our potential United States senator, Ida Moss, spoke.",
    ],
)
def test_who_stands_for_an_office_does_not_hold_it(read: Read, text: str) -> None:
    assert read(text, "2024-05-16").tenures == ()


def list_offices(read: Read, text: str) -> dict[str, tuple[tuple[str, str], ...]]:
    facts = read(f"date 2025-03-04\n\n{text}", "2025-03-04")
    return {entity.label: entity.offices for entity in facts.entities if entity.type == "Person"}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Deputy Foreign Minister Ana Ruiz met the press.", ("deputy foreign minister", "")),
        ("Shadow health secretary Ana Ruiz was late.", ("shadow health secretary", "")),
        ("Ana Ruiz, the deputy governor of the bank, agreed.", ("deputy governor", "bank")),
        ("Kenya's home minister Ana Ruiz flew to Lamu.", ("home minister", "Kenya")),
        ("The oil minister, Ana Ruiz, flew to Lamu.", ("oil minister", "")),
        (
            "Assistant Secretary of State Ana Ruiz was in Quito.",
            ("assistant secretary of state", ""),
        ),
    ],
)
def test_a_deputy_holds_the_office_of_a_deputy(
    read: Read, text: str, office: tuple[str, str]
) -> None:
    assert list_offices(read, text) == {"Ana Ruiz": (office,)}


@pytest.mark.parametrize(
    ("text", "office", "of"),
    [
        ("Sen. Ellen Marsh, D-Vt., said it was late.", "senator", "Vermont"),
        ("Sen. Ellen Marsh (R-N.H.) said it was late.", "senator", "New Hampshire"),
        ("Rep. Ellen Marsh of Texas said it was late.", "representative", "Texas"),
        ("Gov. Ellen Marsh said it was late.", "governor", ""),
    ],
)
def test_a_title_may_be_short(read: Read, text: str, office: str, of: str) -> None:
    (tenure,) = read(text, "2024-05-16").tenures
    assert (tenure.holder, tenure.office, tenure.of) == ("person/ellen-marsh", office, of)


def test_who_is_called_by_an_office_leaves_it(read: Read) -> None:
    text = "Britain's housing minister resigned on Friday, saying he was ill."
    (tenure,) = read(text, "2024-05-16").tenures
    assert (tenure.office, tenure.ended_on.edtf) == ("housing minister", "2024-05-10")


def test_a_position_is_no_office_by_itself(read: Read) -> None:
    text = "Ellen Marsh held the position from 1999 until 2004."
    assert not read(text, "2024-05-16").tenures


def test_an_outgoing_president_is_president(read: Read) -> None:
    (tenure,) = read("Outgoing President Ana Ruiz left for Lund.", "2024-05-16").tenures
    assert (tenure.office, tenure.ended_on.latest) == ("president", None)


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("The union's president, Ana Ruiz, spoke in Lund.", []),
        ("The country's president, Ana Ruiz, spoke in Lund.", [("president", "")]),
        (
            "The National Electoral Council met. The council's president, Ana Ruiz, said so.",
            [("president", "National Electoral Council")],
        ),
    ],
)
def test_who_presides_over_a_body_is_not_president_of_the_country(
    read: Read, text: str, offices: list[tuple[str, str]]
) -> None:
    tenures = read(text, "2024-05-16").tenures
    assert [(each.office, each.of) for each in tenures] == offices


def test_who_rules_out_stepping_down_stays(read: Read) -> None:
    text = "Kolar, who became prime minister in May 2021, {} stepping down."
    for denied in ("ruled out", "has not ruled out"):
        facts = read(text.format(denied), "2023-10-16")
        assert [tenure.ended_on.latest for tenure in facts.tenures] == [None]
        assert [event.kind for event in facts.events] == ["Accession"]


@pytest.mark.parametrize(
    "text",
    [
        "President Jan Ruiz named Ana Moss as finance minister on Monday.",
        "President Jan Ruiz, who was sworn in on Friday, named Ana Moss as finance minister on Monday.",
    ],
)
def test_who_is_named_as_minister_is_one_and_not_who_names(read: Read, text: str) -> None:
    facts = read(text, "2024-05-16")
    labels = {entity.id: entity.label for entity in facts.entities}
    held = {labels[tenure.holder]: tenure.office for tenure in facts.tenures}
    assert held == {"Jan Ruiz": "president", "Ana Moss": "finance minister"}


def test_who_won_a_presidential_runoff_takes_the_office_of_president(read: Read) -> None:
    text = "Ana Ruiz won the presidential runoff on Sunday. She takes office on December 10."
    (tenure,) = read(text, "2025-11-10").tenures
    assert (tenure.holder, tenure.office) == ("person/ana-ruiz", "president")
