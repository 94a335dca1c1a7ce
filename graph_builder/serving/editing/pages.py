"""What answers below ``/corrections``.

=============================  ==============================================================
GET  ``/corrections``          the entries of the file, and what the graph has of them
GET  ``/corrections/open``     the address that ``serve --edit`` prints: takes its token
GET  ``/corrections/new``      the form about one thing
POST ``/corrections/preview``  what an entry would change, or taking it out
POST ``/corrections/write``    writes what was shown, or takes it out
POST ``/corrections/apply``    builds the graph again
=============================  ==============================================================
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from graph_builder.errors import GraphBuilderError, UsageError
from graph_builder.serving.editing.access import Access
from graph_builder.serving.editing.forms import (
    ACTIONS,
    AGENTS,
    Filled,
    list_classes,
    read_form,
)
from graph_builder.serving.editing.sentences import tell, tell_thing
from graph_builder.serving.pages.cards import Item, make_card
from graph_builder.serving.pages.search import get_names
from graph_builder.serving.requests import (
    Pairs,
    RefusedError,
    decode,
    get_one,
    read_body,
    read_pairs,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.requests import Request

    from graph_builder.corrections import Correction
    from graph_builder.serving.editing.desk import Desk, Preview
    from graph_builder.serving.pages.rendering import Renderer
    from graph_builder.serving.pages.view import View

    Answer = Callable[["CorrectionPages", Request], Awaitable[Response]]

_LARGEST_FORM = 64 << 10
_MOST_NAMESAKES = 20
_MOST_CHANGES = 60
_MOST_PARTS = 200
_HEADERS = {"Referrer-Policy": "same-origin", "Cache-Control": "no-store"}
"""With no referrer at all, browsers hide the origin of their forms, too."""


def _answers(work: Answer) -> Answer:
    """Turn what people can mend into a page."""

    @wraps(work)
    async def answer(self: CorrectionPages, request: Request) -> Response:
        try:
            response = await work(self, request)
        except RefusedError as error:
            response = self.refuse(error.status, error.sentence)
        except GraphBuilderError as error:
            response = self.refuse(404 if isinstance(error, UsageError) else 409, str(error))
        response.headers.update(_HEADERS)
        return response

    return answer


@dataclass(frozen=True)
class Editing:
    """That corrections may be written: which file, and by whom."""

    desk: Desk
    access: Access = field(default_factory=Access)


@dataclass
class CorrectionPages:
    """Answers for corrections.

    Attributes:
        desk: The corrections file.
        get_renderer: Returns what writes pages of the graph as it is now.
        access: Who may.
    """

    desk: Desk
    get_renderer: Callable[[], Renderer]
    access: Access

    def list_routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/corrections", self._list),
            Route("/corrections/open", self._open),
            Route("/corrections/new", self._ask),
            Route("/corrections/preview", self._preview, methods=["POST"]),
            Route("/corrections/write", self._write, methods=["POST"]),
            Route("/corrections/apply", self._apply, methods=["POST"]),
        ]

    def refuse(self, status: int, sentence: str) -> Response:
        """Return the page that says why something was not done."""
        title = "This is not open to you" if status == 403 else "Nothing was changed"  # noqa: PLR2004 - forbidden
        return HTMLResponse(self.get_renderer().error(title, sentence), status)

    async def _read_form(self, request: Request) -> Pairs:
        """Return the fields of a form of this server.

        Raises:
            RefusedError: It is not one, or too large.
        """
        self.access.check_reader(request)
        pairs = read_pairs(decode(await read_body(request, _LARGEST_FORM)))
        self.access.check_writer(request, get_one(pairs, "token") or "")
        return pairs

    @_answers
    async def _open(self, request: Request) -> Response:
        response = RedirectResponse("/corrections", 303)
        self.access.admit(request, request.query_params.get("token", ""), response)
        return response

    @_answers
    async def _list(self, request: Request) -> Response:
        self.access.check_reader(request)
        return await asyncio.to_thread(self._render_list, request.query_params.get("done", ""))

    def _render_list(self, done: str) -> Response:
        pages = self.get_renderer()
        entries = [(entry, tell(pages.view, entry)) for entry in self.desk.list_entries()]
        return HTMLResponse(
            pages.render(
                "corrections.html",
                "corrections",
                entries=entries,
                file=str(self.desk.file),
                token=self.access.form_token,
                pending=self.desk.is_pending(),
                can_apply=self.desk.is_small(),
                done=done if done in {"written", "removed", "applied"} else "",
                violations=pages.view.manifest.made_with.get("violations", "0"),
            )
        )

    @_answers
    async def _ask(self, request: Request) -> Response:
        self.access.check_reader(request)
        view = self.get_renderer().view
        parameters = request.query_params
        iri = view.base_iri + parameters.get("about", "")
        kind = view.get_kind(iri) if view.knows(iri) else ""
        if kind not in ACTIONS:
            raise RefusedError(404, "There is nothing here that could be corrected.")
        return await asyncio.to_thread(self._render_form, iri, kind, dict(parameters))

    def _find_namesakes(self, view: View, iri: str, kind: str) -> Sequence[Item]:
        """Return things that share a name's last word, or its first."""
        if "same" not in ACTIONS[kind]:
            return ()
        words = view.label(iri).split() or [""]
        found: dict[str, Item] = {}
        for word in (words[-1], words[0]):
            for other in get_names(view).find(word, 2 * _MOST_NAMESAKES):
                is_like = ("same" in ACTIONS.get(view.get_kind(other), ())) and (
                    (view.get_kind(other) == "Measure") == (kind == "Measure")
                )
                if other != iri and other.startswith(view.base_iri) and is_like:
                    found.setdefault(other, Item(view.label(other), other))
        return list(found.values())[:_MOST_NAMESAKES]

    def _render_form(self, iri: str, kind: str, values: dict[str, str]) -> Response:
        pages = self.get_renderer()
        view = pages.view
        namesakes = self._find_namesakes(view, iri, kind)
        return HTMLResponse(
            pages.render(
                "correct.html",
                about=iri.removeprefix(view.base_iri),
                thing=Item(tell_thing(view, iri), iri),
                card=make_card(view, iri),
                kind=kind,
                actions=ACTIONS[kind],
                namesakes=[(item, item.iri.removeprefix(view.base_iri)) for item in namesakes],
                parts=list_parts(view, iri) if "different" in ACTIONS[kind] else [],
                speakers=list_speakers(view, iri) if "ascribe" in ACTIONS[kind] else [],
                classes=list_classes(kind),
                values=defaultdict(str, values),
                token=self.access.form_token,
            )
        )

    @_answers
    async def _preview(self, request: Request) -> Response:
        pairs = await self._read_form(request)
        return await asyncio.to_thread(self._render_preview, pairs)

    def _render_preview(self, pairs: Pairs) -> Response:
        pages = self.get_renderer()
        preview, filled = self._look(pages.view, pairs)
        changes = preview.changes or []
        page = pages.render(
            "preview.html",
            preview=preview,
            words=tell(pages.view, preview.correction),
            changes=changes[:_MOST_CHANGES],
            left=max(0, len(changes) - _MOST_CHANGES),
            file=str(self.desk.file),
            fields=filled.fields if filled else (("line", str(preview.correction.line)),),
            about=filled.about if filled else "",
            removes=filled is None,
            token=self.access.form_token,
            seal=self.access.seal(preview.before, preview.after),
        )
        return HTMLResponse(page, 409 if preview.problem else 200)

    def _look(self, view: View, pairs: Pairs) -> tuple[Preview, Filled | None]:
        """Return what a form would do: take out the entry of a line, or write a new one."""
        line = get_one(pairs, "line")
        if line is not None:
            number = int(line) if line.isascii() and line.isdecimal() and len(line) < 9 else 0  # noqa: PLR2004 - digits
            return self.desk.preview_removal(number), None
        filled = read_form(view, pairs)
        preview = self.desk.preview_entry(filled.entry)
        if preview.changes is None:
            check_known(view, preview.correction)
        return preview, filled

    @_answers
    async def _write(self, request: Request) -> Response:
        pairs = await self._read_form(request)
        return await asyncio.to_thread(self._save, pairs)

    def _save(self, pairs: Pairs) -> Response:
        preview, filled = self._look(self.get_renderer().view, pairs)
        self.access.check_seal(get_one(pairs, "seal") or "", preview.before, preview.after)
        if preview.problem:
            raise RefusedError(409, preview.problem)
        self.desk.save(preview)
        return RedirectResponse(f"/corrections?done={'written' if filled else 'removed'}", 303)

    @_answers
    async def _apply(self, request: Request) -> Response:
        await self._read_form(request)
        await asyncio.to_thread(self.desk.apply)
        return RedirectResponse("/corrections?done=applied", 303)


