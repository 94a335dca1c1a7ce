"""Which measures of many articles are one, and what their reports say of it together.

The rules, the surest first; all ask for one country, place or authority, and that neither article reports both as two measures:

=======================  =================================================================
``authority-and-words``  the same authority takes it, and half of the words that name it are the same; where authorities or countries
                         differ, it has to be of one kind and share three words at least
``one-of-its-kind``      a kind of which there is seldom more than one at a time (a curfew, a state of emergency)
``taken-up``             the name of the one stands in the words that report the other, and more of these words are shared:
                         "special forces" takes up "cooperation agreements … the incorporation of special forces"
=======================  =================================================================
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from graph_builder.model import ConcludedMeasure, Judgement, Member, TimeSpan
from graph_builder.resolution.accounts import conclude_accounts, find_replaced
from graph_builder.resolution.candidates import Candidates, list_fitting, list_labels
from graph_builder.resolution.lives import ANNOUNCING, conclude_announcement, conclude_status
from graph_builder.resolution.locals import get_report_path
from graph_builder.resolution.reported import Policy, describe_policies, may_meet
from graph_builder.resolution.rulings import Decided, decide_matches, judge_rulings
from graph_builder.resolution.uptake import (
    ENOUGH_WORDS,
    REACH,
    TAKEN_UP,
    choose_taken_up,
    rank_taken_up,
)
from graph_builder.terms import make_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from graph_builder.model import Facts
    from graph_builder.resolution.bounds import Finding
    from graph_builder.resolution.clusters import Clusters
    from graph_builder.resolution.rulings import Link, Ruling
    from graph_builder.resolution.trace import Trace
    from graph_builder.resolution.wording import Wording

_HALF = 0.5
_CONFIDENCES = {
    "authority-and-words": Decimal("0.8"),
    "one-of-its-kind": Decimal("0.8"),
    TAKEN_UP: Decimal("0.7"),
}


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
    wording: Wording,
    rulings: Sequence[Ruling] = (),
    trace: Trace | None = None,
) -> Measures:
    """Decide which reported measures are one, and conclude what is known of each.

    Args:
        all_facts: The facts of every article, with bounded times.
        paths: The thing that every entity is.
        contexts: The path of the country that an article speaks of most, by article.
        wording: Compares how articles call a measure.
        rulings: What persons have decided before.
        trace: Takes note of what matches.
    """
    reports = [
        report
        for facts in all_facts
        for report in describe_policies(facts, paths, contexts, wording)
    ]
    by_member = {report.member: report for report in reports}
    matches = [*match_names(reports, wording), *_match_taken_up(reports, by_member)]
    decided = decide(reports, matches, rulings)
    if trace:
        trace.measures.note(matches, decided.made)
    judgements = [
        *judge_rulings(rulings, lambda m: get_report_path("measure", by_member[m].quote)),
        *map(judge, decided.made),
    ]
    return _conclude(decided.groups, judgements, paths, decided.findings)


class Match(NamedTuple):
    """Two reports that a rule finds to be of one measure."""

    rule: str
    left: Policy
    right: Policy
    key: str = ""
    """The country or authority under which they were found."""


def decide(
    reports: Iterable[Policy], matches: Iterable[Match], rulings: Sequence[Ruling] = ()
) -> Decided[Policy, Match]:
    """Join reports by matches; ``rulings`` are what persons have decided before."""
    ordered = sorted(matches, key=_rank_match)
    return decide_matches(reports, ordered, rulings, may_join=_may_join)


def decide_links(reports: Sequence[Policy], links: Iterable[Link]) -> Decided[Policy, Match]:
    """Join reports by matches that are given by the places of what matches."""
    by_place: dict[tuple[str, str | int], Policy] = {r.member: r for r in reports}
    matches = (Match(rule, by_place[left], by_place[right]) for rule, left, right in links)
    return decide(reports, matches)


def _rank_match(match: Match) -> tuple[bool, Member, Member]:
    return match.rule == TAKEN_UP, match.right.member, match.left.member


def match_names(
    reports: Iterable[Policy], wording: Wording, keys: Sequence[str] | None = None
) -> Iterator[Match]:
    """Yield each report with the first one before it that names the same measure, by each country and authority.

    Args:
        reports: The reports in their order.
        wording: Compares how articles call a measure.
        keys: The countries and authorities, where they are not to be all that each report has.
    """
    by_words: Candidates[Policy] = Candidates(REACH)
    by_kind: Candidates[Policy] = Candidates(REACH)
    for report in reports:
        days, own = report.days, report.keys if keys is None else keys
        for key in own:
            named = by_words.find(_list_names(key, report, finding=True), None)
            alike = by_kind.find(_list_kinds(key, report, list_fitting), days)
            for _, other in heapq.merge(named, alike, key=itemgetter(0)):
                rule = find_rule(other, report, wording)
                if rule:
                    yield Match(rule, other, report, key)
                    break
        names = [name for key in own for name in _list_names(key, report, finding=False)]
        by_words.add(report, names, None)
        single = report.measure.type in wording.singles
        kinds = [kind for key in own for kind in _list_kinds(key, report, list_labels)]
        by_kind.add(report, kinds if single else (), days)  # all count, as in ``by_words``


def _list_names(key: str, report: Policy, *, finding: bool) -> Iterator[tuple[object, ...]]:
    """Yield what two reports share of which ``_share_name`` may be true: two words where their authorities allow it, else three and the kind."""
    words = sorted(report.words)
    known = (report.maker, "") if report.maker else (None,)
    authorities = known if finding else (report.maker, None)
    for pair in combinations(words, ENOUGH_WORDS):
        for authority in authorities:
            yield key, pair, authority
    for triple in combinations(words, ENOUGH_WORDS + 1):
        yield key, triple, report.measure.type


def _list_kinds(
    key: str, report: Policy, choose: Callable[[frozenset[str]], list[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield what two reports share of which ``_are_one_of_a_kind`` may be true."""
    for authority in choose(report.claimants):
        for place in choose(report.places):
            for word in report.words:
                yield key, report.measure.type, word, authority, place


