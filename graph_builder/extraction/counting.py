"""From a bare number to an amount of something: what it counts or measures, or that it is only a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from graph_builder.extraction.numbers import Number
    from graph_builder.extraction.units import Unit, Units
    from graph_builder.model import Comparator

_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_OLDEST = 120
_MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG"})
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_NUMBER_DEPS = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "det"})
_NAME_DEPS = frozenset({"compound", "nmod", "amod", "nummod", "poss", "appos", "punct", "dep"})
_SKIPPED = frozenset({"more", "other", "such", "further", "additional", "or", "so"})
_MEASURE_ADJECTIVE = re.compile(
    r"\s(?:wide|long|high|tall|deep|thick|away|across|apart)\b", re.IGNORECASE
)
_ONE_WORD = re.compile(r"\s([^\W\d_]+)(?=\s)")
_QUALIFIER = re.compile(r"\s(?:U\.S\.|US|USD)(?!\w)")
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
        amount = Amount(number, number.start, number.end, number.value, number.start, number.end)
        amount.max_value = number.max_value
        if number.is_fraction:
            amount.kind = "ratio"
        if _ATTACHED_DURATION.match(self.text, number.end):
            return None
        if self._read_money(amount) or self._read_unit(amount) or self._read_duration(amount):
            pass
        elif number.glued or self._is_timed(amount) or not self._read_count(amount):
            return None
        self._read_comparator(amount)
        return amount

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
            role = tokens.root.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")
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
        unit = self.units.read_after(text, number.end, signs=digits)
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
            if unit.name == "pound-mass" and number.scale > 1000:
                amount.kind, amount.name = "money", "pound sterling"
        divisor = self.units.read_divisor(text, amount.end)
        self._add_divisor(amount, divisor)
        if unit and amount.kind == "measure" and (m := _MEASURE_ADJECTIVE.match(text, amount.end)):
            amount.end = m.end()
        return bool(unit or divisor)

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
        if tokens is None or self._is_name(amount, tokens):
            return False
        first, last = self._find_counted(tokens)
        number = amount.number
        if first is None or last is None:
            return self._read_bare(amount, tokens)
        if last.tag_ == "NNP" and not number.spelled and amount.value == int(amount.value):
            return False
        if self._is_year(amount) and (last.tag_ not in ("NNS",) or amount.value % 100):
            return False
        while first.i < last.i and (first.tag_ in ("VBN", "VBG") or not first.is_alpha):
            first = first.nbor()
        if last.lower_ in self.units.words and last.tag_ != "NNPS":
            first = last
        start, end = first.idx, last.idx + len(last)
        amount.unit = self.text[start:end]
        amount.name = _normalise(self.doc[first.i : last.i + 1])
        between = self.doc[tokens.end : first.i]
        if not any(token.tag_ == "CD" for token in between):
            amount.end = max(amount.end, end)
        if amount.kind == "number":
            amount.kind = "count"
            if self.text[amount.end : amount.end + 5].lower() == " per ":
                self._add_divisor(amount, self.units.read_divisor(self.text, amount.end))
        return True

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
        if re.search(r"\b(?:aged|age|ages|age of)$", before[-8:], re.IGNORECASE):
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

    def _is_name(self, amount: Amount, tokens: TokenSpan) -> bool:
        doc, number = self.doc, amount.number
        first = tokens[0].i
        if number.value == 1 and number.spelled and not self._counts_one(tokens):
            return True
        if tokens.end < len(doc) and doc[tokens.end].lower_ in self.units.addressed:
            return True
        if tokens.end + 1 < len(doc) and doc[tokens.end + 1].lower_ in self.units.addressed:
            if doc[tokens.end].tag_ == "NNP":
                return True
        if first == 0 or doc[first - 1].i < tokens.sent.start or number.spelled:
            return False
        before = doc[first - 1]
        if self._is_timed_token(before):
            return False
        names = before.tag_ in ("NNP", "NNPS") or (
            before.lower_ in self.units.numbered
            and before.tag_ in ("NN", "NNP", "UH", "DT", "JJ", "IN", "RB")
        )
        if not names:
            return False
        head = tokens.root.head
        counted = head.i > tokens[-1].i and head.tag_ in ("NNS", "NNPS")
        return not (counted and before.dep_ not in _NAME_DEPS)

    def _counts_one(self, tokens: TokenSpan) -> bool:
        one, doc = tokens[-1], self.doc
        following = doc[tokens.end] if tokens.end < len(doc) else None
        if following is None or following.text == "-" or following.lower_ in ("another", "day"):
            return False
        before = doc[tokens.start - 1].lower_ if tokens.start else ""
        if before in (
            "the",
            "this",
            "that",
            "each",
            "no",
            "any",
            "every",
            "another",
            "which",
            "same",
        ):
            return False
        if following.lower_ == "of":
            return any(child.dep_ == "pobj" for child in following.children)
        return one.tag_ == "CD" and one.head.i >= following.i and one.dep_ in _NUMBER_DEPS

    def _is_timed_token(self, token: Token) -> bool:
        return any(start <= token.idx < end for start, end in self.times)

    def _find_counted(self, tokens: TokenSpan) -> tuple[Token | None, Token | None]:
        doc, index = self.doc, tokens.end
        stop = tokens.sent.end
        if index < stop and doc[index].text in ("-", "–") and index + 1 < stop:
            attached = doc[index - 1].idx + len(doc[index - 1]) == doc[index].idx
            noun = doc[index + 1]
            found = attached and noun.is_alpha and noun.tag_ in _MODIFIER_TAGS
            return (noun, noun) if found else (None, None)
        while index < stop and doc[index].lower_ in _SKIPPED:
            index += 1
        if index < stop and doc[index].lower_ == "of":
            return self._find_whole(doc[index])
        return self._scan(index, stop, tokens.root)

    def _find_whole(self, of: Token) -> tuple[Token | None, Token | None]:
        noun = next((child for child in of.children if child.dep_ == "pobj"), None)
        if noun is None or noun.tag_ not in _NOUN_TAGS or self._is_timed_token(noun):
            return None, None
        first = noun
        for index in range(noun.i - 1, of.i, -1):
            token = self.doc[index]
            if token.tag_ not in _MODIFIER_TAGS and token.text not in ("-", "and"):
                break
            first = token
        return first, noun

    def _scan(self, index: int, stop: int, number: Token) -> tuple[Token | None, Token | None]:
        doc, first, last = self.doc, index, -1
        while index < stop and not self._is_timed_token(doc[index]):
            token = doc[index]
            if token.tag_ in _NOUN_TAGS:
                last = index
                if number.head == token and number.dep_ in _NUMBER_DEPS:
                    break
            elif not _may_modify(token):
                break
            index += 1
        if last < 0 and first < stop and doc[first].tag_ == "JJ" and number.head == doc[first]:
            last = first
        if last < 0:
            return None, None
        return doc[first], doc[last]

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


def _may_modify(token: Token) -> bool:
    if token.text in ("-", "–"):
        return True
    if token.lower_ == "and":
        return (
            token.i > 0
            and token.nbor(-1).dep_ in ("amod", "compound", "nmod")
            and (token.nbor(-1).head.i > token.i)
        )
    if token.tag_ in ("VBN", "VBG", "VBD"):
        return token.dep_ in ("amod", "compound") and token.head.i > token.i
    return token.tag_ in _MODIFIER_TAGS and not token.is_punct


def _normalise(tokens: TokenSpan) -> str:
    """Return the words of a counted noun in the singular and small letters, names as they are."""
    return " ".join(
        token.text if token.tag_ == "NNP" else token.lemma_.lower()
        for token in tokens
        if not token.is_punct and not token.is_stop
    )


def _stands_alone(tokens: TokenSpan) -> bool:
    """Tell whether the number is all there is, or opens a list item ("1.")."""
    sentence = tokens.sent
    words = [token for token in sentence if not token.is_punct and not token.is_space]
    return len(words) <= len(tokens)
