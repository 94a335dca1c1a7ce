"""Articles without a date, bounded by what others know."""

from __future__ import annotations

import datetime as dt

from test_resolution import COUNTRY, LAST_MONTH, NOBOA, article, at, on, solve, tenure

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
