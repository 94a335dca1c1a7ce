"""Checks a graph against the shapes, and says what is wrong in sentences.

The shapes are those of the folder ``shapes/`` and of the user's own project (SHACL, W3C Recommendation 2017,
core and SPARQL constraints). Two engines run them: ``shacl``, which is fast, and pySHACL, the reference, where the
former is not installed. A test holds both to the same findings on every case in ``tests/shapes/``.
"""

from graph_builder.validation.batches import validate_in_batches
from graph_builder.validation.checking import validate
from graph_builder.validation.findings import Finding, Severity, read_findings
from graph_builder.validation.reports import (
    write_json,
    write_junit,
    write_markdown,
    write_text,
    write_turtle,
)

__all__ = [
    "Finding",
    "Severity",
    "read_findings",
    "validate",
    "validate_in_batches",
    "write_json",
    "write_junit",
    "write_markdown",
    "write_text",
    "write_turtle",
]
