"""What answers at the addresses of pages and resources."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from graph_builder.errors import GraphBuilderError, StoreError, UsageError
from graph_builder.serving.negotiation import GRAPH, HTML, ROWS, choose_offer
from graph_builder.serving.pages.links import ServerLinks
from graph_builder.serving.pages.overview import survey
from graph_builder.serving.pages.rendering import BROWSED, FOLDER, Renderer, find_lists, warm_up
from graph_builder.serving.pages.search import get_names, get_quotes
from graph_builder.serving.requests import RefusedError
from graph_builder.serving.resources import write_resource
from graph_builder.terms import iri as make_iri
from graph_builder.world import check_graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from graph_builder.project import Project
    from graph_builder.serving.current import Current
    from graph_builder.serving.pages.view import View
    from graph_builder.serving.sparql import Endpoint
    from graph_builder.validation import Finding

_MOST_VALIDATED = 200_000
_MOST_FOUND = 50
_STATIC = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}


@dataclass
class SitePages:
    """Answers for pages and resources.

    Attributes:
        current: The graph.
        endpoint: Asks questions, within its limits.
        project: The user's project, whose questions and shapes come along.
        is_editable: Whether pages lead to the forms for corrections.
    """

    current: Current
    endpoint: Endpoint
    project: Project
    is_editable: bool = False
    _findings: tuple[View, list[Finding]] | None = field(default=None, init=False)

    def list_routes(self) -> list[Route]:
        """Return the routes; the last takes whatever is none of the others."""
        return [
            Route("/", self._wrap(lambda _, pages: pages.overview())),
            Route("/timeline", self._wrap(_write_timeline)),
            Route(
                "/figures", self._wrap(lambda request, pages: pages.figures(_read_first(request)))
            ),
            Route("/browse/{kind}", self._wrap(_write_browse)),
            Route("/findings", self._wrap(self._write_findings)),
            Route("/search", self._wrap(_write_search)),
            Route("/-/{name}", _send_static),
            Route("/{path:path}", self._resource),
        ]

    def prepare(self, *, wholly: bool) -> None:
        """Get ready for the first request: what the first page shows is found, and every template compiled.

        ``wholly`` means: and what all other pages are made of.
        """
        warm_up()
        with contextlib.suppress(GraphBuilderError, OSError):
            view = self.current.get()
            survey(view)
            if wholly:
                get_names(view)
                get_quotes(view)
                view.keep("lists", find_lists)

    def get_renderer(self) -> Renderer:
        """Return what writes the pages of the graph as it is now."""
        view = self.current.get()
        return Renderer(view, ServerLinks(view.base_iri), is_editable=self.is_editable)

    def _wrap(self, write: Callable[[Request, Renderer], str]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            def work() -> Response:
                return HTMLResponse(write(request, self.get_renderer()))

            return await self.guard(work)

        return answer

    async def guard(self, work: Callable[[], Response]) -> Response:
        """Do the work aside, and turn what people can mend into a page."""
        try:
            return await asyncio.to_thread(work)
        except RefusedError as error:
            return self.respond(error.status, error.sentence)
        except StoreError as error:
            return self.respond(500, str(error))
        except UsageError as error:
            return self.respond(404, str(error))

    def respond(self, status: int, sentence: str) -> Response:
        """Return the page that says why there is no answer."""
        title = {404: "There is nothing here", 503: "Too busy"}.get(
            status, "This cannot be answered"
        )
        try:
            return HTMLResponse(self.get_renderer().error(title, sentence), status)
        except (GraphBuilderError, OSError):
            return Response(f"{sentence}\n", status, media_type="text/plain")

    # ── resources ──

    async def _resource(self, request: Request) -> Response:
        return await self.guard(lambda: self._write_resource(request))

    def _write_resource(self, request: Request) -> Response:
        renderer = self.get_renderer()
        view = renderer.view
        path = request.scope["raw_path"].decode("latin-1").partition("?")[0].lstrip("/")
        iri = next(
            (
                iri
                for iri in (
                    make_iri(view.base_iri + path)[1:-1],
                    make_iri(view.base_iri + unquote(path))[1:-1],
                )
                if path and view.knows(iri)
            ),
            None,
        )
        if iri is None:
            raise RefusedError(
                404, f"The graph has nothing at “{unquote(path, errors='replace')}”."
            )
        format_name = _choose_format(request)
        headers = {"Vary": "Accept"}
        if format_name == "html":
            return HTMLResponse(renderer.resource(iri), headers=headers)
        media_type = next(offer.media_type for offer in GRAPH if offer.name == format_name)
        headers |= {"Access-Control-Allow-Origin": "*"}
        return Response(
            write_resource(view, iri, format_name), media_type=media_type, headers=headers
        )

    # ── the rest ──

    async def answer_nothing(self, _: Request) -> Response:
        """Answer where corrections would be, if they could be written."""
        return self.respond(
            404, "Corrections cannot be written here: start the server with “serve --edit”."
        )

    def _write_findings(self, _: Request, pages: Renderer) -> str:
        view = pages.view
        if int(view.manifest.made_with.get("triples") or _MOST_VALIDATED) >= _MOST_VALIDATED:
            return pages.findings(None)
        if self._findings is None or self._findings[0] is not view:
            self._findings = (view, check_graph(view.folder, self.project))
        return pages.findings(self._findings[1])


def _choose_format(request: Request) -> str:
    """Return the format of a resource: the one in the address, otherwise what the client likes best, HTML first."""
    wanted = request.query_params.get("format")
    if wanted is not None:
        if wanted not in {offer.name for offer in GRAPH}:
            raise RefusedError(404, f"There is no format “{wanted}”.")
        return wanted
    offers = (HTML, *GRAPH)
    offer = choose_offer(offers, request.headers.get("accept", ""))
    if offer is None:
        forms = ", ".join(item.media_type for item in offers)
        raise RefusedError(406, f"This can be had as {forms}.")
    return offer.name


def wants_page(request: Request) -> bool:
    """Return whether a request for ``/sparql`` is a person's: it names HTML and likes it at least as well as data."""
    if request.method not in {"GET", "HEAD"}:
        return False
    offer = choose_offer((*ROWS, *GRAPH, HTML), request.headers.get("accept", ""))
    liked = choose_offer((HTML, *ROWS, *GRAPH), request.headers.get("accept", ""))
    return offer is HTML or (liked is HTML and "text/html" in request.headers.get("accept", ""))


