"""``serve`` as programs of other makers see it: YASGUI in a browser, from another site, and Comunica under Node."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import subprocess
import threading
from typing import TYPE_CHECKING, Any

import browsers
import pytest
import served
import workshop

from graph_builder.store import GraphFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from served import Server

GB = "https://w3id.org/graph-builder/ontology#"
ARTICLES = f"SELECT ?a WHERE {{ ?a a <{GB}Article> }} ORDER BY ?a"
CONSTRUCT = f"CONSTRUCT {{ ?a a <{GB}Article> }} WHERE {{ ?a a <{GB}Article> }}"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>YASGUI</title>
<link rel="stylesheet" href="build/yasgui.min.css"><script src="build/yasgui.min.js"></script></head>
<body><div id="here"></div></body></html>"""
START = """([endpoint, query]) => {
  Yasgui.Yasqe.defaults.autocompleters = [];
  const yasgui = new Yasgui(document.getElementById("here"), {
    requestConfig: { endpoint }, copyEndpointOnNewTab: false, persistenceId: null });
  const tab = yasgui.getTab();
  tab.setEndpoint(endpoint);
  tab.setQuery(query);
  window.tab = tab;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return served.write_folder(tmp_path_factory.mktemp("clients") / "graph")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with served.run_server(folder) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.run_browser() as browser:
        yield browser


class _Site(http.server.SimpleHTTPRequestHandler):
    """YASGUI's files, and a page that uses them."""

    def do_GET(self) -> None:
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name there
        pass


@contextlib.contextmanager
def run_site(folder: Path) -> Iterator[str]:
    """Serve a folder as another site does."""
    handler = functools.partial(_Site, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        yield f"http://localhost:{site.server_port}/"
        site.shutdown()
        thread.join()


def ask_yasgui(browser: Browser, server: Server, query: str) -> list[list[str]]:
    """Type a query into YASGUI, run it, and return the table that it shows, as it shows it."""
    yasgui = workshop.find("node") / "node_modules" / "@triply" / "yasgui"
    with run_site(yasgui) as address, contextlib.closing(browser.new_page()) as page:
        page.route(
            lambda url: "//localhost:" not in url and "//127.0.0.1:" not in url, browsers.drop
        )
        page.goto(address)
        page.evaluate(START, [f"{server.address}/sparql", query])
        page.locator("button.yasqe_queryButton").click()
        page.locator(".yasr .dataTable tbody tr").first.wait_for(timeout=20_000)
        rows = page.locator(".yasr .dataTable tbody tr").all()
        return [row.locator("td").all_inner_texts() for row in rows]


def test_yasgui_shows_rows(browser: Browser, server: Server, folder: Path) -> None:
    found = ask_yasgui(browser, server, ARTICLES)
    assert len(found) == len(GraphFolder(folder).read_manifest().articles) == 2
    assert all("article" in row[-1] for row in found)


def test_yasgui_shows_a_graph(browser: Browser, server: Server) -> None:
    found = ask_yasgui(browser, server, CONSTRUCT)
    assert len(found) == 2
    assert all("Article" in row[-1] for row in found)


def ask_comunica(server: Server, query: str, form: str) -> str:
    """Ask by Comunica, which first reads what the service says of itself."""
    program = workshop.find("node") / "node_modules/@comunica/query-sparql/bin/query.js"
    done = subprocess.run(
        ["node", program, f"{server.address}/sparql", query, "-t", form],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_comunica_asks_for_rows(server: Server) -> None:
    found: Any = json.loads(ask_comunica(server, ARTICLES, "application/sparql-results+json"))
    own = json.loads(server.ask("/sparql", query=ARTICLES).content)
    assert found["results"]["bindings"] == own["results"]["bindings"]


def test_comunica_counts_what_it_asked_for(server: Server) -> None:
    query = f"SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE {{ ?a a <{GB}Article> . ?a ?p ?o }}"
    found = json.loads(ask_comunica(server, query, "application/sparql-results+json"))
    own = json.loads(server.ask("/sparql", query=query).content)
    numbers = [item["results"]["bindings"][0]["n"]["value"] for item in (found, own)]
    assert numbers[0] == numbers[1] != "0"


def test_comunica_asks_for_a_graph_and_for_a_truth(server: Server) -> None:
    triples = ask_comunica(server, CONSTRUCT, "application/n-triples")
    assert sorted(triples.strip().splitlines()) == sorted(
        server.ask("/sparql", query=CONSTRUCT, accept="application/n-triples").text.splitlines()
    )
    answer = ask_comunica(server, f"ASK {{ ?a a <{GB}Article> }}", "simple")
    assert answer.strip() == "true"
