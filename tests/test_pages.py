"""The pages: what they show, where they lead, and what they do with a text that means harm."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import handmade
import pyoxigraph
import pytest
import served
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.cli import main
from graph_builder.serving.pages.article import cut_text, read_article
from graph_builder.serving.pages.cards import CLAIM, Card, Item
from graph_builder.serving.pages.figures import draw_group, list_groups
from graph_builder.serving.pages.links import ServerLinks
from graph_builder.serving.pages.neighbourhood import find_neighbours
from graph_builder.serving.pages.quoting import find_surroundings
from graph_builder.serving.pages.rendering import Renderer
from graph_builder.serving.pages.search import Texts
from graph_builder.serving.pages.thing import portray
from graph_builder.serving.pages.timeline import draw_timeline, find_moments, find_runoff, tell_side
from graph_builder.serving.pages.view import Quote, View, When
from graph_builder.store import GraphFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from served import Server

FIRST = served.NAMES.article(handmade.FIRST.id)[1:-1]
BASE = "https://w3id.org/graph-builder/id/"
MEASURE = "/measure/night-curfew-port-lumen"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HOSTILE = (
    "Mayor Ada </script><script>alert(1)</script> Quill said on Monday that “the <img src=x onerror=alert(2)> "
    "port is \u202eclosed” and that 12 people were wounded.\x00\n\n"
    "Ada Quill told “reporters & 'others'” that the council ordered a night curfew.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return served.write_folder(tmp_path_factory.mktemp("pages") / "graph")


@pytest.fixture(scope="module")
def view(folder: Path) -> View:
    return View(GraphFolder(folder))


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with served.run_server(folder) as server:
        yield server


class Links(HTMLParser):
    """The addresses and the names of anchors in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        for name, value in attrs:
            if name in {"href", "src"} and value is not None:
                self.links.add(value)
            if name == "id" and value:
                assert value not in self.names, f"{value} is there twice"
                self.names.add(value)
            assert name != "style", "a strict policy lets no style attribute through"
            assert not name.startswith("on"), "no script stands in an attribute"


# ── the text of an article ──


def test_the_pieces_of_an_article_are_its_text(view: View) -> None:
    for article in view.instances("Article"):
        reading = read_article(view, article)
        assert "".join(piece.text for piece in reading.pieces) == view.text(article)
        assert reading.cards
        assert not reading.misfits


SPAN = st.tuples(st.integers(0, 30), st.integers(1, 12))


@given(
    text=st.text(min_size=45, max_size=60),
    spans=st.lists(SPAN, max_size=8),
    names=st.lists(SPAN, max_size=4),
)
def test_marks_are_cut_at_every_boundary(
    text: str, spans: list[tuple[int, int]], names: list[tuple[int, int]]
) -> None:
    def quote(number: int, span: tuple[int, int]) -> Quote:
        start, end = span[0], span[0] + span[1]
        return Quote(f"http://e/passage/{number}", "http://e/a", "a", start, end, text[start:end])

    cards = [
        Card(iri=f"http://e/claim/{n}", kind=CLAIM, title="statement", quotes=(quote(n, span),))
        for n, span in enumerate(spans)
    ]
    named = [(quote(100 + n, span), Item("x", f"http://e/x/{n}")) for n, span in enumerate(names)]
    pieces = cut_text(text, cards, named)
    assert "".join(piece.text for piece in pieces) == text
    for card in cards:
        words = "".join(piece.text for piece in pieces if card in piece.cards)
        assert words == card.quotes[0].text
        assert sum(card in piece.opening for piece in pieces) == 1


def test_the_shortest_of_several_facts_comes_first(view: View) -> None:
    reading = read_article(view, FIRST)
    at = crowded = 0
    for piece in reading.pieces:
        lengths = [
            min(q.end - q.start for q in card.quotes if q.start <= at < q.end)
            for card in piece.cards
        ]
        assert lengths == sorted(lengths)
        at += len(piece.text)
        crowded += len(lengths) > 1
    assert crowded


def rewrite(folder: Path, old: str, new: str) -> None:
    """Change the words of a passage in the graph, so that it no longer fits the text."""
    graphs = {quad[3] for quad in handmade.map_all()}
    quads = [(*quad[:2], quad[2].replace(old, new), quad[3]) for quad in handmade.map_all()]
    served.write_folder(folder, {graph: [q for q in quads if q[3] == graph] for graph in graphs})


