"""A user's own file that is gone or has changed since the build is said on the article's page."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from graph_builder.cli import main
from graph_builder.serving.pages.links import ServerLinks
from graph_builder.serving.pages.rendering import Renderer
from graph_builder.serving.pages.view import View
from graph_builder.store import GraphFolder
from graph_builder.store.backup import write_backup
from graph_builder.store.origins import find_file_state

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "PORT LUMEN, May 3, 2025 - Mayor Ada Quill said on Friday that the harbour would stay closed.\n"
)
OTHER = "PORT LUMEN, May 4, 2025 - Councillor Bo Rill denied on Sunday that the harbour was safe.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two articles in files of their own and two in one file, and its graph."""
    project = tmp_path_factory.mktemp("project")
    articles = project / "articles"
    articles.mkdir()
    (articles / "quill.txt").write_text(TEXT)
    (articles / "<b>rill</b>.txt".replace("/", "-")).write_text(OTHER)
    lines = [
        {"id": f"line-{n}", "text": f"{text} It is May."} for n, text in enumerate([TEXT, OTHER])
    ]
    (articles / "both.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    _build(project)
    return project


def _build(project: Path) -> None:
    done = CliRunner().invoke(
        main, ["build", str(project / "articles"), "--graph", str(project / "graph")]
    )
    assert done.exit_code == 0, done.output


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the project, which is also a project that was moved."""
    return shutil.copytree(built, tmp_path / "moved")


def _tell(project: Path) -> dict[str, str]:
    folder = GraphFolder(project / "graph")
    records = folder.read_manifest().articles.values()
    states = {record.id: find_file_state(folder.path, record) for record in records}
    return {identifier: state.state for identifier, state in states.items() if state}


def _show(project: Path, identifier: str) -> str:
    view = View(GraphFolder(project / "graph"))
    article = next(
        iri
        for iri in view.instances("Article")
        if view.value(iri, "dcterms:identifier") == identifier
    )
    return Renderer(view, ServerLinks(view.base_iri)).resource(article)


def test_what_was_read_and_moved_with_its_graph_is_the_same(project: Path) -> None:
    assert _tell(project) == dict.fromkeys(["<b>rill<-b>", "line-0", "line-1", "quill"], "same")
    assert 'role="alert"' not in _show(project, "quill")


def test_a_file_that_has_changed_is_said_and_its_text_is_the_one_that_was_read(
    project: Path,
) -> None:
    (project / "articles" / "quill.txt").write_text(TEXT.replace("closed", "opened"))
    page = _show(project, "quill")
    assert "quill.txt</bdi>, which this article was read from,\n  has changed since" in page
    assert "closed" in page
    assert "opened" not in page
    _build(project)
    assert 'role="alert"' not in _show(project, "quill")


def test_a_file_that_is_gone_is_said_and_its_name_is_text(project: Path) -> None:
    (project / "articles" / "<b>rill<-b>.txt").unlink()
    page = _show(project, "<b>rill<-b>")
    assert "&lt;b&gt;rill&lt;-b&gt;.txt</bdi>" in page
    assert "is no longer where it was" in page
    assert str(project) not in page


def test_a_line_that_was_added_is_a_change_of_every_article_of_the_file(project: Path) -> None:
    with (project / "articles" / "both.jsonl").open("a") as file:
        file.write("\n")
    assert {name for name, state in _tell(project).items() if state == "changed"} == {
        "line-0",
        "line-1",
    }


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(project: Path) -> None:
    file = project / "articles" / "quill.txt"
    file.unlink()
    os.mkfifo(file)
    assert _tell(project)["quill"] == "gone"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"quill": 3}', '{"quill": ["a"]}'])
def test_origins_that_are_damaged_are_not_known_and_the_next_build_makes_them_anew(
    project: Path, content: str
) -> None:
    (project / "graph" / "origins.json").write_text(content)
    assert _tell(project) == {}
    _build(project)
    assert len(_tell(project)) == 4


def test_what_became_of_another_version_of_an_article_is_not_known(project: Path) -> None:
    file = project / "graph" / "origins.json"
    origins = json.loads(file.read_bytes())
    origins["quill"][2] = "0" * 64
    file.write_text(json.dumps(origins))
    assert "quill" not in _tell(project)


def test_where_articles_lay_is_no_part_of_the_graph(project: Path, tmp_path: Path) -> None:
    renamed = project / "articles" / "further" / "quill.txt"
    renamed.parent.mkdir()
    manifest = (project / "graph" / "manifest.json").read_bytes()
    (project / "articles" / "quill.txt").rename(renamed)
    assert _tell(project)["quill"] == "gone"
    _build(project)
    assert _tell(project)["quill"] == "same"
    assert (project / "graph" / "manifest.json").read_bytes() == manifest
    with (tmp_path / "backup").open("wb") as target:
        write_backup(GraphFolder(project / "graph"), target)
    with tarfile.open(tmp_path / "backup") as archive:
        assert "manifest.json" in archive.getnames()
        assert "origins.json" not in archive.getnames()
