"""What persons have decided over the rules: that things of several articles are one, or are not, and when an article was written.

A person's word goes before every rule. What was told apart stays apart, whatever would join it by way of others; what was said to be
one is one. Rules then join the rest, the surest first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from graph_builder.model import Judgement, Member
from graph_builder.resolution.clusters import Clusters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graph_builder.model import Quote, TimeSpan
    from graph_builder.resolution.bounds import Finding

Kind = Literal["entity", "measure", "event"]
Verdict = Literal["same", "different", "unsure"]

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
