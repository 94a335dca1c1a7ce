"""The texts of an article that tell of each of its measures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.model import Facts, Measure, Span

_SHELF = 1000
"""Code points; what lies near in a text is found by the shelf."""


def list_telling_texts(facts: Facts) -> list[list[str]]:
    """Return, for each measure of an article, the texts that tell of it and of no other: its label, its words, what was said of it."""
    spans = [_list_spans(measure) for measure in facts.measures]
    told = [
        [measure.label, *(span.text for span in own)]
        for measure, own in zip(facts.measures, spans, strict=True)
    ]
    shelves: dict[int, list[tuple[Span, int]]] = defaultdict(list)
    for number, own in enumerate(spans):
        for span in own:
            for shelf in _list_shelves(span):
                shelves[shelf].append((span, number))
    for claim in facts.claims:
        for part in claim.content:
            held = {
                number
                for shelf in _list_shelves(part)
                for span, number in shelves.get(shelf, ())
                if part.start < span.end and span.start < part.end
            }
            if len(held) == 1:
                told[held.pop()].append(part.text)
    return told


def _list_shelves(span: Span) -> range:
    """Return the numbers of the stretches of a text, each as long as a shelf, that a span reaches into."""
    return range(span.start // _SHELF, span.end // _SHELF + 1)


def _list_spans(measure: Measure) -> list[Span]:
    steps = (step.evidence for step in measure.steps)
    return list(dict.fromkeys([measure.evidence, *measure.further_evidence, *steps]))
