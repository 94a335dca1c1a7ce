"""Loading into the stores that users have, each as it is: found out, filled, replaced, read-only, with passwords, killed."""

from __future__ import annotations

import ssl
import subprocess
import sys
import threading
from dataclasses import replace
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import keyring
import keyring.backend
import keyring.credentials
import pyoxigraph
import pytest
import stores
import trustme
from test_loading import QUADS, A, B, Misbehaving, cut_batches

from graph_builder import loading
from graph_builder.errors import OutsideError, UsageError
from graph_builder.loading import Check, Credentials, Journal, Transport
from graph_builder.querying import Rows, bind_query, find_queries, run_query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stores import RunningStore

    from graph_builder.terms import Quad

NAMES = {
    "oxigraph": "Oxigraph",
    "fuseki": "Fuseki",
    "rdf4j": "RDF4J",
    "blazegraph": "Blazegraph",
    "virtuoso": "Virtuoso",
}
DBA = Transport(Credentials(user="dba", password="dba"))  # noqa: S106 - Virtuoso's own
OLD: list[Quad] = [("<http://e/old>", "<http://e/p>", '"of another"', A)]
OTHER = "<http://e/graph/of-another>"


@pytest.fixture(scope="module", params=NAMES)
def running(request: pytest.FixtureRequest) -> RunningStore:
    store: RunningStore = request.getfixturevalue(request.param)
    return store


@pytest.fixture
def store(running: RunningStore) -> loading.Endpoints:
    found = loading.find_store(running.url, transport=DBA)
    if found.dialect.name == "Virtuoso":
        for graph in ("urn:graph-builder:default", A[1:-1], B[1:-1], OTHER[1:-1]):
            found.change(f"DROP SILENT GRAPH <{graph}>")
    else:
        found.change("DROP ALL")
    return found


def test_a_store_is_found_out(request: pytest.FixtureRequest, store: loading.Endpoints) -> None:
    assert store.dialect.name == NAMES[request.node.callspec.params["running"]]
    for address in (store.query, f"{store.query}/"):
        assert loading.find_store(address, transport=DBA).dialect == store.dialect


def test_all_into_the_default_graph(store: loading.Endpoints) -> None:
    loaded = loading.load(store, QUADS)
    assert (loaded.triples, loaded.graphs, loaded.others) == (2, 1, 0)
    loaded = loading.load(store, QUADS)
    assert (loaded.triples, loaded.others) == (2, 0), "a second time changes nothing"
    loading.load(store, OLD)
    assert loading.load(store, QUADS).others == 1
    assert loading.survey(store, QUADS) == {None: (2, 3)}
    assert loading.load(store, QUADS, replace=True).others == 0
    assert store.count([None]) == {None: 2}


def test_one_graph_an_article(store: loading.Endpoints) -> None:
    elsewhere: list[Quad] = [(*OLD[0][:3], OTHER)]
    loading.load(store, OLD + elsewhere, named_graphs=True)
    assert loading.load(store, QUADS, named_graphs=True).others == 1
    assert loading.load(store, QUADS, named_graphs=True, replace=True).others == 0
    assert store.count([A, B, OTHER]) == {A: 2, B: 1, OTHER: 1}, "other graphs stay"