def find_rule(left: Policy, right: Policy, wording: Wording) -> str:
    """Return the rule by which two reports name one measure; empty where none does."""
    if left.member.article_id == right.member.article_id:
        return ""
    if left.measure.polarity != right.measure.polarity:
        return ""
    if _share_name(left, right) and not left.is_apart(right):
        return "authority-and-words"
    if left.measure.type in wording.singles and _are_one_of_a_kind(left, right):
        return "one-of-its-kind"
    return ""


def _share_name(left: Policy, right: Policy) -> bool:
    shared = left.words & right.words
    if len(shared) < ENOUGH_WORDS or len(shared) < _HALF * min(len(left.words), len(right.words)):
        return False
    if _are_of_two_authorities(left, right) or _are_of_two_countries(left, right):
        return left.measure.type == right.measure.type and len(shared) > ENOUGH_WORDS
    return True


def _are_of_two_authorities(left: Policy, right: Policy) -> bool:
    return bool(left.maker and right.maker) and left.maker != right.maker


def _are_of_two_countries(left: Policy, right: Policy) -> bool:
    """Whether one authority does alike in two countries, and one report says so itself: two warnings of a weather service."""
    apart = bool(left.countries and right.countries) and not left.countries & right.countries
    told = (*left.measure.locations, *right.measure.locations)
    return apart and any(name.startswith("country/") for name in told)


def _are_one_of_a_kind(left: Policy, right: Policy) -> bool:
    if left.measure.type != right.measure.type or not left.may_share_authority(right):
        return False
    if not left.countries & right.countries and not left.places & right.places:
        return False
    if not may_meet(left.countries, right.countries) or not may_meet(left.places, right.places):
        return False
    return left.is_in_reach(right) and bool(left.words & right.words)


def _match_taken_up(
    reports: Sequence[Policy], by_member: Mapping[Member, Policy]
) -> Iterator[Match]:
    """Yield each report with the one of another article whose words it takes up, when only one is the best."""
    for report, ranks in rank_taken_up(reports):
        taken_up = choose_taken_up(ranks)
        if taken_up:
            yield Match(TAKEN_UP, by_member[taken_up], report)


