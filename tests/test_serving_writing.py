"""``serve --writable``: who may write, where to, and what a build leaves of it."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
import rdflib
import served
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from SPARQLWrapper import POST, SPARQLWrapper

from graph_builder.errors import UsageError
from graph_builder.serving.targets import find_targets
from graph_builder.store import GraphFolder
from graph_builder.store.writing import open_for_writing
from graph_builder.verification import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from served import Answer, Server

TOKEN = "a-token-for-these-tests"  # noqa: S105 - of no use elsewhere
KNOWN = {"Authorization": f"Bearer {TOKEN}"}
UPDATE = {**KNOWN, "Content-Type": "application/sparql-update"}
FORM = {**KNOWN, "Content-Type": "application/x-www-form-urlencoded"}
TURTLE = {**KNOWN, "Content-Type": "text/turtle"}
NOTES = "http://example.org/notes"
INSERT = f'INSERT DATA {{ GRAPH <{NOTES}> {{ <http://e/s> <http://e/p> "checked" }} }}'
GB = "https://w3id.org/graph-builder/ontology#"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return served.write_folder(tmp_path / "graph")


@pytest.fixture
def server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("GRAPH_BUILDER_TOKEN", TOKEN)
    with served.run_server(folder, "--writable", "--timeout", "5") as server:
        yield server


def count(server: Server, graph: str = NOTES) -> int:
    query = f"SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return len(json.loads(server.ask("/sparql", query=query).content)["results"]["bindings"])


def update(server: Server, text: str) -> Answer:
    return server.ask("/sparql", text.encode(), headers=UPDATE)


def find_article_graph(folder: Path) -> str:
    return min(GraphFolder(folder).read_manifest().article_graphs)[1:-1]


def test_an_update_is_made_as_content_and_as_form(server: Server) -> None:
    assert update(server, INSERT).status == 204
    assert count(server) == 1
    delete = f"DELETE WHERE {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }}"
    form = urlencode({"update": delete}).encode()
    assert server.ask("/sparql", form, headers=FORM).status == 204
    assert count(server) == 0


def test_what_was_built_is_read_while_notes_are_written(server: Server) -> None:
    text = (
        f"PREFIX gb: <{GB}> WITH <{NOTES}> INSERT {{ ?a <http://e/read> true }} WHERE "
        "{ GRAPH ?g { ?a a gb:Article } }"
    )
    assert update(server, text).status == 204
    # The default graph has no notes, a query that names them has.
    assert count(server) == 2
    asked = server.ask("/sparql", query="ASK { ?a <http://e/read> true }")
    assert json.loads(asked.content)["boolean"] is False


def test_only_who_has_the_token_may_write(server: Server) -> None:
    nobody = {"Content-Type": "application/sparql-update"}
    refused = server.ask("/sparql", INSERT.encode(), headers=nobody)
    assert refused.status == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    wrong = {**nobody, "Authorization": "Bearer another-token-altogether"}
    assert server.ask("/sparql", INSERT.encode(), headers=wrong).status == 401
    basic = {**nobody, "Authorization": f"Basic {TOKEN}"}
    assert server.ask("/sparql", INSERT.encode(), headers=basic).status == 401
    address = f"/store?graph={quote(NOTES)}"
    for method in ("PUT", "POST", "DELETE"):
        headers = {"Content-Type": "text/turtle"}
        assert server.ask(address, b"", method=method, headers=headers).status == 401
    assert count(server) == 0
    # Reading needs none.
    assert server.ask("/sparql", query="ASK {}").status == 200


def test_the_graphs_of_a_build_cannot_be_written_to(server: Server, folder: Path) -> None:
    graph = find_article_graph(folder)
    before = count(server, graph)
    for text in (
        f"INSERT DATA {{ GRAPH <{graph}> {{ <http://e/s> <http://e/p> 1 }} }}",
        f"CLEAR GRAPH <{graph}>",
        f"DELETE WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}",
        f"MOVE <{graph}> TO <{NOTES}>",
        f"PREFIX x: <{graph[:-3]}> DROP SILENT GRAPH x:{graph[-3:]}",
    ):
        refused = update(server, text)
        assert refused.status == 403, text
        assert "corrections.yaml" in refused.text
    address = f"/store?graph={quote(graph)}"
    for method in ("PUT", "POST", "DELETE"):
        assert server.ask(address, b"", method=method, headers=TURTLE).status == 403
    assert server.ask("/store?default", b"", method="PUT", headers=TURTLE).status == 403
    assert count(server, graph) == before
    # To copy from one is reading.
    assert update(server, f"COPY <{graph}> TO <{NOTES}>").status == 204
    assert count(server) == before


def test_an_update_is_made_whole_or_not_at_all(server: Server) -> None:
    assert update(server, f"{INSERT} ; CLEAR ALL").status == 400
    assert update(server, f"{INSERT} ; CREATE GRAPH <{NOTES}>").status in {204, 400}
    assert update(server, f"{INSERT} ; NONSENSE").status == 400
    update(server, f"DROP GRAPH <{NOTES}>")
    assert update(server, f"{INSERT} ; DROP GRAPH <http://e/none>").status == 400
    assert count(server) == 0


def test_no_other_server_is_asked(server: Server) -> None:
    for text in (
        f"LOAD <http://127.0.0.1:9/> INTO GRAPH <{NOTES}>",
        f"INSERT {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }} WHERE {{ SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}",
    ):
        refused = update(server, text)
        assert refused.status == 400
        assert "another server" in refused.text


def test_an_endless_update_is_ended_and_nothing_has_changed(server: Server) -> None:
    endless = f"INSERT {{ GRAPH <{NOTES}> {{ <http://e/s> <http://e/p> ?n }} }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }} }}"
    assert update(server, endless).status == 504
    assert count(server) == 0
    assert update(server, INSERT).status == 204
    assert count(server) == 1


def test_an_oversized_change_is_refused(server: Server) -> None:
    assert update(server, INSERT + "#" * (17 << 20)).status == 413
    # Who may not write may not make the server read that much either.
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert server.ask("/sparql", b"update=" + b"x" * (2 << 20), headers=form).status == 413


def test_graphs_are_written_by_the_graph_store_protocol(server: Server) -> None:
    address = f"/store?graph={quote(NOTES)}"

    def send(method: str, content: bytes = b"", kind: str = "text/turtle") -> int:
        headers = {**KNOWN, "Content-Type": kind}
        return server.ask(address, content, method=method, headers=headers).status

    assert send("DELETE") == 404
    assert send("PUT", b"<http://e/a> <http://e/p> [ <http://e/q> 1 ] .") == 201
    assert count(server) == 2
    assert send("POST", b"<http://e/b> <http://e/p> [ <http://e/q> 1 ] .") == 204
    # Blank nodes of two contents are two nodes.
    assert count(server) == 4
    assert send("PUT", b'<http://e/c> <http://e/p> "1.10"^^<http://e/d> .') == 204
    read = server.ask("/store", graph=NOTES, accept="application/n-triples")
    assert read.text == '<http://e/c> <http://e/p> "1.10"^^<http://e/d> .\n'
    assert NOTES in server.ask("/store", accept="application/n-quads").text
    assert NOTES not in server.ask("/store?default", accept="application/n-triples").text
    assert send("PUT", b"no turtle") == 400
    assert send("PUT", b"x", "text/plain") == 415
    assert send("DELETE") == 204
    assert count(server) == 0
    assert server.ask("/store", graph=NOTES).status == 404


def test_sparqlwrapper_and_rdflib_write(server: Server) -> None:
    client: Any = SPARQLWrapper(f"{server.address}/sparql")
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    client.setMethod(POST)
    client.setQuery(INSERT)
    assert client.query().response.status == 204
    store = SPARQLUpdateStore(
        f"{server.address}/sparql", f"{server.address}/sparql", headers=dict(KNOWN)
    )
    graph = rdflib.Graph(store, rdflib.URIRef(NOTES))
    graph.add((rdflib.URIRef("http://e/s"), rdflib.RDFS.comment, rdflib.Literal("said twice")))
    assert count(server) == 2
    assert len(graph) == 2


def test_notes_survive_builds_and_are_in_no_answer_of_theirs(server: Server, folder: Path) -> None:
    before = len(list(GraphFolder(folder).iter_quads()))
    assert update(server, INSERT).status == 204
    new = "<http://e/new>"
    served.write_folder(folder, {new: [("<http://e/s>", "<http://e/p>", '"o"', new)]})
    assert count(server) == 1
    assert count(server, "http://e/new") == 1
    reader = GraphFolder(folder)
    assert len(list(reader.iter_quads())) == before + 1
    assert len(list(reader.iter_user_quads())) == 1
    assert not any(fault.check == "index" for fault in verify(reader))
    # The index that a build makes is the one that a change made, by name and content.
    name = reader.read_manifest().index
    assert update(server, INSERT).status == 204
    assert reader.read_manifest().index == name


def test_a_build_that_runs_is_waited_for(server: Server, folder: Path) -> None:
    with open_for_writing(folder):
        refused = update(server, INSERT)
        assert refused.status == 503
        assert int(refused.headers["Retry-After"]) > 0
    assert update(server, INSERT).status == 204


def test_many_write_at_once(server: Server) -> None:
    found: list[int] = []

    def write(number: int) -> None:
        text = INSERT.replace("checked", f"checked {number}")
        found.append(update(server, text).status)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert set(found) <= {204, 503}
    assert count(server) == found.count(204) > 0


def test_a_kill_leaves_the_graph_as_before_or_changed(folder: Path) -> None:
    code = (
        "import sys, pathlib; from graph_builder.serving.changes import Update, change\n"
        "for n in range(10_000):\n"
        f"    change(pathlib.Path(sys.argv[1]), Update(update='''{INSERT}'''.replace('checked', str(n)), seconds=9))\n"
        "    print(n, flush=True)"
    )
    for lines in (1, 5):
        command = [sys.executable, "-c", code, str(folder)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        done = list(itertools.islice(process.stdout, lines))
        time.sleep(0.004 * lines)
        process.kill()
        done += process.communicate()[0].splitlines()
        held = {quad[2] for quad in GraphFolder(folder).iter_user_quads()}
        assert {f'"{int(number)}"' for number in done} <= held
        with GraphFolder(folder).open_index() as index:
            graph = f"SELECT * {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }}"
            rows: Any = index.store.query(graph)
            assert len(list(rows)) == len(held)


def test_without_a_token_one_is_printed(folder: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "GRAPH_BUILDER_TOKEN"}
    command = served.list_command(folder, "--writable")
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stderr is not None
        token = re.search(r"Bearer (\S+)'", process.stderr.readline())
        assert token is not None
        server = served.Server(process.stderr.readline().rpartition(" at ")[2].split()[0][:-1])
        headers = {**UPDATE, "Authorization": f"Bearer {token[1]}"}
        assert server.ask("/sparql", INSERT.encode(), headers=headers).status == 204
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_short_token_is_refused(folder: Path) -> None:
    command = [sys.executable, "-m", "graph_builder", "serve", "--graph", str(folder), "--writable"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, "GRAPH_BUILDER_TOKEN": "short"},
        check=False,
    )
    assert done.returncode == 2
    assert "16" in done.stderr
    assert "short" not in done.stderr.replace("short a", "")


def test_the_service_says_that_it_takes_updates(server: Server) -> None:
    update(server, INSERT)
    described = server.ask("/sparql").text
    assert "SPARQL11Update" in described
    assert NOTES in described


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("DELETE DATA { GRAPH <http://e/g> { <http://e/s> <http://e/p> '}' } }", ["<http://e/g>"]),
        (
            "WITH <http://e/g> DELETE { ?s ?p ?o } INSERT { GRAPH <http://e/h> { ?s ?p 1 } } WHERE { ?s ?p ?o }",
            ["<http://e/g>", "<http://e/h>"],
        ),
        ("COPY DEFAULT TO GRAPH <http://e/g>", ["<http://e/g>"]),
        ("MOVE SILENT <http://e/g> TO <http://e/h>", ["<http://e/h>", "<http://e/g>"]),
        ("PREFIX a: <http://e/> CREATE GRAPH a:g # DROP ALL", ["<http://e/g>"]),
        (
            "PREFIX a: <http://e/> ADD a:g TO a:h ; CLEAR SILENT GRAPH a:i",
            ["<http://e/h>", "<http://e/i>"],
        ),
        ("INSERT { } WHERE { GRAPH ?g { ?s ?p ?o } }", []),
    ],
)
def test_an_update_says_where_it_writes(text: str, targets: list[str]) -> None:
    assert list(find_targets(text)) == targets


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://e/s> <http://e/p> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p 2 } }",
        "WITH <http://e/g> INSERT { ?s ?p 1 } WHERE { } ; INSERT { ?s ?p 1 } WHERE { }",
        "MOVE DEFAULT TO <http://e/g>",
        "COPY <http://e/g> TO DEFAULT",
        "DROP NAMED",
        "CLEAR DEFAULT",
        "BASE <http://e/> CLEAR GRAPH <g>",
        "CLEAR GRAPH a:g",
        "CLEAR GRAPH <http://e/\\u0067>",
        "load <http://e/>",
        "CLEAR GRAPH",
    ],
)
def test_an_update_that_does_not_say_where_it_writes_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="line 1, column"):
        find_targets(text)
