"""Which reports of events and of measures are of one: matched under what they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from graph_builder.model import ConcludedEvent, ConcludedMeasure, Member
from graph_builder.resolution import happenings, policies, uptake
from graph_builder.resolution.accounts import Account, Told, name_told, tell
from graph_builder.resolution.locals import get_report_path
from graph_builder.resolution.subjects import Known, describe_known
from graph_builder.spark.sets import keep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark import RDD, Broadcast

    from graph_builder.model import Judgement
    from graph_builder.resolution.reported import Policy
    from graph_builder.resolution.rulings import Decided, Link, Place
    from graph_builder.spark.groups import Named
    from graph_builder.spark.sets import Sets
    from graph_builder.spark.views import Guide

A = TypeVar("A", bound=Account)
C_co = TypeVar("C_co", covariant=True)


class Noted(Mapping[Member, str]):
    """Looks up which thing an entity is, and keeps note of what was found."""

    def __init__(self, paths: Mapping[Member, str]) -> None:
        self._paths = paths
        self.found: dict[Member, str] = {}

    def __getitem__(self, member: Member) -> str:
        self.found[member] = self._paths[member]
        return self.found[member]

    def __iter__(self) -> Iterator[Member]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@dataclass(frozen=True)
class Report(Generic[A]):
    """One article's account of an event or a measure, with what has to be known of the article to conclude from it.

    Attributes:
        account: The account.
        context: The path of the country that the article speaks of most.
        paths: The things that the account names.
    """

    account: A
    context: str
    paths: Mapping[Member, str]

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.account.member.article_id, int(self.account.member.local)


class Rules(Protocol[A, C_co]):
    """What is to be known of a kind of reports."""

    @property
    def name(self) -> str:
        """``event`` or ``measure``."""
        ...

    def decide(self, accounts: Sequence[A], links: Sequence[Link]) -> Decided[A, Any]:
        """Return which accounts are of one thing."""
        ...

    def judge(self, match: Any) -> Judgement:
        """Return a match as data."""
        ...

    def tell(self, accounts: Sequence[A]) -> Told[A]:
        """Return what accounts of one thing say of it together."""
        ...

    def name_alone(self, account: A) -> str:
        """Return the path that its thing would have if nobody else reported it."""
        ...

    def conclude(self, path: str, told: Told[A], paths: Mapping[Member, str]) -> C_co:
        """Return what is known of a thing."""
        ...


class EventRules:
    """What is to be known of reports of events."""

    name = "event"

    def decide(
        self, accounts: Sequence[happenings.Happening], links: Sequence[Link]
    ) -> Decided[happenings.Happening, happenings.Match]:
        """Return which accounts are of one event."""
        return happenings.decide_links(accounts, links)

    def judge(self, match: happenings.Match) -> Judgement:
        """Return a match as data."""
        return happenings.judge(match)

    def tell(self, accounts: Sequence[happenings.Happening]) -> Told[happenings.Happening]:
        """Return what accounts of one event say of it together."""
        return tell(accounts, happenings.make_path)

    def name_alone(self, account: happenings.Happening) -> str:
        """Return the path of an event that only one article reports."""
        return happenings.make_path([account], account.time)

    def conclude(
        self, path: str, told: Told[happenings.Happening], paths: Mapping[Member, str]
    ) -> ConcludedEvent:
        """Return what is known of an event."""
        return happenings.conclude_one(path, told.accounts, told.when, paths)


class MeasureRules:
    """What is to be known of reports of measures."""

    name = "measure"

    def decide(
        self, accounts: Sequence[Policy], links: Sequence[Link]
    ) -> Decided[Policy, policies.Match]:
        """Return which accounts are of one measure."""
        return policies.decide_links(accounts, links)

    def judge(self, match: policies.Match) -> Judgement:
        """Return a match as data."""
        return policies.judge(match)

    def tell(self, accounts: Sequence[Policy]) -> Told[Policy]:
        """Return what accounts of one measure say of it together."""
        return tell(accounts, policies.make_path, policies.conclude_times)

    def name_alone(self, account: Policy) -> str:
        """Return the path of a measure that only one article reports."""
        return policies.make_path([account], account.time)

    def conclude(
        self, path: str, told: Told[Policy], paths: Mapping[Member, str]
    ) -> ConcludedMeasure:
        """Return what is known of a measure."""
        return policies.conclude_one(path, told.accounts, told.when, paths)


@dataclass(frozen=True)
class Reports(Generic[A, C_co]):
    """What is to be known of reports to join them."""

    rules: Rules[A, C_co]

    def get_member(self, item: Report[A]) -> Member:
        """Return which one it is."""
        return item.account.member

    def get_place(self, item: Report[A]) -> Place:
        """Return where it stands."""
        return item.place

    def decide(
        self, items: Sequence[Report[A]], links: Sequence[Link]
    ) -> tuple[list[list[Report[A]]], list[Judgement]]:
        """Return which reports are of one thing, and why."""
        by_member = {item.account.member: item for item in items}
        decided = self.rules.decide([item.account for item in items], links)
        groups = [[by_member[account.member] for account in group] for group in decided.groups]
        return groups, list(map(self.rules.judge, decided.made))

    def describe(self, group: Sequence[Report[A]]) -> tuple[str, tuple[Any, ...]]:
        """Return the path of a group if no other had it, and its turn: the one that is dated best comes first."""
        told = self._tell(group)
        return told.plain, told.turn

    def name_all(self, plain: str, groups: Sequence[Sequence[Report[A]]]) -> list[str]:
        """Return the paths of groups that would all have one path."""
        return [
            name_told(plain, self._tell(group).suffix, number)
            for number, group in enumerate(groups)
        ]

    def name_alone(self, item: Report[A]) -> str:
        """Return the path that its thing would have if nobody else reported it."""
        return self.rules.name_alone(item.account)

    def get_side(self, item: Report[A]) -> str:
        """Return its own address."""
        return get_report_path(self.rules.name, item.account.quote)

    def conclude(self, named: Named[Report[A]]) -> C_co:
        """Return what is known of a thing."""
        path, group = named
        paths = {member: thing for report in group for member, thing in report.paths.items()}
        return self.rules.conclude(path, self._tell(group), paths)

    def make_report(self, account: A, context: str, paths: Mapping[Member, str]) -> Report[A]:
        """Return an account with what has to be known of its article; ``paths`` are the things of all that it speaks of."""
        noted = Noted(paths)
        self.rules.conclude("", self.rules.tell([account]), noted)
        return Report(account, context, noted.found)

    def _tell(self, group: Sequence[Report[A]]) -> Told[A]:
        return self.rules.tell([report.account for report in group])


EVENTS: Reports[happenings.Happening, ConcludedEvent] = Reports(EventRules())
MEASURES: Reports[Policy, ConcludedMeasure] = Reports(MeasureRules())


def match_events(sets: Sets, reports: RDD[Report[happenings.Happening]]) -> RDD[Link]:
    """Return each report of an event with the first one before it that is of the same event, of all that share something with it."""
    shared = sets.group(reports.flatMap(_share_event)).flatMap(_match_happenings)
    return sets.reduce(shared, min).map(_link_event)


def _share_event(report: Report[happenings.Happening]) -> Iterator[tuple[happenings.Key, Any]]:
    for key in happenings.list_keys(report.account):
        yield key, report.account


def _match_happenings(
    found: tuple[happenings.Key, tuple[list[happenings.Happening]]],
) -> Iterator[tuple[Place, Place]]:
    key, (accounts,) = found
    for left, right in happenings.match_reports(sorted(accounts, key=_get_member), [key]):
        yield _get_place(right.member), _get_place(left.member)


def _link_event(pair: tuple[Place, Place]) -> Link:
    right, left = pair
    return happenings.RULE, left, right


def match_measures(sets: Sets, reports: RDD[Report[Policy]], guide: Broadcast[Guide]) -> RDD[Link]:
    """Return each report of a measure with the first one before it that names it, by country and authority, and with what it takes up."""
    shared = keep(sets.group(reports.flatMap(_share_measure)))
    taken_up = sets.group(shared.flatMap(_rank_taken_up)).flatMap(_link_taken_up)
    return shared.flatMap(partial(_match_policies, guide)).union(taken_up)


def _share_measure(report: Report[Policy]) -> Iterator[tuple[str, Policy]]:
    for key in report.account.keys:
        yield key, report.account


def _match_policies(
    guide: Broadcast[Guide], found: tuple[str, tuple[list[Policy]]]
) -> Iterator[Link]:
    key, (accounts,) = found
    ordered = sorted(accounts, key=_get_member)
    for match in policies.match_names(ordered, guide.value.wording, [key]):
        yield match.rule, _get_place(match.left.member), _get_place(match.right.member)


def _rank_taken_up(
    found: tuple[str, tuple[list[Policy]]],
) -> Iterator[tuple[Place, list[uptake.Rank]]]:
    key, (accounts,) = found
    for report, ranks in uptake.rank_taken_up(sorted(accounts, key=_get_member), [key]):
        yield _get_place(report.member), ranks


def _link_taken_up(found: tuple[Place, tuple[list[list[uptake.Rank]]]]) -> Iterator[Link]:
    place, (ranked,) = found
    chosen = uptake.choose_taken_up(rank for ranks in ranked for rank in ranks)
    if chosen:
        yield uptake.TAKEN_UP, _get_place(chosen), place


def _get_member(account: Account) -> Member:
    return account.member


def _get_place(member: Member) -> Place:
    return member.article_id, int(member.local)


def know_measure(guide: Broadcast[Guide], named: Named[Report[Policy]]) -> Known:
    """Return a measure as claims may speak of it."""
    reports = named[1]
    return describe_known(
        MEASURES.conclude(named),
        frozenset(term for report in reports for term in report.account.topic),
        [report.account.written.latest for report in reports],
        {r.account.member.article_id: r.context for r in reports if r.context},
        guide.value.wording,
    )
