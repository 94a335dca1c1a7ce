"""``graph-builder restore``: a backup → graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import show_examples, takes_session

if TYPE_CHECKING:
    from graph_builder.cli.session import Session


@click.command(epilog=show_examples("graph-builder restore ecuador.tar.gz --graph again/"))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@takes_session
def restore(session: Session, file: Path) -> None:
    """Make the graph of a backup again, in a folder that has none.

    FILE is what 'graph-builder backup' wrote. Every text and every graph in it is checked against its hash.
    """
    from graph_builder.store.backup import restore_backup  # noqa: PLC0415 - keeps --help light

    with file.open("rb") as source:
        manifest = restore_backup(source, session.graph)
    session.say(f"{len(manifest.articles):,} articles are in {session.graph}")
