"""Which reports of measures are of one measure, looked up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from graph_builder.facts_json import read_measure, read_when, write_measure, write_when
from graph_builder.resolution.accounts import Told, tell
from graph_builder.resolution.policies import (
    conclude_times,
    decide_links,
    find_rule,
    make_path,
)
from graph_builder.resolution.reported import Policy, describe_policies
from graph_builder.resolution.uptake import (
    ENOUGH_WORDS,
    TAKEN_UP,
    choose_taken_up,
    rank_shared,
    takes_up,
)
from graph_builder.upkeep.reports import get_place, load_report
from graph_builder.upkeep.state import COMMA, Edge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.model import Facts, Member
    from graph_builder.resolution.rulings import Link, Place
    from graph_builder.resolution.wording import Wording
    from graph_builder.upkeep.state import State

_NAMED, _TOPIC, _TAKER = "policy", "topic", "taker"
_Naming = tuple[str, frozenset[str], str]
"""By what reports are found that name a measure: a key, words and a kind."""

_AT_ONCE = 64
"""How many such lists are held: what changes together tells few stories."""

_SETS = ("countries", "places", "words", "topic", "own", "named", "actors")


@dataclass(frozen=True)
class MeasureRules:
    """What is to be known of reports of measures."""

    state: State
    paths: Mapping[Member, str]
    contexts: Mapping[str, str]
    wording: Wording
    kind: str = "measure"
    rooms: tuple[str, ...] = (_NAMED, _TOPIC, _TAKER)
    loaded: dict[Place, Policy | None] = field(default_factory=dict)
    _named: dict[_Naming, list[Place]] = field(default_factory=dict)

    def forget(self) -> None:
        """Give up what was read, since entries have changed."""
        self.loaded.clear()
        self._named.clear()

    def describe(self, facts: Facts) -> Sequence[Policy]:
        """Return an article's reports."""
        return describe_policies(facts, self.paths, self.contexts, self.wording)

    def write(self, report: Policy) -> str:
        """Return a report as text."""
        data = [
            write_measure(report.measure),
            write_when(report.written),
            report.authority,
            report.maker,
            report.home,
            *(sorted(getattr(report, name)) for name in _SETS),
        ]
        return json.dumps(data)

    def read(self, member: Member, digest: str) -> Policy:
        """Return a report that ``write`` wrote."""
        measure, written, authority, maker, home, *sets = json.loads(digest)
        return Policy(
            member=member,
            measure=read_measure(measure),
            written=read_when(written),
            authority=authority,
            maker=maker,
            home=home,
            **dict(zip(_SETS, map(frozenset, sets), strict=True)),
        )

    def list_entries(self, report: Policy) -> Iterator[tuple[str, str, str]]:
        """Yield under which words a report is found: those that name it, those that tell of it, and the first that names it."""
        for key in report.keys:
            for word in report.words:
                yield _NAMED, f"{key}{COMMA}{word}", report.measure.type
            for word in report.topic:
                yield _TOPIC, f"{key}{COMMA}{word}", ""
            if len(report.words) >= ENOUGH_WORDS:
                words = " ".join(sorted(report.words))
                yield _TAKER, f"{key}{COMMA}{min(report.words)}", words

    def write_owner(self, place: Place, key: str = "") -> str:
        """Return what finds the edges of a report: a key, or what it takes up."""
        return COMMA.join((place[0], str(place[1]), key))

    def find_edges(self, report: Policy) -> Iterator[tuple[str, list[Edge]]]:
        """Yield the first report before this one that names the same measure, by each key, and the one that it takes up."""
        place = get_place(report)
        for key in report.keys:
            earlier = takewhile(lambda other: other < place, self._list_named(key, report))
            rules = ((self._find_rule(other, report), other) for other in earlier)
            found = next(((rule, other) for rule, other in rules if rule), None)
            owner = self.write_owner(place, key)
            yield owner, [Edge(owner, *found, place)] if found else []
        others = self._list_taken_up(report)
        taken_up = choose_taken_up(rank_shared(report, others))
        owner = self.write_owner(place)
        edges = [Edge(owner, TAKEN_UP, _read_place(taken_up), place)] if taken_up else []
        yield owner, edges

    def find_affected(self, report: Policy) -> Iterator[Place]:
        """Yield the later reports that name the same measure, and those that may take it up."""
        place = get_place(report)
        for key in report.keys:
            for other in self._list_named(key, report):
                if (
                    other > place
                    and not self._is_settled(other, key, place)
                    and self._find_rule(other, report)
                ):
                    yield other
        yield from self._list_takers(report)

    def _list_takers(self, report: Policy) -> Iterator[Place]:
        """Yield the reports that take up this one, and share no less with it than with the one that they are said to take up."""
        place = get_place(report)
        for key in report.keys:
            for word in sorted(report.topic):
                for other, words in self.state.list_places(_TAKER, f"{key}{COMMA}{word}"):
                    if other[0] != place[0] and report.topic.issuperset(words.split()):
                        taker = load_report(self.state, self, other)
                        if taker and takes_up(taker, report) and self._may_prefer(taker, report):
                            yield other

    def _may_prefer(self, taker: Policy, report: Policy) -> bool:
        edges = self.state.list_edges_to(self.kind, get_place(taker))
        left = next((edge.left for edge in edges if edge.rule == TAKEN_UP), None)
        known = load_report(self.state, self, left) if left else None
        if known is None or not takes_up(taker, known):
            return True
        return len(taker.topic & report.topic) >= len(taker.topic & known.topic)

    def _is_settled(self, other: Place, key: str, place: Place) -> bool:
        """Whether an even earlier report names the same measure as another one."""
        owner = self.write_owner(other, key)
        edges = self.state.list_edges_to(self.kind, other)
        return any(edge.owner == owner and edge.left < place for edge in edges)

    def _find_rule(self, other: Place, report: Policy) -> str:
        found = load_report(self.state, self, other)
        if found is None:
            return ""
        left, right = sorted((found, report), key=get_place)
        return find_rule(left, right, self.wording)

    def _list_named(self, key: str, report: Policy) -> Iterator[Place]:
        """Yield in order the other articles' reports that ``_find_named`` finds, which is the same for all that are worded alike."""
        naming = key, report.words, report.measure.type
        if naming not in self._named:
            if len(self._named) >= _AT_ONCE:
                self._named.clear()
            self._named[naming] = self._find_named(*naming)
        own = report.member.article_id
        return (place for place in self._named[naming] if place[0] != own)

    def _find_named(self, key: str, words: frozenset[str], type_: str) -> list[Place]:
        """Return the reports under a key that share two of some words, or one where they are of a kind that is seldom twice."""
        counts: Counter[Place] = Counter()
        alike = set()
        for word in words:
            for place, kind in self.state.list_places(_NAMED, f"{key}{COMMA}{word}"):
                counts[place] += 1
                if kind == type_ and kind in self.wording.singles:
                    alike.add(place)
        return sorted(
            place for place, count in counts.items() if count >= ENOUGH_WORDS or place in alike
        )

    def _list_taken_up(self, report: Policy) -> list[Policy]:
        """Return the reports that this one takes up: all of its words stand in what is told of them."""
        if len(report.words) < ENOUGH_WORDS:
            return []
        places: set[Place] = set()
        for key in report.keys:
            shelves = [f"{key}{COMMA}{word}" for word in sorted(report.words)]
            ordered = sorted(shelves, key=lambda shelf: self.state.count_places(_TOPIC, shelf))
            found = {place for place, _ in self.state.list_places(_TOPIC, ordered[0])}
            for shelf in ordered[1:]:
                if found:
                    found &= {place for place, _ in self.state.list_places(_TOPIC, shelf)}
            places |= found
        others = (load_report(self.state, self, place) for place in sorted(places))
        return [other for other in others if other is not None and takes_up(report, other)]

    def decide(
        self, reports: Sequence[Policy], edges: Iterable[Edge]
    ) -> tuple[list[Sequence[Policy]], set[Link]]:
        """Return which reports are of one measure, and what makes them so."""
        decided = decide_links(reports, (edge.link for edge in edges))
        made = {(m.rule, get_place(m.left), get_place(m.right)) for m in decided.made}
        return list(decided.groups), made

    def tell(self, reports: Sequence[Policy]) -> Told[Policy]:
        """Return what reports of one measure say of it together."""
        return tell(reports, make_path, conclude_times)

    def name_alone(self, report: Policy) -> str:
        """Return the path of a measure that only one report tells of."""
        return make_path([report], report.time)


def _read_place(member: Member) -> Place:
    return member.article_id, int(member.local)
