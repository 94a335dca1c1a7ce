"""What is not found as a candidate must not be worth comparing: near in time, and with a key in common."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from graph_builder.lexicon import load_lexicon
from graph_builder.model import Measure, Member, Span, TimeSpan
from graph_builder.resolution.candidates import Candidates
from graph_builder.resolution.policies import Policy, find_rule, match_names
from graph_builder.resolution.uptake import ENOUGH_WORDS, rank_shared, rank_taken_up, takes_up
from graph_builder.resolution.wording import Wording

_DAYS = st.none() | st.tuples(st.integers(0, 300), st.integers(0, 20)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
_THINGS = st.lists(st.tuples(st.frozensets(st.sampled_from("abc")), _DAYS), max_size=25)
_REACH = 30


@given(things=_THINGS, keys=st.frozensets(st.sampled_from("abc")), days=_DAYS)
def test_all_that_is_near_is_found_in_order_and_once(
    things: list[tuple[frozenset[str], tuple[int, int] | None]],
    keys: frozenset[str],
    days: tuple[int, int] | None,
) -> None:
    candidates: Candidates[int] = Candidates(_REACH)
    for number, (own, when) in enumerate(things):
        candidates.add(number, own, when)
    found = [number for _, number in candidates.find(keys, days)]
    assert found == sorted(set(found))
    assert all(things[number][0] & keys for number in found)
    near = {
        number
        for number, (own, when) in enumerate(things)
        if own & keys
        and (
            when is None or days is None or max(when[0], days[0]) - min(when[1], days[1]) <= _REACH
        )
    }
    assert near <= set(found)


_FEW = st.frozensets(st.sampled_from("abcdef"), max_size=4)


@st.composite
def _make_reports(draw: st.DrawFn) -> list[Policy]:
    """Reports of measures, two an article, of a few words, places and days."""
    reports = []
    for number in range(draw(st.integers(0, 12))):
        words = draw(_FEW)
        measure = Measure(
            label="it",
            type=draw(st.sampled_from(["Curfew", "Treaty"])),
            status=draw(st.sampled_from(["Announced", "Approved"])),
            evidence=Span(0, 2, "it"),
            polarity=draw(st.sampled_from(["Affirmed", "Affirmed", "Negated"])),
        )
        day = draw(st.none() | st.integers(0, 1200))
        written = None if day is None else dt.date(2020, 1, 1) + dt.timedelta(days=day)
        report = Policy(
            member=Member(f"article-{number // 2}", number),
            measure=measure,
            authority=draw(st.sampled_from(["", "body/one", "body/two"])),
            countries=draw(st.frozensets(st.sampled_from(["country/x", "country/y"]))),
            places=draw(st.frozensets(st.sampled_from(["place/p", "place/q"]))),
            words=words,
            topic=words | draw(_FEW),
            written=TimeSpan(latest=written),
        )
        reports.append(report)
    return reports


@given(reports=_make_reports())
def test_what_is_taken_up_is_what_comparing_all_would_find(reports: list[Policy]) -> None:
    found = {report.member: set(ranks) for report, ranks in rank_taken_up(reports)}
    expected = {}
    for report in reports:
        near = (other for other in reports if set(other.keys) & set(report.keys))
        others = [other for other in near if takes_up(report, other)]
        if others and len(report.words) >= ENOUGH_WORDS:
            expected[report.member] = set(rank_shared(report, others))
    assert found == expected


@given(reports=_make_reports())
def test_the_first_that_names_the_same_is_what_comparing_all_would_find(
    reports: list[Policy],
) -> None:
    wording = Wording.learn(load_lexicon())
    expected = []
    for place, report in enumerate(reports):
        for key in report.keys:
            before = [other for other in reports[:place] if key in other.keys]
            named = ((find_rule(other, report, wording), other) for other in before)
            first = next(((rule, other) for rule, other in named if rule), None)
            if first:
                expected.append((first[0], first[1].member, report.member, key))
    found = [(m.rule, m.left.member, m.right.member, m.key) for m in match_names(reports, wording)]
    assert found == expected
