"""Finds what stands in a file beside the article, by the patterns of ``ontology/lexicon/boilerplate.ttl``.

The head of that file explains the form of the patterns.
"""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from graph_builder.lexicon import Lexicon, read_lexicon
from graph_builder.resources import get_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_builder.model import Span

Range = tuple[int, int]

_NAME = r"(?-i:[A-ZÀ-Þ][\w.'’-]*(?: (?:(?:de|del|da|dos|van|von|der|den|bin|al|el|la|le) )*[A-ZÀ-Þ][\w.'’-]*){1,4})"
_IN = r"(?: in (?-i:[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,2}))?"
_NAMES = rf"{_NAME}{_IN}(?:(?:,| and|, and| &) {_NAME}{_IN})*"
_BETWEEN_NAMES = re.compile(r",? and |,? & |, ")
_REST = r"[\s\S]*"
_WORDS = re.compile(r"\w+|©")
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|No|vs)\.)(?<!\b(?:Mrs|Gov|Sen|Rep|Gen|Col)\.)(?<=[.!?…\"”’)])(?:(?<=[.!?…])|(?<=[.!?…].))\s+(?=[\"“‘'(A-Z0-9À-Þ])"
)
_SENTENCE_START = r"(?:^|(?<=[.!?…\"”’)])\s+|\s+(?=\()|\s*[_*—-]{2,}\s*)"
_ADDRESSED = re.compile(r"\b(?:we|(?-i:us)|our|ours|you|your|yours)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”„«»]")
_LONGEST_GAP = 700
_MOST_SENTENCES_BETWEEN = 3
_LONGEST_LINE = 400
_LONGEST_CREDITS = 1_000
_BUTTON_REST = re.compile(r"(?::\s*[^\n.!?]{3,120}$)?[\s.:»>→…]*")


@dataclass(frozen=True)
class _Pattern:
    words: frozenset[str]
    place: str
    source: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled when a paragraph first holds one of its words."""
        return _compile_pattern(self.source, self.place)


@dataclass(frozen=True)
class Boilerplate:
    """The compiled patterns of a lexicon. ``agencies`` maps names in datelines to the agency's own."""

    patterns: tuple[_Pattern, ...]
    authors: tuple[re.Pattern[str], ...]
    agencies: dict[str, str]

    def find(self, paragraph: Span) -> list[Range]:
        """Return the stretches of a paragraph that are not the article, as offsets into the whole text.

        They are in order and do not overlap; a stretch may be the whole paragraph.
        """
        text = paragraph.text
        words = frozenset(_WORDS.findall(text.lower()))
        patterns = [pattern for pattern in self.patterns if not pattern.words.isdisjoint(words)]
        if not patterns:
            return []
        found = list(_find_lines(text, patterns)) or _find_within(text, patterns)
        return [(paragraph.start + first, paragraph.start + last) for first, last in found]

    def find_authors(self, text: str) -> str:
        """Return the names of those who wrote the article, from a byline or credits, joined by commas."""
        names: list[str] = []
        for pattern in self.authors:
            for match in pattern.finditer(text):
                people = _BETWEEN_NAMES.split(re.sub(_IN[:-1], "", match["author"].strip()))
                names += [name.strip() for name in people]
        return ", ".join(dict.fromkeys(names))


def compile_boilerplate(lexicon: Lexicon | None = None) -> Boilerplate:
    """Compile the boilerplate patterns of a lexicon; without one, the program's own."""
    return _compile_own() if lexicon is None else _compile(lexicon)


@lru_cache(maxsize=1)
def _compile_own() -> Boilerplate:
    return _compile(read_lexicon([get_folder("ontology") / "lexicon" / "boilerplate.ttl"]))


def _compile(lexicon: Lexicon) -> Boilerplate:
    entries = lexicon.of_kind("Boilerplate")
    patterns = [
        _Pattern(frozenset(entry.values("word")), place, pattern)
        for entry in entries
        for place in entry.values("place")
        for pattern in entry.values("pattern")
    ]
    authors = [
        re.compile(_expand(pattern), re.IGNORECASE)
        for entry in entries
        for pattern in entry.values("author")
    ]
    agencies = {
        name: entry.value("prefLabel", name)
        for entry in lexicon.of_kind("NewsAgency")
        for name in entry.values("name")
    }
    return Boilerplate(tuple(patterns), tuple(authors), agencies)


def _expand(pattern: str) -> str:
    spaced = re.sub(r"(?<!\\) (?![?*+])", r"\\s+", pattern).replace(" ?", r"\s?")
    return spaced.replace("{names}", _NAMES).replace("{rest}", _REST)


def _compile_pattern(pattern: str, place: str) -> re.Pattern[str]:
    flags = re.NOFLAG if place == "button" else re.IGNORECASE
    inner = f"(?:{_expand(pattern)})"
    opened = rf"(?<!\w){inner}"
    if place == "closing":
        return re.compile(rf"{_SENTENCE_START}{inner}\s*$", flags)
    return re.compile(opened if pattern.endswith(("$", " ", ":")) else rf"{opened}(?!\w)", flags)


def _find_lines(text: str, patterns: Sequence[_Pattern]) -> Iterator[Range]:
    """Yield all of the text when it is a line that is no part of an article."""
    if len(text) > _LONGEST_LINE:
        return
    bare = text.strip(" \t*_|•·—–[]().")
    for pattern in patterns:
        whole = pattern.place == "paragraph" and pattern.regex.fullmatch(bare)
        if whole or (pattern.place == "opening" and pattern.regex.match(bare)):
            yield 0, len(text)
            return


def _find_within(text: str, patterns: Sequence[_Pattern]) -> list[Range]:
    """Return banners and closing credits inside a paragraph."""
    buttons = _find_buttons(text, patterns)
    sentences = _split_sentences(text, buttons)
    appeals = _find_appeals(text, sentences, patterns, "sentence")
    if appeals or len(buttons) > 1:
        appeals |= _find_appeals(text, sentences, patterns, "beside")
    found = _join_banner(text, sentences, frozenset(buttons), appeals) if buttons or appeals else []
    end = found[-1][1] if found else 0
    closings = [
        match.start()
        for pattern in patterns
        if pattern.place == "closing"
        for match in [pattern.regex.search(text, max(end, len(text) - _LONGEST_CREDITS))]
        if match
    ]
    return [*found, (min(closings), len(text))] if closings else found


def _find_buttons(text: str, patterns: Sequence[_Pattern]) -> list[Range]:
    """Return words printed like a button, with the title that a colon after them announces."""
    found = sorted(
        (match.start(), (_BUTTON_REST.match(text, match.end()) or match).end())
        for pattern in patterns
        if pattern.place == "button"
        for match in pattern.regex.finditer(text)
        if _stands_alone(text, match)
    )
    return [pair for index, pair in enumerate(found) if not index or pair[0] >= found[index - 1][1]]


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether words printed like a button are not quoted, and no sentence goes on after them."""
    before = text[: match.start()][-10:].rstrip()[-1:]
    after = text[match.end() : match.end() + 10].lstrip()[:1]
    return (not before or before not in "\"“‘'«(") and not after.islower()


def _split_sentences(text: str, buttons: Sequence[Range]) -> list[Range]:
    """Return the sentences of a text as offsets; a button is a sentence of its own."""
    edges = {0, len(text), *(edge for button in buttons for edge in button)}
    inside = {offset for first, last in buttons for offset in range(first + 1, last)}
    edges.update(match.end() for match in _SENTENCE_END.finditer(text))
    pairs = itertools.pairwise(sorted(edges - inside))
    return [(first, last) for first, last in pairs if text[first:last].strip(" .\n\t")]


def _find_appeals(
    text: str, sentences: Sequence[Range], patterns: Sequence[_Pattern], place: str
) -> set[int]:
    """Return the indices of the sentences in which a pattern of ``place`` matches outside quotation marks."""
    quotes = [match.start() for match in _QUOTED.finditer(text)]
    regexes = [pattern.regex for pattern in patterns if pattern.place == place]
    return {
        index
        for index, (first, last) in enumerate(sentences)
        for regex in regexes
        for match in [regex.search(text[first:last])]
        if match and bisect.bisect_left(quotes, first + match.start()) % 2 == 0
    }


def _join_banner(
    text: str, sentences: Sequence[Range], buttons: frozenset[Range], appeals: set[int]
) -> list[Range]:
    """Return the stretches from each banner's first sentence to its last.

    What stands between two appeals belongs to the banner as far as it is short, and so does what goes on addressing the
    reader after the last one.
    """
    hits = [
        index for index, sentence in enumerate(sentences) if index in appeals or sentence in buttons
    ]
    runs: list[list[int]] = []
    for hit in hits:
        if runs and _belongs(text, sentences, runs[-1], hit, appeals):
            runs[-1][1] = hit
        else:
            runs.append([hit, hit])
    for run in runs:
        is_appeal = any(run[0] <= index <= run[1] for index in appeals)
        while (
            is_appeal and run[1] + 1 < len(sentences) and _is_addressed(text, sentences[run[1] + 1])
        ):
            run[1] += 1
    return [(sentences[first][0], sentences[last][1]) for first, last in runs]


def _belongs(
    text: str, sentences: Sequence[Range], run: Sequence[int], hit: int, appeals: set[int]
) -> bool:
    between = sentences[run[1] + 1 : hit]
    if not between:
        return True
    length = between[-1][1] - between[0][0]
    if len(between) > _MOST_SENTENCES_BETWEEN or length > _LONGEST_GAP:
        return False
    after_appeal = any(run[0] <= index <= run[1] for index in appeals)
    return after_appeal or all(_is_addressed(text, sentence) for sentence in between)


def _is_addressed(text: str, sentence: Range) -> bool:
    """Whether a sentence speaks of "us" or to "you", outside quotation marks."""
    piece = text[sentence[0] : sentence[1]]
    return _ADDRESSED.search(piece) is not None and _QUOTED.search(piece) is None


def speaks_to_reader(paragraph: Span) -> bool:
    """Whether a paragraph speaks of "us" or to "you", and quotes nobody."""
    return _is_addressed(paragraph.text, (0, len(paragraph.text)))
