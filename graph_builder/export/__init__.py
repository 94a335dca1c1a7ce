"""The graph as a file: stable, sorted, the same bytes each time, and never more than a part of it in memory.

==================  ========================  ===========================================
format              endings                   holds
==================  ========================  ===========================================
``turtle``          ``.ttl``                  all graphs merged, grouped and pretty
``n-triples``       ``.nt``                   all graphs merged
``n-quads``         ``.nq``                   the named graphs; each quad once: the truth
``trig``            ``.trig``                 the named graphs, grouped and pretty
``json-ld``         ``.jsonld .json``         all graphs merged
``rdf-xml``         ``.rdf .xml .owl``        all graphs merged
==================  ========================  ===========================================

``.gz`` or ``.zst`` behind the ending compresses. What other tools than those of RDF read is in `graph_builder.export.tools`.

::

    chunks = iter_export(folder.iter_quads(), choose_format("graph.ttl"), base_iri=base)
    save_export(Path("graph.ttl"), chunks)
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar, get_args

from graph_builder.errors import UsageError
from graph_builder.export.files import COMPRESSED, save_export
from graph_builder.export.jsonld import write_jsonld
from graph_builder.export.lines import write_nquads, write_ntriples
from graph_builder.export.rdfxml import write_rdfxml
from graph_builder.export.turtle import write_trig, write_turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from graph_builder.terms import Quad, Triple

__all__ = [
    "FORMATS",
    "TOOLS",
    "Format",
    "Tool",
    "choose_export",
    "choose_format",
    "iter_export",
    "save_export",
    "wrap_triples",
]

Format: TypeAlias = Literal["turtle", "n-triples", "n-quads", "trig", "json-ld", "rdf-xml"]
FORMATS: tuple[Format, ...] = get_args(Format)
Tool: TypeAlias = Literal[
    "void", "sqlite", "csv", "neo4j", "graphml", "gexf", "ftm", "web-annotation", "brat"
]
TOOLS: tuple[Tool, ...] = get_args(Tool)
"""Exports that are no form of the whole graph, but what some tool reads of it."""

T = TypeVar("T")

_ENDINGS: dict[str, Format] = {
    ".ttl": "turtle",
    ".turtle": "turtle",
    ".nt": "n-triples",
    ".ntriples": "n-triples",
    ".nq": "n-quads",
    ".nquads": "n-quads",
    ".trig": "trig",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".rdf": "rdf-xml",
    ".xml": "rdf-xml",
    ".owl": "rdf-xml",
}
_TOOL_ENDINGS: dict[str, Tool] = {
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".graphml": "graphml",
    ".gexf": "gexf",
}
_NAMES: dict[str, Format] = {
    **{ending[1:]: name for ending, name in _ENDINGS.items() if ending not in {".json", ".xml"}},
    **{name.replace("-", ""): name for name in FORMATS},
    "rdf/xml": "rdf-xml",
}
_TOOL_NAMES: dict[str, Tool] = {name.replace("-", ""): name for name in TOOLS}


def choose_format(path: str | PurePath | None = None, name: str | None = None) -> Format:
    """Return the format of RDF that a user named, otherwise that of the file's ending, otherwise Turtle.

    >>> choose_format("graph.nq.gz"), choose_format("x", "ntriples"), choose_format()
    ('n-quads', 'n-triples', 'turtle')

    Raises:
        UsageError: The name or the ending is no such format's.
    """
    return _choose(path, name, _NAMES, _ENDINGS)


def choose_export(path: str | PurePath | None = None, name: str | None = None) -> Format | Tool:
    """Return the format, of RDF or for a tool, that a user named or gave by the file's ending; otherwise Turtle.

    Raises:
        UsageError: The name or the ending is no format's.
    """
    return _choose(path, name, {**_NAMES, **_TOOL_NAMES}, {**_ENDINGS, **_TOOL_ENDINGS})


def _choose(
    path: str | PurePath | None, name: str | None, names: Mapping[str, T], endings: Mapping[str, T]
) -> T:
    known = list(dict.fromkeys(map(str, names.values())))
    if name is not None:
        key = name.lower().replace("-", "").replace("_", "")
        if key in names:
            return names[key]
        import difflib  # noqa: PLC0415 - only for this sentence

        near = difflib.get_close_matches(name, known, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f"there is no format {name!r}: {guess}there are {', '.join(known)}")
    if path is None:
        return names["turtle"]
    file = PurePath(path)
    ending = (file.with_suffix("") if file.suffix.lower() in COMPRESSED else file).suffix.lower()
    if ending not in endings:
        raise UsageError(
            f"the ending of {str(path)!r} is no format's: use {', '.join(endings)}, or name it with "
            f"--format ({', '.join(known)})"
        )
    return endings[ending]


def iter_export(quads: Iterable[Quad], format_name: Format, *, base_iri: str) -> Iterator[str]:
    """Yield a graph in a format, piece by piece.

    Args:
        quads: Canonical quads in any order; an empty graph name means the default graph.
        format_name: One of ``FORMATS``.
        base_iri: What the graph's own IRIs begin with; they are shortened by it.
    """
    writers: dict[Format, Callable[[Iterable[Quad], str], Iterator[str]]] = {
        "turtle": write_turtle,
        "n-triples": write_ntriples,
        "n-quads": write_nquads,
        "trig": write_trig,
        "json-ld": write_jsonld,
        "rdf-xml": write_rdfxml,
    }
    return writers[format_name](quads, base_iri)


def wrap_triples(triples: Iterable[Triple]) -> Iterator[Quad]:
    """Yield triples, such as the answer to a CONSTRUCT, as quads of the default graph."""
    for triple in triples:
        yield (*triple, "")
