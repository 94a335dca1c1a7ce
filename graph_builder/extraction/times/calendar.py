"""Times that name a place in the calendar: days, months, seasons, quarters, years, decades, centuries, holidays."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.times.choice import choose_weekday, choose_year
from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import (
    Point,
    from_date,
    get_easter,
    get_first_day,
    get_last_day,
    get_weekday,
    is_day,
    shift,
    to_number,
)
from graph_builder.extraction.times.scene import Reading
from graph_builder.extraction.times.words import WEEKDAYS
from graph_builder.model import RelativeTime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.extraction.times.grammar import Found
    from graph_builder.extraction.times.words import Word

_MONTH_NAMES = (
    "January February March April May June July August September October November December".split()
)
_CENTURY = 100
# Results of a quarter are still news so many days after it.
_RESULTS = 120
_DECADES = 10


_MONTH_CUES = frozenset(
    "since by during until till for before after through throughout about".split()
)
_AMBIGUOUS = frozenset("may march mar sept dec jan feb apr jun jul aug oct nov sep".split())


def is_month(found: Found, word: Word) -> bool:
    """Whether "may", "march", "mar" and the like are months here: by capital, neighbours and tag."""
    if word.text not in _AMBIGUOUS:
        return True
    token = found.scene.get_token(word)
    if token is None or not token.text[:1].isupper():
        return False
    if found.stop - found.begin > 1:
        return True
    if word.text not in ("may", "march"):
        return len(word.text) > 3  # noqa: PLR2004 - "Jan" is a name
    before = found.before
    if before is None or token.is_sent_start:
        return bool(
            word.text == "march" and token.tag_ == "NNP" and token.dep_ in ("nsubj", "nsubjpass")
        )
    if before.text in _MONTH_CUES or before.cls in "cOj(M-~,":
        return token.tag_ != "MD"
    return bool(
        before.cls in "iT'" and token.dep_ in ("compound", "amod", "nmod") and token.tag_ != "MD"
    )


def read_year(found: Found) -> tuple[int | None, bool]:
    """Return the year that stands in the groups ``year``, ``rely`` or ``det``, and whether any does."""
    if "year" in found:
        return make_year(found.value("year"), found.value("era", 1)), True
    if "year2" in found:
        return make_year(found.value("year2")), True
    rely = found.group("rely")
    if rely:
        return find_relative_year(rely, found)
    return None, False


def make_year(number: float, era: int = 1) -> int:
    """Return the astronomical year of a number, two-digit ones being of the last hundred years."""
    return 1 - int(number) if era < 0 else int(number)


def expand_short_year(number: int, found: Found) -> int:
    """Return the year that two digits mean: that century which puts it nearest before the context's year."""
    reference = found.scene.recall() if found.scene.narrative else found.scene.published
    first = get_first_day(reference) if reference is not None else None
    base = first[0] if first is not None else 2000
    year = base // _CENTURY * _CENTURY + number
    return year if year <= base + 20 else year - _CENTURY  # noqa: PLR2004 - a coming year at most 20 ahead


def find_relative_year(rely: Sequence[Word], found: Found) -> tuple[int | None, bool]:
    """Return the year that "last year", "that year", "the following year" mean."""
    step = next((word for word in rely if word.cls in "lrNfSVL"), None)
    scene = found.scene
    if step is not None and step.cls in "rfV":
        reference = scene.recall() or scene.published
    elif scene.narrative:
        reference = scene.recall()
    else:
        reference = scene.published
    first = get_first_day(reference) if reference is not None else None
    if first is None:
        return None, True
    shift_by = step.value if step is not None and step.value is not None else 0
    return first[0] + shift_by, True


def _read_month_day(found: Found) -> Reading | None:
    month_word, day_word = found.get("month"), found.get("day")
    if month_word is None or day_word is None or not is_month(found, month_word):
        return None
    month, day = int(month_word.value), int(day_word.value)
    year, given = read_year(found)
    if not is_day(year, month, day):
        return _read_month_and_short_year(found, month, day) if day_word.cls != "o" else None
    name = f"{_MONTH_NAMES[month - 1]} {day}"
    if given and year is not None:
        point: Point | None = Point(year, month, day)
        because = f"the text names the day {point.value}" if point else ""
    else:
        point, reason = choose_year(
            lambda y: Point(y, month, day) if is_day(y, month, day) else None,
            month_word,
            found.scene,
        )
        because = f'"{name}" is {point.value}, {reason}' if point else reason
    if point is None:
        return Reading(
            "DATE",
            f"XXXX-{month:02d}-{day:02d}",
            f'"{name}" of an unknown year: the article has no date',
        )
    return Reading("DATE", point.value, because, point)


