"""Which measures claims speak of: measures and articles meet on the shelves where the ones stand and the others look."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph_builder.resolution.subjects import (
    MeasureShelves,
    find_article_subjects,
    list_shelves,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark import RDD

    from graph_builder.model import Facts, Member
    from graph_builder.resolution.subjects import Known, Shelf, Subjects
    from graph_builder.resolution.wording import Wording
    from graph_builder.spark.sets import Sets


@dataclass(frozen=True)
class Sought:
    """Where the claims of an article look for measures.

    Attributes:
        shelves: The shelves.
        day: The day by which the article was written.
    """

    shelves: frozenset[Shelf]
    day: int | None


@dataclass
class _NotedShelves:
    """Shelves without measures that keep note of where they were looked for."""

    sought: set[Shelf] = field(default_factory=set)

    def find(self, shelf: Shelf, _day: int | None) -> tuple[Known, ...]:
        self.sought.add(shelf)
        return ()

    def list_own(self, _article_id: str) -> tuple[Known, ...]:
        return ()


def seek_measures(
    facts: Facts, paths: Mapping[Member, str], contexts: Mapping[str, str], wording: Wording
) -> Sought:
    """Return where the claims of an article look for measures; its facts have bounded times."""
    noted = _NotedShelves()
    find_article_subjects(facts, noted, paths, contexts, wording)
    date = facts.date.latest
    return Sought(frozenset(noted.sought), date.toordinal() if date else None)


def bring_measures(
    sets: Sets, sought: RDD[tuple[str, Sought]], known: RDD[Known]
) -> RDD[tuple[str, Known]]:
    """Return by article the measures that its claims may speak of: its own, and those on the shelves where these look.

    Args:
        sets: How sets are divided.
        sought: Where the claims of each article look.
        known: All measures.
    """
    known = known.filter(_has_keys)
    standing = known.flatMap(_list_standing)
    met = sets.group(standing, sought.flatMap(_list_sought)).flatMap(_meet)
    return met.union(known.flatMap(_list_own))


def _has_keys(known: Known) -> bool:
    return bool(known.keys)


def _list_standing(known: Known) -> Iterator[tuple[Shelf, Known]]:
    for shelf in list_shelves(known):
        yield shelf, known


def _list_sought(found: tuple[str, Sought]) -> Iterator[tuple[Shelf, tuple[str, int | None]]]:
    article, sought = found
    for shelf in sought.shelves:
        yield shelf, (article, sought.day)


def _meet(
    found: tuple[Shelf, tuple[list[Known], list[tuple[str, int | None]]]],
) -> Iterator[tuple[str, Known]]:
    _, (standing, seeking) = found
    for known in standing:
        for article, day in seeking:
            if day is None or known.reaches(day):
                yield article, _slim(known, article)


def _list_own(known: Known) -> Iterator[tuple[str, Known]]:
    for article in known.articles:
        yield article, _slim(known, article)


def _slim(known: Known, article: str) -> Known:
    """Return a measure with what one article has to know of it."""
    own = {article: known.articles[article]} if article in known.articles else {}
    measure = replace(known.measure, members=(), targets=(), locations=())
    return replace(known, articles=own, measure=measure)


def find_subjects(
    facts: Facts,
    known: list[Known],
    paths: Mapping[Member, str],
    contexts: Mapping[str, str],
    wording: Wording,
) -> Subjects:
    """Return the measures that the claims of an article speak of, among those that were brought to it."""
    by_path = {one.measure.path: one for one in known}
    shelves = MeasureShelves(list(by_path.values()), wording)
    return find_article_subjects(facts, shelves, paths, contexts, wording)
