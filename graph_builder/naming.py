"""Names made comparable, and the names of numbers."""

import re
import unicodedata
from functools import lru_cache
from sys import intern

# Letters that have no decomposition into a plain letter and a mark (Unicode NFKD leaves them).
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)


SMALL_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a text without case and accents, for comparing names.

    >>> fold("González")
    'gonzalez'
    """
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in spread if not unicodedata.combining(c)).translate(_PLAIN)


@lru_cache(maxsize=65536)
def get_words(text: str) -> tuple[str, ...]:
    """Return the words of a name or label, folded; punctuation only separates.

    >>> get_words("Organized Crime Observatory (OECO)")
    ('organized', 'crime', 'observatory', 'oeco')
    """
    folded = re.sub(r"['’]s?\b", "", fold(text))
    return tuple(intern(word) for word in re.split(r"[\W_]+", folded) if word)
