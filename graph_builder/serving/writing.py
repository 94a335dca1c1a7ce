"""Who may write, and what they are told. See ``changes`` for what is written.

=======  ===========================================================================================
status   when
=======  ===========================================================================================
201      a graph was made
204      changed
400      it is no update, or no RDF, or does not say which graph it writes to; the sentence says where
401      no token, or not the one that ``serve`` knows (RFC 6750, section 3)
403      this server does not let anybody write, or the graph is one that builds make
404      there is no graph to delete
413      more is sent than is allowed
415      no format of RDF that is read here
503      a build runs, or others write: come again after ``Retry-After`` seconds
504      it took longer than is allowed, or more memory; nothing has changed
=======  ===========================================================================================
"""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.responses import Response

from graph_builder.serving.changes import GraphChange, Update
from graph_builder.serving.negotiation import GRAPH
from graph_builder.serving.pool import BusyError, LostError, Pool, Reply, SlowError
from graph_builder.serving.requests import RefusedError, decode, read_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

READ_ONLY = (
    "nothing can be written here: change the articles or corrections and build again, or keep graphs of your own "
    "beside what is built with 'serve --writable'"
)
_LATER = {"Retry-After": "5"}
_STATUS = {"malformed": 400, "forbidden": 403, "missing": 404, "damaged": 500}
_FORMATS = {offer.media_type: offer.name for offer in GRAPH if offer.media_type != "text/n3"}


@dataclass(frozen=True)
class Gate:
    """Lets those write who have the token.

    Attributes:
        get_pool: Returns the workers.
        token: What they must know; none, nobody may write.
    """

    get_pool: Callable[[], Pool]
    token: str | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    def check(self, request: Request) -> None:
        """Return only if the sender of a request may write.

        Raises:
            RefusedError: The sender may not.
        """
        if self.token is None:
            raise RefusedError(403, READ_ONLY)
        scheme, _, sent = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise _ask_for_token("send the token that serve printed: 'Authorization: Bearer …'")
        if not hmac.compare_digest(sent.strip().encode(), self.token.encode()):
            raise _ask_for_token("this is not the token of this server", ', error="invalid_token"')

    async def read(self, request: Request) -> str:
        """Return the content of a request to write.

        Raises:
            RefusedError: It is too large, or no UTF-8.
        """
        return decode(await read_body(request, self.get_pool().limits.change))

    async def update(self, update: str) -> Response:
        """Make an update.

        Raises:
            RefusedError: It cannot be made.
        """
        seconds = self.get_pool().limits.seconds
        await self._change(Update(update=update, seconds=seconds))
        return Response(status_code=204)

    async def change_graph(self, request: Request, graph: str) -> Response:
        """Replace, add to or delete a graph, as the method says.

        Raises:
            RefusedError: It cannot be done.
        """
        content, name = "", "turtle"
        if request.method != "DELETE":
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind not in _FORMATS:
                forms = ", ".join(_FORMATS)
                raise RefusedError(415, f"send the graph as one of {forms}, not as {kind!r}")
            content, name = await self.read(request), _FORMATS[kind]
        reply = await self._change(
            GraphChange(
                graph=graph,
                method=request.method,
                content=content,
                format=name,
                seconds=self.get_pool().limits.seconds,
            )
        )
        return Response(status_code=201 if reply.about["new"] else 204)

    async def _change(self, wanted: Update | GraphChange) -> Reply:
        limits = self.get_pool().limits
        try:
            async with asyncio.timeout(limits.patience):
                await self._turn.acquire()
        except TimeoutError as error:
            raise RefusedError(503, "others write: come again", _LATER) from error
        try:
            reply = await self.get_pool().ask(wanted)
        except BusyError as error:
            raise RefusedError(503, "too many queries at once: come again", _LATER) from error
        except (SlowError, LostError) as error:
            raise RefusedError(
                504,
                f"this took longer than {limits.seconds:g} seconds, or more memory than is allowed: nothing has "
                "changed; write less at once",
            ) from error
        finally:
            self._turn.release()
        if reply.about["status"] == "changed":
            return reply
        message = reply.about["message"]
        if reply.about["status"] == "locked":
            raise RefusedError(503, message, _LATER)
        raise RefusedError(_STATUS[reply.about["status"]], message)


def _ask_for_token(sentence: str, error: str = "") -> RefusedError:
    return RefusedError(401, sentence, {"WWW-Authenticate": f'Bearer realm="graph-builder"{error}'})
