"""Exports of one article, of one thing, and of the description, on a built graph."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import handmade
import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

from graph_builder import terms
from graph_builder.errors import UsageError
from graph_builder.export.description import describe_graph
from graph_builder.export.selection import find_thing, select_about, select_article, to_terms
from graph_builder.resources import get_folder
from graph_builder.store import GraphFolder
from graph_builder.validation import validate
from graph_builder.vocabulary import gb, rdf, skos

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.terms import Quad

BASE = terms.DEFAULT_BASE_IRI
QUADS = sorted(handmade.map_all())


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    lines = "".join(f"{s} {p} {o} {g} .\n{s} {p} {o} .\n" for s, p, o, g in QUADS)
    store = pyoxigraph.Store()
    store.load(lines.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def in_all(_: str) -> bool:
    return True


def get_label(label: str) -> str:
    return next(s for s, p, o, _ in QUADS if p == skos.prefLabel and o == terms.literal(label))


def test_terms_of_the_index_are_those_of_the_graph(store: pyoxigraph.Store) -> None:
    named = (quad for quad in store if isinstance(quad.graph_name, pyoxigraph.NamedNode))
    assert sorted(map(to_terms, named)) == QUADS


def test_about_a_person_has_all_by_and_about_them(store: pyoxigraph.Store) -> None:
    ada = get_label("Ada Quill")
    found = set(select_about(store, ada, in_all))
    assert found < set(QUADS)
    assert {quad for quad in QUADS if quad[0] == ada} <= found
    pointing = {quad[0] for quad in QUADS if quad[2] == ada}
    assert {quad for quad in QUADS if quad[0] in pointing} <= found
    assert any(quad[1] == gb.speaker for quad in found)


def test_a_part_is_whole_by_itself(store: pyoxigraph.Store) -> None:
    ada = get_label("Ada Quill")
    found = set(select_about(store, ada, in_all))
    described = {quad[0] for quad in found}
    dangling = {
        (s, p, o) for s, p, o, _ in found if o.startswith(f"<{BASE}") and o not in described
    }
    assert dangling == set()
    for span in {quad[2] for quad in found if quad[1] in {gb.statedOn, gb.evidence}}:
        assert {q for q in QUADS if q[0] == span} <= found


def test_an_article_comes_with_the_conclusions_on_its_things(store: pyoxigraph.Store) -> None:
    graph = next(q[3] for q in QUADS if q[1] == gb.contentHash)
    conclusions = frozenset(q[3] for q in QUADS if "/graph/article/" not in q[3])
    found = set(select_article(store, graph, conclusions))
    assert {quad for quad in QUADS if quad[3] == graph} <= found
    foreign = {q for q in found if "/graph/article/" in q[3] and q[3] != graph}
    assert {quad[1] for quad in foreign} <= {rdf.type, skos.prefLabel, gb.publishedOn}
    things = {quad[0] for quad in found if quad[1] == gb.mentionedAt}
    assert things
    for thing in things:
        assert {q for q in QUADS if q[0] == thing and q[1] in {skos.prefLabel, rdf.type}} <= found
    alone = set(select_article(store, graph, frozenset()))
    assert alone == {quad for quad in QUADS if quad[3] == graph}


def test_addresses_are_found_with_and_without_the_base(store: pyoxigraph.Store) -> None:
    ada = get_label("Ada Quill")
    path = ada[1:-1].removeprefix(BASE)
    assert find_thing(store, path, BASE) == find_thing(store, f"/{path}", BASE) == ada
    assert find_thing(store, ada, BASE) == ada
    for nobody in ("person/nobody", "", "a b", "<>"):
        with pytest.raises(UsageError, match="knows nothing of"):
            find_thing(store, nobody, BASE)


def test_what_was_replaced_leads_to_what_it_is_now() -> None:
    store = pyoxigraph.Store()
    moved = f"<{BASE}a> <http://purl.org/dc/terms/isReplacedBy> <{BASE}b> .\n"
    store.load(moved.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert find_thing(store, "a", BASE) == f"<{BASE}b>"


def test_the_description_counts_what_is_there() -> None:
    text = describe_graph([*QUADS, *QUADS[:50]], BASE, version="abc", reader="a reader")
    assert text == describe_graph(reversed(QUADS), BASE, version="abc", reader="a reader")
    found = rdflib.Graph().parse(data=text, format="turtle")
    merged = {quad[:3] for quad in QUADS}
    data = rdflib.URIRef(f"{BASE}dataset")
    assert (data, RDF.type, DCAT.Dataset) in found
    assert found.value(data, VOID.triples).value == len(merged)  # type: ignore[union-attr]
    assert found.value(data, VOID.distinctSubjects).value == len({t[0] for t in merged})  # type: ignore[union-attr]
    assert found.value(data, VOID.distinctObjects).value == len({t[2] for t in merged})  # type: ignore[union-attr]
    part = found.value(predicate=VOID["class"], object=rdflib.URIRef(gb.Person[1:-1]))
    people = {t[0] for t in merged if t[1:] == (rdf.type, gb.Person)}
    assert found.value(part, VOID.entities).value == len(people)  # type: ignore[union-attr]
    assert sum(int(o) for o in found.objects(None, VOID.triples)) == 2 * len(merged)  # type: ignore[call-overload]
    period = found.value(data, DCTERMS.temporal)
    assert str(found.value(period, DCAT.startDate)) <= str(found.value(period, DCAT.endDate))


def run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "graph_builder", "export", "--graph", str(folder)]
    return subprocess.run([*command, *map(str, arguments)], capture_output=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "graph"
    command = [sys.executable, "-m", "graph_builder", "build", "--quiet", "--graph", str(folder)]
    subprocess.run([*command, str(get_folder("seeds"))], check=True)
    return folder


def read(content: bytes) -> list[Quad]:
    return [to_terms(q) for q in pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_QUADS)]


def test_the_command_exports_parts(built: Path) -> None:
    done = run("--about", "person/daniel-noboa", "--format", "nq", folder=built)
    assert done.returncode == 0
    about = read(done.stdout)
    whole = set(GraphFolder(built).iter_quads())
    assert set(about) < whole
    asserted = read(
        run("--about", "person/daniel-noboa", "--asserted", "--format", "nq", folder=built).stdout
    )
    assert set(asserted) < set(about)
    assert all("/graph/article/" in quad[3] for quad in asserted)
    done = run(
        "--article", "prison-plans", "--article", "foreign-troops", "--format", "nq", folder=built
    )
    assert {q for q in whole if q[3].endswith(("/prison-plans>", "/foreign-troops>"))} < set(
        read(done.stdout)
    )
    foreign = [q for q in read(done.stdout) if q[3].endswith("/guayaquil-amnesty>")]
    assert not any(quad[1] == gb.quote for quad in foreign)


def test_what_an_exported_article_says_fits_the_shapes(built: Path) -> None:
    quads = read(run("--article", "foreign-troops", "--format", "nq", folder=built).stdout)
    own = {quad[0] for quad in quads if quad[3].endswith("/graph/article/foreign-troops>")}
    assert [f.sentence for f in validate(quads) if f"<{f.focus}>" in own] == []


def test_what_is_not_there_is_a_sentence_and_nothing_is_written(
    built: Path, tmp_path: Path
) -> None:
    for arguments, wanted in (
        (
            ("--article", "prison-plan"),
            "no article 'prison-plan' in the graph: did you mean 'prison-plans'?",
        ),
        (("--about", "person/nobody"), "knows nothing of 'person/nobody'"),
    ):
        for target in ((), ("-o", tmp_path / "a.ttl")):
            done = run(*arguments, *target, folder=built)
            assert (done.returncode, done.stdout) == (2, b"")
            assert wanted in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []
