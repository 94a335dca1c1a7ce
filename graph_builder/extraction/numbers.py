"""Numbers in a text, whatever they are of: digits, words, both mixed, fractions, vague magnitudes.

What counts as a number follows the grammar of English numerals (Huddleston and Pullum 2002, chapter 5):
"two hundred and thirty", "1.5 million", "half a million", "three quarters", "tens of thousands".
Ordinals are none, and neither are digits inside a name ("X-15"), a clock time or a day ("9/11").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from graph_builder.naming import SMALL_NUMBERS, TENS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ONES = dict(zip(SMALL_NUMBERS, range(20), strict=True)) | dict(
    zip(TENS, range(20, 100, 10), strict=True)
)
_SCALES = {"hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7}
_SCALES |= {"billion": 10**9, "trillion": 10**12, "dozen": 12}
_VAGUE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 10**3}
_VAGUE |= {"millions": 10**6, "billions": 10**9, "trillions": 10**12}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8}
_PARTS |= {"tenth": 10, "thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6}
_PARTS |= {"sevenths": 7, "eighths": 8, "ninths": 9, "tenths": 10}
_SUFFIXES = {"mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12}
_MONEY_SUFFIXES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12} | _SUFFIXES
_PLAIN_SUFFIXES = {"k": 10**3, "K": 10**3, "M": 10**6} | _SUFFIXES
_GLYPHS = {"½": "0.5", "⅓": "0.3333", "⅔": "0.6667", "¼": "0.25", "¾": "0.75", "⅛": "0.125"}

_WORDS = "|".join(sorted({*_ONES, *_SCALES, *_VAGUE, *_PARTS, "an", "a"}, key=len, reverse=True))
_PIECE = re.compile(
    rf"(?<!\w)(?P<word>{_WORDS})(?!\w)"
    r"|(?P<int>[0-9]{1,3}(?:,[0-9]{2,3}){0,6},[0-9]{3,4}(?![0-9])|[0-9]{1,18})(?P<frac>\.[0-9]{1,18})?"
    r"(?P<power>\s?[×x]\s?10\s?\^?\s?[-−–+]?[0-9]{1,2}(?![0-9]))?(?:\s?(?P<glyph>[½⅓⅔¼¾⅛]))?"
    r"|(?<![\w.])(?P<bare>\.[0-9]{1,18})|(?P<part>[½⅓⅔¼¾⅛])",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"(?:[0-9][.:/⁄]|[#@.]|[^\W\d_][-–]|['’]|=\"|=[“”])$")
_NOT_AFTER = re.compile(
    r"(?:st|nd|rd|th|s|ers?)\b|:[0-9]|\.[0-9]|/[0-9]|['’]s\b|[-–][0-9]+[-–]|\s?(?:[ap]\.?m\b|o['’]clock)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\s?o['’]clock", re.IGNORECASE)
_CODE = re.compile(r"[^\W\d_][0-9]+[-–]$")
_SPACED_SUFFIX = re.compile(r"\s(?:bn|tn|mn|mln|bln|trn)\b")
_SLASH = re.compile(r"\s?[/⁄]\s?(?P<under>2|3|4|5|6|8|10|12|16|20|32|64|100|128|1000)(?![\d/])")
_SPACES = re.compile(r"\s+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGN = re.compile(r"(?:\bminus[ -]|(?:(?<![\w)%.,])|(?<=[$€£]))[-−])$", re.IGNORECASE)
_AND_A_PART = re.compile(
    r"(?:\s+|-)and(?:\s+|-)(?:a|one)(?:\s+|-)(half|quarter|third)\b", re.IGNORECASE
)
_HALF_A = re.compile(rf"(?:(?:\s+of)?(?:\s+|-)an?)?(?:\s+|-)({'|'.join(_SCALES)})\b", re.IGNORECASE)
_LOOSE = re.compile(r"\b(?:several|few|many|couple(?:\s+of)?|some|baker['’]?s)\s+$", re.IGNORECASE)
_WHOLE_AFTER = re.compile(
    r"\s+(?:of|as|more|less|fewer|higher|lower|the|a|an|its|their|his|her|our|all|that|those|these)\b|\s*(?:[.,;]|$)",
    re.IGNORECASE,
)
_NOT_BEFORE_HALF = re.compile(
    r"\b(?:first|second|last|other|latter|early|earlier|late|back|front|better|next|per|in|the|this|final|each)[\s-]+$",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"(?:\s+|-)(?:in|out(?:\s+|-)of|(?P<of>of)(?!\s+every))(?:\s+every)?(?:\s+|-)|\s+of\s+every\s+",
    re.IGNORECASE,
)
_SPAN_OF_TIME = re.compile(
    r"[\s-]+(?:more\s+)?(?:second|minute|hour|day|night|week|month|year|quarter|decade|game|match)s?\b",
    re.IGNORECASE,
)
_HUNDRED = 100
_ROUND = frozenset({10, 100})
_EXACT = 10**15

Kind = Literal["digits", "one", "scale", "vague", "part", "article"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands, in code points of the text.

    ``scale`` is the last word or suffix of magnitude in it ("million"), so that it can be shared with a
    number before ("two to three million"). ``max_value`` is set for vague magnitudes ("dozens").
    ``glued`` tells that letters follow without a space: a unit's sign, or no number at all.
    """

    start: int
    end: int
    value: Decimal
    max_value: Decimal | None = None
    scale: int = 1
    spelled: bool = False
    vague: bool = False
    is_fraction: bool = False
    glued: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: Kind
    value: Decimal
    word: str = ""
    scale: int = 1
    glued: bool = False


