"""Articles without a date, bounded by what others know."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from test_resolution import COUNTRY, LAST_MONTH, NOBOA, article, at, on, solve, tenure, thing

from graph_builder.model import Event, RelativeTime, Tenure, TimeSpan

SINCE = tenure("in power since November 23, 2023", on("2023-11-23"))


def runoff(evidence: str, when: TimeSpan) -> Event:
    return Event("RunoffElection", "runoff", at(evidence), kind="Runoff", occurred_on=when)


LAST_WEEK = TimeSpan(relative=RelativeTime("week", -1, -1), evidence=at("last week"))


def test_an_election_of_last_week_dates_an_article() -> None:
    dated = article(
        "a", entities=(COUNTRY,), events=(runoff("runoff on April 13", on("2025-04-13")),)
    )
    undated = article(
        "b", None, entities=(COUNTRY,), events=(runoff("last week's runoff", LAST_WEEK),)
    )
    date = solve(dated, undated).dates["b"]
    assert (date.earliest, date.latest) == (dt.date(2025, 4, 14), dt.date(2025, 4, 20))
    assert "last week's runoff" in date.because
    assert "runoff on April 13" in date.because


def test_two_elections_date_nothing() -> None:
    articles = [
        article(day, entities=(COUNTRY,), events=(runoff("runoff", on(day)),))
        for day in ("2021-04-11", "2025-04-13")
    ]
    undated = article(
        "b", None, entities=(COUNTRY,), events=(runoff("last week's runoff", LAST_WEEK),)
    )
    assert solve(*articles, undated).dates["b"].edtf == ""


def test_who_is_called_president_has_taken_office() -> None:
    called = Tenure(NOBOA.id, "president", at("President Daniel Noboa"))
    dated = article("a", entities=(NOBOA,), tenures=(SINCE,))
    date = solve(dated, article("b", None, entities=(NOBOA,), tenures=(called,))).dates["b"]
    assert (date.earliest, date.latest) == (dt.date(2023, 11, 23), None)
    former = Tenure(NOBOA.id, "president", at("former President Noboa"), ended_on=LAST_MONTH)
    date = solve(dated, article("b", None, entities=(NOBOA,), tenures=(former,))).dates["b"]
    assert date.edtf == ""


def test_bounds_that_do_not_fit_are_told_with_both_sources() -> None:
    last_month = tenure("took office last month", LAST_MONTH)
    late = article(
        "b",
        None,
        entities=(NOBOA, COUNTRY),
        tenures=(last_month,),
        events=(runoff("last week's runoff", LAST_WEEK),),
    )
    world = solve(
        article("a", entities=(NOBOA,), tenures=(SINCE,)),
        article("c", entities=(COUNTRY,), events=(runoff("runoff on April 13", on("2025-04-13")),)),
        late,
    )
    (sentence, quotes), *_ = world.findings
    assert "do not fit together" in sentence
    assert {quote.article_id for quote in quotes} == {"b", "c"}
    assert world.dates["b"].edtf == "[2023-12-01..2023-12-31]"


def happening(kind: str, label: str, when: TimeSpan, **roles: tuple[str, ...]) -> Event:
    return Event("Event", label, at(label), kind=kind, occurred_on=when, **roles)  # type: ignore[arg-type]


def test_a_disaster_dates_an_article_by_its_noun_and_its_place() -> None:
    loja = thing("place/loja", "Place", "Loja", within=(COUNTRY.id,))
    quake = "earthquake in Loja"
    told = happening("Disaster", quake, on("2024-05-03"), locations=(loja.id, COUNTRY.id))
    dated = article("a", entities=(loja, COUNTRY), events=(told,))

    def date(label: str, *locations: str) -> TimeSpan:
        event = happening("Disaster", label, LAST_WEEK, locations=locations)
        return solve(dated, article("b", None, entities=(loja, COUNTRY), events=(event,))).dates[
            "b"
        ]

    assert date(quake, loja.id).edtf == "[2024-05-06..2024-05-12]"
    assert date("flood in Loja", loja.id).edtf == ""
    assert date("earthquake", COUNTRY.id).edtf == ""


def test_whoever_tells_of_a_death_writes_after_it() -> None:
    dead = happening("Killing", "killing of Noboa", on("2024-05-03"), victims=(NOBOA.id,))
    dated = article("a", entities=(NOBOA,), events=(dead,))
    later = happening("Death", "death of Noboa", TimeSpan(), victims=(NOBOA.id,))
    date = solve(dated, article("b", None, entities=(NOBOA,), events=(later,))).dates["b"]
    assert (date.earliest, date.latest) == (dt.date(2024, 5, 3), None)
    feared = replace(later, modality="Possible")
    assert (
        solve(dated, article("b", None, entities=(NOBOA,), events=(feared,))).dates["b"].edtf == ""
    )


def test_an_inauguration_of_last_month_dates_an_article() -> None:
    sworn = happening("Accession", "inauguration", on("2023-11-23"), participants=(NOBOA.id,))
    dated = article("a", entities=(NOBOA,), events=(sworn,))
    recent = happening("Accession", "inauguration", LAST_MONTH, participants=(NOBOA.id,))
    date = solve(dated, article("b", None, entities=(NOBOA,), events=(recent,))).dates["b"]
    assert date.edtf == "[2023-12-01..2023-12-31]"
    again = happening("Accession", "inauguration", on("2019-05-14"), participants=(NOBOA.id,))
    earlier = article("c", entities=(NOBOA,), events=(again,))
    undated = article("b", None, entities=(NOBOA,), events=(recent,))
    assert solve(dated, earlier, undated).dates["b"].edtf == ""
