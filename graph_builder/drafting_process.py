"""What runs in the process that brings many articles together."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from graph_builder.child_processes import run_child
from graph_builder.drafting import Drafter
from graph_builder.errors import GraphBuilderError
from graph_builder.store.writing import GraphWriter

if TYPE_CHECKING:
    from graph_builder.child_processes import Answer


def answer(content: bytes) -> bytes:
    """Return the draft of a plan, or the error that a person can mend; all else ends this process with its traceback."""
    plan, path = pickle.loads(content)  # noqa: S301 - from this program
    try:
        return pickle.dumps(Drafter(plan, GraphWriter(path)).draft())
    except GraphBuilderError as error:
        return pickle.dumps(error)


def _start() -> Answer:
    return answer


if __name__ == "__main__":
    run_child(_start)
