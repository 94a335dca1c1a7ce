"""Figures without a noun of which the text says what they count: "the *number of injured* was lowered to 84", "bringing the *number of arrests* to 112"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.indicators import NOUN_TAGS, Naming
from graph_builder.extraction.predicates import get_children, get_complements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Indicators

_LINKS = frozenset({"to", "at", "from", "past", "above", "beyond"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SAYING = frozenset({"dobj", "attr", "npadvmod", "oprd"})
_FIGURES = frozenset({"figure", "estimate"})
_DEFINITE = frozenset({"the", "this", "that"})
_TURNS = frozenset({"down", "up"})
_STEPS = 6


def find_tallied(figure: Figure, known: Indicators) -> Token | None:
    """Return what is counted by the number, total or count that a figure is said to be, if it has no noun of its own."""
    if figure.noun is not None:
        return None
    tally = _find_tally(figure, known)
    things = get_complements(tally, "of") if tally is not None else []
    return next((thing for thing in things if thing != figure.top), None)


def goes_on(figure: Figure, other: Figure, known: Indicators) -> bool:
    """Tell whether a count is another one of what was just counted: "11 people died, *down from 15*", "organisers put *the number* at 2,000"."""
    doc, first = figure.number.doc, figure.top.left_edge.i
    if other.number.doc != doc:
        return False
    link = doc[first - 1] if first else figure.number
    if link.lower_ == "of" and link.head.lemma_ in _FIGURES:
        alike = other.quantity.normal_unit == figure.quantity.normal_unit
        return alike and other.number.sent == figure.number.sent and _is_bare(link.head)
    if not _is_count(figure) or not _is_count(other):
        return False
    if link.lower_ == "from" and first > 1 and doc[first - 2].lower_ in _TURNS:
        return other.number.sent == figure.number.sent
    if link.lower_ == "to" and other.number.i < link.i <= other.number.i + 2:
        return True  # "its figure of 30 dead *to 27*"
    tally = _find_tally(figure, known)
    return tally is not None and _is_bare(tally) and tally.left_edge.lower_ in _DEFINITE


def _is_bare(noun: Token) -> bool:
    """Tell whether a noun says nothing of what it is the number of: "an *earlier* figure of 65 percent"."""
    return all(
        child.dep_ in ("det", "advmod", "amod", "punct") or child.lower_ in ("of", "at", "to")
        for child in noun.children
    ) and not get_complements(noun, "to")


def _is_count(figure: Figure) -> bool:
    return figure.quantity.kind in ("count", "number")


def _find_tally(figure: Figure, known: Indicators) -> Token | None:
    """Return the noun that is said to be a figure: "*the number* was lowered to 84", "put *the number* at 84"."""
    linked = figure.top.dep_ == "pobj" and figure.top.head.lower_ in _LINKS
    return next(
        (
            tally
            for tally in _list_tallies(figure, known)
            if linked or (tally.dep_ in _SUBJECTS and figure.top.dep_ in _SAYING)
        ),
        None,
    )


def _list_tallies(figure: Figure, known: Indicators) -> Iterator[Token]:
    """Yield the nouns above a figure that may say what it is, the nearest first."""
    for _, word in zip(range(_STEPS), figure.top.ancestors, strict=False):
        for noun in (word, *get_children(word, "dobj", *_SUBJECTS)):
            tells = noun.tag_ in NOUN_TAGS and noun.lemma_.lower() in known.tallies
            if tells and noun.i < figure.number.i:
                yield noun


def name_tallied(
    figure: Figure, known: Indicators, join_words: Callable[[Token], str]
) -> Naming | None:
    """Name a figure by what the text says that it counts, and what became of those: "the number of people *arrested*"."""
    thing = find_tallied(figure, known)
    if thing is None:
        return None
    fates = (known.find_verb(clause) for clause in get_children(thing, "acl", "relcl"))
    fate = next((naming for naming in fates if naming is not None and naming.has("People")), None)
    named = known.find_noun(thing, figure.verb) or known.find_word(thing)
    return fate or named or Naming(join_words(thing), None, (thing,))
