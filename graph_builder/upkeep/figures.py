"""Which figures cannot both be right, kept up: a figure is compared with those of its subject."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.facts_json import read_observation, write_observation
from graph_builder.mapping.names import ArticleNames
from graph_builder.model import Member
from graph_builder.resolution.figures import Figure, compare, list_figures
from graph_builder.upkeep.state import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph_builder.mapping import Names
    from graph_builder.model import Facts
    from graph_builder.resolution.rulings import Place
    from graph_builder.terms import Term
    from graph_builder.upkeep.articles import Articles
    from graph_builder.upkeep.state import State

_ROOM = "figure"


@dataclass(frozen=True)
class Contradicting:
    """Two figures that contradict each other, by their IRIs, and whether they certainly do."""

    left: Term
    right: Term
    certain: bool


def renew_contradictions(
    state: State,
    articles: Articles,
    changed: Mapping[str, Facts | None],
    names: Names,
    paths: Mapping[Member, str],
    event_paths: Mapping[Member, str],
    contexts: Mapping[str, str],
) -> tuple[set[Term], list[Contradicting]]:
    """Return the figures that are new, different or gone, and the contradictions of those that are there.

    Args:
        state: What was decided.
        articles: The articles.
        changed: The articles of which anything is different, whether they are there (with facts) or gone.
        names: The IRIs.
        paths: The thing that every entity is.
        event_paths: The thing that every event is.
        contexts: The path of the country that an article speaks of most, by article.
    """
    touched: set[Term] = set()
    new: dict[str, set[Place]] = {}
    for article, read in changed.items():
        gone, more = keep_figures(
            state, articles, article, names, paths, event_paths, contexts, there=read is not None
        )
        touched |= {_read_iri(entry.value) for entry in (*gone, *more)}
        for entry in more:
            new.setdefault(entry.key, set()).add((article, entry.number))
    found = [
        pair for subject, places in sorted(new.items()) for pair in _compare(state, subject, places)
    ]
    return touched, found


def keep_figures(
    state: State,
    articles: Articles,
    article: str,
    names: Names,
    paths: Mapping[Member, str],
    event_paths: Mapping[Member, str],
    contexts: Mapping[str, str],
    *,
    there: bool = True,
) -> tuple[set[Entry], set[Entry]]:
    """Keep the figures of an article, if it is there; return the entries that are gone and new."""
    facts = articles.get_bounded(article) if there else None
    figures = list_figures(facts, paths, event_paths, contexts) if facts else []
    entries = []
    if facts and figures:
        iris = ArticleNames(articles.get_article(article), facts, names).observations
        entries = [_write(figure, iris[int(figure.member.local)]) for figure in figures]
    return state.put(article, (_ROOM,), entries)


def _compare(state: State, subject: str, places: set[Place]) -> Iterator[Contradicting]:
    """Yield the contradictions of some figures of a subject with all of it."""
    figures = [
        (place, _read(place, subject, value), _read_iri(value))
        for place, value in state.list_places(_ROOM, subject)
    ]
    for place, figure, iri in figures:
        if place in places:
            for other_place, other, other_iri in figures:
                if other_place < place or (place < other_place and other_place not in places):
                    pair = [figure, other] if place < other_place else [other, figure]
                    for contradiction in compare(pair):
                        yield Contradicting(iri, other_iri, contradiction.certain)


def _write(figure: Figure, iri: Term) -> Entry:
    value = json.dumps([iri, figure.source, write_observation(figure.observation)])
    return Entry(_ROOM, json.dumps(figure.subject), int(figure.member.local), value)


def _read(place: Place, subject: str, value: str) -> Figure:
    _, source, observation = json.loads(value)
    return Figure(Member(*place), read_observation(observation), tuple(json.loads(subject)), source)


def _read_iri(value: str) -> Term:
    iri: Term = json.loads(value)[0]
    return iri
