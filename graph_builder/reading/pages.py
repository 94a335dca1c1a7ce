"""From a saved web page to the text of its article, by trafilatura.

The text is kept in the graph together with a hash of the page and the version of the extractor, so that a newer
extractor changes nothing in silence. Pages are read in a process of their own, since they may be made to hang or crash it.
"""

from __future__ import annotations

import atexit
import json
import re
import signal
from dataclasses import dataclass
from functools import lru_cache

from graph_builder.child_processes import PATIENCE, Child, explain_end, limit_time
from graph_builder.errors import InputError

PROGRAM = "graph_builder.reading.page_processes"
"""The module that runs in the process that reads pages."""
_ATTEMPTS = 2

_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publication_date",
    "pubdate",
    "date",
)
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_TIME = re.compile(
    r"<time\b(?=[^>]*(?:pubdate|datePublished|published))[^>]*\bdatetime\s*=\s*[\"']([^\"']+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a web page."""

    text: str
    date: str = ""
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""


def is_page(text: str) -> bool:
    """Whether a text is HTML, by how it begins."""
    return _MARKUP.match(text[:2_000]) is not None


def get_extractor() -> str:
    """Return name and version of what takes text out of pages."""
    from importlib import metadata  # noqa: PLC0415 - slow to load, and needed for pages only

    return f"trafilatura {metadata.version('trafilatura')}"


def read_page(markup: str, source: str, patience: float = PATIENCE) -> Page:
    """Return the article of a page: its text, paragraphs parted by empty lines, and what the page says of it.

    Args:
        markup: The page.
        source: What messages call it.
        patience: How many seconds it may take, beside one for each thousand characters.

    Raises:
        InputError: The page has no article that can be told from the rest, takes too long, or ends the process that reads it.
    """
    page = Page(**json.loads(_ask_child(markup, source, patience)))
    if not page.text:
        raise InputError(
            f"{source} has no article that can be told from the page; save its text instead"
        )
    return page


def _ask_child(markup: str, source: str, patience: float) -> bytes:
    """Return the answer of the process that reads pages; one that a signal ended is replaced once."""
    seconds, code = limit_time(len(markup), patience), 0
    for _ in range(_ATTEMPTS):
        child = _start_child()
        child.send(markup.encode("utf-8", "surrogatepass"), seconds)
        answer = child.receive()
        if answer:
            return answer
        code = child.wait()
        _start_child.cache_clear()
        if code >= 0 or code == -signal.SIGALRM:
            break
    raise InputError(explain_end(source, code, seconds))


@lru_cache(maxsize=1)
def _start_child() -> Child:
    """Return the process that reads pages, started before the first of them."""
    child = Child(PROGRAM)
    child.receive()
    atexit.register(stop_child)
    return child


def stop_child() -> None:
    """End the process that reads pages, if there is one; it ends with this process, too."""
    if _start_child.cache_info().currsize:
        _start_child().kill()
        _start_child.cache_clear()


def extract_page(markup: str) -> Page:
    """Return the article of a page, in this process; its text is empty when none can be told from the rest."""
    import trafilatura  # noqa: PLC0415 - takes a third of a second, so only where there is HTML

    found = trafilatura.bare_extraction(markup, include_comments=False, with_metadata=True)
    return Page(
        text=re.sub(r"\n+", "\n\n", _get(found, "text")).strip(),
        date=_find_day(markup),
        title=_get(found, "title"),
        publisher=_get(found, "sitename"),
        author=_get(found, "author").replace("; ", ", "),
        url=_get(found, "url"),
    )


def _get(document: object, name: str) -> str:
    """Return a field of what the extractor found, empty when it has none."""
    return str(getattr(document, name, None) or "")


def _find_day(markup: str) -> str:
    """Return the day of publication that the page's metadata says, empty when they say none.

    The extractor's own search is not asked: it takes any number that looks like a year, such as that of a copyright line.
    """
    said: dict[str, str] = {}
    for tag in _META.findall(markup):
        fields = {name.lower(): "".join(rest) for name, *rest in _ATTRIBUTE.findall(tag)}
        name = fields.get("property") or fields.get("name") or fields.get("itemprop") or ""
        said.setdefault(name.lower(), fields.get("content", ""))
    for name in _DATE_NAMES:
        if said.get(name):
            return said[name]
    for pattern in (_LINKED_DATA, _TIME):
        found = pattern.search(markup)
        if found:
            return found[1]
    return ""
