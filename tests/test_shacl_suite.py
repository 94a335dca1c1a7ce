"""The SHACL core suite of the W3C (as TopBraid ships it), run the way the program runs its shapes, with both engines."""

from __future__ import annotations

import zipfile
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
import workshop

from graph_builder.export.selection import to_terms
from graph_builder.validation.engines import SH, Engine, run

if TYPE_CHECKING:
    from pathlib import Path

DASH = "http://datashapes.org/dash#"
CORE = "sh/tests/core/"
# What the program's own shapes are made of: here an engine has to be right.
OURS = {
    *(
        "property/minCount",
        "property/maxCount",
        "property/class",
        "property/datatype",
        "property/in",
    ),
    *("property/minLength", "property/pattern", "node/minInclusive", "property/maxInclusive"),
    *("property/lessThan", "property/lessThanOrEquals", "property/disjoint", "property/equals"),
    *("property/or", "property/or-datatypes", "property/nodeKind", "path/path-inverse"),
    *("path/path-alternative", "path/path-sequence", "targets/targetClass", "targets/targetNode"),
    *("misc/severity", "property/property"),
}
# A severity of somebody's own counts as a violation here, whatever the engine makes of it.
KNOWN = {"misc/severity-002"}


@lru_cache(maxsize=1)
def read_suite() -> dict[str, str]:
    (jar,) = workshop.find("shacl").glob("shacl-*-tests.jar")
    with zipfile.ZipFile(jar) as archive:
        return {
            name.removeprefix(CORE).removesuffix(".test.ttl"): archive.read(name).decode()
            for name in sorted(archive.namelist())
            if name.startswith(CORE) and name.endswith(".test.ttl")
        }


def write(node: rdflib.term.Node | None) -> str:
    """Return a node for comparing: blank nodes have no name that would last."""
    if node is None or isinstance(node, rdflib.BNode):
        return ""
    return node.n3()


def read_expected(graph: rdflib.Graph) -> list[tuple[str, ...]]:
    sh = rdflib.Namespace(SH)
    report = graph.value(predicate=rdflib.RDF.type, object=sh.ValidationReport)
    found = []
    for node in graph.objects(report, sh.result):
        component = str(graph.value(node, sh.sourceConstraintComponent))
        severity = str(graph.value(node, sh.resultSeverity)).removeprefix(SH)
        name = component.removeprefix(SH).removesuffix("ConstraintComponent")
        found.append((write(graph.value(node, sh.focusNode)), name, severity))
    return sorted(found)


def check(text: str, engine: Engine, folder: Path) -> bool:
    """Whether an engine finds what a case expects, and only that."""
    file = folder / "case.ttl"
    file.write_text(text, encoding="utf-8")
    expected = read_expected(rdflib.Graph().parse(data=text, format="turtle"))
    triples = map(to_terms, pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE))
    data = "".join(f"{s} {p} {o} .\n" for s, p, o, _ in triples)
    results = run(data, (file,), engine)
    found = {
        (r.focus if r.focus[:1] in {"<", '"'} else "", r.component, r.severity) for r in results
    }
    return found == set(expected)


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
def test_the_core_suite(engine: Engine, tmp_path: Path) -> None:
    if engine == "shacl" and not find_spec("shacl"):
        pytest.skip("the fast engine has no wheel for this machine")
    suite = read_suite()
    assert len(suite) > 75
    failed = set()
    for name, text in suite.items():
        folder = tmp_path / name.replace("/", "-")
        folder.mkdir()
        if not check(text, engine, folder):
            failed.add(name)
    assert failed == KNOWN


def test_every_constraint_of_ours_is_in_the_suite() -> None:
    assert {name.rpartition("-")[0] for name in read_suite()} >= OURS
