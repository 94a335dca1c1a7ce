"""Asking: a question and a store give an answer, or a sentence on what is wrong with the question."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph

from graph_builder.errors import UsageError
from graph_builder.querying.parameters import bind_parameters
from graph_builder.querying.tokens import Token, iter_tokens, locate
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph_builder.querying.saved import SavedQuery
    from graph_builder.terms import Triple

_JSON = pyoxigraph.QueryResultsFormat.JSON
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_EXPECTED = re.compile(r'"(?:[^"\\]|\\.)+"')
_MOST_EXPECTED = 8
_SHOWN = 60
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)

Value = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
Row = tuple[Value | None, ...]


@dataclass(frozen=True)
class Rows:
    """The answer to SELECT, as SPARQL results JSON and as rows."""

    query: SavedQuery
    json: bytes
    sizes: Mapping[str, int] = field(default_factory=dict)
    """How many matches the graph has for the patterns that the notes compare the answer with."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the query."""
        return tuple(variable.value for variable in self._read().variables)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows, each with one value or none a column."""
        solutions = self._read()
        names = [variable.value for variable in solutions.variables]
        return tuple(tuple(solution[name] for name in names) for solution in solutions)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What the query has to say about this answer: what it is not sure of, what it leaves out."""
        if not self.rows:
            return tuple(note.says for note in self.query.notes if not note.column + note.among)
        said = []
        for note in self.query.notes:
            left = self.sizes.get(note.among, 0) - len(self.rows)
            if left > 0:
                text = note.says.replace("{left}", str(left))
                said.append(text.replace("{all}", str(self.sizes[note.among])))
        for note in self.query.notes:
            count = self._count(note.column, note.value) if note.column in self.columns else 0
            if count:
                text = note.says.replace("{count}", str(count))
                said.append(text.replace("{total}", str(len(self.rows))))
        return tuple(said)

    def _count(self, column: str, value: str | None) -> int:
        place = self.columns.index(column)
        cells = [row[place] for row in self.rows if row[place] is not None]
        return sum(value is None or getattr(cell, "value", None) == value for cell in cells)

    def _read(self) -> pyoxigraph.QuerySolutions:
        solutions = pyoxigraph.parse_query_results(self.json, format=_JSON)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)  # noqa: S101 - JSON of a SELECT
        return solutions


@dataclass(frozen=True)
class Truth:
    """The answer to ASK, as SPARQL results JSON and as truth value."""

    query: SavedQuery
    json: bytes
    value: bool


@dataclass(frozen=True)
class Triples:
    """The answer to CONSTRUCT or DESCRIBE: sorted triples, each once, as N-Triples terms."""

    query: SavedQuery
    triples: tuple[Triple, ...]


Answer = Rows | Truth | Triples


def bind_query(query: SavedQuery, values: Mapping[str, str]) -> str:
    """Return the text of a question with its parameters bound.

    Raises:
        UsageError: A parameter is missing, unknown or of the wrong type.
    """
    return bind_parameters(query.text, query.parameters, values)


def run_query(
    store: pyoxigraph.Store,
    query: SavedQuery,
    values: Mapping[str, str],
    *,
    prepare: Callable[[str], str] = str,
) -> Answer:
    """Ask a question of the store's default graph.

    Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered, and no other server is asked (SERVICE).

    Args:
        store: The store.
        query: The question.
        values: The values of its parameters.
        prepare: Makes what is asked of the bound text, of which only comments may become something else.

    Raises:
        UsageError: The question or a parameter is wrong; the message has line and column.
    """
    check_query(query)
    bound = bind_query(query, values)
    try:
        result = store.query(prepare(bound))
        answer = _read_result(query, result)
        return replace(answer, sizes=_measure(store, query)) if isinstance(answer, Rows) else answer
    except SyntaxError as error:
        raise explain_syntax(query, bound, error) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise UsageError(
            f"the query {query.source!r} cannot be answered: {error}; correct it and ask again"
        ) from error


def _read_result(
    query: SavedQuery,
    result: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples,
) -> Answer:
    if isinstance(result, pyoxigraph.QueryTriples):
        triples = {(str(item.subject), str(item.predicate), str(item.object)) for item in result}
        return Triples(query, tuple(sorted(triples)))
    content = result.serialize(format=_JSON) or b""
    if isinstance(result, pyoxigraph.QueryBoolean):
        return Truth(query, content, bool(result))
    return Rows(query, content)


