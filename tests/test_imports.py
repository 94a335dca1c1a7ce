"""What starting the program loads: help must not wait for language models and RDF libraries."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

HEAVY = (
    "spacy",
    "numpy",
    "rdflib",
    "pyshacl",
    "owlrl",
    "pyoxigraph",
    "trafilatura",
    "rich",
    "starlette",
    "uvicorn",
    "jinja2",
)
_SHOW = """
import sys
from graph_builder.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
print(sorted({heavy!r} & sys.modules.keys()), file=sys.stderr)
"""
_SHOW_HELP = "from graph_builder.cli import main; main(['--help'], prog_name='graph-builder')"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["build", "--help"],
        ["query", "--help"],
        ["serve", "--help"],
        ["extract", "nowhere.txt"],
    ],
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    program = _SHOW.format(arguments=arguments, heavy=set(HEAVY))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_help_does_not_wait_for_click() -> None:
    program = (
        "import sys; sys.argv[1:] = ['--help']\n"
        "from graph_builder.__main__ import main; main()\n"
        "assert not {'click', 'pathlib', 'typing', 're'} & sys.modules.keys(), sys.modules.keys()"
    )
    # -S: what an environment's site imports is no affair of the program.
    done = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    shown = subprocess.run(
        [sys.executable, "-c", _SHOW_HELP],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert done.stdout == shown.stdout, "run 'make golden' and read the change"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"]])
def test_help_fits_a_narrow_terminal(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "graph_builder", *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "60"},
    )
    assert max(map(len, done.stdout.splitlines())) < 60


def test_a_question_loads_what_answers_it_and_no_more() -> None:
    program = (
        "import sys, graph_builder.cli.query, graph_builder.querying, graph_builder.store\n"
        "unwanted = {*HEAVY} - {'pyoxigraph'} | {'difflib', 'tomllib', 'tarfile', 'tempfile', 'subprocess', 'asyncio'}\n"
        "assert not unwanted & sys.modules.keys(), unwanted & sys.modules.keys()"
    ).replace("*HEAVY", f"*{HEAVY!r}")
    subprocess.run([sys.executable, "-c", program], check=True)


def test_reading_and_asking_do_not_load_the_language_model() -> None:
    program = (
        "import sys, graph_builder.pipeline, graph_builder.querying, graph_builder.validation\n"
        "assert not {'spacy', 'numpy', 'rdflib', 'pyshacl', 'owlrl'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_nothing_asks_a_clock_that_can_be_set() -> None:
    wall = re.compile(r"\btime\.(time|time_ns|localtime|gmtime)\(|\.(now|today|utcnow)\(")
    asked = [
        f"{file.name}: {line.strip()}"
        for file in sorted((ROOT / "graph_builder").rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if wall.search(line)
    ]
    assert asked == []