def find_numbers(text: str, is_after_money: Callable[[str, int], bool]) -> list[Number]:
    """Return the numbers of a text, in order, never overlapping.

    Args:
        text: Any text; offsets are code points into it.
        is_after_money: Tells whether a sign of money ends at an offset ("US$", "RM"), since letters
            before digits make a name otherwise, and "m" is a million only of money.
    """
    pieces = list(_lex(text, is_after_money))
    found: list[Number] = []
    index = 0
    while index < len(pieces):
        number, index = _read_number(text, pieces, index)
        if number and not _CLOCK.match(text, number.end):
            found.append(number)
    return _join_ratios(text, found)


def _lex(text: str, is_after_money: Callable[[str, int], bool]) -> Iterator[_Piece]:
    for match in _PIECE.finditer(text):
        word = match["word"]
        if word:
            kind, value = _classify(word.lower())
            yield _Piece(match.start(), match.end(), kind, Decimal(value), word.lower())
        elif match["part"]:
            value_of_glyph = Decimal(_GLYPHS[match["part"]])
            yield _Piece(match.start(), match.end(), "digits", value_of_glyph)
        else:
            piece = _read_digits(text, match, is_after_money)
            if piece:
                yield piece


def _classify(word: str) -> tuple[Kind, int]:
    if word in _ONES:
        return "one", _ONES[word]
    if word in _SCALES:
        return "scale", _SCALES[word]
    if word in _VAGUE:
        return "vague", _VAGUE[word]
    if word in _PARTS:
        return "part", _PARTS[word]
    return "article", 1


def _read_digits(
    text: str, match: re.Match[str], is_after_money: Callable[[str, int], bool]
) -> _Piece | None:
    start, end = match.start(), match.end()
    before = text[max(0, start - 12) : start]
    sign = _SIGN.search(before)
    money = is_after_money(text, start - (len(sign[0]) if sign else 0))
    below = before.lower().endswith("sub-")
    coded = before[-1:].isalpha() or _NOT_BEFORE.search(before) or _CODE.search(before)
    if not (money or sign or below) and coded:
        return None
    value = Decimal(match["bare"] or (match["int"].replace(",", "") + (match["frac"] or "")))
    if match["glyph"]:
        value += Decimal(_GLYPHS[match["glyph"]])
    if match["power"]:
        exponent = re.split(r"10\s?\^?\s?", match["power"])[-1]
        value = value.scaleb(int(re.sub("[−–]", "-", exponent)))
    over = _SLASH.match(text, end)
    if over:
        value, end = _divide(value, Decimal(over["under"])), over.end()
    if _NOT_AFTER.match(text, end):
        return None
    value, end, scale, glued = _read_suffix(text, end, value, money=money)
    start -= len(sign[0]) if sign else 0
    return _Piece(start, end, "digits", -value if sign else value, "", scale, glued)


def _divide(value: Decimal, by: Decimal) -> Decimal:
    """Return a quotient as news give it: to four places, six where it is tiny."""
    if abs(value) > _EXACT:
        return value / by
    return round(value / by, 4 if by <= 10 else 7).normalize()  # noqa: PLR2004 - thirds need no more


