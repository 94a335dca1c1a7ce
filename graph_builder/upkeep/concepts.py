"""The concepts that facts are described with, counted by the words that are used for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.mapping.concepts import list_uses, use_measure_type, use_office
from graph_builder.upkeep.state import COMMA, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.mapping import Names
    from graph_builder.mapping.concepts import Use
    from graph_builder.model import ConcludedMeasure, ConcludedTenure, Facts
    from graph_builder.upkeep.state import State

ROOM = "concept"


def renew_concepts(
    state: State,
    changed: Mapping[str, Facts | None],
    measures: Iterable[ConcludedMeasure],
    gone: Iterable[str],
    tenures: Mapping[str, Sequence[ConcludedTenure]],
    names: Names,
) -> set[str]:
    """Count the words that are used for concepts; return the keys of those for which they are used otherwise now.

    Args:
        state: What was decided.
        changed: The facts of the articles that are new or different; none for one that is gone.
        measures: The measures that may be different.
        gone: The paths that no measure has any longer.
        tenures: The times in office that may be different, by the holder's name.
        names: The IRIs.
    """
    used: list[tuple[str, str, Iterable[Use]]] = [
        ("article", article, list_uses(facts) if facts else ())
        for article, facts in changed.items()
    ]
    used += [("measure", path, ()) for path in gone]
    used += [("measure", item.path, [use_measure_type(item.type)]) for item in measures]
    used += [("tenure", holder, map(use_office, held)) for holder, held in tenures.items()]
    keys = set()
    for kind, user, uses in used:
        room = f"concept of {kind}"
        entries = [
            Entry(room, f"{use.kind}{COMMA}{names.concept(use.kind, use.key)}", number, use.word)
            for number, use in enumerate(uses)
        ]
        counted = [
            [entry._replace(room=ROOM) for entry in part]
            for part in state.put(user, (room,), entries)
        ]
        keys |= {key for _, key in state.add_up(*counted)}
    return keys


def split_key(key: str) -> tuple[str, str]:
    """Return the kind and the IRI of a concept."""
    kind, _, concept = key.partition(COMMA)
    return kind, concept
