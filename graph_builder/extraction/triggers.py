"""Finding the words of the lexicon in a parse: phrases by their first word, verbs with the words they need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from graph_builder.extraction.predicates import get_undergoer, is_hyphen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Token

    from graph_builder.lexicon import Entry, Lexicon

T = TypeVar("T")

_DOUBLING = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")  # one short syllable: "ban", "stop", "cut"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VB"})  # "rebels attacked" is no "rebel attack"
_TIMES = frozenset({"DATE", "TIME"})
_REACH = 5
_STEPS = 3
_TAKEN = frozenset({"dobj", "ccomp", "xcomp", "attr", "oprd", "acomp"})
_LINKS = frozenset(
    {"prep", "pobj", "dobj", "prt", "dative", "acomp", "oprd", "attr", "agent", "xcomp"}
)


@dataclass(frozen=True)
class Trigger:
    """One word or phrase of the lexicon: the entry it belongs to and the property that lists it."""

    words: tuple[str, ...]
    entry: Entry
    role: str


class TriggerIndex:
    """The words that some properties of some entries list, by the first word of each."""

    def __init__(self, entries: Iterable[Entry], *roles: str) -> None:
        self._by_first: dict[str, list[Trigger]] = {}
        for entry in entries:
            for role in roles:
                for phrase in entry.values(role):
                    for words in _list_spellings(phrase.lower()):
                        self._by_first.setdefault(words[0], []).append(Trigger(words, entry, role))
        for triggers in self._by_first.values():
            triggers.sort(key=lambda trigger: -len(trigger.words))

    def match_nouns(self, token: Token) -> tuple[Trigger, Token] | None:
        """Return the longest phrase of nouns that begins at a token, and the noun that is its head."""
        triggers = self._by_first.get(token.lemma_.lower()) or self._by_first.get(token.lower_)
        for trigger in triggers or ():
            tokens = _match_row(token, trigger.words)
            if tokens and not any(_is_finite(item) for item in tokens[1:]):
                parts = [item for item in tokens if item.text != "-"]
                head = next((item for item in parts if item.head not in tokens), parts[-1])
                return trigger, head
        return None

    def match_verbs(self, verb: Token) -> Iterator[Trigger]:
        """Yield the entries of a verb whose further words stand after it, the most demanding first."""
        triggers = self._by_first.get(verb.lemma_.lower(), ())
        if triggers and _is_misread(verb):
            return
        for trigger in triggers:
            if len(trigger.words) == 1 or _follows(verb, trigger.words[1:]):
                yield trigger

    def match_verb(self, verb: Token) -> Trigger | None:
        """Return the most demanding entry of a verb."""
        return next(self.match_verbs(verb), None)

    def match_by_itself(self, verb: Token) -> Trigger | None:
        """Return the entry of a verb whose object is its subject, as if it befell by itself: "*schools* will *close*".

        So is whom somebody orders to do so: "ordered *schools* to *close*".
        """
        undergoer = get_undergoer(verb)
        if undergoer is None or any(child.dep_ in _TAKEN for child in verb.rights):
            return None
        counted = [item for link in undergoer.rights if link.lower_ == "of" for item in link.rights]
        names = {
            name for item in (undergoer, *counted) for name in (item.lower_, item.lemma_.lower())
        }
        triggers = self._by_first.get(verb.lemma_.lower(), ())
        return next(
            (each for each in triggers if each.words[1:] and {each.words[1]} <= names), None
        )

    def has(self, word: str) -> bool:
        """Whether a single word is listed."""
        return any(len(trigger.words) == 1 for trigger in self._by_first.get(word, ()))


def begins_compound(token: Token) -> bool:
    """Tell whether a word is the first before a hyphen, of whatever kind it is: "*no*-fly zone", "*stay*-at-home order"."""
    return token.i + 1 < len(token.doc) and is_hyphen(token.doc, int(token.i) + 1)


def _list_spellings(phrase: str) -> list[tuple[str, ...]]:
    """Return the words of a phrase, and its tokens too where the tokenizer cuts it at hyphens: "no | - | fly | zone"."""
    words = tuple(phrase.split())
    cut = tuple(phrase.replace("-", " - ").split())
    return [words] if cut == words else [words, cut]


def _is_finite(token: Token) -> bool:
    """Whether a word is a verb of its own, and not the second half of a noun: "rebels *attacked*", but "a no-*fly* zone"."""
    return token.tag_ in _FINITE and token.nbor(-1).text != "-"


def is_own_word(token: Token, word: str) -> bool:
    """Tell whether a token is a word of an entry, and not the "on" of "marched on Saturday"."""
    if word not in {token.lower_, token.lemma_.lower()}:
        return False
    if word != "on":
        return True
    objects = (child for child in token.rights if child.dep_ == "pobj")
    return all(child.ent_type_ not in _TIMES for child in objects)


def _is_misread(verb: Token) -> bool:
    """Whether a verb form lacks the double consonant that its lemma asks for: "bared" is of "bare", not of "bar"."""
    lemma = verb.lemma_.lower()
    return verb.lower_ in {f"{lemma}ed", f"{lemma}ing"} and bool(_DOUBLING.fullmatch(lemma))


def _match_row(token: Token, words: tuple[str, ...]) -> list[Token] | None:
    doc = token.doc
    found: list[Token] = []
    position = int(token.i)
    for word in words:
        while word != "-" and found and position < len(doc) and doc[position].text == "-":
            position += 1
        if position >= len(doc) or word not in {doc[position].lower_, doc[position].lemma_.lower()}:
            return None
        found.append(doc[position])
        position += 1
    return found


def _follows(verb: Token, words: tuple[str, ...]) -> bool:
    """Whether these words stand in this order after a verb, below it or close by; an object may have moved to the front."""
    doc, position = verb.doc, int(verb.i) + 1
    last = min(position + _REACH * len(words), len(doc), int(verb.sent.end))
    for word in words:
        while position < last and not is_own_word(doc[position], word):
            position += 1
        if position >= last or not _is_close(verb, doc[position], words):
            return word == words[-1] and (_is_fronted(verb, word) or _is_object(verb, word))
        position += 1
    return True


def _is_close(verb: Token, token: Token, words: tuple[str, ...]) -> bool:
    """Whether a word hangs on a verb by its particles and objects, and by prepositions that are words of the entry.

    Not: "opened an inquiry *of the fire*", "called *for a strike*".
    """
    if token.head == verb:
        return token.dep_ != "advcl"
    if _is_also_oneself(token):
        return False
    above = token.head
    for _ in range(_STEPS):
        if above.dep_ not in _LINKS or _is_another_matter(above, words):
            return False
        if above.head == verb:
            return True
        above = above.head
    return False


def _is_also_oneself(token: Token) -> bool:
    """Whether somebody is one of several to whom he does something: "killed ten people and *himself*"."""
    return token.dep_ == "conj" and token.lower_.endswith(("self", "selves"))


def _is_another_matter(link: Token, words: tuple[str, ...]) -> bool:
    """Whether what is behind a preposition is told by the noun before it, and not by the verb.

    "A seat *in* the senate" and "a state *of* emergency" are not.
    """
    if link.dep_ != "prep" or link.lower_ in words:
        return False
    return link.lower_ != "in" and link.head.lemma_ != "state"


def _is_fronted(verb: Token, word: str) -> bool:
    """Whether the object stands before the verb: "bombs were planted", "bombs set off by rebels"."""
    nouns = [child for child in verb.children if child.dep_ == "nsubjpass"]
    if verb.dep_ in {"acl", "relcl"}:
        nouns.append(verb.head)
    return any(word in {noun.lower_, noun.lemma_.lower()} for noun in nouns)


def _is_object(verb: Token, word: str) -> bool:
    """Whether a word is the object, however much stands before it: "introduced the Water Supply and Sewers (Wales) *Bill*"."""
    objects = [child for child in verb.rights if child.dep_ == "dobj"]
    others = (other for child in objects for other in child.conjuncts if other.i > child.i)
    objects += [other for other in others if not _is_also_oneself(other)]
    return any(word in {noun.lower_, noun.lemma_.lower()} for noun in objects)


_MOST = 4


def compile_once(build: Callable[[Lexicon], T]) -> Callable[[Lexicon], T]:
    """Make a function of a lexicon remember what it built for the few lexicons in use."""
    known: dict[int, tuple[Lexicon, T]] = {}

    def get(lexicon: Lexicon) -> T:
        found = known.get(id(lexicon))
        if found is None or found[0] is not lexicon:
            if len(known) >= _MOST:
                known.clear()
            found = known[id(lexicon)] = (lexicon, build(lexicon))
        return found[1]

    return get
