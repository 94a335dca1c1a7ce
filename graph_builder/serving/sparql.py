"""The endpoint of the SPARQL 1.1 Protocol, https://www.w3.org/TR/sparql11-protocol/.

=======  ===========================================================================================
status   when
=======  ===========================================================================================
200      answered
400      no query, two of them, or one that is no SPARQL; the sentence says where
403      a call of another server (SERVICE, LOAD)
406      none of the forms that the client takes
413      the request is too large, or the answer would be
415      a POST of another kind of content
503      too many others ask: come again after ``Retry-After`` seconds
504      the query took longer than is allowed, or more memory, and was ended
=======  ===========================================================================================

What updates are answered with is in ``writing``.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import Response

from graph_builder.querying.tokens import iter_tokens
from graph_builder.serving.description import describe_service
from graph_builder.serving.negotiation import GRAPH, ROWS, TRUTH, Offer, choose_offer
from graph_builder.serving.pool import BusyError, LostError, Pool, Reply, SlowError
from graph_builder.serving.requests import (
    Pairs,
    RefusedError,
    check_iris,
    decode,
    get_all,
    get_one,
    read_body,
    read_pairs,
)
from graph_builder.serving.worker import Question
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from graph_builder.serving.writing import Gate
    from graph_builder.store import GraphFolder

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_OUTSIDE = {"SERVICE", "LOAD"}
_FORMS = {"rows": ROWS, "truth": TRUTH, "graph": GRAPH}


@dataclass(frozen=True)
class Endpoint:
    """Answers ``/sparql``.

    Attributes:
        folder: The graph.
        get_pool: Returns the workers.
        gate: Lets some write.
    """

    folder: GraphFolder
    get_pool: Callable[[], Pool]
    gate: Gate

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        try:
            if _read_kind(request) == _UPDATE:
                self.gate.check(request)
                pairs = [*read_pairs(request.url.query), ("update", await self.gate.read(request))]
                return await self._update(pairs)
            if request.method == "POST":
                query, pairs = await self._read_post(request)
            else:
                pairs = read_pairs(request.url.query)
                query = get_one(pairs, "query")
            if get_all(pairs, "update"):
                self.gate.check(request)
                return await self._update(pairs)
            if query is None:
                return await self._describe(request)
            return await self.answer(request, query, pairs)
        except RefusedError as error:
            return error.respond()

    async def _read_post(self, request: Request) -> tuple[str | None, Pairs]:
        """Return the query and the other parameters; SPARQL 1.1 Protocol, 2.1.2 and 2.1.3."""
        kind = _read_kind(request)
        if kind not in {_FORM, _QUERY}:
            raise RefusedError(415, f"send the query as {_QUERY} or {_FORM}, not as {kind!r}")
        body = decode(await read_body(request, self.get_pool().limits.request))
        pairs = read_pairs(request.url.query)
        if kind == _QUERY:
            return body, pairs
        pairs += read_pairs(body)
        query = get_one(pairs, "query")
        if query is None and not get_all(pairs, "update"):
            raise RefusedError(400, "the form has no parameter 'query'")
        return query, pairs

    async def _update(self, pairs: Pairs) -> Response:
        """Make an update; SPARQL 1.1 Protocol, 2.2."""
        update = get_one(pairs, "update") or ""
        if get_all(pairs, "query"):
            raise RefusedError(400, "send either a query or an update")
        if get_all(pairs, "using-graph-uri") or get_all(pairs, "using-named-graph-uri"):
            raise RefusedError(400, "write the graphs to use into the update: USING <…>")
        return await self.gate.update(update)

    async def _describe(self, request: Request) -> Response:
        """Return the service description; SPARQL 1.1 Service Description, section 2."""
        offer = choose_offer(GRAPH, request.headers.get("accept", ""))
        if offer is None:
            raise _refuse_forms(GRAPH)
        address = str(request.url.replace(query=None, fragment=None))
        writable = self.gate.token is not None
        content = await asyncio.to_thread(
            describe_service, self.folder, address, offer.name, writable=writable
        )
        return Response(content, media_type=offer.media_type, headers={"Vary": "Accept"})

    async def answer(self, request: Request, query: str, pairs: Pairs) -> Response:
        """Answer a query in the form that the client likes best.

        Raises:
            RefusedError: It is not answered.
        """
        accept = request.headers.get("accept", "")
        chosen = {form: choose_offer(offers, accept) for form, offers in _FORMS.items()}
        if not any(chosen.values()):
            raise _refuse_forms((*ROWS, *GRAPH))
        formats = {form: offer.name for form, offer in chosen.items() if offer}
        reply = await self.ask(request, query, pairs, formats)
        offer = chosen[reply.about["form"]]
        assert offer is not None  # noqa: S101 - otherwise the worker had not answered in it
        return Response(reply.content, media_type=offer.media_type, headers={"Vary": "Accept"})

    async def ask(
        self,
        request: Request,
        query: str,
        pairs: Pairs,
        formats: dict[str, str],
        rows: int | None = None,
    ) -> Reply:
        """Return the workers' answer. A client that goes away ends its query.

        Raises:
            RefusedError: There is none.
        """
        limits = self.get_pool().limits
        if len(query) > limits.request:
            raise RefusedError(413, f"the query is larger than {limits.request} bytes")
        _refuse_outside(query)
        question = Question(
            query=query,
            formats=formats,
            default_graphs=check_iris(get_all(pairs, "default-graph-uri")),
            named_graphs=check_iris(get_all(pairs, "named-graph-uri")),
            rows=rows or limits.rows,
            size=limits.size,
            seconds=limits.seconds,
        )
        reply = await self._watch(request, question)
        _refuse_failure(reply, limits.rows, limits.size)
        return reply

    async def _watch(self, request: Request, question: Question) -> Reply:
        limits = self.get_pool().limits
        asking = asyncio.create_task(self.get_pool().ask(question))
        leaving = asyncio.create_task(_wait_until_gone(request))
        try:
            await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise RefusedError(499, "the client has gone")
            return await asking
        except BusyError as error:
            later = {"Retry-After": str(max(1, round(limits.patience)))}
            raise RefusedError(503, "too many queries at once: come again", later) from error
        except SlowError as error:
            raise RefusedError(
                504,
                f"the query took longer than {limits.seconds:g} seconds and was ended: ask less",
            ) from error
        except LostError as error:
            raise RefusedError(
                504, "the query took more memory than is allowed and was ended: ask less"
            ) from error
        finally:
            for task in (asking, leaving):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, BusyError, SlowError, LostError):
                    await task


async def _wait_until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _read_kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _refuse_outside(query: str) -> None:
    for token in iter_tokens(query):
        if token.kind == "word" and token.text.upper() in _OUTSIDE:
            raise RefusedError(
                403, f"{token.text.upper()} would ask another server, which is off: leave it out"
            )


def _refuse_failure(reply: Reply, rows: int, size: int) -> None:
    match reply.about["status"]:
        case "ok":
            return
        case "malformed":
            raise RefusedError(400, reply.about["message"])
        case "not-acceptable":
            raise _refuse_forms(_FORMS[reply.about["form"]])
        case "too-large":
            raise RefusedError(
                413,
                f"the answer would have more than {rows} rows or {size} bytes: "
                "ask for less, or for a part of it with LIMIT and OFFSET",
            )
        case _:
            raise RefusedError(500, reply.about["message"])


def _refuse_forms(offers: tuple[Offer, ...]) -> RefusedError:
    names = ", ".join(offer.media_type for offer in offers)
    return RefusedError(406, f"this can be had as {names}: name one in Accept")


def write_prologue() -> str:
    """Return the declarations of the prefixes that questions to this graph need."""
    wanted = ("dcterms", "gb", "skos", "xsd")
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in wanted)
