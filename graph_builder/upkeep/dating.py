"""The dates of articles without one, kept up: each is decided anew when something that it ties itself to is known otherwise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph_builder.facts_json import read_when, write_when
from graph_builder.model import Quote, Span
from graph_builder.resolution.dates import (
    OFFICE,
    Known,
    are_usable,
    date_article,
    is_undated,
    list_anchors,
    list_known,
)
from graph_builder.upkeep.state import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph_builder.model import Facts, Member
    from graph_builder.resolution.landmarks import Key, Landmarks
    from graph_builder.upkeep.articles import Articles
    from graph_builder.upkeep.state import State

_ROOMS = ("known time", "anchor")


def renew_dates(
    state: State,
    articles: Articles,
    changed: Mapping[str, Facts | None],
    relabelled: Iterable[str],
    paths: Mapping[Member, str],
    landmarks: Landmarks,
) -> set[str]:
    """Return the articles without a date for which another one is concluded now.

    Args:
        state: What was decided.
        articles: The articles.
        changed: The facts of the articles of which anything is different; none for one that is gone.
        relabelled: The paths of things that are called otherwise now.
        paths: The thing that every entity is.
        landmarks: Tells which events serve.
    """
    keys = {_write_key((OFFICE, path)) for path in relabelled}
    undated: set[str] = set()
    for article, facts in changed.items():
        gone, new = keep_times(state, article, facts, paths, landmarks)
        keys |= {entry.key for entry in (*gone, *new)}
        if facts is None or not is_undated(facts):
            articles.set_date(article, None)
        else:
            undated.add(article)
    undated |= {article for key in keys for (article, _), _ in state.list_places("anchor", key)}
    known, labels = _KnownTimes(state), _Labels(state)
    moved = set()
    for article in sorted(undated):
        facts = articles.get_read(article)
        date, _ = date_article(facts, list_anchors(facts, paths, landmarks), known, labels)
        if articles.set_date(article, date):
            moved.add(article)
    return moved


def keep_times(
    state: State,
    article: str,
    facts: Facts | None,
    paths: Mapping[Member, str],
    landmarks: Landmarks,
) -> tuple[set[Entry], set[Entry]]:
    """Keep what an article dates, and what it ties its own date to; return the entries that are gone and new."""
    entries = _list_entries(facts, paths, landmarks) if facts else ()
    return state.put(article, _ROOMS, entries)


def _list_entries(
    facts: Facts, paths: Mapping[Member, str], landmarks: Landmarks
) -> Iterator[Entry]:
    for number, (key, known) in enumerate(list_known(facts, paths, landmarks)):
        yield Entry("known time", _write_key(key), number, _write_known(known))
    if is_undated(facts):
        for number, anchor in enumerate(list_anchors(facts, paths, landmarks)):
            yield Entry("anchor", _write_key(anchor.key), number)


def _write_key(key: Key) -> str:
    return json.dumps(key)


def _write_known(known: Known) -> str:
    span = known.quote.span
    return json.dumps([known.what, write_when(known.when), span.start, span.end, span.text])


class _KnownTimes:
    """The times that dated articles give for what undated ones speak of, too."""

    def __init__(self, state: State) -> None:
        self._state = state

    def get(self, key: Key, _default: tuple[Known, ...], /) -> list[Known]:
        times = []
        for (article, _), value in self._state.list_places("known time", _write_key(key)):
            what, when, *span = json.loads(value)
            times.append(Known(what, read_when(when), Quote(article, Span(*span))))
        return times if are_usable(key, times) else []


class _Labels:
    """The names of things by their paths."""

    def __init__(self, state: State) -> None:
        self._state = state

    def get(self, path: str, default: str, /) -> str:
        named = self._state.find_named("entity", path)
        return named.label if named else default
