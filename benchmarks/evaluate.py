"""Scores the reading on marked-up news, and prints the table that the README carries.

    python benchmarks/evaluate.py [FOLDER] [--json FILE]

FOLDER holds one folder a corpus with its ``dev*.jsonl`` (default: ``../shared/corpora`` beside the checkout). A corpus that is
not there is left out, and said.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from graph_builder.evaluation.golds import evaluate
from graph_builder.extraction.parsing import SpacyParser
from graph_builder.lexicon import load_lexicon

ROOT = Path(__file__).resolve().parent.parent
FILES = (
    "polnear/dev.jsonl",
    "tempeval3/dev.jsonl",
    "wikiwars/dev.jsonl",
    "meantime/dev.jsonl",
    "newsquant/dev.jsonl",
    "dwie/dev.jsonl",
    "muc4/dev_mixed_case.jsonl",
    "plover_gsr/dev.jsonl",
    "reading/dev.jsonl",
)


def main() -> int:
    """Print a row a score; return 1 when no corpus is there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--json", type=Path, help="write the scores into this file, too")
    arguments = parser.parse_args()
    scores = score_corpora(arguments.folder)
    if arguments.json:
        arguments.json.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    return 0 if scores else 1


def score_corpora(folder: Path) -> list[dict[str, str | float]]:
    """Score every corpus that is there, printing each row as soon as it is known."""
    model, lexicon = SpacyParser(), load_lexicon()
    rows: list[dict[str, str | float]] = []
    print(f"{'corpus':<14} {'measure':<44} {'P':>6} {'R':>6} {'F1':>6}")
    for name in FILES:
        path = folder / name
        if not path.is_file():
            print(f"{path} is not there; left out", file=sys.stderr)
            continue
        start = time.perf_counter()
        for report in evaluate(path, model, lexicon):
            for score in report.scores:
                row = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
                rows.append({"corpus": path.parent.name, "measure": score.name, **row})
                figures = " ".join(f"{100 * value:>6.1f}" for value in row.values())
                print(f"{path.parent.name:<14} {report.measure + ': ' + score.name:<44} {figures}")
        print(f"{path.parent.name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return rows


if __name__ == "__main__":
    sys.exit(main())
