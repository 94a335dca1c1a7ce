"""Political events against the PLOVER gold sentences (Open Event Data Alliance, 2018): the type of each.

Each sentence has one gold type. A sentence's finds (events, measures, claims) are mapped to PLOVER's types, and the set of types
is compared: every type found counts for precision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from graph_builder.evaluation.report import Miss, Report, Score

if TYPE_CHECKING:
    from graph_builder.model import Facts, Measure

Gold: TypeAlias = Mapping[str, Any]

# EventType → PLOVER. Kinds that PLOVER does not know (elections, disasters, …) are left out.
_EVENTS = {
    **dict.fromkeys(
        ("Attack", "Hit", "Bombing", "Shooting", "Stabbing", "Killing", "Injuring"), "ASSAULT"
    ),
    **dict.fromkeys(("Clash", "Airstrike", "Invasion", "War"), "FIGHT"),
    **dict.fromkeys(
        ("Kidnapping", "Arrest", "Sabotage", "Arson", "Seizure", "Trial", "Testimony"), "COERCE"
    ),
    **dict.fromkeys(("Protest", "Strike", "Riot"), "PROTEST"),
    "Inquiry": "INVESTIGATE",
    **dict.fromkeys(("Meeting", "Visit"), "CONSULT"),
    "Agreement": "AGREE",
    **dict.fromkeys(("TroopMovement", "Resignation"), "RETREAT"),
    "Release": "CONCEDE",
    "Rupture": "SANCTION",
}
_MEASURES = {
    **dict.fromkeys(("Ceasefire", "Withdrawal"), "RETREAT"),
    **dict.fromkeys(("Sanctions", "Tariff"), "SANCTION"),
    **dict.fromkeys(
        ("Ban", "Curfew", "StateOfEmergency", "Restriction", "BorderControl"), "COERCE"
    ),
    **dict.fromkeys(("Treaty", "PeaceDeal"), "AGREE"),
    **dict.fromkeys(("Deployment", "Alert"), "MOBILIZE"),
    "Aid": "AID",
    "Amnesty": "CONCEDE",
    "MilitaryOperation": "FIGHT",
    "Recognition": "SUPPORT",
}
# What is only announced is a promise where it helps and a threat where it hurts.
_HARMFUL = frozenset({"SANCTION", "COERCE", "FIGHT", "RETREAT", "MOBILIZE"})
_STATUSES = {"Rejected": "REJECT", "Ended": "CONCEDE"}
_CLAIMS = {
    "Request": "DEMAND",
    "Order": "DEMAND",
    "Criticism": "DISAPPROVE",
    "Denial": "REJECT",
    "Commitment": "AGREE",
}


def score(golds: Sequence[Gold], facts: Sequence[Facts]) -> Report:
    """Score sentences whose gold has one ``event`` with a PLOVER ``type``, in the same order."""
    right = found = 0
    misses = []
    for gold, item in zip(golds, facts, strict=True):
        wanted = str(gold["event"]["type"])
        types = set(name_types(item))
        right += wanted in types
        found += len(types)
        if wanted not in types:
            misses.append(
                Miss(
                    str(gold.get("id", "")),
                    f"{wanted}: missed",
                    str(gold["event"].get("text", "")),
                    ", ".join(sorted(types)),
                )
            )
    return Report("political events", (Score("type", right, found, len(golds)),), tuple(misses))


def name_types(facts: Facts) -> Iterator[str]:
    """Yield the PLOVER types of what was found in one sentence; claims only speak where nothing was done."""
    acts = [_EVENTS[event.kind] for event in facts.events if event.kind in _EVENTS]
    acts += [kind for kind in map(_name_measure, facts.measures) if kind]
    acts += ["THREATEN" for claim in facts.claims if "threat" in claim.cue.text.casefold()]
    yield from acts
    if not acts:
        yield from (_CLAIMS[claim.type] for claim in facts.claims if claim.type in _CLAIMS)


def _name_measure(measure: Measure) -> str | None:
    """Return PLOVER's type of a measure: by its status, else by its kind, as promise or threat where it is only announced."""
    kind = _STATUSES.get(measure.status) or _MEASURES.get(measure.type)
    if measure.status not in {"Announced", "Proposed"}:
        return kind
    return "THREATEN" if kind in _HARMFUL else "AGREE"
