"""The conclusions that may be different, as triples against those that are there."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from graph_builder.mapping.concepts import list_labels, write_concept
from graph_builder.mapping.conclusions import ConclusionsMapper
from graph_builder.mapping.passages import ArticlePassages
from graph_builder.mapping.sheets import Sheet
from graph_builder.resolution import happenings, identity, policies
from graph_builder.resolution.blocks import Match
from graph_builder.upkeep.articles import Lookup
from graph_builder.upkeep.concepts import ROOM, split_key
from graph_builder.upkeep.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.lexicon import Lexicon
    from graph_builder.mapping import Names
    from graph_builder.mapping.names import ConceptKind, GraphName
    from graph_builder.model import (
        ConcludedEvent,
        ConcludedMeasure,
        ConcludedTenure,
        Facts,
        Judgement,
        Thing,
    )
    from graph_builder.resolution.rulings import Place
    from graph_builder.terms import FindQuads, Quad, Term
    from graph_builder.upkeep.articles import Articles
    from graph_builder.upkeep.figures import Contradicting
    from graph_builder.upkeep.groups import Kind, Regrouped
    from graph_builder.upkeep.outlets import Outlets
    from graph_builder.upkeep.state import Edge, State

T = TypeVar("T")


class _Renewed(Protocol):
    @property
    def regrouped(self) -> Regrouped[Any]: ...
    @property
    def aliases(self) -> set[str]: ...
    @property
    def sides(self) -> Mapping[Place, str]: ...


class Writer:
    """Writes conclusions that may be different.

    Args:
        state: What is decided now.
        articles: The articles.
        names: The IRIs.
        find: Finds the quads of the named graphs as they were.
    """

    def __init__(self, state: State, articles: Articles, names: Names, find: FindQuads) -> None:
        self._state, self._names = state, names
        self._ledger = Ledger(find, names)
        passages = ArticlePassages(names, _ById(articles.get_article), _ById(articles.get_bounded))
        self._mapper = ConclusionsMapper(names, passages)
        self._articles = articles

    def settle(self) -> tuple[dict[Term, set[Quad]], dict[Term, set[Quad]]]:
        """Return the quads that are gone, and those that are new, by graph."""
        self._ledger.write(self._mapper.take_quads())
        return self._ledger.settle()

    def write_things(self, things: Iterable[Thing], gone: Iterable[str]) -> None:
        """Write who is who."""
        self._touch("identities", gone)
        for thing in things:
            self._touch("identities", (thing.path,))
            self._mapper.map_thing(thing)

    def write_outlets(self, outlets: Outlets) -> None:
        """Write publishers of which nobody speaks."""
        for iri in outlets.touched:
            self._ledger.touch("identities", iri)
        for outlet in outlets.found:
            self._mapper.map_outlet(outlet)

    def write_measures(self, measures: Iterable[ConcludedMeasure], gone: Iterable[str]) -> None:
        """Write measures."""
        self._touch("measures", gone)
        for measure in measures:
            self._touch("measures", (measure.path,))
            self._mapper.map_measure(measure)

    def write_events(self, events: Iterable[ConcludedEvent], gone: Iterable[str]) -> None:
        """Write events."""
        self._touch("events", gone)
        for event in events:
            self._touch("events", (event.path,))
            self._mapper.map_event(event)

    def write_tenures(
        self, touched: Iterable[str], tenures: Mapping[str, Sequence[ConcludedTenure]]
    ) -> None:
        """Write who held which office when."""
        self._touch("tenures", touched)
        for held in tenures.values():
            for tenure in held:
                self._mapper.map_tenure(tenure)

    def write_contradictions(
        self, touched: Iterable[Term], contradictions: Iterable[Contradicting]
    ) -> None:
        """Write which figures contradict each other."""
        for iri in touched:
            self._ledger.touch("contradictions", iri)
            self._ledger.touch_object("contradictions", iri)
        for found in contradictions:
            self._mapper.map_contradiction(found.left, found.right, certain=found.certain)

    def write_dates(self, changed: Mapping[str, Facts | None]) -> None:
        """Write when articles without a date were written."""
        for article, facts in changed.items():
            self._ledger.touch("dates", self._names.article(article))
            if facts:
                date = self._articles.get_date(article)
                self._mapper.map_date(self._articles.get_article(article), date)

    def write_concepts(self, keys: Iterable[str], lexicon: Lexicon) -> None:
        """Write concepts."""
        sheet = Sheet(self._names.graph("concepts"))
        labels = list_labels(self._names, lexicon)
        kinds = set()
        for key in sorted(keys):
            name, concept = split_key(key)
            kind = cast("ConceptKind", name)
            words = self._state.get_tally(ROOM, key)
            self._ledger.touch("concepts", concept)
            if words:
                write_concept(sheet, kind, concept, words, self._names, labels)
            else:
                kinds.add(kind)
        left = {split_key(key)[0] for key in self._state.list_tally_keys(ROOM)} if kinds else set()
        for kind in kinds - left:
            self._ledger.touch("concepts", self._names.scheme(kind))
        self._ledger.write(sheet.quads)

    def write_identities(
        self, kind: Kind[Any], renewed: _Renewed, changed: Mapping[str, Facts | None]
    ) -> None:
        """Write why things are one, and under which other paths they may be known.

        Args:
            kind: What kind of things these are.
            renewed: What became of them.
            changed: The articles in which the things, or what is said of them, may be different.
        """
        regrouped = renewed.regrouped
        sides = _Sides(self._state, kind.name, renewed.sides)
        made = set(regrouped.made) | self._list_made(kind, changed)
        judged = {
            (*sorted(ends), edge.rule)
            for edge in (*regrouped.unmade, *made)
            for ends in product(*map(sides.list_all, (edge.left, edge.right)))
        }
        for left, right, rule in judged:
            judgement = self._names.judgement(left, right, "same", rule)
            self._ledger.touch("judgements", judgement)
            made |= sides.list_made({left, right}, rule)
        for edge in made:
            self._mapper.map_judgement(_judge(kind, edge))
        self._write_replaced(kind, renewed, sides, made)

    def _list_made(self, kind: Kind[Any], changed: Mapping[str, Facts | None]) -> set[Edge]:
        places = [
            (article, number)
            for article, facts in changed.items()
            if facts
            for number, _ in self._state.list_digests(kind.name, article)
        ]
        return {e for place in places for e in self._state.list_edges(kind.name, place) if e.made}

    def _write_replaced(
        self, kind: Kind[Any], renewed: _Renewed, sides: _Sides, made: Iterable[Edge]
    ) -> None:
        regrouped = renewed.regrouped
        aliases = {*renewed.aliases, *regrouped.gone, *regrouped.known}
        room = f"alone {kind.name}"
        for article, number in regrouped.moved:
            entries = self._state.list_entries(article, room)
            aliases |= {entry.key for entry in entries if entry.number == number}
        for alias in aliases:
            places = self._state.list_places(room, alias)
            paths = {self._state.get_path(kind.name, place) for place, _ in places} - {alias}
            is_known = self._state.find_named(kind.name, alias) is not None
            self._replace(alias, next(iter(paths)) if len(paths) == 1 and not is_known else "")
        ends = {end for e in (*made, *regrouped.unmade) for end in (e.left, e.right)}
        for side in {side for place in ends | regrouped.moved for side in sides.list_all(place)}:
            places = self._state.list_places(f"side {kind.name}", side)
            paths = {self._state.get_path(kind.name, place) for place, _ in places}
            edges = (e for place, _ in places for e in self._state.list_edges(kind.name, place))
            self._replace(side, min(paths) if any(edge.made for edge in edges) else "")

    def _replace(self, old: str, new: str) -> None:
        self._touch("replaced", (old,))
        if new:
            self._mapper.map_replaced((old, new))

    def _touch(self, graph: GraphName, paths: Iterable[str]) -> None:
        for path in paths:
            self._ledger.touch(graph, self._names.thing(path))


def _judge(kind: Kind[Any], edge: Edge) -> Judgement:
    left: Any = kind.load(edge.left)
    right: Any = kind.load(edge.right)
    match kind.name:
        case "entity":
            return identity.judge(Match(edge.rule, left, right))
        case "event":
            return happenings.judge(happenings.Match(left, right))
        case _:
            return policies.judge(policies.Match(edge.rule, left, right))


class _Sides:
    """The addresses of the articles' own things, as they were and as they are.

    Two reports of one article may have one address, where they stand in the same words.
    """

    def __init__(self, state: State, kind: str, before: Mapping[Place, str]) -> None:
        self._state, self._kind, self._before = state, kind, before
        self._room = f"side {kind}"

    def list_made(self, sides: set[str], rule: str) -> set[Edge]:
        """Return the edges of a rule that make things of two addresses one."""
        places = {place for side in sides for place, _ in self._state.list_places(self._room, side)}
        edges = (edge for place in places for edge in self._state.list_edges_to(self._kind, place))
        return {e for e in edges if e.made and e.rule == rule and e.left in places}

    def list_all(self, place: Place) -> set[str]:
        article, number = place
        entries = self._state.list_entries(article, self._room)
        found = {entry.key for entry in entries if entry.number == number}
        return found | ({self._before[place]} if place in self._before else set())


class _ById(Lookup[str, T]):
    def __init__(self, get: Any) -> None:
        self._get = get

    def __getitem__(self, article: str) -> T:
        found: T = self._get(article)
        return found
