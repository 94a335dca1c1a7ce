"""A progress bar on a terminal. Imported only where somebody watches, since drawing takes a library.

The rate and the time left come from a clock that nobody sets.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Task

    from graph_builder.pipeline import Progress


class _RateColumn(ProgressColumn):
    """How many are done in a second, of late."""

    def render(self, task: Task) -> Text:
        rate = task.finished_speed or task.speed
        return Text("" if rate is None else f"{rate:,.1f}/s" if rate < 100 else f"{rate:,.0f}/s")  # noqa: PLR2004 - three figures say enough


@contextlib.contextmanager
def draw_bar(title: str, expected: int = 0) -> Iterator[Progress]:
    """Yield what moves a bar on standard error: told how many of how many are done. It vanishes at the end.

    What is told first was done before, and does not count for the rate. As many are shown as are ``expected``, until there are more.
    """
    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def show(done: int, total: int) -> None:
            total = max(total, expected)
            if bar.tasks[0].total is None:
                bar.reset(task, total=total, completed=done)
            else:
                bar.update(task, total=total, completed=done)

        yield show
