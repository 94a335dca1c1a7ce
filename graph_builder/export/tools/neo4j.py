"""CSV for ``neo4j-admin database import``: ``nodes.csv`` and ``relationships.csv`` with typed headers.

Dates are Neo4j's ``date``. Labels are the class and the table; a relationship's type is its relation in capitals.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from graph_builder.export.files import write_folder
from graph_builder.export.tools.network import iter_edges, iter_nodes

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.export.tools.view import View

_HEADER = (
    *("address:ID", ":LABEL", "label:string", "earliest:date", "latest:date"),
    *("edtf:string", "quote:string", "article:string"),
)
_LABELS = {
    "articles": "Article",
    "entities": "Entity",
    "claims": "Claim",
    "measures": "Measure",
    "status_changes": "StatusChange",
    "events": "Event",
    "figures": "Observation",
    "offices": "Tenure",
}


def save_neo4j(view: View, path: Path) -> None:
    """Write a folder with the two files.

    They are read with ``--multiline-fields=true``, as quotes may go over lines.

    Raises:
        UsageError: The folder is there and not empty, or cannot be written, or the disk is full.
    """
    with write_folder(path) as folder:
        with (folder / "nodes.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_HEADER)
            for node in iter_nodes(view):
                labels = dict.fromkeys((_LABELS[node.table], node.kind or "Thing"))
                head = (node.address, ";".join(labels), node.label, node.earliest, node.latest)
                writer.writerow((*head, node.edtf, node.quote, node.article))
        with (folder / "relationships.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow((":START_ID", ":END_ID", ":TYPE"))
            for edge in iter_edges(view):
                kind = edge.relation.upper().replace(" ", "_")
                writer.writerow((edge.source, edge.target, kind))
