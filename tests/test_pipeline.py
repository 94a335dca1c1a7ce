"""The whole path on the sample articles: the same bytes each time, nothing read twice, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph_builder import drafting, pipeline
from graph_builder.errors import OutsideError, StoreError
from graph_builder.extraction import processes
from graph_builder.pipeline import Options, build_graph
from graph_builder.reading import ArticleReader
from graph_builder.resources import get_folder
from graph_builder.store import GraphFolder

if TYPE_CHECKING:
    from graph_builder.model import Article

BUILD = """
import sys
from pathlib import Path
from graph_builder.pipeline import build_graph
from graph_builder.reading import ArticleReader
build_graph(ArticleReader().read(sys.argv[2:]), Path(sys.argv[1]))
"""


@pytest.fixture
def samples() -> list[Article]:
    return list(ArticleReader().read([get_folder("seeds")]))


def get_graphs(folder: Path) -> dict[str, str]:
    return dict(GraphFolder(folder).read_manifest().graphs)


def test_the_order_of_the_articles_does_not_matter(samples: list[Article], tmp_path: Path) -> None:
    build_graph(samples, tmp_path / "one")
    build_graph(reversed(samples), tmp_path / "other")
    assert get_graphs(tmp_path / "one") == get_graphs(tmp_path / "other")


def test_at_once_or_one_by_one_gives_the_same(samples: list[Article], tmp_path: Path) -> None:
    build_graph(samples, tmp_path / "once")
    for article in samples:
        build_graph([article], tmp_path / "slowly")
    assert get_graphs(tmp_path / "once") == get_graphs(tmp_path / "slowly")


def test_another_process_with_another_hash_seed_gives_the_same(
    samples: list[Article], tmp_path: Path
) -> None:
    build_graph(samples, tmp_path / "here")
    subprocess.run(
        [sys.executable, "-c", BUILD, tmp_path / "there", get_folder("seeds")],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
    )
    assert get_graphs(tmp_path / "here") == get_graphs(tmp_path / "there")


def test_a_second_build_reads_nothing_again(
    samples: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build_graph(samples, tmp_path)
    monkeypatch.setattr(processes, "start_reading", lambda *_: pytest.fail("the parser was loaded"))
    second = build_graph(samples, tmp_path)
    assert (first.read, second.read) == (len(samples), 0)
    assert (second.claims, second.triples) == (first.claims, first.triples)


def test_a_second_build_does_not_open_what_was_read(
    samples: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build_graph(samples, tmp_path)
    monkeypatch.setattr(drafting, "load_articles", lambda *_: pytest.fail("facts were loaded"))
    again = build_graph(samples[:1], tmp_path)
    assert again == replace(first, read=0, seconds=again.seconds)


@pytest.mark.parametrize("kind", ["facts", "quads", "texts", "index"])
def test_a_file_that_is_missing_is_made_again(
    kind: str, samples: list[Article], tmp_path: Path
) -> None:
    build_graph(samples, tmp_path)
    before = get_graphs(tmp_path)
    gone = next((tmp_path / kind).iterdir())
    if gone.is_dir():
        shutil.rmtree(gone)
    else:
        gone.unlink()
    build_graph(samples, tmp_path)
    assert gone.exists()
    assert get_graphs(tmp_path) == before


def test_facts_that_are_cut_off_are_read_again(samples: list[Article], tmp_path: Path) -> None:
    build_graph(samples[:1], tmp_path)
    for file in (tmp_path / "facts").iterdir():
        file.write_bytes(file.read_bytes()[:-100])
    (tmp_path / "manifest.json").unlink()
    assert build_graph(samples[:1], tmp_path).read == 1


def test_facts_that_were_changed_are_named_with_what_to_do(
    samples: list[Article], tmp_path: Path
) -> None:
    build_graph(samples[:1], tmp_path)
    (file,) = (tmp_path / "facts").iterdir()
    file.write_bytes(b"{ no JSON }")
    with pytest.raises(StoreError, match=f"{file.name}' was changed: remove that file"):
        build_graph(samples, tmp_path)
    file.unlink()
    assert build_graph(samples, tmp_path).read == 1


def test_an_interrupted_build_goes_on_where_it_stopped(
    samples: list[Article], tmp_path: Path
) -> None:
    class Interrupted(Exception):  # noqa: N818 - no error of the program
        pass

    def stop(done: int, total: int) -> None:
        if 0 < done < total:
            raise Interrupted

    with pytest.raises(Interrupted):
        build_graph(samples, tmp_path, Options(progress=stop))
    assert build_graph(samples, tmp_path).read == len(samples) - 1


def test_articles_are_taken_as_a_process_comes_free(
    samples: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_WORTH_A_PROCESS", 1)
    told: list[tuple[int, int]] = []
    build_graph(
        samples,
        tmp_path,
        Options(jobs=1, progress=lambda done, total: told.append((done, total))),
    )
    assert [done for done, _ in told] == list(range(len(samples) + 1))
    assert all(total - done <= 1 for done, total in told)


def test_nothing_is_pruned_when_articles_were_missing(
    samples: list[Article], tmp_path: Path
) -> None:
    build_graph(samples, tmp_path)
    options = Options(prune=True, is_complete=lambda: False)
    assert build_graph(samples[:1], tmp_path, options).articles == len(samples)


def test_articles_stay_until_they_are_pruned(samples: list[Article], tmp_path: Path) -> None:
    build_graph(samples, tmp_path)
    assert build_graph(samples[:1], tmp_path).articles == len(samples)
    assert build_graph(samples[:1], tmp_path, Options(prune=True)).articles == 1
    build_graph(samples[:1], tmp_path / "alone")
    assert get_graphs(tmp_path) == get_graphs(tmp_path / "alone")


def test_the_samples_have_no_violation(samples: list[Article], tmp_path: Path) -> None:
    assert build_graph(samples, tmp_path).violations == 0


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a process of its own bring articles together, however few."""
    monkeypatch.setattr(drafting, "_WORTH_A_PROCESS", 1)


