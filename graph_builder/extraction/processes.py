"""Reading in several processes: each loads the language model once, and an article is read whole in one of them.

What is read in an article depends on that article alone, so that the number of processes changes nothing but the time.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

from graph_builder.extraction import extract
from graph_builder.extraction.parsing import Parser, SpacyParser, check_model, parse_article
from graph_builder.facts_json import to_json
from graph_builder.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from graph_builder.model import Article

_started: dict[str, Any] = {}


def read_facts(
    articles: Sequence[Article], model: str, *, jobs: int = 1, lexicon_folders: Iterable[Path] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the facts of each article as JSON, in the order of the articles, each as soon as it can be had.

    Args:
        articles: The articles.
        model: The package of the language model.
        jobs: How many processes read; with one, this one does.
        lexicon_folders: Folders with the user's own Turtle files.

    Raises:
        UsageError: The language model is not installed.
    """
    folders = tuple(lexicon_folders)
    if jobs <= 1 or len(articles) <= 1:
        start_reading(model, folders)
        yield from map(read_one, articles)
        return
    check_model(model)  # here, since an error in the start of a process would only say that it died
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        min(jobs, len(articles)),
        mp_context=spawn,
        initializer=start_reading,
        initargs=(model, folders),
    ) as pool:
        yield from pool.map(read_one, articles)


def start_reading(model: str, lexicon_folders: tuple[Path, ...]) -> None:
    """Load the language model and the lexicon in this process, once."""
    if _started.get("model") != model:
        _started.update(model=model, parser=SpacyParser(model))
    _started["lexicon"] = load_lexicon(*lexicon_folders)


def read_one(article: Article) -> dict[str, Any]:
    """Read one article in a process that was started."""
    parser: Parser = _started["parser"]
    return to_json(extract(parse_article(article, parser), _started["lexicon"]))
