"""How IRIs are minted: from content alone, so that an edit elsewhere in a text leaves them alone."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

from graph_builder.errors import UsageError
from graph_builder.mapping.occurrences import Occurrences
from graph_builder.model import Article, Claim, Event, Facts, Measure, Observation, Span, StatusStep
from graph_builder.terms import (
    DEFAULT_BASE_IRI,
    Term,
    encode_name,
    iri,
    make_hash,
    make_slug,
)

GraphName: TypeAlias = Literal[
    "identities",
    "replaced",
    "judgements",
    "concepts",
    "measures",
    "events",
    "tenures",
    "contradictions",
    "dates",
    "passages",
    "corrections",
    "inferred",
]
ConceptKind: TypeAlias = Literal["indicator", "unit", "office", "measure-type"]

_ABSOLUTE = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
_LONG_QUOTE = 40
"""From this many code points on, a quote is told from others by itself."""
_CONTEXT = 20
"""How much of its line, on either side, tells a short quote such as "He" from others."""

_Fact = TypeVar("_Fact", bound=Claim | Observation | Measure | Event)


def join(parent: Term, *segments: str) -> Term:
    """Return the IRI that lies below another one.

    >>> join("<https://example.org/a>", "b", "c")
    '<https://example.org/a/b/c>'
    """
    return f"{parent[:-1]}/{'/'.join(segments)}>"


class Names:
    """The IRIs below one base IRI."""

    def __init__(self, base_iri: str) -> None:
        """Take the base IRI; a slash is put after it unless it ends with a slash or hash.

        Raises:
            UsageError: It is no absolute IRI with a host.
        """
        if not _ABSOLUTE.match(base_iri):
            raise UsageError(
                f"the base IRI {base_iri!r} is no web address; give one such as {DEFAULT_BASE_IRI}"
            )
        base = iri(base_iri)[1:-1]
        self.base = base if base.endswith(("/", "#")) else f"{base}/"

    def article(self, article_id: str) -> Term:
        """Return the IRI of an article."""
        return f"<{self.base}article/{encode_name(article_id)}>"

    def thing(self, path: str) -> Term:
        """Return the IRI of the thing with this path."""
        return iri(self.base + path)

    def outlet(self, name: str) -> Term:
        """Return the IRI of a news outlet of which no article speaks."""
        return f"<{self.base}outlet/{make_slug(name)}>"

    def concept(self, kind: ConceptKind, text: str) -> Term:
        """Return the IRI of a concept. A name of the lexicon such as ``StateOfEmergency`` falls into words."""
        words = re.sub("(?<=[a-z])(?=[A-Z])", " ", text) if kind == "measure-type" else text
        return f"<{self.base}{kind}/{make_slug(words)}>"

    def scheme(self, kind: ConceptKind) -> Term:
        """Return the IRI of the concept scheme that concepts of one kind are in."""
        return f"<{self.base}concept-scheme/{kind}s>"

    def judgement(self, *parts: object) -> Term:
        """Return the IRI of a judgement."""
        return f"<{self.base}judgement/{make_hash(*parts)}>"

    def correction(self, *parts: object) -> Term:
        """Return the IRI of what a person corrected."""
        return f"<{self.base}correction/{make_hash(*parts)}>"

    def article_graph(self, article_id: str) -> Term:
        """Return the IRI of the named graph of an article."""
        return f"<{self.base}graph/article/{encode_name(article_id)}>"

    def graph(self, name: GraphName) -> Term:
        """Return the IRI of a named graph of conclusions."""
        return f"<{self.base}graph/{name}>"


class ArticleNames:
    """The IRIs of what one article contains.

    A passage is named by its quote and the number of its occurrence. A short quote is taken together
    with a little of its line on either side, so that one more "He" in another sentence renames nothing. What
    is read from a passage is named by the passage and by what tells it from others read there.
    """

    def __init__(self, article: Article, facts: Facts, names: Names) -> None:
        """Name the facts of one article."""
        self.article = article
        self.facts = facts
        self.iri = names.article(article.id)
        self._occurrences = Occurrences(article.text)
        self._marks: dict[tuple[int, int], str] = {}

    def passage(self, span: Span) -> Term:
        """Return the IRI of a passage."""
        return join(self.iri, "passage", self._mark(span))

    @cached_property
    def claims(self) -> Sequence[Term]:
        """The IRIs of the claims and non-statements, by index."""
        return tuple(self._name("claim", self.facts.claims, _describe_claim))

    @cached_property
    def observations(self) -> Sequence[Term]:
        """The IRIs of the observations, by index."""
        return tuple(self._name("observation", self.facts.observations, _describe_observation))

    @cached_property
    def reports(self) -> Sequence[Term]:
        """The IRIs of the reports: those of the measures by index, then those of the events."""
        measures = tuple(self._name("report", self.facts.measures, _describe_measure))
        return measures + tuple(self._name("report", self.facts.events, _describe_event))

    def status_change(self, report: Term, step: StatusStep) -> Term:
        """Return the IRI of one step that a report on a measure tells of."""
        mark = make_hash(report, self._mark(step.evidence), step.status)
        return join(self.iri, "status-change", mark)

    def _name(
        self,
        segment: str,
        facts: Sequence[_Fact],
        describe: Callable[[_Fact], tuple[object, ...]],
    ) -> Iterator[Term]:
        counts: dict[tuple[object, ...], int] = {}
        for fact in facts:
            key: tuple[object, ...] = (self._mark(fact.evidence), *describe(fact))
            number = counts[key] = counts.get(key, -1) + 1
            yield join(self.iri, segment, make_hash(*key, *([number] if number else [])))

    def _mark(self, span: Span) -> str:
        """Return what tells a passage from all others of the text."""
        place = span.start, span.end
        if place not in self._marks:
            self._marks[place] = self._make_mark(span)
        return self._marks[place]

    def _make_mark(self, span: Span) -> str:
        text = self.article.text
        quote = text[span.start : span.end]
        before = after = ""
        if len(quote) < _LONG_QUOTE:
            before = text[max(0, span.start - _CONTEXT) : span.start].rpartition("\n")[2]
            after = text[span.end : span.end + _CONTEXT].partition("\n")[0]
        number = self._occurrences.count_before(before + quote + after, span.start - len(before))
        return make_hash(before, quote, after, number)


def _describe_claim(claim: Claim) -> tuple[object, ...]:
    start = claim.evidence.start
    parts = (claim.cue, *claim.content)
    return tuple(place - start for part in parts for place in (part.start, part.end))


def _describe_observation(observation: Observation) -> tuple[object, ...]:
    return (
        observation.indicator,
        observation.comparator,
        observation.value,
        observation.max_value,
        observation.unit,
    )


def _describe_measure(measure: Measure) -> tuple[object, ...]:
    return ("measure", measure.type, measure.label)


def _describe_event(event: Event) -> tuple[object, ...]:
    return ("event", event.type, event.kind, event.label)
