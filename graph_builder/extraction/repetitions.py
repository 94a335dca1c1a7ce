"""Further occurrences of names that the article has shown to be names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph_builder.extraction.edges import is_capital
from graph_builder.extraction.gazetteer import fold
from graph_builder.extraction.names import Name, is_of_product

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from graph_builder.extraction.groups import Group
    from graph_builder.extraction.parsing import ParsedArticle

_SHORTEST = 3


def find_repetitions(parsed: ParsedArticle, groups: Sequence[Group]) -> None:
    """Add to each group the places where its names stand that nobody has proposed.

    Headlines, where capitals say nothing, and sentences that the model misread; longest first.
    """
    known: dict[str, dict[tuple[str, ...], Group]] = defaultdict(dict)
    taken: set[tuple[int, int]] = set()
    for group in groups:
        for name in group.names:
            taken.update((id(name.doc), index) for index in range(name.first, name.last))
            if group.kind != "None" and (len(name.words) > 1 or len(name.key) >= _SHORTEST):
                parts = tuple(fold(word) for word in name.words)
                known[parts[0]][parts] = group
                if group.kind == "Person" and len(parts) > 1 and len(parts[-1]) > _SHORTEST:
                    known[parts[-1]].setdefault(parts[-1:], group)
    for paragraph in parsed.paragraphs:
        _scan(paragraph.doc, known, taken)


def _scan(
    doc: Doc, known: dict[str, dict[tuple[str, ...], Group]], taken: set[tuple[int, int]]
) -> None:
    key = id(doc)
    index = 0
    texts = [token.text for token in doc]
    while index < len(texts):
        text = texts[index]
        options = known.get(fold(text)) if is_capital(text) and (key, index) not in taken else None
        size = 0
        for parts in sorted(options or (), key=len, reverse=True):
            size = len(parts)
            run = texts[index : index + size]
            if (
                len(run) == size
                and all(fold(word) == part for word, part in zip(run, parts, strict=True))
                and not any((key, i) in taken for i in range(index, index + size))
            ):
                group = options[parts] if options else None
                name = Name(doc, index, index + size, "", loud=False)
                if group is not None and _is_same_case(run, group) and not is_of_product(name):
                    group.names.append(name)
                    break
            size = 0
        index += size or 1


def _is_same_case(run: list[str], group: Group) -> bool:
    """Tell whether one of the names is written like this, or in capitals where this is."""
    text = " ".join(run)
    if len(run) == 1 and group.kind == "Person" and not text.isupper():
        return any(text == name.words[-1] for name in group.names)
    return any(" ".join(name.words) == text for name in group.names) or (
        text.isupper() and len(text) > _SHORTEST + 1
    )
