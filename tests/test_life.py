"""Twenty articles tell the life of one measure, with traps: what is concluded from them together, and what becomes of it when they change."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graph_builder.cli import main
from graph_builder.store import GraphFolder

if TYPE_CHECKING:
    from collections.abc import Sequence

LIFE = Path(__file__).parent / "life"
GB = "https://w3id.org/graph-builder/ontology#"
ID = "https://w3id.org/graph-builder/id/"
CURFEW = f"{ID}measure/night-curfew-in-montevideo-uruguay"


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("life") / "graph"
    run("build", "--graph", folder, LIFE / "articles.jsonl")
    return folder


def ask(graph: Path, query: str, **parameters: str) -> list[dict[str, str]]:
    given = [part for name, value in parameters.items() for part in ("--param", f"{name}={value}")]
    table = run("query", "--graph", graph, query, *given, "--format", "csv")
    return list(csv.DictReader(io.StringIO(table)))


def export(graph: Path) -> str:
    return run("export", "--graph", graph, "--format", "n-quads")


def local(iri: str) -> str:
    return iri.rpartition("#")[2].removeprefix(ID)


def test_the_expected_graph_is_there(graph: Path) -> None:
    with GraphFolder(graph).open_index() as index:
        missing = [
            str(triple)
            for triple in ox.parse(path=str(LIFE / "expected.ttl"), format=ox.RdfFormat.TURTLE)
            if not any(
                index.store.quads_for_pattern(
                    triple.subject, triple.predicate, triple.object, ox.DefaultGraph()
                )
            )
        ]
    assert not missing, "\n".join(missing)


def test_the_life_of_the_curfew_is_told_in_order(graph: Path) -> None:
    rows = ask(graph, "measures-by-status", measure=CURFEW)
    steps = list(dict.fromkeys((local(row["step"]), row["latest"]) for row in rows))
    assert [step for step, _ in steps[:1]] == ["Proposed"]
    assert dict(reversed(steps)) == {
        "Proposed": "2031-03-05",
        "Announced": "2031-03-07",
        "Cleared": "2031-03-12",
        "Approved": "2031-03-20",
        "InForce": "2031-04-01",
        "Extended": "2031-05-01",
        "StruckDown": "2031-06-10",
    }
    assert [row["articleLabel"] for row in rows] == sorted(row["articleLabel"] for row in rows)
    assert all(row["quote"] for row in rows)


def test_the_namesake_has_nothing_to_do_with_it(graph: Path) -> None:
    people = {
        row["entity"]: row for row in ask(graph, "entities") if row["entityLabel"] == "Elena Varela"
    }
    assert len(people) == 2
    claims = ask(graph, "claims-by-speaker", speaker="Elena Varela")
    assert len({row["speaker"] for row in claims}) == 2
    of_the_mayor = [row for row in claims if row["articleLabel"] == "06-namesake"]
    assert {row["speaker"] for row in of_the_mayor} == {f"{ID}person/elena-varela-53b5263df7487748"}


def test_two_outlets_disagree(graph: Path) -> None:
    rows = ask(graph, "conflicting-figures")
    pairs = {
        (row["indicatorLabel"], row["value"], row["otherValue"], row["certainty"]) for row in rows
    }
    assert ("arrested", "120", "150", "certainly") in pairs
    assert ("homicide rate", "11.2", "12", "certainly") in pairs
    assert ("homicide rate", "9", "", "forecast") in pairs


def test_who_is_for_the_curfew_and_who_against(graph: Path) -> None:
    rows = ask(graph, "who-disagrees", about="curfew")
    pairs = {(row["speakerLabel"], row["opponentLabel"]) for row in rows if row["about"] == CURFEW}
    assert {
        ("Elena Varela", "Pablo Rojas"),
        ("Ana Ferro", "Pablo Rojas"),
        ("Ana Ferro", "Dock Workers Union"),
    } <= pairs
    assert not any(one == "Pablo Rojas" for one, _ in pairs)


def test_a_plan_is_taken_up_by_other_words(graph: Path) -> None:
    about = {
        row["content"]: row["about"] for row in ask(graph, "claims-about", about="cooperation")
    }
    asked = next(iri for content, iri in about.items() if "friendly navies to send" in content)
    assert asked == f"{ID}measure/cooperation-agreements-uruguay"
    assert "the plan" in about


def test_one_text_under_two_ids_is_one_source(graph: Path) -> None:
    with GraphFolder(graph).open_index() as index:
        hashes = [
            quad.object.value
            for quad in index.store.quads_for_pattern(
                None, ox.NamedNode(f"{GB}contentHash"), None, ox.DefaultGraph()
            )
            if isinstance(quad.object, ox.Literal)
        ]
    assert len(hashes) - len(set(hashes)) == 1
    rows = ask(graph, "sources")
    assert [row["articleLabel"] for row in rows if row["copyOf"]] == ["10-copy"]


def test_every_conclusion_is_proved(graph: Path) -> None:
    run("verify", "--graph", graph)
    told = run("explain", "--graph", graph, CURFEW)
    assert "02-proposal" in told
    assert "Same by the rule authority-and-words" in told
    assert "by the rule: how far it has come" in told
    assert "(20-end, line 1)" in told.partition("status: StruckDown")[2].partition("by the rule")[0]


def read_articles() -> list[dict[str, str]]:
    text = (LIFE / "articles.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def write_articles(path: Path, articles: Sequence[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
    return path


def test_a_corrected_article_replaces_what_it_said_and_a_withdrawn_one_leaves_no_trace(
    graph: Path, tmp_path: Path
) -> None:
    articles = read_articles()
    corrected = json.loads((LIFE / "corrected.jsonl").read_text(encoding="utf-8"))
    slowly = tmp_path / "slowly"
    run("build", "--graph", slowly, LIFE / "articles.jsonl")
    assert export(slowly) == export(graph)
    run("build", "--graph", slowly, LIFE / "corrected.jsonl")
    text = export(slowly)
    assert "Court rejected the night curfew" not in text
    assert "earlier version" not in run(
        "query", "--graph", slowly, "claims-about", "--param", "about=curfew"
    )
    kept = [a for a in articles if a["id"] not in ("07-court", "06-namesake")]
    run(
        "build",
        "--prune",
        "--graph",
        slowly,
        write_articles(tmp_path / "kept.jsonl", [*kept, corrected]),
    )
    text = export(slowly)
    assert "06-namesake" not in text
    assert "Arequipa" not in text
    assert f"<{ID}person/elena-varela>" in text
    at_once = tmp_path / "at-once"
    shuffled = [corrected, *kept]
    random.Random(7).shuffle(shuffled)  # noqa: S311 - any other order
    run("build", "--graph", at_once, write_articles(tmp_path / "shuffled.jsonl", shuffled))
    assert export(at_once) == text


def test_one_by_one_it_is_the_same(graph: Path, tmp_path: Path) -> None:
    articles = read_articles()
    random.Random(3).shuffle(articles)  # noqa: S311 - any other order
    slowly = tmp_path / "slowly"
    for number in range(0, len(articles), 5):
        part = write_articles(tmp_path / f"{number}.jsonl", articles[number : number + 5])
        run("build", "--graph", slowly, part)
    assert export(slowly) == export(graph)
