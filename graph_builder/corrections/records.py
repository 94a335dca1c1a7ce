"""What one entry of a corrections file says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.model import TimeSpan

Action: TypeAlias = Literal[
    "same", "different", "unsure", "rename", "retype", "ascribe", "confirm", "reject", "add", "date"
]

PAIRS: Final = ("same", "different", "unsure")
"""The actions that compare two things or more."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What an entry is about: an address, a name, or words of one article.

    Attributes:
        address: An IRI, or its end from behind the base on (``person/daniel-noboa``), or a thing's name.
        article: The id of the article that the words stand in.
        quote: Words exactly as they stand in that article; without them, the article itself is meant.
        kind: What is meant, where the same words are several things: ``claim``, ``measure``, ``entity`` …
    """

    address: str = ""
    article: str = ""
    quote: str = ""
    kind: str = ""

    def __str__(self) -> str:
        """Return it as messages name it."""
        words = f"“{self.quote}” in {self.article}" if self.quote else self.article
        return self.address or words


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry: what a person says should be otherwise, who says so and why.

    Attributes:
        action: What is to be done.
        things: What it is about; for ``add``, where it belongs.
        who: The person's name.
        why: The reason.
        to: The new name (``rename``) or the new class (``retype``).
        adds: What is added (``claim``, ``measure``, ``name`` …).
        when: The bounds that ``date`` gives, or the day of what is added.
        details: The further fields of what is added.
        references: Those of them that name things, and who really said a claim (``ascribe``, as ``to``).
        line: Where the entry begins in its file, from 1.
        source: The file, for messages only; never in the graph.
    """

    action: Action
    who: str
    why: str
    things: tuple[Reference, ...] = ()
    to: str = ""
    adds: str = ""
    when: TimeSpan | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    line: int = 0
    source: str = ""

    @property
    def place(self) -> str:
        """Where the entry stands, as messages say it."""
        return f"{self.source}, line {self.line}"

    @property
    def because(self) -> str:
        """Who says so and why, as a sentence in the graph has it."""
        return f"{self.who}: {self.why}"
