"""Which reported figures cannot both be right.

Two figures contradict each other when they tell the same indicator, unit, subject and place, their periods may coincide, and they
differ by more than the rounding of the coarser one. What one article says in one voice is about different things
("eight murders … six of the murders"): within an article only figures of two sources are compared. Forecasts, hedged and denied figures are never joined: they stand
beside. A count of an event's victims is compared only within that event;
what is somebody's (a share of the vote) by whose it is, where and when.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from graph_builder.model import Contradiction, Member
from graph_builder.naming import fold
from graph_builder.resolution.candidates import Candidates
from graph_builder.timespans import may_coincide

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from graph_builder.model import Facts, Observation, TimeSpan

_STRETCH = 366
"""Days; figures are found again by the stretches that their periods reach into."""


@dataclass(frozen=True)
class Figure:
    """One observation, with what has to be equal for another one to contradict it."""

    member: Member
    observation: Observation
    subject: tuple[str, ...]
    source: str = ""


def find_contradictions(
    all_facts: Sequence[Facts],
    paths: Mapping[Member, str],
    event_paths: Mapping[Member, str],
    contexts: Mapping[str, str],
) -> tuple[Contradiction, ...]:
    """Return the pairs of figures that contradict each other, certainly or possibly."""
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for facts in all_facts:
        for figure in list_figures(facts, paths, event_paths, contexts):
            groups[figure.subject].append(figure)
    return tuple(pair for _, group in sorted(groups.items()) for pair in compare(group))


def list_figures(
    facts: Facts,
    paths: Mapping[Member, str],
    event_paths: Mapping[Member, str],
    contexts: Mapping[str, str],
) -> list[Figure]:
    """Return the figures of an article that others may contradict."""
    return [
        Figure(
            Member(facts.article_id, index), observation, subject, _find_source(facts, observation)
        )
        for index, observation in enumerate(facts.observations)
        for subject in [_get_subject(facts, observation, paths, event_paths, contexts)]
        if subject
    ]


def _find_source(facts: Facts, observation: Observation) -> str:
    """Return who gives a figure in an article: a speaker's id, or nobody when the article itself does."""
    claim = observation.according_to
    return (facts.claims[claim].speaker or "") if claim is not None else ""


def _get_subject(
    facts: Facts,
    figure: Observation,
    paths: Mapping[Member, str],
    event_paths: Mapping[Member, str],
    contexts: Mapping[str, str],
) -> tuple[str, ...]:
    if figure.modality != "Asserted" or figure.polarity != "Affirmed":
        return ()
    article = facts.article_id
    event = (
        event_paths.get(Member(article, figure.in_event), "") if figure.in_event is not None else ""
    )
    place = (
        paths.get(Member(article, figure.locations[0]), "")
        if figure.locations
        else contexts.get(article, "")
    )
    agent = paths.get(Member(article, figure.observed_agent), "") if figure.observed_agent else ""
    if agent and figure.locations:
        event = ""  # somebody's share of the vote is told beside the election or without it
    if not event and not place and not agent:
        return ()
    unit = fold(figure.normal_unit or figure.unit)
    return (fold(figure.indicator), unit, agent, event or place, "event" if event else "place")


def compare(group: Sequence[Figure]) -> Iterator[Contradiction]:
    """Yield the pairs of figures of one subject that contradict; of the figures of one place, only those whose periods may meet are looked at.

    What is told alike is looked at once, so that a figure that everybody repeats costs no more than it is repeated.
    """
    in_event = group[0].subject[-1] == "event"
    if _is_one_voice(group):
        return
    alike: dict[_Told, list[int]] = defaultdict(list)
    for number, figure in enumerate(group):
        told = _Told.of(figure.observation)
        if told.days is not None or in_event:
            alike[told].append(number)
    near: Candidates[_Told] = Candidates(_STRETCH)
    found: list[tuple[int, int, bool]] = []
    for told, numbers in alike.items():
        for _, other in near.find([""], None if in_event else told.days):
            certain = _contradict(other, told, in_event=in_event)
            if certain is not None:
                pairs = product(alike[other], numbers)
                found += [(min(pair), max(pair), certain) for pair in pairs]
        near.add(told, [""], told.days)
    for one, two, certain in sorted(found):
        left, right = group[one], group[two]
        if not _are_of_one_voice(left, right):
            yield Contradiction(left.member, right.member, certain)


@dataclass(frozen=True)
class _Told:
    """What of a figure makes it contradict another one: the least and the greatest value that it can mean, and when."""

    low: Decimal | None
    high: Decimal | None
    days: tuple[int, int] | None
    is_extent: bool
    is_uncertain: bool
    bounds: tuple[dt.date | None, dt.date | None]
    period: TimeSpan = field(compare=False)

    @classmethod
    def of(cls, figure: Observation) -> _Told:
        low, high = _get_range(figure)
        when = figure.period
        days = (
            (when.earliest.toordinal(), when.latest.toordinal())
            if when.earliest and when.latest
            else None
        )
        bounds = (when.earliest, when.latest)
        return cls(low, high, days, when.extent, when.edtf.startswith("["), bounds, when)


def _is_one_voice(group: Sequence[Figure]) -> bool:
    """Whether all figures stand in one article that names at most one source for them."""
    sources = {figure.source for figure in group if figure.source}
    return len({figure.member.article_id for figure in group}) == 1 and len(sources) <= 1


def _are_of_one_voice(left: Figure, right: Figure) -> bool:
    if left.member.article_id != right.member.article_id:
        return False
    places = left.observation.locations[:1], right.observation.locations[:1]
    if places[0] != places[1]:
        return True  # of nineteen dead in the province and 23 in the country, the ones are part of the others
    return not left.source or not right.source or left.source == right.source


def _contradict(left: _Told, right: _Told, *, in_event: bool) -> bool | None:
    """Return whether two figures contradict certainly (True), possibly (False) or not (None)."""
    if not _differ(left, right):
        return None
    if in_event:
        return True if may_coincide(left.period, right.period) else None
    if left.days is None or right.days is None:
        return None
    if left.days == right.days:
        return left.is_extent and right.is_extent
    if left.is_extent and right.is_extent and not left.is_uncertain and not right.is_uncertain:
        return None  # two known periods that are not the same tell different things
    return False if may_coincide(left.period, right.period) else None


def _differ(left: _Told, right: _Told) -> bool:
    """Whether two values differ beyond the rounding of the coarser one, comparators and ranges regarded."""
    return (left.high is not None and right.low is not None and left.high < right.low) or (
        right.high is not None and left.low is not None and right.high < left.low
    )


def _get_range(figure: Observation) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the greatest value that a figure as it is written can mean."""
    half = _get_half_step(figure.value)
    if zeros := re.search(rf"(?<![\d.,]){figure.value:f}\.(0+)(?!\d)", figure.evidence.text):
        half = figure.value.__class__(5).scaleb(
            -len(zeros[1]) - 1
        )  # "4.0 percent" is exact to a tenth
    if figure.max_value is not None:
        return figure.value - half, figure.max_value + half
    if figure.comparator == ">":
        return figure.value, None
    if figure.comparator == "<":
        return None, figure.value
    if figure.comparator == "≈":
        half = max(half, abs(figure.value) / 10)
    return figure.value - half, figure.value + half


def _get_half_step(value: Decimal) -> Decimal:
    """Return half of the last digit's place, for numbers with decimals; whole numbers are rounded to one."""
    exponent = value.normalize().as_tuple().exponent
    places = min(int(exponent), 0) if isinstance(exponent, int) else 0
    return value.__class__(5).scaleb(places - 1)
