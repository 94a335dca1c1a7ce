"""What matched while a resolution was made, for those who keep it up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.resolution import blocks, happenings, policies

M = TypeVar("M")
N = TypeVar("N")


@dataclass
class Noted(Generic[M, N]):
    """All matches of a kind, and those that made two things one."""

    matches: Sequence[M] = ()
    made: Sequence[N] = ()

    def note(self, matches: Sequence[M], made: Sequence[N]) -> None:
        """Take note of them."""
        self.matches, self.made = matches, made


@dataclass
class Trace:
    """What matched, by kind; of entities with the block in which it did."""

    entities: Noted[tuple[blocks.Block, blocks.Match], blocks.Match] = field(default_factory=Noted)
    events: Noted[happenings.Match, happenings.Match] = field(default_factory=Noted)
    measures: Noted[policies.Match, policies.Match] = field(default_factory=Noted)
