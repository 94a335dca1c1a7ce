"""When articles without a date were written: what dated articles say of what they speak of, brought to them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from graph_builder.model import Facts
from graph_builder.resolution.dates import (
    OFFICE,
    are_usable,
    date_article,
    is_undated,
    list_anchors,
    list_known,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark import RDD

    from graph_builder.model import Member, TimeSpan
    from graph_builder.resolution.dates import Anchor, Known
    from graph_builder.resolution.landmarks import Key, Landmarks
    from graph_builder.spark.sets import Sets

Dated = tuple[str, int, "Known"]
"""A time that an article gives, with the article and the time's place among those that it gives."""
Answer = tuple["Key", list["Known"], str | None]
"""What dated articles say of one thing, and what this is called, if it has a name."""


@dataclass(frozen=True)
class Times:
    """What an article has to do with the dates of others and with its own.

    Attributes:
        context: The path of the country that it speaks of most.
        known: The times that it gives for what may date others.
        anchors: What ties it to its own date; none when it says its date.
    """

    context: str
    known: tuple[tuple[Key, Known], ...]
    anchors: tuple[Anchor, ...] | None


def describe_times(
    facts: Facts, paths: Mapping[Member, str], landmarks: Landmarks, context: str
) -> Times:
    """Return what an article has to do with dates."""
    known = tuple(list_known(facts, paths, landmarks))
    undated = is_undated(facts)
    return Times(context, known, tuple(list_anchors(facts, paths, landmarks)) if undated else None)


def find_dates(
    sets: Sets, times: RDD[tuple[str, Times]], labels: RDD[tuple[str, str]]
) -> RDD[tuple[str, TimeSpan]]:
    """Return when each of the articles was written that do not say it.

    Args:
        sets: How sets are divided.
        times: What articles have to do with dates, by article.
        labels: The names of things by their paths.
    """
    offices = labels.map(_name_office)
    asked = sets.group(times.flatMap(_list_known), times.flatMap(_list_asked), offices)
    return sets.group(times, asked.flatMap(_answer)).flatMap(_date)


def _name_office(labelled: tuple[str, str]) -> tuple[Key, str]:
    path, label = labelled
    return (OFFICE, path), label


def _list_known(found: tuple[str, Times]) -> Iterator[tuple[Key, Dated]]:
    article, times = found
    for number, (key, known) in enumerate(times.known):
        yield key, (article, number, known)


def _list_asked(found: tuple[str, Times]) -> Iterator[tuple[Key, str]]:
    article, times = found
    for key in {anchor.key for anchor in times.anchors or ()}:
        yield key, article


def _answer(
    found: tuple[Key, tuple[list[Dated], list[str], list[str]]],
) -> Iterator[tuple[str, Answer]]:
    key, (dated, asking, labels) = found
    if not dated or not asking:
        return
    known = [one for _, _, one in sorted(dated, key=itemgetter(0, 1))]
    if are_usable(key, known):
        for article in asking:
            yield article, (key, known, labels[0] if labels else None)


def _date(found: tuple[str, tuple[list[Times], list[Answer]]]) -> Iterator[tuple[str, TimeSpan]]:
    article, ((times,), answers) = found
    if times.anchors is None:
        return
    known = {key: told for key, told, _ in answers}
    labels = {key[1]: label for key, _, label in answers if label is not None}
    yield article, date_article(Facts(article), times.anchors, known, labels)[0]
