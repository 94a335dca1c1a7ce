"""What happened: one event a thing, dated, placed, with those who took part."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Read

    from graph_builder.model import Event, Facts

DAY = "2024-05-16"  # a Thursday


def find(facts: Facts, kind: str) -> Event:
    return next(event for event in facts.events if event.kind == kind)


def label(facts: Facts, ids: tuple[str, ...]) -> list[str]:
    labels = {entity.id: entity.label for entity in facts.entities}
    return [labels[item] for item in ids]


@pytest.mark.parametrize(
    ("sentence", "kind", "class_"),
    [
        (
            "Voters in Norland will elect a parliament in a runoff election on June 9.",
            "Runoff",
            "RunoffElection",
        ),
        ("The country held a general election on Sunday.", "Election", "Election"),
        ("Gunmen attacked a bus near Lagos on Monday.", "Attack", "ViolentIncident"),
        ("A car bomb exploded outside a hotel in Kabul on Tuesday.", "Bombing", "ViolentIncident"),
        ("The Supreme Court ruled on Wednesday that the levy was lawful.", "Ruling", "CourtRuling"),
        ("Police arrested three men on Tuesday in Lyon.", "Arrest", "Investigation"),
        ("Prosecutors are investigating the mayor over missing funds.", "Inquiry", "Investigation"),
        ("Thousands of farmers protested in Warsaw on Monday.", "Protest", "Event"),
        ("The finance minister resigned on Tuesday.", "Resignation", "Event"),
        ("A strong earthquake struck northern Chile on Monday.", "Disaster", "Event"),
    ],
)
def test_a_kind_is_told_by_its_words(read: Read, sentence: str, kind: str, class_: str) -> None:
    assert find(read(sentence, DAY), kind).type == class_


@pytest.mark.parametrize(
    "sentence",
    [
        "Attacks are common in the region.",
        "Residents live in fear of an attack.",
        "The minister warned that a strike could follow.",
        "No attack took place.",
        "Gang violence has killed hundreds in recent years.",
        "The board has not met its goals.",
        "She ruled out a new contract.",
        "The election commission has eleven members.",
    ],
)
def test_what_is_no_single_event_is_none(read: Read, sentence: str) -> None:
    assert read(sentence, DAY).events == ()


def test_several_mentions_are_one_event(read: Read) -> None:
    facts = read(
        "Clashes broke out in Mombasa on Tuesday. Nine people were killed in the clashes.\n\n"
        "The clashes lasted three hours.",
        DAY,
    )
    violent = [event for event in facts.events if event.type == "ViolentIncident"]
    assert len(violent) == 1
    assert violent[0].occurred_on.earliest == violent[0].occurred_on.latest == dt.date(2024, 5, 14)
    assert label(facts, violent[0].locations)[0] == "Mombasa"
    assert len(violent[0].further_evidence) == 2


def test_two_dated_attacks_are_two(read: Read) -> None:
    facts = read("Rebels attacked Goma on Monday. On Wednesday, rebels attacked Bunia.", DAY)
    days = [event.occurred_on.earliest for event in facts.events if event.kind == "Attack"]
    assert days == [dt.date(2024, 5, 13), dt.date(2024, 5, 15)]


def test_roles(read: Read) -> None:
    facts = read("Four masked gunmen shot Deputy Mayor Ana Ruiz in Quito on Monday.", DAY)
    event = find(facts, "Shooting")
    assert label(facts, event.perpetrators) == ["Four masked gunmen"]
    assert label(facts, event.victims) == ["Ana Ruiz"]


def test_passive_roles(read: Read) -> None:
    facts = read("Two farmers were murdered by unknown assailants near Cali on Monday.", DAY)
    event = find(facts, "Killing")
    assert "farmers" in label(facts, event.victims)[0]
    assert "assailants" in label(facts, event.perpetrators)[0]


def test_undated_past_and_future_are_bounded_by_the_article(read: Read) -> None:
    facts = read("The ambassador resigned. The two leaders will meet in Oslo.", DAY)
    past, future = find(facts, "Resignation").occurred_on, find(facts, "Meeting").occurred_on
    assert (past.earliest, past.latest) == (None, dt.date(2024, 5, 16))
    assert (future.earliest, future.latest) == (dt.date(2024, 5, 16), None)


def test_what_is_told_in_speech_is_dated_by_it_at_the_latest(read: Read) -> None:
    facts = read("Police said on Tuesday that a gang had kidnapped two engineers.", DAY)
    event = find(facts, "Kidnapping")
    assert event.occurred_on.latest == dt.date(2024, 5, 14)
    assert event.according_to is not None


def test_an_unlisted_verb_of_change_with_a_date_is_an_event(read: Read) -> None:
    facts = read("The ferry Aurora left Bergen on Monday.", DAY)
    assert [(event.type, event.kind) for event in facts.events] == [("Event", "")]


def test_an_article_without_date_gives_no_day(read: Read) -> None:
    event = find(read("The finance minister resigned."), "Resignation")
    assert (event.occurred_on.earliest, event.occurred_on.latest) == (None, None)


def test_every_passage_is_a_slice_of_the_text(read: Read) -> None:
    text = "“Rebels” attacked  Goma on Monday — nine people died, two were injured.\n\nThe attack … 🙂 ended."
    for event in read(text, DAY).events:
        for span in (event.evidence, *event.further_evidence):
            assert text[span.start : span.end] == span.text


def test_what_a_storm_does_is_no_violence(read: Read) -> None:
    facts = read("Hurricane Nora killed nine people in Haiti on Monday.", DAY)
    assert facts.events
    assert all(event.type == "Event" for event in facts.events)


def test_the_accused_does_what_the_gerund_says(read: Read) -> None:
    facts = read("On Monday, a judge convicted Omar Saleh of murdering two tourists.", DAY)
    assert label(facts, find(facts, "Killing").perpetrators) == ["Omar Saleh"]


def test_other_victims_are_another_event(read: Read) -> None:
    facts = read(
        "On Tuesday, nine people were killed in clashes in Cali.\n\n"
        "Soldiers are being investigated over the killing of two students in April.",
        DAY,
    )
    kinds = [event.kind for event in facts.events]
    assert kinds == ["Clash", "Inquiry", "Killing"]


def test_a_label_names_who_a_pronoun_is(read: Read) -> None:
    facts = read("Lea Brandt leads the party. She resigned on Monday.", DAY)
    assert find(facts, "Resignation").label == "resignation of Lea Brandt"


def test_the_time_of_a_confession_is_not_that_of_the_deed(read: Read) -> None:
    facts = read("The nurse on Tuesday admitted his guilt in six murders.", DAY)
    assert find(facts, "Killing").occurred_on.earliest is None


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("On Monday Lea Brandt moved to Lund.", ["Lea Brandt moved to Lund"]),
        ("The forecast, issued on Monday, was wrong.", []),
        ("The orchestra on Monday performed.", []),
    ],
)
def test_an_event_of_no_class_says_what_changed(
    read: Read, sentence: str, labels: list[str]
) -> None:
    facts = read(sentence, DAY)
    assert [event.label for event in facts.events if not event.kind] == labels


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("An apartment building collapsed on Monday in Quito.", "Collapse"),
        ("The ferry sank off Quito on Monday.", "Sinking"),
        ("The bus overturned on Sunday near Quito.", "Overturning"),
        ("Two trains collided near Quito on Monday.", "Collision"),
        ("The river burst its banks on Monday.", "Inundation"),
        ("Hundreds of protesters gathered outside the parliament on Friday.", "Gathering"),
        ("Thousands of farmers marched through Quito on Friday.", "Gathering"),
        ("The reforms have sparked anger and protests.", "Protest"),
        ("Ana Ruiz took office on Monday.", "Accession"),
        ("Ana Ruiz dropped out of the race on Monday.", "EndOfCampaign"),
        ("The painting was stolen on Sunday.", "Theft"),
        ("Hackers breached the network of the bank on Monday.", "Sabotage"),
        ("Firefighters rescued two boys on Monday.", "Rescue"),
        ("The committee subpoenaed the minister on Monday.", "Subpoena"),
    ],
)
def test_the_kinds_of_a_thesaurus(read: Read, sentence: str, kind: str) -> None:
    assert [event.kind for event in read(sentence, DAY).events] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "The retirement of the old trams left a gap.",
        "The bank retreated from a goal that it had set.",
        "The suspect surrendered to the police on Monday.",
        "The governor greeted the wounded in hospital.",
        "Doctors said most of the injured were minors.",
        "The sharks' population then exploded.",
        "Sales of phones exploded in March.",
        "The two supermarkets started a price war in May.",
        "The minister faced a storm of criticism on Monday.",
        "The council tried to strike a balance on Monday.",
        "Tourists captured pictures of the harbour.",
        "Unions rejected demands for a new investigation.",
        "He was eager for an election.",
        "More than 1000 drivers have been arrested since the vote in June.",
        "Police said protesters who were arrested must be freed.",
        "Warm water is attacking the ice.",
        "The ministry released a statement on Monday.",
    ],
)
def test_traps_are_no_events(read: Read, sentence: str) -> None:
    found = [event.kind for event in read(sentence, DAY).events]
    assert [kind for kind in found if kind != "Election"] == []


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Ana Ruiz took office on Monday.", "accession to office of Ana Ruiz"),
        ("Thirty-five were rescued on Monday.", "rescue of Thirty-five people"),
        ("Hackers breached the network of the bank on Monday.", "sabotage by hackers"),
        ("Rebels attacked Goma on Monday.", "attack on Goma"),
        ("The storm killed nine and left others injured on Monday.", "storm"),
        ("President Ida Holm visited Goma on Monday.", "visit to Goma"),
        ("Twelve dockers were wounded and nine nurses arrested.", "arrest of nine nurses"),
        ("Nine people were killed when two trains collided on Monday.", "collision of two trains"),
    ],
)
def test_a_label_says_who_did_what_to_whom(read: Read, sentence: str, label: str) -> None:
    assert [event.label for event in read(sentence, DAY).events] == [label]


def test_one_inquiry_is_one_event(read: Read) -> None:
    facts = read(
        "The senate opened an impeachment inquiry on Monday.\n\nThe mayor spoke of her garden. It rained. "
        "Shops were open.\n\nAides called it an impeachment inquiry without a cause.",
        DAY,
    )
    assert [event.kind for event in facts.events] == ["Inquiry"]


def test_victims_told_later_are_of_the_one_attack(read: Read) -> None:
    facts = read(
        "Twin bombings hit Goma on Monday.\n\nThe mayor was in his office. It rained. Shops were open.\n\n"
        "He had no comment. A doctor said ninety civilians were wounded.",
        DAY,
    )
    assert [event.kind for event in facts.events] == ["Bombing"]


def test_a_named_vote_is_not_another_election_told_before(read: Read) -> None:
    facts = read(
        "Ana Ruiz was first elected in 2001. After the Goma vote, she left the country.", DAY
    )
    dates = [event.occurred_on.earliest for event in facts.events if event.kind == "Election"]
    assert dates[0] == dt.date(2001, 1, 1)
    assert dt.date(2001, 1, 1) not in dates[1:]


@pytest.mark.parametrize(
    "sentence",
    [
        "Only two presidents have been impeached.",
        "The town has always elected a farmer.",
        "Judges often acquit such thieves.",
        "The law says that officials are removed after being impeached.",
        "The reporter had asked for a ruling.",
        "The rules cover ships visiting the port.",
        "The database listed no ships on Monday.",
        "The Center released them on Monday.",
        "Daniel Noboa moved on Monday.",
        "In the legend, the king was buried under the hill.",
    ],
)
def test_what_sums_up_is_no_single_event(read: Read, sentence: str) -> None:
    assert not read(sentence, DAY).events


def test_another_number_is_another_event(read: Read) -> None:
    facts = read(
        "Two suicide bombings hit Tunis in May.\n\nThree suicide bombings hit Sfax in May.", DAY
    )
    assert [event.kind for event in facts.events] == ["Bombing", "Bombing"]


def test_a_vote_to_remove_somebody_is_no_election(read: Read) -> None:
    (event,) = read("The vote to remove her from office failed on Monday.", DAY).events
    assert (event.kind, event.type) == ("ParliamentaryVote", "Event")


def test_a_breach_of_a_law_is_no_accident(read: Read) -> None:
    facts = read("The mayor was impeached over breaches of the Office Act of 1867.", DAY)
    assert [event.kind for event in facts.events] == ["Inquiry"]


def test_who_appoints_is_not_appointed(read: Read) -> None:
    (event,) = read("Anna Berg appointed him last year.", DAY).events
    assert event.label == "appointment"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # Nobody protests where somebody resigns "in protest"; who is killed "in combat" was in one.
        ("He served until 2018, resigning in protest.", ["Resignation"]),
        ("Two soldiers were killed in combat on Monday.", ["Clash"]),
        ("Voters chose to leave in the referendum on Monday.", ["Referendum"]),
        ("Parliament would meet on June 4.", ["Meeting"]),
        ("The Alien Stock was held in Las Vegas on Monday.", [""]),
        ("Anna Berg was murdered on Monday. Berg's death shocked the town.", ["Killing"]),
        (
            "Anna Berg was murdered on Monday. In May, a man attempted to disfigure Berg.",
            ["Killing", "Injuring"],
        ),
        ("Parliament would meet if the king asked it to on June 4.", []),
        # An appeal and a stay are not the ruling that they are about.
        (
            "The court ruled on Monday that the levy was void. The mayor appealed the decision on Tuesday.",
            ["Ruling", "Appeal"],
        ),
        (
            "The court ruled on Monday that the levy was void. An upper court issued a stay.",
            ["Ruling", "Stay"],
        ),
    ],
)
def test_what_is_told_beside_an_event(read: Read, text: str, kinds: list[str]) -> None:
    assert [event.kind for event in read(text, DAY).events] == kinds


def test_victims_of_long_ago_are_not_those_of_the_outbreak(read: Read) -> None:
    text = (
        "A measles outbreak has hit Samoa since May 2.\n\n"
        "Vaccination rates dropped in 2018 when two children died from a faulty vaccine."
    )
    assert [event.kind for event in read(text, DAY).events] == ["Outbreak", "Death"]


def test_a_bare_noun_does_not_take_the_fuller_label(read: Read) -> None:
    text = "The cargo ship Bangka vanished on Monday. The disappearance is a riddle."
    (event,) = read(text, DAY).events
    assert "Bangka" in event.label


def test_who_claims_that_others_attacked_attacked_nobody(read: Read) -> None:
    facts = read("Ali Tamim claimed rebels have attacked journalists previously.", DAY)
    assert "Ali Tamim" not in label(facts, find(facts, "Attack").perpetrators)
    facts = read("The Taliban claimed the attack on Monday.", DAY)
    assert label(facts, find(facts, "Attack").perpetrators) == ["Taliban"]


def test_victims_of_what_is_reported_to_have_killed(read: Read) -> None:
    facts = read("A bombing was reported to have killed journalist Ali Tamim.", DAY)
    assert label(facts, find(facts, "Bombing").victims) == ["Ali Tamim"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "A quake shook Norland on Monday. The tremor lasted a minute. Wednesday's landslide followed the quake.",
            ["quake in Norland", "Wednesday's landslide"],
        ),
        (
            "A fire broke out in a mill in Lund on Monday. A second fire on Monday destroyed a barn.",
            ["fire in Lund", "second fire"],
        ),
        (
            "A 6.1-magnitude quake shook Norland on Monday. A 4.2-magnitude quake struck on Monday. The 6.1 quake was felt in Lund.",
            ["6.1-magnitude quake", "4.2-magnitude quake"],
        ),
        (
            "Twin blasts hit the port of Lund on Monday. The second blast hurt a guard.",
            ["Twin blasts"],
        ),
        (
            "A quake shook Norland on Monday. Another quake struck on Tuesday. Monday's quake was felt in Lund.",
            ["quake in Norland", "quake"],
        ),
    ],
)
def test_what_tells_two_of_a_kind_apart(read: Read, text: str, labels: list[str]) -> None:
    assert [event.label for event in read(text, DAY).events] == labels


def test_a_person_is_killed_once(read: Read) -> None:
    facts = read(
        "Jan Novak was jailed for the murder of Eva Dvorak. He confessed to killing his sister in 2022. "
        "Dvorak was strangled. Her death shocked the town.",
        DAY,
    )
    killings = [event for event in facts.events if event.kind in {"Killing", "Death"}]
    assert [len(event.further_evidence) for event in killings if event.victims] == [3]


def test_an_attempt_is_no_death(read: Read) -> None:
    facts = read(
        "Eva Dvorak was murdered on Monday. Her husband once tried to poison Dvorak. Dvorak's death shocked the town.",
        DAY,
    )
    assert [event.kind for event in facts.events] == ["Killing", "Attack"]
    assert facts.events[1].occurred_on.earliest is None
    assert facts.events[1].occurred_on.latest == dt.date(2024, 5, 16)


@pytest.mark.parametrize(
    "sentence",
    ["A nearby fault contributes to earthquakes in Norland.", "The law about murders has changed."],
)
def test_what_holds_of_a_kind_is_no_event(read: Read, sentence: str) -> None:
    assert not read(sentence, DAY).events


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Eva Dvorak earlier this week won one of the two spots in a June runoff election.", ["FirstRound", "Runoff"]),
        ("Eva Dvorak and Jan Novak advanced to the runoff on Sunday.", ["FirstRound", "Runoff"]),
        ("Eva Dvorak could win a place in the runoff.", ["Runoff"]),
        ("Eva Dvorak edged out Jan Novak in first election round on Sunday.", ["FirstRound"]),
    ],
)  # fmt: skip
def test_who_comes_into_the_runoff_has_stood_in_the_first_round(
    read: Read, sentence: str, kinds: list[str]
) -> None:
    events = read(sentence, DAY).events
    assert [event.kind for event in events] == kinds
    assert all(event.label == "first round of the election" for event in events[:-1])


def test_the_runoff_that_somebody_came_into_may_be_still_to_come(read: Read) -> None:
    event = find(read("Eva Dvorak qualified for a second round.", DAY), "Runoff")
    assert event.occurred_on.latest is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Thursday was the 70th anniversary of the party's takeover of Chad.", "1953-06-15"),
        ("Chad on Monday marked the tenth anniversary of the earthquake.", "2013-06-12"),
        ("The city marks the anniversary of the massacre.", "[..2022-06-15]"),
    ],
)
def test_an_anniversary_dates_what_it_is_of(read: Read, text: str, when: str) -> None:
    (event,) = read(text, "2023-06-15").events
    assert event.occurred_on.edtf == when


def test_who_stands_behind_after_is_the_subject(read: Read) -> None:
    text = "Olsen became chair of the board and finance minister after Theresa Lind stepped down on June 1."
    labels = {event.label: event.occurred_on.edtf for event in read(text, "2023-06-15").events}
    assert labels["resignation of Theresa Lind"] == "2023-06-01"


@pytest.mark.parametrize(
    "text",
    [
        "In Hong Kong the holiday was met with scorn.",
        "The video showed a police officer surrounded by protesters.",
        "Rafael Moreno ruled Zimbabwe for years.",
    ],
)
def test_words_that_tell_no_event_in_this_sense(read: Read, text: str) -> None:
    assert read(text, "2023-06-15").events == ()


def days(facts: Facts, kind: str) -> list[str]:
    return [event.occurred_on.edtf for event in facts.events if event.kind == kind]


def test_what_is_set_for_later_is_not_the_plea(read: Read) -> None:
    facts = read(
        "Jan Novak pleaded not guilty on Tuesday to two counts of fraud. His trial has been scheduled for August.",
        DAY,
    )
    assert days(facts, "Trial") == ["2024-05-14", "[2024-08-01..2024-08-31]"]


def test_another_person_resigns_another_time(read: Read) -> None:
    facts = read(
        "Eva Dvorak is to leave office on June 2. The office stands vacant after the resignation of Jan Novak over a loan. "
        "Ivan Kral also announced his resignation.",
        DAY,
    )
    people = [label(facts, event.participants) for event in facts.events]
    assert people == [["Eva Dvorak"], ["Jan Novak"], ["Ivan Kral"]]


def test_what_befalls_the_attacker_is_another_event(read: Read) -> None:
    facts = read(
        "On Tuesday, a clerk went on a stabbing spree in Lund, killing four. The attacker was shot dead by police.",
        DAY,
    )
    assert [event.kind for event in facts.events] == ["Stabbing", "Shooting"]
    assert label(facts, facts.events[1].perpetrators) == ["police"]


def test_who_attacked_is_no_attacker_of_himself(read: Read) -> None:
    facts = read(
        "On Tuesday, Omar Saleh stabbed two visitors in Lund. Police arrived and shot Saleh. Saleh had attacked others there.",
        DAY,
    )
    shooting = next(event for event in facts.events if event.kind == "Shooting")
    assert label(facts, shooting.perpetrators) == ["Police"]
    assert label(facts, shooting.victims) == ["Omar Saleh"]


def test_the_attack_is_what_was_called_so(read: Read) -> None:
    facts = read(
        "Gunmen struck a base on Monday. Monday's attack was the worst since an assault in Lund in March 2023. "
        "The attack killed twelve.",
        DAY,
    )
    (figure,) = facts.observations
    assert figure.period.edtf == "2024-05-13"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Born on June 23, 1981, she took another name and met Jan Novak.", "[1981-06-23..2024-05-16]"),
        ("Freed on Monday, Eva Dvorak met Jan Novak.", "[2024-05-13..2024-05-16]"),
    ],
)  # fmt: skip
def test_what_opens_a_sentence_was_before(read: Read, text: str, expected: str) -> None:
    assert days(read(text, DAY), "Meeting") == [expected]


@pytest.mark.parametrize(
    ("text", "label_"),
    [
        (
            "On Monday, singer and poet Eva Dvorak died at her home in Lund. Her death was a surprise.",
            "death of Eva Dvorak",
        ),
        ("Today's high court ruling is clear.", "high court ruling"),
        ("The mayor gave a victory speech on Monday.", "victory speech"),
        (
            "The timetable went into effect on Monday.",
            "entry into force",
        ),
    ],
)
def test_a_label_is_a_name(read: Read, text: str, label_: str) -> None:
    assert [event.label for event in read(text, DAY).events] == [label_]


def test_a_forecast_with_now_is_no_plan(read: Read) -> None:
    text = "“The farmers will now side with the miners,” Ruiz said on Monday."
    assert not read(text, DAY).events


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dvorak protested until 1973.", "[..1973-12-31]"),
        ("The mayor called a protest on Monday.", "?"),
        ("Dvorak joined the protest in March.", "[..2024-05-16]"),
        ("The mayor condemned the protest on Monday.", "[..2024-05-13]"),
        (
            "The protest began around 7:15 p.m. BST (1815 UTC) on April 27.",
            "[2024-04-27..2024-05-16]",
        ),
    ],
)
def test_whose_time_it_is(read: Read, text: str, expected: str) -> None:
    (event,) = read(text, DAY).events
    assert (event.occurred_on.edtf or "?") == expected


def test_a_year_before_a_noun_is_that_noun_s(read: Read) -> None:
    event = find(read("She was appointed for the 1959 comedy Pillow.", DAY), "Appointment")
    assert event.occurred_on.earliest is None


def test_who_looks_ahead_from_the_past_means_the_day_just_gone(read: Read) -> None:
    text = "The storm was expected to hit the island late Wednesday night."
    assert "2024-05-15" in [time.when.edtf for time in read(text, DAY).times]
    text = "The council was expected to meet on Saturday."
    assert "2024-05-18" in [time.when.edtf for time in read(text, DAY).times]


def test_what_is_quoted_need_not_be_of_the_story(read: Read) -> None:
    text = "On Monday, the port was bombed. “Two men were arrested,” Ruiz said."
    event = find(read(text, DAY), "Arrest")
    assert event.occurred_on.earliest is None


def test_what_the_lead_goes_back_to_is_not_of_the_story(read: Read) -> None:
    lead = "Two guards were found guilty on Monday of attacking a tourist in 2014.\n\n"
    event = find(read(lead + "Eva Dvorak met the guards at a pub.", DAY), "Meeting")
    assert event.occurred_on.earliest is None
    lead = "Two guards were found guilty on Monday of attacking a tourist.\n\n"
    event = find(read(lead + "Eva Dvorak met the guards at a pub.", DAY), "Meeting")
    assert event.occurred_on.earliest == dt.date(2024, 5, 13)


@pytest.mark.parametrize(
    "sentence",
    [
        "The country has given up its goal of ousting the president.",
        "The unit was tasked with investigating fraud.",
        "Novak faces a life sentence.",
    ],
)
def test_what_is_only_aimed_at_or_faced_is_no_event(read: Read, sentence: str) -> None:
    assert not read(sentence, DAY).events


def test_the_day_of_the_news_of_a_death_is_its_last(read: Read) -> None:
    facts = read("The death of Eva Dvorak was announced on Monday by her family.", DAY)
    assert days(facts, "Death") == ["[..2024-05-13]"]


@pytest.mark.parametrize(
    ("text", "label_"),
    [
        (
            "Jan Novak came home. He was held in contempt on Monday.",
            "Jan Novak was held in contempt",
        ),
        (
            "Jan Novak drives a truck. He struck a rail on Monday.",
            "Jan Novak struck a rail",
        ),
    ],
)
def test_a_clause_as_label_names_who(read: Read, text: str, label_: str) -> None:
    assert label_ in [event.label for event in read(text, DAY).events]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Seven people were killed in Norland yesterday, when an old bomber crashed.", ["Crash"]),
        ("One passenger was injured; no crew were injured.", ["Injuring"]),
        ("He thought: I am going to die.", []),
        ("The newly elected president met the mayor on Monday.", ["Meeting"]),
        (
            "The house issued a subpoena on Friday. Eva Dvorak was pleased. Jan Novak was not. It was a first. The subpoena was issued jointly by Ivan Kral and Petr Kral.",
            ["Subpoena"],
        ),
    ],
)
def test_no_event_beside_the_one_that_is_told(read: Read, text: str, kinds: list[str]) -> None:
    assert [event.kind for event in read(text, DAY).events] == kinds


def test_at_least_two_people_are_two_people(read: Read) -> None:
    facts = read("At least two guards were killed in an attack in Lund on Monday.", DAY)
    assert label(facts, facts.events[0].victims) == ["two guards"]


@pytest.mark.parametrize(
    ("text", "kind", "label_"),
    [
        ("The dissident was jailed on Monday.", "Imprisonment", "imprisonment of dissident"),
        ("Police detained the dissident on Monday.", "Arrest", "arrest of dissident"),
        ("He met an Australian, Ann Moss, on Monday.", "Meeting", "meeting with Ann Moss"),
    ],
)
def test_what_befell_whom(read: Read, text: str, kind: str, label_: str) -> None:
    facts = read(text, DAY)
    assert [event.label for event in facts.events] == [label_]
    assert facts.events[0].kind == kind or kind == "Meeting"
    assert "country/australia" not in facts.events[0].participants


@pytest.mark.parametrize(
    "text",
    [
        "Every member of the chamber is re-elected, in an election, every two years.",
        "The House impeaches the official and then the trial is conducted in the Senate.",
        "Putting a finger on the scale of an election is wrong.",
        "Ann Moss announced the vote on the resolution.",
        "Critics called the process a coup.",
    ],
)
def test_what_is_so_in_general_is_no_event(read: Read, text: str) -> None:
    assert [event.label for event in read(text, DAY).events] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("An earthquake struck Turak, Norway on Monday.", "Turak"),
        ("US troops left Iraq in 2011.", "Iraq"),
    ],
)
def test_a_place_that_is_struck_or_left_is_where_it_was(read: Read, text: str, place: str) -> None:
    facts = read(text, DAY)
    (event,) = facts.events
    assert label(facts, event.locations)[0] == place
    assert label(facts, (*event.participants, *event.victims)) == []


def test_troops_are_not_where_they_are_from(read: Read) -> None:
    facts = read("Some 500 US troops are now in Iraq.", DAY)
    (figure,) = facts.observations
    assert label(facts, figure.locations)[0] == "Iraq"


def test_the_victims_of_one_clause_are_not_those_of_the_next(read: Read) -> None:
    text = "Two bombs killed 12 people in 2006, and another killed 9 in 2014."
    first, second = read(text, DAY).events
    assert label(read(text, DAY), first.victims) == ["12 people"]
    assert second.victims == ()


def test_what_happens_in_the_next_clause_places_no_other(read: Read) -> None:
    text = "Gunmen attacked a bus on Monday, and a storm hit a farm in Lund."
    facts = read(text, DAY)
    assert label(facts, facts.events[0].locations) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ruiz succeeded Eva Moss as mayor on Monday.",
        "Eva Moss was succeeded by Ana Ruiz on Monday.",
        "Ana Ruiz was sworn in as mayor on Monday after Eva Moss.",
    ],
)
def test_who_succeeds_takes_office_and_not_who_was_there_before(sentence: str, read: Read) -> None:
    (event,) = read(sentence, "2019-08-08").events
    assert (event.kind, event.participants) == ("Accession", ("person/ana-ruiz",))


def test_two_who_succeed_each_other_take_two_offices(read: Read) -> None:
    facts = read(
        "Ana Ruiz is succeeding Eva Moss as mayor. Ruiz ran against Ida Holm, who succeeded her as judge.",
        "2019-08-08",
    )
    taken = [event.participants for event in facts.events if event.kind == "Accession"]
    assert taken == [("person/ana-ruiz",), ("person/ida-holm",)]


def test_the_attacks_of_long_ago_do_not_date_what_is_news(read: Read) -> None:
    facts = read(
        "Rebels attacked a bus in Lima. Bo Rill planned the 2001 attacks on Quito.", "2019-08-08"
    )
    first, second = (event.occurred_on for event in facts.events if event.kind == "Attack")
    assert (first.earliest, second.edtf) == (None, "[2001-01-01..2001-12-31]")
    facts = read("Rebels attacked a bus in Lima. The attack on Monday killed two.", "2019-08-08")
    assert [event.occurred_on.edtf for event in facts.events] == ["2019-08-05"]


@pytest.mark.parametrize(
    "sentence",
    [
        "On Friday, Eva Moss resigned as mayor of Lima and Peter Okonkwo was sworn in at noon.",
        "On Friday, Eva Moss resigned as mayor and Peter Okonkwo was sworn in.",
    ],
)
def test_who_is_sworn_in_is_not_who_resigned(sentence: str, read: Read) -> None:
    taken = [event for event in read(sentence, "2019-08-04").events if event.kind == "Accession"]
    assert [event.participants for event in taken] == [("person/peter-okonkwo",)]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Soldiers opened fire on protesters in Lima on Monday.", ["shooting by soldiers"]),
        ("The army opened fire on the crowd on Monday.", ["shooting by army"]),
        (
            "The mayor opened an investigation of the fire in Lima on Monday.",
            ["investigation of the fire in Lima"],
        ),
        ("The union called for a strike on Monday.", []),
        ("Ida Holm pleaded guilty on Monday.", ["trial of Ida Holm"]),
        ("Ida Holm testified on Monday.", ["testimony by Ida Holm"]),
        (
            "The national assembly voted to impeach the minister on Monday.",
            ["vote in parliament by national assembly"],
        ),
        ("The capsule docked with the space station on Monday.", ["docking of capsule"]),
    ],
)
def test_a_verb_takes_only_its_own_words(read: Read, sentence: str, labels: list[str]) -> None:
    assert [event.label for event in read(sentence, DAY).events] == labels


def test_a_day_is_no_word_of_a_verb(read: Read) -> None:
    (march,) = read("Thousands marched on Monday in Quito.", DAY).events
    assert (march.evidence.text, march.occurred_on.edtf) == ("Thousands marched", "2024-05-13")


def test_what_is_asked_for_did_not_happen_before(read: Read) -> None:
    text = "The opposition called for a probe of the attack on Monday."
    probe, attack = read(text, DAY).events
    assert (probe.modality, probe.occurred_on.edtf) == ("Intended", "")
    assert (attack.modality, attack.occurred_on.edtf) == ("Asserted", "2024-05-13")


def test_the_name_of_a_group_is_no_place_of_its_attacks(read: Read) -> None:
    facts = read(
        "Two bombings shook Tunisia. The Islamic State of Iraq and the Levant said that "
        "it was behind both attacks.",
        DAY,
    )
    assert [label(facts, event.locations) for event in facts.events] == [["Tunisia"]]


def test_the_year_of_a_prize_is_not_that_of_what_is_told_beside_it(read: Read) -> None:
    founded, _ = read("Ida Holm founded the band and later won the 2001 Lund Prize.", DAY).events
    assert founded.occurred_on.earliest is None


@pytest.mark.parametrize(
    "text",
    [
        "Ida Moss, who has not been charged with nor convicted of any crime, left.",
        "The party is in line for a historic landslide.",
        "It followed his latest twitter meltdown.",
        "Lena Moss attacked Paul Holm in early-morning tweets.",
        "Veterans were killing themselves at a higher rate in 2014.",
        "Paul Moss shot himself in the car on Monday.",
        "The suspected gunman surrendered himself on Monday.",
        "The group won state Senate races.",
        "A clinical trial of four drugs ended.",
        "The north fired three missiles on Monday.",
    ],
)
def test_words_of_violence_and_disaster_that_tell_none(read: Read, text: str) -> None:
    kinds = {event.kind for event in read(text, "2024-05-16").events}
    assert not kinds & {
        "Trial",
        "Ruling",
        "Disaster",
        "Accident",
        "Attack",
        "Killing",
        "Shooting",
        "TroopMovement",
        "Match",
        "Award",
        "Airstrike",
    }


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("Lund Coal filed for bankruptcy in 2015.", "Bankruptcy", "bankruptcy of Lund Coal"),
        ("Police fired a live round at a boy on Monday.", "Shooting", "shooting by police"),
        (
            "Former agent Tony Holm died Saturday, aged 78, at a Frederick, Maryland assisted living facility.",
            "Death",
            "death of Tony Holm",
        ),
        ("A landslide killed nine people on Monday.", "Disaster", "landslide"),
        ("The collapse of a bridge on Monday killed nine.", "Accident", "collapse of a bridge"),
    ],
)
def test_words_of_violence_and_disaster_that_tell_one(
    read: Read, text: str, kind: str, label: str
) -> None:
    events = read(text, "2024-05-16").events
    assert [(event.kind, event.label) for event in events] == [(kind, label)]


def test_whose_embassy_it_is_is_not_where_it_is(read: Read) -> None:
    (event,) = read("A bomb exploded at the Canadian embassy in Tehran on Monday.").events
    assert event.locations == ("place/tehran",)


def test_who_is_counted_by_tens_and_ones_is_whole(read: Read) -> None:
    facts = read("The blast killed sixty-six people on Monday.", "2024-05-16")
    assert facts.events[0].victims == ("agent/sixty-six-people",)


def test_a_bomb_is_rammed_into_something(read: Read) -> None:
    (event,) = read("A car bomb was rammed into a base on Monday.", "2024-05-16").events
    assert (event.type, event.kind) == ("ViolentIncident", "Bombing")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Police arrested 42 people during protests in Lima.", {"Arrest", "Protest"}),
        ("Parliament approved the law by 112 votes to 40.", set()),
        ("The two sides agreed a ceasefire on Sunday.", {"Agreement"}),
    ],
)
def test_arrests_votes_and_ceasefires(read: Read, text: str, kinds: set[str]) -> None:
    assert {event.kind for event in read(text, "2024-05-16").events} - {"Approval"} == kinds


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Teachers went on strike on Thursday.", "strike by teachers"),
        (
            "Luis Sanchez won 52 percent of the vote, defeating incumbent Paul Reyes.",
            "election win of Luis Sanchez",
        ),
        ("Luis Sanchez unseated Paul Reyes in May.", "election win of Luis Sanchez"),
    ],
)
def test_who_strikes_and_who_wins(read: Read, text: str, label: str) -> None:
    assert [event.label for event in read(text, "2024-05-16").events] == [label]


def test_a_day_set_under_a_condition_is_a_day(read: Read) -> None:
    text = "The runoff is scheduled for April 13 if no candidate wins a majority."
    (event,) = read(text, "2025-02-16").events
    assert (event.type, event.occurred_on.edtf) == ("RunoffElection", "2025-04-13")
    assert event.modality == "Conditional"


def test_a_round_is_told_once(read: Read) -> None:
    (event,) = read("The first round of the election was held on February 9.", "2025-02-16").events
    assert event.kind == "FirstRound"


def test_a_march_leads_through_a_town(read: Read) -> None:
    (event,) = read("Supporters of Ida Holm marched through Quito on Sunday.", "2025-02-16").events
    assert event.locations == ("place/quito",)


def test_who_wins_re_election(read: Read) -> None:
    text = "Daniel Noboa won re-election with 55.6 percent of the vote on April 13."
    facts = read(text, "2025-05-16")
    labels = [event.label for event in facts.events if event.kind == "ElectionWin"]
    assert labels == ["election win of Daniel Noboa"]


def test_turnout_is_nobody(read: Read) -> None:
    assert read("Turnout reached 82 percent.").entities == ()


def test_a_verb_within_a_name_founds_nothing(read: Read) -> None:
    text = "Paul Reyes was leaving Blues Incorporated for Green River."
    kinds = [event.kind for event in read(text, "2019-11-16").events]
    assert "Founding" not in kinds


@pytest.mark.parametrize(
    "text",
    [
        "The senate promised to proceed with such a trial.",
        "For a trial to end in his removal, two thirds must agree.",
        "A derecho is a kind of storm.",
        "The weather system came close to becoming a hurricane.",
        "The archive counts it as a mass shooting when four people are hurt.",
        "Ida Holm reached 3 percent in two polls.",
        "Analysts called it a protest vote against the mayor.",
        "The House has only impeached two presidents.",
        "Their demands included dissolving parliament, appointing a panel and jailing the mayor.",
        "The suspect was named as Bo Rill.",
    ],
)
def test_what_is_only_defined_wanted_or_counted_is_no_event(read: Read, text: str) -> None:
    kinds = {event.kind for event in read(text, DAY).events}
    assert not kinds & {"Trial", "Disaster", "Shooting", "Election", "Protest", "Inquiry"}
    assert not kinds & {"Appointment", "Ruling"}


def test_who_joins_a_race_runs_no_match(read: Read) -> None:
    text = "In May, Ida Holm joined the race to replace him."
    assert [event.kind for event in read(text, DAY).events] == ["Candidacy"]


def test_an_hour_is_of_the_day_of_its_event(read: Read) -> None:
    text = (
        "On Saturday a gunman shot shoppers in Lund, with the toll rising to nine on Monday. "
        "The shooting began at 10:39 a.m., according to police."
    )
    (event,) = read(text, DAY).events
    assert event.occurred_on.edtf == "2024-05-11"


def test_a_thing_set_for_a_month_may_lie_ahead(read: Read) -> None:
    (event,) = read("Sentencing has been scheduled for May.", DAY).events
    assert event.occurred_on.latest == dt.date(2024, 5, 31)


def test_a_participle_between_commas_was_elsewhere(read: Read) -> None:
    text = "Ida Holm, first elected to Congress in 1996, was born in Lund, Sweden, in 1950."
    facts = read(text, DAY)
    assert find(facts, "Election").locations == ()
    assert "place/lund" in find(facts, "Birth").locations


def test_a_country_votes_at_home(read: Read) -> None:
    assert find(read("Norway held an election on Monday.", DAY), "Election").locations == (
        "country/norway",
    )


def test_whose_airstrikes_is_not_where(read: Read) -> None:
    facts = read("Nine people died in Turkish airstrikes on Monday.", DAY)
    event = find(facts, "Airstrike")
    assert (event.locations, label(facts, event.perpetrators)) == ((), ["Turkey"])


def test_offices_of_several_people_are_several_events(read: Read) -> None:
    text = (
        "Governor Ida Holm appointed Paul Reyes as secretary of state. "
        "Holm herself was appointed by Luis Moss in 2017."
    )
    labels = [event.label for event in read(text, DAY).events]
    assert labels == ["appointment of Paul Reyes", "appointment of Ida Holm"]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Ida Holm appointed Paul Reyes Foreign Secretary in 2016.", "Appointment", "Paul Reyes"),
        ("Paul Reyes began serving as governor on May 2.", "Accession", "Paul Reyes"),
        ("The Senate confirmed Paul Reyes on Monday.", "Confirmation", "Paul Reyes"),
        ("The British relinquished control of Malta in 1964.", "Handover", "United Kingdom"),
        ("The French invaded Lund in 1812.", "Invasion", "Lund"),
    ],
)
def test_offices_and_powers_change_hands(read: Read, text: str, kind: str, wanted: str) -> None:
    assert find(read(text, DAY), kind).label.endswith(wanted)


def test_these_days_are_not_long_ago(read: Read) -> None:
    text = "An outbreak in Kikwit in 1995 killed 200. The current outbreak has killed 90 people."
    assert len([each for each in read(text, DAY).events if each.kind == "Outbreak"]) == 2


def test_several_attacks_are_not_the_one_told_before(read: Read) -> None:
    text = "A gunman shot shoppers in Lund on Monday. It followed four mass shootings that month."
    events = [each for each in read(text, DAY).events if each.kind == "Shooting"]
    assert [event.label for event in events][:1] == ["shooting of shoppers in Lund"]
    assert len(events) == 2


def test_violence_in_two_countries_is_not_one_event(read: Read) -> None:
    text = "Gunmen attacked a bus in Nigeria on Monday. Rebels attacked a train in Peru on Monday."
    assert len([each for each in read(text, DAY).events if each.kind == "Attack"]) == 2


def test_others_were_hurt_in_the_same_crash(read: Read) -> None:
    text = "Seven people were killed when a bus crashed on Monday. Nine were injured in the crash."
    assert len(read(text, DAY).events) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The first round is on February 9, with a runoff on April 13 if nobody wins a majority.",
        "The first round will be held on February 9, followed by a runoff on April 13 if nobody wins outright.",
        "Norway votes in the first round on February 9, and a runoff follows on April 13 if nobody wins.",
    ],
)
def test_a_condition_is_of_the_round_before_it(read: Read, text: str) -> None:
    facts = read(text, "2025-01-25")
    first, runoff = find(facts, "FirstRound"), find(facts, "Runoff")
    assert (first.occurred_on.edtf, runoff.occurred_on.edtf) == ("2025-02-09", "2025-04-13")
    assert first.modality != "Conditional"
    assert runoff.modality == "Conditional"


def test_a_war_is_not_of_the_year_of_what_happened_during_it(read: Read) -> None:
    event = find(read("The coup took place in 1973 during the Cold War.", DAY), "War")
    assert event.occurred_on.earliest is None


def test_an_election_named_after_its_year_was_on_the_day(read: Read) -> None:
    text = "On Sunday, Ida Holm won the 2024 presidential election."
    assert find(read(text, DAY), "Election").occurred_on.edtf == "2024-05-12"


def test_what_befell_him_is_what_befell_the_attacker(read: Read) -> None:
    text = (
        "The attacker was shot dead by police on Friday. "
        "The man had reached the yard before he was shot in the head by an officer."
    )
    assert len([each for each in read(text, DAY).events if each.kind == "Shooting"]) == 1


def test_a_storm_does_not_protest(read: Read) -> None:
    assert read("It blocked roads and cut power lines.", DAY).events == ()


def test_what_was_attempted_lies_behind(read: Read) -> None:
    (event,) = read("A man attempted to set a church on fire in April.", DAY).events
    assert event.occurred_on.edtf == "[2024-04-01..2024-04-30]"


def test_who_sets_herself_on_fire(read: Read) -> None:
    (event,) = read("Ida Holm set herself on fire outside the palace on Monday.", DAY).events
    assert event.label == "self-immolation by Ida Holm"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Rebels have kidnapped up to 16 advisers from a market.",
            "kidnapping of up to 16 advisers",
        ),
        ("Police arrested 337 users of the site on Monday.", "arrest of 337 users of the site"),
        ("A bomb exploded in Lund on Monday.", "bombing"),
        ("Tanks fired shells at Lund on Monday.", "airstrike by tanks"),
    ],
)
def test_how_many_befell_and_by_what(read: Read, text: str, label: str) -> None:
    assert [event.label for event in read(text, DAY).events] == [label]


@pytest.mark.parametrize(
    "text", ["Prices rose up to 16 percent.", "Norland lodged an official protest with Sudland."]
)
def test_prices_do_not_riot_and_notes_do_not_march(read: Read, text: str) -> None:
    assert not {event.kind for event in read(text, DAY).events} & {"Riot", "Protest"}


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("Ida Holm was killed when her car was hit by a lorry on Monday.", "Event"),
        ("Two people were killed after a bus struck them.", "Event"),
        ("Two people were killed when a bomb hit their car.", "ViolentIncident"),
        ("A man was killed when a gunman struck him with a pipe.", "ViolentIncident"),
    ],
)
def test_what_hits_by_accident_is_no_violence(read: Read, text: str, class_: str) -> None:
    assert read(text, DAY).events[0].type == class_


def test_a_house_that_votes_names_no_vote(read: Read) -> None:
    text = "Until the full House votes to authorize it, nobody leaves."
    assert read(text, DAY).events == ()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Ida Holm was born on May 26, 1953, to farmers.", ["birth of Ida Holm"]),
        ("The plan was born of despair.", []),
        (
            "A judge sentenced Paul Reyes to life without the possibility of parole for killing two men.",
            ["court ruling on Paul Reyes", "killing of two men"],
        ),
    ],
)
def test_who_was_born_and_who_was_jailed_for_what(read: Read, text: str, labels: list[str]) -> None:
    assert [event.label for event in read(text, DAY).events] == labels


def test_who_gathers_is_not_what_they_wear(read: Read) -> None:
    text = (
        "On Friday, thousands of Norland protesters wearing black clothes, face masks, and helmets "
        "gathered around the police station, blocking the exits."
    )
    (event,) = read(text, "2019-06-23").events
    assert event.occurred_on.edtf == "2019-06-21"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Police in Lund responded to reports of a shooting at a party.", ("place/lund",)),
        ("Ida Holm died from Lund fever on Monday.", ()),
    ],
)
def test_where_a_report_and_a_fever_come_from(
    read: Read, text: str, place: tuple[str, ...]
) -> None:
    assert read(text, DAY).events[0].locations == place


def test_a_car_driven_into_a_crowd_is_not_attacked(read: Read) -> None:
    (event,) = read("On Monday Paul Reyes drove his car into a crowd in Lund.", DAY).events
    assert event.label == "attack by Paul Reyes"


def test_the_dead_and_the_injured_of_one_sentence_are_of_one_event(read: Read) -> None:
    text = "Four people died and twelve were injured after a roof collapsed in Lima on Friday."
    (event,) = read(text, DAY).events
    assert event.label == "collapse of roof"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Two gunmen hit a bank near the port on Friday.", "attack on bank"),
        ("A man blew himself up at a checkpoint on Monday.", "bombing by man"),
        ("Heavy rain caused flooding in Chile on Monday.", "flooding in Chile"),
    ],
)
def test_gunmen_who_hit_bombers_and_floods(read: Read, text: str, label: str) -> None:
    assert [event.label for event in read(text, DAY).events] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "Norway spent 1.2 percent of its output on defence in 2018.",
        "[Moss] had been released a year ago on bail.",
    ],
)
def test_spending_and_brackets_tell_nothing(read: Read, text: str) -> None:
    assert read(text, DAY).events == ()


def test_others_were_killed_in_the_same_attack(read: Read) -> None:
    text = (
        "On Monday a gunman shot shoppers in Lund. "
        "Six Norwegian nationals were killed in the attack, and seven more were injured."
    )
    assert len(read(text, DAY).events) == 1


def test_an_attack_on_a_school_is_not_the_one_told_before(read: Read) -> None:
    text = (
        "Rebels killed nine soldiers on Monday. Two children died in the bombing of a market. "
        "The attack on a school killed four pupils."
    )
    labels = [event.label for event in read(text, DAY).events]
    assert labels == ["killing of nine soldiers", "bombing of a market", "attack on a school"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("At least 34 people died after a 6.3-magnitude quake struck Norland on Monday.", 1),
        ("Rebels attacked a post on May 3. In all, 630 people were killed in April.", 2),
        ("The lowest turnout in a national election since 1990 was a surprise.", 0),
        ("Police seek information leading to the arrest of those responsible.", 0),
        ("Her party won most seats on Sunday, a landslide that nobody foresaw.", 1),
        ("Prosecutors named him as a suspect on Monday.", 0),
        ("A gunman shot shoppers in Lund on Monday. The gunman shot three guards.", 1),
        ("Hours earlier, rebels had attacked a post. In March, bombings in Lund killed seven.", 2),
        ("A landslide buried a village after the election on Sunday.", 2),
        ("The firm's net loss narrowed to 12 million euros in May.", 0),
        ("Police arrested nine people in raids across Norland on Monday.", 1),
        ("Gunmen abducted two nurses in a raid on a village on Monday.", 2),
        (
            "Nine were killed in the missile strike on Lund on Monday. Hans Moss called the strike a crime.",
            1,
        ),
    ],
)
def test_how_many_events_are_told(read: Read, text: str, count: int) -> None:
    events = read(text, DAY).events
    assert len(events) == count, [event.label for event in events]


def test_weapons_that_hit_are_violence(read: Read) -> None:
    (event,) = read(
        "Two missiles slammed into a market in Lund on Monday, killing nine.", DAY
    ).events
    assert event.type == "ViolentIncident"


def test_an_attack_leaves_people_dead(read: Read) -> None:
    facts = read("The attack on the village on Monday left 12 soldiers dead.", DAY)
    assert label(facts, facts.events[0].victims) == ["12 soldiers"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The prime minister was toppled in May after a month.", [("Ouster", "Event")]),
        ("Soldiers ousted the president on Monday.", [("MilitaryOuster", "ViolentIncident")]),
        ("Norland qualified for the World Cup on Sunday.", []),
        ("Norland has held seven national elections in four years, most recently in May.", []),
        ("A Lund man has been jailed for nine years.", [("Imprisonment", "Investigation")]),
        ("Wildfires in Norland have killed four people this year.", [("Fire", "Event")]),
    ],
)
def test_who_is_ousted_jailed_and_ready(
    read: Read, text: str, wanted: list[tuple[str, str]]
) -> None:
    events = read(text, DAY).events
    assert [(event.kind, event.type) for event in events] == wanted


def test_who_derails_a_train_is_not_its_victim(read: Read) -> None:
    event = read("Insurgents derailed a train near Lund on Monday.", DAY).events[0]
    assert event.victims == ()


def test_an_evening_of_a_past_day(read: Read) -> None:
    (event,) = read("His car hit a tree on the evening of 12 September.", DAY).events
    assert event.occurred_on.edtf == "2023-09-12"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "A bus fell into a ravine on Sunday. It was the second deadly crash this year.",
            ["overturning of bus"],
        ),
        (
            "In February, a truck hit a minibus near Lund, killing 14.",
            ["crash into minibus near Lund"],
        ),
        (
            "More than 80 people were killed when a magnitude 6.0 earthquake struck Chile on Sunday.",
            ["magnitude 6.0 earthquake"],
        ),
        (
            "At least 14 people died and dozens more were missing after a boat caught fire on Sunday.",
            ["fire of boat"],
        ),
        (
            "Police raided several houses in Lund on Monday.",
            ["police raid on several houses in Lund"],
        ),
        ("A student killed ten people and himself in Lund on Monday.", ["killing of ten people"]),
    ],
)
def test_disasters_and_raids_are_told_once(read: Read, text: str, labels: list[str]) -> None:
    assert [event.label for event in read(text, DAY).events] == labels


def test_hostages_are_whom_somebody_took(read: Read) -> None:
    facts = read("Gunmen killed 20 people and took nine hostages on Monday.", DAY)
    event = find(facts, "Kidnapping")
    assert label(facts, event.victims) == ["nine hostages"]


@pytest.mark.parametrize(
    "text",
    [
        "The president ordered the treasury to release 12 billion shillings on Monday.",
        "The minister welcomed the deal on Thursday.",
        "The minister hailed the vote on Thursday.",
    ],
)
def test_what_is_ordered_or_welcomed_did_not_happen_in_court_or_at_all(
    read: Read, text: str
) -> None:
    assert not read(text, "2024-05-16").events


def test_a_country_holds_an_election_and_people_stand_in_it(read: Read) -> None:
    text = "Ana Ruiz was declared the winner of Peru's runoff on Sunday, beating the incumbent, Leo Holm."
    (event,) = [event for event in read(text, "2025-03-10").events if event.candidates]
    assert event.participants == ()
    assert event.locations == ("country/peru",)
    assert event.candidates == ("person/ana-ruiz", "person/leo-holm")


def test_the_second_round_is_the_runoff_told_before(read: Read) -> None:
    text = "Peru's race heads to a runoff. The second round will be held on April 6."
    (event,) = read(text, "2025-03-10").events
    assert event.type == "RunoffElection"
    assert event.occurred_on.edtf == "2025-04-06"


def test_since_when_nothing_was_as_high_is_not_when_it_was(read: Read) -> None:
    text = "Some 2.4 million people cast ballots, a turnout of 71 percent, the highest since 1994."
    (event,) = read(text, DAY).events
    assert event.occurred_on.earliest is None
    war = find(read("It is the first vote since the war ended in 1945.", DAY), "War")
    assert war.occurred_on.edtf == "[1945-01-01..1945-12-31]"


def test_what_came_before_an_earlier_act_is_not_of_the_main_clause(read: Read) -> None:
    text = "Ruiz will fly to Lund on Friday, where she is to meet Eva Moss, who was sworn in as president in February after the death of Jan Novak."
    death = find(read(text, DAY), "Death")
    assert str(death.occurred_on.latest) == "2024-02-29"


def test_everybody_who_meets_in_a_runoff_stands_in_it(read: Read) -> None:
    text = "Senator Eva Dvorak and mayor Jan Novak will face each other in a runoff on June 9."
    facts = read(text, DAY)
    assert label(facts, find(facts, "Runoff").candidates) == ["Eva Dvorak", "Jan Novak"]


def test_how_far_from_a_place_something_was_does_not_place_it_there(read: Read) -> None:
    text = "Gunmen attacked a bus in Zamfara on Monday. The attack took place near Dansadau, some 80 kilometres south of the state capital, Gusau."
    facts = read(text, DAY)
    places = label(facts, find(facts, "Attack").locations)
    assert "Dansadau" in places
    assert "Gusau" not in places


@pytest.mark.parametrize(
    "text",
    ["Voters rejected the plan in a referendum.", "Norland rejected the pact in a referendum."],
)
def test_what_was_rejected_in_a_referendum_does_not_deny_it(read: Read, text: str) -> None:
    (event,) = [event for event in read(text, "2025-03-10").events if event.type == "Election"]
    assert event.polarity == "Affirmed"


@pytest.mark.parametrize(
    "text", ["We are drowning in plastic, the mayor said.", "The town is drowning in debt."]
)
def test_nobody_drowns_in_debt(read: Read, text: str) -> None:
    assert not read(text, "2025-03-10").events


@pytest.mark.parametrize(
    "text",
    ["The French have delivered a clear verdict.", "Voters delivered their verdict on Sunday."],
)
def test_a_people_sits_in_no_court(read: Read, text: str) -> None:
    assert "CourtRuling" not in {event.type for event in read(text, "2025-03-10").events}


@pytest.mark.parametrize(
    "text",
    [
        "Chile suffered a strong earthquake in July 2022.",
        "A strong earthquake struck northern Chile in July 2022. Two people died in Peru.",
    ],
)
def test_a_quake_was_where_it_struck(read: Read, text: str) -> None:
    facts = read(text, DAY)
    assert label(facts, find(facts, "Disaster").locations) == ["Chile"]


def test_what_befell_one_is_not_what_befell_others(read: Read) -> None:
    text = "Judge Eva Moss acquitted two nurses on Monday. In another case, the Supreme Court on Tuesday upheld the acquittal of Jan Novak."
    facts = read(text, DAY)
    days = [event.occurred_on.edtf for event in facts.events if event.kind == "Ruling"]
    assert days == ["2024-05-13", "2024-05-14"]


def test_what_goes_on_behind_the_speaker_is_not_done_by_him(read: Read) -> None:
    text = "Police shot two of the attackers, spokesman Jan Novak said, and arrested a third man."
    facts = read(text, DAY)
    assert label(facts, find(facts, "Arrest").participants) in ([], ["Police"])


def test_who_takes_over_from_somebody_comes_to_office(read: Read) -> None:
    text = "Eva Dvorak, who took over from Jan Novak in January, left for Lund."
    assert find(read(text, DAY), "Accession").occurred_on.edtf == "[2024-01-01..2024-01-31]"
    assert "Accession" not in [
        event.kind for event in read("Norvik took over a mine from Veltra in May.", DAY).events
    ]


def test_children_are_kidnapped(read: Read) -> None:
    facts = read("Bandits kidnapped 39 schoolchildren in March.", DAY)
    assert find(facts, "Kidnapping").perpetrators


def test_the_quake_is_that_of_before_the_days_news(read: Read) -> None:
    text = "The death toll from Monday's earthquake in Chile rose to 31 on Wednesday, officials said.\n\nThe 6.3 magnitude quake injured 212 people."
    (quake,) = (event for event in read(text, DAY).events if event.kind == "Disaster")
    assert quake.occurred_on.edtf == "2024-05-13"


def test_a_runoff_is_where_its_first_round_was(read: Read) -> None:
    text = "Two women came first in Sunday's presidential election in Honduras. A runoff will be held on June 9."
    facts = read(text, DAY)
    assert label(facts, find(facts, "Runoff").locations) == ["Honduras"]


def test_one_minister_clashes_with_another_in_words(read: Read) -> None:
    text = "Finance minister Leo Holm, who has clashed with Ana Ruiz over rates, left on Monday."
    assert "ViolentIncident" not in {event.type for event in read(text, "2025-03-10").events}


def test_a_court_that_votes_to_uphold_a_conviction_rules(read: Read) -> None:
    text = "The court voted on Monday to uphold the conviction of Leo Holm."
    (ruling,) = [e for e in read(text, "2025-03-10").events if e.type == "CourtRuling"]
    assert (ruling.modality, ruling.occurred_on.edtf) == ("Asserted", "2025-03-10")


def test_who_seizes_on_a_remark_seizes_nothing(read: Read) -> None:
    facts = read("Democrats seized on the remark on Monday. Police seized two boats.", DAY)
    assert [event.evidence.text for event in facts.events] == ["Police seized two boats"]


def test_paper_that_rules_is_no_court(read: Read) -> None:
    facts = read(
        "The Lund Tribune ruled on Monday that the claim was false. The Court of Arbitration ruled that he could play.",
        DAY,
    )
    assert [event.evidence.text for event in facts.events] == ["The Court of Arbitration ruled"]


def test_what_was_only_said_is_a_claim_and_no_event_beside(read: Read) -> None:
    facts = read("Eva Ruiz thanked Jan Novak on Monday. She opened a bridge on Tuesday.", DAY)
    assert [claim.cue.text for claim in facts.claims] == ["thanked"]
    assert [event.evidence.text for event in facts.events] == ["She opened a bridge"]


@pytest.mark.parametrize(
    "text",
    [
        "Six coaches of an express derailed on Monday.",
        "A coach carrying 40 pilgrims overturned near Lund on Monday, killing nine.",
    ],
)
def test_coaches_on_rails_and_roads_are_nobody(read: Read, text: str) -> None:
    (accident,) = read(text, "2025-03-10").events
    assert (accident.type, accident.victims, accident.perpetrators) == ("Event", (), ())


def test_a_train_with_a_name_takes_part_in_its_derailment(read: Read) -> None:
    text = "Nine people were killed when six coaches of the Lund-Visby Express derailed on Monday."
    facts = read(text, "2025-03-10")
    (accident,) = facts.events
    assert accident.kind == "Derailment"
    assert label(facts, accident.participants) == ["Lund-Visby Express"]
    (told,) = read("The derailment shut the line on Monday.", "2025-03-10").events
    assert told.kind == "Derailment"


def test_the_election_before_is_not_the_one_told(read: Read) -> None:
    text = "Ghana voted in an election on Sunday. The party won more than in the previous election."
    votes = [e for e in read(text, "2025-03-11").events if e.type == "Election"]
    assert votes[0].occurred_on.latest == dt.date(2025, 3, 9)
    assert votes[1].evidence.text == "the previous election"
    assert votes[1].occurred_on.earliest is None


def test_an_election_of_no_year_is_none_of_several_in_a_life(read: Read) -> None:
    text = (
        "Peter Holm entered parliament in the 1992 election. He left it after the 2002 election, which his party won.\n\n"
        "He was planning minister until 2007. He taught law at Lund. The disputed election was the last that he saw."
    )
    votes = [e for e in read(text, "2025-03-11").events if e.type == "Election"]
    assert [each.occurred_on.edtf for each in votes] == [
        "[1992-01-01..1992-12-31]",
        "[2002-01-01..2002-12-31]",
        "[..2025-03-11]",
    ]


def test_who_runs_a_campaign_of_others_is_no_candidate(read: Read) -> None:
    text = "Leo Holm ran the campaign of the opposition in the 2000 election."
    (vote,) = [e for e in read(text, "2025-03-11").events if e.type == "Election"]
    assert vote.candidates == ()


def test_label_names_both_or_neither(read: Read) -> None:
    text = "The runoff between Senator Ana Ruiz and President Omar Vidal is on March 16. Clashes between two factions began on Monday."
    facts = read(text, DAY)
    assert [event.label for event in facts.events] == ["runoff", "clashes between two factions"]


def test_days_after_an_event_count_from_the_day_beside(read: Read) -> None:
    facts = read(
        "The government on Monday extended a curfew until March 20, four days after the presidential runoff.",
        "2026-03-03",
    )
    (runoff,) = facts.events
    assert runoff.occurred_on.edtf == "2026-03-16"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The first round of the German Cup begins on Friday.", []),
        ("The second round of peace talks begins on June 3.", []),
        ("Ana Holm lost in the first round on Tuesday, her third defeat at the open.", []),
        ("Schalke had not lost in 12 games.", []),
        ("In the first round on Sunday Ruiz won 40 percent of the vote.", ["Election"]),
        ("The second round of voting took place in May.", ["RunoffElection"]),
    ],
)
def test_rounds_of_cups_and_talks_are_no_elections(read: Read, text: str, told: list[str]) -> None:
    facts = read(text, "2025-05-14")
    assert [each.type for each in facts.events if each.type != "Event"] == told


def test_a_trial_is_not_of_the_day_of_what_it_is_for(read: Read) -> None:
    text = "Bo Masri, who is on trial in Germany for his suspected involvement in the May 3 riots, was released on Thursday."
    days = {e.evidence.text: e.occurred_on.edtf for e in read(text, "2025-08-17").events}
    assert days["trial in Germany"] != days["the May 3 riots"] == "2025-05-03"


def test_where_goods_are_from_is_not_where_they_are(read: Read) -> None:
    text = "Two shipments of Turkish drones were destroyed in Odessa on Friday."
    facts = read(text, "2025-08-17")
    (event,) = facts.events
    assert not any("turkey" in place for place in event.locations)


@pytest.mark.parametrize(
    "text",
    [
        "Officials revised the death toll on Tuesday.",
        "Police on Friday corrected the number of injured to nine.",
    ],
)
def test_a_figure_that_is_corrected_is_no_event(read: Read, text: str) -> None:
    assert not read(text, "2025-03-17").events


@pytest.mark.parametrize(
    "text",
    [
        "The Ruiz foundation gave money to schools last year.",
        "The fact-checkers ruled on Tuesday that it was misleading.",
    ],
)
def test_foundations_and_fact_checkers_found_and_rule_nothing(read: Read, text: str) -> None:
    kinds = {event.kind for event in read(text, "2025-05-14").events}
    assert not kinds & {"Founding", "CourtRuling", "Verdict"}
    assert not any(event.type == "CourtRuling" for event in read(text, "2025-05-14").events)
