"""Which events of many articles are one, and what their reports say of it together.

Two reports tell of one event when it is of one kind, its times may coincide, and its place does not speak against it; and
when one more sign than the kind alone speaks for it. An election is told by its country and its time; an attack by its day
and a place narrower than a country.
"""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from graph_builder.model import ConcludedEvent, Judgement, Member, Quote, TimeSpan
from graph_builder.naming import get_words
from graph_builder.resolution.accounts import conclude_accounts, find_replaced
from graph_builder.resolution.bounds import ENDLESS, get_breadth
from graph_builder.resolution.candidates import Candidates
from graph_builder.resolution.locals import get_report_path
from graph_builder.resolution.rulings import Decided, decide_matches, judge_rulings
from graph_builder.terms import make_slug
from graph_builder.timespans import may_coincide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.model import Event, Facts
    from graph_builder.resolution.bounds import Finding
    from graph_builder.resolution.rulings import Link, Ruling
    from graph_builder.resolution.trace import Trace

RULE = "kind-time-place"
Key = tuple[str, str, str]
"""What two reports of one event share: class, kind, and a thing."""
_FEW_DAYS = 3
_ONE_YEAR = 366
REACH = 32  # days; two times that may be one lie no farther apart than their breadth
_MONTHS = frozenset(month.casefold() for month in month_name if month)
_RUNOFF = "RunoffElection"
_ELECTIONS = ("Election", _RUNOFF)
_SPOKEN_OF = 60
"""In days: so long before and after a runoff news speaks of it as the one that all know of."""
_ELECTION_WORDS = (
    frozenset(
        {
            "a",
            "an",
            "the",
            "of",
            "in",
            "on",
            "election",
            "elections",
            "runoff",
            "vote",
            "round",
            "first",
            "second",
            "polls",
        }
    )
    | _MONTHS
)


@dataclass(frozen=True)
class Happening:
    """One report of an event, with its agents and places as things."""

    member: Member
    event: Event
    places: frozenset[str]
    countries: frozenset[str]
    people: frozenset[str]

    @property
    def quote(self) -> Quote:
        """The words that report it."""
        return Quote(self.member.article_id, self.event.evidence)

    @property
    def time(self) -> TimeSpan:
        """When it was, by this report."""
        return self.event.occurred_on


@dataclass(frozen=True)
class Events:
    """The events over all articles, the path of every report's event (by its member and by its address), and why."""

    events: tuple[ConcludedEvent, ...]
    paths: dict[Member, str]
    members: dict[str, str]
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    aliases: dict[str, frozenset[Member]]
    replaced: dict[str, str]


def join_events(
    all_facts: Sequence[Facts],
    paths: Mapping[Member, str],
    contexts: Mapping[str, str],
    rulings: Sequence[Ruling] = (),
    trace: Trace | None = None,
) -> Events:
    """Decide which reported events are one, and conclude what is known of each.

    Args:
        all_facts: The facts of every article, with bounded times.
        paths: The thing that every entity is.
        contexts: The path of the country that an article speaks of most, by article.
        rulings: What persons have decided before.
        trace: Takes note of what matches.
    """
    reports = [
        report for facts in all_facts for report in describe_happenings(facts, paths, contexts)
    ]
    by_member = {report.member: report for report in reports}
    matches = list(match_reports(reports))
    decided = decide(reports, matches, rulings)
    if trace:
        trace.events.note(matches, decided.made)
    judgements = [
        *judge_rulings(rulings, lambda m: get_report_path("event", by_member[m].quote)),
        *map(judge, decided.made),
    ]
    return _conclude(decided.groups, judgements, paths, decided.findings)


class Match(NamedTuple):
    """Two reports that are of one event."""

    left: Happening
    right: Happening


def decide(
    reports: Iterable[Happening], matches: Iterable[Match], rulings: Sequence[Ruling] = ()
) -> Decided[Happening, Match]:
    """Join reports by matches; ``rulings`` are what persons have decided before."""
    ordered = sorted(matches, key=lambda match: match.right.member)
    return decide_matches(reports, ordered, rulings)


