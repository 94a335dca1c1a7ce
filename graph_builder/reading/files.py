"""From paths to articles: folders walked, files decoded, each form read, what cannot be used reported."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.child_processes import PATIENCE
from graph_builder.errors import InputError
from graph_builder.reading.boilerplate import compile_boilerplate
from graph_builder.reading.dates import read_date
from graph_builder.reading.decoding import decode
from graph_builder.reading.pages import get_extractor, is_page, read_page
from graph_builder.reading.plain import Header, make_article
from graph_builder.reading.records import find_id, parse_json, read_record, split_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Article
    from graph_builder.reading.boilerplate import Boilerplate

STANDARD_INPUT = "-"
_TEXTS = frozenset({".txt", ".text"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_LINES = frozenset({".jsonl", ".ndjson"})
_OBJECTS = frozenset({".json"})
ENDINGS = _TEXTS | _PAGES | _LINES | _OBJECTS
"""Endings of the files that are read out of a folder. A file that is named itself may have any."""


@dataclass(frozen=True)
class _Raw:
    """One input before it is understood. ``source`` names it in messages, ``stem`` is the id if it has none."""

    data: bytes
    source: str
    stem: str
    ending: str
    file: str = ""

    @cached_property
    def file_hash(self) -> str:
        return hashlib.sha256(self.data).hexdigest() if self.file else ""


@dataclass(frozen=True, slots=True)
class _Means:
    """With what inputs are understood."""

    boilerplate: Boilerplate
    patience: float


@dataclass(slots=True)
class ArticleReader:
    """Reads articles one after the other and keeps what could not be used.

    Attributes:
        lexicon: Where the boilerplate patterns come from; the program's own when it is None.
        patience: How many seconds a web page may take, beside one for each thousand characters.
        problems: One error for each file or line that could not be used, in the order met.
    """

    lexicon: Lexicon | None = None
    patience: float = PATIENCE
    standard_input: BinaryIO | None = None
    problems: list[InputError] = field(default_factory=list)
    _seen: dict[str, str] = field(default_factory=dict)

    def read(self, paths: Iterable[str | Path]) -> Iterator[Article]:
        """Yield the articles of files, folders and ``-`` (standard input), in the order of their paths.

        A folder is walked with its sub-folders; hidden files and other endings than ``ENDINGS`` are passed over.
        What cannot be used is kept in ``problems`` and the rest is read on. Of two articles with one id the first is
        kept and the second reported.
        """
        for path in self._find_files(paths):
            try:
                raw = self._load(path)
                for article in self._read_raw(raw):
                    if self._is_new(article):
                        yield replace(article, file=raw.file, file_hash=raw.file_hash)
            except InputError as problem:
                self.problems.append(problem)

    def estimate(self, paths: Iterable[str | Path]) -> int:
        """Return how many articles are in files and folders, about: a line of JSON Lines counts as one, and so does another file.

        Standard input counts for nothing, since it can be read once only.
        """
        return sum(_count_articles(path) for given in paths for path in _list_quietly(given))

    def _find_files(self, paths: Iterable[str | Path]) -> Iterator[str | Path]:
        """Yield every file once, the files of a folder sorted by path."""
        met: set[Path] = set()
        for given in paths:
            if str(given) == STANDARD_INPUT:
                yield STANDARD_INPUT
                continue
            path = Path(given)
            for file in self._list_files(path):
                real = file.resolve()
                if real not in met:
                    met.add(real)
                    yield file

    def _list_files(self, path: Path) -> list[Path]:
        """Return the files of a folder, or the file itself; a path that has none is reported."""
        try:
            if path.is_dir():
                files, missing = _walk(path), "holds no articles"
            else:
                files, missing = [path] if path.exists() else [], "does not exist; check the path"
        except (OSError, ValueError) as error:
            files, missing = [], f"cannot be read ({_reason(error)})"
        if not files:
            endings = f" (files ending in {', '.join(sorted(ENDINGS))})" * path.is_dir()
            kind = "the folder " * path.is_dir()
            self.problems.append(InputError(f"{kind}{path} {missing}{endings}"))
        return files

    def _load(self, path: str | Path) -> _Raw:
        if isinstance(path, str):
            stream = self.standard_input or sys.stdin.buffer
            return _Raw(stream.read(), "standard input", "stdin", "")
        try:
            stem = os.fsencode(path.stem).decode(errors="replace")
            full = str(path.absolute())
            return _Raw(path.read_bytes(), str(path), stem, path.suffix.lower(), full)
        except OSError as error:
            raise InputError(
                f"{path} cannot be read ({_reason(error)}); check its permissions"
            ) from error

    def _read_raw(self, raw: _Raw) -> Iterator[Article]:
        text, remark = decode(raw.data, raw.source)
        means = _Means(compile_boilerplate(self.lexicon), self.patience)
        remarks = [remark] if remark else []
        form = _find_form(raw.ending, text)
        if form == "lines":
            yield from self._read_lines(text, raw, means, remarks)
        elif form == "object":
            yield from self._read_objects(parse_json(text, raw.source), raw, means, remarks)
        elif form == "page":
            header = Header(remarks=remarks)
            yield _make_from_page(raw.stem, text, header, raw.source, means)
        else:
            header = Header(remarks=remarks)
            yield make_article(raw.stem, text, header, raw.source, means.boilerplate)

    def _read_lines(
        self, text: str, raw: _Raw, means: _Means, remarks: list[str]
    ) -> Iterator[Article]:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                source = f"line {number} of {raw.source}"
                try:
                    value = parse_json(line.strip(), source)
                    yield _make_from_record(value, source, f"{raw.stem}-{number}", means, remarks)
                except InputError as problem:
                    self.problems.append(problem)

    def _read_objects(
        self, value: Any, raw: _Raw, means: _Means, remarks: list[str]
    ) -> Iterator[Article]:
        values = split_records(value)
        for number, item in enumerate(values, start=1):
            alone = len(values) == 1
            source = raw.source if alone else f"entry {number} of {raw.source}"
            stem = raw.stem if alone else f"{raw.stem}-{number}"
            try:
                yield _make_from_record(item, source, stem, means, remarks)
            except InputError as problem:
                self.problems.append(problem)

    def _is_new(self, article: Article) -> bool:
        """Whether the article's id is new; else the two files are reported."""
        source = article.source
        if article.id not in self._seen:
            self._seen[article.id] = source
            return True
        first = self._seen[article.id]
        self.problems.append(
            InputError(
                f'{source} and {first} have one id, "{article.id}"; only {first} was read: rename one file, '
                "or give one another id"
            )
        )
        return False


