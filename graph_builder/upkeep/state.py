"""What a resolution looked at and what it decided, found again by key: a SQLite file beside the graph.

It holds nothing that could not be made anew from the articles: whenever it is missing, damaged or of another state of the graph, all is
resolved as for a new graph, and it is written again.

Everything has a *place*, which is its article's id and its number there; places are in the order of a resolution.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from graph_builder.resolution.rulings import Link, Place

COMMA = "\x1f"
"""What stands between the parts of a key: the unit separator of ASCII, which no name has."""
Shelf = tuple[str, str]
"""A room and a key in it; what stands on one shelf may have to do with each other."""


class Entry(NamedTuple):
    """What stands on a shelf for something of one article, and what has to be known of it there."""

    room: str
    key: str
    number: int
    value: str = ""


class Edge(NamedTuple):
    """Two things that a rule finds to be one; ``owner`` names what found it, ``made`` whether it made two things one."""

    owner: str
    rule: str
    left: Place
    right: Place
    made: bool = False

    @property
    def link(self) -> Link:
        """What it says, whoever found it."""
        return self.rule, self.left, self.right


class Named(NamedTuple):
    """A thing over all articles: its path, that which it would have if no other had it, and its turn among those that would."""

    path: str
    plain: str
    turn: str
    label: str = ""


_CACHE = 65536
"""KiB of the file that are kept in memory."""
_TABLES = """
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entry (room TEXT, key TEXT, article TEXT, number INTEGER, value TEXT,
  PRIMARY KEY (room, key, article, number)) WITHOUT ROWID;
CREATE TABLE tally (room TEXT, key TEXT, word TEXT, count INTEGER, PRIMARY KEY (room, key, word)) WITHOUT ROWID;
CREATE TABLE digest (kind TEXT, article TEXT, number INTEGER, value TEXT,
  PRIMARY KEY (kind, article, number)) WITHOUT ROWID;
CREATE TABLE path (kind TEXT, article TEXT, number INTEGER, local TEXT, path TEXT,
  PRIMARY KEY (kind, article, number)) WITHOUT ROWID;
CREATE TABLE thing (kind TEXT, path TEXT, plain TEXT, turn TEXT, label TEXT,
  PRIMARY KEY (kind, path)) WITHOUT ROWID;
CREATE TABLE edge (kind TEXT, owner TEXT, rule TEXT, article TEXT, number INTEGER, other TEXT, other_number INTEGER, made INTEGER,
  PRIMARY KEY (kind, owner, rule, article, number, other, other_number)) WITHOUT ROWID;
