"""How the benchmarks give their figures: as a table, and as JSON where it is asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


def add_option(parser: argparse.ArgumentParser) -> None:
    """Give a parser the option ``--json``."""
    parser.add_argument("--json", type=Path, help="write the figures into this file, too")


def show(figures: Mapping[str, float], file: Path | None) -> None:
    """Print figures as a table, and write them into a file if there is one."""
    width = max(map(len, figures))
    for name, figure in figures.items():
        print(f"{name:<{width}} {figure:>12,.3f}")
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
