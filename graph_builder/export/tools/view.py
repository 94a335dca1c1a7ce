"""A graph's index read thing by thing, in an order that depends on the graph alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.export.names import rank_class
from graph_builder.vocabulary import PREFIXES, gb, rdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_builder.terms import Quad, Term

    Value = ox.NamedNode | ox.Literal

_GB = PREFIXES["gb"]


@dataclass(frozen=True, order=True)
class Passage:
    """Words of an article: ``article`` is its id, ``address`` its IRI, ``start`` and ``end`` are code points."""

    article: str
    start: int
    end: int
    quote: str
    address: str = ""


class View:
    """The merged graph of an index.

    Args:
        store: The index; its default graph is read.
        base_iri: What the graph's own IRIs begin with.
        load_text: From an article's id to its text.
    """

    def __init__(self, store: ox.Store, base_iri: str, load_text: Callable[[str], str]) -> None:
        self.base_iri = base_iri
        self.load_text = lru_cache(maxsize=4)(load_text)
        self._store = store
        self.find_passage = lru_cache(maxsize=50_000)(self._find_passage)

    def list_things(self, *classes: Term) -> list[str]:
        """Return the IRIs of all things of some classes, sorted."""
        kind = ox.NamedNode(rdf.type[1:-1])
        return sorted(
            {
                quad.subject.value
                for term in classes
                for quad in self._store.quads_for_pattern(
                    None, kind, ox.NamedNode(term[1:-1]), ox.DefaultGraph()
                )
                if isinstance(quad.subject, ox.NamedNode)
            }
        )

    def list_values(self, thing: str, *path: Term) -> list[str]:
        """Return what a path of properties leads to, as texts, sorted, each once."""
        values = {thing}
        for predicate in path:
            values = {value for each in values for value in self._read(each, predicate)}
        return sorted(values)

    def get_value(self, thing: str, *path: Term) -> str:
        """Return the first of what a path leads to; empty when there is nothing."""
        return next(iter(self.list_values(thing, *path)), "")

    def get_kind(self, thing: str) -> str:
        """Return the name of the narrowest class of a thing: ``Order`` rather than ``Claim``."""
        kinds = [f"<{kind}>" for kind in self._read(thing, rdf.type) if kind.startswith(_GB)]
        return min(kinds, key=rank_class)[len(_GB) + 1 : -1] if kinds else ""

    def list_passages(self, thing: str, *properties: Term) -> list[Passage]:
        """Return the passages that the first of some properties that has any leads to, in the order of the texts."""
        for predicate in properties:
            found = [self.find_passage(iri) for iri in self._read(thing, predicate)]
            if any(found):
                return sorted(passage for passage in found if passage)
        return []

    def _find_passage(self, iri: str) -> Passage | None:
        quote, start, end, article = (
            self.get_value(iri, term) for term in (gb.quote, gb.start, gb.end, gb.inArticle)
        )
        if not article or not start.isdigit() or not end.isdigit():
            return None
        return Passage(self.name_article(article), int(start), int(end), quote, article)

    def name_article(self, iri: str) -> str:
        """Return an article's id; its IRI when the graph does not say."""
        return self.get_value(iri, f"<{PREFIXES['dcterms']}identifier>") or iri

    def _read(self, thing: str, predicate: Term) -> Iterator[str]:
        try:
            subject = ox.NamedNode(thing)
        except ValueError:  # a literal in the middle of a path
            return
        property_ = ox.NamedNode(predicate[1:-1])
        for quad in self._store.quads_for_pattern(subject, property_, None, ox.DefaultGraph()):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                yield quad.object.value


def index_quads(quads: Iterable[Quad]) -> ox.Store:
    """Return quads as an index in memory that is read like the graph's own."""
    store = ox.Store()
    lines = (f"{s} {p} {o} .\n".encode() for s, p, o, _ in quads)
    store.bulk_load(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)
    return store