def test_a_process_of_its_own_decides_the_same(samples: list[Article], tmp_path: Path) -> None:
    here = build_graph(samples, tmp_path / "here")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafting, "_WORTH_A_PROCESS", 1)
        there = build_graph(samples[1:], tmp_path / "there")
        patch.setattr(drafting.Drafter, "draft", lambda *_: pytest.fail("it was decided here"))
        there = build_graph(samples, tmp_path / "there")
    assert get_graphs(tmp_path / "here") == get_graphs(tmp_path / "there")
    assert replace(there, read=here.read, seconds=here.seconds) == here


@pytest.mark.usefixtures("apart")
def test_what_a_process_of_its_own_finds_wrong_is_told(
    samples: list[Article], tmp_path: Path
) -> None:
    build_graph(samples, tmp_path)
    before = (tmp_path / "manifest.json").read_bytes()
    for file in (tmp_path / "facts").iterdir():
        file.write_bytes(b"{ no JSON }")
    with pytest.raises(StoreError, match="was changed: remove that file"):
        build_graph(samples[:2], tmp_path, Options(prune=True))
    assert (tmp_path / "manifest.json").read_bytes() == before


@pytest.mark.usefixtures("apart")
def test_a_process_that_is_killed_while_it_decides_costs_nothing(
    samples: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_graph(samples, tmp_path / "once")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    with monkeypatch.context() as patch:
        patch.setattr(drafting, "PROGRAM", "unruly_drafter")
        with pytest.raises(OutsideError, match=r"SIGKILL.*memory runs out.*nothing was lost"):
            build_graph(samples, tmp_path / "killed")
    assert build_graph(samples, tmp_path / "killed").read == 0
    assert get_graphs(tmp_path / "killed") == get_graphs(tmp_path / "once")
