"""Two numbers that belong together: ranges, and units said only once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.counting import Amount, Reader

_LINK = re.compile(
    r"[\s-]?(?P<link>-|–|—|to|and|or|through)-?\s?(?:(?:about|around|up to|nearly|almost|a record|as much as|as many as|even|"
    r"perhaps|roughly|over)\s)?",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"\b(?:from|between|ranged?|ranging|of|to|for|at|with|a|the|expects?|anywhere)\s+(?:(?:about|around|up to|nearly|just)\s+)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:from|between)\s+(?:(?:a|an|about|around|up to|nearly|just|over|some)\s+)*$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\bto\s+(?:(?:a|an|the|about|around|up to|nearly|just|over|some|record|low|high|peak|of)\s+)*$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?:\band|\bor|\bbut|,)\s+(?:(?:another|about|around|nearly|at least|over|more than|only|just|some)\s+)*$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_APART = re.compile(
    r"(?:\s[^\W\d_]+){1,2}\sto\s(?:(?:a|about|around|just|record)\s)*", re.IGNORECASE
)
_SUSPENDED = re.compile(r"-(?=[\s,])")
_SHARED = ("percent", "rate", "money", "measure", "count")
_SMALL = 20


def restore_units(reader: Reader, amounts: list[Amount]) -> None:
    """Give amounts without a unit the one they share with another of their sentence.

    Shared are the unit of the starting point of a change ("from six per 100,000 in 2018 to 47"), of another number under
    the same preposition ("rose by 2 percent … fell by 1"), and of a number coordinated with it ("22 people killed and three hurt").
    """
    for index, amount in enumerate(amounts):
        if amount.unit or amount.kind != "number" or amount.name:
            continue
        if _SUSPENDED.match(reader.text, amount.end):
            _complete(amount, amounts[index + 1 :])
            continue
        for before in reversed(amounts[max(0, index - 4) : index]):
            if before.unit and before.kind in _SHARED and _share(reader, before, amount):
                amount.unit, amount.name = before.unit, before.name
                amount.kind, amount.sort, amount.own = before.kind, before.sort, False
                break


def _complete(amount: Amount, following: list[Amount]) -> None:
    """Give "four-" in "four- and six-cylinder" the unit that comes."""
    for other in following[:3]:
        if other.unit:
            amount.unit, amount.name, amount.own = other.unit, other.name, False
            amount.kind, amount.sort = other.kind, other.sort
            return


def _share(reader: Reader, before: Amount, amount: Amount) -> bool:
    text = reader.text
    left, right = reader.get_tokens(before), reader.get_tokens(amount)
    if left is None or right is None or left.sent.start != right.sent.start:
        return False
    head = text[max(0, amount.start - 40) : amount.start]
    other = text[max(0, before.start - 40) : before.start]
    if _TO.search(head) and _FROM.search(other):
        return True
    if before.sort == "duration":
        return False
    if before.kind == "count" and _is_parallel(left.root, right.root):
        return True
    if _AND.search(head):
        return before.kind == "count" or text[before.end : amount.start].count(" ") < _SMALL
    preposition = _get_preposition(right)
    return preposition == "by" == _get_preposition(left) and before.kind != "count"


def _is_parallel(left: Token, right: Token) -> bool:
    """Tell whether two numbers are objects of coordinated verbs: "killed 22 people and injured nine"."""
    first = left.head if left.dep_ == "nummod" else left
    verb = right.head
    same = right.dep_ == "dobj" == first.dep_
    return same and verb.dep_ == "conj" and verb.head == first.head


def _get_preposition(tokens: TokenSpan) -> str:
    root = tokens.root
    for token in (root, root.head):
        if token.dep_ == "pobj":
            return str(token.head.lower_)
    return ""


def join_ranges(reader: Reader, amounts: list[Amount]) -> list[Amount]:
    """Return the amounts with the two ends of each range made one, without scores."""
    found: list[Amount] = []
    for amount in amounts:
        if found and _is_score(reader, found[-1], amount):
            found.pop()
        elif found and _is_range(reader, found[-1], amount):
            _join(found[-1], amount)
        else:
            found.append(amount)
    return found


def _is_score(reader: Reader, low: Amount, high: Amount) -> bool:
    """Tell whether two numbers are the score of a game or a vote: "a 6-3 win"."""
    if reader.text[low.end : high.start] not in ("-", "–") or low.unit:
        return False
    falling = low.number.scale == 1 and low.value > high.value
    singular = falling or (high.unit.lower() == high.name.lower() and high.name != "people")
    return high.kind == "count" and singular


def _is_range(reader: Reader, low: Amount, high: Amount) -> bool:
    text = reader.text
    if low.max_value is not None or high.max_value is not None or high.start < low.end:
        return False
    before = text[max(0, low.start - 30) : low.start]
    match = _LINK.fullmatch(text, low.end, high.start)
    if not match:
        apart = _APART.fullmatch(text, low.end, high.start) and _FROM.search(before)
        return bool(apart) and _get_base(low) == _get_base(high)
    link = match["link"].lower()
    if link == "or":
        return _is_either(low, high)
    falls = low.value > high.value and low.unit and low.own and not high.unit
    if falls or (link == "and" and not _BETWEEN.search(before)):
        return False  # "230 votes to 198"
    if not low.unit and not high.unit:
        return link in ("to", "and") and bool(_FROM.search(before))
    return not (low.unit and low.own) or _is_interval(reader, low, high, link)


def _is_interval(reader: Reader, low: Amount, high: Amount, link: str) -> bool:
    """Tell whether two amounts that each have a unit are the ends of one: "$3 billion to $5 billion"."""
    if low.prefixed and not high.prefixed:
        return high.kind in ("number", "money") or _is_share_of_time(high)
    if high.unit and high.own and _get_base(high) != _get_base(low):
        return False
    before = reader.text[max(0, low.start - 30) : low.start]
    return link != "to" or bool(_OPENED.search(before)) or _stands_free(reader, low)


def _is_share_of_time(high: Amount) -> bool:
    """Tell whether all that stands behind a number is per what it is: the money stands before the first ("$2-*3 million a day*")."""
    return high.kind == "rate" and high.name.startswith("per ")


def _get_base(amount: Amount) -> str:
    return amount.name.split(" per ")[0]


def _is_either(low: Amount, high: Amount) -> bool:
    near = 0 < high.value - low.value <= _SMALL
    return (
        near
        and not (low.unit and low.own)
        and bool(high.unit)
        and low.number.spelled == high.number.spelled
    )


def _stands_free(reader: Reader, low: Amount) -> bool:
    """Tell that the low end is not what a verb changes by ("rose 8 percent to 12 percent")."""
    tokens = reader.doc.char_span(low.start, low.number_end, alignment_mode="expand")
    if tokens is None or tokens.start == 0:
        return True
    before = tokens[0].nbor(-1)
    changing = before.lemma_.lower() in reader.units.changes or before.pos_ == "ADV"
    return not changing and before.lower_ != "by"


def _join(low: Amount, high: Amount) -> None:
    scale, mantissa = high.number.scale, high.value / high.number.scale
    if low.number.scale == 1 and scale > 1 and (not low.prefixed or low.value < mantissa):
        low.value *= scale
    if low.prefixed and not high.prefixed and _is_share_of_time(high):
        high.unit, high.name = f"{low.unit} {high.unit}", f"{low.name} {high.name}"
        high.kind, high.sort = low.kind, low.sort
    fuller = high.unit and (not low.unit or not low.own or high.own)
    if fuller and (not low.prefixed or " per " in high.name):
        low.unit, low.name, low.kind, low.sort = high.unit, high.name, high.kind, high.sort
    low.value, low.max_value = min(low.value, high.value), max(low.value, high.value)
    low.end, low.number_end = high.end, high.number_end
    low.own = low.own or high.own
