"""An article's record as JSON and back, without its text, which a graph folder keeps beside it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from graph_builder.model import Article, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXTS = (
    "title",
    "publisher",
    "agency",
    "author",
    "url",
    "language",
    "content_hash",
    "extracted_by",
    "page_hash",
)


def write_article(article: Article) -> dict[str, Any]:
    """Return all of an article but its text and where it was read from."""
    evidence = article.date_evidence
    return {
        "id": article.id,
        "date": article.date.isoformat() if article.date else None,
        "date_evidence": [evidence.start, evidence.end] if evidence else None,
        "paragraphs": [[span.start, span.end] for span in article.paragraphs],
        "remarks": list(article.remarks),
        **{name: getattr(article, name) for name in _TEXTS},
    }


def read_article(data: Mapping[str, Any], text: str) -> Article:
    """Return the article that ``write_article`` wrote, with its text."""

    def cut(offsets: tuple[int, int]) -> Span:
        return Span(offsets[0], offsets[1], text[offsets[0] : offsets[1]])

    return Article(
        id=data["id"],
        text=text,
        paragraphs=tuple(cut(offsets) for offsets in data["paragraphs"]),
        date=dt.date.fromisoformat(data["date"]) if data["date"] else None,
        date_evidence=cut(data["date_evidence"]) if data["date_evidence"] else None,
        remarks=tuple(data["remarks"]),
        **{name: data[name] for name in _TEXTS},
    )
