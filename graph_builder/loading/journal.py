"""What a store has taken, so that a load that was killed goes on where it stopped.

A file of lines: first what is loaded where, then after each batch how many triples the store has taken in all.
It goes away when the load is complete. A last line without its end was cut off by the kill and does not count.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Journal:
    """The journal of one load.

    Args:
        path: The file; a folder that cannot be written only means that the next load begins anew.
        key: What is loaded where and how: another key begins anew.
    """

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._head = hashlib.sha256(key.encode()).hexdigest()
        self.taken = self._read()

    def _read(self) -> list[int]:
        """Return how many triples were taken after each batch."""
        try:
            head, *lines = self._path.read_text("ascii").split("\n")[:-1]
            return [int(line) for line in lines] if head == self._head else []
        except (OSError, ValueError):
            return []

    def note(self, taken: int) -> None:
        """Note that a batch was taken, and how many triples were in all."""
        with contextlib.suppress(OSError):
            mode = "a" if self.taken else "w"
            with self._path.open(mode, encoding="ascii") as file:
                file.write(f"{taken}\n" if self.taken else f"{self._head}\n{taken}\n")
        self.taken.append(taken)

    def forget(self) -> None:
        """Let the next load begin anew."""
        self.taken = []
        with contextlib.suppress(OSError):
            self._path.unlink()
