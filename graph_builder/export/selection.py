"""Parts of a graph: one article with what is concluded of its things, or one thing and what surrounds it.

Both are whole by themselves: a time span, a passage or a concept that is pointed at comes with the fact, a passage with the name of its
article, and everything else that is only pointed at with its classes and names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder import terms
from graph_builder.errors import UsageError
from graph_builder.vocabulary import dcterms, gb, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_builder.terms import Quad, Term

    Node = ox.NamedNode
    Wanted = Callable[[Term], bool]


def _node(term: Term) -> ox.NamedNode:
    return ox.NamedNode(term[1:-1])


_TYPE, _REPLACED = _node(rdf.type), _node(dcterms.isReplacedBy)
_NAMES = {
    _node(term)
    for term in (rdf.type, skos.prefLabel, dcterms.identifier, dcterms.title, dcterms.source)
}
_PUBLISHED = _node(gb.publishedOn)
_PARTS = (_node(gb.TimeSpan), _node(gb.Passage), _node(skos.Concept))
_SOURCES = (_node(gb.accordingTo), _node(gb.announcedIn))


def find_thing(store: ox.Store, address: str, base_iri: str) -> Term:
    """Return what an address means: an IRI, with or without the base; one that was replaced leads to what replaced it.

    Raises:
        UsageError: The graph knows nothing of it.
    """
    text = address.strip().removeprefix("<").removesuffix(">")
    for candidate in (text, base_iri + text.lstrip("/")):
        try:
            node = ox.NamedNode(candidate)
        except ValueError:
            continue
        default = ox.DefaultGraph()
        for quad in store.quads_for_pattern(node, _REPLACED, None, default):
            return str(quad.object)
        if any(store.quads_for_pattern(node, None, None, default)):
            return str(node)
    raise UsageError(
        f"the graph knows nothing of {address!r}; give an address as the answers of 'query --format csv' have it"
    )


def select_about(store: ox.Store, thing: Term, wanted: Wanted) -> Iterator[Quad]:
    """Yield the quads about a thing: its own, all that points at it (claims, reports, figures …), and their parts.

    Args:
        store: The index of the graph.
        thing: An IRI.
        wanted: Which named graphs count.
    """
    node = _node(thing)
    pointing = store.quads_for_pattern(None, None, node, ox.DefaultGraph())
    core = {node, *_list_iris(quad.subject for quad in pointing)}
    sources: set[Node] = set()
    for subject in core:
        for predicate in _SOURCES:
            quads = store.quads_for_pattern(subject, predicate, None, ox.DefaultGraph())
            sources.update(_list_iris(quad.object for quad in quads))
    return _complete(store, core | sources, wanted, wanted)


def select_article(store: ox.Store, graph: Term, conclusions: frozenset[Term]) -> Iterator[Quad]:
    """Yield the quads of an article, and what is concluded of all that it speaks of.

    Args:
        store: The index of the graph.
        graph: The name of the article's graph.
        conclusions: The graphs of conclusions that count. Where there are any, what is only pointed at (a figure
            that contradicts) has its names from any graph.
    """
    core: set[Node] = set()
    for quad in store.quads_for_pattern(None, None, None, _node(graph)):
        core.update(_list_iris((quad.subject, quad.object)))
    wanted = conclusions | {graph}
    named = (lambda _: True) if conclusions else wanted.__contains__
    return _complete(store, core, wanted.__contains__, named)


def _list_iris(terms: Iterable[object]) -> list[Node]:
    return [term for term in terms if isinstance(term, ox.NamedNode)]


def _complete(
    store: ox.Store, core: Iterable[Node], wanted: Wanted, named: Wanted
) -> Iterator[Quad]:
    """Yield the quads of nodes, of the parts that they point at, and the names of all else that they point at.

    Args:
        store: The index of the graph.
        core: The nodes.
        wanted: Which graphs count.
        named: Which graphs count for names.
    """
    seen = set(core)
    waiting = sorted(seen, key=str)
    while waiting:
        node = waiting.pop()
        for quad in _quads_of(store, node, wanted):
            yield to_terms(quad)
            pointed = quad.object
            if isinstance(pointed, ox.NamedNode) and pointed not in seen:
                seen.add(pointed)
                if any(_has_class(store, pointed, kind) for kind in _PARTS):
                    waiting.append(pointed)
                else:
                    yield from map(to_terms, _name(store, pointed, named, waiting))


def _name(store: ox.Store, node: Node, wanted: Wanted, waiting: list[Node]) -> Iterator[ox.Quad]:
    """Yield the names and classes of a node; an article comes with its date, which is put among what is waiting."""
    for quad in _quads_of(store, node, wanted):
        if quad.predicate in _NAMES:
            yield quad
        elif quad.predicate == _PUBLISHED:
            yield quad
            waiting += _list_iris([quad.object])


def _quads_of(store: ox.Store, node: Node, wanted: Wanted) -> Iterator[ox.Quad]:
    for quad in store.quads_for_pattern(node, None, None, None):
        if isinstance(quad.graph_name, ox.NamedNode) and wanted(str(quad.graph_name)):
            yield quad


def _has_class(store: ox.Store, node: Node, kind: ox.NamedNode) -> bool:
    return any(store.quads_for_pattern(node, _TYPE, kind, ox.DefaultGraph()))


def to_terms(quad: ox.Quad) -> Quad:
    """Return a quad of the index as canonical terms; the default graph has no name."""
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
    return str(quad.subject), str(quad.predicate), to_term(quad.object), graph


def to_term(value: object) -> Term:
    """Return a term of the index as this program writes it."""
    if not isinstance(value, ox.Literal):
        return str(value)
    if value.language:
        return terms.literal(value.value, value.language)
    text = terms.literal(value.value)
    plain = value.datatype.value.endswith("XMLSchema#string")
    return text if plain else f"{text}^^{value.datatype}"
