"""Answers that are one word or a helping verb: "asked if she feared it, she said *no*"; "the union called it a mistake, *as did the mayor*"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.cues import Use, find_group_start
from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.sources import find_phrase, find_subject, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.passages import Passage

ANSWER = "answer"
"""The rule of such a draft."""
_USES = {
    "no": Use("Denial", "clause", denies=True),
    "yes": Use("Statement", "clause"),
}
_SAYING = frozenset({"say", "answer", "reply", "respond"})
_CLAUSES = frozenset({"ccomp", "advcl"})
_ASKED = frozenset({"asked", "pressed", "questioned"})
_DOING = frozenset({"did", "does", "do", "has", "have"})


def read_answers(passage: Passage) -> Iterator[Draft]:
    """Yield the answers of a paragraph to what somebody was asked: "Asked whether she would run, she said *no*"."""
    for word in passage.doc[1:]:
        verb = word.nbor(-1)
        if word.lower_ not in _USES or word.head != verb or verb.lemma_ not in _SAYING:
            continue
        question = _find_question(verb)
        subject = find_subject(verb)
        ends = word.i + 1 >= len(passage.doc) or word.nbor().is_punct
        if question is None or subject is None or is_empty(subject) or not ends:
            continue
        mark = question.left_edge
        start = find_group_start(verb)
        first, end = find_phrase(subject, before=start)
        yield Draft(
            head=verb,
            use=_USES[word.lower_],
            cue=(passage.offset(start), passage.end_of(word.i)),
            content=tuple(passage.stretch(mark.i + 1, question.right_edge.i + 1)),
            source=(passage.offset(first), passage.end_of(end - 1)),
            passage=passage,
            confidence=Decimal("0.8"),
            rule=ANSWER,
        )


def _find_question(verb: Token) -> Token | None:
    """Return the verb of what was asked, of which the answer says that it is so or not."""
    asked = (child for child in verb.lefts if child.lower_ in _ASKED)
    clauses = (clause for each in asked for clause in each.rights if clause.dep_ in _CLAUSES)
    return next((each for each in clauses if each.left_edge.lower_ in {"if", "whether"}), None)


def add_agreeing(drafts: Sequence[Draft], passages: Sequence[Passage]) -> list[Draft]:
    """Return the drafts with one for each who is said to have done the same: "…, *as did the mayor*"."""
    found = list(drafts)
    told = {(draft.passage.number, draft.head.i): draft for draft in drafts}
    for passage in passages:
        for helper in passage.doc:
            if helper.lower_ not in _DOING or helper.dep_ not in {"advcl", "aux"}:
                continue
            draft = told.get((passage.number, helper.head.i))
            subject = next((child for child in helper.rights if child.dep_ == "nsubj"), None)
            opening = helper.nbor(-1) if helper.i else helper
            if draft is None or subject is None or opening.lower_ != "as":
                continue
            first, end = find_phrase(subject, after=helper.i)
            source = (passage.offset(first), passage.end_of(end - 1))
            cue = (passage.offset(opening.i), passage.end_of(helper.i))
            found.append(replace(draft, cue=cue, source=source))
    return found
