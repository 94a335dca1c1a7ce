"""Where a store takes data and questions: found from its base or dataset address, and spoken to in its dialect."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from graph_builder.errors import OutsideError, UsageError
from graph_builder.loading.dialects import choose_dialects
from graph_builder.loading.transport import Reply, Transport, parse_url, raise_for_status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph_builder.loading.dialects import Dialect
    from graph_builder.terms import Term

_JSON = "application/sparql-results+json"
_ABSENT = {404, 405, 501}
"""Statuses by which a server says that there is no Graph Store at an address (RFC 9110, section 15)."""


@dataclass(frozen=True)
class Endpoints:
    """A store's addresses for questions and data."""

    dialect: Dialect
    query: str
    data: str
    update: str
    transport: Transport

    def ask(self, query: str, graphs: Iterable[Term] = ()) -> dict[str, Any]:
        """Return the answer to a question as SPARQL results JSON.

        Args:
            query: The question.
            graphs: The graphs whose merge is asked (SPARQL 1.1 Protocol, 2.1.4); none given, the default graph.

        Raises:
            OutsideError: The store does not answer it, or not in JSON.
        """
        reply = _post(
            self.transport,
            self.query,
            {"query": query, "default-graph-uri": [graph[1:-1] for graph in graphs]},
        )
        raise_for_status(reply, self.query)
        data = _read_results(reply)
        if data is None:
            raise OutsideError(
                f"the store at {self.query} answers with something else than SPARQL results "
                f"({reply.content_type}): correct the address"
            )
        return data

    def send(self, triples: Iterable[str], graph: Term | None, *, replace: bool = False) -> None:
        """Send triples as N-Triples lines to a graph, or to the default graph.

        Args:
            triples: Lines, each with its line end.
            graph: The graph's name (``<IRI>``); none for the default graph.
            replace: Put them in the place of what the graph holds.

        Raises:
            OutsideError: The store does not take them.
        """
        content = "".join(triples)
        if not self.dialect.data:
            self._insert(content, graph, replace=replace)
            return
        if replace and not self.dialect.put:
            self.change(_drop(graph))
        puts = replace and self.dialect.put
        parameters = [self._name(graph), "" if puts else self.dialect.extra]
        asked = "&".join(parameter for parameter in parameters if parameter)
        reply = self.transport.send(
            "PUT" if puts else "POST",
            f"{self.data}?{asked}" if asked else self.data,
            content=content.encode(),
            headers={"Content-Type": self.dialect.type},
        )
        raise_for_status(reply, self.data)

    def change(self, update: str) -> None:
        """Carry out a SPARQL update.

        Raises:
            OutsideError: The store does not.
        """
        raise_for_status(_post(self.transport, self.update, {"update": update}), self.update)

    def count(self, graphs: Iterable[Term | None]) -> dict[Term | None, int]:
        """Return how many triples graphs hold; none is the default graph.

        Raises:
            OutsideError: The store does not say.
        """
        wanted = set(graphs)
        if None in wanted:
            only = f" FROM <{self.dialect.only}>" if self.dialect.only else ""
            rows = read_rows(self.ask(f"SELECT (COUNT(*) AS ?n){only} WHERE {{ ?s ?p ?o }}"))
            return {None: int(rows[0]["n"]["value"]) if rows else 0}
        query = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        rows = read_rows(self.ask(query))
        found = {f"<{row['g']['value']}>": int(row["n"]["value"]) for row in rows if "g" in row}
        return {graph: found.get(graph, 0) for graph in wanted if graph is not None}

    def _name(self, graph: Term | None) -> str:
        if graph is None:
            return self.dialect.default
        return f"{self.dialect.named}={quote(graph[1:-1], safe='')}"

    def _insert(self, content: str, graph: Term | None, *, replace: bool) -> None:
        pattern = content if graph is None else f"GRAPH {graph} {{ {content} }}"
        self.change(f"{_drop(graph) + ' ; ' if replace else ''}INSERT DATA {{ {pattern} }}")


