"""brat standoff (brat.nlplab.org): a folder with each article's text and its marks, and ``annotation.conf``.

Names and quotes are text-bound (T); a claim is an event (E) on its cue, with its source and its content; what is negated, or more or less than
asserted, is an attribute (A); the address in the graph is a note (#). Offsets are Unicode code points. A mark over several lines
is written as one piece a line, as brat asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.export.files import write_folder
from graph_builder.export.tools.tables import TABLES
from graph_builder.terms import encode_name, make_hash
from graph_builder.vocabulary import gb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graph_builder.export.tools.view import Passage, View

_ROLES = (("Source", gb.speakerAt), ("Content", gb.contentAt))
_NAME_BYTES = 100


def save_brat(view: View, path: Path) -> None:
    """Write a folder that brat opens.

    Raises:
        UsageError: The folder is there and not empty, or cannot be written, or the disk is full.
    """
    marks = _collect(view)
    articles = [view.name_article(iri) for iri in view.list_things(gb.Article)]
    kinds: dict[str, set[str]] = {"entities": set(), "events": set()}
    with write_folder(path) as folder:
        for article, name in name_files(articles).items():
            sheet = _Sheet(view.load_text(article))
            for thing, kind, passage in sorted(marks.get(article, [])):
                sheet.mark(thing, kind, passage)
            for claim in sorted({thing for thing, _, _ in marks.get(article, [])}):
                sheet.mark_claim(view, claim)
            text = view.load_text(article).encode("utf-8", "replace").decode()
            (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
            (folder / f"{name}.ann").write_text(sheet.content, encoding="utf-8", newline="")
            kinds["entities"] |= sheet.kinds
            kinds["events"] |= sheet.events
        conf = _configure(kinds["entities"], kinds["events"])
        (folder / "annotation.conf").write_text(conf, encoding="utf-8")


def name_files(articles: Iterable[str]) -> dict[str, str]:
    """Return a file's name for each article's id: safe on every disk, and different for each, whatever the case.

    >>> name_files(["a/../b", "A", "a", "."])
    {'.': '~.', 'A': 'A-cfe15c8f', 'a': 'a', 'a/../b': 'a%2F..%2Fb'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for article in sorted(articles, key=lambda text: (text != text.lower(), text)):
        name = encode_name(article)
        if len(name) > _NAME_BYTES or name.lower() in taken or not name:
            name = f"{name[:_NAME_BYTES].rstrip('%')}-{make_hash(article, length=8)}"
        taken.add(name.lower())
        names[article] = name
    return dict(sorted(names.items()))


def _collect(view: View) -> dict[str, list[tuple[str, str, Passage]]]:
    """Return the things that are marked, by article."""
    marks: dict[str, list[tuple[str, str, Passage]]] = {}
    for table in TABLES:
        for thing in view.list_things(*table.classes):
            for passage in view.list_passages(thing, *table.passages):
                kind = view.get_kind(thing) or "Thing"
                marks.setdefault(passage.article, []).append((thing, kind, passage))
    return marks


class _Sheet:
    """The ``.ann`` of one text."""

    def __init__(self, text: str) -> None:
        self.kinds: set[str] = set()
        self.events: set[str] = set()
        self._text = text
        self._lines: list[str] = []
        self._counts: dict[str, int] = {}

    @property
    def content(self) -> str:
        return "".join(f"{line}\n" for line in self._lines)

    def mark(self, thing: str, kind: str, passage: Passage) -> str:
        """Mark a passage, with the thing's address as a note; return the mark's name."""
        name = self._add("T", self._write_span(kind, passage))
        self._note(name, thing)
        self.kinds.add(kind)
        return name

    def mark_claim(self, view: View, claim: str) -> None:
        """Mark a claim, if the thing is one whose cue is known."""
        cues = view.list_passages(claim, gb.cueAt)
        if not cues:
            return
        kind = f"Say-{view.get_kind(claim)}"
        trigger = self._add("T", self._write_span(kind, cues[0]))
        roles = []
        for role, predicate in _ROLES:
            for number, passage in enumerate(view.list_passages(claim, predicate)):
                mark = self._add("T", self._write_span(role, passage))
                roles.append(f"{role}{number + 1 if number else ''}:{mark}")
        event = self._add("E", " ".join([f"{kind}:{trigger}", *roles]))
        self._note(event, claim)
        for predicate, name, usual in (
            (gb.polarity, "Polarity", "Affirmed"),
            (gb.modality, "Modality", "Asserted"),
        ):
            value = view.get_value(claim, predicate).rpartition("#")[2]
            if value and value != usual:
                self._add("A", f"{name} {event} {value}")
        self.events.add(kind)

    def _write_span(self, kind: str, passage: Passage) -> str:
        pieces = list(_split_lines(self._text, passage.start, passage.end))
        offsets = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(self._text[start:end] for start, end in pieces)
        return f"{kind} {offsets}\t{words}".encode("utf-8", "replace").decode()

    def _note(self, name: str, thing: str) -> None:
        self._add("#", f"AnnotatorNotes {name}\t{thing}")

    def _add(self, letter: str, content: str) -> str:
        number = self._counts[letter] = self._counts.get(letter, 0) + 1
        self._lines.append(f"{letter}{number}\t{content}")
        return f"{letter}{number}"


def _split_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a span between line ends; at least one, so that nothing is lost."""
    begin, found = start, False
    for place in range(start, end + 1):
        if place == end or text[place] in "\n\r":
            if place > begin:
                found = True
                yield begin, place
            begin = place + 1
    if not found:
        yield start, end


def _configure(kinds: set[str], events: set[str]) -> str:
    """Return ``annotation.conf``, which names what the marks may be."""
    lines = [
        "[entities]",
        *sorted(kinds | {"Source", "Content"}),
        "",
        "[relations]",
        "",
        "[events]",
    ]
    roles = "Source*:Source, Content*:Content"
    lines += [f"{event} {roles}" for event in sorted(events)]
    lines += ["", "[attributes]"]
    lines += ["Polarity Arg:<EVENT>, Value:Negated"]
    lines += ["Modality Arg:<EVENT>, Value:Possible|Intended|Conditional|Alleged"]
    return "\n".join(lines) + "\n"
