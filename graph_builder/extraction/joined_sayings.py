"""Who goes on to speak behind an "and", where the parser joined the second verb to what was said.

"The union *said* the offer was too low | and *urged* its members to vote": no offer urges anybody. "It *said that* Peru had paid | and *added that* …":
what is told alike is told by one. "The bank holds its rate, *says* prices fell":
in a headline the subject of the first verb says so, too. "Shares fell after the firm cut its forecast | and *said* …": the firm does, and no shares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.animacy import is_person, is_thing, may_speak
from graph_builder.extraction.sources import SUBJECTS, find_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cues import CueLexicon

_FINITE = frozenset({"VBD", "VBZ"})
_PRESENT = frozenset({"VBZ", "VBP"})
_HELPERS = frozenset({"aux", "auxpass"})
_PERSONAL = frozenset({"he", "she", "they"})
_IMPERSONAL = frozenset({"it", "this", "that", "there"})


def find_saying_before(verb: Token, cues: CueLexicon) -> Token | None:
    """Return the verb of saying with which a verb shares its subject over what was said, or None.

    Args:
        verb: One that the parser joined to the clause that somebody said.
        cues: The verbs of saying, and what can speak.
    """
    if verb.dep_ != "conj" or verb.lemma_.lower() not in cues.verbs:
        return None
    if any(child.dep_ in SUBJECTS for child in verb.lefts):
        return None
    said = verb.head
    while said.dep_ == "conj" and said.head != said:
        said = said.head
    saying = said.head
    active = _is_active(verb, said, cues)
    tag = "VBD" if active else verb.tag_
    if said.dep_ != "ccomp" or saying.i > said.i or saying.tag_ != tag or tag not in _FINITE:
        return None
    uses = cues.verbs.get(saying.lemma_.lower(), ())
    subject = find_subject(said)
    others = subject is not None and _is_thing(subject, cues)
    others = others or (_opens_with_that(said) and _tells_that(verb))
    others = others or (active and subject is not None and subject.lower_ in _PERSONAL)
    return saying if others and any(use.frame == "clause" for use in uses) else None


def _is_active(verb: Token, said: Token, cues: CueLexicon) -> bool:
    """Whether a verb goes on with no passive, though it looks like one: "it had not been consulted | and *threatened* to strike"."""
    helpers = {child.dep_: child.lower_ for child in said.lefts if child.dep_ in _HELPERS}
    if "auxpass" not in helpers or any(child.dep_ in _HELPERS for child in verb.lefts):
        return False
    if verb.tag_ != "VBN" and not (verb.tag_ == "VBD" and helpers.get("aux") == "had"):
        return False
    behind = {child.dep_ for child in verb.rights}
    if "dobj" in behind:
        return True
    uses = cues.verbs.get(verb.lemma_.lower(), ())
    binds = any(use.frame == "infinitive" and use.act == "Commitment" for use in uses)
    return binds and "xcomp" in behind  # not "had been warned and urged to leave"


def _opens_with_that(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.lefts)


def _tells_that(verb: Token) -> bool:
    """Whether what a verb tells opens with "that"."""
    return any(child.dep_ == "ccomp" and _opens_with_that(child) for child in verb.rights)


def _is_thing(subject: Token, cues: CueLexicon) -> bool:
    """Whether a subject is nobody who would go on to speak: no person and no name; of a body, the speaker does."""
    if subject.pos_ == "PRON":
        return subject.lower_ in _IMPERSONAL
    return subject.pos_ == "NOUN" and not is_person(subject, cues)


def find_subject_of_clause_before(verb: Token, shared: Token, cues: CueLexicon) -> Token | None:
    """Return who speaks in the clause before an "and", where what the parser gave the verb for a subject cannot: "Shares fell after *the firm* cut its forecast | and said …"."""
    if verb.dep_ != "conj" or verb.tag_ not in _FINITE or shared.head == verb:
        return None
    if not is_thing(shared, cues):
        return None
    clauses = [child for child in verb.head.rights if child.dep_ == "advcl" and child.i < verb.i]
    subject = find_subject(clauses[-1]) if clauses else None
    own = subject is not None and subject.i > verb.head.i
    return subject if own and subject is not None and may_speak(subject, cues) else None


def find_subject_before_comma(verb: Token) -> Token | None:
    """Return the subject of the clause before a finite verb without one, in a headline: "*The bank* holds its rate, | says prices fell"."""
    if verb.dep_ != "ROOT" or verb.tag_ not in _PRESENT or verb.i == 0:
        return None
    if verb.nbor(-1).text != ",":
        return None
    if any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    before = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.tag_ == verb.tag_), None)
    behind = any(child.dep_ in {"ccomp", "dobj", "xcomp"} for child in verb.rights)
    if before is None or not behind or before.right_edge.i != verb.i - 2:
        return None
    return find_subject(before)
