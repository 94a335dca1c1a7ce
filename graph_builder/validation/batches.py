"""Checks a graph of any size, some of it at a time: things with their parts, and what the shapes see from there.

The triples are sorted by what they are about, with the parts of an article or a thing behind it. So each thing is checked once, with
all that is said of it anywhere. Of what it only points to, the classes are looked up; more than that can make another finding of one,
but never one of none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graph_builder.sorting import Sorter
from graph_builder.validation.checking import TO_PASSAGE, sort_findings, validate
from graph_builder.validation.renewal import read_paths
from graph_builder.vocabulary import dcterms, gb, rdf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from graph_builder.terms import FindTriples, Quad, Term, Triple
    from graph_builder.validation.findings import Finding


_ENOUGH = 50_000
"""How many triples are checked at once, at least."""
_AT_HAND = 50_000
"""Of how many things that are pointed to is kept what was looked up."""

# In a key, where one thing's parts have to follow it at once: <a> <a/b> <a-b>. Terms hold no control characters.
_PART, _END = "\x02", "\x01"
_OWN, _OTHER = "1", "2"
_TELLING = (
    *TO_PASSAGE,
    gb.quote,
    gb.start,
    gb.end,
    gb.inArticle,
    gb.reportedIn,
    dcterms.identifier,
)
"""What leads from a finding to a passage and an article, and tells of them."""


def validate_in_batches(
    quads: Iterable[Quad],
    find: FindTriples,
    *,
    texts: Mapping[str, str] | None = None,
    ontologies: tuple[Path, ...] = (),
) -> list[Finding]:
    """Check a graph against the program's own shapes, as ``validate`` does, with a part of it in memory.

    Args:
        quads: The graph.
        find: Finds triples of the graph by subject, predicate and object.
        texts: The text of each article by its id.
        ontologies: Turtle files with classes besides the program's own.
    """
    _, back = read_paths()

    @lru_cache(maxsize=_AT_HAND)
    def find_types(node: Term) -> tuple[Triple, ...]:
        return tuple(find(node, rdf.type, None))

    findings = []
    for triples, subjects in _cut(_sort(quads, back)):
        pointed = sorted(_list_pointed(triples, subjects))
        described = [*triples, *(triple for node in pointed for triple in find_types(node))]
        found = _check(described, subjects, texts, ontologies)
        if found:
            wrong = {f"<{finding.focus}>" for finding in found}
            described += _describe(found, find)
            found = _check(described, wrong & subjects, texts, ontologies)
        findings += found
    return sort_findings(findings)


def _sort(quads: Iterable[Quad], back: Collection[Term]) -> Iterator[str]:
    """Yield the triples in order, as ``_write_lines`` writes them."""
    sorter = Sorter()
    sorter.add(_write_lines(quads, back))
    return sorter.iter_lines()


def _write_lines(quads: Iterable[Quad], back: Collection[Term]) -> Iterator[str]:
    """Yield each triple with the key of its subject, and with that of its object if shapes look back from there."""
    last = head = ""
    for subject, predicate, object_, _ in quads:
        if subject != last:
            last, head = subject, f"{_make_key(subject)}{_END}{_OWN}{_END}"
        yield f"{head}{subject} {predicate} {object_}"
        if predicate in back and object_.startswith("<"):
            yield f"{_make_key(object_)}{_END}{_OTHER}{_END}{subject} {predicate} {object_}"


def _make_key(node: Term) -> str:
    return node.replace("/", _PART).removesuffix(">")


def _cut(lines: Iterable[str]) -> Iterator[tuple[list[Triple], set[Term]]]:
    """Yield enough triples at a time with what they are about, and never a thing without its parts."""
    batch: list[Triple] = []
    subjects: set[Term] = set()
    last = whole = ""
    parts = _PART
    for line in lines:
        head, predicate, object_ = line.split(" ", 2)
        key, mark, subject = head.split(_END)
        if key != last:
            last = key
            if key != whole and not key.startswith(parts):
                whole, parts = key, f"{key}{_PART}"
                if len(batch) >= _ENOUGH:
                    yield batch, subjects
                    batch, subjects = [], set()
        batch.append((subject, predicate, object_))
        if mark == _OWN:
            subjects.add(subject)
    yield batch, subjects


def _list_pointed(triples: Iterable[Triple], subjects: Collection[Term]) -> set[Term]:
    return {o for _, _, o in triples if o.startswith("<") and o not in subjects}


def _describe(findings: Iterable[Finding], find: FindTriples) -> Iterator[Triple]:
    """Yield what leads from findings, and from what points to what is wrong, to their passages and articles."""
    wrong = {node for f in findings for node in (f"<{f.focus}>", f.term) if node.startswith("<")}
    pointing = [triple for node in sorted(wrong) for triple in find(None, None, node)]
    yield from pointing
    waiting = {*wrong, *(subject for subject, _, _ in pointing)}
    seen: set[Term] = set()
    while waiting:
        seen |= waiting
        found = [t for node in sorted(waiting) for p in _TELLING for t in find(node, p, None)]
        yield from found
        waiting = {object_ for _, _, object_ in found if object_.startswith("<")} - seen


def _check(
    triples: Iterable[Triple],
    subjects: Collection[Term],
    texts: Mapping[str, str] | None,
    ontologies: tuple[Path, ...],
) -> list[Finding]:
    quads: list[Quad] = [(*triple, "") for triple in triples]
    return validate(quads, texts=texts, ontologies=ontologies, only=subjects)
