"""The graph of the handmade world is the golden one, and IRIs come from content alone."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import handmade
import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import to_isomorphic

from graph_builder.errors import UsageError
from graph_builder.mapping import Names, map_article, map_conclusions
from graph_builder.mapping.articles import collect_spans
from graph_builder.mapping.names import ArticleNames
from graph_builder.model import Article, Claim, Facts, Member, Span
from graph_builder.terms import DEFAULT_BASE_IRI, Quad, Term, get_text, literal
from graph_builder.vocabulary import dcterms, gb, rdf, skos

GOLDEN = Path(__file__).parent / "golden"
NAMES = Names(DEFAULT_BASE_IRI)
FIRST = NAMES.article_graph(handmade.FIRST.id)


def write_lines(quads: list[Quad]) -> str:
    return "".join(sorted(f"{s} {p} {o} {g} .\n" for s, p, o, g in quads))


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return handmade.map_all()


def get_objects(quads: list[Quad], predicate: Term, graph: Term = "") -> dict[Term, set[Term]]:
    found: dict[Term, set[Term]] = {}
    for s, p, o, g in quads:
        if p == predicate and (not graph or g == graph):
            found.setdefault(s, set()).add(o)
    return found


def test_the_graph_is_the_golden_one(quads: list[Quad]) -> None:
    triples = "".join(f"{s} {p} {o} .\n" for s, p, o, _ in quads)
    made = to_isomorphic(rdflib.Graph().parse(data=triples, format="nt"))
    golden = to_isomorphic(rdflib.Graph().parse(GOLDEN / "handmade.ttl"))
    assert made == golden


def test_the_bytes_are_the_same_in_another_process_with_another_hash_seed(
    quads: list[Quad],
) -> None:
    code = (
        "import sys, handmade\n"
        "lines = sorted(' '.join(quad) + ' .\\n' for quad in handmade.map_all())\n"
        "sys.stdout.write(''.join(lines))"
    )
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path, "PYTHONUTF8": "1"}
        run = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, check=True
        )
        assert run.stdout.decode() == write_lines(quads)


def test_each_triple_stands_in_one_graph_and_has_no_blank_nodes(quads: list[Quad]) -> None:
    assert len({quad[:3] for quad in quads}) == len(quads)
    assert all(term[0] in '<"' for quad in quads for term in quad)


def test_every_iri_that_is_used_is_described(quads: list[Quad]) -> None:
    described = {s for s, p, _, _ in quads if p in (rdf.type, dcterms.isReplacedBy)}
    used = {o for _, _, o, _ in quads if o.startswith(f"<{DEFAULT_BASE_IRI}")}
    assert used - described == {NAMES.thing("member/harbour-curfew-1/person/ada-quill")}


def test_quotes_are_slices_of_the_text(quads: list[Quad]) -> None:
    articles = get_objects(quads, gb.inArticle)
    texts = {NAMES.article(a.id): a.text for a in handmade.ARTICLES.values()}
    starts, ends = get_objects(quads, gb.start), get_objects(quads, gb.end)
    quotes = get_objects(quads, gb.quote)
    assert len(quotes) > 30
    for passage, (quote,) in quotes.items():
        (article,), (start,), (end,) = articles[passage], starts[passage], ends[passage]
        text = texts[article][int(get_text(start)) : int(get_text(end))]
        assert literal(text) == quote


def test_what_stands_in_a_claims_content_names_the_claim(quads: list[Quad]) -> None:
    sources = get_objects(quads, gb.accordingTo)
    quotes = get_objects(quads, gb.quote)
    for fact, passages in get_objects(quads, gb.evidence).items():
        (quote,) = quotes[min(passages)]
        if get_text(quote) in ("the vote on May 4", "about 15 people were wounded in March"):
            assert (fact in sources) == ("/period" not in fact and "/occurred-on" not in fact)
    # "the vote on May 4" stands within what the dockers want, within what the mayor said.
    cues = get_objects(quads, gb.cue)
    chain = {
        min(cues[s]): {min(cues[o]) for o in objects} for s, objects in sources.items() if s in cues
    }
    assert chain == {'"want"': {'"said"'}}
    reports = [s for s in sources if "/report/" in s and cues[min(sources[s])] == {'"want"'}]
    assert len(reports) == 1


def test_what_a_non_statement_is_about_was_said_by_nobody() -> None:
    silence = replace(handmade.FIRST_FACTS.events[0], according_to=4)
    facts = replace(handmade.FIRST_FACTS, events=(silence,))
    quads = map_article(handmade.FIRST, facts, handmade.resolve(), DEFAULT_BASE_IRI)
    (report,) = (s for s, p, o, _ in quads if p == gb.reports and "event" in o)
    assert report not in get_objects(quads, gb.accordingTo)


def test_a_time_span_belongs_to_one_fact(quads: list[Quad]) -> None:
    spans = {s for s, p, o, _ in quads if (p, o) == (rdf.type, gb.TimeSpan)}
    owners = [o for _, _, o, _ in quads if o in spans]
    assert sorted(owners) == sorted(spans)


def test_an_undated_article_gets_its_date_among_the_conclusions(quads: list[Quad]) -> None:
    graphs = {s: g for s, p, _, g in quads if p == gb.publishedOn}
    assert graphs == {
        NAMES.article(handmade.FIRST.id): FIRST,
        NAMES.article(handmade.SECOND.id): NAMES.graph("dates"),
    }


def test_a_thing_of_which_nothing_is_known_says_so() -> None:
    resolution = handmade.resolve()
    measure = replace(
        resolution.measures[0], announced_on=handmade.SECOND_FACTS.claims[0].stated_on
    )
    quads = list(
        map_conclusions(
            replace(resolution, measures=(measure,)),
            DEFAULT_BASE_IRI,
            articles=handmade.ARTICLES,
            lexicon=handmade.LEXICON,
        )
    )
    reasons = get_objects(quads, gb.because)
    (span,) = get_objects(quads, gb.announcedOn)[NAMES.thing(measure.path)]
    assert reasons[span] == {'"No article says when."'}


def test_each_thing_and_concept_has_one_preferred_label(quads: list[Quad]) -> None:
    labels = get_objects(quads, skos.prefLabel)
    assert all(len(texts) == 1 for texts in labels.values())
    assert labels[NAMES.concept("indicator", "wounded")] == {'"wounded"@en'}
    assert labels[NAMES.thing("person/ada-quill")] == {'"Ada Quill"'}
    for thing, texts in get_objects(quads, skos.altLabel).items():
        assert not texts & labels[thing]


def test_an_outlet_that_articles_speak_of_is_that_thing() -> None:
    resolution = handmade.resolve()
    police = next(thing for thing in resolution.things if thing.label == "Police")
    lamp = replace(police, path="outlet/lamp", type="NewsOutlet", alt_labels=("The Lumen Lamp",))
    quads = map_article(
        handmade.FIRST,
        handmade.FIRST_FACTS,
        replace(resolution, things=(*resolution.things, lamp)),
        DEFAULT_BASE_IRI,
    )
    (publishers,) = get_objects(quads, gb.publisher).values()
    assert publishers == {NAMES.thing("outlet/lamp")}


def test_another_base_iri_moves_individuals_only() -> None:
    moved = handmade.map_all("https://news.example/my graph")
    assert not [t for quad in moved for t in quad if "w3id.org/graph-builder/id/" in t]
    assert any(t == "<https://news.example/my%20graph/article/second>" for q in moved for t in q)


@pytest.mark.parametrize("base", ["", "news/", "https://", "<https://news.example/>"])
def test_a_base_iri_has_to_be_an_address(base: str) -> None:
    with pytest.raises(UsageError, match="base IRI"):
        Names(base)


def shift(spans: set[Span], by: int) -> list[Span]:
    return [Span(span.start + by, span.end + by, span.text) for span in sorted(spans)]


@pytest.mark.parametrize("more", ["He said Quill ordered more.\n", "said\nin March\n\n", "\n"])
def test_an_edit_elsewhere_leaves_passages_alone(more: str) -> None:
    spans = collect_spans(handmade.FIRST_FACTS)
    edited = replace(handmade.FIRST, text=f"{more}{handmade.FIRST_TEXT}\nAn afterthought, he said.")
    before = ArticleNames(handmade.FIRST, handmade.FIRST_FACTS, NAMES)
    after = ArticleNames(edited, handmade.FIRST_FACTS, NAMES)
    assert [before.passage(s) for s in sorted(spans)] == [
        after.passage(s) for s in shift(spans, len(more))
    ]


def test_all_speakers_of_a_claim_are_in_the_graph() -> None:
    facts, resolution = handmade.FIRST_FACTS, handmade.resolve()
    first, second = (entity.id for entity in facts.entities[:2])
    claim = replace(facts.claims[0], speaker=first, further_speakers=(second,))
    together = replace(facts, claims=(claim, *facts.claims[1:]))
    quads = map_article(handmade.FIRST, together, resolution, DEFAULT_BASE_IRI)
    (iri,) = (s for s, spoken in get_objects(quads, gb.speaker).items() if len(spoken) == 2)
    paths = {resolution.paths[Member(facts.article_id, name)] for name in (first, second)}
    assert get_objects(quads, gb.speaker)[iri] == set(map(NAMES.thing, paths))


def test_an_edit_elsewhere_leaves_claims_alone() -> None:
    claim = handmade.FIRST_FACTS.claims[1]
    text = handmade.FIRST_TEXT.replace(" on Monday", " on Tuesday evening")
    moved = len(text) - len(handmade.FIRST_TEXT)
    parts = [
        Span(s.start + moved, s.end + moved, s.text)
        for s in (claim.evidence, claim.cue, *claim.content)
    ]
    new = replace(claim, evidence=parts[0], cue=parts[1], content=tuple(parts[2:]))
    edited, facts = replace(handmade.FIRST, text=text), Facts(handmade.FIRST.id, claims=(new,))
    old = ArticleNames(handmade.FIRST, handmade.FIRST_FACTS, NAMES).claims[1]
    assert ArticleNames(edited, facts, NAMES).claims == (old,)


@given(st.text(st.sampled_from("ab \nHe"), max_size=60), st.data())
def test_two_passages_never_share_a_name(text: str, data: st.DataObject) -> None:
    names = ArticleNames(Article("a", text, ()), Facts("a"), NAMES)
    bounds = st.tuples(*[st.integers(0, len(text))] * 2)
    one, other = (sorted(data.draw(bounds)) for _ in range(2))
    spans = [Span(start, end, text[start:end]) for start, end in (one, other)]
    assert (names.passage(spans[0]) == names.passage(spans[1])) == (one == other)


@given(st.text(), st.text())
def test_hostile_articles_make_valid_quads(article_id: str, text: str) -> None:
    article = Article(article_id, text, (), title=text, publisher=text, author=text, url=text)
    facts = Facts(article_id)
    resolution = replace(handmade.resolve(), facts=(facts,))
    quads = map_article(article, facts, resolution, DEFAULT_BASE_IRI, reader=text)
    parsed = pyoxigraph.parse(write_lines(quads).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert len(list(parsed)) == len(quads)


@st.composite
def draw_claims(draw: st.DrawFn) -> Facts:
    """Draw claims anywhere in a text, in each other's content in any way, circles included."""
    places = st.tuples(*[st.integers(0, 20)] * 2).map(sorted)

    def draw_span() -> Span:
        start, end = draw(places)
        return Span(start, end, "x" * (end - start))

    number = draw(st.integers(1, 5))
    claims = tuple(
        Claim(
            type=draw(st.sampled_from(["Statement", "NonStatement"])),
            cue=draw_span(),
            content=(draw_span(),),
            evidence=draw_span(),
            according_to=draw(st.none() | st.integers(0, number - 1)),
        )
        for _ in range(number)
    )
    return Facts("wild", claims=claims)


@given(draw_claims())
def test_claims_lead_outwards_to_statements_and_never_in_circles(facts: Facts) -> None:
    article = Article("wild", "x" * 20, ())
    quads = map_article(article, facts, handmade.resolve(), DEFAULT_BASE_IRI)
    types = {s: o for s, p, o, _ in quads if p == rdf.type}
    sources = get_objects(quads, gb.accordingTo)
    assert {types[source] for found in sources.values() for source in found} <= {gb.Statement}
    for fact in sources:
        chain = [fact]
        while chain[-1] in sources:
            (around,) = sources[chain[-1]]
            assert around not in chain
            chain.append(around)
    assert sum(o in (gb.Statement, gb.NonStatement) for o in types.values()) == len(facts.claims)
