"""JSON-LD 1.1: one object a subject, prefixes and the types of dates and numbers in the context."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from graph_builder.export.names import (
    XSD_BOOLEAN,
    XSD_DATE,
    XSD_DECIMAL,
    XSD_INTEGER,
    Group,
    ShortNames,
    get_prefixed,
    group_triples,
    split_literal,
)
from graph_builder.terms import get_text
from graph_builder.vocabulary import PREFIXES, gb, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.terms import Quad, Term

_TYPED: dict[str, str] = {
    gb.earliest: XSD_DATE,
    gb.latest: XSD_DATE,
    gb.value: XSD_DECIMAL,
    gb.maxValue: XSD_DECIMAL,
    gb.confidence: XSD_DECIMAL,
}
_SAFE_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Integers that every JSON reader keeps exactly (RFC 8259, section 6) and that are in canonical form."""


def write_jsonld(quads: Iterable[Quad], base_iri: str) -> Iterator[str]:
    """Yield all graphs merged as JSON-LD, one line a subject."""
    names = ShortNames(base_iri)
    yield f'{{\n"@context": {json.dumps(_make_context(names), ensure_ascii=False)},\n"@graph": ['
    separator = "\n"
    for group in group_triples(quad[:3] for quad in quads):
        yield f"{separator}{json.dumps(_write_group(group, names), ensure_ascii=False)}"
        separator = ",\n"
    yield "\n]\n}\n"


def _make_context(names: ShortNames) -> dict[str, Any]:
    typed = {
        get_prefixed(predicate): {"@type": get_prefixed(datatype)}
        for predicate, datatype in _TYPED.items()
    }
    base = {"@base": names.base} if names.base else {}
    return {**base, **dict(sorted(PREFIXES.items())), **{str(k): v for k, v in typed.items()}}


def _write_group(group: Group, names: ShortNames) -> dict[str, Any]:
    subject, predicates = group
    node: dict[str, Any] = {"@id": _write_iri(subject, names)}
    for predicate, values in predicates:
        if predicate == rdf.type:
            node["@type"] = [_write_vocabulary_iri(value) for value in values]
        else:
            written = [_write_value(predicate, value, names) for value in values]
            node[_write_vocabulary_iri(predicate)] = written[0] if len(written) == 1 else written
    return node


def _write_iri(term: Term, names: ShortNames) -> str:
    if term.startswith("_:"):
        return term
    return names.get_relative(term) or get_prefixed(term) or term[1:-1]


def _write_vocabulary_iri(term: Term) -> str:
    """Return a class or property: relative to the vocabulary, of which there is none, so never to the base."""
    return get_prefixed(term) or get_text(term)


def _write_value(predicate: Term, term: Term, names: ShortNames) -> Any:
    if not term.startswith('"'):
        return {"@id": _write_iri(term, names)}
    _, language, datatype = split_literal(term)
    text = get_text(term)
    if language:
        return {"@language": language, "@value": text}
    wanted = _TYPED.get(predicate, "")
    if datatype == wanted:
        return text
    if not wanted and datatype == XSD_BOOLEAN and text in {"true", "false"}:
        return text == "true"
    if not wanted and datatype == XSD_INTEGER and _SAFE_INTEGER.fullmatch(text):
        return int(text)
    kind = {"@type": _write_vocabulary_iri(datatype)} if datatype else {}
    return {**kind, "@value": text}
