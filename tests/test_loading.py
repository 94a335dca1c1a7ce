"""Loading: into a real Oxigraph server, and against servers that misbehave."""

from __future__ import annotations

import http.server
import json
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
from stores import find_free_port

from graph_builder import loading
from graph_builder.errors import OutsideError, UsageError
from graph_builder.loading import Check, Credentials, Loaded, Transport
from graph_builder.querying import Rows, find_queries, run_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from stores import RunningStore

    from graph_builder.terms import Quad

A, B = "<http://e/graph/a>", "<http://e/graph/b>"
SHARED = ("<http://e/s>", "<http://e/p>", r'"both \"ü\" \n"')
QUADS: list[Quad] = [
    (*SHARED, A),
    ("<http://e/s>", "<http://e/p>", '"1.1"^^<http://www.w3.org/2001/XMLSchema#decimal>', A),
    (*SHARED, B),
]


def load(
    url: str, quads: Iterable[Quad], transport: Transport | None = None, **options: Any
) -> Loaded:
    return loading.load(loading.find_store(url, transport=transport), quads, **options)


@pytest.fixture
def store(oxigraph: RunningStore) -> str:
    oxigraph.change("DROP ALL")
    return oxigraph.url


def count(url: str, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}".encode()
    headers = {
        "Content-Type": "application/sparql-query",
        "Accept": "application/sparql-results+json",
    }
    reply = Transport().send("POST", f"{url}/query", content=query, headers=headers)
    return int(json.loads(reply.content)["results"]["bindings"][0]["n"]["value"])


DEFAULT, NAMED = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"


@pytest.mark.parametrize("ending", ["", "/", "/store", "/query"])
def test_all_triples_go_into_the_default_graph_once(store: str, ending: str) -> None:
    loaded = load(store + ending, QUADS)
    assert (loaded.triples, loaded.graphs, loaded.others, loaded.remarks) == (2, 1, 0, ())
    assert (count(store, DEFAULT), count(store, NAMED)) == (2, 0)
    assert load(store, QUADS).triples == 2, "a second time changes nothing"
    assert count(store, DEFAULT) == 2


def test_named_graphs_stay_apart(store: str) -> None:
    loaded = load(store, QUADS, named_graphs=True)
    assert (loaded.triples, loaded.graphs) == (3, 2)
    assert (count(store, DEFAULT), count(store, NAMED)) == (0, 3)


def test_graphs_are_replaced_only_when_asked(store: str) -> None:
    old: list[Quad] = [("<http://e/old>", "<http://e/p>", '"old"', A)]
    load(store, old)
    loaded = load(store, QUADS)
    assert loaded.others == 1
    assert "1 other triples" in loaded.remarks[0]
    assert load(store, QUADS, replace=True).others == 0
    assert count(store, DEFAULT) == 2
    load(store, old, named_graphs=True)
    assert load(store, QUADS, named_graphs=True, replace=True).others == 0


