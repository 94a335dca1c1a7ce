"""Which measures claims speak of beyond those that are reported in their own words.

A claim speaks of a measure when its content names it ("the curfew"), takes it up by a noun for such things ("the plan") and shares more
words with it than with any other measure of the article, or when who took the measure speaks of it again by other words ("will ask
friendly nations for special forces" after "cooperation agreements under which specialized units …"). The third reaches over articles.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from graph_builder.model import Member
from graph_builder.naming import fold, get_words
from graph_builder.resolution.candidates import Candidates
from graph_builder.resolution.lives import ANNOUNCING
from graph_builder.resolution.telling import list_telling_texts
from graph_builder.resolution.wording import stem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.model import Claim, ConcludedMeasure, Facts, Stance
    from graph_builder.resolution.wording import Wording

ENOUGH = 2
_MANY = 3
_SHARE = 0.4
_NEAR = 900
"""Code points before a claim in which "the plan" has been spoken of."""
LONG = 400
"""Days from an article to one that speaks of what it tells."""
_KIND, _ANNOUNCER = "kind ", "announcer "
"""What stands before a kind or a path where others are found by a word; no word has a space."""
Shelf = tuple[str, str]
"""A country or an authority, and by what its measures are found there."""


@dataclass(frozen=True)
class Subjects:
    """What claims are about, and what their speakers think of it.

    Attributes:
        about: The paths of measures by claim.
        stances: Whether the words of a claim speak for or against what it is about.
    """

    about: Mapping[Member, tuple[str, ...]]
    stances: Mapping[Member, Stance]


@dataclass(frozen=True)
class Known:
    """A measure as claims may speak of it."""

    measure: ConcludedMeasure
    names: tuple[frozenset[str], ...]
    plain: tuple[frozenset[str], ...]
    telling: tuple[frozenset[str], ...]
    """Of these, the ones that are more than a kind of which there are many ("executive order")."""
    heads: frozenset[str]
    topic: frozenset[str]
    keys: frozenset[str]
    days: tuple[int, ...]
    articles: Mapping[str, Sequence[int]]
    """The places in which articles report it, in the lists of their measures."""

    def move(self, keys: frozenset[str], days: tuple[int, ...]) -> Known:
        """Return it with other countries and authorities, and with other days on which its articles were written."""
        return replace(self, keys=keys, days=days)

    def reaches(self, day: int) -> bool:
        """Whether some article that reports it was written not too long before or after a day."""
        if not self.days:
            return True
        place = bisect.bisect_left(self.days, day)
        return min(abs(day - near) for near in self.days[max(0, place - 1) : place + 1]) <= LONG

    @property
    def is_decided(self) -> bool:
        """Whether somebody is told to have announced it, rather than that it goes on."""
        return bool(self.measure.announced_by) and self.measure.status in ANNOUNCING


def find_subjects(
    all_facts: Sequence[Facts],
    measures: Sequence[ConcludedMeasure],
    paths: Mapping[Member, str],
    contexts: Mapping[str, str],
    wording: Wording,
) -> Subjects:
    """Return the measures that claims speak of.

    Args:
        all_facts: The facts of every article, with bounded times.
        measures: The measures over all articles.
        paths: The thing that every entity is.
        contexts: The path of the country that an article speaks of most, by article.
        wording: Compares how articles call a measure.
    """
    topics = {
        Member(facts.article_id, number): [term for text in texts for term in wording.read(text)]
        for facts in all_facts
        for number, texts in enumerate(list_telling_texts(facts))
    }
    dates = {facts.article_id: facts.date.latest for facts in all_facts}
    known = [
        describe_known(
            measure,
            frozenset(term for member in measure.members for term in topics[member]),
            [dates[member.article_id] for member in measure.members],
            contexts,
            wording,
        )
        for measure in measures
    ]
    shelves = MeasureShelves([item for item in known if item.keys], wording)
    about: dict[Member, tuple[str, ...]] = {}
    stances: dict[Member, Stance] = {}
    for facts in all_facts:
        found = find_article_subjects(facts, shelves, paths, contexts, wording)
        about |= found.about
        stances |= found.stances
    return Subjects(about, stances)


def find_article_subjects(
    facts: Facts,
    shelves: Shelves,
    paths: Mapping[Member, str],
    contexts: Mapping[str, str],
    wording: Wording,
) -> Subjects:
    """Return the measures that the claims of one article speak of.

    Args:
        facts: Its facts, with bounded times.
        shelves: Where measures are found.
        paths: The thing that every entity is.
        contexts: The path of the country that an article speaks of most, by article.
        wording: Compares how articles call a measure.
    """
    about: dict[Member, tuple[str, ...]] = {}
    stances: dict[Member, Stance] = {}
    finder = _Finder(facts, shelves, paths, contexts, wording)
    for index, claim in enumerate(facts.claims):
        member = Member(facts.article_id, index)
        found = tuple(sorted(set(finder.find(claim))))
        if found:
            about[member] = found
            stance = _read_stance(claim, wording)
            if stance:
                stances[member] = stance
    for number in _list_favours(facts, wording):
        stances.setdefault(Member(facts.article_id, number), "Supports")
    return Subjects(about, stances)


def _list_favours(facts: Facts, wording: Wording) -> Iterator[int]:
    """Yield the claims by which somebody announces a favour of his own: who pardons takes the side of whom he pardons."""
    for measure in facts.measures:
        number = measure.announced_in if measure.according_to is None else measure.according_to
        if measure.type not in wording.favours or measure.polarity != "Affirmed" or number is None:
            continue
        claim = facts.claims[number]
        if claim.speaker and claim.speaker == measure.announced_by and not claim.stance:
            yield number


def describe_known(
    measure: ConcludedMeasure,
    topic: frozenset[str],
    dates: Iterable[dt.date | None],
    contexts: Mapping[str, str],
    wording: Wording,
) -> Known:
    """Return a measure as claims may speak of it.

    Args:
        measure: The measure.
        topic: The terms of what its articles tell of it.
        dates: When they were written.
        contexts: The path of the country that an article speaks of most, by article.
        wording: Compares how articles call a measure.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    for member in measure.members:
        numbers[member.article_id].append(int(member.local))
    keys = {contexts.get(article, "") for article in numbers} | {measure.announced_by or ""}
    names = (measure.label, *measure.alt_labels)
    telling = (name for name in names if wording.distinguish(name, measure.type))
    return Known(
        measure,
        tuple(map(wording.read, names)),
        tuple(map(wording.read_plain, names)),
        tuple(map(wording.read_plain, telling)),
        frozenset(head for name in names if (head := _get_head(name))),
        topic,
        frozenset(keys - {""}),
        tuple(sorted({date.toordinal() for date in dates if date})),
        numbers,
    )


