"""The ontology and the JSON-LD in other people's hands: ROBOT, Owlready2, pyLODE, and two other processors of JSON-LD 1.1."""

from __future__ import annotations

import csv
import json
import subprocess
from typing import TYPE_CHECKING

import handmade
import pytest
import rdflib
import workshop
from rdflib import OWL, RDF

from graph_builder import terms
from graph_builder.export import iter_export, save_export
from graph_builder.resources import get_folder
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

ONTOLOGY = get_folder("ontology") / "graph-builder.ttl"
ROBOT = "org.obolibrary.robot.CommandLineInterface"


def test_the_ontology_is_in_the_profile_of_owl_2_rl(tmp_path: Path) -> None:
    report = tmp_path / "profile.txt"
    done = workshop.run_java(
        "robot",
        ROBOT,
        "validate-profile",
        "--profile",
        "RL",
        "--input",
        ONTOLOGY,
        "--output",
        report,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        report.read_text().strip()
        == "OWL 2 RL Profile Report: [Ontology and imports closure in profile]"
    )


def test_what_owl_2_rl_lacks_is_found(tmp_path: Path) -> None:
    """The check can fail: a class that is equal to one with at least two of something is no RL."""
    broken = tmp_path / "broken.ttl"
    axiom = "gb:Claim rdfs:subClassOf [ a owl:Restriction ; owl:onProperty gb:speaker ; owl:someValuesFrom gb:Agent ] ."
    broken.write_text(f"{ONTOLOGY.read_text(encoding='utf-8')}\n{axiom}\n", encoding="utf-8")
    report = tmp_path / "profile.txt"
    done = workshop.run_java(
        "robot", ROBOT, "validate-profile", "--profile", "RL", "--input", broken, "--output", report
    )
    assert done.returncode != 0
    assert "someValuesFrom" in report.read_text() or "superclass" in report.read_text().lower()


def test_robot_reports_no_error(tmp_path: Path) -> None:
    report = tmp_path / "report.tsv"
    done = workshop.run_java(
        "robot", ROBOT, "report", "--input", ONTOLOGY, "--fail-on", "ERROR", "--output", report
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with report.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, dialect=csv.excel_tab))
    # ROBOT looks for the definitions of OBO (IAO:0000115); ours are SKOS's, and another test asks for them.
    assert {row["Rule Name"] for row in rows if row["Level"] != "INFO"} <= {"missing_definition"}


def test_owlready_opens_the_ontology(tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(ONTOLOGY)
    file = tmp_path / "ontology.nt"
    graph.serialize(file, format="nt", encoding="utf-8")
    program = """
import json, sys, owlready2
ontology = owlready2.get_ontology(f"file://{sys.argv[1]}").load()
gb = ontology.get_namespace(sys.argv[2])
print(json.dumps({
    "classes": sorted(c.iri for c in ontology.classes()),
    "above": sorted(c.name for c in gb.RunoffElection.ancestors()),
    "label": gb.speaker.label.first(),
    "individuals": sorted(i.name for i in gb.Status.instances()),
}))
"""
    found = json.loads(workshop.run_python(program, file, PREFIXES["gb"]))
    assert found["classes"] == sorted(map(str, graph.subjects(RDF.type, OWL.Class)))
    assert found["above"] == ["Election", "Event", "RunoffElection", "Thing"]
    assert found["label"] == "speaker"
    assert "InForce" in found["individuals"]


def test_pylode_makes_a_page_that_names_every_term() -> None:
    program = """
import logging, sys
logging.disable(logging.CRITICAL)
from pylode import OntPub
print(OntPub(ontology=sys.argv[1]).make_html())
"""
    page = workshop.run_python(program, ONTOLOGY)
    graph = rdflib.Graph().parse(ONTOLOGY)
    gb = rdflib.Namespace(PREFIXES["gb"])
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in graph.subjects(RDF.type, kind):
            if str(term).startswith(str(gb)):
                assert str(term) in page


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A JSON-LD file, and the lines that it has to become."""
    quads = handmade.map_all()
    file = tmp_path_factory.mktemp("jsonld") / "graph.jsonld"
    save_export(file, iter_export(quads, "json-ld", base_iri=terms.DEFAULT_BASE_IRI))
    lines = "".join(iter_export(quads, "n-triples", base_iri=terms.DEFAULT_BASE_IRI))
    return file, sorted(lines.splitlines())


def test_pyld_reads_the_json_ld(exports: tuple[Path, list[str]]) -> None:
    program = """
import json, sys
from pyld import jsonld
sys.stdout.write(jsonld.to_rdf(json.load(open(sys.argv[1], encoding="utf-8")), {"format": "application/n-quads"}))
"""
    file, wanted = exports
    assert sorted(set(workshop.run_python(program, file).splitlines())) == wanted


def test_jsonld_js_reads_the_json_ld(exports: tuple[Path, list[str]]) -> None:
    program = """
const { readFileSync } = require("node:fs");
require("jsonld").toRDF(JSON.parse(readFileSync(process.argv[1], "utf8")), { format: "application/n-quads" })
  .then((text) => process.stdout.write(text));
"""
    file, wanted = exports
    done = subprocess.run(
        ["node", "-e", program, str(file)],
        cwd=workshop.find("node"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(set(done.stdout.splitlines())) == wanted
