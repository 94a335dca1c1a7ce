"""One article's report of a measure, with what tells whether another one reports the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.model import STATUSES, Measure, Member, Quote, TimeSpan
from graph_builder.naming import fold, get_words
from graph_builder.resolution.locals import find_country, find_homes
from graph_builder.resolution.telling import list_telling_texts
from graph_builder.resolution.uptake import REACH
from graph_builder.terms import make_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph_builder.model import Facts, Status
    from graph_builder.resolution.wording import Wording

_WEEK, _MONTH = dt.timedelta(days=7), dt.timedelta(days=31)
_OTHERS_STEPS = frozenset({"Cleared", "Approved", "Ended", "StruckDown", "Rejected"})
"""Steps that others take than who announced the measure."""


@dataclass(frozen=True)
class Policy:
    """One article's report of a measure, with its authority and places as things."""

    member: Member
    measure: Measure
    authority: str
    countries: frozenset[str]
    places: frozenset[str]
    """Where it holds, parts of countries alone, each also by its bare name ("Lund County", "Lund")."""
    words: frozenset[str]
    topic: frozenset[str]
    written: TimeSpan
    own: frozenset[str] = frozenset()
    """The words of its name that tell it from others of its kind."""
    named: frozenset[str] = frozenset()
    """The people, bodies and places in its name, but for who takes it."""
    maker: str = ""
    """Its authority; of one that is only described, what it is called, since the ministry of two articles may be one."""
    home: str = ""
    """The country whose authority takes it, as far as the article says."""
    actors: frozenset[str] = frozenset()
    """Who took any step of its life: who proposed, passed, vetoed it."""

    @property
    def quote(self) -> Quote:
        """The words that report it."""
        return Quote(self.member.article_id, self.measure.evidence)

    @property
    def keys(self) -> list[str]:
        """The countries and places, the authority and those who took its steps, of which two reports of one measure share one."""
        return sorted((self.countries | self.places | self.actors | {self.authority}) - {""})

    @property
    def days(self) -> tuple[int, int] | None:
        """The day by which its article was written, as first and last of a stretch."""
        latest = self.written.latest
        return (latest.toordinal(), latest.toordinal()) if latest else None

    @property
    def time(self) -> TimeSpan:
        """When the article says that it was announced; else when it first stood anywhere in its life."""
        said = self.measure.announced_on
        if said.earliest or said.latest:
            return said
        dated = [
            step
            for step in self.measure.steps
            if step.occurred_on.earliest or step.occurred_on.latest
        ]
        first = min(dated, key=lambda step: STATUSES.index(step.status), default=None)
        return first.occurred_on if first else said

    @property
    def accounts(self) -> list[tuple[TimeSpan, Status, Quote]]:
        """Each time that the article gives for its first step: several, where it contradicts itself.

        What was announced by the day on which it took effect need not have been announced on that day.
        """
        when = self.time
        steps = [
            (step.occurred_on, step.status, Quote(self.member.article_id, step.evidence))
            for step in self.measure.steps
            if step.status == self.first_status
            and step.occurred_on != when
            and (when.earliest is not None or step.occurred_on.latest != when.latest)
        ]
        return [(when, self.first_status, self.quote), *steps]

    @property
    def first_status(self) -> Status:
        """The first step of its life that the article tells."""
        steps = [step.status for step in self.measure.steps] or [self.measure.status]
        return min(steps, key=STATUSES.index)

    @property
    def claimants(self) -> frozenset[str]:
        """The authority that alone can have announced it; none where it is not named, or only that of a later step."""
        alone = self.maker and self.measure.status not in _OTHERS_STEPS
        return frozenset({self.maker} if alone else ())

    def is_apart(self, other: Policy) -> bool:
        """Whether two reports with like names are of two measures all the same.

        They are when their names have no person, body or place in common though both have one ("a trade deal with Japan"), and when what
        they share are words for their kind alone ("executive order") while something else tells them apart: further words of both names,
        or days of their first steps. Of the same days, they are one.
        """
        if _are_others(self.named, other.named):
            return True
        is_told = bool(self.own & other.own or self.named & other.named)
        if is_told or _are_near(self.time, other.time, dt.timedelta()):
            return False
        if self.own and other.own:
            return True
        are_dated = _is_dated(self.time) and _is_dated(other.time)
        return (
            are_dated
            and self.first_status == other.first_status
            and not _are_near(self.time, other.time, _WEEK)
        )

    def may_share_authority(self, other: Policy) -> bool:
        """Whether two reports may be of one authority's measure."""
        return may_meet(self.claimants, other.claimants)

    def is_in_reach(self, other: Policy) -> bool:
        """Whether two articles are written within a time in which one takes up what the other told."""
        one, two = self.written.latest, other.written.latest
        return one is None or two is None or abs((one - two).days) <= REACH