def _read_further_day(found: Found) -> Reading | None:
    """The second day of "April 24 and 25", "Jan. 5-7"."""
    word = found.get("day")
    first = found.scene.recall("day")
    if word is None or first is None or first.month is None or first.day is None:
        return None
    year = int(found.value("year")) if "year" in found else first.year
    if not is_day(year, first.month, int(word.value)) or word.value <= first.day:
        return None
    if (
        found.after is not None
        and found.after.cls == "x"
        and word.cls == "d"
        and not _ends_clause(found, word)
    ):
        return None
    point = replace(first, year=year, day=int(word.value), time="")
    reading = Reading("DATE", point.value, f"a day of the same month as {first.value}", point)
    reading.start, reading.end = word.start, found.words[found.stop - 1].end
    return reading


def _ends_clause(found: Found, word: Word) -> bool:
    """Whether a number after a day counts nothing: "April 24 and 25 in Rome", not "April 24, 25 people"."""
    token = found.scene.get_token(word)
    return token is not None and not (token.dep_ == "nummod" and token.head.i > token.i)


def _read_month_and_short_year(found: Found, month: int, number: int) -> Reading | None:
    if number < 32 or "year" in found:  # noqa: PLR2004 - more than any day of a month
        return None
    point = Point(expand_short_year(number, found), month)
    return Reading("DATE", point.value, f"the text names the month {point.value}", point)


def _read_month(found: Found) -> Reading | None:
    word = found.get("month")
    if word is None or not is_month(found, word):
        return None
    month = int(word.value)
    name = _MONTH_NAMES[month - 1]
    edge = _get_edge(found)
    year, given = read_year(found)
    if given and year is not None:
        point: Point | None = Point(year, month)
        because = f"the text names the month {point.value}" if point else ""
        if found.group("rely") and point:
            because = f'"{found.text}" is {point.value}'
    elif found.get("det") is not None and found.value("det") is not None:
        point, because = _step_month(found, month)
    elif "det" in found and found.group("det")[-1].cls == "e":
        return Reading("SET", f"XXXX-{month:02d}", f"every {name}", mentioned=False)
    else:
        point, reason = choose_year(lambda y: Point(y, month), word, found.scene)
        because = f'"{name}" is {point.value}, {reason}' if point else ""
    if point is None:
        return Reading(
            "DATE", f"XXXX-{month:02d}", f'"{name}" of an unknown year: the article has no date'
        )
    return Reading("DATE", point.value, because, point, kind=edge)


def _get_edge(found: Found) -> str:
    return next((str(word.value) for word in found.group("edge") if word.cls in "MX"), "")


def _step_month(found: Found, month: int) -> tuple[Point | None, str]:
    """ "last December", "next May", "this June", "the previous April", "the following March"."""
    scene = found.scene
    det = next(word for word in found.group("det") if word.value is not None)
    anaphoric = det.cls in "rf"
    reference = (scene.recall() if anaphoric or scene.narrative else None) or scene.published
    if reference is None or (first := get_first_day(reference)) is None:
        return None, ""
    year = first[0]
    if det.value < 0:
        year -= month >= first[1]
    elif det.value > 0:
        year += month <= first[1]
    point = Point(year, month)
    return point, f'"{found.text}" is {point.value}, counted from {reference.value}'


def _read_season(found: Found) -> Reading | None:
    word = found.get("season")
    if word is None or not _is_season(found, word):
        return None
    code = word.value
    year, given = read_year(found)
    det = found.get("det")
    if given and year is not None:
        point: Point | None = Point(year, season=code)
        because = f"the text names the season {point.value}" if point else ""
    elif any(w.cls == "e" for w in found.group("det")):
        return Reading("SET", f"XXXX-{code}", f"every {word.text}", mentioned=False)
    elif det is not None and any(w.cls in "lNrf" for w in found.group("det")):
        point, because = _step_season(found, code)
    else:
        point, reason = choose_year(lambda y: Point(y, season=code), word, found.scene)
        because = f'"{word.text}" is {point.value}, {reason}' if point else ""
    if point is None:
        return Reading(
            "DATE", f"XXXX-{code}", "a season of an unknown year: the article has no date"
        )
    return Reading("DATE", point.value, because, point)


