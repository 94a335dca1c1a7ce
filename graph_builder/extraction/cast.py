"""Everybody and everything that one article speaks of, while it is being read."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.extraction.gazetteer import fold
from graph_builder.model import Entity, Mention

if TYPE_CHECKING:
    from collections.abc import Hashable

    from graph_builder.extraction.thesaurus import Gender
    from graph_builder.model import EntityType, MentionKind, Span

_FOLDERS: dict[EntityType, str] = {
    "Agent": "agent",
    "Person": "person",
    "Organization": "organization",
    "GovernmentBody": "organization",
    "NewsOutlet": "organization",
    "ArmedGroup": "group",
    "Place": "place",
    "Country": "country",
}
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def make_slug(label: str) -> str:
    """Return a label as part of an id: folded, ASCII letters and digits joined by hyphens.

    >>> make_slug("Luisa González")
    'luisa-gonzalez'
    """
    return _NO_SLUG.sub("-", fold(label)).strip("-") or "unnamed"


@dataclass(slots=True, eq=False)
class Figure:
    """One entity in the making.

    ``nouns`` are the nouns that the article has called it by; ``called`` those that are no office, with whose or of what it said that is.
    """

    id: str
    type: EntityType
    label: str
    named: bool = True
    mentions: list[Mention] = field(default_factory=list)
    offices: list[tuple[str, str]] = field(default_factory=list)
    within: list[str] = field(default_factory=list)
    external: dict[str, str] = field(default_factory=dict)
    nouns: set[str] = field(default_factory=set)
    called: set[tuple[str, str]] = field(default_factory=set)
    gender: Gender | None = None
    plural: bool = False
    code: str = ""
    country: str = ""
    _frozen: tuple[tuple[Hashable, ...], Entity] | None = None

    def add(self, span: Span, kind: MentionKind) -> None:
        """Note one more place where it is spoken of; kept in the order of the text."""
        bisect.insort(self.mentions, Mention(span, kind), key=_get_place)

    @property
    def is_spoken_of(self) -> bool:
        """Whether the article has it; of those without a name, a description is enough."""
        return bool(self.mentions) or not self.named

    def freeze(self) -> Entity:
        """Return the record; made anew only when something was added."""
        state = (
            self.type,
            self.label,
            len(self.mentions),
            tuple(self.offices),
            tuple(self.within),
            len(self.external),
            self.country,
        )
        if self._frozen is None or self._frozen[0] != state:
            self._frozen = state, self._make_entity()
        return self._frozen[1]

    def _make_entity(self) -> Entity:
        return Entity(
            id=self.id,
            type=self.type,
            label=self.label,
            mentions=tuple(self.mentions),
            named=self.named,
            offices=tuple(dict.fromkeys(self.offices)),
            within=tuple(dict.fromkeys(self.within)),
            external=self.external,
            country=self.country,
        )


def _get_place(mention: Mention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


class Cast:
    """The figures of an article, with ids of their own."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self._last_numbers: dict[str, int] = {}

    def create(self, type_: EntityType, label: str, *, named: bool = True) -> Figure:
        """Add a figure; its id is made of type and label, numbered where that is taken."""
        stem = f"{_FOLDERS[type_]}/{make_slug(label)}"
        path, number = stem, self._last_numbers.get(stem, 1)
        while path in self.figures:
            number += 1
            path = f"{stem}-{number}"
        self._last_numbers[stem] = number
        figure = self.figures[path] = Figure(path, type_, label, named)
        return figure

    def freeze(self) -> tuple[Entity, ...]:
        """Return all records that are spoken of somewhere, in the order of their first mention."""
        records = [figure.freeze() for figure in self.figures.values() if figure.is_spoken_of]
        return tuple(
            sorted(
                records,
                key=_get_start,
            )
        )


def _get_start(record: Entity) -> int:
    return record.mentions[0].span.start if record.mentions else 0
