"""Answers that took long are kept, since the same question to the same graph has the same answer.

They lie beside the index that gave them and go with it; what of them is damaged or cannot be written is asked again.
"""

from __future__ import annotations

import hashlib
import json
import time
import zlib
from functools import partial
from typing import TYPE_CHECKING

from graph_builder.querying.answers import Answer, Rows, bind_query, run_query
from graph_builder.querying.hints import follow_hints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.querying.lists import Lists
    from graph_builder.querying.saved import SavedQuery

_LONG = 0.1
"""From how many seconds on an answer is worth its place on the disk."""

_FORM = "1"
"""The version of what is kept: what another one kept is not looked at."""

_QUICK = 1
"""zlib's level that compresses fastest; answers become a fifteenth of their size."""


def ask(index: Lists, query: SavedQuery, values: Mapping[str, str]) -> Answer:
    """Ask a question as ``run_query`` does, following its hints, unless the index keeps the answer.

    Raises:
        UsageError: The question or a parameter is wrong; the message has line and column.
    """
    name = _name_answer(query, values)
    kept = index.load_kept(name)
    answer = None if kept is None else _read_answer(query, kept)
    if answer is not None:
        return answer
    start = time.monotonic()
    new = run_query(index.store, query, values, prepare=partial(follow_hints, index))
    if isinstance(new, Rows) and time.monotonic() - start >= _LONG:
        index.keep(name, _write_answer(new))
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
