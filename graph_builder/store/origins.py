"""From which files the articles of a graph were read, so that a person is told when one has changed since.

This is a file of its own beside the manifest, since where an article lay is no part of what the graph says: the same articles
in another folder make the same graph. Files are only hashed, never shown.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graph_builder.store.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.store.manifest import ArticleRecord

State = Literal["same", "changed", "gone"]
_NAME = "origins.json"
_KEPT_HASHES = 1_000


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that an article was read from.

    Attributes:
        file: Its path, relative to the graph folder when both lie in one folder, so that they can be moved together.
        file_hash: The SHA-256 of its bytes when the article was read.
        text_hash: The hash of the article's text; of another version of the article nothing is known.
    """

    file: str
    file_hash: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class FileState:
    """What became of a file: its name without its folder, and whether it is as it was read."""

    name: str
    state: State


def load_origins(folder: Path) -> Mapping[str, Origin]:
    """Return from which files the articles of a graph folder were read, by their ids; what is not known is left out."""
    path = folder / _NAME
    try:
        about = path.stat()
        return _load(path, about.st_mtime_ns, about.st_ino)
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


@lru_cache(maxsize=4)
def _load(path: Path, _changed: int, _inode: int) -> Mapping[str, Origin]:
    found = json.loads(path.read_bytes())
    return {identifier: Origin(*map(str, values)) for identifier, values in found.items()}


def save_origins(
    folder: Path, given: Mapping[str, tuple[str, str]], records: Mapping[str, ArticleRecord]
) -> None:
    """Keep from which files articles were read. What is known of the graph's other articles stays.

    Args:
        folder: The graph folder.
        given: By the articles' ids the full paths of their files and the SHA-256 of these.
        records: The articles of the graph.

    Raises:
        OSError: The disk does not let us.
    """
    before = load_origins(folder)
    after = {key: origin for key, origin in before.items() if key in records}
    for identifier, (file, file_hash) in given.items():
        if identifier in records:
            text_hash = records[identifier].text_hash
            after[identifier] = Origin(_shorten(file, folder), file_hash, text_hash)
    if after != before:
        rows = {
            key: [origin.file, origin.file_hash, origin.text_hash]
            for key, origin in sorted(after.items())
        }
        write_whole(folder / _NAME, (json.dumps(rows) + "\n").encode())


def _shorten(file: str, folder: Path) -> str:
    home = folder.absolute().parent
    return os.path.relpath(file, folder.absolute()) if Path(file).is_relative_to(home) else file


def find_file_state(folder: Path, record: ArticleRecord) -> FileState | None:
    """Return what became of the file that an article was read from, or none when that is not known.

    Files are compared by their bytes: a line that was added to a file of many articles is a change too.
    """
    origin = load_origins(folder).get(record.id)
    if origin is None or origin.text_hash != record.text_hash:
        return None
    path = folder.absolute() / origin.file
    name = path.name.encode("utf-8", "replace").decode()
    try:
        if not path.is_file():
            return FileState(name, "gone")
        about = path.stat()
        now = _hash_file(path, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)
    except (OSError, ValueError):
        return FileState(name, "gone")
    return FileState(name, "same" if now == origin.file_hash else "changed")


@lru_cache(maxsize=_KEPT_HASHES)
def _hash_file(path: Path, _size: int, _modified: int, _changed: int, _inode: int) -> str:
    """Return the SHA-256 of a file, found once for each state that the file system tells of."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
