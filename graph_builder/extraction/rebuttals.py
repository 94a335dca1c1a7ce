"""Denials that stand behind what they deny: "accused the army of torture, *which it denies*"; "…, *a charge the army rejects*".

News keeps a disagreement in one sentence in this way. What is denied is what was said before, so its content ends where the denial
begins, and the denial's content is the same words.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from graph_builder.extraction.cues import Use, find_group_start
from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.sentences import find_sentence_start
from graph_builder.extraction.sources import find_agent, find_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.cues import CueLexicon
    from graph_builder.extraction.passages import Passage, Range

_PAUSES = frozenset({",", "-", "–", "—", "--"})
_NEAR = 4
_DENIAL = Use("Denial", "small", denies=True)
REBUTTAL = "rebuttal"
"""The name of the construction."""


class _Aside(NamedTuple):
    """A denial in an aside: its verb, who denies, how, and the token with which the aside begins (a comma or dash)."""

    verb: Token
    subject: Token
    use: Use
    first: int


def add_rebuttals(
    drafts: Sequence[Draft], passages: Sequence[Passage], cues: CueLexicon
) -> list[Draft]:
    """Return the drafts with the denials that stand behind the content of one of them, or behind a clause of the writer's own."""
    found = list(drafts)
    for passage in passages:
        for aside in _find_asides(passage, cues):
            begin = passage.offset(aside.first)
            place = passage.offset(aside.verb.i)
            if any(each.cue[0] <= place < each.cue[1] for each in found):
                continue
            told = _find_told(found, begin, place)
            if told is None:
                content = passage.stretch(find_sentence_start(aside.verb), aside.first)
                clause: Token | None = aside.verb.sent.root
            else:
                whole = found[told]
                cut = (_trim(start, min(end, begin), passage) for start, end in whole.content)
                content = [part for part in cut if part[0] < part[1]]
                found[told] = replace(whole, content=tuple(content))
                clause = whole.clause
            if content:
                found.append(_make(aside, content, clause, passage))
    return found


def _trim(start: int, end: int, passage: Passage) -> Range:
    """Return a range without blanks at its end."""
    return start, max(start, end) - (passage.slice(start, end)[-1:] == " ")


def _find_told(drafts: Sequence[Draft], begin: int, place: int) -> int | None:
    """Return the draft whose content is denied: the one that was begun last before the aside and goes on over it, or ends there."""
    around = [
        (start, number)
        for number, draft in enumerate(drafts)
        for start, end in draft.content
        if start < begin and (place < end or abs(end - begin) <= 1)
    ]
    return max(around)[1] if around else None


def _make(aside: _Aside, content: Sequence[Range], clause: Token | None, passage: Passage) -> Draft:
    start, last = find_group_start(aside.verb), aside.verb.i
    first, end = find_phrase(aside.subject, before=start)
    if aside.subject.i > last:  # "a claim denied by the governor"
        last = aside.subject.head.i
        first, end = find_phrase(aside.subject, after=last)
    return Draft(
        head=aside.verb,
        use=aside.use,
        cue=(passage.offset(start), passage.end_of(last)),
        content=tuple(content),
        source=(passage.offset(first), passage.end_of(end - 1)),
        passage=passage,
        confidence=Decimal("0.8"),
        rule=REBUTTAL,
        clause=clause,
    )


def _find_asides(passage: Passage, cues: CueLexicon) -> Iterator[_Aside]:
    """Yield the asides of a paragraph in which somebody denies what the clause before them says."""
    for verb in passage.doc:
        clause = verb.dep_ in {"relcl", "acl"} and verb.pos_ == "VERB"
        use = _find_denial(verb, cues) if clause else None
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), find_agent(verb))
        if use is None or subject is None or any(child.dep_ == "neg" for child in verb.lefts):
            continue
        opening = _find_opening(verb, subject, cues)
        if opening and passage.doc[opening - 1].text in _PAUSES:
            yield _Aside(verb, subject, use, opening - 1)


def _find_opening(verb: Token, subject: Token, cues: CueLexicon) -> int:
    """Return where an aside begins: at its "which", or at the noun that takes up what was said ("*a charge* he denies"); else 0."""
    noun = verb.head
    objects = [child for child in verb.lefts if child.dep_ == "dobj"]
    which = next((child for child in objects if child.lower_ == "which"), None)
    claimed = noun.lemma_.lower() in cues.rebutted and noun.left_edge.lower_ in {"a", "an"}
    claimed = claimed or (noun.lower_ == "something" and noun.left_edge == noun)
    verdict = _find_verdict(verb, cues)
    told = (child for child in verb.rights if child.dep_ in {"dobj", "ccomp"})
    claimed = claimed and all(verdict in tuple(child.subtree) for child in told)
    if claimed and noun.left_edge.i < subject.i:
        return int(noun.left_edge.i)
    if which is not None and which.i < subject.i and verb.lemma_.lower() in cues.rebutting:
        return int(which.i)
    return 0


def _find_denial(verb: Token, cues: CueLexicon) -> Use | None:
    uses = cues.verbs.get(verb.lemma_.lower(), ())
    if any(use.frame in {"small", "as"} for use in uses) and _find_verdict(verb, cues) is not None:
        return _DENIAL
    return next((use for use in uses if use.act == "Denial"), None)


def _find_verdict(verb: Token, cues: CueLexicon) -> Token | None:
    """Return the word behind a verb that says that something is not so: "an allegation she called *absurd*"."""
    for child in verb.rights:
        words = (
            (child, *child.rights) if child.dep_ in {"prep", "oprd", "ccomp", "attr"} else (child,)
        )
        found = next((each for each in words if each.lemma_.lower() in cues.untrue), None)
        if found is not None and found.right_edge.i - verb.i <= _NEAR:
            return found
    return None
