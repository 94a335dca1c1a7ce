"""A graph that is brought up to date is the graph that is built from nothing, to the byte; and nothing is done twice for it."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox
import pytest

from graph_builder import composition, drafting, mapping, renewal, terms
from graph_builder.corrections import CorrectionFiles
from graph_builder.inference import infer, load_rules, review
from graph_builder.mapping import map_article
from graph_builder.pipeline import Options, build_graph
from graph_builder.querying.hints import list_needed
from graph_builder.querying.lists import CHECKSUM
from graph_builder.querying.saved import load_texts
from graph_builder.reading import ArticleReader
from graph_builder.store import GraphFolder
from graph_builder.store.index import Shelf
from graph_builder.store.renewal import Renewal
from graph_builder.store.writing import open_for_writing
from graph_builder.terms import literal
from graph_builder.validation import validate
from graph_builder.validation.renewal import validate_changes
from graph_builder.vocabulary import gb, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from graph_builder.model import Article
    from graph_builder.terms import Quad, Triple
    from graph_builder.validation import Finding

pytestmark = pytest.mark.usefixtures("keep_state")

T = TypeVar("T")
ID = terms.DEFAULT_BASE_IRI
LIFE = Path(__file__).parent / "life"
NEEDED = list_needed(load_texts())


@pytest.fixture(params=[True, False], ids=["state", "no state"])
def keep_state(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether what a resolution decided is kept, as for large graphs, or not, as for small ones."""
    monkeypatch.setattr(drafting, "_WORTH_A_STATE", 0 if request.param else 10**6)
    return bool(request.param)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list(ArticleReader().read([LIFE / "articles.jsonl"]))


@pytest.fixture(scope="module")
def corrected() -> list[Article]:
    return list(ArticleReader().read([LIFE / "corrected.jsonl"]))


