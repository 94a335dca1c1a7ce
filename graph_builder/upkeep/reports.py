"""What articles report as measures and events, kept up: which reports are of one thing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from graph_builder.model import Member
from graph_builder.resolution.accounts import name_told
from graph_builder.resolution.locals import get_report_path
from graph_builder.upkeep.groups import Regrouped, regroup
from graph_builder.upkeep.state import Edge, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.model import Facts
    from graph_builder.resolution.accounts import Account, Told
    from graph_builder.resolution.rulings import Link, Place
    from graph_builder.upkeep.articles import Articles
    from graph_builder.upkeep.state import Named, State

R = TypeVar("R", bound="Account")


class Rules(Protocol[R]):
    """What is to be known of a kind of reports: measures or events."""

    @property
    def kind(self) -> str:
        """``measure`` or ``event``."""
        ...

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms in which they stand."""
        ...

    @property
    def loaded(self) -> dict[Place, R | None]:
        """The reports that were read, as they are now."""
        ...

    def forget(self) -> None:
        """Give up what was read, since entries have changed."""
        ...

    def describe(self, facts: Facts) -> Sequence[R]:
        """Return an article's reports."""
        ...

    def write(self, report: R) -> str:
        """Return a report as text."""
        ...

    def read(self, member: Member, digest: str) -> R:
        """Return a report that ``write`` wrote."""
        ...

    def list_entries(self, report: R) -> Iterator[tuple[str, str, str]]:
        """Yield the rooms and keys under which a report is found, with what has to be known of it there."""
        ...

    def write_owner(self, place: Place, key: str = "") -> str:
        """Return what finds the edges of a report, in one way of finding them."""
        ...

    def find_edges(self, report: R) -> Iterator[tuple[str, list[Edge]]]:
        """Yield what makes a report one with others before it, by owner: one for each way of finding that."""
        ...

    def find_affected(self, report: R) -> Iterator[Place]:
        """Yield the reports for which ``find_edges`` may give something else with this report than without it."""
        ...

    def decide(
        self, reports: Sequence[R], edges: Iterable[Edge]
    ) -> tuple[list[Sequence[R]], set[Link]]:
        """Return which reports are of one thing, and what makes them so."""
        ...

    def tell(self, reports: Sequence[R]) -> Told[R]:
        """Return what reports of one thing say of it together."""
        ...

    def name_alone(self, report: R) -> str:
        """Return the path that a report's thing would have if nobody else reported it."""
        ...


@dataclass(frozen=True)
class Reports(Generic[R]):
    """What is to be known of reports to group them."""

    state: State
    rules: Rules[R]

    @property
    def name(self) -> str:
        """Under which name the state has them."""
        return self.rules.kind

    def load(self, place: Place) -> R | None:
        """Return the report at a place."""
        return load_report(self.state, self.rules, place)

    def get_place(self, item: R) -> Place:
        """Return where a report is."""
        return get_place(item)

    def get_local(self, item: R) -> str:
        """Return its number."""
        return str(item.member.local)

    def decide(
        self, items: Sequence[R], edges: Sequence[Edge]
    ) -> tuple[list[Sequence[R]], set[Link]]:
        """Return which reports are of one thing, and what makes them so."""
        return self.rules.decide(items, edges)

    def describe(self, group: Sequence[R]) -> tuple[str, list[object], str]:
        """Return the path of a group if no other had it, its turn, and no label."""
        told = self.rules.tell(group)
        return told.plain, [*told.turn, told.suffix], ""

    def name_all(self, plain: str, named: Sequence[Named]) -> list[str]:
        """Return the paths of things that would all have one path: the first has it."""
        return [
            name_told(plain, json.loads(one.turn)[-1], number) for number, one in enumerate(named)
        ]


def get_place(report: Account) -> Place:
    """Return where a report is."""
    return report.member.article_id, int(report.member.local)


