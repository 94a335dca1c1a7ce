"""The indicators that the lexicon knows, by their words (``ontology/lexicon/indicators.ttl``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from graph_builder.lexicon import Entry, Lexicon

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@dataclass(frozen=True)
class Naming:
    """The indicator of one figure, and the words of the text from which it was read."""

    label: str
    entry: Entry | None = None
    words: tuple[Token, ...] = ()

    def has(self, trait: str) -> bool:
        """Tell whether the lexicon gives the indicator a trait."""
        return self.entry is not None and trait in self.entry.values("trait")


@dataclass
class Indicators:
    """The indicators of a lexicon by their words."""

    nouns: dict[str, list[Entry]] = field(default_factory=dict)
    verbs: dict[str, Entry] = field(default_factory=dict)
    per: dict[str, Entry] = field(default_factory=dict)
    of: dict[str, list[Entry]] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)
    change_adverbs: dict[str, str] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()
    bringing: frozenset[str] = frozenset()
    tallies: frozenset[str] = frozenset()
    setters: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()
    sorting: frozenset[str] = frozenset()
    unsorting: frozenset[str] = frozenset()

    def find_noun(self, head: Token, verb: Token | None = None) -> Naming | None:
        """Return the indicator named by the longest phrase of up to three words ending at a noun."""
        for size in (3, 2, 1):
            first = head.i - size + 1
            if first < head.sent.start:
                continue
            tokens = head.doc[first : head.i + 1]
            for entry in self.nouns.get(" ".join(get_lemma(token) for token in tokens), ()):
                if _fits(entry, verb):
                    return Naming(entry.value("prefLabel"), entry, tuple(tokens))
        return None

    def find_whole(self, whole: Token, verbs: Iterable[Token]) -> Naming | None:
        """Return the indicator of a share by what it is a share of: "*ballots* counted", "of the popular *vote*"."""
        governors = [*verbs, None]
        for size in (2, 1):
            tokens = tuple(whole.doc[max(0, whole.i - size + 1) : whole.i + 1])
            for entry in self.of.get(" ".join(get_lemma(token) for token in tokens), ()):
                if any(_fits(entry, verb) for verb in governors):
                    return Naming(entry.value("prefLabel"), entry, tokens)
        return None

    def find_word(self, word: Token) -> Naming | None:
        """Return the indicator named by a word as it stands, whatever the tagger took it for: "were *missing*"."""
        entry = next(iter(self.nouns.get(word.lower_, ())), None)
        return Naming(entry.value("prefLabel"), entry, (word,)) if entry else None

    def find_verb(self, verb: Token) -> Naming | None:
        """Return the indicator named by a verb, with its particle where it has one."""
        particles = [child for child in verb.children if child.dep_ == "prt"]
        lemma = verb.lemma_.lower()
        if verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "dead":
            particles.append(verb.nbor())  # "shot dead"
        for particle in particles:
            entry = self.verbs.get(f"{lemma} {particle.lower_}")
            if entry:
                return Naming(entry.value("prefLabel"), entry, (verb, particle))
        entry = self.verbs.get(lemma)
        return Naming(entry.value("prefLabel"), entry, (verb,)) if entry else None


def get_lemma(token: Token) -> str:
    """Return the lemma in small letters; of a plural that the parser took for a name, too."""
    lemma: str = token.lemma_.lower()
    if token.tag_ in ("NNS", "NNPS", "NNP") and lemma == token.lower_ and lemma[-2:-1] not in "su":
        return lemma.removesuffix("s")
    return lemma


def _fits(entry: Entry, verb: Token | None) -> bool:
    needed = entry.values("requires")
    return not needed or (verb is not None and verb.lemma_.lower() in needed)


def _compile(lexicon: Lexicon) -> Indicators:
    found = Indicators()
    for entry in lexicon.of_kind("Indicator"):
        for noun in entry.values("noun"):
            found.nouns.setdefault(noun.lower(), []).append(entry)
        found.verbs |= dict.fromkeys(entry.values("verb"), entry)
        found.per |= dict.fromkeys(entry.values("per"), entry)
        for whole in entry.values("of"):
            found.of.setdefault(whole, []).append(entry)
    for entries in (*found.nouns.values(), *found.of.values()):
        entries.sort(key=lambda entry: not entry.values("requires"))
    for entry in lexicon.of_kind("Change"):
        words = (*entry.values("verb"), *entry.values("noun"))
        found.changes |= dict.fromkeys(words, entry.value("suffix"))
        found.change_adverbs |= dict.fromkeys(entry.values("adverb"), entry.value("suffix"))
    for entry in lexicon.of_kind("Dimension"):
        found.dimensions |= dict.fromkeys(entry.values("measures"), entry.value("prefLabel"))
    found.linking = lexicon.words("Linking", "verb")
    found.moving = lexicon.words("Moving", "verb")
    found.sorting = lexicon.words("Sorting", "adjective")
    found.unsorting = lexicon.words("Sorting", "except")
    found.bare = lexicon.words("Bare", "noun")
    found.setters = lexicon.words("RateSetter", "noun")
    found.tallies = lexicon.words("Tally", "noun")
    found.bringing = lexicon.words("BringingVerb", "verb")
    return found


_COMPILED: dict[int, tuple[Lexicon, Indicators]] = {}


def get_indicators(lexicon: Lexicon) -> Indicators:
    """Return the indicators of a lexicon, compiled once as long as it is the one in use."""
    known = _COMPILED.get(id(lexicon))
    if known is None:
        _COMPILED.clear()
        known = _COMPILED[id(lexicon)] = (lexicon, _compile(lexicon))
    return known[1]