def test_batches_and_replacing_in_batches(
    running: RunningStore, store: loading.Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_batches(monkeypatch, 2)
    store = loading.find_store(running.url, transport=DBA)
    quads: list[Quad] = [("<http://e/s>", "<http://e/p>", f'"{i} ü"', A) for i in range(5)]
    loading.load(store, OLD)
    assert loading.load(store, quads, replace=True).others == 0
    assert store.count([None]) == {None: 5}


def test_saved_queries_give_the_same_rows_there(store: loading.Endpoints) -> None:
    here = pyoxigraph.Store()
    quads: list[Quad] = []
    world = Path(__file__).parent / "queries" / "world.trig"
    for item in pyoxigraph.parse(path=world, format=pyoxigraph.RdfFormat.TRIG):
        here.add(pyoxigraph.Quad(item.subject, item.predicate, item.object))
        quads.append((str(item.subject), str(item.predicate), str(item.object), A))
    checks = []
    for name in ("measures-before-runoff", "timeline", "entities"):
        query = find_queries()[name]
        answer = run_query(here, query, {})
        assert isinstance(answer, Rows)
        checks.append(Check(name, bind_query(query, {}), answer.json))
    for named_graphs in (False, True):
        if named_graphs and store.dialect.questions:
            store.change("DROP ALL")
            quads = [(*quad[:3], (A, B)[number % 2]) for number, quad in enumerate(quads)]
            quads.sort(key=lambda quad: quad[3])
        loaded = loading.load(store, quads, checks=checks, named_graphs=named_graphs)
        if store.dialect.questions:
            assert loaded.checked == tuple(check.name for check in checks)
        else:
            assert "departs from SPARQL 1.1" in loaded.remarks[0]


def test_updates_where_there_is_no_graph_store(oxigraph: RunningStore) -> None:
    """As many a proxy has it: one address that takes questions and updates, and nothing else."""
    plain = replace(
        next(dialect for dialect in loading.load_dialects() if dialect.name == "SPARQL"),
        query="{base}/query",
        update="{base}/update",
    )
    store = loading.Endpoints(plain, oxigraph.query, "", oxigraph.update, Transport())
    oxigraph.change("DROP ALL")
    loading.load(store, OLD)
    assert loading.load(store, QUADS, replace=True).others == 0
    assert loading.load(store, QUADS, named_graphs=True, replace=True).triples == 3
    assert (oxigraph.count("?s ?p ?o"), oxigraph.count("GRAPH ?g { ?s ?p ?o }")) == (2, 3)


def test_a_store_that_only_reads(tmp_path: Path) -> None:
    with stores.run_oxigraph(tmp_path / "filled"):
        pass
    with (
        stores.run_oxigraph(tmp_path / "filled", read_only=True) as running,
        pytest.raises(OutsideError, match=r"read-only|is no SPARQL store that takes data"),
    ):
        loading.load(loading.find_store(running.url), QUADS)


def test_fuseki_that_only_reads_and_wants_a_password(tmp_path: Path) -> None:
    (tmp_path / "one.nt").write_text('<http://e/s> <http://e/p> "1" .')
    (tmp_path / "passwords").write_text("me: secret-word\n")
    options = (f"--passwd={tmp_path / 'passwords'}", "--auth=basic")
    data = f"--file={tmp_path / 'one.nt'}"
    with stores.run_fuseki(tmp_path / "reads", *options, data) as running:
        for credentials in (Credentials(), Credentials(user="me", password="wrong-word")):  # noqa: S106 - wrong
            with pytest.raises(OutsideError, match="wants credentials, or others") as caught:
                loading.find_store(running.url, transport=Transport(credentials))
            assert "wrong-word" not in str(caught.value)
        right = Transport(Credentials(user="me", password="secret-word"))  # noqa: S106 - made up
        store = loading.find_store(running.url, transport=right)
        with pytest.raises(OutsideError, match="read-only"):
            loading.load(store, QUADS)
        assert store.count([None]) == {None: 1}, "the store is as before"


def test_virtuoso_with_a_wrong_password(virtuoso: RunningStore) -> None:
    wrong = Transport(Credentials(user="dba", password="wrong-secret"))  # noqa: S106 - wrong
    with pytest.raises(OutsideError, match="wants credentials, or others") as caught:
        loading.load(loading.find_store(virtuoso.url, transport=wrong), QUADS)
    assert "wrong-secret" not in str(caught.value)
    with pytest.raises(OutsideError, match="wants credentials"):
        loading.load(loading.find_store(virtuoso.url, transport=Transport()), QUADS)


def test_names_of_stores() -> None:
    with pytest.raises(UsageError, match="no store 'fusaki': it is one of Blazegraph, Fuseki"):
        loading.find_store("http://127.0.0.1:1", store="fusaki")
    with pytest.raises(UsageError, match="is no address of rdf4j"):
        loading.find_store("http://127.0.0.1:1/news", store="rdf4j")
    for dialect in loading.load_dialects():
        assert dialect.source.startswith("https://")
        assert dialect.update or dialect.data


MANY: list[Quad] = [("<http://e/s>", "<http://e/p>", f'"{i}"', A) for i in range(10)]
KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[3])
import pytest
from pathlib import Path
from graph_builder import loading
from test_loading_stores import MANY, cut_batches

def die(count):
    if count == 6:
        os.kill(os.getpid(), signal.SIGKILL)

with pytest.MonkeyPatch.context() as patch:
    cut_batches(patch, 2)
    store = loading.find_store(sys.argv[1])
    loading.load(store, MANY, replace=True, progress=die, journal=loading.Journal(Path(sys.argv[2]), "key"))
