"""A large graph in pieces: the same whatever its history, and a change writes what it touches."""

from __future__ import annotations

import hashlib
import io
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_store import WORLD, A, B, build, make_quads, read_truth
from test_store_changes import read_index

from graph_builder.errors import StoreError
from graph_builder.store import GraphFolder, pieces
from graph_builder.store.backup import restore_backup, write_backup
from graph_builder.store.changes import Changes
from graph_builder.store.pieces import Piece, change, cut, describe
from graph_builder.store.renewal import make_changes
from graph_builder.store.writing import open_for_writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_builder.terms import Quad

MANY = [f"value {number}" for number in range(400)]


@pytest.fixture(autouse=True, scope="module")
def _small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "WHOLE", 2_000)
        patch.setattr(pieces, "LINES", 8)
        yield


def join(lines: set[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in sorted(lines))


def cut_at_once(lines: set[bytes]) -> list[bytes]:
    return list(cut([join(lines)]))


LINES = st.sets(st.integers(0, 300)).map(lambda some: {b"%d" % n * 30 for n in some})


@given(before=LINES, gone=LINES, new=LINES)
def test_what_is_changed_piece_by_piece_is_what_is_cut_at_once(
    before: set[bytes], gone: set[bytes], new: set[bytes]
) -> None:
    contents = {describe(content): content for content in cut_at_once(before)}
    by_name = {piece.name: content for piece, content in contents.items()}
    changes = Changes(frozenset(gone), frozenset(new))
    parts, really = change(list(contents), changes, by_name.__getitem__)
    after = (before - gone) | new
    assert [by_name[p.name] if isinstance(p, Piece) else p for p in parts] == cut_at_once(after)
    assert really == Changes(frozenset(before - after), frozenset(after - before))


def test_a_graph_is_cut_alike_however_it_comes() -> None:
    lines = {b"<urn:%d> <urn:p> <urn:o> <urn:g> ." % number for number in range(500)}
    whole = cut_at_once(lines)
    assert len(whole) > 20
    assert list(cut([line + b"\n" for line in sorted(lines)])) == whole
    assert b"".join(whole) == join(lines)


def change_world(path: Path, gone: list[str], new: list[str]) -> None:
    """Change a graph of conclusions as a renewal does."""
    with open_for_writing(path) as writer:
        before = writer.read_manifest()
        changes = make_changes(make_quads(WORLD, *gone), make_quads(WORLD, *new))
        with writer.renew({WORLD: changes}) as work:
            pass
        writer.commit(before.articles.values(), {}, made_with=before.made_with, files=work.files)


@pytest.mark.parametrize("seed", range(3))
def test_a_graph_that_was_changed_is_the_one_that_is_built(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    values = set(MANY[:5])
    build(tmp_path / "slowly", {A: make_quads(A, "one"), WORLD: make_quads(WORLD, *values)})
    for size in (100, 3, 1, 300, 1, 40):
        new, gone = chance.sample(MANY, size), chance.sample(sorted(values), len(values) // 3)
        change_world(tmp_path / "slowly", gone, new)
        values = (values - set(gone)) | set(new)
    build(tmp_path / "anew", {A: make_quads(A, "one"), WORLD: make_quads(WORLD, *values)})
    assert read_truth(tmp_path / "slowly") == read_truth(tmp_path / "anew")
    assert list((tmp_path / "anew" / "lists").iterdir())
    assert read_index(tmp_path / "slowly") == read_index(tmp_path / "anew")
    change_world(tmp_path / "slowly", MANY, MANY[:5])
    assert not list((tmp_path / "slowly" / "lists").iterdir())
    assert len(list(GraphFolder(tmp_path / "slowly").iter_quads(WORLD))) == 5
    change_world(tmp_path / "slowly", MANY, [])
    assert set(GraphFolder(tmp_path / "slowly").read_manifest().graphs) == {A}


def test_a_change_neither_reads_nor_writes_what_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build(tmp_path, {A: make_quads(A, "one"), WORLD: make_quads(WORLD, *MANY)})
    before = {file: file.stat().st_ino for file in (tmp_path / "quads").iterdir()}
    loaded = []
    load = GraphFolder.load_piece

    def watch(folder: GraphFolder, name: str) -> bytes:
        loaded.append(name)
        return load(folder, name)

    monkeypatch.setattr(GraphFolder, "load_piece", watch)
    change_world(tmp_path, [], ["value 77a"])
    assert len(loaded) == 1
    after = {file: file.stat().st_ino for file in (tmp_path / "quads").iterdir()}
    assert len(before.items() - after.items()) == 1
    assert len(list(folder.iter_quads(WORLD))) == len(MANY) + 1


def test_a_renewal_takes_quads_and_changes_and_lets_go(tmp_path: Path) -> None:
    build(tmp_path / "slowly", {n: make_quads(n, *MANY) for n in (A, B, WORLD)})
    with open_for_writing(tmp_path / "slowly") as writer:
        changed: dict[str, list[Quad] | Changes] = {
            A: make_quads(A, "else", *MANY[1:]),
            WORLD: make_changes(make_quads(WORLD, *MANY[:50], "never there"), []),
        }
        with writer.renew(changed, [B]) as work:
            assert len(work.gone) == 1 + 50 + len(MANY)
            assert work.new == set(make_quads(A, "else"))
            assert work.growth == 0
        record = writer.read_manifest().articles["a"]
        writer.commit([record], {}, made_with={"reader": "1"}, files=work.files)
    build(tmp_path / "anew", {A: changed[A], WORLD: make_quads(WORLD, *MANY[50:])})  # type: ignore[dict-item] # quads
    assert read_truth(tmp_path / "slowly") == read_truth(tmp_path / "anew")
    assert read_index(tmp_path / "slowly") == read_index(tmp_path / "anew")


def test_pieces_are_in_a_backup(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph", {A: make_quads(A, *MANY)})
    target = io.BytesIO()
    write_backup(folder, target)
    restore_backup(io.BytesIO(target.getvalue()), tmp_path / "again")
    assert read_truth(tmp_path / "again") == read_truth(tmp_path / "graph")
    assert set(GraphFolder(tmp_path / "again").iter_quads()) == set(make_quads(A, *MANY))


def test_changed_and_missing_pieces_are_noticed(tmp_path: Path) -> None:
    folder = build(tmp_path, {A: make_quads(A, *MANY)})
    manifest = folder.read_manifest()
    assert folder.has_all_files(manifest)
    first, *_ = (tmp_path / "quads").iterdir()
    first.unlink()
    assert not folder.has_all_files(manifest)
    with pytest.raises(StoreError, match=r"quads/.* is missing"):
        list(folder.iter_quads())
    (listed,) = (tmp_path / "lists").iterdir()
    listed.write_bytes(listed.read_bytes()[:-1])
    with pytest.raises(StoreError, match=r"lists/.* was changed"):
        list(folder.iter_quads())
    assert not folder.has_all_files(manifest)
    listed.unlink()
    assert not folder.has_all_files(manifest)
    build(tmp_path, {A: make_quads(A, *MANY)})
    assert folder.has_all_files(folder.read_manifest())


def test_a_list_that_leads_out_of_the_folder_is_damage(tmp_path: Path) -> None:
    folder = build(tmp_path, {A: make_quads(A, *MANY)})
    content = b"../../elsewhere 5 <urn:a>\n"
    name = hashlib.sha256(content).hexdigest()
    (tmp_path / "lists" / f"{name}.txt").write_bytes(content)
    with pytest.raises(StoreError, match="was changed"):
        folder.load_graph(name)


def test_a_folder_of_the_version_before_is_read_and_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pieces, "WHOLE", 1 << 30)
        folder = build(tmp_path / "old", {A: make_quads(A, "one"), WORLD: make_quads(WORLD, *MANY)})
    manifest = tmp_path / "old" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"format": 2', b'"format": 1'))
    assert len(list(folder.iter_quads(WORLD))) == len(MANY)
    change_world(tmp_path / "old", [], ["new"])
    build(tmp_path / "anew", {A: make_quads(A, "one"), WORLD: make_quads(WORLD, *MANY, "new")})
    assert read_truth(tmp_path / "old") == read_truth(tmp_path / "anew")
