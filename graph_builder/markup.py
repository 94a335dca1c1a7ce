"""Text as XML 1.0 can hold it: what XML lacks (most control characters, section 2.2) becomes U+FFFD."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape_xml(text: str) -> str:
    """Return a text as the content of an element.

    >>> escape_xml("a < b")
    'a &lt; b'
    """
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def quote_xml(text: str) -> str:
    """Return a text as an attribute's value, with its quotation marks."""
    return quoteattr(_NOT_XML.sub("\ufffd", text))
