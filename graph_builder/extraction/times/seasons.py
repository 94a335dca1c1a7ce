"""Seasons, quarters and halves of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.times.choice import choose_year
from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import (
    Point,
    get_first_day,
    get_last_day,
    shift,
    to_number,
)
from graph_builder.extraction.times.scene import Reading
from graph_builder.extraction.times.years import read_year

if TYPE_CHECKING:
    from graph_builder.extraction.times.grammar import Found
    from graph_builder.extraction.times.words import Word

# Results of a quarter are still news so many days after it.
_RESULTS = 120


_SEASON_CUES = frozenset(
    [
        "in",
        "throughout",
        "during",
        "by",
        "until",
        "till",
        "since",
        "through",
        "over",
        "before",
        "after",
        "of",
        "for",
    ]
)


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


def _is_season(found: Found, word: Word) -> bool:  # noqa: PLR0911 - one way out for each form
    token = found.scene.get_token(word)
    if token is None or token.pos_ not in ("NOUN", "PROPN"):
        return False
    if word.text in ("fall", "spring"):
        if "year" in found or "year2" in found or found.group("rely"):
            return True
        if found.after is not None and found.after.cls == "O":
            return False
        det = found.group("det")
        if any(w.cls in "lNSVef" for w in det) or ("edge" in found and found.group("edge")):
            return True
        before = found.before
        if token.tag_ != "NN" or before is None:
            return False
        if det:
            return before.text in _SEASON_CUES
        return word.text == "spring" and before.cls in "cj"
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


_GIVEN_BC = r"(?:,?O?(?P<year>[dgy])(?P<era>E))"

RULES = (
    make_rule(r"(?P<edge>{EDGE}{0,2})(?P<det>T?[lSNVrfe]|T|SL)?M?(?P<season>s)(?:-?O?,?(?P<year>y)|O?(?P<rely>{REL}u)|(?=[-j](?:M-?)?sO?(?P<year2>y)))?", _read_season),
    make_rule(rf"(?P<edge>{{EDGE}}{{0,2}})(?P<det>T)?(?P<season>s){_GIVEN_BC}", _read_season),
    make_rule(r"(?P<edge>{EDGE}{0,2})(?:T|i)?F?(?P<ord>o)-?F?(?P<unit>u)(?:F?O?,?F?u?(?P<year>y)|O?(?P<rely>(?:{REL}|T)F?u))?", _read_quarter),
    make_rule(r"(?P<rely>{REL}F?u)'+F?(?P<ord>o)-?F?(?P<unit>u)", _read_quarter),
    make_rule(r"T?F?(?P<year>y)F?(?P<ord>o)-?F?(?P<unit>u)", _read_quarter),
    make_rule(r"(?:T|i)?(?P<back>u-?[AB])F?(?P<ord>o)-?F?(?P<unit>u)", _read_quarter),
    make_rule(r"T?(?P<ord>o)-?hOT?(?:F?u?(?P<year>y)|(?P<rely>{REL}F?u))", _read_half),
)  # fmt: skip
