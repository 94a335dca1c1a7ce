"""Whom a claim is addressed to: "told *the court*", "wrote to *her staff*", "asked *whoever had seen it*"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.model import Claim

_OF_SOMEBODY = frozenset({"describe", "quote", "cite", "praise", "criticize", "criticise"})
"""Verbs whose object is spoken of, and not to: "described her to the BBC"."""


def find_addressee(claim: Claim, speaker: Figure | None, index: EntityIndex) -> str | None:
    """Return to whom it was said: the object of "told", "urged", "asked", or "to …" after "said"."""
    cue = index.parsed.tokens_in(claim.cue.start, claim.cue.end)
    if cue is None:
        return None
    verb = cue.root
    asked = claim.type in {"Request", "Order"}
    for child in verb.children:
        thing = child
        if child.dep_ == "dobj" and verb.lemma_ in _OF_SOMEBODY:
            continue
        if child.dep_ in {"dobj", "dative"} or (child.dep_ == "prep" and child.lower_ == "to"):
            thing = next((c for c in child.children if c.dep_ == "pobj"), child)
        elif child.dep_ in {"ccomp", "xcomp"} and asked:
            thing = next((c for c in child.children if c.dep_ == "nsubj"), child)
        else:
            continue
        offset = index.parsed.offset(thing)
        if claim.source is not None and claim.source.start <= offset < claim.source.end:
            continue  # "argued | the mayor's lawyer, Ivo Keen"
        if _is_content(offset, claim) and not (asked and _begins(thing, claim, index)):
            continue
        figure = index.get_figure(thing) or _find_named_hearer(thing, index)
        figure = figure or _describe_addressee(thing, index)
        if figure is not None and figure is not speaker:
            return figure.id
    return None


def _find_named_hearer(thing: Token, index: EntityIndex) -> Figure | None:
    """Return who is named behind what he is: "told the newspaper *Trouw*"."""
    behind = thing.doc[thing.i + 1] if thing.i + 1 < len(thing.doc) else None
    if thing.pos_ != "NOUN" or behind is None or behind.pos_ != "PROPN":
        return None
    below = thing in {behind.head, behind.head.head} or (
        behind.head == thing.head and thing.dep_ == "dative"
    )
    figure = index.get_figure(behind) if below else None
    return figure if figure is not None and figure.named else None


def _describe_addressee(thing: Token, index: EntityIndex) -> Figure | None:
    """Return a figure for a noun of people or bodies: "asked the government to …"."""
    lemma = thing.lemma_.lower()
    words = index.words
    body = words.bodies.get(lemma) in {"GovernmentBody", "Organization", "ArmedGroup", "NewsOutlet"}
    if thing.pos_ != "NOUN" or not (
        body or words.is_person_noun(lemma) or thing.lower_ in words.groups
    ):
        return None
    index.describe(index.parsed.span(thing.doc[thing.left_edge.i], thing))
    return index.get_figure(thing)


def _begins(thing: Token, claim: Claim, index: EntityIndex) -> bool:
    """Tell whether the content begins with a noun phrase: "urged | the assembly to back his plan"."""
    return bool(claim.content) and index.parsed.offset(thing.left_edge) <= claim.content[0].start


def _is_content(offset: int, claim: Claim) -> bool:
    return any(part.start <= offset < part.end for part in claim.content)
