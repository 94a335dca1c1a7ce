"""Asking: parameters that stay terms, errors with line and column, answers in every format."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.errors import UsageError
from graph_builder.querying import (
    RESULT_FORMATS,
    Rows,
    Triples,
    Truth,
    bind_query,
    find_queries,
    get_query,
    headers,
    read_query,
    run_query,
    write_answer,
)
from graph_builder.querying.tables import measure_width
from graph_builder.querying.tokens import iter_tokens
from graph_builder.resources import get_folder

BASE = "https://w3id.org/graph-builder/id/"
DATA = """
@prefix : <https://w3id.org/graph-builder/id/> .
@prefix gb: <https://w3id.org/graph-builder/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:ana skos:prefLabel "Ana" ; gb:status gb:InForce ; gb:value 7 .
:bo skos:prefLabel "Bo's \\"x\\" \\\\ | <b> 東京" ; gb:earliest "2030-01-02"^^<http://www.w3.org/2001/XMLSchema#date> .
"""


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(DATA, pyoxigraph.RdfFormat.TURTLE)
    return store


def ask(store: pyoxigraph.Store, query: str, /, **values: str) -> Rows:
    answer = run_query(store, read_query(query), values)
    assert isinstance(answer, Rows)
    return answer


LABELS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?x { ?x skos:prefLabel ?l "


@pytest.mark.parametrize(
    "value",
    [
        '"',
        "'",
        '") || (1=1',
        '" } UNION { ?x ?y ?z',
        "\\",
        '\\" . } #',
        "\n} DROP ALL",
        "?_name",
        "{count}",
        "Bo\u2028",
    ],
)
def test_a_parameter_that_tries_to_be_sparql_stays_a_string(
    store: pyoxigraph.Store, value: str
) -> None:
    assert not ask(store, LABELS + "FILTER(STR(?l) = ?_name) }", name=value).rows


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_through_as_it_is(value: str) -> None:
    answer = ask(pyoxigraph.Store(), "SELECT ?x { BIND(?_text AS ?x) }", text=value)
    ((cell,),) = answer.rows
    assert isinstance(cell, pyoxigraph.Literal)
    assert cell.value == value


@pytest.mark.parametrize(
    ("variable", "value", "term"),
    [
        ("?_x", "a", '"a"'),
        ("?__x", "a", '"a"'),
        ("$_x", "a", '"a"'),
        ("?_x_iri", "http://e/a", "<http://e/a>"),
        ("?_x_en", "a", '"a"@en'),
        ("?_x_integer", "-7", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("?_x_xsd_date", "2030-02-28", '"2030-02-28"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("?_x_xsd_decimal", "1.5", '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("?_x_xsd_boolean", "true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ],
)
def test_the_ending_of_a_name_says_what_it_becomes(variable: str, value: str, term: str) -> None:
    query = read_query(f"SELECT ?y {{ BIND({variable} AS ?y) }}")
    assert bind_query(query, {"x": value}) == f"SELECT ?y {{ BIND({term} AS ?y) }}"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("?_x_iri", "a b"),
        ("?_x_iri", "curfew"),
        ("?_x_iri", "http://e/> . ?s ?p ?o . <http://e/"),
        ("?_x_integer", "7.0"),
        ("?_x_integer", "٧"),
        ("?_x_xsd_date", "2030-02-29"),
        ("?_x_xsd_date", "20300228"),
        ("?_x_xsd_date", "yesterday"),
        ("?_x_xsd_decimal", "NaN"),
        ("?_x_xsd_boolean", "yes"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(variable: str, value: str) -> None:
    query = read_query(f"SELECT ?y {{ BIND({variable} AS ?y) }}")
    with pytest.raises(UsageError, match=r"cannot be the parameter x.*it must be"):
        bind_query(query, {"x": value})


def test_what_looks_like_a_parameter_in_strings_and_comments_is_none() -> None:
    text = 'SELECT ?y { ?y <http://e/?_a> \'?_b\', """?_c""" } # ?_d'
    assert read_query(text).parameters == ()


@given(st.text("?_ab\"'<>#{}:@\\ \n.", max_size=40))
def test_words_joined_are_the_query(text: str) -> None:
    assert "".join(token.text for token in iter_tokens(text)) == text


HEADER = """#+ summary: Which?
#+ description: >-
#+   More
#+   words.
#+ params:
#+   - day: the day
#+ defaults:
#+   - day: 2030-01-01
#+ enumerate:
#+   - kind:
#+     - a
#+     - no
SELECT ?x { BIND(CONCAT(STR(?_day_xsd_date), COALESCE(?__kind, ""), ?_name) AS ?x) }
"""


def test_header_gives_description_defaults_and_choices(store: pyoxigraph.Store) -> None:
    query = read_query(HEADER)
    day, kind, name = query.parameters
    assert (query.summary, query.description) == ("Which?", "More words.")
    assert (day.default, day.description, day.kind) == ("2030-01-01", "the day", "date")
    assert (kind.required, kind.choices) == (False, ("a", "no"))
    assert name.required
    answer = run_query(store, query, {"name": "!", "kind": "no"})
    assert isinstance(answer, Rows)
    assert str(answer.rows[0][0]) == '"2030-01-01no!"'


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "needs the parameter name: give it as --param name=VALUE"),
        (
            {"name": "x", "kind": "b"},
            "'b' is not possible for the parameter kind: it is one of a, no",
        ),
        ({"nam": "x"}, "no parameter 'nam': it has day, kind, name"),
    ],
)
def test_missing_and_unknown_parameters(values: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        bind_query(read_query(HEADER), values)


@pytest.mark.parametrize(
    "header", ["#+ a: [", "#+ - a", "#+ defaults: x", "#+ notes:\n#+   - says: x"]
)
def test_a_header_that_cannot_be_understood(header: str) -> None:
    with pytest.raises(UsageError, match="header of the query 'standard input'"):
        read_query(f"{header}\nASK {{}}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x\n{ ?x ?y ", r"line 2, column \d+, near .\{ \?x \?y.: "),
        ("SELECT ?x { ?x ?y ?z ", r"line 1, column \d+, near .*: expected one of .*\"\.\""),
        ("SELECT ?x { ?x ?y ?_z } }\n", "line 2, column 1"),
        (
            "SELECT ?x { ?x unknown:y ?z }",
            "the prefix unknown: is not declared; put 'PREFIX unknown: <…>' first",
        ),
        ("SELECT ?_z { ?x ?y ?_z }", "a parameter where SPARQL takes no value"),
        ("# nothing", "asks nothing"),
        (
            "INSERT DATA { <http://a> <http://b> 1 }",
            "line 1, column 1: INSERT would change the graph",
        ),
        ("PREFIX a: <b>\nDROP ALL", "line 2, column 1: DROP would change"),
        ("SELECT *\n{ service <http://a/> { ?x ?y ?z } }", "line 2, column 3: SERVICE would ask"),
    ],
)
def test_a_wrong_query_is_a_sentence(store: pyoxigraph.Store, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run_query(store, read_query(text), {"z": "1"} if "?_z" in text else {})


def test_words_like_updates_in_names_are_no_updates(store: pyoxigraph.Store) -> None:
    text = "PREFIX service: <http://e/> SELECT ?drop { ?drop service:insert 'DELETE' }"
    assert not ask(store, text).rows


def test_unknown_query_gets_the_nearest_names() -> None:
    with pytest.raises(
        UsageError, match=r"no saved query 'claim-by-speakers': did you mean claims-by-sp"
    ):
        get_query("claim-by-speakers")


def test_a_users_folder_comes_first(tmp_path: Path) -> None:
    (tmp_path / "timeline.rq").write_text("#+ summary: Mine\nASK {}", "utf-8")
    assert get_query("timeline", [tmp_path]).summary == "Mine"
    queries = find_queries([tmp_path])
    assert queries["timeline"].summary == "Mine"
    assert "entities" in queries
    with pytest.raises(UsageError, match=r"folder of queries .* does not exist"):
        find_queries([tmp_path / "none"])


def test_a_query_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.rq' cannot be read"):
        get_query(str(tmp_path / "none.rq"))
    (tmp_path / "latin.rq").write_bytes(b"# \xe9\nASK {}")
    with pytest.raises(UsageError, match="is not UTF-8"):
        get_query(str(tmp_path / "latin.rq"))


ALL = (
    "SELECT ?x ?xLabel ?status ?n ?day { ?x <http://www.w3.org/2004/02/skos/core#prefLabel> ?xLabel "
    "OPTIONAL { ?x <https://w3id.org/graph-builder/ontology#status> ?status } "
    "OPTIONAL { ?x <https://w3id.org/graph-builder/ontology#value> ?n } "
    "OPTIONAL { ?x <https://w3id.org/graph-builder/ontology#earliest> ?day } } ORDER BY ?x"
)


def write(store: pyoxigraph.Store, name: str, width: int | None = None) -> str:
    return write_answer(ask(store, ALL), name, base_iri=BASE, width=width).decode()


def test_standard_formats(store: pyoxigraph.Store) -> None:
    rows = list(csv.reader(io.StringIO(write(store, "csv"), newline="")))
    assert rows[0] == ["x", "xLabel", "status", "n", "day"]
    assert rows[2] == [f"{BASE}bo", 'Bo\'s "x" \\ | <b> 東京', "", "", "2030-01-02"]
    tsv = write(store, "tsv").splitlines()
    assert tsv[1].split("\t")[:2] == [f"<{BASE}ana>", '"Ana"']
    bindings = json.loads(write(store, "json"))["results"]["bindings"]
    assert bindings[1]["day"] == {
        "type": "literal",
        "value": "2030-01-02",
        "datatype": "http://www.w3.org/2001/XMLSchema#date",
    }
    assert "status" not in bindings[1]
    root = ET.fromstring(write(store, "xml"))  # noqa: S314 - our own
    assert [item.get("name") for item in root[0]] == ["x", "xLabel", "status", "n", "day"]


def test_table_shows_labels_and_short_names_in_aligned_columns(store: pyoxigraph.Store) -> None:
    header, rule, first, second = write(store, "table").splitlines()
    assert header.split() == ["x", "status", "n", "day"]
    assert rule.split() == ["─" * 21, "─" * 7, "─", "─" * 10]
    assert first.split() == ["Ana", "InForce", "7"]
    assert measure_width(second[: second.index("2030")]) == header.index("day")


def test_markdown_cells_cannot_break_the_table(store: pyoxigraph.Store) -> None:
    header, _, _, second = write(store, "markdown").splitlines()
    assert header == "| x | status | n | day |"
    assert r"Bo's \"x" not in second
    assert r"\\ \| \<b>" in second


@pytest.mark.parametrize("width", [20, 30, 40, 60, 200])
def test_no_line_is_wider_than_the_terminal(store: pyoxigraph.Store, width: int) -> None:
    text = write(store, "table", width)
    assert max(map(measure_width, text.splitlines())) <= max(width, 28)
    assert "2030-01-02" in text


def test_control_characters_do_not_reach_the_terminal(store: pyoxigraph.Store) -> None:
    answer = ask(store, 'SELECT ?x { BIND("a\\u001b[31m\\u202Eb\\nc" AS ?x) }')
    assert write_answer(answer, "table", base_iri=BASE).decode().splitlines()[2] == "a [31mb c"


def test_ask_and_construct(store: pyoxigraph.Store) -> None:
    truth = run_query(store, read_query("ASK { ?x ?y 7 }"), {})
    assert isinstance(truth, Truth)
    assert truth.value
    assert write_answer(truth, "table", base_iri=BASE) == b"yes\n"
    assert json.loads(write_answer(truth, "json", base_iri=BASE))["boolean"] is True
    with pytest.raises(UsageError, match="no CSV"):
        write_answer(truth, "csv", base_iri=BASE)
    graph = run_query(store, read_query("CONSTRUCT { ?y ?x 1 } { ?x ?p ?o, 7 . ?o ?q ?y }"), {})
    assert graph == Triples(graph.query, ())
    graph = run_query(store, read_query("CONSTRUCT { ?x a ?x } { ?x ?y ?z }"), {})
    assert isinstance(graph, Triples)
    assert [triple[0] for triple in graph.triples] == [f"<{BASE}ana>", f"<{BASE}bo>"]


def test_every_format_has_an_empty_answer(store: pyoxigraph.Store) -> None:
    for name in RESULT_FORMATS:
        assert write_answer(ask(store, "SELECT ?x { ?x a ?x }"), name, base_iri=BASE, width=80)
    with pytest.raises(UsageError, match="cannot be written as 'turtle'"):
        write_answer(ask(store, "SELECT ?x {}"), "turtle", base_iri=BASE)


def test_notes_count_rows(store: pyoxigraph.Store) -> None:
    header = (
        '#+ notes:\n#+   - column: x\n#+     value: b\n#+     says: "{count} of {total} are {b}"\n'
        "#+   - column: none\n#+     says: never\n#+   - empty: nothing\n"
    )
    assert ask(store, header + 'SELECT ?x { VALUES ?x { "a" "b" "b" } }').notes == (
        "2 of 3 are {b}",
    )
    assert ask(store, header + "SELECT ?x { ?x a ?x }").notes == ("nothing",)


def test_asking_needs_no_heavy_library() -> None:
    code = "import sys, graph_builder.querying, graph_builder.store; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"rdflib", "spacy", "numpy", "pyshacl", "owlrl"} & set(loaded)


def test_the_kept_headers_are_those_of_the_program_s_questions() -> None:
    kept = Path(headers.__file__).with_name("headers.json").read_text(encoding="utf-8")
    assert kept == headers.write_headers(get_folder("queries"))


def test_a_question_of_the_program_is_read_without_a_reader_of_yaml() -> None:
    code = (
        "import sys; from graph_builder.querying.saved import find_queries; find_queries(); "
        "assert 'yaml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
