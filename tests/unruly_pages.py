"""A process that reads web pages for tests: as the program does, after it did what a page's comment tells it to do."""

from __future__ import annotations

import re

import unruly

from graph_builder.child_processes import run_child
from graph_builder.model import Article
from graph_builder.reading import page_processes

_ORDER = re.compile(r"<!-- (.*?) -->")
_answer = page_processes.answer


def answer(content: bytes) -> bytes:
    for order in _ORDER.findall(content.decode()):
        unruly.obey(Article("page", order, (), None))
    return _answer(content)


if __name__ == "__main__":
    page_processes.answer = answer
    run_child(page_processes.start)
