"""Which year, or which week, is meant where the text leaves it out.

In news the article's own date and the tense of the verb decide; in a history the date mentioned before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.times.points import (
    Point,
    get_first_day,
    get_last_day,
    get_weekday,
    shift,
    to_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.extraction.times.scene import Scene
    from graph_builder.extraction.times.words import Word

# How far back a history may step when it names a month without its year, in days.
_STEP_BACK = 180
# News does not leave out the year of a day that lies as far back, when one lies as near ahead.
_STALE, _SOON = 300, 60
# A coming date must be this much nearer than a past one to be meant where the tense does not say.
_PAST_BIAS, _COMING_BIAS, _NO_BIAS = 1.4, 0.8, 1.0


def choose_year(
    make: Callable[[int], Point | None], word: Word, scene: Scene
) -> tuple[Point | None, str]:
    """Return the point of the year that is meant, with the reason as the end of a sentence.

    Args:
        make: Gives the point of a year, None where the year has no such point (29 February).
        word: The word whose verb tells past from future.
        scene: The article so far.
    """
    if scene.narrative or scene.published is None:
        reference = _find_reference(scene)
        if reference is not None and scene.narrative:
            point = _choose_near(make, reference)
            return point, f"the one nearest to {reference.value}, mentioned before"
        return None, "the article has no date"
    return _choose_by_tense(make, word, scene, scene.published)


def _find_reference(scene: Scene) -> Point | None:
    """Return the last point mentioned; a bare year only when it opens its paragraph's dates."""
    last = scene.recall()
    fine = scene.recall("day", "week", "month", "season", "quarter")
    if last is None or fine is None or last.fineness != "year":
        return last
    if scene.here == 1:
        return last
    return fine


def _choose_near(make: Callable[[int], Point | None], reference: Point) -> Point | None:
    """Return the first one that does not lie far before the reference: histories move on."""
    number = to_number(reference)
    first = get_first_day(reference)
    if number is None or first is None:
        return None
    if reference.month is None and not reference.season and not reference.quarter:
        return make(first[0])
    for year in (first[0] - 1, first[0], first[0] + 1):
        point = make(year)
        if point is not None:
            start = to_number(point)
            if start is not None and start >= number - _STEP_BACK:
                return point
    return make(first[0])


def _span(point: Point) -> tuple[int, int]:
    first, last = get_first_day(point), get_last_day(point)
    start = to_number(Point(*first)) if first else 0
    end = to_number(Point(*last)) if last else 0
    return start or 0, end or 0


def _choose_by_tense(
    make: Callable[[int], Point | None], word: Word, scene: Scene, published: Point
) -> tuple[Point | None, str]:
    today = to_number(published) or 0
    year = published.year or 0
    options = [(point, *_span(point)) for y in range(year - 8, year + 9) if (point := make(y))]
    past = [option for option in options if option[1] <= today]
    coming = [option for option in options if option[2] >= today]
    if not past or not coming:
        return None, ""
    tense, noun = scene.read_tense(word)
    coming_up = noun is None and tense in ("future", "open")
    told = None if coming_up else _go_on(make, scene, today)
    if told is not None:
        return told, f"soon after {scene.mentioned[-1].value}, told right before"
    last, following = past[-1], coming[0]
    if noun is None and tense == "past" and not _is_stale(last, following, today):
        reason = f"the last one up to the article's date {published.value}, as the verb is in the past tense"
        return last[0], reason
    if noun is None and tense == "present" and _is_fresh(last, following, today):
        return last[0], f"the one nearest to the article's date {published.value}"
    if noun is None and tense in ("future", "present"):
        reason = (
            f"the next one from the article's date {published.value} on, as the verb looks ahead"
        )
        return following[0], reason
    bias = _COMING_BIAS if tense == "open" else _PAST_BIAS
    if noun is not None and tense == "past" and noun.lower_ in scene.vocabulary.scheduled:
        bias = _NO_BIAS  # "promised it before the April runoff", which may be over or not
    elif noun is not None and (
        noun.lower_ in scene.vocabulary.scheduled or tense in ("future", "present")
    ):
        bias = _COMING_BIAS
    back, ahead = max(0, today - last[2]), max(0, following[1] - today)
    chosen = following if ahead * bias < back else last
    return chosen[0], f"the one nearest to the article's date {published.value}"


def _go_on(make: Callable[[int], Point | None], scene: Scene, today: int) -> Point | None:
    """Return the day that goes on with a day of long ago in the same paragraph: "on November 15, 2017, … on November 21"."""
    before = scene.recall_here()
    number = to_number(before) if before is not None else None
    if before is None or number is None or before.fineness != "day" or before.year is None:
        return None
    point = make(before.year)
    if point is None or point.fineness != "day" or today - number < _STALE:
        return None
    ahead = _span(point)[0] - number
    return point if 0 < ahead < _SOON else None


def _is_stale(past: tuple[Point, int, int], coming: tuple[Point, int, int], today: int) -> bool:
    """Whether a day without a year would lie almost a year back, but only weeks ahead."""
    return past[0].fineness == "day" and today - past[2] > _STALE and coming[1] - today < _SOON


def _is_fresh(past: tuple[Point, int, int], coming: tuple[Point, int, int], today: int) -> bool:
    """Whether a day without a year lies weeks back, and else almost a year ahead: "reports of January 6 are unclear"."""
    return past[0].fineness == "day" and coming[1] - today > _STALE and today - past[2] < _SOON


_LATE = 5  # days ahead: who looks ahead from the past means the day just gone


def choose_weekday(
    weekday: int, word: Word, scene: Scene, published: Point
) -> tuple[Point | None, str, bool]:
    """Return the day of this name that is meant, the reason, and whether it is a coming one."""
    tense, noun = scene.read_tense(word)
    if noun is not None and (tense == "present" or noun.lower_ not in scene.vocabulary.scheduled):
        tense = ""
    name = published.value
    today = get_weekday(published)
    ahead = (weekday - today) % 7
    if ahead >= _LATE and scene.looks_ahead_from_past(word):
        return (
            shift(published, "day", ahead - 7),
            f"the last one up to the article's date {name}, as the verb looks ahead from the past",
            False,
        )
    if tense in ("future", "present", "open"):
        point = shift(published, "day", ahead)
        same = " (itself one)" if ahead == 0 else ""
        return (
            point,
            f"the next one from the article's date {name}{same} on, as the verb looks ahead",
            True,
        )
    point = shift(published, "day", -((today - weekday) % 7))
    same = " (itself one)" if ahead == 0 else ""
    reason = (
        "as the verb is in the past tense" if tense == "past" else "as news tells of what is past"
    )
    return point, f"the last one up to the article's date {name}{same}, {reason}", False


def with_time(point: Point, time: str) -> Point:
    """Return the point with a time of day."""
    return replace(point, time=time)
