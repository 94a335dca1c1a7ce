"""The grammar of time: rules over strings of word classes, longest match first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph_builder.extraction.times.scene import Reading, Scene
    from graph_builder.extraction.times.words import Word

# A stretch of words of time is worth a look when one of these is in it.
_CORE = re.compile(r"[mwWsyuUkptPLq#HDIYGCJBaE]")
_NAMES = {
    "NUM": "[dgyn]",
    "AMOUNT": "(?:[dgyn]|v|i)",
    "REL": "(?:T?[lrNfL]|[SV]|TV|VV|T?S|T?C(?=F?u))",
    "UNIT": "[uU]",
    "EDGE": "(?:M-?|Mc|T?XOT?|T?[ol]hOT?|T?KOT?|TM)",
    "ERA": "E?",
}


@dataclass(frozen=True)
class Found:
    """Words that fit a rule, with the rule's named groups."""

    words: Sequence[Word]
    match: re.Match[str]
    first: int
    scene: Scene

    def __contains__(self, name: str) -> bool:
        return name in self.match.re.groupindex and self.match[name] is not None

    def get(self, name: str) -> Word | None:
        """Return the first word of a group, or None when the group is empty."""
        if name not in self or self.match.start(name) == self.match.end(name):
            return None
        return self.words[self.first + self.match.start(name)]

    def value(self, name: str, default: Any = None) -> Any:
        """Return the meaning of the first word of a group."""
        word = self.get(name)
        return default if word is None else word.value

    def group(self, name: str) -> Sequence[Word]:
        """Return all words of a group."""
        if name not in self:
            return ()
        return self.words[self.first + self.match.start(name) : self.first + self.match.end(name)]

    @property
    def begin(self) -> int:
        """The index of the first word."""
        return self.first + self.match.start()

    @property
    def stop(self) -> int:
        """The index after the last word."""
        return self.first + self.match.end()

    @property
    def before(self) -> Word | None:
        """The word before the match."""
        return self.words[self.begin - 1] if self.begin else None

    @property
    def after(self) -> Word | None:
        """The word after the match."""
        return self.words[self.stop] if self.stop < len(self.words) else None

    @property
    def text(self) -> str:
        """The words, for messages."""
        return " ".join(word.text for word in self.words[self.begin : self.stop])


Handler = "Callable[[Found], Reading | None]"


@dataclass(frozen=True)
class Rule:
    """A pattern over word classes and the function that reads what it finds.

    A pattern may use the names NUM, AMOUNT, REL, UNIT, EDGE as ``{NAME}``. ``rank`` decides between
    matches of the same length; the smaller one goes first.
    """

    pattern: re.Pattern[str]
    read: Callable[[Found], Reading | None]
    rank: int = 0


def make_rule(pattern: str, read: Callable[[Found], Reading | None], rank: int = 0) -> Rule:
    """Compile a rule."""
    for name, text in _NAMES.items():
        pattern = pattern.replace(f"{{{name}}}", text)
    return Rule(re.compile(pattern), read, rank)


def _find_stretches(words: Sequence[Word]) -> Iterator[tuple[int, str]]:
    classes = "".join(word.cls for word in words)
    for stretch in re.finditer(r"[^x]+", classes):
        if _CORE.search(stretch.group()):
            yield stretch.start(), stretch.group()


def _skip_preposition(words: Sequence[Word], index: int) -> Word:
    """Return the first word of an expression without the preposition of "after Monday", "following Sunday"."""
    following = words[index + 1 : index + 2]
    if words[index].text in ("after", "before") and following:
        return following[0]
    if words[index].text == "following" and following and following[0].cls == "w":
        return following[0]
    return words[index]


def read_times(words: Sequence[Word], rules: Sequence[Rule], scene: Scene) -> Iterator[Reading]:
    """Yield what the rules read in the words of a paragraph, in order, without overlaps."""
    for first, classes in _find_stretches(words):
        options = sorted(
            (
                (match, rule)
                for rule in rules
                for match in rule.pattern.finditer(classes)
                if match.end() > match.start()
            ),
            key=lambda option: (option[0].start(), -option[0].end(), option[1].rank),
        )
        end = 0
        for match, rule in options:
            if match.start() < end:
                continue
            reading = rule.read(Found(words, match, first, scene))
            if reading is None:
                continue
            end = match.end()
            if not reading.end:
                reading.start = _skip_preposition(words, first + match.start()).start
                reading.end = words[first + end - 1].end
            spoken = reading.relative is not None and scene.is_quoted(reading.start)
            if reading.point is not None and reading.mentioned and not spoken:
                scene.remember(reading.point)
            yield reading