def test_evidence_that_does_not_fit_is_told_not_highlighted(tmp_path: Path) -> None:
    rewrite(tmp_path / "graph", '"12 wounded in March"', '"13 wounded in March"')
    view = View(GraphFolder(tmp_path / "graph"))
    article = served.NAMES.article(handmade.FIRST.id)[1:-1]
    reading = read_article(view, article)
    assert {card.kind for card in reading.misfits} == {"figure"}
    assert not any(card in piece.cards for piece in reading.pieces for card in reading.misfits)
    page = Renderer(view, ServerLinks(view.base_iri)).resource(article)
    assert "Evidence that does not fit the text" in page


def test_a_text_that_was_changed_is_told(tmp_path: Path) -> None:
    folder = served.write_folder(tmp_path / "graph")
    for text in (folder / "texts").iterdir():
        text.write_text("something else")
    with served.run_server(folder) as server:
        page = server.ask("/article/second", accept="text/html")
    assert page.status == 200
    assert "gone or was changed since the build" in page.text
    assert "<mark" not in page.text


# ── time ──


@pytest.mark.parametrize(
    ("earliest", "latest", "side"),
    [
        ("2031-01-01", "2031-04-30", "before"),
        ("2031-05-04", "2031-05-04", "after"),
        ("2031-05-01", "2031-05-31", "possibly"),
        ("", "2031-05-03", "before"),
        ("2031-01-01", "", "possibly"),
        ("2031-06-01", "", "after"),
        ("", "2031-06-01", "possibly"),
    ],
)
def test_the_line_tells_what_was_certainly_before_it(earliest: str, latest: str, side: str) -> None:
    assert tell_side(When(earliest, latest), "2031-05-04") == side


def test_the_timeline_is_in_order_and_open_ends_fade(view: View) -> None:
    entries = find_moments(view)
    timeline = draw_timeline(view, entries, "2031-05-04", 100)
    keys = [bar.entry.when.key for bar in timeline.bars]
    assert keys == sorted(keys)
    assert len(timeline.bars) + len(timeline.undated) == len(entries)
    assert all(not entry.when for entry in timeline.undated)
    for bar in timeline.bars:
        assert 0 <= bar.left < bar.left + bar.width <= 1000
        assert (bar.fades == "") == bool(bar.entry.when.earliest and bar.entry.when.latest)
    curfew = next(bar for bar in timeline.bars if bar.entry.label == "night curfew in Port Lumen")
    assert curfew.side == "before"
    assert draw_timeline(view, [], "", 10).bars == ()
    parts = [draw_timeline(view, entries, "", 3, first) for first in range(0, timeline.dated, 3)]
    assert [bar.entry for part in parts for bar in part.bars] == [b.entry for b in timeline.bars]


def test_without_a_runoff_there_is_no_line(view: View) -> None:
    assert find_runoff(view) == ""


def test_steps_of_one_day_follow_each_other_as_steps_do(tmp_path: Path) -> None:
    measure = f"<{BASE}measure/night-curfew-port-lumen>"
    graph = f"<{BASE}graph/steps>"
    gb = "https://w3id.org/graph-builder/ontology#"
    day = f"<{BASE}day>"
    quads = [
        (day, f"<{gb}{name}>", '"2031-05-02"^^<http://www.w3.org/2001/XMLSchema#date>', graph)
        for name in ("earliest", "latest")
    ]
    # By their addresses, they would stand in the opposite order.
    for number, status in enumerate(("InForce", "Approved", "Proposed")):
        step = f"<{BASE}article/x/status-change/{number}>"
        kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        quads += [
            (step, kind, f"<{gb}StatusChange>", graph),
            (step, f"<{gb}changes>", measure, graph),
            (step, f"<{gb}toStatus>", f"<{gb}{status}>", graph),
            (step, f"<{gb}occurredOn>", day, graph),
        ]
    folder = GraphFolder(served.write_folder(tmp_path / "graph", {graph: quads}))
    life = portray(View(folder), measure[1:-1]).sections[0]
    steps = [card.title for card in life.cards if card.when.earliest == "2031-05-02"]
    assert [step for step in steps if step != "announced"] == ["proposed", "approved", "in force"]


def test_pages_of_other_sites_cannot_read_articles(server: Server) -> None:
    origin = {"Origin": "https://example.org"}
    for path in ("/", "/" + FIRST.partition("/id/")[2], "/search?q=quill"):
        assert "Access-Control-Allow-Origin" not in server.ask(path, headers=origin).headers
    assert (
        server.ask("/store?default", headers=origin).headers["Access-Control-Allow-Origin"] == "*"
    )


