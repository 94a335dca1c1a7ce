"""Units beside a number: signs before it, words and signs behind it, and what it is per.

Which units there are is data (``ontology/lexicon/units.ttl``); this module knows how they are written:
regular plurals, hyphens, spaces, "per", "a", "/".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.extraction.numbers import find_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.lexicon import Lexicon

_LONGEST_PREFIX = 6
_PER = re.compile(
    r"(?P<link>\s?/\s?|[\s-]per[\s-]|[\s-](?:an?|each|every)[\s-])(?P<count>[0-9][0-9,]*\s?|(?:hundred|thousand|million|"
    r"one|ten)(?:\s(?:hundred|thousand|million))*\s)?",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[^\W\d_][\w-]*")
_BARE_RATE = re.compile(r"[0-9]{1,3}(?:,?000)+")
_NO_NOUNS = frozenset(
    [
        "about",
        "after",
        "among",
        "and",
        "as",
        "at",
        "before",
        "between",
        "but",
        "by",
        "compared",
        "during",
        "for",
        "from",
        "in",
        "last",
        "of",
        "on",
        "or",
        "over",
        "than",
        "that",
        "to",
        "versus",
        "when",
        "where",
        "which",
        "while",
        "with",
        "within",
    ]
)
_LATER = re.compile(r"\s(?:ago|earlier|later|before|after|old)\b", re.IGNORECASE)
_IRREGULAR = ("feet", "pence")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it stands in a text, up to ``end``: the text's words, its one name, its sort."""

    text: str
    name: str
    sort: str
    end: int
    per: str = ""


@dataclass(frozen=True)
class Units:
    """The units of a lexicon, ready to be looked for."""

    prefixes: dict[str, str]
    words: dict[str, tuple[str, str]]
    symbols: dict[str, tuple[str, str]]
    word_pattern: re.Pattern[str]
    symbol_pattern: re.Pattern[str]
    prefix_pattern: re.Pattern[str]
    divisors: frozenset[str]
    people: frozenset[str]
    numbered: frozenset[str]
    addressed: frozenset[str]
    signs_before: re.Pattern[str]
    signs_after: re.Pattern[str]
    signs: dict[str, str]
    verb_signs: dict[str, str]
    durations: frozenset[str] = field(default=frozenset())
    changes: frozenset[str] = field(default=frozenset())

    def find_prefix(self, text: str, end: int) -> tuple[int, str] | None:
        """Return where the sign of money that ends at ``end`` begins, and its unit's name."""
        match = self.prefix_pattern.search(text[max(0, end - _LONGEST_PREFIX) : end])
        if not match:
            return None
        return max(0, end - _LONGEST_PREFIX) + match.start(), self.prefixes[match["sign"]]

    def is_after_money(self, text: str, end: int) -> bool:
        """Tell whether a sign of money ends at ``end``."""
        return self.find_prefix(text, end) is not None

    def read_after(self, text: str, end: int, *, signs: bool = True) -> Unit | None:
        """Return the unit that follows a number ending at ``end``; by a sign only where allowed."""
        match = self.word_pattern.match(text, end)
        if match:
            words = match["unit"]
            name, sort = self.words[_fold(words)]
            return Unit(words, name, sort, match.end())
        match = self.symbol_pattern.match(text, end)
        if match and (signs or _UNSPOKEN.fullmatch(match["unit"])):
            name, sort = self.symbols[match["unit"]]
            return Unit(match["unit"], name, sort, match.end())
        return None

    def read_divisor(self, text: str, end: int) -> Unit | None:
        """Return what a quantity ending at ``end`` is per: "per 100,000 people", "a barrel"."""
        match = _PER.match(text, end)
        if not match:
            return None
        link, count = match["link"].strip(" -").lower(), (match["count"] or "").strip()
        known = self.read_after(text, match.end() - 1) if text[match.end() - 1] in " -" else None
        known = known or self._read_sign(text, match.end())
        noun = _NOUN.match(text, match.end())
        words, stop = (known.text, known.end) if known else ("", match.end())
        if known is None and noun:
            words, stop = noun[0], noun.end()
        if link == "per" and _BARE_RATE.fullmatch(count) and words.lower() in {"", *_NO_NOUNS}:
            # "Seven deaths per 100,000", of people
            words, stop = "people", match.start() + len(match[0].rstrip())
        if not words or (link == "/" and (known is None or count)):
            return None
        if link not in ("per", "/") and (
            words.lower() not in self.divisors or _LATER.match(text, stop)
        ):
            return None
        name = self._name_divisor(count, known.name if known else words)
        return Unit(text[end:stop].strip(), name, "rate", stop)

    def _read_sign(self, text: str, start: int) -> Unit | None:
        match = self.symbol_pattern.match(text, start)
        if not match:
            return None
        name, sort = self.symbols[match["unit"]]
        return Unit(match["unit"], name, sort, match.end())

    def _name_divisor(self, count: str, noun: str) -> str:
        name = noun.lower()
        if name in self.people:
            name = "people" if count else "person"
        if not count:
            return f"per {name}"
        numbers = find_numbers(count, lambda _text, _end: False)
        return f"per {numbers[0].value:,f} {name}" if numbers else f"per {count} {name}"


