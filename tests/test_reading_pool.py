"""Articles that hang, crash or fail cost themselves alone, and a process that is lost is replaced: with real processes."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph_builder import reading_pool
from graph_builder.child_processes import PATIENCE
from graph_builder.cli.session import takes_patience
from graph_builder.errors import OutsideError, UsageError
from graph_builder.model import Article
from graph_builder.pipeline import Options, build_graph
from graph_builder.reading import ArticleReader
from graph_builder.reading_pool import Reading, read_facts
from graph_builder.resources import get_folder
from graph_builder.store import GraphFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TESTS = Path(__file__).parent
MODEL = reading_pool.DEFAULT_MODEL


@pytest.fixture
def unruly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    monkeypatch.setattr(reading_pool, "PROGRAM", "unruly")


def make_articles(*texts: str) -> list[Article]:
    return [
        Article(f"a{number}", text, (), None, source=f"a{number}.txt")
        for number, text in enumerate(texts)
    ]


def read(*texts: str, jobs: int = 1, patience: float = 30) -> dict[str, Reading]:
    articles = make_articles(*texts)
    readings = list(read_facts(articles, MODEL, jobs=jobs, patience=patience))
    assert sorted(reading.article.id for reading in readings) == sorted(a.id for a in articles)
    return {reading.article.id: reading for reading in readings}


def list_lost(readings: dict[str, Reading]) -> list[str]:
    return sorted(name for name, reading in readings.items() if reading.facts is None)


@pytest.mark.usefixtures("unruly")
class TestTrouble:
    def test_one_process_keeps_the_order_and_is_started_once(self) -> None:
        found = read("one", "two", "print three", "four")
        assert [facts["order"] for r in found.values() if (facts := r.facts)] == [
            "one",
            "two",
            "print",
            "four",
        ]
        assert len({facts["process"] for r in found.values() if (facts := r.facts)}) == 1

    def test_as_many_processes_as_asked_for(self) -> None:
        found = read(*["sleep 0.5"] * 6, jobs=3)
        assert len({facts["process"] for r in found.values() if (facts := r.facts)}) == 3

    def test_an_article_that_hangs_is_named_and_left_out(self) -> None:
        found = read("one", "hang", "three", patience=2)
        assert list_lost(found) == ["a1"]
        assert found["a1"].problem.startswith("a1.txt: left out, since reading it took longer than")
        assert "--patience" in found["a1"].problem

    def test_an_article_that_crashes_the_process_is_named_and_left_out(self) -> None:
        found = read("crash", "two", "crash", "four", jobs=2)
        assert list_lost(found) == ["a0", "a2"]
        assert "a0.txt: left out" in found["a0"].problem
        assert "SIGSEGV" in found["a0"].problem

    def test_a_process_that_is_killed_is_replaced_and_nothing_is_lost(self, tmp_path: Path) -> None:
        found = read("one", f"crash-once {tmp_path / 'crashed'}", "three")
        assert list_lost(found) == []
        assert len({facts["process"] for r in found.values() if (facts := r.facts)}) == 2

    def test_a_fault_of_the_program_shows_its_traceback(
        self, capfd: pytest.CaptureFixture[str]
    ) -> None:
        found = read("fail", "two")
        assert list_lost(found) == ["a0"]
        assert "please report" in found["a0"].problem
        assert "ZeroDivisionError" in capfd.readouterr().err

    def test_a_process_that_cannot_be_started(self, tmp_path: Path) -> None:
        (tmp_path / "hopeless").mkdir()
        os.chdir(tmp_path)
        with pytest.raises(OutsideError, match="SIGKILL while it loaded"):
            list(read_facts(make_articles("one"), "hopeless"))

    def test_articles_are_taken_as_processes_come_free(self) -> None:
        taken = []

        def give() -> Iterator[Article]:
            for article in make_articles(*["one"] * 20):
                taken.append(article)
                yield article

        for done, _ in enumerate(read_facts(give(), MODEL, jobs=2), start=1):
            assert len(taken) <= done + 2

    def test_who_stops_asking_leaves_no_process(self) -> None:
        others = list_children(os.getpid())  # stores that other tests ask
        readings = read_facts(make_articles("one", "hang", "hang"), MODEL, jobs=3)
        facts = next(readings).facts
        assert facts
        readings.close()  # type: ignore[attr-defined] # a generator
        assert set(list_children(os.getpid())) <= set(others)


def list_children(parent: int) -> list[str]:
    done = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [line for line in done.stdout.split() if Path(f"/proc/{line}").exists()]


def test_no_such_model() -> None:
    with pytest.raises(UsageError, match="'en_core_web_xl' is not installed"):
        list(read_facts(make_articles("one"), "en_core_web_xl"))


def test_the_command_line_has_the_same_patience() -> None:
    @takes_patience
    def command() -> None: ...

    assert command.__click_params__[0].default == PATIENCE  # type: ignore[attr-defined] # click's


BUILD = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
from graph_builder import reading_pool
reading_pool.PROGRAM = "unruly_reader"
from graph_builder.cli import main
main(["build", *sys.argv[1:]])
"""


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    process = start(*arguments)
    output, error = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, output, error)


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


