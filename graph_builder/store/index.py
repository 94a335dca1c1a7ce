"""The index of a graph: an Oxigraph store with the named graphs and, as default graph, all of them merged.

An index is built once, under the hash of what it holds, and then only opened for reading. Oxigraph's union of
named graphs is not used, because it repeats triples and is many times slower than a merged default graph.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import shutil
from typing import TYPE_CHECKING

import pyoxigraph

from graph_builder.store.files import ASIDE
from graph_builder.store.manifest import hash_content
from graph_builder.store.quads import ChunkReader, drop_graph_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import IO, Self

    Chunks = Callable[[str], bytes]

IN_USE = "in-use"
"""The file that readers of an index hold a shared lock on."""


class Index:
    """An open index. ``store`` answers queries; nothing may be written to it.

    Closing it lets the next build remove it, if it is not the graph's index any more.
    """

    def __init__(self, store: pyoxigraph.Store, lock: IO[bytes] | None = None) -> None:
        self.store = store
        self._lock = lock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def name_index(graphs: Mapping[str, str]) -> str:
    """Return the name of the index of these graphs: a hash of their contents and of Oxigraph's version."""
    parts = [f"{name} {content}" for name, content in sorted(graphs.items())]
    return hash_content(f"pyoxigraph {pyoxigraph.__version__}", *parts)


def build_index(folder: Path, graphs: Iterable[str], load: Chunks) -> None:
    """Build an index aside and put it in its place, unless it is there.

    Args:
        folder: Where it shall be.
        graphs: The names of the graphs (``<IRI>``).
        load: Returns the quads file of a graph.

    Raises:
        OSError: The disk does not let us.
    """
    if folder.is_dir():
        return
    aside = folder.with_name(f"{folder.name}.{os.getpid()}{ASIDE}")
    try:
        aside.mkdir(parents=True)
        store = pyoxigraph.Store(aside / "oxigraph")
        fill_store(store, graphs, load)
        store.flush()
        del store
        (aside / IN_USE).touch()
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def fill_store(store: pyoxigraph.Store, graphs: Iterable[str], load: Chunks) -> None:
    """Load every named graph into a store, and all of them merged into its default graph."""
    reader = io.BufferedReader(ChunkReader(_iter_chunks(graphs, load)))
    store.bulk_load(reader, pyoxigraph.RdfFormat.N_QUADS)


def _iter_chunks(graphs: Iterable[str], load: Chunks) -> Iterator[bytes]:
    for graph in graphs:
        content = load(graph)
        yield content
        yield drop_graph_name(graph, content)


def open_index(folder: Path) -> Index | None:
    """Open an index for reading, or return none when it is not there or not usable."""
    try:
        lock = (folder / IN_USE).open("rb")
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return Index(pyoxigraph.Store.read_only(str(folder / "oxigraph")), lock)
    except OSError:
        lock.close()
        return None


def remove_index(folder: Path) -> None:
    """Remove an index, unless somebody still reads it."""
    with contextlib.suppress(OSError), (folder / IN_USE).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        gone = folder.with_name(f"{folder.name}.{os.getpid()}{ASIDE}")
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
