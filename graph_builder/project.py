"""A user's project: a folder with Turtle, shapes and queries of its own beside those of the program.

::

    my-project/
    ├── graph-builder.toml   marks the folder; may set the base IRI and the language model
    ├── ontology/*.ttl       own classes, and own entries of the lexicon
    ├── shapes/*.ttl         own SHACL shapes
    ├── queries/*.rq         own questions; they come before the program's
    └── articles/            what is to be read

The commands use the project in which they are called: the nearest folder upwards that has the mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.errors import InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

MARK = "graph-builder.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """Where a user's own files lie, and what the mark says. Without a project nothing is set.

    ``shapes`` are further shapes, named on the command line.
    """

    folder: Path | None = None
    base_iri: str = ""
    model: str = ""
    shapes: tuple[Path, ...] = ()

    def find_folders(self, name: str) -> tuple[Path, ...]:
        """Return the project's folder of this name (``ontology``, ``shapes``, ``queries``), if there is one."""
        if self.folder is None or not (self.folder / name).is_dir():
            return ()
        return (self.folder / name,)

    def find_turtle(self, name: str) -> tuple[Path, ...]:
        """Return the Turtle files of such a folder, sorted, and those named besides."""
        found = [
            file for folder in self.find_folders(name) for file in sorted(folder.glob("*.ttl"))
        ]
        return (*found, *(self.shapes if name == "shapes" else ()))


NO_PROJECT = Project()


def find_project(start: Path) -> Project:
    """Return the project that a folder belongs to; one without a folder where there is none.

    Raises:
        InputError: The mark is not TOML, or a value in it is not text.
    """
    for folder in (start, *start.parents):
        mark = folder / MARK
        if mark.is_file():
            return _read_mark(mark)
    return Project()


def _read_mark(mark: Path) -> Project:
    import tomllib  # noqa: PLC0415 - only where there is a mark

    try:
        values = tomllib.loads(mark.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{mark} cannot be read as TOML: {error}; mend it, or remove it"
        ) from error
    settings = {name: values.get(name, "") for name in ("base_iri", "model")}
    wrong = next((name for name, value in settings.items() if not isinstance(value, str)), None)
    if wrong:
        raise InputError(f'{mark}: {wrong} has to be text in quotation marks, as in {wrong} = "…"')
    return Project(mark.parent, **settings)


def make_project(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write a new project into a folder that is empty or not there yet; return the files.

    Raises:
        UsageError: There is something in the folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already and not empty; name a new folder")
    written = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        written.append(path)
    return written
