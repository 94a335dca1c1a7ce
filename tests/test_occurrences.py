"""Counting earlier places of the same words gives what a search of the whole text gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.mapping import occurrences
from graph_builder.mapping.occurrences import Occurrences

TEXTS = st.text(alphabet="ab é.\n", max_size=40)


@given(TEXTS, st.integers(0, 40), st.integers(0, 8), st.sampled_from([0, 1000]))
def test_what_looking_everywhere_gives(text: str, start: int, size: int, long: int) -> None:
    start = min(start, len(text))
    words = text[start : start + size]
    expected = sum(text.startswith(words, place) for place in range(start))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(occurrences, "_LONG", long)
        assert Occurrences(text).count_before(words, start) == expected


@pytest.mark.parametrize("long", [0, 1000])
def test_a_word_inside_a_longer_one_is_found_at_the_ends(
    long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(occurrences, "_LONG", long)
    text = "overtake and take: they overtake and took"
    assert Occurrences(text).count_before("take and", text.rindex("take and")) == 1
