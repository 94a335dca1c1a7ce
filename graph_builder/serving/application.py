"""The application: what answers at which path."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.routing import Route

from graph_builder.serving.current import Current
from graph_builder.serving.editing.pages import CorrectionPages, Editing
from graph_builder.serving.graph_store import GraphStore
from graph_builder.serving.guard import LOOPBACK, Guard
from graph_builder.serving.pool import Limits, Pool
from graph_builder.serving.question_pages import QuestionPages
from graph_builder.serving.site_pages import SitePages, wants_page
from graph_builder.serving.sparql import Endpoint
from graph_builder.serving.writing import Gate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from graph_builder.project import Project
    from graph_builder.store import GraphFolder

_SECONDS_BETWEEN_LOOKS = 1
_SHARED = Middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["GET", "POST"],
    allow_headers=["Accept", "Content-Type"],
)
"""Whoever may reach this server may ask the graph, from a page of any site too: YASGUI, notebooks. Pages, which have whole articles, are
for their readers alone."""


def make_application(
    folder: GraphFolder,
    limits: Limits,
    project: Project,
    hosts: frozenset[str] = LOOPBACK,
    token: str | None = None,
    editing: Editing | None = None,
) -> Starlette:
    """Return the application that serves a graph.

    Args:
        folder: The graph.
        limits: What one query may take, and how many there may be.
        project: The user's project: its questions come before the program's.
        hosts: The names by which this host may be asked; none given, all.
        token: What those know who may keep graphs of their own here; none, nobody may write.
        editing: The corrections file and who may write it; none when nobody may.
    """
    pools: list[Pool] = []

    @contextlib.asynccontextmanager
    async def run_pool(_: Starlette) -> AsyncIterator[None]:
        pool = Pool(folder.path, limits)
        pools[:] = [pool]
        await pool.start()
        stopped = threading.Event()
        # A thread that ends with the process, so that nobody who ends it has to wait for a long list.
        threading.Thread(target=_keep_prepared, args=(pages, stopped), daemon=True).start()
        yield
        stopped.set()
        await pool.stop()

    gate = Gate(lambda: pools[0], token)
    endpoint = Endpoint(folder, lambda: pools[0], gate)
    store = GraphStore(folder, gate)
    pages = SitePages(Current(folder), endpoint, project, is_editable=editing is not None)
    pages.prepare(wholly=False)
    corrections = (
        CorrectionPages(editing.desk, pages.get_renderer, editing.access).list_routes()
        if editing
        else [Route("/corrections/{rest:path}", pages.answer_nothing, methods=["GET", "POST"])]
    )

    questions = QuestionPages(pages)

    async def answer_sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _list_methods("GET, HEAD, POST, OPTIONS")
        return await (questions.answer_people if wants_page(request) else endpoint)(request)

    async def answer_store(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _list_methods("GET, HEAD, PUT, POST, DELETE, OPTIONS")
        return await store(request)

    return Starlette(
        routes=[
            Route(
                "/sparql", answer_sparql, methods=["GET", "POST", "OPTIONS"], middleware=[_SHARED]
            ),
            Route(
                "/store",
                answer_store,
                methods=["GET", "PUT", "POST", "DELETE", "OPTIONS"],
                middleware=[_SHARED],
            ),
            *corrections,
            *questions.list_routes(),
            *pages.list_routes(),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        lifespan=run_pool,
    )


def _list_methods(methods: str) -> Response:
    """Return the answer to OPTIONS that is no preflight, RFC 9110, 9.3.7."""
    return Response(status_code=204, headers={"Allow": methods})


def _keep_prepared(pages: SitePages, stopped: threading.Event) -> None:
    """Look every second for a graph that was built meanwhile, so that nobody waits for its first page."""
    while not stopped.is_set():
        pages.prepare(wholly=True)
        stopped.wait(_SECONDS_BETWEEN_LOOKS)
