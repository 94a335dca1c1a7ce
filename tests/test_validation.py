"""Every constraint finds what it has to find and nothing else, with both engines; findings make sentences."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import handmade
import markdown_it
import pyoxigraph
import pytest
import rdflib

from graph_builder.model import Quote
from graph_builder.resources import get_folder
from graph_builder.terms import Quad, literal
from graph_builder.validation import (
    Finding,
    read_findings,
    validate,
    write_json,
    write_junit,
    write_markdown,
    write_text,
    write_turtle,
)
from graph_builder.validation.engines import Engine, Result, read_hierarchy, run
from graph_builder.vocabulary import gb, skos

CASES = sorted((Path(__file__).parent / "shapes").glob("*.trig"))
SHAPES = "https://w3id.org/graph-builder/shapes#"
ENGINES: tuple[Engine, ...] = ("shacl", "pyshacl") if find_spec("shacl") else ("pyshacl",)


EXAMPLE = "https://example.org/"


@lru_cache(maxsize=len(CASES))
def read_case(file: Path) -> dict[str, str]:
    """Return the graphs of a case as N-Triples by name, with IRIs that no other graph has."""
    graphs: dict[str, list[str]] = defaultdict(list)
    for quad in pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TRIG):
        name = str(quad.graph_name).rpartition("/")[2].rstrip(">")
        line = f"{quad.subject} {quad.predicate} {quad.object} .\n"
        graphs[name].append(line.replace(EXAMPLE, f"{EXAMPLE}{file.stem}/{name}/"))
    return {name: "".join(lines) for name, lines in graphs.items()}


@lru_cache(maxsize=len(ENGINES))
def check_all(engine: Engine) -> dict[str, list[Result]]:
    """Return the results for all cases, checked in one run, by case and graph."""
    data = "".join(text for file in CASES for text in read_case(file).values())
    results: dict[str, list[Result]] = defaultdict(list)
    for result in run(data + read_hierarchy(), (), engine):
        results[result.focus.removeprefix(f"<{EXAMPLE}").rpartition("/")[0]].append(result)
    return results


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_constraint_finds_its_violation_and_no_other(file: Path, engine: Engine) -> None:
    assert {name.rstrip("0123456789") for name in read_case(file)} == {"conforms", "violates"}
    for name in read_case(file):
        graph = f"{file.stem}/{name}"
        shape = f"<{SHAPES}{file.stem}>"
        found = {r.focus for r in check_all(engine)[graph] if r.shape == shape}
        assert found == (set() if name == "conforms" else {f"<{EXAMPLE}{graph}/x>"}), name


@pytest.mark.skipif(len(ENGINES) == 1, reason="the fast engine has no wheel for this machine")
def test_both_engines_find_the_same() -> None:
    fast, reference = (check_all(engine) for engine in ENGINES)
    assert {k: v for k, v in fast.items() if v} == {k: v for k, v in reference.items() if v}


def test_every_constraint_has_a_case() -> None:
    shapes = rdflib.Graph()
    for file in get_folder("shapes").glob("*.ttl"):
        shapes.parse(file)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    described = {str(s).removeprefix(SHAPES) for s in shapes.subjects(sh.description, None)}
    assert described == {file.stem for file in CASES}
    messages = {str(s).removeprefix(SHAPES) for s in shapes.subjects(sh.message, None)}
    assert described - messages == {"Passage-length"}  # its message stands in the SPARQL constraint


@pytest.mark.parametrize("engine", ENGINES)
def test_the_handmade_world_fits(engine: Engine) -> None:
    texts = {article.id: article.text for article in handmade.ARTICLES.values()}
    assert validate(handmade.map_all(), texts=texts, engine=engine) == []


def spoil(quads: list[Quad]) -> list[Quad]:
    """Return the graph with a label too many, a cue too few and a quote that is not in the text."""
    cue = next(q for q in quads if q[1] == gb.cue and q[2] == literal("did not say"))
    label = next(q for q in quads if q[1] == skos.prefLabel and q[2] == literal("Ada Quill"))
    quote = next(q for q in quads if q[1] == gb.quote and q[2] == literal("on Monday"))
    others = [q for q in quads if q not in (cue, quote)]
    more = [(quote[0], quote[1], literal("on Sunday"), quote[3])]
    return [*others, (label[0], label[1], literal("A. Quill"), label[3]), *more]


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    texts = {article.id: article.text for article in handmade.ARTICLES.values()}
    return validate(spoil(handmade.map_all()), texts=texts)


def test_a_finding_names_article_line_and_quote(findings: list[Finding]) -> None:
    found = {finding.shape: finding for finding in findings}
    assert set(found) == {"Claim-cue", "Thing-prefLabel", "Passage-slice"}
    cue = found["Claim-cue"]
    assert (cue.article, cue.line, cue.path) == ("harbour curfew/1", 7, "gb:cue")
    assert cue.quote == "The council did not say when it would meet."
    assert "It is missing." in cue.sentence
    assert cue.sentence.startswith("harbour curfew/1, line 7: ")
    assert found["Thing-prefLabel"].problem == "There is more than one."
    assert found["Passage-slice"].problem == "There stands “on Monday”."
    assert all(finding.mend for finding in findings)


def test_findings_as_text_json_and_turtle(findings: list[Finding]) -> None:
    text = write_text(findings)
    assert text.splitlines()[0] == "Violations:"
    assert len(re.findall("^    →", text, re.MULTILINE)) == len(findings)
    report = json.loads(write_json(findings))
    assert not report["conforms"]
    assert [f["shape"] for f in report["findings"]] == [f.shape for f in findings]
    graph = rdflib.Graph().parse(data=write_turtle(findings), format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    assert {str(s) for s in graph.objects(None, sh.sourceShape)} == {
        f"{SHAPES}{finding.shape}" for finding in findings
    }
    assert len(list(graph.subjects(sh.resultPath, None))) == len(findings)


@pytest.fixture(scope="module")
def hostile() -> list[Finding]:
    evil = "a | b\n<script>alert('x')</script> [x](javascript:1) `c` & \x0b ]]>"
    return [
        Finding(
            shape="Claim-cue", severity="Violation", message="A rule.", quote=evil, article=evil
        ),
        Finding(
            shape="Claim-cue", severity="Warning", message="Another.", problem=evil, mend="Mend."
        ),
    ]


def test_findings_as_markdown(findings: list[Finding], hostile: list[Finding]) -> None:
    text = write_markdown(findings)
    assert text.startswith("## Violations\n\n### Claim-cue (1)\n")
    assert sum(line.startswith("→ ") for line in text.splitlines()) == len(findings)
    assert "harbour curfew/1, line 7" in text
    table = [line for line in write_markdown(hostile).splitlines() if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in table)
    html = markdown_it.MarkdownIt("commonmark").enable("table").render(write_markdown(hostile))
    assert html.count("<table>") == 2
    assert not re.search("<(script|a|code|img)", html)


def test_findings_as_junit(findings: list[Finding], hostile: list[Finding]) -> None:
    for found, failures in ((findings, len(findings)), (hostile, 1), ([], 0)):
        suite = ET.fromstring(write_junit(found)).find("testsuite")  # noqa: S314 - our own
        assert suite is not None
        assert int(suite.attrib["failures"]) == len(list(suite.iter("failure"))) == failures
        assert int(suite.attrib["tests"]) == len(list(suite.iter("testcase"))) > 0
    assert "harbour curfew/1, line 7" in write_junit(findings)


def test_the_command_takes_shapes_and_a_severity(tmp_path: Path) -> None:
    graph, own = tmp_path / "graph", tmp_path / "own.ttl"
    run = [sys.executable, "-m", "graph_builder"]
    seed = get_folder("seeds") / "guayaquil-amnesty.txt"
    subprocess.run([*run, "build", "--quiet", "--graph", str(graph), str(seed)], check=True)
    check = [*run, "validate", "--graph", str(graph), "--shapes", str(own)]

    def validate_with(text: str, *options: str) -> subprocess.CompletedProcess[str]:
        own.write_text(text, encoding="utf-8")
        return subprocess.run([*check, *options], capture_output=True, text=True, check=False)

    shape = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
        ex:Named a sh:NodeShape ; sh:targetClass <https://w3id.org/graph-builder/ontology#Country> ; sh:severity SEVERITY ;
          sh:property ex:people . ex:people sh:path ex:population ; sh:minCount 1 ; sh:severity SEVERITY ;
          sh:message "A place has people." ."""
    done = validate_with(shape.replace("SEVERITY", "sh:Warning"))
    assert done.returncode == 0
    assert "A place has people." in done.stdout
    done = validate_with(shape.replace("SEVERITY", "sh:Warning"), "--severity", "violation")
    assert (done.returncode, done.stdout) == (0, "No findings: the graph fits its shapes.\n")
    done = validate_with(shape.replace("SEVERITY", "ex:Grave"), "--format", "junit")
    assert done.returncode == 1, "a severity of somebody's own counts as a violation"
    assert "<failure" in done.stdout
    done = validate_with("this is no Turtle")
    assert done.returncode == 2
    assert "own.ttl' cannot be read as Turtle" in done.stderr
    own.unlink()
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, "No such file" in done.stderr) == (2, True)


