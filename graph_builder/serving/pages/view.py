"""Reading a graph for pages: labels, times, passages and what is joined to what."""

from __future__ import annotations

import calendar
import re
import threading
import weakref
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from graph_builder.errors import StoreError
from graph_builder.store.origins import find_file_state
from graph_builder.terms import DEFAULT_BASE_IRI
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph_builder.store import GraphFolder, Index, Manifest
    from graph_builder.store.origins import FileState

T = TypeVar("T")

_GB = PREFIXES["gb"]
_DEFAULT = ox.DefaultGraph()
_KEPT, _KEPT_TEXTS = 20_000, 100
"""How many things are kept in memory with their properties, and how many texts."""
_KINDS = (
    "Article", "Passage", "NonStatement", "Announcement", "Order", "Request", "Commitment", "Criticism", "Denial",
    "Opinion", "Statement", "Claim", "Measure", "RunoffElection", "Election", "ViolentIncident", "CourtRuling",
    "Investigation", "Event", "Report", "StatusChange", "Observation", "TimeSpan", "Judgement", "Tenure",
    "NewsOutlet", "ArmedGroup", "GovernmentBody", "Organization", "Person", "Agent", "Country", "Place",
)  # fmt: skip
"""The classes of the ontology, the narrower ones first."""

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def split_words(name: str) -> str:
    """Return the name of a class or value as words.

    >>> split_words("InForce")
    'in force'
    """
    return _WORDS.sub(" ", name).lower()


def get_local_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def _name_period(earliest: str, latest: str) -> str:
    """Return the year or month that two days enclose, or an empty text."""
    if earliest[:4] != latest[:4] or earliest[8:] != "01" or not latest:
        return ""
    if earliest[5:7] == "01" and latest[5:] == "12-31":
        return earliest[:4]
    month = earliest[:7]
    last = calendar.monthrange(int(month[:4]), int(month[5:]))[1]
    return month if latest == f"{month}-{last:02}" else ""


@dataclass(frozen=True, slots=True)
class When:
    """A time: its bounds as ISO dates (empty when open), EDTF, and how it came about."""

    earliest: str = ""
    latest: str = ""
    edtf: str = ""
    because: str = ""

    def __bool__(self) -> bool:
        return bool(self.earliest or self.latest)

    @property
    def words(self) -> str:
        """The bounds in words, never more exact than they are.

        >>> When("2031-01-01", "2031-12-31").words, When("2031-02-01", "2031-02-28").words
        ('in 2031', 'in 2031-02')
        >>> When("2031-01-01", "2031-05-31").words, When("", "2031-05-31").words
        ('between 2031-01-01 and 2031-05-31', '2031-05-31 or before')
        """
        if self.earliest and self.earliest == self.latest:
            return self.earliest
        if name := _name_period(self.earliest, self.latest):
            return f"in {name}"
        if self.earliest and self.latest:
            return f"between {self.earliest} and {self.latest}"
        if self.latest:
            return f"{self.latest} or before"
        return f"{self.earliest} or after" if self.earliest else "undated"

    @property
    def key(self) -> tuple[str, str]:
        """What times are sorted by: the undated ones last."""
        return (self.earliest or self.latest or "9999", self.latest or self.earliest or "9999")


