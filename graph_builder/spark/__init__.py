"""The same graph from an archive that no machine holds, on Apache Spark.

::

    JSON Lines, Parquet ──► articles ──► facts ─────────────► quads of articles ──┐
                            by id        in processes             ▲               ├─► N-Quads in parts,
                            (shuffle)    of their own             │ who is who    │   a manifest
                                           │                      │ (broadcast)   │
                                           └──► driver: resolve ──┴─► conclusions ┤
                                                                      inferred ───┘ (set operations)

Reading, which takes nearly all the time, mapping, inference and writing are spread over the executors. What the articles
say together is decided on the driver, with the very code of the local build, because its rules look at all articles at once:
the driver's memory bounds the archive (``docs/spark.md`` has the figures).

Spark loses an executor now and then. What that one read and mapped is done again, and nothing else. An article that hangs
or crashes its process is left out and named, as in a local build.
"""

from graph_builder.spark.building import SparkSummary, build_parts

__all__ = ["SparkSummary", "build_parts"]
