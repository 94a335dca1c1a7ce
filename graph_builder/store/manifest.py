"""The manifest: what a graph consists of, in a form that says when it cannot be trusted."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from graph_builder.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

FORMAT = 2
"""The version of the folder's layout. Newer ones are refused, never guessed at; of version 1 is a folder without lists of pieces."""

_LENGTH = 64
_DIGITS = re.compile("[0-9a-f]*")
HASH = re.compile(f"[0-9a-f]{{{_LENGTH}}}")

_T = TypeVar("_T")
_HEAD, _BEHIND_HEAD = b'{\n "format":', b' "corrections":'


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ArticleRecord:
    """One article of the graph.

    Attributes:
        id: The article's id.
        content_hash: The hash of all that the reading depends on in the article.
        text_hash: The name of its text in the folder, ``save_text`` returns it.
        facts_key: The name of what was read in it.
        graph: The name of its graph (``<IRI>``).
        kind: What sort of source it came from (``text``, ``html``, ``json``).
    """

    id: str
    content_hash: str
    text_hash: str
    facts_key: str
    graph: str
    kind: str = "text"


_COLUMNS = tuple(field.name for field in fields(ArticleRecord))
_get_columns = attrgetter(*_COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a graph consists of.

    Attributes:
        articles: The articles by id, in the order of their ids.
        graphs: The name of every graph (``<IRI>``) and the hash of its quads file, or of the list of its pieces.
        made_with: What else the graph depends on: reader, language model, base IRI.
        corrections: The corrections files that were applied, by their full paths, each with the name of its copy.
        keys: A hash of all that an article's graph was made from, by the graph's name; while it is the same, so is the graph.
        user_graphs: The graphs that people wrote themselves, like ``graphs``. Builds leave them as they are.
        index: The name of the index.
    """

    articles: Mapping[str, ArticleRecord] = field(default_factory=dict)
    graphs: Mapping[str, str] = field(default_factory=dict)
    made_with: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    user_graphs: Mapping[str, str] = field(default_factory=dict)
    index: str = ""

    @property
    def article_graphs(self) -> frozenset[str]:
        """The graphs that hold what single articles say; all others hold conclusions."""
        return frozenset(record.graph for record in self.articles.values())


def hash_content(*parts: str) -> str:
    """Return the SHA-256 of texts, as hexadecimal digits; the boundaries between them count.

    One text alone has the hash of its UTF-8 bytes. Unpaired surrogates, which JSON can smuggle in,
    are hashed as they are.

    >>> hash_content("a")[:8]
    'ca978112'
    >>> hash_content("a", "bc") == hash_content("ab", "c")
    False
    """
    contents = [part.encode("utf-8", "surrogatepass") for part in parts]
    if len(contents) > 1:
        contents = [b"%d:%b" % (len(content), content) for content in contents]
    return hashlib.sha256(b"".join(contents)).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a manifest, which is all that most questions need; like ``Manifest``."""

    index: str
    made_with: Mapping[str, str]


def write_manifest(manifest: Manifest) -> bytes:
    """Return the bytes of a manifest: the same for the same graph. What ``read_head`` wants stands first."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "index": manifest.index,
        "made_with": _sort(manifest.made_with),
        "corrections": _sort(manifest.corrections),
        "user_graphs": _sort(manifest.user_graphs),
        "articles": [
            dict(zip(_COLUMNS, _get_columns(record), strict=True))
            for _, record in sorted(manifest.articles.items())
        ],
        "graphs": _sort(manifest.graphs),
        "keys": _sort(manifest.keys),
    }
    # Python's encoder in C, which is many times faster than the one that indents, takes one value at a time.
    lines = [f' "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in data.items()]
    return "{{\n{}\n}}\n".format(",\n".join(lines)).encode()


def _sort(names: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(names.items()))


def read_head(path: Path) -> Head:
    """Read the beginning of a manifest, however many articles there are.

    Raises:
        FileNotFoundError: There is no manifest.
        StoreError: It is damaged, or of a newer version.
    """
    with path.open("rb") as file:
        wanted: Iterable[bytes] = itertools.takewhile(_is_of_head, file)
        lines = b"".join(wanted)
    content = lines.rstrip().removesuffix(b",") + b"}"
    if not lines.startswith(_HEAD):  # of a version before this one
        content = path.read_bytes()
    return _parse(content, _name_place(path), _convert_head)


def _is_of_head(line: bytes) -> bool:
    return not line.startswith(_BEHIND_HEAD)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        FileNotFoundError: There is none.
        StoreError: It is damaged, or of a newer version.
    """
    return parse_manifest(path.read_bytes(), _name_place(path))


def _name_place(path: Path) -> str:
    return f"the graph folder {str(path.parent)!r}"


def parse_manifest(content: bytes, place: str) -> Manifest:
    """Read a manifest from its bytes; ``place`` is what messages call where it was.

    Raises:
        StoreError: It is damaged, or of a newer version.
    """
    return _parse(content, place, _convert)


def _parse(content: bytes, place: str, convert: Callable[[Mapping[str, Any]], _T]) -> _T:
    try:
        data = json.loads(content)
        version = int(data["format"])
        if version > FORMAT:
            raise StoreError(
                f"{place} was made by a newer graph-builder (format {version}, this one knows {FORMAT}): "
                "update graph-builder, or name another folder with --graph"
            )
        return convert(data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"{place} is damaged: manifest.json is not what graph-builder wrote ({type(error).__name__}: {error}); "
            "delete it, and build it again from the articles"
        ) from error


def _convert_head(data: Mapping[str, Any]) -> Head:
    if not HASH.fullmatch(data["index"]):
        raise ValueError(f"{data['index']!r} is no hash")
    return Head(data["index"], {str(key): str(value) for key, value in data["made_with"].items()})


def _convert(data: Mapping[str, Any]) -> Manifest:
    records = [ArticleRecord(**item) for item in data["articles"]]
    names = {kind: dict(data.get(kind, {})) for kind in ("corrections", "user_graphs", "keys")}
    names["graphs"] = dict(data["graphs"])
    hashes = [data["index"], *itertools.chain.from_iterable(map(dict.values, names.values()))]
    hashes += [name for record in records for name in (record.text_hash, record.facts_key)]
    check_hashes(hashes)
    return Manifest(
        articles={record.id: record for record in records},
        made_with={str(key): str(value) for key, value in data["made_with"].items()},
        index=data["index"],
        **names,
    )


def check_hashes(names: Sequence[str]) -> None:
    """Look at what should be hashes.

    Raises:
        ValueError: One is none.
    """
    # Of tens of thousands, to look at each takes ten times as long.
    if {*map(len, names)} <= {_LENGTH} and _DIGITS.fullmatch("".join(names)):
        return
    wrong = next(name for name in names if not HASH.fullmatch(name))
    raise ValueError(f"{wrong!r} is no hash")
