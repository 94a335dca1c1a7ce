"""The stores' dialects: ``dialects.toml`` has them as data, each with the page that documents it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph_builder.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one store takes data; the keys are explained at the head of ``dialects.toml``."""

    name: str
    address: str
    query: str
    source: str
    data: str = ""
    update: str = ""
    server: str = ""
    default: str = "default"
    named: str = "graph"
    only: str = ""
    type: str = "application/n-triples"
    extra: str = ""
    batch: int = 25_000
    put: bool = True
    digest: bool = False
    questions: bool = True
    tested: str = ""

    def find_base(self, url: str) -> str | None:
        """Return what the store's addresses begin with; none where the address is not of this store's form."""
        match = re.fullmatch(self.address, url)
        return match["base"] if match else None


@cache
def load_dialects() -> tuple[Dialect, ...]:
    """Return all dialects, the most particular first."""
    text = files("graph_builder.loading").joinpath("dialects.toml").read_text("utf-8")
    return tuple(Dialect(**row) for row in tomllib.loads(text)["dialect"])


def choose_dialects(name: str | None) -> tuple[Dialect, ...]:
    """Return the one dialect of a name, or all.

    Raises:
        UsageError: There is none of this name.
    """
    known = load_dialects()
    if name is None:
        return known
    wanted = "rdf4j" if name.lower() == "graphdb" else name.lower()
    found = tuple(dialect for dialect in known if dialect.name.lower() == wanted)
    if not found:
        names = ", ".join(sorted([*(dialect.name for dialect in known), "GraphDB"]))
        raise UsageError(f"there is no store {name!r}: it is one of {names}")
    return found
