"""Is it there? Counts, samples, and the same rows for the same questions."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from graph_builder.errors import OutsideError
from graph_builder.loading.endpoints import read_rows, read_truth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.loading.endpoints import Endpoints
    from graph_builder.terms import Term

_MOST_SAMPLES = 200
_MOST_GRAPHS = 1000
"""So many graphs can be named in one question; servers take forms of some 100 kB at least."""
_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = f"{_XSD}string"
_NUMBERS = {f"{_XSD}decimal", f"{_XSD}integer"}


@dataclass(frozen=True, slots=True)
class Check:
    """A question of all that is sent, its text with parameters bound, and its answer as SPARQL results JSON."""

    name: str
    query: str
    json: bytes


@dataclass
class Sent:
    """What was sent: how many triples to each graph (none is the default graph), and some of them."""

    counts: dict[Term | None, int] = field(default_factory=dict)
    samples: list[tuple[Term | None, str]] = field(default_factory=list)

    @property
    def triples(self) -> int:
        """How many triples were sent in all."""
        return sum(self.counts.values())

    def add(self, graph: Term | None, batch: Sequence[str]) -> None:
        """Note a batch of N-Triples lines."""
        self.counts[graph] = self.counts.get(graph, 0) + len(batch)
        if len(self.samples) < _MOST_SAMPLES:
            self.samples += [(graph, batch[0]), (graph, batch[-1])]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded and how it was checked.

    Attributes:
        triples: How many triples were sent and are there.
        graphs: How many graphs they went to.
        others: How many other triples these graphs hold in the store.
        checked: The names of the questions that gave the same rows there.
        remarks: What a person should know, in sentences.
    """

    triples: int
    graphs: int
    others: int
    checked: tuple[str, ...]
    remarks: tuple[str, ...]


def verify(endpoints: Endpoints, sent: Sent, checks: Sequence[Check]) -> Loaded:
    """Compare what a store holds with what was sent to it.

    The triples of each graph are counted, samples of what was sent are looked for, and questions are compared; not where
    the graph holds other triples too, which could change the rows.

    Raises:
        OutsideError: Something is missing, or a question gives other rows.
    """
    found = endpoints.count(sent.counts)
    others = 0
    for graph, count in sent.counts.items():
        if found.get(graph, 0) < count:
            raise _report_loss(endpoints, graph, count, found.get(graph, 0))
        others += found[graph] - count
    _look_for_samples(endpoints, sent)
    graphs = [graph for graph in sent.counts if graph is not None]
    compares = endpoints.dialect.questions and not others and len(graphs) <= _MOST_GRAPHS
    for check in checks if compares else ():
        _compare(endpoints, check, graphs)
    remarks = []
    if others:
        where = "graphs" if None not in sent.counts else "default graph"
        remarks.append(
            f"The store holds {others:,} other triples in the same {where}; saved queries were not compared, "
            "and read the others too. --replace puts the graph in their place."
        )
    elif checks and len(graphs) > _MOST_GRAPHS:
        remarks.append(
            f"{len(graphs):,} graphs are more than one question can name: saved queries were not compared."
        )
    elif checks and not compares:
        remarks.append(
            f"{endpoints.dialect.name} departs from SPARQL 1.1: saved queries were not compared."
        )
    names = tuple(check.name for check in checks) if compares else ()
    return Loaded(sent.triples, len(sent.counts), others, names, tuple(remarks))


def _report_loss(endpoints: Endpoints, graph: Term | None, count: int, found: int) -> OutsideError:
    where = "the default graph" if graph is None else f"the graph {graph}"
    return OutsideError(
        f"of {count} triples sent to {where} of the store at {endpoints.data} it holds {found}: "
        "run the same command again, it completes the load; if that does not help, see the server's log"
    )


def _look_for_samples(endpoints: Endpoints, sent: Sent) -> None:
    for graph in sent.counts:
        lines = "".join(line for where, line in sent.samples if where == graph)
        pattern = lines if graph is None else f"GRAPH {graph} {{ {lines} }}"
        if lines and not read_truth(endpoints.ask(f"ASK {{ {pattern} }}")):
            raise OutsideError(
                f"the store at {endpoints.data} does not hold all that was sent: run the same command again"
            )


def _compare(endpoints: Endpoints, check: Check, graphs: Sequence[Term]) -> None:
    wanted = Counter(map(_normalize, read_rows(json.loads(check.json))))
    found = Counter(map(_normalize, read_rows(endpoints.ask(check.query, graphs))))
    if wanted != found:
        raise OutsideError(
            f"the query {check.name!r} gives other rows in the store at {endpoints.query} than here: "
            f"{(wanted - found).total()} are missing there and {(found - wanted).total()} are new; "
            "load into an empty store, or report this with the store's name and version"
        )


def _normalize(row: Mapping[str, Mapping[str, str]]) -> frozenset[tuple[str, ...]]:
    """Return a row in a form in which stores agree (SPARQL 1.1 Query Results JSON Format, 3.2.2)."""
    return frozenset((name, *_normalize_term(term)) for name, term in row.items())


def _normalize_term(term: Mapping[str, str]) -> tuple[str, ...]:
    """Return a term so that equal ones are the same: TDB2 writes the decimal 12 as 12.0, Oxigraph 12.0 as 12."""
    kind = "literal" if term["type"] == "typed-literal" else term["type"]
    datatype = term.get("datatype", "").replace(_STRING, "")
    value = term["value"]
    if datatype in _NUMBERS:
        with contextlib.suppress(InvalidOperation):
            value = str(Decimal(value).normalize())
    return kind, value, datatype, term.get("xml:lang", "").lower()
