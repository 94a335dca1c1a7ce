"""What was decided: measures of authorities, each once, with their status, author and date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Read

    from graph_builder.model import Facts

DAY = "2024-05-16"  # a Thursday


def name(facts: Facts, item: str | None) -> str | None:
    return next((entity.label for entity in facts.entities if entity.id == item), None)


@pytest.mark.parametrize(
    ("sentence", "type_", "status"),
    [
        (
            "President Ida Holm announced an amnesty for deserters on Monday.",
            "Amnesty",
            "Announced",
        ),
        (
            "The government declared a state of emergency in two provinces.",
            "StateOfEmergency",
            "InForce",
        ),
        ("Parliament approved a carbon tax on Tuesday.", "Tax", "Approved"),
        ("The health ministry banned flavoured cigarettes.", "Ban", "InForce"),
        ("The president ordered the army to guard the ports.", "PolicyAction", "Ordered"),
        ("The interior minister proposed a curfew for the capital.", "Curfew", "Proposed"),
        ("The government lifted the curfew on Monday.", "Curfew", "Ended"),
        ("The Senate rejected the tax reform.", "Reform", "Rejected"),
        ("The government extended the lockdown.", "Lockdown", "Extended"),
        ("The Supreme Court struck down the travel ban.", "BorderControl", "StruckDown"),
        ("A curfew has been in force since Monday.", "Curfew", "InForce"),
        ("Prime Minister Jan Novak promised to build new bridges.", "PolicyAction", "Announced"),
    ],
)
def test_type_and_status(read: Read, sentence: str, type_: str, status: str) -> None:
    facts = read(sentence, DAY)
    assert [(measure.type, measure.status) for measure in facts.measures] == [(type_, status)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The company announced a ban on remote work.",
        "The president did not announce an amnesty.",
        "Only the parliament may impose a tax.",
        "The critics called for sanctions.",
        "The president will visit the region next week.",
        "Britain voted to leave the club in a referendum.",
        "The film shows a state of emergency.",
    ],
)
def test_what_no_authority_decided_is_no_measure(read: Read, sentence: str) -> None:
    assert read(sentence, DAY).measures == ()


def test_author_and_date(read: Read) -> None:
    facts = read("Finance Minister Lea Brandt announced a fuel subsidy on Tuesday.", DAY)
    (measure,) = facts.measures
    assert name(facts, measure.announced_by) == "Lea Brandt"
    day = measure.announced_on
    assert (day.earliest, day.latest) == (dt.date(2024, 5, 14), dt.date(2024, 5, 14))


def test_the_day_of_a_promise_is_not_the_day_promised(read: Read) -> None:
    facts = read("President Ida Holm said on Monday that she will close two prisons in July.", DAY)
    (measure,) = facts.measures
    assert measure.announced_on.latest == dt.date(2024, 5, 13)
    assert measure.status == "Announced"


def test_one_measure_with_its_steps(read: Read) -> None:
    facts = read(
        "President Ida Holm proposed a constitutional reform in March. "
        "The Constitutional Court cleared the reform on Tuesday.",
        DAY,
    )
    (measure,) = facts.measures
    assert [step.status for step in measure.steps] == ["Proposed", "Cleared"]
    assert measure.status == "Cleared"
    assert name(facts, measure.announced_by) == "Ida Holm"


def test_what_has_lasted_began_as_exactly_as_its_unit(read: Read) -> None:
    facts = read("A state of emergency has been in force for the past two months.", DAY)
    when = facts.measures[0].announced_on
    assert (when.earliest, when.latest) == (dt.date(2024, 3, 1), dt.date(2024, 3, 31))


def test_joined_promises_are_several(read: Read) -> None:
    facts = read(
        "President Ida Holm said she will create a coastal unit, supply new boats and reinforce patrols.",
        DAY,
    )
    assert len(facts.measures) == 3
    assert {name(facts, measure.announced_by) for measure in facts.measures} == {"Ida Holm"}


def test_evidence_is_short_and_a_slice(read: Read) -> None:
    text = "On Tuesday, the government of Norland — after weeks of talks — imposed new tariffs on steel from Sudland."
    for measure in read(text, DAY).measures:
        assert text[measure.evidence.start : measure.evidence.end] == measure.evidence.text
        assert 2 <= len(measure.evidence.text.split()) <= 12


def test_a_bare_noun_takes_the_fuller_name_of_the_article(read: Read) -> None:
    facts = read(
        "The parliament of Norland passed the bill on Tuesday.\n\n"
        "Thousands had marched against the water tax bill.",
        DAY,
    )
    assert [measure.label for measure in facts.measures] == ["water tax bill"]


@pytest.mark.parametrize(
    "sentence",
    [
        '"If we can cut taxes, people will stay," President Ida Holm said.',
        '"We will reduce the use of antibiotics," said Leo Falk, president of the Chess Society.',
        "Bared to the bone, the tree fell on Monday.",
    ],
)
def test_what_nobody_decided_is_no_measure(read: Read, sentence: str) -> None:
    assert not read(sentence, DAY).measures
