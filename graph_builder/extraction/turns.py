"""Who speaks in turn in an interview that is set in one paragraph: "Post: Will you stay? Moss: I will. Post: Why?"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.cues import Use
from graph_builder.extraction.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.extraction.cues import CueLexicon
    from graph_builder.extraction.passages import Passage

_TURN = re.compile(r"(?:^|(?<=[.!?…\"”’)]\s))([A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?){0,2}): +(?=\S)")
_FEWEST = 3
_STATEMENT = Use("Statement", "phrase")


def read_turns(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield what each says of those who take turns in a paragraph, at least one of them twice."""
    turns = list(_TURN.finditer(passage.text))
    names = {turn[1] for turn in turns}
    if len(turns) < _FEWEST or not 1 < len(names) < len(turns):
        return
    if any(name.lower() in cues.labels for name in names):
        return  # "Total: … Average: …"
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
