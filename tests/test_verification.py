"""A graph that is tampered with does not pass, whatever part it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from graph_builder.errors import UsageError
from graph_builder.explanation import Explainer
from graph_builder.pipeline import build_graph
from graph_builder.reading import ArticleReader
from graph_builder.resources import get_folder
from graph_builder.store import GraphFolder
from graph_builder.store.writing import open_for_writing
from graph_builder.terms import DEFAULT_BASE_IRI
from graph_builder.verification import verify
from graph_builder.vocabulary import gb

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph_builder.terms import Quad


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph") / "graph"
    build_graph(ArticleReader().read([get_folder("seeds")]), folder)
    return folder


def tamper(built: Path, folder: Path, change: Callable[[Quad], Quad | None]) -> GraphFolder:
    """Copy a graph into another folder with some quads changed or left out."""
    source = GraphFolder(built)
    manifest = source.read_manifest()
    graphs: dict[str, list[Quad]] = {}
    for quad in source.iter_quads():
        changed = change(quad)
        if changed is not None:
            graphs.setdefault(changed[3], []).append(changed)
    with open_for_writing(folder) as writer:
        for record in manifest.articles.values():
            writer.save_text(source.load_text(record.text_hash))
        writer.commit(manifest.articles.values(), graphs, made_with=manifest.made_with)
    return GraphFolder(folder)


def replace_first(predicate: str, value: str) -> Callable[[Quad], Quad | None]:
    done: list[Quad] = []

    def change(quad: Quad) -> Quad | None:
        if quad[1] == predicate and not done and quad[2] != value:
            done.append(quad)
            return (quad[0], predicate, value, quad[3])
        return quad

    return change


def leave_out_closure(quad: Quad) -> Quad | None:
    return None if quad[3].endswith("/graph/inferred>") and quad[2] == gb.Claim else quad


def leave_out_one_side(quad: Quad) -> Quad | None:
    return None if quad[1] == gb.contradicts and quad[0] < quad[2] else quad


def move_announcement(quad: Quad) -> Quad | None:
    is_measures = quad[0].endswith("/announced-on>") and "/id/measure/" in quad[0]
    if is_measures and quad[1] in (gb.earliest, gb.edtf):
        return None
    if is_measures and quad[1] == gb.latest:
        return (*quad[:2], '"2999-01-01"^^<http://www.w3.org/2001/XMLSchema#date>', quad[3])
    return quad


def test_what_was_built_holds(built: Path) -> None:
    assert verify(GraphFolder(built)) == []


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("quotes", replace_first(gb.quote, '"never written"')),
        ("texts", replace_first(gb.contentHash, f'"{"0" * 64}"')),
        (
            "times",
            replace_first(gb.earliest, '"2999-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ),
        ("conclusions", replace_first(gb.leadEvidence, "<urn:nowhere>")),
        ("attribution", replace_first(gb.accordingTo, "<urn:nobody>")),
        ("closure", leave_out_closure),
        ("judgements", replace_first(gb.verdict, gb.Different)),
        ("contradictions", leave_out_one_side),
        ("conclusions", move_announcement),
    ],
)
def test_tampering_shows(
    built: Path, tmp_path: Path, check: str, change: Callable[[Quad], Quad | None]
) -> None:
    faults = verify(tamper(built, tmp_path / "graph", change))
    assert check in {fault.check for fault in faults}


def explain(built: Path, address: str) -> str:
    with GraphFolder(built).open_index() as index:
        return Explainer(index.store, DEFAULT_BASE_IRI, lambda _article, _start: 7).explain(address)


def test_a_person_is_explained_by_quotes_and_judgements(built: Path) -> None:
    text = explain(built, "person/daniel-noboa")
    assert text.startswith("Daniel Noboa (Agent, Person)\n")
    assert "judged: Same" in text


def test_an_article_without_a_date_says_why_it_has_its_bounds(built: Path) -> None:
    text = explain(built, "https://w3id.org/graph-builder/id/article/prison-plans")
    assert "published on: " in text
    assert "because the article says" in text


def test_what_the_graph_does_not_know_is_said(built: Path) -> None:
    with pytest.raises(UsageError, match="knows nothing"):
        explain(built, "person/nobody at all")


def test_a_thing_is_explained_by_where_it_is_spoken_of(built: Path) -> None:
    text = explain(built, "person/daniel-noboa")
    spoken = [line for line in text.splitlines() if line.startswith("  spoken of: ")]
    assert len(spoken) == len({line.partition("(")[2].partition(",")[0] for line in spoken}) > 1
    assert any(line.endswith(" times") for line in spoken)
    judged = text.splitlines().index(next(x for x in text.splitlines() if "judged: Same" in x))
    assert all("    from “" in line for line in text.splitlines()[judged + 1 : judged + 3])


def test_what_is_elsewhere_is_shown_in_full_and_terms_in_words(built: Path) -> None:
    with GraphFolder(built).open_index() as index:
        links = index.store.quads_for_pattern(
            None, ox.NamedNode("https://schema.org/sameAs"), None, ox.DefaultGraph()
        )
        linked = (quad.subject for quad in links if isinstance(quad.subject, ox.NamedNode))
        place = min(node.value for node in linked if "/place/" in node.value)
    assert "  elsewhere: https://sws.geonames.org/" in explain(built, place)
    event = explain(built, "event/runoff-ecuador-2025")
    assert "  occurred on: 2025-04-13" in event
    assert "  reports this: what " in event
