"""A graph in one file, taken while others read and build, and made a graph folder again.

A backup is a gzipped tar archive of the manifest and of the files that it names: texts, facts, quads and the lists of their pieces. The index is left
out and made anew, so that a backup is good on any machine and for any version of Oxigraph. The same graph gives the same
bytes.
"""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zlib
from typing import TYPE_CHECKING

from graph_builder.errors import StoreError
from graph_builder.store.manifest import parse_manifest, write_manifest
from graph_builder.store.writing import open_for_writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

    from graph_builder.store.folder import GraphFolder
    from graph_builder.store.manifest import Manifest

_MANIFEST = "manifest.json"
_FILE = re.compile(
    r"((texts|lists)/[0-9a-f]{64}\.txt|facts/[0-9a-f]{64}\.json|quads/[0-9a-f]{64}\.nq)"
)


def write_backup(folder: GraphFolder, target: IO[bytes]) -> Manifest:
    """Write a graph as it is at this moment, whatever is built meanwhile, and return what it consists of.

    Raises:
        StoreError: There is no graph, or it is damaged.
    """
    with (
        folder.hold() as manifest,
        gzip.GzipFile(filename="", mode="wb", fileobj=target, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        _add(archive, _MANIFEST, write_manifest(manifest))
        for kind, names in folder.list_files(manifest).items():
            for name in sorted(names):
                _add(archive, f"{kind}/{name}", folder.load_file(kind, name))
    return manifest


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def restore_backup(source: IO[bytes], path: Path) -> Manifest:
    """Make a graph folder of a backup, and return what the graph consists of.

    Args:
        source: What ``write_backup`` wrote.
        path: The folder; it is made, and must hold no graph.

    Raises:
        StoreError: The file is no backup, or damaged; there is a graph already; the disk does not let us. There is no
            graph in the folder then.
    """
    with open_for_writing(path) as writer:
        if writer.find_manifest() is not None:
            raise StoreError(
                f"there is a graph in {str(path)!r} already: name another folder with --graph"
            )
        try:
            files = _iter_files(source)
            name, content = next(files, ("", b""))
            if name != _MANIFEST:
                raise StoreError("the file is no backup of a graph")
            return writer.adopt(parse_manifest(content, "the backup"), files)
        except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise StoreError(
                f"the file is no backup of a graph, or is damaged ({error}): take another one"
            ) from error


def _iter_files(source: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a backup. Names other than those of a graph folder are refused: a path leads nowhere else."""
    with (
        gzip.GzipFile(mode="rb", fileobj=source) as packed,
        tarfile.open(fileobj=packed, mode="r|") as archive,
    ):
        for member in archive:
            content = archive.extractfile(member)
            if content is None or (member.name != _MANIFEST and not _FILE.fullmatch(member.name)):
                raise StoreError(f"the file is no backup of a graph: it holds {member.name!r}")
            yield member.name, content.read()
