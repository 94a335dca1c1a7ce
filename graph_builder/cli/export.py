"""``graph-builder export``: the graph as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import find_base_iri, show_examples, takes_session, write_results

if TYPE_CHECKING:
    from graph_builder.cli.session import Session


@click.command(
    epilog=show_examples(
        "graph-builder export -o graph.ttl",
        "graph-builder export --asserted -o articles.nq",
        "graph-builder export --format json-ld | gzip > graph.jsonld.gz",
    )
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="File to write; its ending gives the format. Default: standard output.",
)
@click.option(
    "--format",
    "format_name",
    metavar="FORMAT",
    help="turtle (default), n-triples, n-quads, trig, json-ld or rdf-xml.",
)
@click.option(
    "--asserted",
    is_flag=True,
    help="Only what the articles say, without what is concluded over them.",
)
@takes_session
def export(session: Session, output: Path | None, format_name: str | None, asserted: bool) -> None:
    """Write the graph in a standard format.

    The same graph gives the same bytes. n-quads and trig keep one named graph an article; the other formats hold all graphs merged.
    """
    from graph_builder.export import choose_format, iter_export, save_export  # noqa: PLC0415 - keeps --help light
    from graph_builder.store import GraphFolder  # noqa: PLC0415

    target = None if output is None or str(output) == "-" else output
    chosen = choose_format(target, format_name)
    folder = GraphFolder(session.graph)
    base_iri = find_base_iri(folder)
    pieces = iter_export(folder.iter_quads(asserted=asserted), chosen, base_iri=base_iri)
    if target is None:
        write_results(pieces)
    else:
        save_export(target, pieces)
        session.explain(f"wrote {target} as {chosen}")
