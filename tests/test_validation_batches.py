"""A graph that is checked some of it at a time has the findings of the whole, wherever it is cut."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import handmade
import pyoxigraph as ox
import pytest

from graph_builder import terms
from graph_builder.store import Index
from graph_builder.terms import DEFAULT_BASE_IRI, literal
from graph_builder.validation import batches, validate, validate_in_batches
from graph_builder.validation.checking import TO_PASSAGE
from graph_builder.vocabulary import gb, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.terms import Triple

TEXTS = {article.id: article.text for article in handmade.ARTICLES.values()}


def _first(triples: set[Triple], predicate: str, value: str = "") -> Triple:
    return min(t for t in triples if t[1] == predicate and value in ("", t[2]))


def _break(triples: set[Triple], way: str) -> set[Triple]:
    """Return a graph in which something is wrong."""
    person = _first(triples, rdf.type, gb.Person)[0]
    label = _first({t for t in triples if t[0] == person}, skos.prefLabel)
    quote = _first(triples, gb.quote)
    place = _first(triples, gb.inArticle)
    none = f"<{DEFAULT_BASE_IRI}article/none>"
    ends = _first(triples, gb.latest)[0], gb.earliest, terms.day(dt.date(2999, 1, 1))
    time, owner = _first(triples, gb.statedOn)[2], _first(triples, gb.leadEvidence)[0]
    return {
        "nothing": triples,
        "a name is gone": triples - {label},
        "a second name": triples | {(*label[:2], literal("else"))},
        "a quote is another": triples - {quote} | {(*quote[:2], literal("else"))},
        "a passage has no class": triples - {_first(triples, rdf.type, gb.Passage)},
        "a passage is in another article": triples - {place} | {(*place[:2], none)},
        "a time is nobody's": triples - {_first(triples, gb.statedOn)},
        "a time has two owners": triples | {(owner, gb.occurredOn, time)},
        "an end is before its beginning": triples | {ends},
        "what is concluded has no evidence": triples - {_first(triples, gb.leadEvidence)},
    }[way]


@pytest.mark.parametrize("enough", [1, 40, 100_000])
@pytest.mark.parametrize(
    "way",
    [
        "nothing",
        "a name is gone",
        "a second name",
        "a quote is another",
        "a passage has no class",
        "a passage is in another article",
        "a time is nobody's",
        "a time has two owners",
        "an end is before its beginning",
        "what is concluded has no evidence",
    ],
)
def test_the_findings_are_those_of_the_whole(
    way: str, enough: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "_ENOUGH", enough)
    triples = _break({quad[:3] for quad in handmade.map_all()}, way)
    quads = [(*triple, "") for triple in sorted(triples)]
    store = ox.Store()
    lines = "".join(f"{' '.join(triple)} .\n" for triple in triples)
    store.load(lines.encode(), ox.RdfFormat.N_TRIPLES)
    whole = validate(quads, texts=TEXTS)
    assert validate_in_batches(quads, Index(store).find, texts=TEXTS) == whole
    if way != "nothing":
        assert whole


def test_what_is_right_is_not_looked_up_where_something_else_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of what is only pointed to, nothing but its class, whatever a batch finds."""
    monkeypatch.setattr(batches, "_ENOUGH", 40)
    triples = _break({quad[:3] for quad in handmade.map_all()}, "a second name")
    store = ox.Store()
    lines = "".join(f"{' '.join(triple)} .\n" for triple in triples)
    store.load(lines.encode(), ox.RdfFormat.N_TRIPLES)
    asked: list[str] = []

    def find(
        subject: str | None, predicate: str | None, object_: str | None
    ) -> Iterator[tuple[str, str, str]]:
        if predicate != rdf.type:
            asked.append(subject or object_ or "")
        return Index(store).find(subject, predicate, object_)

    quads = [(*triple, "") for triple in sorted(triples)]
    found = validate_in_batches(quads, find, texts=TEXTS)
    wrong = {f"<{finding.focus}>" for finding in found}
    pointing = {s for s, _, o in triples if o in wrong}
    shown = {o for s, p, o in triples if s in wrong | pointing and p in TO_PASSAGE}
    articles = {o for s, p, o in triples if p in (gb.inArticle, gb.reportedIn)}
    assert found
    assert wrong <= set(asked) <= wrong | pointing | shown | articles
