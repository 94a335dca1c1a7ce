"""N-Quads in parts, and the manifest that says what they are: written by Spark, on any file system that it has.

::

    OUTPUT/
    ├── quads/part-00000.nq.gz, …   sorted canonical N-Quads; each quad in one part only
    └── manifest.json               written last: without it, the parts are not whole
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from graph_builder.errors import UsageError
from graph_builder.spark.sets import place_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyspark import RDD
    from pyspark.sql import SparkSession

_FOLDER, _MANIFEST = "quads", "manifest.json"
_GZIP = "org.apache.hadoop.io.compress.GzipCodec"


class Output:
    """A folder on a file system that Spark has.

    Args:
        spark: The session.
        uri: The folder.

    Raises:
        UsageError: There is something at that place.
    """

    def __init__(self, spark: SparkSession, uri: str) -> None:
        context: Any = spark.sparkContext
        self._java = context._jvm.org.apache.hadoop  # noqa: SLF001 - PySpark has no other way to its file systems
        self._folder = self._java.fs.Path(uri)
        self._files = self._folder.getFileSystem(context._jsc.hadoopConfiguration())  # noqa: SLF001
        if self._files.exists(self._folder) and self._files.listStatus(self._folder):
            raise UsageError(
                f"{uri} is there already and not empty; name a new folder with --output"
            )

    def write_quads(self, lines: RDD[str], parts: int) -> list[dict[str, Any]]:
        """Write lines, each once, and return what the parts hold. So many parts of one graph are the same bytes anywhere."""
        divided = (
            lines.map(lambda line: (line, None))
            .repartitionAndSortWithinPartitions(parts, place_key)
            .mapPartitions(_drop_repeated, preservesPartitioning=True)
            .cache()
        )
        found = divided.mapPartitionsWithIndex(_describe).collect()
        folder = self._java.fs.Path(self._folder, _FOLDER)
        divided.saveAsTextFile(folder.toString(), _GZIP)
        for part in found:
            old = part["file"].replace(".nq", "")
            self._files.rename(
                self._java.fs.Path(folder, old), self._java.fs.Path(folder, part["file"])
            )
        self._files.delete(self._java.fs.Path(folder, "_SUCCESS"), False)
        divided.unpersist()
        return [{**part, "file": f"{_FOLDER}/{part['file']}"} for part in found]

    def write_manifest(self, content: Mapping[str, Any]) -> None:
        """Write what the parts are, as the last step."""
        stream = self._files.create(self._java.fs.Path(self._folder, _MANIFEST))
        stream.write(bytearray(json.dumps(content, indent=2, sort_keys=True).encode() + b"\n"))
        stream.close()


def _drop_repeated(pairs: Iterable[tuple[str, None]]) -> Iterator[str]:
    last = None
    for line, _ in pairs:
        if line != last:
            yield line
        last = line


def _describe(number: int, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    digest = hashlib.sha256()
    count = 0
    for line in lines:
        digest.update(f"{line}\n".encode())
        count += 1
    name = f"part-{number:05}.nq.gz"
    yield {"file": name, "quads": count, "sha256 of the text": digest.hexdigest()}