def check_known(view: View, correction: Correction) -> None:
    """Refuse an entry that names what is not in the graph: the least that can be told without trying it.

    Raises:
        RefusedError: This one does.
    """
    for reference in (*correction.things, *correction.references.values()):
        address = reference.address.removeprefix(view.base_iri)
        if not view.knows(view.base_iri + address):
            raise RefusedError(
                409, f"“{reference}” is not in the graph: give an address such as person/ada-quill."
            )


def list_parts(view: View, iri: str) -> list[tuple[Item, str]]:
    """Return what each article has of a thing: the words by which it is told, and what an entry calls it."""
    parts: dict[str, tuple[Item, str]] = {}
    for report in view.subjects("gb:reports", iri):
        article = view.value(report, "gb:reportedIn")
        parts.setdefault(
            article, (_name_part(view, article, report), report.removeprefix(view.base_iri))
        )
    members = [*view.subjects("dcterms:isReplacedBy", iri)]
    for member in members:
        path = member.removeprefix(view.base_iri)
        if path.startswith("member/"):
            parts[member] = (Item(f"{path.split('/')[1]}: {path.rpartition('/')[2]}", member), path)
    return list(parts.values())[:_MOST_PARTS]


def _name_part(view: View, article: str, report: str) -> Item:
    words = next((quote.text for quote in view.quotes(report)), "")
    return Item(f"{view.label(article)}: “{words}”", report)


def list_speakers(view: View, claim: str) -> list[tuple[Item, str]]:
    """Return everybody whom the article of a claim names, by name."""
    article = view.value(claim, "gb:reportedIn")
    agents = {
        thing
        for passage in view.subjects("gb:inArticle", article)
        for thing in view.subjects("gb:mentionedAt", passage)
        if view.get_kind(thing) in AGENTS
    }
    items = sorted(
        (Item(view.label(thing), thing) for thing in agents), key=lambda i: (i.text, i.iri)
    )
    return [(item, item.iri.removeprefix(view.base_iri)) for item in items]
