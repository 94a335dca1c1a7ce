"""``graph-builder serve``: the graph over HTTP."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from graph_builder.cli.session import Session, get_project, show_examples, takes_session
from graph_builder.errors import UsageError

_DEFAULT_PORT = 8000
_TOKEN = "GRAPH_BUILDER_TOKEN"  # noqa: S105 - the variable's name
_SHORTEST_TOKEN = 16


@click.command(
    epilog=show_examples(
        "graph-builder serve",
        "graph-builder serve --port 9000 --timeout 10",
        "graph-builder serve --edit --corrections articles/corrections.yaml",
        'curl "http://127.0.0.1:8000/sparql" --data-urlencode query="SELECT * {?s ?p ?o} LIMIT 5"',
    )
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_DEFAULT_PORT,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen on; any but loopback lets others read the graph and the articles.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="How long one query may run.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(min=1),
    default=100_000,
    show_default=True,
    metavar="ROWS",
    help="How many rows or triples one answer may have.",
)
@click.option(
    "--queries",
    "running",
    type=click.IntRange(min=1, max=64),
    default=2,
    show_default=True,
    metavar="NUMBER",
    help="How many queries run at once.",
)
@click.option(
    "--writable",
    is_flag=True,
    help=f"Let those who send the token keep graphs of their own beside what is built; {_TOKEN} holds it, "
    "else a new one is printed.",
)
@click.option(
    "--edit",
    is_flag=True,
    help="Let corrections be written in the browser, by whoever opens the address that is printed; on loopback only.",
)
@click.option(
    "--corrections",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="With --edit, the corrections file; default: the one that the graph was built with, or corrections.yaml in the current folder.",
)
@takes_session
def serve(
    session: Session,
    port: int,
    host: str,
    timeout: float,
    max_rows: int,
    running: int,
    writable: bool,
    edit: bool,
    corrections: Path | None,
) -> None:
    """Serve the graph: a SPARQL endpoint, and pages to look at.

    The graph is read-only, and for this machine alone unless --host says otherwise. /sparql speaks the SPARQL 1.1 Protocol,
    /store the Graph Store Protocol; every resource answers at the path of its address, as HTML, Turtle or
    JSON-LD. With --writable, graphs of your own are kept beside what is built, through builds; the default graph and
    the saved queries stay what was built. With --edit, pages lead to forms that write corrections, which the next build
    applies. While a build runs, the old graph is served until the new one is whole. Ctrl+C ends it.
    """
    from graph_builder.serving.editing.desk import Desk  # noqa: PLC0415 - keeps --help light
    from graph_builder.serving.editing.pages import Editing  # noqa: PLC0415
    from graph_builder.serving.pool import Limits  # noqa: PLC0415
    from graph_builder.serving.server import (  # noqa: PLC0415
        get_address,
        is_loopback,
        open_socket,
        run_server,
    )
    from graph_builder.store import GraphFolder  # noqa: PLC0415

    folder = GraphFolder(session.graph)
    manifest = folder.read_manifest()
    try:
        listening = open_socket(host, port)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host}, port {port} ({error.strerror}): name another one with --port, "
            "or let --port 0 take a free one"
        ) from error
    token = _get_token() if writable else None
    editing = None
    if edit:
        if not is_loopback(listening):
            listening.close()
            raise UsageError(
                f"--edit is for this machine alone, and {host} can be reached from others: leave out --host, or --edit"
            )
        file = corrections or _choose_file(tuple(manifest.corrections))
        editing = Editing(Desk(folder, get_project(), file))
        # Also with --quiet: nobody could write without it.
        address = f"{get_address(listening)}corrections/open?token={editing.access.token}"
        click.echo(f"corrections go into {str(file)!r}: to make some, open {address}", err=True)
    limits = Limits(seconds=timeout, rows=max_rows, running=running)
    run_server(
        folder,
        limits,
        get_project(),
        listening,
        announce=session.say,
        log=session.verbose,
        token=token,
        editing=editing,
    )


def _get_token() -> str:
    token = os.environ.get(_TOKEN, "").strip()
    if not token:
        token = secrets.token_urlsafe(24)
        # Also with --quiet: nobody could write without it.
        click.echo(f"who may write sends 'Authorization: Bearer {token}'", err=True)
    elif len(token) < _SHORTEST_TOKEN or not token.isascii():
        raise UsageError(
            f"{_TOKEN} is no token of at least {_SHORTEST_TOKEN} ASCII characters: set a longer one, or unset it "
            "and use the one that is printed"
        )
    return token


def _choose_file(known: tuple[str, ...]) -> Path:
    """Return the corrections file that the graph was built with; without one, that of the current folder."""
    if len(known) > 1:
        raise UsageError(
            f"the graph was built with {len(known)} corrections files: name the one to write with --corrections, "
            f"such as {known[0]!r}"
        )
    return Path(known[0]) if known else Path("corrections.yaml")
