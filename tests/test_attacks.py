"""Attacks with words and with force: what is a claim, what is violence, and what is left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Read

DAY = "2024-03-07"

WITH_WORDS = [
    "The senator attacked the president on Monday over the tax bill.",
    "Eva Ruiz said she would run. Ruiz attacked her rivals in Lund.",
    "Eva Ruiz said she would run. On stage she attacked police officers.",
    "Mayor Eva Ruiz attacked Jan Novak for raising fares.",
    "Labour attacked the government's record.",
    "Eva Ruiz verbally attacked a waiter.",
    "The union attacked the closure of the school.",
    "Jan Novak attacked Eva Ruiz, calling her a fraud.",
]
WITH_FORCE = [
    "Omar Saleh attacked a woman with a knife on Tuesday.",
    "The man attacked two passengers on a bus on Tuesday.",
    "Protesters attacked the minister on Tuesday.",
    "Rebels attacked a convoy on Tuesday.",
    "Omar Saleh said he was sorry. He had stabbed a boy. On Tuesday Saleh attacked his neighbour.",
    "The army said it had attacked villages on Tuesday.",
    "Mayor Eva Ruiz was attacked outside her home on Tuesday.",
    "Terrorists staged an attack on the settlement on Tuesday.",
]
ONLY_SAID = [
    "The president stepped up his attacks on the press on Tuesday.",
    "Mayor Eva Ruiz launched an attack on the governor on Tuesday.",
    "The bill is an attack on democracy, she said on Tuesday.",
    "He made personal attacks on the judge on Tuesday.",
    "Jan Novak will find it difficult to repeat his attacks on moderators.",
    "Jan Novak had a plan and executed it. Novak will find it difficult to repeat his attacks on moderators.",
]


def find_violence(read: Read, text: str) -> list[str]:
    facts = read(text, DAY)
    return [
        event.evidence.text
        for event in facts.events
        if event.type == "ViolentIncident" and "attack" in event.evidence.text
    ]


def find_criticism(read: Read, text: str) -> list[str]:
    facts = read(text, DAY)
    return [each.cue.text for each in facts.claims if "attack" in each.cue.text]


@pytest.mark.parametrize("text", WITH_WORDS)
def test_attack_with_words_is_a_claim_alone(text: str, read: Read) -> None:
    assert find_criticism(read, text)
    assert not find_violence(read, text)


@pytest.mark.parametrize("text", WITH_FORCE)
def test_attack_with_force_is_violence_alone(text: str, read: Read) -> None:
    assert find_violence(read, text)
    assert not find_criticism(read, text)


@pytest.mark.parametrize("text", ONLY_SAID)
def test_attack_named_by_a_noun_is_no_violence_where_it_is_with_words(
    text: str, read: Read
) -> None:
    assert not find_violence(read, text)


def test_what_the_text_leaves_open_is_neither(read: Read) -> None:
    text = "They met in Lund on Tuesday. Jan Novak attacked Eva Ruiz."
    assert not find_violence(read, text)
    assert not find_criticism(read, text)


def test_plan_that_is_executed_is_no_killing(read: Read) -> None:
    facts = read("On Tuesday Eva Ruiz had a plan and she executed it.", DAY)
    assert not facts.events


def test_who_is_dismissed_as_something_keeps_his_office(read: Read) -> None:
    facts = read("On Tuesday Eva Ruiz dismissed Jan Novak as a dreamer.", DAY)
    assert not facts.events
    facts = read("On Tuesday the mayor dismissed Jan Novak as director.", DAY)
    assert [event.kind for event in facts.events] == ["Dismissal"]
