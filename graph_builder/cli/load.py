"""``graph-builder load``: into a triple store, then counted and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import get_project, show_examples, takes_session, write_result

if TYPE_CHECKING:
    from graph_builder.cli.session import Session
    from graph_builder.loading import Check
    from graph_builder.store import GraphFolder

_SAMPLE = 4


@click.command(
    epilog=show_examples(
        "graph-builder load http://localhost:7878",
        "graph-builder load --replace http://localhost:3030/news",
        "GRAPH_BUILDER_USER=ana GRAPH_BUILDER_PASSWORD=… graph-builder load https://example.org/news",
    )
)
@click.argument("url", metavar="URL")
@click.option(
    "--named-graphs",
    is_flag=True,
    help="Keep one graph an article instead of putting all into the default graph.",
)
@click.option("--replace", is_flag=True, help="Replace what those graphs hold in the store.")
@takes_session
def load(session: Session, url: str, named_graphs: bool, replace: bool) -> None:
    """Send the graph to a triple store and check it.

    URL is the store's base or dataset address. The SPARQL 1.1 Graph Store Protocol is spoken; afterwards the triples are
    counted, and a sample of the saved queries must give the same rows there as here. Credentials come from
    GRAPH_BUILDER_TOKEN, from GRAPH_BUILDER_USER and GRAPH_BUILDER_PASSWORD, or from a netrc file.
    """
    from graph_builder.loading import load as send  # noqa: PLC0415 - keeps --help light
    from graph_builder.store import GraphFolder  # noqa: PLC0415

    folder = GraphFolder(session.graph)
    folder.read_manifest()
    checks = [] if named_graphs else _make_checks(folder)
    loaded = send(
        url,
        folder.iter_quads(),
        named_graphs=named_graphs,
        replace=replace,
        checks=checks,
        progress=lambda count: session.explain(f"{count:,} triples sent"),
    )
    for remark in loaded.remarks:
        session.remark(remark)
    if session.quiet:
        return
    lines = [f"{loaded.triples:,} triples in {loaded.graphs:,} graphs are in the store\n"]
    if loaded.checked:
        lines.append(f"the same rows there as here: {', '.join(loaded.checked)}\n")
    write_result("".join(lines).encode())


def _make_checks(folder: GraphFolder) -> list[Check]:
    """Return some saved questions that need no parameters, with the rows they give here."""
    from graph_builder.loading import Check  # noqa: PLC0415
    from graph_builder.querying import Rows, bind_query, find_queries, run_query  # noqa: PLC0415

    checks: list[Check] = []
    with folder.open_index() as index:
        for name, query in find_queries(get_project().find_folders("queries")).items():
            if any(
                parameter.required and parameter.default is None for parameter in query.parameters
            ):
                continue
            answer = run_query(index.store, query, {})
            if isinstance(answer, Rows) and answer.rows:
                checks.append(Check(name, bind_query(query, {}), answer.json))
            if len(checks) == _SAMPLE:
                break
    return checks
