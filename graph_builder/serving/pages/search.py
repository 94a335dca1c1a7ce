"""Searching: names and quotes that have certain words in them, found by queries within the limits of all queries."""

from __future__ import annotations

from graph_builder.terms import literal
from graph_builder.vocabulary import gb, skos


def write_name_query(words: str, most: int) -> str:
    """Return the query for things by a name that has the words in it, the shortest names first."""
    wanted = literal(words.lower())
    return (
        f"SELECT ?thing (MIN(STRLEN(STR(?name))) AS ?length) WHERE {{ "
        f"?thing {skos.prefLabel}|{skos.altLabel}|<http://purl.org/dc/terms/title> ?name "
        f"FILTER(CONTAINS(LCASE(STR(?name)), {wanted})) "
        f"}} GROUP BY ?thing ORDER BY ?length ?thing LIMIT {most}"
    )


def write_quote_query(words: str, most: int) -> str:
    """Return the query for passages that facts rest on, whose quotes have the words in them."""
    wanted = literal(words.lower())
    return (
        f"SELECT DISTINCT ?thing WHERE {{ ?thing {gb.quote} ?quote "
        f"FILTER(CONTAINS(LCASE(?quote), {wanted})) ?fact {gb.evidence} ?thing "
        f"}} ORDER BY STRLEN(?quote) ?thing LIMIT {most}"
    )
