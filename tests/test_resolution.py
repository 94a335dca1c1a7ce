"""Facts of several articles, made by hand, and what is concluded from them together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.lexicon import load_lexicon
from graph_builder.model import (
    Claim,
    Entity,
    Event,
    Facts,
    Measure,
    Member,
    Mention,
    Observation,
    RelativeTime,
    Span,
    StatusStep,
    Tenure,
    TimeSpan,
)
from graph_builder.resolution import resolve

if TYPE_CHECKING:
    from graph_builder.model import EntityType, Polarity, Resolution

ECUADOR = "country/ecuador"


def at(text: str, start: int = 0) -> Span:
    return Span(start, start + len(text), text)


def until(last: str) -> TimeSpan:
    return TimeSpan(latest=dt.date.fromisoformat(last), edtf=f"[..{last}]")


def on(first: str, last: str | None = None, *, extent: bool = False) -> TimeSpan:
    days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))
    return TimeSpan(earliest=days[0], latest=days[1], edtf=f"{days[0]}/{days[1]}", extent=extent)


def thing(
    id_: str,
    kind: EntityType,
    label: str,
    *,
    offices: tuple[tuple[str, str], ...] = (),
    within: tuple[str, ...] = (),
) -> Entity:
    mentions = (Mention(at(label), "name"), Mention(at(label, 100), "name"))
    return Entity(id_, kind, label, mentions, offices=offices, within=within)


def article(id_: str, date: str | None = "2025-03-07", **facts: object) -> Facts:
    when = on(date) if date else TimeSpan()
    return replace(Facts(id_, when), **facts)  # type: ignore[arg-type]


def solve(*articles: Facts) -> Resolution:
    return resolve(articles, load_lexicon())


NOBOA = thing("person/daniel-noboa", "Person", "Daniel Noboa", offices=(("president", "Ecuador"),))
COUNTRY = thing(ECUADOR, "Country", "Ecuador")


def test_one_full_name_is_one_person() -> None:
    world = solve(article("a", entities=(NOBOA,)), article("b", entities=(NOBOA,)))
    assert [t.path for t in world.things] == ["person/daniel-noboa"]
    assert [j.rule for j in world.judgements] == ["full-name"]


def test_a_surname_alone_is_joined_by_office_and_country() -> None:
    surname = thing("person/noboa", "Person", "Noboa", offices=(("president", "Ecuador"),))
    world = solve(
        article("a", entities=(NOBOA, COUNTRY)), article("b", entities=(surname, COUNTRY))
    )
    assert world.paths[Member("b", "person/noboa")] == "person/daniel-noboa"


def test_a_single_name_tells_the_holder_of_an_office_that_only_one_has() -> None:
    pope = thing("person/francis", "Person", "Francis", offices=(("pope", ""),))
    bishop = thing("person/francis", "Person", "Francis", offices=(("bishop", ""),))
    world = solve(
        *(
            article(id_, entities=(who,))
            for id_, who in zip("abc", (pope, bishop, pope), strict=True)
        )
    )
    a, b, c = (world.paths[Member(id_, "person/francis")] for id_ in "abc")
    assert a == c != b


def test_a_surname_alone_is_joined_by_the_country_of_the_office_wherever_the_article_is() -> None:
    peru, chile = (thing(f"country/{name.lower()}", "Country", name) for name in ("Peru", "Chile"))
    full = thing("person/ana-ruiz", "Person", "Ana Ruiz", offices=(("president", ""),))
    abroad = thing("person/ruiz", "Person", "Ruiz", offices=(("president", "Peru"),))
    once = replace(peru, mentions=peru.mentions[:1])
    world = solve(article("a", entities=(full, peru)), article("b", entities=(abroad, once, chile)))
    assert world.paths[Member("b", "person/ruiz")] == world.paths[Member("a", "person/ana-ruiz")]


def test_a_surname_alone_is_nobody_else() -> None:
    surname = thing("person/noboa", "Person", "Noboa")
    world = solve(
        article("a", entities=(NOBOA, COUNTRY)), article("b", entities=(surname, COUNTRY))
    )
    assert world.paths[Member("b", "person/noboa")] != "person/daniel-noboa"


FULL = thing("person/lucia-ferrer", "Person", "Lucia Ferrer")
SURNAME = thing("person/ferrer", "Person", "Ferrer")
BECK, UNION = (
    thing("person/tomas-beck", "Person", "Tomas Beck"),
    thing("organization/harbour-union", "Organization", "Harbour Union"),
)


def is_one(full: Facts, short: Facts, *others: Facts) -> bool:
    paths = solve(full, short, *others).paths
    return paths[Member(full.article_id, FULL.id)] == paths[Member(short.article_id, SURNAME.id)]


def test_a_surname_alone_is_the_full_name_of_the_same_story() -> None:
    beck = thing("person/beck", "Person", "Beck")
    full = article("a", entities=(FULL, BECK, UNION))
    assert is_one(full, article("b", "2025-03-19", entities=(SURNAME, beck, UNION)))
    assert not is_one(full, article("b", "2025-09-19", entities=(SURNAME, beck, UNION)))
    assert not is_one(full, article("b", None, entities=(SURNAME, beck, UNION)))


def test_one_more_name_in_common_is_no_story() -> None:
    reuters = thing("organization/reuters", "NewsOutlet", "Reuters")
    town, near = (thing(f"place/{name.lower()}", "Place", name) for name in ("Lund", "Ystad"))
    full = article("a", entities=(FULL, BECK, reuters, town, near))
    assert not is_one(full, article("b", entities=(SURNAME, BECK, reuters, COUNTRY)))
    assert not is_one(full, article("b", entities=(SURNAME, town, near)))
    assert is_one(full, article("b", entities=(SURNAME, BECK, town)))


def test_an_office_may_tell_of_what_story_somebody_is_or_that_it_is_another() -> None:
    minister = replace(SURNAME, offices=(("minister", ""),))
    fuller = replace(FULL, offices=(("health minister", ""),))
    assert is_one(article("a", entities=(fuller, BECK)), article("b", entities=(minister, BECK)))
    boss, chief = (
        replace(each, offices=((office, ""),))
        for each, office in ((SURNAME, "boss"), (FULL, "chief executive"))
    )
    assert is_one(article("a", entities=(chief, BECK)), article("b", entities=(boss, BECK)))
    judge = replace(SURNAME, offices=(("judge", ""),))
    assert not is_one(
        article("a", entities=(fuller, BECK, UNION)), article("b", entities=(judge, BECK, UNION))
    )


def test_two_of_one_surname_in_a_story_leave_it_open_who_is_meant() -> None:
    sister = thing("person/eva-ferrer", "Person", "Eva Ferrer")
    full, short = (article(x, entities=(y, BECK, UNION)) for x, y in (("a", FULL), ("b", SURNAME)))
    assert is_one(full, short, article("c", entities=(sister,)))
    assert not is_one(full, short, article("c", entities=(sister, UNION)))


def test_a_given_name_alone_is_no_surname() -> None:
    full, given = (
        replace(each, label=label) for each, label in ((FULL, "Lucia James"), (SURNAME, "James"))
    )
    assert not is_one(
        article("a", entities=(full, BECK, UNION)), article("b", entities=(given, BECK, UNION))
    )


def test_he_is_nobody_who_is_she_elsewhere() -> None:
    he, she = (
        replace(each, mentions=(*each.mentions, Mention(at(word, 200), "pronoun")))
        for each, word in ((SURNAME, "he"), (FULL, "She"))
    )
    assert not is_one(
        article("a", entities=(she, BECK, UNION)), article("b", entities=(he, BECK, UNION))
    )


def test_namesakes_with_offices_in_two_countries_stay_apart() -> None:
    other = thing("person/daniel-noboa", "Person", "Daniel Noboa", offices=(("striker", "Peru"),))
    world = solve(article("a", entities=(NOBOA,)), article("b", entities=(other,)))
    assert len({world.paths[Member(x, "person/daniel-noboa")] for x in "ab"}) == 2


def test_a_name_with_a_second_surname_is_the_same_person() -> None:
    longer = thing("person/daniel-noboa-azin", "Person", "Daniel Noboa Azín")
    world = solve(
        article("a", entities=(NOBOA,)),
        article("b", entities=(longer,)),
        article("c", entities=(NOBOA,)),
    )
    assert set(world.paths.values()) == {"person/daniel-noboa"}
    assert world.replaced["person/daniel-noboa-azin"] == "person/daniel-noboa"
    assert world.replaced["member/c/person/daniel-noboa"] == "person/daniel-noboa"


def test_an_initial_and_a_second_surname_make_nobody_else() -> None:
    longer = thing("person/x", "Person", "Daniel R. Noboa Azín")
    other = thing("person/y", "Person", "Daniel R. Noboa")
    world = solve(article("a", entities=(NOBOA,)), article("b", entities=(longer,)))
    assert set(world.paths.values()) == {"person/daniel-noboa"}
    both = solve(article("a", entities=(other,)), article("b", entities=(longer,)))
    assert len(set(both.paths.values())) == 1


def test_two_different_longer_names_leave_the_shorter_alone() -> None:
    articles = [
        article(name, entities=(thing(f"person/{name}", "Person", label),))
        for name, label in (
            ("a", "Luisa González"),
            ("b", "Luisa González Mora"),
            ("c", "Luisa González Paz"),
        )
    ]
    assert len({t.path for t in solve(*articles).things}) == 3


def test_a_court_with_a_common_name_belongs_to_its_country() -> None:
    court = thing("body/constitutional-court", "GovernmentBody", "Constitutional Court")
    peru = thing("country/peru", "Country", "Peru")
    world = solve(
        article("a", entities=(court, COUNTRY)),
        article("b", entities=(court, COUNTRY)),
        article("c", entities=(court, peru)),
    )
    a, b, c = (world.paths[Member(x, court.id)] for x in "abc")
    assert a == b != c


def test_a_metropolis_is_one_whatever_country_its_articles_are_on() -> None:
    london = replace(thing("place/london", "Place", "London"), country="United Kingdom")
    land = thing("country/united-kingdom", "Country", "United Kingdom")
    at_home = replace(london, country="", within=(land.id,))
    other = replace(london, country="")
    world = solve(
        article("a", entities=(london, COUNTRY)),
        article("b", entities=(at_home, land)),
        article("c", entities=(other, COUNTRY)),
    )
    a, b, c = (world.paths[Member(x, london.id)] for x in "abc")
    assert a == b != c


def test_a_city_and_a_province_of_one_name_stay_apart() -> None:
    city = thing("place/santa-elena", "Place", "Santa Elena", within=(ECUADOR,))
    elsewhere = thing("place/santa-elena", "Place", "Santa Elena", within=("country/peru",))
    world = solve(article("a", entities=(city, COUNTRY)), article("b", entities=(elsewhere,)))
    assert len({world.paths[Member(x, city.id)] for x in "ab"}) == 2


def tenure(evidence: str, started: TimeSpan) -> Tenure:
    return Tenure(NOBOA.id, "president", at(evidence), started_on=started)


LAST_MONTH = TimeSpan(relative=RelativeTime("month", -1, -1), evidence=at("last month"))


def test_an_undated_article_is_bounded_by_what_another_one_knows() -> None:
    dated = article(
        "a",
        entities=(NOBOA,),
        tenures=(tenure("in power since 2023", on("2023-01-01", "2023-12-31")),),
    )
    undated = article(
        "b", None, entities=(NOBOA,), tenures=(tenure("took office last month", LAST_MONTH),)
    )
    date = solve(dated, undated).dates["b"]
    assert (date.earliest, date.latest) == (dt.date(2023, 2, 1), dt.date(2024, 1, 31))
    assert "took office last month" in date.because
    assert "in power since 2023" in date.because


def test_the_facts_of_an_undated_article_are_bounded_with_it() -> None:
    this_year = TimeSpan(relative=RelativeTime("year", 0, 0), extent=True)
    figure = Observation(
        "homicide rate", Decimal(35), at("35"), period=this_year, modality="Possible"
    )
    plan = Measure("prison boats", "construction", "Announced", at("prison boats"))
    dated = article(
        "a",
        entities=(NOBOA,),
        tenures=(tenure("in power since 2023", on("2023-01-01", "2023-12-31")),),
    )
    undated = article(
        "b",
        None,
        entities=(NOBOA,),
        tenures=(tenure("took office last month", LAST_MONTH),),
        observations=(figure,),
        measures=(plan,),
    )
    world = solve(dated, undated)
    period = world.facts[1].observations[0].period
    assert period.edtf == "[2023-01-01..2024-12-31]"
    assert world.measures[0].announced_on.latest == dt.date(2024, 1, 31)


def test_an_undated_article_nobody_knows_of_stays_undated() -> None:
    world = solve(
        article(
            "b", None, entities=(NOBOA,), tenures=(tenure("took office last month", LAST_MONTH),)
        )
    )
    assert world.dates["b"].earliest is None
    assert world.dates["b"].latest is None


def runoff(when: TimeSpan, start: int = 0) -> Event:
    return Event(
        "RunoffElection", "runoff election", at("runoff", start), kind="Runoff", occurred_on=when
    )


def test_the_runoff_in_april_and_on_april_13_are_one() -> None:
    world = solve(
        article("a", entities=(COUNTRY,), events=(runoff(on("2025-04-01", "2025-04-30")),)),
        article("b", entities=(COUNTRY,), events=(runoff(on("2025-04-13")),)),
    )
    assert [event.path for event in world.events] == ["event/runoff-ecuador-2025"]
    assert world.events[0].occurred_on.earliest == dt.date(2025, 4, 13)


def test_a_runoff_that_is_to_come_or_over_is_the_one_whose_day_is_known() -> None:
    spoken_of = (
        TimeSpan(earliest=dt.date(2025, 4, 2)),
        on("2025-04-13"),
        TimeSpan(latest=dt.date(2025, 4, 15)),
    )
    world = solve(
        *(
            article(name, entities=(COUNTRY,), events=(runoff(when),))
            for name, when in zip("abc", spoken_of, strict=True)
        )
    )
    (event,) = world.events
    assert event.occurred_on.earliest == event.occurred_on.latest == dt.date(2025, 4, 13)
    years_before = TimeSpan(latest=dt.date(2024, 4, 15))
    world = solve(
        article("a", entities=(COUNTRY,), events=(runoff(on("2025-04-13")),)),
        article("b", entities=(COUNTRY,), events=(runoff(years_before),)),
    )
    assert len(world.events) == 2


def test_who_stands_in_a_runoff_makes_it_no_other() -> None:
    named = replace(runoff(on("2025-04-13")), label="runoff between Ana Ruiz")
    first = replace(runoff(on("2025-04-13")), label="presidential runoff")
    world = solve(
        article("a", entities=(COUNTRY,), events=(first,)),
        article("b", entities=(COUNTRY,), events=(named,)),
    )
    assert len(world.events) == 1


def test_a_runoff_in_another_country_is_another() -> None:
    peru = thing("country/peru", "Country", "Peru")
    world = solve(
        article("a", entities=(COUNTRY,), events=(runoff(on("2025-04-13")),)),
        article("b", entities=(peru,), events=(runoff(on("2025-04-13")),)),
    )
    assert len(world.events) == 2


def measure(label: str, by: str | None, when: TimeSpan) -> Measure:
    return Measure(label, "agreement", "Announced", at(label), announced_by=by, announced_on=when)


def test_measures_of_one_authority_with_shared_words_are_one() -> None:
    world = solve(
        article(
            "a",
            entities=(NOBOA, COUNTRY),
            measures=(measure("special forces agreements", NOBOA.id, on("2025-02-19")),),
        ),
        article(
            "b",
            entities=(NOBOA, COUNTRY),
            measures=(measure("special forces request", NOBOA.id, TimeSpan()),),
        ),
        article(
            "c",
            entities=(NOBOA, COUNTRY),
            measures=(measure("special prison boats", NOBOA.id, TimeSpan()),),
        ),
    )
    a, b, c = (world.measure_paths[Member(x, 0)] for x in "abc")
    assert a == b != c
    joined = next(m for m in world.measures if m.path == a)
    assert joined.announced_on.earliest == dt.date(2025, 2, 19)
    assert joined.announced_by == "person/daniel-noboa"


def test_a_bill_is_one_for_all_who_take_a_step_of_it() -> None:
    senate = thing("organization/senate", "GovernmentBody", "Senate")
    rill = thing("person/bo-rill", "Person", "Bo Rill")

    def tell(id_: str, label: str, by: str, *steps: str) -> Facts:
        told = measure(label, by, on("2025-03-01"))
        life = tuple(StatusStep("Approved", at(label), step, on("2025-03-01")) for step in steps)
        return article(
            id_, entities=(senate, rill), measures=(replace(told, type="Law", steps=life),)
        )

    passed = tell("a", "bill that would ban fireworks in parks", senate.id, senate.id, rill.id)
    vetoed = tell("b", "bill that would have banned fireworks in parks", rill.id, rill.id)
    assert len(solve(passed, vetoed).measures) == 1


def test_one_office_warns_of_storms_in_two_countries() -> None:
    def warn(id_: str, country: str) -> Facts:
        office = thing("organization/storm-watch", "Organization", "Caribbean Storm Watch")
        land = thing(f"country/{country.lower()}", "Country", country)
        warning = replace(
            measure("storm warning", office.id, on("2025-03-01")),
            locations=(land.id,),
            type="Alert",
        )
        return article(id_, entities=(office, land), measures=(warning,))

    assert len(solve(warn("a", "Cuba"), warn("b", "Cuba")).measures) == 1
    assert len(solve(warn("a", "Cuba"), warn("b", "Haiti")).measures) == 2


def test_a_curfew_is_one_in_articles_on_its_town_that_name_no_country() -> None:
    def close(id_: str, *places: Entity, where: Entity | None = None) -> Facts:
        told = replace(measure("night curfew", None, on("2025-03-01")), type="Curfew")
        named = (where.id,) if where else ()
        return article(id_, entities=places, measures=(replace(told, locations=named),))

    lund = thing("place/lund", "Place", "Lund", within=(ECUADOR,))
    county = thing("place/lund-county", "Place", "Lund County", within=(ECUADOR,))
    bare, other = thing("place/lund", "Place", "Lund"), thing("place/visby", "Place", "Visby")
    told = close("a", COUNTRY, county, where=county), close("b", COUNTRY, lund, where=lund)
    assert len(solve(*told, close("c", bare, where=bare), close("d", bare)).measures) == 1
    assert len(solve(*told, close("c", other, where=other)).measures) == 2
    assert len(solve(*told, close("c", bare, other)).measures) == 2


def test_an_authority_that_is_only_described_may_be_that_of_another_article() -> None:
    def cut(id_: str, label: str, when: TimeSpan) -> Facts:
        words = Mention(at("Norway's central bank"), "description")
        bank = Entity("agent/bank", "Agent", "Norway's central bank", (words,), named=False)
        land = thing("country/norway", "Country", "Norway")
        told = replace(measure(label, bank.id, when), type="InterestRate")
        return article(id_, entities=(bank, land), measures=(told,))

    first = cut("a", "cut main interest rate to 4 percent", on("2025-02-19"))
    again = cut("b", "lower the rate", on("2025-02-01", "2025-02-28"))
    assert len(solve(first, again).measures) == 1


def test_a_decree_is_one_in_articles_on_two_countries() -> None:
    bishop = thing("person/bo-rill", "Person", "Bo Rill")

    def decree(id_: str, country: str) -> Facts:
        land = thing(f"country/{country.lower()}", "Country", country)
        told = measure("harbour law", bishop.id, on("2025-03-01"))
        return article(id_, entities=(bishop, land), measures=(told,))

    assert len(solve(decree("a", "Cuba"), decree("b", "Haiti")).measures) == 1


def sign(id_: str, label: str, day: str | None, *names: str) -> Facts:
    lands = tuple(thing(f"country/{name.lower()}", "Country", name) for name in names)
    told = measure(label, NOBOA.id, on(day) if day else TimeSpan())
    return article(id_, entities=(NOBOA, COUNTRY, *lands), measures=(replace(told, type="Treaty"),))


def test_deals_of_one_government_with_two_countries_are_two() -> None:
    peru = sign("a", "trade deal with Peru", None, "Peru")
    chile = sign("b", "trade deal with Chile", None, "Chile")
    again = sign("c", "new trade deal with Peru", None, "Peru")
    world = solve(peru, chile, again)
    a, b, c = (world.measure_paths[Member(x, 0)] for x in "abc")
    assert a == c != b


def test_what_shares_its_kind_alone_is_one_unless_it_began_on_another_day() -> None:
    assert (
        len(solve(sign("a", "trade deal", "2025-03-01"), sign("b", "trade deal", None)).measures)
        == 1
    )
    for day, count in (("2025-03-01", 1), ("2025-03-05", 1), ("2025-05-13", 2)):
        world = solve(sign("a", "trade deal", "2025-03-01"), sign("b", "sign a trade deal", day))
        assert len(world.measures) == count, day


def test_names_that_go_on_differently_behind_their_kind_are_of_two_measures() -> None:
    farms = sign("a", "trade deal for farms", "2025-03-01")
    assert len(solve(farms, sign("b", "trade deal on steel", "2025-04-01")).measures) == 2
    assert len(solve(farms, sign("b", "trade deal on steel", "2025-03-01")).measures) == 1


def test_a_measure_is_called_by_the_country_of_its_authority() -> None:
    mayor = thing("person/jo-rill", "Person", "Jo Rill", offices=(("president", "Haiti"),))
    haiti, cuba = (thing(f"country/{name.lower()}", "Country", name) for name in ("Haiti", "Cuba"))
    cuba = replace(cuba, mentions=cuba.mentions * 2)
    told = measure("ferry tax", mayor.id, on("2025-03-01"))
    world = solve(article("a", entities=(mayor, haiti, cuba), measures=(told,)))
    assert world.measures[0].path == "measure/ferry-tax-haiti"


def test_bounds_that_contradict_each_other_give_their_hull_and_a_finding() -> None:
    world = solve(
        article(
            "a",
            entities=(NOBOA, COUNTRY),
            measures=(measure("naval base treaty", NOBOA.id, on("2025-02-19")),),
        ),
        article(
            "b",
            entities=(NOBOA, COUNTRY),
            measures=(measure("naval base treaty", NOBOA.id, on("2025-02-25")),),
        ),
    )
    when = world.measures[0].announced_on
    assert (when.earliest, when.latest) == (dt.date(2025, 2, 19), dt.date(2025, 2, 25))
    assert len(world.findings) == 1


def test_two_days_for_one_step_in_one_article_are_told_with_both_places() -> None:
    steps = tuple(
        StatusStep("Approved", at(f"approved on {day}"), occurred_on=on(day))
        for day in ("2025-04-02", "2025-04-06")
    )
    law = replace(measure("port tax law", NOBOA.id, TimeSpan()), status="Approved", steps=steps)
    world = solve(article("a", entities=(NOBOA, COUNTRY), measures=(law,)))
    ((sentence, quotes),) = world.findings
    assert "2025-04-02 and 2025-04-06" in sentence
    assert [quote.span.text for quote in quotes][-1] == "approved on 2025-04-06"


def rate(value: str, period: TimeSpan, **more: object) -> Observation:
    figure = Observation(
        "homicide rate",
        Decimal(value),
        at(value),
        period=period,
        normal_unit="per 100,000",
        locations=(ECUADOR,),
    )
    return replace(figure, **more)  # type: ignore[arg-type]


def contradictions(left: Observation, right: Observation) -> list[bool]:
    world = solve(
        article("a", entities=(COUNTRY, NOBOA), observations=(left,)),
        article("b", entities=(COUNTRY, NOBOA), observations=(right,)),
    )
    return [pair.certain for pair in world.contradictions]


YEAR = on("2023-01-01", "2023-12-31", extent=True)


def test_figures_that_differ_beyond_rounding_contradict() -> None:
    assert contradictions(rate("46.18", YEAR), rate("47", YEAR)) == [True]


def test_rounded_figures_do_not_contradict() -> None:
    assert contradictions(rate("46.18", YEAR), rate("46", YEAR)) == []


def test_a_figure_written_with_a_zero_is_exact_to_a_tenth() -> None:
    written = rate("4", YEAR, evidence=at("homicide rate of 4.0 per 100,000"))
    assert contradictions(written, rate("4.2", YEAR)) == [True]
    assert contradictions(rate("4", YEAR), rate("4.2", YEAR)) == []


def test_figures_of_different_periods_do_not_contradict() -> None:
    assert (
        contradictions(rate("6", on("2018-01-01", "2018-12-31", extent=True)), rate("6.85", YEAR))
        == []
    )


def test_a_lower_bound_does_not_contradict_a_higher_figure() -> None:
    assert contradictions(rate("46.18", YEAR), rate("40", YEAR, comparator=">")) == []


def test_a_forecast_contradicts_nothing() -> None:
    assert contradictions(rate("35", YEAR, modality="Possible"), rate("47", YEAR)) == []


def test_shares_of_two_candidates_do_not_contradict() -> None:
    other = thing("person/luisa-gonzalez", "Person", "Luisa González")
    shares = [
        Observation(
            "vote share",
            Decimal(value),
            at(value),
            unit="percent",
            period=on("2025-02-09"),
            observed_agent=who,
        )
        for value, who in (("44.15", NOBOA.id), ("43.95", other.id))
    ]
    world = solve(article("a", entities=(NOBOA, other, COUNTRY), observations=tuple(shares)))
    assert world.contradictions == ()


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_articles_does_not_matter(order: list[str]) -> None:
    surname = thing("person/noboa", "Person", "Noboa", offices=(("president", "Ecuador"),))
    known = {
        "a": article(
            "a", entities=(NOBOA, COUNTRY), events=(runoff(on("2025-04-01", "2025-04-30")),)
        ),
        "b": article("b", entities=(surname, COUNTRY), events=(runoff(on("2025-04-13")),)),
        "c": article("c", entities=(NOBOA, COUNTRY), observations=(rate("46.18", YEAR),)),
        "d": article("d", entities=(COUNTRY,), observations=(rate("47", YEAR),)),
    }
    assert solve(*[known[name] for name in order]) == solve(*known.values())


NEVER = TimeSpan()


def hold(started: TimeSpan, ended: TimeSpan = NEVER, office: str = "speaker") -> Tenure:
    return Tenure(NOBOA.id, office, at("speaker"), started_on=started, ended_on=ended)


def test_who_comes_back_holds_the_office_a_second_time() -> None:
    world = solve(
        article(
            "a",
            entities=(NOBOA,),
            tenures=(
                hold(on("2007-01-01", "2007-12-31"), on("2011-01-01", "2011-12-31")),
                hold(on("2019-01-03")),
            ),
        ),
        article("b", entities=(NOBOA,), tenures=(hold(until("2019-09-25")),)),
        article("c", entities=(NOBOA,), tenures=(hold(until("2009-05-01")),)),
    )
    spells = {t.path: (t.started_on.latest, t.ended_on.latest) for t in world.tenures}
    assert spells == {
        "tenure/daniel-noboa-speaker": (dt.date(2007, 12, 31), dt.date(2011, 12, 31)),
        "tenure/daniel-noboa-speaker-2": (dt.date(2019, 1, 3), None),
    }


def test_a_chairman_and_a_chairwoman_hold_one_office() -> None:
    tenures = (hold(TimeSpan(), office="chairman"), hold(TimeSpan(), office="chair"))
    world = solve(article("a", entities=(NOBOA,), tenures=tenures))
    assert [t.path for t in world.tenures] == ["tenure/daniel-noboa-chair"]


def test_an_office_ends_with_a_life() -> None:
    death = Event(
        "Event",
        "died",
        at("died"),
        kind="Death",
        occurred_on=on("2025-03-01"),
        victims=(NOBOA.id,),
    )
    alive = solve(article("a", entities=(NOBOA,), tenures=(hold(until("2025-03-07")),)))
    assert alive.tenures[0].ended_on.latest is None
    said = replace(death, modality="Alleged")
    for event, end in ((death, dt.date(2025, 3, 1)), (said, None)):
        world = solve(
            article("a", entities=(NOBOA,), tenures=(hold(until("2025-03-07")),)),
            article("b", entities=(NOBOA,), events=(event,)),
        )
        assert world.tenures[0].ended_on.latest == end
        assert world.tenures[0].started_on.latest == (end or dt.date(2025, 3, 7))


def test_who_pardons_takes_the_side_of_whom_he_pardons() -> None:
    claim = Claim(
        "Announcement",
        at("announced"),
        (at("a pardon"),),
        at("announced a pardon"),
        speaker=NOBOA.id,
    )
    pardon = Measure(
        "pardon", "Amnesty", "Announced", at("a pardon", 20), announced_by=NOBOA.id, according_to=0
    )
    world = solve(article("a", entities=(NOBOA,), claims=(claim,), measures=(pardon,)))
    assert world.stances == {Member("a", 0): "Supports"}
    other = replace(pardon, announced_by=None)
    world = solve(article("a", entities=(NOBOA,), claims=(claim,), measures=(other,)))
    assert world.stances == {}


def test_the_decision_is_what_somebody_decided_not_what_goes_on() -> None:
    def report(label: str, start: int, **facts: object) -> Measure:
        return replace(Measure(label, "Other", "Announced", at(label, start)), **facts)  # type: ignore[arg-type]

    def criticise(content: str, start: int) -> Claim:
        words = at(content, start)
        return Claim("Criticism", at("criticised", start - 11), (words,), words)

    ruiz = thing("person/ana-ruiz", "Person", "Ana Ruiz")
    measures = (
        report("leave the valley", 100, announced_by=NOBOA.id),
        report("military operation", 1200, announced_by=ruiz.id, status="InForce"),
    )
    claims = (
        criticise("the decision", 1700),
        criticise("the withdrawal", 600),
        criticise("Ana Ruiz’s decision", 1800),
    )
    world = solve(article("a", entities=(NOBOA, ruiz), claims=claims, measures=measures))
    first, second = (world.measure_paths[Member("a", number)] for number in (0, 1))
    assert [world.about.get(Member("a", number)) for number in range(3)] == [
        (first,),
        (first,),
        (second,),
    ]


def test_the_decision_of_a_body_is_not_what_somebody_else_announced() -> None:
    def report(*entities: Entity, content: str) -> tuple[str, ...]:
        told = Measure("free ferries", "Other", "Announced", at("told", 100), announced_by=NOBOA.id)
        claim = Claim("Criticism", at("hit", 500), (at(content, 510),), at(content, 510))
        world = solve(article("a", entities=(NOBOA, *entities), measures=(told,), claims=(claim,)))
        return world.about.get(Member("a", 0), ())

    senate = thing("body/senate", "GovernmentBody", "Harbour Senate")
    assert report(senate, content="the decision")
    assert report(senate, content="Daniel Noboa's decision")
    assert not report(senate, content="the Harbour Senate's decision")


def test_who_takes_a_side_on_the_plan_means_the_one_that_the_article_tells() -> None:
    told = Measure("free ferries", "Other", "Announced", at("told", 100), announced_by=NOBOA.id)
    words = at("the plan “a betrayal of the poor”", 510)
    claim = Claim("Opinion", at("called", 500), (words,), words)
    world = solve(article("a", entities=(NOBOA,), measures=(told,), claims=(claim,)))
    assert world.about[Member("a", 0)] == (world.measure_paths[Member("a", 0)],)
    assert world.stances == {Member("a", 0): "Opposes"}


def test_what_another_article_says_of_a_kind_is_not_said_of_the_one_measure_known() -> None:
    def speak(kind: str, label: str, content: str) -> tuple[str, ...]:
        told = replace(measure(label, NOBOA.id, on("2025-03-01")), type=kind)
        claim = Claim("Statement", at("said", 500), (at(content, 510),), at(content, 510))
        world = solve(
            article("a", entities=(NOBOA, COUNTRY), measures=(told,)),
            article("b", entities=(NOBOA, COUNTRY), claims=(claim,)),
        )
        return world.about.get(Member("b", 0), ())

    assert not speak("Regulation", "executive order", "courts hate executive orders")
    assert speak(
        "Regulation", "executive order on ferries", "the executive order on ferries is bad"
    )


def test_a_side_is_taken_on_what_is_named_before_the_quotation() -> None:
    def oppose(*content: str) -> Claim:
        words = tuple(at(part, 600 + 100 * number) for number, part in enumerate(content))
        return Claim("Opinion", at("opposed", 590), words, words[0], stance="Opposes")

    measures = (
        Measure("leave the valley", "Other", "Announced", at("leave", 100), announced_by=NOBOA.id),
        Measure("military operation", "Other", "InForce", at("military operation", 300)),
    )
    claims = (
        oppose("the decision", "“The military operation is late”"),
        oppose("“The plan for the military operation”", "“is late”"),
    )
    world = solve(article("a", entities=(NOBOA, COUNTRY), claims=claims, measures=measures))
    first, second = (world.measure_paths[Member("a", number)] for number in (0, 1))
    assert first in world.about[Member("a", 0)]
    assert world.about[Member("a", 1)] == (second,)


@pytest.mark.parametrize(("polarity", "returns"), [("Affirmed", True), ("Negated", False)])
def test_who_refuses_something_does_not_return_to_a_measure(
    polarity: Polarity, *, returns: bool
) -> None:
    words = at("send soldiers to harbour towns with gangs", 300)
    order = Measure(
        "patrols",
        "Other",
        "Ordered",
        at("soldiers patrol harbour towns with gangs", 100),
        announced_by=NOBOA.id,
    )
    said = Claim(
        "Statement",
        at("said", 290),
        (words,),
        words,
        speaker=NOBOA.id,
        modality="Intended",
        polarity=polarity,
    )
    world = solve(
        article("a", entities=(NOBOA, COUNTRY), measures=(order,)),
        article("b", entities=(NOBOA, COUNTRY), claims=(said,)),
    )
    assert (Member("b", 0) in world.about) is returns
