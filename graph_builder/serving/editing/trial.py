"""What corrections would change: the world as it is beside the world as it would be. Nothing is written."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph_builder.corrections import CorrectionFiles, join_corrections
from graph_builder.pipeline import Options, collect_corrections
from graph_builder.serving.pages.view import split_words
from graph_builder.terms import DEFAULT_BASE_IRI, get_text
from graph_builder.vocabulary import PREFIXES, dcterms, gb, rdf, skos
from graph_builder.world import load_articles, map_world, resolve_world

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.project import Project
    from graph_builder.store import GraphFolder
    from graph_builder.terms import Term, Triple
    from graph_builder.world import ReadArticle

_UNSHOWN = re.compile(r"judgement/|correction/|concept-scheme/|member/|article/[^/]+/passage/")
"""What tells of corrections, rules and places in texts, and not of the world."""
_LABELS = (skos.prefLabel, gb.content, gb.quote, gb.value, dcterms.title)
_SUBJECTS = (gb.reports, gb.changes, gb.office)
"""What leads from a fact without a label to what it is about."""
_OWN_CLASS = f"<{PREFIXES['gb']}"
_MOST_LINES = 8
_WORDS = {
    "prefLabel": "name",
    "altLabel": "other name",
    "mentionedAt": "named as",
    "isReplacedBy": "is now",
}
"""Properties in words, where their names are not."""


@dataclass(frozen=True, slots=True)
class Line:
    """A property that a thing gets (``+``) or loses (``-``)."""

    sign: str
    property: str
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changes about one thing: it is new, gone, or other than before."""

    iri: str
    label: str
    fate: str
    lines: tuple[Line, ...]
    left: int = 0


def find_changes(folder: GraphFolder, project: Project, files: CorrectionFiles) -> list[Change]:
    """Return what would be otherwise in a graph with these corrections files.

    Raises:
        InputError: An entry cannot be used; every one is named with its line.
        StoreError: There is no graph, or it is damaged.
    """
    manifest = folder.read_manifest()
    base_iri = manifest.made_with.get("base_iri", DEFAULT_BASE_IRI)
    options = Options(base_iri=base_iri, project=project)
    world = load_articles(folder, manifest)
    kept = {path: folder.load_text(name) for path, name in manifest.corrections.items()}
    new = collect_corrections(folder, manifest, replace(options, corrections=files))
    before = _conclude(world, kept, options)
    return list_changes(before, _conclude(world, new, options), base_iri)


def _conclude(
    world: Sequence[ReadArticle], files: Mapping[str, str], options: Options
) -> set[Triple]:
    corrections = join_corrections(files)
    resolution = resolve_world(world, options.project, corrections, options.base_iri)
    graphs = map_world(world, resolution, base_iri=options.base_iri, project=options.project)
    return {quad[:3] for quads in graphs.values() for quad in quads}


def list_changes(before: set[Triple], after: set[Triple], base_iri: str) -> list[Change]:
    """Return the differences between two graphs by what they are about: what is gone, then what is new, then the rest."""
    labels = {**_find_labels(before), **_find_labels(after)}
    gone, new = _group(before - after), _group(after - before)
    described = {triple[0] for triple in before}, {triple[0] for triple in after}
    changes = []
    for subject in sorted({*gone, *new}):
        path = subject[1:-1].removeprefix(base_iri)
        if _UNSHOWN.match(path):
            continue
        fate = "other"
        if subject not in described[0]:
            fate = "new"
        elif subject not in described[1] or _is_replaced(new[subject]):
            fate = "gone"
        lines = [
            *_tell("-", gone[subject] if fate != "gone" else [], labels, base_iri),
            *_tell("+", new[subject], labels, base_iri),
        ]
        if lines or fate == "gone":
            label = labels.get(subject, path)
            left = max(0, len(lines) - _MOST_LINES)
            changes.append(Change(subject[1:-1], label, fate, tuple(lines[:_MOST_LINES]), left))
    order = ("gone", "new", "other")
    return sorted(changes, key=lambda change: (order.index(change.fate), change.label, change.iri))


def _find_labels(triples: Iterable[Triple]) -> dict[Term, str]:
    found: dict[Term, tuple[int, str]] = {}
    about: dict[Term, Term] = {}
    for subject, predicate, value in triples:
        if predicate in _LABELS:
            text = get_text(value)
            rank = _LABELS.index(predicate), f"figure {text}" if predicate == gb.value else text
            found[subject] = min(found.get(subject, rank), rank)
        elif predicate in _SUBJECTS:
            about[subject] = value
    labels = {subject: label for subject, (_, label) in found.items()}
    return {subject: labels[thing] for subject, thing in about.items() if thing in labels} | labels


def _group(triples: Iterable[Triple]) -> dict[Term, list[Triple]]:
    groups: dict[Term, list[Triple]] = defaultdict(list)
    for triple in sorted(triples):
        groups[triple[0]].append(triple)
    return groups


def _is_replaced(triples: Iterable[Triple]) -> bool:
    return any(predicate == dcterms.isReplacedBy for _, predicate, _ in triples)


def _tell(
    sign: str, triples: Iterable[Triple], labels: Mapping[Term, str], base_iri: str
) -> list[Line]:
    """Return properties with their values as people read them, without those that follow from others."""
    lines = []
    for _, predicate, value in triples:
        if predicate == rdf.type and not value.startswith(_OWN_CLASS):
            continue
        name = predicate[1:-1].rpartition("#")[2].rpartition("/")[2]
        is_name = value.startswith("<")
        text = labels.get(value) or (
            value[1:-1].removeprefix(base_iri) if is_name else get_text(value)
        )
        lines.append(
            Line(
                sign,
                _WORDS.get(name, split_words(name)),
                text.rpartition("#")[2] if is_name else text,
            )
        )
    return lines
