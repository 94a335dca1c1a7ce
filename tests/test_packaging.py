"""The built wheel in an empty environment, used from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = ("ontology", "shapes", "queries", "seeds")


def run(*command: str | Path, folder: Path | None = None, codes: tuple[int, ...] = (0,)) -> str:
    # The environment of a new user: nothing that leads to the checkout.
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "VIRTUAL", "GRAPH_"))
    }
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, env=environment
    )
    assert done.returncode in codes, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "uv", "build", "--wheel", "--quiet", "--out-dir", folder, ROOT)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds the wheel and what it depends on, as locked."""
    venv = tmp_path_factory.mktemp("venv") / "v"
    run(sys.executable, "-m", "uv", "venv", "--quiet", "--python", sys.executable, venv)
    install = (sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", venv)
    run(*install, "--require-hashes", "-r", ROOT / "requirements.lock")
    run(*install, "--offline", wheel)
    return venv / "bin" / "graph-builder"


@pytest.mark.slow
class TestWheel:
    def test_holds_everything_that_belongs_to_the_program(self, wheel: Path) -> None:
        names = set(zipfile.ZipFile(wheel).namelist())
        for folder in DATA:
            for file in (ROOT / folder).rglob("*"):
                if file.is_file():
                    assert f"graph_builder/data/{file.relative_to(ROOT)}" in names
        assert "graph_builder/py.typed" in names
        static = "graph_builder/serving/pages/static"
        assert f"{static}/editor.js" in names
        for name in ("yasqe.min.js", "yasqe.min.css", "yasqe.LICENSES.txt"):
            assert (f"{static}/{name}" in names) == (ROOT / static / name).is_file()
        assert any(name.endswith("licenses/LICENSE") for name in names)
        assert any(name.endswith("licenses/LICENSES/CC0-1.0.txt") for name in names)
        assert not any(name.startswith("tests/") for name in names)

    def test_main_job_from_another_folder(self, program: Path, tmp_path: Path) -> None:
        (tmp_path / "articles").mkdir()
        for seed in (ROOT / "seeds").glob("*.txt"):
            (tmp_path / "articles" / seed.name).write_bytes(seed.read_bytes())
        assert "articles             3" in run(
            program, "build", "articles/", folder=tmp_path, codes=(0, 1)
        )
        assert "measures-before-runoff" in run(program, "queries", folder=tmp_path)
        rows = run(program, "query", "measures-before-runoff", "--format", "csv", folder=tmp_path)
        assert len(rows.splitlines()) > 3
        run(program, "validate", folder=tmp_path, codes=(0, 1))
        run(program, "export", "-o", "graph.ttl", folder=tmp_path)
        assert (tmp_path / "graph.ttl").read_text().startswith("@base")

    def test_new_project(self, program: Path, tmp_path: Path) -> None:
        run(program, "init", "mine", folder=tmp_path)
        (tmp_path / "mine" / "articles" / "a.txt").write_text("It rained, the mayor said.")
        run(program, "build", "articles/", folder=tmp_path / "mine", codes=(0, 1))