def test_the_editor_is_told_what_the_ontology_means(server: Server) -> None:
    found = json.loads(server.ask("/sparql/terms").text)
    terms = {term["name"]: term["meaning"] for term in found["terms"]}
    assert terms["gb:Measure"].startswith("Something that those in authority")
    assert "skos:prefLabel" in terms
    for name in terms:
        assert name.partition(":")[0] in found["prefixes"]


def test_any_answer_can_be_had_as_a_file(server: Server) -> None:
    rows = server.ask("/sparql/answer.csv", query="SELECT ?x { ?x a <urn:none> }")
    assert (rows.status, rows.kind, rows.text.strip()) == (200, "text/csv", "x")
    assert 'filename="answer.csv"' in rows.headers["Content-Disposition"]
    graph = server.ask("/sparql/answer.nt", query="CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1")
    assert (graph.status, graph.kind) == (200, "application/n-triples")
    assert server.ask("/sparql/answer.json", query="ASK {}").text.count("true") == 1
    assert server.ask("/sparql/answer.csv", query="ASK {}").status == 406
    assert server.ask("/sparql/answer.exe", query="ASK {}").status == 404
    assert server.ask("/sparql/answer.csv", query="SELECT").status == 400
    assert server.ask("/sparql/answer.csv").status == 400


def test_a_short_quote_is_shown_with_the_words_around_it(view: View) -> None:
    text = handmade.FIRST_TEXT
    start = text.index("12 wounded")
    quote = Quote("", FIRST, "", start, start + 10, "12 wounded")
    before, after = find_surroundings(view, quote)
    assert before == "Police counted ", "not beyond its line"
    assert after == " in March. The council did not say when it would meet."
    moved = Quote("", FIRST, "", start + 1, start + 11, "12 wounded")
    assert find_surroundings(view, moved) == ("", ""), "the text does not say so there"
    long = text[start - 10 : start + 40]
    assert find_surroundings(view, Quote("", FIRST, "", start - 10, start + 40, long)) == ("", "")


def test_a_graph_that_is_taken_away_is_told_of(tmp_path: Path) -> None:
    graph = served.write_folder(tmp_path / "graph")
    with served.run_server(graph) as server:
        assert server.ask("/", accept="text/html").status == 200
        shutil.rmtree(graph)
        for path in ("/", "/person/ada-quill", "/questions/claims-by-speaker", "/search?q=quill"):
            answer = server.ask(path, accept="text/html")
            assert answer.status == 500, path
            assert "there is no graph in" in answer.text, path


def test_rows_can_be_narrowed_by_what_their_columns_say(server: Server) -> None:
    page = server.ask("/questions/claims-by-speaker", accept="text/html").text
    links = re.findall(
        r'<a href="(\?[^"]*only\.[^"]*)" rel="nofollow"><bdi>([^<]*)</bdi></a> <span class="quiet">(\d+)<',
        page,
    )
    assert links
    for href, value, count in links:
        part = server.ask(
            "/questions/claims-by-speaker" + href.replace("&amp;", "&"), accept="text/html"
        ).text
        assert f"{count} row" in part, value
        assert 'aria-current="true"' in part
    hostile = server.ask("/questions/claims-by-speaker?only.%3Cb%3E=%3Ci%3E", accept="text/html")
    assert hostile.status == 200
    assert "<i>" not in hostile.text.replace('<i class="around">', "")


# ── figures and neighbours ──


def test_figures_that_disagree_stand_side_by_side(view: View) -> None:
    plots = [draw_group(view, group) for group in list_groups(view)]
    assert plots[0].disputes
    one, other, certain = plots[0].disputes[0]
    assert {one.content, other.content} == {"12 people", "≈ 15 people"}
    assert certain


def test_a_neighbourhood_is_small(view: View) -> None:
    near = find_neighbours(view, f"{BASE}person/ada-quill")
    names = {neighbour.item.text for neighbour in near.neighbours}
    assert {"night curfew in Port Lumen", "vote"} <= names
    assert len(near.neighbours) <= 14
    assert all(0 < neighbour.top < near.height for neighbour in near.neighbours)


# ── the server ──


def test_a_resource_is_html_turtle_or_json_ld(server: Server) -> None:
    path = "/person/ada-quill"
    assert server.ask(path, accept="*/*").kind == "text/html"
    assert server.ask(path).kind == "text/html"
    assert server.ask(path, accept="text/turtle").kind == "text/turtle"
    assert server.ask(path, format="json-ld").kind == "application/ld+json"
    assert server.ask(path, accept="image/png").status == 406
    turtle = server.ask(path, accept="text/turtle")
    triples = pyoxigraph.parse(turtle.content, format=pyoxigraph.RdfFormat.TURTLE)
    assert pyoxigraph.NamedNode(BASE + path[1:]) in {triple.subject for triple in triples}


