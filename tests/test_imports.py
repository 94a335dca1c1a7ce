"""What starting the program loads: help must not wait for language models and RDF libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest

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


def test_reading_and_asking_do_not_load_the_language_model() -> None:
    program = (
        "import sys, graph_builder.pipeline, graph_builder.querying, graph_builder.validation\n"
        "assert not {'spacy', 'numpy', 'rdflib', 'pyshacl', 'owlrl'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
