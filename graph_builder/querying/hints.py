"""Hints: comments by which a question asks for the few things that can be meant, instead of looking through all.

Three kinds are known, each on a line of its own where SPARQL takes ``VALUES``::

    # Hint: VALUES ?agent whose skos:prefLabel|skos:altLabel contains ?__speaker
    # Hint: VALUES ?claim of gb:Claim|gb:NonStatement whose gb:statedOn is between ?__from_xsd_date and ?__to_xsd_date
    # Hint: VALUES ?measure of gb:Measure whose gb:status is gb:?__status

(or ``is or ends between``, where what has no first day counts as of its last). Prefixes are those that the project uses everywhere.

For any other engine they are comments. Here, once the parameters are bound, such a line becomes ``VALUES ?agent { <IRI> … }``. These
are all that can be meant, perhaps more: the query's own filters decide, so that the answer is the same with and without. A hint
whose parameter is left out, or that would name more than a few thousand things, stays a comment.

The things are found in lists of what all things are called, and of the days that they can be of. A list is made when it is first
needed, by one query each, and kept with the answers of the index. A path of several steps (``gb:speaker/skos:prefLabel``) needs the
list of its last one, and is then gone back.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import zlib
from collections import defaultdict
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

import pyoxigraph

from graph_builder.querying.tokens import iter_tokens
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_MOST = 10_000
"""How many things a hint names at most: looking up so many takes as long as reading all."""

_FORM = "2"
"""The version of the lists: what another one kept is not looked at."""

_MARK = "# Hint: VALUES ?"
_HINT = re.compile(r"# Hint: VALUES \?(\w+) (.+)")
_CONTAINS = re.compile(
    r"whose (?P<path>\w+:\w+(?:[|/]\w+:\w+)*) contains "
    r'(?P<text>"(?:[^"\\]|\\.)*")(?: unless (?P<other>"[\w ]*") does)?'
)
_BETWEEN = re.compile(
    r"of (?P<kind>\w+:\w+(?:\|\w+:\w+)*) whose (?P<path>\w+:\w+) "
    r"(?P<how>is|is or ends) between (?P<first>\S+) and (?P<last>\S+)"
)
_IS = re.compile(r'of (?P<kind>\w+:\w+) whose (?P<path>\w+:\w+) is (?P<space>\w+):"(?P<name>\w+)"')
_NAME = re.compile(r"(\w+):(\w+)")
_PARAMETER = re.compile(r"[?$](_\w+)")
_DAY = re.compile(r'"(\d{4}-\d\d-\d\d)"\^\^<http://www\.w3\.org/2001/XMLSchema#date>')
_FIRST, _LAST = "0000-00-00", "9999-99-99"
"""What stands for a day that is not known, before and after all others."""

_CHECKSUM = 4
"""How many bytes of CRC-32 stand before a list."""


class Lists(Protocol):
    """An open index that keeps lists. Both methods do without where the disk does not let them."""

    @property
    def store(self) -> pyoxigraph.Store:
        """What the lists are made from."""

    def load_kept(self, name: str) -> bytes | None:
        """Return what was kept under a name."""

    def keep(self, name: str, content: bytes) -> None:
        """Keep what belongs to a name, a hash in hexadecimal digits."""


def bind_hint(comment: str, terms: Mapping[str, str]) -> str:
    """Return a comment, with the terms in the place of its parameters if it is a hint.

    Args:
        comment: Any comment of a query, with its ``#``.
        terms: What was given, as N-Triples terms, by the name of the variable. Such a term has no end of a line in it.
    """
    if not comment.startswith(_MARK):
        return comment
    return _PARAMETER.sub(lambda match: terms.get(match[1], match[0]), comment)


def follow_hints(index: Lists, text: str) -> str:
    """Return a bound query with ``VALUES`` in the place of its hints."""
    if _MARK not in text:
        return text
    find = cache(partial(_find, index))  # what is meant is said in several branches
    return "".join(
        _follow(token.text, find) if token.kind == "comment" else token.text
        for token in iter_tokens(text)
    )


def prepare_lists(index: Lists, texts: Iterable[str]) -> None:
    """Make the lists that the hints of some questions need, so that nobody waits for them who asks."""
    for comment in sorted({match[0] for text in texts for match in _HINT.finditer(text)}):
        match = _HINT.fullmatch(_PARAMETER.sub('""', comment))
        condition = match[2] if match else ""
        if called := _CONTAINS.fullmatch(condition):
            for _, names in _divide(called["path"]):
                _get_names(index, names)
        if dated := _BETWEEN.fullmatch(condition):
            _get_days(index, dated)


def _follow(comment: str, find: Callable[[str], str | None]) -> str:
    match = _HINT.fullmatch(comment)
    found = find(match[2]) if match else None
    if match is None or found is None:
        return comment
    # By itself: in the midst of other patterns an engine may look through all values for each match.
    return f"{{ SELECT ?{match[1]} WHERE {{ VALUES ?{match[1]} {{ {found} }} }} }}"


def _find(index: Lists, condition: str) -> str | None:
    """Return the things for which the words behind the variable hold; none where there is no telling, or too many."""
    for pattern, find in ((_CONTAINS, _find_called), (_BETWEEN, _find_dated), (_IS, _find_marked)):
        if match := pattern.fullmatch(condition):
            found = find(index, match) if _knows(match) else None
            return " ".join(sorted(found)) if found is not None and _are_few(found) else None
    return None


def _knows(match: re.Match[str]) -> bool:
    """Say whether all prefixes are those of the project."""
    groups = match.groupdict()
    names = _NAME.findall(f"{groups['path']} {groups.get('kind', '')}")
    return {prefix for prefix, _ in names} | {groups.get("space", "gb")} <= PREFIXES.keys()


def _are_few(things: set[str]) -> bool:
    """Say whether all can be named in a query; blank nodes cannot."""
    return len(things) <= _MOST and all(thing.startswith("<") for thing in things)


def _find_called(index: Lists, match: re.Match[str]) -> set[str] | None:
    """Return what leads to something that is called by a text or, in another case of the letters, by its IRI; none where that is too much."""
    wanted = _lower(index.store, match["text"])
    if not wanted.strip() or (match["other"] and wanted in _lower(index.store, match["other"])):
        return None
    found: set[str] = set()
    for steps, names in _divide(match["path"]):
        things = _find_named(index, wanted, match["text"], names)
        for step in reversed(steps):
            if not _are_few(things):
                return None
            things = {one for thing in things for one in _find_before(index.store, step, thing)}
        found |= things
    return found


def _divide(path: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the steps of a path to things with names, and the properties that give these."""
    ends: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for way in path.split("|"):
        *steps, last = way.split("/")
        ends[tuple(steps)].append(last)
    for ways, names in ends.items():
        yield ways, "|".join(names)


