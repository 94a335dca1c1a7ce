"""Where: containment of places, and the places attached to a verb or noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.extraction.predicates import get_counting
from graph_builder.extraction.titles import get_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.extraction.names import Name

_WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "across",
        "through",
        "throughout",
        "outside",
        "inside",
        "around",
        "from",
        "within",
        "along",
        "off",
        "over",
        "into",
        "to",
        "toward",
        "towards",
    }
)
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis", "csubj", "xcomp"})
_MODIFIERS = frozenset({"poss", "compound", "nmod", "amod", "npadvmod"})
_INNER = frozenset({"dobj", "nsubjpass", "nsubj", "attr", "pobj", "appos"})
_CLIMBS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "prep", "attr", "conj", "acl", "xcomp", "agent"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FROM_CAUSES = frozenset({"die", "suffer", "recover", "benefit", "differ"})
_REPORTS = frozenset({"report", "call", "news"})
_CLIMB = 3
_FAR = 12
_DISTANCE = re.compile(
    r"\b(?:kilomet(?:re|er)s?|km|miles?|hours?|minutes?)(?: drive)?(?: \(.{1,20}\))?(?: to the| by road)?(?: (?:north|south|east|west|up|down|away)[\w-]*)*"
    r" (?:of|from|outside)(?: (?:the|its|a)(?: [\w-]+){0,4},?)?$"
)
_DEEPEST = 7
_PLACES = frozenset({"Place", "Country"})
_BODIES = frozenset({"Organization", "GovernmentBody"})
_STATE = frozenset({"state", "province"})
_ONE = frozenset({"a", "an", "another"})
_SHARES = frozenset({"percent", "%", "percentage", "share", "million", "majority", "proportion"})


def note_containers(index: EntityIndex) -> None:
    """Note which place lies in which, as the text says ("Guayaquil, Ecuador") and as the gazetteer knows, and which body is a state's."""
    for figure, name in index.names:
        if figure.type == "Place":
            _note_said(figure, name, index)
        elif figure.type in _BODIES:
            _note_state(figure, name, index)
    figures = list(index.cast.figures.values())
    countries = {figure.code: figure for figure in figures if figure.type == "Country"}
    for figure in figures:
        if figure.type != "Place":
            continue
        country = countries.get(figure.code)
        if country is not None and country.id not in figure.within:
            figure.within.append(country.id)
        elif country is None and not figure.within and figure.named:
            figure.country = index.gazetteer.find_home(figure.label, countries)


def _note_said(figure: Figure, name: Name, index: EntityIndex) -> None:
    """Note the container that stands behind a name ("in Ecuador", ", Ecuador"), before it, or in "is the capital of"."""
    doc, after, before = name.doc, name.last, name.first
    other: Figure | None = None
    if after < len(doc) and index.words.bodies.get(doc[after].lower_) == "Place":
        after += 1
    if after + 1 < len(doc) and doc[after].lower_ in {",", "in"}:
        following = doc[after + 1]
        if following.lower_ == "the" and after + 2 < len(doc):
            following = doc[after + 2]
        other = index.get_figure(following)
        if doc[after].text == "," and other is not None and not _is_closed(following, index, other):
            other = None
    if before > 1 and doc[before - 1].tag_ == "POS":
        holder = index.get_figure(doc[before - 2])
        other = holder or other
    root = get_root(name)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        other = _find_capital_of(root.head, index) or other
    if (
        other is not None
        and other is not figure
        and other.type in _PLACES
        and figure.id not in other.within
        and _may_lie_in(figure, other, index)
    ):
        figure.within.append(other.id)


def _note_state(figure: Figure, name: Name, index: EntityIndex) -> None:
    """Note the country or state whose body it is, as the words beside it say.

    "Ecuador's National Assembly", "the Maryland Democratic Party", "North Carolina's state Senate", "the Senate of the state".
    """
    doc, before = name.doc, name.first - 1
    is_state = before >= 0 and doc[before].lower_ in _STATE
    before -= is_state
    if before > 0 and doc[before].tag_ == "POS":
        before -= 1
        country = index.get_figure(doc[before])
        if country is not None and country.type == "Country" and country.id not in figure.within:
            figure.within.append(country.id)
    state = index.get_figure(doc[before]) if before >= 0 else None
    if state is None or not _is_part(state, index):
        behind = [token.lower_ for token in doc[name.last : name.last + 3]]
        if not is_state and not (behind[:2] == ["of", "the"] and behind[-1] in _STATE):
            return
        parts = [other for other in index.cast.figures.values() if _is_part(other, index)]
        state = parts[0] if len(parts) == 1 else None
    if state is not None and state.id not in figure.within:
        figure.within.append(state.id)


