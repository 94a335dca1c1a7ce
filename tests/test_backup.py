"""A graph in one file and back: the same bytes, whatever is built meanwhile, and nothing from a file that is no backup."""

from __future__ import annotations

import gzip
import io
import tarfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from test_store import A, build, count, make_quads, read_truth

from graph_builder.cli import main
from graph_builder.errors import StoreError
from graph_builder.store import GraphFolder
from graph_builder.store.backup import restore_backup, write_backup
from graph_builder.store.writing import open_for_writing

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def take(folder: GraphFolder) -> bytes:
    target = io.BytesIO()
    write_backup(folder, target)
    return target.getvalue()


def pack(*files: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


def unpack(backup: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(backup)) as archive:
        files = ((member.name, archive.extractfile(member)) for member in archive)
        return {name: content.read() for name, content in files if content}


def test_there_and_back_is_the_same_graph(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    backup = take(folder)
    assert take(folder) == backup
    restore_backup(io.BytesIO(backup), tmp_path / "again")
    assert read_truth(tmp_path / "again") == read_truth(tmp_path / "graph")
    assert count(GraphFolder(tmp_path / "again"), "GRAPH ?g { ?s ?p ?o }") == 4


def test_graphs_that_people_wrote_are_in_it(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    with (
        open_for_writing(tmp_path / "graph") as writer,
        writer.change_user_graphs(["<http://e/own>"]) as store,
    ):
        store.update("INSERT DATA { GRAPH <http://e/own> { <http://e/a> <http://e/b> 1 } }")
    restore_backup(io.BytesIO(take(folder)), tmp_path / "again")
    assert len(list(GraphFolder(tmp_path / "again").iter_user_quads())) == 1


def test_a_build_meanwhile_takes_nothing_away(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    before = take(folder)

    class Slow(io.BytesIO):
        built = False

        def write(self, content: object) -> int:
            if not self.built:
                self.built = True
                build(tmp_path / "graph", {A: make_quads(A, "other")})
            return super().write(content)  # type: ignore[arg-type] # bytes

    target = Slow()
    write_backup(folder, target)
    assert target.getvalue() == before
    assert take(folder) != before


def test_on_the_command_line(tmp_path: Path) -> None:
    build(tmp_path / "graph")
    done = run("backup", tmp_path / "b.tar.gz", "--graph", tmp_path / "graph")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "2 articles" in done.stderr
    assert run("restore", tmp_path / "b.tar.gz", "--graph", tmp_path / "again").exit_code == 0
    assert read_truth(tmp_path / "again") == read_truth(tmp_path / "graph")

    there = run("restore", tmp_path / "b.tar.gz", "--graph", tmp_path / "again")
    assert there.exit_code == 2
    assert "there is a graph" in there.stderr
    nothing = run("backup", tmp_path / "c.tar.gz", "--graph", tmp_path / "nowhere")
    assert nothing.exit_code == 2
    assert sorted(item.name for item in tmp_path.iterdir()) == ["again", "b.tar.gz", "graph"]
    nowhere = run("backup", tmp_path / "no" / "c.tar.gz", "--graph", tmp_path / "graph")
    assert nowhere.exit_code == 2
    assert "cannot be written" in nowhere.stderr


@pytest.mark.parametrize(
    ("backup", "said"),
    [
        (b"", "no backup"),
        (b"this is a text", "no backup"),
        (gzip.compress(b"this is a text"), "no backup"),
        (pack(), "no backup"),
        (pack(("notes.txt", b"")), "notes.txt"),
        (pack(("manifest.json", b"{}")), "damaged"),
    ],
    # Not by the bytes: gzip writes the time into them, and all processes must call a test the same.
    ids=["empty", "text", "packed text", "packed nothing", "notes", "broken manifest"],
)
def test_what_is_no_backup(tmp_path: Path, backup: bytes, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        restore_backup(io.BytesIO(backup), tmp_path / "graph")
    assert GraphFolder(tmp_path / "graph").find_manifest() is None


def test_what_was_changed_is_noticed(tmp_path: Path) -> None:
    files = unpack(take(build(tmp_path / "graph")))
    quads = next(name for name in files if name.startswith("quads/"))
    whole = pack(*files.items())
    cases = {
        "was changed": pack(*{**files, quads: b""}.items()),
        "missing": pack(*((name, files[name]) for name in files if name != quads)),
        r"'\.\./escaped'": pack(*files.items(), ("../escaped", b"!")),
        "or is damaged": whole[: len(whole) // 2],
    }
    for number, (said, backup) in enumerate(cases.items()):
        folder = tmp_path / "again" / str(number)
        with pytest.raises(StoreError, match=said):
            restore_backup(io.BytesIO(backup), folder)
        assert GraphFolder(folder).find_manifest() is None
    assert not list(tmp_path.rglob("escaped"))
