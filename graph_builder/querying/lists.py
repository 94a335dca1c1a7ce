"""Lists of what all things are called, and of the days that they can be of: how the few things are found that a question means.

A list is one text, made by one query when it is first needed (a build from nothing makes all of them at its end), and kept beside the
index. A build that brings a graph up to date renews the lists of the graph before: what became different tells which things
may have other names or days, and only these are asked for anew.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pyoxigraph

from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graph_builder.terms import Triple

FIRST, LAST = "0000-00-00", "9999-99-99"
"""What stands for a day that is not known, before and after all others."""

_FORM = "3"
"""The version of the lists: what another one kept is not looked at."""

CHECKSUM = 4
"""How many bytes of CRC-32 stand before a list."""

_MOST = 10_000
"""How many things are asked for anew at most: for more, a list is made from nothing."""

_NAME = re.compile(r"(\w+):(\w+)")
_DAY = re.compile(r'"(\d{4}-\d\d-\d\d)"\^\^<http://www\.w3\.org/2001/XMLSchema#date>')
_ENDS = tuple(f"<{PREFIXES['gb']}{name}>" for name in ("earliest", "latest"))
_TYPE = f"<{PREFIXES['rdf']}type>"


class Lists(Protocol):
    """An open index that keeps lists. Both methods do without where the disk does not let them."""

    @property
    def store(self) -> pyoxigraph.Store:
        """What the lists are made from."""

    def load_kept(self, name: str) -> bytes | None:
        """Return what was kept under a name."""

    def keep(self, name: str, content: bytes) -> None:
        """Keep what belongs to a name, a hash in hexadecimal digits."""


@dataclass(frozen=True)
class _List:
    @property
    def file_name(self) -> str:
        """Under what it is kept."""
        return hashlib.sha256(f"{_FORM}\t{self!r}".encode()).hexdigest()


@dataclass(frozen=True)
class NameList(_List):
    """A line for each name of a thing: the thing and the name, in lower case and between blanks.

    Attributes:
        path: The properties that give names, as SPARQL writes alternatives (``skos:prefLabel|skos:altLabel``).
    """

    path: str

    def make(self, store: pyoxigraph.Store, among: str = "") -> str:
        """Return the list, or the part of it about the things of a pattern."""
        lines = ask(
            store,
            'SELECT ?thing (CONCAT(" ", LCASE(STR(?text)), " ") AS ?name) '
            f"WHERE {{ {among} ?thing {expand(self.path)} ?text }}",
        )
        return _join(lines)

    def find_affected(self, changed: Collection[Triple], _: pyoxigraph.Store) -> set[str]:
        """Return the things that may have other names since some triples have come or gone."""
        properties = set(expand(self.path).split("|"))
        return {subject for subject, predicate, _ in changed if predicate in properties}

    def mend(self, content: str, affected: Collection[str], part: str) -> str:
        """Return a list with another part in place of what it says of some things."""
        lines = content.split("\n")[:-1]
        return _join(line for line in lines if line[: line.index("\t")] not in affected) + part


@dataclass(frozen=True)
class DayList(_List):
    """A line for each span of days: its first and last, and the things that can be of a day in it.

    Attributes:
        kind: The classes of the things (``gb:Event|gb:Measure``).
        path: The property that leads to their times.
    """

    kind: str
    path: str

    def make(self, store: pyoxigraph.Store, among: str = "") -> str:
        """Return the list, or the part of it about the things of a pattern."""
        groups: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        kinds = expand(self.kind).replace("|", " ")
        members = set(
            ask(
                store,
                f"SELECT ?thing WHERE {{ {among} VALUES ?kind {{ {kinds} }} ?thing a ?kind }}",
            )
        )
        undated = set(members)
        for line in ask(
            store,
            f"SELECT ?thing ?earliest ?latest WHERE {{ {among} ?thing {expand(self.path)} ?time "
            + "".join(
                f"OPTIONAL {{ ?time {end} ?{end[end.index('#') + 1 : -1]} }} " for end in _ENDS
            )
            + "}",
        ):
            thing, earliest, latest = line.split("\t")
            if thing in members:
                undated.discard(thing)
                groups[read_day(earliest, FIRST), read_day(latest, LAST)].add(thing)
        groups[FIRST, LAST] |= undated
        return _write_groups(groups)

    def find_affected(self, changed: Collection[Triple], store: pyoxigraph.Store) -> set[str]:
        """Return the things that may be of other days since some triples have come or gone."""
        path, kinds = expand(self.path), set(expand(self.kind).split("|"))
        times = {subject for subject, predicate, _ in changed if predicate in _ENDS}
        found = {
            subject
            for subject, predicate, object_ in changed
            if predicate == path or (predicate == _TYPE and object_ in kinds)
        }
        for time in times:
            found.update(find_before(store, path, time))
        return found

    def mend(self, content: str, affected: Collection[str], part: str) -> str:
        """Return a list with another part in place of what it says of some things."""
        groups: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for earliest, latest, things in read_groups(content):
            groups[earliest, latest].update(things.difference(affected))
        for earliest, latest, things in read_groups(part):
            groups[earliest, latest] |= things
        return _write_groups(groups)


def get_list(index: Lists, wanted: NameList | DayList) -> str:
    """Return a list that is kept, or else make it and keep it."""
    return get_encoded(index, wanted).decode()


def get_encoded(index: Lists, wanted: NameList | DayList) -> bytes:
    """Return a list in UTF-8: to find a few names in it takes a tenth of the time of decoding all."""
    kept = _load(index, wanted)
    if kept is not None:
        return kept
    made = wanted.make(index.store).encode()
    _keep(index, wanted, made)
    return made


def renew_list(index: Lists, wanted: NameList | DayList, changed: Collection[Triple]) -> None:
    """Keep a list as it is since some triples of the default graph have come or gone, if it was kept before.

    Args:
        index: The graph as it is now; what it has kept is of the graph before.
        wanted: The list.
        changed: All triples that have come or gone; others may be among them.
    """
    encoded = _load(index, wanted)
    if encoded is None:
        return
    affected = wanted.find_affected(changed, index.store)
    if affected and are_few(affected, _MOST):
        values = f"{{ SELECT ?thing WHERE {{ VALUES ?thing {{ {' '.join(sorted(affected))} }} }} }}"
        part = wanted.make(index.store, values)
        encoded = wanted.mend(encoded.decode(), affected, part).encode()
        affected = set()
    if not affected:
        _keep(index, wanted, encoded)


def are_few(things: Collection[str], most: int) -> bool:
    """Say whether all can be named in a query; blank nodes cannot."""
    return len(things) <= most and all(thing.startswith("<") for thing in things)


def read_groups(content: str) -> Iterator[tuple[str, str, set[str]]]:
    """Yield from a list of days each span's first and last day, and what can be of a day in it."""
    for line in content.split("\n")[:-1]:
        earliest, latest, *things = line.split("\t")
        yield earliest, latest, set(things)


