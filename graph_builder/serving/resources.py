"""A resource as linked data: all that the graph says of it, in a format of RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.export import choose_format, iter_export, wrap_triples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.serving.pages.view import View
    from graph_builder.terms import Triple

_PARTS = {"TimeSpan", "Passage"}
_MOST_POINTING = 10_000


def write_resource(view: View, iri: str, format_name: str) -> str:
    """Return a resource: its properties, its times and passages, and what points at it.

    Times and passages are of no use without their bounds and words, so they come along.
    """
    triples = _find_graph(view, iri) if view.is_graph(iri) else _find_all(view, iri)
    quads = wrap_triples(triples)
    return "".join(iter_export(quads, choose_format(name=format_name), base_iri=view.base_iri))


def _find_graph(view: View, iri: str) -> Iterator[Triple]:
    for subject, predicate, object_, _ in view.folder.iter_quads(f"<{iri}>"):
        yield subject, predicate, object_


def _find_all(view: View, iri: str) -> list[Triple]:
    return sorted({*_find_triples(view, iri), *_find_pointing(view, iri)})


def _find_triples(view: View, iri: str) -> Iterator[Triple]:
    node = ox.NamedNode(iri)
    for quad in view.store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
        yield str(quad.subject), str(quad.predicate), str(quad.object)
        if isinstance(quad.object, ox.NamedNode) and view.get_kind(quad.object.value) in _PARTS:
            for part in view.store.quads_for_pattern(quad.object, None, None, ox.DefaultGraph()):
                yield str(part.subject), str(part.predicate), str(part.object)


def _find_pointing(view: View, iri: str) -> Iterator[Triple]:
    found = view.store.quads_for_pattern(None, None, ox.NamedNode(iri), ox.DefaultGraph())
    for _, quad in zip(range(_MOST_POINTING), found, strict=False):
        yield str(quad.subject), str(quad.predicate), str(quad.object)
