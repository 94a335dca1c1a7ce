"""Quotations without a cue of their own, which belong to whoever has just spoken.

"Ann Moss said the bridge was safe. ¶ “We checked it twice.”" has one cue for both sentences, and so has "Ann Moss criticized
the plan. “It is unsafe.”" and "Ann Moss defended the plan: “It is safe.”" Where what stands before is no act of speech, nobody is made the speaker.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from graph_builder.extraction.animacy import is_person, is_thing, may_speak
from graph_builder.extraction.cues import Use, find_group_start
from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.sentences import find_sentence_end
from graph_builder.extraction.sources import find_phrase, find_subject, is_empty, is_passive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.cues import CueLexicon
    from graph_builder.extraction.passages import Passage, Range
    from graph_builder.extraction.quotations import Quotation

_SPEECH = frozenset({"Statement", "Announcement", "Criticism", "Opinion"})
_SPOKEN = frozenset(
    {"quotation before", "quotation after", "clause after", "clause around", "preposition"}
)
_NOMINAL = frozenset({"object", "as", "noun"})
_MARKS = " \n\"”’'."
_FEWEST = 5  # words: fewer are a title
_FEWEST_BEHIND_COLON = 3
_FINAL = frozenset(".!?")
_STATEMENT = Use("Statement", "quote")
_PEOPLE = frozenset({"he", "she", "they", "we", "i", "who"})


def join_free_quotations(
    drafts: Sequence[Draft], passages: Sequence[Passage], cues: CueLexicon
) -> list[Draft]:
    """Return the drafts, those that are followed by a quotation standing alone with it as a further part.

    A quotation that a colon joins to what somebody did ("addressed the town: “…”") makes a draft of its own.
    """
    found = list(drafts)
    taken = _Taken(drafts)
    numbers: dict[int, list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        numbers[draft.passage.number].append(index)
    for passage in passages:
        own = numbers[passage.number]
        for part in _find_loose(passage, taken):
            last = max(
                (i for i in own if found[i].cue[0] < part[0]),
                key=lambda i: found[i].cue,
                default=None,
            )
            if last is not None and _leads_to(found[last], part):
                found[last] = replace(found[last], content=(*found[last].content, part))
            else:
                found += _herald(part, passage, cues)
        alone = _find_alone(passage) if passage.number else None
        if alone is None or taken.touch(alone):
            continue
        last = max(numbers[passage.number - 1], key=lambda i: found[i].cue, default=None)
        if last is not None and _ends_with(found[last]):
            found[last] = replace(found[last], content=(*found[last].content, alone))
    return found


class _Taken:
    """The stretches of an article that belong to claims."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        parts = sorted(part for draft in drafts for part in (*draft.content, draft.cue))
        self._starts = [start for start, _ in parts]
        self._reach = list(accumulate((end for _, end in parts), max))

    def touch(self, part: Range) -> bool:
        """Whether a stretch has a character in common with one of them."""
        before = bisect.bisect_left(self._starts, part[1])
        return before > 0 and self._reach[before - 1] > part[0]


def _find_loose(passage: Passage, taken: _Taken) -> Iterator[Range]:
    """Yield the whole sentences in quotation marks of a paragraph that nothing attributes."""
    for quotation in passage.quotations:
        part = (quotation.start, quotation.end)
        if _is_whole(quotation, passage) and not taken.touch(part):
            yield part


