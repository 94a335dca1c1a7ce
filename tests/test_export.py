"""Exports: read back by two libraries they are the same graph, and they are the same bytes each time."""

from __future__ import annotations

import errno
import gzip
import json
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
import rdflib.compare
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph_builder import terms
from graph_builder.errors import UsageError
from graph_builder.export import (
    FORMATS,
    Format,
    choose_format,
    iter_export,
    save_export,
    wrap_triples,
)
from graph_builder.sorting import Sorter, sort_lines

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from graph_builder.terms import Quad

# rdflib's own parsers still use what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

BASE = terms.DEFAULT_BASE_IRI
GB = "https://w3id.org/graph-builder/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
MERGED: tuple[Format, ...] = ("turtle", "n-triples", "json-ld", "rdf-xml")
NAMED: tuple[Format, ...] = ("n-quads", "trig")
RDFLIB = {
    "turtle": "turtle",
    "n-triples": "nt",
    "json-ld": "json-ld",
    "rdf-xml": "xml",
    "n-quads": "nquads",
    "trig": "trig",
}
OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "json-ld": pyoxigraph.RdfFormat.JSON_LD,
    "rdf-xml": pyoxigraph.RdfFormat.RDF_XML,
    "n-quads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
}


def export(quads: list[Quad], name: Format, base: str = BASE) -> str:
    return "".join(iter_export(quads, name, base_iri=base))


def read_with_oxigraph(text: str, name: Format) -> set[tuple[str, ...]]:
    found = pyoxigraph.parse(text.encode(), format=OXIGRAPH[name])
    return {
        (str(q.subject), str(q.predicate), str(q.object), str(q.graph_name).replace("DEFAULT", ""))
        for q in found
    }


def make_quads(*values: str) -> list[Quad]:
    subject, graph = f"<{BASE}person/ana>", f"<{BASE}graph/article/a>"
    return [(subject, f"<{GB}quote>", value, graph) for value in values]


WORLD: list[Quad] = [
    (f"<{BASE}person/ana>", TYPE, f"<{GB}Person>", f"<{BASE}graph/b>"),
    (f"<{BASE}person/ana>", TYPE, f"<{GB}Person>", f"<{BASE}graph/a>"),
    (f"<{BASE}person/ana>", f"<{GB}value>", f'"46.18"^^<{XSD}decimal>', f"<{BASE}graph/a>"),
    (f"<{BASE}person/ana>", f"<{GB}value>", f'"47"^^<{XSD}decimal>', f"<{BASE}graph/a>"),
    (f"<{BASE}person/ana>", f"<{GB}value>", '"many"', f"<{BASE}graph/a>"),
    (f"<{BASE}person/ana>", f"<{GB}start>", f'"7"^^<{XSD}integer>', f"<{BASE}graph/a>"),
    (f"<{BASE}person/ana>", f"<{GB}start>", f'"12345678901234567890"^^<{XSD}integer>', f"<{BASE}graph/a>"),
    (f"<{BASE}person/ana>", f"<{GB}isDirect>", f'"true"^^<{XSD}boolean>', f"<{BASE}graph/a>"),
    (f"<{BASE}person/ana>", f"<{GB}earliest>", f'"2030-01-02"^^<{XSD}date>', f"<{BASE}graph/a>"),
    (f"<{BASE}person/ana>", f"<{GB}earliest>", '"soon"@en', f"<{BASE}graph/a>"),
    (f"<{BASE}person/ana>", f"<{GB}about>", f"<{BASE}article/a%2Fb>", f"<{BASE}graph/a>"),
    (f"<{BASE}article/a:b>", f"<{GB}about>", f"<{BASE}article//x>", f"<{BASE}graph/a>"),
    (f"<{BASE}>", f"<{GB}about>", f"<{BASE}article/..>", f"<{BASE}graph/a>"),
    (f"<{BASE}?a>", "<http://other.example/p.q>", f"<{GB}>", f"<{BASE}graph/a>"),
    (f"<{BASE}#a>", "<http://other.example/p-1>", f"<{GB}a.b>", f"<{BASE}graph/a>"),
    ("<urn:a:b>", "<urn:x:y>", "<https://schema.org/name>", f"<{BASE}graph/a>"),
    ("<urn:a:b>", "<urn:x:y>", "<mailto:a@b.example>", f"<{BASE}graph/a>"),
]  # fmt: skip


