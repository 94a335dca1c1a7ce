"""Who held which office when, kept up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph_builder.facts_json import read_tenure, read_when, write_tenure, write_when
from graph_builder.model import Quote, Span
from graph_builder.resolution.tenures import (
    Death,
    Report,
    conclude_tenures,
    list_deaths,
    list_tenures,
)
from graph_builder.upkeep.state import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph_builder.model import ConcludedTenure, Facts, Member
    from graph_builder.resolution.landmarks import Landmarks
    from graph_builder.upkeep.articles import Articles
    from graph_builder.upkeep.state import State

_ROOMS = ("tenure", "death")
_KIND = "tenures"


def renew_tenures(
    state: State,
    articles: Articles,
    changed: Mapping[str, Facts | None],
    paths: Mapping[Member, str],
    landmarks: Landmarks,
) -> tuple[set[str], dict[str, list[ConcludedTenure]]]:
    """Return the paths of the times in office that may be different, and such as there are now, by the holder's name.

    Args:
        state: What was decided.
        articles: The articles.
        changed: The articles of which anything is different, whether they are there (with facts) or gone.
        paths: The thing that every entity is.
        landmarks: Tells which events are deaths.
    """
    holders = set()
    for article, read in changed.items():
        facts = articles.get_bounded(article) if read else None
        gone, new = keep_offices(state, article, facts, paths, landmarks)
        holders |= {entry.key for entry in (*gone, *new)}
    touched: set[str] = set()
    found: dict[str, list[ConcludedTenure]] = {}
    for holder in sorted(holders):
        touched |= set(json.loads(state.get_digest(_KIND, (holder, 0)) or "[]"))
        found[holder] = list(_conclude(state, holder))
        keep_tenures(state, holder, found[holder])
        touched |= {tenure.path for tenure in found[holder]}
    return touched, found


def keep_offices(
    state: State,
    article: str,
    facts: Facts | None,
    paths: Mapping[Member, str],
    landmarks: Landmarks,
) -> tuple[set[Entry], set[Entry]]:
    """Keep who holds an office by an article, and who died; return the entries that are gone and new."""
    entries = _list_entries(facts, paths, landmarks) if facts else ()
    return state.put(article, _ROOMS, entries)


def keep_tenures(state: State, holder: str, tenures: Iterable[ConcludedTenure]) -> None:
    """Keep which times in office somebody of a name has."""
    held = [tenure.path for tenure in tenures]
    state.set_digests(_KIND, holder, [json.dumps(held)] if held else [])


def _list_entries(
    facts: Facts, paths: Mapping[Member, str], landmarks: Landmarks
) -> Iterator[Entry]:
    for number, report in enumerate(list_tenures(facts, paths)):
        value = json.dumps([report.holder, write_tenure(report.tenure)])
        yield Entry("tenure", get_name(report.holder), number, value)
    for number, death in enumerate(list_deaths(facts, landmarks)):
        span = death.quote.span
        value = json.dumps([death.path, write_when(death.dead), span.start, span.end, span.text])
        yield Entry("death", get_name(death.path), number, value)


def get_name(path: str) -> str:
    """Return the part of a holder's path that the paths of the times in office have, too."""
    return path.rpartition("/")[2]


def _conclude(state: State, holder: str) -> Iterator[ConcludedTenure]:
    reports: dict[str, list[Report]] = {}
    for (article, _), value in state.list_places("tenure", holder):
        path, tenure = json.loads(value)
        read = read_tenure(tenure)
        reports.setdefault(path, []).append(Report(path, read, Quote(article, read.evidence)))
    deaths: dict[str, list[Death]] = {}
    for (article, _), value in state.list_places("death", holder):
        path, when, *span = json.loads(value)
        death = Death(path, read_when(when), Quote(article, Span(*span)))
        deaths.setdefault(path, []).append(death)
    for path, told in sorted(reports.items()):
        yield from conclude_tenures(told, deaths.get(path, ()))[0]
