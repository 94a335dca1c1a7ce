"""The lexicon: which words announce which class, read from Turtle.

The files in ``ontology/lexicon/`` say what the program knows about the language of news: cue verbs
with their speech act, offices, triggers of measures and events, indicators, units, hedges. An entry is
a resource with one or more types and any properties in the lexicon's namespace; see the
head of each file. A user's own files add to these, and need no code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from graph_builder.resources import get_folder

LEXICON = "https://w3id.org/graph-builder/lexicon#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class Entry:
    """One resource of the lexicon.

    Attributes:
        name: The local name of its IRI (after the last ``#`` or ``/``).
        iri: Its IRI.
        kinds: The local names of its types, sorted.
        properties: Local name of a property → its values, sorted: literals as their text,
            IRIs as their local name.
    """

    name: str
    iri: str
    kinds: tuple[str, ...]
    properties: dict[str, tuple[str, ...]]

    def values(self, name: str) -> tuple[str, ...]:
        """Return all values of a property, sorted; empty when it has none."""
        return self.properties.get(name, ())

    def value(self, name: str, default: str = "") -> str:
        """Return the first value of a property, or ``default``."""
        return next(iter(self.values(name)), default)


@dataclass(frozen=True)
class Lexicon:
    """All entries, in the order of their IRIs."""

    entries: tuple[Entry, ...]

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Entry, ...]]:
        kinds: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for kind in entry.kinds:
                kinds.setdefault(kind, []).append(entry)
        return {kind: tuple(entries) for kind, entries in kinds.items()}

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """Return the entries of one type, by the type's local name (``Cue``, ``MeasureType``)."""
        return self._by_kind.get(kind, ())

    def words(self, kind: str, name: str) -> frozenset[str]:
        """Return all values of the property ``name`` over the entries of ``kind``."""
        return frozenset(word for entry in self.of_kind(kind) for word in entry.values(name))


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def read_lexicon(files: Iterable[Path]) -> Lexicon:
    """Read Turtle files into one lexicon.

    Raises:
        SyntaxError: A file is not Turtle; the message has line and column.
    """
    import pyoxigraph  # noqa: PLC0415 - loaded only where a lexicon is read

    found: dict[str, dict[str, set[str]]] = {}
    for file in sorted(files):
        for triple in pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE):
            subject, predicate, value = triple.subject, triple.predicate, triple.object
            if not isinstance(subject, pyoxigraph.NamedNode):
                continue
            text = _local(value.value) if isinstance(value, pyoxigraph.NamedNode) else value.value
            name = "a" if predicate.value == _RDF_TYPE else _local(predicate.value)
            found.setdefault(subject.value, {}).setdefault(name, set()).add(text)
    entries = []
    for iri, properties in sorted(found.items()):
        kinds = tuple(sorted(properties.pop("a", set())))
        values = {name: tuple(sorted(texts)) for name, texts in sorted(properties.items())}
        entries.append(Entry(_local(iri), iri, kinds, values))
    return Lexicon(tuple(entries))


@lru_cache(maxsize=4)
def load_lexicon(*folders: Path) -> Lexicon:
    """Read the program's own lexicon and the Turtle files of further folders."""
    own = get_folder("ontology") / "lexicon"
    return read_lexicon(file for folder in (own, *folders) for file in folder.glob("*.ttl"))