@pytest.mark.parametrize(
    "base", [BASE, "https://other.example/", "https://w3id.org/graph-builder/id#"]
)
@pytest.mark.parametrize("name", FORMATS)
def test_what_is_read_back_is_the_same(name: Format, base: str) -> None:
    wanted = set(WORLD) if name in NAMED else {(*quad[:3], "") for quad in WORLD}
    assert read_with_oxigraph(export(WORLD, name, base), name) == wanted


@pytest.mark.parametrize("name", MERGED)
def test_rdflib_reads_the_same(name: Format) -> None:
    wanted = rdflib.Graph().parse(data=export(WORLD, "n-triples"), format="nt")
    found = rdflib.Graph().parse(data=export(WORLD, name), format=RDFLIB[name])
    assert rdflib.compare.isomorphic(found, wanted)


@pytest.mark.parametrize("name", NAMED)
def test_rdflib_reads_the_same_named_graphs(name: Format) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=export(WORLD, name), format=RDFLIB[name])
    found = {(*(term.n3() for term in quad[:3]), f"<{quad[3]}>") for quad in dataset.quads()}
    assert {quad[3] for quad in found} == {quad[3] for quad in WORLD}
    assert len(found) == len(WORLD)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=5), st.sampled_from(FORMATS))
@example(
    ["\\", '"', "\n\r\t", "'''\"\"\"", "\u2028\x85", "]]>", "<a>&amp;", " a ", "\x7f"], "turtle"
)
@example(["\r\n", "\r", " \n", "&#13;"], "rdf-xml")
@example(["\ufeff", "🇪🇨e\u0301"], "json-ld")
def test_any_text_survives(texts: list[str], name: Format) -> None:
    if name == "rdf-xml":
        texts = ["".join(c for c in text if c.isprintable() or c in "\n\r\t") for text in texts]
    quads = make_quads(*map(terms.literal, texts), *(terms.literal(text, "en") for text in texts))
    values = {term[2] for term in read_with_oxigraph(export(quads, name), name)}
    assert {terms.get_text(value) for value in values} == set(texts)
    assert len(values) == 2 * len(set(texts))


@settings(max_examples=25)
@given(TEXTS)
def test_any_text_survives_rdflib(text: str) -> None:
    for name in ("turtle", "json-ld"):
        graph = rdflib.Graph().parse(
            data=export(make_quads(terms.literal(text)), name), format=name
        )
        assert [str(value) for value in graph.objects()] == [text]


@settings(max_examples=60)
@given(st.lists(st.text("ab./:?#%~-_é ", max_size=8), max_size=4), st.sampled_from(FORMATS))
def test_any_iri_survives(segments: list[str], name: Format) -> None:
    quads: list[Quad] = [
        (terms.iri(BASE + segment), f"<{GB}about>", terms.iri(BASE + segment), f"<{BASE}graph/a>")
        for segment in segments
        if segment.count("#") < 2
    ]
    found = {quad[:3] for quad in read_with_oxigraph(export(quads, name), name)}
    assert found == {quad[:3] for quad in quads}


def test_characters_that_xml_lacks_are_replaced_there_and_only_there() -> None:
    quads = make_quads(terms.literal("a\x0bb\ufffec"))
    assert "a\ufffdb\ufffdc" in export(quads, "rdf-xml")
    assert read_with_oxigraph(export(quads, "rdf-xml"), "rdf-xml")
    assert "\\u000B" in export(quads, "turtle")


@pytest.mark.parametrize("name", FORMATS)
def test_same_bytes_in_any_order(name: Format) -> None:
    assert export(WORLD, name) == export([*reversed(WORLD), *WORLD[:3]], name)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_graph_can_be_read(name: Format) -> None:
    assert read_with_oxigraph(export([], name), name) == set()


