"""The pages in a real browser: nothing fails, nothing overflows, all of it works by keyboard, and axe finds no serious fault."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import browsers
import handmade
import pytest
import served
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner

from graph_builder.cli import main
from graph_builder.serving.pages.rendering import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page
    from served import Server

EDITOR = FOLDER / "static" / "yasqe.min.js"
ARTICLE = "/" + served.NAMES.article(handmade.FIRST.id)[1:-1].partition("/id/")[2]
PAGES = (
    "/",
    ARTICLE,
    "/person/ada-quill",
    "/measure/night-curfew-port-lumen",
    "/timeline",
    "/figures",
    "/questions",
    "/questions/measures-by-status",
    "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+3",
    "/search?q=quill",
    "/browse/Claim",
    "/judgement/5580829d9162b6fd",
    "/findings",
    "/nowhere",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return served.write_folder(tmp_path_factory.mktemp("browser") / "graph")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with served.run_server(folder) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.run_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield page
    page.close()


def watch(page: Page) -> list[str]:
    """Return a list that fills with what goes wrong in a page."""
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            faults.append(message.text)

    def dismiss(dialog: Dialog) -> None:
        faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", dismiss)
    return faults


def find_faults(page: Page) -> list[str]:
    """Return what axe holds to be serious."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_sound_at_every_width(browser: Browser, server: Server, scheme: str) -> None:
    for width in (360, 1440):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page = context.new_page()
        faults = watch(page)
        for path in PAGES:
            page.goto(server.address + path)
            assert page.locator("h1").count() == 1, path
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert overflow <= 0, (path, width)
            assert find_faults(page) == [], (path, width)
        # What the browser itself says of a page that is not there.
        assert [fault for fault in faults if "404" not in fault] == []
        context.close()


def test_words_lead_to_their_facts_and_back(page: Page, server: Server) -> None:
    page.goto(server.address + ARTICLE)
    pin = page.locator("a.pin").first
    pin.focus()
    tooltip = pin.evaluate("e => getComputedStyle(e, '::after').content")
    assert "Ada Quill" in tooltip
    pin.press("Enter")
    name = page.url.partition("#")[2]
    card = page.locator(f"[id='{name}']")
    card.locator("blockquote a").first.click()
    assert "#passage-" in page.url
    page.locator("mark[data-cards]").first.click(position={"x": 2, "y": 5})
    assert page.locator(".card.shown").count() >= 1


def test_selecting_the_text_copies_the_text_alone(page: Page, server: Server) -> None:
    page.goto(server.address + ARTICLE)
    text = page.locator(".text").evaluate(
        "e => { getSelection().selectAllChildren(e); return getSelection().toString(); }"
    )
    assert text.strip() == handmade.FIRST_TEXT.strip()


def test_highlights_can_be_hidden(page: Page, server: Server) -> None:
    page.goto(server.address + ARTICLE)
    line = "e => getComputedStyle(e).textDecorationLine"
    mark = page.locator("mark.k-claim").first
    assert mark.evaluate(line) == "underline"
    page.get_by_label("Without highlights").check()
    assert mark.evaluate(line) == "none"


