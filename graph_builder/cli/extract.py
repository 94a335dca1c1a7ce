"""``graph-builder extract``: what was read, as JSON with offsets."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import (
    get_project,
    show_examples,
    takes_patience,
    takes_session,
    write_result,
)

if TYPE_CHECKING:
    from graph_builder.cli.session import Session


@click.command(
    epilog=show_examples(
        "graph-builder extract article.txt",
        "graph-builder extract articles.jsonl > facts.jsonl",
    )
)
@click.argument("paths", nargs=-1, metavar="[PATHS…]")
@click.option("--model", metavar="NAME", help="Installed spaCy model that parses the text.")
@takes_patience
@takes_session
def extract(session: Session, paths: tuple[str, ...], model: str | None, patience: int) -> None:
    """Print what is read in articles, as JSON.

    One object a line and article. PATHS are as for 'build'; without any, standard input is read. Offsets are Unicode code points into the text as given,
    end exclusive. No graph is built.
    """
    from graph_builder import reading_pool  # noqa: PLC0415 - keeps --help light
    from graph_builder.cli.build import Given  # noqa: PLC0415 - likewise

    if not paths and sys.stdin.isatty():
        session.say("reading an article from standard input; end it with Ctrl-D")
    project = get_project()
    chosen = model or project.model or reading_pool.DEFAULT_MODEL
    folders = project.find_folders("ontology")
    given, lost = Given(session, paths or ("-",), patience), False
    for reading in reading_pool.read_facts(
        given, chosen, lexicon_folders=folders, patience=patience
    ):
        if reading.facts is None:
            lost = True
            session.complain(reading.problem)
        else:
            write_result((json.dumps(reading.facts, ensure_ascii=False) + "\n").encode())
    sys.exit(2 if given.has_problems or lost else 0)
