"""Who held which office when, over all articles."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph_builder.model import ConcludedTenure, Member, Quote
from graph_builder.naming import fold
from graph_builder.resolution.bounds import conclude_time
from graph_builder.terms import make_slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.model import Facts, Tenure
    from graph_builder.resolution.bounds import Finding


def join_tenures(
    all_facts: Sequence[Facts], paths: Mapping[Member, str]
) -> tuple[tuple[ConcludedTenure, ...], tuple[Finding, ...]]:
    """Return each holder's time in each office; bounds of several articles narrow each other."""
    groups: dict[tuple[str, str], list[tuple[Tenure, Quote]]] = defaultdict(list)
    for facts in all_facts:
        for tenure in facts.tenures:
            holder = paths.get(Member(facts.article_id, tenure.holder))
            if holder and tenure.office and tenure.according_to is None:
                quote = Quote(facts.article_id, tenure.evidence)
                groups[holder, fold(tenure.office)].append((tenure, quote))
    found, findings = [], []
    for (holder, office), reports in sorted(groups.items()):
        started, contradiction = conclude_time([(t.started_on, q) for t, q in reports])
        ended, other = conclude_time([(t.ended_on, q) for t, q in reports])
        findings += [*contradiction, *other]
        found.append(
            ConcludedTenure(
                path=f"tenure/{holder.rpartition('/')[2]}-{make_slug(office)}",
                holder=holder,
                office=reports[0][0].office,
                quotes=tuple(quote for _, quote in reports),
                of=next((tenure.of for tenure, _ in reports if tenure.of), ""),
                started_on=started,
                ended_on=ended,
            )
        )
    return tuple(found), tuple(findings)
