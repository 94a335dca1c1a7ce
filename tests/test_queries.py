"""Every saved question: what it must answer on a small world, and what it must not, on two engines alike.

``queries/NAME.yaml`` holds the cases of a question: its parameters, the rows in order (only the columns that a case
is about; or just their number), what no row may hold, and how the notes begin.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
import yaml

from graph_builder.querying import Rows, bind_query, find_queries, run_query
from graph_builder.vocabulary import PREFIXES

FOLDER = Path(__file__).parent / "queries"
NAMES = sorted(find_queries())
Case = dict[str, Any]
Cell = tuple[str, str] | None


def load_cases(name: str) -> list[Case]:
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    cases: list[Case] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - leaves every value a text
    return cases


CASES = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name in NAMES
    for number, case in enumerate(load_cases(name))
]


@pytest.fixture(scope="module")
def world_in_rdflib(world: pyoxigraph.Store) -> rdflib.Graph:
    content = world.dump(
        format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph()
    )
    return rdflib.Graph().parse(data=content or b"", format="nt")


def ask(store: pyoxigraph.Store, name: str, parameters: dict[str, str]) -> Rows:
    answer = run_query(store, find_queries()[name], parameters)
    assert isinstance(answer, Rows)
    return answer


def test_the_questions_are_those_that_must_be_answered() -> None:
    assert set(NAMES) == {
        "measures-before-runoff",
        "claims-by-speaker",
        "measures-by-status",
        "conflicting-figures",
        "timeline",
        "what-changed-between",
        "claims-about",
        "promises-and-follow-up",
        "who-disagrees",
        "sources",
        "unsupported",
        "entities",
        "office-holders",
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_question_says_what_it_is(name: str) -> None:
    query = find_queries()[name]
    assert query.summary
    assert len(query.description) > 40
    assert all(parameter.description for parameter in query.parameters)
    assert any(not note.column + note.among for note in query.notes), (
        "nothing is said of an empty answer"
    )
    cases = load_cases(name)
    assert any(case["rows"] not in ("0", []) for case in cases), "no case must match"
    assert any(case["rows"] == "0" or case.get("never") for case in cases), "no case must not"


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_told_apart_by_their_order(name: str) -> None:
    """Which of two rows that tie comes first is chance; so things and quotations are sorted by, what is grouped by its key."""
    text = find_queries()[name].text
    columns = re.findall(r"\?(\w+)", text.partition("\nSELECT ")[2].partition("\nWHERE")[0])
    order = re.sub(r"COALESCE\(.*?\)", "", text.rpartition("\nORDER BY ")[2])
    sorted_by = set(re.findall(r"\?(\w+)", order))
    things = {column for column in columns if f"{column}Label" in columns}
    quotes = {column for column in columns if column.lower().endswith("quote")}
    keys = {"entities": {"type", "entity"}, "sources": {"articleLabel"}}
    assert keys.get(name, things | quotes) <= sorted_by


def _shorten(value: str) -> str:
    return value.removeprefix(PREFIXES["gb"])


@pytest.mark.parametrize(("name", "case"), CASES)
def test_answer(world: pyoxigraph.Store, name: str, case: Case) -> None:
    answer = ask(world, name, dict(case["parameters"]))
    found = [
        {
            column: "null" if cell is None else _shorten(getattr(cell, "value", ""))
            for column, cell in zip(answer.columns, row, strict=True)
        }
        for row in answer.rows
    ]
    if isinstance(case["rows"], str):
        assert len(found) == int(case["rows"])
    else:
        wanted = [
            {column: row[column] for column in expected}
            for row, expected in zip(found, case["rows"], strict=False)
        ]
        assert wanted == case["rows"]
        assert len(found) == len(case["rows"])
    for unwanted in case.get("never", ()):
        assert not any(unwanted in cell for row in found for cell in row.values())
    for beginning in case.get("notes", ()):
        assert any(beginning in note for note in answer.notes), answer.notes


def _normalize(term: Any) -> Cell:
    if term is None:
        return None
    if isinstance(term, rdflib.Literal | pyoxigraph.Literal):
        text = term.value if isinstance(term, pyoxigraph.Literal) else str(term)
        return str(text), f"literal@{term.language or ''}"
    return (term.value if isinstance(term, pyoxigraph.NamedNode) else str(term)), "iri"


@pytest.mark.parametrize(("name", "case"), CASES)
def test_rdflib_gives_the_same_rows_in_the_same_order(
    world: pyoxigraph.Store, world_in_rdflib: rdflib.Graph, name: str, case: Case
) -> None:
    parameters = dict(case["parameters"])
    mine = [tuple(map(_normalize, row)) for row in ask(world, name, parameters).rows]
    bound = bind_query(find_queries()[name], parameters)
    theirs = [tuple(map(_normalize, row)) for row in world_in_rdflib.query(bound)]  # type: ignore[arg-type]
    assert theirs == mine


def test_rdflib_reads_every_question_on_half_of_python_s_stack() -> None:
    """Its parser descends with the nesting of a query; a caller that is deep already has half of the 1,000 frames."""
    files = sorted(str(file) for file in (FOLDER.parents[1] / "queries").glob("*.rq"))
    program = (
        "import sys; from pathlib import Path; from rdflib.plugins.sparql import prepareQuery\n"
        "sys.setrecursionlimit(500)\n"
        "for file in sys.argv[1:]: prepareQuery(Path(file).read_text('utf-8'))"
    )
    subprocess.run([sys.executable, "-c", program, *files], check=True)


@pytest.mark.parametrize("name", NAMES)
def test_row_count_does_not_depend_on_what_is_inferred(name: str) -> None:
    """Without the closure (``gb:Claim``, ``gb:Agent``, …) the rows are the same."""
    store = pyoxigraph.Store()
    inferred = {
        f"{PREFIXES['gb']}{name}" for name in ("Claim", "Election", "Event", "Organization")
    }
    full = pyoxigraph.Store()
    for quad in pyoxigraph.parse(path=FOLDER / "world.trig", format=pyoxigraph.RdfFormat.TRIG):
        triple = pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)
        full.add(triple)
        if getattr(quad.object, "value", None) not in inferred:
            store.add(triple)
    parameters = dict(load_cases(name)[0]["parameters"])
    assert ask(store, name, parameters).json == ask(full, name, parameters).json


def test_what_is_denied_without_naming_a_thing_is_not_against_it() -> None:
    store = pyoxigraph.Store()
    for quad in pyoxigraph.parse(path=FOLDER / "world.trig", format=pyoxigraph.RdfFormat.TRIG):
        store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    before = ask(store, "who-disagrees", {})
    content = pyoxigraph.NamedNode(f"{PREFIXES['gb']}content")
    negated = pyoxigraph.Literal("the ships would never come")
    claim = next(quad.subject for quad in store.quads_for_pattern(None, content, negated))
    store.remove(pyoxigraph.Quad(claim, content, negated))
    store.add(pyoxigraph.Quad(claim, content, pyoxigraph.Literal("nobody here sleeps")))
    assert len(ask(store, "who-disagrees", {}).rows) == len(before.rows) - 1


def _build(turtle: str) -> pyoxigraph.Store:
    """Return the small world with further triples."""
    world = (FOLDER / "world.trig").read_text("utf-8")
    store = pyoxigraph.Store()
    for quad in pyoxigraph.parse(f"{world}\n{turtle}", format=pyoxigraph.RdfFormat.TRIG):
        store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    return store


@pytest.mark.parametrize(
    ("favouring", "rows"),
    [
        ("Norland", 1),
        ("Norland … “they will see”", 1),
        ("“Norland will win,” … “they will see”", 1),
        ("his decision … “Norland will win”", 0),
    ],
)
def test_a_side_is_taken_on_whom_it_is_said_of_not_on_who_is_quoted_with_it(
    favouring: str, rows: int
) -> None:
    store = _build(
        ":x a gb:Criticism ; gb:speaker :keller ; gb:about :norland ; gb:content 'Norland' ; gb:evidence :p3 ."
        ":y a gb:Opinion ; gb:stance gb:Supports ; gb:speaker :diaz ; gb:about :norland ; "
        f"gb:content '{favouring}' ; gb:evidence :p2 ."
    )
    assert len(ask(store, "who-disagrees", {"about": "Norland"}).rows) == rows
    swapped = _build(
        f":x a gb:Criticism ; gb:speaker :keller ; gb:about :norland ; gb:content '{favouring}' ; gb:evidence :p3 ."
        ":y a gb:Opinion ; gb:stance gb:Supports ; gb:speaker :diaz ; gb:about :norland ; "
        "gb:content 'Norland' ; gb:evidence :p2 ."
    )
    assert len(ask(swapped, "who-disagrees", {"about": "Norland"}).rows) == rows


@pytest.mark.parametrize(("target", "more"), [(":fisherman", 1), (":norland", 0)])
def test_what_is_decided_for_a_whole_country_is_not_what_came_of_a_promise(
    target: str, more: int
) -> None:
    store = _build(
        f":c3 gb:about {target} . :z a gb:Measure ; skos:prefLabel 'fleet' ; gb:target {target} ; "
        "gb:announcedOn :border-on ; gb:leadEvidence :p31 ."
    )
    before = ask(_build(""), "promises-and-follow-up", {})
    assert len(ask(store, "promises-and-follow-up", {}).rows) == len(before.rows) + more
