"""Polarity and modality on own sentences, half of them traps; one marked word in each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph_builder.extraction.attribution import find_claims
from graph_builder.extraction.context import Context
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.lexicon import load_lexicon

if TYPE_CHECKING:
    from conftest import Parse

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "polarity.jsonl").read_text("utf-8").splitlines()
]
CASES = [
    pytest.param(
        row,
        id=f"{number:03}-{row['word']}",
        marks=[pytest.mark.xfail(reason=row["fault"], strict=True)] if "fault" in row else [],
    )
    for number, row in enumerate(ROWS)
]


def test_half_of_the_two_hundred_are_traps() -> None:
    assert len(ROWS) >= 200
    assert sum(row["trap"] for row in ROWS) * 2 >= len(ROWS)
    assert sum("fault" in row for row in ROWS) <= 5


@pytest.mark.parametrize("row", CASES)
def test_sentence(row: dict[str, Any], parse: Parse) -> None:
    parsed = parse(row["text"])
    word = parsed.cut(row["start"], row["start"] + len(row["word"]))
    assert word.text == row["word"]
    tokens = parsed.tokens_in(word.start, word.end)
    assert tokens is not None
    context = Context(parsed, load_lexicon())
    context.claims = find_claims(context)
    found = {
        "polarity": read_polarity(tokens.root),
        "modality": read_modality(tokens.root),
        "reported": context.find_claim_around(word) is not None,
    }
    assert found == {name: row[name] for name in found}
