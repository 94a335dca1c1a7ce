"""``graph-builder build``: files → graph."""

from __future__ import annotations

import contextlib
import itertools
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import (
    find_base_iri,
    get_project,
    show_examples,
    takes_patience,
    takes_session,
    write_result,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from graph_builder.cli.session import Session
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Article
    from graph_builder.pipeline import BuildSummary, Progress

_COUNTS = (
    "articles",
    "entities",
    "claims",
    "measures",
    "events",
    "observations",
    "triples",
    "violations",
)


@click.command(
    epilog=show_examples(
        "graph-builder build articles/",
        "graph-builder build --graph ecuador/ reuters.jsonl saved-page.html",
        "graph-builder build --prune articles/",
        "graph-builder build --corrections mine.yaml articles/",
        "graph-builder build --engine spark --output hdfs:///news/graph hdfs:///news/articles.jsonl",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS…")
@click.option(
    "--prune", is_flag=True, help="Take articles out of the graph that are not among PATHS."
)
@click.option("--model", metavar="NAME", help="Installed spaCy model that parses the text.")
@click.option(
    "--base-iri", metavar="IRI", help="What the IRIs of people, places, claims … begin with."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes read, each with the language model; default: one a processor, if there is enough to read.",
)
@takes_patience
@click.option(
    "--corrections",
    "corrections",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File of corrections beside those called corrections.yaml that lie with the articles; may be given again.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Where the work is done: here, or on Apache Spark, which writes N-Quads in parts and no graph folder.",
)
@click.option(
    "--output",
    metavar="URI",
    help="With --engine spark: the new folder for the parts and their manifest.",
)
@click.option(
    "--parts",
    type=click.IntRange(min=1),
    metavar="N",
    help="With --engine spark: into how many parts the work is divided; default: four for each processor.",
)
@takes_session
def build(
    session: Session,
    paths: tuple[str, ...],
    prune: bool,
    model: str | None,
    base_iri: str | None,
    jobs: int | None,
    patience: int,
    corrections: tuple[Path, ...],
    engine: str,
    output: str | None,
    parts: int | None,
) -> None:
    """Read articles and build or renew the graph.

    PATHS are files, folders or - for standard input: plain text, HTML, JSON and JSON Lines. Only articles that are new or
    changed are read; articles that are in the graph already stay in it, unless --prune is given. What cannot be used is
    reported, and the rest is built: so is an article left out that takes too long or that the program fails on.

    What a person says in a file corrections.yaml beside the articles goes before what the program reads: 'graph-builder correct
    --help' shows its form. If an entry cannot be used, the graph stays as it was.
    """
    from graph_builder.corrections import find_corrections  # noqa: PLC0415 - keeps --help light
    from graph_builder.pipeline import Options, build_graph  # noqa: PLC0415
    from graph_builder.reading_pool import DEFAULT_MODEL  # noqa: PLC0415
    from graph_builder.terms import DEFAULT_BASE_IRI  # noqa: PLC0415

    project = get_project()
    options = Options(
        base_iri=base_iri or project.base_iri,
        model=model or project.model or DEFAULT_MODEL,
        jobs=jobs,
        project=project,
        patience=patience,
    )
    if engine == "spark" or output or parts:
        from graph_builder.cli.spark import build_parts  # noqa: PLC0415 - only where it is asked for

        options = replace(
            options,
            base_iri=options.base_iri or DEFAULT_BASE_IRI,
            corrections=find_corrections((), corrections),
        )
        sys.exit(build_parts(session, paths, options, engine, output, parts))
    found = find_corrections(paths, corrections)
    given = Given(session, paths, patience)
    with _show_progress(session, given) as progress:
        first = next(given, None)
        if first is None:
            sys.exit(2)
        options = replace(
            options,
            base_iri=options.base_iri or _find_base_iri(session),
            prune=prune,
            is_complete=lambda: not given.has_problems,
            corrections=found,
            progress=progress,
        )
        summary = build_graph(itertools.chain([first], given), session.graph, options)
    if given.has_problems and prune:
        session.remark("nothing is taken out of the graph, since not all of PATHS could be read")
    for problem in summary.lost:
        session.complain(problem)
    if not session.quiet:
        write_result(_format_summary(summary).encode())
    if summary.violations:
        session.say("run 'graph-builder validate' to see the violations")
    sys.exit(2 if given.has_problems or summary.lost else 1 if summary.violations else 0)


class Given:
    """The articles of some paths, one by one as they are asked for; problems and remarks are reported when they are met."""

    def __init__(self, session: Session, paths: Sequence[str], patience: float) -> None:
        from graph_builder.reading import ArticleReader  # noqa: PLC0415 - keeps --help light

        self._session, self._paths = session, paths
        self._reader = ArticleReader(_load_boilerplate(), patience)
        self._articles = self._reader.read(paths)
        self._reported = 0

    @property
    def has_problems(self) -> bool:
        """Whether something could not be used so far."""
        return self._reported > 0

    def estimate(self) -> int:
        """Return how many articles there are, about; nothing is read for this but the ends of lines."""
        return self._reader.estimate(self._paths)

    def __iter__(self) -> Iterator[Article]:
        return self

    def __next__(self) -> Article:
        article = next(self._articles, None)
        for problem in self._reader.problems[self._reported :]:
            self._session.complain(problem)
            self._reported += 1
        if article is None:
            raise StopIteration
        self._session.explain(f"{article.source}: {len(article.paragraphs)} paragraphs")
        for remark in article.remarks:
            self._session.remark(f"{article.source}: {remark}")
        return article


def _load_boilerplate() -> Lexicon | None:
    """Return the lexicon with a project's own patterns; none, which means the program's own, outside projects."""
    folders = get_project().find_folders("ontology")
    if not folders:
        return None
    from graph_builder.lexicon import load_lexicon  # noqa: PLC0415

    return load_lexicon(*folders)


def _find_base_iri(session: Session) -> str:
    """Return what the IRIs of the graph begin with already, or the default for a new one."""
    from graph_builder.store import GraphFolder  # noqa: PLC0415
    from graph_builder.terms import DEFAULT_BASE_IRI  # noqa: PLC0415

    folder = GraphFolder(session.graph)
    return find_base_iri(folder) if folder.find_manifest() else DEFAULT_BASE_IRI


def _show_progress(session: Session, given: Given) -> AbstractContextManager[Progress | None]:
    """Return what draws a progress bar on a terminal; nothing is drawn in a pipe."""
    if not session.has_terminal:
        return contextlib.nullcontext()
    from graph_builder.cli.progress import draw_bar  # noqa: PLC0415 - only where somebody watches

    return draw_bar("reading", given.estimate())


def _format_summary(summary: BuildSummary) -> str:
    lines = [f"{name:<13}{getattr(summary, name):>9,}" for name in _COUNTS]
    lines[0] += f"  ({summary.read:,} new or changed)"
    lines.append(f"{'seconds':<13}{summary.seconds:>9.1f}")
    return "\n".join(lines) + "\n"
