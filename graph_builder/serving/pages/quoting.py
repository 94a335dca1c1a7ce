"""What belongs to a quote: where it is from, where it stands in the original, and the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode

from graph_builder.serving.pages.links import is_web_address

if TYPE_CHECKING:
    from graph_builder.serving.pages.view import Quote, View

_FRAGMENT_WORDS = 6
_SHORT_QUOTE, _AROUND = 30, 70
"""A quote of fewer code points is shown with so many of its line on either side."""


def cite(view: View, quote: Quote) -> str:
    """Return a quote with where it is from: outlet, title, day, address and the hash of the text."""
    outlets = (view.label(outlet) for outlet in view.objects(quote.article, "gb:publisher"))
    when = view.when(quote.article, "gb:publishedOn")
    parts = [
        *outlets,
        quote.article_label,
        f"published {when.words}" if when else "",
        view.value(quote.article, "dcterms:source"),
        f"sha256 {view.value(quote.article, 'gb:contentHash')}",
    ]
    return f"“{quote.text}” ({', '.join(part for part in parts if part)})"


def find_surroundings(view: View, quote: Quote) -> tuple[str, str]:
    """Return what stands before and after a short quote in its line, so that one can tell what it is about."""
    text = view.kept_text(quote.article) if len(quote.text) < _SHORT_QUOTE else None
    if text is None or text[quote.start : quote.end] != quote.text:
        return "", ""
    start = max(quote.start - _AROUND, text.rfind("\n", 0, quote.start) + 1)
    end = text.find("\n", quote.end)
    end = min(quote.end + _AROUND, len(text) if end < 0 else end)
    before, after = text[start : quote.start], text[quote.end : end]
    if start and text[start - 1] != "\n":
        before = f"… {before.partition(' ')[2]}"
    if end < len(text) and text[end] != "\n":
        after = f"{after.rpartition(' ')[0]} …"
    return before, after


def find_original(view: View, quote: Quote) -> str:
    """Return the address of the words in the original, by a text fragment; empty when it has no address."""
    source = view.value(quote.article, "dcterms:source")
    if not is_web_address(source):
        return ""
    words = quote.text.split()
    ends = (
        [words]
        if len(words) <= 2 * _FRAGMENT_WORDS
        else [words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]]
    )
    text = ",".join(percent_encode(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{source.partition('#')[0]}#:~:text={text}"
