"""The start of the program, as ``graph-builder`` and as ``python -m graph_builder``.

Help is what people ask for first, so it does not wait for Click to load: ``help.txt`` is what Click prints, and a test
holds it to that.
"""

import atexit
import gc
import os
import sys

_WIDTH = 80  # columns, as in help.txt


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] in (["--help"], ["-h"]) and _find_width() >= _WIDTH and _show_help():
        return
    # The memory goes back to the system at the end; searching it for cycles before that is time for nothing.
    atexit.register(gc.freeze)
    from graph_builder.cli import main as run  # noqa: PLC0415 - takes most of the time

    run(prog_name="graph-builder")


def _find_width() -> int:
    """Return how wide the output is, as ``shutil.get_terminal_size`` does, which takes long to import."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(1).columns or _WIDTH
    except OSError:
        return _WIDTH


def _show_help() -> bool:
    """Print the help and return true; false if the output fails, which the command line then explains."""
    path = os.path.join(os.path.dirname(__file__), "help.txt")  # noqa: PTH118, PTH120 - see above
    with open(path, "rb") as file:  # noqa: PTH123
        try:
            sys.stdout.buffer.write(file.read())
            sys.stdout.flush()
        except OSError:
            return False
    return True


if __name__ == "__main__":
    main()