def cut_batches(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    rows = tuple(replace(dialect, batch=size) for dialect in loading.load_dialects())
    monkeypatch.setattr("graph_builder.loading.dialects.load_dialects", lambda: rows)


def test_batches_are_reported(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_batches(monkeypatch, 2)
    quads: list[Quad] = [("<http://e/s>", "<http://e/p>", f'"{i}"', A) for i in range(5)]
    seen: list[int] = []
    load(store, quads, replace=True, progress=seen.append)
    assert seen == [2, 4, 5]
    assert count(store, DEFAULT) == 5


def test_saved_queries_give_the_same_rows_there(store: str) -> None:
    here = pyoxigraph.Store()
    quads: list[Quad] = []
    world = Path(__file__).parent / "queries" / "world.trig"
    for item in pyoxigraph.parse(path=world, format=pyoxigraph.RdfFormat.TRIG):
        here.add(pyoxigraph.Quad(item.subject, item.predicate, item.object))
        quads.append((str(item.subject), str(item.predicate), str(item.object), A))
    checks = []
    for name in ("measures-before-runoff", "timeline", "sources", "entities"):
        query = find_queries()[name]
        answer = run_query(here, query, {})
        assert isinstance(answer, Rows)
        checks.append(Check(name, query.text, answer.json))
    assert load(store, quads, checks=checks).checked == tuple(check.name for check in checks)
    wrong = Check(
        "wrong", "SELECT ?x { ?x a ?y }", b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
    )
    with pytest.raises(OutsideError, match=r"query 'wrong' gives other rows .* 0 are missing"):
        load(store, quads, checks=[wrong])


class Misbehaving(http.server.BaseHTTPRequestHandler):
    """Answers as the test says, or like a store that takes everything and holds what it is told to."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        server: Any = self.server
        server.seen.append((self.path, self.headers.get("Authorization"), body))
        answer = server.answers.pop(0) if server.answers else None
        if answer is not None:
            self.reply(*answer)
        elif "/sparql" not in self.path:
            self.reply(204, "text/plain", b"")
        elif b"ASK" in body:
            self.reply(200, "application/sparql-results+json", b'{"head":{},"boolean":true}')
        else:
            rows = json.dumps(
                {"head": {}, "results": {"bindings": [{"n": {"value": server.count}}]}}
            )
            self.reply(200, "application/sparql-results+json", rows.encode())

    def do_HEAD(self) -> None:
        self.reply(200, "application/n-triples", b"")

    def reply(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        if status == SILENT:
            time.sleep(0.3)
        if status <= 0:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(status)
        self.send_header("Content-Type", kind)
        length = headers.pop("length", str(len(body)))
        for name, value in {"Content-Length": length, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def misbehave() -> Iterator[Callable[..., Any]]:
    servers = []

    def start(*answers: object, count: str = "2") -> Any:
        server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
        server.answers, server.seen, server.count = list(answers), [], count
        server.url = f"http://127.0.0.1:{server.server_port}/news"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


BROKEN, SILENT = 0, -1


def try_load(url: str, timeout: float = 5.0) -> list[float]:
    pauses: list[float] = []
    load(url, QUADS, transport=Transport(timeout=timeout, pause=pauses.append))
    return pauses


OK = (200, "application/sparql-results+json", b'{"head":{},"boolean":true}')


def test_a_busy_server_and_broken_connections_are_tried_again(
    misbehave: Callable[..., Any],
) -> None:
    busy = (503, "text/plain", b"")
    server = misbehave(busy, OK, (429, "text/plain", b""), (BROKEN, "", b""))
    assert try_load(server.url) == [0.5, 0.5, 1.0]
    assert server.seen[-3][0] == "/news/data?default"
    assert server.seen[-3][2].count(b"\n") == 2


def test_a_server_that_says_how_long_is_left_alone_so_long() -> None:
    from graph_builder.loading.transport import _get_pause  # noqa: PLC0415

    assert [_get_pause(n, "") for n in (1, 2, 3)] == [0.5, 1.0, 2.0]
    assert (_get_pause(1, "7"), _get_pause(1, "9999"), _get_pause(1, "soon")) == (7.0, 30.0, 0.5)


HTML = (200, "text/html", b"<h1>Welcome</h1>")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([HTML] * 3, "is no SPARQL store that takes data: give the store's base or dataset address"),
        ([(404, "text/html", b"")] * 3, "answered 404: there is nothing at this address"),
        ([(401, "text/plain", b"")], "answered 401: it wants credentials"),
        ([OK, (403, "text/plain", b"")], "answered 403: these credentials may not write"),
        ([OK, (405, "text/plain", b"")], "answered 405: it takes no data"),
        ([OK, (500, "text/html", b"<p>out of\nmemory</p>")], "answered 500: out of memory; see"),
        ([OK, *[(503, "text/plain", b"")] * 5], "answered 503: it is still busy after several"),
        ([OK, *[(BROKEN, "", b"")] * 5], "broke off again and again: run the same command again"),
        ([OK, (204, "text/plain", b""), HTML], "something else than SPARQL results"),
        ([(200, "application/sparql-results+json", b"{")] * 3, "is no SPARQL store"),
    ],
)  # fmt: skip
def test_a_server_that_misbehaves_is_a_sentence(
    misbehave: Callable[..., Any], answers: list[Any], message: str
) -> None:
    with pytest.raises(OutsideError, match=message):
        try_load(misbehave(*answers).url)


def test_a_server_that_stays_silent_is_a_sentence(misbehave: Callable[..., Any]) -> None:
    server = misbehave(*[(SILENT, "", b"")] * 5)
    with pytest.raises(OutsideError, match="does not answer in time"):
        try_load(server.url, timeout=0.05)
    time.sleep(0.3)


def test_a_redirect_is_told_and_not_followed(misbehave: Callable[..., Any]) -> None:
    class Redirecting(Misbehaving):
        def do_POST(self) -> None:
            self.reply(307, "text/plain", b"", Location="http://elsewhere.example/")

    server = misbehave()
    server.RequestHandlerClass = Redirecting
    with pytest.raises(OutsideError, match=r"redirects to 'http://elsewhere\.example/'"):
        try_load(server.url)


def test_a_store_that_lost_something_is_noticed(misbehave: Callable[..., Any]) -> None:
    with pytest.raises(OutsideError, match=r"of 2 triples sent .* it holds 1: run the same"):
        try_load(misbehave(count="1").url)


def test_nobody_there_is_told_at_once() -> None:
    url = f"http://127.0.0.1:{find_free_port()}"
    start = time.monotonic()
    with pytest.raises(OutsideError, match=r"nothing answers at .*: start the store"):
        load(url, QUADS)
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "url", ["localhost:7878", "ftp://e/", "http://", "http://e:port/", "file:///etc"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(UsageError, match="is no address"):
        load(url, QUADS)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="leave it out of the address") as caught:
        load("http://me:secret@localhost/", QUADS)
    assert "secret" not in str(caught.value)


def test_credentials_come_from_environment_or_netrc(
    misbehave: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = misbehave()
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    load(server.url, QUADS)
    monkeypatch.setenv("GRAPH_BUILDER_USER", "you")
    monkeypatch.setenv("GRAPH_BUILDER_PASSWORD", "")
    load(server.url, QUADS)
    monkeypatch.setenv("GRAPH_BUILDER_TOKEN", "abc")
    load(server.url, QUADS)
    sent = [header for path, header, _ in server.seen if "data" in path]
    assert sent == ["Basic bWU6c2VjcmV0", "Basic eW91Og==", "Bearer abc"]
    assert "abc" not in repr(Transport(Credentials("abc")))