def _read_suffix(
    text: str, end: int, value: Decimal, *, money: bool
) -> tuple[Decimal, int, int, bool]:
    match = _LETTERS.match(text, end)
    if not match:
        spaced = _SPACED_SUFFIX.match(text, end)
        if spaced:
            scale = _SUFFIXES[spaced[0].strip()]
            return value * scale, spaced.end(), scale, False
        return value, end, 1, False
    letters = match[0]
    known = _MONEY_SUFFIXES.get(letters.lower()) if money else _PLAIN_SUFFIXES.get(letters)
    known = known or _SCALES.get(letters)  # "$846.8million"
    if known:
        return value * known, match.end(), known, False
    return value, end, 1, True


def _read_number(text: str, pieces: list[_Piece], index: int) -> tuple[Number | None, int]:
    piece = pieces[index]
    if piece.kind == "vague":
        return _read_vague(text, pieces, index)
    if piece.kind == "part":
        return _read_half(text, pieces, index)
    if piece.kind == "article":
        return _read_article(text, pieces, index)
    loose = piece.kind == "scale" and _LOOSE.search(text[max(0, piece.start - 12) : piece.start])
    if not loose:
        return _read_sum(text, pieces, index)
    index += 1
    while index < len(pieces) and pieces[index].kind == "scale":
        if text[pieces[index - 1].end : pieces[index].start].strip():
            break
        index += 1
    return None, index


def _read_article(text: str, pieces: list[_Piece], index: int) -> tuple[Number | None, int]:
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if following and not text[piece.end : following.start].strip(" "):
        if following.kind == "part":
            scaled = _read_scaled_part(text, pieces, index, index + 1)
            return scaled or (_read_a_part(text, piece, following), index + 2)
        if following.kind == "scale":
            return _read_sum(text, pieces, index)
    return None, index + 1


def _read_vague(text: str, pieces: list[_Piece], index: int) -> tuple[Number | None, int]:
    first, value, top, end = pieces[index], pieces[index].value, 10, pieces[index].end
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if following and following.kind == "vague" and text[end : following.start].split() == ["of"]:
        value, end, index = value * following.value, following.end, index + 1
    elif first.word in ("tens", "scores") and not text.startswith(" of", end):
        return None, index + 1
    number = Number(first.start, end, value, value * top, spelled=True, vague=True)
    return number, index + 1


def _read_half(text: str, pieces: list[_Piece], index: int) -> tuple[Number | None, int]:
    piece = pieces[index]
    before = text[max(0, piece.start - 12) : piece.start]
    if piece.word != "half" or before.endswith("-") or _NOT_BEFORE_HALF.search(before):
        return None, index + 1
    scaled = _read_scaled_part(text, pieces, index, index)
    if scaled:
        return scaled
    if not _WHOLE_AFTER.match(text, piece.end):
        return None, index + 1
    value = Decimal("0.5")
    return Number(piece.start, piece.end, value, spelled=True, is_fraction=True), index + 1


def _read_scaled_part(
    text: str, pieces: list[_Piece], first: int, part: int
) -> tuple[Number, int] | None:
    """Read a half or a quarter of a scale: "half a million", "a quarter million"."""
    piece = pieces[part]
    following = _HALF_A.match(text, piece.end)
    if following is None or piece.word not in ("half", "quarter"):
        return None
    scale, index = _SCALES[following[1].lower()], part
    while index < len(pieces) and pieces[index].start < following.end():
        index += 1
    start, value = pieces[first].start, Decimal(scale) / piece.value
    return Number(start, following.end(), value, scale=scale, spelled=True), index


def _read_a_part(text: str, article: _Piece, part: _Piece) -> Number | None:
    if not _WHOLE_AFTER.match(text, part.end) or part.word.endswith("s"):
        return None
    if part.word == "half" and re.search(
        r"\band\s+$", text[max(0, article.start - 6) : article.start]
    ):
        return None
    value = _divide(Decimal(1), part.value)
    return Number(article.start, part.end, value, spelled=True, is_fraction=True)


@dataclass(slots=True)
class _Sum:
    """A numeral while it is being read: what is complete, what is not yet scaled, and the last scale."""

    total: Decimal
    current: Decimal
    scale: int

    def scale_up(self, by: Decimal) -> None:
        """Multiply by a scale; hundreds and dozens stay open for "and thirty"."""
        self.current = (self.current or Decimal(1)) * by
        self.scale = int(by)
        if by > _HUNDRED:
            self.total, self.current = self.total + self.current, Decimal(0)

    @property
    def value(self) -> Decimal:
        return self.total + self.current


