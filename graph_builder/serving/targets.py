"""Which graphs does an update write to? It has to say so itself, by name.

Only as much of the grammar of SPARQL 1.1 Update (section 19.8, rules 29 to 52) is read as names graphs. What is no update at
all is left to Oxigraph, which says where it is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph_builder.errors import UsageError
from graph_builder.querying.tokens import Token, iter_tokens, locate
from graph_builder.terms import iri

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.terms import Term

_OUTSIDE = {"SERVICE", "LOAD"}
_ESCAPES = str.maketrans("", "", "\\")


def find_targets(update: str) -> tuple[Term, ...]:
    """Return the names of the graphs that an update writes to, each once, in their order.

    >>> find_targets("INSERT DATA { GRAPH <http://e/g> { <http://e/s> <http://e/p> 1 } }")
    ('<http://e/g>',)

    Raises:
        UsageError: It writes to the default graph or to a graph that it does not name, or asks another server.
    """
    return _Reader.read(update)


class _Reader:
    """Goes through the words of an update once."""

    def __init__(self, update: str) -> None:
        self._update = update
        words = (word for word in iter_tokens(update) if word.kind not in {"space", "comment"})
        self._words = list(words)
        self._at = 0
        self._prefixes: dict[str, str] = {}
        self._with: Term | None = None
        self._found: dict[Term, None] = {}

    @classmethod
    def read(cls, update: str) -> tuple[Term, ...]:
        reader = cls(update)
        reader._refuse_outside()
        while reader._at < len(reader._words):
            reader._read_operation(reader._take())
        return tuple(reader._found)

    def _refuse_outside(self) -> None:
        for word in self._words:
            if word.kind == "word" and word.text.upper() in _OUTSIDE:
                raise self._refuse(
                    word, f"{word.text.upper()} would ask another server: leave it out"
                )

    def _read_operation(self, word: Token) -> None:
        actions: dict[str, Callable[[], None]] = {
            "PREFIX": self._read_prefix,
            "WITH": self._read_with,
            "INSERT": self._read_template,
            "DELETE": self._read_template,
            "CLEAR": self._read_whole,
            "DROP": self._read_whole,
            "CREATE": self._read_whole,
            "ADD": self._read_copy,
            "COPY": self._read_copy,
            "MOVE": self._read_move,
        }
        action = actions.get(word.text.upper()) if word.kind == "word" else None
        if action is not None:
            action()
        elif word.text == ";":
            self._with = None
        elif word.text == "{":
            self._skip_group()

    def _read_prefix(self) -> None:
        prefix, namespace = self._take(), self._take()
        self._prefixes[prefix.text] = namespace.text[1:-1]

    def _read_with(self) -> None:
        self._with = self._read_name(self._take())

    def _read_template(self) -> None:
        """Read ``[DATA | WHERE] { … }``: triples, and ``GRAPH name { triples }``."""
        while self._peek() in {"DATA", "WHERE"}:
            self._take()
        if self._peek() != "{":
            return
        opening = self._take()
        while (word := self._take()).text not in {"}", ""}:
            if word.text.upper() == "GRAPH" and word.kind == "word":
                self._add(self._read_name(self._take()))
                self._take()
                self._skip_group()
            elif word.text != ".":
                self._add_default(opening)

    def _read_whole(self) -> None:
        """Read ``[SILENT] GRAPH name``, the rest of CLEAR, DROP and CREATE."""
        self._skip_silent()
        word = self._take()
        if word.text.upper() in {"DEFAULT", "NAMED", "ALL"}:
            raise self._refuse(word, "these graphs are not all yours: name one with GRAPH <…>")
        self._add(self._read_name(self._take()))

    def _read_copy(self) -> None:
        self._read_pair(moves=False)

    def _read_move(self) -> None:
        self._read_pair(moves=True)

    def _read_pair(self, *, moves: bool) -> None:
        """Read ``[SILENT] source TO target``, the rest of ADD, COPY and MOVE."""
        self._skip_silent()
        source = self._read_place(written=moves)
        if self._take().text.upper() == "TO" and (target := self._read_place(written=True)):
            self._add(target)
        if moves and source is not None:
            self._add(source)

    def _read_place(self, *, written: bool) -> Term | None:
        word = self._take()
        if word.text.upper() == "DEFAULT":
            if written:
                self._add_default(word)
            return None
        return self._read_name(self._take() if word.text.upper() == "GRAPH" else word)

    def _skip_silent(self) -> None:
        if self._peek() == "SILENT":
            self._take()

    def _skip_group(self) -> None:
        """Go behind the end of a group whose beginning was taken."""
        depth = 1
        while depth and (word := self._take()).text:
            depth += {"{": 1, "}": -1}.get(word.text, 0)

    def _read_name(self, word: Token) -> Term:
        if word.kind == "variable":
            raise self._refuse(word, f"{word.text} may be any graph: name the one to write to")
        name = word.text[1:-1]
        if word.kind == "name":
            prefix, _, local = word.text.partition(":")
            name = self._prefixes.get(f"{prefix}:", "") + local.translate(_ESCAPES)
        if not urlsplit(name).scheme:
            raise self._refuse(word, f"{word.text} is no full name of a graph: write <IRI>")
        return iri(name)

    def _add(self, graph: Term) -> None:
        self._found[graph] = None

    def _add_default(self, word: Token) -> None:
        if self._with is None:
            raise self._refuse(
                word,
                "this would write to the default graph, which is what was built: "
                "write GRAPH <…> { } around the triples, with a name of your own",
            )
        self._add(self._with)

    def _peek(self) -> str:
        return self._words[self._at].text.upper() if self._at < len(self._words) else ""

    def _take(self) -> Token:
        """Return the next word; one without text at the end."""
        if self._at >= len(self._words):
            return Token("end", "", len(self._update))
        self._at += 1
        return self._words[self._at - 1]

    def _refuse(self, word: Token, why: str) -> UsageError:
        line, column = locate(self._update, word.start)
        return UsageError(f"line {line}, column {column}: {why}")