def _measure(store: pyoxigraph.Store, query: SavedQuery) -> dict[str, int]:
    sizes = {}
    for pattern in {note.among for note in query.notes if note.among}:
        text = f"{_get_prologue(query.text)} SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"
        result = store.query(text)
        if isinstance(result, pyoxigraph.QuerySolutions):
            sizes[pattern] = int(next(result)["n"].value)
    return sizes


def _get_prologue(text: str) -> str:
    forms = (
        token.start
        for token in iter_tokens(text)
        if token.kind == "word" and token.text.upper() in _FORMS
    )
    return text[: next(forms, 0)]


def check_query(query: SavedQuery) -> None:
    """Refuse what is no question to this graph alone: updates, and calls of other servers.

    Raises:
        UsageError: It is an update, calls a SERVICE, or asks nothing.
    """
    words = [token for token in iter_tokens(query.text) if token.kind == "word"]
    form = next((word for word in words if word.text.upper() in _FORMS | _UPDATES), None)
    if form is None:
        raise UsageError(
            f"the query {query.source!r} asks nothing: write a SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    if form.text.upper() in _UPDATES:
        raise UsageError(
            f"{_place(query, form)}: {form.text} would change the graph; 'query' only answers "
            "SELECT, ASK, CONSTRUCT and DESCRIBE: change the articles or corrections and build again"
        )
    service = next((word for word in words if word.text.upper() == "SERVICE"), None)
    if service is not None:
        raise UsageError(
            f"{_place(query, service)}: SERVICE would ask another server, which 'query' does not do: "
            "leave it out, or export the graph and ask it there"
        )


def find_form(query: SavedQuery) -> str:
    """Return ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; empty where it is none of them."""
    words = (token.text.upper() for token in iter_tokens(query.text) if token.kind == "word")
    return next((word for word in words if word in _FORMS), "")


def _place(query: SavedQuery, token: Token) -> str:
    line, column = locate(query.text, token.start)
    return f"query {query.source!r}, line {line}, column {column}"


def explain_syntax(query: SavedQuery, bound: str, error: SyntaxError) -> UsageError:
    """Return the error with the place in the text as it was written, before parameters were bound."""
    original = _find_syntax_error(query.text)
    if original is None and bound != query.text:
        return UsageError(
            f"the query {query.source!r} has a parameter where SPARQL takes no value ({error.msg}): "
            "use parameters in FILTER, BIND, COALESCE or as subject or object only"
        )
    match = _PLACE.search((original or error).msg)
    if match is None:
        return UsageError(f"the query {query.source!r} is no SPARQL: {(original or error).msg}")
    line, column, problem = match.groups()
    lines = query.text.split("\n")
    near = lines[min(int(line), len(lines)) - 1].strip()[:_SHOWN]
    return UsageError(
        f"the query {query.source!r} is no SPARQL: line {line}, column {column}, near {near!r}: "
        f"{_explain_problem(query.text, problem)}"
    )


def _explain_problem(text: str, problem: str) -> str:
    """Return what the parser expected, without the character classes of its grammar."""
    if "Prefix not found" in problem:
        prefix = _find_undeclared_prefix(text)
        namespace = PREFIXES.get(prefix, "…")
        return f"the prefix {prefix}: is not declared; put 'PREFIX {prefix}: <{namespace}>' first"
    expected = _EXPECTED.findall(problem)
    if not 0 < len(expected) <= _MOST_EXPECTED:
        return "it cannot be understood from here on"
    return f"expected {'one of ' if len(expected) > 1 else ''}{', '.join(expected)}"


def _find_undeclared_prefix(text: str) -> str:
    tokens = [token for token in iter_tokens(text) if token.kind not in {"space", "comment"}]
    declared, used = set(), []
    for before, token in pairwise(tokens):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before.text.upper() == "PREFIX":
                declared.add(prefix)
            else:
                used.append(prefix)
    return next((prefix for prefix in used if prefix not in declared), "")


def _find_syntax_error(text: str) -> SyntaxError | None:
    try:
        pyoxigraph.Store().query(text)
    except SyntaxError as error:
        return error
    return None
