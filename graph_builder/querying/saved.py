"""Saved questions: files that carry their own description, as grlc has them.

A line that begins with ``#+`` belongs to the header, which is YAML. Read are ``summary``, ``description``, ``defaults``
``enumerate`` and ``tags`` as grlc knows them, and three keys of our own that grlc passes over: ``params`` says what each
parameter is for, ``examples`` gives values to show the query with, ``notes`` what is to be said about an answer::

    #+ notes:
    #+   - column: certainty
    #+     value: undated
    #+     says: "{count} of {total} rows have no date."
    #+   - among: ?measure a gb:Measure
    #+     says: "{left} of {all} measures are left out."
    #+   - empty: There is no runoff in the graph.

Nothing is listed in code: a file put into the folder is a question.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.errors import UsageError
from graph_builder.querying.headers import read_header
from graph_builder.querying.parameters import Parameter, find_parameters
from graph_builder.resources import get_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is to be said about an answer with certain rows.

    ``says`` may hold ``{count}``, the number of rows whose ``column`` has the ``value`` (any value, when there is
    none), and ``{total}``. With ``among``, a graph pattern, it is said when the graph has more matches than the answer
    rows, and may hold ``{left}`` and ``{all}``. A note with neither is for an answer without rows.
    """

    says: str
    column: str = ""
    value: str | None = None
    among: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """A question with its description, parameters and notes. ``source`` says where it was read."""

    name: str
    text: str
    summary: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    notes: tuple[Note, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""


def find_queries(folders: Sequence[Path] = ()) -> dict[str, SavedQuery]:
    """Return the saved questions by name: those of the user's folders first, then the program's own.

    Raises:
        UsageError: A folder is missing, or a file cannot be used.
    """
    paths = _find_files(folders)
    return {name: load_query(paths[name]) for name in sorted(paths)}


def load_texts() -> list[str]:
    """Return the program's own questions as they are written, with their headers and hints."""
    return [file.read_text(encoding="utf-8") for file in sorted(get_folder("queries").glob("*.rq"))]


def get_query(name: str, folders: Sequence[Path] = ()) -> SavedQuery:
    """Return one saved question by its name, or by the path of its file (``….rq``).

    Raises:
        UsageError: There is none of this name, or its file cannot be used.
    """
    paths = _find_files(folders)
    if name in paths:
        return load_query(paths[name])
    if name.endswith((".rq", ".sparql")):
        return load_query(Path(name))
    import difflib  # noqa: PLC0415 - only for this sentence

    near = difflib.get_close_matches(name, paths, n=3, cutoff=0.4)
    guess = f"did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(
        f"there is no saved query {name!r}: {guess}'graph-builder queries' lists them, "
        "and 'graph-builder query -' reads one from standard input"
    )


def _find_files(folders: Sequence[Path]) -> dict[str, Path]:
    missing = next((folder for folder in folders if not folder.is_dir()), None)
    if missing is not None:
        raise UsageError(f"the folder of queries {str(missing)!r} does not exist: name another one")
    paths: dict[str, Path] = {}
    for folder in (*folders, get_folder("queries")):
        for path in sorted(folder.glob("*.rq")):
            paths.setdefault(path.stem, path)
    return paths


def load_query(path: Path) -> SavedQuery:
    """Read a question from its file.

    Raises:
        UsageError: The file is missing, not UTF-8, or its header cannot be understood.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(
            f"the query file {str(path)!r} cannot be read: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"the query file {str(path)!r} is not UTF-8: save it as UTF-8") from error
    return read_query(text, name=path.stem, source=str(path))


def read_query(text: str, *, name: str = "-", source: str = "standard input") -> SavedQuery:
    """Read a question from its text.

    Raises:
        UsageError: The header is no YAML, or is not of the form described above.
    """
    try:
        header = _read_header(text)
        return SavedQuery(
            name=name,
            text=text,
            summary=_join(header.get("summary")),
            description=_join(header.get("description")),
            parameters=find_parameters(
                text,
                descriptions={key: _join(value) for key, value in _pairs(header.get("params"))},
                defaults={key: str(value) for key, value in _pairs(header.get("defaults"))},
                choices={
                    key: tuple(map(str, value)) for key, value in _pairs(header.get("enumerate"))
                },
                examples={key: str(value) for key, value in _pairs(header.get("examples"))},
            ),
            tags=tuple(map(str, header.get("tags") or ())),
            notes=tuple(_read_note(item) for item in header.get("notes") or ()),
            source=source,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"the header of the query {source!r} (its lines that begin with '#+') cannot be understood: "
            f"{' '.join(str(error).split())}"
        ) from error


def _read_header(text: str) -> dict[str, Any]:
    data = read_header(text)
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise TypeError("it is no mapping of keys to values")
    return data


def _pairs(items: Any) -> Iterable[tuple[str, Any]]:
    """Return the pairs of a mapping or, as grlc writes it, of a list of mappings."""
    if isinstance(items, dict):
        return items.items()
    return [pair for item in items or () for pair in item.items()]


def _join(value: Any) -> str:
    return " ".join(str(value).split()) if value else ""


def _read_note(item: dict[str, str]) -> Note:
    if "empty" in item:
        return Note(says=_join(item["empty"]))
    says = _join(item["says"])
    if "among" in item:
        return Note(says=says, among=_join(item["among"]))
    return Note(says=says, column=item["column"], value=item.get("value"))
