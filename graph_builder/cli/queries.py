"""``graph-builder queries``: the saved questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import get_project, show_examples, takes_session, write_result
from graph_builder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.cli.session import Session
    from graph_builder.querying import SavedQuery


@click.command(
    epilog=show_examples(
        "graph-builder queries",
        "graph-builder queries --verbose",
        "graph-builder queries --export-examples examples/ --endpoint https://example.org/sparql",
    )
)
@click.option(
    "--export-examples",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write each as Turtle, described in SHACL as in the SIB's sparql-examples.",
)
@click.option(
    "--endpoint",
    default="http://localhost:8000/sparql",
    show_default=True,
    metavar="URL",
    help="The endpoint that answers the exported examples.",
)
@takes_session
def queries(session: Session, folder: Path | None, endpoint: str) -> None:
    """List the saved questions, from their own headers.

    With --verbose, each with its description and its parameters.
    """
    from graph_builder.querying import find_queries  # noqa: PLC0415 - keeps --help light

    found = find_queries(get_project().find_folders("queries"))
    if folder is not None:
        _export(session, found, folder, endpoint)
        return
    width = max((len(name) for name in found), default=0)
    entries = [_format(query, width, full=session.verbose) for query in found.values()]
    write_result("".join(entries).encode())


def _export(session: Session, found: Mapping[str, SavedQuery], folder: Path, endpoint: str) -> None:
    from graph_builder.export import save_export  # noqa: PLC0415
    from graph_builder.querying import write_example, write_prefixes  # noqa: PLC0415

    base = f"{endpoint.rstrip('/')}/.well-known/sparql-examples/"
    texts = {"prefixes": write_prefixes()}
    for name, query in found.items():
        try:
            texts[name] = write_example(query, base=base, endpoint=endpoint)
        except UsageError as error:
            session.remark(f"{name} is left out: {error}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder {str(folder)!r} cannot be made: {error.strerror}") from error
    for name, text in texts.items():
        save_export(folder / f"{name}.ttl", [text])
    session.say(f"{len(texts) - 1} examples are in {folder}")


def _format(query: SavedQuery, width: int, *, full: bool) -> str:
    from graph_builder.querying import describe  # noqa: PLC0415

    lines = [f"{query.name:<{width}}  {query.summary}"]
    margin = " " * (width + 2)
    if full and query.description:
        lines.append(click.wrap_text(query.description, 100, margin, margin))
    if full:
        lines += [
            click.wrap_text(
                f"--param {parameter.name}=…: {describe(parameter)}"
                f"{'' if parameter.required and parameter.default is None else ', optional'}"
                f"{f', default {parameter.default}' if parameter.default else ''}",
                100,
                margin,
                margin + "  ",
            )
            for parameter in query.parameters
        ]
        lines.append("")
    return "\n".join(lines) + "\n"
