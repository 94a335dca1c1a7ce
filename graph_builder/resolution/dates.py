"""When an article without a date was written, and so when what it tells happened.

Such an article ties its own date to things: "took office last month", "won the runoff last week", "the earthquake on Monday". Where other articles say when
that was ("in power since 2023"), its date has bounds: some day of a month after one of 2023. Who is called by an office has taken it, so
that the article is no older than that. Nothing is ever guessed: a bound that no words give stays open, and the reason stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from graph_builder.model import Entity, Facts, Member, Quote, Span, TimeSpan
from graph_builder.resolution.landmarks import is_landmark_time
from graph_builder.timespans import (
    format_edtf,
    get_unit_end,
    get_unit_start,
    make_timespan,
    may_coincide,
    narrow,
    resolve_relative,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.model import Measure, RelativeTime
    from graph_builder.resolution.landmarks import Key, Landmarks


OFFICE = "office"
"""The kind of key of what began with somebody's taking office."""


@dataclass(frozen=True)
class Known:
    """A time that a dated article gives for something that an undated one speaks of, too.

    ``what`` says in words what that is; of somebody who took office it is the path, since names are chosen from all articles.
    """

    what: str
    when: TimeSpan
    quote: Quote


@dataclass(frozen=True)
class Anchor:
    """Something that an article dates relative to itself, or (without a relative time) knows to have begun."""

    key: Key
    relative: RelativeTime | None
    evidence: Span


class KnownTimes(Protocol):
    """The times that dated articles give, by what they date."""

    def get(self, key: Key, default: tuple[Known, ...], /) -> Sequence[Known]:
        """Return those of one thing."""
        ...


class Labels(Protocol):
    """The names of things by their paths."""

    def get(self, path: str, default: str, /) -> str:
        """Return the name of one thing."""
        ...


def date_articles(
    all_facts: Sequence[Facts],
    paths: Mapping[Member, str],
    labels: Mapping[str, str],
    landmarks: Landmarks,
    ruled: Mapping[str, TimeSpan] | None = None,
) -> tuple[dict[str, TimeSpan], list[tuple[str, tuple[Quote, ...]]]]:
    """Return the date of each article by its id, and sentences on dates that contradict each other.

    Args:
        all_facts: The facts of all articles.
        paths: The thing that every entity is.
        labels: The names of things.
        landmarks: Tells which events serve.
        ruled: The dates that persons gave.
    """
    ruled = ruled or {}
    known: dict[Key, list[Known]] = {}
    for facts in all_facts:
        for key, time in list_known(facts, paths, landmarks):
            known.setdefault(key, []).append(time)
    known = {key: times for key, times in known.items() if are_usable(key, times)}
    dates, findings = {}, []
    for facts in all_facts:
        date = ruled.get(facts.article_id, facts.date)
        if date.earliest is None and date.latest is None:
            anchors = list_anchors(facts, paths, landmarks)
            date, conflict = date_article(facts, anchors, known, labels)
            if conflict:
                findings.append(conflict)
        dates[facts.article_id] = date
    return dates, findings


def is_undated(facts: Facts) -> bool:
    """Whether an article says nothing of when it was written."""
    return facts.date.earliest is None and facts.date.latest is None


def list_known(
    facts: Facts, paths: Mapping[Member, str], landmarks: Landmarks
) -> Iterator[tuple[Key, Known]]:
    """Yield the times that a dated article gives for what may date others: offices that began, and landmarks."""
    if facts.date.latest is None:
        return
    for tenure in facts.tenures:
        start = tenure.started_on
        holder = paths.get(Member(facts.article_id, tenure.holder))
        if holder and start.earliest and start.latest:
            yield (OFFICE, holder), Known(holder, start, Quote(facts.article_id, tenure.evidence))
    for event in facts.events:
        when = event.occurred_on
        if is_landmark_time(when):
            for key in landmarks.list_keys(facts, event):
                yield key, Known(event.label, when, Quote(facts.article_id, event.evidence))


def are_usable(key: Key, times: Sequence[Known]) -> bool:
    """Whether times date an undated article: of a landmark only such as may be one time."""
    return key[0] == OFFICE or all(may_coincide(times[0].when, time.when) for time in times)


def list_anchors(
    facts: Facts, paths: Mapping[Member, str], landmarks: Landmarks
) -> Iterator[Anchor]:
    """Yield what ties an article to its own date, what it dates before what only has begun."""
    for tenure in facts.tenures:
        holder = paths.get(Member(facts.article_id, tenure.holder), "")
        start = tenure.started_on
        has_begun = not (start.earliest or start.latest or tenure.ended_on != TimeSpan())
        if holder and tenure.according_to is None and (start.relative or has_begun):
            yield Anchor((OFFICE, holder), start.relative, tenure.evidence)
    for event in facts.events:
        when = event.occurred_on
        if event.according_to is not None or when.earliest or when.latest:
            continue
        for key in landmarks.list_keys(facts, event):
            # Whoever tells of a death tells it after; of which election, without a time, nobody knows.
            if when.relative or (key[0] == "death" and event.modality == "Asserted"):
                yield Anchor(key, when.relative, event.evidence)


