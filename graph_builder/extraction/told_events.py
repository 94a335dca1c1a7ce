"""The events that an article has told when it comes to a figure: the one just told, the main one, the one a noun names."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from graph_builder.extraction.predicates import get_governing_verb
from graph_builder.extraction.story import find_story_day
from graph_builder.extraction.times.tense import looks_back
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_builder.extraction.context import Context
    from graph_builder.model import Event, TimeSpan

_EVENT_DAYS = timedelta(days=10)
_COUNTING = frozenset({"Election", "RunoffElection", "ViolentIncident"})
_REACH = 1500
"""In code points: farther back, another story is told."""


class ToldEvents:
    """The dated events of an article, in the order of the text and by the words that tell them."""

    def __init__(self, context: Context) -> None:
        """Sort the events; one to come is not yet told, and one that has its bounds from the story alone dates nothing."""
        today = context.parsed.article.date
        story = find_story_day(context)
        inherited = (story.when.earliest, today) if story is not None else None
        counting = context.once(_list_counting)
        self._days: list[tuple[int, TimeSpan]] = []
        self._counting: set[int] = set()
        self._by_noun: dict[str, TimeSpan] = {}
        for event in context.events:
            when = event.occurred_on
            to_come = today is not None and when.earliest is not None and when.earliest > today
            bounds = when.earliest, when.latest
            to_come = to_come or _is_background(event, context)
            if is_day(when) and not to_come and (bounds != inherited or is_one_day(when)):
                self._days.append((event.evidence.start, when))
                if not event.kind or event.kind in counting:
                    self._counting.add(event.evidence.start)
            for noun in _list_nouns(event, context) if is_dated(when) else ():
                known = self._by_noun.get(noun)
                if known is None or (is_day(when) and not is_day(known)):
                    self._by_noun[noun] = when
        self._main = self._days[0] if self._days else None
        self._days.sort(key=lambda item: item[0])
        self._starts = [start for start, _ in self._days]

    def find_last(self, start: int, end: int) -> TimeSpan | None:
        """Return the time of the event told last between two offsets, as an extent, if it is known to some days."""
        index = bisect_right(self._starts, end) - 1
        if index < 0 or self._days[index][0] < start:
            return None
        return extend(self._days[index][1])

    def find_main(self, until: int | None = None) -> TimeSpan | None:
        """Return the time of the first event that an article tells as past.

        With an offset, for a figure of no people there: only if told within reach before it, and if it is a vote, a match, or has
        victims; a death or a meeting counts nothing.
        """
        if self._main is None:
            return None
        if until is not None and not (
            self._main[0] in self._counting and 0 <= until - self._main[0] <= _REACH
        ):
            return None
        return extend(self._main[1])

    def find_named(self, noun: str) -> TimeSpan | None:
        """Return the time of the first event that was told with a noun, before others one that is known to some days."""
        return self._by_noun.get(noun.lower())


def _is_background(event: Event, context: Context) -> bool:
    """Whether an event is told in the past perfect, from which the text comes back: "a court *had on Friday barred* the strike".

    Not where somebody says so ("reported that it had strengthened"), which is news.
    """
    tokens = context.parsed.tokens_in(event.evidence.start, event.evidence.end)
    verb = get_governing_verb(tokens.root) if tokens else None
    return verb is not None and verb.dep_ == "ROOT" and looks_back(verb)


def _list_counting(context: Context) -> frozenset[str]:
    """Return the kinds of events whose figures an article goes on to give: elections, votes, matches, what has victims."""
    return frozenset(
        entry.name
        for entry in context.lexicon.of_kind("EventType")
        if entry.value("counts")
        or entry.value("class") in _COUNTING
        or (entry.value("affected") == "victims" and not entry.value("outcome"))
    )


def _list_nouns(event: Event, context: Context) -> Iterator[str]:
    """Yield the nouns that name an event, as "election" heads "the general election"."""
    for span in (event.evidence, *event.further_evidence):
        tokens = context.parsed.tokens_in(span.start, span.end)
        if tokens and tokens.root.pos_ in {"NOUN", "PROPN"}:
            yield tokens.root.lower_


_last: list[tuple[Sequence[Event], ToldEvents]] = []


def get_told_events(context: Context) -> ToldEvents:
    """Return the dated events of the article that is being read; sorted once."""
    if not _last or _last[0][0] is not context.events:
        _last[:] = [(context.events, ToldEvents(context))]
    return _last[0][1]


def extend(when: TimeSpan) -> TimeSpan:
    """Return a time as the extent for which a figure holds."""
    like = replace(when, extent=True)
    return make_timespan(like.earliest, like.latest, because=like.because, like=like)


def is_dated(when: TimeSpan) -> bool:
    """Tell whether a time is known at all."""
    return bool(when.earliest or when.latest or when.relative)


def is_one_day(when: TimeSpan) -> bool:
    """Tell whether a time is one day, be it of an article whose date is unknown."""
    return when.earliest == when.latest and (when.earliest is not None or when.relative is not None)


def is_day(when: TimeSpan) -> bool:
    """Tell whether a time is known to a few days."""
    if when.earliest is None or when.latest is None:
        return when.relative is not None and when.relative.unit == "day"
    return when.latest - when.earliest <= _EVENT_DAYS
