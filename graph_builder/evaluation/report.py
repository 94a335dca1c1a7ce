"""What a measure reports: precision, recall and F1 a row, and the worst misses as text."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one row. Right finds over all finds, right finds over all that should be found.

    ``right_of_gold`` differs from ``right`` where one find may answer several gold items or the other way round,
    or where credit is fractional.
    """

    name: str
    right: float
    found: float
    gold: float
    right_of_gold: float | None = None

    @property
    def precision(self) -> float:
        """The share of the finds that are right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold items that were found; 0 where there are none."""
        right = self.right if self.right_of_gold is None else self.right_of_gold
        return right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that was missed or wrongly found, for people to read."""

    article: str
    kind: str
    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of one measure and its misses, worst first."""

    measure: str
    scores: tuple[Score, ...]
    misses: tuple[Miss, ...] = field(default=())


def count_matches(gold: Iterable[object], found: Iterable[object]) -> int:
    """Return how many items two collections share, each item matched once."""
    rest = list(gold)
    right = 0
    for item in found:
        if item in rest:
            rest.remove(item)
            right += 1
    return right
