"""How well claims are found: source, cue and content against marked-up news (PolNeAR).

PolNeAR (Newell, Margolin and Ruths 2018) marks every attribution with the exact words of its source, its cue and
its content, after PARC 3.0 (Pareti 2016). What is counted here:

- ``source``, ``cue``, ``content``: the exact words. An item is the set of the characters that are
  marked, white space left out, so that a discontinuous span is one item and must be right in all its parts;
  marks on the same characters of one article count once, in the gold as in the finds. These are the figures that
  are published for CoreNLP, a CRF, BERT and CofeNet.
- ``attribution``: a find is right when its content and that of a gold attribution share at least half of the
  characters that either has (intersection over union), and their sources overlap or both have none. Each gold
  attribution answers for one find.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_builder.evaluation.report import Miss, Report, Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.model import Claim, Facts, Span

Characters = frozenset[int]
_LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class _Attribution:
    source: Characters
    cue: Characters
    content: Characters


def score(golds: Sequence[Mapping[str, Any]], facts: Sequence[Facts]) -> Report:
    """Compare the claims of each article with its gold attributions.

    Args:
        golds: One object per article: ``text``, ``annotations`` (``id``, ``start``, ``end``,
            perhaps ``spans``) and ``attributions`` (lists of annotation ids).
        facts: What was read in the same articles, in the same order.
    """
    totals = {name: [0, 0, 0] for name in ("source", "cue", "content", "attribution")}
    misses: list[Miss] = []
    for gold, found in zip(golds, facts, strict=True):
        text = gold["text"]
        wanted = _read_gold(gold)
        read = [_read_claim(claim, text) for claim in found.claims]
        for name in ("source", "cue", "content"):
            left, right = (
                {getattr(a, name) for a in side if getattr(a, name)} for side in (wanted, read)
            )
            _add(totals[name], len(left & right), len(right), len(left))
        pairs = _pair(wanted, read)
        _add(totals["attribution"], len(pairs), len(read), len(wanted))
        misses += _list_misses(gold, wanted, read, pairs)
    rows = tuple(Score(name, *counts) for name, counts in totals.items())
    return Report("attribution", rows, tuple(misses))


def _add(total: list[int], right: int, found: int, gold: int) -> None:
    total[0] += right
    total[1] += found
    total[2] += gold


def _mark(text: str, ranges: Iterable[tuple[int, int]]) -> Characters:
    return frozenset(
        index for start, end in ranges for index in range(start, end) if not text[index].isspace()
    )


def _read_gold(gold: Mapping[str, Any]) -> list[_Attribution]:
    text = gold["text"]
    marks = {
        mark["id"]: _mark(text, mark.get("spans") or [(mark["start"], mark["end"])])
        for mark in gold["annotations"]
    }
    return [
        _Attribution(
            *(
                frozenset().union(*(marks[name] for name in attribution[role]))
                for role in ("source", "cue", "content")
            )
        )
        for attribution in gold["attributions"]
        if attribution["content"]
    ]


def _read_claim(claim: Claim, text: str) -> _Attribution:
    def mark(*spans: Span | None) -> Characters:
        return _mark(text, [(span.start, span.end) for span in spans if span])

    return _Attribution(mark(claim.source), mark(claim.cue), mark(*claim.content))


def _overlap(left: Characters, right: Characters) -> float:
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def _pair(wanted: list[_Attribution], read: list[_Attribution]) -> dict[int, int]:
    """Match finds with gold attributions, those that overlap most first. Returns gold index → find index."""
    candidates = sorted(
        (
            (_overlap(gold.content, find.content), -i, -j)
            for i, gold in enumerate(wanted)
            for j, find in enumerate(read)
            if not gold.content.isdisjoint(find.content)
            and (not gold.source.isdisjoint(find.source) or not (gold.source or find.source))
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for overlap, i, j in candidates:
        if overlap >= _LEAST_OVERLAP and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _list_misses(
    gold: Mapping[str, Any],
    wanted: list[_Attribution],
    read: list[_Attribution],
    pairs: dict[int, int],
) -> list[Miss]:
    def show(attribution: _Attribution) -> str:
        parts = (attribution.source, attribution.cue, attribution.content)
        return " | ".join(_cut(gold["text"], part) for part in parts)

    missed = [
        Miss(gold["id"], "missed", show(each)) for i, each in enumerate(wanted) if i not in pairs
    ]
    false = [
        Miss(gold["id"], "false", show(each))
        for j, each in enumerate(read)
        if j not in pairs.values()
    ]
    return missed + false


def _cut(text: str, part: Characters) -> str:
    return text[min(part) : max(part) + 1] if part else "–"
