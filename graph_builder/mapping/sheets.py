"""One named graph while it is being written."""

import re
from collections.abc import Iterable

from graph_builder import terms
from graph_builder.model import TimeSpan
from graph_builder.terms import Quad, Term, get_text
from graph_builder.vocabulary import gb, rdf, skos


class Sheet:
    """The quads of one named graph, each once, in the order in which they were written."""

    def __init__(self, graph: Term) -> None:
        """Begin an empty graph."""
        self._graph = graph
        self._quads: dict[Quad, None] = {}

    @property
    def quads(self) -> list[Quad]:
        """The quads written so far."""
        return list(self._quads)

    def write(self, subject: Term, predicate: Term, *objects: Term) -> None:
        """Write one triple for each object."""
        for object_ in objects:
            self._quads[subject, predicate, object_, self._graph] = None

    def write_text(self, subject: Term, predicate: Term, text: str) -> None:
        """Write a plain literal, unless the text is empty."""
        if text:
            self.write(subject, predicate, terms.literal(text))

    def write_labels(self, subject: Term, label: str, others: Iterable[str]) -> None:
        """Write the one preferred label of a thing and its other names, in no language in particular."""
        label = label or get_text(subject).rstrip("/").rpartition("/")[2]
        self.write(subject, skos.prefLabel, terms.literal(label))
        for other in others:
            if other and other != label:
                self.write(subject, skos.altLabel, terms.literal(other))

    def write_time(
        self, owner: Term, predicate: Term, when: TimeSpan, evidence: Term | None
    ) -> None:
        """Write a time span that belongs to ``owner`` alone. It is named by its owner and its role.

        A time of which nothing is known is written too: whether to ask for it is up to the caller.
        """
        span = f"{owner[:-1]}/{_get_role(predicate)}>"
        self.write(owner, predicate, span)
        self.write(span, rdf.type, gb.TimeSpan)
        if when.earliest:
            self.write(span, gb.earliest, terms.day(when.earliest))
        if when.latest:
            self.write(span, gb.latest, terms.day(when.latest))
        self.write_text(span, gb.edtf, when.edtf)
        self.write_text(span, gb.because, when.because)
        if evidence:
            self.write(span, gb.evidence, evidence)


def _get_role(predicate: Term) -> str:
    """Return a property's name as a segment of an IRI: ``announcedOn`` → ``announced-on``."""
    name = get_text(predicate).rpartition("#")[2]
    return re.sub(r"([A-Z])", lambda match: f"-{match[0].lower()}", name)


def is_known(when: TimeSpan) -> bool:
    """Whether anything is known of a time, if only why nothing more is."""
    return bool(when.earliest or when.latest or when.because or when.evidence)
