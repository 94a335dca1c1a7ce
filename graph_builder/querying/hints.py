"""Hints: comments by which a question asks for the few things that can be meant, instead of looking through all.

Three kinds are known, each on a line of its own where SPARQL takes ``VALUES``::

    # Hint: VALUES ?agent whose skos:prefLabel|skos:altLabel contains ?__speaker
    # Hint: VALUES ?claim of gb:Claim|gb:NonStatement whose gb:statedOn is between ?__from_xsd_date and ?__to_xsd_date
    # Hint: VALUES ?measure of gb:Measure whose gb:status is gb:?__status

(or ``is or ends between``, where what has no first day counts as of its last). Prefixes are those that the project uses everywhere.

For any other engine they are comments. Here, once the parameters are bound, such a line becomes ``VALUES ?agent { <IRI> … }``. These
are all that can be meant, perhaps more: the query's own filters decide, so that the answer is the same with and without. A hint
whose parameter is left out, or that would name more than a few thousand things, or half of all that have days, stays a comment.

The things are found in lists (``lists.py``) of what all things are called, and of the days that they can be of. A path of several steps
(``gb:speaker/skos:prefLabel``) needs the list of its last one, and is then gone back.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from functools import cache, partial
from typing import TYPE_CHECKING

import pyoxigraph

from graph_builder.querying.lists import (
    FIRST,
    LAST,
    DayList,
    NameList,
    are_few,
    ask,
    expand,
    find_before,
    get_encoded,
    get_list,
    read_day,
    read_groups,
    renew_list,
)
from graph_builder.querying.tokens import iter_tokens
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from graph_builder.querying.lists import Lists
    from graph_builder.terms import Triple

_MOST = 10_000
"""How many things a hint names at most, where nothing says how many there are: looking up so many may take as long as reading all."""
_SHARE = 2
"""Of things with days, whose number is known, a hint names half at most: naming them takes a third of the time of reading all."""

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
    for wanted in list_needed(texts):
        get_list(index, wanted)


def renew_lists(index: Lists, texts: Iterable[str], changed: Collection[Triple]) -> None:
    """Keep the lists that the hints of some questions need as they are since some triples have come or gone; see ``renew_list``."""
    for wanted in list_needed(texts):
        renew_list(index, wanted, changed)


def list_needed(texts: Iterable[str]) -> list[NameList | DayList]:
    """Return the lists that the hints of some questions need, each once."""
    needed: dict[NameList | DayList, None] = {}
    for comment in sorted({match[0] for text in texts for match in _HINT.finditer(text)}):
        match = _HINT.fullmatch(_PARAMETER.sub('""', comment))
        condition = match[2] if match else ""
        if called := _CONTAINS.fullmatch(condition):
            needed.update((NameList(names), None) for _, names in _divide(called["path"]))
        if dated := _BETWEEN.fullmatch(condition):
            needed[DayList(dated["kind"], dated["path"])] = None
    return list(needed)


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
            return " ".join(sorted(found)) if found is not None else None
    return None


def _take_few(found: set[str], most: int) -> set[str] | None:
    """Return things, unless they are too many to be named, or cannot be."""
    return found if are_few(found, most) else None


def _knows(match: re.Match[str]) -> bool:
    """Say whether all prefixes are those of the project."""
    groups = match.groupdict()
    names = _NAME.findall(f"{groups['path']} {groups.get('kind', '')}")
    return {prefix for prefix, _ in names} | {groups.get("space", "gb")} <= PREFIXES.keys()


def _find_called(index: Lists, match: re.Match[str]) -> set[str] | None:
    """Return what leads to something that is called by a text or, in another case of the letters, by its IRI; none where that is too much."""
    wanted = _lower(index.store, match["text"])
    if not wanted.strip() or (match["other"] and wanted in _lower(index.store, match["other"])):
        return None
    found: set[str] = set()
    for steps, names in _divide(match["path"]):
        things = _find_named(index, wanted, match["text"], names)
        for step in reversed(steps):
            if not are_few(things, _MOST):
                return None
            things = _go_back(index.store, expand(step), things)
        found |= things
    return _take_few(found, _MOST)


def _go_back(store: pyoxigraph.Store, property_: str, things: Iterable[str]) -> set[str]:
    """Return what a property leads from to one of the things, or a few too many of it."""
    before = (one for thing in things for one in find_before(store, property_, thing))
    found: set[str] = set()
    for one in before:
        found.add(one)
        if len(found) > _MOST:
            break
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
    names, name = get_encoded(index, NameList(path)), wanted.encode()
    start, found = names.find(name), set()
    while start >= 0:
        line, end = names.rfind(b"\n", 0, start) + 1, names.index(b"\n", start)
        found.add(names[line : names.index(b"\t", line)].decode())
        start = names.find(name, end)
    if "://" in wanted:
        iri = re.compile(f"^(<{re.escape(wanted[1:-1])}>)\t", re.IGNORECASE | re.MULTILINE)
        found.update(iri.findall(names.decode()))
        with contextlib.suppress(ValueError):  # it may be something that has no name
            found.add(str(pyoxigraph.NamedNode(text[1:-1])))
    return found


def _find_marked(index: Lists, match: re.Match[str]) -> set[str] | None:
    """Return the things of a class with a certain value, or a few too many of them."""
    value = f"<{PREFIXES[match['space']]}{match['name']}>"
    pattern = f"?thing a {expand(match['kind'])} ; {expand(match['path'])} {value}"
    found = ask(index.store, f"SELECT ?thing WHERE {{ {pattern} }} LIMIT {_MOST + 1}")
    return _take_few(set(found), _MOST)


def _lower(store: pyoxigraph.Store, text: str) -> str:
    """Return a string of SPARQL as the lists of names have it: as the engine lowers and writes it, between blanks."""
    (row,) = ask(store, f'SELECT (CONCAT(" ", LCASE({text}), " ") AS ?lowered) WHERE {{}}')
    return row[1:-1]


def _find_dated(index: Lists, match: re.Match[str]) -> set[str] | None:
    """Return what can be of a day in a span, whatever has no date among it; none where both ends are open.

    With ``is or ends``, what has a last day only counts as of that day.
    """
    first, last = read_day(match["first"], FIRST), read_day(match["last"], LAST)
    if (first, last) == (FIRST, LAST):
        return None
    found: set[str] = set()
    total = 0
    days = get_list(index, DayList(match["kind"], match["path"]))
    for earliest, latest, things in read_groups(days):
        ends = match["how"] == "is or ends" and earliest == FIRST and latest != LAST
        if (latest if ends else earliest) <= last and latest >= first:
            found |= things
        total += len(things)
    return _take_few(found, max(_MOST, total // _SHARE))
