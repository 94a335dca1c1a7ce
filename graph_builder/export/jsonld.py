"""JSON-LD 1.1: one object a subject. The context makes plain JSON of it: a property is its name, a link a text."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graph_builder.export.names import (
    XSD_BOOLEAN,
    XSD_DATE,
    XSD_DECIMAL,
    XSD_INTEGER,
    Group,
    ShortNames,
    group_triples,
    split_literal,
)
from graph_builder.resources import get_folder
from graph_builder.terms import get_text
from graph_builder.vocabulary import PREFIXES, dcterms, gb, rdf, schema, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Quad, Term

_GB = PREFIXES["gb"]
_ID, _VOCABULARY = "@id", "@vocab"
_DATATYPES = {
    gb.earliest: XSD_DATE,
    gb.latest: XSD_DATE,
    gb.value: XSD_DECIMAL,
    gb.maxValue: XSD_DECIMAL,
    gb.confidence: XSD_DECIMAL,
}
_FOREIGN = {
    skos.prefLabel: ("label", ""),
    skos.altLabel: ("otherLabel", ""),
    skos.inScheme: ("inScheme", _ID),
    dcterms.identifier: ("identifier", ""),
    dcterms.title: ("title", ""),
    dcterms.source: ("source", _ID),
    dcterms.isReplacedBy: ("isReplacedBy", _ID),
    schema.sameAs: ("sameAs", _ID),
    f"<{PREFIXES['prov']}wasDerivedFrom>": ("wasDerivedFrom", _ID),
}
"""What terms of other vocabularies are called, and what kind of value they have."""

_TAKEN = {"id", "type", *PREFIXES, *(name for name, _ in _FOREIGN.values())}
_SAFE_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Integers that every JSON reader keeps exactly (RFC 8259, section 6) and that are in canonical form."""


def write_jsonld(quads: Iterable[Quad], base_iri: str) -> Iterator[str]:
    """Yield all graphs merged as JSON-LD, one line a subject."""
    names = ShortNames(base_iri)
    context = json.dumps(_make_context(names), ensure_ascii=False, indent=1)
    yield f'{{\n"@context": {context},\n"@graph": ['
    separator = "\n"
    for group in group_triples(quad[:3] for quad in quads):
        yield f"{separator}{json.dumps(_write_group(group, names), ensure_ascii=False)}"
        separator = ",\n"
    yield "\n]\n}\n"


def _make_context(names: ShortNames) -> dict[str, Any]:
    context: dict[str, Any] = {"@version": 1.1}
    if names.base:
        context["@base"] = names.base
    context |= {"@vocab": _GB, "id": "@id", "type": "@type", **names.prefixes}
    for predicate, (name, kind) in sorted(_read_terms().items(), key=lambda item: item[1]):
        if kind:
            short = names.get_prefixed(kind) or kind
            context[name] = {"@id": names.get_prefixed(predicate), "@type": short}
        elif not predicate.startswith(f"<{_GB}"):
            context[name] = names.get_prefixed(predicate)
    return context


@lru_cache(maxsize=1)
def _read_terms() -> dict[Term, tuple[str, str]]:
    """Return what properties are called, and what their values are: links, terms of ours, or of which datatype."""
    import pyoxigraph  # noqa: PLC0415 - loaded only where JSON-LD is written

    file = get_folder("ontology") / "graph-builder.ttl"
    triples = [
        (str(t.subject), t.predicate.value, str(t.object))
        for t in pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)
    ]
    kinds = {(s, o) for s, p, o in triples if p == get_text(rdf.type)}
    individual = f"<{PREFIXES['owl']}NamedIndividual>"
    listed = {o for s, o in kinds if (s, individual) in kinds} - {individual}
    ranges = {s: o for s, p, o in triples if p == f"{PREFIXES['rdfs']}range"}
    terms = dict(_FOREIGN)
    for subject, kind in kinds:
        if subject.startswith(f"<{_GB}") and kind == f"<{PREFIXES['owl']}ObjectProperty>":
            link = _VOCABULARY if ranges.get(subject) in listed else _ID
            terms[subject] = subject[len(_GB) + 1 : -1], link
    return terms | {term: (term[len(_GB) + 1 : -1], kind) for term, kind in _DATATYPES.items()}


def _write_group(group: Group, names: ShortNames) -> dict[str, Any]:
    subject, predicates = group
    node: dict[str, Any] = {"id": _write_iri(subject, names)}
    for predicate, values in predicates:
        if predicate == rdf.type:
            node["type"] = [_write_vocabulary_iri(value, names) for value in values]
        else:
            name, kind = _read_terms().get(predicate, ("", ""))
            written = [_write_value(kind, value, names) for value in values]
            key = name or _write_vocabulary_iri(predicate, names)
            node[key] = written[0] if len(written) == 1 else written
    return node


def _write_iri(term: Term, names: ShortNames) -> str:
    """Return an IRI; one with percent signs in full, as Titanium, which Jena reads with, decodes them in relative ones."""
    if term.startswith("_:"):
        return term
    relative = names.get_relative(term) if "%" not in term else None
    return relative or names.get_prefixed(term) or term[1:-1]


def _write_vocabulary_iri(term: Term, names: ShortNames) -> str:
    """Return a class, property or term of a list: relative to our vocabulary, never to the base."""
    short = names.get_prefixed(term) or get_text(term)
    local = short.removeprefix("gb:")
    return short if local in _TAKEN else local


def _write_value(kind: str, term: Term, names: ShortNames) -> Any:
    """Return an object as the context reads it: ``kind`` says what a bare text is."""
    if term.startswith('"'):
        return _write_literal(kind, term, names)
    if kind == _VOCABULARY and term.startswith(f"<{_GB}"):
        return _write_vocabulary_iri(term, names)
    written = _write_iri(term, names)
    return written if kind == _ID else {"id": written}


def _write_literal(kind: str, term: Term, names: ShortNames) -> Any:
    _, language, datatype = split_literal(term)
    text = get_text(term)
    if language:
        return {"@language": language, "@value": text}
    if datatype == kind:
        return text
    if not kind and datatype == XSD_BOOLEAN and text in {"true", "false"}:
        return text == "true"
    if not kind and datatype == XSD_INTEGER and _SAFE_INTEGER.fullmatch(text):
        return int(text)
    typed = {"@type": _write_vocabulary_iri(datatype, names)} if datatype else {}
    return {**typed, "@value": text}