def _find_named(index: Lists, wanted: str, text: str, path: str) -> set[str]:
    """Return what has a text in its names, or as its IRI."""
    names = _get_names(index, path)
    start, found = names.find(wanted), set()
    while start >= 0:
        line, end = names.rfind("\n", 0, start) + 1, names.index("\n", start)
        found.add(names[line : names.index("\t", line)])
        start = names.find(wanted, end)
    if "://" in wanted:
        iri = re.compile(f"^(<{re.escape(wanted[1:-1])}>)\t", re.IGNORECASE | re.MULTILINE)
        found.update(iri.findall(names))
        with contextlib.suppress(ValueError):  # it may be something that has no name
            found.add(str(pyoxigraph.NamedNode(text[1:-1])))
    return found


def _find_before(store: pyoxigraph.Store, step: str, thing: str) -> Iterator[str]:
    """Yield what a property leads from to a thing."""
    property_, object_ = (pyoxigraph.NamedNode(term[1:-1]) for term in (_expand(step), thing))
    for quad in store.quads_for_pattern(None, property_, object_, pyoxigraph.DefaultGraph()):
        yield str(quad.subject)


def _find_marked(index: Lists, match: re.Match[str]) -> set[str]:
    """Return the things of a class with a certain value, or a few too many of them."""
    value = f"<{PREFIXES[match['space']]}{match['name']}>"
    pattern = f"?thing a {_expand(match['kind'])} ; {_expand(match['path'])} {value}"
    return set(_ask(index.store, f"SELECT ?thing WHERE {{ {pattern} }} LIMIT {_MOST + 1}"))


