"""``graph-builder extract``: what was read, as JSON with offsets."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import get_project, show_examples, takes_session, write_result

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
@takes_session
def extract(session: Session, paths: tuple[str, ...], model: str | None) -> None:
    """Print what is read in articles, as JSON.

    One object a line and article. PATHS are as for 'build'; without any, standard input is read. Offsets are Unicode code points into the text as given,
    end exclusive. No graph is built.
    """
    from graph_builder.cli.build import read_paths  # noqa: PLC0415 - keeps --help light

    if not paths and sys.stdin.isatty():
        session.say("reading an article from standard input; end it with Ctrl-D")
    articles, problems = read_paths(session, paths or ("-",))
    if articles:
        from graph_builder.extraction.parsing import DEFAULT_MODEL  # noqa: PLC0415
        from graph_builder.extraction.processes import read_facts  # noqa: PLC0415

        project = get_project()
        chosen = model or project.model or DEFAULT_MODEL
        folders = project.find_folders("ontology")
        for facts in read_facts(articles, chosen, lexicon_folders=folders):
            write_result((json.dumps(facts, ensure_ascii=False) + "\n").encode())
    sys.exit(2 if problems else 0)
