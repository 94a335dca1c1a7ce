"""Links to Wikidata: from a table, and from a service that speaks the reconciliation protocol, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from graph_builder.cli import main
from graph_builder.errors import InputError
from graph_builder.linking import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ITEM = "http://www.wikidata.org/entity/"
SERVICE = """
import json, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

KNOWN = {"Uruguay": [("Q77", True)], "Ana Ferro": [("Q1", True), ("Q2", True)], "Pablo Rojas": [("Q3", False)]}

class Handler(BaseHTTPRequestHandler):
    def answer(self, value):
        content = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self):
        self.answer({"versions": ["0.2"], "name": "Test", "identifierSpace": "http://www.wikidata.org/entity/",
                     "schemaSpace": "http://www.wikidata.org/prop/direct/"})

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        queries = json.loads(form["queries"][0])
        self.answer({key: {"result": [
            {"id": item, "name": query["query"], "score": 90, "match": match, "type": [{"id": query.get("type", "")}]}
            for item, match in KNOWN.get(query["query"], [])
        ]} for key, query in queries.items()})

    def log_message(self, *_):
        pass

server = HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, "-c", SERVICE], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/en/api"
        process.kill()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("links")
    text = (
        " date 2031-03-05 Justice Minister Ana Ferro of Uruguay said that Pablo Rojas was wrong.\n"
    )
    (folder / "article.txt").write_text(text, encoding="utf-8")
    run(folder, "build", str(folder))
    return folder


def run(folder: Path, *arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*arguments, "--graph", str(folder / "graph")])
    assert result.exit_code == code, result.output
    return result.output


def export(folder: Path) -> str:
    return run(folder, "export", "--format", "n-triples")


def test_a_service_that_is_sure_gives_a_link(folder: Path, service: str) -> None:
    file = folder / "corrections.yaml"
    for written in ("wrote 1 links", "wrote 0 links"):
        said = run(folder, "link", "--service", service, "--who", "Eva", "--file", str(file))
        assert written in said
    run(folder, "build", str(folder))
    graph = export(folder)
    assert f"sameAs> <{ITEM}Q77>" in graph
    assert not any(f"{ITEM}{item}>" in graph for item in ("Q1", "Q2", "Q3"))
    assert "matched “Uruguay”" in graph
    file.unlink()


def test_a_table_gives_links_and_names_what_is_not_there(folder: Path, tmp_path: Path) -> None:
    table, file = tmp_path / "links.csv", tmp_path / "mine.yaml"
    table.write_text(
        "name,qid\nAna Ferro,Q11\nperson/pablo-rojas,https://www.wikidata.org/wiki/Q12\nNobody,Q13\nUruguay,Q1\nUruguay,Q2\n"
    )
    said = run(folder, "link", "--table", str(table), "--who", "Eva", "--file", str(file))
    assert "links.csv, line 4: 'Nobody' is not in the graph" in said
    assert "two items, Q1 and Q2" in said
    run(folder, "build", "--corrections", str(file), str(folder))
    graph = export(folder)
    assert f"sameAs> <{ITEM}Q11>" in graph
    assert f"sameAs> <{ITEM}Q12>" in graph
    assert f"{ITEM}Q1>" not in graph


def test_two_items_for_one_thing_are_a_conflict(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    entry = "- add: link\n  to: Uruguay\n  link: http://www.wikidata.org/entity/{}\n  who: E\n  why: x\n"
    file.write_text(entry.format("Q1") + entry.format("Q2"))
    said = run(folder, "build", "--corrections", str(file), str(folder), code=2)
    assert "is to be linked to http://www.wikidata.org/entity/Q2, but" in said


def test_a_bad_row_is_named(tmp_path: Path) -> None:
    table = tmp_path / "links.csv"
    table.write_text("Uruguay,Q77\nUruguay\nPeru,seven\n")
    with pytest.raises(InputError, match=r"line 2.*\n.*line 3"):
        read_table(table)


def test_a_service_that_is_not_there(folder: Path) -> None:
    said = run(folder, "link", "--service", "http://127.0.0.1:9/", "--who", "Eva", code=3)
    assert "cannot be reached" in said
    assert "no web address" in run(folder, "link", "--service", "ftp://x", "--who", "E", code=2)