def _is_season(found: Found, word: Word) -> bool:
    token = found.scene.get_token(word)
    if token is None or token.pos_ not in ("NOUN", "PROPN"):
        return False
    if word.text in ("fall", "spring"):
        if "year" in found or found.group("rely"):
            return True
        if found.after is not None and found.after.cls == "O":
            return False
        det = found.group("det")
        if any(w.cls in "lNSVef" for w in det) or "edge" in found and found.group("edge"):
            return True
        before = found.before
        return (
            word.text == "spring"
            and before is not None
            and before.cls in "cj"
            and token.tag_ == "NN"
        )
    return not (token.dep_ == "compound" and token.tag_ == "NNP" and token.head.tag_ == "NNP")


def _step_season(found: Found, code: str) -> tuple[Point | None, str]:
    det = next(word for word in found.group("det") if word.cls in "lNrf")
    scene = found.scene
    reference = (scene.recall() if det.cls in "rf" or scene.narrative else None) or scene.published
    if reference is None or (first := get_first_day(reference)) is None:
        return None, ""
    today = to_number(reference) or 0
    options = [Point(first[0] + step, season=code) for step in (-2, -1, 0, 1, 2)]
    if det.value < 0:
        past = [p for p in options if (to_number(Point(*(get_last_day(p) or first))) or 0) < today]
        point = past[-1] if past else None
    else:
        point = next((p for p in options if (to_number(p) or 0) > today), None)
    return (
        point,
        f'"{found.text}" is {point.value}, counted from {reference.value}' if point else "",
    )


def _read_quarter(found: Found) -> Reading | None:
    unit = found.get("unit")
    number = found.value("ord")
    if unit is None or number is None or unit.value != "quarter":
        return None
    number = 4 if number == -1 else int(number)
    if not 1 <= number <= 4:  # noqa: PLR2004 - quarters of a year
        return None
    year, given = read_year(found)
    if given and year is not None:
        point: Point | None = Point(year, quarter=number)
        because = f"the text names the quarter {point.value}" if point else ""
    elif "back" in found:
        now, because = _choose_quarter(found, number, unit)
        point = shift(now, "quarter", -4) if now is not None else None
    else:
        point, because = _choose_quarter(found, number, unit)
    if point is None:
        return Reading(
            "DATE", f"XXXX-Q{number}", "a quarter of an unknown year: the article has no date"
        )
    return Reading("DATE", point.value, because, point)


def _choose_quarter(found: Found, number: int, word: Word) -> tuple[Point | None, str]:
    """Return the last quarter of this number that has begun; the next one where that is old news."""
    scene = found.scene
    first = get_first_day(scene.published) if scene.published is not None else None
    if scene.published is None or scene.narrative or first is None:
        point, reason = choose_year(lambda y: Point(y, quarter=number), word, scene)
        return point, f"the quarter {point.value}, {reason}" if point else ""
    today = to_number(scene.published) or 0
    year = first[0] if (to_number(Point(first[0], quarter=number)) or 0) <= today else first[0] - 1
    point, following = Point(year, quarter=number), Point(year + 1, quarter=number)
    back = today - (to_number(Point(*(get_last_day(point) or first))) or 0)
    ahead = (to_number(following) or 0) - today
    day = scene.published.value
    tense = scene.read_tense(word)[0]
    if back > _RESULTS and (tense == "future" or (tense != "past" and ahead < back / 2)):
        return (
            following,
            f"the quarter {following.value}, the next one from the article's date {day} on",
        )
    return point, f"the quarter {point.value}, the last one begun by the article's date {day}"


def _read_half(found: Found) -> Reading | None:
    number = found.value("ord")
    year, given = read_year(found)
    if number not in (1, 2, -1) or not given or year is None:
        return None
    point = Point(year, half=1 if number == 1 else 2)
    return Reading("DATE", point.value, f"the text names the half-year {point.value}", point)


