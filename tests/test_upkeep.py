"""What is decided for the few articles that are different is what is decided from all articles, whatever came before."""

from __future__ import annotations

import contextlib
import random
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from authors import Author, map_all

from graph_builder.lexicon import Lexicon, load_lexicon
from graph_builder.mapping import Names, map_article
from graph_builder.resolution import Trace, resolve
from graph_builder.store.changes import write_line
from graph_builder.store.index import Index
from graph_builder.terms import DEFAULT_BASE_IRI
from graph_builder.upkeep import Articles, State, create_state, fill, open_state, renew

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graph_builder.model import Article, Facts
    from graph_builder.terms import Quad

NAMES = Names(DEFAULT_BASE_IRI)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


class World:
    """A graph in memory that is brought up to date article by article."""

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        with contextlib.closing(create_state(folder / "state.db")) as fresh:
            fresh.commit("")
        state = open_state(folder / "state.db", "")
        assert state is not None
        self.state: State = state
        self.articles: dict[str, tuple[Article, Facts]] = {}
        self._lexicon = lexicon
        self._index = Index(ox.Store())

    @property
    def quads(self) -> set[Quad]:
        return set(self._index.find_named(None, None, None))

    def change(self, new: Iterable[tuple[Article, Facts]], gone: Iterable[str] = ()) -> None:
        changed = dict.fromkeys(gone, False)
        for name in changed:
            del self.articles[name]
        for article, facts in new:
            self.articles[article.id] = article, facts
            changed[article.id] = True
        known = Articles(self.state, self.articles.__getitem__)
        outcome = renew(self.state, known, changed, self._lexicon, NAMES, self._index.find_named)
        out = {quad for quads in outcome.gone.values() for quad in quads}
        into = {quad for quads in outcome.new.values() for quad in quads}
        graphs = {NAMES.article_graph(name) for name in (*changed, *outcome.articles)}
        out |= {quad for quad in self.quads if quad[3] in graphs}
        for facts in outcome.resolution.facts:
            article, _ = self.articles[facts.article_id]
            into |= set(map_article(article, facts, outcome.resolution, DEFAULT_BASE_IRI))
        for quad in _parse(out):
            self._index.store.remove(quad)
        self._index.store.extend(_parse(into))

    def dump(self) -> dict[str, list[Any]]:
        return dump(self.state)


def dump(state: State) -> dict[str, list[Any]]:
    tables = ("entry", "tally", "digest", "path", "thing", "edge", "note")
    found = {name: sorted(state._run(f"SELECT * FROM {name}").fetchall()) for name in tables}  # noqa: S608 - names of tables
    found["note"] = [row for row in found["note"] if row[0] != "stamp"]
    return found


def _parse(quads: Iterable[Quad]) -> Iterator[ox.Quad]:
    lines = b"".join(write_line(quad) + b"\n" for quad in quads)
    return iter(list(ox.parse(lines, ox.RdfFormat.N_QUADS)))


@pytest.mark.parametrize("seed", range(6))
def test_a_resolution_that_is_kept_up_is_the_one_made_from_all(
    seed: int, lexicon: Lexicon, tmp_path: Path
) -> None:
    author, chance = Author(seed), random.Random(seed)  # noqa: S311 - nothing secret
    world = World(tmp_path, lexicon)
    for _ in range(20):
        known = sorted(world.articles)
        gone = chance.sample(known, min(len(known), chance.choice((0, 0, 0, 1, 2))))
        numbers = chance.sample(range(14), chance.choice((1, 1, 1, 3)))
        new = [item for item in map(author.write, numbers) if item[0].id not in gone]
        world.change(new, gone)
        assert world.quads == map_all(world.articles, lexicon)
    trace = Trace()
    resolution = resolve([facts for _, facts in world.articles.values()], lexicon, trace=trace)
    with contextlib.closing(create_state(tmp_path / "whole.db")) as whole:
        fill(whole, world.articles.values(), resolution, trace, lexicon, NAMES)
        whole.commit("")
        assert world.dump() == dump(whole)
