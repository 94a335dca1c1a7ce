"""A process that reads for tests: it does what an article's text tells it to do, and needs no language model.

The tests name it in place of the program's own; nothing in the program knows of it.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.extraction import processes

if TYPE_CHECKING:
    from graph_builder.model import Article

_BACKTRACKING = re.compile(r"(a+)+b")


def obey(article: Article) -> str:
    order, value = (*article.text.split(maxsplit=2), "", "")[:2]
    match order:
        case "hang":  # inside C code that holds the interpreter's lock
            _BACKTRACKING.match("a" * 60)
        case "sleep":
            time.sleep(float(value))
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "crash-once" if not Path(value).exists():
            Path(value).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case "fail":
            raise ZeroDivisionError
        case "print":
            os.write(1, b"this is no frame")
        case _:
            pass
    return order


def read_one(article: Article) -> dict[str, Any]:
    return {"id": article.id, "process": os.getpid(), "order": obey(article)}


def start_reading(model: str, lexicon_folders: tuple[Path, ...]) -> None:  # noqa: ARG001 - as the real one is
    if model == "hopeless":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    processes.start_reading = start_reading
    processes.read_one = read_one
    processes.run(*sys.argv[1:])
