"""What is concluded, as quads. A conclusion quotes passages of several articles, which are asked for there and brought to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from graph_builder.mapping.conclusions import ConclusionsMapper
from graph_builder.model import ConcludedEvent, ConcludedMeasure, ConcludedTenure, Judgement
from graph_builder.spark.groups import gather

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyspark import RDD

    from graph_builder.mapping import Names
    from graph_builder.mapping.passages import Passages
    from graph_builder.model import Quote
    from graph_builder.spark.sets import Sets
    from graph_builder.terms import Quad, Term

Conclusion = Judgement | ConcludedEvent | ConcludedMeasure | ConcludedTenure
Key = tuple[str, ...]
"""What tells a conclusion from others."""


class Passage(NamedTuple):
    """What an article answers on one of its passages."""

    iri: Term
    is_described: bool
    quads: Sequence[Quad]


class _Asked:
    """Passages of which nothing is known yet: keeps note of which are asked for."""

    def __init__(self) -> None:
        self.quotes: dict[Quote, None] = {}

    def is_described(self, quote: Quote) -> bool:
        self.quotes[quote] = None
        return False

    def find(self, quote: Quote) -> Term:
        self.quotes[quote] = None
        return ""

    def describe(self, quote: Quote) -> Sequence[Quad]:
        self.quotes[quote] = None
        return ()


NOTHING_ASKED = _Asked()
"""For what quotes nothing."""


class _Answered:
    """Passages as their articles answered."""

    def __init__(self, passages: Mapping[Quote, Passage]) -> None:
        self._passages = passages

    def is_described(self, quote: Quote) -> bool:
        return self._passages[quote].is_described

    def find(self, quote: Quote) -> Term:
        return self._passages[quote].iri

    def describe(self, quote: Quote) -> Sequence[Quad]:
        return self._passages[quote].quads


def key_conclusion(conclusion: Conclusion) -> tuple[Key, Conclusion]:
    """Return a conclusion under what tells it from others."""
    if isinstance(conclusion, Judgement):
        return (conclusion.left, conclusion.right, conclusion.rule), conclusion
    return (conclusion.path,), conclusion


def ask(names: Names, keyed: tuple[Key, Conclusion]) -> Iterator[tuple[str, tuple[Key, Quote]]]:
    """Yield by article the passages that a conclusion may quote."""
    key, conclusion = keyed
    asked = _Asked()
    _map(conclusion, ConclusionsMapper(names, asked))
    for quote in asked.quotes:
        yield quote.article_id, (key, quote)


def answer(
    asked: Iterable[tuple[Key, Quote]], passages: Passages
) -> Iterator[tuple[Key, tuple[Quote, Passage]]]:
    """Yield what an article answers on its passages, by who asked."""
    quotes = gather((quote, key) for key, quote in asked)
    for quote, keys in quotes.items():
        found = Passage(
            passages.find(quote), passages.is_described(quote), passages.describe(quote)
        )
        for key in keys:
            yield key, (quote, found)


def map_conclusions(
    sets: Sets,
    conclusions: RDD[tuple[Key, Conclusion]],
    answers: RDD[tuple[Key, tuple[Quote, Passage]]],
    names: Names,
) -> RDD[Quad]:
    """Return the quads of conclusions, by what articles answered."""
    return sets.group(conclusions, answers).flatMap(partial(_map_answered, names))


def _map_answered(
    names: Names, found: tuple[Key, tuple[list[Conclusion], list[tuple[Quote, Passage]]]]
) -> Iterator[Quad]:
    _, (conclusions, answers) = found
    mapper = ConclusionsMapper(names, _Answered(dict(answers)))
    for conclusion in conclusions:
        _map(conclusion, mapper)
    yield from mapper.take_quads()


def _map(conclusion: Conclusion, mapper: ConclusionsMapper) -> None:
    match conclusion:
        case Judgement():
            mapper.map_judgement(conclusion)
        case ConcludedMeasure():
            mapper.map_measure(conclusion)
        case ConcludedEvent():
            mapper.map_event(conclusion)
        case ConcludedTenure():
            mapper.map_tenure(conclusion)
