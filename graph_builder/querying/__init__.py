"""Saved questions and one's own: list, bind, ask, and write the answer.

::

    query = get_query("claims-by-speaker")
    with GraphFolder(path).open_index() as index:
        answer = ask(index, query, {"speaker": "Ana Díaz"})
    content = write_answer(answer, "csv", base_iri=DEFAULT_BASE_IRI)

Questions read the default graph, in which all graphs are merged.
"""

from __future__ import annotations

import json

import pyoxigraph

from graph_builder.errors import UsageError
from graph_builder.querying.answers import (
    Answer,
    Rows,
    Triples,
    Truth,
    bind_query,
    check_query,
    run_query,
)
from graph_builder.querying.examples import write_example, write_prefixes
from graph_builder.querying.keeping import ask
from graph_builder.querying.parameters import Parameter, describe
from graph_builder.querying.saved import Note, SavedQuery, find_queries, get_query, read_query
from graph_builder.querying.tables import write_markdown, write_table

__all__ = [
    "RESULT_FORMATS",
    "Answer",
    "Note",
    "Parameter",
    "Rows",
    "SavedQuery",
    "Triples",
    "Truth",
    "ask",
    "bind_query",
    "check_query",
    "describe",
    "find_queries",
    "get_query",
    "read_query",
    "run_query",
    "write_answer",
    "write_example",
    "write_prefixes",
]

RESULT_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")
"""What the answer to a SELECT can be written as; ASK has all but CSV and TSV, which SPARQL lacks for it."""

_STANDARD = {
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
    "xml": pyoxigraph.QueryResultsFormat.XML,
}


def write_answer(
    answer: Rows | Truth, format_name: str, *, base_iri: str, width: int | None = None
) -> bytes:
    """Return the answer to SELECT or ASK in one of ``RESULT_FORMATS``, as UTF-8.

    CSV, TSV, JSON and XML are those of the SPARQL 1.1 recommendations.

    Args:
        answer: The answer; that of CONSTRUCT and DESCRIBE is a graph and is exported like one.
        format_name: The format.
        base_iri: What the graph's own IRIs begin with, for short names in tables.
        width: How wide a table may be; none means that nothing is wrapped.

    Raises:
        UsageError: There is no such format for this answer.
    """
    if format_name not in RESULT_FORMATS:
        raise UsageError(
            f"a table of answers cannot be written as {format_name!r}: use {', '.join(RESULT_FORMATS)}"
        )
    if format_name == "json":
        return _indent(answer.json)
    if isinstance(answer, Truth):
        return _write_truth(answer, format_name)
    if format_name in _STANDARD:
        return _convert(answer.json, format_name)
    if format_name == "markdown":
        return write_markdown(answer, base_iri=base_iri).encode()
    return write_table(answer, base_iri=base_iri, width=width).encode()


def _indent(content: bytes) -> bytes:
    return (json.dumps(json.loads(content), ensure_ascii=False, indent=1) + "\n").encode()


def _write_truth(answer: Truth, format_name: str) -> bytes:
    if format_name == "xml":
        return _convert(answer.json, format_name)
    if format_name in {"csv", "tsv"}:
        raise UsageError(
            f"the answer to ASK is yes or no, and SPARQL has no {format_name.upper()} for that: "
            "use table, json, xml or markdown"
        )
    return b"yes\n" if answer.value else b"no\n"


def _convert(content: bytes, format_name: str) -> bytes:
    results = pyoxigraph.parse_query_results(content, format=pyoxigraph.QueryResultsFormat.JSON)
    return results.serialize(format=_STANDARD[format_name]) or b""
