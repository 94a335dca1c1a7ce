"""The concepts that facts are described with: indicators, units, offices, kinds of measure.

A concept is made of the words of the texts or of the lexicon. Words that differ in case, accents or
hyphens are one concept; its preferred label is the lexicon's, or else the form used most.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from graph_builder import terms
from graph_builder.terms import get_text
from graph_builder.vocabulary import rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph_builder.lexicon import Lexicon
    from graph_builder.mapping.names import ConceptKind, Names
    from graph_builder.mapping.sheets import Sheet
    from graph_builder.model import ConcludedTenure, Facts, Resolution
    from graph_builder.terms import Term

_LANGUAGE = "en"
_ENTRIES = {"indicator": "Indicator", "unit": "Unit", "measure-type": "MeasureType"}
_SCHEMES: dict[ConceptKind, str] = {
    "indicator": "Indicators",
    "unit": "Units",
    "office": "Offices",
    "measure-type": "Types of measures",
}


def name_office(tenure: ConcludedTenure) -> str:
    """Return an office with the country or body that it belongs to."""
    return f"{tenure.office} of {tenure.of}" if tenure.of else tenure.office


class Use(NamedTuple):
    """One use of a concept: its kind, what names it, and the word that is used for it."""

    kind: ConceptKind
    key: str
    word: str


def map_concepts(sheet: Sheet, resolution: Resolution, names: Names, lexicon: Lexicon) -> None:
    """Write every concept that the facts use, and the schemes that they are in."""
    uses = [use for facts in resolution.facts for use in list_uses(facts)]
    uses += [use_measure_type(measure.type) for measure in resolution.measures]
    uses += [use_office(tenure) for tenure in resolution.tenures]
    used: dict[tuple[ConceptKind, Term], Counter[str]] = {}
    for use in uses:
        named = use.kind, names.concept(use.kind, use.key)
        used.setdefault(named, Counter())[use.word] += 1
    labels = list_labels(names, lexicon)
    for (kind, concept), words in sorted(used.items()):
        write_concept(sheet, kind, concept, words, names, labels)


def list_labels(names: Names, lexicon: Lexicon) -> dict[Term, tuple[str, ...]]:
    """Return the labels that the lexicon has for concepts, the preferred one first."""
    return {
        names.concept(kind, key): (entry.value("prefLabel"), *entry.values("altLabel"))
        for kind in _SCHEMES
        for entry in lexicon.of_kind(_ENTRIES.get(kind, ""))
        for key in (entry.name, entry.value("prefLabel"))
        if key
    }


def write_concept(
    sheet: Sheet,
    kind: ConceptKind,
    concept: Term,
    words: Mapping[str, int],
    names: Names,
    labels: Mapping[Term, Sequence[str]],
) -> None:
    """Write a concept and its scheme.

    Args:
        sheet: Where to.
        kind: What kind of concept it is.
        concept: Its IRI.
        words: How often each word is used for it.
        names: The IRIs.
        labels: The labels that the lexicon has.
    """
    forms = sorted(filter(None, words), key=lambda word: (-words[word], word))
    all_labels = [label for label in labels.get(concept, ()) if label] + forms
    first, *others = all_labels or [get_text(concept).rpartition("/")[2]]
    sheet.write(concept, rdf.type, skos.Concept)
    sheet.write(concept, skos.inScheme, names.scheme(kind))
    sheet.write(concept, skos.prefLabel, terms.literal(first, _LANGUAGE))
    for other in dict.fromkeys(others):
        if other != first:
            sheet.write(concept, skos.altLabel, terms.literal(other, _LANGUAGE))
    sheet.write(names.scheme(kind), rdf.type, skos.ConceptScheme)
    sheet.write(names.scheme(kind), skos.prefLabel, terms.literal(_SCHEMES[kind], _LANGUAGE))


def list_uses(facts: Facts) -> Iterator[Use]:
    """Yield the uses of concepts in what an article reports."""
    for observation in facts.observations:
        yield Use("indicator", observation.indicator, _clean(observation.indicator))
        unit = observation.unit or observation.normal_unit
        if unit:
            yield Use("unit", observation.normal_unit or unit, _clean(unit))


def use_measure_type(kind: str) -> Use:
    """Return the use of a kind of measure by a measure."""
    return Use("measure-type", kind, "")


def use_office(tenure: ConcludedTenure) -> Use:
    """Return the use of an office by somebody's time in it."""
    return Use("office", name_office(tenure), _clean(name_office(tenure)))


def _clean(text: str) -> str:
    return " ".join(text.split()) or "?"