def load_report(state: State, rules: Rules[R], place: Place) -> R | None:
    """Return the report at a place; none when there is none any longer. Each is read once."""
    if place not in rules.loaded:
        digest = state.get_digest(rules.kind, place)
        rules.loaded[place] = None if digest is None else rules.read(Member(*place), digest)
    return rules.loaded[place]


@dataclass(frozen=True)
class Renewed(Generic[R]):
    """What became of reports.

    Attributes:
        regrouped: What became of the things.
        aliases: The paths that reports would give alone, where these or the reports are different.
        sides: The addresses of reports that are new or gone, by place.
    """

    regrouped: Regrouped[R]
    aliases: set[str]
    sides: Mapping[Place, str]


def renew_reports(
    state: State, rules: Rules[R], articles: Articles, changed: Mapping[str, Facts | None]
) -> Renewed[R]:
    """Decide anew which reports are of one thing, as far as it may be different.

    Args:
        state: What was decided.
        rules: What is to be known of the reports.
        articles: The articles.
        changed: The articles of which anything is different, whether they are there (with facts) or gone.
    """
    kind = rules.kind
    old: list[R] = []
    new: list[R] = []
    touched: set[Place] = set()
    aliases: set[str] = set()
    sides: dict[Place, str] = {}
    for article, facts in changed.items():
        before = {
            (article, number): rules.read(Member(article, number), digest)
            for number, digest in state.list_digests(kind, article)
        }
        reports = rules.describe(articles.get_bounded(article)) if facts else ()
        different, gone, more = keep_reports(state, rules, article, reports)
        old += [report for place, report in before.items() if place in different]
        new += [report for report in reports if get_place(report) in different]
        touched |= {*before, *map(get_place, reports)}
        for entry in (*gone, *more):
            if entry.room == f"alone {kind}":
                aliases.add(entry.key)
            elif entry.room == f"side {kind}":
                sides.setdefault((article, entry.number), entry.key)
    rules.forget()
    dropped = _renew_edges(state, rules, old, new, touched)
    regrouped = regroup(state, Reports(state, rules), touched, dropped)
    return Renewed(regrouped, aliases, sides)


def keep_reports(
    state: State, rules: Rules[R], article: str, reports: Sequence[R]
) -> tuple[set[Place], set[Entry], set[Entry]]:
    """Keep an article's reports; return where one is different, and the entries that are gone and new."""
    different = state.set_digests(rules.kind, article, list(map(rules.write, reports)))
    rooms = (*rules.rooms, f"alone {rules.kind}", f"side {rules.kind}")
    entries = [entry for report in reports for entry in _list_entries(report, rules)]
    return different, *state.put(article, rooms, entries)


def _list_entries(report: R, rules: Rules[R]) -> Iterator[Entry]:
    number = int(report.member.local)
    for room, key, value in rules.list_entries(report):
        yield Entry(room, key, number, value)
    yield Entry(f"alone {rules.kind}", rules.name_alone(report), number)
    yield Entry(f"side {rules.kind}", get_report_path(rules.kind, report.quote), number)


def _renew_edges(
    state: State, rules: Rules[R], old: Sequence[R], new: Sequence[R], touched: set[Place]
) -> set[Edge]:
    """Find anew what makes reports one, where that may be different; add what is touched, and return the edges that are gone."""
    affected = {get_place(report) for report in (*old, *new)}
    for report in old:
        edges = state.list_edges_from(rules.kind, get_place(report))
        affected |= {edge.right for edge in edges}
    for report in (*old, *new):
        affected |= set(rules.find_affected(report))
    dropped: set[Edge] = set()
    for place in sorted(affected):
        report_now = load_report(state, rules, place)
        owned = dict(rules.find_edges(report_now)) if report_now is not None else {}
        known = {edge.owner for edge in state.list_edges_to(rules.kind, place)}
        for owner in known | owned.keys():
            gone, more = state.set_edges(rules.kind, owner, owned.get(owner, ()))
            dropped |= gone
            touched |= {end for edge in (*gone, *more) for end in (edge.left, edge.right)}
    return dropped
