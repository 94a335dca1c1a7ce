"""Shares of the vote of which the text leaves out "of the vote": "Ruiz came third with 18.4 percent", "Moss won 45%, Hill 31%".

Where the article tells of an election, the share that somebody wins, takes or comes in with is one of the vote; in a sentence on
a poll it is support.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.extraction.indicators import Naming
from graph_builder.extraction.predicates import get_children, get_object, get_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Indicators
    from graph_builder.model import Entity

_SHARE = r"(\d+(?:\.\d+)?)\s*(?:%|per\s?cent)?"
_RESULT = re.compile(_SHARE + r"\s+to\s+" + _SHARE)
_VOTING = frozenset({"Election", "RunoffElection"})
_WON = frozenset({"ElectionWin", "ElectionDefeat"})
_POLLS = frozenset({"poll", "survey", "pollster"})
_OBJECTS = frozenset({"dobj", "npadvmod", "conj"})
_BESIDE = frozenset({"with", "on", "at"})
_WHOLE = frozenset({"of", "the", "vote", "votes", "ballots", "ballot"})
_CONTENDERS = frozenset({"Person", "Organization"})


def name_share_of_vote(
    context: Context, figure: Figure, naming: Naming, known: Indicators, *, told: bool
) -> Naming:
    """Return the share of the vote for a share that is only somebody's, else the name it has.

    Args:
        context: The article.
        figure: The share in its sentence.
        naming: What it is called without this.
        known: The lexicon's indicators.
        told: Whether the article has told of a share of the vote before.
    """
    named = any(word.pos_ == "PROPN" or _is_vote(context, word) for word in naming.words)
    if naming.entry is not None or not (named or naming.label.startswith("share")):
        return naming
    if figure.quantity.normal_unit != "percent" or naming.label.startswith("share of "):
        return naming
    if not (told or _tells_of_election(context, figure)) or not _is_won(context, figure):
        return naming
    polled = any(token.pos_ == "NOUN" and token.lemma_ in _POLLS for token in figure.number.sent)
    entry = next(iter(known.nouns.get("support" if polled else "vote share", ())), None)
    return naming if entry is None else Naming(entry.value("prefLabel"), entry, naming.words)


def _tells_of_election(context: Context, figure: Figure) -> bool:
    """Whether the article has told of an election up to the sentence of a figure."""
    end = context.parsed.span(figure.number.sent).end
    return any(
        (event.type in _VOTING or event.kind in _WON) and event.evidence.start < end
        for event in context.events
    )


def _is_vote(context: Context, noun: Token) -> bool:
    """Whether a noun names an election of which the article tells: "came first in *the election* with 45 percent"."""
    span = context.parsed.span(noun)
    return any(
        event.type in _VOTING and event.evidence.start <= span.start < event.evidence.end
        for event in context.events
    )


def _is_won(context: Context, figure: Figure) -> bool:
    """Whether a share is what a contender wins, or with which one comes in."""
    if _get_result(context, figure) or find_contender(context, figure) is not None:
        return True
    verb, top = figure.verb, figure.top
    if verb is None or _get_contender(context, get_subject(verb)) is None:
        return False
    above = figure.above
    if top.dep_ in _OBJECTS and above == verb:
        return verb.lemma_.lower() in context.lexicon.words("ShareVerb", "verb")
    beside = top.dep_ == "pobj" and above.lower_ in _BESIDE
    return beside and verb.lemma_.lower() in context.lexicon.words("ShareVerb", "with")


def find_contender(context: Context, figure: Figure) -> Entity | None:
    """Return for whom a share is by the name beside it: "to 47 percent *for Hill*", "won 45%, *Hill* 31%", "followed by *Hill* with 31%"."""
    if place := _get_result(context, figure):
        return _get_side(context, figure, place)
    doc, sentence = figure.number.doc, figure.number.sent
    end = figure.number.i + 1
    while end < sentence.end and (
        doc[end].text in figure.quantity.unit.split() or doc[end].lower_ in _WHOLE
    ):
        end += 1
    if end < sentence.end and doc[end].lower_ == "for":
        things = (child for child in doc[end].children if child.dep_ == "pobj")
        return next((found for thing in things if (found := _get_contender(context, thing))), None)
    before = figure.number.left_edge.i - 1
    linked = before > sentence.start and doc[before].lower_ in _BESIDE
    before -= linked
    if before < sentence.start or (linked and not _is_led(doc[before])):
        return None
    name = doc[before]
    return _get_contender(context, name) if name.pos_ == "PROPN" else None


def _get_result(context: Context, figure: Figure) -> int:
    """Return whether a share is the first or second of a result, or 0: "beat Hill *by 51.3 percent to 48.7*", "won *55% to 45%*"."""
    verb = figure.verb
    if verb is None or verb.lemma_.lower() not in context.lexicon.words("ShareVerb", "with"):
        return 0
    sentence = context.parsed.span(figure.number.sent)
    number = context.parsed.offset(figure.number)
    for match in _RESULT.finditer(sentence.text):
        begin, second = sentence.start + match.start(1), sentence.start + match.start(2)
        if number in (begin, second):
            return 1 if number == begin else 2
    return 0


def _get_side(context: Context, figure: Figure, place: int) -> Entity | None:
    """Return whose share of a result it is: the first is that of who won, the second of who was beaten."""
    verb = figure.verb
    if verb is None:
        return None
    wins = verb.head if verb.dep_ == "advcl" and get_subject(verb) is None else verb
    side = get_subject(wins) if place == 1 else get_object(verb)
    return _get_contender(context, side)


def _is_led(name: Token) -> bool:
    """Whether "with" behind a name may be of it, and not of who was beaten: no "defeated *Hill* with 55 percent"."""
    while name.dep_ in ("compound", "flat", "appos") and name.head.pos_ == "PROPN":
        name = name.head
    if name.dep_ == "pobj":
        ahead = name.head.lower_ == "of" and name.head.head.lower_ == "ahead"
        return ahead or name.head.lower_ == "by"
    return name.dep_ not in ("dobj", "dative")


def _get_contender(context: Context, token: Token | None) -> Entity | None:
    """Return the person or party that a word stands for, also by its apposition: "her *rival*, Ann Hill"."""
    found: Entity | None = context.cast.find_token(token) if token is not None else None
    if found is not None and found.named and found.type in _CONTENDERS:
        return found
    names = get_children(token, "appos") if token is not None else []
    return next((other for name in names if (other := _get_contender(context, name))), None)
