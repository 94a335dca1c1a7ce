"""``graph-builder link``: links to Wikidata, as entries of a corrections file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import find_base_iri, get_project, show_examples, takes_session

if TYPE_CHECKING:
    from graph_builder.cli.session import Session


@click.command(
    epilog=show_examples(
        'graph-builder link --table links.csv --who "Ana Ruiz"',
        "graph-builder link --service https://wikidata.reconci.link/en/api --who Ana",
    )
)
@click.option(
    "--table",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="CSV with a column 'thing' (an address or a name) and one 'qid'.",
)
@click.option(
    "--service", metavar="URL", help="Address of a reconciliation service (protocol 0.2) to ask."
)
@click.option("--who", required=True, metavar="NAME", help="Who answers for the links.")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("corrections.yaml"),
    metavar="FILE",
    help="The corrections file; default: corrections.yaml in the current folder.",
)
@takes_session
def link(session: Session, table: Path | None, service: str | None, who: str, file: Path) -> None:
    """Link people, bodies and places to Wikidata, from a table or by asking a reconciliation service.

    The links are written into a corrections file, each with who and why; the next build applies them, and taking an entry out undoes
    it. Of a service only what it calls a match is taken. Nothing is ever asked during a build.
    """
    from graph_builder.corrections import add_correction, read_corrections  # noqa: PLC0415
    from graph_builder.linking import WIKIDATA, ask_service, read_table  # noqa: PLC0415
    from graph_builder.store import GraphFolder  # noqa: PLC0415
    from graph_builder.world import find_linkable, load_world  # noqa: PLC0415

    if (table is None) == (service is None):
        raise click.UsageError("give either --table or --service")
    folder = GraphFolder(session.graph)
    world, resolution = load_world(folder, get_project())
    if table is not None:
        links = read_table(table)
    else:
        named = [t for t in resolution.things if not t.external and t.label[:1].isupper()]
        links = list(ask_service(service or "", named))
    paths, problems = find_linkable(links, world, resolution, find_base_iri(folder))
    for problem in problems:
        session.remark(problem)
    content = file.read_text(encoding="utf-8") if file.exists() else ""
    known = {
        (str(entry.references["to"]), entry.details["link"])
        for entry in read_corrections(content, str(file))
        if entry.adds == "link"
    }
    new = [(path, item, why) for path, item, why in paths if (path, WIKIDATA + item) not in known]
    for path, item, why in new:
        add_correction(
            file, {"add": "link", "to": path, "link": WIKIDATA + item, "who": who, "why": why}
        )
    session.say(f"wrote {len(new)} links into {file}; build again to apply them")
