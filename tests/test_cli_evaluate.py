"""``evaluate`` on gold of one's own: figures, misses, and what cannot be scored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from graph_builder.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The mayor said on Monday that the bridge would open in June. Residents were not asked."


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def write_gold(path: Path, **fields: Any) -> Path:
    path.write_text(json.dumps({"id": "a", "date": "2024-03-05", "text": TEXT, **fields}) + "\n")
    return path


def mark_claim(speaker: str = "mayor") -> dict[str, Any]:
    return {
        "speaker": speaker,
        "cue": "said",
        "content": "that the bridge would open",
        "evidence": "The mayor said",
        "direct": False,
        "polarity": "Affirmed",
    }


def test_a_claim_that_was_found(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold.jsonl", claims=[mark_claim()])
    result = run("--format", "json", gold)
    assert result.exit_code == 0, result.output
    scores = {score["name"]: score["f1"] for score in json.loads(result.stdout)["scores"]}
    assert scores["claims"] == scores["speakers"] == 1.0


def test_a_wrong_speaker_costs_its_own_row_alone(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold.jsonl", claims=[mark_claim("the bishop")])
    scores = {
        score["name"]: score["f1"]
        for score in json.loads(run("--format", "json", gold).stdout)["scores"]
    }
    assert scores["claims"] == 1.0
    assert scores["speakers"] == 0.0


def test_a_miss_is_shown_as_text(tmp_path: Path) -> None:
    missed = mark_claim("residents") | {
        "cue": "asked",
        "content": "Residents were not asked",
        "evidence": "Residents were not asked",
    }
    gold = write_gold(tmp_path / "gold.jsonl", claims=[mark_claim(), missed])
    result = run("--misses", "5", gold)
    assert "Residents were not asked" in result.stdout


def test_what_extract_printed_is_gold(tmp_path: Path) -> None:
    article = tmp_path / "a.json"
    text = f"{TEXT} Parliament banned fireworks on Friday, after 12 people were injured in Leeds."
    article.write_text(json.dumps({"id": "a", "date": "2024-03-05", "text": text}))
    read = json.loads(CliRunner().invoke(main, ["extract", str(article)]).stdout)
    assert read["claims"]
    assert read["measures"]
    assert read["observations"]
    gold = write_gold(tmp_path / "gold.jsonl", **read | {"date": "2024-03-05", "text": text})
    result = run("--format", "json", gold)
    assert result.exit_code == 0, result.output
    scores = [row for line in result.stdout.splitlines() for row in json.loads(line)["scores"]]
    assert {row["f1"] for row in scores} == {1.0}
    assert {"claims", "speakers", "measures: dates", "observations: unit"} <= {
        row["name"] for row in scores
    }


def test_what_the_gold_does_not_say_is_not_scored(tmp_path: Path) -> None:
    gold = write_gold(
        tmp_path / "gold.jsonl",
        claims=[{"evidence": "The mayor said", "content": "that the bridge would open"}],
    )
    scores = json.loads(run("--format", "json", gold).stdout)["scores"]
    assert [score["name"] for score in scores] == ["claims"]


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ({"content": "that the bridge"}, "line 1, claims 1: no “evidence”"),
        ({"evidence": "the bishop said", "content": "that"}, "“the bishop said” does not stand"),
        ({"evidence": "said"}, "claims 1: no “content”"),
        ({"evidence": "said", "content": "that the moon"}, "“that the moon” does not stand"),
        ({"evidence": {"start": 3, "end": 999}, "content": "that"}, "3 to 999 lies outside"),
        ("said", "no “evidence”"),
    ],
)
def test_an_item_that_cannot_be_scored_is_named(tmp_path: Path, item: Any, sentence: str) -> None:
    result = run(write_gold(tmp_path / "gold.jsonl", claims=[item]))
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_file_of_a_folder_without_marks_is_left_out(tmp_path: Path) -> None:
    write_gold(tmp_path / "articles.jsonl")
    write_gold(tmp_path / "gold.jsonl", claims=[mark_claim()])
    result = run(tmp_path)
    assert result.exit_code == 0, result.output
    assert "articles.jsonl marks nothing up" in result.stderr
    assert "gold.jsonl" in result.stdout


def test_a_named_file_without_marks_is_an_error(tmp_path: Path) -> None:
    result = run(write_gold(tmp_path / "articles.jsonl"))
    assert result.exit_code == 2
    assert "marks nothing up that can be scored" in result.stderr


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("{broken\n", "line 1: not JSON"), ('{"id": "a"}\n', "no field “text”"), ("", "empty")],
)
def test_a_file_that_is_no_gold(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content)
    result = run(path)
    assert result.exit_code == 2
    assert sentence in result.stderr
