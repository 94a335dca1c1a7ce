"""Verbs that the parser tears from their prefix, put together before anything is read from the parse.

"Ana Ruiz was *re-elected* mayor": she was elected, and was nothing called "re". "She condemned *anti-semitism*": nor did she condemn an "anti".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_PREFIXES = frozenset({"re", "co", "de", "pre"})
_VERBS = frozenset({"VB", "VBD", "VBN", "VBG", "VBZ", "VBP"})
_SUBJECTS = {"nsubj": "nsubjpass", "csubj": "csubjpass"}
_OF_NOUNS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})
_STATES = frozenset({"acomp", "attr", "oprd"})


def rejoin_prefixes(doc: Doc) -> None:
    """Mend the parse of one paragraph in place."""
    for prefix, verb in list(_find_torn(doc)):
        _rejoin(prefix, verb)
    for first, noun in list(_find_torn_nouns(doc)):
        for part in (first, first.nbor()):
            part.head, part.dep_ = noun, "compound" if part == first else "punct"


def _find_torn_nouns(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the first part of nouns with a hyphen whose parts all hang on one verb in the same way: "condemned *anti*-semitism"."""
    for first in doc[:-2]:
        hyphen, noun = first.nbor(), first.nbor(2)
        if hyphen.text != "-" or first.whitespace_ or hyphen.whitespace_ or noun.pos_ != "NOUN":
            continue
        alike = {(each.head, each.dep_) for each in (first, hyphen, noun)}
        if len(alike) == 1 and noun.dep_ in _OF_NOUNS and not any(first.children):
            yield first, noun


def _find_torn(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield prefixes with the verbs to which a hyphen ties them."""
    for prefix in doc[:-2]:
        hyphen, verb = prefix.nbor(), prefix.nbor(2)
        if prefix.lower_ not in _PREFIXES or hyphen.text != "-" or verb.tag_ not in _VERBS:
            continue
        if not prefix.whitespace_ and not hyphen.whitespace_ and prefix.sent == verb.sent:
            yield prefix, verb


def _rejoin(prefix: Token, verb: Token) -> None:
    """Hang prefix and hyphen on the verb, and the verb where they hung."""
    parts = (prefix, prefix.nbor(), verb)
    top = next(part for part in parts if not any(above in parts for above in part.ancestors))
    if top != verb:
        verb.head, verb.dep_ = (verb if top.head == top else top.head), top.dep_
        verb.tag_ = "VBD" if (top.tag_, verb.tag_) == ("VBD", "VBN") else verb.tag_
    verb.pos_ = "VERB"
    for part in parts[:2]:
        for child in list(part.children):
            if child not in parts:
                child.head = verb
        part.head, part.dep_, part.tag_, part.pos_ = verb, "punct", "HYPH", "PUNCT"
    be = next((child for child in verb.lefts if child.dep_ == "auxpass"), None)
    if be is not None:
        _lift(verb, be)
    elif verb.dep_ in _STATES and verb.head.lemma_ == "be":
        be = verb.head
        verb.head, verb.dep_ = (verb if be.head == be else be.head), be.dep_
        _lift(verb, be)
        be.head, be.dep_, be.pos_, verb.tag_ = verb, "auxpass", "AUX", "VBN"


def _lift(verb: Token, be: Token) -> None:
    """Hang on a passive verb what hangs on its "was": the subject, and what the verb makes of it."""
    for child in list(be.children):
        if child != verb:
            child.head = verb
            child.dep_ = "oprd" if child.dep_ in _STATES else _SUBJECTS.get(child.dep_, child.dep_)