CREATE TABLE speech (number INTEGER PRIMARY KEY, article TEXT UNIQUE);
CREATE VIRTUAL TABLE said USING fts5 (words, detail = none, tokenize = "unicode61 remove_diacritics 0");
CREATE INDEX entry_article ON entry (article, room);
CREATE INDEX tally_word ON tally (room, word);
CREATE INDEX path_path ON path (kind, path);
CREATE INDEX thing_plain ON thing (kind, plain);
CREATE INDEX edge_left ON edge (kind, article, number);
CREATE INDEX edge_right ON edge (kind, other, other_number);
"""


def create_state(path: Path) -> FreshState:
    """Begin an empty state in a new file.

    Raises:
        sqlite3.Error: The file cannot be written, or this SQLite has no full-text index.
    """
    path.unlink(missing_ok=True)
    connection = _connect(path)
    connection.executescript(_TABLES)
    return FreshState(connection)


def open_state(path: Path, stamp: str) -> State | None:
    """Open what was kept; none when it is not there, not whole, or not of the state of the graph with this stamp."""
    if not path.is_file():
        return None
    connection = _connect(path)
    state = State(connection)
    with contextlib.suppress(sqlite3.Error):
        if state.recall("stamp") == stamp:
            return state
    state.close()
    return None


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path)


class State:
    """What a resolution looked at and decided. ``create_state`` and ``open_state`` make one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._connection = connection
        self._run = connection.execute
        self._run_all = connection.executemany

    def close(self) -> None:
        """Let go of the file; what was not committed is undone."""
        self._connection.close()

    def commit(self, stamp: str) -> None:
        """Keep all that was changed, as what belongs to the state of the graph with this stamp."""
        self.note("stamp", stamp)
        self._connection.commit()

    def note(self, name: str, value: str) -> None:
        """Keep a value by a name."""
        self._run("REPLACE INTO note VALUES (?, ?)", (name, value))

    def recall(self, name: str) -> str:
        """Return the value of a name; empty when there is none."""
        row = self._run("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    # What stands on shelves.

    def put(
        self, article: str, rooms: Sequence[str], entries: Iterable[Entry]
    ) -> tuple[set[Entry], set[Entry]]:
        """Make these the entries of an article in some rooms; return those that are gone and those that are new."""
        old = {
            Entry(*row) for row in self._run(_ENTRIES_OF.format(_mark(rooms)), (article, *rooms))
        }
        new = set(entries)
        gone, added = old - new, new - old
        self._run_all(
            "DELETE FROM entry WHERE room = ? AND key = ? AND article = ? AND number = ?",
            [(e.room, e.key, article, e.number) for e in gone],
        )
        self._run_all(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
            [(e.room, e.key, article, e.number, e.value) for e in added],
        )
        return gone, added

    def list_places(self, room: str, key: str) -> list[tuple[Place, str]]:
        """Return what stands on a shelf, in the order of places."""
        rows = self._run(
            "SELECT article, number, value FROM entry WHERE room = ? AND key = ? ORDER BY article, number",
            (room, key),
        )
        return [((article, number), value) for article, number, value in rows]

    def count_places(self, room: str, key: str) -> int:
        """Return how much stands on a shelf."""
        query = "SELECT count(*) FROM entry WHERE room = ? AND key = ?"
        return int(self._run(query, (room, key)).fetchone()[0])

    def list_entries(self, article: str, room: str) -> list[Entry]:
        """Return the entries of an article in a room."""
        return [Entry(*row) for row in self._run(_ENTRIES_OF.format("?"), (article, room))]

    def has_entry(self, article: str, room: str, key: str) -> bool:
        """Whether an article has something on a shelf."""
        query = "SELECT 1 FROM entry WHERE room = ? AND key = ? AND article = ? LIMIT 1"
        return self._run(query, (room, key, article)).fetchone() is not None

    def find_keys(self, room: str, part: str) -> list[tuple[str, str]]:
        """Return the keys of a room that hold a part, with the articles that have them; looks through the room."""
        query = "SELECT DISTINCT key, article FROM entry WHERE room = ? AND instr(key, ?)"
        return [(key, article) for key, article in self._run(query, (room, part))]

    # Counts.

    def add_up(self, gone: Iterable[Entry], new: Iterable[Entry]) -> set[Shelf]:
        """Count the values on shelves, and return the shelves on which a count is different now."""
        counts: dict[tuple[str, str, str], int] = {}
        for entries, step in ((gone, -1), (new, 1)):
            for entry in entries:
                word = entry.room, entry.key, entry.value
                counts[word] = counts.get(word, 0) + step
        rows = [(*word, step) for word, step in counts.items() if step]
        self._run_all(
            "INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
            rows,
        )
        self._run_all(
            "DELETE FROM tally WHERE room = ? AND key = ? AND word = ? AND count = 0",
            [row[:3] for row in rows],
        )
        return {row[:2] for row in rows}

    def get_tally(self, room: str, key: str) -> dict[str, int]:
        """Return how often each value stands on a shelf."""
        query = "SELECT word, count FROM tally WHERE room = ? AND key = ? ORDER BY word"
        return dict(self._run(query, (room, key)).fetchall())

    def list_tallies(self, room: str, word: str) -> list[str]:
        """Return the keys of a room on whose shelves a value stands."""
        query = "SELECT key FROM tally WHERE room = ? AND word = ? ORDER BY key"
        return [key for (key,) in self._run(query, (room, word))]

    def list_tally_keys(self, room: str) -> list[str]:
        """Return the keys of all shelves of a room on which something is counted."""
        rows = self._run("SELECT DISTINCT key FROM tally WHERE room = ? ORDER BY key", (room,))
        return [key for (key,) in rows]

    # What things are in their articles.

    def set_digests(self, kind: str, article: str, values: Sequence[str]) -> set[Place]:
        """Keep what an article's things of a kind are, by their numbers; return the places where that is different now."""
        query = "SELECT number, value FROM digest WHERE kind = ? AND article = ?"
        old = dict(self._run(query, (kind, article)).fetchall())
        new = dict(enumerate(values))
        changed = {number for number in {**old, **new} if old.get(number) != new.get(number)}
        self._run_all(
            "DELETE FROM digest WHERE kind = ? AND article = ? AND number = ?",
            [(kind, article, number) for number in changed & old.keys()],
        )
        self._run_all(
            "INSERT INTO digest VALUES (?, ?, ?, ?)",
            [(kind, article, number, new[number]) for number in changed & new.keys()],
        )
        return {(article, number) for number in changed}

    def get_digest(self, kind: str, place: Place) -> str | None:
        """Return what a thing of an article is; none when there is no such thing."""
        query = "SELECT value FROM digest WHERE kind = ? AND article = ? AND number = ?"
        row = self._run(query, (kind, *place)).fetchone()
        return row[0] if row else None

    def list_digests(self, kind: str, article: str) -> list[tuple[int, str]]:
        """Return what an article's things of a kind are, with their numbers."""
        query = "SELECT number, value FROM digest WHERE kind = ? AND article = ? ORDER BY number"
        return [(number, value) for number, value in self._run(query, (kind, article))]

    # Which things over all articles they are.

    def get_paths(self, kind: str, article: str) -> dict[str, str]:
        """Return the paths of an article's things by their local names."""
        query = "SELECT local, path FROM path WHERE kind = ? AND article = ?"
        return dict(self._run(query, (kind, article)).fetchall())

    def get_member(self, kind: str, place: Place) -> tuple[str, str]:
        """Return the local name and the path of an article's thing; both empty when it has none."""
        query = "SELECT local, path FROM path WHERE kind = ? AND article = ? AND number = ?"
        row = self._run(query, (kind, *place)).fetchone()
        return (str(row[0]), str(row[1])) if row else ("", "")

    def get_path(self, kind: str, place: Place) -> str:
        """Return the path of an article's thing; empty when it has none."""
        return self.get_member(kind, place)[1]

    def set_path(self, kind: str, place: Place, local: str, path: str) -> None:
        """Keep which thing an article's thing is."""
        self._run("REPLACE INTO path VALUES (?, ?, ?, ?, ?)", (kind, *place, local, path))

    def drop_path(self, kind: str, place: Place) -> None:
        """Forget an article's thing."""
        query = "DELETE FROM path WHERE kind = ? AND article = ? AND number = ?"
        self._run(query, (kind, *place))

    def list_members(self, kind: str, path: str) -> list[Place]:
        """Return the articles' things that are one thing."""
        query = (
            "SELECT article, number FROM path WHERE kind = ? AND path = ? ORDER BY article, number"
        )
        return [(article, number) for article, number in self._run(query, (kind, path))]

    def find_named(self, kind: str, path: str) -> Named | None:
        """Return a thing by its path; none when there is none."""
        query = "SELECT path, plain, turn, label FROM thing WHERE kind = ? AND path = ?"
        row = self._run(query, (kind, path)).fetchone()
        return Named(*row) if row else None

    def list_namesakes(self, kind: str, plain: str) -> list[Named]:
        """Return the things that would have a path if no other had it."""
        query = (
            "SELECT path, plain, turn, label FROM thing WHERE kind = ? AND plain = ? ORDER BY path"
        )
        return [Named(*row) for row in self._run(query, (kind, plain))]

    def name_things(self, kind: str, gone: Iterable[str], new: Iterable[Named]) -> None:
        """Keep which things there are, by their paths."""
        self._run_all(
            "DELETE FROM thing WHERE kind = ? AND path = ?", [(kind, path) for path in gone]
        )
        self._run_all(
            "REPLACE INTO thing VALUES (?, ?, ?, ?, ?)", [(kind, *named) for named in new]
        )

    # What makes them one.

    def set_edges(
        self, kind: str, owner: str, edges: Iterable[Edge]
    ) -> tuple[set[Edge], set[Edge]]:
        """Make these the edges of an owner, none of them made yet; return those that are gone and those that are new."""
        query = f"SELECT {_EDGE} FROM edge WHERE kind = ? AND owner = ?"  # noqa: S608 - names of columns
        old = {edge._replace(made=False): edge for edge in self._read_edges(query, (kind, owner))}
        new = set(edges)
        gone = {edge for plain, edge in old.items() if plain not in new}
        added = new - old.keys()
        self._run_all(_DELETE_EDGE, [_write_edge(kind, edge)[:-1] for edge in gone])
        self._run_all(_INSERT_EDGE, [_write_edge(kind, edge) for edge in added])
        return gone, added

    def list_edges(self, kind: str, place: Place) -> list[Edge]:
        """Return the edges from and to something."""
        return [*self.list_edges_from(kind, place), *self.list_edges_to(kind, place)]

    def list_edges_from(self, kind: str, place: Place) -> list[Edge]:
        """Return the edges whose left side something is."""
        return list(self._read_edges(_EDGES_FROM, (kind, *place)))

    def list_edges_to(self, kind: str, place: Place) -> list[Edge]:
        """Return the edges whose right side something is."""
        return list(self._read_edges(_EDGES_TO, (kind, *place)))

    def mark_edges(self, kind: str, edges: Iterable[Edge]) -> None:
        """Keep of edges whether they made two things one."""
        self._run_all(_INSERT_EDGE, [_write_edge(kind, edge) for edge in edges])

    def _read_edges(self, query: str, values: Sequence[object]) -> Iterator[Edge]:
        for owner, rule, article, number, other, other_number, made in self._run(query, values):
            yield Edge(owner, rule, (article, number), (other, other_number), bool(made))

    # What claims say.

    def set_words(self, article: str, words: Iterable[str]) -> None:
        """Keep the words of an article's claims."""
        row = self._run("SELECT number FROM speech WHERE article = ?", (article,)).fetchone()
        if row:
            self._run("DELETE FROM said WHERE rowid = ?", row)
        tokens = " ".join(sorted(map(_make_token, words)))
        if not tokens:
            self._run("DELETE FROM speech WHERE article = ?", (article,))
            return
        self._run("INSERT OR IGNORE INTO speech (article) VALUES (?)", (article,))
        (number,) = self._run("SELECT number FROM speech WHERE article = ?", (article,)).fetchone()
        self._run("INSERT INTO said (rowid, words) VALUES (?, ?)", (number, tokens))

    def find_said(self, words: Iterable[str]) -> list[str]:
        """Return the articles whose claims have all of some words."""
        query = " AND ".join(sorted(map(_make_token, words)))
        rows = self._run(
            "SELECT article FROM speech JOIN said ON said.rowid = number WHERE said MATCH ? ORDER BY article",
            (query,),
        )
        return [article for (article,) in rows]


class FreshState(State):
    """A state that has nothing yet, so that all that is put is new. It is written in large portions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._waiting: dict[str, list[tuple[object, ...]]] = {}
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def commit(self, stamp: str) -> None:
        """Keep all that was put, as what belongs to the state of the graph with this stamp."""
        self.flush()
        super().commit(stamp)

    def flush(self) -> None:
        """Write what was put, once all was: what is counted is written as it is then."""
        tallies = ((*word, count) for word, count in self._counts.items())
        self._run_all("INSERT INTO tally VALUES (?, ?, ?, ?)", tallies)
        self._counts.clear()
        for query, rows in self._waiting.items():
            self._run_all(query, rows)
        self._waiting.clear()

    def put(
        self, article: str, rooms: Sequence[str], entries: Iterable[Entry]
    ) -> tuple[set[Entry], set[Entry]]:
        """Keep the entries of an article in some rooms, and return them as new."""
        del rooms
        new = set(entries)
        rows = [(e.room, e.key, article, e.number, e.value) for e in new]
        self._add("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", rows)
        return set(), new

    def add_up(self, gone: Iterable[Entry], new: Iterable[Entry]) -> set[Shelf]:
        """Count the values on shelves."""
        del gone
        self._counts.update((entry.room, entry.key, entry.value) for entry in new)
        return set()

    def set_digests(self, kind: str, article: str, values: Sequence[str]) -> set[Place]:
        """Keep what an article's things of a kind are, by their numbers; return the places."""
        rows = [(kind, article, number, value) for number, value in enumerate(values)]
        self._add("INSERT INTO digest VALUES (?, ?, ?, ?)", rows)
        return {(article, number) for number in range(len(values))}

    def set_path(self, kind: str, place: Place, local: str, path: str) -> None:
        """Keep which thing an article's thing is."""
        self._add("INSERT INTO path VALUES (?, ?, ?, ?, ?)", [(kind, *place, local, path)])

    def mark_edges(self, kind: str, edges: Iterable[Edge]) -> None:
        """Keep edges."""
        self._add(_INSERT_EDGE, [_write_edge(kind, edge) for edge in edges])

    def name_things(self, kind: str, gone: Iterable[str], new: Iterable[Named]) -> None:
        """Keep which things there are."""
        del gone
        self._add("INSERT INTO thing VALUES (?, ?, ?, ?, ?)", [(kind, *named) for named in new])

    def _add(self, query: str, rows: Sequence[tuple[object, ...]]) -> None:
        waiting = self._waiting.setdefault(query, [])
        waiting += rows
        if len(waiting) > _PORTION:
            self._run_all(query, waiting)
            waiting.clear()


_PORTION = 50_000
_EDGE = "owner, rule, article, number, other, other_number, made"
_EDGES_FROM = (
    f"SELECT {_EDGE} FROM edge INDEXED BY edge_left WHERE kind = ? AND article = ? AND number = ?"  # noqa: S608 - names of columns
)
_EDGES_TO = f"SELECT {_EDGE} FROM edge INDEXED BY edge_right WHERE kind = ? AND other = ? AND other_number = ?"  # noqa: S608 - names of columns
_INSERT_EDGE = "REPLACE INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_DELETE_EDGE = (
    "DELETE FROM edge WHERE kind = ? AND owner = ? AND rule = ? "
    "AND article = ? AND number = ? AND other = ? AND other_number = ?"
)
_ENTRIES_OF = "SELECT room, key, number, value FROM entry WHERE article = ? AND room IN ({})"


def _make_token(word: str) -> str:
    """Return a word as what the full-text index takes for one word, whatever it is made of."""
    return f"w{word.encode().hex()}"


def _mark(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _write_edge(kind: str, edge: Edge) -> tuple[object, ...]:
    return (kind, edge.owner, edge.rule, *edge.left, *edge.right, int(edge.made))
