"""``graph-builder export``: the graph as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import find_base_iri, show_examples, takes_session, write_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.cli.session import Session
    from graph_builder.store import GraphFolder
    from graph_builder.terms import Quad, Term


@click.command(
    epilog=show_examples(
        "graph-builder export -o graph.ttl",
        "graph-builder export --asserted -o articles.nq.zst",
        "graph-builder export --article foreign-troops --format json-ld",
        "graph-builder export --about person/daniel-noboa -o noboa.ttl",
        "graph-builder export --format void -o void.ttl",
    )
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="File to write; its ending gives the format, and .gz or .zst behind it compresses. Default: standard output.",
)
@click.option(
    "--format",
    "format_name",
    metavar="FORMAT",
    help="turtle (default), n-triples, n-quads, trig, json-ld, rdf-xml; void, a description of the data set (VoID and DCAT, as Turtle); "
    "for other tools sqlite (with Datasette's metadata), csv, neo4j, graphml, gexf, ftm (FollowTheMoney), web-annotation, brat.",
)
@click.option(
    "--article",
    "articles",
    multiple=True,
    metavar="ID",
    help="Only this article, and what is concluded of the things it speaks of. May be given several times.",
)
@click.option(
    "--about",
    "things",
    multiple=True,
    metavar="IRI",
    help="Only this thing (a person, a place, a measure …): its facts, claims by and about it, their passages and times. In full or from behind the base on; may be given several times.",
)
@click.option(
    "--asserted",
    is_flag=True,
    help="Only what the articles say, without what is concluded over them.",
)
@takes_session
def export(
    session: Session,
    output: Path | None,
    format_name: str | None,
    articles: tuple[str, ...],
    things: tuple[str, ...],
    asserted: bool,
) -> None:
    """Write the graph in a standard format.

    The same graph gives the same bytes. n-quads and trig keep one named graph an article; the other formats hold all graphs merged. csv,
    neo4j and brat write a new folder.
    """
    from graph_builder.export import FORMATS, choose_export, iter_export, save_export  # noqa: PLC0415 - keeps --help light
    from graph_builder.store import GraphFolder  # noqa: PLC0415

    target = None if output is None or str(output) == "-" else output
    chosen = choose_export(target, format_name)
    folder = GraphFolder(session.graph)
    if chosen not in FORMATS and chosen != "void":
        _export_for_tool(folder, chosen, target, (articles, things, asserted))
    else:
        quads = _select(folder, articles, things, asserted)
        if chosen == "void":
            pieces = iter([_describe(folder, quads)])
        else:
            pieces = iter_export(quads, chosen, base_iri=find_base_iri(folder))
        if target is None:
            write_results(pieces)
        else:
            save_export(target, pieces)
    if target is not None:
        session.explain(f"wrote {target} as {chosen}")


def _describe(folder: GraphFolder, quads: Iterable[Quad]) -> str:
    from graph_builder.export.description import describe_graph  # noqa: PLC0415 - keeps --help light

    manifest = folder.read_manifest()
    reader = manifest.made_with.get("reader", "graph-builder")
    return describe_graph(quads, find_base_iri(folder), version=manifest.index, reader=reader)


def _export_for_tool(
    folder: GraphFolder,
    tool: str,
    target: Path | None,
    selection: tuple[tuple[str, ...], tuple[str, ...], bool],
) -> None:
    """Write what other tools than those of RDF read, from the index or from that of a part."""
    from graph_builder.errors import UsageError  # noqa: PLC0415 - keeps --help light
    from graph_builder.export.tools import save_for_tool, write_for_tool  # noqa: PLC0415
    from graph_builder.export.tools.view import View, index_quads  # noqa: PLC0415

    articles, things, asserted = selection
    if asserted:
        raise UsageError(
            f"{tool} shows things by what is concluded of them: leave out --asserted, or choose a format of RDF"
        )
    known = folder.read_manifest().articles

    def load_text(article: str) -> str:
        return folder.load_text(known[article].text_hash) if article in known else ""

    with folder.open_index() as index:
        part = bool(articles or things)
        store = index_quads(_select(folder, *selection)) if part else index.store
        view = View(store, find_base_iri(folder), load_text)
        if target is not None:
            save_for_tool(view, tool, target)
        else:
            write_results(write_for_tool(view, tool))


def _select(
    folder: GraphFolder, articles: tuple[str, ...], things: tuple[str, ...], asserted: bool
) -> Iterator[Quad]:
    """Return the quads that were asked for: of the whole graph, or about some articles and things.

    The first is looked up at once, so that what is not there is said before anything is written.
    """
    from itertools import chain, islice  # noqa: PLC0415 - only here

    quads = folder.iter_quads(asserted=asserted)
    if articles or things:
        quads = _select_parts(folder, articles, things, asserted)
    return chain(list(islice(quads, 1)), quads)


def _select_parts(
    folder: GraphFolder, articles: tuple[str, ...], things: tuple[str, ...], asserted: bool
) -> Iterator[Quad]:
    from graph_builder.export.selection import find_thing, select_about, select_article  # noqa: PLC0415

    manifest = folder.read_manifest()
    graphs = [_find_graph(folder, article) for article in articles]
    own = manifest.article_graphs
    conclusions = frozenset() if asserted else frozenset(manifest.graphs) - own
    base_iri = find_base_iri(folder)
    with folder.open_index() as index:
        for graph in graphs:
            yield from select_article(index.store, graph, conclusions)
        for thing in [find_thing(index.store, address, base_iri) for address in things]:
            yield from select_about(index.store, thing, lambda name: not asserted or name in own)


def _find_graph(folder: GraphFolder, article: str) -> Term:
    import difflib  # noqa: PLC0415 - only for this sentence

    from graph_builder.errors import UsageError  # noqa: PLC0415

    known = folder.read_manifest().articles
    if article in known:
        return known[article].graph
    near = difflib.get_close_matches(article, known, n=1)
    raise UsageError(
        f"there is no article {article!r} in the graph"
        + (f": did you mean {near[0]!r}?" if near else "; the query 'sources' lists them")
    )