def decide_links(reports: Sequence[Happening], links: Iterable[Link]) -> Decided[Happening, Match]:
    """Join reports by matches that are given by the places of what matches."""
    by_place: dict[tuple[str, str | int], Happening] = {r.member: r for r in reports}
    return decide(reports, (Match(by_place[left], by_place[right]) for _, left, right in links))


def match_reports(
    reports: Iterable[Happening], keys: Sequence[Key] | None = None
) -> Iterator[Match]:
    """Yield each report with the first one before it that is of the same event.

    Args:
        reports: The reports in their order.
        keys: The keys of which two reports have to share one, where it is not to be any.
    """
    known: Candidates[Happening] = Candidates(REACH)
    for report in reports:
        shared, days = list_keys(report) if keys is None else keys, get_days(report)
        others = (other for _, other in known.find(shared, days))
        first = next((other for other in others if are_one(other, report)), None)
        if first:
            yield Match(first, report)
        known.add(report, shared, days)


def describe_happenings(
    facts: Facts, paths: Mapping[Member, str], contexts: Mapping[str, str]
) -> list[Happening]:
    """Return an article's reports of events with their agents and places as things."""
    return [_describe(facts, index, paths, contexts) for index in range(len(facts.events))]


def _describe(
    facts: Facts, index: int, paths: Mapping[Member, str], contexts: Mapping[str, str]
) -> Happening:
    event = facts.events[index]
    things = frozenset(_find_paths(facts.article_id, event.locations, paths))
    countries = frozenset(path for path in things if path.startswith("country/"))
    context = contexts.get(facts.article_id, "")
    involved = (*event.participants, *event.perpetrators, *event.victims, *event.candidates)
    return Happening(
        member=Member(facts.article_id, index),
        event=event,
        places=things - countries,
        countries=countries or frozenset({context} - {""}),
        people=frozenset(_find_paths(facts.article_id, involved, paths)),
    )


def _find_paths(article_id: str, names: Sequence[str], paths: Mapping[Member, str]) -> list[str]:
    found = (paths.get(Member(article_id, name)) for name in names)
    return list(dict.fromkeys(path for path in found if path))


def list_keys(report: Happening) -> list[Key]:
    """Return what two reports must share one of to be of one event: none where the time is too wide to tell."""
    event = report.event
    election = event.type in _ELECTIONS
    if _get_breadth(report) > (_ONE_YEAR if election else _FEW_DAYS):
        return []
    shared = report.countries if election else report.places | report.people
    return [(event.type, event.kind, thing) for thing in sorted(shared)]


def get_days(report: Happening) -> tuple[int, int] | None:
    """Return the first and the last day on which an event can have been, as proleptic ordinals.

    A runoff of which only one bound is known is one that news speaks of around that day, since the next one is years away.
    """
    when = report.event.occurred_on
    earliest, latest = (day and day.toordinal() for day in (when.earliest, when.latest))
    if report.event.type == _RUNOFF and (earliest or latest):
        earliest = earliest or (latest or 0) - _SPOKEN_OF
        latest = latest or earliest + _SPOKEN_OF
    return (earliest, latest) if earliest and latest else None


def _get_breadth(report: Happening) -> int:
    days = get_days(report)
    return get_breadth(report.time) if days is None else days[1] - days[0]


def are_one(left: Happening, right: Happening) -> bool:
    """Whether the reports of two articles that share a key are of one event."""
    one, other = left.event, right.event
    if left.member.article_id == right.member.article_id:
        return False
    if one.polarity != other.polarity or (one.modality == "Alleged") != (
        other.modality == "Alleged"
    ):
        return False
    if not may_coincide(one.occurred_on, other.occurred_on):
        return False
    widest = max(_get_breadth(left), _get_breadth(right))
    if one.type in _ELECTIONS:
        same_country = bool(left.countries & right.countries) and _are_near(left, right)
        return same_country and widest <= _ONE_YEAR and _may_name_one(one.label, other.label)
    same_place = bool(left.places & right.places)
    return widest <= _FEW_DAYS and (same_place or bool(left.people & right.people))