def _read_sum(text: str, pieces: list[_Piece], index: int) -> tuple[Number | None, int]:
    first = last = pieces[index]
    found = _Sum(
        Decimal(0), first.value, int(first.value) if first.kind == "scale" else first.scale
    )
    end, index = first.end, index + 1
    while index < len(pieces):
        piece = pieces[index]
        gap = _SPACES.sub(" ", text[end : piece.start].lower())
        if piece.kind == "scale" and gap in ("", " ", "-") and not last.glued:
            found.scale_up(piece.value)
        elif piece.kind == "one" and _may_add(last, piece, gap):
            found.current += piece.value
        elif piece.kind == "part" and gap == "-" and _is_ordinal(last, piece):
            return None, index + 1  # "twenty-sixth"
        elif piece.kind == "part" and _may_divide(text, piece, gap, found.current):
            value = _divide(found.value, piece.value)
            number = Number(first.start, piece.end, value, spelled=True, is_fraction=True)
            return number, index + 1
        else:
            break
        last, end, index = piece, piece.end, index + 1
    added = _AND_A_PART.match(text, end)
    if added:
        end, index = _add_part(text, found, added, pieces, index)
    spelled = first.kind != "digits"
    return (
        Number(first.start, end, found.value, None, found.scale, spelled, glued=last.glued),
        index,
    )


def _add_part(
    text: str, found: _Sum, added: re.Match[str], pieces: list[_Piece], index: int
) -> tuple[int, int]:
    """Add "and a half", with the scale that may follow: "two and a half million"."""
    end = added.end()
    while index < len(pieces) and pieces[index].start < end:
        index += 1
    share = _divide(Decimal(1), Decimal(_PARTS[added[1].lower()]))
    # "Two million and a half", "a million-and-a-half"; but "two and a half".
    of_scale = found.current in (0, found.scale)
    found.current += share * (found.scale if of_scale else 1)
    following = pieces[index] if index < len(pieces) else None
    if following and following.kind == "scale" and text[end : following.start] == " ":
        found.scale_up(following.value)
        return following.end, index + 1
    return end, index


def _may_add(last: _Piece, piece: _Piece, gap: str) -> bool:
    if last.kind == "one":
        return last.value >= 20 and piece.value < 10 and gap in ("-", " ")  # noqa: PLR2004 - "twenty-five"
    return last.kind == "scale" and last.value != 12 and gap in (" ", " and ", "-and-")  # noqa: PLR2004 - a dozen


def _is_ordinal(last: _Piece, part: _Piece) -> bool:
    """Whether tens and a part are one ordinal: "the *twenty-sixth* dynasty"."""
    tens = last.kind == "one" and last.value >= 20 and last.value % 10 == 0  # noqa: PLR2004 - twenty, thirty, …
    return tens and part.value < 10 and not part.word.endswith("s")  # noqa: PLR2004 - third to ninth


def _may_divide(text: str, piece: _Piece, gap: str, current: Decimal) -> bool:
    if gap not in (" ", "-"):
        return False
    if piece.word in ("half", "halves"):
        return current == 1 and not text.startswith("-", piece.end)
    if text.startswith("-", piece.end):
        return False
    if current == 1:
        return not piece.word.endswith("s") and (
            gap == "-" or bool(_WHOLE_AFTER.match(text, piece.end))
        )
    if piece.word == "quarters":
        return gap == "-" or text.startswith(" of", piece.end)
    return piece.word.endswith("s") or gap == "-"


def _join_ratios(text: str, numbers: list[Number]) -> list[Number]:
    found: list[Number] = []
    for number in numbers:
        before = found[-1] if found else None
        if before and _is_ratio(text, before, number):
            value = _divide(before.value, number.value)
            found[-1] = replace(before, end=number.end, value=value, spelled=True, is_fraction=True)
        else:
            found.append(number)
    return found


def _is_ratio(text: str, part: Number, whole: Number) -> bool:
    gap = _RATIO.fullmatch(text[part.end : whole.start])
    if gap is None or (gap["of"] and whole.value not in _ROUND):
        return False
    every = "every" in text[part.end : whole.start]
    whole_numbers = part.value == int(part.value) and whole.value == int(whole.value)
    small = every or (whole.value <= 100 and part.value < 10 and part.scale == 1)  # noqa: PLR2004 - "nine in ten"
    fits = whole_numbers and 0 < part.value < whole.value and not part.is_fraction
    return bool(fits and small and not whole.glued and not _SPAN_OF_TIME.match(text, whole.end))
