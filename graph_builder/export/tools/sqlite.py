"""SQLite with a table a kind, and the metadata that Datasette shows with it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING, Any

from graph_builder.errors import UsageError
from graph_builder.export.files import explain_target, write_aside
from graph_builder.export.tools.tables import TABLES, Table, iter_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_builder.export.tools.view import View

_FACETS = {
    "articles": ["publisher"],
    "entities": ["kind"],
    "claims": ["kind", "speaker", "article"],
    "measures": ["type", "status", "announced_by"],
    "status_changes": ["status", "article"],
    "events": ["kind", "location"],
    "figures": ["indicator", "article"],
    "offices": ["office"],
}


def save_sqlite(view: View, path: Path) -> Path:
    """Write a database, and beside it ``NAME.metadata.json`` for ``datasette NAME.db --metadata …``; return the latter.

    The same graph gives the same bytes with the same version of SQLite.

    Raises:
        UsageError: It cannot be written there, or the disk is full; what was there before is as it was.
    """
    beside = path.with_name(f"{path.stem}.metadata.json")
    with explain_target(path), write_aside(path.resolve()) as aside:
        with _explain_full(path), contextlib.closing(sqlite3.connect(aside)) as connection:
            _fill(connection, view)
        with write_aside(beside.resolve()) as metadata:
            content = json.dumps(_describe(path.stem), ensure_ascii=False, indent=2)
            metadata.write_text(f"{content}\n", encoding="utf-8")
    return beside


@contextlib.contextmanager
def _explain_full(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise UsageError(
            f"SQLite cannot write {str(path)!r} ({error}): make room or name another file, and export again"
        ) from error


def _fill(connection: sqlite3.Connection, view: View) -> None:
    # What is written aside is thrown away when it breaks off: no journal is needed.
    connection.execute("PRAGMA journal_mode = OFF")
    for table in TABLES:
        connection.execute(_declare(table))
        marks = ", ".join("?" * len(table.header))
        connection.executemany(
            f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608 - names of this program's own
            ([cell or None for cell in row] for row in iter_rows(view, table)),
        )
    connection.commit()


def _declare(table: Table) -> str:
    columns = [f'"{name}" {kind}' for name, kind in table.header.items()]
    columns[0] += " PRIMARY KEY"
    if table.passages:
        columns.append('FOREIGN KEY ("article_address") REFERENCES articles ("address")')
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"


def _describe(name: str) -> dict[str, Any]:
    tables = {
        table.name: {
            "description": table.description,
            "facets": _FACETS[table.name],
            "size": 50,
            **({"label_column": "label"} if "label" in table.header else {}),
        }
        for table in TABLES
    }
    tables["articles"]["label_column"] = "id"
    return {
        "title": "What news articles report",
        "description": "Claims, measures, events and figures from news articles, each row with the words that say so. "
        "Dates are bounds: earliest and latest; an empty cell is not known.",
        "databases": {name: {"tables": tables}},
    }