def _read_year_alone(found: Found) -> Reading | None:
    word = found.get("year")
    if word is None:
        return None
    era = found.value("era", 1) if "era" in found else 1
    if "era" not in found and not _is_year(found, word):
        return None
    point = Point(make_year(word.value, era))
    return Reading(
        "DATE", point.value, f"the text names the year {point.value}", point, kind=_get_edge(found)
    )


def _read_spoken_year(found: Found) -> Reading | None:
    """ "the year two thousand"."""
    year = found.value("year")
    if found.value("unit") != "year" or not 1000 <= year <= 2200:  # noqa: PLR2004 - plausible years
        return None
    point = Point(int(year))
    return Reading("DATE", point.value, f"the text names the year {point.value}", point)


_YEAR_CUES = frozenset(
    "in since by of from until till through during for before after to and between throughout circa"
    " around late early mid year years fiscal".split()
)


def _is_year(found: Found, word: Word) -> bool:
    """Whether four digits are a year: not a count of things, not money, not part of a longer number."""
    before, after = found.before, found.after
    if before is not None and before.text in ("$", "£", "€", "¥", "#", "no", "flight", "route"):
        return False
    if after is not None and (
        after.text in ("%", "/", ":") or after.cls in "uU" or after.text == "percent"
    ):
        return found.text != after.text and after.text not in ("%", ":") and after.cls not in "uU"
    token = found.scene.get_token(word)
    if token is None:
        return False
    following = found.words[found.stop + 1] if found.stop + 1 < len(found.words) else None
    if after is not None and after.cls == "-" and following is not None and following.cls == "y":
        return True
    if token.text != word.text and not word.text.isalpha() and token.ent_type_ not in ("DATE", ""):
        return False
    counted = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in ("NNS",)
    near = counted and token.head.i - token.i == 1
    if found.group("edge"):
        return True
    if before is not None and before.cls == "T":
        return True
    if near and (before is None or before.text not in ("in", "since", "during")):
        return before is not None and (
            before.text == "'" or before.cls == "T" or _is_possessive(token)
        )
    if token.ent_type_ == "DATE":
        return True
    if token.ent_type_ in ("CARDINAL", "MONEY", "QUANTITY", "PERCENT", "PRODUCT", "ORDINAL"):
        return (
            before is not None
            and before.text in ("in", "since", "during")
            and 1500 <= word.value <= 2100
        )  # noqa: PLR2004
    plausible = 1500 <= word.value <= 2100  # noqa: PLR2004
    return plausible and (before is None or before.text in _YEAR_CUES or before.cls in "(,;j-'")


def _is_possessive(token: object) -> bool:
    left = token.nbor(-1) if getattr(token, "i", 0) else None  # type: ignore[attr-defined]  # a spaCy token
    return left is not None and left.tag_ in ("PRP$", "POS")


def _read_short_year(found: Found) -> Reading | None:
    word = found.get("short")
    if word is None or len(word.text) != 2:  # noqa: PLR2004 - "'98"
        return None
    previous = found.words[found.begin]
    if word.start != previous.end:
        return None
    point = Point(expand_short_year(int(word.value), found))
    return Reading("DATE", point.value, f"the text names the year {point.value}", point)


def _read_range_end(found: Found) -> Reading | None:
    """ "1939-45", "2018-19": the second year, in two digits."""
    word = found.get("short")
    left = found.before
    if word is None or left is None or len(word.text) != 2 or not isinstance(left.value, int):  # noqa: PLR2004
        return None
    year = left.value // _CENTURY * _CENTURY + int(word.value)
    if not left.value < year <= left.value + 60:  # noqa: PLR2004 - longer stretches are no years
        return None
    point = Point(year)
    reading = Reading("DATE", point.value, f"the text names the year {point.value}", point)
    reading.start, reading.end = word.start, word.end
    return reading


def _read_decade(found: Found) -> Reading | None:
    word = found.get("decade")
    if word is None:
        return None
    number = int(word.value)
    if number < _DECADES and word.end - word.start > 3 and word.text[0].isdigit():  # noqa: PLR2004
        return None
    if number < _DECADES:
        if word.text.isalpha() and not found.group("det"):
            return None
        base = (
            found.scene.recall("decade", "year") if found.scene.narrative else found.scene.published
        )
        first = get_first_day(base) if base is not None else None
        century = first[0] // _CENTURY if first is not None else 20
        number += century * 10 - (
            10 if century * 10 + number > (first[0] if first else 2030) // 10 else 0
        )
    if "era" in found and found.value("era") < 0:
        point = Point(decade=-number)
        return Reading(
            "DATE", f"BC{number:03d}", f"the text names the decade BC{number:03d}", mentioned=False
        )
    point = Point(decade=number)
    return Reading(
        "DATE",
        point.value,
        f"the text names the decade {point.value}0s",
        point,
        kind=_get_edge(found),
    )


