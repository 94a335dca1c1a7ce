"""Events by which an article without a date may be dated: they can be told to be one before their date is known.

==========  ==========================================================================
election    of one kind, in the country that the articles speak of most
death       of somebody with a name: nobody dies twice
career      somebody with a name takes office, or resigns
disaster    called by one noun ("earthquake"), in one place narrower than a country
==========  ==========================================================================

Where the dated articles give several times for what would be one, nobody knows which one an undated article means, and it dates
nothing. Attacks, protests and the like do not serve: of these there are too many in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.model import Member
from graph_builder.naming import get_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Event, Facts, TimeSpan

_ELECTIONS = ("Election", "RunoffElection")
_MONTH = 31
Key = tuple[str, ...]


@dataclass(frozen=True)
class Landmarks:
    """What tells landmarks.

    Attributes:
        deaths: The kinds of events that end a life.
        careers: The kinds that begin or end an office.
        disasters: The kinds that befall a place, each with the nouns by which it is called.
        paths: The thing that every entity is.
        contexts: The path of the country that an article speaks of most, by article.
    """

    deaths: frozenset[str]
    careers: frozenset[str]
    disasters: Mapping[str, frozenset[str]]
    paths: Mapping[Member, str]
    contexts: Mapping[str, str]

    @classmethod
    def learn(
        cls, lexicon: Lexicon, paths: Mapping[Member, str], contexts: Mapping[str, str]
    ) -> Landmarks:
        """Take the kinds from the lexicon."""
        kinds = lexicon.of_kind("EventType")
        return cls(
            frozenset(kind.name for kind in kinds if kind.value("landmark") == "life"),
            frozenset(kind.name for kind in kinds if kind.value("landmark") == "career"),
            {
                kind.name: frozenset((*kind.values("noun"), *kind.values("placedNoun")))
                for kind in kinds
                if kind.value("landmark") == "place"
            },
            paths,
            contexts,
        )

    def list_keys(self, facts: Facts, event: Event) -> list[Key]:
        """Return what events of several articles share when they are one."""
        return [*self._iter_keys(facts, event)] if event.polarity == "Affirmed" else []

    def _iter_keys(self, facts: Facts, event: Event) -> Iterator[Key]:
        country = self.contexts.get(facts.article_id, "")
        if event.type in _ELECTIONS and country:
            yield event.type, event.kind, country
        elif event.kind in self.deaths:
            for path in self._list_people(facts, event.victims):
                yield "death", path
        elif event.kind in self.careers:
            for path in self._list_people(facts, event.participants):
                yield event.kind, path
        elif event.kind in self.disasters and event.locations:
            place = self.paths.get(Member(facts.article_id, event.locations[0]), "")
            if place.startswith("place/"):
                for word in get_words(event.label):
                    if word in self.disasters[event.kind]:
                        yield event.kind, word, place

    def _list_people(self, facts: Facts, names: Sequence[str]) -> list[str]:
        named = [item.id for item in facts.entities if item.named and item.type == "Person"]
        return [self.paths[Member(facts.article_id, name)] for name in names if name in named]


def is_landmark_time(when: TimeSpan) -> bool:
    """Whether a time is narrow enough to date others: a month at most."""
    return bool(when.earliest and when.latest and (when.latest - when.earliest).days <= _MONTH)