def _lower(store: pyoxigraph.Store, text: str) -> str:
    """Return a string of SPARQL as the lists of names have it: as the engine lowers and writes it, between blanks."""
    (row,) = _ask(store, f'SELECT (CONCAT(" ", LCASE({text}), " ") AS ?lowered) WHERE {{}}')
    return row[1:-1]


def _get_names(index: Lists, path: str) -> str:
    """Return a line for each name of a thing, with the thing."""
    return _get_list(index, _write_names, path)


def _write_names(store: pyoxigraph.Store, path: str) -> str:
    """Return a line for each text that a path leads to: the thing and the text, in lower case and between blanks."""
    lines = _ask(
        store,
        'SELECT ?thing (CONCAT(" ", LCASE(STR(?text)), " ") AS ?name) '
        f"WHERE {{ ?thing {_expand(path)} ?text }}",
    )
    return "".join(f"{line}\n" for line in lines)


def _find_dated(index: Lists, match: re.Match[str]) -> set[str] | None:
    """Return what can be of a day in a span, whatever has no date among it; none where both ends are open.

    With ``is or ends``, what has a last day only counts as of that day.
    """
    first, last = _read_day(match["first"], _FIRST), _read_day(match["last"], _LAST)
    if (first, last) == (_FIRST, _LAST):
        return None
    found: set[str] = set()
    for line in _get_days(index, match).split("\n")[:-1]:
        earliest, latest, *things = line.split("\t")
        if match["how"] == "is or ends" and earliest == _FIRST and latest != _LAST:
            earliest = latest
        if earliest <= last and latest >= first:
            found.update(things)
    return found


def _get_days(index: Lists, match: re.Match[str]) -> str:
    """Return a line for each span of days, with the things that can be of a day in it."""
    return _get_list(index, _write_days, match["kind"], match["path"])


def _read_day(term: str, unknown: str) -> str:
    match = _DAY.fullmatch(term)
    return match[1] if match else unknown


def _write_days(store: pyoxigraph.Store, kind: str, path: str) -> str:
    """Return a line for each span of days: its first and last, and the things that can be of a day in it."""
    groups: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    kinds = _expand(kind).replace("|", " ")
    members = set(
        _ask(store, f"SELECT ?thing WHERE {{ VALUES ?kind {{ {kinds} }} ?thing a ?kind }}")
    )
    undated = set(members)
    for line in _ask(
        store,
        f"SELECT ?thing ?earliest ?latest WHERE {{ ?thing {_expand(path)} ?time "
        f"OPTIONAL {{ ?time {_expand('gb:earliest')} ?earliest }} "
        f"OPTIONAL {{ ?time {_expand('gb:latest')} ?latest }} }}",
    ):
        thing, earliest, latest = line.split("\t")
        if thing in members:
            undated.discard(thing)
            groups[_read_day(earliest, _FIRST), _read_day(latest, _LAST)].add(thing)
    groups[_FIRST, _LAST] |= undated
    return "".join("\t".join([*days, *sorted(groups[days])]) + "\n" for days in sorted(groups))


def _expand(path: str) -> str:
    """Return a path with whole IRIs instead of prefixed names."""
    return _NAME.sub(lambda match: f"<{PREFIXES[match[1]]}{match[2]}>", path)


def _ask(store: pyoxigraph.Store, query: str) -> list[str]:
    """Return the rows of an answer as SPARQL writes them in TSV: no end of a line or tab stands in a text."""
    result = store.query(query)
    assert isinstance(result, pyoxigraph.QuerySolutions)  # noqa: S101 - as every SELECT
    content = result.serialize(format=pyoxigraph.QueryResultsFormat.TSV) or b""
    return content.decode().split("\n")[1:-1]


def _get_list(index: Lists, write: Callable[..., str], *what: str) -> str:
    """Return a list that is kept, or else make it and keep it; one that is damaged is made again, which its checksum tells."""
    name = hashlib.sha256("\t".join([_FORM, write.__name__, *what]).encode()).hexdigest()
    kept = index.load_kept(name)
    if kept is not None and kept[:_CHECKSUM] == _sum(kept[_CHECKSUM:]):
        return kept[_CHECKSUM:].decode()
    made = write(index.store, *what)
    content = made.encode()
    index.keep(name, _sum(content) + content)
    return made


def _sum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_CHECKSUM, "big")
