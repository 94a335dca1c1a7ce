"""Which figures does the article report? Indicator, value, unit, when, where, whose, in which event, and who says so.

An observation is one number about the world in the sense of the RDF Data Cube's (W3C 2014): a measured value with the
dimensions that tell it apart. What is no such figure is decided in ``figures``, what it is of in ``indicators``,
where and whose in ``circumstances``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_period_of
from graph_builder.extraction.circumstances import find_agent, find_event, find_places
from graph_builder.extraction.elisions import restore_counted, split_changes
from graph_builder.extraction.figures import find_figures, hangs_on_verb
from graph_builder.extraction.indicators import get_indicators
from graph_builder.extraction.levels import is_bound
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.naming import (
    forget_change,
    name_comparison,
    name_indicator,
    name_sort,
)
from graph_builder.extraction.periods import find_period
from graph_builder.extraction.polling import name_share_of_vote
from graph_builder.extraction.predicates import get_children
from graph_builder.extraction.shifts import is_change
from graph_builder.extraction.tallies import goes_on
from graph_builder.model import Observation, Span, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Indicators, Naming

_KNOWN, _FREE = Decimal("0.8"), Decimal("0.6")
_FARTHEST = 60
_NEAR = 12
_LOOK_BACK = 16
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|against|versus|instead of|rather than|than)(?: the| an?)?\s+$"
)
_VOTE_SHARE = "vote share"
_MARGINS = frozenset({"margin", "majority", "lead"})
_ANYBODY = frozenset({"others", "person", "dead", "wounded", "injured", "missing", "hurt"})
_TERRITORY_KINDS = ("rate", "percent")


def find_observations(context: Context) -> tuple[Observation, ...]:
    """Return the figures that an article reports, in order.

    A change from one figure to another gives two; a range stays one with ``max_value``. The
    period is an extent, without bounds where neither the clause nor the event it belongs to has a time.
    """
    placed = sorted(_read(context), key=lambda item: item[0])
    return tuple(_merge(figure for _, figure in placed))


def _read(context: Context) -> Iterator[tuple[int, Observation]]:
    """Yield the figures with the place of their number."""
    known = get_indicators(context.lexicon)
    quantities = split_changes(context, known)
    figures = list(find_figures(context, iter(quantities)))
    last: Naming | None = None
    before: tuple[Figure, Naming] | None = None
    voted = False
    for figure in restore_counted(figures, known):
        naming = name_indicator(figure, known, last)
        is_free = naming is None or naming.entry is None
        if is_free and before is not None and goes_on(figure, before[0], known):
            naming = replace(before[1], words=())  # its words are the other figure's evidence
        if naming is None or not _is_telling(figure, naming) or _is_one_speaker(context, figure):
            continue
        shared = _share_naming(figure, naming, before, known)
        naming = shared or naming
        naming = name_share_of_vote(context, figure, naming, known, told=voted)
        voted = voted or naming.label == _VOTE_SHARE
        naming = _share_change(context, figure, naming, before)
        before = (figure, naming)
        naming = name_sort(figure, name_comparison(figure, naming), known)
        if figure.quantity.kind in _TERRITORY_KINDS:
            # "It was 89%" goes on with the figure just told, whose indicator may be none of the lexicon's.
            last = forget_change(naming) if naming.entry is not None else None
        yield context.parsed.offset(figure.number), _observe(context, figure, naming)
    yield from _find_zeros(context, known)


def _share_change(
    context: Context, figure: Figure, naming: Naming, before: tuple[Figure, Naming] | None
) -> Naming:
    """Return what another figure is of with which one is compared: "grew 3 percent, *compared with 2 percent* in May", "a loss of $14 million, *less than the $18 million* that they alleged"."""
    if before is None:
        return naming
    other, told = before
    changed = told.label.endswith((" rise", " fall")) and told.label[:-5] == naming.label
    free = naming.entry is None and figure.quantity.kind == "money"
    same = other.number.sent == figure.number.sent and (changed or free)
    same = same and other.quantity.normal_unit == figure.quantity.normal_unit
    begin = figure.quantity.span.start
    text = context.parsed.article.text[max(0, begin - _LOOK_BACK) : begin]
    return replace(told, words=()) if same and _COMPARED.search(text) else naming


def _share_naming(
    figure: Figure, naming: Naming, before: tuple[Figure, Naming] | None, known: Indicators
) -> Naming | None:
    """Return the indicator of the figure before: "with 44 percent of the vote, against 41 percent for her rival"."""
    if before is None or not naming.words:
        return None
    if is_bound(figure) or is_change(figure.top, known):
        return None  # "above its 2 percent *target*", "sales, a 74 percent *increase*"
    label = before[1].label
    of_same = label.startswith("share of") and not naming.label.startswith("share of")
    if before[1].entry is None and not label.endswith(" rate") and not of_same:
        return None
    other = before[0]
    earlier = naming.words[-1].i < figure.number.i
    if naming.entry is not None and earlier and before[0].number.i < naming.words[-1].i:
        return None  # "a 4 percent rise in prices pushed *inflation* to 6 percent"
    if naming.entry is not None and not (earlier and figure.quantity.kind == "percent"):
        return None
    alike = figure.quantity.normal_unit == other.quantity.normal_unit and (
        figure.quantity.kind in ("percent", "rate", "money")
    )
    near = (
        other.number.doc == figure.number.doc
        and other.number.sent.start == figure.number.sent.start
    )
    paired = near and any(
        _is_from_level(token)
        or (token.lower_ in ("with", "to") and token.nbor(-1).lower_ == "compared")
        or token.lower_ in ("to", "and", "against", "versus", "vs.", "or", ";", ",")
        for token in figure.number.doc[
            max(other.number.i, figure.top.left_edge.i - 1) : figure.number.i
        ]
    )
    return before[1] if alike and paired and figure.top.i - other.top.i < _NEAR else None


def _is_from_level(word: Token) -> bool:
    """Tell whether "from" opens what a figure was before: "took 43 percent of the vote, up *from* 32 percent"."""
    return word.lower_ == "from" and word.i > 0 and word.nbor(-1).lower_ in ("up", "down")


def _is_telling(figure: Figure, naming: Naming) -> bool:
    """Tell whether a single one, or a number without a unit, is worth reporting."""
    if figure.quantity.value == 1 and figure.quantity.kind == "count":
        return naming.has("Single")
    if figure.quantity.value == 0:
        return bool(figure.quantity.unit)
    most = naming.entry.value("most") if naming.entry is not None else ""
    if most and figure.quantity.value > Decimal(most):
        return False
    return (
        figure.quantity.kind != "number" or naming.entry is not None or bool(figure.quantity.unit)
    )


def _is_one_speaker(context: Context, figure: Figure) -> bool:
    """Tell whether a single one only says who speaks: "*one MP* told the paper"."""
    if figure.quantity.value != 1:
        return False
    place = context.parsed.offset(figure.number)
    sources = (claim.source for claim in context.claims if claim.source)
    return any(source.start <= place < source.end for source in sources)


def _observe(context: Context, figure: Figure, naming: Naming) -> Observation:
    quantity = figure.quantity
    evidence = _cut_evidence(context, figure, naming)
    # A rate is of those who live somewhere, whatever event its sentence tells of beside it.
    event = None if quantity.kind == "rate" else find_event(context, evidence)
    unit, normal_unit = _choose_unit(figure, naming)
    head = _choose_head(figure, naming)
    return Observation(
        indicator=naming.label,
        value=quantity.value,
        evidence=evidence,
        unit=unit,
        normal_unit=normal_unit,
        comparator=quantity.comparator,
        max_value=quantity.max_value,
        period=find_period(context, figure, naming, event),
        locations=find_places(context, figure, naming, event),
        observed_agent=find_agent(context, figure) if naming.has("Agent") else None,
        in_event=event,
        according_to=context.find_claim_around(evidence),
        polarity=read_polarity(head, context.lexicon),
        modality=read_modality(head, context.lexicon),
        confidence=_KNOWN if naming.entry is not None else _FREE,
    )


def _choose_unit(figure: Figure, naming: Naming) -> tuple[str, str]:
    """Return the unit as the text has it and by its name: of a count the noun, whose adjectives the indicator keeps."""
    quantity = figure.quantity
    unit = quantity.unit or _get_unit(naming)
    alone = quantity.value_span in (None, quantity.span)
    span_end = figure.number.i + 1
    who = not unit and any(
        token.tag_ == "WP" for token in figure.number.doc[span_end : span_end + 1]
    )
    if who or (naming.has("People") and (alone or unit in _ANYBODY)):
        return "people", "people"
    noun = figure.noun
    if quantity.kind != "count" or noun is None or not set(unit.split()) & _get_phrase(noun):
        return unit, quantity.normal_unit or unit.removesuffix("s")
    votes = get_children(noun, "compound") if noun.lemma_ in _MARGINS else []
    noun = votes[-1] if votes else noun
    return noun.text, noun.lemma_.lower()


def _get_phrase(noun: Token) -> set[str]:
    """Return a noun and the words before it that belong to it."""
    return {noun.text, *(word.text for child in noun.lefts for word in child.subtree)}


def _get_unit(naming: Naming) -> str:
    """Return what is counted where the number stands alone: "violent deaths could exceed 7,000"."""
    if naming.entry is None:
        return ""
    nouns = [word for word in naming.words if word.tag_ == "NNS"]
    return naming.entry.value("unit") or (nouns[-1].lower_ if nouns else "")


def _choose_head(figure: Figure, naming: Naming) -> Token:
    """Return the word whose negation and hedges are the figure's: its clause's verb, or its noun."""
    verbs = [word for word in naming.words if word.pos_ == "VERB"]
    if verbs:
        return verbs[0]
    verb = figure.verb
    if verb is not None and verb.dep_ == "pcomp" and verb.head.lower_ in ("before", "after"):
        return verb.head.head  # "*would fall* before rising to 3 percent"
    if figure.verb is not None and any(_get_governor(w) == figure.verb for w in naming.words):
        return figure.verb
    return figure.verb if figure.verb is not None and hangs_on_verb(figure) else figure.top


def _get_governor(word: Token) -> Token:
    """Return what governs a word, prepositions and adjectives aside: "will be" of "will be subject to a *payout*"."""
    above = word.head
    while above.pos_ in ("ADP", "ADJ") and above.head != above:
        above = above.head
    return above


def _cut_evidence(context: Context, figure: Figure, naming: Naming) -> Span:
    """Return number, unit and the indicator's words where they stand close together, else number and unit."""
    span, parsed = figure.quantity.span, context.parsed
    start, end = span.start, span.end
    for word in (*naming.words, figure.top):
        first = parsed.offset(word)
        last = first + len(word)
        same = word.sent.start == figure.number.sent.start
        if same and max(end, last) - min(start, first) <= _FARTHEST:
            start, end = min(start, first), max(end, last)
    return parsed.cut(start, end)


