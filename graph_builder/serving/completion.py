"""The words that the SPARQL editor offers: the terms of the ontology with what they mean, and those of other vocabularies."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict

import pyoxigraph as ox

from graph_builder import vocabulary
from graph_builder.resources import get_folder
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Completion(TypedDict):
    """A term: its short name, and what it means."""

    name: str
    meaning: str


class Completions(TypedDict):
    """All that the editor offers."""

    prefixes: dict[str, str]
    terms: list[Completion]


_MEANINGS = (
    f"{PREFIXES['skos']}definition",
    f"{PREFIXES['rdfs']}comment",
    f"{PREFIXES['rdfs']}label",
)
_OFFERED = ("dcterms", "rdf", "rdfs", "schema", "skos", "xsd")
"""Vocabularies whose terms are offered beside the ontology's."""


@lru_cache(maxsize=4)
def list_completions(own: tuple[Path, ...]) -> Completions:
    """Return the prefixes and terms that a query can use.

    Args:
        own: Turtle files of the user's project, whose terms come along.
    """
    prefixes = dict(PREFIXES)
    store = ox.Store()
    for file in (get_folder("ontology") / "graph-builder.ttl", *own):
        parser = ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE)
        store.extend(parser)
        prefixes = {**parser.prefixes, **prefixes}
    meanings = dict(_list_meanings(store))
    iris = {*meanings, *_list_used()}
    names = ((_shorten(iri, prefixes), meanings.get(iri, "")) for iri in sorted(iris))
    terms = [Completion(name=name, meaning=meaning) for name, meaning in names if name]
    return Completions(prefixes=prefixes, terms=terms)


def _list_meanings(store: ox.Store) -> Iterable[tuple[str, str]]:
    """Yield what the ontologies define, the best that is said of it last."""
    for predicate in reversed(_MEANINGS):
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                yield quad.subject.value, quad.object.value


def _list_used() -> Iterable[str]:
    """Yield the terms of other vocabularies that graphs are made of."""
    for name in _OFFERED:
        for value in vars(getattr(vocabulary, name, object)).values():
            if isinstance(value, str) and value.startswith(f"<{PREFIXES[name]}"):
                yield value[1:-1]


def _shorten(iri: str, prefixes: dict[str, str]) -> str:
    """Return a term with its prefix; empty when it has none, or cannot be written so."""
    for prefix, namespace in prefixes.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.replace("-", "_").isidentifier():
            return f"{prefix}:{local}"
    return ""