UNDATED = When()


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage: where it stands, and its words."""

    iri: str
    article: str
    article_label: str
    start: int
    end: int
    text: str


class View:
    """One state of a graph, open for reading."""

    def __init__(self, folder: GraphFolder) -> None:
        """Open the graph as it is now.

        Raises:
            StoreError: There is no graph, or it is damaged.
        """
        self.folder = folder
        self.manifest: Manifest = folder.read_manifest()
        self.index: Index = folder.open_index()
        self.store = self.index.store
        # Lets go of the index when the last page that reads this view is written.
        self.close = weakref.finalize(self, self.index.close)
        self.base_iri = self.manifest.made_with.get("base_iri", DEFAULT_BASE_IRI)
        self._nodes: dict[str, ox.NamedNode] = {}
        self._kept: dict[str, Any] = {}
        # Two who ask for the same wait for one search; what else is asked for does not wait.
        self._finding = threading.Lock()
        self._locks: dict[str, threading.RLock] = {}
        # A page asks for many properties of few things, and the graph does not change.
        self._properties = lru_cache(_KEPT)(self._read_properties)
        self.kept_text = lru_cache(_KEPT_TEXTS)(self.text)

    def keep(self, name: str, find: Callable[[View], T]) -> T:
        """Return what was found once for this state of the graph, finding it when it was not."""
        with self._finding:
            lock = self._locks.setdefault(name, threading.RLock())
        with lock:
            if name not in self._kept:
                self._kept[name] = find(self)
        found: T = self._kept[name]
        return found

    # ── triples ──

    def _node(self, name: str) -> ox.NamedNode:
        """Return the node of an IRI or of a short name such as ``gb:speaker``."""
        node = self._nodes.get(name)
        if node is None:
            prefix, colon, local = name.partition(":")
            node = ox.NamedNode(PREFIXES[prefix] + local if colon and prefix in PREFIXES else name)
            if prefix in PREFIXES:
                self._nodes[name] = node
        return node

    def knows(self, iri: str) -> bool:
        """Return whether the graph says anything of an IRI."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return False
        patterns = ((node, None, None, _DEFAULT), (None, None, node, _DEFAULT))
        return any(next(self.store.quads_for_pattern(*p), None) for p in patterns) or self.is_graph(
            iri
        )

    def is_graph(self, iri: str) -> bool:
        """Return whether there is a named graph of this name."""
        return f"<{iri}>" in self.manifest.graphs

    def objects(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the values of a property, sorted."""
        return self._properties(subject).get(self._node(predicate).value, ())

    def _read_properties(self, subject: str) -> dict[str, tuple[str, ...]]:
        properties: dict[str, list[str]] = {}
        for predicate, value in self.pairs(subject):
            properties.setdefault(predicate, []).append(value.value)
        return {name: tuple(sorted(values)) for name, values in properties.items()}

    def value(self, subject: str, predicate: str) -> str:
        """Return the first value of a property, or an empty text."""
        return min(self.objects(subject, predicate), default="")

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Return what has an IRI as value of a property, sorted."""
        found = self.store.quads_for_pattern(
            None, self._node(predicate), self._node(value), _DEFAULT
        )
        return sorted({quad.subject.value for quad in found})  # type: ignore[union-attr]

    def pairs(self, subject: str) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
        """Yield properties and values of a subject."""
        for quad in self.store.quads_for_pattern(self._node(subject), None, None, _DEFAULT):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                yield quad.predicate.value, quad.object

    def pointing(self, value: str) -> Iterator[tuple[str, str]]:
        """Yield what points at an IRI, and by which property."""
        for quad in self.store.quads_for_pattern(None, None, self._node(value), _DEFAULT):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.predicate.value, quad.subject.value

    def instances(self, name: str) -> list[str]:
        """Return the instances of a class of the ontology, sorted."""
        return self.subjects("rdf:type", _GB + name)

    # ── what they mean ──

    def get_kind(self, iri: str) -> str:
        """Return the narrowest class of the ontology, by its local name; ``Concept``, or empty when there is none."""
        types = {get_local_name(value) for value in self.objects(iri, "rdf:type")}
        return next(
            (kind for kind in _KINDS if kind in types), "Concept" if "Concept" in types else ""
        )

    def label(self, iri: str) -> str:
        """Return what people call it."""
        for predicate in ("skos:prefLabel", "dcterms:title", "dcterms:identifier"):
            if text := self.value(iri, predicate):
                return text
        return get_local_name(iri)

    def when(self, subject: str, predicate: str) -> When:
        """Return the time that a property leads to."""
        span = self.value(subject, predicate)
        return self.read_time(span) if span else UNDATED

    def read_time(self, span: str) -> When:
        """Return a time span's bounds."""
        names = ("earliest", "latest", "edtf", "because")
        return When(*(self.value(span, f"gb:{name}") for name in names))

    def quote(self, passage: str) -> Quote:
        """Return a passage."""
        article = self.value(passage, "gb:inArticle")
        return Quote(
            passage,
            article,
            self.label(article) if article else "",
            int(self.value(passage, "gb:start") or 0),
            int(self.value(passage, "gb:end") or 0),
            self.value(passage, "gb:quote"),
        )

    def quotes(self, subject: str, predicate: str = "gb:evidence") -> list[Quote]:
        """Return the passages that a property leads to, in the order of the text."""
        found = (self.quote(passage) for passage in self.objects(subject, predicate))
        return sorted(found, key=lambda quote: (quote.article, quote.start, -quote.end))

    def text(self, article: str) -> str | None:
        """Return an article's text as it was read; none when the folder's copy is gone or was changed."""
        record = self.manifest.articles.get(self.value(article, "dcterms:identifier"))
        if record is None:
            return None
        try:
            return self.folder.load_text(record.text_hash)
        except StoreError:
            return None

    def file_state(self, article: str) -> FileState | None:
        """Return what became of the file that an article was read from, if that is known. It is looked at each time."""
        record = self.manifest.articles.get(self.value(article, "dcterms:identifier"))
        return find_file_state(self.folder.path, record) if record else None

    def find_passage(self, article: str, words: str) -> str:
        """Return the passage of an article that has these words, or the article where there is none."""
        found = self.store.quads_for_pattern(
            None, self._node("gb:quote"), ox.Literal(words), _DEFAULT
        )
        passages = (
            str(quad.subject.value) for quad in found if isinstance(quad.subject, ox.NamedNode)
        )
        here = (passage for passage in passages if self.value(passage, "gb:inArticle") == article)
        return min(here, default=article)