def _read_century(found: Found) -> Reading | None:
    unit, number = found.get("unit"), found.value("ord")
    if unit is None or unit.value != "century" or number is None or not 1 <= number <= 30:  # noqa: PLR2004
        return None
    if "era" in found and found.value("era") < 0:
        value = f"BC{int(number) - 1:02d}"
        return Reading("DATE", value, f"the text names the century {value}", mentioned=False)
    point = Point(century=int(number) - 1)
    return Reading(
        "DATE",
        point.value,
        f"the {int(number)}th century is {point.value}00 to {point.value}99",
        point,
    )


def _read_weekday(found: Found) -> Reading | None:
    word = found.get("w")
    if word is None:
        return None
    number, scene = int(word.value), found.scene
    name = WEEKDAYS[number].capitalize()
    det = next((w for w in found.group("det") if w.cls in "lrNfSVe"), None)
    if word.cls == "W" or (det is not None and det.cls == "e"):
        return Reading("SET", f"XXXX-WXX-{number + 1}", f"every {name}", mentioned=False)
    published = scene.recall("day") if scene.narrative else scene.published
    if "rely" in found:
        return _read_weekday_of_week(found, number, published)
    if published is None:
        return _read_undated_weekday(found, number, name)
    if scene.narrative:
        point = shift(published, "day", ((number - get_weekday(published)) % 7) or 7)
        reason, coming = f"the next one after {published.value}", True
    elif det is not None and det.cls in "lr":
        point = shift(published, "day", -(((get_weekday(published) - number) % 7) or 7))
        reason, coming = f"the last one before the article's date {published.value}", False
    elif det is not None and det.cls in "Nf":
        point = shift(published, "day", ((number - get_weekday(published)) % 7) or 7)
        reason, coming = f"the first one after the article's date {published.value}", True
    else:
        point, reason, coming = choose_weekday(number, word, scene, published)
    if point is None:
        return None
    relative = (
        RelativeTime("day", 0, 6, weekday=number)
        if coming
        else RelativeTime("day", -6, 0, weekday=number)
    )
    return Reading(
        "DATE", point.value, f'"{name}" is {point.value}, {reason}', point, relative=relative
    )


def _read_undated_weekday(found: Found, number: int, name: str) -> Reading:
    word = found.get("w")
    tense = found.scene.read_tense(word)[0] if word else ""
    coming = tense in ("future", "present")
    relative = (
        RelativeTime("day", 0, 6, weekday=number)
        if coming
        else RelativeTime("day", -6, 0, weekday=number)
    )
    return Reading(
        "DATE",
        f"XXXX-WXX-{number + 1}",
        f"a {name} near the article's date, which is unknown",
        relative=relative,
    )


def _read_weekday_of_week(found: Found, number: int, published: Point | None) -> Reading | None:
    step = next((w.value for w in found.group("rely") if w.cls in "lrNfS"), 0)
    if found.group("rely")[-1].value != "week":
        return None
    relative = RelativeTime("week", step, step, weekday=number)
    if published is None:
        return Reading(
            "DATE",
            f"XXXX-WXX-{number + 1}",
            "a day of a week near the article's date, which is unknown",
            relative=relative,
        )
    days = step * 7 + number - get_weekday(published)
    point = shift(published, "day", days)
    if point is None:
        return None
    return Reading(
        "DATE",
        point.value,
        f'"{found.text}" is {point.value}, counted from {published.value}',
        point,
        relative=relative,
    )


_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(T.*)?$")


