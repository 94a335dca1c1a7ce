"""Files that are whole or not there, and the sentences for disks that do not let us.

A file is written under another name, flushed to the disk and renamed: POSIX ``rename`` replaces in
one step, so that nobody ever sees half of it.
"""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

from graph_builder.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

ASIDE = ".aside"
"""The ending of files and folders that are still being written."""

_MANY = 100
_TOGETHER = 8
_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextlib.contextmanager
def explain_disk_errors(folder: Path) -> Iterator[None]:
    """Turn what the disk says into a sentence about the graph folder.

    Raises:
        StoreError: The disk is full, the folder may not be written or read, or the disk failed.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(_explain(error, folder)) from error


def _explain(error: OSError, folder: Path) -> str:
    if error.errno in _FULL or "no space left" in str(error).lower():
        return (
            f"the disk that holds the graph folder {str(folder)!r} is full: "
            "make room and run the same command again, it goes on where it stopped"
        )
    if error.errno in _FORBIDDEN:
        return (
            f"no permission to use the graph folder {str(folder)!r} ({error}): "
            "change its permissions or name another one with --graph"
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{str(folder)!r} is no folder: name another one with --graph"
    return (
        f"the graph folder {str(folder)!r} cannot be used ({error}): name another one with --graph"
    )


def write_whole(path: Path, content: bytes, *, flush: bool = True) -> None:
    """Write a file so that it is either as before or whole.

    Args:
        path: The file.
        content: All of it.
        flush: Whether that holds after a loss of power, too; ``flush_all`` can be asked for that later.
    """
    aside = path.with_name(f"{path.name}.{os.getpid()}{ASIDE}")
    try:
        with aside.open("wb") as file:
            file.write(content)
            if flush:
                file.flush()
                os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def flush_all(paths: Collection[Path]) -> None:
    """Make files, and the names in folders, survive a loss of power; where they are many, with all else that waits for the disk."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only those who write need it

    if len(paths) > _MANY:
        os.sync()
        return
    # A file system writes down together what it is asked for at one time.
    with ThreadPoolExecutor(_TOGETHER) as pool:
        list(pool.map(flush, paths))


def flush(path: Path) -> None:
    """Make a file, or the names in a folder, survive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
