"""The words of a SPARQL query: just enough of its grammar to know what is a variable and what is not.

The terminals are those of SPARQL 1.1, section 19.8: a ``?`` or a keyword inside a string, a comment, an
IRI or a prefixed name is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TERMINALS = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>\#[^\n\r]*)
    | (?P<string>\"{3}(?:[^"\\]|\\.|\"(?!\"\"))*\"{3}
        | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w\-.:]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<word>\w+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a query, with its kind (``variable``, ``word``, ``string``, …) and where it stands."""

    kind: str
    text: str
    start: int


def iter_tokens(text: str) -> Iterator[Token]:
    """Yield all words of a query, white space and comments included: joined they are the query.

    >>> [t.text for t in iter_tokens("SELECT ?a { ?a <?b> '?c' } # ?d") if t.kind == "variable"]
    ['?a', '?a']
    """
    for match in _TERMINALS.finditer(text):
        yield Token(str(match.lastgroup), match[0], match.start())


def locate(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both counted from 1, columns in code points."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1
