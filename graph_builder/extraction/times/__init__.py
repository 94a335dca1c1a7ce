"""When: the expressions of time in an article, with TIMEX3 values and bounds.

The annotation follows ISO-TimeML (ISO 24617-1:2012; TIMEX3 as in TimeML 1.2.1). Words get classes (``words``),
rules over the classes find expressions (``grammar``; the modules of ``_PARTS`` hold them), and what they leave out comes from the article's date, the tense, or the time mentioned before (``scene``,
``choice``), the ways of HeidelTime (Strötgen & Gertz 2010).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.times import (
    amounts,
    clock,
    distances,
    holidays,
    months,
    reports,
    seasons,
    steps,
    weekdays,
    years,
)
from graph_builder.extraction.times.clock import join_days_and_times
from graph_builder.extraction.times.grammar import read_times
from graph_builder.extraction.times.namesakes import find_namesakes
from graph_builder.extraction.times.points import from_date, get_bounds, get_third
from graph_builder.extraction.times.scene import Scene
from graph_builder.extraction.times.words import get_vocabulary, read_words
from graph_builder.model import TimeExpression, TimeSpan
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from graph_builder.extraction.parsing import ParsedArticle, ParsedParagraph
    from graph_builder.extraction.times.points import Point
    from graph_builder.extraction.times.scene import Reading
    from graph_builder.extraction.times.words import Word
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Article

__all__ = ["find_times", "get_article_date"]

_PARTS = (months, seasons, years, weekdays, holidays, steps, distances, reports, amounts, clock)
_RULES = tuple(rule for part in _PARTS for rule in part.RULES)
# So many years of the past, with so few days of the present, make a history (see _tells_history).
_HISTORY, _SHORT_HISTORY, _HISTORY_SHARE, _PER_DAY = 10, 5, 0.6, 8
_YEAR_OPENERS = frozenset({"in", "since", "by", "until", "from", "to", "of"})


def get_article_date(article: Article) -> TimeSpan:
    """Return when the article was published, as its file says it; without bounds where it does not."""
    if article.date is None:
        return TimeSpan()
    like = TimeSpan(evidence=article.date_evidence)
    because = "the article says its date"
    return make_timespan(article.date, article.date, because=because, like=like)


def find_times(parsed: ParsedArticle, lexicon: Lexicon) -> tuple[TimeExpression, ...]:
    """Find the times that an article names, in the order of the text.

    Args:
        parsed: The article.
        lexicon: Words of time (``ontology/lexicon/times.ttl``).

    Returns:
        Expressions with exact spans, TIMEX3 type and value, and bounds in days. Values that depend on the
        date of an undated article keep X for what is unknown, and say in ``when.relative`` how they depend.
    """
    vocabulary = get_vocabulary(lexicon)
    published = from_date(parsed.article.date) if parsed.article.date else None
    texts = [paragraph.doc.text for paragraph in parsed.paragraphs]
    read = [read_words(text, vocabulary) for text in texts]
    scene = Scene(
        published,
        vocabulary,
        narrative=_tells_history(read, published),
        namesakes=find_namesakes(
            (paragraph.doc for paragraph in parsed.paragraphs), vocabulary.given
        ),
    )
    found: list[TimeExpression] = []
    for paragraph, text, words in zip(parsed.paragraphs, texts, read, strict=True):
        scene.enter(paragraph.doc, words)
        readings = list(read_times(words, _RULES, scene))
        found += [
            _express(reading, parsed, paragraph) for reading in join_days_and_times(readings, text)
        ]
    return tuple(found)


def _tells_history(read: list[list[Word]], published: Point | None) -> bool:
    """Whether an article tells history: many dates of earlier years, hardly a weekday or "today".

    A news feature with some background names such years too, but counts its own days.
    """
    year = published.year if published is not None else None
    words = [word for words in read for word in words]
    dated = [
        (index, number)
        for index in range(len(words))
        if (number := _get_dated_year(words, index)) is not None
    ]
    past = [index for index, number in dated if year is None or number < year - 1]
    full = sum(any(word.cls == "m" for word in words[max(0, index - 3) : index]) for index in past)
    days = sum(word.cls in "wY" for word in words)
    months = sum(word.cls == "m" for word in words)
    if len(past) <= _HISTORY_SHARE * len(dated):
        return False
    if days == 0 and len(past) >= _SHORT_HISTORY and months > _SHORT_HISTORY:
        return True
    many = full >= _SHORT_HISTORY or len(past) > 2 * _HISTORY
    return many and len(past) >= _HISTORY and days * _PER_DAY <= len(past)


def _get_dated_year(words: list[Word], index: int) -> int | None:
    word = words[index]
    if word.cls == "E":
        return 0
    if word.cls != "y":
        return None
    before = words[index - 1] if index else None
    if before is None or before.cls in "md,.(-OT" or before.text in _YEAR_OPENERS:
        return int(word.value)
    return None


def _express(reading: Reading, parsed: ParsedArticle, paragraph: ParsedParagraph) -> TimeExpression:
    span = parsed.cut(paragraph.start + reading.start, paragraph.start + reading.end)
    because = reading.because
    if reading.bounds is not None or reading.point is None:
        earliest, latest = reading.bounds or (None, None)
    else:
        earliest, latest = get_bounds(reading.point)
        part = get_third(reading.point, reading.kind)
        if part is not None:
            earliest, latest = part
            because += f", and of it the part from {earliest} to {latest}"
    like = TimeSpan(evidence=span, relative=reading.relative, extent=reading.extent)
    when = make_timespan(earliest, latest, because=because, like=like)
    return TimeExpression(span, reading.type, reading.value, when)