def _merge(found: Iterable[Observation]) -> list[Observation]:
    """Return the observations, those that an article merely repeats once: as where it says the most of the place."""
    kept: list[Observation] = []
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for figure in found:
        places = alike[_get_statement(figure)]
        place = next((i for i in places if _is_repeated(kept[i], figure)), None)
        if place is None:
            places.append(len(kept))
            kept.append(figure)
        elif len(figure.locations) > len(kept[place].locations):
            kept[place] = figure
    return kept


def _get_statement(figure: Observation) -> tuple[object, ...]:
    """Return what two observations must have in common for one to repeat the other."""
    names = ("indicator", "value", "max_value", "unit", "comparator", "modality")
    return tuple(getattr(figure, name) for name in names)


def _is_repeated(first: Observation, second: Observation) -> bool:
    """Tell whether of two observations of one statement the second only says the first again."""
    if first.evidence == second.evidence:
        return False
    days = {(figure.period.earliest, figure.period.latest) for figure in (first, second)}
    agents = {first.observed_agent, second.observed_agent}
    shared = set(first.locations) & set(second.locations)
    return (
        len(agents - {None}) <= 1
        and len(days - {(None, None)}) <= 1
        and bool(shared or not first.locations or not second.locations)
    )


def _find_zeros(context: Context, known: Indicators) -> Iterator[tuple[int, Observation]]:
    """Yield the figure 0 of "no casualties"."""
    for paragraph in context.parsed.paragraphs:
        for token in paragraph.doc:
            if token.lower_ != "no" or token.dep_ != "det" or token.head.i <= token.i:
                continue
            naming = known.find_noun(token.head)
            if naming is None or not naming.has("Zero") or token.head.tag_ not in ("NNS", "NN"):
                continue
            yield context.parsed.offset(token), _observe_zero(context, token, naming)


def _observe_zero(context: Context, token: Token, naming: Naming) -> Observation:
    evidence = context.parsed.span(token, token.head)
    event = find_event(context, evidence)
    period = find_period_of(token.head, context)
    unit = str(token.head.lower_)
    return Observation(
        indicator=naming.label,
        value=Decimal(0),
        evidence=evidence,
        unit=unit,
        normal_unit=str(token.head.lemma_.lower()),
        period=period if period is not None else TimeSpan(extent=True),
        locations=tuple(place.id for place in context.cast.places_of(token.head)),
        in_event=event,
        according_to=context.find_claim_around(evidence),
        confidence=_FREE,
    )
