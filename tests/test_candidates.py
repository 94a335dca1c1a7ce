"""What is not found as a candidate must not be worth comparing: near in time, and with a key in common."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph_builder.resolution.candidates import Candidates

_DAYS = st.none() | st.tuples(st.integers(0, 300), st.integers(0, 20)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
_THINGS = st.lists(st.tuples(st.frozensets(st.sampled_from("abc")), _DAYS), max_size=25)
_REACH = 30


@given(things=_THINGS, keys=st.frozensets(st.sampled_from("abc")), days=_DAYS)
def test_all_that_is_near_is_found_in_order_and_once(
    things: list[tuple[frozenset[str], tuple[int, int] | None]],
    keys: frozenset[str],
    days: tuple[int, int] | None,
) -> None:
    candidates: Candidates[int] = Candidates(_REACH)
    for number, (own, when) in enumerate(things):
        candidates.add(number, own, when)
    found = [number for _, number in candidates.find(keys, days)]
    assert found == sorted(set(found))
    assert all(things[number][0] & keys for number in found)
    near = {
        number
        for number, (own, when) in enumerate(things)
        if own & keys
        and (
            when is None or days is None or max(when[0], days[0]) - min(when[1], days[1]) <= _REACH
        )
    }
    assert near <= set(found)
