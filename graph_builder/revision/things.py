"""Things as persons have corrected them: another name, class or date; and the record of all that was corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph_builder.corrections.records import PAIRS
from graph_builder.model import Amendment
from graph_builder.revision.index import THINGS, Index
from graph_builder.revision.targets import get_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.corrections import Correction
    from graph_builder.model import ConcludedEvent, ConcludedMeasure, Member, Resolution, Thing
    from graph_builder.revision.index import Target
    from graph_builder.revision.targets import Plan

_DATES = {"measure": "announced_on", "event": "occurred_on"}


def revise_things(
    world: Resolution,
    plan: Plan,
    renumber: Callable[[str, Member], Member | None],
    before: Index,
) -> Resolution:
    """Return a world whose things have the names, classes and dates that persons gave them.

    Args:
        world: The world with all that goes before the rules.
        plan: What is to be done.
        renumber: From a number of an article's own thing in the plan to the present one.
        before: The world that the plan speaks of.
    """
    index = Index(world, before.articles, before.names.base)
    known: list[Any] = [*world.things, *world.measures, *world.events]
    things = {thing.path: thing for thing in known}
    amendments, replaced = [], dict(world.replaced)
    for correction, targets in plan.found:
        paths = [_find_path(target, index, renumber) for target in targets]
        for target, path in zip(targets, paths, strict=True):
            if path in things:
                things[path] = _revise(things[path], correction, target.kind)
            if path and target.label not in things and _is_whole(target, before, index, renumber):
                replaced[target.label] = path
        if correction.action not in PAIRS:
            amendments.append(_record(correction, targets, paths, index))
    return replace(
        world,
        things=tuple(things[thing.path] for thing in world.things),
        measures=tuple(things[thing.path] for thing in world.measures),
        events=tuple(things[thing.path] for thing in world.events),
        replaced=replaced,
        amendments=tuple(amendments),
    )


def _find_path(
    target: Target, index: Index, renumber: Callable[[str, Member], Member | None]
) -> str:
    """Return the path that a thing has now; empty for what is no thing, or gone."""
    if target.kind not in THINGS:
        return ""
    member = renumber(target.kind, target.lead)
    return index.get_path(target.kind, member) if member else ""


def _is_whole(
    target: Target, before: Index, index: Index, renumber: Callable[[str, Member], Member | None]
) -> bool:
    """Whether all that had a thing's address is one thing now, so that the address leads there."""
    members = before.get_members(target.label)
    new = (renumber(target.kind, member) for member in members)
    return len({index.get_path(target.kind, member) for member in new if member}) == 1


def _revise(
    thing: Thing | ConcludedMeasure | ConcludedEvent, correction: Correction, kind: str
) -> Thing | ConcludedMeasure | ConcludedEvent:
    changes: dict[str, Any] = {}
    if correction.action == "rename":
        names = {thing.label, *thing.alt_labels} - {correction.to}
        changes = {"label": correction.to, "alt_labels": tuple(sorted(names))}
    elif correction.action == "retype":
        changes = {"type": get_type(correction.to)}
    elif correction.action == "date" and kind in _DATES:
        changes = {_DATES[kind]: correction.when}
    elif correction.action == "add" and correction.adds == "name":
        names = {*thing.alt_labels, correction.details["name"]} - {thing.label}
        changes = {"alt_labels": tuple(sorted(names))}
    elif correction.action == "add" and correction.adds == "link":
        link = correction.details["link"]
        changes = {"external": {**thing.external, link: link}}  # type: ignore[union-attr] # entities only, as checked
    return replace(thing, **changes)


def _record(
    correction: Correction, targets: tuple[Target, ...], paths: list[str], index: Index
) -> Amendment:
    subjects = [
        index.names.thing(path) if path else target.iri
        for target, path in zip(targets, paths, strict=True)
    ]
    if not subjects:
        subjects = [_find_added(correction, index)]
    to = correction.to or (correction.when.edtf if correction.when else "")
    if correction.action == "ascribe":
        subjects, to = subjects[:1], paths[1]
    to = to or correction.details.get("name", "") or correction.details.get("link", "")
    return Amendment(
        correction.action, tuple(dict.fromkeys(subjects)), correction.who, correction.why, to
    )


def _find_added(correction: Correction, index: Index) -> str:
    """Return the IRI of what an entry added to an article, or of the article when that was rejected again."""
    article_id, words = correction.details["article"], correction.details["quote"]
    name = correction.details.get("name", "")
    found = index.find_added(correction.adds, article_id, words, name)
    return found or index.names.article(article_id)
