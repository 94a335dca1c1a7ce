"""Who has been spoken of so far, and how prominently: what pronouns and descriptions are resolved from.

Salience after Lappin and Leass (1994): nearness, subjects first, what is spoken of often.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from graph_builder.extraction.gazetteer import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.thesaurus import Gender, Thesaurus

SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_MEMORY = 400


@dataclass(slots=True)
class Seen:
    """One earlier mention: whose, in which sentence, how prominent, whether inside a quotation."""

    figure: Figure
    sentence: int
    token: Token
    subject: bool
    quoted: bool


@dataclass
class Salience:
    """The figures of an article up to a word.

    Attributes:
        seen: Their mentions, in the order of the text.
        recent: The figures, the last one last.
        counts: How often each was spoken of, by id.
        prominent: Those that have been a subject.
        number: The number of the sentence that is read.
        quoted: Whether its word stands in a quotation.
        speaker: Whose quotation that is, if that is known.
    """

    seen: list[Seen] = field(default_factory=list)
    recent: dict[Figure, None] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    prominent: set[Figure] = field(default_factory=set)
    number: int = 0
    quoted: bool = False
    speaker: Figure | None = None

    def note(self, figure: Figure, token: Token) -> None:
        """Note one more mention."""
        self.recent.pop(figure, None)
        self.recent[figure] = None
        prominent = is_prominent(token)
        if prominent:
            self.prominent.add(figure)
        self.seen.append(Seen(figure, self.number, token, prominent, self.quoted))
        self.counts[figure.id] = self.counts.get(figure.id, 0) + 1

    def list_recent(self) -> list[Figure]:
        """Return the figures seen so far, the last one first."""
        return list(islice(reversed(self.recent), _MEMORY))

    def list_near(self, kind: str, sentences: int) -> set[Figure]:
        """Return the figures of a type spoken of in this sentence and some before."""
        near = set()
        for seen in reversed(self.seen):
            if self.number - seen.sentence > sentences:
                break
            if seen.figure.type == kind:
                near.add(seen.figure)
        return near


def is_prominent(token: Token) -> bool:
    """Tell whether a token is, or is within, the subject of its clause."""
    return token.dep_ in SUBJECTS or (
        token.dep_ in {"compound", "appos", "conj"} and token.head.dep_ in SUBJECTS
    )


def compare_given(figure: Figure, gender: Gender, words: Thesaurus) -> bool | None:
    """Tell whether a given name is mostly of a gender; None where it says nothing."""
    given = words.given.get(fold(figure.label.split(" ")[0]))
    return None if given not in {"male", "female"} else given == gender
