"""Facts of articles as persons have corrected them: changed in their place, or taken out with everything that points at them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graph_builder.model import Member
from graph_builder.revision.targets import get_type

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graph_builder.corrections import Correction
    from graph_builder.model import Facts
    from graph_builder.revision.targets import Plan

_LISTS = {
    "claim": "claims",
    "measure": "measures",
    "event": "events",
    "observation": "observations",
    "tenure": "tenures",
}
_CERTAIN = Decimal(1)
_TIMES = {"claim": "stated_on", "observation": "period"}


def amend_facts(all_facts: Sequence[Facts], plan: Plan) -> list[Facts]:
    """Return the facts with what persons confirmed, or gave another class or date, changed in its place."""
    by_article = {facts.article_id: facts for facts in all_facts}
    for correction, targets in plan.found:
        for target in targets:
            name = _LISTS.get(target.kind)
            if name is None:
                continue
            for member in target.members:
                facts = by_article[member.article_id]
                items = list(getattr(facts, name))
                number = int(member.local)
                items[number] = _amend(items[number], target.kind, correction)
                if correction.action == "ascribe":
                    speaker = targets[1].get_local(member.article_id)
                    items[number] = replace(
                        items[number],
                        speaker=speaker,
                        further_speakers=(),
                        confidence=_CERTAIN,
                    )
                changes: dict[str, Any] = {name: tuple(items)}
                by_article[member.article_id] = replace(facts, **changes)
    return [by_article[facts.article_id] for facts in all_facts]


def _amend(fact: Any, kind: str, correction: Correction) -> Any:
    if correction.action == "confirm" and hasattr(fact, "confidence"):
        return replace(fact, confidence=_CERTAIN)
    if correction.action == "retype" and kind == "claim":
        return replace(fact, type=get_type(correction.to), confidence=_CERTAIN)
    if correction.action == "date" and kind in _TIMES and correction.when:
        when = replace(correction.when, extent=kind == "observation" or correction.when.extent)
        return replace(fact, **{_TIMES[kind]: when})
    return fact


def withdraw(
    all_facts: Sequence[Facts], plan: Plan
) -> tuple[list[Facts], Callable[[str, Member], Member | None]]:
    """Return the facts without what persons rejected, and what gives an article's own thing its new number.

    What somebody said in a rejected claim is then said by whoever's words that claim stood in.
    """
    rejected: dict[str, dict[str, set[int | str]]] = defaultdict(lambda: defaultdict(set))
    for correction, targets in plan.found:
        if correction.action == "reject":
            for target in targets:
                for member in target.members:
                    rejected[member.article_id][target.kind].add(member.local)
    kept, numbers = [], {}
    for facts in all_facts:
        gone = rejected.get(facts.article_id)
        if gone:
            facts, numbers[facts.article_id] = _withdraw_from(facts, gone)  # noqa: PLW2901 - the rest of it
        kept.append(facts)

    def renumber(kind: str, member: Member) -> Member | None:
        if member.local in rejected.get(member.article_id, {}).get(kind, ()):
            return None
        if kind in _LISTS and member.article_id in numbers:
            return Member(member.article_id, numbers[member.article_id][kind][int(member.local)])
        return member

    return kept, renumber


def _withdraw_from(
    facts: Facts, gone: dict[str, set[int | str]]
) -> tuple[Facts, dict[str, dict[int, int]]]:
    numbers: dict[str, dict[int, int]] = {}
    for kind, name in _LISTS.items():
        rest = [i for i in range(len(getattr(facts, name))) if i not in gone.get(kind, ())]
        numbers[kind] = {old: new for new, old in enumerate(rest)}
    claims = _find_heirs(facts, numbers["claim"])
    names = gone.get("entity", set())
    changes: dict[str, Any] = {
        "entities": tuple(
            replace(entity, within=tuple(n for n in entity.within if n not in names))
            for entity in facts.entities
            if entity.id not in names
        )
    }
    for kind, name in _LISTS.items():
        items = getattr(facts, name)
        changes[name] = tuple(
            _repoint(items[old], claims, numbers["event"], names) for old in numbers[kind]
        )
    changes["tenures"] = tuple(t for t in changes["tenures"] if t.holder not in names)
    return replace(facts, **changes), numbers


def _find_heirs(facts: Facts, numbers: dict[int, int]) -> dict[int, int | None]:
    """Return for each old number of a claim the new one of it, or of the nearest claim around it that is left."""
    heirs: dict[int, int | None] = {}
    for index in range(len(facts.claims)):
        around: int | None = index
        seen: set[int] = set()
        while around is not None and around not in numbers and around not in seen:
            seen.add(around)
            around = facts.claims[around].according_to
        heirs[index] = numbers.get(around) if around is not None else None
    return heirs


_NAMES = frozenset(
    {
        "speaker", "further_speakers", "addressee", "about", "announced_by", "by", "targets", "locations", "participants",
        "perpetrators", "victims", "candidates", "observed_agent",
    }
)  # fmt: skip
"""The fields of facts that hold ids of entities."""


def _repoint(
    fact: Any, claims: dict[int, int | None], events: dict[int, int], names: set[int | str]
) -> Any:
    """Return a fact whose references to others fit the new numbers, without those to what is gone."""
    changes: dict[str, Any] = {}
    for field in fields(fact):
        name, value = field.name, getattr(fact, field.name)
        if name in ("according_to", "announced_in") and value is not None:
            changes[name] = claims[value]
        elif name == "in_event" and value is not None:
            changes[name] = events.get(value)
        elif name == "steps":
            changes[name] = tuple(_repoint(step, claims, events, names) for step in value)
        elif name in _NAMES and isinstance(value, tuple):
            changes[name] = tuple(item for item in value if item not in names)
        elif name in _NAMES and value in names:
            changes[name] = None
    return replace(fact, **changes)