def _herald(part: Range, passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield the claim that a colon makes: The governor addressed the town: “…”; The governor was blunt: “…”."""
    if passage.slice(passage.start, part[0]).rstrip()[-1:] != ":":
        return
    tokens = passage.doc.char_span(
        part[0] - passage.start, part[1] - passage.start, alignment_mode="expand"
    )
    verb = _find_verb_before(tokens) if tokens is not None else None
    if verb is None or is_passive(verb) or passage.is_quoted(passage.offset(verb.i)):
        return
    subject = find_subject(verb)
    if subject is None or subject.i > verb.i or is_empty(subject) or not _may_herald(subject, cues):
        return
    way = next((child for child in verb.rights if child.dep_ == "acomp"), None)
    if verb.pos_ == "VERB":
        if len(passage.slice(*part).split()) < _FEWEST:
            return  # "She read from the novel: “War and Peace.”"
    elif way is None or not _is_somebody(subject, cues):
        return
    start = find_group_start(verb)
    last = verb.i if way is None else way.i
    first, end = find_phrase(subject, before=start)
    yield Draft(
        head=verb,
        use=_STATEMENT,
        cue=(passage.offset(start), passage.end_of(last)),
        content=(part,),
        source=(passage.offset(first), passage.end_of(end - 1)),
        passage=passage,
        confidence=Decimal("0.7"),
        rule="heralded",
    )


def _find_verb_before(quoted: TokenSpan) -> Token:
    """Return the verb of what stands before a quotation in its sentence, which parsers may hang on what is quoted."""
    doc = quoted.doc
    verb: Token = doc[doc[quoted.start - 1].sent.start : quoted.start].root
    return verb


def _may_herald(subject: Token, cues: CueLexicon) -> bool:
    person = subject.pos_ == "PRON" and subject.lower_ in _PEOPLE
    speaks = subject.pos_ in {"NOUN", "PROPN"} and may_speak(subject, cues)
    return person or (speaks and not is_thing(subject, cues))


def _is_somebody(subject: Token, cues: CueLexicon) -> bool:
    """Whether a subject is a person, who may be blunt; a message may be clear."""
    named = subject.ent_type_ == "PERSON" or subject.lower_ in _PEOPLE
    return named or is_person(subject, cues)


def _is_whole(quotation: Quotation, passage: Passage) -> bool:
    """Whether a quotation is one sentence or more, with a full stop and the end of the paragraph or a new sentence behind it."""
    inside = passage.slice(quotation.start, quotation.end).strip(' "“”[]')
    joined = passage.slice(passage.start, quotation.start).rstrip()[-1:] == ":"
    behind = passage.slice(quotation.end, quotation.end + 3).split()
    return (
        quotation.closed
        and quotation.start > passage.start
        and len(inside.split()) >= (_FEWEST_BEHIND_COLON if joined else _FEWEST)
        and inside[0].isupper()
        and inside[-1] in _FINAL
        and (not behind or behind[0][0].isupper())
    )


def _leads_to(draft: Draft, part: Range) -> bool:
    """Whether a claim stands right before a quotation: behind a colon or comma, or in the sentence before."""
    if draft.source is None or draft.use.act not in _SPEECH:
        return False
    if draft.rule not in _SPOKEN | _NOMINAL or draft.passage.is_quoted(draft.cue[0]):
        return False
    if any(child.dep_ == "neg" for child in draft.head.children):
        return False
    passage = draft.passage
    end = max(draft.content[-1][1], passage.end_of(find_sentence_end(draft.head) - 1))
    if draft.cue[0] < part[0] < end:  # in the sentence of the cue
        between = passage.slice(max(draft.content[-1][1], draft.cue[1]), part[0]).strip()
        return between in {":", ","} or (between[-1:] == ":" and len(between.split()) < _FEWEST)
    return not passage.slice(end, part[0]).strip(_MARKS)


def _find_alone(passage: Passage) -> Range | None:
    """The quotation that makes up a whole paragraph, if one does."""
    if len(passage.quotations) != 1 or len(passage.text.split()) < _FEWEST:
        return None
    (only,) = passage.quotations
    end = passage.start + len(passage.text.rstrip())
    whole = only.start == passage.start and only.end == end and only.closed and not only.continued
    return (only.start, only.end) if whole else None


def _ends_with(draft: Draft) -> bool:
    """Whether somebody named speaks in the last sentence of a paragraph."""
    if draft.source is None or draft.use.act not in _SPEECH or draft.rule not in _SPOKEN:
        return False
    passage = draft.passage
    end = max(passage.end_of(find_sentence_end(draft.head) - 1), draft.content[-1][1])
    return not passage.slice(end, passage.start + len(passage.text)).strip(_MARKS)
