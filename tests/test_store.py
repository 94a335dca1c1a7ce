"""The graph folder: whole or not there, the same bytes, readers undisturbed, mishaps in sentences."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import shutil
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from graph_builder.errors import StoreError
from graph_builder.store import ArticleRecord, GraphFolder, hash_content
from graph_builder.store.writing import open_for_writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from graph_builder.terms import Quad

A, B, WORLD = "<http://e/article/a>", "<http://e/article/b>", "<http://e/conclusions>"


def make_quads(graph: str, *values: str) -> list[Quad]:
    return [("<http://e/s>", "<http://e/p>", f'"{value}"', graph) for value in values]


GRAPHS = {A: make_quads(A, "one", "two"), B: make_quads(B, "two"), WORLD: make_quads(WORLD, "so")}


def build(path: Path, graphs: Mapping[str, Sequence[Quad]] = GRAPHS) -> GraphFolder:
    with open_for_writing(path) as writer:
        records = []
        for name in sorted(set(graphs) - {WORLD}):
            text, key = writer.save_text(f"Text of {name}"), hash_content(name)
            writer.save_facts(key, {"id": name})
            stem = name.strip("<>").rpartition("/")[2]
            records.append(
                ArticleRecord(id=stem, content_hash=text, text_hash=text, facts_key=key, graph=name)
            )
        writer.commit(records, graphs, made_with={"reader": "1"})
    return GraphFolder(path)


def count(folder: GraphFolder, pattern: str) -> int:
    with folder.open_index() as index:
        return count_in(index.store, pattern)


def count_in(store: pyoxigraph.Store, pattern: str) -> int:
    solutions = store.query(f"SELECT * WHERE {{ {pattern} }}")
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return len(list(solutions))


def read_truth(path: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(path)): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file() and "index" not in file.parts and file.name != "lock"
    }


def test_default_graph_holds_each_triple_once_beside_the_named_ones(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    assert count(folder, "?s ?p ?o") == 3
    assert count(folder, "GRAPH ?g { ?s ?p ?o }") == 4


def test_quads_come_back_with_and_without_conclusions(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    assert list(folder.iter_quads()) == [*GRAPHS[A], *GRAPHS[B], *GRAPHS[WORLD]]
    assert list(folder.iter_quads(asserted=True)) == [*GRAPHS[A], *GRAPHS[B]]
    assert list(folder.iter_quads(B)) == GRAPHS[B]


def test_line_separators_inside_literals_do_not_end_a_quad(tmp_path: Path) -> None:
    quads = make_quads(A, "a\u2028b", "c\u0085d", r"e\n <http://e/article/a> .")
    folder = build(tmp_path / "graph", {A: quads})
    assert set(folder.iter_quads()) == set(quads)
    assert count(folder, "?s ?p ?o") == 3


def test_same_input_gives_same_bytes_in_any_order(tmp_path: Path) -> None:
    build(tmp_path / "one")
    reverse = {name: list(reversed(quads)) for name, quads in reversed(GRAPHS.items())}
    build(tmp_path / "two", {A: make_quads(A, "old")})
    build(tmp_path / "two", reverse)
    assert read_truth(tmp_path / "one") == read_truth(tmp_path / "two")


def test_graphs_can_be_kept_without_writing_them_again(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    before = folder.read_manifest()
    with open_for_writing(folder.path) as writer:
        changed = {WORLD: make_quads(WORLD, "else")}
        files = {name: before.graphs[name] for name in (A, B)}
        writer.commit(before.articles.values(), changed, made_with={}, files=files)
    assert list(folder.iter_quads()) == [*GRAPHS[A], *GRAPHS[B], *changed[WORLD]]


def test_an_index_loaded_some_at_a_time_is_that_loaded_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with build(tmp_path / "once").open_index() as index:
        once = sorted(map(str, index.store))
    monkeypatch.setattr("graph_builder.store.index._AT_ONCE", 1)
    with build(tmp_path / "slowly").open_index() as index:
        assert sorted(map(str, index.store)) == once


def test_a_graph_kept_and_indexed_before_is_committed_and_what_was_not_is_left_out(
    tmp_path: Path,
) -> None:
    build(tmp_path / "plain")
    with open_for_writing(tmp_path / "graph") as writer:
        writer.save_graph(A, make_quads(A, "never committed"))
        lines = {
            name: "".join(f"{' '.join(q)} .\n" for q in quads) for name, quads in GRAPHS.items()
        }
        files = writer.save_sorted(
            (name, line) for name in GRAPHS for line in lines[name].splitlines(keepends=True)
        )
        with writer.open_made(files) as index:
            assert len(index.store) == len({q[:3] for g in GRAPHS.values() for q in g}) + sum(
                map(len, GRAPHS.values())
            )
        assert writer.find_manifest() is None
    folder = build(tmp_path / "graph")
    assert read_truth(folder.path) == read_truth(tmp_path / "plain")
    assert [item.name for item in (folder.path / "index").iterdir()] == [
        folder.read_manifest().index
    ]


def test_texts_are_kept_to_the_byte(tmp_path: Path) -> None:
    text = "\ufeffHe said:\r\n“No.”\u2028\x00 e\u0301 🇪🇨 \ud800"
    with open_for_writing(tmp_path / "graph") as writer:
        assert writer.load_text(writer.save_text(text)) == text


def test_a_reader_keeps_its_graph_while_others_are_built(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    reading = folder.iter_quads()
    with folder.open_index() as index:
        first = next(reading)
        for value in ("three", "four"):
            build(folder.path, {A: make_quads(A, value)})
        assert count_in(index.store, "?s ?p ?o") == 3
        assert [first, *reading] == [*GRAPHS[A], *GRAPHS[B], *GRAPHS[WORLD]]
    assert count(folder, "?s ?p ?o") == 1
    build(folder.path, {A: make_quads(A, "five")})
    assert len(list((folder.path / "index").iterdir())) == 1
    assert len(list((folder.path / "quads").iterdir())) == 1


def test_second_writer_is_told_who_builds(tmp_path: Path) -> None:
    with (
        open_for_writing(tmp_path / "graph"),
        pytest.raises(StoreError, match=r"another process .* is writing to"),
        open_for_writing(tmp_path / "graph"),
    ):
        pass


def _die_while_building(path: Path) -> None:
    with open_for_writing(path) as writer:
        writer.save_facts(hash_content("a"), {"id": "a"})
        (path / "manifest.json.1.aside").write_text("half")
        os._exit(9)


def test_a_killed_build_leaves_its_facts_and_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    child = multiprocessing.get_context("spawn").Process(target=_die_while_building, args=(path,))
    child.start()
    child.join(30)
    assert child.exitcode == 9
    with open_for_writing(path) as writer:
        assert writer.find_facts(hash_content("a")) == {"id": "a"}
        assert not list(path.glob("*.aside"))


def test_half_written_facts_are_read_again(tmp_path: Path) -> None:
    with open_for_writing(tmp_path / "graph") as writer:
        key = hash_content("a")
        writer.save_facts(key, {"id": "a"})
        (writer.path / "facts" / f"{key}.json").write_text('{"id": ')
        assert writer.find_facts(key) is None


def test_an_error_between_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    before = read_truth(folder.path)
    with pytest.raises(ValueError, match="among those of"), open_for_writing(folder.path) as writer:
        writer.commit([], {A: GRAPHS[B]}, made_with={})
    assert read_truth(folder.path) == before
    assert count(folder, "?s ?p ?o") == 3


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "is full: make room and run the same command again"),
        (errno.EROFS, "no permission .* --graph"),
        (errno.EACCES, "no permission .* --graph"),
        (errno.EIO, "cannot be used .* --graph"),
    ],
)
def test_a_disk_that_refuses_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    folder = build(tmp_path / "graph")
    before = read_truth(folder.path)

    def refuse(*_: object) -> None:
        raise OSError(code, "refused")

    with open_for_writing(folder.path) as writer:
        monkeypatch.setattr("graph_builder.store.files.os.fsync", refuse)
        with pytest.raises(StoreError, match=sentence):
            writer.commit([], {A: make_quads(A, "new")}, made_with={})
    monkeypatch.undo()
    assert before.items() <= read_truth(folder.path).items()
    assert count(folder, "?s ?p ?o") == 3
    build(folder.path)
    assert read_truth(folder.path) == before


def test_all_is_on_the_disk_before_the_manifest_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed = []
    flush = os.fsync

    def note(descriptor: int) -> None:
        flushed.append(os.fstat(descriptor).st_ino)
        flush(descriptor)

    monkeypatch.setattr("graph_builder.store.files.os.fsync", note)
    build(tmp_path)
    before = flushed[: flushed.index((tmp_path / "manifest.json").stat().st_ino)]
    for kind in ("texts", "facts", "quads"):
        files = [tmp_path / kind, *(tmp_path / kind).iterdir()]
        assert {file.stat().st_ino for file in files} <= set(before)


def test_a_writer_knows_what_it_has_written_and_removed(tmp_path: Path) -> None:
    with open_for_writing(tmp_path) as writer:
        before = writer.commit([], {A: GRAPHS[A]}, made_with={})
        after = writer.commit([], {B: GRAPHS[B]}, made_with={})
        assert (writer.has_all_files(before), writer.has_all_files(after)) == (False, True)


def test_no_graph_yet(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no graph in .* build one with"):
        GraphFolder(tmp_path / "graph").read_manifest()
    assert GraphFolder(tmp_path / "graph").find_manifest() is None


def test_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"not empty and is no graph folder.*letter\.txt"):
        build(tmp_path)
    assert [item.name for item in tmp_path.iterdir()] == ["letter.txt"]
    with pytest.raises(StoreError, match="is no folder"):
        build(tmp_path / "letter.txt")


def change_manifest(path: Path, **changes: object) -> None:
    file = path / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def test_newer_version_is_refused_for_reading_and_building(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    change_manifest(folder.path, format=99, graphs="unheard of")
    for read in (folder.read_manifest, folder.read_head):
        with pytest.raises(StoreError, match=r"newer graph-builder \(format 99.*update"):
            read()
    with open_for_writing(folder.path) as writer, pytest.raises(StoreError, match="newer"):
        writer.commit([], {}, made_with={})


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"format": 1}', b'{"format": 1, "graphs": {"a": "../x"}}'],
)
def test_damaged_manifest_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    folder = build(tmp_path / "graph")
    (folder.path / "manifest.json").write_bytes(content)
    for read in (folder.read_manifest, folder.read_head):
        with pytest.raises(StoreError, match=r"is damaged: manifest\.json.*build it again"):
            read()


def test_the_head_of_a_manifest_is_read_without_the_rest(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    file, manifest = folder.path / "manifest.json", folder.read_manifest()
    head = folder.read_head()
    assert (head.index, head.made_with) == (manifest.index, manifest.made_with)
    content = file.read_text()
    file.write_text(content[: content.index('"articles"')] + "not read")
    assert folder.read_head() == head
    file.write_text(json.dumps(json.loads(content), sort_keys=True))  # another order, as it was
    assert folder.read_head() == head


def test_name_that_leads_out_of_the_folder_is_damage(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    change_manifest(folder.path, index="../../elsewhere")
    with pytest.raises(StoreError, match="is damaged"):
        folder.open_index()


def test_changed_and_missing_quads_are_noticed(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    file = folder.path / "quads" / f"{folder.read_manifest().graphs[A]}.nq"
    file.write_bytes(file.read_bytes().replace(b"one", b"won"))
    with pytest.raises(StoreError, match="was changed"):
        list(folder.iter_quads())
    file.unlink()
    with pytest.raises(StoreError, match="is missing"):
        list(folder.iter_quads())


def test_a_lost_index_is_made_again_from_the_text(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    shutil.rmtree(folder.path / "index")
    assert count(folder, "?s ?p ?o") == 3
    build(folder.path)
    assert len(list((folder.path / "index").iterdir())) == 1
