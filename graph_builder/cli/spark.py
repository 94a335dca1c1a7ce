"""``graph-builder build --engine spark``: archives → N-Quads in parts."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from graph_builder.cli.session import write_result
from graph_builder.errors import OutsideError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.cli.session import Session
    from graph_builder.pipeline import Options


def build_parts(
    session: Session,
    paths: Sequence[str],
    options: Options,
    engine: str,
    output: str | None,
    parts: int | None,
) -> int:
    """Build a graph on Spark, say what was made, and return the exit code.

    Raises:
        OutsideError: Spark failed.
        UsageError: Options do not go together, or Spark is not installed.
    """
    if engine != "spark" or not output:
        raise UsageError(
            "--engine spark needs --output, and --output and --parts need --engine spark"
        )
    if find_spec("pyspark") is None:
        raise UsageError("PySpark is not installed: pip install 'graph-builder[spark]'")
    from py4j.protocol import Py4JError  # noqa: PLC0415 - comes with it
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra

    from graph_builder.spark import building  # noqa: PLC0415

    try:
        summary = building.build_parts(paths, output, options, parts, watched=session.has_terminal)
    except (PySparkException, Py4JError) as error:
        first = str(error).strip().splitlines()[0]
        raise OutsideError(
            f"Spark failed: {first}; see its log above, and run the same again"
        ) from error
    for problem in summary.problems:
        session.complain(problem)
    if not session.quiet:
        counts = {"articles": summary.articles, "quads": summary.quads, "parts": summary.parts}
        lines = [f"{name:<13}{count:>9,}" for name, count in counts.items()]
        write_result("\n".join([*lines, f"{'seconds':<13}{summary.seconds:>9.1f}\n"]).encode())
    return 2 if summary.problems else 0
