"""Quotations that stand alone: a paragraph of nothing else, said by who spoke at the end of the one before.

"Ann Moss said the bridge was safe. ¶ “We checked it twice.”" has one cue for both sentences. Where the paragraph before ends
with something else, nobody is made the speaker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.sentences import find_sentence_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.extraction.drafts import Draft
    from graph_builder.extraction.passages import Passage, Range

_SPEECH = frozenset({"Statement", "Announcement", "Criticism", "Opinion"})
_SPOKEN = frozenset(
    {"quotation before", "quotation after", "clause after", "clause around", "preposition"}
)
_MARKS = " \n\"”’'."
_FEWEST = 5  # words: fewer are a title


def join_free_quotations(drafts: Sequence[Draft], passages: Sequence[Passage]) -> list[Draft]:
    """Return the drafts, those that are followed by a quotation standing alone with it as a further part."""
    found = list(drafts)
    for passage in passages[1:]:
        part = _find_alone(passage)
        if part is None or any(_touches(draft, part) for draft in found):
            continue
        before = [i for i, draft in enumerate(found) if draft.passage.number == passage.number - 1]
        last = max(before, key=lambda i: found[i].cue, default=None)
        if last is not None and _ends_with(found[last]):
            found[last] = replace(found[last], content=(*found[last].content, part))
    return found


def _find_alone(passage: Passage) -> Range | None:
    """The quotation that makes up a whole paragraph, if one does."""
    if len(passage.quotations) != 1 or len(passage.text.split()) < _FEWEST:
        return None
    (only,) = passage.quotations
    end = passage.start + len(passage.text.rstrip())
    whole = only.start == passage.start and only.end == end and only.closed and not only.continued
    return (only.start, only.end) if whole else None


def _touches(draft: Draft, part: Range) -> bool:
    return any(start < part[1] and part[0] < end for start, end in (*draft.content, draft.cue))


def _ends_with(draft: Draft) -> bool:
    """Whether somebody named speaks in the last sentence of a paragraph."""
    if draft.source is None or draft.use.act not in _SPEECH or draft.rule not in _SPOKEN:
        return False
    passage = draft.passage
    end = max(passage.end_of(find_sentence_end(draft.head) - 1), draft.content[-1][1])
    return not passage.slice(end, passage.start + len(passage.text)).strip(_MARKS)
