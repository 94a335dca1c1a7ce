"""A process that reads for tests: as the program does, after it did what the article's text tells it to do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import unruly

from graph_builder.extraction import processes

if TYPE_CHECKING:
    from graph_builder.model import Article

_read_one = processes.read_one


def read_one(article: Article) -> dict[str, Any]:
    unruly.obey(article)
    return _read_one(article)


if __name__ == "__main__":
    processes.read_one = read_one
    processes.run(*sys.argv[1:])
