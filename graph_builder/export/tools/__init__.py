"""The graph as other tools than those of RDF read it.

==================  =========  ==============================================================
format              is         for
==================  =========  ==============================================================
``sqlite``          a file     Datasette, and all that reads SQLite; its metadata beside it
``csv``             a folder   spreadsheets: a table a kind
``neo4j``           a folder   ``neo4j-admin database import``
``graphml``         a file     yEd, NetworkX, igraph
``gexf``            a file     Gephi, with its time line
``ftm``             a file     FollowTheMoney: Aleph, OpenSanctions
``web-annotation``  a file     the W3C Web Annotation data model: Hypothesis, Recogito
``brat``            a folder   brat: the texts with their marks
==================  =========  ==============================================================

All of them read the index of the graph thing by thing. Rows of a table and nodes of a network are the same records:
`graph_builder.export.tools.tables` says once what they hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.errors import UsageError
from graph_builder.export.files import save_export
from graph_builder.export.tools.annotations import write_annotations
from graph_builder.export.tools.brat import save_brat
from graph_builder.export.tools.followthemoney import write_statements
from graph_builder.export.tools.gexf import write_gexf
from graph_builder.export.tools.graphml import write_graphml
from graph_builder.export.tools.neo4j import save_neo4j
from graph_builder.export.tools.spreadsheets import save_spreadsheets
from graph_builder.export.tools.sqlite import save_sqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graph_builder.export.tools.view import View

_WRITERS: dict[str, Callable[[View], Iterator[str]]] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "ftm": write_statements,
    "web-annotation": write_annotations,
}
_SAVERS: dict[str, Callable[[View, Path], object]] = {
    "sqlite": save_sqlite,
    "csv": save_spreadsheets,
    "neo4j": save_neo4j,
    "brat": save_brat,
}


def save_for_tool(view: View, tool: str, path: Path) -> None:
    """Write what a tool reads to a file or a folder, whole or not at all.

    Raises:
        UsageError: It cannot be written there, or the disk is full.
    """
    if tool in _SAVERS:
        _SAVERS[tool](view, path)
    else:
        save_export(path, _WRITERS[tool](view))


def write_for_tool(view: View, tool: str) -> Iterator[str]:
    """Yield what a tool reads, piece by piece, if it is a text.

    Raises:
        UsageError: It is a folder or a database.
    """
    if tool not in _WRITERS:
        raise UsageError(f"{tool} cannot go to standard output: name where to write it with -o")
    return _WRITERS[tool](view)