def test_no_findings_conform() -> None:
    assert json.loads(write_json([])) == {"conforms": True, "findings": []}
    assert "sh:conforms true" in write_turtle([])


def test_a_warning_does_not_fail() -> None:
    warning = Finding(shape="Article-readBy", severity="Warning", message="It should.")
    assert json.loads(write_json([warning]))["conforms"]


def test_every_path_of_the_shapes_can_be_written() -> None:
    quads = [
        ("<https://example.org/x>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", kind, "")
        for kind in (gb.TimeSpan, gb.Claim)
    ]
    found = {finding.shape: finding.path for finding in validate(quads)}
    assert found["TimeSpan-owner"].startswith("[ sh:alternativePath ( [ sh:inversePath gb:")
    rdflib.Graph().parse(data=write_turtle(validate(quads)), format="turtle")


def test_what_did_not_fit_together_is_a_warning() -> None:
    resolution = replace(
        handmade.resolve(),
        findings=(("two dates", (Quote("second", handmade.then("Quill")),)),),
    )
    (finding,) = read_findings(resolution, {"second": handmade.SECOND_TEXT})
    assert (finding.severity, finding.message, finding.place) == (
        "Warning",
        "Two dates.",
        "second, line 3",
    )


def test_shapes_of_a_user_are_checked_too(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
        ex:Named a sh:NodeShape ; sh:targetClass <https://w3id.org/graph-builder/ontology#Place> ;
          sh:property [ sh:path ex:population ; sh:minCount 1 ; sh:message "A place has people." ] ."""
    )
    for engine in ENGINES:
        (finding,) = validate(handmade.map_all(), shapes=(own,), engine=engine)
        assert (finding.shape, finding.message) == (
            "https://example.org/Named",
            "A place has people.",
        )
        rdflib.Graph().parse(data=write_turtle([finding]), format="turtle")
