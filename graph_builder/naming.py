"""Names made comparable, and names made into addresses."""

import hashlib
import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[^a-z0-9]+")
# Letters that have no decomposition into a plain letter and a mark (Unicode NFKD leaves them).
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_LONGEST_SLUG = 80


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
    return tuple(word for word in re.split(r"[\W_]+", folded) if word)


def digest(*parts: str, length: int = 10) -> str:
    """Return the first hexadecimal digits of the SHA-256 of some texts, each told from the next."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Return a text as one safe part of an address: lower-case ASCII letters, digits, hyphens.

    A text that cannot be written so, or only in part, keeps a digest of itself.

    >>> slug("Luisa González")
    'luisa-gonzalez'
    """
    plain = _NOT_WORD.sub("-", fold(text)).strip("-")
    lost = any(c.isalnum() and not c.isascii() for c in fold(text))
    if not plain or lost or len(plain) > _LONGEST_SLUG:
        plain = f"{plain[:_LONGEST_SLUG].strip('-')}-{digest(text)}".strip("-")
    return plain
