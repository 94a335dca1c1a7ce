"""A graph made from nothing: each article is mapped and written by itself, and what is concluded goes by way of the disk.

So memory holds what the articles say, from which identity and time are decided, but never all triples of the graph.
"""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from graph_builder.inference import Closure, load_rules
from graph_builder.lexicon import load_lexicon
from graph_builder.mapping import Names, map_article, map_conclusions
from graph_builder.sorting import Sorter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph_builder.model import Article, Resolution
    from graph_builder.project import Project
    from graph_builder.store.writing import GraphWriter
    from graph_builder.terms import Quad, Term

_SOME = 1000
"""So many quads of conclusions are taken at a time."""


def create_graph(
    writer: GraphWriter,
    resolution: Resolution,
    articles: Mapping[str, Article],
    *,
    base_iri: str,
    reader: str,
    project: Project,
) -> dict[Term, str]:
    """Write the named graphs of a world, and return their files by the graphs' names.

    Args:
        writer: The folder.
        resolution: One world from many articles.
        articles: The articles by their ids.
        base_iri: What the IRIs of individuals begin with.
        reader: The program and language model that read the articles, with their versions.
        project: The user's own ontology.
    """
    names = Names(base_iri)
    closure = Closure(load_rules(*project.find_turtle("ontology")))
    files: dict[Term, str] = {}
    for facts in resolution.facts:
        quads = map_article(articles[facts.article_id], facts, resolution, base_iri, reader=reader)
        closure.add([quad[:3] for quad in quads])
        graph = names.article_graph(facts.article_id)
        files[graph] = writer.save_graph(graph, quads)
    lexicon = load_lexicon(*project.find_folders("ontology"))
    conclusions = Sorter()
    for some in _cut(map_conclusions(resolution, base_iri, articles=articles, lexicon=lexicon)):
        closure.add([quad[:3] for quad in some])
        for graph, members in groupby(some, key=itemgetter(3)):
            conclusions.add(map(_write, members), chapter=graph)
    files |= writer.save_sorted(conclusions.iter_chapters())
    inferred = names.graph("inferred")
    lines = ((inferred, f"{_write((*triple, inferred))}\n") for triple in closure.conclude())
    return files | writer.save_sorted(lines)


def _cut(quads: Iterator[Quad]) -> Iterator[list[Quad]]:
    while some := list(islice(quads, _SOME)):
        yield some


def _write(quad: Quad) -> str:
    return f"{' '.join(quad)} ."