def _drop(graph: Term | None) -> str:
    return "DROP SILENT DEFAULT" if graph is None else f"DROP SILENT GRAPH {graph}"


def read_rows(results: Mapping[str, Any]) -> list[dict[str, dict[str, str]]]:
    """Return the rows of SPARQL results JSON.

    Raises:
        OutsideError: It has none.
    """
    try:
        rows: list[dict[str, dict[str, str]]] = results["results"]["bindings"]
    except (KeyError, TypeError) as error:
        raise OutsideError("the store answered a question with no rows: see its log") from error
    return rows


def read_truth(results: Mapping[str, Any]) -> bool:
    """Return the answer to ASK; Virtuoso 7 gives it as a row with 1 or 0."""
    if "boolean" in results:
        return bool(results["boolean"])
    return any(
        term["value"] in {"1", "true"} for row in read_rows(results) for term in row.values()
    )


def find_endpoints(url: str, transport: Transport, store: str | None = None) -> Endpoints:
    """Return the endpoints of the store at an address: its base, its data set, or one of the endpoints.

    Args:
        url: The address.
        transport: How to reach it.
        store: The store's name; by default it is found out by asking.

    Raises:
        UsageError: It is no address, or there is no such store.
        OutsideError: No store answers there.
    """
    address = parse_url(url)
    replies: dict[str, Reply] = {}
    for dialect in choose_dialects(store):
        base = dialect.find_base(address)
        if base is None or "//" not in base:
            continue
        found = _lay_out(dialect, base, transport)
        reply = replies.get(found.query)
        if reply is None:
            reply = replies[found.query] = _post(
                transport, found.query, {"query": "ASK {}"}, patient=False
            )
        if reply.status in {401, 403}:
            raise_for_status(reply, found.query)
        if reply.server.startswith(dialect.server) and _takes_data(found, reply):
            return found
    raise _report_nothing(address, store, list(replies.values()))


def _lay_out(dialect: Dialect, base: str, transport: Transport) -> Endpoints:
    return Endpoints(
        dialect,
        dialect.query.format(base=base),
        dialect.data.format(base=base),
        dialect.update.format(base=base),
        replace(transport, digest=dialect.digest),
    )


def _takes_data(found: Endpoints, reply: Reply) -> bool:
    """Whether a store answers questions there, and takes data: Oxigraph answers at two addresses, and takes it at one."""
    if _read_results(reply) is None:
        return False
    if not found.dialect.data:
        return _post(found.transport, found.update, {"update": "INSERT DATA {}"}).status < 300  # noqa: PLR2004 - RFC 9110, section 15.3
    if found.dialect.server:
        return True
    reply = found.transport.send(
        "HEAD", f"{found.data}?default", headers={"Accept": "application/n-triples"}
    )
    return reply.status not in _ABSENT


def _report_nothing(
    address: str, store: str | None, replies: list[Reply]
) -> OutsideError | UsageError:
    if not replies:
        return UsageError(
            f"{address} is no address of {store}: give the one of its data set or repository"
        )
    refusal = replies[-1]
    if all(reply.status >= 300 for reply in replies):  # noqa: PLR2004 - RFC 9110, section 15.4
        raise_for_status(refusal, address)
    return OutsideError(
        f"what answers at {address} is no SPARQL store that takes data: give the store's base or dataset address, such as "
        "http://localhost:7878 or http://localhost:3030/news"
    )


def _post(
    transport: Transport, url: str, form: Mapping[str, str | list[str]], *, patient: bool = True
) -> Reply:
    return transport.send(
        "POST",
        url,
        content=urlencode(form, doseq=True).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": _JSON},
        patient=patient,
    )


def _read_results(reply: Reply) -> dict[str, Any] | None:
    if reply.status != 200 or reply.content_type not in {_JSON, "application/json"}:  # noqa: PLR2004 - OK
        return None
    try:
        data = json.loads(reply.content)
    except ValueError:
        return None
    return data if isinstance(data, dict) and "head" in data else None
