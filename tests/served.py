"""A graph folder of the handmade world, and the real server on it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import handmade

from graph_builder.article_json import write_article
from graph_builder.facts_json import to_json
from graph_builder.inference import infer, load_rules
from graph_builder.mapping import Names
from graph_builder.store import ArticleRecord, hash_content
from graph_builder.store.writing import open_for_writing
from graph_builder.terms import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import Message
    from pathlib import Path

    from graph_builder.terms import Quad, Term

NAMES = Names(DEFAULT_BASE_IRI)


def write_folder(path: Path, more: Mapping[Term, list[Quad]] | None = None) -> Path:
    """Write the handmade world as a graph folder, with more graphs if there are some."""
    graphs: dict[Term, list[Quad]] = {}
    quads = handmade.map_all()
    for quad in [*quads, *infer(quads, NAMES.graph("inferred"), load_rules())]:
        graphs.setdefault(quad[3], []).append(quad)
    graphs.update(more or {})
    with open_for_writing(path) as writer:
        records = []
        for article in handmade.ARTICLES.values():
            key = hash_content(article.id)
            facts = handmade.FIRST_FACTS if article is handmade.FIRST else handmade.SECOND_FACTS
            saved = {"article": write_article(article), "facts": to_json(facts)}
            writer.save_facts(key, saved)
            name = writer.save_text(article.text)
            graph = NAMES.article_graph(article.id)
            records.append(
                ArticleRecord(
                    id=article.id, content_hash=name, text_hash=name, facts_key=key, graph=graph
                )
            )
        triples = {quad[:3] for graph in graphs.values() for quad in graph}
        writer.commit(records, graphs, made_with={"triples": str(len(triples))})
    return path


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Message
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def kind(self) -> str:
        return self.headers.get_content_type()


@dataclass(frozen=True)
class Server:
    """A server that runs at an address (without a slash at its end).

    ``invitation`` is the address that it printed for corrections.
    """

    address: str
    invitation: str = ""

    def ask(
        self,
        path: str,
        content: bytes | None = None,
        *,
        method: str | None = None,
        accept: str | None = None,
        headers: Mapping[str, str] | None = None,
        redirect: bool = True,
        **parameters: str,
    ) -> Answer:
        """Send a request and return the answer, whatever its status."""
        opener = urllib.request.build_opener(*([] if redirect else [_NoRedirect]))
        url = f"{self.address}{path}{'?' + urlencode(parameters) if parameters else ''}"
        request = urllib.request.Request(url, content, dict(headers or {}), method=method)
        if accept is not None:
            request.add_header("Accept", accept)
        try:
            with opener.open(request, timeout=60) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def list_command(folder: Path, *options: str) -> list[str]:
    """Return the command that serves a graph on a free port."""
    program = [sys.executable, "-m", "graph_builder", "serve"]
    return [*program, "--graph", str(folder), "--port", "0", *options]


@contextlib.contextmanager
def run_server(folder: Path, *options: str) -> Iterator[Server]:
    """Run ``graph-builder serve`` on a free port."""
    process = subprocess.Popen(list_command(folder, *options), stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        invited = process.stderr.readline().split()[-1] if "--edit" in options else ""
        line = process.stderr.readline()
        assert " at http://" in line, line
        yield Server(line.rpartition(" at ")[2].split()[0].rstrip("/"), invited)
    finally:
        process.terminate()
        process.communicate(timeout=20)
