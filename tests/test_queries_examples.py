"""Saved queries as sparql-examples: described in SHACL, and each text in them is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner
from test_queries import FOLDER, NAMES

from graph_builder.cli import main
from graph_builder.errors import UsageError
from graph_builder.querying import find_queries, read_query, write_example

if TYPE_CHECKING:
    from pathlib import Path

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = rdflib.Namespace("https://schema.org/")
ENDPOINT = "https://example.org/a b/sparql"


def test_every_query_is_exported_and_answered(tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    command = ["queries", "--export-examples", str(folder), "--endpoint", ENDPOINT]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert {path.stem for path in folder.iterdir()} == {*NAMES, "prefixes"}
    store = pyoxigraph.Store()
    for quad in pyoxigraph.parse(path=FOLDER / "world.trig", format=pyoxigraph.RdfFormat.TRIG):
        store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    queries = find_queries()
    for name in NAMES:
        graph = rdflib.Graph().parse(folder / f"{name}.ttl")
        (example,) = graph.subjects(rdflib.RDF.type, SH.SPARQLSelectExecutable)
        assert (example, rdflib.RDF.type, SH.SPARQLExecutable) in graph
        assert str(graph.value(example, rdflib.RDFS.label)) == queries[name].summary
        assert str(graph.value(example, SCHEMA.target)) == "https://example.org/a%20b/sparql"
        text = str(graph.value(example, SH.select))
        assert "#+" not in text
        assert "?_" not in text.replace("?__", ""), "a parameter without a value"
        assert store.query(text)
    shared = rdflib.Graph().parse(folder / "prefixes.ttl")
    assert len(set(shared.objects(None, SH.declare))) > 5


def test_what_a_query_says_cannot_break_the_file() -> None:
    hostile = 'ASK { ?x ?y """a"\\"b""", "\\\\", \'"""\' }\n#+ summary: say "x" \\ y'
    query = read_query(hostile, name="../a b")
    text = write_example(query, base="https://example.org/", endpoint=ENDPOINT)
    graph = rdflib.Graph().parse(data=text, format="turtle")
    (example,) = graph.subjects(rdflib.RDF.type, SH.SPARQLAskExecutable)
    assert str(example) == "https://example.org/..%2Fa%20b"
    assert str(graph.value(example, SH.ask)) == hostile.split("\n", maxsplit=1)[0]
    for text in ('ASK {\n?x ?y """a""""', 'ASK {}\n#"', 'ASK {}\n# \\"', 'ASK {}\n#""""""\\'):
        example_text = write_example(read_query(text), base="https://e/", endpoint=ENDPOINT)
        graph = rdflib.Graph().parse(data=example_text, format="turtle")
        assert [str(value) for value in graph.objects(None, SH.ask)] == [text]
    with pytest.raises(UsageError, match="needs the parameter"):
        write_example(read_query("ASK { ?x ?y ?_z }"), base="https://e/", endpoint=ENDPOINT)


def test_show_prints_the_bound_text_and_needs_no_graph(tmp_path: Path) -> None:
    command = ["query", "--graph", str(tmp_path / "none"), "claims-about", "--show"]
    result = CliRunner().invoke(main, [*command, "--param", 'about=a "curfew"'])
    assert result.exit_code == 0
    assert 'LCASE("a \\"curfew\\"")' in result.output
    assert CliRunner().invoke(main, command).exit_code == 2
