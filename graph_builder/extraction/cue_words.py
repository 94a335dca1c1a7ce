"""Which words of an article stand in the cues of its claims."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.model import ClaimType


def list_acts(word: Token, context: Context) -> Collection[ClaimType]:
    """Return the speech acts of the claims in whose cue a word stands; empty where it stands in none."""
    return context.once(_map_acts).get(context.parsed.offset(word), ())


def _map_acts(context: Context) -> Mapping[int, Collection[ClaimType]]:
    """Map each offset in a cue to the speech acts of its claims."""
    acts: defaultdict[int, set[ClaimType]] = defaultdict(set)
    for claim in context.claims:
        for offset in range(claim.cue.start, claim.cue.end):
            acts[offset].add(claim.type)
    return acts
