"""What is recorded of a claim that was found: its polarity, modality and day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_time_of, lengthen
from graph_builder.extraction.answers import ANSWER
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.rebuttals import REBUTTAL
from graph_builder.extraction.sources import SUBJECTS
from graph_builder.extraction.story import bound_by_story
from graph_builder.extraction.turns import TURN
from graph_builder.extraction.unreached import UNREACHED
from graph_builder.model import Claim, TimeSpan
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.drafts import Draft
    from graph_builder.extraction.passages import Passage
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import ClaimType, Modality, Polarity, TimeExpression

_DASHES = frozenset({"—", "–", "―", "--", "-"})
_WEEK = 7  # days
_STOPS = frozenset({".", "!", "?", ";", "[...]"})
_REFERRING = re.compile(r"\b(?:referring|alluding) to\b")
_COMPARED = re.compile(
    r",\s+(?:(?:up|down|higher|lower|more|less|fewer)\s+(?:from|than)|(?:as\s+)?compared\s+(?:with|to)|versus)\b"
)
_SET_AGAINST = frozenset({"since", "than"})
_ASKING = frozenset({"what", "who", "whose", "which", "how", "why", "when", "where"})
_QUOTED = frozenset({"quotation before", "quotation after"})
_NAMED_ALONE = frozenset({"speaker", "signature", TURN})


def finish_claim(draft: Draft, kind: ClaimType, outer: int | None, context: Context) -> Claim:
    """Return a claim with all that is recorded of it but who speaks, which coreference finds.

    Args:
        draft: Source, cue and content, as found.
        kind: The speech act.
        outer: The index of the claim in whose content it stands, if any.
        context: The article.
    """
    cut = context.parsed.cut
    ranges = [draft.cue, *draft.content, *([draft.source] if draft.source else [])]
    clause = _find_opening(draft, draft.clause or _find_clause(draft))
    return Claim(
        type=kind,
        cue=cut(*draft.cue),
        content=tuple(cut(*part) for part in draft.content),
        evidence=cut(min(each[0] for each in ranges), max(each[1] for each in ranges)),
        source=cut(*draft.source) if draft.source else None,
        direct=draft.is_direct,
        polarity=_read_polarity(draft, clause, kind, context.lexicon),
        modality=_read_modality(draft, clause, kind, context.lexicon),
        stated_on=_find_time(draft, context),
        stance=draft.use.stance,
        according_to=outer,
        confidence=draft.confidence,
    )


def _find_clause(draft: Draft) -> Token | None:
    """The head of the content's first sentence, where the content was not found as a complement."""
    start = draft.content[0][0]
    passage = draft.passage
    if not passage.start <= start < passage.start + len(passage.text):
        return None
    first = start - passage.start
    last = min(draft.content[0][1] - passage.start, len(passage.text))
    tokens = passage.doc.char_span(first, last, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return None
    whole: Token = tokens[0].sent.root
    part: Token = tokens.root
    return whole if tokens.start <= whole.i < tokens.end else part


def _find_opening(draft: Draft, clause: Token | None) -> Token | None:
    """Return the head of what is said first, where parsers take a later one of its sentences for the whole: "He said, 'It works. *It does not leak*.'"."""
    start = draft.content[0][0]
    if clause is None or not draft.passage.start <= start < draft.passage.offset(clause.i):
        return clause
    spliced = _find_spliced(clause, start, draft.passage)
    if spliced is not None:
        return spliced
    first = draft.passage.doc.char_span(
        start - draft.passage.start,
        draft.passage.offset(clause.i) - draft.passage.start,
        alignment_mode="expand",
    )
    stop = next((token.i for token in first or () if token.text in _STOPS), None)
    if first is None or stop is None or stop <= first.start:
        return clause
    opening: Token = draft.passage.doc[first.start : stop].root
    return opening if opening.pos_ in {"VERB", "AUX"} else clause


def _find_spliced(clause: Token, start: int, passage: Passage) -> Token | None:
    """Return the sentence before one that denies, with a comma or dash between, taken for its object: "*It is late* – we do not know why"."""
    if not any(child.dep_ == "neg" for child in clause.lefts):
        return None
    for child in clause.lefts:
        behind = child.right_edge.nbor()
        whole = child.dep_ in {"ccomp", "parataxis"} and passage.offset(child.left_edge.i) >= start
        links = {each.dep_ for each in child.lefts}
        own = bool(links & {*SUBJECTS, "expl"}) and "mark" not in links
        if whole and own and (behind.text == "," or behind.text in _DASHES):
            return child
    return None


def _read_polarity(
    draft: Draft, clause: Token | None, kind: ClaimType, lexicon: Lexicon
) -> Polarity:
    """Of the content; "does not think that …" denies what is thought."""
    if kind == "Denial" and draft.use.act == "NonStatement":
        return "Negated"
    if draft.use.denies and not _asks(draft, clause):
        return "Negated"
    if clause is None:
        return "Affirmed"
    above = draft.head if kind == "NonStatement" else _get_above(draft.head)
    return read_polarity(clause, lexicon, until=above)


def _asks(draft: Draft, clause: Token | None) -> bool:
    """Whether a doubt is a question that denies nothing: "questioned *how* …", and not "questioned *whether* …"."""
    words = draft.passage.slice(*draft.content[0]).lower().split()[:1]
    return draft.head.lemma_ == "question" and clause is not None and words[0] in _ASKING


def _read_modality(
    draft: Draft, clause: Token | None, kind: ClaimType, lexicon: Lexicon
) -> Modality:
    """Of the content for its speaker: what the cue adds is only that it is wanted, planned or expected."""
    if clause is None or draft.rule in {ANSWER, REBUTTAL, UNREACHED}:
        return "Asserted"
    inside = read_modality(clause, lexicon, until=draft.head)
    told = kind == "Statement" and (
        draft.use.act in {"Request", "Order"} or draft.rule == "passive clause"
    )
    told = told or (kind == "Opinion" and draft.rule in _QUOTED)  # 'agreed: "They lied."'
    if inside != "Asserted" or draft.use.frame in {"small", "as"} or told:
        return inside  # who calls a plan a mistake or suggests that it was safe asks for nothing
    if draft.rule == "unnamed":
        return "Alleged"
    if draft.rule == "noun" and draft.use.act in {"Request", "Commitment", "Order"}:
        return "Intended"
    whole = read_modality(clause, lexicon, until=_get_above(draft.head))
    if whole == "Intended" and kind == "Statement" and draft.rule == "object":
        return "Asserted"  # reports that "suggest a fault" want none
    binds = kind in {"Commitment", "Request", "Order"}  # "if she wins, she has promised to …"
    added = {"Intended", "Possible", "Conditional"} if binds else {"Intended", "Possible"}
    return whole if whole in added else "Asserted"


def _get_above(word: Token) -> Token | None:
    return word.head if word.head != word else None


def _find_time(draft: Draft, context: Context) -> TimeSpan:
    """When it was said: as the text says, else not after the article appeared."""
    # Before a colon or behind a dash stands only who speaks.
    found = None if draft.rule in _NAMED_ALONE else find_time_of(draft.head, context)
    published = context.parsed.article.date
    if found is not None and not (_lies_ahead(found, context) or _is_told(found, draft, context)):
        return lengthen(found, context)
    if published is None:
        return TimeSpan()
    because = f"said in an article of {published.isoformat()}, so on that day or before"
    story = bound_by_story(draft.head, context)
    return story or make_timespan(None, published, because=because)


def _lies_ahead(time: TimeExpression, context: Context) -> bool:
    """Whether a time is behind the article's day, so that it is of what was said: "will close *next year*, blaming the market"."""
    published, earliest = context.parsed.article.date, time.when.earliest
    return published is not None and earliest is not None and earliest > published


def _is_told(time: TimeExpression, draft: Draft, context: Context) -> bool:
    """Whether a month or year of the past belongs to what was said: "called it *the worst since the flood in May 2019*"."""
    start, latest = time.span.start, time.when.latest
    published = context.parsed.article.date
    text = context.parsed.article.text
    if _COMPARED.match(text[draft.cue[1] : start]):
        return True  # "…, the bank said, up from 2 percent *in April*"
    if _REFERRING.search(text[draft.cue[0] : start]):
        return True  # "…, he said, referring to the flood *in May 2019*"
    if latest is None or published is None or published <= latest:
        return False
    begin = next((first for first, end in draft.content if first <= start < end), None)
    tokens = context.parsed.tokens_in(time.span.start, time.span.end)
    if begin is None or not tokens or (latest - (time.when.earliest or latest)).days <= _WEEK:
        return False
    root = tokens.root.head if tokens.root.dep_ == "pobj" else tokens.root
    inside = draft.passage.offset(root.head.i) >= begin and root.head.pos_ in {"NOUN", "PROPN"}
    before = draft.passage.slice(begin, start).lower().split()
    return inside or bool(_SET_AGAINST & set(before))
