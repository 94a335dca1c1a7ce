"""Which measures of many articles are one, and what their reports say of it together.

Two reports tell of one measure when the same authority takes it, in one country, and they share enough of the words that
name it: a word of each label that is not the name of its type, or two words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.model import STATUSES, ConcludedMeasure, Judgement, Member, Quote, TimeSpan
from graph_builder.naming import get_words
from graph_builder.resolution.accounts import conclude_accounts, find_replaced
from graph_builder.resolution.locals import get_report_path
from graph_builder.resolution.rulings import begin_clusters, judge_rulings, tell_conflicts
from graph_builder.terms import make_slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.model import Facts, Measure, Status
    from graph_builder.resolution.bounds import Finding
    from graph_builder.resolution.rulings import Ruling

_ENOUGH_WORDS = 2
_HALF = 0.5
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "over",
        "under",
        "against",
        "its",
        "his",
        "her",
        "their",
        "new",
        "plan",
        "plans",
        "measure",
        "government",
        "national",
        "country",
        "foreign",
        "public",
        "state",
    ]
)


@dataclass(frozen=True)
class Policy:
    """One article's report of a measure, with its authority and places as things."""

    member: Member
    measure: Measure
    authority: str
    countries: frozenset[str]
    words: frozenset[str]
    written: TimeSpan

    @property
    def quote(self) -> Quote:
        """The words that report it."""
        return Quote(self.member.article_id, self.measure.evidence)

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


@dataclass(frozen=True)
class Measures:
    """The measures over all articles, the path of every report's measure (by its member and by its address), and why."""

    measures: tuple[ConcludedMeasure, ...]
    paths: dict[Member, str]
    members: dict[str, str]
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    aliases: dict[str, frozenset[Member]]
    replaced: dict[str, str]


def join_measures(
    all_facts: Sequence[Facts],
    paths: Mapping[Member, str],
    contexts: Mapping[str, str],
    rulings: Sequence[Ruling] = (),
) -> Measures:
    """Decide which reported measures are one, and conclude what is known of each."""
    reports = [
        _describe(facts, index, paths, contexts)
        for facts in all_facts
        for index in range(len(facts.measures))
    ]
    by_member = {report.member: report for report in reports}
    clusters = begin_clusters(by_member, rulings)
    judgements = list(
        judge_rulings(rulings, lambda m: get_report_path("measure", by_member[m].quote))
    )
    by_country: dict[str, list[Policy]] = defaultdict(list)
    for report in reports:
        for country in sorted(report.countries):
            for other in by_country[country]:
                if other.member.article_id != report.member.article_id and _are_one(other, report):
                    if clusters.join(other.member, report.member):
                        judgements.append(_judge(other, report))
                    break
            by_country[country].append(report)
    groups = [[by_member[member] for member in group] for group in clusters.groups()]
    findings = tell_conflicts(clusters, rulings, lambda m: by_member[m].quote)
    return _conclude(groups, judgements, paths, findings)


def _describe(
    facts: Facts, index: int, paths: Mapping[Member, str], contexts: Mapping[str, str]
) -> Policy:
    measure = facts.measures[index]
    places = [paths.get(Member(facts.article_id, name), "") for name in measure.locations]
    authority = paths.get(Member(facts.article_id, measure.announced_by or ""), "")
    countries = {path for path in [*places, authority] if path.startswith("country/")}
    countries |= {contexts.get(facts.article_id, "")} - {""}
    return Policy(
        member=Member(facts.article_id, index),
        measure=measure,
        authority=authority,
        countries=frozenset(countries),
        words=frozenset(_stem(word) for word in get_words(measure.label)) - _SMALL_WORDS,
        written=facts.date,
    )


def _stem(word: str) -> str:
    """Return a word without the endings of number and tense, roughly."""
    for ending in ("ies", "ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) > _ENOUGH_WORDS:
            return word.removesuffix(ending) + ("y" if ending == "ies" else "")
    return word


def _are_one(left: Policy, right: Policy) -> bool:
    if left.measure.polarity != right.measure.polarity:
        return False
    shared = left.words & right.words
    if len(shared) < _ENOUGH_WORDS or len(shared) < _HALF * min(len(left.words), len(right.words)):
        return False
    if left.authority and right.authority and left.authority != right.authority:
        return left.measure.type == right.measure.type and len(shared) > _ENOUGH_WORDS
    return True


def _judge(left: Policy, right: Policy) -> Judgement:
    shared = ", ".join(sorted(left.words & right.words))
    return Judgement(
        left=get_report_path("measure", left.quote),
        right=get_report_path("measure", right.quote),
        verdict="same",
        rule="authority-and-words",
        reason=f"“{left.measure.label}” and “{right.measure.label}” share {shared}",
        confidence=Decimal("0.8"),
        quotes=(left.quote, right.quote),
    )


def _conclude(
    groups: Sequence[Sequence[Policy]],
    judgements: Sequence[Judgement],
    paths: Mapping[Member, str],
    findings: Sequence[Finding],
) -> Measures:
    found = conclude_accounts(groups, "measure", _make_path)
    measures = [_conclude_one(item.path, item.accounts, item.when, paths) for item in found.things]
    return Measures(
        tuple(sorted(measures, key=lambda measure: measure.path)),
        found.paths,
        found.members,
        tuple(judgements),
        (*findings, *found.findings),
        found.aliases,
        find_replaced(found),
    )


def _make_path(reports: Sequence[Policy], _when: TimeSpan) -> str:
    country = next((c for report in reports for c in sorted(report.countries)), "")
    parts = [reports[0].measure.label, country.rpartition("/")[2]]
    return "measure/" + "-".join(make_slug(part) for part in parts if part)


def _conclude_one(
    path: str, reports: Sequence[Policy], when: TimeSpan, paths: Mapping[Member, str]
) -> ConcludedMeasure:
    lead = reports[0]
    authorities = Counter(report.authority for report in reports if report.authority)
    labels = sorted({report.measure.label for report in reports} - {lead.measure.label})
    return ConcludedMeasure(
        path=path,
        label=lead.measure.label,
        type=lead.measure.type,
        status=_get_latest_status(reports),
        members=tuple(sorted(report.member for report in reports)),
        lead=lead.quote,
        announced_by=min(authorities, key=lambda a: (-authorities[a], a), default=None),
        announced_on=when,
        targets=_gather(reports, "targets", paths),
        locations=_gather(reports, "locations", paths),
        alt_labels=tuple(labels),
    )


def _get_latest_status(reports: Sequence[Policy]) -> Status:
    """Return the status in the article that was written last; of several, the one furthest in the life."""
    last = max(
        reports,
        key=lambda report: (
            report.written.latest.toordinal() if report.written.latest else 0,
            STATUSES.index(report.measure.status),
        ),
    )
    return last.measure.status


def _gather(reports: Sequence[Policy], name: str, paths: Mapping[Member, str]) -> tuple[str, ...]:
    found = [
        paths.get(Member(report.member.article_id, local), "")
        for report in reports
        for local in getattr(report.measure, name)
    ]
    return tuple(path for path in dict.fromkeys(found) if path)
