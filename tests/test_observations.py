"""Reported figures: what of, how much, when, where, whose, and who says so."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Read

    from graph_builder.model import Observation


def find(read: Read, text: str, date: str | None = "2024-06-12") -> list[Observation]:
    return list(read(text, date).observations)


def label(figures: list[Observation]) -> list[tuple[str, str]]:
    return [(figure.indicator, f"{figure.value.normalize():f}") for figure in figures]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Fourteen hikers were killed by an avalanche.", ("killed", "14")),
        ("The avalanche left six hikers dead.", ("killed", "6")),
        ("Nine soldiers were reported killed.", ("killed", "9")),
        ("The fire caused the death of two firefighters.", ("deaths", "2")),
        ("The toll fell to 11 after one body was counted twice.", ("deaths", "11")),
        ("Police arrested 31 protesters.", ("arrested", "31")),
        ("The death toll climbed to 212.", ("deaths", "212")),
        ("Unemployment fell to 5.1 percent.", ("unemployment", "5.1")),
        ("The homicide rate was 11.2 per 100,000 people.", ("homicide rate", "11.2")),
        ("Murders climbed to 9 per 100,000 inhabitants.", ("homicide rate", "9")),
        ("The Greens lost 12 seats.", ("seats lost", "12")),
        ("Turnout was 61 percent.", ("turnout", "61")),
        ("The company got a fine of $3 million.", ("fine", "3000000")),
        ("The bank cut its growth forecast to 1.2 percent.", ("growth", "1.2")),
        ("Exports shrank by 8 percent.", ("exports fall", "8")),
        ("Nurses vaccinated 4,100 children.", ("vaccinated", "4100")),
        ("Engineers repaired 18 bridges.", ("bridges repaired", "18")),
        ("The ministry reported no casualties.", ("casualties", "0")),
        # What a number, total or count is said to be of, and what became of those.
        ("The number of injured was lowered to 84.", ("injured", "84")),
        ("Police held nine more, bringing the number of arrests to 112.", ("arrested", "112")),
        ("The total number of people detained since May rose to 212.", ("arrested", "212")),
        ("Officials put the number of dead at 71.", ("killed", "71")),
        ("A total of 45 hikers died.", ("deaths", "45")),
        ("The toll has climbed to 88, with 30 people still missing.", ("missing", "30")),
        # The rate that a bank changes, and by how much.
        (
            "Inflation rose to 9 percent. The bank cut the rate to 4 percent.",
            ("interest rate", "4"),
        ),
        ("Analysts had expected a cut of 50 basis points.", ("interest rate fall", "50")),
        ("The bill would raise the fine for selling to minors to $90,000.", ("fine", "90000")),
        # Another figure for what was just counted.
        (
            "She caused a loss of $14 million, less than the $18 million alleged.",
            ("loss", "18000000"),
        ),
        ("Some 140 people applied, against an estimate of 400.", ("people applied", "400")),
        ("The clashes left 23 injured, he said. She said the number was 15.", ("injured", "15")),
        ("Rescuers say 11 people died, down from 15.", ("deaths", "15")),
        ("The ministry corrected its figure of 30 dead to 27.", ("killed", "27")),
        ("Turnout was 61 percent, he said, correcting a figure of 65 percent.", ("turnout", "65")),
        (
            "The economy grew 4 percent, instead of the 6 percent it had first reported.",
            ("GDP rise", "6"),
        ),
    ],
)
def test_the_indicator_is_the_lexicons_or_the_texts_own(
    read: Read, text: str, wanted: tuple[str, str]
) -> None:
    assert wanted in label(find(read, text))


@pytest.mark.parametrize(
    "text",
    [
        "Maria Lopez, 41, lives there.",
        "A petition by two residents was heard.",
        "It was one of the oldest towns.",
        "She has to choose one of two ways.",
        "The two officers were never found.",
        "A three-judge panel met.",
        "Dozens of people came.",
        "They had argued for three hours.",
        "He called three times.",
    ],
)
def test_ages_parts_durations_and_the_vague_are_no_figures(read: Read, text: str) -> None:
    assert label(find(read, text)) == []


def test_a_change_is_two_figures_each_of_its_time(read: Read) -> None:
    text = "The homicide rate dropped from 46 per 100,000 people in 2022 to 38 per 100,000 people last year."
    first, second = find(read, text)
    assert (first.indicator, second.indicator) == ("homicide rate", "homicide rate")
    assert (first.period.earliest, first.period.latest) == (
        dt.date(2022, 1, 1),
        dt.date(2022, 12, 31),
    )
    assert (second.period.earliest, second.period.latest) == (
        dt.date(2023, 1, 1),
        dt.date(2023, 12, 31),
    )
    assert first.period.extent


def test_the_rate_is_the_one_last_spoken_of(read: Read) -> None:
    text = "Unemployment rose to 9 percent in 2022. The rate was 7 percent in 2021."
    assert label(find(read, text)) == [("unemployment", "9"), ("unemployment", "7")]


def test_two_ends_without_times_between_are_told_apart(read: Read) -> None:
    assert label(find(read, "Inflation fell from 8 to 6 percent.")) == [
        ("inflation", "8"),
        ("inflation", "6"),
    ]


def test_a_range_stays_one_figure(read: Read) -> None:
    (figure,) = find(read, "Inflation is expected to be between 3 and 4 percent.")
    assert (figure.value, figure.max_value) == (Decimal(3), Decimal(4))


def test_when_where_and_how_many_in_one_event(read: Read) -> None:
    text = "On Monday, 22 people were killed and four injured in clashes in Lagos, Nigeria."
    killed, injured = find(read, text)
    assert (killed.indicator, injured.indicator) == ("killed", "injured")
    assert injured.unit == "people"
    assert killed.period.earliest == killed.period.latest == dt.date(2024, 6, 10)
    assert any("lagos" in place for place in injured.locations)


def test_whose_share_of_the_vote(read: Read) -> None:
    text = (
        "Anna Kovac beat Peter Novak on Sunday. Kovac won 52 percent of the vote. "
        "Novak, a farmer, got 48 percent of the vote."
    )
    figures = find(read, text)
    assert label(figures) == [("vote share", "52"), ("vote share", "48")]
    assert [figure.observed_agent for figure in figures] == [
        "person/anna-kovac",
        "person/peter-novak",
    ]


def test_forecasts_are_possible_and_sources_kept(read: Read) -> None:
    text = "Violent deaths could exceed 7,000 this year, according to the ministry."
    (figure,) = find(read, text)
    assert (figure.indicator, figure.comparator, figure.modality) == (
        "violent deaths",
        ">",
        "Possible",
    )
    assert figure.according_to is not None


def test_a_repeated_figure_counts_once(read: Read) -> None:
    text = "Eleven miners died in Chile on Monday.\n\nThe eleven miners who died were young. Eleven miners died on Monday."
    assert label(find(read, text)).count(("deaths", "11")) == 1


def test_what_is_not_people_is_not_made_people(read: Read) -> None:
    text = "The plan had 54 backers. Only 27 have paid."
    assert [(figure.unit, f"{figure.value:f}") for figure in find(read, text)] == [
        ("backers", "54"),
        ("backers", "27"),
    ]


def test_evidence_is_exact(read: Read) -> None:
    text = "Officials said — on Friday — that “floods” killed at least 62 people in Kenya."
    (figure,) = find(read, text)
    assert text[figure.evidence.start : figure.evidence.end] == figure.evidence.text
    assert "killed" in figure.evidence.text
    assert "62" in figure.evidence.text
    assert figure.comparator == ">"


def test_a_rate_is_of_no_event(read: Read) -> None:
    facts = read(
        "Since Marlow took office, the murder rate has fallen from 12.5 per 100,000 inhabitants in 2021.",
        "2024-03-05",
    )
    assert facts.events
    assert [figure.in_event for figure in facts.observations] == [None]


@pytest.mark.parametrize(
    ("text", "indicator", "unit"),
    [
        ("The lake has nine Norse ports.", "Norse ports", "ports"),
        ("Doctors reported 3,728 measles cases.", "cases", "cases"),
        ("Of the 4.1 million who voted, 62% were in favour.", "voters", "people"),
        ("Between the two storms, at least 30 were killed.", "killed", "people"),
        ("To date, 41 measles related deaths have been counted.", "deaths", "deaths"),
        ("Police revised a toll of 27 dead.", "deaths", "people"),
    ],
)
def test_the_unit_is_the_noun_that_is_counted(
    read: Read, text: str, indicator: str, unit: str
) -> None:
    found = [(item.indicator, item.unit) for item in read(text, "2024-05-16").observations]
    assert (indicator, unit) in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It takes 14 billion litres (about 3.7 billion U.S. gallons, 3.1 billion imperial gallons).", [14]),
        ("Two gunmen came. The death toll exceeded 100.", [2, 100]),
        ("Lee and three of her colleagues have started a company.", [3]),
    ],
)  # fmt: skip
def test_what_is_said_again_and_what_was_counted_before(
    read: Read, text: str, expected: list[int]
) -> None:
    found = read(text, "2024-05-16").observations
    values = [int(item.value if item.value < 10**9 else item.value / 10**9) for item in found]
    assert values == expected
    assert not {"gunmen", "co"} & {item.unit for item in found if item.value > 2}


def test_the_night_of_a_day_is_that_day(read: Read) -> None:
    text = "Novak pleaded guilty on Tuesday. He was driving a truck on the night of May 6 and hit a group, killing seven riders."
    (figure,) = [item for item in read(text, "2024-05-16").observations if item.value == 7]
    assert figure.period.edtf == "2024-05-06"


def test_a_number_less_another_is_not_told(read: Read) -> None:
    assert read("All but one of the 16 people on board died.", "2023-06-15").observations == ()
    assert read("All but two of the 40 passengers survived.", "2023-06-15").observations == ()


def test_what_it_was_is_the_figure_just_told(read: Read) -> None:
    text = (
        "The population of the island has declined 40%. Among chicks, there was a 17% survival rate. "
        "Among adults, it was 89%."
    )
    told = read(text, "2023-06-15").observations
    assert "population" in told[0].indicator
    assert all("population" not in figure.indicator for figure in told[1:])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The team measured 12 micrograms per litre of lead in the river.", "lead concentration"),
        ("Reeds exposed to 3 milligrams per litre stopped spawning.", "concentration"),
        ("Zinc concentrations of 40 parts per million were found.", "zinc concentrations"),
        ("They found 12 micrograms of lead in it.", "lead weight"),
        ("The heron weighed about ten kg.", "heron weight"),
        ("Forecasters predicted a storm surge of nine feet.", "storm surge"),
        ("The dams have about five feet of leeway.", "leeway length"),
        ("Up to 30 inches of rain fell.", "rainfall"),
        ("The agency claimed 190 were dead.", "killed"),
        ("The agency indicated 68 people were missing.", "missing"),
        ("The fund promised each monk a payout of two million rubles.", "payout"),
    ],
)
def test_a_measurement_is_named_by_what_it_is_of(read: Read, text: str, wanted: str) -> None:
    assert [figure.indicator.lower() for figure in find(read, text)] == [wanted]


def test_the_fate_of_a_list_is_that_of_each(read: Read) -> None:
    text = "Officials reported 150 soldiers, 95 monks, and hundreds of rebels killed."
    assert label(find(read, text)) == [("killed", "150"), ("killed", "95")]


def test_a_rate_goes_on_behind_and(read: Read) -> None:
    text = "Among chicks, the survival rate was 17% for the early and 12% for the late."
    assert label(find(read, text)) == [("survival rate", "17"), ("survival rate", "12")]


@pytest.mark.parametrize(
    "text",
    [
        "There are herons, which 1) feed their chicks and 2) guard them.",
        "Weber counted 44 herons. Weber followed some for 30+ years.",
    ],
)
def test_what_counts_items_or_years_counts_no_herons(read: Read, text: str) -> None:
    assert not {Decimal(1), Decimal(2), Decimal(30)} & {each.value for each in find(read, text)}


def test_what_a_clause_tells_of_another_case_is_not_of_the_story(read: Read) -> None:
    text = (
        "A bomb killed two people in Lund on Monday.\n\n"
        "The paper recalled the scandal, in which 50 people were jailed."
    )
    (figure,) = [each for each in find(read, text) if each.value == 50]
    assert figure.period.edtf == ""


def test_who_kills_is_not_counted_among_the_killed(read: Read) -> None:
    figures = find(read, "Two bombs killed 12 people in 2006, and another killed 9 in 2014.")
    assert ("killed", "2") not in label(figures)
    assert {("killed", "12"), ("killed", "9")} <= set(label(figures))
    assert ("attendance", "100") in label(find(read, "Over 100 people attended the fair."))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She got the toy at a Six Flags park in Ohio.", []),
        ("One MP told the paper the bridge was closed.", []),
        ("One MP was killed on Monday.", [("killed", "1")]),
        ("A blaze in Six Houses Leaves Many Homeless.", [("Houses", "6")]),
        ("The quake left 40 dead and 200 missing.", [("killed", "40"), ("missing", "200")]),
        (
            "The raid left three dead, 20 wounded and two missing.",
            [("killed", "3"), ("injured", "20"), ("missing", "2")],
        ),
        ("The 6.3-magnitude quake left three injured.", [("magnitude", "6.3"), ("injured", "3")]),
    ],
)
def test_the_dead_are_counted_and_names_and_who_speaks_are_not(
    read: Read, text: str, wanted: list[tuple[str, str]]
) -> None:
    assert label(find(read, text)) == wanted


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Turnout was 82 percent, up from 79 percent four years ago.", ["", "2020"]),
        ("Unemployment is 5 percent, down from 7 percent in 2020.", ["/2024-06-12", "2020"]),
        ("Inflation slowed to 3 percent in May from 4 percent in April.", ["2024-05", "2024-04"]),
    ],
)
def test_the_time_of_the_figure_before_is_not_that_of_the_figure_now(
    read: Read, text: str, periods: list[str]
) -> None:
    assert [each.period.edtf for each in find(read, text)] == periods


def test_those_who_have_most_are_no_figure(read: Read) -> None:
    text = "The top 1 percent paid 25.4 percent of taxes in 2014."
    assert label(find(read, text)) == [("share of taxes", "25.4")]


@pytest.mark.parametrize("whole", ["the 10", "his 20"])
def test_of_many_a_part_died(read: Read, whole: str) -> None:
    assert label(find(read, f"Three of {whole} passengers died.")) == [("deaths", "3")]


def test_the_whole_did_not_die(read: Read) -> None:
    assert not find(read, "Two of 12 men died.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The blast killed sixty-six people on Monday.", [("killed", "66")]),
        ("Twenty-one men died on Monday.", [("deaths", "21")]),
        ("A three-judge court met on Monday.", []),
    ],
)
def test_tens_and_ones_joined_by_a_hyphen_are_a_count(
    read: Read, text: str, wanted: list[tuple[str, str]]
) -> None:
    assert label(find(read, text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sacrifice was common from the twenty-sixth dynasty on.", []),
        ("Its winds may reach 75 miles per hour (120 kph).", [("wind speed", "75")]),
        ("A surge of three to six feet (one to two meters) is likely.", [("surge", "3")]),
        ("There were four deaths per 100,000; the cause is open.", [("death rate", "4")]),
    ],
)
def test_ordinals_conversions_and_bare_rates(
    read: Read, text: str, wanted: list[tuple[str, str]]
) -> None:
    assert label(find(read, text)) == wanted


def test_what_is_higher_than_before_is_a_rise(read: Read) -> None:
    first, second = find(read, "The turnout was about 71%, some 25% higher than last year.")
    assert (first.indicator, second.indicator) == ("turnout", "turnout rise")
    assert first.period.latest is None or first.period.latest.year == 2024


def test_what_befell_others_long_before_was_not_at_the_place_of_the_story(read: Read) -> None:
    text = (
        "Nine people were killed on Friday in a bus crash in Celendin. "
        "In January, 22 people died when a bus hit a truck{}."
    )
    for where, place in ((" outside Trujillo", ("place/trujillo",)), ("", ())):
        *_, last = read(text.format(where), "2024-05-16").observations
        assert int(last.value) == 22
        assert last.locations == place


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The bank held interest rates at 4 percent on Thursday.", [("interest rate", 4)]),
        ("The bank raised rates by 50 basis points in May.", [("interest rate rise", 50)]),
        ("A crash on Monday brought the death toll to nine.", [("deaths", 9)]),
        ("The ministry put the death toll at 15.", [("deaths", 15)]),
        (
            "Inflation was 3.8 percent, almost double the bank's 2 percent target.",
            [("inflation", Decimal("3.8")), ("inflation target", 2)],
        ),
        ("The survey put the Reds at 29 percent.", [("support", 29)]),
        (
            "Shares in Lundair fell 3 percent to 91 euros.",
            [("share price fall", 3), ("share price", 91)],
        ),
        ("The party won 44 of the 120 seats.", [("seats", 44)]),
        ("Two earthquakes killed 90 people in 2015.", [("earthquakes", 2), ("killed", 90)]),
        ("She was sentenced to four years in prison.", [("prison sentence", 4)]),
        ("He sat in seat 11A.", []),
        ("About 90 prisoners escaped on Monday.", [("escaped", 90)]),
        ("In 2020, a gunman shot dead four people in central Lund.", [("killed", 4)]),
        (
            "It took 43 percent of the vote, up from 32 percent in 2021.",
            [("vote share", 43), ("vote share", 32)],
        ),
        ("The richest 10 percent paid more.", []),
    ],
)
def test_what_is_kept_aimed_at_or_counted(
    read: Read, text: str, figures: list[tuple[str, Decimal]]
) -> None:
    found = [(figure.indicator, figure.value) for figure in read(text, "2024-06-12").observations]
    assert found == figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three people have been confirmed dead.", ("killed", "3")),
        ("Four men were found dead in Lund on Monday.", ("killed", "4")),
        ("At least 90 houses fell and 40,000 people were left homeless.", ("homeless", "40000")),
        ("The krone strengthened 0.6 percent against the euro.", ("krone rise", "0.6")),
    ],
)
def test_what_became_of_those_counted(read: Read, text: str, expected: tuple[str, str]) -> None:
    assert expected in label(find(read, text))


def test_who_is_feared_dead_is_not_counted_as_dead(read: Read) -> None:
    assert "killed" not in {name for name, _ in label(find(read, "Nine people are feared dead."))}


def test_a_conversion_from_any_money_is_no_second_figure(read: Read) -> None:
    (observation,) = read("The firm was fined 2,000 soles ($540).", "2025-03-10").observations
    assert (int(observation.value), observation.unit) == (2000, "soles")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "With 88 percent of ballots counted, Eva Dvorak had 34.2 percent of the vote and Jan Novak 31.8.",
            [
                ("votes counted", "88", ""),
                ("vote share", "34.2", "Eva Dvorak"),
                ("vote share", "31.8", "Jan Novak"),
            ],
        ),
        (
            "Eva Dvorak won 52 percent of the vote, to 46 percent for Jan Novak.",
            [("vote share", "52", "Eva Dvorak"), ("vote share", "46", "Jan Novak")],
        ),
        (
            "Eva Dvorak won Sunday's election. She took 45%, Jan Novak 31% and Petr Moss 18%.",
            [
                ("vote share", "45", "Eva Dvorak"),
                ("vote share", "31", "Jan Novak"),
                ("vote share", "18", "Petr Moss"),
            ],
        ),
        (
            "Eva Dvorak came first in Sunday's election with 45 percent, ahead of Jan Novak on 31 percent.",
            [("vote share", "45", "Eva Dvorak"), ("vote share", "31", "Jan Novak")],
        ),
        (
            "Eva Dvorak was re-elected mayor on Sunday with 55 percent. Her rival, Jan Novak, got 38 percent.",
            [("vote share", "55", "Eva Dvorak"), ("vote share", "38", "Jan Novak")],
        ),
        (
            "The election is on Sunday. A poll by Norstat gave Eva Dvorak 34 percent.",
            [("support", "34", "Eva Dvorak")],
        ),
        (
            "The Liberty Party won 51 seats in the election, while the Greens secured 44.",
            [("seats", "51", "Liberty Party"), ("seats", "44", "Greens")],
        ),
    ],
)
def test_shares_of_the_vote_and_whose_they_are(
    read: Read, text: str, wanted: list[tuple[str, str, str]]
) -> None:
    facts = read(text, "2024-06-12")
    labels = {entity.id: entity.label for entity in facts.entities}
    found = [
        (figure.indicator, f"{figure.value:f}", labels.get(figure.observed_agent or "", ""))
        for figure in facts.observations
    ]
    assert found == wanted


def test_a_share_is_of_the_vote_only_where_there_is_one(read: Read) -> None:
    text = "Norvik won a big order on Sunday. It has 12 percent in Norland, while Veltra has 8 percent."
    assert "vote share" not in [name for name, _ in label(find(read, text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Norvik reported a 17 percent rise in net profit to $2.3 billion.",
            [("net profit rise", "17"), ("net profit", "2300000000")],
        ),
        (
            "Veltra posted a drop of 12 percent in sales to $3.4 billion.",
            [("sales fall", "12"), ("sales", "3400000000")],
        ),
        (
            "A 4 percent increase in food prices pushed inflation to 6.1 percent.",
            [("food price rise", "4"), ("inflation", "6.1")],
        ),
        (
            "Shares in Norvik closed up 3 percent at 187 dollars.",
            [("share price rise", "3"), ("share price", "187")],
        ),
        ("Norvik shares ended the day 2 percent lower.", [("share price fall", "2")]),
        ("The FTSE 100 closed down 0.8 percent.", [("FTSE 100 fall", "0.8")]),
        (
            "The bank said inflation would fall in May before rising to 2.75 percent by December.",
            [("inflation", "2.75")],
        ),
        ("Core inflation was 5.1 percent.", [("core inflation", "5.1")]),
        ("Youth unemployment fell to 22 percent.", [("youth unemployment", "22")]),
        (
            "Oil accounts for 40 percent of exports, compared with 55 percent in 2014.",
            [("share of exports", "40"), ("share of exports", "55")],
        ),
        (
            "The minister took bribes worth 3 million dollars from a Danish builder.",
            [("bribes", "3000000")],
        ),
        ("The quake hit at a depth of 10 kilometres.", [("depth", "10")]),
        ("Some 4,700 residents were moved to shelters.", [("residents moved", "4700")]),
        ("Lund has 90,000 inhabitants.", [("population", "90000")]),
        ("Norvik employs about 13,000 people.", [("employees", "13000")]),
        ("Members voted 364 to 194 for the bill.", [("votes", "364"), ("votes", "194")]),
    ],
)
def test_what_rose_or_fell_and_which_of_its_kind_it_is(
    read: Read, text: str, wanted: list[tuple[str, str]]
) -> None:
    assert label(find(read, text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Norvik Group makes tools. Norvik Group's revenue rose 9 percent.",
        "Norvik Group makes tools. Shares in Norvik Group fell 9 percent.",
        "Norvik Group makes tools. Norvik Group shares fell 9 percent.",
    ],
)
def test_a_figure_is_of_whom_the_thing_is_that_rose(read: Read, text: str) -> None:
    facts = read(text, "2024-06-12")
    (figure,) = facts.observations
    labels = {entity.id: entity.label for entity in facts.entities}
    assert labels[figure.observed_agent or ""] == "Norvik Group"


def test_a_poll_has_no_support_itself(read: Read) -> None:
    text = "A Norstat poll put support for the Liberty Party at 40 percent."
    facts = read(text, "2024-06-12")
    (figure,) = facts.observations
    labels = {entity.id: entity.label for entity in facts.entities}
    assert (figure.indicator, labels.get(figure.observed_agent or "")) == (
        "support",
        "Liberty Party",
    )


def test_what_is_projected_is_no_fact(read: Read) -> None:
    (figure,) = find(read, "The population is projected to shrink to 36 million by 2072.")
    assert figure.modality == "Possible"


def test_a_result_has_two_shares(read: Read) -> None:
    text = "Ana Ruiz won the runoff on Sunday, beating Leo Holm by 51.3 percent to 48.7 percent."
    found = read(text, "2025-03-10").observations
    assert [(each.indicator, str(each.value)) for each in found] == [
        ("vote share", "51.3"),
        ("vote share", "48.7"),
    ]


def test_what_a_rise_is_compared_with_is_a_rise_of_the_time_before(read: Read) -> None:
    text = (
        "The economy grew 3.1 percent in the fourth quarter from a year earlier, "
        "compared with 2.5 percent in the previous three months."
    )
    found = read(text, "2025-03-10").observations
    assert [each.indicator for each in found] == ["GDP rise", "GDP rise"]
    assert [str(each.period.earliest) for each in found] == ["2024-10-01", "2024-07-01"]


def test_what_is_brought_to_a_figure_is_what_it_is_of(read: Read) -> None:
    text = (
        "Inflation reached 12.8 percent in November from a month earlier, the agency said, "
        "taking the annual rate to 160.9 percent."
    )
    found = read(text, "2025-12-10").observations
    assert [each.indicator for each in found] == ["inflation", "inflation"]


def test_the_number_of_a_telephone_counts_nobody(read: Read) -> None:
    assert not read("She urged people to call 999 in emergencies.", "2025-03-10").observations


def test_each_place_of_a_list_is_its_own_figures(read: Read) -> None:
    facts = read(
        "The marches included 250 thousand protesters in Lund, 100 thousand in Rill and 1.4 million in towns throughout Chile.",
        "2024-03-07",
    )
    assert [each.locations[0] for each in facts.observations] == [
        "place/lund",
        "place/rill",
        "country/chile",
    ]


def test_unit_is_no_part_of_what_a_share_is_called(read: Read) -> None:
    facts = read("Lund Holding sold a 20 percent stake to Rill Partners on Monday.", "2024-03-07")
    assert [each.indicator for each in facts.observations] == ["stake"]


def test_what_had_been_before_dates_no_figure_told_after_it(read: Read) -> None:
    text = (
        "Nurses walked out on Monday. A court had on Friday barred the strike. "
        "Some 350 patients were moved to private clinics."
    )
    (figure,) = read(text, "2025-04-08").observations
    assert str(figure.period.earliest) != "2025-04-04"
