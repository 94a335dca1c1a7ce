"""The language model behind one small interface: texts in, parsed documents out.

Nothing else in the program imports spaCy. An article is parsed paragraph by paragraph, since whole files glue
banners to leads and closing quotation marks to the next paragraph.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from graph_builder.extraction.reattachment import reattach
from graph_builder.model import Article, Span
from graph_builder.reading_pool import DEFAULT_MODEL, check_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan
    from typing_extensions import TypeIs

_BATCH = 64
_BATCH_SIZE = 100_000  # code points
# Each character is replaced by one character, so that offsets stay as they are.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("\t\n\r\f\v\u00a0\u2007\u202f\u200b\u2028\u2029\ufeff", " "),
    }
)

# Emoji and other pictures with what joins and varies them (Unicode Technical Standard 51): they are no words.
_PICTURES = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\u200d\u20e3\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]*"
)

# The network X at the end of a sentence, whose full stop models take for that of an initial: "wrote on X."
_NETWORK = re.compile(r"(?:(?<=\bon X)|(?<=\bto X)|(?<=\bvia X))\.(?=\s|$)")
_RANGE = re.compile(r"(?<=[0-9])–(?=[0-9])")


class Parser(Protocol):
    """A language model: gives each text a ``spacy.tokens.Doc`` with tags, lemmas, heads and names."""

    name: str
    version: str

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield the parsed document of each text, in order."""
        ...


class SpacyParser:
    """A parser on an installed spaCy model."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """Load a model by the name of its package.

        Raises:
            UsageError: No such model is installed.
        """
        import spacy  # noqa: PLC0415 - takes most of a second, so only where text is read

        check_model(model)
        self._model: Language = spacy.load(model)
        self.name = model
        self.version = str(self._model.meta["version"])

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield the parsed document of each text, in order."""
        for batch in _make_batches(texts):
            yield from self._model.pipe(batch, batch_size=_BATCH)


def _make_batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the texts in batches that the model takes at once; fewer where they are long, so that memory is bounded."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == _BATCH or size + len(text) > _BATCH_SIZE):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def make_plain(text: str) -> str:
    """Return the text with typographic quotation marks, spaces, dashes between digits and stops behind "X" made plain and pictures left out, one for one.

    >>> make_plain("“Yes” ☀️"), make_plain("10–15%"), make_plain("wrote on X.")
    ('"Yes"   ', '10-15%', 'wrote on X!')
    """
    plain = _NETWORK.sub("!", _RANGE.sub("-", text.translate(_PLAIN)))
    return plain if plain.isascii() else _PICTURES.sub(lambda found: " " * len(found[0]), plain)


def _is_span(tokens: Token | TokenSpan) -> TypeIs[TokenSpan]:
    return hasattr(tokens, "start_char")


@dataclass(frozen=True)
class ParsedParagraph:
    """One paragraph: its place in the article's text and its parse. ``doc`` holds the plain text."""

    start: int
    doc: Doc

    @cached_property
    def size(self) -> int:
        """How many characters it has. The document puts its text together anew whenever it is asked for it."""
        return len(self.doc.text)


@dataclass(frozen=True)
class ParsedArticle:
    """An article with the parse of each paragraph.

    Tokens know their document only; ``span`` and ``offset`` turn them into offsets of the article.
    """

    article: Article
    paragraphs: tuple[ParsedParagraph, ...]

    @cached_property
    def _starts(self) -> dict[int, int]:
        return {id(paragraph.doc): paragraph.start for paragraph in self.paragraphs}

    @cached_property
    def _begins(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    def offset(self, token: Token) -> int:
        """Return where a token begins in the article's text."""
        return self._starts[id(token.doc)] + int(token.idx)

    def span(self, first: Token | TokenSpan, last: Token | None = None) -> Span:
        """Return the stretch of text of a token, of a token span, or from one token to another."""
        begin = first[0] if _is_span(first) else first
        end = first[-1] if _is_span(first) else last or first
        return self.cut(self.offset(begin), self.offset(end) + len(end))

    def cut(self, start: int, end: int) -> Span:
        """Return the stretch of the article's text between two offsets."""
        return Span(start, end, self.article.text[start:end])

    def sentences(self) -> Iterator[TokenSpan]:
        """Yield the sentences of all paragraphs, in order."""
        for paragraph in self.paragraphs:
            yield from paragraph.doc.sents

    def tokens_in(self, start: int, end: int) -> TokenSpan | None:
        """Return the tokens between two offsets (those it cuts included), or None if there are none."""
        index = bisect.bisect_right(self._begins, start) - 1
        if index < 0:
            return None
        paragraph = self.paragraphs[index]
        first, last = start - paragraph.start, min(end - paragraph.start, paragraph.size)
        if first >= paragraph.size:
            return None
        found: TokenSpan | None = paragraph.doc.char_span(first, last, alignment_mode="expand")
        return found


def parse_article(article: Article, parser: Parser) -> ParsedArticle:
    """Parse the paragraphs of one article."""
    docs = list(parser.parse(make_plain(paragraph.text) for paragraph in article.paragraphs))
    for doc in docs:
        reattach(doc)
    return ParsedArticle(
        article,
        tuple(
            ParsedParagraph(paragraph.start, doc)
            for paragraph, doc in zip(article.paragraphs, docs, strict=True)
        ),
    )
