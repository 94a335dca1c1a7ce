"""The closure concludes what owlrl concludes about our individuals, and nothing else."""

import time

import handmade
import owlrl
import pytest
import rdflib

from graph_builder.inference import compile_rules, infer
from graph_builder.resources import get_folder
from graph_builder.terms import DEFAULT_BASE_IRI, Quad, Term, Triple
from graph_builder.vocabulary import PREFIXES, gb, rdf

GRAPH = f"<{DEFAULT_BASE_IRI}graph/inferred>"
ONTOLOGY = get_folder("ontology") / "graph-builder.ttl"
_USELESS = {f"<{PREFIXES['owl']}Thing>", f"<{PREFIXES['rdfs']}Resource>"}


def ask_owlrl(ontology: rdflib.Graph, quads: list[Quad], base: str) -> set[Triple]:
    """Return what owlrl adds about individuals below a base IRI."""
    data = rdflib.Graph()
    data.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o, _ in quads), format="nt")
    before = set(data)
    data += ontology
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
    found = {
        (s.n3(), p.n3(), o.n3())
        for s, p, o in set(data) - before
        if isinstance(s, rdflib.URIRef) and s.startswith(base) and not isinstance(o, rdflib.BNode)
    }
    return {t for t in found if t[2] not in _USELESS and not t[1].endswith("owl#sameAs>")}


def strip(quads: list[Quad]) -> set[Triple]:
    return {(s, p, o) for s, p, o, _ in quads}


def test_the_closure_is_that_of_owlrl_and_many_times_faster() -> None:
    quads = handmade.map_all()
    ontology = rdflib.Graph().parse(ONTOLOGY)
    start = time.process_time()
    expected = ask_owlrl(ontology, quads, DEFAULT_BASE_IRI)
    owlrl_took = time.process_time() - start
    assert strip(infer(quads, GRAPH)) == expected
    start = time.process_time()
    infer(quads, GRAPH)
    assert (time.process_time() - start) * 50 < owlrl_took


CHAINED = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:part a owl:TransitiveProperty ; owl:inverseOf :whole ; rdfs:domain :Part .
:near a owl:SymmetricProperty ; rdfs:subPropertyOf :reaches .
:at owl:propertyChainAxiom ( :near :part ) ; rdfs:range :Spot .
:Spot owl:equivalentClass :Place .
:sits owl:equivalentProperty :at .
"""


def test_chains_inverses_and_equivalents_are_followed_to_the_end() -> None:
    base = "https://example.org/x"
    links = [("a", "near", "b"), ("b", "part", "c"), ("d", "whole", "c"), ("d", "part", "e")]
    quads = [
        (f"<{base}{s}>", f"<https://example.org/{p}>", f"<{base}{o}>", GRAPH) for s, p, o in links
    ]
    ontology = rdflib.Graph().parse(data=CHAINED, format="turtle")
    triples = ((_write(s), _write(p), _write(o)) for s, p, o in ontology)
    found = strip(infer(quads, GRAPH, compile_rules(triples)))
    assert found == ask_owlrl(ontology, quads, base)
    assert (f"<{base}a>", "<https://example.org/sits>", f"<{base}e>") in found


def _write(node: rdflib.term.Node) -> Term:
    return f"_:{node}" if isinstance(node, rdflib.BNode) else node.n3()


# What each class of the ontology may be besides itself. Anything else that the closure concludes of a thing
# is a wrong type.
_RIGHT = {
    "Article": {"NewsArticle"},
    "Person": {"Agent", "Person"},
    "Organization": {"Agent", "Organization"},
    "GovernmentBody": {"Agent", "Organization"},
    "ArmedGroup": {"Agent", "Organization"},
    "NewsOutlet": {"Agent", "Organization", "NewsMediaOrganization"},
    "Agent": {"Agent"},
    "Place": {"Place"},
    "Country": {"Place", "Country"},
    "Election": {"Event"},
    "RunoffElection": {"Event", "Election"},
    **{kind: {"Event"} for kind in ("ViolentIncident", "CourtRuling", "Investigation")},
    **{kind: {"Claim"} for kind in ("Statement", "Announcement", "Order", "Request")},
    **{kind: {"Claim"} for kind in ("Commitment", "Criticism", "Denial", "Opinion")},
}


def test_nothing_is_typed_wrongly() -> None:
    quads = handmade.map_all()
    asserted: dict[Term, set[str]] = {}
    for subject, predicate, object_, _ in quads:
        if predicate == rdf.type:
            asserted.setdefault(subject, set()).add(_name(object_))
    for subject, predicate, object_, _ in infer(quads, GRAPH):
        if predicate == rdf.type:
            (own,) = asserted[subject]
            assert _name(object_) in _RIGHT.get(own, set()), (subject, own, object_)


def test_a_country_that_speaks_is_no_agent_and_a_non_statement_no_claim() -> None:
    country, silence = "<https://example.org/c>", "<https://example.org/n>"
    quads = [
        (country, rdf.type, gb.Country, GRAPH),
        (silence, rdf.type, gb.NonStatement, GRAPH),
        *((silence, p, country, GRAPH) for p in (gb.speaker, gb.addressee, gb.about)),
        *((silence, p, country, GRAPH) for p in (gb.announcedBy, gb.by, gb.victim)),
    ]
    types = {(s, o) for s, p, o, _ in infer(quads, GRAPH) if p == rdf.type}
    assert {s for s, _ in types} == {country}
    assert {_name(o) for _, o in types} == {"Place", "Country"}


def _name(term: Term) -> str:
    return term.strip("<>").replace("#", "/").rpartition("/")[2]


def test_only_new_triples_are_concluded() -> None:
    quads = handmade.map_all()
    closure = infer(quads, GRAPH)
    assert not strip(closure) & strip(quads)
    assert not infer([*quads, *closure], GRAPH)


@pytest.mark.parametrize("literal", ['"a"', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'])
def test_literals_get_no_types(literal: Term) -> None:
    quads = [("<https://example.org/x>", gb.inArticle, literal, GRAPH)]
    assert {s for s, _, _, _ in infer(quads, GRAPH)} == {"<https://example.org/x>"}
