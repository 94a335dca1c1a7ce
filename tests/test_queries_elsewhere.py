"""Every saved question gives the same rows in the same order on other stores, from the same file."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
from test_queries import CASES, Case, ask

from graph_builder.querying import bind_query, find_queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stores import RunningStore

STORES = ("oxigraph", "fuseki", "rdf4j")
_XSD = "http://www.w3.org/2001/XMLSchema#"
Cells = tuple[tuple[str, ...] | None, ...]


@pytest.fixture(scope="module", params=STORES)
def elsewhere(request: pytest.FixtureRequest, world: pyoxigraph.Store) -> Iterator[RunningStore]:
    store: RunningStore = request.getfixturevalue(request.param)
    lines = world.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    store.change("DROP ALL")
    store.change(f"INSERT DATA {{ {(lines or b'').decode()} }}")
    yield store
    store.change("DROP ALL")


def read_rows(results: Mapping[str, Any]) -> list[Cells]:
    """Return rows of SPARQL results JSON in a form in which all stores write the same term."""
    names = results["head"]["vars"]
    return [
        tuple(_read_term(row[name]) if name in row else None for name in names)
        for row in results["results"]["bindings"]
    ]


def _read_term(term: Mapping[str, str]) -> tuple[str, ...]:
    datatype = term.get("datatype", f"{_XSD}string" if term["type"] == "literal" else "")
    value = term["value"]
    if datatype == f"{_XSD}decimal":
        value = str(Decimal(value).normalize())
    return term["type"].replace("typed-", ""), value, datatype, term.get("xml:lang", "").lower()


@pytest.mark.parametrize(("name", "case"), CASES)
def test_the_same_rows(
    world: pyoxigraph.Store, elsewhere: RunningStore, name: str, case: Case
) -> None:
    here = json.loads(ask(world, name, dict(case["parameters"])).json)
    there = elsewhere.ask(bind_query(find_queries()[name], dict(case["parameters"])))
    assert there["head"]["vars"] == here["head"]["vars"]
    assert read_rows(there) == read_rows(here)
