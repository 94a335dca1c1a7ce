"""The index of a graph: an Oxigraph store with the named graphs and, as default graph, all that were built merged.

An index is built once, under the hash of what it holds, and then only opened for reading. Oxigraph's union of
named graphs is not used, because it repeats triples and is many times slower than a merged default graph.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import itertools
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph

from graph_builder.store.files import ASIDE, write_whole
from graph_builder.store.manifest import hash_content
from graph_builder.store.quads import ChunkReader, drop_graph_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import IO, Self

    from graph_builder.terms import Quad, Term, Triple

    Chunks = Callable[[str], Iterable[bytes]]

IN_USE = "in-use"
"""The file that readers of an index hold a shared lock on."""

_AT_ONCE = 1 << 27
"""How many bytes of N-Quads are loaded at once, at least. For 128 MB, Oxigraph takes some 700 MB of memory."""

_LOADS = 16
"""In so many loads a larger graph is loaded, since Oxigraph merges what each load writes with what is there: were there more of them
the larger the graph is, each quad would be merged more often."""

_KEPT = 1 << 28
"""How many bytes of answers, and of lists that help to find them, an index keeps."""

_ANSWERS = "answers"
"""The folder in an index for what is kept beside it."""

_DEFAULT = str(pyoxigraph.DefaultGraph())
_COPIES = itertools.count()


class Shelf:
    """What is kept beside an index: answers, and lists that help to find them. Where the disk does not let us, nothing is."""

    def __init__(self, index: Path) -> None:
        """Take the folder of the index."""
        self._folder = index / _ANSWERS

    def load(self, name: str) -> bytes | None:
        """Return what was kept under a name; none where nothing was, or the disk does not let us."""
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def keep(self, name: str, content: bytes) -> None:
        """Keep what needs not be asked for again, for as long as there is the index.

        The oldest are given up for it when all would take more than a quarter of a gigabyte.
        """
        if len(content) > _KEPT:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            _make_room(self._folder, _KEPT - len(content))
            write_whole(self._folder / name, content, flush=False)


class Index:
    """An open index. ``store`` answers queries; nothing may be written to it.

    Closing it lets the next build remove it, if it is not the graph's index any more.
    """

    def __init__(
        self, store: pyoxigraph.Store, lock: IO[bytes] | None = None, shelf: Shelf | None = None
    ) -> None:
        self.store = store
        self._lock = lock
        self._shelf = shelf

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def find(
        self, subject: Term | None, predicate: Term | None, object_: Term | None
    ) -> Iterator[Triple]:
        """Yield the triples of the default graph that fit."""
        found = find_quads(self.store, subject, predicate, object_, pyoxigraph.DefaultGraph())
        return (quad[:3] for quad in found)

    def find_named(
        self, subject: Term | None, predicate: Term | None, object_: Term | None
    ) -> Iterator[Quad]:
        """Yield the quads of the named graphs that fit."""
        for quad in find_quads(self.store, subject, predicate, object_, None):
            if quad[3] != _DEFAULT:
                yield quad

    def count_triples(self) -> int:
        """Return how many triples the default graph has."""
        rows = self.store.query("SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }")
        assert isinstance(rows, pyoxigraph.QuerySolutions)  # noqa: S101 - as every SELECT
        return int(next(rows)["count"].value)

    def load_kept(self, name: str) -> bytes | None:
        """Return what was kept under a name; an index in memory keeps nothing."""
        return None if self._shelf is None else self._shelf.load(name)

    def keep(self, name: str, content: bytes) -> None:
        """Keep what needs not be asked for again."""
        if self._shelf is not None:
            self._shelf.keep(name, content)

    def close(self) -> None:
        """Let go of the index."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def name_index(graphs: Mapping[str, str], user_graphs: Mapping[str, str]) -> str:
    """Return the name of the index of these graphs: a hash of their contents and of Oxigraph's version."""
    parts = [f"{name} {content}" for name, content in sorted(graphs.items())]
    parts += [f"{name} {content} user" for name, content in sorted(user_graphs.items())]
    return hash_content(f"pyoxigraph {pyoxigraph.__version__}", *parts)


