"""Where links lead: on the server, and in a folder of files."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

_FACT = re.compile(r"(article/[^/]+)/(claim|observation|report|status-change|passage)/([^/]+)")
_WEB = re.compile(r"https?://", re.IGNORECASE)


class Links(Protocol):
    """From IRIs and names of pages to addresses."""

    @property
    def is_live(self) -> bool:
        """Whether something answers, so that forms are of use."""

    def to(self, iri: str) -> str | None:
        """Return where people see a thing: a fact in its article; none when there is no page of it."""

    def address(self, iri: str) -> str:
        """Return the address of the thing itself."""

    def page(self, name: str) -> str:
        """Return the address of a page (``timeline``, ``browse/Person``)."""

    def static(self, name: str) -> str:
        """Return the address of a style sheet or script."""

    def data(self, iri: str, format_name: str) -> str:
        """Return the address of a thing as RDF."""


def find_place(path: str) -> tuple[str, str]:
    """Return the path of the page on which a thing is shown, and its anchor there.

    >>> find_place("article/a/claim/01")
    ('article/a', 'claim-01')
    >>> find_place("person/ada-quill")
    ('person/ada-quill', '')
    """
    match = _FACT.fullmatch(path)
    return (match[1], f"{match[2]}-{match[3]}") if match else (path, "")


def is_web_address(iri: str) -> bool:
    """Return whether an IRI is one that a browser may be sent to."""
    return bool(_WEB.match(iri))


@dataclass(frozen=True)
class ServerLinks:
    """Addresses on the server: a resource stands at the path of its IRI after the base."""

    base_iri: str
    is_live: bool = True

    def to(self, iri: str) -> str | None:
        """Return where people see a thing."""
        if not iri.startswith(self.base_iri):
            return iri if is_web_address(iri) else None
        path, anchor = find_place(iri.removeprefix(self.base_iri))
        return f"/{path}#{anchor}" if anchor else f"/{path}"

    def address(self, iri: str) -> str:
        """Return the address of the thing itself."""
        return f"/{iri.removeprefix(self.base_iri)}" if iri.startswith(self.base_iri) else iri

    def page(self, name: str) -> str:
        """Return the address of a page."""
        return f"/{name}"

    def static(self, name: str) -> str:
        """Return the address of a style sheet or script."""
        return f"/-/{name}"

    def data(self, iri: str, format_name: str) -> str:
        """Return the address of a thing as RDF."""
        return f"{self.address(iri)}?format={format_name}"


@dataclass(frozen=True)
class FileLinks:
    """Relative addresses between files.

    Attributes:
        base_iri: What the graph's IRIs begin with.
        files: The file of each page, by the path of the IRI or the name of the page.
        here: The file in which the links stand.
    """

    base_iri: str
    files: Mapping[str, str]
    here: str
    is_live: bool = False

    def to(self, iri: str) -> str | None:
        """Return where people see a thing; none when no file shows it."""
        if not iri.startswith(self.base_iri):
            return iri if is_web_address(iri) else None
        path, anchor = find_place(iri.removeprefix(self.base_iri))
        if path not in self.files:
            return None
        target = self._relate(self.files[path])
        return f"{target}#{anchor}" if anchor else target

    def address(self, iri: str) -> str:
        """Return where people see the thing, otherwise its IRI."""
        return self.to(iri) or iri

    def page(self, name: str) -> str:
        """Return the address of a page; of the first page when there is none of this name."""
        return self._relate(self.files.get(name, self.files[""]))

    def static(self, name: str) -> str:
        """Return the address of a style sheet or script."""
        return self._relate(f"static/{name}")

    def data(self, iri: str, format_name: str) -> str:
        """Return the address of a thing as RDF: the file beside its page."""
        path = iri.removeprefix(self.base_iri)
        ending = {"turtle": ".ttl", "json-ld": ".jsonld"}[format_name]
        return self._relate(self.files[path].removesuffix(".html") + ending)

    def _relate(self, file: str) -> str:
        return quote(posixpath.relpath(file, posixpath.dirname(self.here) or "."))
