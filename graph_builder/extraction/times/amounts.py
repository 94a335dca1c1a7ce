"""Stretches of time, what recurs, and the bare present, past and future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import get_bounds
from graph_builder.extraction.times.reference import (
    CALENDAR,
    as_unit,
    format_period,
    stretch_bounds,
)
from graph_builder.extraction.times.scene import Reading
from graph_builder.extraction.times.tense import find_governor, read_tense
from graph_builder.model import RelativeTime

if TYPE_CHECKING:
    import datetime as dt

    from spacy.tokens import Token

    from graph_builder.extraction.times.grammar import Found
    from graph_builder.extraction.times.words import Word
    from graph_builder.model import TimexType

# No stretch of the news is longer than so many units.
_MOST = 20_000
_BEFORE_NOUN = ("amod", "compound", "nmod")


def _read_count(found: Found) -> float | None:
    word = found.get("num")
    if word is None:
        return 1.0
    if word.cls == "v":
        return None if word.value is None else float(word.value)
    number = float(word.value) if word.cls != "h" else 0.5
    return number + 0.5 if found.group("half") else number


def _read_duration(found: Found) -> Reading | None:
    """Read "two years", "the past four months", "at least 20 more days", "a decade"."""
    unit_word = found.get("unit")
    if unit_word is None:
        return None
    unit = str(unit_word.value)
    if not _is_duration(found):
        return None
    count = _read_count(found)
    det = next((w for w in found.group("det") if w.cls in "lLrNf"), None)
    reading = Reading(
        "DURATION",
        format_period(unit, count),
        "a length of time that the text does not place",
        mentioned=False,
    )
    if det is not None:
        _bound_stretch(reading, found, unit, count, -1 if det.cls in "lLr" else 1)
    return reading


def _is_duration(found: Found) -> bool:  # noqa: PLR0911 - one way out for each form
    """Whether "a second", "90 minute", "four quarter" is an amount of time."""
    unit_word, num = found.get("unit"), found.get("num")
    if unit_word is None:
        return False
    unit = str(unit_word.value)
    if unit == "second" and unit_word.cls == "u":
        return False
    if unit == "year" and found.after is not None and found.after.text == "old":
        return False
    if num is not None and num.value is not None and num.value > _MOST:
        return False
    if unit_word.cls == "u" and num is not None and num.cls == "y":
        return False
    if num is not None and num.cls == "i":
        after = found.after
        if unit == "quarter" or (unit == "weekend" and after is None):
            return False
        if found.begin and _is_rate(found):
            return True
        if unit == "day" and after is not None and after.cls == "O":
            return False
    return not (unit == "quarter" and found.after is not None and found.after.cls == "O")


def _bound_stretch(
    reading: Reading, found: Found, unit: str, count: float | None, step: int
) -> None:
    reading.bounds = stretch_bounds(found, unit, count, step)
    reading.extent = True
    whole = int(count) if count is not None and count == int(count) else None
    if found.scene.narrative or unit not in CALENDAR:
        return
    if whole is not None:
        first, last = (-whole, 0) if step < 0 else (0, whole)
        reading.relative = RelativeTime(
            as_unit(unit), first, last, until_article=step < 0, from_article=step > 0
        )
    day = found.scene.published.value if found.scene.published else "which is unknown"
    way = "up to" if step < 0 else "from"
    reading.because = f'"{found.text}" is a stretch of that length {way} the article\'s date, {day}'


def _is_rate(found: Found) -> bool:
    """Whether "15 a year", "twice a week" say how often, not how long."""
    before = found.before
    if before is None:
        return False
    return before.cls in "dgyn" or before.text in (
        "once",
        "twice",
        "times",
        "barrels",
        "tons",
        "people",
        "dollars",
    )


def _read_rate(found: Found) -> Reading | None:
    unit_word = found.get("unit")
    if unit_word is None or not _is_rate(found) or unit_word.value == "second":
        return None
    return Reading(
        "SET", format_period(str(unit_word.value), 1), f"every {unit_word.text}", mentioned=False
    )


def _read_hyphened(found: Found) -> Reading | None:
    """Read "two-year", "month-long", "decades-old", "8-month-old"."""
    unit_word = found.get("unit")
    if unit_word is None:
        return None
    unit = str(unit_word.value)
    num, tail = found.get("num"), found.get("tail")
    if unit == "quarter" or (tail is not None and tail.text == "old" and unit == "year"):
        return None
    if num is None and unit_word.cls == "U":
        return Reading(
            "DURATION",
            format_period(unit, None),
            "a length of time, of which the text gives only the unit",
            mentioned=False,
        )
    if num is not None and num.cls == "o":
        return None
    return Reading(
        "DURATION",
        format_period(unit, _read_count(found)),
        "a length of time that the text does not place",
        mentioned=False,
    )


def _read_plural(found: Found) -> Reading | None:
    """Read "weeks", "recent years", "the coming months"."""
    unit_word = found.get("unit")
    if unit_word is None or unit_word.value in ("quarter", "second", "weekend", "fortnight"):
        return None
    unit = str(unit_word.value)
    before, after = found.before, found.after
    if before is not None and (
        before.cls == "'"
        or before.text
        in ("working", "office", "school", "business", "good", "old", "early", "light")
    ):
        return None
    if before is not None and (before.cls in "dgynv" or (unit == "day" and before.cls == "o")):
        return None
    reading = Reading(
        "DURATION",
        format_period(unit, None),
        "a length of time, of which the text gives only the unit",
        mentioned=False,
    )
    det = next((w for w in found.group("det") if w.cls in "lLrNfC"), None)
    if det is not None:
        step = 1 if det.cls in "Nf" or (det.cls == "C" and det.value[0] == "FUTURE_REF") else -1
        _bound_stretch(reading, found, unit, None, step)
    elif after is not None and after.text in ("after", "before", "since"):
        reading.bounds = _bound_open(found)
        reading.because = "some time after something else, by the article's date at the latest"
    return reading


def _bound_open(found: Found) -> tuple[None, dt.date | None] | None:
    published = found.scene.published
    return None if published is None else (None, get_bounds(published)[1])


def _read_every(found: Found) -> Reading | None:
    """Read "every year", "each quarter", "per month", "every two weeks", "every other day"."""
    unit_word = found.get("unit")
    if unit_word is None:
        return None
    if found.words[found.begin].text == "per" and unit_word.value in ("second", "minute", "hour"):
        return None
    count = _read_count(found)
    return Reading(
        "SET", format_period(str(unit_word.value), count), f'"{found.text}" recurs', mentioned=False
    )


def _read_frequency(found: Found) -> Reading | None:
    word = found.get("often")
    if word is None:
        return None
    token = found.scene.get_token(word)
    if token is not None and token.tag_ in ("NNP", "NNPS"):
        return None
    kind: TimexType = "DURATION" if word.text == "annual" else "SET"
    because = f'"{word.text}" says how often something recurs'
    return Reading(kind, str(word.value), because, mentioned=False)


def _read_reference(found: Found) -> Reading | None:  # noqa: PLR0911 - one way out for each form
    """Read "now", "recently", "the future"; adjectives only before a noun."""
    word = found.get("ref")
    if word is None:
        return None
    code, kind = word.value
    if _is_in_title(found, word):
        return None
    token = found.scene.get_token(word)
    if token is None:
        return None
    if kind == "adverb" and not _is_adverb(token, word.text):
        return None
    if kind == "adjective" and not (token.pos_ == "ADJ" and token.dep_ in _BEFORE_NOUN):
        return None
    if kind == "noun" and (token.pos_ != "NOUN" or token.dep_ in _BEFORE_NOUN):
        return None
    published = found.scene.published
    today = (
        get_bounds(published)[0] if published is not None and not found.scene.narrative else None
    )
    bounds = {
        "PRESENT_REF": (today, today),
        "PAST_REF": (None, today),
        "FUTURE_REF": (today, None),
    }[code]
    relative = RelativeTime("day", 0, 0) if code == "PRESENT_REF" else None
    names = {
        "PRESENT_REF": "the time of the article",
        "PAST_REF": "before the article",
        "FUTURE_REF": "after the article",
    }
    return Reading(
        "DATE",
        code,
        f'"{word.text}" is {names[code]}',
        bounds=bounds,
        relative=relative,
        mentioned=False,
    )


def _is_in_title(found: Found, word: Word) -> bool:
    """Whether a phrase has a capital within, as in the title "Back to the Future"."""
    if found.scene.doc is None or " " not in word.text:
        return False
    text = found.scene.doc.text[word.start : word.end]
    return any(part.istitle() for part in text.split()[1:])


def _read_past(found: Found) -> Reading | None:
    """Read "the past", as a noun."""
    word = found.get("past")
    token = found.scene.get_token(word) if word is not None else None
    if token is None or token.dep_ in ("amod", "compound", "nmod"):
        return None
    published = found.scene.published
    today = (
        get_bounds(published)[0] if published is not None and not found.scene.narrative else None
    )
    because = "the past is before the article"
    return Reading("DATE", "PAST_REF", because, bounds=(None, today), mentioned=False)


def _looks_ahead(token: Token) -> bool:
    """Whether "soon" counts from the article ("will soon resign") rather than in a tale ("soon fled")."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if following is not None and following.lower_ in (
        "after",
        "as",
        "afterwards",
        "thereafter",
        "-",
    ):
        return False
    verb, _ = find_governor(token)
    return verb is not None and read_tense(verb) in ("future", "present")


