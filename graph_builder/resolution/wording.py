"""Wordings made comparable: which words say what a measure is, whatever form or near-synonym an article has for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from graph_builder.naming import get_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.lexicon import Lexicon

_SHORTEST_STEM = 2
_ENDINGS = ("ies", "ing", "es", "ed", "s")
_NAMING = ("noun", "objectNoun", "verb", "sharedVerb")
"""Under which a kind of measures has its words."""


@dataclass(frozen=True)
class Wording:
    """Compares wordings by the lexicon.

    Attributes:
        small: Stems that say nothing about which measure is meant.
        near: The name that stems stand under which news uses for one another.
        singles: The kinds of measures of which there is seldom more than one at a time in one place, each with the stems of
            its nouns.
        favours: The kinds of measures that are for whom they concern.
        anaphors: Nouns that take up a measure already spoken of ("the ban").
        general: Those of them that take up any measure ("the plan").
        favourable: Words that speak for a measure.
        hostile: Words that speak against it.
        acting: The stems of what is done with measures of any kind ("sign").
        kinds: The terms that measures of a kind share ("executive order").
        divisions: The words for parts of countries that a name may go without ("Lund *County*").
    """

    small: frozenset[str]
    near: Mapping[str, str]
    singles: Mapping[str, tuple[frozenset[str], ...]]
    favours: frozenset[str]
    anaphors: frozenset[str]
    general: frozenset[str]
    favourable: frozenset[str]
    hostile: frozenset[str]
    acting: frozenset[str]
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    divisions: frozenset[str] = frozenset()

    @classmethod
    def learn(cls, lexicon: Lexicon) -> Wording:
        """Read what has to be known from the lexicon."""
        near = {
            stem(word): entry.name
            for entry in lexicon.of_kind("NearWords")
            for word in entry.values("word")
        }
        singles = (e for e in lexicon.of_kind("MeasureType") if e.value("single") == "true")
        wording = cls(
            small=frozenset(map(stem, lexicon.words("SmallWord", "word"))),
            near=near,
            singles={
                entry.name: tuple(frozenset(map(stem, get_words(n))) for n in entry.values("noun"))
                for entry in singles
            },
            favours=frozenset(
                e.name for e in lexicon.of_kind("MeasureType") if e.value("favour") == "true"
            ),
            anaphors=frozenset(lexicon.words("MeasureAnaphor", "noun")),
            general=frozenset(lexicon.words("GeneralAnaphor", "word")),
            favourable=frozenset(lexicon.words("ForWords", "word")),
            hostile=frozenset(lexicon.words("AgainstWords", "word")),
            acting=frozenset(stem(v.split()[0]) for v in lexicon.words("StatusVerb", "verb")),
            divisions=frozenset(lexicon.words("DivisionNoun", "form")),
        )
        kinds = {
            entry.name: wording.read(" ".join(w for name in _NAMING for w in entry.values(name)))
            for entry in lexicon.of_kind("MeasureType")
        }
        return replace(wording, kinds=kinds)

    def distinguish(self, text: str, kind: str) -> frozenset[str]:
        """Return the terms of a measure's name that tell it from others of its kind: "Japan" of "sign a trade deal with Japan"."""
        terms = {self.near.get(s, s) for s in self.read_plain(text) - self.acting}
        return frozenset(terms - self.kinds.get(kind, frozenset()))

    def strip_division(self, path: str) -> str:
        """Return the path of a place without the word for a part of a country: of "place/lund-county", "place/lund"."""
        kind, _, slug = path.partition("/")
        words = slug.split("-")
        kept = [word for word in words if word not in self.divisions]
        return f"{kind}/{'-'.join(kept)}" if kind == "place" and kept else path

    def read(self, text: str) -> frozenset[str]:
        """Return the terms of a text: stems, near words as one, without small words and numbers."""
        return frozenset(self.near.get(word, word) for word in self.read_plain(text))

    def read_plain(self, text: str) -> frozenset[str]:
        """Return the stems of a text without small words and numbers, near words apart."""
        stems = (stem(word) for word in get_words(text) if not word.isdigit())
        return frozenset(word for word in stems if word not in self.small)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without the endings of number and tense, roughly.

    >>> stem("policies"), stem("forces"), stem("allied"), stem("bus")
    ('policy', 'forc', 'alli', 'bus')
    """
    if word.endswith("ss"):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > _SHORTEST_STEM:
            return word.removesuffix(ending) + ("y" if ending == "ies" else "")
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM + 1 else word
