"""An exported file or folder is whole or not there; its ending says whether it is compressed."""

from __future__ import annotations

import contextlib
import errno
import gzip
import os
import shutil
import stat
import sys
from typing import IO, TYPE_CHECKING, TypeAlias, cast

from graph_builder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path, PurePath

    Opener: TypeAlias = Callable[[IO[bytes]], IO[bytes]]

_BLOCK = 1 << 18


def _open_gzip(file: IO[bytes]) -> IO[bytes]:
    """Open with no name and no time in the header (RFC 1952, 2.3), which would differ each time."""
    return cast("IO[bytes]", gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0))


def _open_zstandard(file: IO[bytes]) -> IO[bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415 - only where it is asked for
    else:
        from backports import zstd  # noqa: PLC0415 - likewise
    return cast("IO[bytes]", zstd.ZstdFile(file, "wb"))


_COMPRESSIONS: dict[str, Opener] = {".gz": _open_gzip, ".zst": _open_zstandard}
COMPRESSED = tuple(_COMPRESSIONS)
"""The endings of compressed files: gzip (RFC 1952) and Zstandard (RFC 8878)."""


def save_export(path: Path, chunks: Iterable[str]) -> None:
    """Write an export aside and put it in its place when it is whole, as UTF-8, compressed as its ending says.

    What is no ordinary file (a pipe, ``/dev/stdout``) is written to directly.

    Raises:
        UsageError: It cannot be written there, or the disk is full; what was there before is as it was.
    """
    with explain_target(path):
        target = path.resolve()
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            _write(target, chunks, path)
        else:
            with write_aside(target) as aside:
                _write(aside, chunks, path)


@contextlib.contextmanager
def write_aside(target: Path) -> Iterator[Path]:
    """Give a path beside the target to write to, and put what is there in the target's place when all went well."""
    aside = target.with_name(f".{target.name[:200]}.{os.getpid()}.aside")
    try:
        yield aside
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


@contextlib.contextmanager
def write_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder to write to, and put it in the place of ``path`` when all went well.

    Raises:
        UsageError: There is something in the folder, or it cannot be made, or the disk is full.
    """
    with explain_target(path):
        target = path.resolve()
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError(
                f"{str(path)!r} is there already and is no empty folder: name a new one with -o, or remove it"
            )
        aside = target.with_name(f".{target.name[:200]}.{os.getpid()}.aside")
        try:
            aside.mkdir()
            yield aside
            aside.replace(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _write(path: Path, chunks: Iterable[str], name: PurePath) -> None:
    with path.open("wb") as file, contextlib.ExitStack() as stack:
        opener = _COMPRESSIONS.get(name.suffix.lower())
        target = stack.enter_context(opener(file)) if opener else file
        for block in _join(chunks):
            target.write(block)


def _join(chunks: Iterable[str]) -> Iterator[bytes]:
    waiting, length = [], 0
    for chunk in chunks:
        waiting.append(chunk)
        length += len(chunk)
        if length > _BLOCK:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    yield "".join(waiting).encode()


@contextlib.contextmanager
def explain_target(path: PurePath) -> Iterator[None]:
    """Turn what the disk says into a sentence about the file or folder that is written."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}:
            raise UsageError(
                f"the disk is full or failed ({error.strerror}): {str(path)!r} was not written; make room "
                "there and in the folder for temporary files, and export again"
            ) from error
        raise UsageError(_explain(path, error)) from error


def _explain(path: PurePath, error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return (
            f"{str(path)!r} cannot be written: its folder does not exist; make it or name another"
        )
    if error.errno == errno.EISDIR:
        return f"{str(path)!r} is a folder: name a file to export to"
    return f"{str(path)!r} cannot be written ({error.strerror}): name another file with -o"
