"""The articles of a graph and what was read in them, loaded when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from graph_builder.facts_json import read_when, write_when
from graph_builder.model import Member
from graph_builder.resolution.dates import rebound_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.model import Article, Facts, TimeSpan
    from graph_builder.upkeep.state import State

K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)

_DATE = "date"
_CONTEXT = "context"


class Lookup(Mapping[K, V_co]):
    """What is looked up one by one, and never gone through."""

    def __iter__(self) -> Iterator[K]:
        raise NotImplementedError("this is looked up one by one")

    def __len__(self) -> int:
        raise NotImplementedError("this is looked up one by one")


class Paths(Lookup[Member, str]):
    """The path of the thing that every article's own thing of a kind is.

    Args:
        state: What was decided, as it is from now on.
        kind: ``entity``, ``measure`` or ``event``.
    """

    def __init__(self, state: State, kind: str) -> None:
        self._state, self._kind = state, kind
        self._by_article: dict[str, dict[str, str]] = {}

    def __getitem__(self, member: Member) -> str:
        article, local = member
        if article not in self._by_article:
            self._by_article[article] = self._state.get_paths(self._kind, article)
        return self._by_article[article][str(local)]


class Contexts(Lookup[str, str]):
    """The path of the country that each article speaks of most."""

    def __init__(self, state: State) -> None:
        self._state = state

    def __getitem__(self, article: str) -> str:
        path = self._state.get_digest(_CONTEXT, (article, 0))
        if path is None:
            raise KeyError(article)
        return path


class Articles:
    """The articles with their facts, as read and as bounded by the date that was concluded for the article.

    Args:
        state: What was decided.
        load: Returns an article with what was read in it by its id.
    """

    def __init__(self, state: State, load: Callable[[str], tuple[Article, Facts]]) -> None:
        self._state = state
        self._load = cache(load)
        self._bounded: dict[str, Facts] = {}

    def get_article(self, article_id: str) -> Article:
        """Return an article."""
        return self._load(article_id)[0]

    def get_read(self, article_id: str) -> Facts:
        """Return the facts as they were read."""
        return self._load(article_id)[1]

    def get_bounded(self, article_id: str) -> Facts:
        """Return the facts with times bounded by the date of the article."""
        if article_id not in self._bounded:
            facts = self.get_read(article_id)
            self._bounded[article_id] = rebound_facts(facts, self.get_date(article_id))
        return self._bounded[article_id]

    def get_date(self, article_id: str) -> TimeSpan:
        """Return when an article was written: as it says, or as was concluded."""
        digest = self._state.get_digest(_DATE, (article_id, 0))
        return self.get_read(article_id).date if digest is None else read_when(json.loads(digest))

    def set_date(self, article_id: str, date: TimeSpan | None) -> bool:
        """Keep the date that was concluded for an article, or that there is none; return whether that is different."""
        values = [json.dumps(write_when(date))] if date else []
        self._bounded.pop(article_id, None)
        return bool(self._state.set_digests(_DATE, article_id, values))

    def set_context(self, article_id: str, path: str) -> None:
        """Keep the path of the country that an article speaks of most."""
        self._state.set_digests(_CONTEXT, article_id, [path] if path else [])
