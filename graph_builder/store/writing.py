"""Building a graph folder: one process at a time, and nothing of it seen before it is whole."""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import hashlib
import os
from typing import TYPE_CHECKING

import pyoxigraph

from graph_builder.errors import LockedError, StoreError
from graph_builder.store.changes import (
    Changes,
    apply_changes,
    compare,
    find_changes,
    join_changes,
)
from graph_builder.store.files import (
    explain_disk_errors,
)
from graph_builder.store.folder import READERS
from graph_builder.store.index import (
    IN_USE,
    Index,
    Shelf,
    build_index,
    copy_index,
    name_index,
    open_index,
)
from graph_builder.store.keeping import GraphKeeper
from graph_builder.store.manifest import ArticleRecord, Manifest
from graph_builder.store.pieces import Piece, change, cut, describe
from graph_builder.store.quads import join_lines
from graph_builder.store.renewal import Renewal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import IO

    from graph_builder.terms import Quad, Term


@contextlib.contextmanager
def open_for_writing(path: Path) -> Iterator[GraphWriter]:
    """Open a graph folder for building, making it when it is not there.

    The lock is the operating system's and ends with the process, however that ends, so that what a
    killed build leaves behind never stands in the way.

    Raises:
        LockedError: Another process writes to it.
        StoreError: It holds something else, or it is not writable.
    """
    with explain_disk_errors(path):
        path.mkdir(parents=True, exist_ok=True)
        _refuse_foreign_folder(path)
        lock = (path / "lock").open("a+b")
    with lock:
        _take_lock(lock, path)
        with explain_disk_errors(path):
            (path / READERS).touch()
            writer = GraphWriter(path)
            writer.clear_leftovers()
        yield writer


def _refuse_foreign_folder(path: Path) -> None:
    names = {item.name for item in path.iterdir()}
    if names and not names & {"lock", "manifest.json"}:
        raise StoreError(
            f"{str(path)!r} is not empty and is no graph folder (it holds {min(names)!r}): "
            "name an empty or a new folder with --graph"
        )


