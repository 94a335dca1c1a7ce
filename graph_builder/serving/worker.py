"""A process that answers queries, one after the other, so that whoever waits for an answer can end it.

A query that runs inside Oxigraph cannot be interrupted. So it runs here, in a process that is killed when its time is
up. Questions come on standard input and answers go to standard output, each as a frame: four bytes of length, then
the content. An answer is two frames: a JSON object that says what it is, and the content itself.

A question is a JSON object with the keys of ``Question``; a change, with those of ``Update`` or ``GraphChange``.
"""

from __future__ import annotations

import io
import json
import os
import resource
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph

from graph_builder.errors import StoreError, UsageError
from graph_builder.export import choose_format, iter_export, wrap_triples
from graph_builder.querying import SavedQuery
from graph_builder.querying.answers import check_query, explain_syntax
from graph_builder.querying.hints import follow_hints
from graph_builder.serving.changes import GraphChange, Update, change
from graph_builder.store import GraphFolder, Index

if TYPE_CHECKING:
    from typing import IO

LENGTH = struct.Struct(">I")
"""The length that begins a frame."""
_MEMORY = 3 << 30
_SECONDS_BEYOND = 5
_ROW_FORMATS = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query and how it is to be answered.

    Attributes:
        query: SPARQL 1.1.
        formats: The format of the answer by its form (``rows``, ``truth``, ``graph``); a form that is missing is not
            acceptable to the client. ``values`` for rows means SPARQL JSON of the first ``rows`` rows.
        default_graphs: IRIs of the graphs whose merge is the default graph; none given, the store's own.
        named_graphs: IRIs of the named graphs; none given, all.
        rows: How many rows or triples an answer may have.
        size: How many bytes an answer may have.
        seconds: How much time of the processor it may take: a second line of defence.
    """

    query: str
    formats: dict[str, str]
    default_graphs: list[str]
    named_graphs: list[str]
    rows: int
    size: int
    seconds: float


Wanted = Question | Update | GraphChange


class TooLargeError(Exception):
    """The answer is larger than allowed."""


class BoundedSink(io.RawIOBase):
    """A file in memory that refuses to grow beyond a size."""

    def __init__(self, size: int) -> None:
        self.content = bytearray()
        self._size = size

    def writable(self) -> bool:
        """Say that this can be written."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes.

        Raises:
            TooLargeError: There are too many.
        """
        self.content += data
        if len(self.content) > self._size:
            raise TooLargeError
        return len(data)


class Answerer:
    """Answers questions from a graph folder, and goes over to the new graph when one was built."""

    def __init__(self, folder: Path) -> None:
        self._folder = GraphFolder(folder)
        self._manifest = folder / "manifest.json"
        self._index: Index | None = None
        self._seen: tuple[int, int] | None = None
        self._base_iri = ""

    def open(self) -> Index:
        """Return the index of the graph as it is now.

        Raises:
            StoreError: There is no graph, or it is damaged.
        """
        try:
            state = self._manifest.stat()
            seen = (state.st_ino, state.st_mtime_ns)
        except OSError:
            seen = None
        if self._index is None or seen != self._seen:
            index = self._folder.open_index()
            if self._index is not None:
                self._index.close()
            self._index, self._seen = index, seen
            self._base_iri = self._folder.read_head().made_with.get("base_iri", "")
        return self._index

    def answer(self, question: Question) -> tuple[dict[str, Any], bytes]:
        """Return what the answer is (``status`` first of all), and its content."""
        try:
            return self._answer(question)
        except TooLargeError:
            return {"status": "too-large"}, b""
        except UsageError as error:
            return {"status": "malformed", "message": str(error)}, b""
        except StoreError as error:
            return {"status": "damaged", "message": str(error)}, b""

    def _answer(self, question: Question) -> tuple[dict[str, Any], bytes]:
        saved = SavedQuery(name="-", text=question.query, source="sent")
        check_query(saved)
        index = self.open()
        # The lists that hints are followed by are of the graph's own default graph.
        own = not question.default_graphs + question.named_graphs
        try:
            result = index.store.query(
                follow_hints(index, question.query) if own else question.query,
                default_graph=_name(question.default_graphs, others=question.named_graphs),
                named_graphs=_name(question.named_graphs, others=question.default_graphs),
            )
            return self._write(result, question)
        except SyntaxError as error:
            raise explain_syntax(saved, question.query, error) from error
        except (ValueError, RuntimeError, OSError) as error:
            raise UsageError(f"the query cannot be answered: {error}; correct it") from error

    def _write(self, result: Any, question: Question) -> tuple[dict[str, Any], bytes]:
        form = _tell_form(result)
        name = question.formats.get(form)
        if name is None:
            return {"status": "not-acceptable", "form": form}, b""
        about = {"status": "ok", "form": form, "format": name}
        if form == "graph":
            return about, self._write_graph(result, name, question)
        if name == "values":
            rows, more = _take_rows(result, question.rows)
            return about | {"more": more}, rows
        sink = BoundedSink(question.size)
        result.serialize(sink, _ROW_FORMATS["json"])
        content = bytes(sink.content)
        if form == "rows":
            _count(content, question.rows)
        return about, content if name == "json" else _convert(content, name)

    def _write_graph(self, result: Any, name: str, question: Question) -> bytes:
        triples = set()
        for triple in result:
            triples.add((str(triple.subject), str(triple.predicate), str(triple.object)))
            if len(triples) > question.rows:
                raise TooLargeError
        pieces = iter_export(
            wrap_triples(sorted(triples)), choose_format(name=name), base_iri=self._base_iri
        )
        sink = BoundedSink(question.size)
        for piece in pieces:
            sink.write(piece.encode())
        return bytes(sink.content)


def _name(iris: list[str], *, others: list[str]) -> list[Any] | None:
    """Return the graphs; SPARQL 1.1 Protocol, 2.1.4: with one list given, the other is empty."""
    return [pyoxigraph.NamedNode(iri) for iri in iris] if iris or others else None


def _tell_form(result: object) -> str:
    if isinstance(result, pyoxigraph.QueryTriples):
        return "graph"
    return "truth" if isinstance(result, pyoxigraph.QueryBoolean) else "rows"


def _count(content: bytes, most: int) -> None:
    rows = pyoxigraph.parse_query_results(content, format=_ROW_FORMATS["json"])
    if isinstance(rows, pyoxigraph.QuerySolutions) and any(
        number >= most for number, _ in enumerate(rows)
    ):
        raise TooLargeError


def _convert(content: bytes, name: str) -> bytes:
    results = pyoxigraph.parse_query_results(content, format=_ROW_FORMATS["json"])
    return results.serialize(format=_ROW_FORMATS[name]) or b""


def _take_rows(result: Any, most: int) -> tuple[bytes, bool]:
    """Return the first rows as SPARQL JSON, and whether there are more."""
    if isinstance(result, pyoxigraph.QueryBoolean):
        return result.serialize(format=_ROW_FORMATS["json"]) or b"", False
    names = [variable.value for variable in result.variables]
    bindings: list[dict[str, dict[str, str]]] = []
    for solution in result:
        if len(bindings) == most:
            return _write_rows(names, bindings), True
        pairs = ((name, solution[name]) for name in names)
        bindings.append({name: _write_term(term) for name, term in pairs if term is not None})
    return _write_rows(names, bindings), False


def _write_rows(names: list[str], bindings: list[dict[str, Any]]) -> bytes:
    return json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()


def _write_term(term: Any) -> dict[str, str]:
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, pyoxigraph.Literal):
        return {"type": "bnode", "value": str(term)}
    extra = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **extra}


def read_frame(file: IO[bytes]) -> bytes | None:
    """Return the next frame, or none at the end."""
    head = file.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return file.read(LENGTH.unpack(head)[0])


def write_frame(file: IO[bytes], content: bytes) -> None:
    """Write a frame."""
    file.write(LENGTH.pack(len(content)))
    file.write(content)


def _bound_memory() -> None:
    """Let a query that fills the memory end this process, not the machine."""
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _bound_time(seconds: float) -> None:
    """End this process if it computes much longer than that, should nobody be left to kill it."""
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds) + _SECONDS_BEYOND, hard))


def _read_wanted(frame: dict[str, Any]) -> Wanted:
    if "query" in frame:
        return Question(**frame)
    return Update(**frame) if "update" in frame else GraphChange(**frame)


def run(folder: Path) -> None:
    """Answer until nobody asks any more."""
    # Whatever prints must not get between the frames.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _bound_memory()
    answerer = Answerer(folder)
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        wanted = _read_wanted(json.loads(frame))
        _bound_time(wanted.seconds)
        if isinstance(wanted, Question):
            about, content = answerer.answer(wanted)
        else:
            about, content = change(folder, wanted), b""
        write_frame(answers, json.dumps(about).encode())
        write_frame(answers, content)
        answers.flush()


if __name__ == "__main__":
    run(Path(sys.argv[1]))
