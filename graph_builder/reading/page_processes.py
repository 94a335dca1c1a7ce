"""What runs in the process that reads web pages: one page after the other."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from graph_builder.child_processes import run_child
from graph_builder.reading.pages import extract_page

if TYPE_CHECKING:
    from graph_builder.child_processes import Answer


def start() -> Answer:
    """Load what reads pages, and return what answers."""
    import trafilatura  # noqa: F401, PLC0415 - loaded before the first page, whose time it does not take

    return answer


def answer(content: bytes) -> bytes:
    """Return as JSON what is in a page."""
    page = extract_page(content.decode("utf-8", "surrogatepass"))
    return json.dumps(asdict(page)).encode()


if __name__ == "__main__":
    run_child(start)
