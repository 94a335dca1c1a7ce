"""Long forms with their acronym in brackets: the initials say where the name begins.

After Schwartz and Hearst (2003), for initials alone: every capitalised word before the bracket gives its first
letter, small words between and signs give none. What hangs on "of" is part of a longer name and left alone. Commas and "and" inside a name are no edges then:
"Council for Research, Training and Sport (CRTS)".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_ACRONYM = re.compile(r"[A-Z]{3,8}")
_SILENT = frozenset(
    {"of", "for", "and", "the", "in", "on", "to", "de", "la", "del", "&", ",", "'", "-"}
)


def find_spelled_out(doc: Doc, end: int) -> Iterator[tuple[int, int]]:
    """Yield the tokens, first and end, of each long form of several words that stands before "(ABC)".

    Args:
        doc: A paragraph.
        end: Where its text ends and credits begin.
    """
    for index in range(3, end - 1):
        acronym = doc[index].text
        if (
            doc[index - 1].text == "("
            and doc[index + 1].text == ")"
            and _ACRONYM.fullmatch(acronym)
        ):
            first = _match_back(doc, index - 2, acronym)
            if first is not None and not _hangs(doc, first):
                yield first, index - 1


def abbreviates_nouns(doc: Doc, index: int) -> bool:
    """Tell whether an acronym behind a bracket stands for common nouns before it: "liquid crystal display (LCD)".

    Args:
        doc: A paragraph.
        index: Where the acronym stands.
    """
    acronym = doc[index].text.lower()
    words = [token.text for token in doc[max(0, index - 3 * len(acronym)) : index - 1]]
    spelling = [word for word in words if word[0].isalnum()][-len(acronym) :]
    common = sum(word.islower() for word in spelling)
    initials = "".join(word[0] for word in spelling).lower()
    return doc[index].text.isupper() and initials == acronym and common >= len(acronym) - 1


def _hangs(doc: Doc, first: int) -> bool:
    before = first - 2 if first > 1 and doc[first - 1].lower_ == "the" else first - 1
    return before >= 0 and doc[before].lower_ in {"of", "for"}


def _match_back(doc: Doc, last: int, acronym: str) -> int | None:
    """Return where the words begin whose initials are the acronym; the last word must give the last letter."""
    left = len(acronym)
    for index in range(last, max(-1, last - 3 * len(acronym)), -1):
        text = doc[index].text
        if text[0].isupper() and text[0] == acronym[left - 1]:
            left -= 1
            if not left:
                return index
        elif index == last or text.lower() not in _SILENT:
            return None
    return None