def _may_join(clusters: Clusters[Member], match: Match) -> bool:
    """Whether a weak rule would not make one what an article reports as two."""
    if match.rule == "authority-and-words":
        return True
    return not clusters.share_source(match.left.member, match.right.member)


def judge(match: Match) -> Judgement:
    """Return a match as data."""
    rule, left, right, _ = match
    names = f"“{left.measure.label}” and “{right.measure.label}”"
    reasons = {
        "authority-and-words": f"{names} share {_list(left.words & right.words)}",
        "one-of-its-kind": f"{names} are of a kind of which there is seldom more than one at a time in one place",
        TAKEN_UP: f"the words of “{right.measure.label}” stand in what is told of “{left.measure.label}”: "
        f"{_list(left.topic & right.topic)}",
    }
    return Judgement(
        left=get_report_path("measure", left.quote),
        right=get_report_path("measure", right.quote),
        verdict="same",
        rule=rule,
        reason=reasons[rule],
        confidence=_CONFIDENCES[rule],
        quotes=(left.quote, right.quote),
    )


def _list(terms: frozenset[str]) -> str:
    return ", ".join(sorted(term.removeprefix("near-") for term in terms))


def _conclude(
    groups: Sequence[Sequence[Policy]],
    judgements: Sequence[Judgement],
    paths: Mapping[Member, str],
    findings: Sequence[Finding],
) -> Measures:
    found = conclude_accounts(groups, "measure", make_path, conclude_times)
    measures = [conclude_one(item.path, item.accounts, item.when, paths) for item in found.things]
    return Measures(
        tuple(sorted(measures, key=lambda measure: measure.path)),
        found.paths,
        found.members,
        tuple(judgements),
        (*findings, *found.findings),
        found.aliases,
        find_replaced(found),
    )


def conclude_times(reports: Sequence[Policy]) -> tuple[TimeSpan, list[Finding]]:
    """Return when a measure was announced, by all reports, and where they contradict each other."""
    return conclude_announcement([account for report in reports for account in report.accounts])


def make_path(reports: Sequence[Policy], _when: TimeSpan) -> str:
    """Return label and country: whose authority takes it, else of what its articles tell."""
    homes = (report.home for report in reports if report.home)
    country = next(homes, next((c for r in reports for c in sorted(r.countries)), ""))
    parts = [reports[0].measure.label, country.rpartition("/")[2]]
    return "measure/" + "-".join(make_slug(part) for part in parts if part)


def conclude_one(
    path: str, reports: Sequence[Policy], when: TimeSpan, paths: Mapping[Member, str]
) -> ConcludedMeasure:
    """Return what is known of a measure by its reports, the one that dates it best first."""
    lead = reports[0]
    labels = sorted({report.measure.label for report in reports} - {lead.measure.label})
    return ConcludedMeasure(
        path=path,
        label=lead.measure.label,
        type=lead.measure.type,
        status=conclude_status([(r.written, r.measure.status) for r in reports]),
        members=tuple(sorted(report.member for report in reports)),
        lead=lead.quote,
        announced_by=_choose_announcer(reports),
        announced_on=when,
        targets=_gather(reports, "targets", paths),
        locations=_gather(reports, "locations", paths),
        alt_labels=tuple(labels),
    )


def _choose_announcer(reports: Sequence[Policy]) -> str | None:
    """Return who announced a measure: by most of the reports that tell how it became known, of several the best dated."""
    named = [report for report in reports if report.authority]
    telling = [report for report in named if report.first_status in ANNOUNCING] or named
    counts = Counter(report.authority for report in telling)
    return max(counts, key=lambda name: counts[name], default=None)


def _gather(reports: Sequence[Policy], name: str, paths: Mapping[Member, str]) -> tuple[str, ...]:
    found = [
        paths.get(Member(report.member.article_id, local), "")
        for report in reports
        for local in getattr(report.measure, name)
    ]
    return tuple(path for path in dict.fromkeys(found) if path)
