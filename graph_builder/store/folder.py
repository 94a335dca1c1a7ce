"""Reading a graph folder."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pyoxigraph

from graph_builder.errors import StoreError
from graph_builder.store.files import explain_disk_errors
from graph_builder.store.index import Index, fill_store, open_index
from graph_builder.store.manifest import HASH, Head, Manifest, read_head, read_manifest
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
        wanted = {**manifest.files, "index": frozenset({manifest.index})}
        try:
            return all(
                names <= {item.name for item in (self.path / kind).iterdir()}
                for kind, names in wanted.items()
            )
        except FileNotFoundError:
            return False

    def find_facts(self, key: str) -> dict[str, Any] | None:
        """Return what was read in an article, or none when it is not there or not whole."""
        path = self.path / "facts" / f"{_check_name(key)}.json"
        try:
            facts = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return None
        return facts if isinstance(facts, dict) else None

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
            for lines in self.iter_quads_file(file):
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

    def load_quads_file(self, name: str) -> bytes:
        """Return a quads file by its hash.

        Raises:
            StoreError: It is missing or was changed.
        """
        content = self.load_file("quads", f"{name}.nq")
        if hashlib.sha256(content).hexdigest() != name:
            raise self._report_damage(f"quads/{name}.nq was changed")
        return content

    def iter_quads_file(self, name: str) -> Iterator[bytes]:
        """Yield a quads file by its hash, in pieces of whole lines.

        Raises:
            StoreError: It is missing or was changed; of a large file, that may come out only at its end.
        """
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
            lambda graph: self.iter_quads_file(hashes[graph]),
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