def test_an_address_with_odd_letters_is_found_as_it_is_written(server: Server) -> None:
    path = served.NAMES.article(handmade.FIRST.id)[1:-1].removeprefix(BASE)
    assert "%2F" in path
    assert "Ada Quill" in server.ask(f"/{path}", accept="text/html").text


def test_every_kind_of_resource_has_a_page(server: Server, view: View) -> None:
    subjects = {quad[0][1:-1] for quad in view.folder.iter_quads()} | {
        quad[3][1:-1] for quad in view.folder.iter_quads()
    }
    kinds: dict[str, str] = {view.get_kind(subject): subject for subject in sorted(subjects)}
    assert len(kinds) > 15
    for subject in kinds.values():
        page = server.ask(f"/{subject.removeprefix(BASE)}", accept="text/html")
        assert page.status == 200, subject
        Links(page.text)


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/person/",
        "/browse/Nothing",
        "/questions/none",
        "/-/none.css",
        "/-/..%2Fguard.py",
        "/..%2f..%2fetc/passwd",
        "/person/ada%00quill",
        "/%ff",
    ],
)
def test_an_unknown_address_is_404_with_a_way_back(server: Server, path: str) -> None:
    page = server.ask(path, accept="text/html")
    assert page.status == 404
    if not path.startswith("/-/"):
        assert 'href="/"' in page.text


def test_the_policy_is_strict(server: Server) -> None:
    policy = server.ask("/", accept="text/html").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_every_link_of_every_page_leads_somewhere(server: Server) -> None:
    pages: dict[str, Links] = {}
    waiting = {"/"}
    while waiting:
        address = waiting.pop()
        got = server.ask(address, accept=BROWSER)
        assert got.status == 200, address
        pages[address] = Links(got.text) if got.kind == "text/html" else Links("")
        found = {urljoin(address, link).partition("#")[0] for link in pages[address].links}
        # Of the many ways to narrow rows, one at a time.
        waiting |= {
            link
            for link in found
            if link.startswith("/") and link not in pages and link.count("only.") < 2
        }
        assert len(pages) < 400
    for address, page in pages.items():
        for link in page.links:
            target, _, anchor = urljoin(address, link).partition("#")
            if anchor and target in pages:
                assert anchor in pages[target].names, (address, link)
    assert MEASURE in pages


def test_a_question_is_a_form_with_an_answer_and_downloads(server: Server) -> None:
    path = "/questions/claims-by-speaker"
    page = server.ask(path, accept="text/html", speaker="Quill")
    assert page.status == 200
    assert 'name="speaker"' in page.text
    assert 'value="Quill"' in page.text
    assert "The harbour gangs leave us no choice" in page.text
    csv = server.ask(f"{path}.csv", speaker="Quill")
    assert csv.kind == "text/csv"
    assert len(csv.text.splitlines()) > 2
    assert json.loads(server.ask(f"{path}.json", speaker="Quill").content)["results"]["bindings"]
    assert server.ask(f"{path}.exe").status == 404


def test_a_quote_in_an_answer_leads_to_its_place(server: Server) -> None:
    page = server.ask("/questions/measures-by-status", accept="text/html").text
    assert re.search(r'href="/article/[^"]+#passage-[0-9a-f]{16}"', page)


def test_a_value_of_the_wrong_type_is_told_in_the_page(server: Server) -> None:
    page = server.ask("/questions/timeline?from=tomorrow", accept="text/html")
    assert page.status == 200
    assert "tomorrow" in page.text
    assert 'role="alert"' in page.text


def test_people_get_the_editor_and_programs_the_description(server: Server) -> None:
    assert "<textarea" in server.ask("/sparql", accept=BROWSER).text
    answer = server.ask("/sparql", accept=BROWSER, query="SELECT (1 AS ?one) {}")
    assert answer.kind == "text/html"
    wrong = server.ask("/sparql", accept=BROWSER, query="SELECT")
    assert 'role="alert"' in wrong.text
    assert server.ask("/sparql", accept="*/*").kind == "text/turtle"
    graph = server.ask("/sparql", accept=BROWSER, query="CONSTRUCT WHERE { ?s a ?o }")
    assert "gb:Person" in graph.text


def test_names_and_quotes_are_found(server: Server) -> None:
    page = server.ask("/search", accept="text/html", q="quill").text
    assert 'href="/person/ada-quill"' in page
    assert "Quill said" in server.ask("/search", accept="text/html", q="leave us").text
    odd = server.ask("/search", accept="text/html", q='"} <b> \\')
    assert odd.status == 200
    assert "<b>" not in odd.text


