"""``graph-builder site``: the pages as files."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.cli.session import Session, get_project, show_examples, takes_session


@click.command(
    epilog=show_examples("graph-builder site -o pages", "graph-builder site -o /media/stick/news")
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FOLDER",
    help="Folder to write; a site that it holds is replaced.",
)
@takes_session
def site(session: Session, output: Path) -> None:
    """Write the pages of the graph as files.

    They work from any web server, and from a disk without one: links are relative, and nothing comes from outside.
    Beside each page lie the triples of its thing as Turtle and JSON-LD, beside each saved question its answer as CSV
    and JSON. Searching, the SPARQL editor and forms need 'graph-builder serve'.
    """
    from graph_builder.serving.site import write_site  # noqa: PLC0415 - keeps --help light
    from graph_builder.store import GraphFolder  # noqa: PLC0415

    count = write_site(GraphFolder(session.graph), output, get_project())
    session.say(f"wrote {count} files; open {output / 'index.html'}")
