"""The concepts that facts are described with: indicators, units, offices, kinds of measure.

A concept is made of the words of the texts or of the lexicon. Words that differ in case, accents or
hyphens are one concept; its preferred label is the lexicon's, or else the form used most.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph_builder import terms
from graph_builder.terms import get_text
from graph_builder.vocabulary import rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.lexicon import Lexicon
    from graph_builder.mapping.names import ConceptKind, Names
    from graph_builder.mapping.sheets import Sheet
    from graph_builder.model import ConcludedTenure, Resolution
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


def map_concepts(sheet: Sheet, resolution: Resolution, names: Names, lexicon: Lexicon) -> None:
    """Write every concept that the facts use, and the schemes that they are in."""
    used: dict[tuple[ConceptKind, Term], Counter[str]] = {}
    for kind, key, word in _collect_words(resolution):
        used.setdefault((kind, names.concept(kind, key)), Counter())[word] += 1
    known = {
        (kind, names.concept(kind, key)): (entry.value("prefLabel"), *entry.values("altLabel"))
        for kind in _SCHEMES
        for entry in lexicon.of_kind(_ENTRIES.get(kind, ""))
        for key in (entry.name, entry.value("prefLabel"))
        if key
    }
    for (kind, concept), words in sorted(used.items()):
        forms = sorted(filter(None, words), key=lambda word: (-words[word], word))
        labels = [label for label in known.get((kind, concept), ()) if label] + forms
        first, *others = labels or [get_text(concept).rpartition("/")[2]]
        sheet.write(concept, rdf.type, skos.Concept)
        sheet.write(concept, skos.inScheme, names.scheme(kind))
        sheet.write(concept, skos.prefLabel, terms.literal(first, _LANGUAGE))
        for other in dict.fromkeys(others):
            if other != first:
                sheet.write(concept, skos.altLabel, terms.literal(other, _LANGUAGE))
    for kind in sorted({kind for kind, _ in used}):
        sheet.write(names.scheme(kind), rdf.type, skos.ConceptScheme)
        sheet.write(names.scheme(kind), skos.prefLabel, terms.literal(_SCHEMES[kind], _LANGUAGE))


def _collect_words(resolution: Resolution) -> Iterator[tuple[ConceptKind, str, str]]:
    """Yield kind, key and label of every use of a concept."""
    for facts in resolution.facts:
        for observation in facts.observations:
            yield "indicator", observation.indicator, _clean(observation.indicator)
            unit = observation.unit or observation.normal_unit
            if unit:
                yield "unit", observation.normal_unit or unit, _clean(unit)
    for measure in resolution.measures:
        yield "measure-type", measure.type, ""
    for tenure in resolution.tenures:
        yield "office", name_office(tenure), _clean(name_office(tenure))


def _clean(text: str) -> str:
    return " ".join(text.split()) or "?"