def _take_lock(lock: IO[bytes], path: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        holder = lock.read(20).decode("ascii", "replace").strip() or "unknown"
        raise LockedError(
            f"another process (number {holder}) is writing to the graph in {str(path)!r}: "
            "wait until it has finished, or name another folder with --graph"
        ) from error
    with explain_disk_errors(path):
        lock.truncate(0)
        lock.write(b"%d\n" % os.getpid())
        lock.flush()


class GraphWriter(GraphKeeper):
    """A graph folder that is being built. ``open_for_writing`` makes one."""

    def commit(
        self,
        articles: Iterable[ArticleRecord],
        graphs: Mapping[Term, Sequence[Quad]],
        *,
        made_with: Mapping[str, str],
        corrections: Mapping[str, str] | None = None,
        keys: Mapping[Term, str] | None = None,
        files: Mapping[Term, str] | None = None,
    ) -> Manifest:
        """Make these articles and graphs the graph; until the last step readers see the one before.

        Args:
            articles: All articles of the new graph.
            graphs: The quads of the named graphs, by the graph's name (``<IRI>``).
            made_with: What else the graph depends on.
            corrections: The names of the copies of the corrections files, by path.
            keys: Hashes of what articles' graphs were made from, by the graph's name.
            files: The quads files of further graphs, which are in the folder already.

        Raises:
            StoreError: The disk does not let us; the graph is as before.
        """
        before = self.find_manifest() or Manifest()
        hashes = dict(files or {})
        _refuse_names_taken(before.user_graphs, {**graphs, **hashes})
        with explain_disk_errors(self.path):
            hashes |= self.save_graphs(graphs)
            manifest = Manifest(
                articles={record.id: record for record in sorted(articles)},
                graphs=dict(sorted(hashes.items())),
                made_with=dict(made_with),
                corrections=dict(corrections or {}),
                keys=dict(sorted((keys or {}).items())),
                user_graphs=before.user_graphs,
                index=self._build_index(hashes, before.user_graphs),
            )
            self.swap(manifest)
            self.remove_unused(manifest)
        return manifest

    @contextlib.contextmanager
    def open_made(self, files: Mapping[Term, str]) -> Iterator[Index]:
        """Index graphs that are kept, for ``commit``, and open the index.

        Args:
            files: Their files, by the graphs' names.
        """
        users = (self.find_manifest() or Manifest()).user_graphs
        _refuse_names_taken(users, files)
        with explain_disk_errors(self.path):
            index = open_index(self.path / "index" / self._build_index(files, users))
        if index is None:
            raise self._report_damage("the index that was just made cannot be opened")
        with index:
            yield index

    def _build_index(self, hashes: Mapping[Term, str], users: Mapping[Term, str]) -> str:
        name = name_index(hashes, users)
        folder = self.path / "index" / name
        if not folder.is_dir() and not self._renew_index(folder, hashes, users):
            every = {**users, **hashes}
            build_index(
                folder,
                sorted(hashes),
                lambda graph: self.iter_graph(every[graph]),
                sorted(users),
                sum(map(self.measure_graph, every.values())),
            )
        return name

    def _renew_index(
        self, folder: Path, hashes: Mapping[Term, str], users: Mapping[Term, str]
    ) -> bool:
        """Make an index from the one before, and say whether that could be done; else it is to be built."""
        before = self.find_manifest()
        if before is None or before.user_graphs != users:
            return False
        if before.index != name_index(before.graphs, users):  # another version of Oxigraph made it
            return False
        old = self.path / "index" / before.index
        try:
            changes = find_changes(before.graphs, hashes, self.list_pieces, self.load_piece)
            if changes is None or not (old / IN_USE).exists():
                return False
            with copy_index(old) as copy:
                apply_changes(copy.store, changes, users)
                copy.keep(folder)
        except (OSError, StoreError):  # the index or a file before is damaged or gone
            return False
        return True

    @contextlib.contextmanager
    def renew(
        self, graphs: Mapping[Term, Sequence[Quad] | Changes], gone: Iterable[Term] = ()
    ) -> Iterator[Renewal]:
        """Hand out the graph before as it will be with other graphs, for what follows from that; then its index is kept for ``commit``.

        This costs what is different: all other graphs stay as they are, and so do the pieces of a graph without changes.

        Args:
            graphs: Of the named graphs that may be different the quads, or the lines that shall be gone and be there.
            gone: The names of graphs that are gone.

        Raises:
            StoreError: The graph before is damaged, or the disk does not let us; the graph is as before.
        """
        before = self.read_manifest()
        users = before.user_graphs
        with explain_disk_errors(self.path):
            index = self.path / "index" / self._build_index(before.graphs, users)
            with copy_index(index) as copy:
                shelves = Shelf(index), Shelf(copy.folder)
                work = Renewal(copy.store, *shelves, dict(before.graphs), frozenset(users))
                changes = []
                for name, content in {**graphs, **dict.fromkeys(gone, ())}.items():
                    if isinstance(content, Changes):
                        changes.append(self._change(work.files, name, content))
                    else:
                        changes.append(self._replace(work.files, name, content))
                work.apply(join_changes(changes))
                yield work
                copy.keep(index.with_name(name_index(work.files, users)))

    def change_graph(self, work: Renewal, name: Term, changes: Changes) -> None:
        """Change a named graph within a renewal, in the index and in the pieces that the changes touch."""
        work.apply(self._change(work.files, name, changes))

    def _replace(self, files: dict[Term, str], name: Term, quads: Sequence[Quad]) -> Changes:
        """Keep a graph in place of the one of its name, or none in place of it, and return what that changes."""
        old = {name: files.pop(name)} if name in files else {}
        new = {name: self.save_graph(name, quads)} if quads else {}
        files.update(new)
        return compare(old, new, self.list_pieces, self.load_piece)

    def _change(self, files: dict[Term, str], name: Term, changes: Changes) -> Changes:
        """Keep a graph with some changes in place of the one of its name, and return which of them are any."""
        old = files.pop(name, None)
        if old is None:
            parts: Iterable[bytes | Piece] = cut([join_lines(changes.new)])
            really = Changes(new=changes.new)
        else:
            pieces = self.load_pieces(old) or [describe(self.load_piece(old))]
            parts, really = change(pieces, changes, self.load_piece)
        if any(parts := list(parts)):
            files[name] = self.save_pieces(parts)
        return really

    @contextlib.contextmanager
    def change_user_graphs(self, names: Collection[Term]) -> Iterator[pyoxigraph.Store]:
        """Hand out a store in which some users' graphs may be changed; what they then hold is committed.

        The store is a copy of the index that shares its files, so that a change costs what is changed. When the
        caller fails, nothing has changed.

        Args:
            names: The names of the graphs (``<IRI>``) that may be changed; they may be new.

        Raises:
            StoreError: There is no graph, or the disk does not let us; the graph is as before.
        """
        before = self.read_manifest()
        with explain_disk_errors(self.path):
            index = self.path / "index" / self._build_index(before.graphs, before.user_graphs)
            with copy_index(index) as copy:
                yield copy.store
                changed = {name: list(_iter_named(copy.store, name)) for name in names}
                users = {**before.user_graphs, **self.save_graphs(changed)}
                users = {name: users[name] for name in sorted(users) if changed.get(name) != []}
                name = name_index(before.graphs, users)
                copy.keep(index.with_name(name))
            manifest = dataclasses.replace(before, user_graphs=users, index=name)
            self.swap(manifest)
            self.remove_unused(manifest)

    def adopt(self, manifest: Manifest, files: Iterable[tuple[str, bytes]]) -> Manifest:
        """Make a graph of another folder this folder's graph.

        Args:
            manifest: What it consists of.
            files: The files that it names, as ``texts/HASH.txt`` and so on, with their contents.

        Raises:
            StoreError: A file is missing or is not what its name says, or the disk does not let us.
        """
        with explain_disk_errors(self.path):
            for path, content in files:
                kind, _, name = path.rpartition(".")[0].partition("/")
                if kind != "facts" and hashlib.sha256(content).hexdigest() != name:
                    raise StoreError(f"{path} was changed: take another backup")
                self.save(kind, name, content, replace=True)
            index = self._build_index(manifest.graphs, manifest.user_graphs)
            manifest = dataclasses.replace(manifest, index=index)
            if not self.has_all_files(manifest):
                raise StoreError("files of the graph are missing in it: take another backup")
            self.swap(manifest)
        return manifest


def _refuse_names_taken(users: Mapping[Term, str], graphs: Iterable[Term]) -> None:
    taken = sorted(set(users) & set(graphs))
    if taken:
        raise StoreError(
            f"the graph {taken[0]} was written by a user, and this build would make one of that name: "
            "delete it with 'serve --writable', or build with another --base-iri"
        )


def _iter_named(store: pyoxigraph.Store, name: Term) -> Iterator[Quad]:
    graph = pyoxigraph.NamedNode(name[1:-1])
    for quad in store.quads_for_pattern(None, None, None, graph):
        yield str(quad.subject), str(quad.predicate), str(quad.object), name
