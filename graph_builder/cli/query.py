"""``graph-builder query``: ask the graph."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import (
    find_base_iri,
    get_project,
    show_examples,
    takes_session,
    write_result,
)
from graph_builder.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.cli.session import Session
    from graph_builder.querying import SavedQuery, Triples


@click.command(
    epilog=show_examples(
        "graph-builder query measures-before-runoff",
        'graph-builder query claims-by-speaker --param speaker="Ana Díaz" --format csv',
        "graph-builder query - < my.rq",
    )
)
@click.argument("name", metavar="NAME")
@click.option(
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="Value of a parameter of the query.",
)
@click.option(
    "--format",
    "format_name",
    metavar="FORMAT",
    help="table (default), csv, tsv, json, xml, markdown; for CONSTRUCT turtle (default), n-triples, json-ld, rdf-xml.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to a file instead of standard output.",
)
@click.option(
    "--show", is_flag=True, help="Print the query with its parameters bound instead of asking it."
)
@takes_session
def query(
    session: Session,
    name: str,
    parameters: tuple[str, ...],
    format_name: str | None,
    output: Path | None,
    show: bool,
) -> None:
    """Answer a saved question, or one's own.

    NAME is one of those that 'graph-builder queries' lists, a file ending in .rq, or - for a SPARQL query on standard input.
    """
    from graph_builder.querying import (  # noqa: PLC0415 - keeps --help light
        Triples,
        ask,
        bind_query,
        check_query,
        write_answer,
    )
    from graph_builder.store import GraphFolder  # noqa: PLC0415

    question = _read_question(name)
    values = _split_parameters(parameters)
    if show:
        check_query(question)
        write_result(bind_query(question, values).encode())
        return
    folder = GraphFolder(session.graph)
    base_iri = find_base_iri(folder)
    with folder.open_index() as index:
        answer = ask(index, question, values)
        if isinstance(answer, Triples):
            content = _write_graph(answer, format_name, output, base_iri)
        else:
            content = write_answer(
                answer,
                format_name or "table",
                base_iri=base_iri,
                width=_get_width(output),
            )
            for note in getattr(answer, "notes", ()):
                session.remark(note)
    if output is None:
        write_result(content)
    else:
        from graph_builder.export import save_export  # noqa: PLC0415

        save_export(output, [content.decode()])


def _read_question(name: str) -> SavedQuery:
    from graph_builder.querying import get_query, read_query  # noqa: PLC0415

    if name != "-":
        return get_query(name, get_project().find_folders("queries"))
    try:
        return read_query(sys.stdin.buffer.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("the query on standard input is not UTF-8; save it as UTF-8") from error


def _split_parameters(parameters: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for parameter in parameters:
        name, sign, value = parameter.partition("=")
        if not sign or not name:
            raise UsageError(f"--param {parameter!r} is not of the form NAME=VALUE")
        values[name] = value
    return values


def _get_width(output: Path | None) -> int | None:
    """Return how wide a table may be: the terminal, or without bounds in a pipe and a file."""
    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None


def _write_graph(
    answer: Triples, format_name: str | None, output: Path | None, base_iri: str
) -> bytes:
    from graph_builder.export import choose_format, iter_export, wrap_triples  # noqa: PLC0415

    name = choose_format(output, format_name)
    return "".join(iter_export(wrap_triples(answer.triples), name, base_iri=base_iri)).encode()