def describe_policies(
    facts: Facts, paths: Mapping[Member, str], contexts: Mapping[str, str], wording: Wording
) -> list[Policy]:
    """Return an article's reports of measures with their authorities and places as things."""
    return [
        _describe(facts, index, texts, paths, contexts, wording)
        for index, texts in enumerate(list_telling_texts(facts))
    ]


def _describe(
    facts: Facts,
    index: int,
    texts: Sequence[str],
    paths: Mapping[Member, str],
    contexts: Mapping[str, str],
    wording: Wording,
) -> Policy:
    measure = facts.measures[index]
    places = _list_places(facts, measure, contexts.get(facts.article_id, ""), paths)
    authority = paths.get(Member(facts.article_id, measure.announced_by or ""), "")
    home = _find_home(facts, measure.announced_by or "", paths)
    countries = {path for path in [*places, authority, home] if path.startswith("country/")}
    countries |= {contexts.get(facts.article_id, "")} - {""}
    return Policy(
        member=Member(facts.article_id, index),
        measure=measure,
        authority=authority,
        countries=frozenset(countries),
        places=frozenset(each for path in places for each in (path, wording.strip_division(path)))
        - countries
        - {""},
        words=wording.read(measure.label),
        topic=frozenset(term for text in texts for term in wording.read(text)),
        written=facts.date,
        own=wording.distinguish(measure.label, measure.type),
        named=frozenset(_list_named(facts, measure.label, paths)) - {authority, home, ""},
        maker=_name_maker(facts, measure.announced_by or "", authority),
        home=home,
        actors=frozenset(
            paths.get(Member(facts.article_id, step.by or ""), "") for step in measure.steps
        )
        - {""},
    )


def _list_places(
    facts: Facts, measure: Measure, context: str, paths: Mapping[Member, str]
) -> list[str]:
    """Return the paths of where a measure holds: where no words of it say so in an article that tells no country, the one place that it names."""
    names = list(measure.locations)
    if not names and not context:
        named = [entity.id for entity in facts.entities if entity.type in ("Country", "Place")]
        names = named if len(named) == 1 else []
    return [paths.get(Member(facts.article_id, name), "") for name in names]


def _name_maker(facts: Facts, authority: str, path: str) -> str:
    """Return the path of an authority; of one without a name, the path that its description gives in any article."""
    entity = next((entity for entity in facts.entities if entity.id == authority), None)
    if entity is None or entity.named or not path:
        return path
    return f"{path.partition('/')[0]}/{make_slug(entity.label)}"


def _find_home(facts: Facts, authority: str, paths: Mapping[Member, str]) -> str:
    """Return the path of the country that an authority is, lies in, or has an office of ("the Turkish president"); none where it is not told."""
    entity = next((entity for entity in facts.entities if entity.id == authority), None)
    if entity is None:
        return ""
    if entity.type == "Country":
        return paths.get(Member(facts.article_id, entity.id), "")
    names = {find_country(entity)} - {""} or find_homes(facts, entity)
    found = {
        paths.get(Member(facts.article_id, other.id), "")
        for other in facts.entities
        if other.type == "Country" and fold(other.label) in names
    }
    return found.pop() if len(found) == 1 else ""


def _list_named(facts: Facts, label: str, paths: Mapping[Member, str]) -> Iterator[str]:
    """Yield the people, bodies and places whose names stand in the name of a measure."""
    words = f" {' '.join(get_words(label))} "
    for entity in facts.entities:
        names = (mention.span.text for mention in entity.mentions if mention.kind == "name")
        if any(f" {' '.join(get_words(name))} " in words for name in names if name in label):
            yield paths.get(Member(facts.article_id, entity.id), "")


def _are_others(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of people, bodies and places have none in common, though both have some of one kind."""
    kinds = {_get_kind(path) for path in one} & {_get_kind(path) for path in other}
    return bool(kinds) and one.isdisjoint(other)


def _get_kind(path: str) -> str:
    kind = path.partition("/")[0]
    return "place" if kind == "country" else kind


def _is_dated(when: TimeSpan) -> bool:
    return when.earliest is not None and when.latest is not None


def _are_near(one: TimeSpan, other: TimeSpan, apart: dt.timedelta) -> bool:
    """Whether two spans of which all days are known lie no further apart than that, and neither is longer than a month."""
    spans = [(span.earliest, span.latest) for span in (one, other)]
    (start, end), (first, last) = spans
    if start is None or end is None or first is None or last is None:
        return False
    if max(end - start, last - first) > _MONTH:
        return False
    return start - last <= apart and first - end <= apart


def may_meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets may be of one thing: one is empty, or they have something in common."""
    return not one or not other or not one.isdisjoint(other)
