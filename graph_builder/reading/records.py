"""Articles as JSON: one object, a list of them, or one a line, under the names that publishers use.

Understood are this project's own names (``id``, ``date``, ``title``, ``publisher``, ``url``, ``text``), IPTC ninjs 1 to 3
(``uri``, ``headline``, ``body_text``, ``versioncreated``, ``byline``, …) and schema.org's NewsArticle (``articleBody``,
``datePublished``, …).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph_builder.errors import InputError
from graph_builder.reading.dates import read_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_IDS = ("id", "uri", "@id", "identifier", "guid")
_TEXTS = ("text", "body_text", "bodytext", "articleBody", "body", "content")
_PAGES = ("body_xhtml", "body_html", "bodyhtml")
_TITLES = ("title", "headline", "name")
_DATES = (
    "date",
    "datePublished",
    "published",
    "pubDate",
    "firstpublished",
    "firstcreated",
    "contentcreated",
    "versioncreated",
)
_PUBLISHERS = ("publisher", "source", "provider", "infosource")
_URLS = ("url", "link", "mainEntityOfPage", "canonical")
_AUTHORS = ("author", "byline", "by", "creator")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Record:
    """One article as JSON gives it. ``is_page`` tells that ``text`` is HTML."""

    id: str
    text: str
    date: dt.date | None = None
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    is_page: bool = False
    remarks: list[str] = field(default_factory=list)


def parse_json(text: str, source: str) -> Any:
    """Parse JSON.

    Raises:
        InputError: It is not JSON; ``source``, line and column are named in the message.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text else ""
        place = f"{line}column {error.colno}"
        raise InputError(
            f"{source} is not JSON ({place}: {error.msg}); mend or remove it"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{source} is JSON that cannot be read ({error}); mend or remove it"
        ) from error


def split_records(value: Any) -> list[Any]:
    """Return the articles of a JSON document: itself, the items of a list, or of a list it is wrapped in."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not _first_text(value, (*_TEXTS, *_PAGES)):
        for name in ("articles", "items", "data", "results"):
            if isinstance(value.get(name), list):
                return list(value[name])
    return [value]


def find_id(value: Any) -> str:
    """Return the id of an article as JSON has it; empty if it has none."""
    found = _first_text(value, _IDS).strip() if isinstance(value, dict) else ""
    return _LONE_SURROGATE.sub("\ufffd", found)


def read_record(value: Any, source: str, fallback: str) -> Record:
    """Return one article of its JSON object; ``fallback`` is its id when it has none.

    Raises:
        InputError: It is no object, or has no text.
    """
    if not isinstance(value, dict):
        raise InputError(f'{source} is not a JSON object with the field "text"; mend or remove it')
    text, is_page = _find_body(value)
    if not text.strip():
        raise InputError(f'{source} has no text in the field "text"; add it, or remove the entry')
    record = Record(
        id=find_id(value) or fallback,
        text=text,
        title=_first_text(value, _TITLES) or _first_item(value, "headlines"),
        publisher=_first_text(value, _PUBLISHERS) or _first_item(value, "infosources"),
        author=re.sub(r"^by\s+", "", _first_text(value, _AUTHORS), flags=re.IGNORECASE),
        url=_first_text(value, _URLS),
        is_page=is_page,
    )
    _mend(record)
    _read_day(record, value)
    return record


def _find_body(value: Mapping[str, Any]) -> tuple[str, bool]:
    text = _first_text(value, _TEXTS)
    if text:
        return text, False
    page = _first_text(value, _PAGES)
    if page:
        return page, True
    bodies = [body for body in _list(value.get("bodies")) if isinstance(body, dict)]
    for is_page in (False, True):
        for body in bodies:
            kind = str(body.get("contenttype") or body.get("contentType") or "")
            if ("html" in kind.lower()) is is_page and isinstance(body.get("value"), str):
                return body["value"], is_page
    return "", False


def _read_day(record: Record, value: Mapping[str, Any]) -> None:
    for name in _DATES:
        said = value.get(name)
        if said in (None, ""):
            continue
        record.date = read_date(str(said))
        if record.date is None:
            record.remarks.append(
                f'the {name} "{said}" is no day such as 2025-02-19 and is left out'
            )
        return


def _mend(record: Record) -> None:
    """Replace halves of surrogate pairs, which are no characters and in no file, one for one."""
    if _LONE_SURROGATE.search(record.text):
        record.text = _LONE_SURROGATE.sub("\ufffd", record.text)
        record.remarks.append("holds halves of surrogate pairs, read as U+FFFD")
    for name in ("id", "title", "publisher", "author", "url"):
        setattr(record, name, _LONE_SURROGATE.sub("\ufffd", getattr(record, name)))


def _first_text(value: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _to_text(value.get(name)))), "")


def _first_item(value: Mapping[str, Any], name: str) -> str:
    return next((text for item in _list(value.get(name)) if (text := _to_text(item))), "")


def _to_text(value: Any) -> str:
    """Return a field as text: a string, a number, the name of an object, the names of a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        return next(
            (value[k] for k in ("name", "value", "@id") if isinstance(value.get(k), str)), ""
        )
    if isinstance(value, list):
        return ", ".join(text for item in value if (text := _to_text(item)))
    return ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
