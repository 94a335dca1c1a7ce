"""grlc serves the folder of saved queries as it is, and gives the same rows."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph
import pytest
import stores
from test_queries import CASES, NAMES, Case, ask
from test_queries_elsewhere import read_rows

from graph_builder.resources import get_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stores import RunningStore

GRLC = stores.ROOT / "build" / "tools" / "grlc" / "bin" / "python"


@pytest.fixture(scope="module")
def grlc(
    oxigraph: RunningStore, world: pyoxigraph.Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    lines = world.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    oxigraph.change("DROP ALL")
    oxigraph.change(f"INSERT DATA {{ {(lines or b'').decode()} }}")
    folder = tmp_path_factory.mktemp("grlc")
    (folder / "config.ini").write_text(
        f"[defaults]\nsparql_endpoint = {oxigraph.query}\nuser = none\npassword = none\n"
        f"[local]\nlocal_sparql_dir = {get_folder('queries')}\n"
    )
    python = stores.need(GRLC, "grlc is missing: make tools")
    port = stores.find_free_port()
    url = f"http://127.0.0.1:{port}"
    command = [python, "-m", "flask", "--app", "grlc.server", "run", "--host", "127.0.0.1"]
    with stores.run([*command, "--port", str(port)], folder, f"{url}/"):
        yield f"{url}/api-local"


def fetch(url: str, accept: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=stores.PATIENCE) as response:
        content: bytes = response.read()
        return content


def test_grlc_lists_every_query_with_its_parameters(grlc: str) -> None:
    paths = json.loads(fetch(f"{grlc}/swagger", "application/json"))["paths"]
    assert {path.strip("/") for path in paths} == set(NAMES)
    parameters = {
        item["name"]: item for item in paths["/what-changed-between"]["get"]["parameters"]
    }
    assert parameters["from"]["required"]
    assert parameters["kind"]["enum"] == ["claim", "measure", "step"]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_grlc_gives_the_same_rows(
    world: pyoxigraph.Store, grlc: str, name: str, case: Case
) -> None:
    address = f"{grlc}/{name}?{urlencode(case['parameters'])}"
    there = json.loads(fetch(address, "application/sparql-results+json"))
    here = json.loads(ask(world, name, dict(case["parameters"])).json)
    assert there["head"]["vars"] == here["head"]["vars"]
    assert read_rows(there) == read_rows(here)
