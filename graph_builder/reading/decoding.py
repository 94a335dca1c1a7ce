"""From bytes to text: UTF-8 first, other encodings recognised and said, what is no text refused."""

from __future__ import annotations

import codecs
import re

from graph_builder.errors import InputError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3\x00": "an SQLite database",
    b"{\\rtf": "an RTF document",
}
# Control characters that no text has in any number; line ends, tabs, form feeds and escapes are left out.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.1
_MOST_CONTROLS_UNKNOWN = 0.01
_SAMPLE = 200_000
_PRINTED_ONLY_IN_WINDOWS = re.compile(rb"[\x80-\x9f]")
_UNUSED_IN_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def decode(data: bytes, source: str) -> tuple[str, str]:
    """Return the text of a file and a remark on its encoding, empty for UTF-8.

    A byte order mark is no part of the text (Unicode 16.0, section 23.8); line ends stay as they are.

    Raises:
        InputError: The file is empty or is no text; ``source`` is named in the message.
    """
    if not data.strip():
        raise InputError(f"{source} is empty; remove it, or save the article's text in it")
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(
                f"{source} is {kind}, not text; save the article as text, HTML or JSON"
            )
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding, source)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _guess(data, source)
    if len(_CONTROLS.findall(data[:_SAMPLE])) > _MOST_CONTROLS * len(data[:_SAMPLE]):
        return _guess(data, source)
    return text, ""


def _decode_marked(data: bytes, encoding: str, source: str) -> tuple[str, str]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{source} begins like {encoding[:6].upper()} but is damaged at byte {error.start}; "
            "save it again as UTF-8"
        ) from error
    if not text.strip():
        raise InputError(f"{source} is empty; remove it, or save the article's text in it")
    return text, "" if encoding == "utf-8-sig" else f"is not UTF-8; read as {encoding.upper()}"


def _guess(data: bytes, source: str) -> tuple[str, str]:
    encoding = _guess_wide(data) or _guess_narrow(data)
    if not encoding:
        raise InputError(
            f"{source} is a binary file, not text; save the article as text, HTML or JSON"
        )
    return data.decode(encoding), f"is not UTF-8; read as {encoding}"


def _guess_wide(data: bytes) -> str:
    """Recognise UTF-16 without a mark: mostly Latin text has a zero in every second byte."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        if pairs and zeros.count(0) > 0.6 * pairs and letters.count(0) < 0.05 * pairs:
            try:
                data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    return ""


def _guess_narrow(data: bytes) -> str:
    """Recognise an encoding of single or double bytes; empty when the file looks like no text at all."""
    sample = data[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS_UNKNOWN * len(sample):
        return ""
    if _is_western(sample):
        only_windows = _PRINTED_ONLY_IN_WINDOWS.search(data) and not _UNUSED_IN_WINDOWS.search(data)
        return "windows-1252" if only_windows else "iso-8859-1"
    import charset_normalizer  # noqa: PLC0415 - needed for few files, and slow to load

    best = charset_normalizer.from_bytes(sample).best()
    if best is None:
        return ""
    try:
        data.decode(best.encoding)
    except UnicodeDecodeError:
        return ""
    return best.encoding


def _is_western(sample: bytes) -> bool:
    """Whether a file reads well in Windows-1252: mostly ASCII, and beyond it letters and quotation marks.

    Short texts with a handful of such bytes are beyond statistics, and this is by far their likeliest encoding.
    """
    beyond = re.findall(rb"[\x80-\xff]", sample)
    if not beyond or len(beyond) > 0.25 * len(sample) or _UNUSED_IN_WINDOWS.search(sample):
        return False
    likely = re.findall(
        rb"[\x85\x91-\x97\xa0\xa3\xab\xb0\xb4\xb7\xbb\xbf]|(?<=[A-Za-z\xc0-\xff])[\xc0-\xff]|[\xc0-\xff](?=[A-Za-z])"
        rb"|\x80",
        sample,
    )
    return len(likely) >= 0.9 * len(beyond)
