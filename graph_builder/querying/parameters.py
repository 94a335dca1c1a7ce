"""Parameters of saved queries: found by grlc's convention, checked, and bound as RDF terms.

``?_speaker`` is a parameter that must be given, ``?__speaker`` one that may be left out. What the name ends in
says what it becomes: ``_iri`` an IRI, ``_integer`` a number, ``_xsd_date`` a literal of that datatype,
``_en`` (any language tag of two letters) a text in that language, nothing a plain string. See grlc,
"Parameter mapping", https://github.com/CLARIAH/grlc#parameter-mapping.

A value takes the place of its variable as one term, checked and written by the RDF library; whatever stands in
it, it cannot become a piece of the query. An optional parameter that is left out stays an unbound variable,
which is what grlc does too: queries read it through ``COALESCE``.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph

from graph_builder.errors import UsageError
from graph_builder.querying.hints import bind_hint
from graph_builder.querying.tokens import iter_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph_builder.querying.tokens import Token

_XSD = "http://www.w3.org/2001/XMLSchema#"
_VARIABLE = re.compile(r"[?$]_(_?)([^_]+)(?:_(.+))?")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a query.

    Attributes:
        name: What a user calls it.
        variable: The variable as the query writes it, without ``?``.
        required: It must be given, unless there is a default.
        kind: ``string``, ``iri``, a language tag, or an XML Schema datatype such as ``date``.
        description: What it is for, from the header.
        default: Its value when it is not given.
        choices: The values allowed; none means any.
        example: A value to show the query with, where it must have one.
    """

    name: str
    variable: str
    required: bool
    kind: str
    description: str = ""
    default: str | None = None
    choices: tuple[str, ...] = ()
    example: str = ""


def find_parameters(
    text: str,
    *,
    descriptions: Mapping[str, str],
    defaults: Mapping[str, str],
    choices: Mapping[str, tuple[str, ...]],
    examples: Mapping[str, str] | None = None,
) -> tuple[Parameter, ...]:
    """Return the parameters of a query in the order in which it first names them.

    Raises:
        UsageError: The ending of a name means nothing.
    """
    found: dict[str, Parameter] = {}
    for token in iter_tokens(text):
        match = _VARIABLE.fullmatch(token.text) if token.kind == "variable" else None
        if match is None or token.text[1:] in found:
            continue
        name = match[2]
        found[token.text[1:]] = Parameter(
            name=name,
            variable=token.text[1:],
            required=not match[1],
            kind=_read_ending(token.text, match[3] or ""),
            description=descriptions.get(name, ""),
            default=defaults.get(name),
            choices=choices.get(name, ()),
            example=(examples or {}).get(name, ""),
        )
    return tuple(found.values())


def _read_ending(variable: str, ending: str) -> str:
    if not ending:
        return "string"
    kind = ending.removeprefix("xsd_")
    if ending in {"iri", "integer"} or _LANGUAGE.fullmatch(ending):
        return ending
    if ending.startswith("xsd_") and kind in _CHECKS:
        return kind
    raise UsageError(
        f"the query has a parameter {variable} whose ending '_{ending}' means nothing: use _iri, _integer, "
        "a language such as _en, or a datatype such as _xsd_date"
    )


def bind_parameters(text: str, parameters: tuple[Parameter, ...], values: Mapping[str, str]) -> str:
    """Return the query with the terms in the place of its parameters.

    Raises:
        UsageError: A value is missing, unknown, not of its type or not among the choices.
    """
    _refuse_unknown(parameters, values)
    terms = {}
    for parameter in parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.variable] = make_term(parameter, value)
        elif parameter.required:
            raise UsageError(
                f"the query needs the parameter {describe(parameter)}: "
                f"give it as --param {parameter.name}=VALUE"
            )
    return "".join(_bind(token, terms) for token in iter_tokens(text))


def _bind(token: Token, terms: Mapping[str, str]) -> str:
    if token.kind == "comment":
        return bind_hint(token.text, terms)
    return terms.get(token.text[1:], token.text) if token.kind == "variable" else token.text


def describe(parameter: Parameter) -> str:
    """Return the name of a parameter with what it is for."""
    about = [parameter.description] if parameter.description else []
    if parameter.kind == "date":
        about.append("a day, YYYY-MM-DD")
    elif parameter.kind in {"iri", "integer"}:
        about.append("an IRI" if parameter.kind == "iri" else "a whole number")
    if parameter.choices:
        about.append("one of " + ", ".join(parameter.choices))
    return f"{parameter.name} ({'; '.join(about)})" if about else parameter.name


def _refuse_unknown(parameters: tuple[Parameter, ...], values: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in parameters]
    unknown = next((name for name in values if name not in known), None)
    if unknown is None:
        return
    has = f"it has {', '.join(known)}" if known else "it has none"
    raise UsageError(f"the query has no parameter {unknown!r}: {has}")


def make_term(parameter: Parameter, value: str) -> str:
    """Return a value as the RDF term, in N-Triples form, that the parameter calls for.

    Raises:
        UsageError: The value is not of the parameter's type or not among its choices.
    """
    if parameter.choices and value not in parameter.choices:
        raise UsageError(
            f"{value!r} is not possible for the parameter {parameter.name}: "
            f"it is one of {', '.join(parameter.choices)}"
        )
    try:
        return str(_TERMS.get(parameter.kind, _make_language_string)(value, parameter.kind))
    except (ValueError, InvalidOperation, UnicodeEncodeError) as error:
        raise UsageError(
            f"{value!r} cannot be the parameter {describe(parameter)}: {_EXPECTED.get(parameter.kind, error)}"
        ) from error


def _make_iri(value: str, _: str) -> pyoxigraph.NamedNode:
    if not _SCHEME.match(value):
        raise ValueError
    return pyoxigraph.NamedNode(value)


def _make_string(value: str, _: str) -> pyoxigraph.Literal:
    return pyoxigraph.Literal(value)


def _make_language_string(value: str, kind: str) -> pyoxigraph.Literal:
    return pyoxigraph.Literal(value, language=kind)


def _make_typed(value: str, kind: str) -> pyoxigraph.Literal:
    return pyoxigraph.Literal(
        _CHECKS[kind](value.strip()), datatype=pyoxigraph.NamedNode(f"{_XSD}{kind}")
    )


def _check_date(value: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError
    return dt.date.fromisoformat(value).isoformat()


def _check_integer(value: str) -> str:
    if not re.fullmatch(r"[+-]?\d+", value, re.ASCII):
        raise ValueError
    return value


def _check_decimal(value: str) -> str:
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", value, re.ASCII):
        raise ValueError
    return str(Decimal(value))


def _check_boolean(value: str) -> str:
    if value not in {"true", "false"}:
        raise ValueError
    return value


_CHECKS: dict[str, Callable[[str], str]] = {
    "date": _check_date,
    "integer": _check_integer,
    "decimal": _check_decimal,
    "boolean": _check_boolean,
    "string": str,
}
_TERMS: dict[str, Callable[[str, str], pyoxigraph.NamedNode | pyoxigraph.Literal]] = {
    "iri": _make_iri,
    "string": _make_string,
    **dict.fromkeys(("date", "integer", "decimal", "boolean"), _make_typed),
}
_EXPECTED = {
    "iri": "it must be a whole IRI such as https://w3id.org/graph-builder/id/person/ana-diaz",
    "date": "it must be a day written YYYY-MM-DD",
    "integer": "it must be a whole number",
    "decimal": "it must be a number such as 46.18",
    "boolean": "it must be true or false",
    "string": "it holds characters that no text can have",
}
