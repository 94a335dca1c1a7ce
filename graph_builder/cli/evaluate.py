"""``graph-builder evaluate``: precision, recall and F1 against marked-up text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.session import show_examples, takes_session, write_result
from graph_builder.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_builder.cli.session import Session
    from graph_builder.evaluation.report import Miss, Report


@click.command(
    epilog=show_examples(
        "graph-builder evaluate gold.jsonl",
        "graph-builder evaluate --misses 20 corpora/",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS…")
@click.option("--model", metavar="NAME", help="Installed spaCy model that parses the text.")
@click.option(
    "--misses", default=0, metavar="N", help="Also show the N worst misses of each measure."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "json"]),
    default="table",
    help="How to print it.",
)
@takes_session
def evaluate(
    session: Session, paths: tuple[str, ...], model: str | None, misses: int, format_name: str
) -> None:
    """Measure the reading on marked-up text.

    Precision, recall and F1. PATHS are gold files, or folders of them: JSON Lines, one object a text with "id", "text", "date" and what
    is marked up in it: "claims", "measures", "events", "observations", each a list; or the "annotations", "attributions", "quantities" of corpora
    by other hands.

    Every item needs an "evidence", words copied from the text ("occurrence": 2 where it is the second place that has them). What else it
    says is scored: claims "content" (needed: its first words), "cue", "speaker" (null: nobody is named), "direct", "polarity"; measures "status",
    "key" (a pattern for the label); events "class"; observations "value" (needed), "unit", "comparator"; and "earliest" and
    "latest" (YYYY-MM-DD, null: unknown). What 'extract' prints, put right by hand, is such a file too.
    """
    from graph_builder.evaluation.golds import evaluate as score_file  # noqa: PLC0415 - keeps --help light
    from graph_builder.extraction.parsing import SpacyParser  # noqa: PLC0415
    from graph_builder.lexicon import load_lexicon  # noqa: PLC0415
    from graph_builder.reading_pool import DEFAULT_MODEL  # noqa: PLC0415

    files = find_golds(paths)
    parser = SpacyParser(model or DEFAULT_MODEL)
    lexicon = load_lexicon()
    for file in files:
        session.explain(f"reading {file}")
        reports = score_file(file, parser, lexicon)
        if not reports:
            _tell_unmarked(session, file, is_named=str(file) in paths)
        for report in reports:
            write_result(_format(file, report, misses, format_name).encode())


def _tell_unmarked(session: Session, file: Path, *, is_named: bool) -> None:
    """Say that a file marks nothing up: a fault of a file that was named, a remark on one of a folder."""
    message = f"{file} marks nothing up that can be scored (claims, measures, events, observations, attributions, quantities, annotations)"
    if is_named:
        raise InputError(f"{message}; see “graph-builder evaluate --help”")
    session.remark(f"{message}, so it is left out")


def find_golds(paths: Iterable[str]) -> list[Path]:
    """Return the gold files of some paths, those of folders sorted.

    Raises:
        InputError: A path is missing, or a folder holds none.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
        if not files:
            raise InputError(f"the folder {path} holds no gold files (ending in .jsonl)")
        if not files[0].is_file():
            raise InputError(f"{path} does not exist; check the path")
        found += files
    return found


def _format(file: Path, report: Report, misses: int, format_name: str) -> str:
    if format_name == "json":
        return _format_json(file, report, misses)
    lines = [
        f"{report.measure} · {file}",
        f"{'':<34}{'P':>7}{'R':>7}{'F1':>7}{'found':>8}{'gold':>8}",
    ]
    lines += [
        f"  {score.name:<32}{score.precision:>7.1%}{score.recall:>7.1%}{score.f1:>7.1%}"
        f"{score.found:>8.0f}{score.gold:>8.0f}"
        for score in report.scores
    ]
    lines += [
        f"  {miss.kind}: {miss.text!r} in {miss.article}{f' ({miss.context})' if miss.context else ''}"
        for miss in _first(report, misses)
    ]
    return "\n".join(lines) + "\n\n"


def _format_json(file: Path, report: Report, misses: int) -> str:
    scores = [
        {
            "name": score.name,
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
            "f1": round(score.f1, 4),
            "found": score.found,
            "gold": score.gold,
        }
        for score in report.scores
    ]
    missed = [
        {"kind": miss.kind, "article": miss.article, "text": miss.text, "context": miss.context}
        for miss in _first(report, misses)
    ]
    whole = {"file": str(file), "measure": report.measure, "scores": scores, "misses": missed}
    return json.dumps(whole, ensure_ascii=False) + "\n"


def _first(report: Report, misses: int) -> Sequence[Miss]:
    return report.misses[: max(misses, 0)]