def test_a_search_knows_no_case_accents_or_line_ends_and_finds_the_shortest_first() -> None:
    texts = Texts(
        [
            ("b", "The González affair"),
            ("a", "GONZALEZ"),
            ("a", "Luisa González"),
            ("c", "night\n curfew"),
        ]
    )
    assert texts.find("gonzalez", 50) == ["a", "b"]
    assert texts.find("GONZÁLEZ", 1) == ["a"]
    assert texts.find("night curfew", 50) == ["c"]
    assert texts.find("curfew gonzalez", 50) == []
    assert texts.find(" ", 50) == []
    assert Texts([]).find("x", 50) == []


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.text("xy z\n", max_size=8))),
    st.text("xyz", min_size=1, max_size=3),
)
def test_a_search_finds_what_a_look_at_every_text_finds(
    rows: list[tuple[str, str]], wanted: str
) -> None:
    expected = {iri for iri, text in rows if wanted in " ".join(text.split())}
    assert set(Texts(rows).find(wanted, 50)) == expected


def test_a_page_says_what_it_is_in_the_words_of_schema_org(server: Server) -> None:
    page = server.ask("/article/second", accept="text/html").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    assert json.loads(found[1])["@type"] == "NewsArticle"


# ── texts that mean harm ──


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    line = {"id": "<b>&\"'", "title": "</title><script>alert(3)</script>", "text": HOSTILE}
    (folder / "a.jsonl").write_text(json.dumps(line))
    done = CliRunner().invoke(
        main, ["build", "--graph", str(folder / "g"), str(folder / "a.jsonl")]
    )
    assert done.exit_code == 0, done.output
    return folder / "g"


def test_hostile_text_appears_as_text(hostile: Path) -> None:
    view = View(GraphFolder(hostile))
    pages = Renderer(view, ServerLinks(view.base_iri))
    subjects = {quad[0][1:-1] for quad in view.folder.iter_quads()}
    for page in (
        pages.overview(),
        pages.timeline(),
        pages.figures(),
        *map(pages.resource, subjects),
    ):
        Links(page)
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "\x00" not in page
    article = pages.resource(view.instances("Article")[0])
    assert "&lt;img src=x onerror=alert(2)&gt;" in article.replace("</mark>", "")
    assert "␀" in article


# ── the same as files ──


@pytest.fixture(scope="module")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "out"
    done = CliRunner().invoke(main, ["site", "--graph", str(folder), "-o", str(target)])
    assert done.exit_code == 0, done.output
    return target


def test_every_link_between_files_leads_to_one(site: Path) -> None:
    names = {path: Links(path.read_text()).names for path in site.rglob("*.html")}
    assert site / "index.html" in names
    for path in names:
        for link in Links(path.read_text()).links:
            address, _, anchor = link.partition("#")
            if address.startswith(("http:", "https:")):
                continue
            target = (path.parent / unquote(address)).resolve() if address else path
            assert target.is_file(), (path, link)
            if anchor:
                assert anchor in names[target], (path, link)


def test_files_need_nothing_from_outside(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert not re.findall(r'(?:src|<link[^>]* href)="(?:https?:)?//', path.read_text())
    assert "url(" not in (site / "static" / "style.css").read_text()


def test_the_same_graph_gives_the_same_files(site: Path, folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["site", "--graph", str(folder), "-o", str(tmp_path / "b")])
    assert done.exit_code == 0
    one = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    other = {
        p.relative_to(tmp_path / "b"): p.read_bytes()
        for p in (tmp_path / "b").rglob("*")
        if p.is_file()
    }
    assert one == other


def test_a_site_replaces_a_site_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "diary.txt").write_text("mine")
    refused = CliRunner().invoke(main, ["site", "--graph", str(folder), "-o", str(target)])
    assert refused.exit_code == 2
    assert (target / "diary.txt").read_text() == "mine"
    (target / "diary.txt").unlink()
    assert (
        CliRunner().invoke(main, ["site", "--graph", str(folder), "-o", str(target)]).exit_code == 0
    )
    (target / "old.html").write_text("of an earlier graph")
    assert (
        CliRunner().invoke(main, ["site", "--graph", str(folder), "-o", str(target)]).exit_code == 0
    )
    assert not (target / "old.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_data_lie_beside_each_page(site: Path) -> None:
    turtle = (site / "person" / "ada-quill.ttl").read_bytes()
    assert list(pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE))
    assert (site / "person" / "ada-quill.jsonld").is_file()
    assert (site / "questions" / "measures-by-status.csv").is_file()
