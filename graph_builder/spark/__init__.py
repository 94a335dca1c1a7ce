"""The same graph from an archive that no machine holds, on Apache Spark.

::

    JSON Lines, Parquet ──► articles ──► facts ──► who is who, when, what became of it ──► quads of articles ──┐
                            by id        in processes     (set operations, ``archive``)    and conclusions     ├─► N-Quads in parts,
                            (shuffle)    of their own                                          │               │   a manifest
                                                                                               └──► inferred ──┘
                                                                                                    (set operations)

Everything is spread over the executors. What the articles say together is decided there by the functions of the local build, which look at
one article, at what meets under one key, or at what hangs together. The driver gets no facts, unless persons have corrected the archive
(``docs/spark.md``).

Spark loses an executor now and then. What that one did is done again, and nothing else. An article that hangs or crashes its process
is left out and named, as in a local build.

Executors load this package with every process, so that it loads nothing by itself: ``building`` has the way in.
"""
