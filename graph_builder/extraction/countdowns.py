"""How long it is until something, counted from the article or a day: "50 days until the election", "on May 3, two weeks after the vote".

What is scheduled lies ahead where the text speaks of it in the present: "as the election enters its last days".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_time_of
from graph_builder.extraction.predicates import VERBAL, get_children, is_future, is_past
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.model import TimeExpression, TimeSpan

_AMOUNT = re.compile(r"P(?P<count>\d+)(?P<unit>[DWM])")
_UNTIL = re.compile(r"\s+(?:(?:to go|left|remaining|away|out)\s+)?", re.IGNORECASE)
_TO_GO = re.compile(r"\s+(?:to go|left|remaining)\s+", re.IGNORECASE)
_AWAY = re.compile(r"\s+(?:away|off)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less than|under|within)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more than|over|at least)\b", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:until|till|through|by|for|from|since)\s+$", re.IGNORECASE)
_LOOK_BACK = 12
_DAY_BACK = 40
_DAYS = {"D": 1.0, "W": 7.0, "M": 30.44}
_SLACK = {"D": 1, "W": 3, "M": 15}
"""By how many days what is counted in days, weeks and months may be more or less."""
_FRESH = timedelta(days=2)
_POINTING = frozenset({"this", "these", "upcoming", "coming", "looming"})
_OBJECTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


@dataclass(frozen=True)
class _Distance:
    """How far one day lies before or after another."""

    time: TimeExpression
    far: timedelta
    slack: timedelta
    before: TimeExpression | None  # the last time told before it, within `_DAY_BACK` of the link

    def count(self, day: TimeSpan | None, far: timedelta, because: str) -> TimeSpan | None:
        """Return the days that lie so far from a day; none where that is not known from both sides."""
        if day is None or day.earliest is None or day.latest is None:
            return None
        earliest, latest = day.earliest + far - self.slack, day.latest + far + self.slack
        return make_timespan(earliest, latest, because=f"{because} {day.edtf}")


def date_by_countdown(noun: Token, context: Context) -> TimeSpan | None:
    """Return when something is by how long it is until then; none where the text does not count, or the article has no date."""
    day = context.parsed.article.date
    if noun.pos_ in VERBAL:
        return None
    if (counted := count_from_day(noun, context)) is not None or day is None:
        return counted
    found = _find_until(noun, context) or _find_away(noun, context)
    amount = _AMOUNT.fullmatch(found.value) if found is not None else None
    if found is None or amount is None:
        return None
    far = timedelta(days=round(int(amount["count"]) * _DAYS[amount["unit"]]))
    slack = timedelta(days=_SLACK[amount["unit"]])
    start = found.span.start
    words = context.parsed.article.text[max(0, start - _LOOK_BACK) : found.span.end]
    earliest = day if _LESS.search(words) else max(day, day + far - slack)
    latest = None if _MORE.search(words) else day + far + slack
    because = f"“{found.span.text}” from {day}, a few days more or less"
    return make_timespan(earliest, latest, because=because)


def count_from_day(noun: Token, context: Context) -> TimeSpan | None:
    """Return when something is by how far it is from a day of the same clause: "resigned on *Monday, three days before* the vote".

    The day stands right before, or is that of the verb: "on *Monday* extended the curfew, *six days before* the vote".
    """
    link = noun.head
    if noun.dep_ != "pobj" or link.lower_ not in {"before", "after"}:
        return None
    distance = _find_distance(link, context)
    if distance is None:
        return None
    text, amount, before = context.parsed.article.text, distance.time, distance.before
    known = before is not None and before.when.earliest is not None
    if before is not None:
        start = before.span.start
        # "froze the price *until the end of May*, two weeks before the vote", but "until *March 20*, four days after it"
        exact = before.when.earliest == before.when.latest
        known = known and (exact or not _UP_TO.search(text, max(0, start - _DAY_BACK), start))
    if before is not None and known and text[before.span.end : amount.span.start] == ", ":
        day: TimeSpan | None = before.when
    else:
        day = _find_day_of_clause(link, amount, context)
    far = distance.far if link.lower_ == "before" else -distance.far
    return distance.count(day, far, f"“{amount.span.text} {link.text}” it is")


def count_from_event(verb: Token, context: Context) -> TimeSpan | None:
    """Return when something was done by how far it is from what has a day itself: "resigned *three days before* the vote on Sunday"."""
    own = find_time_of(verb, context)
    if verb.pos_ not in VERBAL or (own is not None and own.type == "DATE"):
        return None
    for link in get_children(verb, "prep"):
        if link.lower_ not in {"before", "after"}:
            continue
        distance = _find_distance(link, context)
        if distance is None:
            continue
        days = (find_time_of(noun, context) for noun in get_children(link, "pobj"))
        known = (time for time in days if time is not None and not time.value.endswith("_REF"))
        day = next((time.when for time in known), None)
        far = -distance.far if link.lower_ == "before" else distance.far
        because = f"“{distance.time.span.text} {link.text}” what is of"
        if (counted := distance.count(day, far, because)) is not None:
            return counted
    return None


def _find_distance(link: Token, context: Context) -> _Distance | None:
    """Return the distance that stands right before "before" or "after"."""
    offset, text = context.parsed.offset(link), context.parsed.article.text
    times = context.list_times_touching(max(0, offset - _DAY_BACK), offset)
    amount = times[-1] if times else None
    size = _AMOUNT.fullmatch(amount.value) if amount is not None else None
    if amount is None or size is None or text[amount.span.end : offset] != " ":
        return None
    far = timedelta(days=round(int(size["count"]) * _DAYS[size["unit"]]))
    slack = timedelta(days=_SLACK[size["unit"]] if size["unit"] != "D" else 0)
    return _Distance(amount, far, slack, times[-2] if len(times) > 1 else None)


def _find_day_of_clause(link: Token, amount: TimeExpression, context: Context) -> TimeSpan | None:
    """Return the day of the verb on which "six days before" hangs, or of one above, where it opens the sentence or a comma sets it off.

    What "comes two weeks after" something is of the last days before the article.
    """
    verbs = [above for above in link.ancestors if above.pos_ in VERBAL]
    if not verbs:
        return None
    found = (find_time_of(verb, context) for verb in verbs)
    when = next((time.when for time in found if time is not None and time is not amount), None)
    comes = verbs[0].lemma_ == "come" and link.head in {verbs[0], *verbs[0].children}
    day = context.parsed.article.date
    if when is None and comes and day is not None and verbs[0].tag_ == "VBZ":
        return make_timespan(day - _FRESH, day, because="what the article tells of")
    opens = context.parsed.offset(link.sent[0]) == amount.span.start
    set_off = context.parsed.article.text[: amount.span.start].rstrip(" ")[-1:] == ","
    certain = when is not None and when.earliest == when.latest
    own = link.head in {verbs[0], *(child for child in verbs[0].children if child.tag_ == "VBG")}
    own = own and find_time_of(verbs[0], context) is not None
    return when if certain and (opens or set_off or comes or own) else None


def _find_until(noun: Token, context: Context) -> TimeExpression | None:
    """Return the time in "*50 days* until the election", "*two weeks* to go before the runoff"."""
    link = noun.head
    if noun.dep_ != "pobj" or link.lower_ not in {"until", "till", "before", "to"}:
        return None
    gap = _UNTIL if link.lower_ in {"until", "till"} else _TO_GO
    offset, text = context.parsed.offset(link), context.parsed.article.text
    for time in context.list_times_touching(max(0, offset - _LOOK_BACK), offset):
        if time.type == "DURATION" and gap.fullmatch(text[time.span.end : offset]):
            return time
    return None


def _find_away(noun: Token, context: Context) -> TimeExpression | None:
    """Return the time in "the runoff is *three weeks* away"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be" or is_past(verb):
        return None
    start = context.parsed.offset(verb)
    last = context.parsed.offset(verb.sent[-1])
    for time in context.list_times_touching(start, last):
        if time.span.start > start and _AWAY.match(context.parsed.article.text, time.span.end):
            return time
    return None


