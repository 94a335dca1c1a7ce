"""Changing a corrections file entry by entry: comments, order and all other entries stay as they are, byte by byte."""

from __future__ import annotations

import os
from textwrap import indent
from typing import TYPE_CHECKING, Any

import yaml

from graph_builder.corrections.files import find_list, read_corrections
from graph_builder.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graph_builder.corrections.records import Correction


def add_correction(path: Path, entry: Mapping[str, Any]) -> Correction:
    """Write one more entry at the end of a corrections file, which is made when it is not there.

    Args:
        path: The file.
        entry: The fields as the file has them: ``{"same": [A, B], "who": …, "why": …}``.

    Raises:
        InputError: The entry or the file as it is cannot be used; then nothing is written.
    """
    after, added = insert_correction(load_corrections(path), entry, str(path))
    save_corrections(path, after)
    return added


def insert_correction(before: str, entry: Mapping[str, Any], source: str) -> tuple[str, Correction]:
    """Return the text of a corrections file with one more entry, and that entry.

    Raises:
        InputError: The entry or the text as it is cannot be used.
    """
    read_corrections(before, source)
    after = _append(before, write_entry(entry), source)
    return after, read_corrections(after, source)[-1]


def write_entry(entry: Mapping[str, Any]) -> str:
    """Return an entry as YAML.

    >>> print(write_entry({"same": ["person/a", "person/b"], "who": "Eva: me", "why": "no"}), end="")
    - same: [person/a, person/b]
      who: 'Eva: me'
      why: 'no'
    """
    fields = (
        yaml.safe_dump(
            {name: value},
            allow_unicode=True,
            # A list of things stands on one line.
            default_flow_style=None if isinstance(value, list | dict) else False,
            sort_keys=False,
            width=10_000,
        )
        for name, value in entry.items()
    )
    return f"- {indent(''.join(fields), '  ').lstrip()}"


def _append(before: str, written: str, source: str) -> str:
    found = find_list(before, source)
    if found is None:
        # Comments alone, or an empty list under its key.
        return f"{_end_line(_drop_empty_root(before, source))}{written}"
    if found.flow_style or not found.value:
        raise InputError(
            f"{source}, line {found.start_mark.line + 1}: entries in square brackets cannot be added to here; "
            "write each entry on lines of its own, begun by a hyphen"
        )
    margin = " " * found.start_mark.column
    lines = "".join(margin + line for line in written.splitlines(keepends=True))
    end = _find_end(before, found.value[-1])
    return f"{_end_line(before[:end])}{lines}{before[end:]}"


def _drop_empty_root(before: str, source: str) -> str:
    """Return a file without entries as one to which a list can be added: comments stay."""
    lines = [
        line
        for line in before.splitlines(keepends=True)
        if line.lstrip().startswith("#") or not line.strip()
    ]
    kept = "".join(lines)
    if find_list(kept, source) is not None:
        raise InputError(f"{source} cannot be added to; write a list of entries")
    return kept


def remove_correction(path: Path, line: int) -> Correction:
    """Take the entry that begins in a line (from 1) out of a corrections file; return what it said.

    Raises:
        UsageError: No entry begins there.
        InputError: The file cannot be used.
    """
    after, gone = cut_correction(load_corrections(path), line, str(path))
    save_corrections(path, after)
    return gone


def cut_correction(before: str, line: int, source: str) -> tuple[str, Correction]:
    """Return the text of a corrections file without the entry that begins in a line (from 1), and that entry.

    Raises:
        UsageError: No entry begins there.
        InputError: The text cannot be used.
    """
    found = find_list(before, source)
    entries = list(found.value) if found is not None else []
    for node, said in zip(entries, read_corrections(before, source), strict=True):
        if said.line == line:
            start = before.rfind("\n", 0, node.start_mark.index) + 1
            after = before[:start] + before[_find_end(before, node) :]
            if len(entries) == 1:
                after = _drop_empty_root(after, source)
            read_corrections(after, source)
            return after, said
    lines = ", ".join(str(node.start_mark.line + 1) for node in entries) or "none"
    raise UsageError(f"no entry of {source} begins in line {line}; entries begin in: {lines}")


def _find_end(text: str, node: yaml.Node) -> int:
    """Return where the last line of an entry ends; what follows it, comments included, is none of it."""
    last = node
    while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
        item = last.value[-1]
        last = item[1] if isinstance(item, tuple) else item
    end = last.end_mark.index
    # The mark of a block scalar lies behind the empty and comment lines that follow it.
    stretch = text[last.start_mark.index : end]
    kept = stretch.rstrip()
    while "\n" in kept and kept.rpartition("\n")[2].startswith("#"):
        kept = kept.rpartition("\n")[0].rstrip()
    stop = text.find("\n", last.start_mark.index + max(len(kept), 1) - 1)
    return len(text) if stop < 0 else stop + 1


def _end_line(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def load_corrections(path: Path) -> str:
    """Return the text of a corrections file; an empty one when it is not there.

    Raises:
        InputError: It is not UTF-8.
    """
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8; save it as UTF-8") from error


def save_corrections(path: Path, content: str) -> None:
    """Write a file aside and put it in its place, so that nobody sees half of it."""
    aside = path.with_name(f".{path.name}.new")
    with aside.open("w", encoding="utf-8", newline="") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
