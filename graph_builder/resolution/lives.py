"""The life of a measure from all accounts of it: when it was announced, and how far it has come.

The announcement is the first act by which it became known, so that a later step only bounds it from above: what was approved on the
20th was announced by then. Two days for one act contradict each other only when they lie so near that one act must be meant; what was
announced again a month later was announced a month before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.model import STATUSES, TimeSpan
from graph_builder.resolution.bounds import conclude_time
from graph_builder.timespans import make_timespan, narrow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.model import Quote, Status
    from graph_builder.resolution.bounds import Finding

ANNOUNCING = frozenset({"Proposed", "Announced", "Ordered"})
"""The steps by which a measure becomes known."""
_OVER = frozenset({"Ended", "StruckDown", "Rejected"})
_ONE_ACT = 7
"""Two announcements fewer days apart than these are one, dated differently."""

Told = tuple[TimeSpan, "Status", "Quote"]


def conclude_announcement(told: Sequence[Told]) -> tuple[TimeSpan, list[Finding]]:
    """Return when a measure was announced, and a sentence where accounts of that contradict each other.

    Args:
        told: By each account a time, the first step that it tells, and the words.
    """
    dated = sorted((t for t in told if t[0].earliest or t[0].latest), key=_order)
    announcing = [item for item in dated if item[1] in ANNOUNCING]
    later = [item for item in dated if item[1] not in ANNOUNCING] if announcing else []
    announcing = announcing or dated
    if not announcing:
        return TimeSpan(), []
    when, first, _ = announcing[0]
    rivals = [announcing[0]]
    for item in announcing[1:]:
        both = narrow(when, item[0])
        if both is not None:
            when = both
        elif item[1] == first and _are_near(when, item[0]):
            rivals.append(item)
    if len(rivals) > 1:
        return conclude_time([(span, quote) for span, _, quote in rivals])
    for span, status, quote in later:
        bounded = _bound(when, span, status)
        if bounded is None:
            sentence = (
                f"announced {when.edtf}, but {status} already {span.edtf} (“{quote.span.text}”)"
            )
            return when, [(sentence, (rivals[0][2], quote))]
        when = bounded
    return when, []


def _order(item: Told) -> tuple[int, int, str, int]:
    span, _, quote = item
    last = span.latest.toordinal() if span.latest else 10**7
    first = span.earliest.toordinal() if span.earliest else 0
    return last, -first, quote.article_id, quote.span.start


def _are_near(left: TimeSpan, right: TimeSpan) -> bool:
    """Whether two times, both of some days at most, lie so near that they must be of one act."""
    days = [day for span in (left, right) for day in (span.earliest, span.latest) if day]
    return len(days) == 4 and (max(days) - min(days)).days <= _ONE_ACT  # noqa: PLR2004 - two bounds each


def _bound(when: TimeSpan, later: TimeSpan, status: str) -> TimeSpan | None:
    """Return when something was announced, given a later step of it; none when that came before."""
    if later.latest is None:
        return when
    because = (
        f"{status} {later.edtf}: {later.because}" if later.because else f"{status} {later.edtf}"
    )
    bound = make_timespan(
        None, later.latest, because=because, like=TimeSpan(evidence=later.evidence)
    )
    return narrow(when, bound)


def conclude_status(reports: Sequence[tuple[TimeSpan, Status]]) -> Status:
    """Return how far a measure has come, from when the articles were written and what each says of it.

    A step back in the order of steps is no step: what was ordered is not merely proposed again because somebody says that he will ask
    for it. Only what was over can begin anew.
    """
    ordered = sorted(
        reports, key=lambda r: (r[0].latest.toordinal() if r[0].latest else 0, STATUSES.index(r[1]))
    )
    status = ordered[0][1]
    for _, following in ordered[1:]:
        if status in _OVER or STATUSES.index(following) > STATUSES.index(status):
            status = following
    return status
