"""What other tools read: each export is opened by the tool that it is for, with hostile labels and ids in it."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import workshop

from graph_builder import terms
from graph_builder.errors import UsageError
from graph_builder.export import TOOLS
from graph_builder.export.tools import save_for_tool, write_for_tool
from graph_builder.export.tools.brat import name_files
from graph_builder.export.tools.tables import TABLES, iter_rows
from graph_builder.export.tools.view import View, index_quads
from graph_builder.vocabulary import dcterms, gb, rdf, skos

if TYPE_CHECKING:
    from graph_builder.terms import Quad, Term

BASE = terms.DEFAULT_BASE_IRI
EVIL = '=HYPERLINK("http://x";"a")<script>&\'\u202e\x0b;DROP TABLE claims'
EVIL_ID = "../../etc/passwd"
TEXT = "🇪🇨 Ada Quill 🙂 said:\n“No curfew 👩‍👩‍👧.\nNever.” Then 12 died on 2031-02-19."


def iri(path: str) -> Term:
    return terms.iri(BASE + path)


def passage(name: str, words: str, article: str = "article/a") -> list[tuple[Term, Term, Term]]:
    start = TEXT.index(words)
    thing = iri(f"passage/{name}")
    return [
        (thing, rdf.type, gb.Passage),
        (thing, gb.inArticle, iri(article)),
        (thing, gb.start, terms.integer(start)),
        (thing, gb.end, terms.integer(start + len(words))),
        (thing, gb.quote, terms.literal(words)),
    ]


def span(owner: Term, predicate: Term, earliest: str, latest: str) -> list[tuple[Term, Term, Term]]:
    date = "^^<http://www.w3.org/2001/XMLSchema#date>"
    when = f"{owner[:-1]}/when>"
    triples = [(owner, predicate, when), (when, rdf.type, gb.TimeSpan)]
    triples += [(when, gb.earliest, f'"{earliest}"{date}')] if earliest else []
    return [*triples, (when, gb.latest, f'"{latest}"{date}')]


def make_world() -> list[Quad]:
    ada, evil, claim = iri("person/ada"), iri("agent/evil"), iri("claim/1")
    measure, event, figure, tenure = (
        iri(f"{n}/1") for n in ("measure", "event", "figure", "tenure")
    )
    article, other = iri("article/a"), iri("article/b")
    triples = [
        (article, rdf.type, gb.Article),
        (article, dcterms.identifier, terms.literal("a")),
        (article, dcterms.source, iri("source")),
        *span(article, gb.publishedOn, "2031-02-19", "2031-02-19"),
        (other, rdf.type, gb.Article),
        (other, dcterms.identifier, terms.literal(EVIL_ID)),
        (ada, rdf.type, gb.Person),
        (ada, rdf.type, gb.Agent),
        (ada, skos.prefLabel, terms.literal("Ada Quill")),
        (ada, skos.altLabel, terms.literal("Quill")),
        (ada, gb.mentionedAt, iri("passage/ada")),
        (evil, rdf.type, gb.Agent),
        (evil, skos.prefLabel, terms.literal(EVIL)),
        (claim, rdf.type, gb.Claim),
        (claim, rdf.type, gb.Denial),
        (claim, gb.speaker, ada),
        (claim, gb.content, terms.literal("No curfew")),
        (claim, gb.about, measure),
        (claim, gb.about, evil),
        (claim, gb.polarity, gb.Negated),
        (claim, gb.evidence, iri("passage/whole")),
        (claim, gb.cueAt, iri("passage/cue")),
        (claim, gb.contentAt, iri("passage/content")),
        (claim, gb.speakerAt, iri("passage/ada")),
        *span(claim, gb.statedOn, "", "2031-02-19"),
        (measure, rdf.type, gb.Measure),
        (measure, skos.prefLabel, terms.literal("curfew")),
        (measure, gb.announcedBy, ada),
        (measure, gb.status, gb.Announced),
        (measure, gb.leadEvidence, iri("passage/content")),
        *span(measure, gb.announcedOn, "2031-02-01", "2031-02-28"),
        (event, rdf.type, gb.Event),
        (event, rdf.type, gb.ViolentIncident),
        (event, skos.prefLabel, terms.literal("attack")),
        (event, gb.victim, evil),
        (event, gb.leadEvidence, iri("passage/figure")),
        *span(event, gb.occurredOn, "2031-02-19", "2031-02-19"),
        (figure, rdf.type, gb.Observation),
        (figure, gb.value, '"12"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (figure, gb.inEvent, event),
        (figure, gb.evidence, iri("passage/figure")),
        (tenure, rdf.type, gb.Tenure),
        (tenure, gb.holder, ada),
        (tenure, gb.office, iri("office/mayor")),
        (iri("office/mayor"), skos.prefLabel, terms.literal("mayor")),
        *span(tenure, gb.startedOn, "2030-01-01", "2030-12-31"),
        *passage("ada", "Ada Quill"),
        *passage("cue", "said"),
        *passage("content", "No curfew 👩‍👩‍👧.\nNever."),
        *passage("whole", TEXT[2:30]),
        *passage("figure", "12 died"),
    ]
    return [(*triple, "") for triple in triples]


@pytest.fixture(scope="module")
def view() -> View:
    return View(index_quads(make_world()), BASE, lambda article: TEXT if article == "a" else "")


def save(view: View, tool: str, path: Path) -> Path:
    save_for_tool(view, tool, path)
    return path


def test_rows_hold_labels_addresses_bounds_and_quotes(view: View) -> None:
    table = next(table for table in TABLES if table.name == "claims")
    (row,) = iter_rows(view, table)
    cells = dict(zip(table.header, row, strict=True))
    assert cells["kind"] == "Denial"
    assert (cells["speaker"], cells["speaker_address"]) == ("Ada Quill", f"{BASE}person/ada")
    assert cells["about"] == f"{EVIL} | curfew"
    assert (cells["earliest"], cells["latest"]) == ("", "2031-02-19")
    assert cells["polarity"] == "Negated"
    assert TEXT[int(cells["start"]) : int(cells["end"])] == cells["quote"]
    assert cells["article"] == "a"


def test_every_table_has_a_row(view: View) -> None:
    empty = {table.name for table in TABLES if not list(iter_rows(view, table))}
    assert empty == {"status_changes"}


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if tool != "void"])
def test_the_same_bytes_each_time(view: View, tool: str, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    paths = [save(view, tool, tmp_path / name / "out.db") for name in "ab"]
    first, second = (list(path.iterdir()) if path.is_dir() else [path] for path in paths)
    assert first
    assert {p.name: p.read_bytes() for p in first} == {p.name: p.read_bytes() for p in second}


def test_datasette_serves_the_tables(view: View, tmp_path: Path) -> None:
    path = save(view, "sqlite", tmp_path / "graph.db")
    datasette = str(workshop.find("python") / "bin" / "datasette")
    command = [datasette, str(path), "--metadata", str(tmp_path / "graph.metadata.json"), "--get"]

    def get(address: str) -> str:
        done = subprocess.run([*command, address], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    data = json.loads(get("/graph/claims.json?_shape=objects"))
    assert data["rows"][0]["content"] == "No curfew"
    page = get("/graph/entities")
    assert "People, bodies, groups and places" in page, "the metadata"
    assert "<script>&" not in page


def test_sqlite_holds_numbers_as_numbers(view: View, tmp_path: Path) -> None:
    connection = sqlite3.connect(save(view, "sqlite", tmp_path / "graph.db"))
    assert connection.execute("SELECT value, quote FROM figures").fetchall() == [(12.0, "12 died")]
    count = "SELECT count(*) FROM claims JOIN articles ON article_address = articles.address"
    assert connection.execute(count).fetchone() == (1,)
    connection.close()


def test_no_cell_is_a_formula(view: View, tmp_path: Path) -> None:
    folder = save(view, "csv", tmp_path / "tables")
    assert {file.name for file in folder.iterdir()} == {f"{table.name}.csv" for table in TABLES}
    cells: list[str] = []
    for file in folder.iterdir():
        with file.open(encoding="utf-8", newline="") as lines:
            cells += [cell for row in csv.reader(lines) for cell in row]
    assert f"'{EVIL}" in cells
    assert not [cell for cell in cells if cell.lstrip()[:1] in {"=", "+", "-", "@"}]
    assert "12" in cells


def test_networkx_reads_graphml(view: View, tmp_path: Path) -> None:
    program = "import sys, json, networkx; g = networkx.read_graphml(sys.argv[1]); print(json.dumps(networkx.node_link_data(g, edges='edges')))"
    data = json.loads(workshop.run_python(program, save(view, "graphml", tmp_path / "a.graphml")))
    nodes = {node["id"]: node for node in data["nodes"]}
    measure = nodes[f"{BASE}measure/1"]
    assert (measure["earliest"], measure["latest"]) == ("2031-02-01", "2031-02-28")
    assert nodes[f"{BASE}agent/evil"]["label"] == EVIL.replace("\x0b", "\ufffd")
    edges = {(e["source"], e["relation"], e["target"]) for e in data["edges"]}
    assert (f"{BASE}claim/1", "about", f"{BASE}measure/1") in edges
    assert (f"{BASE}event/1", "victim", f"{BASE}agent/evil") in edges


def test_networkx_reads_gexf(view: View, tmp_path: Path) -> None:
    program = "import sys, json, networkx; g = networkx.read_gexf(sys.argv[1], version='1.3'); print(json.dumps(networkx.node_link_data(g, edges='edges')))"
    data = json.loads(workshop.run_python(program, save(view, "gexf", tmp_path / "a.gexf")))
    nodes = {node["id"]: node for node in data["nodes"]}
    assert nodes[f"{BASE}event/1"]["start"] == nodes[f"{BASE}event/1"]["end"] == "2031-02-19"
    assert "start" not in nodes[f"{BASE}claim/1"], "whatever was before its last day is not known"
    assert nodes[f"{BASE}claim/1"]["end"] == "2031-02-19"
    assert len(data["edges"]) == len(ET.parse(tmp_path / "a.gexf").findall(".//{*}edge"))  # noqa: S314 - our own


def test_followthemoney_reads_the_statements(view: View, tmp_path: Path) -> None:
    program = """
