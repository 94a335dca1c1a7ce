"""Wrong usage and unusable input, through the real commands: a clear sentence, exit code 2, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph_builder.cli import main

LEAD = "The harbour opened again on Monday, the mayor said."


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def explain(result: Result) -> str:
    """Return the error's sentence; there is one, the exit code is 2, and there is no traceback."""
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    lines = [line for line in result.stderr.splitlines() if line.lower().startswith("error: ")]
    assert lines, result.stderr
    return "\n".join(lines)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphs") / "g"
    assert run("build", "--graph", folder, "-", stdin=f" date 2024-11-05 {LEAD}").exit_code == 0
    return folder


class TestInput:
    def test_missing_path(self, tmp_path: Path) -> None:
        result = run("build", "--graph", tmp_path / "g", tmp_path / "nowhere.txt")
        assert "nowhere.txt does not exist" in explain(result)
        assert not (tmp_path / "g").exists()

    def test_folder_without_articles(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert "holds no articles" in explain(
            run("build", "--graph", tmp_path / "g", tmp_path / "empty")
        )

    @pytest.mark.parametrize(
        ("content", "said"),
        [(b"\x00\xff\xfe\x01" * 100, "binary"), (b"", "empty"), (b"%PDF-1.4 \xe2", "PDF")],
    )
    def test_unusable_file_is_named_and_the_others_are_built(
        self, tmp_path: Path, content: bytes, said: str
    ) -> None:
        (tmp_path / "bad.txt").write_bytes(content)
        (tmp_path / "good.txt").write_text(LEAD)
        result = run(
            "build", "--graph", tmp_path / "g", tmp_path / "bad.txt", tmp_path / "good.txt"
        )
        sentence = explain(result)
        assert "bad.txt" in sentence
        assert said in sentence
        assert result.stdout.split()[:2] == ["articles", "1"]

    def test_other_encoding_is_a_remark(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes("José Núñez’s café opened.".encode("windows-1252"))
        result = run("extract", tmp_path / "a.txt")
        assert result.exit_code == 0
        assert "a.txt: is not UTF-8; read as windows-1252" in result.stderr

    def test_json_line_that_is_not_json(self, tmp_path: Path) -> None:
        lines = [
            json.dumps({"id": "x", "text": LEAD}),
            "{oops",
            json.dumps({"id": "y", "text": LEAD}),
        ]
        (tmp_path / "a.jsonl").write_text("\n".join(lines))
        result = run("extract", tmp_path / "a.jsonl")
        assert "line 2 of" in explain(result)
        assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["x", "y"]

    def test_two_files_with_one_id(self, tmp_path: Path) -> None:
        for folder in ("one", "two"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "a.txt").write_text(LEAD)
        sentence = explain(
            run("build", "--graph", tmp_path / "g", tmp_path / "one", tmp_path / "two")
        )
        assert str(tmp_path / "one" / "a.txt") in sentence
        assert str(tmp_path / "two" / "a.txt") in sentence

    @pytest.mark.parametrize(
        "text",
        [
            f"{LEAD} \x00\x01\x08\x1b[31m\x7f",
            f"{LEAD} \u202eהנמל נפתח\u202c مفتوح",
            f"👩‍👩‍👧🏽 e\u0301o\u0308 {LEAD} 🎉" * 5,
            LEAD * 400,
            "x" * 50_000,
            "🎉" * 1_000,
            '" ' * 3_000,
        ],
        ids=["control", "right-to-left", "emoji", "one-line", "one-word", "no-letters", "quotes"],
    )
    def test_odd_texts_are_read_and_built(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "a.txt").write_text(text)
        result = run("extract", tmp_path / "a.txt")
        assert result.exit_code == 0, result.output
        for mention in (m for e in json.loads(result.stdout)["entities"] for m in e["mentions"]):
            assert text[mention["start"] : mention["end"]] == mention["text"]
        assert run("build", "--graph", tmp_path / "g", tmp_path / "a.txt").exit_code == 0

    def test_another_language_is_a_remark_and_not_misread(self, tmp_path: Path) -> None:
        text = "El presidente dijo el lunes que el puerto de la ciudad se abrió para los barcos."
        (tmp_path / "a.txt").write_text(text)
        result = run("extract", tmp_path / "a.txt")
        assert result.exit_code == 0
        assert "Spanish" in result.stderr
        facts = json.loads(result.stdout)
        assert not any(facts[kind] for kind in ("claims", "entities", "measures", "events"))

    @pytest.mark.slow
    def test_five_megabytes(self, tmp_path: Path) -> None:
        text = f"{LEAD} " * (5_000_000 // len(LEAD))
        (tmp_path / "a.txt").write_text(text)
        assert run("build", "--graph", tmp_path / "g", tmp_path / "a.txt").exit_code == 0


class TestQuestions:
    def test_unknown_query_names_the_nearest(self, graph: Path) -> None:
        assert "measures-before-runoff" in explain(
            run("query", "--graph", graph, "measures-befor-runof")
        )

    def test_sparql_error_has_line_and_column(self, graph: Path) -> None:
        result = run("query", "--graph", graph, "-", stdin="SELECT *\nWHERE { ?s ?p }")
        assert "line 2, column" in explain(result)

    def test_update_is_refused(self, graph: Path) -> None:
        result = run("query", "--graph", graph, "-", stdin="DELETE WHERE { ?s ?p ?o }")
        assert "change" in explain(result)

    def test_missing_parameter(self, graph: Path) -> None:
        assert "needs the parameter" in explain(
            run("query", "--graph", graph, "what-changed-between")
        )

    @pytest.mark.parametrize(
        ("parameter", "said"),
        [
            ("from=soon", "YYYY-MM-DD"),
            ("nonsense=1", "nonsense"),
            ("from", "NAME=VALUE"),
        ],
    )
    def test_mistyped_parameter(self, graph: Path, parameter: str, said: str) -> None:
        result = run("query", "--graph", graph, "what-changed-between", "--param", parameter)
        assert said in explain(result)

    def test_parameter_that_tries_to_be_sparql_is_only_a_text(self, graph: Path) -> None:
        value = 'x" } UNION { ?s ?p ?o } #'
        result = run(
            "query",
            "--graph",
            graph,
            "claims-by-speaker",
            "--param",
            f"speaker={value}",
            "--format",
            "csv",
        )
        assert result.exit_code == 0
        assert len(result.stdout.splitlines()) == 1

    def test_wrong_format(self, graph: Path) -> None:
        assert "'xls'" in explain(run("query", "--graph", graph, "timeline", "--format", "xls"))


class TestGraphFolder:
    @pytest.mark.parametrize("command", [["query", "timeline"], ["validate"]])
    def test_no_graph_yet(self, tmp_path: Path, command: list[str]) -> None:
        assert "graph-builder build" in explain(run(*command, "--graph", tmp_path / "g"))

    def test_newer_version(self, tmp_path: Path) -> None:
        _make_graph(tmp_path / "g", lambda manifest: {**manifest, "format": 99})
        for command in (["query", "timeline"], ["validate"], ["build", "-"]):
            assert "version" in explain(run(*command, "--graph", tmp_path / "g", stdin=LEAD))

    def test_damaged(self, tmp_path: Path) -> None:
        folder = tmp_path / "g"
        run("build", "--graph", folder, "-", stdin=LEAD)
        (folder / "manifest.json").write_text('{"articles": [')
        assert "damaged" in explain(run("query", "timeline", "--graph", folder))

    def test_folder_of_something_else(self, tmp_path: Path) -> None:
        (tmp_path / "letter.doc").write_text("Dear Ana")
        sentence = explain(run("build", "--graph", tmp_path, "-", stdin=LEAD))
        assert "no graph folder" in sentence
        assert [item.name for item in tmp_path.iterdir()] == ["letter.doc"]

    def test_place_where_no_folder_can_be(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        assert "file" in explain(run("build", "--graph", tmp_path / "file" / "g", "-", stdin=LEAD))

    @pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a read-only file system")
    def test_read_only_file_system(self) -> None:
        assert "/sys/kernel/g" in explain(run("build", "--graph", "/sys/kernel/g", "-", stdin=LEAD))

    @pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
    def test_read_only_folder(self, tmp_path: Path) -> None:
        (tmp_path / "g").mkdir(mode=0o500)
        explain(run("build", "--graph", tmp_path / "g", "-", stdin=LEAD))

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
    def test_full_disk(self, graph: Path) -> None:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "graph_builder",
                "query",
                "timeline",
                "--graph",
                graph,
                "-o",
                "/dev/full",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert "/dev/full" in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
    @pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"]])
    @pytest.mark.parametrize("columns", ["80", "60"])
    def test_full_output(self, arguments: list[str], columns: str) -> None:
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "graph_builder", *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
                env={**os.environ, "COLUMNS": columns},
            )
        assert done.returncode == 2
        assert done.stderr == (
            "error: the output cannot be used: No space left on device; free it, or name another place\n"
        )


class TestUsage:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["build"],
            ["nonsense"],
            ["build", "--nonsense", "a.txt"],
            ["validate", "--format", "xls"],
        ],
    )
    def test_wrong_usage(self, arguments: list[str]) -> None:
        explain(run(*arguments))

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_model_that_is_not_installed(self, tmp_path: Path, jobs: str) -> None:
        for name in ("a", "b"):
            (tmp_path / f"{name}.txt").write_text(LEAD)
        options = ("--graph", tmp_path / "g", "--model", "en_core_web_xl", "--jobs", jobs)
        result = run("build", *options, tmp_path / "a.txt", tmp_path / "b.txt")
        assert "'en_core_web_xl' is not installed" in explain(result)

    def test_faults_of_the_program_keep_their_traceback(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("graph_builder.querying.find_queries", fail)
        assert isinstance(run("queries").exception, ZeroDivisionError)


def _make_graph(folder: Path, change: object) -> None:
    run("build", "--graph", folder, "-", stdin=LEAD)
    file = folder / "manifest.json"
    assert callable(change)
    file.write_text(json.dumps(change(json.loads(file.read_text()))))
