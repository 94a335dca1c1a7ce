"""Which report takes up by its name what another article told in other words: the rule ``taken-up`` of measures.

"The special forces" takes up "cooperation agreements … the incorporation of special forces". All words of the name have to stand
in what the other one tells, and more words have to be shared; of several, the one that shares most is meant.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph_builder.model import Member
from graph_builder.resolution.candidates import Candidates, list_fitting, list_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph_builder.resolution.reported import Policy

TAKEN_UP = "taken-up"
ENOUGH_WORDS = 2
"""How many words two reports have to share at least."""
REACH = 400
"""Days after which an article hardly takes up a measure by other words."""
Rank = tuple[int, Member]
"""How many words a report shares with one that it takes up."""


def rank_taken_up(
    reports: Sequence[Policy], keys: Sequence[str] | None = None
) -> Iterator[tuple[Policy, list[Rank]]]:
    """Yield each report that takes up others with those with which it shares most.

    Args:
        reports: The reports in their order.
        keys: The countries and authorities under which they are looked for, where they are not to be all that each report has.
    """
    index = _Index(reports, keys)
    for report in reports:
        ranks = index.rank(report)
        if ranks:
            yield report, ranks


class _Index:
    """Reports by the words that tell of a measure, under each country or authority, and by which authorities may be another's."""

    def __init__(self, reports: Sequence[Policy], keys: Sequence[str] | None) -> None:
        self._keys = keys
        self._reports: Candidates[Policy] = Candidates(REACH)
        names = frozenset().union(*(report.words for report in reports))
        told = Counter(word for report in reports for word in report.topic)
        for report in reports:
            words = [word for word in report.topic if told[word] > 1 or word in names]
            labels = [
                (key, authority, word)
                for key in self._list_keys(report)
                for authority in list_labels(report.claimants)
                for word in words
            ]
            self._reports.add(report, labels, report.days)

    def _list_keys(self, report: Policy) -> Sequence[str]:
        return report.keys if self._keys is None else self._keys

    def rank(self, report: Policy) -> list[Rank]:
        """Return the reports that one takes up with which it shares most, looked for by its rarest words.

        As soon as all reports with some of its words are known, the others share the rest at most: where the best share more, they
        need not be looked at (prefix filtering: Chaudhuri, Ganti and Kaushik, 2006).
        """
        if len(report.words) < ENOUGH_WORDS:
            return []
        ranks: set[Rank] = set()
        most = 0
        for key in self._list_keys(report):
            seen: set[int] = set()
            for unseen, word in self._plan(report, key):
                if most > unseen:
                    break
                for place, other in self._reports.find(_label(report, key, word), report.days):
                    if place not in seen and takes_up(report, other):
                        ranks.add((len(report.topic & other.topic), other.member))
                    seen.add(place)
                most = max((count for count, _ in ranks), default=0)
        return [rank for rank in ranks if rank[0] == most]

    def _plan(self, report: Policy, key: str) -> Iterator[tuple[int, str]]:
        """Yield the words by which others are looked for, each with how many words those share at most that are not found yet.

        These are the words besides its name, of which one at least has to be shared, the rarest first; when they lead to more
        reports than the rarest word of its name, all are found by that.
        """

        def count(word: str) -> tuple[int, str]:
            return sum(map(self._reports.count, _label(report, key, word))), word

        limit, name = min(map(count, report.words))
        further = sorted(map(count, report.topic - report.words))
        unseen, tried = len(report.topic), 0
        for number, word in further:
            tried += number
            if tried > limit:
                yield unseen, name
                return
            yield unseen, word
            unseen -= 1


def _label(report: Policy, key: str, word: str) -> list[tuple[str, str, str]]:
    """Return under what others stand that have a word and may be of the same authority."""
    return [(key, authority, word) for authority in list_fitting(report.claimants)]


def rank_shared(report: Policy, others: Iterable[Policy]) -> list[Rank]:
    """Return of the reports that one takes up those with which it shares most, each with how much that is."""
    ranks = {(len(report.topic & other.topic), other.member) for other in others}
    most = max(ranks)[0] if ranks else 0
    return [rank for rank in ranks if rank[0] == most]


def choose_taken_up(ranks: Iterable[Rank]) -> Member | None:
    """Return of the reports that one takes up the one with which it shares most; none where nobody can tell."""
    ranked = sorted(set(ranks), reverse=True)
    # Several articles may report what is taken up; two measures of one article may not.
    rivals = [other for count, other in ranked if count == ranked[0][0]]
    is_clear = bool(rivals) and len({other.article_id for other in rivals}) == len(rivals)
    return rivals[0] if is_clear else None


def takes_up(report: Policy, other: Policy) -> bool:
    """Whether a report takes up by its name what another one tells."""
    # What rules out most comes first.
    if not report.words <= other.topic or report.member.article_id == other.member.article_id:
        return False
    if report.measure.polarity != other.measure.polarity or not report.is_in_reach(other):
        return False
    if report.is_apart(other):
        return False
    more = (report.topic & other.topic) - report.words
    if report.maker and other.maker and report.maker != other.maker:
        return report.may_share_authority(other) and len(more) >= ENOUGH_WORDS
    return bool(more)
