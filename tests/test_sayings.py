"""What is worth being a claim, whose it is, and where its words end, in sentences that small parsers stumble over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_builder.extraction.attribution import find_claims
from graph_builder.extraction.context import Context
from graph_builder.lexicon import load_lexicon

if TYPE_CHECKING:
    from conftest import Parse

    from graph_builder.model import Claim


def read(parse: Parse, text: str) -> tuple[Claim, ...]:
    return find_claims(Context(parse(text), load_lexicon()))


def show(each: Claim) -> tuple[str | None, str, str]:
    content = " … ".join(part.text for part in each.content)
    return (each.source.text if each.source else None, each.cue.text, content)


SAYINGS = [
    (
        "The neighbours tried to have Weber freed by saying they forgave him.",
        ("The neighbours", "saying", "they forgave him"),
    ),
    (
        "The ministry announced the new park, to be named Lindenhof, would open in 2023.",
        ("The ministry", "announced", "the new park, to be named Lindenhof, would open in 2023"),
    ),
    (
        "The strikers have claimed Norway, especially, is ignoring their demands.",
        ("The strikers", "have claimed", "Norway, especially, is ignoring their demands"),
    ),
    (
        "The governor agreed to add two seats to the board but did not give up her veto.",
        ("The governor", "agreed", "to add two seats to the board"),
    ),
    (
        "The villagers called for Weber's resignation after he sent them a bill.",
        ("The villagers", "called for", "Weber's resignation"),
    ),
    (
        "The neighbours wept on hearing their son had been freed and said he was ill.",
        ("The neighbours", "said", "he was ill"),
    ),
    (
        "According to Lund Bulletin, Friday's flood, at 6.3, was the worst recorded.",
        ("Lund Bulletin", "According to", "Friday's flood, at 6.3, was the worst recorded"),
    ),
    (
        "Poland agreed with Nokia to open a factory.",
        ("Poland", "agreed", "to open a factory"),
    ),
]

UNNAMED = [
    (
        "Crews sent 30 vehicles; firefighters reportedly had control of the blaze by noon.",
        "firefighters … had control of the blaze by noon",
    ),
    ("On Friday he stabbed reportedly several people.", "On Friday he stabbed … several people"),
    (
        "Although the elections are reportedly quiet, many came.",
        "the elections are … quiet",
    ),
    ("The paper wrote of alleged ties to the army.", "ties to the army"),
]

NOTHING_SAID = [
    "She returned the boy to her husband when she could not support him.",
    "The clip shows her dancing, singing or offering to leave.",
    "The team used it as a baseline and compared the other pills to it.",
    "The coast guard called off its search on Tuesday.",
    "Several alleged accomplices were tried.",
    "The planet was first identified by a telescope.",
    "Amongst reported incidents was a fire.",
]


@pytest.mark.parametrize(("text", "expected"), SAYINGS)
def test_saying(parse: Parse, text: str, expected: tuple[str, str, str]) -> None:
    assert show(read(parse, text)[0]) == expected


@pytest.mark.parametrize(("text", "content"), UNNAMED)
def test_what_nobody_named_is_said_to_be_so(parse: Parse, text: str, content: str) -> None:
    found = next(each for each in read(parse, text) if each.source is None)
    assert show(found)[2] == content
    assert found.modality == "Alleged"


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_nothing_is_said(parse: Parse, text: str) -> None:
    assert [show(each) for each in read(parse, text)] == []
