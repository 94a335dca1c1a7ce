"""What is told of terms of office while an article is read, and which of it is of one term."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph_builder.model import Tenure, TimeSpan
from graph_builder.timespans import make_timespan, may_coincide, narrow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.context import Context
    from graph_builder.model import Span


@dataclass(slots=True)
class Term:
    """What is known of one tenure while the article is read; ``former``: that it is over, as its title says."""

    holder: Figure
    office: str
    of: str
    evidence: Span
    start: TimeSpan = field(default_factory=TimeSpan)
    end: TimeSpan = field(default_factory=TimeSpan)
    former: bool = False


def bound_time(
    earliest: dt.date | None, latest: dt.date | None, because: str, like: TimeSpan | None
) -> TimeSpan:
    """Return a time span of some day within two bounds; empty when neither is known."""
    if earliest is None and latest is None and (like is None or like.relative is None):
        return TimeSpan()
    kept = (
        replace(like, extent=False, evidence=like.evidence, relative=None)
        if like is not None
        else None
    )
    return make_timespan(earliest, latest, because=because, like=kept)


def join_terms(terms: Iterable[Term]) -> list[Term]:
    """Join what is told of one holder and office, unless the times contradict each other: then both are told.

    Where one tells a bound that the other lacks, it is taken over.
    """
    found: dict[tuple[str, str, bool], list[Term]] = {}
    for term in terms:
        told = found.setdefault((term.holder.id, term.office, bool(term.end.edtf)), [])
        known = next((other for other in told if _may_be_one(other, term)), None)
        if known is None:
            told.append(term)
            continue
        known.of = known.of or term.of
        if _says_more(term.start, known.start):
            known.start, known.evidence = term.start, term.evidence
        if _says_more(term.end, known.end):
            known.end = term.end
    return [term for told in found.values() for term in told]


def _may_be_one(left: Term, right: Term) -> bool:
    return may_coincide(left.start, right.start) and may_coincide(left.end, right.end)


def _says_more(new: TimeSpan, old: TimeSpan) -> bool:
    """Tell whether a time has a bound or a relative that the other lacks, or lies within it."""
    if old.relative is not None:
        return False
    if old.earliest is None and (new.earliest is not None or new.relative is not None):
        return True
    return narrow(old, new) is new


def make_tenure(term: Term, context: Context) -> Tenure:
    """Return what an article tells of a term of office."""
    return Tenure(
        holder=term.holder.id,
        office=term.office,
        evidence=term.evidence,
        of=context.cast.name_whole(term.of),
        started_on=term.start,
        ended_on=term.end,
        according_to=context.find_claim_around(term.evidence),
    )
