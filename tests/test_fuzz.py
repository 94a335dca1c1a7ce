"""Mutated articles and hostile texts: no crash, exact offsets, references that lead somewhere."""

from __future__ import annotations

import json
import os
import random
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_builder.extraction import extract
from graph_builder.extraction.parsing import parse_article
from graph_builder.facts_json import from_json, to_json
from graph_builder.lexicon import load_lexicon
from graph_builder.reading import ArticleReader
from graph_builder.reading.boilerplate import compile_boilerplate
from graph_builder.reading.plain import Header, make_article
from graph_builder.resources import get_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.extraction.parsing import SpacyParser
    from graph_builder.model import Article, Facts

SECONDS = float(os.environ.get("FUZZ_SECONDS", "20"))
SEED = int(os.environ.get("FUZZ_SEED", "7"))
QUOTES = "\"“”„«»‹›「」‘’'`"
ODD = [
    "\u0000",
    "\u200f",
    "\u202e",
    "é",
    "e\u0301",
    "🗳️",
    "👩‍👩‍👧",
    "\u00a0",
    "\t",
    "\r\n",
    "\n\n",
    "|",
    "—",
    "(",
    ")",
    "½",
    "٣",
    "１",
]


def read_text(text: str, parser: SpacyParser) -> tuple[Article, Facts]:
    article = make_article("fuzz", text, Header(), "fuzz", compile_boilerplate())
    return article, extract(parse_article(article, parser), load_lexicon())


def check(article: Article, facts: Facts) -> None:
    data = to_json(facts)
    for span in find_spans(data):
        assert article.text[span["start"] : span["end"]] == span["text"], span
        assert span["start"] < span["end"], span
    assert from_json(json.loads(json.dumps(data))) == from_json(data)
    known = {entity.id for entity in facts.entities}
    assert len(known) == len(facts.entities)
    for claim in facts.claims:
        assert claim.content or claim.type == "NonStatement"
        assert {claim.speaker, claim.addressee, *claim.about} - {None} <= known
        assert claim.according_to is None or 0 <= claim.according_to < len(facts.claims)
    for measure in facts.measures:
        assert measure.label.strip()
        assert {measure.announced_by, *measure.targets, *measure.locations} - {None} <= known
    for event in facts.events:
        roles = (
            event.participants,
            event.perpetrators,
            event.victims,
            event.candidates,
            event.locations,
        )
        assert {name for role in roles for name in role} <= known
    for figure in facts.observations:
        assert {figure.observed_agent, *figure.locations} - {None} <= known
        assert figure.in_event is None or 0 <= figure.in_event < len(facts.events)
    for tenure in facts.tenures:
        assert tenure.holder in known


def find_spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for item in value.values():
            yield from find_spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from find_spans(item)


def mutate(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 12)):
        at, size = chance.randrange(len(text) + 1), chance.choice((1, 1, 3, 10, 80))
        kind = chance.randrange(9)
        if kind == 0:
            text = text[:at] + text[at + size :]
        elif kind == 1:
            text = text[:at] + chance.choice(QUOTES) + text[at:]
        elif kind == 2:
            text = text[:at] + chance.choice(ODD) + text[at:]
        elif kind == 3:
            text = text[:at] + text[at : at + size].upper() + text[at + size :]
        elif kind == 4:
            text = text.replace("\n\n", chance.choice((" ", "\n", "\n\n\n")), chance.randint(1, 3))
        elif kind == 5:
            other = chance.randrange(len(text) + 1)
            text = text[:at] + text[other : other + size] + text[at:]
        elif kind == 6:
            text = text.replace(chance.choice([".", ",", "said", "of", "the"]), "", 2)
        elif kind == 7:
            text = (
                text[:at]
                + str(chance.choice((0, -1, 10**9, "1,2,3", "99999-99-99", "3/0")))
                + text[at:]
            )
        else:
            text = text[:at] + text[at : at + size][::-1] + text[at + size :]
    return text or "x"


def test_mutated_articles(parser: SpacyParser) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same articles each time
    originals = [article.text for article in ArticleReader().read([get_folder("seeds")])]
    deadline = time.monotonic() + SECONDS
    turns = 0
    while time.monotonic() < deadline:
        text = mutate(chance.choice(originals), chance)
        try:
            check(*read_text(text, parser))
        except Exception as error:
            error.add_note(f"in this text: {text!r}")
            raise
        turns += 1
    assert turns > 0


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(min_size=1, max_size=300))
def test_any_text(parser: SpacyParser, text: str) -> None:
    check(*read_text(text, parser))


@pytest.mark.parametrize(
    "text",
    [
        "Said.",
        "“",
        "” he said “ she said ” they said",
        "«Nous verrons», „wir sehen“ and ‘we see’, said “nobody in ‘particular’”.",
        "NOBOA SAID ON WEDNESDAY HE WILL DEPLOY 5,000 TROOPS IN GUAYAQUIL.",
        "| Year | Rate |\n| 2023 | 46.18 |\n| 2024 | 38.76 |",
        "THE MAYOR SAID “THE BRIDGE IS «SAFE‹” AND ‘WE „KNOW“ IT",
        "“He said ‘she said “they said ‹no›” then’, ” and 「いいえ」 said 『nobody』",
        "Speaker | Said | When\nMoss | “no” | May\nHill | ‘no | June”",
        "1. said\n2. said\n3. 45 percent of said",
        "said " * 300,
        "\u202eThe minister said\u202c that 3 people died on 31 February 2023.",
        "Tlie m1nister sald 0n Wednesdav that he w1ll res1gn.",
        "He said he said he said he said that she said that they said no.",
        "On the 99th of Octember 0000, -5 of 3 people said 1/0 of 10^400 dollars per per per 100,000.",
    ],
)
def test_odd_texts(parser: SpacyParser, text: str) -> None:
    check(*read_text(text, parser))


def test_a_long_text_without_paragraphs(parser: SpacyParser) -> None:
    [first, *_] = ArticleReader().read([get_folder("seeds")])
    check(*read_text(" ".join(first.text.split()) * 10, parser))
