"""``serve``: the SPARQL and Graph Store protocols, as clients of other makers see them."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pyoxigraph
import pytest
import rdflib
import served
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from graph_builder.serving.negotiation import GRAPH, ROWS, choose_offer
from graph_builder.serving.pool import BusyError, Limits, LostError, Pool, SlowError
from graph_builder.serving.worker import BoundedSink, Question, TooLargeError
from graph_builder.store import GraphFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from served import Server

GB = "https://w3id.org/graph-builder/ontology#"
ARTICLES = f"SELECT ?a WHERE {{ ?a a <{GB}Article> }} ORDER BY ?a"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PLAIN = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return served.write_folder(tmp_path_factory.mktemp("served") / "graph")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with served.run_server(folder, "--timeout", "3", "--max-rows", "2000") as server:
        yield server


def count_rows(content: bytes) -> int:
    return len(json.loads(content)["results"]["bindings"])


def test_a_query_is_answered_by_get_and_by_both_forms_of_post(server: Server) -> None:
    got = server.ask("/sparql", query=ARTICLES)
    assert got.kind == "application/sparql-results+json"
    assert count_rows(got.content) == 2
    plain = server.ask("/sparql", ARTICLES.encode(), headers=PLAIN)
    form = server.ask("/sparql", f"query={ARTICLES}".replace(" ", "+").encode(), headers=FORM)
    assert got.content == plain.content == form.content


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values;q=0.9, image/png", "text/tab-separated-values"),
        ("application/json", "application/json"),
    ],
)
def test_rows_come_in_the_form_that_is_asked_for(server: Server, accept: str, kind: str) -> None:
    got = server.ask("/sparql", query=ARTICLES, accept=accept)
    assert got.kind == kind
    formats = {"xml": "XML", "csv": "CSV", "tab": "TSV", "json": "JSON"}
    name = next(value for key, value in formats.items() if key in kind)
    if name == "CSV":
        assert len(got.text.splitlines()) == 3
    else:
        rows = pyoxigraph.parse_query_results(
            got.content, format=getattr(pyoxigraph.QueryResultsFormat, name)
        )
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        assert len(list(rows)) == 2


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", pyoxigraph.RdfFormat.TURTLE),
        ("application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
        ("application/ld+json", pyoxigraph.RdfFormat.JSON_LD),
        ("application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
    ],
)
def test_a_graph_comes_in_the_form_that_is_asked_for(
    server: Server, accept: str, form: pyoxigraph.RdfFormat
) -> None:
    query = f"CONSTRUCT {{ ?a a <{GB}Article> }} WHERE {{ ?a a <{GB}Article> }}"
    got = server.ask("/sparql", query=query, accept=accept)
    assert got.kind == accept
    assert len(list(pyoxigraph.parse(got.content, format=form))) == 2


def test_what_cannot_be_had_is_406(server: Server) -> None:
    assert server.ask("/sparql", query=ARTICLES, accept="image/png").status == 406
    # A form that only an answer of another kind has is not acceptable either.
    assert server.ask("/sparql", query=ARTICLES, accept="text/turtle").status == 406
    assert server.ask("/sparql", query="ASK {}", accept="text/csv").status == 406
    assert server.ask("/sparql", accept="image/png").status == 406


def test_no_sparql_is_400_with_the_place(server: Server) -> None:
    got = server.ask("/sparql", query="SELECT * WHERE {\n ?a ?b }")
    assert got.status == 400
    assert "line 2" in got.text
    undeclared = server.ask("/sparql", query="SELECT * { ?a gb:start ?b }")
    assert undeclared.status == 400
    assert f"PREFIX gb: <{GB}>" in undeclared.text


def test_two_queries_or_none_are_400(server: Server) -> None:
    assert server.ask("/sparql?query=ASK+%7B%7D&query=ASK+%7B%7D").status == 400
    assert server.ask("/sparql", b"other=1", headers=FORM).status == 400
    assert server.ask("/sparql", b"\xff", headers=PLAIN).status == 400
    assert server.ask("/sparql", b"ASK {}", headers={"Content-Type": "text/plain"}).status == 415


def test_nothing_can_be_written(server: Server) -> None:
    update = {"Content-Type": "application/sparql-update"}
    assert server.ask("/sparql", b"CLEAR ALL", headers=update).status == 403
    assert server.ask("/sparql", b"update=CLEAR+ALL", headers=FORM).status == 403
    assert server.ask("/sparql", b"CLEAR ALL", headers=PLAIN).status == 400
    for method in ("PUT", "POST", "DELETE"):
        refused = server.ask("/store?default", b"", method=method, headers={"Content-Type": "x/y"})
        assert refused.status == 405
        assert "GET" in refused.headers["Allow"]
    assert count_rows(server.ask("/sparql", query=ARTICLES).content) == 2


@pytest.mark.parametrize("call", ["SERVICE <http://127.0.0.1:9/> {}", "service silent ?s {}"])
def test_no_other_server_is_asked(server: Server, call: str) -> None:
    got = server.ask("/sparql", query=f"SELECT * {{ {call} }}")
    assert got.status == 403
    assert "SERVICE" in got.text


def test_a_service_spelt_by_escapes_is_none(server: Server) -> None:
    query = "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }"
    assert server.ask("/sparql", query=query).status == 400


def ask_graph(server: Server, query: str, parameter: str, graph: str) -> served.Answer:
    return server.ask(f"/sparql?{urlencode({'query': query, parameter: graph})}")


def test_the_graphs_of_a_request_are_its_data_set(server: Server, folder: Path) -> None:
    graph = min(GraphFolder(folder).read_manifest().article_graphs)[1:-1]
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def read(content: bytes) -> int:
        return int(json.loads(content)["results"]["bindings"][0]["n"]["value"])

    whole = read(server.ask("/sparql", query=count).content)
    one = read(ask_graph(server, count, "default-graph-uri", graph).content)
    assert 0 < one < whole
    named = count.replace("{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }")
    assert read(ask_graph(server, named, "named-graph-uri", graph).content) == one
    # With named graphs alone the default graph is empty (SPARQL 1.1 Protocol, 2.1.4).
    assert read(ask_graph(server, count, "named-graph-uri", graph).content) == 0
    assert ask_graph(server, count, "default-graph-uri", "no iri").status == 400


def test_the_service_describes_itself(server: Server, folder: Path) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    graph = rdflib.Graph().parse(data=server.ask("/sparql").text, format="turtle")
    service = rdflib.URIRef(f"{server.address}/sparql")
    assert (service, rdflib.RDF.type, sd.Service) in graph
    assert (service, sd.endpoint, service) in graph
    assert {str(name) for name in graph.objects(None, sd.name)} == {
        name[1:-1] for name in GraphFolder(folder).read_manifest().graphs
    }


def test_any_origin_may_read(server: Server) -> None:
    origin = {"Origin": "https://example.org"}
    assert server.ask("/sparql", query=ARTICLES, headers=origin).headers[
        "Access-Control-Allow-Origin"
    ] == ("*")
    asked = {**origin, "Access-Control-Request-Method": "POST"}
    preflight = server.ask("/sparql", method="OPTIONS", headers=asked)
    assert preflight.status == 200
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert (
        server.ask(
            "/sparql", method="OPTIONS", headers={**asked, "Access-Control-Request-Method": "PUT"}
        ).status
        == 400
    )


def test_another_host_is_refused(server: Server) -> None:
    assert server.ask("/sparql", query=ARTICLES, headers={"Host": "evil.example"}).status == 421
    assert server.ask("/sparql", query=ARTICLES, headers={"Host": "localhost:1"}).status == 200


def test_graphs_are_read_by_the_graph_store_protocol(server: Server, folder: Path) -> None:
    reader = GraphFolder(folder)
    merged = {quad[:3] for quad in reader.iter_quads()}
    assert len(rdflib.Graph().parse(data=server.ask("/store?default").text)) == len(merged)
    graph = min(reader.read_manifest().article_graphs)
    one = server.ask("/store", graph=graph[1:-1], accept="application/n-triples")
    assert sorted(one.text.splitlines()) == sorted(
        f"{' '.join(quad[:3])} ." for quad in reader.iter_quads(graph)
    )
    quads = server.ask("/store", accept="application/n-quads").text.splitlines()
    assert len(quads) == len(list(reader.iter_quads()))
    assert server.ask("/store", graph="http://e/none").status == 404
    assert server.ask("/store?default&graph=http://e/").status == 400
    assert server.ask("/store?default", accept="image/png").status == 406
    assert server.ask("/store?default", method="HEAD").kind == "text/turtle"


@pytest.mark.parametrize(
    "query",
    [
        ENDLESS,
        "SELECT (COUNT(*) AS ?n) { ?a (!<http://e/p>)+ ?b . ?c (!<http://e/q>)+ ?d . ?e ?f ?g }",
    ],
)
def test_an_endless_query_is_ended(server: Server, query: str) -> None:
    got = server.ask("/sparql", query=query)
    assert got.status == 504, got.text
    assert "3 seconds" in got.text
    assert server.ask("/sparql", query=ARTICLES).status == 200


def test_a_cartesian_answer_is_refused(server: Server) -> None:
    got = server.ask("/sparql", query="SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert got.status in {413, 504}
    got = server.ask("/sparql", query="SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 2001")
    assert got.status == 413
    assert "LIMIT" in got.text
    assert (
        count_rows(
            server.ask("/sparql", query="SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 2000").content
        )
        == 2000
    )


def test_an_oversized_request_is_refused(server: Server) -> None:
    query = b"SELECT * { ?s ?p ?o } #" + b"x" * (2 << 20)
    assert server.ask("/sparql", query, headers=PLAIN).status == 413
    assert server.ask("/sparql", query=ARTICLES).status == 200


def test_a_hundred_clients_at_once_are_answered_or_told_to_wait(server: Server) -> None:
    answers: list[served.Answer] = []

    def ask() -> None:
        answers.append(server.ask("/sparql", query=ARTICLES))

    clients = [threading.Thread(target=ask) for _ in range(100)]
    for client in clients:
        client.start()
    for client in clients:
        client.join(60)
    assert len(answers) == 100
    assert {answer.status for answer in answers} <= {200, 503}
    assert any(answer.status == 200 for answer in answers)
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in answers if answer.status == 503)


def test_sparqlwrapper_asks(server: Server) -> None:
    client: Any = SPARQLWrapper(f"{server.address}/sparql", returnFormat=JSON)
    client.setQuery(ARTICLES)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 2
    client.setMethod(POST)
    client.setQuery(f"CONSTRUCT {{ ?a a <{GB}Article> }} WHERE {{ ?a a <{GB}Article> }}")
    client.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=client.queryAndConvert())) == 2


def test_rdflib_asks_through_its_store(server: Server) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.address}/sparql"))
    assert len(list(graph.query(ARTICLES))) == 2
    article = rdflib.URIRef(f"{GB}Article")
    assert len(list(graph.subjects(rdflib.RDF.type, article))) == 2


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_asks(server: Server) -> None:
    done = subprocess.run(
        ["curl", "-sf", f"{server.address}/sparql", "--data-urlencode", f"query={ARTICLES}"],
        capture_output=True,
        check=True,
    )
    assert count_rows(done.stdout) == 2


def test_a_new_graph_is_served_when_it_is_whole(tmp_path: Path) -> None:
    folder = served.write_folder(tmp_path / "graph")
    count = "SELECT * { GRAPH <http://e/new> { ?s ?p ?o } }"
    with served.run_server(folder) as server:
        assert count_rows(server.ask("/sparql", query=count).content) == 0
        new = "<http://e/new>"
        served.write_folder(folder, {new: [("<http://e/s>", "<http://e/p>", '"o"', new)]})
        assert count_rows(server.ask("/sparql", query=count).content) == 1


def ask_pool(folder: Path, limits: Limits, *queries: str) -> list[object]:
    async def run() -> list[object]:
        pool = Pool(folder, limits)
        await pool.start()
        try:
            questions = [
                Question(
                    query=query,
                    formats={"rows": "json"},
                    default_graphs=[],
                    named_graphs=[],
                    rows=limits.rows,
                    size=limits.size,
                    seconds=limits.seconds,
                )
                for query in queries
            ]
            return await asyncio.gather(*map(pool.ask, questions), return_exceptions=True)
        finally:
            await pool.stop()

    return asyncio.run(run())


def test_those_who_cannot_wait_are_sent_away(folder: Path) -> None:
    limits = Limits(running=1, waiting=1, seconds=2, patience=0.2)
    found = [type(item) for item in ask_pool(folder, limits, ENDLESS, ARTICLES, ARTICLES)]
    # The first runs until it is ended, the second waits in vain, the third may not even wait.
    assert found == [SlowError, BusyError, BusyError]


def test_a_query_that_fills_the_memory_ends_alone(folder: Path) -> None:
    hungry = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f ?i ?c"
    found = ask_pool(folder, Limits(running=1, seconds=2), hungry, ARTICLES)
    assert isinstance(found[0], SlowError | LostError)
    assert not isinstance(found[1], BaseException)


def find_workers(server_process: int) -> list[int]:
    shown = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(server_process)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(word) for word in shown.stdout.split()]


@pytest.mark.skipif(shutil.which("ps") is None, reason="ps is not installed")
def test_no_worker_outlives_its_server(folder: Path) -> None:
    command = [sys.executable, "-m", "graph_builder", "serve", "--graph", str(folder)]
    process = subprocess.Popen([*command, "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    address = process.stderr.readline().rpartition(" at ")[2].split()[0].rstrip("/")
    assert served.Server(address).ask("/sparql", query="ASK {}").status == 200
    workers = find_workers(process.pid)
    assert len(workers) == 2
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)
    for _ in range(100):
        if not any(os.path.exists(f"/proc/{worker}") for worker in workers):  # noqa: PTH110 - no file
            return
        time.sleep(0.1)
    pytest.fail("a worker is left")


def test_an_answer_cannot_grow_without_bounds() -> None:
    sink = BoundedSink(3)
    sink.write(b"abc")
    with pytest.raises(TooLargeError):
        sink.write(b"d")


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("text/*", "csv"),
        ("text/csv;q=0, text/*;q=0.5", "tsv"),
        ("application/sparql-results+json;q=0.1, */*;q=0.2", "xml"),
        ("text/csv;q=word", None),
        ("nonsense", None),
    ],
)
def test_accept_is_read(accept: str, name: str | None) -> None:
    offer = choose_offer(ROWS, accept)
    assert (offer.name if offer else None) == name


def test_turtle_is_the_first_graph_form() -> None:
    offer = choose_offer(GRAPH, "*/*")
    assert offer is not None
    assert offer.media_type == "text/turtle"