def test_turtle_is_pretty() -> None:
    wanted = (
        "    a gb:Person ;\n"
        "    gb:start 12345678901234567890, 7 ;\n"
        "    gb:isDirect true ;\n"
        "    gb:about <article/a%2Fb> ;\n"
        '    gb:value 46.18, "47"^^xsd:decimal, "many" ;\n'
        '    gb:earliest "2030-01-02"^^xsd:date, "soon"@en .\n'
    )
    assert export(WORLD, "turtle").partition("\n<person/ana>\n")[2].startswith(wanted)


def test_turtle_has_a_thing_before_its_parts_and_many_values_on_lines_of_their_own() -> None:
    claim, label = f"<{BASE}claim/a>", "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    quads: list[Quad] = [
        (f"<{BASE}claim/a-b>", TYPE, f"<{GB}Claim>", ""),
        (f"<{BASE}claim/a/when>", TYPE, f"<{GB}TimeSpan>", ""),
        (claim, TYPE, "<http://xmlns.com/foaf/0.1/Agent>", ""),
        (claim, TYPE, f"<{GB}Claim>", ""),
        (claim, TYPE, f"<{GB}Order>", ""),
        (claim, f"<{GB}cue>", '"ordered"', ""),
        (claim, label, '"a"', ""),
        *((claim, f"<{GB}cueAt>", f"<{BASE}passage/{'x' * 60}{n}>", "") for n in range(2)),
    ]
    assert export(quads, "turtle").partition("\n\n")[2] == (
        "<claim/a>\n"
        "    a gb:Order, gb:Claim, foaf:Agent ;\n"
        '    skos:prefLabel "a" ;\n'
        '    gb:cue "ordered" ;\n'
        "    gb:cueAt\n"
        f"        <passage/{'x' * 60}0>,\n"
        f"        <passage/{'x' * 60}1> .\n\n"
        "<claim/a/when>\n    a gb:TimeSpan .\n\n"
        "<claim/a-b>\n    a gb:Claim .\n"
    )


def test_json_ld_reads_well() -> None:
    graph, ana = f"<{BASE}graph/a>", f"<{BASE}person/ana>"
    more: list[Quad] = [
        (ana, f"<{GB}polarity>", f"<{GB}Negated>", graph),
        (ana, f"<{GB}status>", f"<{BASE}status/own>", graph),
        (ana, f"<{GB}title>", '"not the title of Dublin Core"', graph),
        (ana, "<http://www.w3.org/2004/02/skos/core#prefLabel>", '"Ana"@en', graph),
    ]
    data = json.loads(export([*WORLD, *more], "json-ld"))
    node = next(node for node in data["@graph"] if node["id"] == "person/ana")
    assert node == {
        "id": "person/ana",
        "type": ["Person"],
        "label": {"@language": "en", "@value": "Ana"},
        "start": [{"@type": "xsd:integer", "@value": "12345678901234567890"}, 7],
        "polarity": "Negated",
        "isDirect": True,
        "about": f"{BASE}article/a%2Fb",
        "status": {"id": "status/own"},
        "value": ["46.18", "47", {"@value": "many"}],
        "earliest": ["2030-01-02", {"@language": "en", "@value": "soon"}],
        "gb:title": "not the title of Dublin Core",
    }
    wanted = {(*quad[:3], "") for quad in [*WORLD, *more]}
    assert read_with_oxigraph(export([*WORLD, *more], "json-ld"), "json-ld") == wanted


def test_more_lines_than_memory_shall_hold_are_sorted_all_the_same() -> None:
    lines = [f"{number * 7919 % 1000} “ü”" for number in range(1000)] * 2
    assert list(sort_lines(lines, run=64)) == sorted(set(lines))


@pytest.mark.parametrize("run", [1, 7, 64, 10_000])
def test_chapters_come_in_order_and_each_line_once_wherever_their_parts_stood(run: int) -> None:
    chapters = [
        (f"chapter {number * 7 % 5}", [f"{number * 7 % 5} line {n * 31 % 50}" for n in range(40)])
        for number in range(30)
    ]
    wanted = sorted({(name, line) for name, lines in chapters for line in lines})
    sorter = Sorter(run)
    for name, lines in chapters:
        sorter.add(lines, name)
    found = [(name, line) for name, text in sorter.iter_chapters() for line in text.split()]
    assert found == [(name, part) for name, line in wanted for part in line.split()]
    assert not list(Sorter(run).iter_chapters())