def test_moving_the_line_tells_what_was_before(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/timeline?line=2031-05-04")
    assert page.locator("li.side-before").count() >= 1
    slider = page.get_by_label("What was before")
    slider.focus()
    slider.press("Home")
    assert page.locator("li.side-before").count() == 0
    assert "0 certainly before" in page.locator("#tally").inner_text()


def test_a_question_is_asked_by_its_form(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/questions/claims-by-speaker")
    page.get_by_label("speaker").fill("dockers")
    page.get_by_role("button", name="Ask").click()
    assert "speaker=dockers" in page.url
    table = page.get_by_role("table")
    assert "lift the curfew" in table.inner_text()
    table.get_by_role("link").first.click()
    assert page.locator("h1").inner_text() == "dockers"


def test_the_editor_runs_a_saved_query(page: Page, server: Server) -> None:
    faults = watch(page)
    page.goto(f"{server.address}/sparql")
    page.get_by_role("link", name="Which figures disagree?").click()
    assert page.get_by_role("table").locator("tbody tr").count() == 1
    assert faults == []


def wait_for_hints(page: Page) -> None:
    """Wait for the terms to choose from: the editor lists them anew in the frame after the last letter."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.locator(".CodeMirror-hints li").first.wait_for()


@pytest.mark.skipif(
    not (EDITOR.is_file() or os.environ.get("CI")),
    reason="the editor is not built: run 'make editor', which needs npm",
)
def test_the_editor_completes_the_terms_of_the_ontology(page: Page, server: Server) -> None:
    faults = watch(page)
    page.on("request", lambda sent: faults.extend([sent.url] * ("//127.0.0.1" not in sent.url)))
    page.goto(f"{server.address}/sparql")
    assert page.locator("textarea#query").is_hidden()
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?name { ?m a gb:Meas")
    wait_for_hints(page)
    assert page.locator(".CodeMirror-hints li").first.inner_text().startswith("gb:Measure ")
    assert find_faults(page) == []
    page.keyboard.press("Enter")
    page.keyboard.type(" ; skos:pref")
    wait_for_hints(page)
    page.keyboard.press("Enter")
    page.keyboard.type(" ?name }")
    page.keyboard.press("Control+Enter")
    page.get_by_role("table").wait_for()
    assert "night curfew in Port Lumen" in page.get_by_role("table").inner_text()
    query = parse_qs(urlsplit(page.url).query)["query"][0]
    assert "PREFIX gb: <https://w3id.org/graph-builder/ontology#>" in query
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in query
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert "night curfew in Port Lumen" in download.value.path().read_text()
    assert faults == []


def test_nobody_is_caught_in_the_editor(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/sparql")
    page.get_by_text("A query over the merged graph").click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ask"


def test_a_correction_is_made_and_undone(page: Page, tmp_path: Path) -> None:
    article = tmp_path / "opening.txt"
    article.write_text(
        "date 2031-03-05 “The curfew will begin at ten,” Mayor Ana Ruiz said on Wednesday. "
        "The Harbour Guild criticised the curfew in Port Hale.\n",
        encoding="utf-8",
    )
    graph, file = tmp_path / "graph", tmp_path / "corrections.yaml"
    done = CliRunner().invoke(main, ["build", "--graph", str(graph), str(article)])
    assert done.exit_code == 0, done.output
    faults = watch(page)
    with served.run_server(graph, "--edit", "--corrections", str(file)) as server:
        page.goto(server.invitation)
        assert "token" not in page.url
        assert find_faults(page) == []
        page.goto(f"{server.address}/person/ana-ruiz")
        page.locator("#said ~ .grid .card").get_by_role("link", name="correct").click()
        assert find_faults(page) == []
        assert page.get_by_label("Who, of those").is_hidden(), "it is asked when it is wanted"
        page.get_by_label("Somebody else said it").check()
        page.get_by_label("Who, of those").select_option("Harbour Guild")
        page.get_by_label("Who are you?").fill("Eva Lind")
        page.get_by_label("Why?").fill("The video shows their speaker.")
        page.get_by_role("button", name="Show what will change").click()
        assert find_faults(page) == []
        assert "speaker: Harbour Guild" in page.locator(".changes").inner_text()
        assert not file.exists()
        page.get_by_role("button", name="Write it").click()
        assert "was said by “Harbour Guild”" in page.locator(".entries").inner_text()
        assert "ascribe: article/opening/claim/" in file.read_text(encoding="utf-8")
        page.get_by_role("button", name="Build now").click()
        page.goto(f"{server.address}/organization/harbour-guild")
        assert "begin at ten" in page.locator("#said ~ .grid").first.inner_text()
        page.get_by_role("link", name="Corrections").click()
        page.get_by_role("button", name="Take out").click()
        assert "speaker: Ana Ruiz" in page.locator(".changes").inner_text()
        page.get_by_role("button", name="Take it out").click()
        page.get_by_role("button", name="Build now").click()
        assert file.read_text(encoding="utf-8") == ""
        page.goto(f"{server.address}/person/ana-ruiz")
        assert "begin at ten" in page.locator("#said ~ .grid").first.inner_text()
    assert faults == []


def test_a_page_prints_without_what_is_for_screens(page: Page, server: Server) -> None:
    page.goto(server.address + ARTICLE)
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()
    assert page.locator(".text").is_visible()


def test_it_works_without_script(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address + ARTICLE)
    page.locator("a.pin").first.click()
    assert "#" in page.url
    page.goto(f"{server.address}/timeline")
    page.get_by_label("claims").check()
    page.get_by_role("button", name="Show").click()
    assert "kind=claim" in page.url
    context.close()


def test_files_work_from_a_disk(browser: Browser, folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["site", "--graph", str(folder), "-o", str(tmp_path / "s")])
    assert done.exit_code == 0
    context = browser.new_context(offline=True)
    page = context.new_page()
    faults = watch(page)
    page.goto((tmp_path / "s" / "index.html").as_uri())
    family = page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily")
    assert "Georgia" in family, "the style sheet is there"
    page.get_by_role("link", name="Timeline").click()
    page.get_by_role("link", name="night curfew in Port Lumen", exact=True).click()
    page.locator("ol.life blockquote a").first.click()
    assert page.locator(".text mark").count() > 5
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_label("Show only").fill("quill")
    assert page.locator("#entries li:visible").count() == 1
    assert faults == []
    assert find_faults(page) == []
    context.close()


def test_a_text_that_means_harm_runs_nothing(page: Page, tmp_path: Path) -> None:
    text = (
        "Mayor </script><script>alert(1)</script> Ada Quill said on Monday that “the <img src=x onerror=alert(2)> "
        "port is \u202eclosed”. \x00 Ada \"'> Quill ordered a curfew."
    )
    line = json.dumps(
        {"id": "'\"><svg onload=alert(3)>", "title": "<script>alert(4)</script>", "text": text}
    )
    (tmp_path / "a.jsonl").write_text(line)
    graph = tmp_path / "g"
    assert (
        CliRunner()
        .invoke(main, ["build", "--graph", str(graph), str(tmp_path / "a.jsonl")])
        .exit_code
        == 0
    )
    faults = watch(page)
    with served.run_server(graph) as server:
        page.goto(server.address)
        for link in page.locator("main a").evaluate_all("all => all.map(a => a.href)"):
            page.goto(link)
        page.goto(f"{server.address}/browse/Article")
        page.locator("#entries a").first.click()
        assert "<script>alert(1)</script>" in page.locator(".text").inner_text()
        assert page.locator(".text img, .text script").count() == 0
    assert faults == []