def read_line(
    line: str, source: str, lexicon: Lexicon | None = None, patience: float = PATIENCE
) -> Article:
    """Return the article of one line of JSON Lines that stands alone: it has to have an id.

    Args:
        line: A JSON object.
        source: What messages call it.
        lexicon: Where the boilerplate patterns come from; the program's own when it is None.
        patience: How many seconds a web page may take, beside one for each thousand characters.

    Raises:
        InputError: It is not JSON, or no article.
    """
    value = parse_json(line.strip(), source)
    if not find_id(value):
        raise InputError(f'{source} has no field "id"; add it, or remove the line')
    means = _Means(compile_boilerplate(lexicon), patience)
    return _make_from_record(value, source, "", means, [])


def _walk(folder: Path) -> list[Path]:
    found: list[Path] = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not _is_graph(Path(parent, name))
        ]
        found += [
            path
            for name in files
            if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS
            for path in [Path(parent, name)]
            if path.is_file()  # a pipe would wait for ever
        ]
    return sorted(found, key=lambda path: path.parts)


def _list_quietly(given: str | Path) -> list[Path]:
    path = Path(given)
    with contextlib.suppress(OSError, ValueError):
        if str(given) != STANDARD_INPUT:
            return _walk(path) if path.is_dir() else [path]
    return []


def _count_articles(path: Path) -> int:
    if path.suffix.lower() not in _LINES:
        return 1
    with contextlib.suppress(OSError), path.open("rb") as file:
        return sum(not line.isspace() for line in file)
    return 0


def _is_graph(folder: Path) -> bool:
    """Whether a folder is one that graph-builder keeps a graph in, texts and all: "build ." does not read it again."""
    return (folder / "lock").is_file() and (folder / "texts").is_dir()


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _find_form(ending: str, text: str) -> str:
    """Return the form of a file: ``text``, ``page``, ``object`` or ``lines``."""
    if ending in _LINES:
        return "lines"
    if ending in _OBJECTS:
        return "lines" if _is_lines(text) else "object"
    if ending in _PAGES or is_page(text):
        return "page"
    if ending not in _TEXTS and text.lstrip()[:1] == "{":
        return "lines" if _is_lines(text) else "object"
    if ending not in _TEXTS and text.lstrip()[:2].replace(" ", "") in {"[{", "[\n", "[\r"}:
        return "object"
    return "text"


def _is_lines(text: str) -> bool:
    """Whether JSON is one object a line rather than one document."""
    lines = [line.strip() for line in text.lstrip().split("\n", 3)[:3] if line.strip()]
    return len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for line in lines[:2])


def _make_from_record(
    value: Any, source: str, stem: str, means: _Means, remarks: list[str]
) -> Article:
    record = read_record(value, source, stem)
    header = Header(
        date=record.date,
        title=record.title,
        publisher=record.publisher,
        author=record.author,
        url=record.url,
        remarks=[*remarks, *record.remarks],
    )
    if record.is_page:
        return _make_from_page(record.id, record.text, header, source, means)
    return make_article(record.id, record.text, header, source, means.boilerplate)


def _make_from_page(
    identifier: str, markup: str, header: Header, source: str, means: _Means
) -> Article:
    page = read_page(markup, source, means.patience)
    header.date = header.date or read_date(page.date)
    header.title = header.title or page.title
    header.publisher = header.publisher or page.publisher
    header.author = header.author or page.author
    header.url = header.url or page.url
    article = make_article(identifier, page.text, header, source, means.boilerplate)
    page_hash = hashlib.sha256(markup.encode()).hexdigest()
    return replace(article, extracted_by=get_extractor(), page_hash=page_hash)
