"""Equal values that are one in memory: the Flyweight pattern (Gamma et al., 1994), for what thousands of articles have in common."""

from functools import lru_cache
from typing import Any, TypeVar

_T = TypeVar("_T")

_AT_HAND = 65536
"""Of so many values, those asked for last, it is known whether there is one like them."""


@lru_cache(maxsize=_AT_HAND, typed=True)
def _share(value: object) -> object:
    return value


def share(value: _T) -> _T:
    """Return a value that equals the given one and was given before, if that is not long ago; else the given one.

    Args:
        value: What never changes and can be hashed.

    >>> share((1, "a" * 2)) is share((1, "a" * 2))
    True
    """
    shared: _T = _share(value)  # type: ignore[assignment] # equal, and of one type
    return shared


def share_strings(data: dict[str, Any]) -> dict[str, Any]:
    """Replace the strings of an object of JSON by equal ones given before, and return it: for ``json.loads``."""
    for name, value in data.items():
        if isinstance(value, str):
            data[name] = _share(value)
        elif isinstance(value, list) and value and isinstance(value[0], str):
            data[name] = list(map(_share, value))
    return data
