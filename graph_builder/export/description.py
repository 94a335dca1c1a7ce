"""What a graph holds, for catalogues: a description in VoID (W3C Note, 2011) and DCAT 3, without a clock.

VoID counts what is in the merged graph: triples, subjects, objects, and each class and property. DCAT says what the data set is
about and which time its articles are from. Its version is a hash of what it holds.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from graph_builder import terms
from graph_builder.export.names import ShortNames
from graph_builder.export.turtle import write_turtle
from graph_builder.sorting import sort_lines
from graph_builder.terms import get_text
from graph_builder.vocabulary import ONTOLOGY, PREFIXES, dcterms, gb, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Quad, Term

_VOID, _DCAT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"
_PREFIXES = {**PREFIXES, "void": _VOID, "dcat": _DCAT}


def describe_graph(quads: Iterable[Quad], base_iri: str, *, version: str, reader: str) -> str:
    """Return the description of a data set as Turtle.

    Args:
        quads: All that is exported.
        base_iri: What the graph's own IRIs begin with; the data set's IRI is ``dataset`` below it.
        version: A hash of what the graph holds.
        reader: Which program and language model made it.
    """
    counts = _Counts(quads)
    triples = _describe(counts, base_iri, version, reader)
    return "".join(write_turtle(((*triple, "") for triple in triples), base_iri, _PREFIXES))


class _Counts:
    """Numbers of the merged graph, each triple counted once. Only classes, properties and dates are held in memory."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.triples = self.subjects = self.articles = 0
        self.classes: Counter[Term] = Counter()
        self.properties: Counter[Term] = Counter()
        self.days: list[str] = []
        objects = sort_lines(self._count(quads))
        self.objects = sum(1 for _ in objects)

    def _count(self, quads: Iterable[Quad]) -> Iterator[Term]:
        """Count all but the objects, and yield those."""
        before = ""
        for line in sort_lines(f"{s} {p} {o}" for s, p, o, _ in quads):
            subject, predicate, value = line.split(" ", 2)
            self.triples += 1
            self.subjects += subject != before
            before = subject
            self.properties[predicate] += 1
            if predicate == rdf.type:
                self.classes[value] += 1
            elif predicate in {gb.earliest, gb.latest} and subject.endswith("/published-on>"):
                self.days.append(get_text(value))
            yield value


def _describe(
    counts: _Counts, base_iri: str, version: str, reader: str
) -> Iterator[tuple[Term, Term, Term]]:
    dataset = terms.iri(f"{base_iri}dataset")
    articles = counts.classes[gb.Article]
    for kind in (f"<{_VOID}Dataset>", f"<{_DCAT}Dataset>"):
        yield dataset, rdf.type, kind
    yield (
        dataset,
        dcterms.title,
        terms.literal(f"Knowledge graph of {articles} news articles", "en"),
    )
    about = (
        "Claims, measures, events and figures as news articles report them, each tied to the words that say so. "
        f"Made by {reader}."
    )
    yield dataset, _dcterms("description"), terms.literal(about, "en")
    yield dataset, _dcterms("conformsTo"), ONTOLOGY
    yield dataset, f"<{_DCAT}version>", terms.literal(version)
    yield dataset, f"<{_VOID}uriSpace>", terms.literal(base_iri)
    for name, number in (
        ("triples", counts.triples),
        ("distinctSubjects", counts.subjects),
        ("distinctObjects", counts.objects),
        ("classes", len(counts.classes)),
        ("properties", len(counts.properties)),
    ):
        yield dataset, f"<{_VOID}{name}>", terms.integer(number)
    for namespace in _list_vocabularies([*counts.classes, *counts.properties]):
        yield dataset, f"<{_VOID}vocabulary>", namespace
    yield from _partition(dataset, "class", "entities", counts.classes)
    yield from _partition(dataset, "property", "triples", counts.properties)
    yield from _describe_period(dataset, sorted(counts.days))


def _dcterms(name: str) -> Term:
    return f"<{PREFIXES['dcterms']}{name}>"


def _list_vocabularies(used: Iterable[Term]) -> list[Term]:
    """Return the vocabularies that classes and properties are from; VoID names one by its namespace."""
    texts = [get_text(term) for term in used]
    return sorted({f"<{text[: max(text.rfind('#'), text.rfind('/')) + 1]}>" for text in texts})


def _partition(
    dataset: Term, kind: str, unit: str, counted: Counter[Term]
) -> Iterator[tuple[Term, Term, Term]]:
    names = ShortNames("")
    for term, number in sorted(counted.items()):
        short = names.get_prefixed(term)
        name = short.replace(":", "-") if short else terms.make_hash(term)
        part = f"{dataset[:-1]}/{kind}/{name}>"
        yield dataset, f"<{_VOID}{kind}Partition>", part
        yield part, f"<{_VOID}{kind}>", term
        yield part, f"<{_VOID}{unit}>", terms.integer(number)


def _describe_period(dataset: Term, days: list[str]) -> Iterator[tuple[Term, Term, Term]]:
    """Yield the time that the articles are from, as far as their dates are known."""
    if days:
        period = f"{dataset[:-1]}/period>"
        yield dataset, _dcterms("temporal"), period
        yield period, rdf.type, _dcterms("PeriodOfTime")
        for name, text in (("startDate", days[0]), ("endDate", days[-1])):
            yield period, f"<{_DCAT}{name}>", terms.day(dt.date.fromisoformat(text))
