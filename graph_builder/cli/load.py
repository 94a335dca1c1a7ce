"""``graph-builder load``: into a triple store, then counted and compared."""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import get_project, show_examples, takes_session, write_result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph_builder.cli.session import Session
    from graph_builder.loading import Check, Endpoints, Journal
    from graph_builder.store import GraphFolder

_SAMPLE = 3


@click.command(
    epilog=show_examples(
        "graph-builder load http://localhost:7878",
        "graph-builder load --dry-run --replace http://localhost:3030/news",
        "graph-builder load http://localhost:8080/rdf4j-server/repositories/news",
        "GRAPH_BUILDER_USER=ana GRAPH_BUILDER_PASSWORD=… graph-builder load https://example.org/news",
    )
)
@click.argument("url", metavar="URL")
@click.option(
    "--named-graphs",
    is_flag=True,
    help="Keep one graph an article instead of putting all into the default graph.",
)
@click.option(
    "--replace",
    is_flag=True,
    help="Replace what those graphs hold in the store, one graph after the other.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be sent and what is there now.")
@click.option(
    "--store",
    metavar="NAME",
    help="Oxigraph, Fuseki, RDF4J, GraphDB, Blazegraph, Virtuoso, Stardog, QLever, or SPARQL for updates at one address; "
    "by default found out by asking.",
)
@takes_session
def load(
    session: Session, url: str, named_graphs: bool, replace: bool, dry_run: bool, store: str | None
) -> None:
    """Send the graph to a triple store and check it.

    URL is the store's base, dataset or repository address. The graph is sent in batches over the SPARQL 1.1 Graph Store
    Protocol or as SPARQL updates. A load that was broken off goes on where it stopped when it is run again.
    Afterwards the triples are counted, and three saved queries must give the same rows there as here.

    Credentials come from GRAPH_BUILDER_TOKEN, from GRAPH_BUILDER_USER and GRAPH_BUILDER_PASSWORD, from a netrc file, or from
    the keyring (pip install graph-builder[keyring]). Certificates are checked; SSL_CERT_FILE names those of one's own.
    """
    from graph_builder.loading import find_store  # noqa: PLC0415 - keeps --help light
    from graph_builder.loading import load as send  # noqa: PLC0415
    from graph_builder.store import GraphFolder  # noqa: PLC0415

    folder = GraphFolder(session.graph)
    folder.read_manifest()
    endpoints = find_store(url, store=store)
    session.explain(f"{endpoints.dialect.name} at {endpoints.query}")
    if dry_run:
        _tell_plan(endpoints, folder, named_graphs=named_graphs, replace=replace)
        return
    total, checks = _prepare(folder, named_graphs=named_graphs)
    mode = f"{'graphs' if named_graphs else 'default'} {'replace' if replace else 'add'}"
    journal = _open_journal(folder, f"{endpoints.dialect} {endpoints.query} {mode}")
    if journal.taken:
        session.say(
            f"going on after {journal.taken[-1]:,} triples that an earlier load has brought there"
        )
    with _show_progress(session, total) as progress:
        loaded = send(
            endpoints,
            folder.iter_quads(),
            named_graphs=named_graphs,
            replace=replace,
            checks=checks,
            progress=progress,
            journal=journal,
        )
    for remark in loaded.remarks:
        session.remark(remark)
    if session.quiet:
        return
    graphs = f"{loaded.graphs:,} graph{'s' * (loaded.graphs != 1)}"
    lines = [
        f"{loaded.triples:,} triples in {graphs} are in the store ({endpoints.dialect.name})\n"
    ]
    if loaded.checked:
        lines.append(f"the same rows there as here: {', '.join(loaded.checked)}\n")
    write_result("".join(lines).encode())


def _tell_plan(
    endpoints: Endpoints, folder: GraphFolder, *, named_graphs: bool, replace: bool
) -> None:
    from graph_builder.loading import survey  # noqa: PLC0415

    plan = survey(endpoints, folder.iter_quads(), named_graphs=named_graphs)
    here, there = (sum(counts[i] for counts in plan.values()) for i in (0, 1))
    where = f"{len(plan):,} graphs" if named_graphs else "the default graph"
    fate = "would be replaced" if replace else "would stay"
    write_result(
        (
            f"{here:,} triples would be sent to {where} at {endpoints.data or endpoints.update} ({endpoints.dialect.name})\n"
            f"{there:,} triples are there now{f' and {fate}' if there else ''}\n"
            "nothing was sent\n"
        ).encode()
    )


def _open_journal(folder: GraphFolder, what: str) -> Journal:
    from graph_builder.loading import Journal  # noqa: PLC0415

    graphs = sorted(folder.read_manifest().graphs.items())
    name = hashlib.sha256(what.encode()).hexdigest()[:16]
    return Journal(folder.path / f"load-{name}.journal", f"{what} {graphs}")


@contextlib.contextmanager
def _show_progress(session: Session, total: int) -> Iterator[Callable[[int], None]]:
    if not session.has_terminal:
        yield lambda count: session.explain(f"{count:,} of {total:,} triples sent")
        return
    from graph_builder.cli.progress import draw_bar  # noqa: PLC0415

    with draw_bar("loading") as show:
        yield lambda count: show(count, total)


def _prepare(folder: GraphFolder, *, named_graphs: bool) -> tuple[int, list[Check]]:
    """Return how many triples there are, and saved questions without parameters, with the rows they give here."""
    from graph_builder.loading import Check  # noqa: PLC0415
    from graph_builder.querying import (  # noqa: PLC0415
        Rows,
        bind_query,
        find_queries,
        read_query,
        run_query,
    )

    checks: list[Check] = []
    with folder.open_index() as index:
        pattern = "GRAPH ?g { ?s ?p ?o }" if named_graphs else "?s ?p ?o"
        counted = run_query(index.store, read_query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"), {})
        total = int(counted.rows[0][0].value) if isinstance(counted, Rows) else 0  # type: ignore[union-attr] # a number
        for name, query in find_queries(get_project().find_folders("queries")).items():
            if any(item.required and item.default is None for item in query.parameters):
                continue
            answer = run_query(index.store, query, {})
            if isinstance(answer, Rows) and answer.rows:
                checks.append(Check(name, bind_query(query, {}), answer.json))
            if len(checks) == _SAMPLE:
                break
    return total, checks
