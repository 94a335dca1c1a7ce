"""What a figure is called where the lexicon knows no indicator: by the text's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.indicators import NOUN_TAGS, Naming

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.figures import Figure

BE = frozenset({"be", "have", "get", "do"})
"""Verbs that say nothing of what became of something."""

_MOST_WORDS = 5
_SIGNS = frozenset({"%", "°", "percent", "percentage", "per", "cent", "point"})
_KINDS = {"percent": "share", "ratio": "share", "money": "amount"}


def name_freely(figure: Figure) -> Naming | None:
    """Name a figure by the text's own words: what is counted and what it did or what was done to it."""
    quantity = figure.quantity
    if quantity.kind in ("percent", "ratio", "money", "measure", "rate"):
        return _name_amount(figure)
    words = quantity.unit.split() or ([lower(figure.noun)] if figure.noun is not None else [])
    verb = figure.verb
    tokens: tuple[Token, ...] = (figure.noun,) if figure.noun is not None else ()
    governed = verb == figure.above and figure.role in ("nsubj", "nsubjpass", "dobj")
    spoken = verb is not None and (verb.tag_ == "VBN" or verb.lower_.endswith("ed"))
    if verb is not None and governed and spoken and verb.lemma_ not in BE:
        words.append(_participle(verb))
        tokens = (*tokens, verb)
    if not words:
        return None
    return Naming(" ".join(words[-_MOST_WORDS:]), None, tokens)


def _name_amount(figure: Figure) -> Naming:
    """Name an amount by the noun that it is of, that has it, or that its verb is about."""
    kind = _KINDS.get(figure.quantity.kind, "measure")
    whole, noun = find_whole(figure), _find_noun_around(figure)
    if whole is not None and kind != "share":
        return Naming(join_words(whole), None, (whole,))
    if noun is not None:
        return Naming(join_words(noun).split(" of ")[0], None, (noun,))
    verb = figure.verb
    if verb is not None and verb.lemma_ not in (*BE, kind):
        return Naming(f"{kind} {_participle(verb)}", None, (verb,))
    return Naming(_predicate(figure, kind), None, ())


def _find_noun_around(figure: Figure) -> Token | None:
    """Return the noun that an amount stands before, hangs on, or comes from or goes to."""
    top, above = figure.top, figure.above
    if top.tag_ in NOUN_TAGS and top.lower_ not in figure.quantity.span.text.lower():
        return top
    if above.dep_ == "prep" and above.lower_ == "of" and above.head.tag_ in NOUN_TAGS:
        return above.head
    for child in top.children:
        if child.dep_ == "prep" and child.lower_ in ("from", "for", "in", "on"):
            for thing in child.children:
                if thing.dep_ == "pobj" and _is_matter(thing, figure):
                    return thing
    noun = above.head if above.dep_ == "prep" else above
    return noun if _is_matter(noun, figure) else None


def _is_matter(noun: Token, figure: Figure) -> bool:
    """Tell whether a noun can say what an amount is of: no day, and no unit again ("to 4 percent from 4.25 *percent*")."""
    if noun.tag_ not in NOUN_TAGS or noun.ent_type_ in ("DATE", "TIME"):
        return False
    return noun.lower_ not in figure.quantity.unit.lower().split()


def _predicate(figure: Figure, kind: str) -> str:
    """Return "share in favour" for "85% were in favour"."""
    verb = figure.verb
    if verb is not None:
        for child in verb.children:
            if child.i > verb.i and child.dep_ in ("prep", "acomp", "attr") and child != figure.top:
                things = [thing for thing in child.children if thing.dep_ == "pobj"][:1]
                if things and things[0].lower_ in _SIGNS:
                    continue  # "rose from 49 percent *to 50 percent*"
                words = [child.lower_, *(thing.lower_ for thing in things)]
                return " ".join([kind, *words])
    return kind


def find_whole(figure: Figure) -> Token | None:
    """Return what a figure is a share or amount of: "12 micrograms per litre of *lead*"."""
    for token in (figure.top, figure.number):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((thing for thing in child.children if thing.dep_ == "pobj"), None)
    end = max(figure.top.i, figure.number.i) + 1
    doc = figure.top.doc
    unit = figure.quantity.unit.replace("/", " / ").split()
    while end < len(doc) and doc[end].text in unit:
        end += 1  # "12 micrograms per litre | of lead"
    if end < len(doc) and doc[end].lower_ == "of":
        return next((thing for thing in doc[end].children if thing.dep_ == "pobj"), None)
    return None


def join_words(noun: Token) -> str:
    """Return a noun with the words that stand close before it, and what it is of: at most five."""
    words = [
        token
        for token in noun.doc[noun.left_edge.i : noun.i]
        if token.head == noun
        and token.dep_ in ("compound", "amod", "nmod")
        and token.tag_ != "CD"
        and token.pos_ != "ADP"
        and token.lower_ not in _SIGNS
    ][-3:]
    texts = [lower(token) for token in (*words, noun)]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of" and len(texts) < 3:  # noqa: PLR2004 - five words in all
            things = [thing for thing in child.children if thing.dep_ == "pobj"]
            texts += ["of", *(lower(thing) for thing in things[:1])] if things else []
    return " ".join(texts[:_MOST_WORDS])


def lower(token: Token) -> str:
    """Return a word in small letters, unless it is a name."""
    return str(token.text if token.pos_ == "PROPN" else token.lower_)


def _participle(verb: Token) -> str:
    return str(verb.lower_ if verb.tag_ in ("VBN", "VBD", "VBG") else f"to {verb.lemma_}")
