"""The constructions in which a cue verb and its content stand together, each as one rule.

Every rule gets the verb and the words that its source and it take up, and returns the content's parts, or none when the
construction is not there. They are tried in this order: a quotation before the cue, one after it, a clause after
it, a clause around or before it, and then what the verb's frames allow (infinitives, objects, "as", prepositions).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.clauses import (
    read_as_clause,
    read_before_quoting,
    read_clause_after,
    read_clause_around,
    read_elliptic_question,
    read_joined_clause,
    read_late_clause,
    read_rest,
)
from graph_builder.extraction.complements import (
    read_as,
    read_comparison,
    read_estimate,
    read_gerund,
    read_infinitive,
    read_object,
    read_preposition,
    read_small,
)
from graph_builder.extraction.quoting import (
    read_inner_quotation,
    read_quotation_after,
    read_quotation_before,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.extraction.sites import Content, Site

_RULES = (
    read_quotation_before,
    read_quotation_after,
    read_inner_quotation,
    read_clause_after,
    read_clause_around,
    read_before_quoting,
    read_small,
    read_as,
    read_comparison,
    read_estimate,
    read_infinitive,
    read_gerund,
    read_preposition,
    read_object,
    read_as_clause,
    read_joined_clause,
    read_late_clause,
    read_elliptic_question,
    read_rest,
)


def iter_contents(site: Site) -> Iterator[Content]:
    """Yield what each construction that fits gives, the likeliest first."""
    for rule in _RULES:
        found = rule(site)
        if found is not None and found.parts:
            yield found
