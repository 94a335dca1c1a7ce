"""``graph-builder correct``: a person's word on the graph, written into a corrections file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph_builder.cli.session import show_examples, takes_session, write_result
from graph_builder.errors import UsageError

if TYPE_CHECKING:
    from graph_builder.cli.session import Session

_ACTIONS = (
    "same",
    "different",
    "unsure",
    "rename",
    "retype",
    "ascribe",
    "confirm",
    "reject",
    "date",
)


@click.command(
    epilog=show_examples(
        'graph-builder correct same person/d-noboa person/daniel-noboa --who "Ana Ruiz" --why "one voter roll"',
        'graph-builder correct rename "Los Lobos" --to "Lobos" --who Ana --why "their own name"',
        "graph-builder correct date article/prison-plans --on 2024-01-10 --who Ana --why archive",
        "graph-builder correct list",
        "graph-builder correct undo 12",
    )
    + "\n\n\b\n"
    + """The file (corrections.yaml beside the articles) can be written by hand as well:
  - same: [person/d-noboa, person/daniel-noboa]      # two or more
    who: Ana Ruiz
    why: The voter roll has one person.
  - different: [{article: a, quote: J. Ruiz}, {article: b, quote: J. Ruiz}]
  - rename: person/daniel-noboa                      # to: Daniel Noboa Azín
  - retype: group/los-lobos                          # to: ArmedGroup
  - ascribe: article/a/claim/1a2b                    # to: person/luisa-gonzalez, who really said it
  - confirm: measure/curfew-ecuador
  - reject: {article: a, quote: the words, kind: claim}
  - date: article/prison-plans                       # on: 2024-01-10, 2024-01, 2024, or earliest, latest
  - add: measure                                     # or claim, event, observation, entity, name, link
Every entry has 'who' and 'why'. docs/corrections.md tells the rest."""
)
@click.argument("action", type=click.Choice([*_ACTIONS, "list", "undo"]), metavar="ACTION")
@click.argument("things", nargs=-1, metavar="[THINGS…]")
@click.option("--who", metavar="NAME", help="Who says so.")
@click.option("--why", metavar="TEXT", help="The reason.")
@click.option("--to", metavar="NAME", help="The new name, the new class, or who really said it.")
@click.option(
    "--on",
    metavar="DATE",
    help="The date, as 2024-01-10, 2024-01, 2024 or [2024-01-10..2024-01-12].",
)
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("corrections.yaml"),
    metavar="FILE",
    help="The corrections file; default: corrections.yaml in the current folder.",
)
@takes_session
def correct(
    session: Session,
    action: str,
    things: tuple[str, ...],
    who: str | None,
    why: str | None,
    to: str | None,
    on: str | None,
    file: Path,
) -> None:
    """Say that the graph is wrong: write an entry into a corrections file, list the entries, or take one out.

    ACTION is same, different, unsure, rename, retype, ascribe, confirm, reject, date, list or undo. THINGS are addresses as answers have
    them, in full or from behind the base on, or names; for undo, the line in which the entry begins. The next build applies it.
    """
    from graph_builder.corrections import (  # noqa: PLC0415 - keeps --help light
        add_correction,
        read_corrections,
        remove_correction,
    )

    if action == "list":
        content = file.read_text(encoding="utf-8") if file.exists() else ""
        lines = [
            f"{entry.line:>5}  {entry.action:<9}  {', '.join(map(str, entry.things)) or entry.adds}  {entry.because}\n"
            for entry in read_corrections(content, str(file))
        ]
        write_result("".join(lines).encode())
        return
    if action == "undo":
        gone = remove_correction(file, _read_line(things))
        session.say(f"took '{gone.action}' by {gone.who} out of {file}; build again to undo it")
        return
    if not things:
        raise click.UsageError(f"{action} needs the things it is about")
    several = action in ("same", "different", "unsure")
    if not several and len(things) > 1:
        raise click.UsageError(f"{action} is about one thing, not {len(things)}")
    given: dict[str, Any] = {action: list(things) if several else things[0]}
    given |= {
        name: value for name, value in (("to", to), ("on", on), ("who", who), ("why", why)) if value
    }
    added = add_correction(file, given)
    session.say(f"wrote '{action}' into {file}, line {added.line}; build again to apply it")


def _read_line(things: tuple[str, ...]) -> int:
    if len(things) != 1 or not things[0].isdecimal():
        raise UsageError("undo needs one line, as 'graph-builder correct list' shows it")
    return int(things[0])
