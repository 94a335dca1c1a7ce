"""Where a store takes data and questions: found from its base or dataset address.

=============  =======================  ==============  ============  ======================================
store          address                  questions       data          documented at
=============  =======================  ==============  ============  ======================================
Fuseki         ``http://h:3030/news``   ``…/sparql``    ``…/data``    jena.apache.org, "Fuseki Data Service"
Oxigraph       ``http://h:7878``        ``…/query``     ``…/store``   github.com/oxigraph, oxigraph-cli README
=============  =======================  ==============  ============  ======================================

Both speak the SPARQL 1.1 Protocol and the SPARQL 1.1 Graph Store HTTP Protocol, graphs named by ``?graph=``
(section 4.2 of the latter); data is sent as N-Triples. Fuseki's layout is tried first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from graph_builder.errors import OutsideError
from graph_builder.loading.transport import Reply, Transport, parse_url, raise_for_status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.terms import Term

_LAYOUTS = (("sparql", "data"), ("query", "store"))
_ENDPOINTS = {"sparql", "query", "update", "data", "store"}
_JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Endpoints:
    """A store's addresses for questions and data."""

    query: str
    data: str
    transport: Transport

    def ask(self, query: str) -> dict[str, Any]:
        """Return the answer to a question as SPARQL results JSON.

        Raises:
            OutsideError: The store does not answer it, or not in JSON.
        """
        reply = _post_query(self.transport, self.query, query)
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
        where = "default" if graph is None else f"graph={quote(graph[1:-1], safe='')}"
        reply = self.transport.send(
            "PUT" if replace else "POST",
            f"{self.data}?{where}",
            content="".join(triples).encode(),
            headers={"Content-Type": "application/n-triples"},
        )
        raise_for_status(reply, self.data)


def find_endpoints(url: str, transport: Transport) -> Endpoints:
    """Return the endpoints of the store at an address: its base, its data set, or one of the endpoints.

    Raises:
        UsageError: It is no address.
        OutsideError: No store answers there.
    """
    base = parse_url(url)
    head, _, last = base.rpartition("/")
    if last in _ENDPOINTS and "//" in head and not head.endswith("/"):
        base = head
    refusal: Reply | None = None
    for query, data in _LAYOUTS:
        reply = _post_query(transport, f"{base}/{query}", "ASK {}", patient=False)
        if reply.status in {401, 403}:
            raise_for_status(reply, f"{base}/{query}")
        if _read_results(reply) is not None and _has_graph_store(transport, f"{base}/{data}"):
            return Endpoints(f"{base}/{query}", f"{base}/{data}", transport)
        refusal = reply
    if refusal is not None and refusal.status >= 300:  # noqa: PLR2004 - RFC 9110, section 15.4
        raise_for_status(refusal, base)
    raise OutsideError(
        f"what answers at {base} is no SPARQL store: give the store's base or dataset address, such as "
        "http://localhost:7878 or http://localhost:3030/news"
    )


def _has_graph_store(transport: Transport, url: str) -> bool:
    """Whether data can be sent there: Oxigraph answers questions at both addresses, and takes data at one."""
    headers = {"Accept": "application/n-triples"}
    return transport.send("HEAD", f"{url}?default", headers=headers).status != 404  # noqa: PLR2004 - not found


def _post_query(transport: Transport, url: str, query: str, *, patient: bool = True) -> Reply:
    return transport.send(
        "POST",
        url,
        content=urlencode({"query": query}).encode(),
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
