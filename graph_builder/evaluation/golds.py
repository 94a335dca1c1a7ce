"""Precision, recall and F1 against marked-up text.

The kind of a gold file is told by its fields. The form of a user's own gold stands in ``items``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph_builder.errors import InputError
from graph_builder.evaluation import (
    attribution,
    claims,
    decisions,
    entities,
    figures,
    incidents,
    political,
    quantities,
    times,
)
from graph_builder.evaluation.items import read_items
from graph_builder.extraction import extract
from graph_builder.extraction.parsing import parse_article
from graph_builder.reading import ArticleReader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from graph_builder.evaluation.report import Report
    from graph_builder.extraction.parsing import Parser
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Facts

    Gold = Mapping[str, Any]
    Scorer = Callable[[Sequence[Gold], Sequence[Facts]], Report]

__all__ = ["evaluate", "read_gold"]


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Return the marked-up texts of a file, one JSON object a line.

    Raises:
        InputError: A line is not JSON, has no ``text``, or marks up what does not stand in it.
    """
    golds = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            gold = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(
                f"{path}, line {number}: not JSON ({error.msg}); each line must be one object"
            ) from error
        if not isinstance(gold, dict) or not isinstance(gold.get("text"), str):
            raise InputError(
                f"{path}, line {number}: no field “text”; each object needs the text it marks up"
            )
        is_ours = "relevant" not in gold and not gold.get("annotations")
        golds.append(read_items(gold, f"{path}, line {number}") if is_ours else gold)
    if not golds:
        raise InputError(f"{path}: empty; give a file with one JSON object a line")
    return golds


def evaluate(path: Path, parser: Parser, lexicon: Lexicon) -> list[Report]:
    """Read the texts of a gold file and score what was found in them.

    Returns:
        One report a measure; none when nothing in the file is marked up in a form known here.

    Raises:
        InputError: The file cannot be used.
    """
    golds = read_gold(path)
    scorers = choose_scorers(golds)
    if not scorers:
        return []
    reader = ArticleReader(lexicon)
    articles = list(reader.read([path]))
    if reader.problems:
        raise reader.problems[0]
    facts = [extract(parse_article(article, parser), lexicon) for article in articles]
    return [score(golds, facts) for score in scorers]


def choose_scorers(golds: Sequence[Gold]) -> list[Scorer]:
    """Return the measures that fit the fields of a gold file."""
    fields = {field for gold in golds for field in gold}
    kinds = {note.get("type") for gold in golds for note in gold.get("annotations") or ()}
    found: list[Scorer] = []
    if "attributions" in fields:
        found.append(attribution.score)
    if "TIMEX3" in kinds:
        found.append(times.score)
    if any("normalized_unit" in note for gold in golds for note in gold.get("quantities") or ()):
        found.append(quantities.score)
    if kinds & {"mention", "ENTITY_MENTION"}:
        found.append(entities.score)
    if "relevant" in fields:
        return [*found, incidents.score]
    if "event" in fields:
        found.append(political.score)
    if "claims" in fields:
        found.append(claims.score)
    if fields & {"measures", "events"} and not kinds:
        found.append(decisions.score)
    if "observations" in fields:
        found.append(figures.score)
    return found