def is_scheduled(noun: Token, context: Context) -> bool:
    """Whether a noun names what is held on a day that is set long before: an election, a summit, the second round."""
    words = context.lexicon.words("ScheduledEvent", "noun")
    if noun.pos_ in VERBAL:
        return False
    name = noun.lemma_.lower()
    before = (f"{child.lower_} {name}" for child in get_children(noun, "amod"))
    return name in words or not words.isdisjoint(before)


def may_lie_ahead(noun: Token, verb: Token, context: Context) -> bool:
    """Whether something scheduled may be still to come: "as the election *enters* its last days", "the mood of *this* election".

    What a verb in the past has for its subject or object was: "he *lost* this election".
    """
    if not is_scheduled(noun, context):
        return False
    taken = noun.head == verb and noun.dep_ in _OBJECTS
    perfect = any(child.lemma_ == "have" for child in get_children(verb, "aux"))
    if taken and (is_past(verb) or perfect):
        return False
    pointed = any(child.lower_ in _POINTING for child in get_children(noun, "det", "amod"))
    present = taken and verb.tag_ in {"VBZ", "VBP"} and not is_future(verb)
    progressive = taken and any(child.tag_ in {"VBZ", "VBP"} for child in get_children(verb, "aux"))
    return pointed or present or (progressive and verb.tag_ == "VBG")
