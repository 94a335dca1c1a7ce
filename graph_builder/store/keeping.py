"""Keeping files in a graph folder, and making them the graph in one step."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import shutil
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from graph_builder.errors import StoreError
from graph_builder.store.files import (
    ASIDE,
    explain_disk_errors,
    flush,
    flush_all,
    write_whole,
)
from graph_builder.store.folder import READERS, GraphFolder
from graph_builder.store.index import remove_index
from graph_builder.store.manifest import HASH, Manifest, hash_content, write_manifest
from graph_builder.store.pieces import Piece, cut, describe, write_list
from graph_builder.store.quads import write_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from graph_builder.terms import Quad, Term

_KINDS = {"texts": ".txt", "facts": ".json", "quads": ".nq", "lists": ".txt"}
_MADE = frozenset({"quads", "lists"})
"""What matters from a commit on only, and need not survive a loss of power before."""


class GraphKeeper(GraphFolder):
    """A graph folder whose files are being written, by the one process that has its lock."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._unflushed: set[Path] = set()
        self._manifest: Manifest | None = None
        self._names: dict[str, set[str]] = {}

    def find_manifest(self) -> Manifest | None:
        """Return what the graph consists of, as ``GraphFolder`` does; it is read once, since nobody else may change it."""
        self._manifest = self._manifest or super().find_manifest()
        return self._manifest

    def list_names(self, kind: str) -> set[str]:
        """Return the names of all files in one of the folder's folders, as ``GraphFolder`` does; they are listed once, too."""
        if kind not in _KINDS:
            return super().list_names(kind)
        if kind not in self._names:
            self._names[kind] = super().list_names(kind)
        return self._names[kind]

    def clear_leftovers(self) -> None:
        """Remove what a killed process had begun to write."""
        for kind in (".", *_KINDS, "index"):
            for name in {name for name in self.list_names(kind) if name.endswith(ASIDE)}:
                leftover = self.path / kind / name
                if leftover.is_dir():
                    shutil.rmtree(leftover, ignore_errors=True)
                else:
                    self._remove(kind, name)

    def save_text(self, text: str) -> str:
        """Keep a copy of an article's text and return its name: the hash of its UTF-8 bytes."""
        name = hash_content(text)
        self.save("texts", name, text.encode("utf-8", "surrogatepass"))
        return name

    def save_facts(self, key: str, facts: Mapping[str, Any]) -> None:
        """Keep what was read in an article, so that it need not be read again.

        Args:
            key: A hash of all that the reading depends on (``hash_content``).
            facts: Anything JSON can hold.
        """
        if not HASH.fullmatch(key):
            raise ValueError(f"{key!r} is no SHA-256 in hexadecimal digits")
        content = json.dumps(facts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        self.save("facts", key, content.encode(), replace=True)

    def save_graph(self, name: Term, quads: Iterable[Quad]) -> str:
        """Keep a named graph until the next ``commit``, and return the hash that stands for it."""
        return self.save_pieces(cut([write_quads(name, quads)]))

    def save_sorted(self, graphs: Iterable[tuple[Term, str]]) -> dict[Term, str]:
        """Keep named graphs as ``save_graph`` does, however large they are, and return what that returns of each.

        Args:
            graphs: The names of graphs, each with some of its sorted lines; what belongs to one graph stands together.
        """
        return {
            name: self.save_pieces(cut(lines.encode() for _, lines in parts))
            for name, parts in groupby(graphs, key=itemgetter(0))
        }

    def save_pieces(self, parts: Iterable[bytes | Piece]) -> str:
        """Keep a graph of which some pieces may be kept already, and return the hash that stands for it."""
        pieces = [part if isinstance(part, Piece) else self._save_piece(part) for part in parts]
        if len(pieces) == 1:
            return pieces[0].name
        content = write_list(pieces)
        name = hashlib.sha256(content).hexdigest()
        self.save("lists", name, content)
        return name

    def _save_piece(self, content: bytes) -> Piece:
        piece = describe(content)
        self.save("quads", piece.name, content)
        return piece

    def save_graphs(self, graphs: Mapping[Term, Sequence[Quad]]) -> dict[Term, str]:
        """Write the quads of graphs and return the names of their files."""
        return {name: self.save_graph(name, quads) for name, quads in sorted(graphs.items())}

    def swap(self, manifest: Manifest) -> None:
        """Make what a manifest names the graph, in one step."""
        flush_all([path for path in self._unflushed if path.exists()])
        self._unflushed.clear()
        folders = [self.path / kind for kind in (*_KINDS, "index")]
        flush_all([folder for folder in folders if folder.is_dir()])
        write_whole(self.path / "manifest.json", write_manifest(manifest))
        flush(self.path)
        self._manifest = manifest

    def save(self, kind: str, name: str, content: bytes, *, replace: bool = False) -> None:
        """Keep a file, unless it is there and ``replace`` does not say that it may be another one."""
        path = self.path / kind / f"{name}{_KINDS[kind]}"
        with explain_disk_errors(self.path):
            if kind in _MADE:  # also what a killed build left, which may not be on the disk yet
                self._unflushed.add(path)
            if replace or not _is_whole(path, name):
                path.parent.mkdir(exist_ok=True)
                write_whole(path, content, flush=kind not in _MADE)
                self.list_names(kind).add(path.name)

    def remove_unused(self, manifest: Manifest) -> None:
        """Remove what a graph does not consist of, unless somebody still reads it."""
        with (self.path / READERS).open("rb") as readers, contextlib.suppress(BlockingIOError):
            fcntl.flock(readers, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # What a list names that was changed is not known, so that nothing can be said to be unused.
            with contextlib.suppress(StoreError):
                self._remove_files(manifest)
        for folder in (self.path / "index").iterdir():
            if HASH.fullmatch(folder.name) and folder.name != manifest.index:
                remove_index(folder)

    def _remove_files(self, manifest: Manifest) -> None:
        for kind, used in self.list_files(manifest).items():
            for name in self.list_names(kind) - used:
                stem, _, ending = name.partition(".")
                if HASH.fullmatch(stem) and f".{ending}" == _KINDS[kind]:
                    self._remove(kind, name)

    def _remove(self, kind: str, name: str) -> None:
        (self.path / kind / name).unlink(missing_ok=True)
        self.list_names(kind).discard(name)


def _is_whole(path: Path, name: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == name
    except FileNotFoundError:
        return False
