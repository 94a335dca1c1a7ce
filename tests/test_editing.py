"""Corrections in the browser: who may write them, what is shown before, what is written, and what is refused."""

from __future__ import annotations

import contextlib
import re
import shutil
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import pytest
import served
from click.testing import CliRunner

from graph_builder.cli import main
from graph_builder.corrections import CorrectionFiles, read_corrections
from graph_builder.project import NO_PROJECT
from graph_builder.serving.editing import desk as desk_module
from graph_builder.serving.editing.desk import Desk
from graph_builder.serving.editing.pages import check_known
from graph_builder.serving.editing.trial import find_changes
from graph_builder.serving.pages.view import View
from graph_builder.serving.requests import RefusedError
from graph_builder.store import GraphFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from served import Answer, Server

TEXT = """ date 2031-03-05 Mayor Ana Ruiz announced on Wednesday a curfew in Port Hale.

“The curfew will begin at ten,” Ruiz said. She ordered the police to patrol the harbour.

The Harbour Guild criticised the curfew. Eva Lind said on Monday that 12 people were wounded.
"""
SECOND = """ date 2031-03-12 Ana Ruiz, the mayor, said on Tuesday that the curfew in Port Hale had been lifted.
"""
_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editing")
    for name, text in (("opening", TEXT), ("second", SECOND)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build(folder)
    return folder


def build(folder: Path) -> None:
    done = CliRunner().invoke(main, ["build", "--graph", str(folder / "graph"), str(folder)])
    assert done.exit_code == 0, done.output


class Editor(NamedTuple):
    """A server that takes corrections, the file, and what somebody who may write them sends."""

    server: Server
    file: Path
    cookie: str

    def get(self, path: str, **headers: str) -> Answer:
        return self.server.ask(path, headers={"Cookie": self.cookie, **headers})

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        known = {"Cookie": self.cookie, "Origin": self.server.address} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        sent = {name: value for name, value in known.items() if value}
        return self.server.ask(path, urlencode(fields).encode(), headers=sent)

    def find_token(self) -> str:
        page = self.get("/corrections/new?about=person/ana-ruiz").text
        fields: dict[str, str] = dict(_FIELD.findall(page))
        return fields["token"]

    def preview(self, **fields: str) -> Answer:
        signed = {"token": self.find_token(), "who": "Eva", "why": "I asked."}
        return self.post("/corrections/preview", signed | fields)


@pytest.fixture(scope="module")
def editor(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """One for all tests that write nothing."""
    with run_editor(built, tmp_path_factory.mktemp("editor")) as editor:
        yield editor
        assert not editor.file.exists()


@pytest.fixture
def writer(built: Path, tmp_path: Path) -> Iterator[Editor]:
    """One for a test that writes."""
    with run_editor(built, tmp_path) as editor:
        yield editor


@contextlib.contextmanager
def run_editor(built: Path, folder: Path) -> Iterator[Editor]:
    shutil.copytree(built / "graph", folder / "graph")
    file = folder / "corrections.yaml"
    with served.run_server(folder / "graph", "--edit", "--corrections", str(file)) as server:
        path = server.invitation.removeprefix(server.address)
        given = str(server.ask(path, redirect=False).headers["Set-Cookie"])
        yield Editor(server, file, given.partition(";")[0])


def send(editor: Editor, shown: Answer, path: str = "/corrections/write") -> Answer:
    """Send what a preview has in its form."""
    fields = {name: _unescape(value) for name, value in _FIELD.findall(shown.text)}
    return editor.post(path, fields)


def _unescape(text: str) -> str:
    for escaped, character in (("&#34;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">")):
        text = text.replace(escaped, character)
    return text.replace("&amp;", "&")


def test_the_cookie_is_for_this_server_alone(built: Path) -> None:
    with served.run_server(built / "graph", "--edit") as server:
        path = server.invitation.removeprefix(server.address)
        cookie = server.ask(path, redirect=False).headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        refused = server.ask("/corrections/open?token=guess", redirect=False)
        assert refused.status == 403
        assert "Set-Cookie" not in refused.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": ""},
        {"Cookie": "graph-builder=guess"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Origin": "", "Referer": "http://evil.example/page"},
        {"Origin": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_what_comes_from_elsewhere_is_refused(editor: Editor, headers: dict[str, str]) -> None:
    fields = {"token": editor.find_token(), "about": "person/ana-ruiz", "action": "confirm"}
    fields |= {"who": "Eva", "why": "I asked."}
    for path in ("preview", "write", "apply"):
        assert editor.post(f"/corrections/{path}", fields, **headers).status == 403
    assert editor.post("/corrections/preview", fields).status == 200, "they are what is wrong"
    assert not editor.file.exists()


def test_a_form_needs_its_token(editor: Editor) -> None:
    fields = {"about": "person/ana-ruiz", "action": "confirm", "who": "Eva", "why": "x"}
    for token in ({}, {"token": "guess"}, {"token": "é"}):
        assert editor.post("/corrections/preview", fields | token).status == 403
    for path in ("/corrections", "/corrections/new?about=person/ana-ruiz"):
        assert editor.server.ask(path).status == 403
        assert editor.get(path).status == 200


def test_another_host_is_refused(editor: Editor) -> None:
    fields = {"token": editor.find_token()}
    headers = {"Host": "evil.example", "Origin": "http://evil.example"}
    assert editor.post("/corrections/apply", fields, **headers).status == 421


def test_without_the_option_nothing_is_there(built: Path) -> None:
    with served.run_server(built / "graph") as server:
        for path in ("/corrections", "/corrections/new?about=person/ana-ruiz"):
            assert server.ask(path).status == 404
        for path in ("preview", "write", "apply"):
            assert server.ask(f"/corrections/{path}", b"token=x").status == 404
        assert "corrections/new" not in server.ask("/person/ana-ruiz", accept="text/html").text


def test_only_this_machine_may_correct(built: Path) -> None:
    options = ["--graph", str(built / "graph"), "--edit", "--host", "0.0.0.0", "--port", "0"]  # noqa: S104 - it is refused
    done = CliRunner().invoke(main, ["serve", *options])
    assert done.exit_code == 2
    assert "--edit is for this machine alone" in done.output


def test_nothing_is_written_before_it_was_shown(writer: Editor) -> None:
    fields = {"about": "person/ana-ruiz", "action": "rename", "rename-to": "Ana Ruiz Mora"}
    shown = writer.preview(**fields)
    assert shown.status == 200
    assert "is to be called" in shown.text
    assert "- rename: person/ana-ruiz\n  to: Ana Ruiz Mora\n  who: Eva\n" in shown.text
    assert not writer.file.exists()
    form = {name: _unescape(value) for name, value in _FIELD.findall(shown.text)}
    other = writer.post("/corrections/write", form | {"rename-to": "Somebody Else"})
    assert other.status == 409
    writer.file.write_text("# changed meanwhile\n")
    assert writer.post("/corrections/write", form).status == 409
    assert writer.file.read_text() == "# changed meanwhile\n"
    written = send(writer, writer.preview(**fields))
    assert written.status == 200
    assert "Written." in written.text
    assert writer.file.read_text().startswith("# changed meanwhile\n- rename: person/ana-ruiz\n")


def test_an_entry_is_applied_and_taken_back(writer: Editor) -> None:
    def read(path: str) -> str:
        return writer.server.ask(path, accept="text/html").text

    fields = {"about": "person/ana-ruiz", "action": "rename", "rename-to": "Ana Ruiz Mora"}
    listed = send(writer, writer.preview(**fields))
    assert "Build now" in listed.text
    assert "<h1><bdi>Ana Ruiz</bdi></h1>" in read("/person/ana-ruiz")
    token = {"token": writer.find_token()}
    assert "Applied" in writer.post("/corrections/apply", token).text
    assert "<h1><bdi>Ana Ruiz Mora</bdi></h1>" in read("/person/ana-ruiz")
    assert "Eva renamed it: I asked." in read("/person/ana-ruiz")
    shown = writer.post("/corrections/preview", token | {"line": "1"})
    assert "What is taken back" in shown.text
    assert "Build now" in send(writer, shown).text
    assert writer.file.read_text() == ""
    writer.post("/corrections/apply", token)
    assert "<h1><bdi>Ana Ruiz</bdi></h1>" in read("/person/ana-ruiz")


def find(editor: Editor, pattern: str) -> str:
    """Return the first address in the data of an article that a pattern finds."""
    found = re.search(
        pattern, editor.server.ask("/store?default", accept="application/n-triples").text
    )
    assert found, pattern
    return found[1]


def test_each_correction_has_its_form(editor: Editor) -> None:
    claim = find(editor, r"(article/opening/claim/\w+)> \S+content> \"[^\"]*begin at ten")
    page = editor.get(f"/corrections/new?about={claim}").text
    assert '<option value="organization/harbour-guild">Harbour Guild</option>' in page
    ascribed = editor.preview(
        about=claim, action="ascribe", **{"ascribe-to": "organization/harbour-guild"}
    )
    assert "speaker: <bdi>Harbour Guild</bdi>" in ascribed.text
    rejected = editor.preview(about=claim, action="reject")
    assert "no more" in rejected.text
    page = editor.get("/corrections/new?about=person/ana-ruiz").text
    members = re.findall(r'<option value="(member/[^"]+)">', page)
    assert len(set(members)) == 2
    told_apart = editor.preview(
        about="person/ana-ruiz",
        action="different",
        **{"different-left": members[0], "different-right": members[1]},
    )
    assert told_apart.status == 200
    assert "new</span>" in told_apart.text
    same = editor.preview(
        about="person/ana-ruiz", action="same", **{"same-to": "organization/harbour-guild"}
    )
    assert "is now: <bdi>" in same.text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"who": ""}, 400, "Say who you are"),
        ({"why": " \n "}, 400, "Say why"),
        ({"action": ""}, 400, "Choose what is wrong"),
        ({"action": "ascribe", "ascribe-to": "x"}, 400, "Choose what is wrong"),
        ({"action": "same"}, 400, "Say what it is the same as"),
        ({"action": "rename", "rename-to": "\x00"}, 400, "control characters"),
        ({"action": "rename", "rename-to": "x" * 5000}, 400, "longer than"),
        ({"about": "person/nobody"}, 404, "nothing at"),
        ({"about": "../../etc/passwd"}, 404, "nothing at"),
        ({"action": "same", "same-to": "person/nobody"}, 409, "is not in the graph"),
        ({"action": "same", "same-to": "place/port-hale"}, 409, "port-hale"),
        ({"why": "x" * 70_000}, 413, "larger than"),
    ],
)
def test_what_cannot_be_used_is_not_written(
    editor: Editor, fields: dict[str, str], status: int, words: str
) -> None:
    answer = editor.preview(**({"about": "person/ana-ruiz", "action": "confirm"} | fields))
    assert answer.status == status, answer.text
    assert words in answer.text
    assert "corrections/write" not in answer.text
    assert not editor.file.exists()


def test_hostile_words_are_shown_as_words(writer: Editor) -> None:
    words = "<script>alert(1)</script>\u202e: - {a: b} # 'x' \"y\" %s {{7*7}}"
    shown = writer.preview(
        about="person/ana-ruiz", action="rename", who=words, why=words, **{"rename-to": words}
    )
    assert shown.status == 200
    assert "<script>alert" not in shown.text
    assert "49" not in re.sub(r"\w{9,}", "", shown.text)
    assert "<script>alert" not in send(writer, shown).text
    (entry,) = read_corrections(writer.file.read_text(), "x")
    assert (entry.to, entry.who, entry.why) == (words, words, words)


def test_a_broken_file_is_told_of_and_left_alone(writer: Editor) -> None:
    writer.file.write_text("- rename: [")
    assert "no YAML" in writer.get("/corrections").text
    answer = writer.preview(about="person/ana-ruiz", action="confirm")
    assert answer.status == 409
    assert "no YAML" in answer.text
    assert writer.file.read_text() == "- rename: ["


def test_a_large_graph_is_not_tried_but_names_are_looked_up(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "MOST_TRIED", 1)
    folder = GraphFolder(built / "graph")
    desk = Desk(folder, NO_PROJECT, tmp_path / "corrections.yaml")
    signed = {"who": "E", "why": "x"}
    for other, known in (("organization/harbour-guild", True), ("person/nobody", False)):
        preview = desk.preview_entry({"same": ["person/ana-ruiz", other], **signed})
        assert preview.changes is None
        with contextlib.nullcontext() if known else pytest.raises(RefusedError):
            check_known(View(folder), preview.correction)
    with pytest.raises(RefusedError):
        desk.apply()


def test_a_trial_changes_nothing_and_says_what_a_build_does(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "graph", tmp_path / "graph")
    folder = GraphFolder(tmp_path / "graph")
    before = sorted(folder.iter_quads())
    file = tmp_path / "corrections.yaml"
    desk = Desk(folder, NO_PROJECT, file)
    preview = desk.preview_entry({"reject": "organization/harbour-guild", "who": "E", "why": "x"})
    assert sorted(folder.iter_quads()) == before
    gone = {change.iri for change in preview.changes or () if change.fate == "gone"}
    assert any(iri.endswith("organization/harbour-guild") for iri in gone)
    desk.save(preview)
    desk.apply()
    left = {quad[0][1:-1] for quad in folder.iter_quads()}
    assert not gone & left
    assert not find_changes(folder, NO_PROJECT, CorrectionFiles({str(file): preview.after}))