def build_index(
    folder: Path,
    graphs: Iterable[str],
    load: Chunks,
    user_graphs: Iterable[str] = (),
    size: int = 0,
) -> None:
    """Build an index aside and put it in its place, unless it is there.

    Args:
        folder: Where it shall be.
        graphs: The names of the graphs (``<IRI>``).
        load: Yields the quads file of a graph in pieces of whole lines.
        user_graphs: The names of graphs that stay out of the default graph.
        size: How many bytes of N-Quads all graphs are.

    Raises:
        OSError: The disk does not let us.
    """
    if folder.is_dir():
        return
    aside = folder.with_name(f"{folder.name}.{os.getpid()}{ASIDE}")
    try:
        aside.mkdir(parents=True)
        store = pyoxigraph.Store(aside / "oxigraph")
        fill_store(store, graphs, load, user_graphs, size)
        store.flush()
        del store
        (aside / IN_USE).touch()
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@dataclass(frozen=True)
class Copy:
    """A copy of an index that may be written to, and becomes an index itself when it is kept."""

    folder: Path
    store: pyoxigraph.Store

    def keep(self, folder: Path) -> None:
        """Put the copy in its place, unless there is such an index already; the store is of no use afterwards."""
        self.store.flush()
        (self.folder / IN_USE).touch()
        if not folder.exists():
            self.folder.rename(folder)


@contextlib.contextmanager
def copy_index(folder: Path) -> Iterator[Copy]:
    """Copy an index aside; the files that hold its quads are shared, not copied (hard links).

    Raises:
        OSError: The disk does not let us.
    """
    # A process that failed in one copy may hold it open still.
    aside = folder.with_name(f"{folder.name}.{os.getpid()}-{next(_COPIES)}{ASIDE}")
    try:
        aside.mkdir(parents=True)
        pyoxigraph.Store.read_only(str(folder / "oxigraph")).backup(str(aside / "oxigraph"))
        yield Copy(aside, pyoxigraph.Store(str(aside / "oxigraph")))
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def fill_store(
    store: pyoxigraph.Store,
    graphs: Iterable[str],
    load: Chunks,
    user_graphs: Iterable[str] = (),
    size: int = 0,
) -> None:
    """Load every named graph into a store, and all but the users' merged into its default graph.

    That is done some at a time, since Oxigraph holds what it loads at once in memory, many times over.
    """
    portion = max(_AT_ONCE, 2 * size // _LOADS)  # each is loaded twice
    merged = (
        piece
        for graph in graphs
        for lines in load(graph)
        for piece in (lines, drop_graph_name(graph, lines))
    )
    pieces = itertools.chain(merged, itertools.chain.from_iterable(map(load, user_graphs)))
    loads = 0
    while first := next(pieces, b""):
        reader = io.BufferedReader(ChunkReader(_take(first, pieces, portion)))
        store.bulk_load(reader, pyoxigraph.RdfFormat.N_QUADS)
        loads += 1
    if loads > 1:
        store.optimize()  # what was loaded apart is asked a third faster when it lies together


def _take(first: bytes, rest: Iterator[bytes], portion: int) -> Iterator[bytes]:
    """Yield pieces up to so many bytes."""
    yield first
    size = len(first)
    while size < portion and (piece := next(rest, b"")):
        yield piece
        size += len(piece)


def open_index(folder: Path) -> Index | None:
    """Open an index for reading, or return none when it is not there or not usable."""
    try:
        lock = (folder / IN_USE).open("rb")
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        store = pyoxigraph.Store.read_only(str(folder / "oxigraph"))
        return Index(store, lock, Shelf(folder))
    except OSError:
        lock.close()
        return None


def _make_room(folder: Path, size: int) -> None:
    """Remove the files that were written first until the others take no more than so many bytes."""
    found = sorted((path.stat().st_mtime_ns, path) for path in folder.iterdir())
    total = sum(path.stat().st_size for _, path in found)
    for _, path in found:
        if total <= size:
            return
        total -= path.stat().st_size
        path.unlink()


def remove_index(folder: Path) -> None:
    """Remove an index, unless somebody still reads it."""
    with contextlib.suppress(OSError), (folder / IN_USE).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        gone = folder.with_name(f"{folder.name}.{os.getpid()}{ASIDE}")
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def find_quads(
    store: pyoxigraph.Store,
    subject: Term | None,
    predicate: Term | None,
    object_: Term | None,
    graph: pyoxigraph.DefaultGraph | None,
) -> Iterator[Quad]:
    """Yield the quads of a store that fit; without a graph, of all of them."""
    found = store.quads_for_pattern(
        None if subject is None else pyoxigraph.NamedNode(subject[1:-1]),
        None if predicate is None else pyoxigraph.NamedNode(predicate[1:-1]),
        None if object_ is None else _read_term(object_),
        graph,
    )
    for quad in found:
        yield str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name)


def _read_term(term: Term) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if term.startswith("<"):
        return pyoxigraph.NamedNode(term[1:-1])
    line = f"<urn:s> <urn:p> {term} .".encode()
    (triple,) = pyoxigraph.parse(line, pyoxigraph.RdfFormat.N_TRIPLES)
    literal: pyoxigraph.Literal = triple.object
    return literal
