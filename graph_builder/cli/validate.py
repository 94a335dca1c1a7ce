"""``graph-builder validate``: the graph against its shapes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import get_project, show_examples, takes_session, write_result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graph_builder.cli.session import Session
    from graph_builder.validation import Finding


@click.command(
    epilog=show_examples(
        "graph-builder validate",
        "graph-builder validate --format json > findings.json",
    )
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "turtle", "json"]),
    default="text",
    help="Sentences for people (default), a SHACL report, or JSON.",
)
@takes_session
def validate(session: Session, format_name: str) -> None:
    """Check the graph against its shapes and texts.

    Every rule of the shapes is checked, and that every quote is what stands in the text. One sentence a finding, with article and line, grouped by severity and shape. Ends with exit code 1 when there is a
    violation; warnings and remarks alone are fine.
    """
    from graph_builder.pipeline import check_graph  # noqa: PLC0415 - keeps --help light
    from graph_builder.store import GraphFolder  # noqa: PLC0415

    findings = check_graph(GraphFolder(session.graph), get_project())
    write_result(_get_writer(format_name)(findings).encode())
    sys.exit(any(finding.severity == "Violation" for finding in findings))


def _get_writer(format_name: str) -> Callable[[Sequence[Finding]], str]:
    from graph_builder.validation import write_json, write_text, write_turtle  # noqa: PLC0415

    return {"text": write_text, "turtle": write_turtle, "json": write_json}[format_name]
