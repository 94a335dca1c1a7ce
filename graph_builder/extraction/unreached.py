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


def _is_out_of_reach(word: Token, verb: Token, cues: CueLexicon) -> bool:
    """Whether a verb or an adjective behind "to be" says so: "not … reached", "not … available", "unavailable"."""
    if word.lemma_.lower() in cues.away:
        return verb != word
    denied = bool(get_children(verb, "neg"))
    passive = bool(get_children(verb, "auxpass")) if verb == word else verb.lemma_ == "be"
    return denied and passive and word.lemma_.lower() in cues.within_reach
