"""Days of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.times.choice import choose_weekday
from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import Point, get_weekday, shift
from graph_builder.extraction.times.scene import Reading
from graph_builder.extraction.times.words import WEEKDAYS
from graph_builder.model import RelativeTime

if TYPE_CHECKING:
    from graph_builder.extraction.times.grammar import Found


def _read_weekday(found: Found) -> Reading | None:
    word = found.get("w")
    if word is None:
        return None
    number, scene = int(word.value), found.scene
    name = WEEKDAYS[number].capitalize()
    det = next((w for w in found.group("det") if w.cls in "lrNfSVe"), None)
    if det is not None and det.text == "following" and len(found.group("det")) == 1:
        det = None
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


RULES = (
    make_rule(r"(?P<edge>[MBR])?(?P<det>T?[lSNVrfe])?(?P<w>w)(?:O?(?P<rely>[lNSrf]u))?", _read_weekday),
    make_rule(r"(?P<w>W)", _read_weekday),
)  # fmt: skip
