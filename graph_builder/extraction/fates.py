"""What became of those whom a figure counts: "nine people *were killed*", "left 40 *dead*", "some 190 *are missing*"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.free_naming import BE
from graph_builder.extraction.indicators import NOUN_TAGS
from graph_builder.extraction.predicates import get_children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Indicators, Naming

_LONGEST_LIST = 15
_LISTED = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET", "CCONJ", "PUNCT"})
_STATES = frozenset({"oprd", "acomp"})
_FEARING = frozenset({"fear", "presume", "believe", "think"})


def find_fate(figure: Figure, known: Indicators) -> Naming | None:
    """Return the indicator of the word that says what became of those counted: "killed", "left dead"."""
    end = max(figure.top.i, figure.number.i) + 1
    while end < figure.top.sent.end and figure.top.doc[end].pos_ == "ADV":
        end += 1  # "with 30 people *still* missing"
    following = [figure.top.doc[end]] if end < figure.top.sent.end else []
    own = [figure.top] if figure.role != "pobj" else []  # "left 40 *dead*", no "toll of 40 dead"
    for word in (*own, *following):
        if word.tag_ in ("JJ", "VBN", "VBG"):
            naming = known.find_noun(word) or known.find_word(word)
            if naming and naming.has("People"):
                return naming
    for verb in _list_fates(figure):
        naming = known.find_verb(verb)
        if naming and not (naming.has("People") and _acts(figure, verb)):
            return naming
    return (
        _find_state(figure, known) or _find_shared_fate(figure, known) or _find_deed(figure, known)
    )


def _acts(figure: Figure, verb: Token) -> bool:
    """Tell whether those counted do it to others: "*two bombs killed* nine people"."""
    subject = figure.top in verb.lefts and figure.role in ("nsubj", "conj")
    return subject and any(child.dep_ == "dobj" for child in verb.rights)


def _find_state(figure: Figure, known: Indicators) -> Naming | None:
    """Return the indicator of what those counted are said to be: "some 190 *were dead*", "were *found dead*", "*left homeless*"."""
    doc, end = figure.top.doc, max(figure.top.i, figure.number.i) + 1
    found = figure.role == "nsubjpass" and figure.above.lemma_ not in _FEARING
    said = [child for child in figure.above.rights if child.dep_ in _STATES] if found else []
    if end + 1 < len(doc) and doc[end].lower_ == "left" and doc[end + 1].pos_ == "ADJ":
        said.append(doc[end + 1])
    if end < len(doc) and doc[end].lemma_ == "be":
        be = doc[end]
        said += [child for child in be.rights if child.dep_ == "acomp"]
        said += [be.head] if be.dep_ == "aux" and be.head.tag_ == "VBG" else []  # "were missing"
    if found:  # "were reported *killed*"
        said += [child for child in get_children(figure.above, "xcomp") if child.tag_ == "VBN"]
    states = (
        known.find_noun(word) or known.find_word(word) or known.find_verb(word) for word in said
    )
    return next((naming for naming in states if naming and naming.has("People")), None)


def _find_deed(figure: Figure, known: Indicators) -> Naming | None:
    """Return the indicator of a noun that says what befell those counted behind "of": "*the death* of two firefighters"."""
    if figure.role != "pobj" or figure.above.lower_ != "of" or figure.noun is None:
        return None
    noun = figure.above.head
    naming = known.find_noun(noun) if noun.tag_ == "NN" and noun.pos_ == "NOUN" else None
    return naming if naming and naming.has("People") else None


def _find_shared_fate(figure: Figure, known: Indicators) -> Naming | None:
    """Return the indicator of the participle behind a list of people: "10 soldiers, 9 guards and a boy *killed*"."""
    doc, first = figure.top.doc, figure.top.i + 1
    listed = False
    for token in doc[first : min(first + _LONGEST_LIST, figure.top.sent.end)]:
        if token.tag_ == "VBN":
            naming = known.find_verb(token) if listed else None
            return naming if naming and naming.has("People") else None
        if token.pos_ not in _LISTED and token.lower_ != "of":
            return None
        listed = listed or token.dep_ == "cc"
    return None


def _list_fates(figure: Figure) -> Iterator[Token]:
    top = figure.top
    for child in top.children:
        if (child.dep_ == "acl" and child.tag_ == "VBN") or (
            child.dep_ == "relcl"
            and not any(thing.dep_ in ("dobj", "ccomp") for thing in child.children)
        ):
            yield child
    above = figure.above
    undergoes = figure.role in ("nsubjpass", "dobj") or (
        figure.role == "nsubj" and not any(c.dep_ in ("dobj", "ccomp") for c in above.children)
    )
    if above.pos_ in ("VERB", "AUX") and undergoes:
        yield above
    if figure.role == "pobj" and above.lower_ != "with" and above.head.tag_ in NOUN_TAGS:
        return
    doc, end = top.doc, max(top.i, figure.number.i) + 1
    for token in doc[end : min(end + 4, top.sent.end)]:
        if token.tag_ == "VBN" or (token.tag_ == "VBD" and token.lemma_ not in BE):
            yield token
            return
        if token.lemma_ not in BE and token.pos_ not in ("ADV", "AUX"):
            return