def _is_adverb(token: Token, text: str) -> bool:
    tag, dep = token.tag_, token.dep_
    if text == "once":
        head = token.head
        return bool(dep == "advmod" and (head.pos_ == "ADJ" or head.dep_ == "amod"))
    if text in ("soon", "someday"):
        return tag == "RB" and _looks_ahead(token)
    if text == "now":
        return bool(tag == "RB" and dep != "mark")
    return bool(tag in ("RB", "RBR") or " " in text)


RULES = (
    make_rule(
        r"~{0,3}(?P<det>T?[lLrNf]~{0,3}|T?S~{0,3}|T)?(?P<num>[dgynv])(?P<half>ji?h)?\+?O?(?P<unit>[uU])",
        _read_duration,
        2,
    ),
    make_rule(r"~{0,3}(?P<num>h)i?-?(?P<unit>u)", _read_duration, 2),
    make_rule(r"~{0,3}(?P<num>i)\+?(?P<unit>u)(?P<half>ji?h)?", _read_duration, 3),
    make_rule(r"T?[o](?P<num>[dgynv])(?P<unit>U)", _read_duration, 2),
    make_rule(r"~{0,3}(?P<num>[dgynv])-(?P<unit>[uU])(?:-?(?P<tail>Q))?", _read_hyphened, 2),
    make_rule(r"(?<![dgynv]-)(?<![dgynv])(?P<unit>[uU])-Q", _read_hyphened, 2),
    make_rule(r"~{0,3}(?P<num>[dgynv])(?P<unit>[uU])-?(?P<tail>Q)", _read_hyphened, 2),
    make_rule(r"~{0,3}(?P<det>T?[lLrNfC])?(?P<unit>U)", _read_plural, 4),
    make_rule(r"e(?P<num>[dgyn]|o)?(?P<unit>[uU])", _read_every),
    make_rule(r"i(?P<unit>u)", _read_rate, 1),
    make_rule(r"(?P<often>J)", _read_frequency, 5),
    make_rule(r"(?P<ref>[GC])", _read_reference, 5),
    make_rule(r"T(?P<past>L)(?![~dgynvuUosmwpPHKF])", _read_past, 3),
)