"""


def test_a_load_that_was_killed_goes_on_where_it_stopped(
    oxigraph: RunningStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oxigraph.change("DROP ALL")
    path = tmp_path / "load.journal"
    command = [sys.executable, "-c", KILLED, oxigraph.url, str(path), str(Path(__file__).parent)]
    assert subprocess.run(command, check=False).returncode == -9
    assert oxigraph.count("?s ?p ?o") == 6
    path.write_text(path.read_text() + "8")  # a line that the kill cut off
    assert Journal(path, "another graph").taken == []
    journal = Journal(path, "key")
    assert journal.taken == [2, 4, 6]
    cut_batches(monkeypatch, 2)
    # As many triples as there should be, and not the same.
    oxigraph.change("DELETE WHERE { ?s ?p '0' } ; INSERT DATA { <http://e/x> <http://e/p> 1 }")
    with pytest.raises(OutsideError, match="does not hold all that was sent"):
        loading.load(loading.find_store(oxigraph.url), MANY, journal=journal)
    oxigraph.change("DROP ALL")
    assert not path.exists(), "what proved wrong is forgotten"
    assert loading.load(loading.find_store(oxigraph.url), MANY, journal=journal).triples == 10


def test_a_store_that_was_emptied_since_is_filled_anew(
    oxigraph: RunningStore, tmp_path: Path
) -> None:
    oxigraph.change("DROP ALL")
    journal = Journal(tmp_path / "load.journal", "key")
    journal.note(2)
    assert loading.load(loading.find_store(oxigraph.url), QUADS, journal=journal).triples == 2
    assert oxigraph.count("?s ?p ?o") == 2


def test_a_server_that_is_killed_half_way_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_batches(monkeypatch, 2)
    journal = Journal(tmp_path / "load.journal", "key")
    port = stores.find_free_port()
    quick = Transport(pause=lambda _: None)
    with stores.run_oxigraph(tmp_path / "oxigraph", port=port) as running:

        def kill(count: int) -> None:
            if count == 4:
                running.process.kill()
                running.process.wait()

        store = loading.find_store(running.url, transport=quick)
        with pytest.raises(OutsideError, match=r"nothing answers|broke off"):
            loading.load(store, MANY, progress=kill, journal=journal)
    assert journal.taken == [2, 4]
    with stores.run_oxigraph(tmp_path / "oxigraph", port=port) as running:
        again = loading.load(loading.find_store(running.url), MANY, journal=journal)
        assert (again.triples, running.count("?s ?p ?o")) == (10, 10)


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[Any, Path]]:
    """A server that takes everything, behind TLS with a certificate of an authority of the test's own."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    server.answers, server.seen, server.count = [], [], "2"
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # a client that refuses the certificate breaks off
    server.url = f"https://127.0.0.1:{server.server_port}/news"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server, tmp_path / "authority.pem"
    server.shutdown()
    server.server_close()


def test_certificates_are_checked(
    secure: tuple[Any, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, authority = secure
    monkeypatch.setenv("GRAPH_BUILDER_TOKEN", "secret")
    with pytest.raises(OutsideError, match=r"certificate of .* cannot be trusted .* nothing was"):
        loading.find_store(store.url)
    assert store.seen == []
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    assert loading.load(loading.find_store(store.url), QUADS).triples == 2
    assert {header for _, header, _ in store.seen} == {"Bearer secret"}


class Drawer(keyring.backend.KeyringBackend):
    """A keyring with one entry."""

    priority = 1

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def get_password(self, service: str, username: str) -> str | None:
        return "secret" if (service, username) == ("127.0.0.1", "me") else None

    def get_credential(
        self, service: str, username: str | None
    ) -> keyring.credentials.Credential | None:
        secret = self.get_password(service, username or "me")
        return keyring.credentials.SimpleCredential(username or "me", secret) if secret else None


def test_the_keyring_is_asked_last(monkeypatch: pytest.MonkeyPatch) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())  # type: ignore[no-untyped-call] # the library's own __init__
    try:
        found = loading.find_credentials("http://127.0.0.1:1/news")
        assert found == Credentials(user="me", password="secret")  # noqa: S106 - made up
        assert "secret" not in repr(found)
        monkeypatch.setenv("GRAPH_BUILDER_USER", "you")
        assert loading.find_credentials("http://127.0.0.1:1/").password == ""
    finally:
        keyring.set_keyring(before)
