"""A quantity seen in its sentence: the phrase it heads, the verb that governs it, and whether it reports something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.indicators import get_indicators
from graph_builder.extraction.units import get_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.model import Quantity

_DIALLING = frozenset({"call", "dial", "phone", "ring", "text"})
_INSIDE = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "det", "advmod", "predet"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "SYM", "ADJ", "PRON", "X"})
_STEPS = 12
_VAGUE = re.compile(
    r"\b(?:dozens|scores|tens|hundreds|thousands|millions|billions|trillions)$", re.IGNORECASE
)
_OPENING = re.compile(
    r"\)?\s?[(\[;/]\s?(?:or |about |around |roughly |approximately |nearly |some |~)?"
    r"(?:[\w.,]+(?: to | and | or |[-–]))?"  # "(*one to* two meters)"
)
_DEFINITE = frozenset(
    {
        "the",
        "all",
        "these",
        "those",
        "this",
        "that",
        "both",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "your",
    }
)
_ORDERING = frozenset(
    {"first", "last", "other", "next", "same", "remaining", "final", "past", "latest"}
)
_POINTING = frozenset(
    [
        "past",
        "last",
        "next",
        "these",
        "those",
        "this",
        "another",
        "coming",
        "recent",
        "previous",
        "first",
        "every",
        "ago",
        "later",
        "earlier",
        "before",
        "after",
        "prior",
        "since",
        "old",
        "further",
        "more",
    ]
)
_SETTINGS = frozenset(
    ["for", "after", "over", "during", "in", "since", "amid", "by", "into", "through", "within"]
)
_MEASURED = frozenset({"measure", "rate"})  # "75 miles per hour (120 kph)"
_FEW = 10
_LETTERED = re.compile(r"\d+[A-Z]\.?")
_EXCEPTING = re.compile(r"\ball but (?:[\w-]+ of (?:[\w-]+ )?)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """A quantity with its place in the parse.

    Attributes:
        quantity: What was counted or measured.
        number: The token of the number on which the others of it depend.
        top: The head of the phrase in which the number stands ("people" in "22 people").
        role: The dependency of that phrase, that of the first conjunct where it is coordinated.
        above: The word that governs the phrase.
        verb: The verb of its clause, or None in a clause without one.
        noun: The noun that is counted, or None ("three were hurt").
    """

    quantity: Quantity
    number: Token
    top: Token
    role: str
    above: Token
    verb: Token | None
    noun: Token | None


def find_figures(context: Context, quantities: Iterator[Quantity]) -> Iterator[Figure]:
    """Yield the quantities that report a figure about the world, with their place in the parse."""
    before: Quantity | None = None
    for quantity in quantities:
        is_conversion = before is not None and _is_conversion(context, before, quantity)
        before = quantity
        if is_conversion or _is_excepted(context, quantity):
            continue
        span = quantity.value_span or quantity.span
        tokens = context.parsed.tokens_in(span.start, span.end)
        if not tokens:
            continue
        figure = _place(context, quantity, tokens)
        idle = _is_dialled(figure) or _is_miscounted(figure, context)
        if not idle and is_reported(figure, context):
            yield figure


def _is_dialled(figure: Figure) -> bool:
    """Tell whether a number is that of a telephone: "urged people to *call 999*"."""
    number = figure.number
    return number.text.isdigit() and number.head.lemma_ in _DIALLING


def _is_excepted(context: Context, quantity: Quantity) -> bool:
    """Tell whether what is told holds for a number less another: "all but *one* of the *16* on board died"."""
    before = context.parsed.article.text[max(0, quantity.span.start - 40) : quantity.span.start]
    return _EXCEPTING.search(before) is not None


def _is_conversion(context: Context, before: Quantity, quantity: Quantity) -> bool:
    """Tell whether a quantity only repeats the one before in another unit: "75 miles (120 km)"."""
    text = context.parsed.article.text
    gap = text[before.span.end : quantity.span.start]
    measured = quantity.kind in _MEASURED and before.kind in _MEASURED
    same = measured or quantity.kind == before.kind == "money"
    if gap.strip().startswith(";") and quantity.normal_unit == before.normal_unit:
        return False  # "six per 100,000; one per 100,000 elsewhere"
    return same and (
        _OPENING.fullmatch(gap) is not None
        or (
            gap.strip() in (";", ",")
            and "(" in text[max(0, before.span.start - 8) : before.span.start]
        )
    )


def _place(context: Context, quantity: Quantity, tokens: TokenSpan) -> Figure:
    number = tokens.root
    noun = _find_noun(context, quantity, tokens)
    top: Token = number
    counted = noun is not None and noun.head != number and not number.is_ancestor(noun)
    if noun is not None and counted:
        top = noun
    for _ in range(_STEPS):
        if top.dep_ not in _INSIDE or top.head == top or top.head.pos_ not in _NOMINAL:
            break
        top = top.head
    first = top
    for _ in range(_STEPS):
        if first.dep_ not in ("conj", "appos") or first.head.pos_ not in _NOMINAL:
            break
        first = first.head
    first = _get_total(first)
    return Figure(quantity, number, top, str(first.dep_), first.head, find_clause_verb(top), noun)


def _get_total(counted: Token) -> Token:
    """Return the noun by which all that are counted are told: "a *total* of 45 people died", else the word itself."""
    total = counted.head.head
    told = counted.dep_ == "pobj" and counted.head.lower_ == "of" and total.lower_ == "total"
    return total if told and any(child.lower_ == "a" for child in total.lefts) else counted


def _find_noun(context: Context, quantity: Quantity, tokens: TokenSpan) -> Token | None:
    span = quantity.span
    found = context.parsed.tokens_in(span.start, span.end)
    if not found or quantity.kind not in ("count", "rate"):
        return None
    end = tokens[-1].i
    nouns = [t for t in found if t.i > end and t.tag_ in ("NN", "NNS", "NNP", "NNPS")]
    if quantity.kind == "rate":
        stops = [t.i for t in found if t.lower_ == "per" or t.text == "/"]
        nouns = [t for t in nouns if stops and t.i < stops[0]]
    noun = nouns[-1] if nouns else None
    # "53 measles related deaths" are deaths, though the quantity ends before.
    farther = noun is not None and noun.dep_ in ("nmod", "compound") and noun.head.i > noun.i
    return noun.head if noun is not None and farther and noun.head.tag_ == "NNS" else noun


def find_clause_verb(token: Token) -> Token | None:
    """Return the verb of the clause in which a word stands, the participle that follows a noun included."""
    for _ in range(_STEPS):
        # "Including two" is a preposition in the form of a verb.
        if token.pos_ in ("VERB", "AUX") and token.dep_ != "prep":
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def hangs_on_verb(figure: Figure) -> bool:
    """Tell whether a figure is governed by its clause's verb, a preposition between them or not."""
    above = figure.above
    while above.dep_ in ("prep", "agent", "pcomp") and above.head != above:
        above = above.head
    return figure.verb is not None and bool(above == figure.verb)


