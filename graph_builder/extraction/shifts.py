"""Figures by how much something changed, and to what, where a noun or an adverb says so and no verb of change.

"A *17 percent rise in profit to $2.3 billion*": the profit rose by the share, and is the amount. "Shares *closed up 3 percent*".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.indicators import NOUN_TAGS, Naming

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Indicators

_IN = frozenset({"in", "of"})
_LEVELS = frozenset({"to", "from"})


def name_shift(
    figure: Figure, known: Indicators, join_words: Callable[[Token], str]
) -> Naming | None:
    """Name a share or amount by what a noun of change is of: "a 4 percent *increase in food prices* to $3".

    Args:
        figure: The quantity in its sentence.
        known: The lexicon's indicators.
        join_words: Gives the words of a phrase that the lexicon does not know.
    """
    change, is_level = _find_change_noun(figure, known)
    thing = _find_thing(change, figure) if change is not None else None
    if change is not None and thing is None and "basis" in figure.quantity.span.text.lower():
        naming = name_policy_rate(change, known)  # "a cut of 50 basis points"
    elif change is None or thing is None:
        return None
    else:
        naming = known.find_noun(thing) or Naming(join_words(thing), None, (thing,))
    if naming is None:
        return None
    if is_level:
        return naming
    return Naming(
        f"{naming.label} {known.changes[change.lemma_.lower()]}", naming.entry, naming.words
    )


def name_policy_rate(word: Token, known: Indicators) -> Naming | None:
    """Return the interest rate for a word that stands for it where central banks decide."""
    entry = next(iter(known.nouns.get("interest rate", ())), None)
    return Naming(entry.value("prefLabel"), entry, (word,)) if entry is not None else None


def is_set_by_bank(noun: Token, known: Indicators) -> bool:
    """Tell whether a bare rate is that which a central bank changes: "the bank lowered *the rate*"."""
    verb = noun.head
    alone = all(child.dep_ in ("det", "poss") for child in noun.children)
    if noun.lemma_.lower() != "rate" or noun.dep_ != "dobj" or not alone:
        return False
    subjects = (child for child in verb.lefts if child.dep_ == "nsubj")
    return any(subject.lemma_.lower() in known.setters for subject in subjects)


def name_brought(
    figure: Figure, known: Indicators, last: Naming | None, join_words: Callable[[Token], str]
) -> Naming | None:
    """Name what a clause brings to a figure: "…, *bringing the death toll* to nine", "…, *taking its workforce* to 1,200".

    A "rate" or "figure" that is not said of what is that of the figure told last.
    """
    link = figure.top.head
    verb = link.head
    if figure.top.dep_ != "pobj" or link.lower_ != "to" or verb.lemma_ not in known.bringing:
        return None
    things = [child for child in verb.children if child.dep_ == "dobj" and child.i < link.i]
    if not things or things[0].tag_ not in NOUN_TAGS:
        return None
    thing = things[0]
    whole = [item for child in thing.children if child.lower_ == "of" for item in child.children]
    if thing.lemma_.lower() in known.bare:
        if not whole:
            return last
        thing = whole[0]
    return known.find_noun(thing, verb) or Naming(join_words(thing), None, (thing,))


def _find_change_noun(figure: Figure, known: Indicators) -> tuple[Token | None, bool]:
    """Return the noun of change to which a figure belongs, and whether it says to or from where."""
    top = figure.top
    if is_change(top, known) and top.i > figure.number.i:
        return top, False  # "a 17 percent *rise*"
    link = top.head
    if top.dep_ != "pobj" or link.dep_ != "prep" or not is_change(link.head, known):
        return None, False
    if link.lower_ in ("of", "by"):
        return link.head, False  # "a *rise* of 17 percent"
    return (link.head, True) if link.lower_ in _LEVELS else (None, False)


def is_change(noun: Token, known: Indicators) -> bool:
    """Tell whether a noun is one of change, and no figure by itself: "a loss of $3 million in May" says nothing of a fall."""
    return (
        noun.tag_ in NOUN_TAGS
        and noun.lemma_.lower() in known.changes
        and (noun.lemma_.lower() == "growth" or known.find_noun(noun) is None)
    )


def _find_thing(change: Token, figure: Figure) -> Token | None:
    """Return what rose or fell: "a drop in *sales*", "a *sales* drop"."""
    for link in change.rights:
        if link.dep_ == "prep" and link.lower_ in _IN:
            for thing in link.rights:
                named = bool(thing.ent_type_) or thing.tag_ not in NOUN_TAGS  # "in May", "in Chile"
                if thing.dep_ == "pobj" and thing != figure.top and not named:
                    return thing
    return None


def find_direction(figure: Figure, known: Indicators) -> str:
    """Return "rise" or "fall" where an adverb beside a share says it: "closed *up* 3 percent", "ended 2 percent *lower*"."""
    if figure.quantity.kind not in ("percent", "money"):
        return ""
    top, last = figure.top, figure.number.sent.end
    word = top.doc[max(0, top.left_edge.i - 1)]
    particle = word.dep_ == "prt" and word.head.lemma_.lower() not in known.moving
    if word.i < top.i and word.lower_ in known.change_adverbs and not particle:
        return known.change_adverbs[word.lower_]
    behind = top.i + 1
    if behind + 1 >= last or top.doc[behind + 1].lower_ == "than":
        return ""
    word = top.doc[behind]
    return known.change_adverbs.get(word.lower_, "") if word.tag_ in ("RBR", "JJR") else ""


def name_index(figure: Figure, subject: Token) -> Naming | None:
    """Name by itself what is called with "the" and a capital and rises or falls: "*the FTSE 100* closed up 0.8 percent"."""
    first = subject.left_edge
    if first.lower_ != "the" or subject.pos_ != "PROPN" or figure.quantity.kind != "percent":
        return None
    words = [child for child in subject.children if child.dep_ in ("compound", "nummod")]
    name = sorted([subject, *words], key=lambda word: word.i)
    return Naming(" ".join(word.text for word in name), None, (subject,))