import sys, json
from pathlib import Path
from followthemoney import model
from followthemoney.statement.serialize import read_path_statements
found = {}
for s in read_path_statements(Path(sys.argv[1]), "csv"):
    assert s.id == s.generate_key(), s
    assert s.prop_type == model.get(s.schema).get(s.prop).type.name, s.prop
    entity = found.setdefault(s.entity_id, model.make_entity(s.schema))
    entity.id = s.entity_id
    entity.add(s.prop, s.value)
print(json.dumps([e.to_dict() for e in found.values()]))
"""
    path = save(view, "ftm", tmp_path / "statements.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, dialect=csv.unix_dialect))
    entities = json.loads(workshop.run_python(program, path))
    assert sum(len(v) for e in entities for v in e["properties"].values()) == len(rows) - 1
    by_kind = {entity["schema"]: entity["properties"] for entity in entities}
    assert by_kind["Person"]["name"] == ["Ada Quill"]
    assert by_kind["Event"]["date"] == ["2031-02-19"]
    assert by_kind["Occupancy"]["startDate"] == ["2030"]
    ids = {entity["id"] for entity in entities}
    assert by_kind["Event"]["involved"][0] in ids
    assert by_kind["Mention"]["document"][0] in ids


def test_the_types_of_properties_are_those_that_followthemoney_writes(
    view: View, tmp_path: Path
) -> None:
    program = """
