"""Which questions on a graph are worth asking a person, and which nobody would."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from test_resolution import article, at, on, solve, thing

from graph_builder.model import Event
from graph_builder.review import write_questions

if TYPE_CHECKING:
    from graph_builder.model import Entity, Facts

PERU = thing("country/peru", "Country", "Peru")
CHILE = thing("country/chile", "Country", "Chile")


def ask(*articles: Facts) -> str:
    texts = {facts.article_id: "Navy. " * 100 for facts in articles}
    return write_questions(solve(*articles), texts)


def describe(label: str) -> Entity:
    return replace(thing("agent/some", "Agent", label), named=False)


def test_a_name_that_may_be_one_is_asked_about_with_the_words_around_it() -> None:
    rill = thing("person/rill", "Person", "Rill")
    questions = ask(article("a", entities=(rill,)), article("b", entities=(rill,)))
    assert all(f"Rill (Person, {name})" in questions for name in "ab")
    assert "Those that are one:" in questions
    assert questions.count("line 1: … [Rill]") == 2


def test_officials_of_two_articles_are_nobody_to_ask_about() -> None:
    officials = describe("Officials")
    questions = ask(article("a", entities=(officials,)), article("b", entities=(officials,)))
    assert "There is nothing to ask." in questions


@pytest.mark.parametrize(("other", "asked"), [(CHILE, False), (None, True)])
def test_bodies_of_two_countries_are_two(other: Entity | None, *, asked: bool) -> None:
    navy = thing("organization/navy", "GovernmentBody", "Navy")
    abroad = (navy, other) if other else (navy,)
    questions = ask(article("a", entities=(navy, PERU)), article("b", entities=abroad))
    assert ("Navy (GovernmentBody" in questions) is asked


@pytest.mark.parametrize(
    ("words", "asked"),
    [("the 2025 mayoral election", False), ("the mayoral election", True), ("the election", True)],
)
def test_what_is_called_the_same_at_the_same_time_is_one(words: str, *, asked: bool) -> None:
    def vote(said: str) -> Event:
        return Event(
            "Election",
            said,
            at(said),
            kind="Election",
            occurred_on=on("2025-03-09"),
            locations=(PERU.id,),
        )

    questions = ask(
        article("a", entities=(PERU,), events=(vote("the 2025 mayoral election"),)),
        article("b", entities=(PERU,), events=(vote(words),)),
    )
    assert ("If they are two:" in questions) is asked
