"""Who holds an office, as the clause or title says that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.titles import count_before, get_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.context import Context
    from graph_builder.extraction.thesaurus import Thesaurus

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"who", "which", "that"})
_RELATIVES = frozenset({"relcl", "acl"})


def find_titled(noun: Token, context: Context, words: Thesaurus) -> Figure | None:
    """Return whom a title is said of: "President X", "X, the president", "the president, X"."""
    index = context.cast
    phrase = get_phrase(noun, words)
    behind = noun.i + len(phrase.split()) - count_before(phrase)
    following = noun.doc[behind] if behind < len(noun.doc) else None
    if following is not None and following.pos_ == "PROPN":
        figure = index.get_figure(following)
        if figure is not None and figure.type == "Person":
            return figure
    if noun.dep_ == "appos":
        return index.get_figure(noun.head)
    named = [
        index.get_figure(child)
        for child in noun.children
        if child.dep_ == "appos" and child.pos_ == "PROPN"
    ]
    return named[0] if named else None


def find_holder(verb: Token, context: Context) -> Figure | None:
    """Return the figure that is the subject of a verb, its own or that of the verb it is joined to.

    A clause of its own ("after X stepped down") has a subject of its own, found or not. Where another one stands nearer
    ("May appointed him minister, which he was until 2018, resigning in protest"), nobody is sure.
    """
    start = verb
    joined = True
    figure = _find_cut_off(verb, context)
    for _ in range(3):
        if figure is not None:
            break
        subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if subject is not None:
            return _read_subject(subject, verb, start, context)
        if verb.dep_ in _RELATIVES and joined:
            return context.cast.get_figure(_get_described(verb.head))
        if verb.dep_ not in {"conj", "xcomp", "advcl"} or _is_finite_clause(verb):
            break
        joined = joined and verb.dep_ == "conj"
        verb = verb.head
    return figure


def _is_finite_clause(verb: Token) -> bool:
    """Whether an adverbial clause has a subject of its own, found or not."""
    return verb.dep_ == "advcl" and verb.tag_ not in {"VBG", "VBN", "VB"}


def _read_subject(subject: Token, verb: Token, start: Token, context: Context) -> Figure | None:
    if subject.lower_ in {"who", "that"} and verb.dep_ == "relcl":
        return context.cast.get_figure(verb.head)
    figure = context.cast.get_figure(subject)
    nearer = _find_nearer_subject(start, subject) if start.dep_ == "advcl" else None
    sure = nearer is None or context.cast.get_figure(nearer) is figure
    return figure if sure else None


def _find_cut_off(verb: Token, context: Context) -> Figure | None:
    """Return the person right before a verb that the parser has joined to what comes before: "… and *Bo Rill* was sworn in"."""
    if verb.dep_ != "conj" or any(child.dep_ in _SUBJECTS for child in verb.children):
        return None
    first = min([verb, *(c for c in verb.children if c.dep_ in {"aux", "auxpass"})])
    before = verb.doc[first.i - 1] if first.i else None
    if before is None or before.pos_ != "PROPN":
        return None
    figure = context.cast.get_figure(before)
    return figure if figure is not None and figure.type == "Person" else None


def _get_described(noun: Token) -> Token:
    """Return of whom a noun is said: "she" of "she became the first woman to serve"; any other noun as it is."""
    if noun.dep_ != "attr":
        return noun
    return next((child for child in noun.head.children if child.dep_ in _SUBJECTS), noun)


def _find_nearer_subject(verb: Token, subject: Token) -> Token | None:
    """Return the last subject between another one and a verb behind it."""
    between = verb.doc[subject.i + 1 : verb.i]
    nouns = [
        token for token in between if token.dep_ in _SUBJECTS and token.lower_ not in _RELATIVE
    ]
    return nouns[-1] if nouns else None


def find_power_holder(noun: Token, context: Context) -> Figure | None:
    """Return whom "in power" is said of: the noun it modifies, or the subject of the clause."""
    head = noun.head.head if noun.head.pos_ == "ADP" else noun.head
    for token in (head, head.head):
        figure = context.cast.get_figure(token)
        if figure is not None and figure.type == "Person":
            return figure
        for child in token.children:
            figure = context.cast.get_figure(child) if child.dep_ in _SUBJECTS else None
            if figure is not None:
                return figure
    return None
