"""Whether what a time dates lies before or after the article: the tense of the verb that governs it.

Tense is what tells "met on Sunday" from "will meet on Sunday" (Mazur & Dale 2008, "What's the date?").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Token

# "open": until, through; something lasts to the time or from it, before or after the article.
Tense = Literal["past", "present", "future", "open", ""]

_FUTURE = frozenset({"will", "would", "shall", "'ll", "wo", "'d", "ll"})
_OPEN = frozenset({"may", "might", "should", "must", "ought", "need"})
_VAGUE = frozenset({"could", "can", "ca"})
_BARE_HEADS = frozenset({"advcl", "acl", "conj", "xcomp", "pcomp", "dep"})
_MODIFIERS = frozenset({"compound", "nmod", "amod", "poss", "nummod"})
_UNDERTAKING = frozenset({"attempt", "try", "manage", "fail", "begin", "start", "continue", "come", "help", "use"})  # fmt: skip
_STEPS = 12


def find_governor(token: Token) -> tuple[Token | None, bool]:
    """Return the verb that governs a token, and whether a noun that the token modifies stands between.

    "an April election", "Monday's deadline", "the meeting on Monday" date the noun, so that the verb's tense
    says little about them.
    """
    nominal = False
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            return token, nominal
        if token.head == token:
            return None, nominal
        if token.dep_ in _MODIFIERS or (
            token.dep_ == "prep" and token.head.pos_ in ("NOUN", "PROPN")
        ):
            nominal = True
        token = token.head
    return None, nominal


def read_tense(verb: Token) -> Tense:
    """Return the tense of a verb with its auxiliaries; for bare participles that of the verb above."""
    for _ in range(_STEPS):
        tense = _read_own_tense(verb)
        if tense is not None:
            return tense
        if verb.head == verb or verb.dep_ not in _BARE_HEADS:
            return ""
        above = verb.head
        for _ in range(_STEPS):
            if above.pos_ in ("VERB", "AUX"):
                break
            above = above.head
        if above.pos_ not in ("VERB", "AUX"):
            return ""
        verb = above
    return ""


def looks_back(verb: Token) -> bool:
    """Return whether a verb stands in the past perfect: what it tells was over when something else happened."""
    return any(
        child.dep_ == "aux" and child.lemma_ == "have" and child.lower_ in ("had", "'d")
        for child in verb.children
    )


def _read_own_tense(verb: Token) -> Tense | None:
    """Return the tense that the verb's own form and auxiliaries show, None where they show none."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {helper.lower_ for helper in helpers}
    perfect = any(helper.lemma_ == "have" for helper in helpers)
    if verb.lower_ in _FUTURE and verb.tag_ == "MD":
        return "future"
    infinite = any(helper.tag_ == "TO" for helper in helpers)
    if infinite and _is_done(verb):
        return "past"
    if words & (_FUTURE | _OPEN | _VAGUE) or infinite:
        # "Could fall by Thursday" looks ahead; "could not come on Thursday" may tell what was.
        vague = words & _VAGUE and any(child.dep_ == "neg" for child in verb.children)
        ahead: Tense = "" if vague else "future"
        return "past" if perfect else ahead
    if perfect or any(helper.tag_ == "VBD" for helper in helpers):
        return "past"
    if verb.tag_ != "VBD" and any(helper.tag_ in ("VBZ", "VBP") for helper in helpers):
        return _read_present(verb)
    return _read_form(verb)


def _is_done(infinitive: Token) -> bool:
    """Whether an infinitive tells what was tried or begun: "attempted to flee in May"; not "planned to"."""
    above = infinitive.head
    return (
        infinitive.dep_ == "xcomp" and above.tag_ in {"VBD", "VBN"} and above.lemma_ in _UNDERTAKING
    )


def _read_form(verb: Token) -> Tense | None:
    """Return the tense of a verb without auxiliaries; none of its own has "will be held in May, *followed* by a runoff"."""
    if verb.dep_ == "advcl" and verb.lower_ == "followed":
        return None
    match verb.tag_:
        case "VBD" | "VBN":
            return "past"
        case "VBZ" | "VBP":
            return "past" if _reports(verb) else "present"
        case "VB":
            return "future" if verb.dep_ in ("xcomp", "ROOT") else "present"
    return None


def _read_present(verb: Token) -> Tense:
    """Return the tense of a present form: "is held on Monday" looks ahead."""
    return "future" if verb.tag_ == "VBN" else "present"


def _reports(verb: Token) -> bool:
    """Whether a verb reports: "says on Monday that …" tells of something past."""
    return any(child.dep_ == "ccomp" for child in verb.children)
