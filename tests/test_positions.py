"""Finding by place must give what looking at everything gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph_builder.extraction.positions import Positions

_STARTS = st.lists(st.integers(0, 30), max_size=40)
_OFFSET = st.integers(-5, 35)


@given(starts=_STARTS, begin=_OFFSET, end=_OFFSET)
def test_what_begins_between_two_offsets(starts: list[int], begin: int, end: int) -> None:
    positions = Positions((start, number) for number, start in enumerate(starts))
    expected = sorted((start, n) for n, start in enumerate(starts) if begin <= start < end)
    assert list(positions.list_between(begin, end)) == [number for _, number in expected]


@given(starts=_STARTS, begin=_OFFSET, end=_OFFSET)
def test_the_last_one_is_the_first_given_of_those_at_its_place(
    starts: list[int], begin: int, end: int
) -> None:
    positions = Positions((start, number) for number, start in enumerate(starts))
    inside = [start for start in starts if begin <= start < end]
    expected = starts.index(max(inside)) if inside else None
    assert positions.find_last(begin, end) == expected
