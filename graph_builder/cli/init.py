"""``graph-builder init``: a project with Turtle, shapes and queries of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import show_examples, takes_session

if TYPE_CHECKING:
    from graph_builder.cli.session import Session


@click.command(
    epilog=show_examples(
        "graph-builder init bird-flu",
        "cd bird-flu && graph-builder build articles/",
    )
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@takes_session
def init(session: Session, folder: Path) -> None:
    """Make a project: an own ontology, shapes and queries beside the program's.

    FOLDER is made, with files to change: which words announce which measures and events, a rule for the graph, a
    question. The commands use them when they are called in the folder or below it.
    """
    from graph_builder.project import make_project  # noqa: PLC0415 - keeps --help light
    from graph_builder.resources import get_folder  # noqa: PLC0415

    templates = get_folder("ontology") / "project"
    files = {
        str(path.relative_to(templates)): path.read_text(encoding="utf-8")
        for path in sorted(templates.rglob("*"))
        if path.is_file()
    }
    for path in make_project(folder, files):
        session.say(f"wrote {path}")
    (folder / "articles").mkdir()
    session.say(
        f"put articles into {folder / 'articles'} and run 'graph-builder build articles/' in {folder}"
    )