class TestBuild:
    """The whole command; articles are read as always, unless they tell the process to hang or crash."""

    @pytest.fixture
    def samples(self, tmp_path: Path) -> Path:
        folder = tmp_path / "articles"
        folder.mkdir()
        for file in get_folder("seeds").glob("*.txt"):
            (folder / file.name).write_bytes(file.read_bytes())
        return folder

    def test_several_processes_give_the_same(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        samples = list(ArticleReader().read([get_folder("seeds")]))
        build_graph(samples, tmp_path / "here")
        monkeypatch.setattr(reading_pool, "read_facts", read_facts)
        build_graph(samples, tmp_path / "two", Options(jobs=2))
        graphs = [GraphFolder(tmp_path / name).read_manifest().graphs for name in ("here", "two")]
        assert graphs[0] == graphs[1]

    def test_what_can_be_read_is_built_and_the_rest_is_named(
        self, samples: Path, tmp_path: Path
    ) -> None:
        (samples / "bad.txt").write_text("crash\n\nThis is an article.\n")
        (samples / "slow.txt").write_text("hang\n\nThis is an article.\n")
        done = run("--patience", "15", "--jobs", "2", "--graph", tmp_path / "g", samples)
        assert done.returncode == 2
        assert f"{samples / 'bad.txt'}: left out" in done.stderr
        assert f"{samples / 'slow.txt'}: left out" in done.stderr
        assert len(GraphFolder(tmp_path / "g").read_manifest().articles) == 3

        for name in ("bad", "slow"):
            (samples / f"{name}.txt").write_text("This is an article about nothing at all.\n")
        done = run("--graph", tmp_path / "g", samples)
        assert (done.returncode, done.stderr.count("error")) == (0, 0)
        assert "(2 new or changed)" in done.stdout

    def test_an_article_that_cannot_be_read_any_more_stays_as_it_was(
        self, samples: Path, tmp_path: Path
    ) -> None:
        run("--graph", tmp_path / "g", samples)
        before = GraphFolder(tmp_path / "g").read_manifest().graphs
        first = min(samples.iterdir())
        first.write_text("crash\n\n" + first.read_text())
        done = run("--prune", "--graph", tmp_path / "g", first, *samples.iterdir())
        assert done.returncode == 2
        assert GraphFolder(tmp_path / "g").read_manifest().graphs == before

    def test_nothing_can_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "bad.txt").write_text("crash\n\nThis is an article.\n")
        done = run("--graph", tmp_path / "g", tmp_path / "bad.txt")
        assert done.returncode == 2
        assert "bad.txt: left out" in done.stderr
        assert GraphFolder(tmp_path / "g").find_manifest() is None

    def test_a_terminal_shows_how_far_it_is(self, tmp_path: Path) -> None:
        for number in range(4):
            (tmp_path / f"{number}.txt").write_text(f"sleep 1\n\nThis is article {number}.\n")
        command = [sys.executable, "-c", BUILD, "--graph", str(tmp_path / "g")]
        terminal, other = pty.openpty()
        process = subprocess.Popen(
            [*command, *map(str, tmp_path.glob("*.txt"))],
            stdout=subprocess.DEVNULL,
            stderr=other,
            env={**os.environ, "PYTHONPATH": str(TESTS), "TERM": "xterm", "COLUMNS": "100"},
        )
        os.close(other)
        shown = b""
        with contextlib.suppress(OSError):  # the terminal is closed at the end
            while piece := os.read(terminal, 10_000):
                shown += piece
        os.close(terminal)
        assert process.wait(60) == 0
        assert b"reading" in shown
        assert re.search(rb"4/4\S* [\d.]+/s \S*0:00:\d\d", shown)

        done = run("--graph", tmp_path / "other", *tmp_path.glob("*.txt"))
        assert "reading" not in done.stderr

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
    def test_interrupted_while_it_reads(
        self, samples: Path, tmp_path: Path, number: signal.Signals
    ) -> None:
        (samples / "z-slow.txt").write_text("hang\n\nThis is an article.\n")
        process = start("--patience", "200", "--jobs", "1", "--graph", tmp_path / "g", samples)
        wait_for(lambda: len(list((tmp_path / "g" / "facts").glob("*.json"))) == 3)
        (reader,) = list_children(process.pid)
        process.send_signal(number)
        error = process.communicate(timeout=60)[1]
        assert process.returncode == (130 if number == signal.SIGINT else -number)
        assert "Traceback" not in error
        wait_for(lambda: not Path("/proc", reader).exists())

        (samples / "z-slow.txt").unlink()
        done = run("--graph", tmp_path / "g", samples)
        assert "(0 new or changed)" in done.stdout
