"""``graph-builder explain``: how a fact came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import show_examples, takes_session, write_result

if TYPE_CHECKING:
    from graph_builder.cli.session import Session


@click.command(
    epilog=show_examples(
        "graph-builder explain person/daniel-noboa",
        "graph-builder explain https://w3id.org/graph-builder/id/event/runoff-ecuador-2025",
    )
)
@click.argument("address", metavar="IRI")
@takes_session
def explain(session: Session, address: str) -> None:
    """Show how a fact came about: quotes, cues, bounds of dates with their reasons, what was concluded from what.

    IRI is an address as answers have it, in full or from behind the base on.
    """
    from graph_builder.explanation import Explainer  # noqa: PLC0415 - keeps --help light
    from graph_builder.store import GraphFolder  # noqa: PLC0415
    from graph_builder.terms import DEFAULT_BASE_IRI  # noqa: PLC0415

    folder = GraphFolder(session.graph)
    manifest = folder.read_manifest()

    def find_line(article: str, start: int) -> int | None:
        record = manifest.articles.get(article)
        return folder.load_text(record.text_hash).count("\n", 0, start) + 1 if record else None

    with folder.open_index() as index:
        base_iri = manifest.made_with.get("base_iri", DEFAULT_BASE_IRI)
        explanation = Explainer(index.store, base_iri, find_line).explain(address)
    write_result(explanation.encode())
