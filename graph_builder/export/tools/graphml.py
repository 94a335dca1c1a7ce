"""GraphML (graphdrawing.org, 1.0): nodes and edges with their dates and quotes as data."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from graph_builder.export.tools.network import Node, iter_edges, iter_nodes
from graph_builder.markup import escape_xml, quote_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.export.tools.view import View


def write_graphml(view: View) -> Iterator[str]:
    """Yield the network as GraphML. A node's id is its IRI."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    names = [field.name for field in fields(Node) if field.name != "address"]
    for name in names:
        yield f'  <key id="{name}" for="node" attr.name="{name}" attr.type="string"/>\n'
    yield '  <key id="relation" for="edge" attr.name="relation" attr.type="string"/>\n'
    yield '  <graph id="graph" edgedefault="directed">\n'
    for node in iter_nodes(view):
        yield f"    <node id={quote_xml(node.address)}>\n"
        for name, text in asdict(node).items():
            if text and name in names:
                yield f'      <data key="{name}">{escape_xml(text)}</data>\n'
        yield "    </node>\n"
    for number, edge in enumerate(iter_edges(view)):
        ends = f"source={quote_xml(edge.source)} target={quote_xml(edge.target)}"
        yield f'    <edge id="e{number}" {ends}><data key="relation">{edge.relation}</data></edge>\n'
    yield "  </graph>\n</graphml>\n"
