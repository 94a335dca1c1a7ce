"""Attribution by adjectives and nouns of stance: "is sure that …", "was willing to …", "is a critic of …"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.animacy import may_speak
from graph_builder.extraction.contents import find_end, find_phrase_end
from graph_builder.extraction.cues import Cue, Use, find_group_start
from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.predicates import is_infinitive
from graph_builder.extraction.sources import (
    SUBJECTS,
    find_phrase,
    find_subject,
    is_empty,
    is_passive,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.cues import CueLexicon
    from graph_builder.extraction.passages import Passage, Range

_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_CLEAR = frozenset({"clear", "plain", "known"})
_TOLD = Use("Statement", "clause")
_NOBODY = frozenset({"it", "there", "that", "this", "you", "which"})


def read_adjectives(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield the attributions of a paragraph whose cue is "to be" with an adjective."""
    for token in passage.doc:
        uses = cues.adjectives.get(token.lower_)
        stance = token.dep_ == "attr" and token.head.lemma_ == "be"
        if stance:
            uses = cues.stances.get(token.lemma_.lower())
        elif token.dep_ not in {"acomp", "ROOT", "conj"} or token.tag_ == "VBD":
            continue
        if uses is None:
            continue
        verb = token.head if stance or token.dep_ == "acomp" else token
        subject = find_subject(verb)
        if (
            subject is None
            or subject.pos_ not in _NAMING
            or is_empty(subject)
            or subject.lower_ in _NOBODY
            or subject.i > verb.i
        ):
            continue
        cue = Cue(token, find_group_start(verb), token.i, uses)
        found = _find_content(cue, verb, passage, cues)
        if found is None:
            continue
        use, content, clause, last = found
        first, end = find_phrase(subject, before=cue.first)
        yield Draft(
            head=verb,
            use=use,
            cue=(passage.offset(cue.first), passage.end_of(last)),
            content=tuple(content),
            source=(passage.offset(first), passage.end_of(end - 1)),
            passage=passage,
            confidence=Decimal("0.6"),
            rule="adjective",
            clause=clause,
        )


def read_made_clear(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield who made clear what: "made it *clear* that …", also without "it" or "that"."""
    doc = passage.doc
    for token in doc[2:-1]:
        verb = token.nbor(-2 if token.nbor(-1).lower_ == "it" else -1)
        if token.lower_ not in _CLEAR or verb.lemma_ != "make" or is_passive(verb):
            continue
        subject, clause = find_subject(verb), _find_clause_behind(token)
        if subject is None or clause is None or subject.i > verb.i or not may_speak(subject, cues):
            continue
        if any(child.tag_ in {"MD", "TO"} or child.dep_ == "neg" for child in verb.lefts):
            continue
        cue = Cue(verb, find_group_start(verb), token.i, (_TOLD,))
        first, end = find_phrase(subject, before=cue.first)
        yield Draft(
            head=verb,
            use=_TOLD,
            cue=(passage.offset(cue.first), passage.end_of(token.i)),
            content=tuple(passage.stretch(token.i + 1, find_end(cue, token.i + 1, passage, cues))),
            source=(passage.offset(first), passage.end_of(end - 1)),
            passage=passage,
            confidence=Decimal("0.8"),
            rule="clause after",
            clause=clause,
        )


def _find_clause_behind(word: Token) -> Token | None:
    """The verb of the clause that begins right behind a word, with "that" or with its subject."""
    opening = word.nbor()
    if opening.lower_ == "that" and opening.dep_ == "mark":
        return opening.head
    subject = opening
    while subject.head.i > subject.i and subject.dep_ not in SUBJECTS:
        subject = subject.head
    opens = subject.dep_ in SUBJECTS and subject.left_edge.i == opening.i
    return subject.head if opens and subject.head.i > subject.i else None


def _find_content(
    cue: Cue, verb: Token, passage: Passage, cues: CueLexicon
) -> tuple[Use, list[Range], Token, int] | None:
    for child in (*cue.head.rights, *(verb.rights if verb != cue.head else ())):
        if child.i <= cue.last:
            continue
        if child.dep_ in {"ccomp", "xcomp"}:
            use = cue.find_use("infinitive" if is_infinitive(child) else "clause")
            start = child.left_edge.i
            content = passage.stretch(start, find_end(cue, start, passage, cues)) if use else []
            if use is not None and content:
                return use, content, child, cue.last
        elif child.dep_ == "prep":
            word = child.lower_
            prepositional = (each for each in cue.uses if each.frame == "prep")
            use = next((each for each in prepositional if word in each.prepositions), None)
            thing = next((each for each in child.rights if each.dep_ in {"pobj", "pcomp"}), None)
            if use is None or thing is None:
                continue
            content = passage.stretch(child.i + 1, find_phrase_end(thing, passage))
            last = child.i if child.i == cue.last + 1 else cue.last
            if content:
                return use, content, thing, last
    return None