import sys, csv
from followthemoney.statement.util import get_prop_type
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8"), dialect=csv.unix_dialect):
    assert row["prop_type"] == get_prop_type(row["schema"], row["prop"]), row
print("same")
"""
    assert workshop.run_python(program, save(view, "ftm", tmp_path / "a.csv")) == "same\n"


def test_annotations_point_at_code_points(view: View, tmp_path: Path) -> None:
    page = json.loads(save(view, "web-annotation", tmp_path / "a.jsonld").read_text("utf-8"))
    assert page["type"] == "AnnotationPage"
    targets = [item["target"] for item in page["items"]]
    assert len(targets) > 4
    for target in targets:
        quote, position = target["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert TEXT[position["start"] : position["end"]] == quote["exact"]
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert TEXT[position["start"] - len(quote["prefix"]) :].startswith(whole)
        assert target["source"] == f"{BASE}source"
    ada = next(i for i in page["items"] if i["body"][0]["source"] == f"{BASE}person/ada")
    assert ada["target"]["selector"][1] == {"type": "TextPositionSelector", "start": 3, "end": 12}


def test_annotations_are_json_ld_of_the_w3c_context(view: View, tmp_path: Path) -> None:
    """Every key is one that the W3C's context defines; the context itself is on the web, so its terms stand here."""
    defined = {
        *("@context", "id", "type", "items", "motivation", "body", "target", "source", "purpose"),
        *("value", "selector", "exact", "prefix", "suffix", "start", "end"),
    }
    page = json.loads(save(view, "web-annotation", tmp_path / "a.jsonld").read_text("utf-8"))

    def list_keys(node: object) -> set[str]:
        if isinstance(node, dict):
            return set(node).union(*map(list_keys, node.values()))
        return set().union(*map(list_keys, node)) if isinstance(node, list) else set()

    assert list_keys(page) <= defined
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"


