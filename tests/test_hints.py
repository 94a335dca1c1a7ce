"""Hints of questions: the same answers with and without, by lists that are made once and kept with the graph."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from shelves import Shelf
from test_queries import CASES, Case, ask, load_cases
from test_store import make_quads

from graph_builder.querying import Rows, bind_query, find_queries, read_query, run_query
from graph_builder.querying import hints as hints_module
from graph_builder.querying.hints import follow_hints, prepare_lists
from graph_builder.querying.tokens import iter_tokens
from graph_builder.store import GraphFolder
from graph_builder.store.writing import open_for_writing
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.querying import SavedQuery

LABELS = "skos:prefLabel|skos:altLabel"
NAMED = read_query(
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    "SELECT DISTINCT ?thing WHERE {\n"
    f"  # Hint: VALUES ?thing whose {LABELS} contains ?__name\n"
    f"  ?thing {LABELS} ?name\n"
    '  FILTER(CONTAINS(CONCAT(" ", LCASE(STR(?name)), " "), CONCAT(" ", LCASE(COALESCE(?__name, "")), " "))\n'
    '    || LCASE(STR(?thing)) = LCASE(COALESCE(?__name, "")))\n'
    "} ORDER BY ?thing"
)
DATED, ENDED = (
    read_query(
        "SELECT ?thing WHERE {\n"
        f"  # Hint: VALUES ?thing of gb:Event|gb:Measure whose gb:occurredOn {how} between ?__from_xsd_date and ?__to_xsd_date\n"
        "  FILTER(COALESCE(?__from_xsd_date, ?__to_xsd_date, true))\n"
        "}"
    )
    for how in ("is", "is or ends")
)
HOSTILE = ('"', "\\", "}", "} ?s ?p ?o {", "\n", "\t", "'''", "# x", "<urn:x>", "\u2028", "ı", "ẞ")


def iri(name: str) -> str:
    return f"<http://e/{name}>"


def make_store(*lines: tuple[str, str, str]) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for subject, predicate, object_ in lines:
        prefix, _, name = predicate.partition(":")
        line = f"{subject} <{PREFIXES[prefix]}{name}> {object_} ."
        store.extend(
            pyoxigraph.Quad(*triple)
            for triple in pyoxigraph.parse(line.encode(), pyoxigraph.RdfFormat.N_TRIPLES)
        )
    return store


def write_label(text: str) -> str:
    return str(pyoxigraph.Literal(text, language="en"))


def find_values(index: Shelf, query: SavedQuery, **values: str) -> list[str] | None:
    """Return what a hint became, or none where it stayed a comment."""
    bound = bind_query(query, values)
    followed = follow_hints(index, bound)
    if followed == bound:
        return None
    (line,) = set(followed.split("\n")) - set(bound.split("\n"))
    return line.partition("VALUES ?thing { ")[2].partition("}")[0].split()


def get_rows(index: Shelf, query: SavedQuery, **values: str) -> list[str]:
    answers = [
        run_query(index.store, query, values, prepare=prepare)
        for prepare in (str, partial(follow_hints, index))
    ]
    rows = [[str(row[0]) for row in answer.rows] for answer in answers if isinstance(answer, Rows)]
    assert rows[0] == rows[1]
    return rows[0]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_question_has_the_same_answer_with_its_hints(
    world: pyoxigraph.Store, name: str, case: Case
) -> None:
    values = dict(case["parameters"])
    with_hints = partial(follow_hints, Shelf(world))
    answer = run_query(world, find_queries()[name], values, prepare=with_hints)
    assert isinstance(answer, Rows)
    assert answer.rows == ask(world, name, values).rows


@pytest.mark.parametrize("name", find_queries())
def test_every_hint_of_a_question_is_understood(world: pyoxigraph.Store, name: str) -> None:
    query = find_queries()[name]
    examples = {"date": "2021-04-11", "string": "nothing is called so"}
    values = {
        parameter.name: parameter.example or [*parameter.choices, examples[parameter.kind]][0]
        for parameter in query.parameters
    }
    followed = follow_hints(Shelf(world), bind_query(query, values))
    left = [token.text for token in iter_tokens(followed) if token.text.startswith("# Hint")]
    assert not left


def test_what_is_called_so_by_any_of_its_names_in_whole_words() -> None:
    index = Shelf(
        make_store(
            (iri("kong"), "skos:prefLabel", write_label("Hong Kong")),
            (iri("kong"), "skos:altLabel", write_label("HONG KONG")),
            (iri("bay"), "skos:altLabel", write_label("the hong kong Bay")),
            (iri("kongo"), "skos:prefLabel", write_label("Hong Kongo")),
        )
    )
    assert find_values(index, NAMED, name="Hong Kong") == [iri("bay"), iri("kong")]
    assert find_values(index, NAMED, name="hong  kong") == []
    assert find_values(index, NAMED, name="") is None
    assert find_values(index, NAMED) is None
    for name in ("Hong Kong", "kongo", "nobody", ""):
        get_rows(index, NAMED, name=name)


def test_a_thing_is_found_by_its_address() -> None:
    index = Shelf(make_store((iri("Person/Ana"), "skos:prefLabel", write_label("Ana Díaz"))))
    for name in ("http://e/Person/Ana", "http://e/person/ana"):
        assert get_rows(index, NAMED, name=name) == [iri("Person/Ana")]
    assert get_rows(index, NAMED, name="http://e/person/an") == []
    # Another thing that the graph may know without a name stays possible.
    assert find_values(index, NAMED, name="http://e/Person/B") == [iri("Person/B")]
    assert find_values(index, NAMED, name="http://e/ no address") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_can_be_a_name_and_be_asked_for(text: str) -> None:
    labels = [*HOSTILE, "plain", f"a {text} b", text.upper(), text.lower()]
    index = Shelf(
        make_store(
            *((iri(str(n)), "skos:prefLabel", write_label(label)) for n, label in enumerate(labels))
        )
    )
    assert iri(str(HOSTILE.index(text))) in get_rows(index, NAMED, name=text)


def test_too_many_things_are_not_named_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    index = Shelf(
        make_store(*((iri(str(n)), "skos:prefLabel", write_label("same")) for n in range(3)))
    )
    assert len(find_values(index, NAMED, name="same") or ()) == 3
    monkeypatch.setattr(hints_module, "_MOST", 2)
    assert find_values(index, NAMED, name="same") is None
    assert len(get_rows(index, NAMED, name="same")) == 3


SPOKEN = read_query(
    "SELECT ?thing WHERE {\n"
    "  # Hint: VALUES ?thing whose gb:speaker/skos:prefLabel|gb:speaker/skos:altLabel|gb:speakerText contains ?__name\n"
    "  FILTER(BOUND(?__name))\n"
    "}"
)


def test_what_leads_to_something_called_so_is_found_by_its_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = Shelf(
        make_store(
            (iri("ana"), "skos:prefLabel", write_label("Ana Díaz")),
            (iri("bea"), "skos:altLabel", write_label("Ana")),
            (iri("cem"), "skos:prefLabel", write_label("Cem")),
            *((iri(f"said-{n}"), "gb:speaker", iri(n)) for n in ("ana", "bea", "cem", "Nobody")),
            (iri("told"), "gb:speakerText", write_label("Ana's aunt")),
        )
    )
    said = [iri("said-ana"), iri("said-bea"), iri("told")]
    assert find_values(index, SPOKEN, name="ana") == said[:2]
    assert find_values(index, SPOKEN, name="Ana's aunt") == said[2:]
    assert iri("said-cem") in (find_values(index, SPOKEN, name="http://e/CEM") or ())
    assert iri("said-Nobody") in (find_values(index, SPOKEN, name="http://e/Nobody") or ())
    monkeypatch.setattr(hints_module, "_MOST", 1)
    assert find_values(index, SPOKEN, name="ana") is None


MARKED = read_query(
    "SELECT ?thing WHERE {\n"
    "  # Hint: VALUES ?thing of gb:Measure whose gb:status is gb:?__status\n"
    "  FILTER(BOUND(?__status))\n"
    "}"
)


def test_what_has_a_value_is_named_without_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    ended, force = (f"<{PREFIXES['gb']}{name}>" for name in ("Ended", "InForce"))
    index = Shelf(
        make_store(
            *((iri(name), "rdf:type", f"<{PREFIXES['gb']}Measure>") for name in "abc"),
            *((iri(name), "gb:status", ended) for name in "bca"),
            (iri("b"), "gb:status", force),
            (iri("report"), "gb:status", ended),
        )
    )
    assert find_values(index, MARKED, status="Ended") == [iri("a"), iri("b"), iri("c")]
    assert find_values(index, MARKED, status="InForce") == [iri("b")]
    assert find_values(index, MARKED, status="Rejected") == []
    assert find_values(index, MARKED) is None
    for hostile in ("", "Ended> <x", 'Ended" } #'):
        assert find_values(index, MARKED, status=hostile) is None
    assert not index.kept
    monkeypatch.setattr(hints_module, "_MOST", 2)
    assert find_values(index, MARKED, status="Ended") is None


def test_a_build_makes_the_lists_that_questions_need(world: pyoxigraph.Store) -> None:
    index = Shelf(world)
    prepare_lists(index, [query.text for query in find_queries().values()])
    kept = set(index.kept)
    for name, query in find_queries().items():
        for case in load_cases(name):
            values = dict(case["parameters"])
            run_query(world, query, values, prepare=partial(follow_hints, index))
    assert index.kept.keys() == kept


def test_what_has_no_address_cannot_be_named() -> None:
    index = Shelf(make_store(("_:b", "skos:prefLabel", write_label("Ana"))))
    assert find_values(index, NAMED, name="Ana") is None


def make_times(**days: tuple[str, str]) -> list[tuple[str, str, str]]:
    lines = []
    for name, ends in days.items():
        lines.append((iri(name), "rdf:type", f"<{PREFIXES['gb']}Event>"))
        lines.append((iri(name), "gb:occurredOn", iri(f"{name}-time")))
        for end, day in zip(("earliest", "latest"), ends, strict=True):
            if day:
                lines.append(
                    (iri(f"{name}-time"), f"gb:{end}", f'"{day}"^^<{PREFIXES["xsd"]}date>')
                )
    return lines


def test_what_can_be_of_a_day_in_a_span_and_whatever_has_no_date() -> None:
    index = Shelf(
        make_store(
            *make_times(
                before=("2020-01-01", "2020-02-29"),
                over=("2020-02-01", "2020-03-01"),
                within=("2020-03-05", "2020-03-05"),
                since=("2020-03-31", ""),
                until=("", "2020-03-01"),
                past=("", "2020-02-01"),
                after=("2020-04-01", "2020-04-01"),
                never=("", ""),
            ),
            (iri("undated"), "rdf:type", f"<{PREFIXES['gb']}Measure>"),
            (iri("other"), "rdf:type", f"<{PREFIXES['gb']}Claim>"),
            (iri("other"), "gb:occurredOn", iri("within-time")),
        )
    )

    def find(query: SavedQuery, **values: str) -> set[str]:
        return {name[len("<http://e/") : -1] for name in find_values(index, query, **values) or ()}

    always = {"never", "undated"}
    month = {"from": "2020-03-01", "to": "2020-03-31"}
    assert find(DATED, **month) == {"over", "within", "since", "until"} | always
    assert find(DATED, **{"from": "2020-04-01"}) == {"after", "since"} | always
    assert find(DATED, to="2020-01-01") == {"before", "until", "past"} | always
    assert find_values(index, DATED) is None
    assert find(ENDED, **month) == {"over", "within", "since", "until"} | always
    assert find(ENDED, to="2020-01-31") == {"before"} | always


def test_half_of_what_has_days_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints_module, "_MOST", 1)
    day = ("2020-03-05", "2020-03-05")
    later = {f"later{n}": ("2020-04-01", "2020-04-01") for n in range(4)}
    for count, named in ((4, True), (5, False)):
        index = Shelf(make_store(*make_times(**{f"on{n}": day for n in range(count)}, **later)))
        found = find_values(index, DATED, **{"from": "2020-03-01", "to": "2020-03-31"})
        assert (found is not None) == named


def test_a_comment_with_other_prefixes_or_words_stays_a_comment() -> None:
    index = Shelf(pyoxigraph.Store())
    for line in (
        '# Hint: VALUES ?a whose ex:name contains "x"',
        '# Hint: VALUES ?a whose skos:prefLabel contains "x" and more',
        "# Hint: VALUES ?a whose skos:prefLabel contains ?__left",
        '# Hint: VALUES ?a whose (skos:prefLabel contains "x"',
        "# VALUES ?a { <urn:x> }",
    ):
        assert follow_hints(index, f"{line}\nASK {{}}") == f"{line}\nASK {{}}"


def test_a_list_is_kept_and_made_again_when_it_is_damaged() -> None:
    index = Shelf(make_store((iri("a"), "skos:prefLabel", write_label("Ana"))))
    assert find_values(index, NAMED, name="ana") == [iri("a")]
    ((name, whole),) = index.kept.items()
    index.store.clear()
    assert find_values(index, NAMED, name="ana") == [iri("a")]
    for damaged in (b"", whole[:-1], whole[:5] + b"x" + whole[6:]):
        index.kept[name] = damaged
        assert find_values(index, NAMED, name="ana") == []
    assert index.kept[name] != whole


def test_another_graph_has_other_lists(tmp_path: Path) -> None:
    def find(label: str) -> list[str]:
        a = "<http://e/article/a>"
        quads = [
            *make_quads(a, "text"),
            ("<http://e/x>", f"<{PREFIXES['skos']}prefLabel>", f'"{label}"', a),
        ]
        with open_for_writing(tmp_path) as writer:
            writer.commit([], {a: quads}, made_with={"reader": "1"})
        with GraphFolder(tmp_path).open_index() as index:
            followed = [follow_hints(index, bind_query(NAMED, {"name": label})) for _ in range(2)]
        assert followed[0] == followed[1]
        assert list(tmp_path.glob("index/*/answers/*"))
        return followed[0].partition("VALUES ?thing { ")[2].split()[:1]

    assert find("Ana") == find("Bea") == ["<http://e/x>"]
