"""What the endpoint says of itself: SPARQL 1.1 Service Description, https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.export import choose_format, iter_export, wrap_triples
from graph_builder.terms import DEFAULT_BASE_IRI, integer, iri
from graph_builder.vocabulary import rdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.store import GraphFolder, Manifest
    from graph_builder.terms import Triple

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def describe_service(
    folder: GraphFolder, address: str, format_name: str, *, writable: bool = False
) -> bytes:
    """Return the description of the endpoint at an address, in an RDF format.

    Args:
        folder: The graph.
        address: The endpoint.
        format_name: The format.
        writable: Whether it takes updates.

    Raises:
        StoreError: There is no graph.
    """
    manifest = folder.read_manifest()
    base_iri = manifest.made_with.get("base_iri", DEFAULT_BASE_IRI)
    quads = wrap_triples(_describe(manifest, address, writable=writable))
    pieces = iter_export(quads, choose_format(name=format_name), base_iri=base_iri)
    return "".join(pieces).encode()


def _describe(manifest: Manifest, address: str, *, writable: bool) -> Iterator[Triple]:
    service = iri(address)
    dataset, default = iri(f"{address}#dataset"), iri(f"{address}#default")
    yield service, rdf.type, iri(f"{_SD}Service")
    yield service, iri(f"{_SD}endpoint"), service
    yield service, iri(f"{_SD}supportedLanguage"), iri(f"{_SD}SPARQL11Query")
    if writable:
        yield service, iri(f"{_SD}supportedLanguage"), iri(f"{_SD}SPARQL11Update")
    for name in _RESULTS:
        yield service, iri(f"{_SD}resultFormat"), iri(_FORMATS + name)
    yield service, iri(f"{_SD}defaultDataset"), dataset
    yield dataset, rdf.type, iri(f"{_SD}Dataset")
    yield dataset, iri(f"{_SD}defaultGraph"), default
    yield default, rdf.type, iri(f"{_SD}Graph")
    yield default, iri(f"{_VOID}triples"), integer(int(manifest.made_with.get("triples", "0")))
    for number, name in enumerate(sorted({**manifest.graphs, **manifest.user_graphs}), 1):
        graph = iri(f"{address}#graph-{number}")
        yield dataset, iri(f"{_SD}namedGraph"), graph
        yield graph, rdf.type, iri(f"{_SD}NamedGraph")
        yield graph, iri(f"{_SD}name"), name
