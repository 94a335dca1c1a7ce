"""What has to be read in the sample articles, and in three agency articles that tell the same, when these are there."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph_builder.extraction import extract
from graph_builder.extraction.parsing import parse_article
from graph_builder.lexicon import load_lexicon
from graph_builder.model import Member
from graph_builder.reading import ArticleReader
from graph_builder.resolution import resolve
from graph_builder.resources import get_folder

if TYPE_CHECKING:
    from graph_builder.extraction.parsing import SpacyParser
    from graph_builder.model import Claim, Facts, Observation, Resolution, TimeSpan

AGENCY = Path(
    os.environ.get(
        "GRAPH_BUILDER_AGENCY_SEEDS", get_folder("seeds").parent.parent / "shared" / "seeds"
    )
)
FOLDERS = {
    "samples": (get_folder("seeds"), ("foreign-troops", "guayaquil-amnesty", "prison-plans")),
    "agency": (AGENCY, ("000_1b5b004863749788", "003_5e0d765c48372623", "004_6d59141619eca3fb")),
}


class World:
    """The facts of three articles, and what is concluded from them."""

    def __init__(self, facts: list[Facts], names: tuple[str, str, str]) -> None:
        self.resolution: Resolution = resolve(facts, load_lexicon())
        by_id = {facts.article_id: facts for facts in self.resolution.facts}
        self.troops, self.amnesty, self.prisons = (by_id[name] for name in names)

    def name(self, facts: Facts, local: str | None) -> str:
        return self.resolution.paths[Member(facts.article_id, local)] if local else ""

    def speakers(self, facts: Facts, words: str) -> set[str]:
        return {self.name(facts, claim.speaker) for claim in find_claims(facts, words)}

    def places(self, facts: Facts, figure: Observation) -> set[str]:
        return {self.name(facts, place) for place in figure.locations}


def find_claims(facts: Facts, words: str) -> list[Claim]:
    return [c for c in facts.claims if words in " ".join(part.text for part in c.content)]


def find_figure(facts: Facts, value: str, indicator: str) -> Observation:
    found = [
        o for o in facts.observations if o.value == Decimal(value) and o.indicator == indicator
    ]
    assert len(found) == 1, [(o.indicator, o.value, o.evidence.text) for o in facts.observations]
    return found[0]


def bounds(when: TimeSpan) -> tuple[str, str]:
    return (str(when.earliest or ""), str(when.latest or ""))


@pytest.fixture(scope="module", params=FOLDERS)
def world(request: pytest.FixtureRequest, parser: SpacyParser) -> World:
    folder, names = FOLDERS[request.param]
    if not folder.is_dir():
        pytest.skip("the agency articles are not there")
    articles = ArticleReader().read([folder])
    return World([extract(parse_article(a, parser), load_lexicon()) for a in articles], names)


NOBOA = "person/daniel-noboa"


def test_who_is_who(world: World) -> None:
    people = {t.label for t in world.resolution.things if t.path == NOBOA}
    assert people == {"Daniel Noboa"}
    kinds = {t.label: t.type for t in world.resolution.things}
    assert kinds["Los Tiguerones"] == "ArmedGroup"
    assert kinds["Ecuador"] == "Country"
    for place in ("Guayaquil", "Guayas", "Nueva Prosperina", "Litoral"):
        assert any(place in label and kind == "Place" for label, kind in kinds.items()), place
    assert not any("Reporting" in label or "Editing" in label for label in kinds)
    assert len([label for label in kinds if "onstitutional Court" in label]) == 1
    assert len([t for t in world.resolution.things if "onz" in t.label and t.type == "Person"]) == 1


@pytest.mark.parametrize(
    ("article", "value", "indicator", "period"),
    [
        ("troops", "46.18", "homicide rate", ("2023-01-01", "2023-12-31")),
        ("troops", "38.76", "homicide rate", ("2024-01-01", "2024-12-31")),
        ("troops", "6.85", "homicide rate", ("2019-01-01", "2019-12-31")),
        ("troops", "731", "homicides", ("2025-01-01", "2025-01-31")),
        ("amnesty", "3", "injured", ("2025-03-06", "2025-03-06")),
        ("amnesty", "6", "homicide rate", ("2018-01-01", "2018-12-31")),
        ("amnesty", "47", "homicide rate", ("2023-01-01", "2023-12-31")),
        ("amnesty", "44.15", "vote share", ("2025-02-09", "2025-02-09")),
        ("amnesty", "43.95", "vote share", ("2025-02-09", "2025-02-09")),
        ("prisons", "7000", "violent deaths", ("2023-01-01", "2024-12-31")),
        ("prisons", "35", "homicide rate", ("2023-01-01", "2024-12-31")),
    ],
)
def test_figures(
    world: World, article: str, value: str, indicator: str, period: tuple[str, str]
) -> None:
    facts: Facts = getattr(world, article)
    figure = find_figure(facts, value, indicator)
    assert bounds(figure.period) == period
    if indicator == "homicide rate":
        assert "per 100,000" in figure.unit
        assert "country/ecuador" in world.places(facts, figure)


def test_the_killed_are_counted_where_they_died(world: World) -> None:
    figures = [
        o for o in world.amnesty.observations if o.value == Decimal(22) and o.indicator == "killed"
    ]
    assert any(
        bounds(o.period) == ("2025-03-06", "2025-03-06")
        and {"Nueva Prosperina", "Guayaquil"}
        <= {t.label for t in world.resolution.things if t.path in world.places(world.amnesty, o)}
        for o in figures
    )


def test_vote_shares_belong_to_their_candidates(world: World) -> None:
    whose = {
        str(o.value): world.name(world.amnesty, o.observed_agent)
        for o in world.amnesty.observations
        if o.indicator == "vote share"
    }
    assert whose == {"44.15": NOBOA, "43.95": "person/luisa-gonzalez"}


def test_forecasts_are_hedged(world: World) -> None:
    for value, indicator in (("7000", "violent deaths"), ("35", "homicide rate")):
        assert find_figure(world.prisons, value, indicator).modality in ("Possible", "Conditional")


def test_the_undated_article_has_bounds_and_no_day(world: World) -> None:
    date = world.resolution.dates[world.prisons.article_id]
    assert bounds(date) == ("2023-02-01", "2024-01-31")
    assert "last month" in date.because


def test_the_runoff_is_one_event(world: World) -> None:
    runoffs = [e for e in world.resolution.events if e.type == "RunoffElection"]
    assert [bounds(e.occurred_on) for e in runoffs] == [("2025-04-13", "2025-04-13")]
    assert {m.article_id for m in runoffs[0].members} == {
        world.troops.article_id,
        world.amnesty.article_id,
    }


@pytest.mark.parametrize(
    ("article", "kind", "when"),
    [
        ("amnesty", "Election", ("2025-02-09", "2025-02-09")),
        ("amnesty", "ViolentIncident", ("2025-03-06", "2025-03-06")),
        ("amnesty", "ViolentIncident", ("2024-12-01", "2024-12-31")),
        ("troops", "CourtRuling", ("", "2025-02-19")),
    ],
)
def test_events(world: World, article: str, kind: str, when: tuple[str, str]) -> None:
    facts: Facts = getattr(world, article)
    assert when in [bounds(e.occurred_on) for e in facts.events if e.type == kind]


@pytest.mark.parametrize(
    ("article", "word", "statuses"),
    [
        ("troops", "forces|units|cooperation", {"Ordered"}),
        ("troops", "bases|reform", {"Cleared"}),
        ("amnesty", "amnesty|pardon", {"Announced"}),
        ("amnesty", "emergency", {"InForce"}),
        ("prisons", "boats", {"Announced"}),
        ("prisons", "maximum", {"Announced", "Proposed"}),
        ("prisons", "intelligence", {"Announced"}),
        ("prisons", "weapons", {"Announced"}),
        ("prisons", "ports", {"Announced"}),
        ("prisons", "judges|names", {"Announced"}),
        ("prisons", "intervention", {"Announced"}),
        ("prisons", "assistance", {"Announced"}),
    ],
)
def test_measures(world: World, article: str, word: str, statuses: set[str]) -> None:
    facts: Facts = getattr(world, article)
    words = word.split("|")
    found = [
        m for m in facts.measures if any(w in (m.label + m.evidence.text).casefold() for w in words)
    ]
    assert any(m.status in statuses for m in found), [(m.label, m.status) for m in facts.measures]


def test_special_forces_are_taken_up_by_what_was_said_of_them_later(world: World) -> None:
    """He ordered agreements under which forces come; weeks later he says that he will ask for special forces."""
    agreements = next(
        m
        for m in world.resolution.measures
        if "cooperation" in m.label and world.troops.article_id in {x.article_id for x in m.members}
    )
    later = [
        index
        for index, claim in enumerate(world.amnesty.claims)
        if "special forces" in " ".join(part.text for part in claim.content)
    ]
    reported = {x.article_id for x in agreements.members}
    said = {
        path
        for index in later
        for path in world.resolution.about.get(Member(world.amnesty.article_id, index), ())
    }
    assert world.amnesty.article_id in reported or agreements.path in said
    assert agreements.status == "Ordered"
    assert bounds(agreements.announced_on)[1] == "2025-02-19"
    labels = [m.label for m in world.resolution.measures if "special forces" in m.label]
    assert not labels


def test_support_is_asked_for_the_measure_just_told(world: World) -> None:
    claims = [
        index
        for index, claim in enumerate(world.troops.claims)
        if claim.type == "Request"
        and any(w in claim.content[-1].text for w in ("initiative", "plan"))
    ]
    about = {
        path
        for index in claims
        for path in world.resolution.about.get(Member(world.troops.article_id, index), ())
    }
    assert about == {"measure/cooperation-agreements-ecuador"}


def test_the_amnesty_is_one_measure(world: World) -> None:
    found = [m for m in world.amnesty.measures if "amnesty" in m.label or "pardon" in m.label]
    assert [bounds(m.announced_on) for m in found] == [("2025-03-07", "2025-03-07")]


def test_the_emergency_lasts_since_about_january(world: World) -> None:
    found = next(m for m in world.resolution.measures if "emergency" in m.label)
    assert found.announced_on.earliest is None or found.announced_on.earliest <= dt.date(
        2025, 1, 31
    )
    assert found.announced_on.latest is not None
    assert found.announced_on.latest <= dt.date(2025, 2, 1)


def test_claims_are_enough_and_have_speakers(world: World) -> None:
    claims = [c for facts in world.resolution.facts for c in facts.claims]
    assert 25 <= len(claims) <= 38
    unnamed = [c.cue.text for c in claims if c.speaker is None]
    assert all("alleged" in cue or "blamed" in cue for cue in unnamed), unnamed


def test_nested_claims_know_the_outer_one(world: World) -> None:
    asked = [
        c
        for c in find_claims(world.prisons, "peace deal")
        if "asked" in c.cue.text or "proposed" in c.cue.text
    ]
    assert asked
    assert all(c.according_to is not None for c in asked)
    assert all(world.name(world.prisons, c.speaker) != NOBOA for c in asked)


def test_what_was_not_said_is_no_statement(world: World) -> None:
    assert any(c.type == "NonStatement" for c in world.troops.claims)


def test_banner_and_credits_say_nothing(world: World) -> None:
    for facts in world.resolution.facts:
        text = " ".join(c.evidence.text for c in facts.claims)
        assert "donation" not in text
        assert "Editing by" not in text
