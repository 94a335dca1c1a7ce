"""What is wrong with a graph, as records that can be put into sentences."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graph_builder.validation.engines import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.model import Resolution
    from graph_builder.terms import Term

__all__ = ["Finding", "Severity", "count_line", "read_findings"]

_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, or that a person should know.

    Attributes:
        shape: The local name of the shape that found it (``Claim-cue``).
        severity: ``Violation`` fails a validation; ``Warning`` and ``Info`` do not.
        message: The rule that is broken, as a sentence.
        problem: How it is broken, as a sentence; may be empty.
        mend: What to do about it, as a sentence.
        focus: The IRI of what is wrong.
        path: The property or path concerned, as Turtle writes it; empty when there is none.
        component: Which kind of constraint is broken (``MinCount``), by its name in SHACL.
        value: The offending value as text; empty when there is none.
        term: The same as a term in N-Triples.
        article: The id of the article, when one can be named.
        line: The line of its text, from 1, when the text is known.
        quote: The words concerned.
    """

    shape: str
    severity: Severity
    message: str
    problem: str = ""
    mend: str = ""
    focus: str = ""
    path: str = ""
    component: str = ""
    value: str = ""
    term: Term = ""
    article: str = ""
    line: int | None = None
    quote: str = ""

    @property
    def place(self) -> str:
        """Where it is: article and line as far as known, otherwise the IRI."""
        if not self.article:
            return self.focus
        return f"{self.article}, line {self.line}" if self.line else self.article

    @property
    def words(self) -> str:
        """The words concerned on one line, cut where they are many."""
        words = " ".join(self.quote.split())
        return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"

    @property
    def sentence(self) -> str:
        """The whole finding in one line."""
        at = f"At “{self.words}”." if self.words else ""
        parts = [f"{self.place}:", self.message, self.problem, at]
        if self.article and self.focus:
            parts.append(f"<{self.focus}>")
        return " ".join(part for part in parts if part)


def count_line(text: str, start: int) -> int:
    """Return the line, from 1, in which a code point stands."""
    return bisect.bisect_left(_find_breaks(text), start) + 1


@lru_cache(maxsize=8)
def _find_breaks(text: str) -> tuple[int, ...]:
    return tuple(found.start() for found in re.finditer("\n", text))


def read_findings(resolution: Resolution, texts: Mapping[str, str]) -> list[Finding]:
    """Return what did not fit together when the articles were brought together, as warnings."""
    found = []
    for message, quotes in resolution.findings:
        sentence = message[:1].upper() + message[1:]
        first = quotes[0] if quotes else None
        text = texts.get(first.article_id) if first else None
        found.append(
            Finding(
                shape="Resolution",
                severity="Warning",
                message=sentence if sentence.endswith((".", "?", "!")) else f"{sentence}.",
                mend="Compare the articles; a correction can say which of them is right.",
                article=first.article_id if first else "",
                line=count_line(text, first.span.start) if first and text is not None else None,
                quote=first.span.text if first else "",
            )
        )
    return found
