"""What the reading of a time leans on: the article's date, the times mentioned before, and the tense."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.extraction.times.points import to_number
from graph_builder.extraction.times.tense import find_governor, looks_back, read_tense

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.times.points import Point
    from graph_builder.extraction.times.tense import Tense
    from graph_builder.extraction.times.words import Vocabulary, Word
    from graph_builder.model import RelativeTime, TimexType

_MEMORY = 12
_RECENT = 3  # days before an article on which its story may be
_OCCURRING = frozenset(
    {"be", "begin", "start", "occur", "happen", "take", "come", "strike", "erupt"}
)
_FRESH = 10  # days of which news of several days tells
_CLIMB = 6
# What goes with a participle that sets a date: "is set", "set for", "extended to".
_SET_FOR = frozenset({"is", "are", "for", "to", "until", "by"})
# Verbs that give an election another day, if that is their object.
_REACH = 5
_RESETTING = frozenset({"move", "shift", "push", "bring", "put"})
_BEHIND = frozenset({"after", "following", "since"})
_UNTIL = frozenset({"until", "till", "through"})
_AS_SOON_AS = frozenset({"as early as", "as soon as", "as late as", "no later than"})
_DAYS = frozenset("mw")  # months and weekdays
# Words that may stand before the month or weekday within an expression.
_INSIDE = frozenset("dtapPzwkTMXO,~l-")


@dataclass(slots=True)
class Reading:
    """What one expression was read as; offsets count from the beginning of the paragraph.

    ``point`` is what it names on the calendar; bounds are those of the point unless given.
    ``mentioned`` says whether later expressions may lean on it.
    """

    type: TimexType
    value: str
    because: str = ""
    point: Point | None = None
    bounds: tuple[dt.date | None, dt.date | None] | None = None
    extent: bool = False
    relative: RelativeTime | None = None
    start: int = 0
    end: int = 0
    mentioned: bool = True
    kind: str = ""


@dataclass
class Scene:
    """The article as far as it has been read.

    Attributes:
        published: The day of the article, if it has one.
        vocabulary: The words of time.
        narrative: Whether the article tells of a past of its own, so that "in May" leans on the last date
            mentioned rather than on the article's.
        namesakes: The months that the article also has as somebody's surname.
        mentioned: The points named so far, the last one last.
        here: How many of the points named are of this paragraph.
        doc: The paragraph being read.
    """

    published: Point | None
    vocabulary: Vocabulary
    narrative: bool = False
    namesakes: frozenset[str] = frozenset()
    mentioned: list[Point] = field(default_factory=list)
    here: int = 0
    doc: Doc | None = None
    words: list[Word] = field(default_factory=list)
    _tokens: dict[int, Token] | None = None

    def enter(self, doc: Doc, words: list[Word]) -> None:
        """Begin a paragraph."""
        self.doc = doc
        self.words = words
        self._tokens = None
        self.here = 0

    def is_quoted(self, start: int) -> bool:
        """Tell whether an offset of the paragraph lies in a quotation, where "today" is the day of speaking."""
        before = self.doc.text[:start] if self.doc is not None else ""
        return before.count('"') % 2 == 1 or before.count("“") > before.count("”")

    def get_token(self, word: Word) -> Token | None:
        """Return the parsed token that begins where a word does, or the one that covers it."""
        if self.doc is None:
            return None
        if self._tokens is None:
            self._tokens = {token.idx: token for token in self.doc}
        for position in range(word.start, max(-1, word.start - 24), -1):
            token = self._tokens.get(position)
            if token is not None:
                return token if position + len(token) > word.start else None
        return None

    def read_tense(self, word: Word) -> tuple[Tense, Token | None]:
        """Return the tense around a word, and the noun it modifies where it only modifies a noun.

        "since" looks back; "until" (but not "had until"), "as early as", "payable", "was planned for" look ahead whatever the tense.
        """
        token = self.get_token(word)
        if token is None:
            return "", None
        for _ in range(_CLIMB):
            if token.dep_ in ("compound", "nmod", "amod") and self._is_time(token.head):
                token = token.head
            # "On the evening of May 4" dates what "on" does.
            of = token.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
            if of is not None and of.dep_ == "prep" and self._is_time(of.head):
                token = of.head
        verb, nominal = find_governor(token)
        cue = self._read_cue(word)
        if cue:
            over = cue == "open" and verb is not None and looks_back(verb)
            return "past" if over else cue, None
        if verb is not None and self._looks_ahead(word, verb):
            return ("" if looks_back(verb) else "future"), None
        tense: Tense = read_tense(verb) if verb is not None else ""
        if not nominal:
            return tense, None
        noun = token.head
        for _ in range(_CLIMB):
            if noun.pos_ in ("NOUN", "PROPN"):
                behind = noun.head.lower_ in _BEHIND and noun.dep_ == "pobj"
                return (tense, None) if behind and tense == "past" else (tense, noun)
            noun = noun.head
        return tense, None

    def looks_ahead_from_past(self, word: Word) -> bool:
        """Whether a verb looks ahead from a day that is past: "was expected to pass on Wednesday", "would pass on Wednesday"."""
        token = self.get_token(word)
        verb = find_governor(token)[0] if token is not None else None
        if verb is None:
            return False
        would = any(child.lower_ == "would" for child in verb.children)
        above = verb.head
        told = any(
            child.tag_ == "VBD"
            for child in (above, *above.children)
            if child.pos_ in {"VERB", "AUX"}
        )
        return would or (verb.dep_ == "xcomp" and verb.tag_ == "VB" and told)

    def _schedules(self, verb: Token) -> bool:
        """Whether a verb sets something for a date, a coming one unless it "had been scheduled": not "set himself"."""
        words = self.vocabulary
        return verb.lemma_ in words.scheduling or (
            verb.lemma_ in words.scheduled_for
            and verb.tag_ == "VBN"
            and any(child.lower_ in _SET_FOR for child in verb.children)
        )

    def _is_time(self, token: Token) -> bool:
        found = self.vocabulary.words.get(token.lower_)
        return found is not None and found[0] in "pPuUmwk"

    def _read_cue(self, word: Word) -> Tense:
        """Return the tense that the words right before an expression force."""
        index = bisect_left(self.words, word.start, key=lambda other: other.start)
        for _ in range(_CLIMB):
            if index and self.words[index - 1].cls in _INSIDE and not self._is_as_of(index):
                index -= 1
        if not index:
            return ""
        before = self.words[index - 1].text
        earlier = [other.text for other in self.words[max(0, index - 3) : index]]
        if before == "since" or self._is_as_of(index):
            return "past"
        if before in _UNTIL and index > 1 and self.words[index - 2].cls != ".":
            return "open"
        if " ".join(earlier) in _AS_SOON_AS:
            return "future"
        return "future" if before in self.vocabulary.falling_due else ""

    def _looks_ahead(self, word: Word, verb: Token) -> bool:
        """Whether a verb sets a coming date, or the date stands behind "from" or "to" with one that may.

        "Moved the election *to July 20*", "has closed the schools *from Monday to Friday*".
        """
        index = bisect_left(self.words, word.start, key=lambda other: other.start)
        before = [other.text for other in self.words[max(0, index - _REACH) : index]]
        if self._schedules(verb):
            # "Postponed a vote *on Monday*" did so then; "postponed it to Monday".
            deferred = verb.lemma_ in self.vocabulary.deferring and verb.tag_ in {"VBD", "VBN"}
            return not deferred or before[-1:] != ["on"]
        if before[-1:] not in (["from"], ["to"], ["until"]):
            return False
        if _is_present_perfect(verb):
            return "from" in before
        things = (child for child in verb.children if child.dep_ in ("dobj", "nsubjpass"))
        scheduled = self.vocabulary.scheduled
        return verb.lemma_ in _RESETTING and any(each.lower_ in scheduled for each in things)

    def _is_as_of(self, index: int) -> bool:
        """Whether "as of" stands right before a word."""
        return [word.text for word in self.words[max(0, index - 2) : index]] == ["as", "of"]

    def remember(self, point: Point) -> None:
        """Let later expressions lean on this point."""
        self.mentioned.append(point)
        self.here += 1
        del self.mentioned[:-_MEMORY]

    def recall(self, *fineness: str) -> Point | None:
        """Return the last point mentioned that has a year and is of this fineness (any if none is given)."""
        for point in self._recall_all():
            if not fineness or point.fineness in fineness:
                return point
        return None

    def recall_day(self, word: Word) -> Point | None:
        """Return the last day mentioned; one that has come already where the verb is in the past tense."""
        today = to_number(self.published) if self.published is not None else None
        past = today is not None and self.read_tense(word)[0] == "past"
        for point in self._recall_all():
            if point.fineness == "day" and not (past and (to_number(point) or 0) > (today or 0)):
                return point
        return None

    def is_torn(self, day: Point, word: Word) -> bool:
        """Whether a day lies long before the article although the article has spoken of one right before it, or is but one of several.

        Then what has a bare hour may be of either, unless its sentence names a day; of several in the news of some days, also unless its
        paragraph does.
        """
        today = to_number(self.published) if self.published is not None else None
        token = self.get_token(word)
        if today is None or token is None:
            return False
        several = self._is_one_of_several(today) or self._takes_up_one_of_several(token, today)
        if not several and today - (to_number(day) or today) <= _RECENT:
            return False
        start, end = token.sent.start_char, token.sent.end_char
        if any(start <= each.start < end and each.cls in _DAYS for each in self.words):
            return False
        days = (to_number(point) for point in self._recall_all() if point.fineness == "day")
        return several or any(
            number is not None and 0 <= today - number <= _RECENT for number in days
        )

    def _is_one_of_several(self, today: int) -> bool:
        """Whether the paragraph has named no day, and those before it several of the last days."""
        if any(
            point.fineness == "day" for point in self.mentioned[len(self.mentioned) - self.here :]
        ):
            return False
        return _are_several(self._recall_all(), today)

    def _takes_up_one_of_several(self, token: Token, today: int) -> bool:
        """Whether the hour is that of a thing told before, and so of any of the last days that the paragraph names: "*the attack* began at 9:15 a.m."."""
        verb, here = find_governor(token)[0], self.mentioned[len(self.mentioned) - self.here :]
        if verb is None or verb.lemma_ not in _OCCURRING or not _are_several(here, today):
            return False
        subjects = (child for child in verb.lefts if child.dep_ == "nsubj" and child.pos_ == "NOUN")
        return any(word.lower_ == "the" for subject in subjects for word in subject.lefts)

    def recall_here(self) -> Point | None:
        """Return the last point mentioned in this paragraph."""
        return self.recall() if self.here else None

    def _recall_all(self) -> Iterator[Point]:
        for point in reversed(self.mentioned):
            if to_number(point) is not None:
                yield point


def _is_present_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in {"has", "have"} for child in verb.children)


def _are_several(points: Iterable[Point], today: int) -> bool:
    """Tell whether points name more than one of the last days."""
    days = {to_number(point) for point in points if point.fineness == "day"}
    return sum(day is not None and 0 <= today - day <= _FRESH for day in days) > 1
