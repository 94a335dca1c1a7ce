"""GEXF 1.3 (gexf.net): the network with a time line.

A node's ``start`` and ``end`` are the bounds of its time: the first and the last day on which it can have been. Without them it is there all
the time, as GEXF has it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from graph_builder.export.tools.network import Node, iter_edges, iter_nodes
from graph_builder.markup import quote_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.export.tools.view import View

_DATA = ("table", "kind", "earliest", "latest", "edtf", "quote", "article")


def write_gexf(view: View) -> Iterator[str]:
    """Yield the network as GEXF. A node's id is its IRI."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '  <graph mode="dynamic" defaultedgetype="directed" timeformat="date">\n'
    yield '    <attributes class="node" mode="static">\n'
    for name in _DATA:
        yield f'      <attribute id="{name}" title="{name}" type="string"/>\n'
    yield "    </attributes>\n    <nodes>\n"
    for node in iter_nodes(view):
        yield from _write_node(node)
    yield "    </nodes>\n    <edges>\n"
    for number, edge in enumerate(iter_edges(view)):
        ends = f"source={quote_xml(edge.source)} target={quote_xml(edge.target)}"
        yield f'      <edge id="{number}" {ends} label="{edge.relation}" kind="{edge.relation}"/>\n'
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _write_node(node: Node) -> Iterator[str]:
    names = f"id={quote_xml(node.address)} label={quote_xml(node.label)}"
    start = f' start="{node.earliest}"' if node.earliest else ""
    end = f' end="{node.latest}"' if node.latest else ""
    yield f"      <node {names}{start}{end}>\n        <attvalues>\n"
    values = asdict(node)
    for name in _DATA:
        if values[name]:
            yield f'          <attvalue for="{name}" value={quote_xml(values[name])}/>\n'
    yield "        </attvalues>\n      </node>\n"
