"""The graph as it is now, open for reading; another one when a build has finished."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from graph_builder.serving.pages.view import View

if TYPE_CHECKING:
    from graph_builder.store import GraphFolder


class Current:
    """Opens a graph folder, and opens it again when its manifest was replaced."""

    def __init__(self, folder: GraphFolder) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._view: View | None = None
        self._seen: tuple[int, int] | None = None

    def get(self) -> View:
        """Return the graph as it is now. One that was handed out before stays usable.

        Raises:
            StoreError: There is no graph, or it is damaged.
        """
        try:
            state = (self.folder.path / "manifest.json").stat()
        except OSError:
            # The folder was taken away: this says so.
            self.folder.read_manifest()
            raise
        seen = (state.st_ino, state.st_mtime_ns)
        with self._lock:
            if self._view is None or seen != self._seen:
                self._view, self._seen = View(self.folder), seen
            return self._view
