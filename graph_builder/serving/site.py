"""The pages as files: for any web server, and for a USB stick without one.

Links are relative. Beside the page of each thing lie its triples as Turtle and JSON-LD, and beside each saved question its
answer as CSV and JSON. The same graph gives the same bytes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graph_builder.errors import UsageError
from graph_builder.querying import Rows, find_queries, run_query, write_answer
from graph_builder.serving.pages.links import FileLinks
from graph_builder.serving.pages.rendering import BROWSED, FOLDER, Renderer
from graph_builder.serving.pages.table import make_table
from graph_builder.serving.pages.view import View
from graph_builder.serving.resources import write_resource
from graph_builder.terms import make_hash
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from graph_builder.project import Project
    from graph_builder.querying import SavedQuery
    from graph_builder.store import GraphFolder

MARK = ".graph-builder-site"
"""The file that tells a folder written here from anybody else's."""

_SHOWN = ("Article", "Agent", "Place", "Measure", "Event")
_PAGES = ("timeline", "figures", "questions")
_STATIC = ("icon.svg", "page.js", "style.css")
_KINDS = ("measure", "event", "claim")
_LONGEST = 120
_ALL = 10**9
_MOST_ENTRIES = 5_000
_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)
}
"""Names that Windows keeps for devices, whatever their ending."""


@dataclass(frozen=True)
class Site:
    """A site that is being written.

    Attributes:
        view: The graph.
        files: The file of each page, by the path of the thing's IRI or the page's name.
        queries: The saved questions that can be answered without being told more.
    """

    view: View
    files: Mapping[str, str]
    queries: tuple[SavedQuery, ...]

    def iter_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file with its content."""
        for name in _STATIC:
            yield f"static/{name}", (FOLDER / "static" / name).read_bytes()
        yield self._write("", self._open("").overview())
        yield self._write("timeline", self._open("timeline").timeline(_KINDS, most=_MOST_ENTRIES))
        yield self._write("figures", self._open("figures").figures(most=_ALL))
        yield self._write("questions", self._open("questions").questions(self.queries))
        for kind in BROWSED:
            name = f"browse/{kind}"
            yield self._write(name, self._open(name).browse(kind, most=_ALL))
        for query in self.queries:
            yield from self._answer(query)
        for path in list_paths(self.view):
            yield from self._describe(path)

    def _open(self, name: str) -> Renderer:
        """Return what writes the page of this name, with links as they are from there."""
        return Renderer(self.view, FileLinks(self.view.base_iri, self.files, self.files[name]))

    def _write(self, name: str, page: str) -> tuple[str, bytes]:
        return self.files[name], page.encode()

    def _describe(self, path: str) -> Iterator[tuple[str, bytes]]:
        iri = self.view.base_iri + path
        yield self._write(path, self._open(path).resource(iri))
        stem = self.files[path].removesuffix(".html")
        for name, ending in (("turtle", ".ttl"), ("json-ld", ".jsonld")):
            yield stem + ending, write_resource(self.view, iri, name).encode()

    def _answer(self, query: SavedQuery) -> Iterator[tuple[str, bytes]]:
        name = f"questions/{query.name}"
        answer = run_query(self.view.store, query, {})
        if not isinstance(answer, Rows):
            return
        data = json.loads(answer.json)
        pages = self._open(name)
        table = make_table(
            self.view, data["head"]["vars"], data["results"]["bindings"], notes=answer.notes
        )
        stem = self.files[name].removesuffix(".html")
        formats = ("csv", "json")
        downloads = [(kind.upper(), f"{PurePosixPath(stem).name}.{kind}") for kind in formats]
        page = pages.question(query, {}, sparql=query.text, results=table, downloads=downloads)
        yield self._write(name, page)
        for kind in formats:
            yield f"{stem}.{kind}", write_answer(answer, kind, base_iri=self.view.base_iri)


def list_paths(view: View) -> list[str]:
    """Return the paths, after the base IRI, of the things that have a page of their own."""
    things = {iri for kind in _SHOWN for iri in view.instances(kind)}
    things |= {*view.subjects("rdf:type", f"{PREFIXES['skos']}Concept")}
    paths = (iri.removeprefix(view.base_iri) for iri in things if iri.startswith(view.base_iri))
    return sorted(path for path in paths if path)


def name_files(names: Iterable[str]) -> dict[str, str]:
    """Return a file for each name, fit for every file system: none too long, none a device, no two alike but for case.

    >>> name_files(["a/B", "a/b", "a/con"])
    {'a/B': 'a/B.html', 'a/b': 'a/b-4141369d.html', 'a/con': 'a/con-.html'}
    """
    files: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        file = "/".join(_fit(segment) for segment in name.split("/"))
        if file.casefold() in taken:
            file += f"-{make_hash(name, length=8)}"
        taken.add(file.casefold())
        files[name] = f"{file}.html"
    return files


def _fit(segment: str) -> str:
    """Return a segment of a path as a file's name. It is an IRI's, so nothing but letters, digits and ``%`` is odd."""
    name = re.sub(r'[:*?"<>|\\]', "_", segment)
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}-{make_hash(segment, length=8)}"
    return (
        f"{name}-"
        if name.partition(".")[0].casefold() in _DEVICES or name.strip(".") == ""
        else name
    )


def write_site(folder: GraphFolder, target: Path, project: Project) -> int:
    """Write the site into a folder and return how many files it has. A site that was there before is replaced when the new one is whole.

    Raises:
        StoreError: There is no graph, or it is damaged.
        UsageError: The folder holds something else, or cannot be written.
    """
    _refuse_foreign(target)
    view = View(folder)
    queries = tuple(
        query
        for query in find_queries(project.find_folders("queries")).values()
        if not any(p.required and p.default is None for p in query.parameters)
    )
    names = [
        *(f"browse/{kind}" for kind in BROWSED),
        *(f"questions/{query.name}" for query in queries),
    ]
    files = {"": "index.html", **name_files([*_PAGES, *names, *list_paths(view)])}
    aside = target.with_name(f"{target.name}.{os.getpid()}.aside")
    try:
        count = _write_all(Site(view, files, queries), aside)
        _replace(aside, target)
    except OSError as error:
        raise UsageError(
            f"{str(target)!r} cannot be written ({error.strerror}): name another folder with -o"
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return count


def _refuse_foreign(target: Path) -> None:
    if target.exists() and (
        not target.is_dir() or (any(target.iterdir()) and not (target / MARK).exists())
    ):
        raise UsageError(
            f"{str(target)!r} is there already and holds something else: name a new or an empty folder with -o"
        )


def _write_all(site: Site, folder: Path) -> int:
    count = 0
    for name, content in site.iter_files():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        count += 1
    (folder / MARK).touch()
    return count


def _replace(aside: Path, target: Path) -> None:
    if target.exists():
        old = target.with_name(f"{target.name}.{os.getpid()}.old")
        target.rename(old)
        aside.rename(target)
        shutil.rmtree(old)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.rename(target)
