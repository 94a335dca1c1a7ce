"""What the driver of a cluster has to hold, and how that grows with the articles; from what was read before.

    PYTHONPATH=build/tools/spark python benchmarks/cluster.py [--counts 200,400,800] [--corrected] [PATHS…]

Apache Spark runs here on one core. What was read in copies of the samples is on disk, as on a cluster after reading; all that the
articles say together is decided and mapped. With --corrected that is done on the driver, as for an archive with corrections.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import pickle
import resource
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from unittest import mock

from articles import SAMPLES, make_copies
from growth import measure_apart, print_table

from graph_builder.article_json import write_article
from graph_builder.lexicon import load_lexicon
from graph_builder.pipeline import Options
from graph_builder.terms import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articles import Reading
    from pyspark import RDD

PARTS = 4


def measure(samples: list[Reading], count: int, folder: Path, *, corrected: bool) -> dict[str, Any]:
    """Decide and map so many articles, and return seconds and sizes."""
    from pyspark import RDD  # noqa: PLC0415 - installed beside the program

    from graph_builder.spark.archive import Archive  # noqa: PLC0415
    from graph_builder.spark.corrected import map_corrected  # noqa: PLC0415
    from graph_builder.spark.sets import Sets  # noqa: PLC0415

    got: list[int] = []

    def collect(one: Any, *, collect: Any = RDD.collect) -> list[Any]:
        found: list[Any] = collect(one)
        got.append(len(pickle.dumps(found)))
        return found

    with open_read(samples, count, folder) as read:
        before = get_peak()
        with mock.patch.object(RDD, "collect", collect), Watch() as watch:
            if corrected:
                quads = map_corrected(read, PARTS, Options(), ())
            else:
                quads = Archive(read, Sets(PARTS), load_lexicon(), DEFAULT_BASE_IRI, "").map()
            triples = quads.distinct(PARTS).count()
            disk = sum(f.stat().st_size for f in folder.rglob("disk/**/*") if f.is_file())
    return {
        "articles": count,
        "triples": triples,
        "cpu seconds": watch.seconds,
        "kilobytes collected": sum(got) / 1e3,
        "megabytes that the driver grows": get_peak() - before,
        "megabytes of the largest worker": watch.largest,
        "megabytes on executors' disks": disk / 1e6,
    }


@contextlib.contextmanager
def open_read(samples: list[Reading], count: int, folder: Path) -> Iterator[RDD[Any]]:
    """Yield what was read in so many articles, from a file."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - installed beside the program

    from graph_builder.spark.articles import Outcome  # noqa: PLC0415
    from graph_builder.spark.sets import keep, place_key  # noqa: PLC0415

    file = folder / "read.jsonl"
    with file.open("w") as lines:
        for article, facts in make_copies(samples, count):
            data = {"article": write_article(article), "text": article.text, "facts": facts}
            lines.write(json.dumps([article.id, json.dumps(data)]) + "\n")
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.local.dir", str(folder / "disk"))
    spark = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    given = spark.sparkContext.textFile(str(file), PARTS).map(json.loads)
    read = given.map(lambda pair: (pair[0], Outcome(pair[0], pair[1])))
    read = keep(read.partitionBy(PARTS, place_key))
    read.count()
    yield read
    spark.stop()


def get_peak() -> float:
    """Return the most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Watch:
    """Looks at Spark's processes every second until it is told to stop: the largest of Python, and what all of them took.

    Attributes:
        largest: The most memory that one process of Python had, in megabytes.
    """

    def __init__(self) -> None:
        self.largest = 0.0
        self._done = threading.Event()
        self._before = self._now = self._look()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    @property
    def seconds(self) -> float:
        """Seconds of processor time since the beginning."""
        return self._now - self._before

    def _watch(self) -> None:
        while not self._done.wait(1):
            self._now = self._look()

    def _look(self) -> float:
        """Return the processor time of Java, of its Python, and of what these have waited for."""
        total = 0.0
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (process / "cmdline").read_bytes()
                if b"pyspark.daemon" not in command and b"pyspark-shell" not in command:
                    continue
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
                if b"pyspark.daemon" in command:
                    pages = int((process / "statm").read_text().split()[1])
                    self.largest = max(self.largest, pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
        return total


def main() -> None:
    """Measure each count in a process of its own and print a table with growth exponents."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counts", default="200,400,800")
    parser.add_argument("--corrected", action="store_true")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("paths", type=Path, nargs="*", default=list(SAMPLES))
    arguments = parser.parse_args()
    if arguments.one:
        samples = pickle.loads(Path(arguments.one[1]).read_bytes())  # noqa: S301 - written below
        with tempfile.TemporaryDirectory() as scratch:
            count, folder = int(arguments.one[0]), Path(scratch)
            print(json.dumps(measure(samples, count, folder, corrected=arguments.corrected)))
        return
    options = ["--corrected"] if arguments.corrected else []
    rows = measure_apart(__file__, arguments.paths, arguments.counts, *options)
    print_table(rows)


if __name__ == "__main__":
    main()
