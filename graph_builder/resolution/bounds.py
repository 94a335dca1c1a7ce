"""What several reports of one time say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.model import Quote, TimeSpan
from graph_builder.timespans import cover, narrow

if TYPE_CHECKING:
    from collections.abc import Sequence

Finding = tuple[str, tuple[Quote, ...]]
ENDLESS = 4_000_000  # days: more than the calendar has


def get_breadth(when: TimeSpan) -> int:
    """Return the days between the bounds of a time; a very large number when one is open."""
    if when.earliest is None or when.latest is None:
        return ENDLESS if when.earliest or when.latest else ENDLESS + 1
    return (when.latest - when.earliest).days


def conclude_time(reports: Sequence[tuple[TimeSpan, Quote]]) -> tuple[TimeSpan, list[Finding]]:
    """Return the bounds that the reports of one time leave, and a sentence where they contradict each other.

    Bounds that fit narrow each other; bounds that do not give their hull, so that nothing anybody said is lost.
    """
    when = TimeSpan()
    for report, quote in reports:
        if report.earliest is None and report.latest is None:
            continue
        if when.earliest is None and when.latest is None:
            when = report
            continue
        both = narrow(when, report)
        if both is None:
            hull = _cover_all([span for span, _ in reports])
            sentence = f"the reports date it differently: {when.edtf} and {report.edtf} (“{quote.span.text}”)"
            return hull, [(sentence, tuple(quote for _, quote in reports))]
        when = both
    return when, []


def _cover_all(spans: Sequence[TimeSpan]) -> TimeSpan:
    known = [span for span in spans if span.earliest or span.latest]
    hull = known[0]
    for span in known[1:]:
        hull = cover(hull, span)
    return hull
