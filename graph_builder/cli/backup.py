"""``graph-builder backup``: the graph in one file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import show_examples, takes_session
from graph_builder.errors import UsageError

if TYPE_CHECKING:
    from graph_builder.cli.session import Session


@click.command(epilog=show_examples("graph-builder backup ecuador.tar.gz --graph ecuador/"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@takes_session
def backup(session: Session, file: Path) -> None:
    """Copy the graph into one file, with texts and all.

    FILE is a gzipped tar archive, which 'graph-builder restore' makes a graph of again. Others may build and read meanwhile:
    the copy is of the graph as it was at one moment.
    """
    from graph_builder.store import GraphFolder  # noqa: PLC0415 - keeps --help light
    from graph_builder.store.backup import write_backup  # noqa: PLC0415 - likewise

    aside = file.with_name(f"{file.name}.{os.getpid()}.aside")
    try:
        with aside.open("wb") as target:
            manifest = write_backup(GraphFolder(session.graph), target)
        aside.replace(file)
    except OSError as error:
        raise UsageError(
            f"{file} cannot be written ({error.strerror}); name another file"
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    size = file.stat().st_size / 1e6
    session.say(f"{len(manifest.articles):,} articles are in {file} ({size:,.1f} MB)")
