"""Jena reads every export as the same graph: the ground is its riot, which also checks IRIs and literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import handmade
import pyoxigraph
import pytest
import workshop

from graph_builder import terms
from graph_builder.export import FORMATS, Format, iter_export, save_export
from graph_builder.export.description import describe_graph
from graph_builder.export.selection import to_terms

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.terms import Quad

BASE = terms.DEFAULT_BASE_IRI
GB = "https://w3id.org/graph-builder/ontology#"
ENDINGS: dict[Format, str] = {
    "turtle": "ttl",
    "n-triples": "nt.gz",
    "n-quads": "nq",
    "trig": "trig",
    "json-ld": "jsonld",
    "rdf-xml": "rdf",
}
# Characters that have brought readers down: what is escaped, what looks like the end of something, what is no letter.
HOSTILE = [
    '"',
    "\\",
    "\n\r\t",
    "]]>&<!--",
    "\u2028",
    "🇪🇨e\u0301",
    "\u202eabc",
    "' OR 1=1",
    "{{7*7}}",
]
QUADS: list[Quad] = [
    *handmade.map_all(),
    *(
        (f"<{BASE}person/x>", f"<{GB}quote>", terms.literal(text), f"<{BASE}graph/x>")
        for text in HOSTILE
    ),
]


def read(text: str) -> set[Quad]:
    """Return what riot printed as this program writes it."""
    return set(map(to_terms, pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_QUADS)))


@pytest.mark.parametrize("name", FORMATS)
def test_jena_reads_the_same_graph(name: Format, tmp_path: Path) -> None:
    file = tmp_path / f"graph.{ENDINGS[name]}"
    save_export(file, iter_export(QUADS, name, base_iri=BASE))
    named = name in {"n-quads", "trig"}
    done = workshop.run_java(
        "jena", "riotcmd.riot", "--check", "--output", "nq" if named else "nt", file
    )
    assert (done.returncode, done.stderr) == (0, "")
    wanted = set(QUADS) if named else {(*quad[:3], "") for quad in QUADS}
    assert read(done.stdout) == wanted


def test_jena_reads_the_description(tmp_path: Path) -> None:
    file = tmp_path / "void.ttl"
    file.write_text(describe_graph(QUADS, BASE, version="1", reader="a reader"), encoding="utf-8")
    done = workshop.run_java("jena", "riotcmd.riot", "--check", "--count", file)
    assert done.returncode == 0
    assert " : Triples = " in done.stderr
    assert done.stderr.count("\n") == 1
