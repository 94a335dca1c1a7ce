"""Where: containment of places, and the places attached to a verb or noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex

_WHERE = frozenset(
    "in at near on across throughout outside inside around from within along off over into to toward towards".split()
)
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis", "csubj", "xcomp"})
_PLACES = frozenset({"Place", "Country"})


def note_containers(index: EntityIndex) -> None:
    """Note which place lies in which: as the text says ("Guayaquil, Ecuador"), as the gazetteer knows."""
    figures = list(index.cast.figures.values())
    countries = {figure.code: figure for figure in figures if figure.type == "Country"}
    for figure in figures:
        if figure.type == "Place":
            for mention in figure.mentions:
                _note_said(figure, mention.span.start, mention.span.end, index)
    for figure in figures:
        if figure.type != "Place":
            continue
        code = figure.code or index.gazetteer.get_part(figure.label) or ""
        country = countries.get(code)
        if country is not None and country.id not in figure.within:
            figure.within.append(country.id)


def _note_said(figure: Figure, start: int, end: int, index: EntityIndex) -> None:
    tokens = index.parsed.tokens_in(start, end)
    if tokens is None:
        return
    doc, after, before = tokens.doc, tokens.end, tokens.start
    other: Figure | None = None
    if after + 1 < len(doc) and doc[after].lower_ in {",", "in"}:
        following = doc[after + 1]
        if following.lower_ == "the" and after + 2 < len(doc):
            following = doc[after + 2]
        other = index.get_figure(following)
        if (
            doc[after].text == ","
            and other is not None
            and not _is_closed(following, doc, index, other)
        ):
            other = None
    if before > 1 and doc[before - 1].tag_ == "POS":
        holder = index.get_figure(doc[before - 2])
        other = holder or other
    root = tokens.root
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        other = _find_capital_of(root.head, index) or other
    if (
        other is not None
        and other is not figure
        and other.type in _PLACES
        and figure.id not in other.within
    ):
        figure.within.append(other.id)


def _is_closed(following: Token, doc: object, index: EntityIndex, other: Figure) -> bool:
    """Tell whether "Town, Country" ends there, so that it is no list of places."""
    last = following
    while last.i + 1 < len(last.doc) and index.get_figure(last.nbor()) is other:
        last = last.nbor()
    if last.i + 1 >= len(last.doc):
        return True
    return last.nbor().lower_ not in {"and", "or", "&"} and not (
        last.nbor().text == ","
        and last.i + 2 < len(last.doc)
        and (index.get_figure(last.nbor(2)) is not None or last.nbor(2).lower_ in {"and", "or"})
    )


def _find_capital_of(verb: Token, index: EntityIndex) -> Figure | None:
    for noun in verb.children:
        if noun.dep_ == "attr" and noun.lemma_ in {"capital", "city", "town", "port"}:
            for prep in noun.children:
                if prep.dep_ == "prep" and prep.lower_ in {"of", "in"}:
                    for thing in prep.children:
                        figure = index.get_figure(thing)
                        if figure is not None:
                            return figure
    return None


def find_places_of(token: Token, index: EntityIndex) -> list[Figure]:
    """Return the places attached to a verb or noun with their containers, the narrowest first."""
    found = list(dict.fromkeys(_walk(token, index, 0)))
    for figure in list(found):
        _add_containers(figure, index, found)
    return sorted(found, key=lambda figure: -_get_depth(figure, index))


def _walk(token: Token, index: EntityIndex, depth: int) -> Iterator[Figure]:
    """Yield the places below a token, not into clauses of their own."""
    if depth > 6:  # noqa: PLR2004 - farther away it is about something else
        return
    for child in token.children:
        dep = child.dep_
        if dep in _CLAUSES and child.pos_ in {"VERB", "AUX"}:
            continue
        if dep in {"prep", "agent"} or (dep == "advmod" and child.pos_ == "ADP"):
            if child.lower_ in _WHERE or (
                child.lower_ in {"of", "between"} and token.pos_ in {"NOUN", "PROPN"}
            ):
                for thing in child.children:
                    if thing.dep_ in {"pobj", "pcomp"}:
                        yield from _take(thing, index, depth)
        elif dep in {"poss", "compound", "nmod", "amod", "npadvmod"} and token.pos_ in {
            "NOUN",
            "PROPN",
        }:
            figure = index.get_figure(child)
            if figure is not None and figure.type in _PLACES:
                yield figure
        elif dep in {"dobj", "nsubjpass", "attr", "pobj", "appos"} and child.pos_ == "NOUN":
            yield from _walk(child, index, depth + 2)


def _take(thing: Token, index: EntityIndex, depth: int) -> Iterator[Figure]:
    figure = index.get_figure(thing)
    if figure is not None and figure.type in _PLACES:
        yield figure
    yield from _walk(thing, index, depth + 1)
    for other in thing.conjuncts:
        partner = index.get_figure(other)
        if partner is not None and partner.type in _PLACES:
            yield partner


def _add_containers(figure: Figure, index: EntityIndex, found: list[Figure]) -> None:
    for path in figure.within:
        outer = index.cast.figures.get(path)
        if outer is not None and outer not in found:
            found.append(outer)
            _add_containers(outer, index, found)


def _get_depth(figure: Figure, index: EntityIndex, limit: int = 5) -> int:
    """Return how many places contain a place; countries contain, so they come last."""
    if not limit:
        return 0
    outer = [index.cast.figures[path] for path in figure.within if path in index.cast.figures]
    return max((1 + _get_depth(place, index, limit - 1) for place in outer), default=0)
