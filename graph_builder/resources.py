"""Finds the files that belong to the program: ontology, shapes, queries, sample articles.

In a checkout they stand beside the package; in a wheel they are inside it, in ``data/``.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def get_folder(name: str) -> Path:
    """Return the folder of the program's own files called ``name``.

    Args:
        name: ``ontology``, ``shapes``, ``queries`` or ``seeds``.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for candidate in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(
        f"the folder {name!r} is missing from this installation of graph-builder"
    )


def list_sources(*parts: str) -> list[Path]:
    """Return the program's own modules in order, all or those of some parts (``extraction``, ``model.py``)."""
    files = sorted(_PACKAGE.rglob("*.py"))
    return [file for file in files if not parts or file.relative_to(_PACKAGE).parts[0] in parts]
