"""Checks what became different in a graph that was without violations, together with what leads to it.

A shape looks at a thing, at what the thing points to, and along the paths that the shapes name. So a thing needs to be looked at again
when its own triples changed, or those of something it points to, or when something points to it no longer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graph_builder.validation.checking import validate
from graph_builder.validation.engines import SH, read_shapes
from graph_builder.vocabulary import PREFIXES, dcterms, gb, rdf

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graph_builder.terms import FindTriples, Quad, Term, Triple
    from graph_builder.validation.findings import Finding


def validate_changes(
    changed: Collection[Triple], find: FindTriples, texts: Mapping[str, str]
) -> list[Finding]:
    """Check what became different against the program's own shapes, as ``validate`` does with a whole graph.

    Args:
        changed: The triples that have come or gone.
        find: Finds the triples that are there now, by subject, predicate and object.
        texts: The text of each article by its id.
    """
    onward, back = read_paths()
    concerned = {subject for subject, _, _ in changed}
    for subject, predicate, object_ in changed:
        if predicate in back:
            concerned.add(object_)
        if predicate in onward:
            concerned.update(owner for owner, _, _ in find(None, None, subject))
    described = {
        triple
        for node in concerned
        for triple in find(node, None, None)
        # A thing may be mentioned thousands of times, and each mention is judged by itself.
        if triple[1] != gb.mentionedAt or triple in changed or triple[2] in concerned
    }
    for node in concerned:
        for predicate in back:
            described.update(find(None, predicate, node))
    for node in {object_ for _, _, object_ in described} - concerned:
        if node.startswith("<"):
            for predicate in onward:
                described.update(find(node, predicate, None))
    quads: list[Quad] = [(*triple, "") for triple in sorted(described)]
    return validate(quads, texts=texts, only=concerned)


@lru_cache(maxsize=1)
def read_paths() -> tuple[frozenset[Term], frozenset[Term]]:
    """Return by which properties the shapes, and the check of quotes, look at what a thing points to, and at what points to it."""
    import pyoxigraph  # noqa: PLC0415 - loaded only where a graph is checked

    shapes = read_shapes(()).encode()
    triples = list(pyoxigraph.parse(shapes, format=pyoxigraph.RdfFormat.TURTLE))

    def collect(name: str) -> dict[Term, Term]:
        return {str(t.subject): str(t.object) for t in triples if t.predicate.value == name}

    first, rest = collect(f"{PREFIXES['rdf']}first"), collect(f"{PREFIXES['rdf']}rest")
    onward = {rdf.type, dcterms.identifier}
    for node in collect(f"{SH}path").values():
        while node in first:
            onward.add(first[node])
            node = rest[node]  # noqa: PLW2901 - a walk along the list
    return frozenset(onward), frozenset(collect(f"{SH}inversePath").values())
