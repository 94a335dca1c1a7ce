"""A new subject is data: Turtle alone teaches a new kind of measure and event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_builder.errors import InputError, UsageError
from graph_builder.extraction import extract
from graph_builder.lexicon import load_lexicon
from graph_builder.project import NO_PROJECT, find_project, make_project
from graph_builder.resources import get_folder

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Parse

TEXT = "The agriculture ministry ordered a mass cull of poultry on Tuesday. A regatta was held off Cadiz on Monday."


def test_turtle_alone_teaches_a_new_measure_and_event(parse: Parse) -> None:
    parsed = parse(TEXT, "2025-03-05")
    known = extract(parsed, load_lexicon())
    taught = extract(parsed, load_lexicon(get_folder("ontology") / "project" / "ontology"))
    assert "Culling" not in {measure.type for measure in known.measures}
    assert [(m.type, m.status, str(m.announced_on.latest)) for m in taught.measures] == [
        ("Culling", "Ordered", "2025-03-04")
    ]
    assert "Regatta" not in {event.kind for event in known.events}
    assert ("Regatta", "2025-03-03") in {(e.kind, str(e.occurred_on.latest)) for e in taught.events}


def test_a_project_is_found_from_below(tmp_path: Path) -> None:
    make_project(tmp_path / "p", {"graph-builder.toml": 'model = "m"\n', "queries/a.rq": ""})
    project = find_project(tmp_path / "p" / "queries")
    assert (project.folder, project.model) == (tmp_path / "p", "m")
    assert project.find_folders("queries") == (tmp_path / "p" / "queries",)
    assert project.find_folders("shapes") == ()


def test_without_a_mark_there_is_no_project(tmp_path: Path) -> None:
    assert find_project(tmp_path) == NO_PROJECT


@pytest.mark.parametrize("content", ["model = ", "model = 3"])
def test_a_broken_mark_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "graph-builder.toml").write_text(content)
    with pytest.raises(InputError, match=r"graph-builder\.toml"):
        find_project(tmp_path)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        make_project(tmp_path, {"graph-builder.toml": ""})