def _read_first(request: Request) -> int:
    text = request.query_params.get("first", "0")
    return min(int(text), 10**9) if text.isdecimal() and text.isascii() else 0


def _write_browse(request: Request, pages: Renderer) -> str:
    kind = request.path_params["kind"]
    if kind not in BROWSED:
        raise RefusedError(404, f"There is no list of “{kind}”.")
    return pages.browse(kind, _read_first(request))


def _write_timeline(request: Request, pages: Renderer) -> str:
    parameters = request.query_params
    line = parameters.get("line")
    if line:
        line = _check_day(line)
    about = parameters.get("about", "")
    return pages.timeline(parameters.getlist("kind"), about, line, _read_first(request))


def _write_search(request: Request, pages: Renderer) -> str:
    wanted = " ".join(request.query_params.get("q", "").split())
    if not wanted:
        return pages.search("", (), ())
    things = get_names(pages.view).find(wanted, _MOST_FOUND)
    passages = get_quotes(pages.view).find(wanted, _MOST_FOUND)
    return pages.search(wanted, things, passages)


def _check_day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise RefusedError(400, f"“{text}” is no day: write it as 2025-04-13.") from error


async def _send_static(request: Request) -> Response:
    name = request.path_params["name"]
    media_type = _STATIC.get(Path(name).suffix)
    path = FOLDER / "static" / name
    if media_type is None or name != Path(name).name or not path.is_file():
        return Response("there is no such file\n", 404, media_type="text/plain")
    headers = {"Cache-Control": "no-cache"}
    return Response(
        await asyncio.to_thread(path.read_bytes), media_type=media_type, headers=headers
    )
