"""Which reports of events are of one event, looked up."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.facts_json import read_event, write_event
from graph_builder.resolution.accounts import Told, tell
from graph_builder.resolution.happenings import (
    REACH,
    RULE,
    Happening,
    are_one,
    decide_links,
    describe_happenings,
    get_days,
    list_keys,
    make_path,
)
from graph_builder.upkeep.reports import get_place, load_report
from graph_builder.upkeep.state import COMMA, Edge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.model import Facts, Member
    from graph_builder.resolution.rulings import Link, Place
    from graph_builder.upkeep.state import State

_ROOM = "event"


@dataclass(frozen=True)
class EventRules:
    """What is to be known of reports of events."""

    state: State
    paths: Mapping[Member, str]
    contexts: Mapping[str, str]
    kind: str = "event"
    rooms: tuple[str, ...] = (_ROOM,)
    loaded: dict[Place, Happening | None] = field(default_factory=dict)

    def forget(self) -> None:
        """Give up what was read, since entries have changed."""
        self.loaded.clear()

    def describe(self, facts: Facts) -> Sequence[Happening]:
        """Return an article's reports."""
        return describe_happenings(facts, self.paths, self.contexts)

    def write(self, report: Happening) -> str:
        """Return a report as text."""
        things = (report.places, report.countries, report.people)
        return json.dumps([write_event(report.event), *map(sorted, things)])

    def read(self, member: Member, digest: str) -> Happening:
        """Return a report that ``write`` wrote."""
        event, *things = json.loads(digest)
        return Happening(member, read_event(event), *map(frozenset, things))

    def list_entries(self, report: Happening) -> Iterator[tuple[str, str, str]]:
        """Yield under which keys a report is found, with its days."""
        first, last = get_days(report) or (0, 0)
        for key in list_keys(report):
            yield _ROOM, COMMA.join(key), f"{first} {last}"

    def write_owner(self, place: Place, key: str = "") -> str:
        """Return what finds the edges of a report."""
        return COMMA.join((place[0], str(place[1]), key))

    def find_edges(self, report: Happening) -> Iterator[tuple[str, list[Edge]]]:
        """Yield the first report before this one that is of the same event."""
        place = get_place(report)
        earlier = (other for other in self._list_near(report) if other < place)
        first = next((other for other in earlier if self._are_one(other, report)), None)
        edges = [Edge(self.write_owner(place), RULE, first, place)] if first else []
        yield self.write_owner(place), edges

    def find_affected(self, report: Happening) -> Iterator[Place]:
        """Yield the later reports of the same event that are not one with an earlier one yet."""
        place = get_place(report)
        for other in self._list_near(report):
            if (
                other > place
                and not self._is_settled(other, place)
                and self._are_one(other, report)
            ):
                yield other

    def _is_settled(self, other: Place, place: Place) -> bool:
        edges = self.state.list_edges_to(self.kind, other)
        return any(edge.left < place for edge in edges)

    def _are_one(self, other: Place, report: Happening) -> bool:
        found = load_report(self.state, self, other)
        if found is None:
            return False
        return are_one(*sorted((found, report), key=get_place))

    def _list_near(self, report: Happening) -> list[Place]:
        """Return the reports of other articles under the same keys, near in time, in the order of places."""
        first, last = get_days(report) or (0, 0)
        near = set()
        for key in list_keys(report):
            for place, days in self.state.list_places(_ROOM, COMMA.join(key)):
                begin, _, end = days.partition(" ")
                if int(begin) - 2 * REACH <= last and first <= int(end) + 2 * REACH:
                    near.add(place)
        return sorted(place for place in near if place[0] != report.member.article_id)

    def decide(
        self, reports: Sequence[Happening], edges: Iterable[Edge]
    ) -> tuple[list[Sequence[Happening]], set[Link]]:
        """Return which reports are of one event, and what makes them so."""
        decided = decide_links(reports, (edge.link for edge in edges))
        made = {(RULE, get_place(left), get_place(right)) for left, right in decided.made}
        return list(decided.groups), made

    def tell(self, reports: Sequence[Happening]) -> Told[Happening]:
        """Return what reports of one event say of it together."""
        return tell(reports, make_path)

    def name_alone(self, report: Happening) -> str:
        """Return the path of an event that only one report tells of."""
        return make_path([report], report.time)
