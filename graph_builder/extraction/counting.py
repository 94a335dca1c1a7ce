"""From a bare number to an amount of something: what it counts or measures, or that it is only a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.counted import (
    counts_one,
    find_counted,
    is_model,
    is_name,
    normalise,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from graph_builder.extraction.numbers import Number
    from graph_builder.extraction.units import Unit, Units
    from graph_builder.model import Comparator

_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_TOLLS = frozenset({"toll", "total", "tally"})
_TOLL_NEAR = 8
_OLDEST = 120
_THOUSAND = 1000
_MOST_ITEMS = 20
_MEASURE_ADJECTIVE = re.compile(
    r"\s(?:wide|long|high|tall|deep|thick|away|across|apart)\b", re.IGNORECASE
)
_ONE_WORD = re.compile(r"\s([^\W\d_]+)(?=\s)")
_ARTICLE = re.compile(r"\san?(?=\s)")
_QUALIFIER = re.compile(r"\s(?:U\.S\.|US|USD)(?!\w)")
_GAP = re.compile(  # what stands between two shares: " of the vote and Diego Rivas "
    r"(?: of (?:the )?[a-z]+)?(?:[,;]| and|, and|, while| while)(?: [A-Z][\w'’.-]*){1,4} "
)
_SCORE = re.compile(r"[-–][0-9]|-(?=[\s,])")
_ATTACHED_DURATION = re.compile(
    r"-(?:second|minute|hour|day|night|week|month|quarter|year|decade)s?(?![\s-]olds?\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Amount:
    """A number with what was made of it, in code points of its paragraph.

    ``kind`` as in ``Quantity``; ``own`` tells that the unit stands with the number itself.
    """

    number: Number
    start: int
    end: int
    value: Decimal
    number_start: int
    number_end: int
    max_value: Decimal | None = None
    unit: str = ""
    name: str = ""
    kind: str = "number"
    sort: str = ""
    comparator: Comparator = "="
    own: bool = True
    prefixed: bool = False


class Reader:
    """Reads the amounts of one paragraph."""

    def __init__(self, doc: Doc, text: str, units: Units, times: list[tuple[int, int]]) -> None:
        """Take the paragraph's parse, its text as given, and the stretches that are times."""
        self.doc, self.text, self.units, self.times = doc, text, units, times

    def read(self, number: Number) -> Amount | None:
        """Return the amount that a number is of, or None where it is no quantity."""
        value = number.value
        value = Decimal(int(value)) if value == value.to_integral_value() else value
        amount = Amount(number, number.start, number.end, value, number.start, number.end)
        amount.max_value = number.max_value
        if number.is_fraction:
            amount.kind = "ratio"
        if _ATTACHED_DURATION.match(self.text, number.end) or self._numbers_item(number):
            return None
        if self._read_money(amount) or self._read_unit(amount) or self._read_duration(amount):
            pass
        elif number.glued or self._is_timed(amount) or not self._read_count(amount):
            return None
        self._read_comparator(amount)
        return amount

    def read_gapped(self, number: Number, before: Amount) -> Amount | None:
        """Return a share whose verb and unit are those of the share before: "Moss had 34.2 percent of the vote and Hill *31.8*"."""
        if before.kind != "percent" or number.value == int(number.value) or number.is_fraction:
            return None
        if not _GAP.fullmatch(self.text, before.end, number.start):
            return None
        return Amount(
            number,
            number.start,
            number.end,
            number.value,
            number.start,
            number.end,
            unit=before.unit,
            name=before.name,
            kind=before.kind,
            sort=before.sort,
            own=False,
        )

    def _numbers_item(self, number: Number) -> bool:
        """Tell whether a number only counts the items of a list: "1) to ask, and 2) to answer"."""
        text = self.text
        if text[number.end : number.end + 1] != ")" or number.value > _MOST_ITEMS:
            return False
        return text.rfind("(", 0, number.start) <= text.rfind(")", 0, number.start)

    def get_tokens(self, amount: Amount) -> TokenSpan | None:
        """Return the tokens of the number itself."""
        found: TokenSpan | None = self.doc.char_span(
            amount.number_start, amount.number_end, alignment_mode="expand"
        )
        return found

    def is_kept(self, amount: Amount) -> bool:
        """Tell whether an amount that was left without a unit says something on its own."""
        if amount.unit or amount.kind != "number" or amount.name:
            return True
        tokens = self.get_tokens(amount)
        if tokens is None:
            return False
        if amount.number.spelled:
            root = tokens.root.head if tokens.root.head.lower_ == "more" else tokens.root
            role = root.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") or _is_toll(root)
            return amount.comparator != "=" or (role and amount.value > 1)
        text = self.text
        if _SCORE.match(text, amount.number_end) or text[amount.start - 1 : amount.start] in (
            "-",
            "–",
        ):
            return False
        root = tokens.root
        exact = amount.value != int(amount.value) or "," in self.text[amount.start : amount.end]
        governed = root.dep_ in ("pobj", "dobj", "attr", "oprd", "npadvmod", "nsubj", "nsubjpass")
        return exact or amount.number.scale > 1 or amount.comparator != "=" or governed

    def _is_timed(self, amount: Amount) -> bool:
        return any(
            start < amount.number_end and amount.number_start < end for start, end in self.times
        )

    def _read_money(self, amount: Amount) -> bool:
        number, text = amount.number, self.text
        first = number.start
        prefix = self.units.find_prefix(text, first)
        if prefix is None:
            return False
        amount.start, amount.name = prefix
        amount.unit = re.sub(r"\s+", "", text[amount.start : first])
        amount.kind = amount.sort = "money"
        amount.prefixed = True
        qualifier = _QUALIFIER.match(text, amount.end)
        if qualifier:
            amount.end = qualifier.end()
            amount.unit += f" {qualifier[0].strip()}"
        divisor = self.units.read_divisor(text, amount.end)
        self._add_divisor(amount, divisor)
        return True

    def _add_divisor(self, amount: Amount, divisor: Unit | None) -> None:
        if divisor is None:
            return
        amount.end = divisor.end
        amount.unit = f"{amount.unit} {divisor.text}".strip()
        amount.name = f"{amount.name} {divisor.name}".strip()
        if amount.kind != "money":
            amount.kind = "rate"

    def _read_unit(self, amount: Amount) -> bool:
        number, text = amount.number, self.text
        digits = not number.spelled
        start = number.end
        if number.is_fraction and (match := _ARTICLE.match(text, start)):
            start = match.end()
        start += text[start : start + 1] == "+"
        unit = self.units.read_after(text, start, signs=digits)
        if unit and number.glued and self._is_numbered(number.start):
            return False
        if unit:
            amount.unit, amount.name, amount.sort, amount.end = (
                unit.text,
                unit.name,
                unit.sort,
                unit.end,
            )
            amount.kind = {"money": "money", "percent": "percent", "count": "count"}.get(
                unit.sort, "measure"
            )
            if unit.name == "pound-mass" and number.scale > _THOUSAND:
                amount.kind, amount.name = "money", "pound sterling"
        divisor = self.units.read_divisor(text, amount.end)
        self._add_divisor(amount, divisor)
        if unit and amount.kind == "measure" and (m := _MEASURE_ADJECTIVE.match(text, amount.end)):
            amount.end = m.end()
        return bool(unit or divisor)

    def _is_numbered(self, start: int) -> bool:
        words = self.text[max(0, start - 16) : start].split()
        return bool(words) and words[-1].lower() in self.units.numbered

    def _read_duration(self, amount: Amount) -> bool:
        """Read "50 previous years": an adjective before the unit of time, but not "22 last year"."""
        match = _ONE_WORD.match(self.text, amount.number_end)
        if not match or match[1].lower() in ("last", "next", "past", "this", "each", "per"):
            return False
        unit = self.units.read_after(self.text, match.end(), signs=False)
        if unit is None or unit.sort != "duration" or not unit.text.endswith("s"):
            return False
        amount.unit, amount.name, amount.sort = unit.text, unit.name, unit.sort
        amount.kind, amount.end = "measure", unit.end
        return True

    def _read_count(self, amount: Amount) -> bool:
        tokens = self.get_tokens(amount)
        if tokens is None:
            return False
        spelled = amount.number.spelled
        pronoun = spelled and amount.value == 1 and not counts_one(tokens)
        if pronoun or is_name(tokens, self.units, self._is_timed_token, is_spelled=spelled):
            return False
        words = find_counted(tokens, self._is_timed_token)
        if words is None:
            return self._read_bare(amount, tokens)
        last = words[-1]
        is_whole = amount.value == int(amount.value) and not spelled
        is_year = self._is_year(amount) and (last.tag_ != "NNS" or amount.value % 100)
        if is_year or (is_whole and (last.tag_ == "NNP" or is_model(tokens, last))):
            return False
        self._set_counted(amount, tokens, words)
        return True

    def _set_counted(self, amount: Amount, tokens: TokenSpan, words: TokenSpan) -> None:
        first, last = words[0], words[-1]
        while first.i < last.i and (first.tag_ in ("VBN", "VBG") or not first.is_alpha):
            first = first.nbor()
        if last.lower_ in self.units.words and last.tag_ != "NNPS":
            first = last
        start, end = first.idx, last.idx + len(last)
        amount.unit = self.text[start:end]
        amount.name = normalise(self.doc[first.i : last.i + 1])
        between = self.doc[tokens.end : first.i]
        if not any(token.tag_ == "CD" for token in between):
            amount.end = max(amount.end, end)
        if amount.kind == "number":
            amount.kind = "count"
            if self.text[amount.end : amount.end + 5].lower() == " per ":
                self._add_divisor(amount, self.units.read_divisor(self.text, amount.end))

    def _read_bare(self, amount: Amount, tokens: TokenSpan) -> bool:
        number = amount.number
        if number.is_fraction or self._is_year(amount):
            return number.is_fraction
        if number.value == 1 and number.spelled:
            return False
        if self._is_age(amount):
            amount.name, amount.sort, amount.kind = "year of age", "age", "measure"
        return not _stands_alone(tokens)

    def _is_age(self, amount: Amount) -> bool:
        text, number = self.text, amount.number
        if not (0 < number.value <= _OLDEST and number.value == int(number.value)):
            return False
        before, after = text[: number.start].rstrip(), text[number.end :].lstrip()[:1]
        if re.search(
            r"\b(?:turn(?:s|ed|ing)?|aged|ages?(?:\s+of)?(?:\s+\d+\s+(?:and|to|or))?)$",
            before[-24:],
            re.IGNORECASE,
        ):
            return True
        tokens = self.get_tokens(amount)
        left = tokens[0].i - 2 if tokens else -1
        return (
            before.endswith(",")
            and after in (",", ".")
            and left >= 0
            and (self.doc[left].tag_ == "NNP")
            and not number.spelled
        )

    def _is_year(self, amount: Amount) -> bool:
        raw = self.text[amount.number_start : amount.number_end]
        return raw.isdigit() and len(raw) == 4 and _FIRST_YEAR <= amount.value <= _LAST_YEAR  # noqa: PLR2004 - "2019"

    def _is_timed_token(self, token: Token) -> bool:
        return any(start <= token.idx < end for start, end in self.times)

    def _read_comparator(self, amount: Amount) -> None:
        units, text = self.units, self.text
        match = units.signs_before.search(text, max(0, amount.start - 32), amount.start)
        if match:
            sign = units.signs[re.sub(r"[\s-]+", " ", match["phrase"]).lower()]
            if match["phrase"].lower().endswith("than") and match[0].lower().rstrip().endswith(
                "than the"
            ):
                sign = "="
        elif text[amount.number_end : amount.number_end + 1] == "+":
            sign = ">"
        elif after := (
            units.signs_after.match(text, amount.number_end)
            or units.signs_after.match(text, amount.end)
        ):
            sign = units.signs[re.sub(r"[\s-]+", " ", after["phrase"]).lower()]
        else:
            sign = self._find_verb_sign(amount)
        amount.comparator = sign  # type: ignore[assignment] # the lexicon holds the four signs only

    def _find_verb_sign(self, amount: Amount) -> str:
        tokens = self.doc.char_span(amount.start, amount.number_end, alignment_mode="expand")
        if tokens is None or tokens.start == 0:
            return "="
        return self.units.verb_signs.get(self.doc[tokens.start - 1].lemma_.lower(), "=")


def _is_toll(number: Token) -> bool:
    """Tell whether a number is what a toll just named comes to: "brought the *toll* to nine"."""
    link = number.head
    if number.dep_ != "pobj" or link.lower_ not in ("to", "at"):
        return False
    before = number.doc[max(number.sent.start, link.i - _TOLL_NEAR) : link.i]
    return any(token.lemma_ in _TOLLS for token in before)


def _stands_alone(tokens: TokenSpan) -> bool:
    """Tell whether the number is all there is, or opens a list item ("1.")."""
    sentence = tokens.sent
    words = [token for token in sentence if not token.is_punct and not token.is_space]
    return len(words) <= len(tokens)
