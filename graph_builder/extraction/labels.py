"""Short names and tight passages for measures: a noun phrase, or an infinitive with its object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.predicates import (
    VERBAL,
    get_children,
    get_object,
    get_phrase_bounds,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.decision_words import Decision
    from graph_builder.model import Span

_LONGEST = 12
_LABEL_WORDS = 8
_SHORT = 4
_LOOSE = frozenset({"ADP", "DET", "PUNCT", "CCONJ", "SCONJ", "PART", "ADV"})


def get_passage(decision: Decision, context: Context) -> Span:
    """Return the words that tell the decision: from its verb to the end of its object, at most twelve tokens."""
    token = decision.content
    first, last = _get_content_bounds(token)
    decider = decision.stance.decider
    if decider.doc is token.doc and decider.sent == token.sent:
        begin, end = min(first, int(decider.i)), max(last, int(decider.i))
        if decider.pos_ == "AUX":
            end = max(end, _get_predicate_end(decider))
        if end - begin < _LONGEST:
            first, last = begin, end
    return context.parsed.span(token.doc[first : last + 1])


def _get_predicate_end(verb: Token) -> int:
    """Return the last token of what is said of the subject: "is *in force*", "was *unlawful*"."""
    for child in get_children(verb, "prep", "acomp"):
        if child.i > verb.i:
            return max(int(item.i) for item in (child, *get_children(child, "pobj")))
    return int(verb.i)


def _get_content_bounds(token: Token) -> tuple[int, int]:
    if token.pos_ not in VERBAL:
        first, last = get_phrase_bounds(token, _LONGEST)
        return _add_infinitive(token, first, last)
    first = last = int(token.i)
    target = get_object(token)
    if target is not None:
        begin, end = get_phrase_bounds(target, _LONGEST - 2)
        if max(end, last) - min(begin, first) < _LONGEST:
            first, last = min(begin, first), max(end, last)
    for child in get_children(token, "prt", "prep"):
        end = max(item.i for item in child.subtree)
        if child.dep_ == "prt" or target is None:
            end = min(int(end), first + _LONGEST - 1)
            last = max(last, end)
    return first, _trim(token.doc, last, int(token.i))


def _add_infinitive(noun: Token, first: int, last: int) -> tuple[int, int]:
    """Take in what "decree banning …", "order to …" say right behind the noun."""
    for child in get_children(noun, "acl"):
        if last < child.i <= last + 2:
            target = get_object(child)
            end = (
                get_phrase_bounds(target)[1]
                if target is not None and target != noun
                else int(child.i)
            )
            if end - first < _LONGEST:
                last = max(last, end)
    return first, last


def _trim(doc: Doc, last: int, least: int) -> int:
    while last > least and doc[last].pos_ in _LOOSE:
        last -= 1
    return last


def label_decision(decision: Decision) -> str:
    """Return a readable name of three to eight words: "state of emergency in seven provinces", "build new prisons"."""
    token = decision.content
    if token.pos_ not in VERBAL:
        first, last = _add_infinitive(token, *get_phrase_bounds(token, _LONGEST))
        while first < token.i and token.doc[first].pos_ in {"DET", "ADV", "PUNCT"}:
            first += 1
        return join_words(token.doc[first : _cut(token, first, last) + 1])
    target = get_object(token)
    particle = "".join(f" {item.text}" for item in get_children(token, "prt"))
    if target is None or target.pos_ == "PRON":
        first, last = _get_content_bounds(token)
        tail = join_words(token.doc[token.i + 1 : _cut(token, int(token.i), last) + 1])
        return f"{token.lemma_.lower()}{particle if not tail.startswith(particle.strip()) else ''} {tail}".strip()
    first, last = get_phrase_bounds(target, _LABEL_WORDS - 1)
    phrase = join_words(target.doc[first : last + 1])
    rest = _get_rest(token) if last - first < _SHORT else ""
    return " ".join(f"{token.lemma_.lower()}{particle} {phrase} {rest}".split())


def _get_rest(verb: Token) -> str:
    """Return the first phrase after a passive verb: "housed *in prison boats*"."""
    for child in get_children(verb, "prep"):
        if child.i > verb.i and child.lower_ != "by":
            nouns = get_children(child, "pobj")
            if nouns and nouns[0].ent_type_ != "DATE":
                return join_words(verb.doc[child.i : get_phrase_bounds(nouns[0], 4)[1] + 1])
    return ""


def _cut(token: Token, first: int, last: int) -> int:
    """Return the last token of a label that begins at ``first``: not too long, not ending in a loose word."""
    if last - first < _LABEL_WORDS:
        return _trim(token.doc, last, int(token.i))
    return _trim(token.doc, first + _LABEL_WORDS - 1, int(token.i))


def join_words(tokens: TokenSpan) -> str:
    """Return the text of tokens on one line."""
    return " ".join("".join(token.text_with_ws for token in tokens).split())
