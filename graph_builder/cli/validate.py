"""``graph-builder validate``: the graph against its shapes."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import get_project, show_examples, takes_session, write_result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graph_builder.cli.session import Session
    from graph_builder.validation import Finding

_SEVERITIES = ("violation", "warning", "info")


@click.command(
    epilog=show_examples(
        "graph-builder validate",
        "graph-builder validate --format json > findings.json",
        "graph-builder validate --shapes own.ttl --severity warning --format junit > findings.xml",
    )
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "markdown", "turtle", "json", "junit"]),
    default="text",
    help="Sentences for people (default), the same as Markdown, a SHACL report (turtle), JSON, or JUnit XML for continuous integration.",
)
@click.option(
    "--shapes",
    "shapes",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Shapes of your own in Turtle, besides ours and your project's. May be given several times.",
)
@click.option(
    "--severity",
    type=click.Choice(_SEVERITIES),
    default="info",
    help="What is shown: from this severity on. Default: info, which is all.",
)
@takes_session
def validate(session: Session, format_name: str, shapes: tuple[Path, ...], severity: str) -> None:
    """Check the graph against its shapes and texts.

    Every rule of the shapes is checked, and that every quote is what stands in the text. One sentence a finding, with article and line, grouped by severity and shape. Ends with exit code 1 when there is a
    violation; warnings and remarks alone are fine.
    """
    from graph_builder.store import GraphFolder  # noqa: PLC0415
    from graph_builder.world import check_graph  # noqa: PLC0415 - keeps --help light

    shown = _SEVERITIES[: _SEVERITIES.index(severity) + 1]
    project = replace(get_project(), shapes=shapes)
    found = check_graph(GraphFolder(session.graph), project)
    findings = [finding for finding in found if finding.severity.lower() in shown]
    write_result(_get_writer(format_name)(findings).encode())
    sys.exit(any(finding.severity == "Violation" for finding in findings))


def _get_writer(format_name: str) -> Callable[[Sequence[Finding]], str]:
    from graph_builder import validation  # noqa: PLC0415 - keeps --help light

    return {
        "text": validation.write_text,
        "markdown": validation.write_markdown,
        "turtle": validation.write_turtle,
        "json": validation.write_json,
        "junit": validation.write_junit,
    }[format_name]
