"""Whole graphs: SPARQL 1.1 Graph Store HTTP Protocol, https://www.w3.org/TR/sparql11-http-rdf-update/.

``?default`` is all that was built, merged, ``?graph=IRI`` one of the named graphs; without either, the data set as N-Quads or
TriG. What is sent is the graph as it stands in the folder, not what the index made of it.
"""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import Response, StreamingResponse

from graph_builder.export import choose_format, iter_export
from graph_builder.serving.negotiation import DATASET, GRAPH, Offer, choose_offer
from graph_builder.serving.requests import RefusedError, check_iris, get_all, get_one, read_pairs
from graph_builder.serving.writing import READ_ONLY
from graph_builder.terms import DEFAULT_BASE_IRI, iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from graph_builder.serving.writing import Gate
    from graph_builder.store import GraphFolder
    from graph_builder.terms import Term

_WRITING = {"PUT", "POST", "DELETE"}


@dataclass(frozen=True)
class GraphStore:
    """Answers ``/store``: GET and HEAD; PUT, POST and DELETE for those who may."""

    folder: GraphFolder
    gate: Gate

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        try:
            if request.method in _WRITING:
                return await self._change(request)
            return await asyncio.to_thread(self._read, request)
        except RefusedError as error:
            return error.respond()

    async def _change(self, request: Request) -> Response:
        if self.gate.token is None:
            raise RefusedError(405, READ_ONLY, {"Allow": "GET, HEAD, OPTIONS"})
        self.gate.check(request)
        pairs = read_pairs(request.url.query)
        name = get_one(pairs, "graph")
        if get_all(pairs, "default") or name is None:
            raise RefusedError(
                403 if name is None else 400,
                "the default graph is what was built: name a graph of your own with ?graph=IRI",
            )
        check_iris([name])
        return await self.gate.change_graph(request, name)

    def _read(self, request: Request) -> Response:
        pairs = read_pairs(request.url.query)
        name, merged = get_one(pairs, "graph"), bool(get_all(pairs, "default"))
        if name is not None and merged:
            raise RefusedError(400, "give either 'default' or 'graph', not both")
        offers = GRAPH if name is not None or merged else DATASET
        offer = choose_offer(offers, request.headers.get("accept", ""))
        if offer is None:
            forms = ", ".join(item.media_type for item in offers)
            raise RefusedError(406, f"this can be had as {forms}: name one in Accept")
        graph = self._find(name) if name is not None else None
        headers = {"Vary": "Accept", "Content-Disposition": "inline"}
        if request.method == "HEAD":
            return Response(media_type=offer.media_type, headers=headers)
        return StreamingResponse(
            self._write(graph, offer, whole=graph is None and not merged),
            media_type=offer.media_type,
            headers=headers,
        )

    def _find(self, name: str) -> Term:
        graph = iri(name)
        manifest = self.folder.read_manifest()
        if graph not in manifest.graphs and graph not in manifest.user_graphs:
            raise RefusedError(
                404, f"there is no graph {name!r}: the service description lists them"
            )
        return graph

    def _write(self, graph: Term | None, offer: Offer, *, whole: bool) -> Iterator[str]:
        manifest = self.folder.read_manifest()
        base_iri = manifest.made_with.get("base_iri", DEFAULT_BASE_IRI)
        quads = self.folder.iter_quads(graph)
        if whole:
            quads = itertools.chain(quads, self.folder.iter_user_quads())
        return iter_export(quads, choose_format(name=offer.name), base_iri=base_iri)
