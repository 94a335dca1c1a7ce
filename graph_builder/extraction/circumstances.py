"""Where a figure holds, whose it is, and in which event it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.figures import find_clause_verb
from graph_builder.extraction.polling import find_contender
from graph_builder.extraction.positions import Positions
from graph_builder.model import TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Naming
    from graph_builder.model import Entity, Event, Span

_STEPS = 6
_WHERE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "off"}
)
_OWNERS = frozenset({"Person", "Organization"})
_POLLS = frozenset({"poll", "survey"})
_OF_PHRASE = frozenset({"NOUN", "ADJ", "NUM", "DET"})
_CLEAR = 2
_WEEK = 7


def find_places(
    context: Context, figure: Figure, naming: Naming, event: int | None
) -> tuple[str, ...]:
    """Return where a figure holds, the narrowest place first.

    That is where its noun or verb is placed; else where its event took place; else, for what is a
    country's or region's, the place of its sentence or the one country the article is about.
    """
    beside = _find_beside(context, figure, naming)
    if beside:
        return tuple(place.id for place in beside)
    if event is not None and context.events[event].locations:
        return context.events[event].locations
    if naming.has("People"):
        return _find_told_places(context, figure, event)
    if not naming.has("Territory"):
        return ()
    main = context.once(_find_main_place)
    return (main,) if main else ()


def _find_beside(context: Context, figure: Figure, naming: Naming) -> tuple[Entity, ...]:
    """Return the places right behind a figure, else those of its noun and verb, else those that follow in its clause."""
    own = _find_own(context, figure)
    if own:
        return own
    for token in _list_anchors(figure, naming):
        places = () if _is_of_origin(context, token) else context.cast.places_of(token)
        if places:
            return places
    return _find_nearby(context, figure)


def _find_own(context: Context, figure: Figure) -> tuple[Entity, ...]:
    """Return the place right behind what is counted, which in a list is each one's own: "250 in Lund, *100 in Rill* and 40 in towns in Toll"."""
    doc, start = figure.number.doc, figure.number.i + 1
    within = False
    for token in doc[start : figure.number.sent.end]:
        if token.dep_ == "prep" and token.lower_ in _WHERE:
            within = True
        elif within and token.pos_ == "PROPN":
            place: Entity | None = context.cast.find_token(token)
            if place is None or place.type not in ("Place", "Country"):
                return ()
            return (place, *_get_containers(context, place))
        elif token.pos_ not in _OF_PHRASE:
            return ()
    return ()


def _is_of_origin(context: Context, token: Token) -> bool:
    """Tell whether a place before a noun says whose or whence, not where: "U.S. troops", "Mexican nationals"."""
    if not token.tag_.endswith("S"):
        return False
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod"):
            found: Entity | None = context.cast.find_token(child)
            if found is not None and found.type in ("Place", "Country"):
                return True
    return False


def _list_anchors(figure: Figure, naming: Naming) -> Iterator[Token]:
    if not naming.has("People"):
        yield from (word for word in naming.words if word.tag_.startswith("NN"))
        yield figure.top
    verb = figure.verb
    for _ in range(_STEPS):
        if verb is None:
            return
        yield verb
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass", "attr", "appos") or _tells_how(child):
                yield child
        verb = find_clause_verb(verb.head) if verb.dep_ in ("conj", "advcl", "xcomp") else None


def _tells_how(clause: Token) -> bool:
    """Tell whether a clause says how something happened, and so where: "22 died *when a bus overturned outside Lund*"."""
    marks = (child.lower_ for child in clause.lefts if child.dep_ in ("advmod", "mark"))
    return clause.dep_ == "advcl" and any(mark in ("when", "as") for mark in marks)


def _find_nearby(context: Context, figure: Figure) -> tuple[Entity, ...]:
    """Return the places of a phrase "in …" that follows a figure in its clause, whatever it hangs on."""
    for token in figure.number.sent:
        if token.i < figure.number.i or token.lower_ not in _WHERE or token.dep_ != "prep":
            continue
        if find_clause_verb(token) not in (figure.verb, figure.above) and not _is_parallel(
            token, figure
        ):
            continue
        for thing in token.children:
            if thing.dep_ == "pobj":
                own: Entity | None = context.cast.find_token(thing)
                if own is not None and own.type in ("Place", "Country"):
                    return (own, *_get_containers(context, own))
                places = context.cast.places_of(thing)
                if places:
                    return places
    return ()


def _is_parallel(token: Token, figure: Figure) -> bool:
    """Tell whether a word stands in a clause coordinated with the figure's: "22 were killed and 3 hurt in …"."""
    verb = find_clause_verb(token)
    return (
        verb is not None
        and figure.verb is not None
        and (verb.head == figure.verb or figure.verb.head == verb)
        and "conj" in (verb.dep_, figure.verb.dep_)
    )


def _get_containers(context: Context, place: Entity) -> tuple[Entity, ...]:
    found: list[Entity] = []
    queue = list(place.within)
    while queue and len(found) < _STEPS:
        entity = context.cast.get_entity(queue.pop(0))
        if entity is not None and entity not in found and entity.id != place.id:
            found.append(entity)
            queue.extend(entity.within)
    return tuple(found)