def _get_head(name: str) -> str:
    """Return the stem of the noun that a name is of: "night curfew in the port" is a curfew."""
    words = get_words(name)
    end = next((i for i, word in enumerate(words) if i and word in _PREPOSITIONS), len(words))
    return stem(words[end - 1]) if words else ""


class Shelves(Protocol):
    """Where measures are found that claims may speak of."""

    def find(self, shelf: Shelf, day: int | None) -> Iterable[Known]:
        """Return the measures on a shelf, if need be only those reported near a day (a proleptic ordinal)."""
        ...

    def list_own(self, article_id: str) -> Sequence[Known]:
        """Return the measures that an article reports, by their paths."""
        ...


class MeasureShelves:
    """The measures by article, and by country or authority with a word that a claim has if it names them.

    Args:
        known: The measures.
        wording: Compares how articles call a measure.
    """

    def __init__(self, known: Sequence[Known], wording: Wording) -> None:
        self._by_article: dict[str, list[Known]] = defaultdict(list)
        self._wording = wording
        self._known: Candidates[Known] = Candidates(LONG)
        for item in sorted(known, key=lambda item: item.measure.path):
            for article in item.articles:
                self._by_article[article].append(item)
        told = Counter(word for item in known for name in item.plain for word in name)
        for item in known:
            days = (min(item.days), max(item.days)) if item.days else None
            self._known.add(item, list_shelves(item, told), days)

    def list_own(self, article_id: str) -> Sequence[Known]:
        """Return the measures that an article reports, by their paths."""
        return self._by_article.get(article_id, [])

    def find(self, shelf: Shelf, day: int | None) -> Iterator[Known]:
        """Yield the measures on a shelf that are reported near a day."""
        for _, item in self._known.find([shelf], None if day is None else (day, day)):
            yield item


def list_shelves(item: Known, told: Mapping[str, int] | None = None) -> list[Shelf]:
    """Return where a measure is found: its countries and authority, each with a word, its kind and who announced it.

    Args:
        item: The measure.
        told: How many names have a word, where that is known: of a name the rarest one leads to it soonest.
    """
    rank = (told or {}).get
    names = [name for name in item.plain if len(name) >= ENOUGH]
    words = {min(name, key=lambda word: (rank(word, 0), word)) for name in names}
    said = [*sorted(words), _KIND + item.measure.type]
    said += [_ANNOUNCER + item.measure.announced_by] if item.measure.announced_by else []
    return [(key, word) for key in sorted(item.keys) for word in said]


