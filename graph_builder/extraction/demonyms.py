"""Adjectives and names of peoples: "Ecuadorian" speaks of Ecuador."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex


def find_demonyms(index: EntityIndex) -> None:
    """Note each demonym that is no part of a name as a mention of its country."""
    demonyms = index.words.demonyms
    known = {
        figure.code: figure for figure in index.cast.figures.values() if figure.type == "Country"
    }
    for paragraph in index.parsed.paragraphs:
        doc = paragraph.doc
        skip = -1
        for token in doc:
            if token.i <= skip or not token.text[0].isupper():
                continue
            first = token
            code = None
            if token.i + 1 < len(doc):
                code = demonyms.get(f"{token.text} {doc[token.i + 1].text}")
                if code:
                    skip = token.i + 1
            last = doc[skip] if code else token
            code = code or demonyms.get(token.text)
            if not code or len(code) != 2 or index.get_figure(first) or index.get_figure(last):  # noqa: PLR2004 - a code, not a region
                continue
            figure = known.get(code) or _create(code, index)
            known[code] = figure
            index.add_mention(figure, first, last, "demonym")


def _create(code: str, index: EntityIndex) -> Figure:
    figure = index.cast.create("Country", index.gazetteer.labels.get(code, code))
    figure.code = code
    return figure
