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
        "Soldiers are being investigated over the murder of two students in April.",
        DAY,
    )
    kinds = [event.kind for event in facts.events]
    assert kinds == ["Clash", "Inquiry", "Killing"]


def test_a_label_names_who_a_pronoun_is(read: Read) -> None:
    facts = read("Lea Brandt leads the party. She resigned on Monday.", DAY)
    assert find(facts, "Resignation").label == "resignation by Lea Brandt"


def test_the_time_of_a_confession_is_not_that_of_the_deed(read: Read) -> None:
    facts = read("The guard on Tuesday admitted his guilt in eight murders.", DAY)
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
