"""Corrections files: found beside the articles, read whole or not at all.

A file is a list of entries, or a mapping whose key ``corrections`` has that list, or a page of Web Annotations (``annotations``). Every value is taken as the text it is written as,
so that YAML turns no name into a number, a date or a truth value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import yaml

from graph_builder.corrections.annotations import is_annotations, read_annotations
from graph_builder.corrections.dates import read_bounds
from graph_builder.corrections.records import PAIRS, Action, Correction, Reference
from graph_builder.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE_NAME = "corrections.yaml"
"""The name of the file that is looked for beside the articles; ``corrections.yml`` is taken, too."""

_NAMES = (FILE_NAME, "corrections.yml")
_LARGEST = 10_000_000  # bytes: far more than anybody writes by hand
_ACTIONS: tuple[Action, ...] = get_args(Action)
_ALWAYS = frozenset({"who", "why"})
_TIMES = frozenset({"on", "earliest", "latest"})
_ALLOWED: Mapping[str, frozenset[str]] = {
    "rename": frozenset({"to"}),
    "retype": frozenset({"to"}),
    "ascribe": frozenset({"to"}),
    "date": _TIMES,
}
_REFERENCE_KEYS = frozenset({"article", "quote", "kind"})

ADDITIONS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "name": (frozenset({"to", "name"}), frozenset()),
    "link": (frozenset({"to", "link"}), frozenset()),
    "entity": (frozenset({"article", "quote", "type"}), frozenset({"name"})),
    "claim": (
        frozenset({"article", "quote", "cue"}),
        frozenset({"speaker", "type", "content", "polarity", "modality", "about", *_TIMES}),
    ),
    "measure": (
        frozenset({"article", "quote", "name", "type"}),
        frozenset({"status", "by", "polarity", "modality", "location", "target", *_TIMES}),
    ),
    "event": (
        frozenset({"article", "quote", "name"}),
        frozenset({"type", "polarity", "modality", "location", "participant", *_TIMES}),
    ),
    "observation": (
        frozenset({"article", "quote", "indicator", "value"}),
        frozenset({"unit", "polarity", "modality", "location", "agent", *_TIMES}),
    ),
}
"""What can be added: the fields that it needs, and those that it may have beside."""

_THINGS = frozenset({"to", "speaker", "by", "about", "location", "target", "participant", "agent"})
"""The fields of an addition that name things."""


@dataclass(frozen=True)
class CorrectionFiles:
    """Corrections files as found.

    Attributes:
        files: The text of each by its full path.
        searched: The folders that were looked through and the files that were looked for; what was there before and is not now
            is gone.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    searched: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether a file would have been found if it were still there."""
        return path in self.files or any(
            Path(path).is_relative_to(place) for place in self.searched
        )


NO_FILES = CorrectionFiles()


def find_corrections(paths: Iterable[str | Path], further: Iterable[Path] = ()) -> CorrectionFiles:
    """Return the corrections files beside some articles, and those that are named themselves.

    Args:
        paths: Files and folders of articles; in a folder, sub-folders are looked through as well.
        further: Files that the user names.

    Raises:
        InputError: A file that the user names is not there, or a file is not UTF-8.
    """
    found: list[Path] = []
    searched: list[str] = []
    for given in (Path(path) for path in paths if str(path) != "-"):
        if given.is_dir():
            found += [f for name in _NAMES for f in given.rglob(name) if not _is_hidden(f, given)]
            searched.append(str(given.resolve()))
        else:
            beside = [given.parent / name for name in _NAMES]
            found += beside
            searched += [str(file.resolve()) for file in beside]
    for file in further:
        if not file.is_file():
            raise InputError(f"{file} does not exist; check the path given with --corrections")
        found.append(file)
    files = {str(file.resolve()): _load(file) for file in found if file.is_file()}
    return CorrectionFiles(dict(sorted(files.items())), tuple(searched))


def _load(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8; save it as UTF-8") from error


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def read_corrections(content: str, source: str) -> tuple[Correction, ...]:
    """Return the entries of a corrections file in their order.

    Args:
        content: The text of the file.
        source: How messages name it.

    Raises:
        InputError: It is no YAML, or something in it cannot be meant; the message names every line concerned.
    """
    if len(content) > _LARGEST:
        raise InputError(
            f"{source} is larger than {_LARGEST:,} characters; that is no corrections file"
        )
    if is_annotations(content):
        return read_annotations(content, source)
    items = _list_items(content, source)
    found, problems = [], []
    for item in items:
        try:
            found.append(_read_entry(item, source))
        except InputError as problem:
            problems.append(str(problem))
    if problems:
        raise InputError("\n".join(problems))
    return tuple(found)


def compose(content: str, source: str) -> yaml.Node | None:
    """Return the tree of a YAML text with the places of its nodes.

    Raises:
        InputError: It is no YAML.
    """
    try:
        return yaml.compose(content, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = f"{source}, line {mark.line + 1}" if mark else source
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        raise InputError(
            f"{place}: this is no YAML ({problem}); nothing of the file was applied"
        ) from error


def find_list(content: str, source: str) -> yaml.SequenceNode | None:
    """Return the list of entries of a file; none, when it has no entry."""
    root = compose(content, source)
    if isinstance(root, yaml.MappingNode):
        keys = {key.value: value for key, value in root.value}
        strange = next((key for key, _ in root.value if key.value != "corrections"), None)
        if strange is not None:
            raise _refuse(
                source,
                strange,
                f"{strange.value!r} is not known here; write a list of entries, or the key 'corrections' with one",
            )
        root = keys.get("corrections")
    if root is None or (isinstance(root, yaml.ScalarNode) and root.value in {"", "~", "null"}):
        return None
    if not isinstance(root, yaml.SequenceNode):
        raise _refuse(
            source, root, "a corrections file is a list of entries, each begun by a hyphen"
        )
    return root


def _list_items(content: str, source: str) -> list[yaml.Node]:
    found = find_list(content, source)
    return list(found.value) if found is not None else []


def _refuse(source: str, node: yaml.Node, message: str) -> InputError:
    return InputError(f"{source}, line {node.start_mark.line + 1}: {message}")


def _read_entry(node: yaml.Node, source: str) -> Correction:
    if not isinstance(node, yaml.MappingNode):
        raise _refuse(
            source, node, "an entry has the form 'same: [A, B]', with 'who' and 'why' below it"
        )
    fields = _read_fields(node, source)
    actions = [name for name in _ACTIONS if name in fields]
    if len(actions) != 1:
        known = ", ".join(name for name in _ACTIONS)
        what = f"has {' and '.join(actions)}" if actions else "says not what to do"
        raise _refuse(source, node, f"the entry {what}; it needs exactly one of {known}")
    action: Action = actions[0]
    entry = _EntryReader(source, node, action, fields)
    return entry.read()


def _read_fields(node: yaml.MappingNode, source: str) -> dict[str, yaml.Node]:
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refuse(source, key, "a key has to be a word")
        if key.value in fields:
            raise _refuse(source, key, f"{key.value!r} is there twice")
        fields[key.value] = value
    return fields


class _EntryReader:
    """Reads one entry."""

    def __init__(
        self, source: str, node: yaml.Node, action: Action, fields: Mapping[str, yaml.Node]
    ) -> None:
        self._source, self._node, self._action, self._fields = source, node, action, fields

    def read(self) -> Correction:
        action = self._action
        common: dict[str, Any] = {
            "action": action,
            "who": self._read_text("who"),
            "why": self._read_text("why"),
            "line": self._node.start_mark.line + 1,
            "source": self._source,
        }
        if action == "add":
            return self._read_addition(common)
        self._check_keys({action, *_ALWAYS, *_ALLOWED.get(action, frozenset())})
        if action in PAIRS:
            return Correction(**common, things=self._read_several(self._fields[action]))
        things = (self._read_reference(self._fields[action]),)
        if action in ("rename", "retype"):
            return Correction(**common, things=things, to=self._read_text("to"))
        if action == "ascribe":
            return Correction(**common, things=things, references={"to": self._read_who()})
        if action == "date":
            return Correction(**common, things=things, when=self._read_when(common, needed=True))
        return Correction(**common, things=things)

    def _read_addition(self, common: Mapping[str, Any]) -> Correction:
        adds = self._read_text("add")
        if adds not in ADDITIONS:
            raise self._refuse("add", f"{adds!r} cannot be added; known are {', '.join(ADDITIONS)}")
        needed, further = ADDITIONS[adds]
        self._check_keys({"add", *_ALWAYS, *needed, *further})
        missing = sorted(needed - self._fields.keys())
        if missing:
            raise self._refuse(
                "add", f"to add a {adds}, {', '.join(map(repr, missing))} has to be given, too"
            )
        names = self._fields.keys() - {"add", *_ALWAYS, *_TIMES}
        references = {n: self._read_reference(self._fields[n]) for n in sorted(names & _THINGS)}
        return Correction(
            **common,
            adds=adds,
            details={name: self._read_text(name) for name in sorted(names - _THINGS)},
            references=references,
            when=self._read_when(common, needed=False),
        )

    def _read_when(self, common: Mapping[str, Any], *, needed: bool) -> Any:
        given = {name: self._read_text(name) for name in _TIMES if name in self._fields}
        if not given:
            if needed:
                raise self._refuse(
                    "date", "it says not which date; give 'on', or 'earliest' and 'latest'"
                )
            return None
        try:
            return read_bounds(given, because=f"{common['who']}: {common['why']}")
        except ValueError as error:
            raise self._refuse(min(given), str(error)) from error

    def _read_several(self, node: yaml.Node) -> tuple[Reference, ...]:
        if not isinstance(node, yaml.SequenceNode) or len(node.value) < 2:  # noqa: PLR2004 - a pair
            raise self._refuse(
                self._action,
                f"{self._action!r} compares things: give two of them or more, as in '{self._action}: [A, B]'",
            )
        return tuple(self._read_reference(item) for item in node.value)

    def _read_reference(self, node: yaml.Node) -> Reference:
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return Reference(address=node.value.strip())
        if not isinstance(node, yaml.MappingNode):
            raise _refuse(
                self._source,
                node,
                "give an address such as person/daniel-noboa, or 'article' and 'quote'",
            )
        fields = _read_fields(node, self._source)
        strange = sorted(fields.keys() - _REFERENCE_KEYS)
        if strange or "article" not in fields:
            problem = f"{strange[0]!r} is not known here; " if strange else ""
            raise _refuse(
                self._source,
                node,
                f"{problem}what an entry is about has 'article', and perhaps 'quote' and 'kind'",
            )
        texts = {name: self._read_scalar(name, value) for name, value in fields.items()}
        return Reference(**texts)

    def _read_who(self) -> Reference:
        """Return who is said to have said it."""
        if "to" not in self._fields:
            raise self._refuse("ascribe", "it says not who said it; give 'to'")
        return self._read_reference(self._fields["to"])

    def _read_text(self, name: str) -> str:
        if name not in self._fields:
            raise _refuse(
                self._source,
                self._node,
                f"{name!r} is missing; every entry says {'who and why' if name in _ALWAYS else name}",
            )
        return self._read_scalar(name, self._fields[name])

    def _read_scalar(self, name: str, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise _refuse(self._source, node, f"{name!r} has to be some text")
        return str(node.value).strip()

    def _check_keys(self, known: Iterable[str]) -> None:
        allowed = set(known)
        strange = next((name for name in self._fields if name not in allowed), None)
        if strange is not None:
            listed = ", ".join(sorted(allowed))
            raise self._refuse(
                strange, f"{strange!r} is not known in this entry; known are {listed}"
            )

    def _refuse(self, name: str, message: str) -> InputError:
        return _refuse(self._source, self._fields.get(name, self._node), message)


def join_corrections(files: Mapping[str, str]) -> tuple[Correction, ...]:
    """Return the entries of several files, given as texts by path.

    Raises:
        InputError: Some of them cannot be used; every problem of every file is named.
    """
    found: list[Correction] = []
    problems = []
    for source, content in sorted(files.items()):
        try:
            found += read_corrections(content, source)
        except InputError as problem:
            problems.append(str(problem))
    if problems:
        raise InputError("\n".join(problems))
    return tuple(found)
