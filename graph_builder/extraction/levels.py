"""Figures of a level that somebody keeps, sets or aims at, and not of what the clause's subject is.

"The bank held *interest rates* at 4 percent", "put the *death toll* at nine", "above its *2 percent target*", "*shares* were down 3 percent".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.indicators import NOUN_TAGS, Naming
from graph_builder.extraction.shifts import find_direction

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Indicators

_LINKS = frozenset({"to", "at", "from", "by"})
_BOUNDS = frozenset({"target", "limit", "threshold", "ceiling", "cap", "goal", "floor"})
_PAPERS = frozenset({"share", "stock"})
_POLLS = frozenset({"poll", "survey"})
_STEPS = 4


def name_part(figure: Figure, known: Indicators) -> Naming | None:
    """Name a number by what it is a part of, where that is somebody's: "44 of the 120 *seats*"."""
    links = [child for child in figure.number.rights if child.dep_ == "prep"]
    parted = (thing for link in links if link.lower_ == "of" for thing in link.rights)
    counted = next((thing for thing in parted if thing.lower_ == figure.quantity.unit), None)
    naming = known.find_noun(counted, figure.verb) if counted is not None else None
    return naming if naming is not None and naming.has("Agent") else None


def name_bound(figure: Figure, subject: Naming | None) -> Naming | None:
    """Name a figure that only says which level is aimed at or allowed: "almost double the bank's *2 percent target*"."""
    if not is_bound(figure):
        return None
    top = figure.top
    own = [word.lower_ for word in top.lefts if word.dep_ == "compound" and not _is_share(word)]
    of = subject.label if subject is not None and subject.entry is not None else ""
    of = " ".join(own) or of.removesuffix(" rise").removesuffix(" fall")
    return Naming(f"{of} {top.lemma_}".strip(), None, (top,))


def is_bound(figure: Figure) -> bool:
    """Tell whether a share stands before the noun of a target or limit: "its *2 percent target*"."""
    top = figure.top
    return figure.quantity.kind == "percent" and top.i > figure.number.i and top.lemma_ in _BOUNDS


def _is_share(word: Token) -> bool:
    return word.text == "%" or word.lower_ in ("percent", "cent")


def name_kept(figure: Figure, known: Indicators) -> Naming | None:
    """Name a figure by the object that somebody keeps at it or brings to it: "held *rates* at 4 percent", "bringing the *toll* to nine"."""
    link = figure.above
    if link.lower_ not in _LINKS or link.dep_ not in ("prep", "dative"):
        return None
    verb = link.head
    for _ in range(_STEPS):
        # "Raise the fine for selling to minors to $9" raises no sale.
        inside = verb.dep_ == "pcomp" and verb.head.head.pos_ == "NOUN"
        if (verb.pos_ == "VERB" and not inside) or verb.head == verb:
            break
        verb = verb.head
    kept = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if verb.pos_ != "VERB" or kept is None or not verb.i < kept.i < link.i:
        return None
    if any(child.dep_ in ("ccomp", "xcomp") for child in verb.rights):
        return None
    naming = known.find_noun(kept, verb) or _name_rates(kept, known)
    if naming is None or (naming.has("Single") and not naming.has("People")):
        return None
    suffix = known.changes.get(verb.lemma_.lower(), "") if link.lower_ == "by" else ""
    return Naming(f"{naming.label} {suffix}", naming.entry, naming.words) if suffix else naming


def _name_rates(noun: Token, known: Indicators) -> Naming | None:
    """Return the interest rate for the bare "rates" that a central bank raises and cuts."""
    entry = next(iter(known.nouns.get("interest rate", ())), None)
    alone = all(child.dep_ in ("det", "poss", "amod") for child in noun.lefts)
    if noun.lower_ != "rates" or not alone or entry is None:
        return None
    return Naming(entry.value("prefLabel"), entry, (noun,))


def name_plural(figure: Figure, subject: Token, known: Indicators) -> Naming | None:
    """Name what shares of a company are worth, and what a poll says: "*shares* fell 3 percent", "the *poll* put the party at 29 percent"."""
    kind, verb = figure.quantity.kind, figure.verb
    moved = verb is not None and verb.lemma_.lower() in known.changes
    moved = moved or bool(find_direction(figure, known))
    if (
        subject.lemma_ in _PAPERS
        and subject.tag_ == "NNS"
        and (kind == "money" or (kind == "percent" and moved))
    ):
        price = next(iter(known.nouns.get("share price", ())), None)
        return Naming("share price", price, (subject,))
    entry = next(iter(known.nouns.get("support", ())), None)
    if subject.lemma_ in _POLLS and subject.tag_ in NOUN_TAGS and kind == "percent" and entry:
        return Naming(entry.value("prefLabel"), entry, (subject,))
    return None
