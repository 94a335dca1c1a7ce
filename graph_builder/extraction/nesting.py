"""Claims within claims: which one stands in whose content, and which of them are worth keeping.

A speaker who reports what somebody else said makes a second claim ("Noboa said a gang had asked for a deal"). What a
speaker merely thinks, wants or judges within his own words ("I think", "we want") is his way of speaking, and no
claim of its own.
"""

from __future__ import annotations

import bisect
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.extraction.drafts import Draft

_SPEECH = frozenset(
    {"Statement", "Announcement", "Order", "Request", "Denial", "Commitment", "NonStatement"}
)
_WHOLE = frozenset(
    {
        "quotation before",
        "quotation after",
        "according to",
        "signature",
        "speaker",
        "unnamed",
        "clause around",
    }
)
_REPORTING = frozenset(
    {"clause after", "infinitive", "preposition", "passive clause", "inner quotation"}
)
_BRIEF = frozenset({"object", "preposition", "passive", "passive infinitive", "unnamed", "noun"})
_HAPPENED = frozenset({"VBD", "VBN", "VBZ", "VBG"})
_FIRST = frozenset({"i", "we"})
_UNREAL = frozenset({"if", "unless", "whether"})
_VERBAL = frozenset({"VERB", "AUX"})


def find_outer(drafts: Sequence[Draft]) -> list[int | None]:
    """Return for each draft the index of the innermost other one in whose content its cue stands."""
    parts = sorted(
        (start, end, index) for index, draft in enumerate(drafts) for start, end in draft.content
    )
    longest = max((end - start for start, end, _ in parts), default=0)
    found: list[int | None] = []
    for index, draft in enumerate(drafts):
        first = bisect.bisect_left(parts, (draft.cue[0] - longest, 0, 0))
        last = bisect.bisect_right(parts, (draft.cue[0], sys.maxsize, 0))
        around = [
            (end - start, other)
            for start, end, other in parts[first:last]
            if draft.cue[1] <= end and other != index and not _holds(draft, drafts[other])
        ]
        found.append(min(around)[1] if around else None)
    return found


def _holds(inner: Draft, outer: Draft) -> bool:
    """Whether the content of the one holds the cue of the other: they cannot hold each other."""
    return any(start <= outer.cue[0] and outer.cue[1] <= end for start, end in inner.content)


def select(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out the claims within claims and within quotations that report no speech of somebody's, and what is told twice."""
    drafts = _drop_doubled(drafts)
    outer = find_outer(drafts)
    return [
        draft
        for draft, around in zip(drafts, outer, strict=True)
        if _is_writers(draft, None if around is None else drafts[around]) or _is_report(draft)
    ]


def _drop_doubled(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out the noun where a verb attributes the same words: "were kind in their *comments*: “…”, *wrote* Ann Moss"."""
    told = {draft.content for draft in drafts if draft.head.pos_ in _VERBAL}
    return [draft for draft in drafts if draft.head.pos_ != "NOUN" or draft.content not in told]


def _is_writers(draft: Draft, around: Draft | None) -> bool:
    """Whether the writer tells of an attribution: outside of quotations, perhaps "according to" somebody."""
    told = around is not None and around.rule == "according to" and draft.rule not in _BRIEF
    return (around is None or told) and not draft.passage.is_quoted(draft.cue[0])


def _is_report(draft: Draft) -> bool:
    if draft.rule in _WHOLE:
        return True
    if draft.use.act not in _SPEECH or draft.rule not in _REPORTING:
        return False
    if draft.source is None or not _has_happened(draft):
        return False
    speaker = draft.passage.slice(*draft.source).lower()
    if draft.passage.is_quoted(draft.cue[0]) and speaker in _FIRST:
        return draft.use.addressee
    return draft.use.frame != "prep" or draft.use.act == "Request"


def _has_happened(draft: Draft) -> bool:
    """Whether the cue tells of an act of speech that took place or takes place."""
    verb = draft.head
    imagined = any(child.tag_ == "MD" or child.lower_ in _UNREAL for child in verb.lefts)
    return verb.tag_ in _HAPPENED and not imagined
