"""What kind of word a word is, where parsers mistake it in the first sentences of news; put right before the rest of the parse is.

"She *hopes* to win": she does not hop. "She announced a 15 percent *cut*": a cut is a thing, though the parser takes it for a participle. "She thanked him, *writing*, '…'": she wrote.
"Lawyer *Can* Yilmaz told": a name, and no auxiliary. "Her rival *alleged* fraud": he did so, and no fraud is called alleged. "*The 70-year-old* said": somebody of that age is a person, and no time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_GERUNDS = {"writing": "write"}
"""Words that parsers take for nouns wherever they stand, by their verbs."""
_CUTS = frozenset({"cut", "hike", "raise", "rise", "freeze", "halt"})
"""Words that parsers take for verbs though an article stands before them."""
_INFLECTED = frozenset({"VBD", "VBG", "VBN", "VBZ"})
_CUT = re.compile(r"([^aeiou]+[aeiou][^aeiouwxyszh])(?:es|ed|ing)")
"""Forms of short verbs with an "e" at their end, those of verbs without one double their last letter: "hoped", "hopped"."""
_PARTICIPLES = {"accused": "accuse", "alleged": "allege", "suspected": "suspect"}
"""Words that parsers take for adjectives wherever they stand, by their verbs."""
_PEOPLE = frozenset(
    {"general", "official", "executive", "conservative", "radical", "native", "criminal"}
)
"""Words for people that are adjectives as well."""
_BEFORE_E = (
    "c",
    "v",
    "z",
    "u",
    "at",
    "rg",
    "dg",
    "ng",
    "as",
    "es",
    "is",
    "os",
    "us",
    "ir",
    "bl",
    "pl",
    "tl",
    "gl",
)
"""What a verb has before an "e" that its past has lost in "ed"."""
_NO_PASTS = frozenset(
    {
        "need",
        "feed",
        "speed",
        "heed",
        "breed",
        "bleed",
        "exceed",
        "proceed",
        "succeed",
        "weed",
        "seed",
        "shed",
        "wed",
        "embed",
        "shred",
    }
)
_VERBS = frozenset({"VB", "VBD", "VBN", "VBP"})
_ONLY_PARTICIPLES = frozenset({"shown", "given", "taken", "known", "done", "gone", "written", "spoken", "seen", "broken", "chosen", "stolen", "driven", "forgotten", "hidden", "thrown", "withdrawn", "begun", "sworn", "fallen", "risen", "drawn", "grown", "flown", "eaten", "ridden", "shaken", "undertaken", "mistaken", "overseen"})  # fmt: skip
"""Participles that are written otherwise than the past."""
_ATTRIBUTIVE = frozenset({"amod", "nmod", "compound"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_AGE = 4  # tokens before "old": "70 - year -"


def retag(doc: Doc) -> None:
    """Mend the tags and lemmas of one paragraph in place, and what hangs on them alone."""
    _retag_pasts(doc)
    _mend_lemmas(doc)
    _retag_gerunds(doc)
    _retag_cuts(doc)
    _retag_given_names(doc)
    _retag_participles(doc)
    for token in doc:
        if token.tag_ == "VBD" and token.lower_ in _ONLY_PARTICIPLES:
            token.tag_ = "VBN"  # "had plundered the charity and *shown* no remorse"
    _retag_people_by_age(doc)
    _retag_people(doc)


def _retag_pasts(doc: Doc) -> None:
    """Mend a past that is taken for a present of several: "the government *decreed* a curfew", "President Funes *decreed* …"."""
    for token in doc:
        past = token.lower_.endswith("ed") and token.lemma_.lower() == token.lower_
        if token.tag_ != "VBP" or not past or token.lower_ in _NO_PASTS:
            continue
        subject = next((child for child in token.lefts if child.dep_ == "nsubj"), None)
        if subject is None or (subject.tag_ == "NNPS" and subject.ent_type_ != "PERSON"):
            continue
        if subject.tag_ in {"NN", "NNP", "NNPS"}:
            token.tag_, token.lemma_ = "VBD", _guess_verb(token.lower_)


def _guess_verb(past: str) -> str:
    """Return the verb of a regular past: "decree" of "decreed", "deny" of "denied", "halt" of "halted", "close" of "closed"."""
    if past.endswith("eed"):
        return past[:-1]
    stem = past[:-2]
    if past.endswith("ied"):
        return f"{past[:-3]}y"
    if stem[-1] == stem[-2] and stem[-1] not in "ls":
        return stem[:-1]
    return f"{stem}e" if stem.endswith(_BEFORE_E) else stem


def _mend_lemmas(doc: Doc) -> None:
    for token in doc:
        form = _CUT.fullmatch(token.lower_) if token.tag_ in _INFLECTED else None
        if form is not None and token.lemma_.lower() == form[1]:
            token.lemma_ = f"{form[1]}e"


def _retag_gerunds(doc: Doc) -> None:
    for token in doc:
        lemma = _GERUNDS.get(token.lower_)
        if lemma is None or token.tag_ != "NN" or token.dep_ not in {"advcl", "conj"}:
            continue
        if token.dep_ == "conj" and not any(child.dep_ == "ccomp" for child in token.rights):
            continue
        token.tag_, token.pos_, token.lemma_, token.dep_ = "VBG", "VERB", lemma, "advcl"


def _retag_cuts(doc: Doc) -> None:
    for token in doc:
        behind = token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"} and token.tag_ in _VERBS
        if behind and token.lower_ in _CUTS and any(child.dep_ == "det" for child in token.lefts):
            token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_


def _retag_given_names(doc: Doc) -> None:
    """Mend names that are written like an auxiliary: "lawyer *Can* Yilmaz told"."""
    for token in doc[1:-1]:
        named = token.tag_ == "MD" and token.text.istitle() and token.nbor().pos_ == "PROPN"
        if named and not token.is_sent_start and token.nbor(-1).pos_ in {"NOUN", "PROPN"}:
            token.tag_, token.pos_, token.lemma_ = "NNP", "PROPN", token.text
            token.head, token.dep_ = token.nbor(), "compound"


def _retag_participles(doc: Doc) -> None:
    """Mend verbs of the past taken for adjectives, though they have a subject and an object: "her rival *alleged* fraud"."""
    for token in doc[1:]:
        lemma = _PARTICIPLES.get(token.lower_)
        if lemma is None or token.tag_ != "JJ" or token.dep_ in _ATTRIBUTIVE:
            continue
        subject = any(child.dep_ == "nsubj" for child in token.lefts)
        if subject and any(child.dep_ in {"dobj", "ccomp"} for child in token.rights):
            token.tag_, token.pos_, token.lemma_ = "VBD", "VERB", lemma


def _retag_people_by_age(doc: Doc) -> None:
    """Mend those who are named by their age, taken for a time and an adjective: "*the 70-year-old* said"."""
    found = [token for token in doc[_AGE:] if _is_somebodys_age(token)]
    for token in found:
        _make_noun(token)
    ages = {token.i for token in found}
    if ages:
        doc.ents = tuple(name for name in doc.ents if ages.isdisjoint(range(name.start, name.end)))


def _retag_people(doc: Doc) -> None:
    """Make nouns of words for people that were taken for adjectives: "*The general* denied it"."""
    for token in doc[1:]:
        subject = token.tag_ == "JJ" and token.dep_ in {"nsubj", "nsubjpass"}
        if subject and token.lower_ in _PEOPLE and token.nbor(-1).lower_ in {"the", "a"}:
            token.pos_, token.tag_ = "NOUN", "NN"


def _is_somebodys_age(token: Token) -> bool:
    if token.lower_ not in {"old", "olds"} or token.nbor(-2).lower_ != "year":
        return False
    adjective = token.dep_ in _ATTRIBUTIVE and token.head.pos_ not in {"VERB", "AUX"}
    stands_before = token.i + 1 < len(token.doc) and token.nbor().pos_ in _NOMINAL
    return token.nbor(-_AGE).like_num and not (adjective or stands_before)


def _make_noun(token: Token) -> None:
    """Make a noun phrase of an age; one that hangs on a verb as its adjective is the subject that the verb lacks."""
    verb = token.head
    if token.dep_ in _ATTRIBUTIVE and verb.i > token.i:
        if any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children):
            return
        for article in [child for child in verb.lefts if child.dep_ == "det"]:
            article.head = token
        passive = any(child.dep_ == "auxpass" for child in verb.children)
        token.dep_ = "nsubjpass" if passive else "nsubj"
    token.pos_, token.lemma_ = "NOUN", "person"  # what is true of persons is true of those
    token.tag_ = "NNS" if token.lower_ == "olds" else "NN"
