"""Those who are described, not named: "a criminal gang", "a senior official", "prosecutors"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.sources import find_left_edge, join_hyphens
from graph_builder.extraction.titles import get_phrase

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.extraction.thesaurus import Thesaurus
    from graph_builder.model import EntityType, Span

_TYPES: dict[str, EntityType] = {
    "GovernmentBody": "GovernmentBody",
    "ArmedGroup": "ArmedGroup",
    "NewsOutlet": "NewsOutlet",
    "Organization": "Organization",
    "Place": "Place",
}
_ARTICLES = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "whose",
        "my",
        "your",
        "some",
        "any",
        "neither",
    }
)
_LONGEST = 6
_THEIR = frozenset({"his", "her", "their"})
_NEW_ONES = frozenset({"one", "another", "each", "either", "neither"})


def describe_phrase(span: Span, index: EntityIndex) -> Figure:
    """Return the figure without a name that a noun phrase describes, one an article for the same words."""
    tokens = index.parsed.tokens_in(span.start, span.end)
    if tokens is None or not len(tokens):
        return index.cast.create("Agent", span.text or "unnamed", named=False)
    head = _find_head(tokens)
    first, last = _find_edges(head, tokens)
    label = " ".join(tokens.doc[first : last + 1].text.split()) or head.text
    label = _add_owner(label, head, index)
    figure = _find_known(head, label, index)
    if figure is None:
        figure = index.cast.create(choose_type(head, index.words), label, named=False)
        figure.nouns.update({head.lemma_.lower(), get_phrase(head, index.words)})
        index.note_described(figure)
        figure.plural = head.tag_ in {"NNS", "NNPS"}
        figure.gender = index.words.genders.get(head.lemma_.lower())
        figure.within.extend(_find_wholes(head, index))
    begin = tokens.doc[max(tokens.start, find_left_edge(head))]
    if begin.dep_ == "preconj" and begin.i < head.i:
        begin = begin.nbor()
    index.add_mention(figure, begin, tokens.doc[last], "description", head)
    return figure


def _find_head(tokens: TokenSpan) -> Token:
    root = join_hyphens(tokens.root)
    if root.pos_ in {"ADP", "SCONJ"}:
        return next((child for child in root.children if child.dep_ == "pobj"), root)
    return root


def _find_edges(head: Token, tokens: TokenSpan) -> tuple[int, int]:
    """Return the first and last token of the label: modifiers, head, and a following "of …"."""
    first = max(tokens.start, find_left_edge(head))
    while first < head.i and (
        tokens.doc[first].lower_ in _ARTICLES
        or tokens.doc[first].dep_ == "preconj"
        or not tokens.doc[first].text[0].isalnum()
    ):
        first += 1
    last = head.i
    for child in head.rights:
        if child.dep_ == "prep" and child.i == last + 1:
            edge = child.right_edge.i
            joined = {"cc", "conj", "punct"}
            while any(tokens.doc[i].dep_ in joined for i in range(child.i, edge + 1)):
                edge -= 1
            if edge < tokens.end and child.i < edge <= head.i + _LONGEST:
                last = edge
    return first, last


def _add_owner(label: str, head: Token, index: EntityIndex) -> str:
    """Return a label that says whose it is, where a pronoun does: "*her* office" is the "office of Ana Ruiz"."""
    owner = next((child for child in head.lefts if child.dep_ == "poss"), None)
    if owner is None or owner.lower_ not in _THEIR or owner.i + 1 != head.i:
        return label
    figure = index.get_figure(owner)
    if figure is None or not figure.named or figure.type != "Person":
        return label
    return f"{label} of {figure.label}"


def _find_known(head: Token, label: str, index: EntityIndex) -> Figure | None:
    lemma = head.lemma_.lower()
    definite = any(
        c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those"}
        for c in head.lefts
    )
    bare = label.lower() == head.lower_
    return index.find_described(lemma, "" if definite and bare else label)


def choose_type(head: Token, words: Thesaurus) -> EntityType:
    """Return the class that the head noun of a description tells."""
    if head.lower_ in _NEW_ONES:
        return _choose_member_type(head, words)
    lemma = head.lemma_.lower()
    phrase = get_phrase(head, words)
    plural = head.tag_ in {"NNS", "NNPS"} and head.lower_ not in words.bodies
    kind = words.bodies.get(head.lower_) or words.bodies.get(phrase) or words.bodies.get(lemma, "")
    if kind in _TYPES and (kind == "Place" or not plural):
        return _TYPES[kind]
    if plural or head.lower_ in words.groups:
        return "Agent"
    if words.is_person_noun(lemma):
        return "Person"
    return _TYPES.get(words.weak.get(lemma, ""), "Agent")


def _choose_member_type(head: Token, words: Thesaurus) -> EntityType:
    """Return the class of "one of the groups": that of the groups."""
    for child in head.children:
        if child.dep_ == "prep":
            for thing in child.children:
                lemma = thing.lemma_.lower()
                kind = words.bodies.get(lemma) or words.weak.get(lemma)
                if kind in _TYPES:
                    return _TYPES[kind]
                if words.is_person_noun(lemma):
                    return "Person"
    return "Agent"


def _find_wholes(head: Token, index: EntityIndex) -> list[str]:
    """Return the ids of the named places and bodies that a description is part of."""
    found = []
    for child in head.children:
        thing = child
        if child.dep_ == "prep" and child.lower_ in {"of", "in", "at"}:
            thing = next((c for c in child.children if c.dep_ == "pobj"), child)
        elif child.dep_ not in {"poss", "amod", "compound", "nmod"}:
            continue
        figure = index.get_figure(thing)
        if figure is not None and figure.named and figure.type not in {"Person", "Agent"}:
            found.append(figure.id)
    return found
