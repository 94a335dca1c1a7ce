"""The engine on a cluster of two workers: the same quads as at home, what is broken named, a lost executor replaced."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import workshop

from graph_builder import reading_pool
from graph_builder.corrections import find_corrections
from graph_builder.pipeline import Options, build_graph
from graph_builder.reading import ArticleReader
from graph_builder.resources import get_folder
from graph_builder.store import GraphFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LIFE = Path(__file__).parent / "life" / "articles.jsonl"
CORPUS = get_folder("seeds").parent.parent / "shared" / "corpora" / "wikinews_free" / "dev.jsonl"
CONFIGURATION = """
spark.master local-cluster[2,1,1024]
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.ui.enabled false
"""
BUILD = [sys.executable, "-m", "graph_builder", "build", "--engine", "spark"]


class Cluster:
    """Starts builds on Spark with two workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._configuration = folder / "conf"
        self._configuration.mkdir()
        self.log = folder / "log"  # a pipe that nobody reads meanwhile would stop Spark
        (self._configuration / "spark-defaults.conf").write_text(CONFIGURATION)

    def submit(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run a build as the guide says for clusters."""
        start = self._configuration / "start.py"
        start.write_text("from graph_builder.__main__ import main\nmain()\n")
        program = workshop.find("spark") / "pyspark" / "bin" / "spark-submit"
        return self.run(*arguments, command=[str(program), str(start), *BUILD[3:]])

    def start(self, *arguments: object, command: Sequence[str] = BUILD) -> subprocess.Popen[str]:
        with self.log.open("w") as log:
            return subprocess.Popen(
                [*command, *map(str, arguments)],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={
                    **os.environ,
                    "PYTHONPATH": str(workshop.find("spark")),
                    "SPARK_CONF_DIR": str(self._configuration),
                    "SPARK_LOCAL_IP": "127.0.0.1",
                    "PYSPARK_PYTHON": sys.executable,
                },
            )

    def run(
        self, *arguments: object, command: Sequence[str] = BUILD
    ) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, command=command)
        output, _ = process.communicate(timeout=900)
        return subprocess.CompletedProcess(
            process.args, process.returncode, output, self.log.read_text()
        )


@pytest.fixture
def cluster(tmp_path: Path) -> Cluster:
    workshop.find("spark")
    return Cluster(tmp_path)


def list_samples() -> list[dict[str, str]]:
    samples = [
        {"id": file.stem, "text": file.read_text()}
        for file in sorted(get_folder("seeds").glob("*.txt"))
    ]
    for file, count in ((LIFE, 20), (CORPUS, 30)):
        if file.exists():
            samples += [json.loads(line) for line in file.read_text().splitlines()[:count]]
    return samples


def write_lines(path: Path, samples: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(sample) + "\n" for sample in samples))
    return path


def read_parts(output: Path) -> set[bytes]:
    manifest = json.loads((output / "manifest.json").read_text())
    lines: list[bytes] = []
    for part in manifest["parts"]:
        content = gzip.decompress((output / part["file"]).read_bytes())
        assert hashlib.sha256(content).hexdigest() == part["sha256 of the text"]
        own = content.splitlines(keepends=True)
        assert len(own) == part["quads"]
        assert own == sorted(own)
        lines += own
    assert len(lines) == len(set(lines)) == manifest["quads"]
    return set(lines)


def build_here(lines: Path, folder: Path, *corrections: Path) -> set[bytes]:
    options = Options(corrections=find_corrections((), corrections))
    build_graph(ArticleReader().read([lines]), folder, options)
    graph = GraphFolder(folder)
    files = map(graph.load_graph, graph.read_manifest().graphs.values())
    return {line for content in files for line in content.splitlines(keepends=True)}


def test_what_persons_corrected(cluster: Cluster, tmp_path: Path) -> None:
    texts = {
        "first": "Mayor Ana Ruiz announced a curfew in Port Hale on Wednesday.",
        "second": "Ana Ruiz, a judge in Brookdale, ruled on Tuesday against the Harbour Guild.",
    }
    samples = [{"id": name, "date": "2031-03-05", "text": text} for name, text in texts.items()]
    lines = write_lines(tmp_path / "articles.jsonl", samples)
    corrections = tmp_path / "corrections.yaml"
    corrections.write_text(
        "- rename: Ana Ruiz\n  to: Mayor Ruiz\n  who: Eva Lind\n  why: She says so.\n"
    )
    options = ["--parts", "2", "--corrections", corrections, "--output", tmp_path / "out"]
    done = cluster.submit(*options, lines)
    assert done.returncode == 0, done.stderr
    quads = read_parts(tmp_path / "out")
    assert quads == build_here(lines, tmp_path / "graph", corrections)
    assert any(b"Mayor Ruiz" in quad for quad in quads)

    again = cluster.run("--output", tmp_path / "out", lines)
    assert again.returncode == 2
    assert "is there already and not empty" in again.stderr


def test_the_same_quads_as_at_home_though_lines_are_broken_and_an_executor_is_lost(
    cluster: Cluster, tmp_path: Path
) -> None:
    first, *samples = list_samples()
    lines = write_lines(tmp_path / "articles.jsonl", [*samples, samples[0], {"text": "No id."}])
    with lines.open("a") as file:
        file.write("this is no JSON\n")
    parquet = write_parquet(tmp_path / "more.parquet", [first])
    parts = 4
    process = cluster.start("--parts", parts, "--output", tmp_path / "out", lines, parquet)
    readings: dict[int, set[int]] = {}
    victim = share = 0
    try:
        while process.poll() is None:
            for executor, reader in list_readers(process.pid):
                readings.setdefault(executor, set()).add(reader)
            if not victim:
                # One part is read by then, and another one is being read.
                victim = next((pid for pid, seen in readings.items() if len(seen) > 1), 0)
                if victim:
                    share = len(readings[victim])
                    os.kill(victim, signal.SIGKILL)
            time.sleep(0.2)
        process.communicate()
    finally:
        process.kill()
    said = cluster.log.read_text()
    assert process.returncode == 2, said
    assert f"2 articles have one id, “{samples[0]['id']}”" in said
    assert "“this is no JSON” is not JSON" in said
    assert 'has no field "id"' in said
    assert "Lost executor" in said
    whole = write_lines(tmp_path / "whole.jsonl", [first, *samples])
    assert read_parts(tmp_path / "out") == build_here(whole, tmp_path / "graph")
    assert parts < sum(map(len, readings.values())) <= parts + share, readings


def write_parquet(path: Path, samples: list[dict[str, str]]) -> Path:
    program = (
        "import sys; from pyspark.sql import SparkSession as S; "
        "S.builder.master('local[1]').getOrCreate().read.json(sys.argv[1])"
        ".coalesce(1).write.parquet(sys.argv[2])"
    )
    lines = write_lines(path.with_suffix(".jsonl"), samples)
    environment = {**os.environ, "PYTHONPATH": str(workshop.find("spark"))}
    subprocess.run([sys.executable, "-c", program, lines, path], check=True, env=environment)
    return path


def list_readers(ancestor: int) -> Iterator[tuple[int, int]]:
    """Yield the processes that read below a process, each with the executor that it belongs to."""
    listed = subprocess.run(
        ["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    parents = {int(pid): int(parent) for pid, parent, *_ in rows}
    executors = {int(row[0]) for row in rows if "CoarseGrainedExecutorBackend" in row[-1]}
    for row in rows:
        if reading_pool.PROGRAM in row[-1]:
            line = [int(row[0])]
            while line[-1] in parents:
                line.append(parents[line[-1]])
            above = executors.intersection(line)
            if above and ancestor in line:
                yield above.pop(), line[0]


def test_without_pyspark_it_says_how_to_get_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [*BUILD, "--output", str(tmp_path / "out"), "articles.jsonl"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert "pip install 'graph-builder[spark]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("options", [["--engine", "spark"], ["--output", "x"], ["--parts", "2"]])
def test_options_that_belong_together(options: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "graph_builder", "build", *options, "articles.jsonl"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert "--engine spark" in done.stderr