def list_shelves_said(
    key: str, stems: frozenset[str], announcer: str, wording: Wording
) -> list[Shelf]:
    """Return where a claim's words have to be looked up; ``announcer`` is who returns to a measure."""
    kinds = {
        kind for kind, nouns in wording.singles.items() if any(noun <= stems for noun in nouns)
    }
    said = [*sorted(stems), *(_KIND + kind for kind in sorted(kinds))]
    said += [_ANNOUNCER + announcer] if announcer else []
    return [(key, word) for word in said]


class _Finder:
    """Finds what the claims of one article speak of."""

    def __init__(
        self,
        facts: Facts,
        shelves: Shelves,
        paths: Mapping[Member, str],
        contexts: Mapping[str, str],
        wording: Wording,
    ) -> None:
        self._facts, self._paths, self._wording = facts, paths, wording
        self._country = contexts.get(facts.article_id, "")
        self._shelves = shelves

    def find(self, claim: Claim) -> list[str]:
        """Return the paths of the measures that a claim speaks of, those of its own article before all others of their kind."""
        content = " ".join(part.text for part in claim.content)
        terms = self._wording.read(content)
        stems = frozenset(map(stem, get_words(content)))
        speaker = self._paths.get(Member(self._facts.article_id, claim.speaker or ""), "")
        follows_up = self._is_follow_up(claim)
        found = [
            item
            for item in self._list_candidates(stems, speaker, returns=follows_up)
            if self._names(item, stems) or (follows_up and self._returns_to(item, terms, speaker))
        ]
        own_kinds = {item.measure.type for item in found if self._is_own(item)}
        kinds = Counter(item.measure.type for item in found)
        paths = [
            item.measure.path
            for item in found
            if self._is_own(item)
            or (
                item.measure.type not in own_kinds
                and (kinds[item.measure.type] == 1 or self._names_in_full(item, stems))
            )
        ]
        return [*paths, *self._take_up(claim, _get_object(claim))]

    def _list_candidates(
        self, stems: frozenset[str], speaker: str, *, returns: bool
    ) -> list[Known]:
        date = self._facts.date.latest
        day = date.toordinal() if date else None
        announcer = speaker if returns else ""
        candidates = {
            item.measure.path: item
            for key in (self._country, speaker)
            if key
            for shelf in list_shelves_said(key, stems, announcer, self._wording)
            for item in self._look_on(shelf, day)
        }
        return list(candidates.values())

    def _look_on(self, shelf: Shelf, day: int | None) -> Iterator[Known]:
        """Yield the measures in reach on a shelf; of those that only share their kind, its own and two, since two are too many."""
        found = filter(self._is_in_reach, self._shelves.find(shelf, day))
        key, word = shelf
        if not word.startswith(_KIND):
            yield from found
            return
        yield from islice(found, ENOUGH)
        kind = word.removeprefix(_KIND)
        for item in self._own:
            if item.measure.type == kind and key in item.keys and self._is_in_reach(item):
                yield item

    def _is_own(self, item: Known) -> bool:
        return self._facts.article_id in item.articles

    def _names(self, item: Known, stems: frozenset[str]) -> bool:
        """Whether words name a measure: by its name, or by the noun for its kind where there is seldom another one."""
        nouns = self._wording.singles.get(item.measure.type, ())
        return self._names_in_full(item, stems) or any(noun <= stems for noun in nouns)

    def _names_in_full(self, item: Known, stems: frozenset[str]) -> bool:
        """Whether words are a name of a measure; in another article, one that tells it from others of its kind."""
        names = item.plain if self._is_own(item) else item.telling
        return any(len(name) >= ENOUGH and name <= stems for name in names)

    def _is_follow_up(self, claim: Claim) -> bool:
        """Whether a claim says what somebody means to do, not what he refuses, and no measure was read in it."""
        if claim.modality != "Intended" or claim.polarity != "Affirmed":
            return False
        return not any(
            part.start <= measure.evidence.start and measure.evidence.end <= part.end
            for part in claim.content
            for measure in self._facts.measures
        )

    @staticmethod
    def _returns_to(item: Known, terms: frozenset[str], speaker: str) -> bool:
        shared = len(terms & item.topic)
        own = bool(speaker) and speaker == item.measure.announced_by
        return own and shared >= _MANY and shared >= _SHARE * len(terms)

    def _take_up(self, claim: Claim, content: str) -> Iterator[str]:
        """Yield the measure of this article that "the plan" or "the ban" in a claim takes up."""
        terms = self._wording.read(content)
        taken = {noun for pair in _TAKEN_UP.findall(fold(content)) for noun in pair}
        if not taken:
            return
        is_general = bool(taken & self._wording.general)
        until = bisect.bisect_right(self._told, claim.evidence.start, key=itemgetter(0))
        near = bisect.bisect_left(self._told, claim.evidence.start - _NEAR, key=itemgetter(0))
        heads = {term for noun in taken for term in self._wording.read_plain(noun)}
        general = {t for n in taken & self._wording.anaphors for t in self._wording.read(n)}
        owners = _OWNER.findall(content)
        owning = self._find_owning(owners)
        takes_side = claim.stance is not None or _read_stance(claim, self._wording) is not None
        is_on_measure = claim.type in _ON_MEASURES or takes_side
        ranked = []
        for number in range(0 if is_general else near, until):
            place, item = self._told[number]
            is_near = number >= near
            shared = len(terms & item.topic)
            # What an article is on is never far.
            # What the House decided is nobody else's measure.
            may_be_theirs = not owning or not owning.isdisjoint(item.keys)
            is_meant = (is_near or number == 0) and is_on_measure and may_be_theirs
            fits = is_general and (shared >= (1 if is_near else ENOUGH) or is_meant)
            named = (fits or is_near) and self._is_named(heads, general, item)
            if fits or named:
                decided = item.is_decided and not owners
                ranked.append((named, shared, decided, place, item.measure.path))
        if ranked:
            yield max(ranked)[-1]

    @cached_property
    def _told(self) -> list[tuple[int, Known]]:
        """The measures of this article by the place where each was spoken of."""
        return sorted(
            (
                (self._facts.measures[number].evidence.start, item)
                for item in self._own
                for number in item.articles[self._facts.article_id]
            ),
            key=itemgetter(0),
        )

    def _find_owning(self, owners: Sequence[str]) -> set[str]:
        """Return the things that are called by names, of which the last words are given: the House of "the House's decision"."""
        return {
            self._paths.get(Member(self._facts.article_id, entity.id), "")
            for owner in owners
            for entity in self._facts.entities
            if any(mention.span.text.endswith(owner) for mention in entity.mentions)
        }

    @staticmethod
    def _is_named(heads: set[str], general: set[str], item: Known) -> bool:
        """Whether a noun is the head of a measure's name, or one that takes up things such as it is."""
        return bool(heads & item.heads) or any(t in name for t in general for name in item.names)

    @property
    def _own(self) -> Sequence[Known]:
        return self._shelves.list_own(self._facts.article_id)

    def _is_in_reach(self, item: Known) -> bool:
        date = self._facts.date.latest
        return date is None or item.reaches(date.toordinal())


