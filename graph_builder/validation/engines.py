"""Runs SHACL engines and brings their results into one form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from graph_builder.errors import InputError
from graph_builder.resources import get_folder
from graph_builder.vocabulary import PREFIXES, gb, rdf

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    import rdflib

    from graph_builder.terms import Term, Triple

Engine: TypeAlias = Literal["auto", "shacl", "pyshacl"]
Severity: TypeAlias = Literal["Violation", "Warning", "Info"]

SHAPES = "https://w3id.org/graph-builder/shapes#"
SH = "http://www.w3.org/ns/shacl#"
_MARK = "urn:graph-builder:look-at:"
_SUBCLASS = f"{PREFIXES['rdfs']}subClassOf"


@dataclass(frozen=True, order=True)
class Result:
    """One result of an engine, as terms in N-Triples."""

    shape: Term
    focus: Term
    component: str
    severity: Severity
    message: str
    value: Term = ""


def run(
    data: str, files: tuple[Path, ...], engine: Engine, *, marked: bool = False
) -> list[Result]:
    """Check N-Triples against shapes and return the results, sorted, each once.

    Args:
        data: The graph.
        files: Shapes in Turtle besides the program's own.
        engine: Which engine to use; ``auto`` takes the fast one where it is installed.
        marked: Whether only those nodes are looked at that are marked (``write_marks``), instead of all of a class.
    """
    if engine == "auto":
        engine = "shacl" if _has_shacl() else "pyshacl"
    load = _load_shacl if engine == "shacl" else _load_pyshacl
    return sorted({_point(result) for result in load(files, marked)(data)})


def write_marks(triples: Iterable[Triple], only: Collection[Term]) -> str:
    """Return as N-Triples which nodes are to be looked at, by the classes that they are said to be of."""
    return "".join(
        f"{subject} <{_MARK}{object_[1:-1]}> {subject} .\n"
        for subject, predicate, object_ in triples
        if predicate == rdf.type and subject in only
    )


def _mark_targets(shapes: str) -> str:
    """Return shapes that look at marked nodes where they looked at the nodes of a class."""
    import pyoxigraph  # noqa: PLC0415 - loaded only where a graph is checked

    lines = []
    for triple in pyoxigraph.parse(shapes.encode(), format=pyoxigraph.RdfFormat.TURTLE):
        predicate, object_ = str(triple.predicate), str(triple.object)
        if triple.predicate.value == f"{SH}targetClass":
            predicate, object_ = f"<{SH}targetSubjectsOf>", f"<{_MARK}{object_[1:-1]}>"
        lines.append(f"{triple.subject} {predicate} {object_} .")
    return "\n".join(lines)


def _point(result: Result) -> Result:
    """Return a result that points to a passage where the shape asks one query about all of them.

    A severity of a user's own (SHACL, 2.1.4) counts as a violation: what is not known to be less fails.
    """
    if result.severity not in get_args(Severity):
        result = replace(result, severity="Violation")
    return replace(result, focus=result.value) if result.focus == gb.Passage else result


def read_shapes(files: tuple[Path, ...]) -> str:
    """Return the program's own shapes and further ones as one Turtle text.

    Raises:
        InputError: One of the further files cannot be read, or is no Turtle.
    """
    own = sorted(get_folder("shapes").glob("*.ttl"))
    texts = [file.read_text(encoding="utf-8") for file in own]
    return "\n".join([*texts, *map(_read_turtle, files)])


def _read_turtle(file: Path) -> str:
    import pyoxigraph  # noqa: PLC0415 - loaded only where a graph is checked

    try:
        text = file.read_text(encoding="utf-8")
        for _ in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE):
            pass
    except (OSError, UnicodeDecodeError, SyntaxError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(
            f"the shapes in {str(file)!r} cannot be read as Turtle ({reason}): mend the file"
        ) from error
    return text


@lru_cache(maxsize=4)
def read_hierarchy(*files: Path) -> str:
    """Return as N-Triples which class is below which, so that a Person counts as an Agent."""
    import pyoxigraph  # noqa: PLC0415 - loaded only where a graph is checked

    own = get_folder("ontology") / "graph-builder.ttl"
    return "".join(
        f"{triple.subject} {triple.predicate} {triple.object} .\n"
        for file in (own, *files)
        for triple in pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)
        if triple.predicate.value == _SUBCLASS
    )


@lru_cache(maxsize=1)
def _has_shacl() -> bool:
    try:
        import shacl  # noqa: F401, PLC0415 - only asked whether it is there
    except ImportError:
        return False
    return True


@lru_cache(maxsize=4)
def _load_shacl(files: tuple[Path, ...], marked: bool) -> Callable[[str], Iterable[Result]]:
    import shacl  # noqa: PLC0415 - optional, and loaded only where a graph is checked

    text = read_shapes(files)
    shapes = shacl.Shapes.from_text(_mark_targets(text) if marked else text, "turtle")

    def check(data: str) -> Iterable[Result]:
        for result in shapes.validate_text(data, "ntriples").results:
            yield Result(
                shape=_get_named(result.source_shape, result.root_shape),
                focus=result.focus_node,
                component=result.component.removesuffix("ConstraintComponent"),
                severity=result.severity,  # type: ignore[arg-type] # one of the three
                message=result.message or "",
                value=result.value or "",
            )

    return check


@lru_cache(maxsize=4)
def _load_pyshacl(files: tuple[Path, ...], marked: bool) -> Callable[[str], Iterable[Result]]:
    import pyshacl  # noqa: PLC0415 - slow to import, and loaded only where a graph is checked
    import rdflib  # noqa: PLC0415 - likewise

    text = read_shapes(files)
    shapes = rdflib.Graph().parse(data=_mark_targets(text) if marked else text, format="turtle")

    def check(data: str) -> Iterable[Result]:
        graph = _parse_exactly(data)
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
        for node in report.objects(None, rdflib.URIRef(f"{SH}result")):
            yield _read_result(report, node, shapes)

    return check


def _parse_exactly(data: str) -> rdflib.Graph:
    """Return a graph whose literals are as written: rdflib would drop the time zone of a date."""
    import rdflib  # noqa: PLC0415 - loaded by the caller

    normalize = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        return rdflib.Graph().parse(data=data, format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = normalize


def _get_named(shape: str | None, root: str | None) -> Term:
    """Return a shape, or the one with a name around it."""
    return root or "" if shape is None or shape.startswith("_:") else shape


def _read_result(report: rdflib.Graph, node: rdflib.term.Node, shapes: rdflib.Graph) -> Result:
    import rdflib  # noqa: PLC0415 - loaded by the caller

    def get(name: str) -> rdflib.term.Node | None:
        return report.value(node, rdflib.URIRef(f"{SH}{name}"))

    value, component = get("value"), str(get("sourceConstraintComponent"))
    return Result(
        shape=_write(_find_named(get("sourceShape"), shapes)),
        focus=_write(get("focusNode")),
        component=component.removeprefix(SH).removesuffix("ConstraintComponent"),
        severity=str(get("resultSeverity")).removeprefix(SH),  # type: ignore[arg-type] # one of the three
        message=str(get("resultMessage") or ""),
        value=_write(value) if value is not None else "",
    )


def _find_named(shape: rdflib.term.Node | None, shapes: rdflib.Graph) -> rdflib.term.Node | None:
    """Return a shape, or the next one around it that has a name."""
    import rdflib  # noqa: PLC0415 - loaded by the caller

    while isinstance(shape, rdflib.BNode):
        shape = min(shapes.subjects(None, shape), key=str, default=None)
    return shape


def _write(node: rdflib.term.Node | None) -> Term:
    """Return a node as this program writes terms."""
    import rdflib  # noqa: PLC0415 - loaded by the caller

    from graph_builder import terms  # noqa: PLC0415 - kept beside its only use

    if isinstance(node, rdflib.Literal):
        text = terms.literal(str(node), node.language or "")
        plain = node.datatype is None or str(node.datatype) == f"{PREFIXES['xsd']}string"
        return text if plain or node.language else f"{text}^^<{node.datatype}>"
    return f"<{node}>" if isinstance(node, rdflib.URIRef) else f"_:{node}"
