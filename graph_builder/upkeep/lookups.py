"""Things by their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.upkeep.state import State


class Labels:
    """The names of things by their paths."""

    def __init__(self, state: State) -> None:
        self._state = state

    def get(self, path: str, default: str, /) -> str:
        """Return the name of a thing."""
        named = self._state.find_named("entity", path)
        return named.label if named else default
