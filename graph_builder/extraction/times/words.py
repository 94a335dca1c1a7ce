"""The words of a text as the grammar of time sees them: each with a one-letter class and its meaning.

The classes are the alphabet of ``grammar.py``::

    d number 1 to 31     y year            g other number     n number word      v vague number
    o ordinal            m month           w weekday          u, U unit (plural) s season
    p, P part of day     k noon, midnight  t clock time       a a.m., p.m.       z time zone
    H holiday            D decade          I whole date       E era              F fiscal
    i a, an              T the             S this, current    V that, same       e each, every
    l last               L past            r previous         N next             f following
    M early, late, mid   X beginning, end  h half             A ago              R later, after
    B earlier, before    Y day by today    G present, past    J daily, weekly    ~ about, almost
    O of                 j and, or, to     c from, between    q period           K rest, whole
    , . - ' ( )          as they are       x anything else
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graph_builder.extraction.times.numerals import SCALES, Word, join_numbers
from graph_builder.naming import SMALL_NUMBERS, TENS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph_builder.lexicon import Lexicon

__all__ = ["WEEKDAYS", "Vocabulary", "Word", "get_vocabulary", "read_words"]

_TOKEN = re.compile(
    r"""
    [a-z]+\d\w*
    | \d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?(?!\d)
    | \d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)
    | \d{1,2}\.\d{1,2}\.\d{4}(?!\d)
    | \d{1,2}:\d{2}(?::\d{2})?(?!\d)
    | \d{1,3}(?:,\d{3})+(?!\d)
    | \d+(?:\.\d+)?(?:(?:st|nd|rd|th|s|hrs?)\b)?
    | (?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|AUG|SEPT|SEP|OCT|NOV|DEC)\.
    | [ap]\.\s?m\b\.?
    | b\.\s?c\b\.?(?:\s?e\b\.?)? | a\.\s?d\b\.?
    | ca\. | st\. | jr\.
    | [^\W\d_]+
    | [^\w\s]
    """,
    re.VERBOSE | re.IGNORECASE,
)

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
_SHORT_DAYS |= {"sat": 5, "sun": 6}
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_TENTHS = ["thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"]
_UNITS = (
    "second minute hour day week weekend fortnight month quarter year decade century millennium"
)
_IRREGULAR = {"centuries": "century", "millennia": "millennium", "yr": "year", "yrs": "year"}
_IRREGULAR |= {"hr": "hour", "hrs": "hour", "min": "minute", "mins": "minute"}
_ZONES = [
    "gmt",
    "utc",
    "est",
    "edt",
    "cst",
    "cdt",
    "mst",
    "mdt",
    "pst",
    "pdt",
    "bst",
    "cet",
    "cest",
    "ist",
    "jst",
    "et",
    "pt",
    "eastern",
]

_CLOSED: dict[str, tuple[str, Any]] = {
    "a": ("i", 1), "an": ("i", 1), "the": ("T", None), "this": ("S", 0), "that": ("V", None),
    "same": ("V", None), "each": ("e", None), "every": ("e", None), "per": ("e", None), "last": ("l", -1),
    "past": ("L", -1), "previous": ("r", -1), "preceding": ("r", -1), "prior": ("r", -1),
    "next": ("N", 1), "coming": ("N", 1), "upcoming": ("N", 1), "following": ("f", 1),
    "subsequent": ("f", 1), "ensuing": ("f", 1), "early": ("M", "START"), "late": ("M", "END"),
    "mid": ("M", "MID"), "middle": ("X", "MID"), "beginning": ("X", "START"), "start": ("X", "START"),
    "outset": ("X", "START"), "end": ("X", "END"), "close": ("X", "END"), "turn": ("X", "START"),
    "half": ("h", 0.5), "ago": ("A", -1), "later": ("R", 1), "after": ("R", 1), "earlier": ("B", -1),
    "before": ("B", -1), "yesterday": ("Y", -1), "today": ("Y", 0), "tomorrow": ("Y", 1),
    "tonight": ("Y", 0), "of": ("O", None), "in": ("c", None), "and": ("j", None), "or": ("j", None), "to": ("j", None),
    "until": ("j", None), "till": ("j", None), "through": ("j", None), "from": ("c", None),
    "between": ("c", None), "period": ("q", None), "rest": ("K", None), "remainder": ("K", None),
    "whole": ("K", None), "entire": ("K", None), "full": ("K", None), "latest": ("l", 0), "ended": ("b", None),
    "ending": ("b", None), "am": ("a", 0), "pm": ("a", 12), "bc": ("E", -1), "bce": ("E", -1),
    "ad": ("E", 1), "ce": ("E", 1), "on": ("c", None), "end-of": ("X", "END"), "anniversary": ("Z", None),
    ",": (",", None), ".": (".", None), "-": ("-", None), "–": ("-", None), "—": ("-", None),
    "'": ("'", None), "(": ("(", None), ")": (")", None), "s": ("'", None), "old": ("Q", None), "long": ("Q", None),
    "at": ("c", None), "more": ("+", None), "additional": ("+", None), "further": ("+", None),
    "another": ("i", 1), "current": ("S", 0), "o'clock": ("#", None), "clock": ("#", None),
}  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """The classes of single words, and of phrases by their first word, longest first."""

    words: Mapping[str, tuple[str, Any]]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str, Any]]]
    scheduled: frozenset[str]
    scheduling: frozenset[str]
    scheduled_for: frozenset[str]
    deferring: frozenset[str]
    falling_due: frozenset[str]
    given: frozenset[str]


def _add_closed(words: dict[str, tuple[str, Any]]) -> None:
    words |= _CLOSED
    words |= {name: ("m", number) for number, name in enumerate(MONTHS, 1)}
    for number, name in enumerate(MONTHS, 1):
        words |= {f"{name[:3]}.": ("m", number), f"{name[:3]}": ("m", number)}
    words |= {"sept.": ("m", 9), "sept": ("m", 9), "may": ("m", 5)}
    words |= {name: ("w", number) for number, name in enumerate(WEEKDAYS)}
    words |= {f"{name}s": ("W", number) for number, name in enumerate(WEEKDAYS)}
    words |= {name: ("$", number) for name, number in _SHORT_DAYS.items()}
    for unit in _UNITS.split():
        words |= {unit: ("u", unit), f"{unit}s": ("U", unit)}
    words |= {
        name: ("U" if name.endswith(("s", "a")) else "u", u) for name, u in _IRREGULAR.items()
    }
    words |= {name: ("n", number) for number, name in enumerate(SMALL_NUMBERS)}
    words |= {name: ("n", number * 10) for number, name in enumerate(TENS, 2)}
    words |= {name: ("n", number) for name, number in SCALES.items()}
    words |= {name: ("o", number) for number, name in enumerate(_ORDINALS, 1)}
    words |= {name: ("o", number * 10) for number, name in enumerate(_TENTHS, 3)}
    words |= {"final": ("o", -1), "dozen": ("n", 12), "halves": ("x", None)}
    words |= {zone: ("z", zone) for zone in _ZONES}
    for number, name in enumerate(TENS, 2):
        words[f"{name[:-1]}ies"] = ("D", number)


@lru_cache(maxsize=4)
def _make_vocabulary(key: _Key) -> Vocabulary:
    lexicon = key.lexicon
    entries: dict[str, tuple[str, Any]] = {}
    for season in lexicon.of_kind("Season"):
        entries |= dict.fromkeys(season.values("word"), ("s", season.value("code")))
    for part in lexicon.of_kind("DayPart"):
        code = part.value("code")
        entries |= dict.fromkeys(part.values("word"), ("k" if ":" in code else "p", code))
        entries |= dict.fromkeys(part.values("plural"), ("P", code))
    for reference in lexicon.of_kind("TimeReference"):
        code = reference.value("code")
        entries |= dict.fromkeys(reference.values("word"), ("G", (code, "word")))
        entries |= dict.fromkeys(reference.values("adverb"), ("G", (code, "adverb")))
        entries |= dict.fromkeys(reference.values("adjective"), ("C", (code, "adjective")))
        entries |= dict.fromkeys(reference.values("noun"), ("G", (code, "noun")))
    for frequency in lexicon.of_kind("Frequency"):
        entries |= dict.fromkeys(frequency.values("word"), ("J", frequency.value("code")))
    entries |= dict.fromkeys(lexicon.words("FiscalWord", "word"), ("F", None))
    entries |= dict.fromkeys(lexicon.words("Approximator", "word"), ("~", None))
    for number in lexicon.of_kind("VagueNumber"):
        code = number.value("code")
        value = None if code == "X" else float(code)
        entries |= dict.fromkeys(number.values("word"), ("v", value))
    for holiday in lexicon.of_kind("Holiday"):
        entries |= dict.fromkeys(holiday.values("word"), ("H", holiday.value("on")))
    words: dict[str, tuple[str, Any]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    _add_closed(words)
    for text, (cls, value) in entries.items():
        parts = tuple(match.group().lower() for match in _TOKEN.finditer(text.title()))
        if len(parts) == 1:
            words[text] = (cls, value)
        else:
            phrases.setdefault(parts[0], []).append((parts, cls, value))
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return Vocabulary(
        words,
        phrases,
        lexicon.words("Scheduled", "word"),
        lexicon.words("Scheduled", "verb"),
        lexicon.words("Scheduled", "passive"),
        lexicon.words("Scheduled", "deferral"),
        lexicon.words("Scheduled", "adjective"),
        frozenset(name.lower() for name in lexicon.words("GivenName", "form")),
    )


@dataclass(frozen=True, eq=False)
class _Key:
    """A lexicon by identity: lexicons are made once and never changed."""

    lexicon: Lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.lexicon is self.lexicon


def get_vocabulary(lexicon: Lexicon) -> Vocabulary:
    """Return the words of time of a lexicon; made once for each lexicon."""
    return _make_vocabulary(_Key(lexicon))


def read_words(text: str, vocabulary: Vocabulary) -> list[Word]:
    """Return the words of a paragraph with their classes, numbers of several words joined."""
    words = [Word(m.start(), m.end(), m.group().lower()) for m in _TOKEN.finditer(text)]
    return list(join_numbers(list(_classify(words, vocabulary))))


def _classify(words: list[Word], vocabulary: Vocabulary) -> Iterator[Word]:
    index = 0
    while index < len(words):
        word = words[index]
        for parts, cls, value in vocabulary.phrases.get(word.text, ()):
            size = len(parts)
            if all(
                word.text == part
                for word, part in zip(words[index : index + size], parts, strict=False)
            ) and index + size <= len(words):
                yield Word(word.start, words[index + size - 1].end, " ".join(parts), cls, value)
                index += size
                break
        else:
            found = vocabulary.words.get(word.text)
            if found:
                word.cls, word.value = found
            elif word.text[0].isdigit():
                _classify_digits(word)
            elif word.text[0] in "apb" and "." in word.text:
                _classify_dotted(word)
            yield word
            index += 1


def _classify_digits(word: Word) -> None:
    text = word.text
    if not text.isascii():
        return
    if "/" in text or ("-" in text and len(text) >= 10):  # noqa: PLR2004 - an ISO date has ten characters
        word.cls, word.value = "I", text
    elif text.count(".") == 2:  # noqa: PLR2004 - day, month and year
        day, month, year = text.split(".")
        word.cls, word.value = "I", f"{year}-{int(month):02d}-{int(day):02d}"
    elif ":" in text:
        word.cls, word.value = "t", text
    elif text.endswith(("hrs", "hr")):
        _classify_military(word, text.rstrip("hrs"))
    elif text.endswith("s"):
        _classify_decade(word, text[:-1])
    elif text[-1] in "thnd":
        word.cls, word.value = "o", int(text[:-2]) if text[:-2].isdigit() else None
        word.cls = "o" if word.value else "x"
    elif text.endswith(("st", "rd")):
        word.cls, word.value = ("o", int(text[:-2])) if text[:-2].isdigit() else ("x", None)
    else:
        _classify_integer(word, text.replace(",", ""))


def _classify_military(word: Word, digits: str) -> None:
    if len(digits) == 4 and digits.isdigit():  # noqa: PLR2004 - hours and minutes, two digits each
        word.cls, word.value = "t", f"{digits[:2]}:{digits[2:]}"


def _classify_decade(word: Word, digits: str) -> None:
    if len(digits) in (2, 4) and digits.endswith("0"):
        word.cls, word.value = "D", int(digits) // 10


def _classify_integer(word: Word, digits: str) -> None:
    if len(digits) > 9:  # noqa: PLR2004 - no number of days or years is that long
        return
    if "." in digits:
        word.cls, word.value = "g", float(digits)
        return
    value = int(digits)
    is_year = len(digits) == 4 and 1000 <= value < 2200 and "," not in word.text  # noqa: PLR2004
    is_day = len(digits) <= 2 and 1 <= value <= 31  # noqa: PLR2004
    word.cls, word.value = "y" if is_year else "d" if is_day else "g", value


def _classify_dotted(word: Word) -> None:
    letters = word.text.replace(".", "").replace(" ", "")
    known = {"am": ("a", 0), "pm": ("a", 12), "bc": ("E", -1), "bce": ("E", -1), "ad": ("E", 1)}
    if letters in known:
        word.cls, word.value = known[letters]