def test_pybrat_reads_the_marks(view: View, tmp_path: Path) -> None:
    program = """
import sys, json
from pybrat.parser import BratParser
found = BratParser(error="ignore").parse(sys.argv[1])
print(json.dumps([[e.id, [[x.type, x.mention, [[s.start, s.end] for s in x.spans]] for x in e.entities],
    [[v.type, v.trigger.mention, [a.mention for a in v.arguments]] for v in e.events]] for e in found]))
"""
    folder = save(view, "brat", tmp_path / "brat")
    documents = {
        name: (marks, events)
        for name, marks, events in json.loads(workshop.run_python(program, folder))
    }
    marks, events = documents["a"]
    text = (folder / "a.txt").read_text(encoding="utf-8")
    assert text == TEXT
    for _, words, spans in marks:
        assert words == " ".join(text[start:end] for start, end in spans)
        assert "\n" not in words
    assert ["Person", "Ada Quill", [[3, 12]]] in marks
    assert any(len(spans) == 2 for _, _, spans in marks), "a mark over two lines"
    roles = ["Ada Quill", "No curfew 👩‍👩‍👧. Never."]
    assert events == [["Say-Denial", "said", roles]]
    assert "A1\tPolarity E1 Negated\n" in (folder / "a.ann").read_text(encoding="utf-8")


def test_ids_are_no_paths(view: View, tmp_path: Path) -> None:
    folder = save(view, "brat", tmp_path / "brat")
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {folder}
    assert any(".." in path.name and "%2F" in path.name for path in folder.iterdir())


def test_names_of_files_are_different_whatever_the_case() -> None:
    ids = [
        "a",
        "A",
        "a.",
        "..",
        ".",
        "",
        "x" * 300,
        "x" * 299 + "y",
        "ä" * 200,
        "CON",
        "a/b",
        "a%2Fb",
        "~",
        "\ud800",
    ]
    names = name_files(ids)
    assert set(names) == set(ids)
    assert len({name.lower() for name in names.values()}) == len(ids)
    for name in names.values():
        assert len(f".{name}.ann") <= 255
        assert not set(name) & set('/\\:*?"<>|\0')
        assert name.strip(".")


def test_neo4j_import_has_typed_headers_and_known_ends(view: View, tmp_path: Path) -> None:
    folder = save(view, "neo4j", tmp_path / "neo4j")
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    with (folder / "relationships.csv").open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    ids = [node["address:ID"] for node in nodes]
    assert len(set(ids)) == len(ids)
    assert {end for edge in edges for end in (edge[":START_ID"], edge[":END_ID"])} <= set(ids)
    assert {edge[":TYPE"] for edge in edges} >= {"ABOUT", "SPEAKER", "ANNOUNCED_BY", "VICTIM"}
    claim = next(node for node in nodes if node["address:ID"] == f"{BASE}claim/1")
    assert claim[":LABEL"] == "Claim;Denial"
    assert claim["latest:date"] == "2031-02-19"


def test_a_folder_that_holds_something_is_left_alone(view: View, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    for tool in ("csv", "neo4j", "brat"):
        with pytest.raises(UsageError, match="is no empty folder"):
            save_for_tool(view, tool, tmp_path / "mine")
    with pytest.raises(UsageError, match="its folder does not exist"):
        save_for_tool(view, "csv", tmp_path / "none" / "tables")
    assert os.listdir(tmp_path / "mine") == ["notes.txt"]  # noqa: PTH208 - hidden files too
    assert os.listdir(tmp_path) == ["mine"]  # noqa: PTH208
    (tmp_path / "empty").mkdir()
    save_for_tool(view, "csv", tmp_path / "empty")
    assert (tmp_path / "empty" / "claims.csv").exists()


@pytest.mark.parametrize("tool", ["sqlite", "csv", "brat", "graphml"])
def test_a_full_disk_leaves_nothing(tool: str, tmp_path: Path) -> None:
    program = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import resource, signal
from pathlib import Path
import test_export_tools as t
from graph_builder.errors import UsageError
view = t.View(t.index_quads(t.make_world()), t.BASE, lambda article: t.TEXT * 500)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
try:
    t.save_for_tool(view, {tool!r}, Path("out.db"))
except UsageError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "make room" in done.stdout
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - hidden files too


def test_standard_output_takes_texts_only(view: View) -> None:
    assert "".join(write_for_tool(view, "graphml")).startswith("<?xml")
    with pytest.raises(UsageError, match="name where to write it with -o"):
        write_for_tool(view, "sqlite")
