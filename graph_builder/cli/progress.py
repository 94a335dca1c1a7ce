"""A progress bar on a terminal. Imported only where somebody watches, since drawing takes a library."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.pipeline import Progress


@contextlib.contextmanager
def draw_bar(title: str) -> Iterator[Progress]:
    """Yield what moves a bar on standard error: told how many of how many are done. It vanishes at the end."""
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show
