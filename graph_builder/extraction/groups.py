"""Names of one thing in an article, while it is found out what they name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.extraction.kinds import add_scores

if TYPE_CHECKING:
    from graph_builder.extraction.names import Name
    from graph_builder.model import EntityType

FIRM = 3.5
"""From this weight on a kind is hardly to be doubted."""
_TYPES: dict[str, EntityType] = {
    "Person": "Person",
    "Organization": "Organization",
    "GovernmentBody": "GovernmentBody",
    "ArmedGroup": "ArmedGroup",
    "NewsOutlet": "NewsOutlet",
    "Place": "Place",
    "Country": "Country",
}


@dataclass(slots=True, eq=False)
class Group:
    """Names of one thing. ``names`` in the order of the article; ``on_map`` where a gazetteer has the name."""

    names: list[Name] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)
    kind: str = "None"
    code: str = ""
    on_map: bool = False

    @property
    def type(self) -> EntityType:
        """The ontology's class."""
        return _TYPES[self.kind]

    @property
    def longest(self) -> Name:
        """The fullest of its names; the earliest of equals; headlines last."""
        return max(self.names, key=lambda name: (not name.loud, len(name.words), len(name.key)))


def rebuild(groups: list[Group], into: dict[int, Group]) -> list[Group]:
    """Return the groups with those merged that have a target."""
    kept: list[Group] = []
    for group in groups:
        target = into.get(id(group))
        while target is not None and id(target) in into and into[id(target)] is not target:
            target = into[id(target)]
        if target is None or target is group:
            kept.append(group)
            continue
        target.names.extend(group.names)
        target.scores = add_scores([target.scores, group.scores])
    return kept
