"""Changes to the graphs that users keep beside what was built.

A build owns its graphs: whatever were changed in them would be gone with the next one, and stand without evidence until
then. So a change names the graphs that it writes to, and one of a build's is refused. A change is made on a copy of the
index and is seen when it is whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph

from graph_builder.errors import GraphBuilderError, LockedError, StoreError, UsageError
from graph_builder.querying import SavedQuery
from graph_builder.querying.answers import explain_syntax
from graph_builder.serving.targets import find_targets
from graph_builder.store.writing import open_for_writing
from graph_builder.terms import DEFAULT_BASE_IRI, iri

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.store import GraphFolder
    from graph_builder.terms import Term

_FORMATS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "json-ld": pyoxigraph.RdfFormat.JSON_LD,
    "rdf-xml": pyoxigraph.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A change in SPARQL 1.1 Update.

    Attributes:
        update: The update.
        seconds: How much time of the processor it may take.
    """

    update: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphChange:
    """A change of one whole graph: SPARQL 1.1 Graph Store HTTP Protocol, section 5.

    Attributes:
        graph: The graph's IRI.
        method: ``PUT`` replaces, ``POST`` adds, ``DELETE`` removes.
        content: The triples.
        format: The name of the format that they are in.
        seconds: How much time of the processor it may take.
    """

    graph: str
    method: str
    content: str
    format: str
    seconds: float


class _ForbiddenError(UsageError):
    """The graph is not the user's."""


class _MissingError(UsageError):
    """There is no such graph."""


_OUTCOMES: dict[type[GraphBuilderError], str] = {
    _ForbiddenError: "forbidden",
    _MissingError: "missing",
    UsageError: "malformed",
    LockedError: "locked",
    StoreError: "damaged",
}
"""What became of a change by the error that ended it, the narrower ones first."""


def change(folder: Path, wanted: Update | GraphChange) -> dict[str, Any]:
    """Make a change and return what became of it: ``status``, a ``message``, and whether a graph is ``new``."""
    try:
        if isinstance(wanted, Update):
            return _update(folder, wanted)
        return _change_graph(folder, wanted)
    except (UsageError, StoreError) as error:
        outcome = next(name for kind, name in _OUTCOMES.items() if isinstance(error, kind))
        return {"status": outcome, "message": str(error)}


def _update(folder: Path, wanted: Update) -> dict[str, Any]:
    targets = find_targets(wanted.update)
    with open_for_writing(folder) as writer:
        _refuse_foreign(writer, targets)
        with writer.change_user_graphs(targets) as store:
            _run_update(store, wanted.update)
    return {"status": "changed", "new": False}


def _run_update(store: pyoxigraph.Store, update: str) -> None:
    try:
        store.update(update)
    except SyntaxError as error:
        saved = SavedQuery(name="-", text=update, source="sent")
        raise explain_syntax(saved, update, error) from error
    except (ValueError, RuntimeError) as error:
        raise UsageError(f"the update cannot be made: {error}; correct it") from error


def _change_graph(folder: Path, wanted: GraphChange) -> dict[str, Any]:
    name = iri(wanted.graph)
    triples = _read_triples(wanted)
    with open_for_writing(folder) as writer:
        _refuse_foreign(writer, [name])
        is_new = name not in writer.read_manifest().user_graphs
        if is_new and wanted.method == "DELETE":
            raise _MissingError(f"there is no graph {wanted.graph!r}")
        graph = pyoxigraph.NamedNode(wanted.graph)
        with writer.change_user_graphs([name]) as store:
            if wanted.method != "POST":
                store.remove_graph(graph)
            store.extend(
                pyoxigraph.Quad(item.subject, item.predicate, item.object, graph)
                for item in triples
            )
    return {"status": "changed", "new": is_new}


def _read_triples(wanted: GraphChange) -> list[pyoxigraph.Triple]:
    """Return the triples; their blank nodes are those of no other graph (RDF 1.1 Semantics, section 4.1)."""
    try:
        quads = pyoxigraph.parse(
            wanted.content,
            format=_FORMATS[wanted.format],
            base_iri=wanted.graph,
            without_named_graphs=True,
            rename_blank_nodes=True,
        )
        return [quad.triple for quad in quads]
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"this is not {wanted.format}: {error}; correct it") from error


def _refuse_foreign(folder: GraphFolder, names: list[Term] | tuple[Term, ...]) -> None:
    manifest = folder.read_manifest()
    own = f"<{manifest.made_with.get('base_iri', DEFAULT_BASE_IRI)}"
    for name in names:
        if name in manifest.graphs or name.startswith(own):
            raise _ForbiddenError(
                f"{name} is a graph that builds make, and would lose this with the next one: write to a graph "
                "with a name of your own, or correct what was built with corrections.yaml"
            )
