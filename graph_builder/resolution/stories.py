"""Whether two articles tell one story of somebody, whom one of them calls by surname alone.

A surname says little: there are many Ruizes. Those of two articles near in time are one where these have the same company: the same other
people, bodies and places, which are named with a Ruiz by chance but once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graph_builder.model import Entity, Facts

Words = tuple[str, ...]

REACH = 120
"""Days from one article to another beyond which they tell another story."""
_ENOUGH = 2
_PLACE = "@"
_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}


@dataclass(frozen=True, slots=True)
class Story:
    """What an article tells of somebody beside the name.

    Attributes:
        day: When the article was published, as a proleptic ordinal.
        company: The surnames of the other people, the names of the bodies and, behind a mark, of the places of the article.
        gender: That of the pronouns for her or him.
    """

    day: int
    company: frozenset[Words]
    gender: str = ""

    def find_common(self, other: Story, known: Collection[Words]) -> frozenset[Words]:
        """Return what company both articles have, well-known bodies left out; nothing where that is places alone, or pronouns tell two people."""
        if self.gender and other.gender and self.gender != other.gender:
            return frozenset()
        common = frozenset(name for name in self.company & other.company if name not in known)
        return common if any(name[0] != _PLACE for name in common) else frozenset()


def tell_story(
    facts: Facts, entity: Entity, names: Mapping[str, Words], surname: str
) -> Story | None:
    """Return the story of a person in an article; none where it has no date.

    Args:
        facts: Those of the article.
        entity: The person.
        names: The words of the labels of all named things of the article, by their ids.
        surname: The last word of the person's name, which is no company.
    """
    day = facts.date.earliest
    if day is None or day != facts.date.latest:
        return None
    others = (one for one in facts.entities if one.id != entity.id and one.id in names)
    company = {_describe(one, names[one.id]) for one in others} - {(surname,), ()}
    genders = {
        _GENDERS[mention.span.text.lower()]
        for mention in entity.mentions
        if mention.kind == "pronoun" and mention.span.text.lower() in _GENDERS
    }
    return Story(day.toordinal(), frozenset(company), genders.pop() if len(genders) == 1 else "")


def _describe(entity: Entity, words: Words) -> Words:
    """Return under what a thing is company; nothing for countries, which many stories have, and acronyms."""
    if entity.type == "Country" or not words:
        return ()
    if entity.type == "Place":
        return (_PLACE, *words)
    if entity.type == "Person":
        return words[-1:]
    return () if entity.label.isupper() else words


def are_offices_one(
    left: Collection[str], right: Collection[str], names: Mapping[str, str]
) -> bool:
    """Whether two people have one office, or offices of which one says more than the other: "boss", "chief executive"; "minister", "transport minister"."""
    return any(
        names.get(a, a) == names.get(b, b) or a.endswith(f" {b}") or b.endswith(f" {a}")
        for a in left
        for b in right
    )


def is_enough(common: Collection[Words], *, same_office: bool) -> bool:
    """Whether what two articles have in common tells that they speak of one person."""
    return len(common) + same_office >= _ENOUGH


def write_story(story: Story) -> list[Any]:
    """Return a story as data."""
    return [story.day, sorted(story.company), story.gender]


def read_story(data: list[Any]) -> Story:
    """Return a story that ``write_story`` wrote."""
    day, company, gender = data
    return Story(day, frozenset(map(tuple, company)), gender)
