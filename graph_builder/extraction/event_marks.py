"""By what the words of an event tell it from others of its kind: its sort, which of several it is, how many and how strong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.predicates import (
    VERBAL,
    get_children,
    get_complements,
    get_counting,
)
from graph_builder.extraction.triggers import compile_once
from graph_builder.naming import SMALL_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from graph_builder.lexicon import Lexicon

_COUNTS = dict(zip(SMALL_NUMBERS, range(20), strict=True)) | {"couple": 2, "pair": 2, "twin": 2}
_PLACES = {
    "first": 1,
    "another": 2,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_INDEFINITE = frozenset({"a", "an", "another"})
_NOW = frozenset({"current", "ongoing", "present", "latest"})


@dataclass(frozen=True)
class Marks:
    """What one mention of an event says to tell it from others of its kind.

    Attributes:
        sort: The sort of thing within the kind: the same for "quake" and "tremor", another for "landslide"; empty if open.
        place: Which of several: 1 for "the first blast", 2 for "another", 0 where nothing says so.
        count: How many events the words count; 0 where they do not.
        several: Whether the noun is a plural.
        strengths: Numbers with a decimal point: "6.3" of "a 6.3-magnitude quake".
        names: The names before the noun: "brexit" of "Brexit vote".
        kind: The noun with the common nouns before it, of which an article has but one: "impeachment inquiry".
        now: Whether the words say that it is of these days: "the current outbreak".
        turn: -1 for one before another ("the *previous* election"), 1 for one after another, 0 where nothing says so.
    """

    sort: str = ""
    place: int = 0
    count: int = 0
    several: bool = False
    strengths: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    kind: str = ""
    now: bool = False
    turn: int = 0

    def speaks_against(self, known: Marks) -> bool:
        """Tell whether these words are of another event than those of an earlier mention."""
        if self.strengths & known.strengths:
            return False  # "a 5.0-magnitude aftershock" may be called a quake next
        if self.sort and known.sort and self.sort != known.sort:
            return True
        if self.count and known.count and self.count != known.count:
            return True
        if self.strengths and known.strengths and not self.strengths & known.strengths:
            return True
        return not self.several and not known.several and _are_two(self.place, known.place)


def _are_two(place: int, known: int) -> bool:
    """Whether of two single events one is the first and one the second; who was told first is the first."""
    return place != known and max(place, known) > 1


def read_marks(token: Token, lexicon: Lexicon) -> Marks:
    """Return what the words around the noun or verb of an event tell of it."""
    names = get_children(token, "compound", "nmod", "amod")
    noun = token.pos_ not in VERBAL
    return Marks(
        sort=_get_sorts(lexicon).get(token.lemma_.lower(), ""),
        place=_read_place(token, lexicon) if noun else 0,
        count=_count(token) if noun else _count_done(token),
        several=noun and token.tag_ in {"NNS", "NNPS"},
        strengths=_list_strengths(token) if noun else frozenset(),
        names=frozenset(item.lemma_.lower() for item in names if item.pos_ == "PROPN"),
        kind=_get_kind(token) if noun else "",
        turn=_read_turn(token, lexicon) if noun else 0,
        now=noun and any(child.lower_ in _NOW for child in get_children(token, "amod")),
    )


@compile_once
def _get_sorts(lexicon: Lexicon) -> Mapping[str, str]:
    return {
        word: entry.name
        for entry in lexicon.of_kind("EventSort")
        for role in ("noun", "verb")
        for word in entry.values(role)
    }


@compile_once
def _get_ordered(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """Return the names of kinds that begin with an ordinal, which counts no events: "the *second round*" of an election."""
    names = (
        name.split() for entry in lexicon.of_kind("EventType") for name in entry.values("noun")
    )
    return frozenset((name[0], name[1]) for name in names if len(name) > 1 and name[0] in _PLACES)


def _read_place(noun: Token, lexicon: Lexicon) -> int:
    before = noun.left_edge.nbor(-1) if noun.left_edge.i else None
    second = noun.dep_ == "dobj" and before is not None and before.text == ","
    if second or noun.dep_ in {"appos", "npadvmod", "dep"}:
        return 0  # "a bombing killed five, another attack by the group"
    ordered, name = _get_ordered(lexicon), noun.lemma_.lower()
    words = (child.lower_ for child in get_children(noun, "amod", "det", "nummod"))
    return max((_PLACES.get(word, 0) for word in words if (word, name) not in ordered), default=0)


def _read_turn(noun: Token, lexicon: Lexicon) -> int:
    words = {child.lower_ for child in get_children(noun, "amod")}
    if words & lexicon.words("EarlierWord", "word"):
        return -1
    return int(bool(words & lexicon.words("LaterWord", "word")))


def _list_strengths(noun: Token) -> frozenset[str]:
    before = (word for child in noun.lefts for word in child.subtree)
    behind = (
        word
        for item in get_complements(noun, "of", "with")
        for word in get_children(item, "nummod")
    )
    return frozenset(
        word.text for word in (*before, *behind) if word.like_num and "." in word.text[1:-1]
    )


def _get_kind(noun: Token) -> str:
    """Return the noun with what it is of; none of a bare noun."""
    if noun.tag_ != "NN":
        return ""
    kind = [item.lemma_.lower() for item in get_children(noun, "compound") if item.pos_ == "NOUN"]
    return " ".join([*kind, noun.lemma_.lower()]) if kind else ""


def _count_done(verb: Token) -> int:
    """Return 1 for what one does who is told first: "*a gunman* shot at shoppers" is no "four shootings"; else 0."""
    doers = get_children(verb, "nsubj")
    if not doers or doers[-1].tag_ != "NN":
        return 0
    return int(any(child.lower_ in _INDEFINITE for child in doers[-1].children))


def _count(noun: Token) -> int:
    """Return how many events a noun counts: "a bombing" 1, "three bombings" and "a couple of bombings" as said, else 0."""
    if noun.tag_ in {"NN", "NNP"}:
        return int(any(child.lower_ in _INDEFINITE for child in noun.children))
    counting = get_counting(noun)
    if counting != noun:
        return _COUNTS.get(counting.lemma_.lower(), 0)
    number = next(iter(get_children(noun, "nummod")), None)
    return _COUNTS.get(number.lower_, 0) if number is not None else 0
