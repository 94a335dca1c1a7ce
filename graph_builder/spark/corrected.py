"""An archive that persons have corrected: what they say may be about anything, so that the driver decides, with the facts of all articles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.lexicon import load_lexicon
from graph_builder.mapping import map_article, map_conclusions
from graph_builder.pipeline import get_reader
from graph_builder.world import resolve_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark import RDD, Broadcast

    from graph_builder.corrections import Correction
    from graph_builder.model import Facts, Resolution
    from graph_builder.pipeline import Options
    from graph_builder.spark.articles import Outcome
    from graph_builder.terms import Quad


def map_corrected(
    read: RDD[tuple[str, Outcome]],
    parts: int,
    options: Options,
    corrections: Sequence[Correction],
) -> RDD[Quad]:
    """Return the quads of all articles and conclusions but for the closure, as persons have corrected them.

    Raises:
        InputError: A correction cannot be used.
    """
    outcomes = read.values().toLocalIterator(prefetchPartitions=True)
    world = sorted((outcome.load() for outcome in outcomes), key=lambda item: item.article.id)
    resolution = resolve_world(world, options.project, corrections, options.base_iri)
    own = _map_parts(read, resolution, parts, options)
    lexicon = load_lexicon(*options.project.find_folders("ontology"))
    articles = {item.article.id: item.article for item in world}
    conclusions = map_conclusions(resolution, options.base_iri, articles=articles, lexicon=lexicon)
    return own.union(read.context.parallelize(list(conclusions), parts))


def _map_parts(
    read: RDD[tuple[str, Outcome]], resolution: Resolution, parts: int, options: Options
) -> RDD[Quad]:
    """Map each article where it was read, with its facts as the driver has bounded them."""
    known: Broadcast[Resolution] = read.context.broadcast(replace(resolution, facts=()))
    reader, base_iri = get_reader(options).label, options.base_iri
    facts = [(item.article_id, item) for item in resolution.facts]
    bounded = read.context.parallelize(facts, parts)

    def write(pair: tuple[str, tuple[Outcome, Facts]]) -> list[Quad]:
        outcome, own = pair[1]
        return map_article(outcome.load().article, own, known.value, base_iri, reader=reader)

    return read.join(bounded, parts).flatMap(write)
