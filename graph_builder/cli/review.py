"""``graph-builder review``: the questions that are worth a person's time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import get_project, show_examples, takes_session, write_result

if TYPE_CHECKING:
    from graph_builder.cli.session import Session


@click.command(
    epilog=show_examples(
        "graph-builder review -o questions.yaml",
        "graph-builder review | less",
    )
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the questions; standard output without it.",
)
@takes_session
def review(session: Session, output: Path | None) -> None:
    """Write the questions on the graph that are worth asking a person, as a corrections file.

    Things made one on few signs, things kept apart although their names are nearly the same, undated articles, accounts that do not
    fit together. Every entry is commented out, so that the file as it is changes nothing.
    """
    from graph_builder.store import GraphFolder  # noqa: PLC0415
    from graph_builder.world import find_questions  # noqa: PLC0415 - keeps --help light

    questions = find_questions(GraphFolder(session.graph), get_project())
    if output is None:
        write_result(questions.encode())
        return
    if output.exists():
        raise click.UsageError(
            f"{output} is there already; name a new file, so that no answer is lost"
        )
    output.write_text(questions, encoding="utf-8")
    session.say(f"wrote {output}")
