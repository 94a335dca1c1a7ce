"""Saved questions in the form of the SIB's sparql-examples: one Turtle file each, described in SHACL.

See https://github.com/sib-swiss/sparql-examples: ``sh:select``, ``sh:ask``, ``sh:construct`` or ``sh:describe`` holds the
text, ``rdfs:comment`` says what it answers, ``schema:target`` names the endpoint, and all share the prefixes of one node.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from graph_builder.querying.answers import bind_query, check_query, find_form
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from graph_builder.querying.saved import SavedQuery

_SAFE = ":/?#[]@!$&'()*+,;=%~"
_PREFIXES = "_:sparql_examples_prefixes"
_HEAD = """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def write_example(query: SavedQuery, *, base: str, endpoint: str) -> str:
    """Return one saved question as Turtle.

    Args:
        query: The question. Parameters that must be given have the values of its header's ``examples``.
        base: What the IRIs of the examples begin with.
        endpoint: The address of the SPARQL endpoint that answers it.

    Raises:
        UsageError: It is an update, or a parameter has no example.
    """
    check_query(query)
    values = {
        parameter.name: parameter.example for parameter in query.parameters if parameter.example
    }
    form = find_form(query).capitalize()
    text = "\n".join(
        line for line in bind_query(query, values).splitlines() if not line.startswith("#+")
    )
    parts = [
        f"a sh:SPARQLExecutable, sh:SPARQL{form}Executable",
        f"sh:prefixes {_PREFIXES}",
        f"rdfs:label {_quote(query.summary or query.name)}@en",
        f"rdfs:comment {_quote(query.description or query.summary or query.name)}@en",
        *(f"schema:keywords {_quote(tag)}" for tag in query.tags),
        f"schema:target <{quote(endpoint, safe=_SAFE)}>",
        f"sh:{form.lower()} {_quote(text)}",
    ]
    return f"{_HEAD}\n<{base}{quote(query.name, safe='')}> " + " ;\n    ".join(parts) + " .\n"


def write_prefixes() -> str:
    """Return the declarations that all examples share."""
    lines = [
        f'    sh:declare [ sh:prefix "{prefix}" ; sh:namespace "{namespace}"^^xsd:anyURI ]'
        for prefix, namespace in sorted(PREFIXES.items())
    ]
    return (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        f"{_PREFIXES} a owl:Ontology ;\n" + " ;\n".join(lines) + " .\n"
    )


def _quote(text: str) -> str:
    """Return a text as a Turtle string (section 2.5.1 of Turtle), long where it has lines, so that queries stay readable."""
    escaped = text.replace("\\", "\\\\")
    if "\n" not in text and "\r" not in text:
        return '"' + escaped.replace('"', '\\"') + '"'
    return '"""' + re.sub(r'"{3,}|"+\Z', lambda match: '\\"' * len(match[0]), escaped) + '"""'
