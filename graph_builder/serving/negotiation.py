"""Which of the forms that we have does a client want (RFC 9110, section 12.5.1: Accept)?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Offer:
    """A form in which something can be had: its media type, and the name of the format behind it."""

    media_type: str
    name: str


ROWS = (
    Offer("application/sparql-results+json", "json"),
    Offer("application/sparql-results+xml", "xml"),
    Offer("text/csv", "csv"),
    Offer("text/tab-separated-values", "tsv"),
    Offer("application/json", "json"),
    Offer("application/xml", "xml"),
    Offer("text/xml", "xml"),
)
"""Answers to SELECT, the preferred one first."""

TRUTH = tuple(offer for offer in ROWS if offer.name in {"json", "xml"})
"""Answers to ASK."""

GRAPH = (
    Offer("text/turtle", "turtle"),
    Offer("application/n-triples", "n-triples"),
    Offer("application/ld+json", "json-ld"),
    Offer("application/rdf+xml", "rdf-xml"),
    Offer("application/x-turtle", "turtle"),
    Offer("application/json", "json-ld"),
    Offer("text/n3", "turtle"),
)
"""Graphs: answers to CONSTRUCT and DESCRIBE, resources, the Graph Store. Turtle is also Notation3."""

DATASET = (
    Offer("application/n-quads", "n-quads"),
    Offer("application/trig", "trig"),
)

HTML = Offer("text/html", "html")


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    subtype: str
    quality: float

    def matches(self, media_type: str) -> bool:
        kind, _, subtype = media_type.partition("/")
        return self.kind in {"*", kind} and self.subtype in {"*", subtype}

    @property
    def precision(self) -> int:
        return (self.kind != "*") + (self.subtype != "*")


def choose_offer(offers: Sequence[Offer], accept: str) -> Offer | None:
    """Return the offer that an Accept header likes best, the first among equals; none when it takes none.

    >>> choose_offer(ROWS, "text/csv;q=0.5, application/sparql-results+xml").name
    'xml'
    >>> choose_offer(ROWS, "*/*, application/sparql-results+json;q=0").name
    'xml'
    >>> choose_offer(ROWS, "image/png") is None
    True
    """
    ranges = _read_ranges(accept) if accept.strip() else [_Range("*", "*", 1)]
    best, quality = None, 0.0
    for offer in offers:
        found = [item for item in ranges if item.matches(offer.media_type)]
        liked = max(found, key=lambda item: item.precision).quality if found else 0
        if liked > quality:
            best, quality = offer, liked
    return best


def _read_ranges(accept: str) -> list[_Range]:
    ranges = []
    for item in accept.split(","):
        media_type, *parameters = (part.strip().lower() for part in item.split(";"))
        kind, slash, subtype = media_type.partition("/")
        if slash:
            ranges.append(_Range(kind.strip(), subtype.strip(), _read_quality(parameters)))
    return ranges


def _read_quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0), 1)
            except ValueError:
                return 0
    return 1
