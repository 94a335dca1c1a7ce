"""Searching: names and quotes that have certain words in them, whatever their case and accents.

The texts of a graph stand one after the other in one long text, the shortest first, so that the first that are found are the
answer. That is made once for a state of the graph; a search then takes milliseconds, where a query reads every text anew.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from graph_builder.naming import fold
from graph_builder.serving.pages.listing import select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.serving.pages.view import View

_NAMES = """SELECT ?thing ?text {
  ?thing skos:prefLabel|skos:altLabel|<http://purl.org/dc/terms/title> ?text }"""
_QUOTES = "SELECT DISTINCT ?thing ?text { ?fact gb:evidence ?thing . ?thing gb:quote ?text }"


class Texts:
    """Texts, each of a thing, to be searched.

    Args:
        rows: The IRI of a thing and a text of it; a thing may have several.
    """

    def __init__(self, rows: Iterable[tuple[str, ...]]) -> None:
        entries = sorted((len(text), iri, _simplify(text)) for iri, text in rows)
        self._iris = [iri for _, iri, _ in entries]
        self._text = "\n".join(text for _, _, text in entries)
        self._starts = array("Q")
        start = 0
        for _, _, text in entries:
            self._starts.append(start)
            start += len(text) + 1

    def find(self, words: str, most: int) -> list[str]:
        """Return the things that have words in a text, that with the shortest text first."""
        wanted = _simplify(words)
        found: dict[str, None] = {}
        at = self._text.find(wanted) if wanted else -1
        while at >= 0 and len(found) < most:
            entry = bisect_right(self._starts, at) - 1
            found.setdefault(self._iris[entry])
            if entry + 1 == len(self._starts):
                break
            at = self._text.find(wanted, self._starts[entry + 1])
        return list(found)


def _simplify(text: str) -> str:
    """Return a text without case and accents, in one line."""
    return " ".join(fold(text).split())


def get_names(view: View) -> Texts:
    """Return all names of things, and titles of articles."""
    return view.keep("names", lambda view: Texts(select(view, _NAMES, "thing", "text")))


def get_quotes(view: View) -> Texts:
    """Return the quotes of all passages that facts rest on."""
    return view.keep("quotes", lambda view: Texts(select(view, _QUOTES, "thing", "text")))