def is_reported(figure: Figure, context: Context) -> bool:
    """Tell whether a quantity says something about the world.

    Ages, durations, vague magnitudes ("dozens"), frequencies ("three times"), parts of a known few ("two of its",
    "the two officers") and modifiers ("a three-judge court") do not.
    """
    quantity = figure.quantity
    units = get_units(context.lexicon)
    name = quantity.normal_unit
    if name.endswith(" of age") or name == "times":
        return False
    if name.split(" per ")[0] in units.durations:
        return _is_lasting(figure, context)
    value_text = (quantity.value_span or quantity.span).text
    if _VAGUE.search(value_text) and quantity.max_value is not None:
        return False
    if quantity.kind == "count":
        return _is_count(figure, context)
    if quantity.kind == "number":
        return _is_bare_count(figure, context)
    tier = quantity.kind == "percent" and _is_tier(figure, context)
    return (
        not tier
        and not _is_seat(figure)
        and (quantity.kind != "ratio" or _is_share(figure, units.durations))
    )


def _is_seat(figure: Figure) -> bool:
    """Tell whether a number only names a seat, a gate or a flat: "in seat *11A*"."""
    index = figure.number.i
    lettered = _LETTERED.fullmatch(figure.quantity.span.text) is not None
    return lettered and index > 0 and figure.number.doc[index - 1].pos_ in ("NOUN", "PROPN")


def _is_tier(figure: Figure, context: Context) -> bool:
    """Tell whether a share names those who have most or least, and measures nothing: "the *top 1 percent* paid"."""
    index = figure.number.i
    tiers = context.lexicon.words("TierWord", "adjective")
    return index > 0 and figure.number.doc[index - 1].lower_ in tiers


def _is_bare_count(figure: Figure, context: Context) -> bool:
    """Tell whether a number without a noun counts something: not "all four", not "two of them"."""
    number = figure.number
    before = number.nbor(-1).lower_ if number.i else ""
    following = number.nbor() if number.i + 1 < len(number.doc) else None
    if before in _DEFINITE or (following is not None and following.lower_ == "of"):
        return False
    roles = ("nsubj", "nsubjpass", "dobj", "attr", "pobj")
    counted = figure.role in roles or is_lost_object(number, context)
    return counted or figure.quantity.comparator != "="


def is_lost_object(number: Token, context: Context) -> bool:
    """Tell whether a number right behind a verb is what the verb's object should be: "the Greens secured *44*", no "sales rose 44"."""
    verb = number.head
    if verb.lemma_.lower() in get_indicators(context.lexicon).changes:
        return False
    close = number.dep_ == "npadvmod" and verb.pos_ == "VERB" and verb.i + 1 == number.i
    return close and not any(child.dep_ == "dobj" for child in verb.rights)


