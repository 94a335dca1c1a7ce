"""An index whose lists are kept in memory, as if its graph had just been built."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph


class Shelf:
    """Keeps lists for as long as it is there."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self.store = store
        self.kept: dict[str, bytes] = {}

    def load_kept(self, name: str) -> bytes | None:
        """Return what was kept."""
        return self.kept.get(name)

    def keep(self, name: str, content: bytes) -> None:
        """Keep it in memory."""
        self.kept[name] = content
