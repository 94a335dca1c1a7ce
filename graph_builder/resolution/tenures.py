"""Who held which office when, over all articles.

Bounds of several articles narrow each other. Who is told to begin after the end that another report tells of holds the office again,
and with a life every office ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.model import ConcludedTenure, Member, Quote, TimeSpan
from graph_builder.naming import fold
from graph_builder.resolution.bounds import conclude_time
from graph_builder.terms import make_slug
from graph_builder.timespans import make_timespan, narrow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from graph_builder.model import Facts, Tenure
    from graph_builder.resolution.bounds import Finding
    from graph_builder.resolution.landmarks import Landmarks

_BY_SEX = re.compile(r"(?<=\w{4})(?:wo)?man$|(?<=\w{4})person$")
"""What tells a chairman from a chairwoman, who hold one office."""


@dataclass(frozen=True)
class Report:
    """What an article tells of somebody's time in an office."""

    holder: str
    tenure: Tenure
    quote: Quote

    @property
    def office(self) -> str:
        """The office without what tells whether a man or a woman holds it."""
        return _BY_SEX.sub("", fold(self.tenure.office))

    @property
    def held_on(self) -> dt.date | None:
        """A day on which the office was held, or after which it was held no more."""
        started, ended = self.tenure.started_on, self.tenure.ended_on
        return started.latest or started.earliest or ended.latest or ended.earliest


def join_tenures(
    all_facts: Sequence[Facts], paths: Mapping[Member, str], landmarks: Landmarks
) -> tuple[tuple[ConcludedTenure, ...], tuple[Finding, ...]]:
    """Return each holder's times in each office.

    Args:
        all_facts: The facts of every article, with bounded times.
        paths: The thing that every entity is.
        landmarks: Tells which events are deaths.
    """
    holders: dict[str, list[Report]] = defaultdict(list)
    deaths: dict[str, list[Death]] = defaultdict(list)
    for facts in all_facts:
        for report in list_tenures(facts, paths):
            holders[report.holder].append(report)
        for death in list_deaths(facts, landmarks):
            deaths[death.path].append(death)
    found: list[ConcludedTenure] = []
    findings: list[Finding] = []
    for holder, reports in sorted(holders.items()):
        concluded, contradictions = conclude_tenures(reports, deaths.get(holder, ()))
        found += concluded
        findings += contradictions
    return tuple(found), tuple(findings)


def list_tenures(facts: Facts, paths: Mapping[Member, str]) -> list[Report]:
    """Return what an article tells in its own voice of who held which office."""
    return [
        Report(holder, tenure, Quote(facts.article_id, tenure.evidence))
        for tenure in facts.tenures
        if tenure.office and tenure.according_to is None
        for holder in [paths.get(Member(facts.article_id, tenure.holder))]
        if holder
    ]


def conclude_tenures(
    reports: Sequence[Report], deaths: Sequence[Death]
) -> tuple[list[ConcludedTenure], list[Finding]]:
    """Return one holder's times in each office, by all reports and by what is told of the holder's death."""
    offices: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        offices[report.office].append(report)
    death = conclude_time([(death.dead, death.quote) for death in deaths])[0] if deaths else None
    found: list[ConcludedTenure] = []
    findings: list[Finding] = []
    for _, of_office in sorted(offices.items()):
        holder = of_office[0].holder
        name = make_slug(min(report.tenure.office for report in of_office))
        for number, spell in enumerate(_split_by_return(of_office)):
            path = f"tenure/{holder.rpartition('/')[2]}-{name}{f'-{number + 1}' if number else ''}"
            concluded, contradictions = _conclude(path, holder, spell, death)
            found.append(concluded)
            findings += contradictions
    return found, findings


def _split_by_return(reports: Sequence[Report]) -> list[list[Report]]:
    """Return the reports by the time in office that each is on: a new one begins after the end of another, as some report tells."""
    ends = [report.tenure.ended_on.latest for report in reports]
    first_end = min((day for day in ends if day), default=None)
    begins = {report.tenure.started_on.earliest for report in reports}
    returns = sorted(
        begin
        for begin in begins
        if begin and first_end and first_end < begin and any(end and end < begin for end in ends)
    )
    if not returns:
        return [list(reports)]
    spells: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        day = report.held_on
        spells[bisect_right(returns, day) if day else 0].append(report)
    return [spell for _, spell in sorted(spells.items())]


def _conclude(
    path: str, holder: str, reports: Sequence[Report], death: TimeSpan | None
) -> tuple[ConcludedTenure, list[Finding]]:
    tenures = [(report.tenure, report.quote) for report in reports]
    started, contradiction = conclude_time([(t.started_on, q) for t, q in tenures])
    ended, other = conclude_time([(t.ended_on, q) for t, q in tenures])
    if death is not None and ended.latest is None:
        ended = narrow(ended, death) or ended
    if started.latest and ended.latest and started.latest > ended.latest:
        bound = make_timespan(None, ended.latest, because="no later than its end")
        started = narrow(started, bound) or started
    concluded = ConcludedTenure(
        path=path,
        holder=holder,
        office=tenures[0][0].office,
        quotes=tuple(quote for _, quote in tenures),
        of=next((tenure.of for tenure, _ in tenures if tenure.of), ""),
        started_on=started,
        ended_on=ended,
    )
    return concluded, [*contradiction, *other]


@dataclass(frozen=True)
class Death:
    """That an article tells of somebody's death as a fact, and by when."""

    path: str
    dead: TimeSpan
    quote: Quote


def list_deaths(facts: Facts, landmarks: Landmarks) -> list[Death]:
    """Return the people of whose death an article tells as a fact, with the day by which they were dead."""
    found = []
    for event in facts.events:
        when = event.occurred_on
        if event.modality != "Asserted" or event.according_to is not None or not when.latest:
            continue
        dead = make_timespan(
            None,
            when.latest,
            because=f"died {when.edtf}",
            like=TimeSpan(evidence=when.evidence),
        )
        quote = Quote(facts.article_id, event.evidence)
        keys = landmarks.list_keys(facts, event)
        found += [Death(key[1], dead, quote) for key in keys if key[0] == "death"]
    return found
