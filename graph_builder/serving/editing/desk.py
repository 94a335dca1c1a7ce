"""The desk on which a corrections file lies: what an entry would change, writing it, taking it out, and applying the file."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph_builder.corrections import (
    Correction,
    CorrectionFiles,
    cut_correction,
    insert_correction,
    load_corrections,
    read_corrections,
    save_corrections,
    write_entry,
)
from graph_builder.errors import InputError
from graph_builder.pipeline import BuildSummary, Options, build_graph
from graph_builder.reading_pool import DEFAULT_MODEL
from graph_builder.serving.editing.trial import Change, find_changes
from graph_builder.serving.requests import RefusedError
from graph_builder.store import hash_content
from graph_builder.terms import DEFAULT_BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graph_builder.project import Project
    from graph_builder.store import GraphFolder, Manifest

MOST_TRIED = 100_000
"""Graphs of more triples are not gone through to show what an entry would change, nor built again from here."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be done.

    Attributes:
        correction: The entry.
        written: It as the file has it.
        before: The file as it is.
        after: The file as it would be.
        changes: What would change in the graph; none when it is too large to be tried.
        problem: Why the entry cannot be used; empty when it can.
    """

    correction: Correction
    written: str
    before: str
    after: str
    changes: list[Change] | None
    problem: str = ""


@dataclass
class Desk:
    """A corrections file and the graph that it corrects.

    Attributes:
        folder: The graph.
        project: The user's project.
        file: The corrections file; it need not be there yet.
    """

    folder: GraphFolder
    project: Project
    file: Path
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def list_entries(self) -> tuple[Correction, ...]:
        """Return the entries of the file.

        Raises:
            InputError: It cannot be used.
        """
        return read_corrections(load_corrections(self.file), str(self.file))

    def is_small(self) -> bool:
        """Return whether the graph can be tried and built from here."""
        return int(self.folder.read_head().made_with.get("triples") or MOST_TRIED) < MOST_TRIED

    def is_pending(self) -> bool:
        """Return whether the graph was built without what the file says now."""
        content = load_corrections(self.file)
        copy = self.folder.read_manifest().corrections.get(str(self.file.resolve()))
        return copy != hash_content(content) if content or copy else False

    def preview_entry(self, entry: Mapping[str, Any]) -> Preview:
        """Return what writing an entry would change.

        Raises:
            InputError: The file, or the entry by itself, cannot be used.
        """
        before = load_corrections(self.file)
        after, added = insert_correction(before, entry, str(self.file))
        return self._try(added, write_entry(entry), before, after)

    def preview_removal(self, line: int) -> Preview:
        """Return what taking out the entry that begins in a line would change.

        Raises:
            InputError: The file cannot be used.
            UsageError: No entry begins there.
        """
        before = load_corrections(self.file)
        after, gone = cut_correction(before, line, str(self.file))
        return self._try(gone, _find_removed(before, after), before, after)

    def _try(self, correction: Correction, written: str, before: str, after: str) -> Preview:
        if not self.is_small():
            return Preview(correction, written, before, after, None)
        try:
            changes = find_changes(self.folder, self.project, self._as_files(after))
        except InputError as error:
            return Preview(correction, written, before, after, [], str(error))
        return Preview(correction, written, before, after, changes)

    def _as_files(self, content: str) -> CorrectionFiles:
        path = str(self.file.resolve())
        return CorrectionFiles({path: content} if content else {}, (path,))

    def save(self, preview: Preview) -> None:
        """Write the file as a preview has it.

        Raises:
            RefusedError: It was changed meanwhile, or cannot be written.
        """
        with self._lock:
            if load_corrections(self.file) != preview.before:
                raise RefusedError(409, "The corrections file was changed meanwhile: look again.")
            try:
                save_corrections(self.file, preview.after)
            except OSError as error:
                raise RefusedError(
                    500, f"{self.file} cannot be written ({error.strerror}): nothing was changed."
                ) from error

    def apply(self) -> BuildSummary:
        """Build the graph again with the file as it is; readers see the old one until the new one is whole.

        Raises:
            InputError: An entry cannot be used; the graph is as before.
            RefusedError: The graph is too large for that, or being built from here.
            StoreError: The graph is being built from elsewhere.
        """
        if not self.is_small():
            raise RefusedError(409, "This graph is too large to be built from here.")
        if not self._lock.acquire(blocking=False):
            raise RefusedError(409, "The graph is being built: wait a little.")
        try:
            manifest: Manifest = self.folder.read_manifest()
            options = Options(
                base_iri=manifest.made_with.get("base_iri", DEFAULT_BASE_IRI),
                model=self.project.model or DEFAULT_MODEL,
                project=self.project,
                corrections=self._as_files(load_corrections(self.file)),
            )
            return build_graph((), self.folder.path, options)
        finally:
            self._lock.release()


def _find_removed(before: str, after: str) -> str:
    """Return the lines that one text has and the other has not."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    start = 0
    while start < len(new) and old[start] == new[start]:
        start += 1
    return "".join(old[start : start + len(old) - len(new)])
