"""What runs in each process that reads: the language model, loaded once, and one article after the other.

Articles come on standard input and facts go to standard output, as frames (``graph_builder.reading_pool``): first an empty
one, when the model is loaded, then one an article.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.article_json import read_article
from graph_builder.extraction import extract
from graph_builder.extraction.parsing import Parser, SpacyParser, parse_article
from graph_builder.facts_json import to_json
from graph_builder.lexicon import load_lexicon
from graph_builder.reading_pool import limit_time, receive, send

if TYPE_CHECKING:
    from typing import IO

    from graph_builder.model import Article

_LOADING = 600.0  # seconds
_PR_SET_PDEATHSIG = 1  # prctl(2)
_FIRST_TO_GO = (
    "1000"  # the highest score of Linux's killer of processes, see proc_pid_oom_score_adj(5)
)

_started: dict[str, Any] = {}


def start_reading(model: str, lexicon_folders: tuple[Path, ...]) -> None:
    """Load the language model and the lexicon in this process, once."""
    if _started.get("model") != model:
        _started.update(model=model, parser=SpacyParser(model))
    _started["lexicon"] = load_lexicon(*lexicon_folders)


def read_one(article: Article) -> dict[str, Any]:
    """Read one article in a process that was started."""
    parser: Parser = _started["parser"]
    return to_json(extract(parse_article(article, parser), _started["lexicon"]))


def run(model: str, patience: str, *lexicon_folders: str) -> None:
    """Read articles from standard input until there are no more.

    Args:
        model: The package of the language model.
        patience: How many seconds an article may take, beside those for its length.
        lexicon_folders: Folders with the user's own Turtle files.
    """
    output = _take_output()
    _offer_to_go_first()
    _end_with_parent()
    _end_in(_LOADING)
    start_reading(model, tuple(map(Path, lexicon_folders)))
    _end_in(0)
    try:
        send(output, b"")
        while content := receive(sys.stdin.buffer):
            given = json.loads(content)
            _end_in(limit_time(len(given["text"]), float(patience)))
            facts = read_one(read_article(given["article"], given["text"]))
            _end_in(0)
            send(output, json.dumps(facts).encode())
    except BrokenPipeError:
        os._exit(0)  # nobody wants more


def _take_output() -> IO[bytes]:
    """Return standard output, and let everything else that writes there write to standard error."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return output


def _offer_to_go_first() -> None:
    """Where memory runs out, let the system end this process and not the one that builds."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")


def _end_with_parent() -> None:
    """Let Linux end this process when the one that builds ends; elsewhere, the article's time ends it."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end_in(seconds: float) -> None:
    """Let the operating system end this process after so many seconds; 0: let it live."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    run(*sys.argv[1:])
