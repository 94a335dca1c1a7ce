"""What answers at the addresses of questions: the saved ones as forms, and the editor for any."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from graph_builder.errors import UsageError
from graph_builder.querying import Rows, bind_query, find_queries
from graph_builder.querying.parameters import describe as describe_parameter
from graph_builder.serving.completion import list_completions
from graph_builder.serving.pages.table import Table, list_facets, make_table, narrow
from graph_builder.serving.requests import Pairs, RefusedError, get_all, get_one, read_pairs
from graph_builder.serving.sparql import write_prologue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from graph_builder.querying import SavedQuery
    from graph_builder.serving.site_pages import SitePages

_SHOWN_ROWS = 500
_ONLY = "only."
"""What the names of parameters begin with that narrow the rows shown: ``only.status``."""
_ROWS = {
    "csv": ("csv", "text/csv"),
    "tsv": ("tsv", "text/tab-separated-values"),
    "json": ("json", "application/json"),
    "xml": ("xml", "application/xml"),
}
_TRUTH = {ending: _ROWS[ending] for ending in ("json", "xml")}
_GRAPHS = {
    "ttl": ("turtle", "text/turtle"),
    "nt": ("n-triples", "application/n-triples"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("rdf-xml", "application/rdf+xml"),
}
"""The endings under which answers can be had: the name of the format, and its media type."""

_EXAMPLE = """SELECT ?measure ?label ?status WHERE {
  ?measure a gb:Measure ;
    skos:prefLabel ?label ;
    gb:status ?status .
}
ORDER BY ?label
LIMIT 50
"""


class QuestionPages:
    """Answers for questions, on the pages of a site."""

    def __init__(self, site: SitePages) -> None:
        """Take the site."""
        self._site = site

    def list_routes(self) -> list[Route]:
        """Return the routes, but for that of ``/sparql`` itself."""
        return [
            Route("/questions", self._list),
            Route("/questions/{name}", self._question),
            Route("/sparql/terms", self._list_terms),
            Route("/sparql/answer.{ending}", self._download_any),
        ]

    async def _list(self, _: Request) -> Response:
        queries = list(self._find_queries().values())
        return await self._site.guard(
            lambda: HTMLResponse(self._site.get_renderer().questions(queries))
        )

    def _find_queries(self) -> dict[str, SavedQuery]:
        return find_queries(self._site.project.find_folders("queries"))

    async def _question(self, request: Request) -> Response:
        name, dot, ending = request.path_params["name"].partition(".")
        queries = self._find_queries()
        if name not in queries:
            return self._site.respond(404, f"There is no saved question “{name}”.")
        query = queries[name]
        try:
            pairs = read_pairs(request.url.query)
            if dot:
                values = {key: value for key, value in pairs if value}
                return await self._download(request, _bind(query, values), f"{name}.{ending}")
        except (RefusedError, UsageError) as error:
            return self._site.respond(getattr(error, "status", 400), str(error))
        values = {key: value for key, value in pairs if value and not key.startswith(_ONLY)}
        only = {key.removeprefix(_ONLY): value for key, value in pairs if key.startswith(_ONLY)}
        sparql, results, problem = query.text, None, ""
        try:
            sparql = _bind(query, values)
            results = await self._ask(request, sparql, query)
        except (RefusedError, UsageError) as error:
            problem = str(error)
        downloads = _list_downloads(f"/questions/{name}", urlencode(values), _ROWS)
        return await self._site.guard(
            lambda: HTMLResponse(
                self._site.get_renderer().question(
                    query,
                    values,
                    sparql=sparql,
                    results=narrow(results, only) if results else None,
                    facets=list_facets(results, only) if results else (),
                    only=only,
                    problem=problem,
                    downloads=downloads,
                )
            )
        )

    async def _download(
        self, request: Request, sparql: str, name: str, pairs: Pairs | None = None
    ) -> Response:
        """Return an answer as a file of this name, in the format of its ending.

        Raises:
            RefusedError: There is no such format, or no answer.
        """
        ending = name.rpartition(".")[2]
        known = {**_ROWS, **_GRAPHS}
        if ending not in known:
            raise RefusedError(
                404, f"An answer can be had as {', '.join(known)}, not as “{ending}”."
            )
        format_name, media_type = known[ending]
        forms = {"rows": _ROWS, "truth": _TRUTH, "graph": _GRAPHS}
        formats = {form: format_name for form, endings in forms.items() if ending in endings}
        reply = await self._site.endpoint.ask(request, sparql, pairs or [], formats)
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(reply.content, media_type=media_type, headers=disposition)

    async def _download_any(self, request: Request) -> Response:
        """Answer any query as a file."""
        try:
            pairs = read_pairs(request.url.query)
            query = get_one(pairs, "query") or ""
            name = f"answer.{request.path_params['ending']}"
            return await self._download(request, query, name, pairs)
        except RefusedError as error:
            return self._site.respond(error.status, error.sentence)

    async def _ask(
        self,
        request: Request,
        sparql: str,
        query: SavedQuery | None = None,
        pairs: Pairs | None = None,
    ) -> Table:
        """Return the first rows of an answer.

        Raises:
            RefusedError: There is none.
        """
        reply = await self._site.endpoint.ask(
            request, sparql, pairs or [], {"rows": "values", "truth": "json"}, _SHOWN_ROWS
        )
        data = json.loads(reply.content)
        view = self._site.current.get()
        if "boolean" in data:
            text = "yes" if data["boolean"] else "no"
            rows = [{"answer": {"type": "literal", "value": text}}]
            return make_table(view, ["answer"], rows, is_truth=True)
        notes = Rows(query, reply.content).notes if query and not reply.about["more"] else ()
        return await asyncio.to_thread(
            make_table,
            view,
            data["head"]["vars"],
            data["results"]["bindings"],
            more=reply.about["more"],
            notes=notes,
        )

    async def answer_people(self, request: Request) -> Response:
        """Answer at ``/sparql`` for people: the editor, and the answer to what was asked."""
        pairs: Pairs = []
        query, results, graph, problem, status = None, None, "", "", 200
        try:
            pairs = read_pairs(request.url.query)
            query = get_one(pairs, "query")
            if query:
                try:
                    results = await self._ask(request, query, pairs=pairs)
                except RefusedError as error:
                    if error.status != 406:  # noqa: PLR2004 - it is no table: it is a graph
                        raise
                    reply = await self._site.endpoint.ask(
                        request, query, pairs, {"graph": "turtle"}
                    )
                    graph = reply.content.decode()
        except RefusedError as error:
            query, problem = next(iter(get_all(pairs, "query")), ""), error.sentence
            status = error.status
        text = query or write_prologue() + _EXAMPLE
        endings = _GRAPHS if graph else _TRUTH if results and results.is_truth else _ROWS
        downloads = _list_downloads("/sparql/answer", urlencode(pairs), endings)
        queries = list(self._find_queries().values())

        def work() -> Response:
            pages = self._site.get_renderer()
            page = pages.render(
                "editor.html",
                "sparql",
                sparql=text,
                editor=pages.has_editor,
                queries=queries,
                downloads=downloads,
                results=results,
                graph=graph,
                problem=problem,
            )
            return HTMLResponse(page, status, headers={"Vary": "Accept"})

        return await self._site.guard(work)

    async def _list_terms(self, _: Request) -> Response:
        """Answer with what the editor offers."""
        found = await asyncio.to_thread(
            list_completions, self._site.project.find_turtle("ontology")
        )
        return JSONResponse(found, headers={"Cache-Control": "no-cache"})


def _list_downloads(path: str, address: str, endings: Iterable[str]) -> list[tuple[str, str]]:
    """Return the name and address of an answer in each format."""
    return [(ending.upper(), f"{path}.{ending}?{address}".rstrip("?")) for ending in endings]


def _bind(query: SavedQuery, values: dict[str, str]) -> str:
    """Return a question with its parameters bound; names that it does not know are left out.

    Raises:
        UsageError: A value is missing or of the wrong type.
    """
    known = {parameter.name for parameter in query.parameters}
    missing = [
        parameter
        for parameter in query.parameters
        if parameter.required and parameter.default is None and parameter.name not in values
    ]
    if missing:
        raise UsageError(f"Fill in {describe_parameter(missing[0])}.")
    return bind_query(query, {name: value for name, value in values.items() if name in known})
