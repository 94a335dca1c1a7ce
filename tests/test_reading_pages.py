"""A web page that hangs or crashes what reads it costs itself alone: with a real process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph_builder.reading import ArticleReader, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

BODY = "<p>The harbour of Guayaquil opened again on Monday, the mayor said in the town hall.</p>"


@pytest.fixture(autouse=True)
def _unruly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setattr(pages, "PROGRAM", "unruly_pages")
    pages.stop_child()
    yield
    pages.stop_child()


def read(folder: Path, patience: float = 30, **orders: str) -> tuple[list[str], str]:
    for name, order in orders.items():
        page = f"<html><body><!-- {order} --><article><h1>{name}</h1>{BODY * 3}</article></body></html>"
        (folder / f"{name}.html").write_text(page)
    reader = ArticleReader(patience=patience)
    return [article.id for article in reader.read([folder])], "\n".join(map(str, reader.problems))


def test_a_page_that_crashes_the_process_is_named_and_left_out(tmp_path: Path) -> None:
    found, problems = read(tmp_path, a="none", b="crash", c="none")
    assert found == ["a", "c"]
    assert "b.html: left out, since the process that read it was ended twice (SIGSEGV)" in problems


def test_a_page_that_hangs_is_named_and_left_out(tmp_path: Path) -> None:
    found, problems = read(tmp_path, patience=2, a="hang", b="none")
    assert found == ["b"]
    assert "a.html: left out, since reading it took longer than 2 seconds" in problems


def test_a_page_is_not_to_blame_for_a_process_that_was_killed(tmp_path: Path) -> None:
    found, problems = read(tmp_path, a=f"crash-once {tmp_path / 'crashed'}")
    assert (found, problems) == (["a"], "")


def test_a_fault_of_the_program_shows_its_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found, problems = read(tmp_path, a="fail", b="none")
    assert found == ["b"]
    assert (
        "a.html: left out, since the program failed on it (exit code 1); please report" in problems
    )
    assert "ZeroDivisionError" in capfd.readouterr().err
