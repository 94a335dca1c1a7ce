"""Which reported figures cannot both be right.

Two figures contradict each other when they tell the same indicator, unit, subject and place, their periods may coincide, and they
differ by more than the rounding of the coarser one. What one article says in one voice is about different things
("eight murders … six of the murders"): within an article only figures of two sources are compared. Forecasts, hedged and denied figures are never joined: they stand
beside. A count of an event's victims is compared only within that event.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from graph_builder.model import Contradiction, Member
from graph_builder.naming import fold
from graph_builder.resolution.candidates import Candidates
from graph_builder.timespans import may_coincide

if TYPE_CHECKING:
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
        for index, observation in enumerate(facts.observations):
            subject = _get_subject(facts, observation, paths, event_paths, contexts)
            if subject:
                member = Member(facts.article_id, index)
                source = _find_source(facts, observation)
                groups[subject].append(Figure(member, observation, subject, source))
    return tuple(pair for _, group in sorted(groups.items()) for pair in _compare(group))


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
    if not event and not place and not agent:
        return ()
    unit = fold(figure.normal_unit or figure.unit)
    return (fold(figure.indicator), unit, agent, event or place, "event" if event else "place")


def _compare(group: Sequence[Figure]) -> Iterator[Contradiction]:
    """Yield the pairs that contradict; of the figures of one place, only those whose periods may meet are looked at."""
    in_event = group[0].subject[-1] == "event"
    near: Candidates[tuple[int, Figure]] = Candidates(_STRETCH)
    found: list[tuple[int, int, Contradiction]] = []
    if _is_one_voice(group):
        return
    for number, right in enumerate(group):
        days = _get_days(right.observation.period)
        if days is None and not in_event:
            continue
        for _, (before, left) in near.find([""], None if in_event else days):
            if _are_of_one_voice(left, right):
                continue
            certain = _contradict(left.observation, right.observation, in_event=in_event)
            if certain is not None:
                found.append((before, number, Contradiction(left.member, right.member, certain)))
        near.add((number, right), [""], days)
    for _, _, contradiction in sorted(found, key=itemgetter(0, 1)):
        yield contradiction


def _get_days(period: TimeSpan) -> tuple[int, int] | None:
    if period.earliest is None or period.latest is None:
        return None
    return period.earliest.toordinal(), period.latest.toordinal()


def _is_one_voice(group: Sequence[Figure]) -> bool:
    """Whether all figures stand in one article that names at most one source for them."""
    sources = {figure.source for figure in group if figure.source}
    return len({figure.member.article_id for figure in group}) == 1 and len(sources) <= 1


def _are_of_one_voice(left: Figure, right: Figure) -> bool:
    if left.member.article_id != right.member.article_id:
        return False
    return not left.source or not right.source or left.source == right.source


def _contradict(left: Observation, right: Observation, *, in_event: bool) -> bool | None:
    """Return whether two figures contradict certainly (True), possibly (False) or not (None)."""
    if not _differ(left, right):
        return None
    one, other = left.period, right.period
    if in_event:
        return True if may_coincide(one, other) else None
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return None
    if (one.earliest, one.latest) == (other.earliest, other.latest):
        return one.extent and other.extent
    if (
        one.extent
        and other.extent
        and not _is_uncertain(one.edtf)
        and not _is_uncertain(other.edtf)
    ):
        return None  # two known periods that are not the same tell different things
    return False if may_coincide(one, other) else None


def _is_uncertain(edtf: str) -> bool:
    return edtf.startswith("[")


def _differ(left: Observation, right: Observation) -> bool:
    """Whether two values differ beyond the rounding of the coarser one, comparators and ranges regarded."""
    low, high = _get_range(left)
    other_low, other_high = _get_range(right)
    return (high is not None and other_low is not None and high < other_low) or (
        other_high is not None and low is not None and other_high < low
    )


def _get_range(figure: Observation) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the greatest value that a figure as it is written can mean."""
    half = _get_half_step(figure.value)
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
