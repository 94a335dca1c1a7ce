"""What all commands share: the options every command takes, and how the program speaks to people.

Results go to standard output as UTF-8 bytes, whatever the locale; all else goes to standard error.
"""

from __future__ import annotations

import functools
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph_builder.project import Project
    from graph_builder.store import GraphFolder

P = ParamSpec("P")
R = TypeVar("R")

DEFAULT_GRAPH = "graph"
GRAPH_VARIABLE = "GRAPH_BUILDER_GRAPH"


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the program: where the graph lies, and how much is said on standard error."""

    graph: Path = Path(DEFAULT_GRAPH)
    quiet: bool = False
    verbose: bool = False

    @property
    def has_terminal(self) -> bool:
        """Whether somebody watches standard error, so that a progress bar is of use."""
        return sys.stderr.isatty() and not self.quiet

    def say(self, message: str) -> None:
        """Tell people something on standard error, unless they asked for quiet."""
        if not self.quiet:
            click.echo(message, err=True)

    def explain(self, message: str) -> None:
        """Tell people a detail on standard error, if they asked for more."""
        if self.verbose and not self.quiet:
            click.echo(message, err=True)

    def remark(self, message: str) -> None:
        """Tell people what they should know about something that was done all the same."""
        if not self.quiet:
            _label("remark: ", "yellow", message)

    def complain(self, problem: object) -> None:
        """Report something that could not be used. Quiet does not silence errors."""
        report_error(problem)


def report_error(problem: object) -> None:
    """Print an error on standard error."""
    _label("error: ", "red", str(problem))


def _label(label: str, colour: str, message: str) -> None:
    plain = "NO_COLOR" in os.environ
    click.secho(
        label, fg=None if plain else colour, bold=None if plain else True, nl=False, err=True
    )
    click.echo(message, err=True)


def write_result(content: bytes) -> None:
    """Write a result to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def write_results(pieces: Iterable[str]) -> None:
    """Write a long result to standard output piece by piece."""
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()


def get_project() -> Project:
    """Return the user's project that the current folder belongs to; an empty one where there is none."""
    from graph_builder.project import find_project  # noqa: PLC0415 - keeps --help light

    return find_project(Path.cwd())


def find_base_iri(folder: GraphFolder) -> str:
    """Return what the IRIs of the graph in a folder begin with.

    Raises:
        StoreError: There is no graph, or it cannot be used.
    """
    from graph_builder.terms import DEFAULT_BASE_IRI  # noqa: PLC0415 - keeps --help light

    return folder.read_head().made_with.get("base_iri", DEFAULT_BASE_IRI)


def show_examples(*lines: str) -> str:
    """Return the end of a help text that shows a command at work, each line as it is."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


takes_patience = click.option(
    "--patience",
    type=click.IntRange(1, 1_000_000),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="How long one article may take to be read, beside a second for each 1,000 characters.",
)
"""The option of commands that read articles."""


def _add_options(function: Callable[P, R]) -> Callable[P, R]:
    for option in (
        click.option(
            "--verbose", is_flag=True, default=None, help="Say more about what is being done."
        ),
        click.option("--quiet", is_flag=True, default=None, help="Say nothing but errors."),
        click.option(
            "--graph",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="FOLDER",
            help=f"Folder of the graph; default: {DEFAULT_GRAPH}/ in the current folder, or {GRAPH_VARIABLE}.",
        ),
    ):
        function = option(function)
    return function


def keep_session(context: click.Context, **options: Path | bool | None) -> Session:
    """Return the run's session, as options before the command's name and behind it say. Keep it in the context.

    A value given behind the command counts more than one before it, and both more than the environment.
    """
    before = context.find_object(Session) or Session(
        graph=Path(os.environ.get(GRAPH_VARIABLE) or DEFAULT_GRAPH)
    )
    graph = options.get("graph")
    session = Session(
        graph=graph if isinstance(graph, Path) else before.graph,
        quiet=bool(options.get("quiet")) or before.quiet,
        verbose=bool(options.get("verbose")) or before.verbose,
    )
    context.obj = session
    return session


def takes_session(function: Callable[Concatenate[Session, P], R]) -> Callable[..., R]:
    """Give a command the options that all commands take, and the session as its first argument."""

    @_add_options
    @click.pass_context
    @functools.wraps(function)
    def run(
        context: click.Context,
        /,
        graph: Path | None,
        quiet: bool | None,
        verbose: bool | None,
        **arguments: object,
    ) -> R:
        session = keep_session(context, graph=graph, quiet=quiet, verbose=verbose)
        return function(session, **arguments)  # type: ignore[call-arg, arg-type] # click passes options by name

    return run
