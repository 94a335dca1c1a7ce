"""The command line: ``graph-builder COMMAND …``. One module a command, loaded when it is called.

Errors that people can mend are translated here, and only here: a sentence on standard error and the exit code of
the error (2 wrong usage or unusable input, 3 something outside failed). Faults of the program keep their traceback.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from graph_builder import __version__
from graph_builder.cli.session import report_error, show_examples, takes_session
from graph_builder.errors import GraphBuilderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.cli.session import Session

__all__ = ["main"]

_COMMANDS = (
    "build",
    "queries",
    "query",
    "validate",
    "explain",
    "review",
    "correct",
    "link",
    "verify",
    "export",
    "load",
    "serve",
    "site",
    "backup",
    "restore",
    "extract",
    "evaluate",
    "init",
)
_INTERRUPTED = 130
# What a disk says when it is full, read-only or somebody else's.
_DISK_ERRORS = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}
)


class _Commands(click.Group):
    """The commands in the order in which people meet them, each imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"graph_builder.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def make_context(self, *arguments: Any, **named: Any) -> click.Context:
        with _explain_failures():  # help and version are printed here
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: click.Context) -> Any:
        with _explain_failures():
            result = super().invoke(ctx)
            sys.stdout.flush()
        return result


@contextlib.contextmanager
def _explain_failures() -> Iterator[None]:
    """Turn what a person can mend into a sentence and an exit code."""
    try:
        yield
    except GraphBuilderError as error:
        report_error(error)
        raise click.exceptions.Exit(error.exit_code) from error
    except BrokenPipeError:
        # Whoever read the output has seen enough ("… | head"): nothing failed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise click.exceptions.Exit(0) from None
    except OSError as error:
        if error.errno not in _DISK_ERRORS:
            raise
        place = error.filename or "the output"
        report_error(f"{place} cannot be used: {error.strerror}; free it, or name another place")
        raise click.exceptions.Exit(2) from error
    except KeyboardInterrupt:
        report_error("interrupted; what was finished is kept")
        raise click.exceptions.Exit(_INTERRUPTED) from None


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=show_examples(
        "graph-builder build articles/",
        "graph-builder query measures-before-runoff",
        "graph-builder export -o graph.ttl",
    )
    + "\n\nExit codes: 0 fine, 1 the graph has a violation, 2 wrong usage or unusable input, "
    "3 something outside failed.",
)
@click.version_option(__version__, prog_name="graph-builder")
@takes_session
def main(session: Session) -> None:
    """Read news articles into a graph in which every line is tied to the words that say so."""
