"""Cuts a text into paragraphs: at empty lines, and at line ends unless lines are wrapped.

A language model reads one paragraph at a time, so a headline must not run into the lead, the items of a list
not into each other, and the lines of a page that was wrapped at its edge must stay together.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from graph_builder.model import Span

PARSER_LIMIT = 20_000
"""Longest paragraph in characters. Longer ones are cut at a sentence end, so that the parser's memory is bounded."""

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BULLET = re.compile(r"\s*(?:[-*•·–‣▪●]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,4}\)?)?\s*")
"""A line with nothing but the time, as before each piece of news in a live report."""
_FIRST_WORD = re.compile(r"\s*(\S+)")
_WIDEST_PAGE = 130
_NARROWEST_PAGE = 30
_FINISHED = (".", "!", "?", "…", '."', '!"', '?"', ".”", "!”", "?”", ".)", ".'", ".’", ":")

Line = tuple[int, int]


def split_paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the paragraphs between two offsets, white space stripped, none empty.

    Empty lines always part paragraphs. Other line ends do, too, unless the lines between two empty ones look wrapped:
    nearly every sentence runs on over the line end, or many do and hardly any line had room for the first word
    of the next.
    """
    end = len(text) if end is None else end
    for block in _find_blocks(text, start, end):
        for first, last in _group_lines(text, block):
            yield from _cut_long(text, *_strip(text, first, last))


def _find_blocks(text: str, start: int, end: int) -> Iterator[list[Line]]:
    """Yield runs of lines without an empty line between them."""
    block: list[Line] = []
    previous = start
    for line in _LINE.finditer(text, start, end):
        if not line[0].strip():
            continue
        gap = text[previous : line.start()]
        if block and len(_LINE_END.findall(gap)) > 1:
            yield block
            block = []
        block.append((line.start(), line.end()))
        previous = line.end()
    if block:
        yield block


def _group_lines(text: str, block: Sequence[Line]) -> Iterator[Line]:
    """Yield the paragraphs of a block as offsets: wrapped lines joined, all others alone."""
    lines = [text[first:last].rstrip() for first, last in block]
    width = max(map(len, lines))
    if not _is_wrapped(lines, width):
        yield from block
        return
    begin = block[0][0]
    for index in range(1, len(block)):
        if _starts_anew(lines[index - 1], lines[index], width):
            yield begin, block[index - 1][1]
            begin = block[index][0]
    yield begin, block[-1][1]


def _is_wrapped(lines: Sequence[str], width: int) -> bool:
    """Whether line ends are only the edge of a page."""
    pairs = list(itertools.pairwise(lines))
    running = sum(_runs_on(line, following) for line, following in pairs)
    if not pairs or running >= 0.75 * len(pairs):
        return bool(pairs)
    full = sum(not _had_room(line, following, width) for line, following in pairs)
    is_page = _NARROWEST_PAGE <= width <= _WIDEST_PAGE
    return is_page and full >= 0.75 * len(pairs) and running >= 0.4 * len(pairs)


def _had_room(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would still have stood on this one."""
    word = _FIRST_WORD.match(following)
    return word is not None and len(line) + 1 + len(word[1]) <= width


def _runs_on(line: str, following: str) -> bool:
    """Whether a sentence seems to go on over the line end."""
    if line.endswith(_FINISHED) or _CLOCK.fullmatch(line):
        return False
    first = following.lstrip()[:1]
    return first.islower() or line.endswith((",", ";")) or line.isupper()


def _starts_anew(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with this line of a wrapped text: a list item, an indent, a short last line."""
    if _BULLET.match(following):
        return True
    indent = len(following) - len(following.lstrip())
    if indent > len(line) - len(line.lstrip()) and indent > 1 and line.endswith(_FINISHED):
        return True
    return _had_room(line, following, width) and not _runs_on(line, following)


def _strip(text: str, first: int, last: int) -> Line:
    piece = text[first:last]
    return first + len(piece) - len(piece.lstrip()), last - (len(piece) - len(piece.rstrip()))


def _cut_long(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a paragraph in pieces that the parser can bear, cut at sentence ends where there are any."""
    while end - start > PARSER_LIMIT:
        cut = _find_cut(text, start, start + PARSER_LIMIT)
        first, last = _strip(text, start, cut)
        if first < last:
            yield Span(first, last, text[first:last])
        start = cut
    start, end = _strip(text, start, end)
    if start < end:
        yield Span(start, end, text[start:end])


def _find_cut(text: str, start: int, limit: int) -> int:
    middle = start + (limit - start) // 2
    ends = [match.end() for match in _SENTENCE_END.finditer(text, middle, limit)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", middle, limit)
    if space > 0:
        return space + 1
    cut = limit
    while cut > middle and _joins(text[cut]):
        cut -= 1
    return cut if cut > middle else limit


def _joins(character: str) -> bool:
    """Whether a character belongs to the one before it: combining marks, joiners, variation selectors."""
    return unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf", "Sk"}