@pytest.fixture(scope="module")
def readings(
    articles: list[Article], corrected: list[Article], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder in which all articles, and the corrected ones, have been read, without a graph of them."""
    folder = tmp_path_factory.mktemp("readings")
    kept = folder.with_name("kept")
    for given in (articles, corrected):
        build_graph(given, folder)
        shutil.copytree(folder, kept, dirs_exist_ok=True)
    for name in ("manifest.json", "quads", "index"):
        gone = kept / name
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    return kept


@pytest.fixture(autouse=True)
def _in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Divide graphs as those of thousands of articles are."""
    monkeypatch.setattr("graph_builder.store.pieces.WHOLE", 20_000)
    monkeypatch.setattr("graph_builder.store.pieces.LINES", 20)


class Folder:
    """A graph folder that knows what was read in all articles."""

    def __init__(self, path: Path, readings: Path) -> None:
        self.path, self._readings = path, readings

    def build(self, articles: Collection[Article], options: Options | None = None) -> None:
        shutil.copytree(self._readings, self.path, dirs_exist_ok=True)
        assert build_graph(articles, self.path, options).read == 0

    @property
    def content(self) -> tuple[dict[str, bytes], list[str], dict[str, list[str]]]:
        """The manifest and all that was made for it, the quads of the index, and the lists by which questions find what they mean."""
        made = [self.path / "manifest.json"]
        for kind in ("quads", "lists"):
            made += (self.path / kind).iterdir()
        with GraphFolder(self.path).open_index() as index:
            found = {str(each): index.load_kept(each.file_name) for each in NEEDED}
            quads = sorted(map(str, index.store))
        lists = {
            name: sorted(kept[CHECKSUM:].decode().splitlines()) if kept else []
            for name, kept in found.items()
        }
        return {file.name: file.read_bytes() for file in made}, quads, lists


def draw(seed: int, items: Sequence[T], count: int) -> list[T]:
    """Return some of the items in an order of their own, the same for the same seed."""
    return random.Random(seed).sample(items, count)  # noqa: S311 - nothing secret


@contextmanager
def watch() -> Iterator[list[str]]:
    """Note which articles are mapped, and fail where the whole graph is checked."""
    mapped: list[str] = []

    def note(article: Article, *arguments: Any, **named: Any) -> list[Quad]:
        mapped.append(article.id)
        return map_article(article, *arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renewal, "_ENOUGH", 0)
        patch.setattr(mapping, "map_article", note)
        patch.setattr(composition, "check_quads", lambda *_: pytest.fail("all was checked"))
        yield mapped


@pytest.mark.parametrize("seed", range(2))
def test_articles_that_come_one_by_one_make_the_same_graph(
    seed: int,
    articles: list[Article],
    readings: Path,
    tmp_path: Path,
    keep_state: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    once, slowly = Folder(tmp_path / "once", readings), Folder(tmp_path / "slowly", readings)
    once.build(articles)
    shuffled = draw(seed, articles, len(articles))
    slowly.build(shuffled[:10])
    if keep_state:
        monkeypatch.setattr(drafting, "load_articles", lambda *_: pytest.fail("all was loaded"))
    with watch() as mapped:
        for article in shuffled[10:]:
            slowly.build([article])
    assert slowly.content == once.content
    assert all(once.content[-1].values())
    assert len(list((slowly.path / "lists").iterdir())) > 1
    assert len(mapped) < sum(range(11, len(articles) + 1)) / 2


@pytest.mark.parametrize("seed", range(2))
def test_corrected_and_withdrawn_articles_leave_what_a_new_build_makes(
    seed: int, articles: list[Article], corrected: list[Article], readings: Path, tmp_path: Path
) -> None:
    rest = {article.id: article for article in articles}
    slowly, anew = Folder(tmp_path / "slowly", readings), Folder(tmp_path / "anew", readings)
    slowly.build(articles)
    with watch():
        for article in corrected:
            rest[article.id] = article
            slowly.build([article])
        for withdrawn in draw(seed, sorted(rest), 6):
            del rest[withdrawn]
            slowly.build([*rest.values()], Options(prune=True))
    anew.build([*rest.values()])
    assert slowly.content == anew.content


def test_a_correction_and_its_removal_leave_what_a_new_build_makes(
    articles: list[Article], readings: Path, tmp_path: Path
) -> None:
    slowly, anew = Folder(tmp_path / "slowly", readings), Folder(tmp_path / "anew", readings)
    slowly.build(articles)
    graph = GraphFolder(slowly.path)
    person = next(quad[0] for quad in graph.iter_quads() if quad[1:3] == (rdf.type, gb.Person))
    text = f"- rename: {person}\n  to: Somebody\n  who: Eva Lind\n  why: She asked them.\n"
    renamed = Options(corrections=CorrectionFiles(files={"corrections.yaml": text}))
    before = slowly.content
    with watch():
        slowly.build(articles, replace(renamed, prune=True))
    anew.build(articles, renamed)
    assert slowly.content == anew.content != before
    with watch():
        slowly.build(articles, Options(prune=True))
    assert slowly.content == before


def test_what_is_wrong_after_a_change_is_found_as_in_the_whole_graph(
    articles: list[Article], readings: Path, tmp_path: Path
) -> None:
    Folder(tmp_path / "graph", readings).build(articles)
    quads = list(GraphFolder(tmp_path / "graph").iter_quads())
    texts = {article.id: article.text for article in articles}
    person = _first(quads, rdf.type, gb.Person)[0]
    label = next(quad[:3] for quad in quads if quad[:2] == (person, skos.prefLabel))
    wrong = {
        "a name is gone": (label, None),
        "a second name": (None, (*label[:2], literal("else"))),
        "a quote is another": (
            _first(quads, gb.quote),
            (*_first(quads, gb.quote)[:2], literal("else")),
        ),
        "what is pointed to has no class": (_first(quads, rdf.type, gb.Passage), None),
        "a passage is in another article": (
            _first(quads, gb.inArticle),
            (*_first(quads, gb.inArticle)[:2], f"<{ID}article/none>"),
        ),
        "a time is nobody's": (_first(quads, gb.publishedOn), None),
        "an end is before its beginning": (
            None,
            (_first(quads, gb.latest)[0], gb.earliest, terms.day(dt.date(2999, 1, 1))),
        ),
    }
    for what, (gone, new) in wrong.items():
        now = {quad[:3] for quad in quads} - {gone} | ({new} if new else set())
        changed = {triple for triple in (gone, new) if triple}
        found = validate_changes(changed, _make_find(now), texts)
        every = validate([(*triple, "") for triple in sorted(now)], texts=texts)
        assert _count(found) == _count(every), what
        assert _count(found), what


def _first(quads: Iterable[Quad], predicate: str, value: str = "") -> Triple:
    return next(q[:3] for q in quads if q[1] == predicate and value in ("", q[2]))


def _make_find(triples: Iterable[Triple]) -> Callable[..., Iterable[Triple]]:
    store = ox.Store()
    lines = "".join(f"{' '.join(triple)} .\n" for triple in triples)
    store.load(lines.encode(), ox.RdfFormat.N_QUADS)
    return Renewal(store, Shelf(Path()), Shelf(Path()), {}, frozenset()).find


def _count(findings: Iterable[Finding]) -> dict[tuple[str, str], int]:
    return Counter((f.shape, f.focus) for f in findings if f.severity == "Violation")


def test_what_follows_is_reviewed_as_it_is_concluded_from_the_whole() -> None:
    rules = load_rules()
    triples = [
        ("<urn:a>", gb.evidence, "<urn:p>"),
        ("<urn:b>", gb.evidence, "<urn:p>"),
        ("<urn:a>", rdf.type, gb.Person),
        ("<urn:a>", rdf.type, gb.Agent),
        ("<urn:c>", gb.speaker, "<urn:a>"),
        ("<urn:d>", gb.speaker, "<urn:a>"),
        ("<urn:r>", gb.perpetrator, "<urn:a>"),
        ("<urn:r>", gb.participant, "<urn:a>"),
    ]
    for before, after in product(map(set, _subsets(triples)), repeat=2):
        closure = {quad[:3] for quad in infer([(*t, "") for t in before], "", rules)}
        for triple, follows in review(before ^ after, _make_find(after), rules):
            (closure.add if follows else closure.discard)(triple)
        assert closure == {quad[:3] for quad in infer([(*t, "") for t in after], "", rules)}


def _subsets(triples: Sequence[Triple]) -> list[tuple[Triple, ...]]:
    return [tuple(draw(seed, triples, seed % (len(triples) + 1))) for seed in range(24)]


def test_a_state_that_is_damaged_or_of_another_graph_is_not_used(
    articles: list[Article], readings: Path, tmp_path: Path, keep_state: bool
) -> None:
    once, slowly = Folder(tmp_path / "once", readings), Folder(tmp_path / "slowly", readings)
    once.build(articles)
    state = slowly.path / drafting.STATE
    slowly.build(articles[:-3])
    assert state.exists() == keep_state
    older = state.read_bytes() if keep_state else b""
    slowly.build(articles[:-2])
    state.write_bytes(older)
    slowly.build(articles[:-1])
    state.write_bytes(b"SQLite format 3\0" + b"damage" * 500)
    slowly.build(articles)
    assert slowly.content == once.content
    assert list(slowly.path.glob(f"{drafting.STATE}-*")) == []


def test_what_people_wrote_themselves_stays_beside_what_is_renewed(
    articles: list[Article], readings: Path, tmp_path: Path
) -> None:
    once, slowly = Folder(tmp_path / "once", readings), Folder(tmp_path / "slowly", readings)
    own = "<https://example.org/own>"
    for folder, first in ((once, articles), (slowly, articles[:-1])):
        folder.build(first)
        shared = next(GraphFolder(folder.path).iter_quads())[:3]
        with (
            open_for_writing(folder.path) as writer,
            writer.change_user_graphs([own]) as store,
        ):
            lines = f"{' '.join(shared)} {own} .\n<urn:a> <urn:b> <urn:c> {own} .\n"
            store.load(lines.encode(), ox.RdfFormat.N_QUADS)
    with watch():
        slowly.build(articles[-1:])
    assert slowly.content == once.content
    with watch():
        slowly.build(articles[:-1], Options(prune=True))
        slowly.build(articles[-1:])
    assert slowly.content == once.content
