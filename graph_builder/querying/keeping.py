"""Answers that took long are kept, since the same question to the same graph has the same answer.

They lie beside the index that gave them and go with it; what of them is damaged or cannot be written is asked again.
"""

from __future__ import annotations

import hashlib
import json
import time
import zlib
from typing import TYPE_CHECKING, Protocol

from graph_builder.querying.answers import Answer, Rows, bind_query, run_query

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph

    from graph_builder.querying.saved import SavedQuery

_LONG = 0.1
"""From how many seconds on an answer is worth its place on the disk."""

_FORM = "1"
"""The version of what is kept: what another one kept is not looked at."""

_QUICK = 1
"""zlib's level that compresses fastest; answers become a fifteenth of their size."""


class Keeper(Protocol):
    """An open index that keeps answers. Both methods do without where the disk does not let them."""

    @property
    def store(self) -> pyoxigraph.Store:
        """What answers questions."""

    def load_answer(self, name: str) -> bytes | None:
        """Return what was kept under a name."""

    def keep_answer(self, name: str, content: bytes) -> None:
        """Keep what belongs to a name, a hash in hexadecimal digits."""


def ask(index: Keeper, query: SavedQuery, values: Mapping[str, str]) -> Answer:
    """Ask a question as ``run_query`` does, unless the index keeps the answer.

    Raises:
        UsageError: The question or a parameter is wrong; the message has line and column.
    """
    name = _name_answer(query, values)
    kept = index.load_answer(name)
    answer = None if kept is None else _read_answer(query, kept)
    if answer is not None:
        return answer
    start = time.monotonic()
    new = run_query(index.store, query, values)
    if isinstance(new, Rows) and time.monotonic() - start >= _LONG:
        index.keep_answer(name, _write_answer(new))
    return new


def _name_answer(query: SavedQuery, values: Mapping[str, str]) -> str:
    """Return a hash of all that an answer of one graph depends on."""
    among = sorted({note.among for note in query.notes})
    parts = json.dumps([_FORM, bind_query(query, values), among])
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _write_answer(answer: Rows) -> bytes:
    """Return the matches counted on a line, and then the answer as SPARQL results JSON."""
    sizes = json.dumps(dict(answer.sizes)).encode()
    return zlib.compress(sizes + b"\n" + answer.json, _QUICK)


def _read_answer(query: SavedQuery, content: bytes) -> Rows | None:
    """Return what ``_write_answer`` wrote, or none when it is damaged, which zlib's checksum tells."""
    try:
        sizes, _, results = zlib.decompress(content).partition(b"\n")
    except zlib.error:
        return None
    return Rows(query, results, json.loads(sizes))
