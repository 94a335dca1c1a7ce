"""Which measures claims speak of, kept up: those of an article anew when it or a measure that it may speak of is different."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph_builder.model import ConcludedMeasure, Member, Quote, Span
from graph_builder.naming import get_words
from graph_builder.resolution.subjects import (
    ENOUGH,
    Known,
    describe_known,
    find_article_subjects,
    list_shelves,
)
from graph_builder.resolution.wording import stem
from graph_builder.upkeep.articles import Lookup
from graph_builder.upkeep.state import COMMA, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.model import Facts, Stance
    from graph_builder.resolution.reported import Policy
    from graph_builder.resolution.subjects import Shelf
    from graph_builder.resolution.wording import Wording
    from graph_builder.upkeep.articles import Articles
    from graph_builder.upkeep.state import State

_KNOWN, _ABOUT, _WRITTEN = "known measure", "about", "written"
_SHELF, _SPEAKS = "measure shelf", "speaks"
_NOWHERE = Quote("", Span(0, 0, ""))


class Subjects:
    """What claims are about and whose side they take, by article."""

    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def about(self) -> Mapping[Member, tuple[str, ...]]:
        """The paths of measures by claim."""
        return _Looked(self._state, 0)

    @property
    def stances(self) -> Mapping[Member, Stance]:
        """Whether the words of a claim speak for or against what it is about."""
        return _Looked(self._state, 1)


class _Looked(Lookup[Member, Any]):
    def __init__(self, state: State, part: int) -> None:
        self._state, self._part = state, part

    def __getitem__(self, member: Member) -> Any:
        digest = self._state.get_digest(_ABOUT, (member.article_id, 0))
        found = json.loads(digest)[self._part] if digest else {}
        value = found[str(member.local)]
        return value if isinstance(value, str) else tuple(value)


class SubjectFinder:
    """Finds what claims speak of.

    Args:
        state: What was decided.
        articles: The articles.
        paths: The thing that every entity is.
        contexts: The path of the country that an article speaks of most, by article.
        wording: Compares how articles call a measure.
    """

    def __init__(
        self,
        state: State,
        articles: Articles,
        paths: Mapping[Member, str],
        contexts: Mapping[str, str],
        wording: Wording,
    ) -> None:
        self._state, self._articles, self._paths = state, articles, paths
        self._contexts, self._wording = contexts, wording

    def renew(
        self,
        changed: Mapping[str, Facts | None],
        measures: Iterable[tuple[ConcludedMeasure, Sequence[Policy]]],
        gone: Iterable[str],
    ) -> set[str]:
        """Return the articles of which claims speak of other measures now, or take another side.

        Args:
            changed: The articles of which anything is different, whether they are there (with facts) or gone.
            measures: The measures that may be different, with their reports.
            gone: The paths that no measure has any longer.
        """
        for article, facts in changed.items():
            self.keep_words(article, self._articles.get_bounded(article) if facts else None)
        concerned = {article for article, facts in changed.items() if facts}
        now = {measure.path: self.describe(measure, group) for measure, group in measures}
        for path in sorted({*gone, *now}):
            concerned |= self._renew_one(path, now.get(path))
        different = {article for article, facts in changed.items() if not facts}
        different = {a for a in different if self._state.set_digests(_ABOUT, a, [])}
        shelves = _Shelves(self._state, self._wording)
        for article in sorted(concerned - {a for a, facts in changed.items() if not facts}):
            found = find_article_subjects(
                self._articles.get_bounded(article),
                shelves,
                self._paths,
                self._contexts,
                self._wording,
            )
            if keep_subjects(self._state, article, found.about, found.stances):
                different.add(article)
        return different

    def describe(self, measure: ConcludedMeasure, reports: Sequence[Policy]) -> Known:
        """Return a measure as claims may speak of it."""
        topic = frozenset(term for report in reports for term in report.topic)
        dates = [report.written.latest for report in reports]
        return describe_known(measure, topic, dates, self._contexts, self._wording)

    def keep_words(self, article: str, facts: Facts | None) -> None:
        """Keep by which words the claims of an article are found, and who speaks in it."""
        words: set[str] = set()
        entries = []
        for number, claim in enumerate(facts.claims if facts else ()):
            for part in claim.content:
                words.update(map(stem, get_words(part.text)))
            speaker = self._paths.get(Member(article, claim.speaker or ""))
            if speaker:
                intends = "intends" if claim.modality == "Intended" else ""
                entries.append(Entry(_SPEAKS, speaker, number, intends))
        self._state.put(article, (_SPEAKS,), entries)
        date = facts.date.latest if facts else None
        self._state.set_digests(_WRITTEN, article, [str(date.toordinal())] if date else [])
        self._state.set_words(article, words)

    def keep(self, path: str, known: Known | None) -> None:
        """Keep what a measure is, or that there is none."""
        self._state.set_digests(_KNOWN, path, [_write(known)] if known else [])
        shelves = list_shelves(known) if known else []
        entries = [Entry(_SHELF, COMMA.join(shelf), 0) for shelf in shelves]
        self._state.put(path, (_SHELF,), entries)

    def _renew_one(self, path: str, known: Known | None) -> set[str]:
        """Keep what a measure is, and return the articles that may speak of it and could not, or could and may not."""
        digest = self._state.get_digest(_KNOWN, (path, 0))
        before = _read(digest, self._wording) if digest is not None else None
        self.keep(path, known)
        versions = [version for version in (before, known) if version]
        is_other = len(versions) == 1 or _get_core(versions[0]) != _get_core(versions[1])
        concerned = {article for version in versions for article in version.articles if is_other}
        for article in self._find_speaking(versions):
            reached = [self._is_in_reach(article, version) for version in versions]
            if any(reached) and (is_other or len(set(reached)) > 1):
                concerned.add(article)
        return concerned

    def _find_speaking(self, versions: Sequence[Known]) -> set[str]:
        """Return the articles whose claims may name a measure, or in which who announced it says what he means to do."""
        found: set[str] = set()
        for version in versions:
            names = [name for name in version.plain if len(name) >= ENOUGH]
            names += self._wording.singles.get(version.measure.type, ())
            said = {article for name in names for article in self._state.find_said(name)}
            found |= {article for article in said if self._may_speak(article, version)}
            if version.measure.announced_by:
                places = self._state.list_places(_SPEAKS, version.measure.announced_by)
                found |= {article for (article, _), intends in places if intends}
        return found

    def _may_speak(self, article: str, known: Known) -> bool:
        """Whether an article is on a country of a measure, or somebody speaks in it whose measure it is."""
        if self._contexts.get(article, "") in known.keys:
            return True
        return any(self._state.has_entry(article, _SPEAKS, key) for key in known.keys)

    def _is_in_reach(self, article: str, known: Known) -> bool:
        day = self._state.get_digest(_WRITTEN, (article, 0))
        return day is None or known.reaches(int(day))


def keep_subjects(
    state: State,
    article: str,
    about: Mapping[Member, tuple[str, ...]],
    stances: Mapping[Member, Stance],
) -> bool:
    """Keep what the claims of an article are about, and return whether that is different."""
    data = [
        {str(member.local): value for member, value in sorted(part.items())}
        for part in (about, stances)
    ]
    return bool(state.set_digests(_ABOUT, article, [json.dumps(data)] if any(data) else []))


class _Shelves:
    """Where measures are found that claims may speak of."""

    def __init__(self, state: State, wording: Wording) -> None:
        self._state, self._wording = state, wording
        self._known: dict[str, Known] = {}
        self._paths: dict[str, list[str]] = {}

    def find(self, shelf: Shelf, _day: int | None) -> Iterator[Known]:
        """Yield the measures on a shelf."""
        name = COMMA.join(shelf)
        if name not in self._paths:
            places = self._state.list_places(_SHELF, name)
            self._paths[name] = [path for (path, _), _ in places]
        yield from map(self._load, self._paths[name])

    def list_own(self, article_id: str) -> Sequence[Known]:
        """Return the measures that an article reports, by their paths."""
        paths = sorted(set(self._state.get_paths("measure", article_id).values()))
        return [known for known in map(self._load, paths) if known.keys]

    def _load(self, path: str) -> Known:
        if path not in self._known:
            digest = self._state.get_digest(_KNOWN, (path, 0))
            if digest is None:
                raise KeyError(path)
            self._known[path] = _read(digest, self._wording)
        return self._known[path]


def _write(known: Known) -> str:
    measure = known.measure
    said = [
        measure.path,
        measure.label,
        measure.alt_labels,
        measure.type,
        measure.status,
        measure.announced_by,
    ]
    articles = {article: list(numbers) for article, numbers in sorted(known.articles.items())}
    return json.dumps([said, sorted(known.topic), sorted(known.keys), known.days, articles])


def _read(digest: str, wording: Wording) -> Known:
    said, topic, keys, days, articles = json.loads(digest)
    path, label, alt_labels, kind, status, announced_by = said
    measure = ConcludedMeasure(
        path=path,
        label=label,
        type=kind,
        status=status,
        members=tuple(Member(a, number) for a, numbers in articles.items() for number in numbers),
        lead=_NOWHERE,
        announced_by=announced_by,
        alt_labels=tuple(alt_labels),
    )
    known = describe_known(measure, frozenset(topic), (), {}, wording)
    return known.move(frozenset(keys), tuple(days))


def _get_core(known: Known) -> tuple[object, ...]:
    """Return all of a measure but which articles report it and when they were written."""
    measure = known.measure
    names = (measure.path, measure.label, measure.alt_labels)
    return (*names, measure.type, known.is_decided, measure.announced_by, known.topic, known.keys)
