"""What is known so far of the article that is being read, handed from one question to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.extraction.decision_words import Decision
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.extraction.parsing import ParsedArticle
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Claim, Event, Quantity, Span, TimeExpression


@dataclass
class Context:
    """The parsed article and the answers found until now, in the order of the questions."""

    parsed: ParsedArticle
    lexicon: Lexicon
    times: Sequence[TimeExpression] = ()
    quantities: Sequence[Quantity] = ()
    cast: EntityIndex = field(init=False)
    claims: Sequence[Claim] = ()
    decisions: Sequence[Decision] = ()
    events: Sequence[Event] = ()

    def find_claim_around(self, span: Span) -> int | None:
        """Return the index of the innermost claim in whose content a span lies, if any.

        A claim of type ``NonStatement`` does not count: nobody said its content.
        """
        best: tuple[int, int] | None = None
        for index, claim in enumerate(self.claims):
            if claim.type == "NonStatement":
                continue
            for part in claim.content:
                if part.start <= span.start and span.end <= part.end:
                    size = part.end - part.start
                    if best is None or size < best[0]:
                        best = (size, index)
        return best[1] if best else None
