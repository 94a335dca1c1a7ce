"""CSV files (RFC 4180), a table a kind, made for spreadsheets.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tabulator or a line end for a formula or a command. Texts
come from anywhere, so such a cell gets an apostrophe before it, which spreadsheets do not show (OWASP, "CSV Injection"). Numbers stay.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from graph_builder.export.files import write_folder
from graph_builder.export.tools.tables import TABLES, iter_rows

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.export.tools.view import View

_FORMULA = re.compile(r"\s*[=+\-@\t\r\n]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def save_spreadsheets(view: View, path: Path) -> None:
    """Write a folder with one CSV file a table, UTF-8, a header in the first line.

    Raises:
        UsageError: The folder is there and not empty, or cannot be written, or the disk is full.
    """
    with write_folder(path) as folder:
        for table in TABLES:
            with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(table.header)
                for row in iter_rows(view, table):
                    writer.writerow(map(_disarm, row))


def _disarm(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
