"""``export`` and ``load``: the graph as a file, and in a real triple store."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from click.testing import CliRunner, Result

from graph_builder.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = (
    " date 2024-11-05 The harbour opened again on Monday, Ana Ruiz, the mayor of Guayaquil, said."
)
FORMATS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphs")
    (folder / "a.txt").write_text(TEXT)
    assert run("build", "--graph", folder / "g", folder / "a.txt").exit_code == 0
    return folder / "g"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    program = Path(sys.executable).with_name("oxigraph")
    process = subprocess.Popen(
        [program, "serve", "--bind", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(address)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str) -> None:
    host, port = address.split(":")
    for _ in range(100):
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


class TestExport:
    @pytest.mark.parametrize("ending", FORMATS)
    def test_format_by_the_ending_and_stable(
        self, graph: Path, tmp_path: Path, ending: str
    ) -> None:
        for name in ("a", "b"):
            result = run("export", "-o", tmp_path / f"{name}.{ending}", "--graph", graph)
            assert result.exit_code == 0, result.output
            assert result.stdout == ""
        content = (tmp_path / f"a.{ending}").read_bytes()
        assert content == (tmp_path / f"b.{ending}").read_bytes()
        triples = {q.triple for q in pyoxigraph.parse(content, format=FORMATS[ending])}
        assert len(triples) > 20

    def test_standard_output_by_name(self, graph: Path) -> None:
        result = run("export", "--format", "n-quads", "--graph", graph)
        assert len(list(pyoxigraph.parse(result.stdout_bytes, format=FORMATS["nq"]))) > 20

    def test_asserted_leaves_conclusions_out(self, graph: Path) -> None:
        every = run("export", "--format", "nq", "--graph", graph).stdout.splitlines()
        asserted = run(
            "export", "--format", "nq", "--asserted", "--graph", graph
        ).stdout.splitlines()
        assert set(asserted) < set(every)
        assert asserted

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["-o", "graph.xls"], "graph.xls"),
            (["--format", "exel"], "'exel'"),
            (["-o", "/nowhere/graph.ttl"], "/nowhere/graph.ttl"),
        ],
    )
    def test_wrong_target(self, graph: Path, arguments: list[str], said: str) -> None:
        result = run("export", *arguments, "--graph", graph)
        assert result.exit_code == 2
        assert said in result.stderr


class TestLoad:
    def test_into_a_server_and_counted(self, graph: Path, server: str) -> None:
        result = run("load", "--replace", server, "--graph", graph)
        assert result.exit_code == 0, result.output
        assert "are in the store" in result.stdout
        assert "the same rows there as here" in result.stdout

    def test_named_graphs(self, graph: Path, server: str) -> None:
        result = run("load", "--named-graphs", server, "--graph", graph)
        assert result.exit_code == 0, result.output

    def test_nothing_answers(self, graph: Path) -> None:
        result = run("load", "http://127.0.0.1:9", "--graph", graph)
        assert result.exit_code == 3
        assert "http://127.0.0.1:9" in result.stderr

    def test_no_address(self, graph: Path) -> None:
        assert run("load", "nowhere", "--graph", graph).exit_code == 2
