"""Links from things to Wikidata: from a table of the user's, or asked of a reconciliation service.

Both only propose. What is taken becomes entries of a corrections file (``add: link``), so that a link has an author and a reason, survives
every build, and is undone by taking its entry out. No build ever asks a service.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from graph_builder.errors import InputError, OutsideError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from graph_builder.model import Thing

WIKIDATA = "http://www.wikidata.org/entity/"
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)")
_THING_COLUMNS = ("thing", "iri", "name", "label")
_ITEM_COLUMNS = ("qid", "wikidata", "item", "link")
_CLASSES = {
    "Person": "Q5",
    "Country": "Q6256",
    "Place": "Q2221906",
    "GovernmentBody": "Q327333",
    "NewsOutlet": "Q1193236",
    "Organization": "Q43229",
    "ArmedGroup": "Q17149090",
}
"""The Wikidata item of each class, by which a service narrows its search."""
_BATCH = 10
_TIMEOUT = 30  # seconds
_LARGEST = 10_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Link:
    """A proposal: a thing, as an address or a name, its item of Wikidata, and where that comes from."""

    thing: str
    item: str
    source: str


def read_table(path: Path) -> list[Link]:
    """Return the links of a CSV table: a column ``thing`` (or ``iri``, ``name``) and one ``qid`` (or ``wikidata``).

    Without such a head, the first column is the thing and the second one the item.

    Raises:
        InputError: The file cannot be read, or a row has no item; every such line is named.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist; check the path given with --table") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8; save it as UTF-8") from error
    reader = csv.reader(text.splitlines())
    rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    head = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    columns = [
        next((head.index(name) for name in names if name in head), None)
        for names in (_THING_COLUMNS, _ITEM_COLUMNS)
    ]
    thing, item = columns
    if thing is None or item is None:
        thing, item = 0, 1
    else:
        rows = rows[1:]
    return _read_rows(rows, thing, item, path)


def _read_rows(
    rows: Sequence[tuple[int, list[str]]], thing: int, item: int, path: Path
) -> list[Link]:
    found, problems = [], []
    for line, row in rows:
        cells = [cell.strip() for cell in row]
        match = _ITEM.fullmatch(cells[item]) if len(cells) > max(thing, item) else None
        if match is None or not cells[thing]:
            problems.append(
                f"{path}, line {line}: a row has a thing and an item such as Q736, not {','.join(row)!r}"
            )
        else:
            found.append(Link(cells[thing], match[1], f"{path.name}, line {line}"))
    if problems:
        raise InputError("\n".join(problems))
    return found


def ask_service(url: str, things: Sequence[Thing]) -> Iterator[Link]:
    """Yield what a reconciliation service is sure of (Reconciliation Service API 0.2, W3C community group report, 4.2).

    Only candidates that the service itself calls a match are taken, and only where there is one.

    Args:
        url: The address of the service.
        things: What is asked about: by name and class.

    Raises:
        UsageError: The address is none of the web.
        OutsideError: The service cannot be reached, or does not answer in its protocol.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise UsageError(
            f"{url!r} is no web address; give one such as https://wikidata.reconci.link/en/api"
        )
    for start in range(0, len(things), _BATCH):
        batch = things[start : start + _BATCH]
        answers = _post(
            url, {f"q{number}": _make_query(thing) for number, thing in enumerate(batch)}
        )
        for number, thing in enumerate(batch):
            match = _find_match(answers.get(f"q{number}"))
            if match is not None:
                yield Link(thing.path, match, f"{urlsplit(url).netloc} matched “{thing.label}”")


def _make_query(thing: Thing) -> dict[str, Any]:
    query: dict[str, Any] = {"query": thing.label, "limit": 3}
    if thing.type in _CLASSES:
        query["type"] = _CLASSES[thing.type]
    return query


def _post(url: str, queries: dict[str, Any]) -> dict[str, Any]:
    data = urlencode({"queries": json.dumps(queries, ensure_ascii=False)}).encode()
    request = Request(url, data, {"Accept": "application/json"})  # noqa: S310 - the scheme was checked
    try:
        with urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310 - the scheme was checked
            content = response.read(_LARGEST)
        answers = json.loads(content)
    except (URLError, TimeoutError, OSError) as error:
        raise OutsideError(
            f"{url} cannot be reached: {error}; try again, or give a table with --table"
        ) from error
    except ValueError as error:
        raise OutsideError(
            f"{url} does not answer in JSON; it is no reconciliation service"
        ) from error
    if not isinstance(answers, dict):
        raise OutsideError(f"{url} does not answer as a reconciliation service does")
    return answers


def _find_match(answer: Any) -> str | None:
    """Return the item of the one candidate that is called a match."""
    candidates = answer.get("result") if isinstance(answer, dict) else None
    matches = {
        str(candidate.get("id"))
        for candidate in candidates or ()
        if isinstance(candidate, dict) and candidate.get("match") is True
    }
    found = _ITEM.fullmatch(next(iter(matches))) if len(matches) == 1 else None
    return found[1] if found else None
