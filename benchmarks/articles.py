"""Articles by the thousand: given ones repeated with names, dates and figures changed, as read or to be read.

    python benchmarks/articles.py --count 1000 seeds tests/life > articles.jsonl

A name becomes another one of the same length, so that what was read in an article holds for its copies at the same
offsets: ten thousand articles can be resolved, mapped and stored without a language model. A name is shared by some
copies (``SHARED`` on average), as names are in the news. The same count gives the same articles.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.article_json import read_article, write_article
from graph_builder.reading import ArticleReader
from graph_builder.reading_pool import DEFAULT_MODEL, read_facts
from graph_builder.store import hash_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph_builder.model import Article

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = (ROOT / "seeds", ROOT / "tests" / "life")
SHARED = 5
"""In how many copies of one article a name is the same."""

_RENAMED = ("Person", "ArmedGroup", "Place")
_KEPT = ("Country",)
_WORD = re.compile(r"[^\W\d_]{4,}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURE = re.compile(r"(?<![\d.-])\d+\.\d+(?![\d.-])")
_WEEKS = 520
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"

Reading = tuple["Article", dict[str, Any]]


def read_samples(paths: Iterable[Path]) -> list[Reading]:
    """Return articles with what is read in them."""
    articles = sorted(ArticleReader().read(paths), key=lambda article: article.id)
    readings = read_facts(articles, DEFAULT_MODEL)
    return [(reading.article, reading.facts) for reading in readings if reading.facts]


def make_copies(samples: Sequence[Reading], count: int) -> Iterator[Reading]:
    """Yield so many articles, each with what is read in it."""
    for number in range(count):
        article, facts = samples[number % len(samples)]
        yield _copy(article, facts, number // len(samples))


def _copy(article: Article, facts: dict[str, Any], round_: int) -> Reading:
    names = _list_names(facts)
    weeks = dt.timedelta(weeks=round_ % _WEEKS)

    def rename(text: str) -> str:
        text = _WORD.sub(lambda m: _make_name(m[0], round_) if m[0] in names else m[0], text)
        text = _FIGURE.sub(lambda m: f"{m[0][:-1]}{(int(m[0][-1]) + round_) % 10}", text)
        return _DATE.sub(lambda m: _shift(m[0], weeks), text)

    name = f"{article.id}-{round_:05}"
    text = rename(article.text)
    copied: dict[str, Any] = json.loads(rename(json.dumps(facts, ensure_ascii=False)))
    data = json.loads(rename(json.dumps(write_article(article), ensure_ascii=False)))
    data |= {"id": name, "content_hash": hash_content(name, text)}
    return read_article(data, text), {**copied, "id": name}


def _list_names(facts: dict[str, Any]) -> set[str]:
    """Return the words of names that can be changed without making something else of a body or country."""

    def collect(types: Sequence[str]) -> set[str]:
        labels = (entity["label"] for entity in facts["entities"] if entity["type"] in types)
        words = (word for label in labels for word in _WORD.findall(label))
        return {word for word in words if word[0].isupper()}

    others = {entity["type"] for entity in facts["entities"]} - set(_RENAMED)
    return collect(_RENAMED) - collect([*others, *_KEPT])


def _make_name(word: str, round_: int) -> str:
    if not round_:
        return word
    digest = hashlib.sha256(f"{word} {round_ // SHARED}".encode()).digest()
    letters = [
        (_VOWELS if index % 2 else _CONSONANTS)[digest[index % 32] % (5 if index % 2 else 14)]
        for index in range(len(word))
    ]
    return "".join(letters).capitalize()


def _shift(text: str, weeks: dt.timedelta) -> str:
    try:
        return (dt.date.fromisoformat(text) + weeks).isoformat()
    except (ValueError, OverflowError):
        return text


def main() -> None:
    """Write articles as JSON Lines to standard output."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("paths", type=Path, nargs="*", default=list(SAMPLES))
    arguments = parser.parse_args()
    for article, _ in make_copies(read_samples(arguments.paths), arguments.count):
        data = {
            "id": article.id,
            "date": article.date.isoformat() if article.date else None,
            "title": article.title,
            "text": article.text,
        }
        json.dump({name: value for name, value in data.items() if value}, sys.stdout)
        print()


if __name__ == "__main__":
    main()
