"""The graph as a network of nodes and edges, as GraphML, GEXF and Neo4j have it.

Nodes are the rows of the tables; edges are the links between them: who said what about whom, who announced which measure, who took
part in which event. What is no row (a unit, a status) is no node.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.export.tools.tables import TABLES, name_thing
from graph_builder.vocabulary import gb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.export.tools.view import View
    from graph_builder.terms import Term

_SHORT = 80
_WHEN = (gb.statedOn, gb.announcedOn, gb.occurredOn, gb.period, gb.startedOn, gb.publishedOn)
_LINKS: dict[Term, str] = {
    gb.speaker: "speaker",
    gb.addressee: "addressee",
    gb.about: "about",
    gb.accordingTo: "according to",
    gb.announcedBy: "announced by",
    gb.target: "target",
    gb.location: "location",
    gb.changes: "changes",
    gb.by: "by",
    gb.participant: "participant",
    gb.perpetrator: "perpetrator",
    gb.victim: "victim",
    gb.candidate: "candidate",
    gb.observedAgent: "observed agent",
    gb.inEvent: "in event",
    gb.contradicts: "contradicts",
    gb.holder: "holder",
    gb.reportedIn: "reported in",
    gb.publisher: "publisher",
    gb.agency: "agency",
    gb.author: "author",
}


@dataclass(frozen=True, order=True)
class Node:
    """A thing: its IRI, the name of its table, of its class, what it is called, when, and the words that show it.

    ``earliest`` and ``latest`` are days or empty; ``article`` is an id.
    """

    address: str
    table: str
    kind: str
    label: str
    earliest: str
    latest: str
    edtf: str
    quote: str
    article: str


@dataclass(frozen=True, order=True)
class Edge:
    """A link from one node to another, by the name of the relation."""

    source: str
    relation: str
    target: str


def iter_nodes(view: View) -> Iterator[Node]:
    """Yield the nodes, table by table, in the order of their addresses."""
    for table in TABLES:
        for thing in view.list_things(*table.classes):
            passages = view.list_passages(thing, *table.passages)
            label = name_thing(view, thing)
            yield Node(
                address=thing,
                table=table.name,
                kind=view.get_kind(thing),
                label=label if len(label) <= _SHORT else f"{label[: _SHORT - 1]}…",
                earliest=_find(view, thing, gb.earliest),
                latest=_find(view, thing, gb.latest),
                edtf=_find(view, thing, gb.edtf),
                quote=passages[0].quote if passages else "",
                article=passages[0].article if passages else "",
            )


def _find(view: View, thing: str, bound: Term) -> str:
    return next((text for when in _WHEN if (text := view.get_value(thing, when, bound))), "")


def iter_edges(view: View) -> Iterator[Edge]:
    """Yield the edges between nodes, sorted within each node."""
    nodes = [thing for table in TABLES for thing in view.list_things(*table.classes)]
    known = set(nodes)
    for source in nodes:
        for predicate, relation in _LINKS.items():
            for target in view.list_values(source, predicate):
                if target in known:
                    yield Edge(source, relation, target)
