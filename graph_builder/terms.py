"""RDF terms as text, in canonical N-Triples, and the names that IRIs are minted from.

A term is a string exactly as canonical N-Triples writes it (RDF 1.2 N-Triples, 4; every RDF 1.1 reader
takes it): ``<https://example.org/a>``, ``"text"``, ``"text"@en``, ``"46.18"^^<…#decimal>``. There are no blank
nodes. Equal terms are equal strings, so that graphs are compared, sorted and joined as text.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import quote as percent_encode

from graph_builder.naming import fold

Term: TypeAlias = str
Triple: TypeAlias = tuple[Term, Term, Term]
Quad: TypeAlias = tuple[Term, Term, Term, Term]
"""Subject, predicate, object and the IRI of the named graph."""
FindTriples: TypeAlias = Callable[[Term | None, Term | None, Term | None], Iterable[Triple]]
"""Finds triples by subject, predicate and object, where these are given."""
FindQuads: TypeAlias = Callable[[Term | None, Term | None, Term | None], Iterable[Quad]]
"""Finds the quads of named graphs likewise."""

DEFAULT_BASE_IRI = "https://w3id.org/graph-builder/id/"
NAMESAKE_DIGITS = 12
"""How many hexadecimal digits tell things of one name apart: of a million, two have the same by a chance of one in five hundred."""
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LONGEST_SLUG = 80

_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)},
    0x08: "\\b",
    0x09: "\\t",
    0x0A: "\\n",
    0x0C: "\\f",
    0x0D: "\\r",
    0x22: '\\"',
    0x5C: "\\\\",
}
_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f\ud800-\udfff\ufffe\uffff]')
_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_IN_IRI = re.compile(r"%(?![0-9A-Fa-f]{2})|[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]")
_WEB_ADDRESS = re.compile(r"https?://[\w.~-]+(?::\d+)?(?:[/?][^#]*)?(?:#[^#]*)?", re.IGNORECASE)
_UNESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def iri(text: str) -> Term:
    """Return the term of an IRI. Characters that may not stand in one are percent-encoded.

    >>> iri("https://example.org/São Paulo")
    '<https://example.org/S%C3%A3o%20Paulo>'
    """
    return f"<{_NOT_IN_IRI.sub(_encode, text)}>"


def _encode(match: re.Match[str]) -> str:
    return percent_encode(match[0], safe="", errors="surrogatepass")


def literal(text: str, language: str = "") -> Term:
    r"""Return a string as a term: exactly the text, only escaped.

    Halves of surrogate pairs are no characters and cannot be written in RDF; each becomes U+FFFD, so
    that offsets stay.

    >>> literal('say "no"\n')
    '"say \\"no\\"\\n"'
    >>> literal("killed", "en")
    '"killed"@en'
    """
    if _SPECIAL.search(text):
        text = _SURROGATES.sub("\ufffd", text).translate(_ESCAPES)
    return f'"{text}"@{language.lower()}' if language else f'"{text}"'


def decimal(number: Decimal) -> Term:
    """Return an ``xsd:decimal`` in canonical form (XML Schema 1.1 Datatypes, 3.3.3).

    >>> decimal(Decimal("1.10"))
    '"1.1"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    >>> decimal(Decimal("7E+3"))
    '"7000"^^<http://www.w3.org/2001/XMLSchema#decimal>'

    Raises:
        ValueError: The number is not finite.
    """
    if not number.is_finite():
        raise ValueError(f"{number} is no decimal number")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f'"{"0" if text == "-0" else text}"^^<{_XSD}decimal>'


def integer(number: int) -> Term:
    """Return an ``xsd:integer``.

    >>> integer(7)
    '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return f'"{number}"^^<{_XSD}integer>'


def boolean(*, value: bool) -> Term:
    """Return an ``xsd:boolean``, ``true`` or ``false``."""
    return f'"{"true" if value else "false"}"^^<{_XSD}boolean>'


def day(date: dt.date) -> Term:
    """Return a plain ``xsd:date``, without a time zone.

    >>> day(dt.date(2025, 4, 13))
    '"2025-04-13"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    return f'"{date.isoformat()}"^^<{_XSD}date>'


def web_address(text: str) -> Term:
    """Return an address as an IRI when it is one of the web, otherwise as the text it is."""
    return iri(text.strip()) if _WEB_ADDRESS.fullmatch(text.strip()) else literal(text)


def get_text(term: Term) -> str:
    r"""Return what a term says: the IRI itself, or a literal's text without escapes, tag and datatype.

    >>> get_text('"a\\n"@en'), get_text("<https://example.org/a>")
    ('a\n', 'https://example.org/a')
    """
    if term.startswith("<"):
        return term[1:-1]
    text = term[1 : term.rindex('"')]
    return _UNESCAPE.sub(_unescape, text) if "\\" in text else text


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN_ESCAPES.get(match[3], match[3])


@lru_cache(maxsize=65536)
def make_slug(text: str) -> str:
    """Return a name as it stands in an IRI: lower case, without accents, words joined by hyphens.

    Letters of other alphabets stay, percent-encoded. Long names are cut and told apart by a hash, and so
    is a name without any letter or digit.

    >>> make_slug("Los Tiguerones"), make_slug("González (2nd)")
    ('los-tiguerones', 'gonzalez-2nd')
    """
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    name = "-".join(words)
    slug = percent_encode(name, safe="", errors="surrogatepass")
    if not slug:
        return f"x-{make_hash(text, length=8)}"
    if len(slug) > _LONGEST_SLUG:
        cut = name[: len(name) * _LONGEST_SLUG // len(slug)].rstrip("-")
        return f"{percent_encode(cut, safe='')}-{make_hash(slug, length=8)}"
    return slug


def encode_name(text: str) -> str:
    """Return a name as one segment of an IRI's path, every name another one.

    Letters stay as they are and other characters are percent-encoded. Names of dots alone, which mean a
    folder in a path, get a tilde before them, and so does one that begins with a tilde.

    >>> encode_name("2025-03 über"), encode_name(".."), encode_name("a/b")
    ('2025-03%20%C3%BCber', '~..', 'a%2Fb')
    """
    name = percent_encode(text, safe="", errors="surrogatepass")
    return f"~{name}" if name.startswith("~") or not name.strip(".") else name


def make_hash(*parts: object, length: int = 16) -> str:
    """Return the first hexadecimal digits of a SHA-256 over the parts, each set apart from the next."""
    text = "".join([f"{len(part)}:{part};" for part in map(str, parts)])
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:length]
