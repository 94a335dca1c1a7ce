"""From a graph to findings: runs the shapes, and ties every result to an article, a line and a quote."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graph_builder.terms import get_text, literal
from graph_builder.validation.engines import (
    SH,
    SHAPES,
    read_hierarchy,
    read_shapes,
    run,
    write_marks,
)
from graph_builder.validation.findings import Finding, count_line
from graph_builder.vocabulary import PREFIXES, dcterms, gb

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from graph_builder.terms import Quad, Term
    from graph_builder.validation.engines import Engine, Result

_FIRST, _REST = f"{PREFIXES['rdf']}first", f"{PREFIXES['rdf']}rest"
_SEVERITIES = ("Violation", "Warning", "Info")
TO_PASSAGE = (gb.leadEvidence, gb.evidence, gb.contentAt, gb.cueAt, gb.mentionedAt)
"""By which properties a thing leads to the passage that shows it, the most telling first."""
_PROBLEMS = {
    "MinCount": "It is missing.",
    "MaxCount": "There is more than one.",
    "Equals": "The evidence stands in another article.",
}


def validate(
    quads: Iterable[Quad],
    *,
    texts: Mapping[str, str] | None = None,
    shapes: tuple[Path, ...] = (),
    ontologies: tuple[Path, ...] = (),
    engine: Engine = "auto",
    only: Collection[Term] | None = None,
) -> list[Finding]:
    """Check a graph against the shapes, and its quotes against the texts.

    Args:
        quads: The graph: articles together with what is concluded of the things they speak of. The named graphs
            do not matter.
        texts: The text of each article by its id, for line numbers and for checking the quotes.
        shapes: Turtle files with shapes besides the program's own.
        ontologies: Turtle files with classes besides the program's own.
        engine: Which SHACL engine runs.
        only: The things on which findings are wanted, where ``quads`` describe others in part; by default all. All of their
            classes must be said, as the closure does.

    Returns:
        The findings, violations first, then by article and line.
    """
    quads = list(quads)
    data = "".join([f"{s} {p} {o} .\n" for s, p, o, _ in quads])
    data += read_hierarchy(*ontologies)
    if only is not None:
        data += write_marks((quad[:3] for quad in quads), only)
    results = run(data, shapes, engine, marked=only is not None)
    graph = _Graph(quads if results else _select_passages(quads), texts or {})
    found = [graph.describe(result, _load_notes(shapes)) for result in results]
    found += graph.check_quotes(only)
    return sort_findings(found)


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, violations first, then by shape, article and line."""
    return sorted(findings, key=_sort_key)