def _is_part(figure: Figure, index: EntityIndex) -> bool:
    return figure.type == "Place" and index.gazetteer.get_part(figure.label) is not None


def _may_lie_in(figure: Figure, other: Figure, index: EntityIndex) -> bool:
    """Tell whether the gazetteer has nothing against it: no state lies in a town, no town in a smaller one."""
    gazetteer = index.gazetteer
    if other.type == "Country" or gazetteer.get_part(other.label) is not None:
        return True
    if gazetteer.get_part(figure.label) is not None:
        return gazetteer.is_region(other.label)
    inner, outer = gazetteer.get_town(figure.label), gazetteer.get_town(other.label)
    return inner is None or outer is None or inner.population <= outer.population


def _is_closed(following: Token, index: EntityIndex, other: Figure) -> bool:
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
    """Return the places attached to a verb or noun with their containers, the narrowest first.

    Attached is what stands below it in the tree, else below the verb that it is subject, object or circumstance
    of, else what a clause with "where" hangs on.
    """
    found = list(dict.fromkeys(_walk(token, index, 0))) or _find_sufferer(token, index)
    verb = token.head if token.dep_ == "nsubj" else token
    scene = _find_scene(verb, index)
    if scene is not None and scene not in found:
        found.insert(0, scene)
    steps = 0
    aside = _is_aside(token)
    if not found and token.dep_ == "pobj" and token.head.head.lemma_ in _REPORTS:
        token = token.head.head  # "police in Lund responded to *reports* of a shooting"
    while not found and steps < _CLIMB and token.dep_ in _CLIMBS and token.head.i != token.i:
        if aside and steps:
            break
        token = token.head
        steps += 1
        found = list(dict.fromkeys(_walk(token, index, 1)))
    for other in token.conjuncts if not found and token.pos_ == "VERB" else ():
        if other.i > token.i and any(child.dep_ in _SUBJECTS for child in other.lefts):
            continue  # "killed nine, and another bomb killed two in Lund"
        found.extend(figure for figure in _walk(other, index, 1) if figure not in found)
    if (
        not found
        and token.dep_ == "relcl"
        and any(child.lower_ == "where" for child in token.children)
    ):
        found = list(dict.fromkeys(_take(token.head, index, 1)))
    near = [figure for figure in found if not _is_landmark(figure, token, index)]
    found = near or found
    for figure in list(found):
        _add_containers(figure, index, found)
    return sorted(found, key=lambda figure: -_get_depth(figure, index))


