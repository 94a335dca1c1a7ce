"""Corrections that contradict each other: a circle of same and different, or two values for one thing."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from graph_builder.resolution.clusters import Clusters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.corrections import Correction
    from graph_builder.model import Member
    from graph_builder.revision.index import Target
    from graph_builder.revision.targets import Found, Plan

_Node = tuple[str, str, str]
_EXCLUSIVE = ("rename", "retype", "ascribe", "date", "confirm", "reject")
"""What can be said of a thing only in one way."""


def find_conflicts(plan: Plan) -> list[str]:
    """Return a sentence for each contradiction among the entries, with all lines concerned."""
    return [*_find_circles(plan.found), *_find_rivals(plan.found)]


def _find_circles(found: list[Found]) -> Iterator[str]:
    pairs = [(c, t) for c, t in found if c.action in ("same", "different")]
    nodes = [_name(target, m) for _, targets in pairs for target in targets for m in target.core]
    clusters: Clusters[_Node] = Clusters(nodes)
    lines: dict[frozenset[_Node], Correction] = {}
    for correction, targets in pairs:
        if correction.action == "same":
            _join(correction, targets, clusters, lines)
    for correction, targets in pairs:
        for left, right in combinations(targets, 2) if correction.action == "different" else ():
            start, goal = _name(left, left.lead), _name(right, right.lead)
            if clusters.find(start) == clusters.find(goal):
                yield _tell_circle(correction, left, right, clusters.find_path(start, goal), lines)


def _join(
    correction: Correction,
    targets: tuple[Target, ...],
    clusters: Clusters[_Node],
    lines: dict[frozenset[_Node], Correction],
) -> None:
    """Join what an entry says to be the same; what has one address is one thing, unless the file tells it apart."""
    for target in targets:
        for member in target.core:
            clusters.join(_name(target, target.lead), _name(target, member))
    for other in targets[1:]:
        link = _name(targets[0], targets[0].lead), _name(other, other.lead)
        lines.setdefault(frozenset(link), correction)
        clusters.join(*link)


def _name(target: Target, member: Member) -> _Node:
    return target.kind, member.article_id, str(member.local)


def _tell_circle(
    correction: Correction,
    left: Target,
    right: Target,
    path: tuple[_Node, ...],
    lines: dict[frozenset[_Node], Correction],
) -> str:
    links = [lines.get(frozenset(pair)) for pair in pairwise(path)]
    places = ", ".join(dict.fromkeys(link.place for link in links if link)) or "their one address"
    return (
        f"{correction.place}: {left.label} and {right.label} are said to be different, but are the same "
        f"by {places}; take one of these entries out"
    )


def _find_rivals(found: list[Found]) -> Iterator[str]:
    """Yield what two entries say differently of one thing."""
    said: dict[tuple[str, str, Member], Correction] = {}
    for correction, targets in found:
        for target in targets[:1] if correction.action == "ascribe" else targets:
            if correction.action in _EXCLUSIVE or correction.adds == "link":
                action: str = "reject" if correction.action == "confirm" else correction.action
                if correction.adds == "link":
                    action = f"link {correction.details['link'].rpartition('/')[0]}"
                what = (action, target.kind, target.lead)
                first = said.setdefault(what, correction)
                if _get_value(first) != _get_value(correction):
                    yield (
                        f"{correction.place}: {target.label} is to be {_tell(correction)}, but {first.place} says "
                        f"{_tell(first)}; take one of these entries out"
                    )


def _get_value(correction: Correction) -> tuple[object, ...]:
    when = correction.when
    bounds = (when.earliest, when.latest) if when else ()
    to = correction.to or str(correction.references.get("to", ""))
    return correction.action, correction.details.get("link", "") or to, bounds


def _tell(correction: Correction) -> str:
    if correction.when:
        return f"dated {correction.when.edtf}"
    if correction.adds == "link":
        return f"linked to {correction.details['link']}"
    if correction.action == "ascribe":
        return f"said by {correction.references['to']}"
    words = {"rename": "called", "retype": "a", "confirm": "confirmed", "reject": "rejected"}
    return f"{words[correction.action]} {correction.to}".strip()
