"""The commands as people use them, on a graph of the sample articles."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner, Result

from graph_builder import __version__
from graph_builder.cli import main
from graph_builder.querying import find_queries
from graph_builder.resources import get_folder

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = main.list_commands(None)  # type: ignore[arg-type] # the list is fixed


def run(*arguments: str | Path, stdin: str | bytes | None = None, **environment: str) -> Result:
    runner = CliRunner(env=environment)
    return runner.invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of the sample articles."""
    folder = tmp_path_factory.mktemp("graphs") / "seeds"
    result = run("build", "--graph", folder, get_folder("seeds"))
    assert result.exit_code in {0, 1}, result.output
    return folder


class TestHelp:
    def test_every_command_is_listed_with_a_sentence(self) -> None:
        listed = run("--help").stdout
        for name in COMMANDS:
            assert f"  {name} " in listed

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_explains_itself_with_an_example(self, name: str) -> None:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert f"    graph-builder {name}" in result.stdout
        for option in ("--graph FOLDER", "--quiet", "--verbose"):
            assert option in result.stdout

    def test_every_option_has_a_help_text(self) -> None:
        for name in COMMANDS:
            command = main.get_command(None, name)  # type: ignore[arg-type] # needs no context
            assert command is not None
            assert all(p.help for p in command.params if isinstance(p, click.Option))

    def test_version(self) -> None:
        assert __version__ in run("--version").stdout

    def test_python_m(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "graph_builder", "--help"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.startswith("Usage: graph-builder")


class TestBuild:
    def test_ends_with_a_summary(self, tmp_path: Path) -> None:
        result = run(
            "build",
            "--graph",
            tmp_path / "g",
            "-",
            stdin=" date 2024-11-05 Ana Ruiz said it rained.",
        )
        assert result.exit_code == 0, result.output
        counted = dict(line.split()[:2] for line in result.stdout.splitlines())
        assert list(counted) == [
            "articles",
            "entities",
            "claims",
            "measures",
            "events",
            "observations",
            "triples",
            "violations",
            "seconds",
        ]
        assert (counted["articles"], counted["claims"]) == ("1", "1")
        assert int(counted["triples"].replace(",", "")) > 0

    def test_quiet_says_nothing(self, tmp_path: Path) -> None:
        result = run("build", "--quiet", "--graph", tmp_path / "g", "-", stdin="It rained.")
        assert result.output == ""

    def test_missing_date_is_a_remark(self, tmp_path: Path) -> None:
        result = run("build", "--graph", tmp_path / "g", "-", stdin="It rained.")
        assert result.exit_code == 0
        assert "remark: standard input: no date" in result.stderr

    def test_articles_stay_unless_pruned(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("It rained.")
        (tmp_path / "b.txt").write_text("It snowed.")
        counts = []
        for arguments in (["a.txt", "b.txt"], ["a.txt"], ["--prune", "a.txt"]):
            paths = [str(tmp_path / name) if name.endswith("txt") else name for name in arguments]
            result = run("build", "--graph", tmp_path / "g", *paths)
            counts.append(result.stdout.split()[1])
        assert counts == ["2", "2", "1"]

    def test_nothing_is_pruned_when_something_could_not_be_read(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            (tmp_path / f"{name}.txt").write_text("It rained.")
        run("build", "--graph", tmp_path / "g", tmp_path / "a.txt", tmp_path / "b.txt")
        (tmp_path / "b.txt").write_bytes(b"")
        result = run(
            "build", "--prune", "--graph", tmp_path / "g", tmp_path / "a.txt", tmp_path / "b.txt"
        )
        assert result.exit_code == 2
        assert result.stdout.split()[1] == "2"

    def test_folder_from_the_environment(self, tmp_path: Path) -> None:
        folder = tmp_path / "elsewhere"
        result = run("build", "-", stdin="It rained.", GRAPH_BUILDER_GRAPH=str(folder))
        assert result.exit_code == 0
        assert (folder / "manifest.json").exists()

    def test_options_count_before_the_command_too(self, tmp_path: Path) -> None:
        result = run("--graph", tmp_path / "g", "--quiet", "build", "-", stdin="It rained.")
        assert result.output == ""
        assert (tmp_path / "g" / "manifest.json").exists()

    def test_base_iri_is_kept(self, tmp_path: Path) -> None:
        base = "https://example.org/id/"
        run("build", "--base-iri", base, "--graph", tmp_path / "g", "-", stdin="It rained.")
        (tmp_path / "b.txt").write_text("It snowed.")
        run("build", "--graph", tmp_path / "g", tmp_path / "b.txt")
        quads = "".join(file.read_text() for file in (tmp_path / "g" / "quads").glob("*.nq"))
        assert base in quads
        assert "https://w3id.org/graph-builder/id/" not in quads


class TestQuery:
    def test_queries_lists_every_file(self) -> None:
        listed = run("queries").stdout
        for name, query in find_queries().items():
            assert f"{name} " in listed
            assert query.summary in listed

    def test_verbose_queries_lists_the_parameters(self) -> None:
        assert "--param speaker=" in run("queries", "--verbose").stdout

    @pytest.mark.parametrize(
        "name", sorted(set(find_queries()) - {"what-changed-between", "claims-about"})
    )
    def test_every_saved_query_is_answered(self, graph: Path, name: str) -> None:
        result = run("query", "--graph", graph, name)
        assert result.exit_code == 0, result.output
        assert result.stdout

    def test_rows_as_csv_with_a_parameter(self, graph: Path) -> None:
        result = run(
            "query",
            "claims-by-speaker",
            "--param",
            "speaker=Daniel Noboa",
            "--format",
            "csv",
            "--graph",
            graph,
        )
        rows = list(csv.DictReader(io.StringIO(result.stdout)))
        assert len(rows) > 5
        assert {row["speakerLabel"] for row in rows} == {"Daniel Noboa"}

    def test_own_question_from_standard_input(self, graph: Path) -> None:
        own = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
        result = run("query", "-", "--format", "json", "--graph", graph, stdin=own)
        [binding] = json.loads(result.stdout)["results"]["bindings"]
        assert int(binding["n"]["value"]) > 100

    def test_answer_goes_to_a_file(self, graph: Path, tmp_path: Path) -> None:
        target = tmp_path / "out.tsv"
        result = run("query", "timeline", "--format", "tsv", "-o", target, "--graph", graph)
        assert result.stdout == ""
        assert target.read_text().startswith("?")


class TestValidate:
    def test_sample_articles_have_no_violation(self, graph: Path) -> None:
        result = run("validate", "--graph", graph)
        assert result.exit_code == 0, result.stdout

    def test_json_report(self, graph: Path) -> None:
        result = run("validate", "--format", "json", "--graph", graph)
        assert json.loads(result.stdout)["conforms"] is True


class TestExtract:
    TEXT = " date 2024-11-05 “The port is open,” Ana Ruiz said on Monday. 👩‍👩‍👧 The mayor agreed."

    def test_one_object_a_line_with_exact_offsets(self, tmp_path: Path) -> None:
        lines = "\n".join(json.dumps({"id": name, "text": self.TEXT}) for name in ("a", "b"))
        (tmp_path / "in.jsonl").write_text(lines)
        result = run("extract", tmp_path / "in.jsonl")
        found = [json.loads(line) for line in result.stdout.splitlines()]
        assert [item["id"] for item in found] == ["a", "b"]
        assert found[0]["claims"]
        for span in _find_spans(found):
            assert self.TEXT[span["start"] : span["end"]] == span["text"]

    def test_standard_input(self) -> None:
        for arguments in (["extract"], ["extract", "-"]):
            result = run(*arguments, stdin=self.TEXT)
            assert json.loads(result.stdout)["date"]["earliest"] == "2024-11-05"


def _find_spans(value: object) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if {"start", "end", "text"} <= value.keys() else []
        return own + [span for item in value.values() for span in _find_spans(item)]
    if isinstance(value, list):
        return [span for item in value for span in _find_spans(item)]
    return []


class TestTerminal:
    def test_no_bar_and_no_colour_in_a_pipe(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("It rained.")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "graph_builder",
                "build",
                "--graph",
                tmp_path / "g",
                tmp_path / "a.txt",
                "no.txt",
            ],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2
        assert b"\x1b" not in done.stdout + done.stderr

    def test_results_are_utf_8_in_any_locale(self, graph: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "graph_builder", "query", "entities", "--graph", graph],
            capture_output=True,
            check=True,
            env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        )
        assert "González" in done.stdout.decode()

    def test_a_reader_that_leaves_early_is_no_failure(self, graph: Path) -> None:
        command = f"{sys.executable} -m graph_builder query timeline --graph '{graph}' | head -c 1"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
        )
        assert (done.returncode, len(done.stdout)) == (0, 1)
        assert "Traceback" not in done.stderr
