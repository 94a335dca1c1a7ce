"""How finds are judged: by the sentence of gold's evidence, one find an item."""

from __future__ import annotations

import datetime as dt

import pytest

from graph_builder.evaluation import decisions, incidents, political
from graph_builder.evaluation.items import read_items
from graph_builder.model import Entity, Event, Facts, Measure, Span, TimeSpan

TEXT = "The council banned cars on Monday. Protests followed. Mr. Ray left at 5 p.m. and rested."


def cut(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def make_measure(words: str, status: str = "InForce", *further: str) -> Measure:
    return Measure(
        label="ban cars",
        type="Ban",
        status=status,  # type: ignore[arg-type]  # a test's own statuses
        evidence=cut(words),
        announced_on=TimeSpan(earliest=dt.date(2024, 5, 13), latest=dt.date(2024, 5, 13)),
        further_evidence=tuple(cut(item) for item in further),
    )


GOLD = read_items(
    {
        "id": "a",
        "text": TEXT,
        "measures": [
            {
                "label": "Car ban",
                "key": "car",
                "earliest": "2024-05-13",
                "latest": "2024-05-13",
                "status": "InForce",
                "evidence": "banned cars",
            }
        ],
    },
    "gold",
)


@pytest.mark.parametrize(
    ("found", "right", "count"),
    [
        ((make_measure("The council banned"),), 1, 1),
        ((make_measure("Protests"),), 0, 1),
        ((make_measure("Protests", "InForce", "cars"),), 1, 1),
        ((make_measure("cars"), make_measure("council")), 1, 2),
        ((), 0, 0),
    ],
)
def test_one_find_answers_one_item_in_its_sentence(
    found: tuple[Measure, ...], right: int, count: int
) -> None:
    report = decisions.score([GOLD], [Facts("a", measures=found)])
    row = report.scores[0]
    assert (row.right, row.found, row.gold) == (right, count, 1)


def test_dates_and_status_are_scored_on_what_is_right() -> None:
    report = decisions.score([GOLD], [Facts("a", measures=(make_measure("cars", "Ended"),))])
    rows = {row.name: row.right for row in report.scores}
    assert rows["measures: dates"] == 1
    assert rows["measures: status"] == 0


def test_sentences_do_not_end_at_titles_or_clock_times() -> None:
    start = TEXT.index("left")
    assert TEXT[slice(*decisions.get_sentence(TEXT, start, start + 4))].startswith("Mr. Ray")


def test_roles_are_compared_without_articles_and_counts() -> None:
    gold = {
        "id": "m",
        "text": TEXT,
        "relevant": True,
        "events": [
            {
                "type": ["ATTACK"],
                "dates": [],
                "slots": {"perp_individual": [{"alternatives": ["GUNMEN"]}]},
            }
        ],
    }
    gunmen = Entity("agent/four-gunmen", "Agent", "Four gunmen", (), named=False)
    attack = Event(
        "ViolentIncident", "attack", cut("Protests"), kind="Attack", perpetrators=(gunmen.id,)
    )
    report = incidents.score([gold], [Facts("m", entities=(gunmen,), events=(attack,))])
    assert report.scores[0].f1 == 1.0


def test_every_type_found_counts_for_precision() -> None:
    gold = {"id": "p", "text": TEXT, "event": {"type": "PROTEST", "text": "Protests"}}
    events = tuple(
        Event("Event", "x", cut("Protests"), kind=kind) for kind in ("Protest", "Meeting")
    )
    row = political.score([gold], [Facts("p", events=events)]).scores[0]
    assert (row.right, row.found, row.gold) == (1, 2, 1)
