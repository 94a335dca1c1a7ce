"""The graph of the sample articles, whole, as it was last looked at. ``make golden`` writes it anew, to be read as a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.compare import to_isomorphic

from graph_builder.export import iter_export
from graph_builder.pipeline import build_graph
from graph_builder.reading import ArticleReader
from graph_builder.resources import get_folder
from graph_builder.store import GraphFolder
from graph_builder.terms import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = get_folder("seeds").parent / "tests" / "golden" / "seeds.ttl"


@pytest.fixture(scope="module")
def turtle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder: Path = tmp_path_factory.mktemp("golden") / "graph"
    build_graph(ArticleReader().read([get_folder("seeds")]), folder)
    return export_turtle(folder)


def export_turtle(folder: Path) -> bytes:
    quads = GraphFolder(folder).iter_quads()
    return "".join(iter_export(quads, "turtle", base_iri=DEFAULT_BASE_IRI)).encode()


def test_the_graph_is_the_golden_one(turtle: bytes) -> None:
    made = to_isomorphic(rdflib.Graph().parse(data=turtle, format="turtle"))
    assert made == to_isomorphic(rdflib.Graph().parse(GOLDEN))


def test_the_bytes_are_the_golden_ones(turtle: bytes) -> None:
    assert turtle.decode().splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()
