"""The passages that conclusions quote, wherever their articles are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from graph_builder.mapping.articles import collect_spans, write_passage
from graph_builder.mapping.names import ArticleNames, Names
from graph_builder.mapping.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.model import Article, Facts, Quote, Span
    from graph_builder.terms import Quad, Term

_AT_HAND = 4096
"""Of how many articles the names of passages are kept, since what is concluded goes back and forth between articles."""


class Passages(Protocol):
    """What is to be known of the passages of articles."""

    def is_described(self, quote: Quote) -> bool:
        """Whether the graph of its article describes a quote as a passage."""
        ...

    def find(self, quote: Quote) -> Term:
        """Return the IRI of the passage that a quote is."""
        ...

    def describe(self, quote: Quote) -> Sequence[Quad]:
        """Return the quads that describe a quote which the graph of its article does not."""
        ...


class ArticlePassages:
    """The passages of articles that are at hand.

    Args:
        names: The IRIs.
        articles: The articles by their ids.
        facts: The facts of every article, with bounded times.
    """

    def __init__(
        self, names: Names, articles: Mapping[str, Article], facts: Mapping[str, Facts]
    ) -> None:
        self._names, self._articles, self._facts = names, articles, facts
        self.get_names = lru_cache(maxsize=_AT_HAND)(self._name_article)
        self._get_described = lru_cache(maxsize=_AT_HAND)(self._collect_described)

    def is_described(self, quote: Quote) -> bool:
        """Whether the graph of its article describes a quote as a passage."""
        return quote.span in self._get_described(quote.article_id)

    def find(self, quote: Quote) -> Term:
        """Return the IRI of the passage that a quote is."""
        return self.get_names(quote.article_id).passage(quote.span)

    def describe(self, quote: Quote) -> Sequence[Quad]:
        """Return the quads that describe a quote which the graph of its article does not."""
        if self.is_described(quote):
            return ()
        sheet = Sheet(self._names.graph("passages"))
        write_passage(sheet, self.get_names(quote.article_id), quote.span)
        return sheet.quads

    def _name_article(self, article_id: str) -> ArticleNames:
        return ArticleNames(self._articles[article_id], self._facts[article_id], self._names)

    def _collect_described(self, article_id: str) -> set[Span]:
        return collect_spans(self._facts[article_id])