def _read_numeric(found: Found) -> Reading | None:
    """ISO dates, and "7/8/07" with the month first, as American writers have it, unless it cannot be one."""
    text = found.words[found.begin].text.upper()
    iso = _ISO.match(text)
    if iso:
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
        time = iso[4] or ""
    else:
        month, day, year = (int(part) for part in text.split("/"))
        if month > 12:  # noqa: PLR2004 - then the day comes first
            month, day = day, month
        year = year if year >= _CENTURY else expand_short_year(year, found)
        time = ""
    if not is_day(year, month, day):
        return None
    point = Point(year, month, day, time=time)
    return Reading(
        "TIME" if time else "DATE", point.value, f"the text names the day {point.value}", point
    )


def find_holiday(rule: str, year: int) -> Point | None:
    """Return the day on which a holiday falls, by the forms of ``ontology/lexicon/times.ttl``."""
    if rule.startswith("easter"):
        if not dt.MINYEAR < year < dt.MAXYEAR:
            return None
        return from_date(get_easter(year) + dt.timedelta(days=int(rule[6:])))
    if " " in rule:
        count, name, month, *extra = rule.split()
        weekday, number = WEEKDAYS.index(name), int(count)
        if number > 0:
            first = Point(year, int(month), 1)
            days = (weekday - get_weekday(first)) % 7 + (number - 1) * 7
        else:
            first = Point(*(get_last_day(Point(year, int(month))) or (year, 1, 1)))
            days = -((get_weekday(first) - weekday) % 7) + (number + 1) * 7
        return shift(first, "day", days + (int(extra[0]) if extra else 0))
    parts = [int(part) for part in rule.split("-")]
    if len(parts) == 3:  # noqa: PLR2004 - year, month, day: a day of history
        return Point(*parts)
    return Point(year, *parts)


def _read_holiday(found: Found) -> Reading | None:
    word = found.get("holiday")
    if word is None:
        return None
    rule = str(word.value)
    if not _is_holiday(found, word):
        return None
    if rule.count("-") == 2 and " " not in rule and "easter" not in rule:  # noqa: PLR2004
        point: Point | None = find_holiday(rule, 0)
        return (
            Reading("DATE", point.value, f"{word.text} was {point.value}", point) if point else None
        )
    year, given = read_year(found)
    det = next((w for w in found.group("det") if w.cls in "lrNf"), None)
    if any(w.cls == "e" for w in found.group("det")):
        return Reading("SET", "P1Y", f"every {word.text}", mentioned=False)
    if given and year is not None:
        point, reason = find_holiday(rule, year), "of the year named"
    elif det is not None and found.scene.published is not None:
        point, reason = _step_holiday(rule, det, found.scene.published)
    else:
        point, reason = choose_year(lambda y: find_holiday(rule, y), word, found.scene)
    if point is None:
        month = rule.split("-") if rule[0].isdigit() and " " not in rule else []
        value = f"XXXX-{month[0]}-{month[1]}" if month else "XXXX"
        return Reading("DATE", value, f"{word.text} of an unknown year", mentioned=False)
    if "week" in found:
        wide = found.get("week")
        point = shift(point, str(wide.value), 0) if wide is not None else point
        if point is None:
            return None
    return Reading("DATE", point.value, f"{word.text} is {point.value}, {reason}", point)


def _is_holiday(found: Found, word: Word) -> bool:
    token = found.scene.get_token(word)
    if token is None:
        return False
    if word.text == "new year":
        before = found.before
        return "year" not in found and bool(
            before is not None and before.cls in "TcO" and token.text[0].isupper()
        )
    return token.text[:1].isupper() or not token.text[:1].isalpha()


def _step_holiday(rule: str, det: Word, published: Point) -> tuple[Point | None, str]:
    today = to_number(published) or 0
    year = published.year or 0
    options = [p for y in range(year - 1, year + 2) if (p := find_holiday(rule, y))]
    if det.value < 0:
        past = [p for p in options if (to_number(p) or 0) < today]
        return (
            past[-1] if past else None
        ), f"the last one before the article's date {published.value}"
    coming = [p for p in options if (to_number(p) or 0) > today]
    return (
        coming[0] if coming else None
    ), f"the first one after the article's date {published.value}"


_WEEKDAY = r"(?:[w$],?)?T?"
_YEAR = (
    r"(?:,?O?T?(?P<year>y)(?P<era>E)?|,?O?(?P<rely>{REL}u)|(?=[-j](?:M-?|T?XOT?)*m,?(?P<year2>y)))?"
)
_GIVEN_BC = r"(?:,?O?(?P<year>[dgy])(?P<era>E))"

