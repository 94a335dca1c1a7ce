"""A town in the state or country of its name: "New York, New York"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.groups import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.extraction.names import Name

_WHOLES = frozenset({"Place", "Country"})


def split_namesakes(groups: Iterable[Group]) -> Iterator[Group]:
    """Yield the groups; one whose name an article sets behind itself is two, a town and what it lies in.

    Where the article goes on with the name alone, it means the town, which it has introduced so.
    """
    for group in groups:
        outer = [name for name in group.names if _stands_behind_itself(name, group.names)]
        if group.kind not in _WHOLES or not outer:
            yield group
            continue
        inner = [name for name in group.names if name not in outer]
        yield Group(outer, group.scores, group.kind, group.code)
        yield Group(inner, group.scores, "Place", group.code)


def _stands_behind_itself(name: Name, names: Iterable[Name]) -> bool:
    before = name.first - 1
    return (
        before > 0
        and name.doc[before].text == ","
        and any(
            other.doc is name.doc and other.last == before and other.key == name.key
            for other in names
        )
    )
