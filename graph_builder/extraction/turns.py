"""Who speaks in turn in an interview: "Post: Will you stay? Moss: I will. Post: Why?", in one paragraph or in one each."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.cues import Use
from graph_builder.extraction.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_builder.extraction.cues import CueLexicon
    from graph_builder.extraction.passages import Passage

_TURN = re.compile(r"(?:^|(?<=[.!?…\"”’)]\s))([A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?){0,2}): +(?=\S)")
_LABEL = re.compile(r"([A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?){0,3}): +(?=\S)")
_FEWEST = 3
TURN = "turn"
"""The name of the construction of a paragraph."""
_STATEMENT = Use("Statement", "phrase")


def read_turns(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield what each says of those who take turns in a paragraph, at least one of them twice."""
    turns = list(_TURN.finditer(passage.text))
    if not _take_turns([turn[1] for turn in turns], cues):
        return
    ends = [turn.start(1) for turn in turns[1:]] + [len(passage.text)]
    for turn, end in zip(turns, ends, strict=True):
        content = passage.trim(passage.start + turn.end(), passage.start + end)
        words = passage.doc.char_span(turn.end(), end, alignment_mode="expand")
        if content is None or words is None:
            continue
        yield Draft(
            head=words[0],
            use=_STATEMENT,
            cue=(passage.start + turn.end(1), passage.start + turn.end(1) + 1),
            content=((content[0], passage.start + len(passage.text[:end].rstrip())),),
            source=(passage.start + turn.start(1), passage.start + turn.end(1)),
            passage=passage,
            confidence=Decimal("0.7"),
            rule="speaker",
        )


def read_interview(passages: Sequence[Passage], cues: CueLexicon) -> Iterator[Draft]:
    """Yield what each says of those who take turns in an article, a paragraph a turn, at least one of them twice."""
    turns = [(passage, _LABEL.match(passage.text)) for passage in passages]
    labelled = [
        (passage, label)
        for passage, label in turns
        if label is not None and label[1].lower() not in cues.labels
    ]
    if not _take_turns([label[1] for _, label in labelled], cues):
        return
    for passage, label in labelled:
        words = passage.doc.char_span(label.end(), len(passage.text), alignment_mode="expand")
        start = passage.start + label.end(1)
        if words is not None and len(words):
            end = passage.start + len(passage.text.rstrip())
            yield Draft(
                head=words[0],
                use=_STATEMENT,
                cue=(start, start + 1),
                content=((passage.start + label.end(), end),),
                source=(passage.start, start),
                passage=passage,
                confidence=Decimal("0.7"),
                rule=TURN,
            )


def _take_turns(names: Sequence[str], cues: CueLexicon) -> bool:
    """Tell whether names before colons are of those who take turns, and no labels: "Total: … Average: …"."""
    several = len(names) >= _FEWEST and 1 < len(set(names)) < len(names)
    return several and not any(name.lower() in cues.labels for name in names)
