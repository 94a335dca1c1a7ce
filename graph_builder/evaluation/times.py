"""Scores expressions of time against TIMEX3 annotation, the way of TempEval-3 (UzZaman et al. 2013, section 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_builder.evaluation.report import Miss, Report, Score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph_builder.model import Facts, TimeExpression

_CONTEXT = 40


def score(golds: Sequence[Mapping[str, Any]], facts: Sequence[Facts]) -> Report:
    """Compare the times of articles with their ``TIMEX3`` annotations.

    Every annotation but the document's creation time counts; where a text is annotated only up to an offset
    (``annotated_until``), what we find behind it does not count. Annotations and finds are paired one to
    one, same spans first, then those that overlap most.

    - *strict*: the spans are the same.
    - *relaxed*: the spans overlap.
    - *value*, *type*: the spans overlap and the TIMEX3 value (type) is the same string. The F1 is thus that
      of TempEval-3, relaxed F1 times the accuracy among the pairs. An annotation without a value counts, and
      is never right.

    Args:
        golds: Texts with ``id``, ``text`` and ``annotations``.
        facts: What was read in each, in the same order.
    """
    found = gold_count = 0
    strict = relaxed = value = kind = 0
    misses: list[Miss] = []
    for gold, read in zip(golds, facts, strict=True):
        wanted, ours = _select(gold, read)
        pairs = _pair(wanted, ours)
        found += len(ours)
        gold_count += len(wanted)
        relaxed += len(pairs)
        for annotation, time in pairs:
            strict += _is_same_span(annotation, time)
            kind += _get_type(annotation) == time.type
            value += annotation.get("value") == time.value
        misses += _list_misses(gold, wanted, ours, pairs)
    rows = (("relaxed", relaxed), ("strict", strict), ("value", value), ("type", kind))
    scores = tuple(Score(name, right, found, gold_count) for name, right in rows)
    return Report("times", scores, tuple(misses))


def _select(
    gold: Mapping[str, Any], read: Facts
) -> tuple[list[Mapping[str, Any]], list[TimeExpression]]:
    """Return the annotations and the finds that count."""
    until = gold.get("annotated_until")
    end = len(gold["text"]) if until is None else int(until)
    annotations = [item for item in gold["annotations"] if item["type"] == "TIMEX3"]
    created = [item for item in annotations if item.get("functionInDocument") == "CREATION_TIME"]
    wanted = [item for item in annotations if item not in created]
    ours = [
        time
        for time in read.times
        if time.span.start < end and not any(_overlap(item, time) for item in created)
    ]
    return wanted, ours


def _get_type(annotation: Mapping[str, Any]) -> str | None:
    kind = annotation.get("timex_type") or annotation.get("subtype")
    return None if kind is None else str(kind)


def _overlap(annotation: Mapping[str, Any], time: TimeExpression) -> int:
    end = min(int(annotation["end"]), time.span.end)
    return max(0, end - max(int(annotation["start"]), time.span.start))


def _is_same_span(annotation: Mapping[str, Any], time: TimeExpression) -> bool:
    return bool(annotation["start"] == time.span.start and annotation["end"] == time.span.end)


def _pair(
    wanted: Sequence[Mapping[str, Any]], ours: Sequence[TimeExpression]
) -> list[tuple[Mapping[str, Any], TimeExpression]]:
    options = sorted(
        (not _is_same_span(annotation, time), -overlap, left, right)
        for left, annotation in enumerate(wanted)
        for right, time in enumerate(ours)
        if (overlap := _overlap(annotation, time))
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, left, right in options:
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return [(wanted[left], ours[right]) for left, right in sorted(pairs.items())]


def _list_misses(
    gold: Mapping[str, Any],
    wanted: Sequence[Mapping[str, Any]],
    ours: Sequence[TimeExpression],
    pairs: Sequence[tuple[Mapping[str, Any], TimeExpression]],
) -> Iterator[Miss]:
    text, name = str(gold["text"]), str(gold["id"])
    met = {int(annotation["start"]) for annotation, _ in pairs}
    used = {time.span for _, time in pairs}
    for annotation in wanted:
        if int(annotation["start"]) not in met:
            start, end = int(annotation["start"]), int(annotation["end"])
            said = f"{text[start:end]} = {annotation.get('value')}"
            yield Miss(name, "missed", said, _cut(text, start, end))
    for time in ours:
        if time.span not in used:
            said = f"{time.span.text} = {time.value}"
            yield Miss(name, "invented", said, _cut(text, time.span.start, time.span.end))
    for annotation, time in pairs:
        if annotation.get("value") != time.value:
            said = f"{time.span.text} = {time.value}, should be {annotation.get('value')}"
            yield Miss(name, "value", said, _cut(text, time.span.start, time.span.end))


def _cut(text: str, start: int, end: int) -> str:
    return text[max(0, start - _CONTEXT) : end + _CONTEXT].replace("\n", " ")
