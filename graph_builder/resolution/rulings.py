"""What persons have decided over the rules: that things of several articles are one, or are not, and when an article was written.

A person's word goes before every rule. What was told apart stays apart, whatever would join it by way of others; what was said to be
one is one. Rules then join the rest, the surest first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

from graph_builder.model import Judgement, Member
from graph_builder.resolution.clusters import Clusters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graph_builder.model import Quote, TimeSpan
    from graph_builder.resolution.bounds import Finding

Kind = Literal["entity", "measure", "event"]
Verdict = Literal["same", "different", "unsure"]

J_co = TypeVar("J_co", bound="Judged", covariant=True)
P = TypeVar("P", bound="Pair[Any]")

Place = tuple[str, int]
"""Where an article's own thing stands: the article's id, and the thing's number in it."""
Link = tuple[str, Place, Place]
"""A rule, and two things that it finds to be one."""

RULE = "correction"
"""The rule of a judgement that a person made."""


@dataclass(frozen=True)
class Ruling:
    """A person's judgement on things of one kind: what is on each side are one article's things or more, by their members."""

    kind: Kind
    verdict: Verdict
    left: tuple[Member, ...]
    right: tuple[Member, ...]
    who: str
    why: str


@dataclass(frozen=True)
class Rulings:
    """All that persons have decided before the rules come to their turn.

    Attributes:
        pairs: Judgements on pairs.
        dates: When articles were written, by their ids.
    """

    pairs: tuple[Ruling, ...] = ()
    dates: Mapping[str, TimeSpan] = field(default_factory=dict)

    def of_kind(self, kind: Kind) -> tuple[Ruling, ...]:
        """Return the judgements on things of one kind."""
        return tuple(ruling for ruling in self.pairs if ruling.kind == kind)


NO_RULINGS = Rulings()


def begin_clusters(
    members: Iterable[Member],
    rulings: Sequence[Ruling],
    identifiers: Mapping[Member, Mapping[str, str]] | None = None,
) -> Clusters[Member]:
    """Return clusters in which the persons' judgements stand already.

    Args:
        members: All things that may be joined.
        rulings: The judgements on things of their kind.
        identifiers: External identifiers of members, by scheme: two of one scheme are two things.
    """
    bars: dict[Member, dict[str, str]] = defaultdict(dict)
    for number, ruling in enumerate(rulings):
        if ruling.verdict == "different":
            for side, members_of in (("left", ruling.left), ("right", ruling.right)):
                for member in members_of:
                    bars[member][f"{_PERSON}{number}"] = side
    for member, external in (identifiers or {}).items():
        bars[member].update(external)
    clusters = Clusters(members, bars, lambda member: member.article_id)
    for ruling in rulings:
        if ruling.verdict == "same":
            for member in ruling.right[:1]:
                clusters.join(ruling.left[0], member, regardless=True)
    return clusters


class Judged(Protocol):
    """One article's own thing that may be joined with others."""

    @property
    def member(self) -> Member:
        """Which one."""
        ...

    @property
    def quote(self) -> Quote:
        """The words that tell of it."""
        ...


class Pair(Protocol[J_co]):
    """Two things that match."""

    @property
    def left(self) -> J_co:
        """The one."""
        ...

    @property
    def right(self) -> J_co:
        """The other."""
        ...


@dataclass(frozen=True)
class Decided(Generic[J_co, P]):
    """Articles' own things that are one, the matches that made them so, and what spoke against others."""

    groups: Sequence[Sequence[J_co]]
    made: Sequence[P]
    findings: Sequence[Finding]


def decide_matches(
    items: Iterable[J_co],
    matches: Iterable[P],
    rulings: Sequence[Ruling],
    identifiers: Mapping[Member, Mapping[str, str]] | None = None,
    may_join: Callable[[Clusters[Member], P], bool] = lambda _clusters, _match: True,
) -> Decided[J_co, P]:
    """Join things by matches, after what persons have decided.

    Args:
        items: The things, in their order.
        matches: Which of them match, in the order in which they are joined.
        rulings: What persons have decided.
        identifiers: External identifiers of the things, by scheme.
        may_join: Says of a match whether it holds for what is joined by then.
    """
    by_member = {item.member: item for item in items}
    clusters = begin_clusters(by_member, rulings, identifiers)
    made = [
        match
        for match in matches
        if may_join(clusters, match) and clusters.join(match.left.member, match.right.member)
    ]
    findings = tell_conflicts(clusters, rulings, lambda m: by_member[m].quote, identifiers)
    groups = [[by_member[member] for member in group] for group in clusters.groups()]
    return Decided(groups, made, findings)


_PERSON = "person "


def judge_rulings(
    rulings: Iterable[Ruling], get_path: Callable[[Member], str]
) -> Iterable[Judgement]:
    """Yield the judgements of persons as data."""
    for ruling in rulings:
        yield Judgement(
            left=get_path(ruling.left[0]),
            right=get_path(ruling.right[0]),
            verdict=ruling.verdict,
            rule=RULE,
            reason=ruling.why,
            confidence=Decimal(0) if ruling.verdict == "unsure" else Decimal(1),
            author=ruling.who,
        )


def tell_conflicts(
    clusters: Clusters[Member],
    rulings: Sequence[Ruling],
    get_quote: Callable[[Member], Quote],
    identifiers: Mapping[Member, Mapping[str, str]] | None = None,
) -> list[Finding]:
    """Return a sentence for every pair that rules would have made one against a person's word or two identifiers."""
    found: dict[tuple[object, ...], Finding] = {}
    for conflict in clusters.conflicts:
        ends = conflict.path[0], conflict.path[-1]
        quotes = tuple(map(get_quote, conflict.path))
        if conflict.bar.startswith(_PERSON):
            ruling = rulings[int(conflict.bar.removeprefix(_PERSON))]
            reason = f"{ruling.who} told them apart ({ruling.why})"
        else:
            values = [(identifiers or {})[end][conflict.bar] for end in ends]
            reason = f"they have two identifiers ({conflict.bar}: {' and '.join(values)})"
        way = " – ".join(f"“{quote.span.text}” ({quote.article_id})" for quote in quotes)
        rule = "a correction makes" if conflict.joined else "rules would make"
        sentence = f"{rule} these one by way of {way}; but {reason}"
        found.setdefault((conflict.bar, *ends), (sentence, quotes))
    return list(found.values())
