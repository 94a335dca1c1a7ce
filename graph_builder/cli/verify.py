"""``graph-builder verify``: prove the graph again from its texts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import show_examples, takes_session, write_result

if TYPE_CHECKING:
    from graph_builder.cli.session import Session


@click.command(
    epilog=show_examples("graph-builder verify", "graph-builder verify --graph ecuador/")
)
@takes_session
def verify(session: Session) -> None:
    """Recheck the graph from its stored texts, without the language model.

    Quotes, hashes, bounds of dates, what stands in whose words, concluded values, the closure, the index and the shapes. One line a
    fault; ends with exit code 1 when there is any.
    """
    from graph_builder.store import GraphFolder  # noqa: PLC0415 - keeps --help light
    from graph_builder.verification import verify as find_faults  # noqa: PLC0415

    faults = find_faults(GraphFolder(session.graph))
    lines = [f"{fault.check}: {fault.address}: {fault.message}\n" for fault in faults]
    write_result("".join(lines).encode())
    session.say(f"{len(faults)} faults" if faults else "everything holds")
    sys.exit(bool(faults))
