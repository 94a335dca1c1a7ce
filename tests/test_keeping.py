"""Answers that took long are kept beside the index: the same as asked anew, never stale, harmless when damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_store import A, build, make_quads

from graph_builder.querying import Rows, ask, read_query, run_query

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.store import GraphFolder

QUERY = read_query(
    "#+ notes:\n"
    "#+   - among: ?s ?p ?o\n"
    '#+     says: "{left} of {all} are left out"\n'
    "SELECT ?o WHERE { ?s ?p ?o FILTER(?o = COALESCE(?__value, ?o)) } ORDER BY ?o"
)


@pytest.fixture(autouse=True)
def _everything_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_builder.querying.keeping._LONG", 0)


def get_answer(folder: GraphFolder, **values: str) -> tuple[list[str], tuple[str, ...]]:
    with folder.open_index() as index:
        answer = ask(index, QUERY, values)
    assert isinstance(answer, Rows)
    return [getattr(row[0], "value", "") for row in answer.rows], answer.notes


def find_kept(folder: GraphFolder) -> list[Path]:
    return sorted(folder.path.glob("index/*/answers/*"))


def forbid_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the graph was asked again")

    monkeypatch.setattr("graph_builder.querying.keeping.run_query", refuse)


def test_an_answer_is_kept_with_what_its_notes_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build(tmp_path / "graph")
    all_, one = get_answer(folder), get_answer(folder, value="so")
    assert all_ == (["one", "so", "two"], ())
    assert one == (["so"], ("2 of 3 are left out",))
    forbid_asking(monkeypatch)
    assert get_answer(folder) == all_
    assert get_answer(folder, value="so") == one


def test_what_was_answered_at_once_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_builder.querying.keeping._LONG", 60)
    folder = build(tmp_path / "graph")
    get_answer(folder)
    assert not find_kept(folder)


def test_another_graph_has_other_answers_and_the_old_ones_go(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    get_answer(folder)
    build(folder.path, {A: make_quads(A, "three")})
    assert not find_kept(folder)
    assert get_answer(folder)[0] == ["three"]


@pytest.mark.parametrize("damage", [b"", b"no answer", None])
def test_a_damaged_answer_is_asked_again(tmp_path: Path, damage: bytes | None) -> None:
    folder = build(tmp_path / "graph")
    answer = get_answer(folder)
    (kept,) = find_kept(folder)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1] if damage is None else damage)
    assert get_answer(folder) == answer
    assert kept.read_bytes() == whole


def test_a_disk_that_keeps_nothing_is_no_matter(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    (folder.path / "index" / folder.read_head().index / "answers").write_text("no folder")
    assert get_answer(folder)[0] == ["one", "so", "two"]


def test_the_oldest_answers_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = build(tmp_path / "graph")
    get_answer(folder)
    (first,) = find_kept(folder)
    monkeypatch.setattr("graph_builder.store.index._KEPT", first.stat().st_size * 3 // 2)
    get_answer(folder, value="so")
    assert len(find_kept(folder)) == 1
    assert first not in find_kept(folder)
    monkeypatch.setattr("graph_builder.store.index._KEPT", 1)
    assert get_answer(folder, value="two")[0] == ["two"]
    assert len(find_kept(folder)) == 1


def test_what_is_no_table_is_not_kept(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    with folder.open_index() as index:
        ask(index, read_query("ASK { ?s ?p ?o }"), {})
        ask(index, read_query("CONSTRUCT WHERE { ?s ?p ?o }"), {})
    assert not find_kept(folder)


def test_asking_is_what_run_query_does(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    with folder.open_index() as index:
        new, again = ask(index, QUERY, {}), ask(index, QUERY, {})
        assert new == again == run_query(index.store, QUERY, {})