def _are_near(left: Happening, right: Happening) -> bool:
    """Whether two votes can be of one day; where a bound of one is not known, also of one place, if both have one."""
    one, other = get_days(left), get_days(right)
    if one is None or other is None or one[1] < other[0] or other[1] < one[0]:
        return False
    open_ = max(get_breadth(left.time), get_breadth(right.time)) >= ENDLESS
    return not (open_ and left.places and right.places and left.places.isdisjoint(right.places))


def _may_name_one(label: str, other: str) -> bool:
    """Whether one label says no more than the other: "runoff", "presidential runoff"; not "midterm", "mayoral"."""
    one, two = (
        {word for word in get_words(text) if not word.isdigit() and word not in _ELECTION_WORDS}
        for text in (label.partition(" between ")[0], other.partition(" between ")[0])
    )
    return one <= two or two <= one


def judge(match: Match) -> Judgement:
    """Return a match as data."""
    left, right = match
    shared = sorted((left.places | left.countries) & (right.places | right.countries))
    place = f", both at {', '.join(shared)}" if shared else ""
    return Judgement(
        left=get_report_path("event", left.quote),
        right=get_report_path("event", right.quote),
        verdict="same",
        rule=RULE,
        reason=f"“{left.event.evidence.text}” and “{right.event.evidence.text}”: of one kind, at one time{place}",
        confidence=Decimal("0.85"),
        quotes=(left.quote, right.quote),
    )


def _conclude(
    groups: Sequence[Sequence[Happening]],
    judgements: Sequence[Judgement],
    paths: Mapping[Member, str],
    findings: Sequence[Finding],
) -> Events:
    found = conclude_accounts(groups, "event", make_path)
    events = [conclude_one(item.path, item.accounts, item.when, paths) for item in found.things]
    return Events(
        tuple(sorted(events, key=lambda event: event.path)),
        found.paths,
        found.members,
        tuple(judgements),
        (*findings, *found.findings),
        found.aliases,
        find_replaced(found),
    )


def make_path(reports: Sequence[Happening], when: TimeSpan) -> str:
    """Return kind, narrowest place and time: enough to read, and seldom changed by one more article."""
    lead = reports[0]
    place = next(
        (p for r in reports for p in sorted(r.places)),
        next((c for r in reports for c in sorted(r.countries)), ""),
    )
    if lead.event.type in _ELECTIONS:
        place = next((c for r in reports for c in sorted(r.countries)), place)
    time = ""
    if when.earliest and when.latest and when.earliest == when.latest:
        time = when.earliest.isoformat()
    if (
        when.earliest
        and when.latest
        and when.earliest.year == when.latest.year
        and (not time or "Election" in lead.event.type)
    ):
        time = str(when.earliest.year)
    parts = [lead.event.kind or lead.event.type, place.rpartition("/")[2], time]
    return "event/" + "-".join(make_slug(_split_words(part)) for part in parts if part)


def _split_words(name: str) -> str:
    return "".join(f"-{c}" if c.isupper() and index else c for index, c in enumerate(name))


def conclude_one(
    path: str, reports: Sequence[Happening], when: TimeSpan, paths: Mapping[Member, str]
) -> ConcludedEvent:
    """Return what is known of an event by its reports, the one that dates it best first."""
    lead = reports[0]

    def gather(name: str) -> tuple[str, ...]:
        found = [
            thing
            for report in reports
            for thing in _find_paths(report.member.article_id, getattr(report.event, name), paths)
        ]
        return tuple(dict.fromkeys(found))

    locations = gather("locations")
    if lead.event.type in _ELECTIONS and not any(path.startswith("country/") for path in locations):
        locations += tuple(
            sorted(frozenset.intersection(*(report.countries for report in reports)))
        )
    labels = sorted({report.event.label for report in reports} - {lead.event.label})
    return ConcludedEvent(
        path=path,
        type=lead.event.type,
        label=lead.event.label,
        kind=lead.event.kind,
        members=tuple(sorted(report.member for report in reports)),
        lead=lead.quote,
        occurred_on=when,
        locations=locations,
        participants=gather("participants"),
        perpetrators=gather("perpetrators"),
        victims=gather("victims"),
        candidates=gather("candidates"),
        alt_labels=tuple(labels),
    )
