"""An index that was brought up to date answers as one that was built anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from graph_builder.store import GraphFolder, writing
from graph_builder.store.changes import find_changes
from graph_builder.store.writing import open_for_writing

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.terms import Quad

NAMES = [f"<https://example.org/graph/{number}>" for number in range(12)]
SHARED = ("<https://example.org/shared>", "<https://example.org/p>", '"1.5"')


def make_graphs(changed: dict[int, list[str]]) -> dict[str, list[Quad]]:
    """Return graphs that all hold one triple, and one each of their own; some hold others instead."""
    return {
        name: [
            (*SHARED, name)
            if value == "shared"
            else (f"<https://example.org/{value}>", "<https://example.org/p>", f'"{value}"', name)
            for value in changed.get(number, ["shared", str(number)])
        ]
        for number, name in enumerate(NAMES)
        if changed.get(number) != []
    }


def read_index(folder: Path) -> list[str]:
    with GraphFolder(folder).open_index() as index:
        return sorted(str(quad) for quad in index.store)


@pytest.mark.parametrize(
    "changed",
    [
        {3: ["shared", "new"]},
        {3: ["new"]},
        {3: []},
        {number: ["alone"] for number in (0, 1, 2)},
        {3: ["4"], 4: ["4"]},
    ],
)
@pytest.mark.parametrize("few", [0, 1_000])
def test_a_renewed_index_is_a_new_index(
    few: int, changed: dict[int, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_builder.store.changes._FEW", few)
    with open_for_writing(tmp_path / "renewed") as writer:
        writer.commit([], make_graphs({}), made_with={})
        monkeypatch.setattr(writing, "build_index", lambda *_: pytest.fail("was built anew"))
        writer.commit([], make_graphs(changed), made_with={})
    monkeypatch.undo()
    with open_for_writing(tmp_path / "anew") as writer:
        writer.commit([], make_graphs(changed), made_with={})
    assert read_index(tmp_path / "renewed") == read_index(tmp_path / "anew")


def test_the_last_graph_that_says_something_takes_it_along(tmp_path: Path) -> None:
    triple = pyoxigraph.Quad(
        pyoxigraph.NamedNode("https://example.org/3"),
        pyoxigraph.NamedNode("https://example.org/p"),
        pyoxigraph.Literal("3"),
    )
    for graphs, there in [({}, True), ({3: ["shared"]}, False)]:
        with open_for_writing(tmp_path) as writer:
            writer.commit([], make_graphs(graphs), made_with={})
        with GraphFolder(tmp_path).open_index() as index:
            assert (triple in index.store) is there


def test_an_index_that_is_gone_is_built_anew(tmp_path: Path) -> None:
    with open_for_writing(tmp_path) as writer:
        writer.commit([], make_graphs({}), made_with={})
        (tmp_path / "index" / GraphFolder(tmp_path).read_manifest().index / "in-use").unlink()
        writer.commit([], make_graphs({3: ["new"]}), made_with={})
    assert any("/new>" in line for line in read_index(tmp_path))


def test_many_changes_are_not_listed() -> None:
    old = dict.fromkeys(NAMES, "a")
    assert find_changes(old, dict.fromkeys(NAMES, "b"), lambda name: [name], lambda _: b"") is None
