"""Which measures of many articles are one, and what their reports say of it together.

The rules, the surest first; all ask for one country or one authority, and that neither article reports both as two measures:

=======================  =================================================================
``authority-and-words``  the same authority takes it, and half of the words that name it are the same; where authorities or countries
                         differ, it has to be of one kind and share three words at least
``one-of-its-kind``      a kind of which there is seldom more than one at a time (a curfew, a state of emergency)
``taken-up``             the name of the one stands in the words that report the other, and more of these words are shared:
                         "special forces" takes up "cooperation agreements … the incorporation of special forces"
=======================  =================================================================
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from graph_builder.model import STATUSES, ConcludedMeasure, Judgement, Member, Quote, TimeSpan
from graph_builder.naming import fold, get_words
from graph_builder.resolution.accounts import conclude_accounts, find_replaced
from graph_builder.resolution.candidates import Candidates, list_fitting, list_labels
from graph_builder.resolution.lives import ANNOUNCING, conclude_announcement, conclude_status
from graph_builder.resolution.locals import find_country, find_homes, get_report_path
from graph_builder.resolution.rulings import Decided, decide_matches, judge_rulings
from graph_builder.resolution.telling import list_telling_texts
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

    from graph_builder.model import Facts, Measure, Status
    from graph_builder.resolution.bounds import Finding
    from graph_builder.resolution.clusters import Clusters
    from graph_builder.resolution.rulings import Link, Ruling
    from graph_builder.resolution.trace import Trace
    from graph_builder.resolution.wording import Wording

_HALF = 0.5
_WEEK, _MONTH = dt.timedelta(days=7), dt.timedelta(days=31)
_OTHERS_STEPS = frozenset({"Cleared", "Approved", "Ended", "StruckDown", "Rejected"})
"""Steps that others take than who announced the measure."""
_CONFIDENCES = {
    "authority-and-words": Decimal("0.8"),
    "one-of-its-kind": Decimal("0.8"),
    TAKEN_UP: Decimal("0.7"),
}


@dataclass(frozen=True)
class Policy:
    """One article's report of a measure, with its authority and places as things."""

    member: Member
    measure: Measure
    authority: str
    countries: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    topic: frozenset[str]
    written: TimeSpan
    own: frozenset[str] = frozenset()
    """The words of its name that tell it from others of its kind."""
    named: frozenset[str] = frozenset()
    """The people, bodies and places in its name, but for who takes it."""
    home: str = ""
    """The country whose authority takes it, as far as the article says."""

    @property
    def quote(self) -> Quote:
        """The words that report it."""
        return Quote(self.member.article_id, self.measure.evidence)

    @property
    def keys(self) -> list[str]:
        """The countries and the authority of which two reports of one measure share one."""
        return sorted(self.countries | ({self.authority} - {""}))

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
        alone = self.authority and self.measure.status not in _OTHERS_STEPS
        return frozenset({self.authority} if alone else ())

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
        return _may_meet(self.claimants, other.claimants)

    def is_in_reach(self, other: Policy) -> bool:
        """Whether two articles are written within a time in which one takes up what the other told."""
        one, two = self.written.latest, other.written.latest
        return one is None or two is None or abs((one - two).days) <= REACH


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
    places = [paths.get(Member(facts.article_id, name), "") for name in measure.locations]
    authority = paths.get(Member(facts.article_id, measure.announced_by or ""), "")
    home = _find_home(facts, measure.announced_by or "", paths)
    countries = {path for path in [*places, authority, home] if path.startswith("country/")}
    countries |= {contexts.get(facts.article_id, "")} - {""}
    return Policy(
        member=Member(facts.article_id, index),
        measure=measure,
        authority=authority,
        countries=frozenset(countries),
        places=frozenset(places) - countries - {""},
        words=wording.read(measure.label),
        topic=frozenset(term for text in texts for term in wording.read(text)),
        written=facts.date,
        own=wording.distinguish(measure.label, measure.type),
        named=frozenset(_list_named(facts, measure.label, paths)) - {authority, home, ""},
        home=home,
    )


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
    known = (report.authority, "") if report.authority else (None,)
    authorities = known if finding else (report.authority, None)
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
    return bool(left.authority and right.authority) and left.authority != right.authority


def _are_of_two_countries(left: Policy, right: Policy) -> bool:
    """Whether one authority does alike in two countries, and one report says so itself: two warnings of a weather service."""
    apart = bool(left.countries and right.countries) and not left.countries & right.countries
    told = (*left.measure.locations, *right.measure.locations)
    return apart and any(name.startswith("country/") for name in told)


def _may_meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or not one.isdisjoint(other)


def _are_one_of_a_kind(left: Policy, right: Policy) -> bool:
    if left.measure.type != right.measure.type or not left.countries & right.countries:
        return False
    if not _may_meet(left.places, right.places) or not left.may_share_authority(right):
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
