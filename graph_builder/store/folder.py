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
from graph_builder.store.manifest import HASH, Manifest, read_manifest
from graph_builder.store.quads import read_quads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_builder.terms import Quad, Term

READERS = "readers"
"""The file that readers of texts and quads hold a shared lock on."""

_ATTEMPTS = 5


class GraphFolder:
    """A built graph on disk, for reading. Readers never wait, and never see half a build.

    Args:
        path: The folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

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
            raise StoreError(
                f"there is no graph in {str(self.path)!r}: build one with 'graph-builder build FILE…', "
                "or name its folder with --graph"
            )
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
            for name, content_hash in sorted({**users, **manifest.graphs}.items()):
                if graph in (None, name) and (not asserted or name in manifest.article_graphs):
                    yield from read_quads(name, self.load_quads_file(content_hash))

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

    def open_index(self) -> Index:
        """Open the graph for queries.

        A build that finishes meanwhile may take the index away just before it is locked: then the
        new one is opened. An index that is missing or not usable is made again in memory.

        Raises:
            StoreError: There is no graph, or it is damaged.
        """
        for _ in range(_ATTEMPTS):
            manifest = self.read_manifest()
            index = open_index(self.path / "index" / manifest.index)
            if index is not None:
                return index
        return self._index_in_memory(manifest)

    def _index_in_memory(self, manifest: Manifest) -> Index:
        store = pyoxigraph.Store()
        users = manifest.user_graphs
        hashes = {**users, **manifest.graphs}
        fill_store(
            store,
            sorted(manifest.graphs),
            lambda graph: self.load_quads_file(hashes[graph]),
            sorted(users),
        )
        return Index(store)

    def load_file(self, kind: str, name: str) -> bytes:
        """Return a file of the graph as it is.

        Raises:
            StoreError: It is missing.
        """
        _check_name(name.split(".", maxsplit=1)[0])
        path = self.path / kind / name
        with explain_disk_errors(self.path):
            try:
                return path.read_bytes()
            except FileNotFoundError as error:
                raise self._report_damage(f"{kind}/{name} is missing") from error

    def _report_damage(self, what: str) -> StoreError:
        return StoreError(
            f"the graph folder {str(self.path)!r} is damaged: {what}; "
            "delete the folder and build it again from the articles"
        )


def _check_name(name: str) -> str:
    if not HASH.fullmatch(name):
        raise ValueError(f"{name!r} is no SHA-256 in hexadecimal digits")
    return name
