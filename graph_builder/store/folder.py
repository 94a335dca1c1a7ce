"""Reading a graph folder."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

import pyoxigraph

from graph_builder.errors import StoreError
from graph_builder.sharing import share_strings
from graph_builder.store.files import explain_disk_errors
from graph_builder.store.index import Index, fill_store, open_index
from graph_builder.store.manifest import HASH, Head, Manifest, read_head, read_manifest
from graph_builder.store.pieces import Piece, read_list
from graph_builder.store.quads import read_quads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import IO

    from graph_builder.terms import Quad, Term

READERS = "readers"
"""The file that readers of texts and quads hold a shared lock on."""

_ATTEMPTS = 5
_PIECE = 1 << 22
"""How many bytes of a quads file are read at once; almost every file is smaller."""


class GraphFolder:
    """A built graph on disk, for reading. Readers never wait, and never see half a build.

    Args:
        path: The folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read_head(self) -> Head:
        """Return by what the graph is asked and what it was made with, in no time however large it is.

        Raises:
            StoreError: There is no graph, or it is damaged, of a newer version or not readable.
        """
        with explain_disk_errors(self.path):
            try:
                return read_head(self.path / "manifest.json")
            except FileNotFoundError as error:
                raise self._report_absence() from error

    def find_manifest(self) -> Manifest | None:
        """Return what the graph consists of, or none when nothing was built yet.

        Raises:
            StoreError: The folder is damaged, of a newer version or not readable.
        """
        with explain_disk_errors(self.path):
            try:
                return read_manifest(self.path / "manifest.json")
            except FileNotFoundError:
                return None

    def read_manifest(self) -> Manifest:
        """Return what the graph consists of.

        Raises:
            StoreError: There is no graph, or it is damaged, of a newer version or not readable.
        """
        manifest = self.find_manifest()
        if manifest is None:
            raise self._report_absence()
        return manifest

    def load_text(self, name: str) -> str:
        """Return an article's text by the name that its record gives.

        Raises:
            StoreError: The copy is missing or was changed.
        """
        content = self.load_file("texts", f"{name}.txt")
        if hashlib.sha256(content).hexdigest() != name:
            raise self._report_damage(f"texts/{name}.txt was changed")
        return content.decode("utf-8", "surrogatepass")

    def has_all_files(self, manifest: Manifest) -> bool:
        """Say whether every file is there that the graph consists of; their contents are checked where they are read."""
        try:
            wanted = {**self.list_files(manifest), "index": {manifest.index}}
        except StoreError:  # a list of pieces was changed
            return False
        return all(names <= self.list_names(kind) for kind, names in wanted.items())

    def list_files(self, manifest: Manifest) -> dict[str, set[str]]:
        """Return the names of the files that the graph consists of, by the folder that they are in; without the index.

        Raises:
            StoreError: The list of a graph's pieces was changed.
        """
        records = manifest.articles.values()
        texts = {*(record.text_hash for record in records), *manifest.corrections.values()}
        graphs = {*manifest.graphs.values(), *manifest.user_graphs.values()}
        lists = self.list_names("lists") & {f"{name}.txt" for name in graphs}
        listed = {name.removesuffix(".txt") for name in lists}
        quads = (graphs - listed).union(*map(self.list_pieces, listed))
        return {
            "texts": {f"{name}.txt" for name in texts},
            "facts": {f"{record.facts_key}.json" for record in records},
            "quads": {f"{name}.nq" for name in quads},
            "lists": lists,
        }

    def list_names(self, kind: str) -> set[str]:
        """Return the names of all files in one of the folder's folders."""
        try:
            return set(os.listdir(self.path / kind))  # noqa: PTH208 - a path for each takes ten times as long
        except FileNotFoundError:
            return set()

    def find_facts(self, key: str) -> dict[str, Any] | None:
        """Return what was read in an article, or none when it is not there or not whole."""
        path = self.path / "facts" / f"{_check_name(key)}.json"
        try:
            facts = json.loads(path.read_bytes(), object_hook=share_strings)
        except (OSError, ValueError):
            return None
        return facts if isinstance(facts, dict) else None

    def has_facts(self, key: str) -> bool:
        """Say whether there is what was read in an article, to its end; it is not looked through."""
        try:
            with (self.path / "facts" / f"{_check_name(key)}.json").open("rb") as file:
                file.seek(-1, os.SEEK_END)
                return file.read() == b"}"
        except OSError:
            return False

    def iter_graph_names(self, *, asserted: bool = False) -> Iterator[Term]:
        """Yield the names of the graphs in order, without the conclusions if ``asserted``."""
        manifest = self.read_manifest()
        for graph in sorted(manifest.graphs):
            if not asserted or graph in manifest.article_graphs:
                yield graph

    def iter_quads(self, graph: Term | None = None, *, asserted: bool = False) -> Iterator[Quad]:
        """Yield the quads that were built, graph by graph and sorted within each.

        Args:
            graph: The name of the one graph wanted; it may be one that a user wrote.
            asserted: Leave the conclusions out.

        Raises:
            StoreError: The graph is missing or damaged.
        """
        with self.hold() as manifest:
            users = manifest.user_graphs if graph is not None else {}
            asked = manifest.article_graphs if asserted else frozenset({**users, **manifest.graphs})
            files = {
                name: file
                for name, file in {**users, **manifest.graphs}.items()
                if graph in (None, name) and name in asked
            }
            yield from self.iter_files(files)

    def iter_files(self, files: Mapping[Term, str]) -> Iterator[Quad]:
        """Yield the quads of graphs by their files' names, graph by graph and sorted within each.

        Raises:
            StoreError: A file is missing or was changed.
        """
        for name, file in sorted(files.items()):
            for lines in self.iter_graph(file):
                yield from read_quads(name, lines)

    def iter_user_quads(self) -> Iterator[Quad]:
        """Yield the quads of the graphs that users wrote.

        Raises:
            StoreError: A graph is missing or damaged.
        """
        for name in sorted(self.read_manifest().user_graphs):
            yield from self.iter_quads(name)

    @contextlib.contextmanager
    def hold(self) -> Iterator[Manifest]:
        """Return what the graph consists of, and keep these files while they are read, whatever is built meanwhile.

        Raises:
            StoreError: There is no graph, or it is damaged.
        """
        try:
            readers = (self.path / READERS).open("rb")
        except OSError:
            yield self.read_manifest()
            return
        with readers:
            fcntl.flock(readers, fcntl.LOCK_SH)
            yield self.read_manifest()

    def load_pieces(self, name: str) -> list[Piece]:
        """Return the pieces of a graph by its hash; none where it is one file.

        Raises:
            StoreError: Their list was changed.
        """
        with explain_disk_errors(self.path):
            try:
                content = (self.path / "lists" / f"{_check_name(name)}.txt").read_bytes()
            except FileNotFoundError:
                return []
        try:
            if hashlib.sha256(content).hexdigest() == name:
                return read_list(content)
        except ValueError:
            pass
        raise self._report_damage(f"lists/{name}.txt was changed")

    def list_pieces(self, name: str) -> list[str]:
        """Return the names of the quads files that a graph consists of, by its hash.

        Raises:
            StoreError: Their list was changed.
        """
        return [piece.name for piece in self.load_pieces(name)] or [name]

    def load_piece(self, name: str) -> bytes:
        """Return a quads file by its hash.

        Raises:
            StoreError: It is missing or was changed.
        """
        content = self.load_file("quads", f"{name}.nq")
        if hashlib.sha256(content).hexdigest() != name:
            raise self._report_damage(f"quads/{name}.nq was changed")
        return content

    def measure_graph(self, name: str) -> int:
        """Return how many bytes of N-Quads a graph has, by its hash; none where it is missing.

        Raises:
            StoreError: Its list was changed.
        """
        if pieces := self.load_pieces(name):
            return sum(piece.size for piece in pieces)
        with contextlib.suppress(FileNotFoundError):
            return (self.path / "quads" / f"{_check_name(name)}.nq").stat().st_size
        return 0

    def load_graph(self, name: str) -> bytes:
        """Return the lines of a graph by its hash.

        Raises:
            StoreError: A file is missing or was changed.
        """
        return b"".join(map(self.load_piece, self.list_pieces(name)))

    def iter_graph(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a graph by its hash, some at a time.

        Raises:
            StoreError: A file is missing or was changed; of a large one, that may come out only at its end.
        """
        for piece in self.list_pieces(name):
            yield from self._iter_piece(piece)

    def _iter_piece(self, name: str) -> Iterator[bytes]:
        digest = hashlib.sha256()
        waiting: list[bytes] = []
        with (
            explain_disk_errors(self.path),
            self._open_file("quads", f"{_check_name(name)}.nq") as file,
        ):
            while piece := file.read(_PIECE) + file.readline():
                digest.update(piece)
                waiting.append(piece)
                yield from waiting[:-1]
                del waiting[:-1]
        if digest.hexdigest() != name:
            raise self._report_damage(f"quads/{name}.nq was changed")
        yield from waiting

    def open_index(self) -> Index:
        """Open the graph for queries.

        A build that finishes meanwhile may take the index away just before it is locked: then the
        new one is opened. An index that is missing or not usable is made again in memory.

        Raises:
            StoreError: There is no graph, or it is damaged.
        """
        for _ in range(_ATTEMPTS):
            index = open_index(self.path / "index" / self.read_head().index)
            if index is not None:
                return index
        return self._index_in_memory(self.read_manifest())

    def _index_in_memory(self, manifest: Manifest) -> Index:
        store = pyoxigraph.Store()
        users = manifest.user_graphs
        hashes = {**users, **manifest.graphs}
        fill_store(
            store,
            sorted(manifest.graphs),
            lambda graph: self.iter_graph(hashes[graph]),
            sorted(users),
        )
        return Index(store)

    def load_file(self, kind: str, name: str) -> bytes:
        """Return a file of the graph as it is.

        Raises:
            StoreError: It is missing.
        """
        _check_name(name.split(".", maxsplit=1)[0])
        with explain_disk_errors(self.path), self._open_file(kind, name) as file:
            return file.read()

    def _open_file(self, kind: str, name: str) -> IO[bytes]:
        try:
            return (self.path / kind / name).open("rb")
        except FileNotFoundError as error:
            raise self._report_damage(f"{kind}/{name} is missing") from error

    def _report_absence(self) -> StoreError:
        return StoreError(
            f"there is no graph in {str(self.path)!r}: build one with 'graph-builder build FILE…', "
            "or name its folder with --graph"
        )

    def _report_damage(self, what: str) -> StoreError:
        return StoreError(
            f"the graph folder {str(self.path)!r} is damaged: {what}; "
            "delete the folder and build it again from the articles"
        )


def _check_name(name: str) -> str:
    if not HASH.fullmatch(name):
        raise ValueError(f"{name!r} is no SHA-256 in hexadecimal digits")
    return name