def _find_told_places(context: Context, figure: Figure, event: int | None) -> tuple[str, ...]:
    """Return where the event took place of which the same paragraph has told last, if that of the figure may be the same."""
    end = context.parsed.offset(figure.number)
    start = end - int(figure.number.idx)
    told = context.once(_list_placed).find_last(start, end + 1)
    if told is None:
        return ()
    when = context.events[event].occurred_on if event is not None else TimeSpan()
    apart = _is_long_before(when, told.occurred_on) or _is_long_before(told.occurred_on, when)
    return () if apart else told.locations


def _is_long_before(one: TimeSpan, other: TimeSpan) -> bool:
    """Tell whether something was over a week before another."""
    last, first = one.latest, other.earliest
    return last is not None and first is not None and (first - last).days > _WEEK


def _list_placed(context: Context) -> Positions[Event]:
    """Return where the article tells of events whose place it says."""
    return Positions(
        (span.start, event)
        for event in context.events
        if event.locations
        for span in (event.evidence, *event.further_evidence)
    )


def _find_main_place(context: Context) -> str | None:
    """Return the country that an article is about: named first and most, or twice as often as any other.

    Mentions of what lies in a country, or belongs to it, count for it.
    """
    entities = context.cast.entities
    weights = {entity.id: len(entity.mentions) for entity in entities if entity.type == "Country"}
    if not weights:
        return None
    first = min(
        (entity for entity in entities if entity.id in weights),
        key=lambda entity: entity.mentions[0].span.start,
    )
    for entity in entities:
        for container in entity.within:
            if container in weights:
                weights[container] += len(entity.mentions)
    most, *others = sorted(weights, key=lambda name: -weights[name])
    second = weights[others[0]] if others else 0
    leads = first.id == most and weights[most] > second
    return most if leads or weights[most] >= _CLEAR * second else None


def find_agent(context: Context, figure: Figure) -> str | None:
    """Return whose figure it is: its possessor, who is named beside a share, or the subject of its clause."""
    if figure.quantity.kind == "percent" and (beside := find_contender(context, figure)):
        return beside.id
    for token in (figure.top, figure.number):
        for child in token.children:
            if child.dep_ == "poss":
                return _get_agent(context, child)
    if figure.verb is None:
        return _find_listed(context, figure)
    # The votes of the two sides are not of those who voted: "members voted 120 to 87".
    return None if figure.verb.lemma_ == "vote" else _find_subject(context, figure, figure.verb)


def _find_subject(context: Context, figure: Figure, verb: Token | None) -> str | None:
    """Return who is the subject of a clause, or of the one that it goes on from, or whose that is."""
    for _ in range(_STEPS):
        if verb is None:
            return None
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child != figure.top:
                relative = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
                subject = verb.head if relative else child
                if subject.lemma_ in _POLLS:
                    # "A poll put support for *the Greens* at 40 percent"
                    things = (each for each in verb.rights if each.dep_ == "dobj")
                    return next((_find_owner(context, thing) for thing in things), None)
                return _get_agent(context, subject) or _find_owner(context, subject)
        verb = find_clause_verb(verb.head) if verb.dep_ in ("conj", "advcl", "xcomp") else None
    return None


def _find_owner(context: Context, noun: Token) -> str | None:
    """Return whose a thing is that rises or falls: "*Norvik's* revenue", "*Norvik* shares", "shares in *Norvik*"."""
    owners = [child for child in noun.lefts if child.dep_ in ("poss", "compound", "nmod")]
    for link in noun.rights:
        if link.dep_ == "prep" and link.lower_ in ("in", "of", "at", "for"):
            owners += [thing for thing in link.rights if thing.dep_ == "pobj"]
    found = (context.cast.find_token(owner) for owner in owners)
    return next((each.id for each in found if each is not None and each.type in _OWNERS), None)


def _find_listed(context: Context, figure: Figure) -> str | None:
    """Return who stands before the figure in a line without a verb: "Green Party - 12 seats"."""
    for token in figure.number.sent:
        if token.i >= figure.number.i:
            return None
        found = _get_agent(context, token)
        if found is not None:
            return found
    return None


def _get_agent(context: Context, token: Token) -> str | None:
    """Return whom a word stands for, by itself or by its apposition: "her *rival*, Ann Hill, won 12 seats"."""
    found: Entity | None = context.cast.find_token(token)
    if found is not None:
        return found.id if found.type != "Place" else None
    names = (child for child in token.rights if child.dep_ == "appos" and child.tag_ != "CD")
    return next((agent for name in names if (agent := _get_agent(context, name))), None)


def find_event(context: Context, evidence: Span) -> int | None:
    """Return the event in whose evidence a figure stands, or whose evidence stands nearest in its sentence."""
    tokens = context.parsed.tokens_in(evidence.start, evidence.end)
    if not tokens:
        return None
    sentence = tokens[0].sent
    start = context.parsed.offset(sentence[0])
    end = context.parsed.offset(sentence[-1]) + len(sentence[-1])
    gaps = [
        (max(0, span.start - evidence.end, evidence.start - span.end), index)
        for span, index in context.once(_list_told).list_between(start, end)
        if span.end <= end
    ]
    return min(gaps)[1] if gaps else None


def _list_told(context: Context) -> Positions[tuple[Span, int]]:
    """Return where the article tells of events, and of which."""
    return Positions(
        (span.start, (span, index))
        for index, event in enumerate(context.events)
        for span in (event.evidence, *event.further_evidence)
    )