def test_answers_to_construct_are_exported_like_graphs() -> None:
    triple = (f"<{BASE}a>", TYPE, f"<{GB}Person>")
    for name in FORMATS:
        text = "".join(iter_export(wrap_triples([triple]), name, base_iri=BASE))
        assert read_with_oxigraph(text, name) == {(*triple, "")}


@pytest.mark.parametrize(
    ("path", "name", "wanted"),
    [
        ("a.ttl", None, "turtle"),
        ("A.TTL", None, "turtle"),
        ("a.json", None, "json-ld"),
        ("a.txt", "N-Quads", "n-quads"),
        (None, "jsonld", "json-ld"),
        (None, "rdf_xml", "rdf-xml"),
        (None, "ttl", "turtle"),
        (None, None, "turtle"),
    ],
)
def test_format_by_name_or_ending(path: str | None, name: str | None, wanted: str) -> None:
    assert choose_format(path, name) == wanted


def test_unknown_formats_are_sentences() -> None:
    with pytest.raises(UsageError, match="no format 'turtel': did you mean turtle"):
        choose_format(None, "turtel")
    with pytest.raises(UsageError, match=r"ending of 'a\.csv' is no format's.*--format"):
        choose_format("a.csv")


def test_the_ending_compresses_and_the_bytes_stay_the_same(tmp_path: Path) -> None:
    text = export(WORLD, "n-quads")
    plain, packed = tmp_path / "a.nq", tmp_path / "b.nq.gz"
    for path in (plain, packed, tmp_path / "c.nq.gz", tmp_path / "d.nq.zst", tmp_path / "e.nq.zst"):
        assert choose_format(path) == "n-quads"
        save_export(path, iter_export(WORLD, "n-quads", base_iri=BASE))
    assert plain.read_text(encoding="utf-8") == text
    assert gzip.decompress(packed.read_bytes()).decode() == text
    assert packed.read_bytes()[3:8] == bytes(5), "a flag or a time in the header"
    assert packed.read_bytes() == (tmp_path / "c.nq.gz").read_bytes()
    assert (tmp_path / "d.nq.zst").read_bytes() == (tmp_path / "e.nq.zst").read_bytes()
    assert zstd.decompress((tmp_path / "d.nq.zst").read_bytes()).decode() == text


def test_a_compressed_ending_alone_is_no_format() -> None:
    with pytest.raises(UsageError, match=r"ending of 'a\.gz' is no format's"):
        choose_format("a.gz")


def test_a_file_is_whole_or_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.ttl"
    save_export(path, ["a", "ü\n"])
    assert path.read_bytes() == "aü\n".encode()

    def break_off() -> object:
        yield "half"
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(UsageError, match=r"disk is full.*export again") as caught:
        save_export(path, break_off())  # type: ignore[arg-type]
    assert caught.value.exit_code == 2
    assert path.read_bytes() == "aü\n".encode()
    assert os.listdir(tmp_path) == ["graph.ttl"]  # noqa: PTH208 - hidden files too
    monkeypatch.chdir(tmp_path)
    save_export(Path("graph.ttl"), ["b"])
    assert path.read_text() == "b"


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="its folder does not exist"):
        save_export(tmp_path / "none" / "a.ttl", ["a"])
    with pytest.raises(UsageError, match="is a folder"):
        save_export(tmp_path, ["a"])


def test_links_and_pipes_stay_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "real.ttl").write_text("old")
    (tmp_path / "link.ttl").symlink_to("real.ttl")
    save_export(tmp_path / "link.ttl", ["new"])
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_text() == "new"
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=save_export, args=(tmp_path / "pipe", ["through"]))
    writer.start()
    assert (tmp_path / "pipe").read_text() == "through"
    writer.join()