_PREPOSITIONS = frozenset(
    {
        "in",
        "on",
        "for",
        "of",
        "to",
        "with",
        "from",
        "against",
        "by",
        "at",
        "between",
        "over",
        "that",
    }
)
_ON_MEASURES = frozenset({"Request", "Criticism", "Denial", "Order"})
"""Speech acts that are on a measure when their content is "the plan"; so are those that take a side."""
_QUOTING = ("“", '"', "‘", "'")
_OWNER = re.compile(r"([A-Z]\w+)['’]s\b")
"""The last word of an owner's name: what somebody with a name decided need not be what the article told first."""
_TAKEN_UP = re.compile(r"(?=\b(?:the|this|that|his|her|its|their|such|\w+['’]s) (\w+)(?: (\w+))?)")
"""Words behind an article, a possessive or a name's: one of the two may be a noun that takes something up ("the tough plan")."""


def _get_object(claim: Claim) -> str:
    """Return what a claim is on: of "criticised *the ban*: “It is late”" what was criticised, else all of its content."""
    parts = [part.text for part in claim.content]
    is_target = len(parts) > 1 and claim.stance is not None and parts[0][:1] not in _QUOTING
    return parts[0] if is_target else " ".join(parts)


def _read_stance(claim: Claim, wording: Wording) -> Stance | None:
    """Return whether what somebody says judges what it is about, from its own words."""
    if claim.stance or claim.type == "Request" or claim.modality != "Asserted":
        return None
    words = {word for part in claim.content for word in get_words(part.text)}
    against, for_ = bool(words & wording.hostile), bool(words & wording.favourable)
    if against == for_:
        return None
    return "Opposes" if against == (claim.polarity == "Affirmed") else "Supports"
