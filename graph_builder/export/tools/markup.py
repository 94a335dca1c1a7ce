"""Text as XML 1.0 can hold it."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from graph_builder.export.rdfxml import NOT_XML


def write_text(text: str) -> str:
    """Return a text as the content of an element; characters that XML lacks become U+FFFD."""
    return escape(NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def write_attribute(text: str) -> str:
    """Return a text as an attribute's value with its quotation marks; characters that XML lacks become U+FFFD."""
    return quoteattr(NOT_XML.sub("\ufffd", text))