def _is_lasting(figure: Figure, context: Context) -> bool:
    """Tell whether a duration is a fact of its own: "served eight years", "eight years of tax returns"."""
    span = figure.quantity.span
    tokens = context.parsed.tokens_in(span.start, span.end)
    if not tokens or any(
        time.type != "DURATION" for time in context.list_times_touching(span.start, span.end)
    ):
        return False
    before = tokens[0].nbor(-1).lower_ if tokens[0].i else ""
    after = tokens[-1].nbor() if tokens[-1].i + 1 < len(tokens.doc) else None
    if before in _POINTING or (after is not None and after.lower_ in _POINTING):
        return False
    unit = tokens[-1]
    setting = unit.dep_ == "pobj" and unit.head.lower_ in _SETTINGS
    if not setting and any(c.dep_ == "prep" and c.lower_ == "of" for c in unit.children):
        return True
    lasting = context.lexicon.words("DurationVerb", "verb")
    verb = (
        unit.head.head if unit.dep_ == "pobj" and unit.head.lower_ in ("to", "with") else unit.head
    )
    return unit.dep_ in ("dobj", "pobj") and verb.lemma_.lower() in lasting


def _is_share(figure: Figure, durations: frozenset[str]) -> bool:
    following = figure.number.doc[figure.number.i + 1 : figure.number.i + 4]
    if any(
        token.lemma_.lower() in durations
        for token in figure.number.doc[figure.number.i + 1 : figure.number.i + 5]
    ):
        return False
    value = (figure.quantity.value_span or figure.quantity.span).text.lower()
    if any(token.tag_ == "WP" for token in following[:2]):
        return False  # "half of what the bill had proposed"
    if value in ("half", "a half"):
        return any(token.lower_ in ("of", "the") for token in following[:1])
    return True


def _is_count(figure: Figure, context: Context) -> bool:
    quantity, noun = figure.quantity, figure.noun
    tokens = context.parsed.tokens_in(quantity.span.start, quantity.span.end)
    idle = context.lexicon.words("NoFigure", "noun")
    if not tokens or (noun is not None and noun.lemma_.lower() in idle):
        return False
    if _is_modifier(quantity, tokens) or _is_whole_of_part(tokens):
        return False
    text = (quantity.value_span or quantity.span).text
    spelled = not any(letter.isdigit() for letter in text)
    whole = any(token.lower_ == "of" for token in tokens)
    if quantity.value == 1:
        return not whole
    few = spelled and quantity.value <= _FEW
    if few and _is_known(tokens) and not _is_defined(figure):
        return False
    return not (whole and spelled and quantity.value <= 2)  # noqa: PLR2004 - "two of its" are no count


def _is_miscounted(figure: Figure, context: Context) -> bool:
    """Tell whether it is only said that some were counted wrongly: "*one body* had been *counted twice*"."""
    verb, words = figure.verb, context.lexicon.words
    if verb is None or verb.lemma_.lower() not in words("Miscount", "verb"):
        return False
    return any(child.lower_ in words("Miscount", "adverb") for child in verb.children)


def _is_modifier(quantity: Quantity, tokens: TokenSpan) -> bool:
    """Tell whether a count only describes something else: "a three-judge court", "two doctors' approval"."""
    text = quantity.span.text
    number = quantity.value_span or quantity.span
    attached = re.match(r"[-–][^\W\d]", text[number.end - quantity.span.start :])
    if attached and not text.lower().endswith(("member", "members")):
        return True
    last = tokens[-1]
    return last.i + 1 < len(last.doc) and last.nbor().tag_ == "POS"


def _find_before(tokens: TokenSpan) -> Token | None:
    """Return the word before a count, "first", "other" and the like skipped."""
    first = tokens[0]
    while first.i and first.nbor(-1).lower_ in _ORDERING:
        first = first.nbor(-1)
    return first.nbor(-1) if first.i else None


def _is_whole_of_part(tokens: TokenSpan) -> bool:
    """Tell whether a count is that of which a part is told of: "one of 12 jurors", "three of the *10 passengers* died"."""
    before = _find_before(tokens)
    definite = before is not None and before.lower_ in _DEFINITE and before.i > 0
    if before is not None and definite:
        before = before.nbor(-1)
    if before is None or before.lower_ != "of" or not before.i:
        return False
    part = before.nbor(-1)
    return part.like_num and not (definite and part.lower_ == "one")


def _is_known(tokens: TokenSpan) -> bool:
    before = _find_before(tokens)
    if before is None:
        return False
    return before.tag_ == "POS" or (before.lower_ in _DEFINITE and before.tag_ != "IN")


def _is_defined(figure: Figure) -> bool:
    """Tell whether a definite count is explained where it stands: "the five demands of the protesters"."""
    noun = figure.noun if figure.noun is not None else figure.top
    return any(
        child.dep_ == "relcl" or (child.dep_ == "prep" and child.lower_ in ("of", "needed"))
        for child in noun.children
    )