def _select_passages(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield what is needed to check quotes, which is a fraction of a graph."""
    needed = {gb.quote, gb.start, gb.end, gb.inArticle, dcterms.identifier}
    return (quad for quad in quads if quad[1] in needed)


def _sort_key(finding: Finding) -> tuple[int, str, str, int, str, str]:
    rank = _SEVERITIES.index(finding.severity)
    return rank, finding.shape, finding.article, finding.line or 0, finding.focus, finding.value


class _Notes:
    """What the shapes say besides their messages."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        import pyoxigraph  # noqa: PLC0415 - loaded only where there is something to describe

        self._objects: dict[Term, dict[str, Term]] = {}
        shapes = read_shapes(files).encode()
        for triple in pyoxigraph.parse(shapes, format=pyoxigraph.RdfFormat.TURTLE):
            objects = self._objects.setdefault(str(triple.subject), {})
            objects[triple.predicate.value] = str(triple.object)

    def get_mend(self, shape: Term) -> str:
        """Return what to do about a finding of a shape."""
        text = self._objects.get(shape, {}).get(f"{SH}description")
        return get_text(text) if text else ""

    def get_path(self, shape: Term) -> str:
        """Return the path of a shape as Turtle writes it (SHACL, 2.3.1)."""
        path = self._objects.get(shape, {}).get(f"{SH}path")
        return self._write_path(path) if path else ""

    def _write_path(self, node: Term) -> str:
        objects = self._objects.get(node, {})
        if node.startswith("<"):
            name = shorten(node)
            return node if "://" in name else name
        if _FIRST in objects:
            members = " ".join(map(self._write_path, self._read_list(node)))
            return f"( {members} )"
        kind, inner = next(iter(objects.items()))
        return f"[ sh:{kind.removeprefix(SH)} {self._write_path(inner)} ]"

    def _read_list(self, node: Term) -> Iterator[Term]:
        while _FIRST in self._objects.get(node, {}):
            yield self._objects[node][_FIRST]
            node = self._objects[node][_REST]


_load_notes = lru_cache(maxsize=4)(_Notes)


def shorten(term: Term) -> str:
    """Return an IRI as a prefixed name where a prefix fits, another term as its text.

    >>> shorten(gb.cue), shorten("<https://example.org/a b>"), shorten('"x"@en')
    ('gb:cue', 'https://example.org/a b', 'x')
    """
    text = get_text(term)
    for prefix, namespace in PREFIXES.items():
        if term.startswith("<") and text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


class _Graph:
    """The triples by subject, for finding the passage that a result is about.

    Where there are several objects or owners, the first in the order of their names counts.
    """

    def __init__(self, quads: Iterable[Quad], texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._objects: dict[tuple[Term, Term], Term] = {}
        self._owners: dict[Term, Term] = {}
        for subject, predicate, object_, _ in quads:
            key = subject, predicate
            if key not in self._objects or object_ < self._objects[key]:
                self._objects[key] = object_
            if object_ not in self._owners or subject < self._owners[object_]:
                self._owners[object_] = subject

    def describe(self, result: Result, notes: _Notes) -> Finding:
        passage = self._find_passage(result.value) or self._find_passage(result.focus)
        article, line, quote = self._locate(passage, result.focus)
        value = shorten(result.value) if result.value and result.value != result.focus else ""
        problem = _PROBLEMS.get(result.component, f"It is “{value}”." if value else "")
        return Finding(
            shape=get_text(result.shape).removeprefix(SHAPES),
            severity=result.severity,
            message=result.message,
            problem=problem,
            mend=notes.get_mend(result.shape),
            focus=get_text(result.focus),
            path=notes.get_path(result.shape),
            component=result.component,
            value=value,
            term=result.value if value else "",
            article=article,
            line=line,
            quote=quote,
        )

    def check_quotes(self, only: Collection[Term] | None) -> Iterator[Finding]:
        """Yield a violation for each quote that is not what stands at its place in a text that is known."""
        if not self._texts:
            return
        quoted = (s for s, p in self._objects if p == gb.quote)
        for passage in sorted(s for s in quoted if only is None or s in only):
            article, line, quote = self._locate(passage, passage)
            start, end = self._get_number(passage, gb.start), self._get_number(passage, gb.end)
            text = self._texts.get(article)
            if text is None or start is None or end is None or text[start:end] == quote:
                continue
            yield Finding(
                shape="Passage-slice",
                severity="Violation",
                message="The quote of a passage is exactly what stands at its place in the text.",
                problem=f"There stands “{text[start:end]}”.",
                mend="Build again with the article's file.",
                focus=get_text(passage),
                path="gb:quote",
                component="Equals",
                value=quote,
                term=literal(quote),
                article=article,
                line=line,
                quote=quote,
            )

    def _find_passage(self, node: Term) -> Term:
        """Return the passage that a node is, or leads to, or that what owns the node leads to."""
        for place in (node, self._owners.get(node, "")):
            if (place, gb.quote) in self._objects:
                return place
            for predicate in TO_PASSAGE:
                if (place, predicate) in self._objects:
                    return self._objects[place, predicate]
        return ""

    def _locate(self, passage: Term, focus: Term) -> tuple[str, int | None, str]:
        """Return article, line and quote of a passage; without one, the article of the focus."""
        for place, predicate in (
            (passage, gb.inArticle),
            (focus, gb.inArticle),
            (focus, gb.reportedIn),
        ):
            article = self._objects.get((place, predicate))
            if article:
                break
        else:
            article = focus
        identifier = self._objects.get((article, dcterms.identifier), "")
        article_id = get_text(identifier) if identifier else ""
        start, text = self._get_number(passage, gb.start), self._texts.get(article_id)
        line = count_line(text, start) if text is not None and start is not None else None
        quote = self._objects.get((passage, gb.quote), "")
        return article_id, line, get_text(quote) if quote else ""

    def _get_number(self, subject: Term, predicate: Term) -> int | None:
        term = self._objects.get((subject, predicate))
        text = get_text(term) if term else ""
        return int(text) if text.isascii() and text.isdigit() else None
