"""``graph-builder queries``: the saved questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import get_project, show_examples, takes_session, write_result

if TYPE_CHECKING:
    from graph_builder.cli.session import Session
    from graph_builder.querying import SavedQuery


@click.command(
    epilog=show_examples(
        "graph-builder queries",
        "graph-builder queries --verbose",
    )
)
@takes_session
def queries(session: Session) -> None:
    """List the saved questions, from their own headers.

    With --verbose, each with its description and its parameters.
    """
    from graph_builder.querying import find_queries  # noqa: PLC0415 - keeps --help light

    found = find_queries(get_project().find_folders("queries"))
    width = max((len(name) for name in found), default=0)
    entries = [_format(query, width, full=session.verbose) for query in found.values()]
    write_result("".join(entries).encode())


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
