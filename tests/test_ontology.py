"""The ontology is complete, small, and concludes nothing by accident; the constants are its terms."""

import re
from collections import Counter

import pyoxigraph
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, XSD

from graph_builder import vocabulary
from graph_builder.resources import get_folder
from graph_builder.vocabulary import PREFIXES, gb, get_term

FILE = get_folder("ontology") / "graph-builder.ttl"
GB = rdflib.Namespace(PREFIXES["gb"])
SCHEMA = rdflib.Namespace(PREFIXES["schema"])
DCTERMS = rdflib.Namespace(PREFIXES["dcterms"])
VANN = rdflib.Namespace("http://purl.org/vocab/vann/")
ONTOLOGY = rdflib.Graph().parse(FILE)
TERMS = sorted({s for s in ONTOLOGY.subjects() if isinstance(s, rdflib.URIRef) and s in GB})
PROPERTIES = [
    term
    for term in TERMS
    if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(ONTOLOGY.objects(term, RDF.type))
]


def test_the_constants_are_the_terms_of_the_ontology() -> None:
    constants = {name: term for name, term in vars(gb).items() if not name.startswith("__")}
    assert {f"<{term}>" for term in TERMS} == set(constants.values())
    assert all(term == f"<{GB[name]}>" for name, term in constants.items())


def test_an_unknown_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        get_term("Speaker")


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(GB))
def test_a_term_explains_itself(term: rdflib.URIRef) -> None:
    (label,) = ONTOLOGY.objects(term, RDFS.label)
    (definition,) = ONTOLOGY.objects(term, SKOS.definition)
    for text in (label, definition):
        assert isinstance(text, rdflib.Literal)
        assert text.language == "en"
    assert str(definition).endswith(".")
    assert list(ONTOLOGY.objects(term, RDFS.isDefinedBy)) == [rdflib.URIRef(str(GB).rstrip("#"))]


def test_no_two_terms_of_a_kind_share_a_label() -> None:
    labels: set[tuple[str, str]] = set()
    for term in TERMS:
        kind = str(min(map(str, ONTOLOGY.objects(term, RDF.type))))
        key = (kind, str(ONTOLOGY.value(term, RDFS.label)))
        assert key not in labels
        labels.add(key)


def test_the_header_is_complete() -> None:
    header = rdflib.URIRef(str(GB).rstrip("#"))
    assert (header, RDF.type, OWL.Ontology) in ONTOLOGY
    version = ONTOLOGY.value(header, OWL.versionInfo)
    assert ONTOLOGY.value(header, OWL.versionIRI) == rdflib.URIRef(f"{header}/{version}")
    assert str(ONTOLOGY.value(header, VANN.preferredNamespaceUri)) == str(GB)
    assert str(ONTOLOGY.value(header, VANN.preferredNamespacePrefix)) == "gb"
    for name in ("title", "description", "creator", "license"):
        assert ONTOLOGY.value(header, DCTERMS[name])
    assert "zero/1.0" in str(ONTOLOGY.value(header, DCTERMS.license))


@pytest.mark.parametrize("term", PROPERTIES, ids=lambda term: term.removeprefix(GB))
def test_a_property_concludes_a_type_or_hints_at_it_but_not_both(term: rdflib.URIRef) -> None:
    for axiom, hint in (
        (RDFS.domain, SCHEMA.domainIncludes),
        (RDFS.range, SCHEMA.rangeIncludes),
    ):
        assert not (ONTOLOGY.value(term, axiom) and ONTOLOGY.value(term, hint))


def test_shared_properties_have_no_domain() -> None:
    shared = "evidence occurredOn location status announcedBy announcedOn because confidence target"
    for name in (*shared.split(), "speaker", "cue", "content", "accordingTo", "reportedIn"):
        assert not list(ONTOLOGY.objects(GB[name], RDFS.domain)), name
        assert len(list(ONTOLOGY.objects(GB[name], SCHEMA.domainIncludes))) > 1, name


def test_no_agent_is_concluded_from_what_a_country_may_do() -> None:
    for name in ("speaker", "addressee", "announcedBy", "by", "participant", "perpetrator"):
        assert not list(ONTOLOGY.objects(GB[name], RDFS.range)), name


def test_datatypes_are_those_of_owl_2() -> None:
    ranges = {r for p in PROPERTIES for r in ONTOLOGY.objects(p, RDFS.range)}
    datatypes = {r for r in ranges if str(r).startswith(PREFIXES["xsd"])}
    assert datatypes == {XSD.string, XSD.boolean, XSD.integer, XSD.decimal}


def test_two_values_never_make_two_things_one() -> None:
    kinds = {OWL.FunctionalProperty, OWL.InverseFunctionalProperty}
    assert not kinds & set(ONTOLOGY.objects(None, RDF.type))
    assert not list(ONTOLOGY.subjects(OWL.sameAs, None))
    assert not any(isinstance(node, rdflib.BNode) for node in ONTOLOGY.all_nodes())


def test_lookalikes_are_not_superclasses() -> None:
    above = {str(c) for c in ONTOLOGY.objects(None, RDFS.subClassOf)}
    assert not any(
        "Claim" in c or "E52" in c or c.endswith("schema.org/Event")
        for c in above - {str(GB.Claim)}
    )
    assert (GB.NonStatement, RDFS.subClassOf, GB.Claim) not in ONTOLOGY


def test_the_prefixes_are_those_of_the_files() -> None:
    parser = pyoxigraph.parse(path=str(FILE), format=pyoxigraph.RdfFormat.TURTLE)
    list(parser)
    written = parser.prefixes
    for prefix, namespace in PREFIXES.items():
        assert written.get(prefix) == namespace
    assert f"<{str(GB).rstrip('#')}>" == vocabulary.ONTOLOGY


def test_an_entry_of_the_lexicon_is_described_in_one_place() -> None:
    """Two entries of one name would be one, with the words of both."""
    described = Counter(
        match[1]
        for file in sorted((get_folder("ontology") / "lexicon").glob("*.ttl"))
        for match in re.finditer(
            r"^(lex:[\w-]+) a ", file.read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    assert [name for name, times in described.items() if times > 1] == []
