"""The file in which persons say what the program got wrong: read, checked, and changed without touching the rest of it.

What each entry means for the graph is decided in ``revision``.
"""

from graph_builder.corrections.editing import (
    add_correction,
    cut_correction,
    insert_correction,
    load_corrections,
    remove_correction,
    save_corrections,
    write_entry,
)
from graph_builder.corrections.files import (
    FILE_NAME,
    NO_FILES,
    CorrectionFiles,
    find_corrections,
    join_corrections,
    read_corrections,
)
from graph_builder.corrections.records import Correction, Reference

__all__ = [
    "FILE_NAME",
    "NO_FILES",
    "Correction",
    "CorrectionFiles",
    "Reference",
    "add_correction",
    "cut_correction",
    "find_corrections",
    "insert_correction",
    "join_corrections",
    "load_corrections",
    "read_corrections",
    "remove_correction",
    "save_corrections",
    "write_entry",
]
