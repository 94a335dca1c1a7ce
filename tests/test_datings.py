"""When things happened, where the text does not say it beside their word: what lasts, what the story tells, what took effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Read

    from graph_builder.model import TimeSpan

DAY = "2024-05-16"  # a Thursday


def bounds(when: TimeSpan) -> str:
    return f"{when.earliest or ''}..{when.latest or ''}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dockers have protested since April 2.", "2024-04-02..2024-05-16"),
        ("The strike began on April 2.", "2024-04-02..2024-05-16"),
        ("On Monday, nurses began a three-day strike.", "2024-05-13..2024-05-15"),
        ("The strike ended on Monday.", "2024-05-13..2024-05-13"),
    ],
)
def test_what_lasts_is_not_over_on_its_first_day(read: Read, text: str, expected: str) -> None:
    (event,) = read(text, DAY).events
    assert bounds(event.occurred_on) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The president has banned fuel exports since 2016.", "2016-01-01..2016-12-31"),
        ("Parliament passed a new tax on sugar, which took effect on Monday.", "..2024-05-13"),
        ("Parliament passed a new tax on sugar on Monday.", "2024-05-13..2024-05-13"),
        ("The government closed all schools as of Monday.", "..2024-05-13"),
        ("The government closed all schools on Monday.", "2024-05-13..2024-05-13"),
        ("Parliament passed a bill to ban bags on Monday.", "2024-05-13..2024-05-13"),
        ("Parliament unveiled a plan to ban bags on Monday.", "..2024-05-16"),
        ("The council on Monday night postponed a vote on a bill.", "2024-05-13..2024-05-13"),
        (
            "The minister said on Monday that he had ordered the army to guard the ports.",
            "2024-05-13..2024-05-13",
        ),
        ("The minister said on Monday that the army had imposed a curfew.", "..2024-05-13"),
        ("The government lifted the curfew on Monday.", "..2024-05-13"),
        (
            "On Monday, the mayor recalled a request of the ministry to close the schools in July.",
            "..2024-05-13",
        ),
        (
            "On Monday, the mayor accepted a request of the ministry to close the schools in July.",
            "2024-05-13..2024-05-13",
        ),
    ],
)
def test_the_day_of_an_announcement(read: Read, text: str, expected: str) -> None:
    (measure,) = read(text, DAY).measures
    assert bounds(measure.announced_on) == expected


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("The government closed all schools as of Monday.", "InForce", "2024-05-13..2024-05-13"),
        ("The curfew started on Monday.", "InForce", "2024-05-13..2024-05-13"),
        ("The county ordered an evacuation as of Monday.", "InForce", "2024-05-13..2024-05-13"),
    ],
)
def test_what_takes_effect_on_a_day_was_announced_by_then(
    read: Read, text: str, status: str, expected: str
) -> None:
    (measure,) = read(text, DAY).measures
    assert bounds(measure.announced_on) == "..2024-05-13"
    assert [(step.status, bounds(step.occurred_on)) for step in measure.steps] == [
        (status, expected)
    ]


LEAD = "Two bombs went off in the port of Ostrava on Tuesday.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said that two men were arrested.", "2024-05-14..2024-05-16"),
        ("Two men were arrested.", "2024-05-14..2024-05-16"),
        ("Two men have been arrested.", "..2024-05-16"),
        ("Two men had been arrested.", "..2024-05-14"),
        ("Two men were arrested earlier.", "..2024-05-16"),
        ("Two men were arrested a few weeks after they had met.", "..2024-05-16"),
    ],
)
def test_tense_against_the_day_of_the_story(read: Read, text: str, expected: str) -> None:
    events = read(LEAD + text, DAY).events
    assert [bounds(event.occurred_on) for event in events if event.kind == "Arrest"] == [expected]


@pytest.mark.parametrize(
    "lead",
    [
        "Twin blasts on Tuesday hit the port.",
        "The port was bombed on Tuesday.",
        "Tuesday's vote ended in uproar.",
    ],
)
def test_a_lead_may_say_its_day_beside_the_subject_or_in_the_passive(read: Read, lead: str) -> None:
    (*_, event) = read(f"{lead}\n\nTwo men were arrested.", DAY).events
    assert bounds(event.occurred_on) == "2024-05-14..2024-05-16"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "The minister said on Monday that she would launch an inquiry into the fire.",
            "Inquiry",
            "2024-05-13..",
        ),
        (
            "He will sign it on June 3, the same day the bishop is scheduled to give a speech.",
            "Speech",
            "2024-06-03..2024-06-03",
        ),
        (
            "The union met on Tuesday. It sued the bank; the strike began later the same day.",
            "Lawsuit",
            "2024-05-14..2024-05-14",
        ),
        ("A strike in March and April cost millions.", "Strike", "2024-03-01..2024-04-30"),
        ("He was impeached over breaches of the act of 1867.", "Inquiry", "..2024-05-16"),
        ("He was jailed for killing two men in 2019.", "Imprisonment", "2019-01-01..2024-05-16"),
        ("He was jailed on Monday for killing two men.", "Killing", "..2024-05-13"),
        (
            "He resigned ahead of the debate scheduled for May 20.",
            "Resignation",
            "..2024-05-16",
        ),
        ("The deadline is until Friday.", "Deadline", "2024-05-17..2024-05-17"),
        (
            "A plant exploded on Tuesday. The day before the blast, a guard was arrested.",
            "Arrest",
            "..2024-05-16",
        ),
    ],
)
def test_how_a_word_lies_to_a_time(read: Read, text: str, kind: str, expected: str) -> None:
    found = [event for event in read(text, DAY).events if event.kind == kind]
    assert [bounds(event.occurred_on) for event in found] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor also closed two schools.", "2024-05-13..2024-05-13"),
        ("The council also closed two schools.", "2024-05-13..2024-05-16"),
        ("The mayor closed two schools.", "2024-05-13..2024-05-16"),
    ],
)
def test_what_the_same_actor_also_did(read: Read, text: str, expected: str) -> None:
    lead = "On Monday, the mayor banned cars from the centre."
    (*_, measure) = read(f"{lead}\n\n{text}", DAY).measures
    assert bounds(measure.announced_on) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        # The main clause's day is not that of a relative clause by which somebody is known.
        (
            "To all the neighbours who elected me, today I feel grateful.",
            "Election",
            "..2024-05-16",
        ),
        ("On Monday police arrested a man who shot two shopkeepers.", "Shooting", "..2024-05-13"),
        ("On Monday police arrested a man.", "Arrest", "2024-05-13..2024-05-13"),
        # What something came before may still be to come.
        ("The attack came two days before the inauguration.", "Accession", ".."),
        ("The attack came two days after the inauguration.", "Accession", "..2024-05-16"),
        # Joined times are all open.
        ("She won the 2008 and 2012 elections.", "Election", "2008-01-01..2012-12-31"),
        ("He was arrested in 2008, 2010 and 2012.", "Arrest", "2008-01-01..2012-12-31"),
        ("He was arrested in 2008 and fled in 2012.", "Arrest", "2008-01-01..2008-12-31"),
        ("The March primary was won by Jones.", "Election", "2024-03-01..2024-03-31"),
        # "Later" of a thing is after its own time; "following" looks back.
        (
            "He broke the law of 1867, on which a court later ruled.",
            "Ruling",
            "1867-01-01..2024-05-16",
        ),
        ("Following the referendum, she resigned.", "Referendum", "..2024-05-16"),
    ],
)
def test_no_time_reaches_beyond_its_clause(read: Read, text: str, kind: str, expected: str) -> None:
    found = [event for event in read(text, DAY).events if event.kind == kind]
    assert [bounds(event.occurred_on) for event in found] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We arrested three men last night,” the sheriff said on Friday.", "2024-05-09..2024-05-09"),
        ("The sheriff said on Friday that he arrested three men last night.", "2024-05-15..2024-05-15"),
        ("“We arrested three men last night,” the sheriff said.", "2024-05-15..2024-05-15"),
        ("In 2019 the sheriff said: “Today we arrested three men.”", "2019-01-01..2019-12-31"),
    ],
)  # fmt: skip
def test_quotations_count_from_the_day_on_which_they_were_spoken(
    read: Read, text: str, expected: str
) -> None:
    (event,) = read(text, DAY).events
    assert bounds(event.occurred_on) == expected


def test_who_adds_speaks_on_the_same_day(read: Read) -> None:
    text = "“We are safe,” said Anna Berg on Monday. “Two men were arrested yesterday,” Berg added."
    (event,) = read(text, DAY).events
    assert bounds(event.occurred_on) == "2024-05-12..2024-05-12"


VOTE = "The vote was held on Monday, May 6.\n\n"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The mayor resigned two days after the vote.", "Resignation", "2024-05-08..2024-05-08"),
        ("The mayor resigned an hour after the vote.", "Resignation", "2024-05-06..2024-05-06"),
        ("The mayor has resigned after the vote.", "Resignation", "2024-05-06..2024-05-16"),
        ("The mayor had resigned before the vote.", "Resignation", "..2024-05-06"),
        ("The vote came less than two weeks before the inauguration.", "Accession", "2024-05-06..2024-05-20"),
        ("The vote came two weeks before the inauguration.", "Accession", "2024-05-14..2024-05-26"),
        ("The mayor resigned on May 7 after the vote.", "Resignation", "2024-05-07..2024-05-07"),
    ],
)  # fmt: skip
def test_events_are_placed_by_others(read: Read, text: str, kind: str, expected: str) -> None:
    found = [event for event in read(VOTE + text, DAY).events if event.kind == kind]
    assert [bounds(event.occurred_on) for event in found] == [expected]


def test_a_statement_is_of_the_day_on_which_it_was_announced(read: Read) -> None:
    text = (
        "Mayor Anna Berg announced on Monday that she would close the port.\n\n"
        "“Two men have been killed,” Berg said in a televised statement."
    )
    assert "..2024-05-13" in [bounds(event.occurred_on) for event in read(text, DAY).events]


def test_a_time_that_closes_a_phrase_in_front_is_that_of_its_noun(read: Read) -> None:
    text = "After his conviction in that trial last summer, Moreno agreed to help with the audit."
    dates = {event.label: event.occurred_on.edtf for event in read(text, "2023-03-15").events}
    assert dates["conviction in that trial"] == "[2022-06-01..2022-08-31]"


def test_a_day_without_its_year_goes_on_with_the_day_told_before(read: Read) -> None:
    text = (
        "The fleet sailed on November 15, 2017. The governor was able to haggle in exchange for his resignation "
        "on November 21."
    )
    (event,) = [e for e in read(text, "2019-09-09").events if "resignation" in e.label]
    assert event.occurred_on.edtf == "2017-11-21"


def test_the_time_behind_but_is_the_last_day_of_what_came_first(read: Read) -> None:
    text = "Moreno founded the Social Bank of Chad to help farmers, but was arrested in 1963."
    dates = {event.label: event.occurred_on.edtf for event in read(text, "2019-09-09").events}
    assert [edtf for label, edtf in dates.items() if "founding" in label] == ["[..1963-12-31]"]


def test_what_something_past_came_after_is_past(read: Read) -> None:
    text = "After the election in May, he resigned on Friday."
    dates = {event.type: event.occurred_on.edtf for event in read(text, "2025-03-14").events}
    assert dates["Election"] == "[2024-05-01..2024-05-31]"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The race heads to a runoff, the board announced on Friday.", "[2025-03-10..]"),
        ("Norland is headed for a runoff after a close count.", "[2025-03-10..]"),
        ("Moss and Holm advanced to a runoff on Sunday.", "[2025-03-09..]"),
        ("Moss and Holm advanced to the April 6 runoff.", "2025-04-06"),
        ("The count, finished on Sunday, forced a runoff on April 6.", "2025-04-06"),
        ("Moss was declared the winner of the runoff on Sunday.", "[..2025-03-09]"),
    ],
)
def test_the_day_on_which_it_came_to_a_runoff_is_not_that_of_the_runoff(
    read: Read, text: str, when: str
) -> None:
    runoffs = [event for event in read(text, "2025-03-10").events if event.type == "RunoffElection"]
    assert [event.occurred_on.edtf for event in runoffs] == [when]


@pytest.mark.parametrize(
    ("text", "resignation", "election"),
    [
        ("Moss resigned three days before the election on March 9.", "2025-03-06", "2025-03-09"),
        ("Moss resigned a day after the election on March 8.", "2025-03-09", "2025-03-08"),
        (
            "Moss resigned two weeks after the election on February 9.",
            "[2025-02-20..2025-02-26]",
            "2025-02-09",
        ),
        ("Moss resigned before the election on Friday.", "[..2025-03-07]", "2025-03-07"),
        (
            "Moss resigned after the election on Friday.",
            "[2025-03-07..2025-03-10]",
            "2025-03-07",
        ),
        ("Moss resigned on Friday, before the election.", "2025-03-07", "[2025-03-07..]"),
    ],
)
def test_a_day_behind_what_others_were_before_or_after_is_that_of_the_other(
    read: Read, text: str, resignation: str, election: str
) -> None:
    first, second = sorted(read(text, "2025-03-10").events, key=lambda event: event.type)
    assert (second.occurred_on.edtf, first.occurred_on.edtf) == (resignation, election)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("With 50 days until the election, Moss is ahead.", "[2024-07-04..2024-07-06]"),
        ("With 50 days to go before the election, Moss is ahead.", "[2024-07-04..2024-07-06]"),
        ("The election is three weeks away.", "[2024-06-03..2024-06-09]"),
        ("The election is less than three weeks away.", "[2024-05-16..2024-06-09]"),
        ("Today is two months until the election.", "[2024-07-01..2024-07-31]"),
        ("Fares rise on June 1, six days before the election.", "2024-06-07"),
        ("Fares rose Monday, three days after the election.", "2024-05-10"),
        ("Fares rose on May 3, two weeks after the election.", "[2024-04-16..2024-04-22]"),
        ("Fares rose on Monday three days before the election.", "2024-05-16"),
        (
            "The court on Monday praised Moss, handing him a victory six days before the election.",
            "2024-05-19",
        ),
    ],
)
def test_how_long_it_is_until_then_says_when(read: Read, text: str, when: str) -> None:
    (event,) = read(text, "2024-05-16").events
    assert event.occurred_on.edtf == when


@pytest.mark.parametrize(
    "text",
    [
        "He asks them to calm down as the presidential election enters its final stretch.",
        "What paper is not taking sides in this election?",
        "He spoke last week about trade and the presidential election.",
    ],
)
def test_what_is_scheduled_may_lie_ahead(read: Read, text: str) -> None:
    (event,) = read(text, "2024-05-16").events
    assert event.occurred_on.edtf == ""


def test_a_verb_beside_it_does_not_say_that_the_election_of_a_year_was_held(read: Read) -> None:
    (event,) = read("It became the best-funded group of the 2024 election.", "2024-05-16").events
    assert event.occurred_on.edtf == "[2024-01-01..2024-12-31]"
    won, election = read("Ida Moss won the 2024 election.", "2024-05-16").events
    assert {won.occurred_on.edtf, election.occurred_on.edtf} == {"[2024-01-01..2024-05-16]"}


@pytest.mark.parametrize(
    "text",
    [
        "The vote was postponed from May 20 to June 9 because of the floods.",
        "The government postponed the election until June 9.",
        "The runoff has been rescheduled for June 9.",
    ],
)
def test_what_was_postponed_is_on_its_new_day(read: Read, text: str) -> None:
    assert [event.occurred_on.edtf for event in read(text, "2024-05-16").events] == ["2024-06-09"]


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Ida Moss called a general election for July 4.",
        "The council scheduled the referendum for July 4.",
    ],
)
def test_the_day_for_which_an_election_is_called_is_its_day(read: Read, text: str) -> None:
    days = [e.occurred_on.edtf for e in read(text, "2024-05-16").events if e.type == "Election"]
    assert days == ["2024-07-04"]


@pytest.mark.parametrize(
    ("text", "type_", "edtf"),
    [
        # How far it is from the day of the verb, and from what "comes" these days.
        (
            "The president on Monday extended the curfew by 30 days, six days before a runoff election.",
            "RunoffElection",
            "2024-05-19",
        ),
        ("The move comes two weeks after a protest in Lima.", "Event", "2024-04-27/2024-05-05"),
        (
            "They imposed sanctions on Monday, a day before the second anniversary of the invasion.",
            "ViolentIncident",
            "2022-05-14",
        ),
        # What was scheduled may be still to come, and may have got another day.
        ("The cabinet had scheduled the vote for July 4.", "Election", "2024-07-04"),
        ("The cabinet had scheduled the vote for March 4.", "Election", "2024-03-04"),
        (
            "The cabinet had scheduled the vote for July 4 and the second round for July 18.",
            "RunoffElection",
            "2024-07-18",
        ),
        (
            "The election was originally scheduled for June but will now be held on 4 October.",
            "Election",
            "2024-10-04",
        ),
        (
            "The electoral court on Tuesday moved the election from August 17 to August 24.",
            "Election",
            "2024-08-24",
        ),
        # Who is charged did it before.
        (
            "Police on Monday charged a man with the murder of a judge.",
            "ViolentIncident",
            "..2024-05-13",
        ),
        ("The court on Monday heard an appeal against a ruling.", "CourtRuling", "..2024-05-13"),
    ],
)
def test_days_by_what_the_clause_tells(read: Read, text: str, type_: str, edtf: str) -> None:
    first, _, last = edtf.partition("/") if "/" in edtf else (edtf, "", edtf)
    first, _, last = edtf.partition("..") if ".." in edtf else (first, "", last)
    events = [each for each in read(text, "2024-05-16").events if each.type == type_]
    when = events[-1].occurred_on
    bounds = [day.isoformat() if day else "" for day in (when.earliest, when.latest)]
    assert bounds == [first, last]


def test_the_year_of_an_earlier_disaster_is_its_own(read: Read) -> None:
    text = (
        "A quake in Karistan killed 214 people on Tuesday.\n\n"
        "Inspections had been doubled since the 2019 quake, which killed 87 people."
    )
    facts = read(text, "2026-07-08")
    assert {each.occurred_on.edtf for each in facts.events} == {
        "2026-07-07",
        "[2019-01-01..2019-12-31]",
    }
    assert [each.period.edtf for each in facts.observations] == ["2026-07-07", "2019"]


def test_the_last_election_was_not_on_the_day_of_the_story(read: Read) -> None:
    text = "Parliament voted on Wednesday to lower the voting age.\n\nTurnout was 63 percent at the last general election."
    (election,) = (e for e in read(text, "2026-07-08").events if e.type == "Election")
    assert election.occurred_on.earliest is None


@pytest.mark.parametrize("verb", ["will", "would"])
def test_the_day_behind_a_verb_of_saying_is_when_it_was_said(read: Read, verb: str) -> None:
    text = f"Veltra said on Tuesday it {verb} close its plant next year, blaming the market."
    first, second = read(text, "2026-07-08").claims
    assert bounds(first.stated_on) == "2026-07-07..2026-07-07"
    assert second.stated_on.earliest is None


@pytest.mark.parametrize(
    "text",
    [
        "Congress voted on Thursday to approve a law that allows lotteries, two weeks before a presidential runoff.",
        "Two weeks before the presidential runoff, President Ana Ruiz decreed a curfew on Thursday.",
    ],
)
def test_weeks_before_a_vote_say_when_it_is_within_days(read: Read, text: str) -> None:
    (vote,) = (each for each in read(text, "2026-05-22").events if each.type == "RunoffElection")
    assert bounds(vote.occurred_on) == "2026-06-01..2026-06-07"


def test_a_toll_that_rose_on_a_day_counts_what_was_before(read: Read) -> None:
    facts = read("The death toll in the derailment rose to 19 on Tuesday.", "2024-05-16")
    assert [event.occurred_on.edtf for event in facts.events] == ["[..2024-05-14]"]


def test_what_led_to_the_story_is_not_of_its_day(read: Read) -> None:
    text = (
        "A judge on Tuesday suspended the curfew in Lund.\\n\\n"
        "Police said seven people, not six as first reported, were killed in the attack that prompted the curfew."
    )
    facts = read(text, "2024-05-16")
    (attack,) = [event for event in facts.events if event.type == "ViolentIncident"]
    assert attack.occurred_on.earliest is None
    assert [each.period.earliest for each in facts.observations] == [None]


def test_a_bare_hour_is_of_no_day_where_several_were_told(read: Read) -> None:
    text = "Gunmen attacked a bus on Monday.\n\n{}The shooting began at noon, she said."
    one = read(text.format(""), "2024-05-16").times
    two = read(text.format("The army came on Tuesday.\n\n"), "2024-05-16").times
    here = read(text.format("The army came on Tuesday. "), "2024-05-16").times
    assert [each[-1].value for each in (one, two, here)] == [
        "2024-05-13T12:00",
        "XXXX-XX-XXT12:00",
        "2024-05-14T12:00",
    ]


def test_the_hour_of_a_thing_told_before_is_of_no_later_day(read: Read) -> None:
    text = (
        "Two trains collided near Lund on Monday, killing nine people. The minister visited the site on Tuesday. "
        "The collision happened at 5:40 a.m., officials said."
    )
    hour = read(text, "2025-03-14").times[-1]
    assert (hour.span.text, hour.when.earliest) == ("5:40 a.m.", None)


def test_what_comes_with_a_thing_has_its_own_day(read: Read) -> None:
    text = "Last week Peru's president declared a state of emergency, with Chile's president following suit yesterday."
    measure = read(text, "2025-03-14").measures[0]
    assert measure.announced_on.edtf == "[2025-03-03..2025-03-09]"


def test_what_is_alleged_or_minutes_from_a_thing_is_not_of_the_story(read: Read) -> None:
    text = (
        "A man appeared in court on Thursday. Police alleged that he carried out two attacks. "
        "Police arrested him 36 minutes after the second attack."
    )
    days = {e.evidence.text: e.occurred_on.edtf for e in read(text, "2025-03-14").events}
    assert days["two attacks"] == days["Police arrested him"] == "[..2025-03-14]"


def test_the_longest_since_a_year_does_not_last_since_then(read: Read) -> None:
    text = "The strike, which began on Monday, was the longest in the state since 2019."
    days = {e.evidence.text: e.occurred_on.edtf for e in read(text, "2025-04-11").events}
    assert days["The strike"] == "2025-04-07"
