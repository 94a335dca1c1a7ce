"""Who could not be asked: "Moss could not be reached for comment", "the firm was not available for comment"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.cues import Use, find_group_start
from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.predicates import get_children
from graph_builder.extraction.sources import find_phrase, find_subject, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.cues import CueLexicon
    from graph_builder.extraction.passages import Passage

UNREACHED = "unreached"
"""The rule of such a draft."""
_ASIDES = frozenset({"advcl", "relcl", "acl"})
_TOLD = frozenset({"ccomp", "xcomp", "conj", "advcl"})
_SILENT = Use("NonStatement", "prep")


def read_unreached(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield those of a paragraph who were out of reach "for comment"."""
    for noun in passage.doc:
        link = noun.head
        if noun.dep_ != "pobj" or link.lower_ != "for" or noun.lemma_ not in cues.wanted_for:
            continue
        word = link.head
        verb = word.head if word.dep_ == "acomp" else word
        subject = find_subject(verb) if _is_out_of_reach(word, verb, cues) else None
        if subject is None or is_empty(subject) or subject.i > verb.i:
            continue
        start = find_group_start(verb)
        first, end = find_phrase(subject, before=start)
        yield Draft(
            head=verb,
            use=_SILENT,
            cue=(passage.offset(start), passage.end_of(link.i)),
            content=((passage.offset(noun.left_edge.i), passage.end_of(noun.i)),),
            source=(passage.offset(first), passage.end_of(end - 1)),
            passage=passage,
            confidence=Decimal("0.8"),
            rule=UNREACHED,
        )


def read_silence(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield those of a paragraph who are said not to have commented, with nothing behind: "has not commented", "neither he nor she would comment"."""
    for verb in passage.doc:
        if verb.lemma_.lower() not in cues.commenting or verb.pos_ != "VERB":
            continue
        yet = verb.head if verb.dep_ == "xcomp" and _is_still_to(verb) else None
        subject = find_subject(yet or verb)
        if subject is None or is_empty(subject) or subject.i > verb.i:
            continue
        neither = any(child.lower_ == "neither" for child in subject.lefts)
        if not (yet or neither or get_children(verb, "neg")):
            continue
        if verb.dep_ in _ASIDES or any(child.dep_ in _TOLD for child in verb.rights):
            continue
        start = find_group_start(yet or verb)
        end = verb.left_edge.i if yet else verb.i
        end = next((child.i for child in verb.lefts if child.tag_ == "TO"), verb.i) if yet else end
        first, behind = find_phrase(subject, before=start)
        if start >= end:
            continue
        yield Draft(
            head=verb,
            use=_SILENT,
            cue=(passage.offset(start), passage.end_of(end - 1)),
            content=((passage.offset(end), passage.end_of(verb.right_edge.i - _ends(verb))),),
            source=(passage.offset(first), passage.end_of(behind - 1)),
            passage=passage,
            confidence=Decimal("0.8"),
            rule=UNREACHED,
        )


def _ends(verb: Token) -> int:
    """Return one where a verb's words end with a punctuation mark."""
    return int(verb.right_edge.is_punct)


def _is_still_to(verb: Token) -> bool:
    """Tell whether somebody has yet to do it: "has *yet* to comment"."""
    return verb.head.lemma_ == "have" and any(c.lower_ == "yet" for c in verb.head.children)


def _is_out_of_reach(word: Token, verb: Token, cues: CueLexicon) -> bool:
    """Whether a verb or an adjective behind "to be" says so: "not … reached", "not … available", "unavailable"."""
    if word.lemma_.lower() in cues.away:
        return verb != word
    denied = bool(get_children(verb, "neg"))
    passive = bool(get_children(verb, "auxpass")) if verb == word else verb.lemma_ == "be"
    return denied and passive and word.lemma_.lower() in cues.within_reach