def _find_sufferer(noun: Token, index: EntityIndex) -> list[Figure]:
    """Return the place to which something befell: "*northern Chile* suffered an earthquake"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in index.words.sufferings:
        return []
    subjects = (index.get_figure(child) for child in verb.lefts if child.dep_ == "nsubj")
    return [figure for figure in subjects if figure is not None and figure.type in _PLACES]


def _is_landmark(figure: Figure, token: Token, index: EntityIndex) -> bool:
    """Tell whether it is only said how far from a place it was: "near Rill, some 80 kilometres south of the capital, *Lund*"."""
    names = [word for word in token.sent if index.get_figure(word) is figure]
    start = token.sent.start
    return bool(names) and all(
        _DISTANCE.search(word.doc[max(start, word.i - _FAR) : word.i].text) for word in names
    )


def _is_aside(verb: Token) -> bool:
    """Tell whether a participle set off by a comma tells of another time than its clause: "Ruiz, *elected* in May, was born in Lund"."""
    first = verb.left_edge.i
    return (
        verb.dep_ == "acl" and verb.tag_ == "VBN" and first > 0 and verb.doc[first - 1].text == ","
    )


def _walk(token: Token, index: EntityIndex, depth: int) -> Iterator[Figure]:
    """Yield the places below a token, not into clauses of their own."""
    if depth > _DEEPEST:
        return
    for child in token.children:
        dep = child.dep_
        if dep in _CLAUSES and child.pos_ in {"VERB", "AUX"}:
            continue
        if dep in {"prep", "agent"} or (dep == "advmod" and child.pos_ == "ADP"):
            yield from _walk_preposition(child, token, index, depth)
        elif dep in _MODIFIERS and token.pos_ in {"NOUN", "PROPN"}:
            figure = index.get_figure(child)
            if figure is not None and figure.type in _PLACES and not _is_from(token, child, index):
                yield figure
        elif dep in _INNER and child.pos_ in {"NOUN", "PROPN"}:
            yield from _walk_inner(child, index, depth)


def _is_from(noun: Token, country: Token, index: EntityIndex) -> bool:
    """Tell whether a country before a noun says where somebody is from, and not where they are.

    So "*US* troops", "*Turkish* airstrikes", and "a *Polish* chef": of somebody at home nobody says it.
    """
    words, lemma = index.words, noun.lemma_.lower()
    if lemma in words.abroad or words.is_strike_by(noun, country):
        return True
    is_one = noun.tag_ == "NN" and any(child.lower_ in _ONE for child in noun.lefts)
    return is_one and country.text in words.demonyms and words.is_person_noun(lemma)


def _find_scene(verb: Token, index: EntityIndex) -> Figure | None:
    """Return the place right behind a verb that says what it befell or who went there: "struck *Lund*", "left *Iraq*"."""
    if verb.lemma_.lower() not in index.words.scenes or verb.i + 1 >= len(verb.doc):
        return None
    behind = verb.nbor()
    while behind.pos_ in {"DET", "ADJ"} and behind.head.i > behind.i:
        behind = behind.nbor()  # "struck *the northern* Philippines"
    figure = index.get_figure(behind)
    return figure if figure is not None and figure.type in _PLACES else None


def _walk_inner(child: Token, index: EntityIndex, depth: int) -> Iterator[Figure]:
    """Yield the places below an argument or apposition; itself where it is a site ("the hotel caught fire")."""
    figure = index.get_figure(child)
    if (
        child.pos_ == "NOUN"
        or child.dep_ == "appos"
        or (figure is not None and figure.type == "Place")
    ):
        if (
            figure is not None
            and (child.dep_ == "appos" or child.pos_ == "PROPN")
            and figure.type in _PLACES
        ):
            yield figure
        yield from _walk(child, index, depth + 1)


def _walk_preposition(
    preposition: Token, token: Token, index: EntityIndex, depth: int
) -> Iterator[Figure]:
    """Yield the places of a phrase with a preposition of place, or "of" and "between" after a noun."""
    small = preposition.lower_
    if small == "from" and (token.pos_ != "VERB" or token.lemma_ in _FROM_CAUSES):
        return  # "died from West Nile fever"
    nominal = token.pos_ in {"NOUN", "PROPN", "NUM"} and not _is_somebody(token, index)
    if small in _WHERE or (small in {"of", "between", "by"} and nominal):
        for thing in preposition.children:
            if thing.dep_ in {"pobj", "pcomp"} and small == "of" and _is_made(thing, index):
                continue
            if thing.dep_ in {"pobj", "pcomp"}:
                yield from _take(thing, index, depth)
            elif thing.dep_ == "prep":
                yield from _walk_preposition(thing, token, index, depth)


def _is_made(thing: Token, index: EntityIndex) -> bool:
    """Tell whether a country before a noun behind "of" says from where things are: "containers of *Iranian* munitions"; not "35 percent of *Mexican* jobs"."""
    many = thing.tag_ == "NNS" and not any(
        child.dep_ in {"det", "prep"} for child in thing.children
    )
    holds = get_counting(thing) == thing and thing.head.head.lemma_ not in _SHARES
    goods = many and holds and not index.words.is_person_noun(thing.lemma_.lower())
    return goods and any(
        child.text in index.words.demonyms for child in thing.children if child.dep_ == "amod"
    )


def _is_somebody(noun: Token, index: EntityIndex) -> bool:
    """Tell whether a noun has the name of a body or person, of which "of Iraq" is a part and does not say where anything was."""
    figure = index.get_figure(noun)
    return figure is not None and figure.named and figure.type not in _PLACES


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