def read_day(term: str, unknown: str) -> str:
    """Return the day of a literal, or else what stands for one that is not known."""
    match = _DAY.fullmatch(term)
    return match[1] if match else unknown


def expand(path: str) -> str:
    """Return a path with whole IRIs instead of prefixed names."""
    return _NAME.sub(lambda match: f"<{PREFIXES[match[1]]}{match[2]}>", path)


def find_before(store: pyoxigraph.Store, property_: str, thing: str) -> Iterator[str]:
    """Yield what a property (``<IRI>``) leads from to a thing."""
    predicate, object_ = (pyoxigraph.NamedNode(term[1:-1]) for term in (property_, thing))
    for quad in store.quads_for_pattern(None, predicate, object_, pyoxigraph.DefaultGraph()):
        yield str(quad.subject)


def ask(store: pyoxigraph.Store, query: str) -> list[str]:
    """Return the rows of an answer as SPARQL writes them in TSV: no end of a line or tab stands in a text."""
    result = store.query(query)
    assert isinstance(result, pyoxigraph.QuerySolutions)  # noqa: S101 - as every SELECT
    content = result.serialize(format=pyoxigraph.QueryResultsFormat.TSV) or b""
    return content.decode().split("\n")[1:-1]


def _write_groups(groups: dict[tuple[str, str], set[str]]) -> str:
    return _join(
        "\t".join([*days, *sorted(groups[days])]) for days in sorted(groups) if groups[days]
    )


def _join(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _load(index: Lists, wanted: NameList | DayList) -> bytes | None:
    """Return what is kept of a list; none where it is damaged, which its checksum tells."""
    kept = index.load_kept(wanted.file_name)
    if kept is None or kept[:CHECKSUM] != _sum(kept[CHECKSUM:]):
        return None
    return kept[CHECKSUM:]


def _keep(index: Lists, wanted: NameList | DayList, content: bytes) -> None:
    index.keep(wanted.file_name, _sum(content) + content)


def _sum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(CHECKSUM, "big")