def date_article(
    facts: Facts,
    anchors: Iterable[Anchor],
    known: KnownTimes,
    labels: Labels,
) -> tuple[TimeSpan, tuple[str, tuple[Quote, ...]] | None]:
    """Return when an undated article was written, and a sentence where what is known contradicts itself.

    Args:
        facts: Its facts.
        anchors: What ties it to its own date.
        known: The times that dated articles give.
        labels: The names of things.
    """
    date = TimeSpan(because="the article has no date, and nothing in it gives one")
    for anchor in sorted(anchors, key=lambda anchor: anchor.relative is None):
        for beginning in known.get(anchor.key, ()):
            bounds = _date_from(anchor, beginning, labels)
            narrowed = narrow(date, bounds) if date.earliest or date.latest else bounds
            if narrowed is None:
                quotes = (Quote(facts.article_id, anchor.evidence), beginning.quote)
                return date, (
                    f"the dates that other articles give {facts.article_id} do not fit together",
                    quotes,
                )
            date = narrowed
    return date, None


def _date_from(anchor: Anchor, beginning: Known, labels: Labels) -> TimeSpan:
    """Return the bounds of an article's date from something it dates relative to itself.

    If the article calls a time ``first`` to ``last`` units away, it was written ``-last`` to ``-first`` units after it.
    """
    earliest = latest = None
    relative = anchor.relative
    if relative is None:
        earliest = beginning.when.earliest
    elif beginning.when.earliest:
        earliest = get_unit_start(beginning.when.earliest, relative.unit, -relative.last)
    if relative is not None and beginning.when.latest:
        latest = get_unit_end(beginning.when.latest, relative.unit, -relative.first)
    what = beginning.what
    if anchor.key[0] == OFFICE:
        what = f"{labels.get(what, what)} took office"
    because = (
        f"the article says “{anchor.evidence.text}”, and “{beginning.quote.span.text}” in "
        f"{beginning.quote.article_id} puts that ({what}) in {beginning.when.edtf}"
    )
    return make_timespan(earliest, latest, because=because, like=TimeSpan(evidence=anchor.evidence))


def rebound_facts(facts: Facts, date: TimeSpan) -> Facts:
    """Return the facts of an article with every relative time bounded by the date that was concluded for it, or ruled."""
    if date == facts.date or (date.earliest is None and date.latest is None):
        return facts
    bounded: Facts = _rebound(replace(facts, date=date), date)
    return replace(
        bounded,
        date=date,
        claims=tuple(_cap(claim, "stated_on", date) for claim in bounded.claims),
        measures=tuple(_cap_measure(measure, date) for measure in bounded.measures),
    )


def _rebound(value: Any, date: TimeSpan) -> Any:
    if isinstance(value, TimeSpan):
        return _bound_time(value, date)
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        return tuple(_rebound(item, date) for item in value)
    if isinstance(value, Span | Entity):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: new
            for field in fields(value)
            if (new := _rebound(old := getattr(value, field.name), date)) is not old
        }
        return replace(value, **changes) if changes else value
    return value


def _bound_time(when: TimeSpan, date: TimeSpan) -> TimeSpan:
    if when.relative is None:
        return when
    earliest, latest = resolve_relative(when.relative, date)
    words = f"“{when.evidence.text}”, " if when.evidence else ""
    because = f"{words}counted from the article's date, {date.edtf}: {date.because}"
    bounded = make_timespan(earliest, latest, because=because, like=when)
    # Which of several years "this year" was is open: not throughout them, but some one of them.
    return (
        bounded
        if date.earliest == date.latest
        else replace(bounded, edtf=format_edtf(earliest, latest))
    )


def _cap_measure(measure: Measure, date: TimeSpan) -> Measure:
    steps = tuple(
        _cap(step, "occurred_on", date) if step.modality in ("Asserted", "Intended") else step
        for step in measure.steps
    )
    capped: Measure = _cap(replace(measure, steps=steps), "announced_on", date)
    return capped


def _cap(fact: Any, name: str, date: TimeSpan) -> Any:
    """Return a fact that an article reports as past, bounded by the article's own date."""
    when: TimeSpan = getattr(fact, name)
    if when.earliest or when.latest or date.latest is None:
        return fact
    because = (
        f"reported in an article that was written by {date.latest.isoformat()}: {date.because}"
    )
    return replace(fact, **{name: make_timespan(None, date.latest, because=because, like=when)})
