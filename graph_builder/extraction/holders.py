"""Who of an article is meant by an office: "the president", "the Vermont senator"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.gazetteer import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex


def find_holder(
    office: str, whole: str, people: Sequence[Figure], index: EntityIndex
) -> Figure | None:
    """Return who holds an office of a whole.

    Args:
        office: The name of its entry.
        whole: Of what the text says that it is; "" where it says nothing.
        people: Those told of before, the last one first.
        index: Knows the offices' names, and which wholes are one.

    Returns:
        The last one told of; where the whole is told, those who are said to hold the office of it go before those of
        whom the article does not say of what.
    """
    words = index.words
    held = [
        (figure, of)
        for figure in people
        for title, of in figure.offices
        if words.may_be_one_office(words.offices.get(title, ""), office)
    ]
    fitting = [(figure, of) for figure, of in held if index.are_one(of, whole) or _ends(of, whole)]
    exact = (figure for figure, of in fitting if bool(of) == bool(whole))
    first = next(exact, None) if whole else None
    if first is None and whole and office in words.whoever:
        first = _find_head(whole, people, index)
    return first or next((figure for figure, _ in fitting), None)


def _find_head(whole: str, people: Sequence[Figure], index: EntityIndex) -> Figure | None:
    """Return the only one said to hold an office at the head of a body: "*the UN chief*", its secretary-general."""
    offices, heading = index.words.offices, index.words.heading
    found = {
        figure
        for figure in people
        for title, of in figure.offices
        if of and offices.get(title) in heading and index.are_one(of, whole)
    }
    return found.pop() if len(found) == 1 else None


def _ends(of: str, whole: str) -> bool:
    """Tell whether a text calls a body by the last word of its name: "the *Commission* president"."""
    return fold(of).endswith(f" {fold(whole)}")
