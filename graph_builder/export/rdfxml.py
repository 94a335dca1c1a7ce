"""RDF 1.1 XML Syntax: one ``rdf:Description`` a subject.

XML 1.0 has no way to write most control characters, not even escaped. Where a literal holds one, it stands
here as U+FFFD; the other formats keep it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from graph_builder.errors import UsageError
from graph_builder.export.names import Group, group_triples, split_literal
from graph_builder.markup import escape_xml
from graph_builder.terms import get_text
from graph_builder.vocabulary import PREFIXES, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Quad, Term

_QNAME = re.compile(r"(.*[/#:?=])([A-Za-z_][A-Za-z0-9_.-]*)")
_PREFIXES = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def write_rdfxml(quads: Iterable[Quad], _: str) -> Iterator[str]:
    """Yield all graphs merged as RDF/XML.

    Raises:
        UsageError: The IRI of a property cannot be written as an XML name.
    """
    yield '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF'
    for prefix, namespace in sorted(PREFIXES.items()):
        yield f"\n    xmlns:{prefix}={quoteattr(namespace)}"
    yield ">\n"
    for group in group_triples(quad[:3] for quad in quads):
        yield _write_group(group)
    yield "</rdf:RDF>\n"


def _write_group(group: Group) -> str:
    subject, predicates = group
    lines = [f"<rdf:Description {_write_reference('about', subject)}>"]
    for predicate, values in predicates:
        name, declaration = _name_element(predicate)
        lines += [_write_property(name, declaration, value) for value in values]
    return "\n".join([*lines, "</rdf:Description>\n"])


def _name_element(predicate: Term) -> tuple[str, str]:
    """Return the name of a property's element, and the declaration of its namespace if need be."""
    if predicate == rdf.type:
        return "rdf:type", ""
    match = _QNAME.fullmatch(predicate[1:-1])
    if match is None:
        raise UsageError(
            f"RDF/XML has no way to write the property {predicate}: export to another format"
        )
    namespace, local = match.groups()
    if namespace in _PREFIXES:
        return f"{_PREFIXES[namespace]}:{local}", ""
    return f"ns:{local}", f" xmlns:ns={quoteattr(namespace)}"


def _write_property(name: str, declaration: str, value: Term) -> str:
    if not value.startswith('"'):
        return f"  <{name}{declaration} {_write_reference('resource', value)}/>"
    _, language, datatype = split_literal(value)
    attribute = f' xml:lang="{language}"' if language else ""
    if datatype:
        attribute = f" rdf:datatype={quoteattr(get_text(datatype))}"
    text = escape_xml(get_text(value))
    return f"  <{name}{declaration}{attribute}>{text}</{name}>"


def _write_reference(attribute: str, term: Term) -> str:
    if term.startswith("_:"):
        return f'rdf:nodeID="{term[2:]}"'
    return f"rdf:{attribute}={quoteattr(get_text(term))}"
