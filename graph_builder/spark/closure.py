"""The closure as set operations: what ``graph_builder.inference`` concludes, over triples in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.inference import conclude_from_each, follow_paths, load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyspark import RDD

    from graph_builder.terms import Triple


def infer_parts(asserted: RDD[str], ontologies: tuple[Path, ...]) -> RDD[str]:
    """Return the triples that follow and are not there yet, each once.

    Most follow from one triple alone. Those that follow from paths of several need the triples of the few
    properties that paths are made of, which are brought to the driver.

    Args:
        asserted: Triples as N-Triples without the dot.
        ontologies: Turtle files besides the program's own.
    """

    def conclude(part: Iterable[str]) -> Iterator[str]:
        yield from map(_write, conclude_from_each(map(_read, part), load_rules(*ontologies)))

    def choose(part: Iterable[str]) -> Iterator[str]:
        steps = load_rules(*ontologies).steps
        return (line for line in part if line.split(" ", 2)[1] in steps)

    direct = asserted.mapPartitions(conclude).distinct()
    rules = load_rules(*ontologies)
    if rules.steps:
        steps = map(_read, asserted.union(direct).mapPartitions(choose).toLocalIterator())
        further = map(_write, follow_paths(steps, rules))
        direct = direct.union(asserted.context.parallelize(sorted(further))).distinct()
    return direct.subtract(asserted)


def _read(line: str) -> Triple:
    subject, predicate, object_ = line.split(" ", 2)
    return subject, predicate, object_


def _write(triple: Triple) -> str:
    return " ".join(triple)
