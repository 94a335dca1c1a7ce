"""From a text to an article: header, dateline, credits, and the paragraphs that are the article itself."""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.model import Article, Span
from graph_builder.reading.boilerplate import speaks_to_reader
from graph_builder.reading.dates import find_date, find_date_line, find_leading_date
from graph_builder.reading.languages import ENGLISH, NAMES, find_language
from graph_builder.reading.paragraphs import split_paragraphs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from graph_builder.reading.boilerplate import Boilerplate

_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ -][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*)*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d"
_MIXED = rf"(?!{_MONTH})[A-ZÀ-Þ][\w.'’-]+(?:[ -](?!{_MONTH})[^\W\d][\w.'’-]*){{0,3}}"
_DASH = r"(?:--|[—–―_-])"
_SOURCE = r"\((?P<source>[^()\n]{2,60})\)"
# WASHINGTON (AP) — / LAGOS, Nigeria, March 5, 2025 (AFP) - / BRASILIA -- [TEXT] / London (CNN) – / (Reuters) -
_DATELINES = tuple(
    re.compile(form)
    for form in (
        rf"\s*{_PLACE}(?:(?:, ?|/| and ){_MIXED}|, ?{_PLACE}| \([^()\n]{{2,30}}\))*(?P<day>,? ?[^()\n–—]{{3,20}}?)?\s*{_SOURCE}\s*(?:{_DASH}+|:)?\s*(?:\[TEXT\]\s*)?",
        rf"\s*{_PLACE}(?:, ?{_MIXED})?(?P<day>, ?[A-Z][^()\n–—.]{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})?)?\s*(?:\s--|—|―|(?<=[\w., ]{{5}})\s[–-])\s+(?=[\"“‘A-Z])",
        rf"\s*{_MIXED}(?:, ?{_MIXED})?(?P<day>, ?[^()\n–—]{{3,20}})?\s*{_SOURCE}\s*{_DASH}+\s*(?=[\"“‘A-ZÀ-Þ\d])",
        rf"\s*{_SOURCE}\s*{_DASH}+\s*(?=[\"“‘A-ZÀ-Þ\d])",
    )
)
_LONGEST_DATELINE = 120
_HEAD = 5
_PROSE = 20
_HOUR = re.compile(
    r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,4}\)?)?(?: ?[-–—|:])?\s+(?=[\"“‘'A-ZÀ-Þ])"
)
"""The hour with which an entry of a live report begins."""
_ENTRIES = 3
"""From so many of them on, an article is a live report."""
_BANNER_PARAGRAPHS = 12
_BANNER_GAP = 2
_FOREIGN_PARAGRAPH = 80


@dataclass(slots=True)
class Header:
    """What is known of an article beside its text: from fields of metadata, or from the text itself."""

    date: dt.date | None = None
    title: str = ""
    publisher: str = ""
    agency: str = ""
    author: str = ""
    url: str = ""
    remarks: list[str] = field(default_factory=list)


def make_article(
    identifier: str, text: str, header: Header, source: str, boilerplate: Boilerplate
) -> Article:
    """Make an article of a text. What ``header`` already knows is kept; the text fills the gaps.

    Remarks say when there is no date, and when the text is in another language, in which case no paragraph is read.
    """
    start, evidence = 0, None
    leading = find_leading_date(text)
    if leading:
        header.date, evidence = _take_date(header, *leading)
        start = leading[1].end
    paragraphs = list(split_paragraphs(text, start))
    evidence = evidence or _read_date_line(paragraphs, header)
    kept = _leave_out(paragraphs, header, boilerplate)
    kept, found = _read_head(kept, paragraphs, header, boilerplate)
    language = find_language(text)
    if header.date is None:
        header.remarks.append(
            "no date is given; only its own words and other articles bound when it was"
        )
    if language != ENGLISH:
        kept = []
        name = NAMES.get(language, language)
        header.remarks.append(f"seems to be in {name}, not in English, so nothing is read from it")
    else:
        kept = _leave_out_hours(_leave_out_foreign(kept, header))
    return Article(
        id=identifier,
        text=text,
        paragraphs=tuple(kept),
        date=header.date,
        date_evidence=evidence or found,
        title=header.title,
        publisher=header.publisher,
        agency=header.agency,
        author=header.author,
        url=header.url,
        source=source,
        language=language,
        remarks=tuple(header.remarks),
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
    )


def _leave_out_hours(paragraphs: Sequence[Span]) -> list[Span]:
    """Return the paragraphs of a live report without the hours with which they begin: "14:10 The fire brigade says …"."""
    found = [_HOUR.match(paragraph.text) for paragraph in paragraphs]
    if sum(hour is not None for hour in found) < _ENTRIES:
        return list(paragraphs)
    return [
        piece
        for paragraph, hour in zip(paragraphs, found, strict=True)
        for piece in _keep(paragraph, paragraph.start + (hour.end() if hour else 0), paragraph.end)
    ]


def _take_date(header: Header, date: dt.date, span: Span) -> tuple[dt.date, Span | None]:
    """Return the article's date, and its place in the text if the text says the same."""
    known = header.date or date
    return known, span if known == date else None


def _leave_out(paragraphs: Sequence[Span], header: Header, boilerplate: Boilerplate) -> list[Span]:
    """Return the paragraphs without banner, bylines and credits; the header learns the author."""
    left_out = [boilerplate.find(paragraph) for paragraph in paragraphs]
    _widen_banner(paragraphs, left_out)
    kept: list[Span] = []
    for paragraph, ranges in zip(paragraphs, left_out, strict=True):
        position = paragraph.start
        for first, last in ranges:
            if not header.author:
                words = paragraph.text[first - paragraph.start : last - paragraph.start]
                header.author = boilerplate.find_authors(words.strip(" ("))
            kept += _keep(paragraph, position, first)
            position = last
        kept += _keep(paragraph, position, paragraph.end)
    return kept


def _keep(paragraph: Span, start: int, end: int) -> list[Span]:
    if (start, end) == (paragraph.start, paragraph.end):
        return [paragraph]
    piece = paragraph.text[start - paragraph.start : end - paragraph.start]
    if not any(map(str.isalnum, piece)):
        return []
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return [Span(start, start + len(piece), piece)]


def _widen_banner(paragraphs: Sequence[Span], left_out: list[list[tuple[int, int]]]) -> None:
    """Leave out, too, what addresses the reader between two paragraphs of a banner at the head."""
    whole = [
        index
        for index, (paragraph, ranges) in enumerate(
            zip(paragraphs[:_BANNER_PARAGRAPHS], left_out, strict=False)
        )
        if ranges and sum(last - first for first, last in ranges) * 10 >= 9 * len(paragraph.text)
    ]
    for first, last in itertools.pairwise(whole):
        between = range(first + 1, last)
        if len(between) <= _BANNER_GAP and all(speaks_to_reader(paragraphs[i]) for i in between):
            for index in between:
                left_out[index] = [(paragraphs[index].start, paragraphs[index].end)]


def _read_date_line(paragraphs: Sequence[Span], header: Header) -> Span | None:
    """Take the date from a line above the article's prose that says nothing else; return where it stands."""
    for paragraph in paragraphs[:_HEAD]:
        dated = find_date_line(paragraph)
        if dated:
            header.date, evidence = _take_date(header, *dated)
            return evidence
        if len(paragraph.text.split()) >= _PROSE:
            return None
    return None


def _read_head(
    paragraphs: Sequence[Span], given: Sequence[Span], header: Header, boilerplate: Boilerplate
) -> tuple[list[Span], Span | None]:
    """Return the paragraphs without the dateline, and where that says the date of the article.

    What a dateline says of the day stays, as a paragraph of its own. A headline gives the title.
    """
    kept = list(paragraphs)
    evidence: Span | None = None
    for index, paragraph in enumerate(kept[:_HEAD]):
        cut = _find_dateline(paragraph, boilerplate)
        if cut is None:
            continue
        end, source, day = cut
        header.agency = header.agency or boilerplate.agencies.get(source, source)
        dated = find_date(day)
        if dated:
            header.date, evidence = _take_date(header, *dated)
        kept[index : index + 1] = [
            *([day] if any(map(str.isdigit, day.text)) else []),
            *_keep(paragraph, paragraph.start + end, paragraph.end),
        ]
        break
    if not header.title and _is_headline(given, kept):
        header.title = kept[0].text
    return kept, evidence


def _find_dateline(paragraph: Span, boilerplate: Boilerplate) -> tuple[int, str, Span] | None:
    """Return where the dateline of a paragraph ends, the agency it names, and its words for the day."""
    head = paragraph.text[: _LONGEST_DATELINE + 2]
    for form in _DATELINES:
        match = form.match(head)
        if match is None or match.end() > _LONGEST_DATELINE:
            continue
        parts = match.groupdict()
        source, day = (parts.get("source") or "").strip(), (parts.get("day") or "").strip(" ,")
        if form is _DATELINES[1] and not any(map(str.islower, head[match.end() :])):
            continue  # all in capitals: a dash after the first words says nothing
        has_dash = re.search(_DASH + r"\s*(?:\[TEXT\]\s*)?$", match[0]) is not None
        if (
            source
            and source not in boilerplate.agencies
            and not (has_dash and form is _DATELINES[0])
        ):
            continue
        begin = paragraph.start + (head.index(day) if day else 0)
        return match.end(), source, Span(begin, begin + len(day), day)
    return None


def _is_headline(paragraphs: Sequence[Span], kept: Sequence[Span]) -> bool:
    """Whether the first paragraph is a headline: one short line that is no sentence, before longer ones."""
    if len(kept) < 2 or kept[0] != paragraphs[0]:  # noqa: PLR2004 - a headline stands over something
        return False
    first, second = kept[0].text, kept[1].text
    words = first.split()
    return (
        4 <= len(words) <= 25  # noqa: PLR2004 - shorter ones are section names, longer ones prose
        and "\n" not in first
        and not first.endswith((".", "!", "…", ":", ",", ";", '"', "”"))
        and first[0].isupper()
        and len(second) > len(first)
        and find_date_line(kept[0]) is None
    )


def _leave_out_foreign(paragraphs: Sequence[Span], header: Header) -> list[Span]:
    """Leave out long paragraphs of an English article that are in another language."""
    foreign = [
        paragraph
        for paragraph in paragraphs
        if len(paragraph.text) >= _FOREIGN_PARAGRAPH and find_language(paragraph.text) != ENGLISH
    ]
    if foreign:
        languages = sorted({find_language(paragraph.text) for paragraph in foreign})
        names = ", ".join(NAMES.get(language, language) for language in languages)
        count = f"{len(foreign)} paragraphs are" if len(foreign) > 1 else "one paragraph is"
        header.remarks.append(f"{count} in {names}, not in English, and not read")
    return [paragraph for paragraph in paragraphs if paragraph not in foreign]
