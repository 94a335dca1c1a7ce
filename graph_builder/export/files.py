"""An exported file is whole or not there."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from graph_builder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def save_export(path: Path, chunks: Iterable[str]) -> None:
    """Write an export aside and put it in its place when it is whole, as UTF-8.

    What is no ordinary file (a pipe, ``/dev/stdout``) is written to directly.

    Raises:
        UsageError: It cannot be written there; what was there before is as it was.
    """
    target = path.resolve()
    try:
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            _write(target, chunks)
        else:
            _replace(target, chunks)
    except OSError as error:
        raise UsageError(_explain(path, error)) from error


def _replace(target: Path, chunks: Iterable[str]) -> None:
    aside = target.with_name(f".{target.name}.{os.getpid()}.aside")
    try:
        _write(aside, chunks)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _write(path: Path, chunks: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(chunks)


def _explain(path: Path, error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"the disk is full: {str(path)!r} was not written; make room and export again"
    if error.errno == errno.ENOENT:
        return (
            f"{str(path)!r} cannot be written: its folder does not exist; make it or name another"
        )
    if error.errno == errno.EISDIR:
        return f"{str(path)!r} is a folder: name a file to export to"
    return f"{str(path)!r} cannot be written ({error.strerror}): name another file with -o"