RULES = (
    make_rule(rf"{_WEEKDAY}[lNS]?(?P<month>m)T?(?P<day>[do])(?:,?(?P<year>y)(?P<era>E)?|,?O?(?P<rely>{{REL}}u)|(?=[-j]m?T?[do],?(?P<year2>y)))?", _read_month_day),
    make_rule(r"(?<=m[do])[-j,]T?(?P<day>[do])(?![nuU~])(?:,?(?P<year>y))?", _read_further_day, 3),
    make_rule(rf"{_WEEKDAY}(?P<day>[do])(?=(?:[-j]T?[do])+O?(?P<month>m)(?:,?O?(?P<year2>y))?)", _read_month_day, 3),
    make_rule(rf"{_WEEKDAY}T?(?P<month>m)(?P<day>g)", _read_month_day, 1),
    make_rule(rf"{_WEEKDAY}(?P<day>[do])O?(?P<month>m)(?:,?O?(?P<year>y)(?P<era>E)?|,?O?(?P<rely>{{REL}}u)|(?=[-j]T?[do]m,?(?P<year2>y)))?", _read_month_day),
    make_rule(rf"(?P<edge>{{EDGE}}*)(?P<det>T?[lSNrfe])?(?P<month>m){_YEAR}", _read_month),
    make_rule(rf"(?P<edge>{{EDGE}}*)(?P<month>m){_GIVEN_BC}", _read_month),
    make_rule(rf"(?P<edge>{{EDGE}}*)(?P<det>T?[lSNVrfe]|T|SL)?M?(?P<season>s)(?:-?O?,?(?P<year>y)|O?(?P<rely>{{REL}}u))?", _read_season),
    make_rule(rf"(?P<edge>{{EDGE}}*)(?P<det>T)?(?P<season>s){_GIVEN_BC}", _read_season),
    make_rule(rf"(?P<edge>{{EDGE}}*)(?:T|i)?F?(?P<ord>o)-?F?(?P<unit>u)(?:F?O?,?F?u?(?P<year>y)|O?(?P<rely>(?:{{REL}}|T)F?u))?", _read_quarter),
    make_rule(r"(?P<rely>{REL}F?u)'+F?(?P<ord>o)-?F?(?P<unit>u)", _read_quarter),
    make_rule(r"T?F?(?P<year>y)F?(?P<ord>o)-?F?(?P<unit>u)", _read_quarter),
    make_rule(r"(?:T|i)?(?P<back>u-?[AB])F?(?P<ord>o)-?F?(?P<unit>u)", _read_quarter),
    make_rule(r"T?(?P<ord>o)-?hOT?(?:F?u?(?P<year>y)|(?P<rely>{REL}F?u))", _read_half),
    make_rule(r"(?P<edge>{EDGE}*)T?F?u?(?P<year>y)(?P<era>E)?", _read_year_alone, 2),
    make_rule(r"(?P<edge>{EDGE}*)T(?P<unit>u)(?P<year>n)", _read_spoken_year, 1),
    make_rule(r"(?P<edge>{EDGE}*)T?(?P<year>[dg])(?P<era>E)", _read_year_alone),
    make_rule(r"(?P<era>E)(?P<year>[dgy])", _read_year_alone),
    make_rule(r"(?P<edge>{EDGE}*)'(?P<short>[dg])", _read_short_year, 3),
    make_rule(r"(?<=y)-(?P<short>[dg])", _read_range_end, 3),
    make_rule(r"(?P<edge>{EDGE}*)(?P<det>T)?'?(?P<decade>D)(?P<era>E)?", _read_decade),
    make_rule(r"(?P<edge>{EDGE}*)T?M?(?P<ord>o)-?(?P<unit>u)(?P<era>E)?", _read_century, 1),
    make_rule(r"(?P<edge>[MBR])?(?P<det>T?[lSNVrfe])?(?P<w>w)(?:O?(?P<rely>[lNSrf]u))?", _read_weekday),
    make_rule(r"(?P<w>W)", _read_weekday),
    make_rule(r"I", _read_numeric),
    make_rule(r"(?P<edge>{EDGE}*)(?P<det>T?[lSNrfe])?(?P<holiday>H)(?:(?P<week>u)|,?(?P<year>y)|O?(?P<rely>{REL}u))?", _read_holiday),
)  # fmt: skip
