"""What is not found as a candidate must not be worth comparing: near in time, and with a key in common."""

from __future__ import annotations

import datetime as dt
import functools
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.lexicon import load_lexicon
from graph_builder.model import (
    Claim,
    ConcludedMeasure,
    Facts,
    Measure,
    Member,
    Modality,
    Quote,
    Span,
    TimeSpan,
)
from graph_builder.resolution.candidates import Candidates
from graph_builder.resolution.policies import find_rule, match_names
from graph_builder.resolution.reported import Policy
from graph_builder.resolution.subjects import (
    Known,
    MeasureShelves,
    describe_known,
    find_article_subjects,
)
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


_NAMES = st.lists(
    st.sampled_from(["curfew", "night", "lima", "treaty"]), min_size=1, max_size=3
).map(" ".join)
_PARTIES = st.sampled_from(["country/x", "country/y", "body/one"])


@st.composite
def _make_known(draw: st.DrawFn) -> list[Known]:
    """Measures of a few names, parties and days, some of them reported by the article that asks."""
    wording = Wording.learn(load_lexicon())
    known = []
    for number in range(draw(st.integers(0, 8))):
        measure = ConcludedMeasure(
            path=f"measure/{number}",
            label=draw(_NAMES),
            type=draw(st.sampled_from(["Curfew", "Treaty"])),
            status="Announced",
            members=(Member(draw(st.sampled_from(["a", "b", "b"])), number),),
            lead=Quote("a", Span(0, 2, "it")),
            announced_by=draw(st.none() | _PARTIES),
        )
        days = [dt.date(2020, 1, 1) + dt.timedelta(days=draw(st.integers(0, 900)))]
        context = {"a": "country/x", "b": draw(st.just("country/x") | _PARTIES)}
        topic = frozenset(wording.read(draw(_NAMES)))
        known.append(describe_known(measure, topic, days, context, wording))
    return known


class _All:
    """Shelves on each of which all stands that is of a country or authority."""

    def __init__(self, known: list[Known]) -> None:
        self._known = known

    def find(self, shelf: tuple[str, str], _day: int | None) -> list[Known]:
        # On those of a kind only two are asked for, so all is found by the words.
        is_by_words = " " not in shelf[1]
        return [item for item in self._known if shelf[0] in item.keys and is_by_words]

    def list_own(self, article_id: str) -> list[Known]:
        return [item for item in self._known if article_id in item.articles]


@settings(max_examples=400)
@given(
    known=_make_known(),
    said=st.lists(_NAMES, min_size=1, max_size=3),
    speaker=st.none() | _PARTIES,
    day=st.none() | st.integers(0, 600),
)
def test_claims_speak_of_what_looking_at_all_would_find(
    known: list[Known], said: list[str], speaker: str | None, day: int | None
) -> None:
    wording = Wording.learn(load_lexicon())
    modalities: tuple[Modality, ...] = ("Asserted", "Intended")
    spans = [Span(100 * number, 100 * number + len(text), text) for number, text in enumerate(said)]
    facts = Facts(
        "a",
        TimeSpan(latest=None if day is None else dt.date(2020, 1, 1) + dt.timedelta(days=day)),
        claims=tuple(
            Claim("Statement", span, (span,), span, speaker=speaker, modality=modality)
            for span, modality in zip(spans, itertools.cycle(modalities), strict=False)
        ),
    )
    paths = {Member("a", speaker or ""): speaker or ""}
    ask = functools.partial(
        find_article_subjects, facts, paths=paths, contexts={"a": "country/x"}, wording=wording
    )
    assert ask(shelves=MeasureShelves(known, wording)) == ask(shelves=_All(known))
