"""``python -m graph_builder`` is ``graph-builder``."""

from graph_builder.cli import main

if __name__ == "__main__":
    main(prog_name="graph-builder")