_UNSPOKEN = re.compile(
    r"[b-df-hj-np-tv-z]{2,}"
)  # "kg" and "lbs" are no words, but "in" and "ha" are


def _fold(words: str) -> str:
    return re.sub(r"[\s-]+", " ", words).lower()


def _spell(word: str) -> Iterable[str]:
    yield word
    if word in _IRREGULAR or word.endswith(("s", "old", "age")):
        return
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        yield f"{word[:-1]}ies"
    elif word.endswith(("ch", "sh", "x")):
        yield f"{word}es"
    else:
        yield f"{word}s"


def _alternate(forms: Iterable[str]) -> str:
    """Return a pattern of all forms, the longest first."""
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"[\s-]+") for form in longest) or r"(?!)"


def _compile(lexicon: Lexicon) -> Units:
    words: dict[str, tuple[str, str]] = {}
    symbols: dict[str, tuple[str, str]] = {}
    prefixes: dict[str, str] = {}
    for entry in lexicon.of_kind("Unit"):
        unit = (entry.value("prefLabel"), entry.value("sort"))
        for word in entry.values("word"):
            words |= {_fold(form): unit for form in _spell(word)}
        symbols |= dict.fromkeys(entry.values("symbol"), unit)
        prefixes |= dict.fromkeys(entry.values("prefix"), unit[0])
    signs: dict[str, str] = {}
    after: dict[str, str] = {}
    verbs: dict[str, str] = {}
    for entry in lexicon.of_kind("Comparator"):
        sign = entry.value("sign")
        signs |= {_fold(phrase): sign for phrase in entry.values("phrase")}
        after |= {_fold(phrase): sign for phrase in entry.values("after")}
        verbs |= dict.fromkeys(entry.values("verb"), sign)
    return Units(
        prefixes=prefixes,
        words=words,
        symbols=symbols,
        word_pattern=re.compile(rf"[\s-]{{0,2}}(?P<unit>{_alternate(words)})(?!\w)", re.IGNORECASE),
        symbol_pattern=re.compile(
            rf"(?:-?|\s(?!(?:[as]|A(?!/))\b))(?P<unit>{_alternate(symbols)})(?![\w'’])"
        ),
        prefix_pattern=re.compile(rf"(?<![^\W\d_])(?P<sign>{_alternate(prefixes)})\s?$"),
        divisors=lexicon.words("Divisor", "word"),
        people=lexicon.words("PeopleNoun", "word"),
        numbered=lexicon.words("NumberedNoun", "word"),
        addressed=lexicon.words("AddressNoun", "word"),
        signs_before=re.compile(
            rf"(?<!\w)(?P<phrase>{_alternate(signs)})\s?(?:the\s|a\s|an\s|just\s|only\s|(?:US\s)?(?=[$€£])|[^\W\d_]{{1,3}}[$€£=]\s?)?$",
            re.IGNORECASE,
        ),
        signs_after=re.compile(rf"\s(?P<phrase>{_alternate(after)})(?!\w)", re.IGNORECASE),
        signs=signs | after,
        verb_signs=verbs,
        changes=lexicon.words("Change", "verb"),
        durations=frozenset(
            entry.value("prefLabel")
            for entry in lexicon.of_kind("Unit")
            if entry.value("sort") == "duration"
        ),
    )


_COMPILED: dict[int, tuple[Lexicon, Units]] = {}


def get_units(lexicon: Lexicon) -> Units:
    """Return the units of a lexicon, compiled once as long as it is the one in use."""
    found = _COMPILED.get(id(lexicon))
    if found is None:
        _COMPILED.clear()
        found = _COMPILED[id(lexicon)] = (lexicon, _compile(lexicon))
    return found[1]
