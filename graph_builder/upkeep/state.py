"""What a resolution looked at and what it decided, found again by key: a SQLite file beside the graph.

It holds nothing that could not be made anew from the articles: whenever it is missing, damaged or of another state of the graph, all is
resolved as for a new graph, and it is written again.

Everything has a *place*, which is its article's id and its number there; places are in the order of a resolution.
"""

from __future__ import annotations

from typing import NamedTuple

Place = tuple[str, int]
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


class Named(NamedTuple):
    """A thing over all articles: its path, that which it would have if no other had it, and its turn among those that would."""

    path: str
    plain: str
    turn: str
    label: str = ""


_TABLES = """
CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entry (room TEXT, key TEXT, article TEXT, number INTEGER, value TEXT, PRIMARY KEY (room, key, article, number)) WITHOUT ROWID;
CREATE TABLE digest (kind TEXT, article TEXT, number INTEGER, value TEXT, PRIMARY KEY (kind, article, number)) WITHOUT ROWID;
CREATE TABLE path (kind TEXT, article TEXT, number INTEGER, local TEXT, path TEXT, PRIMARY KEY (kind, article, number)) WITHOUT ROWID;
CREATE TABLE edge (kind TEXT, owner TEXT, rule TEXT, article TEXT, number INTEGER, other TEXT, other_number INTEGER, made INTEGER,
  PRIMARY KEY (kind, owner, rule, article, number, other, other_number)) WITHOUT ROWID;
CREATE TABLE thing (kind TEXT, path TEXT, plain TEXT, turn TEXT, label TEXT, PRIMARY KEY (kind, path)) WITHOUT ROWID;
CREATE TABLE tally (room TEXT, key TEXT, word TEXT, count INTEGER, PRIMARY KEY (room, key, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE said USING fts5 (article UNINDEXED, words, detail = none);
"""
_INDEXES = """
CREATE INDEX entry_article ON entry (article, room);
CREATE INDEX path_path ON path (kind, path);
CREATE INDEX edge_left ON edge (kind, article, number);
CREATE INDEX edge_right ON edge (kind, other, other_number);
CREATE INDEX thing_plain ON thing (kind, plain);
CREATE INDEX tally_word ON tally (room, word);
"""
