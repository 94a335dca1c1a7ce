"""What runs in each process that reads: the language model, loaded once, and one article after the other."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.article_json import read_article
from graph_builder.child_processes import run_child
from graph_builder.extraction import extract
from graph_builder.extraction.parsing import Parser, SpacyParser, parse_article
from graph_builder.facts_json import to_json
from graph_builder.lexicon import load_lexicon

if TYPE_CHECKING:
    from graph_builder.child_processes import Answer
    from graph_builder.model import Article

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


def run(model: str, *lexicon_folders: str) -> None:
    """Read the articles that come on standard input until there are no more.

    Args:
        model: The package of the language model.
        lexicon_folders: Folders with the user's own Turtle files.
    """

    def start() -> Answer:
        start_reading(model, tuple(map(Path, lexicon_folders)))
        return _answer

    run_child(start)


def _answer(content: bytes) -> bytes:
    given = json.loads(content)
    return json.dumps(read_one(read_article(given["article"], given["text"]))).encode()


if __name__ == "__main__":
    run(*sys.argv[1:])
