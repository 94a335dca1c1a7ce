"""The closure: what follows from the triples by the ontology.

The rules are those of OWL 2 RL (OWL 2 Profiles, 4.3) that conclude something about individuals and that the
ontology uses: ``cax-sco``, ``cax-eqc``, ``prp-dom``, ``prp-rng``, ``prp-spo1``, ``prp-spo2``, ``prp-eqp``, ``prp-inv``,
``prp-symp``, ``prp-trp``. They are compiled once into tables, so that most of the closure is one look-up a
triple. A reasoner, owlrl, is the oracle: a test holds that both conclude the same. Left out is what helps
nobody: that everything is a thing and the same as itself, that literals have types, what is said about
classes and properties.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from graph_builder.resources import get_folder
from graph_builder.sorting import Sorter
from graph_builder.vocabulary import PREFIXES, rdf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from graph_builder.terms import FindTriples, Quad, Term, Triple


_OWL, _RDFS, _RDF = PREFIXES["owl"], PREFIXES["rdfs"], PREFIXES["rdf"]
_OWN = f"<{PREFIXES['gb']}"
_NIL = f"<{_RDF}nil>"
# Behind a triple in a line that is sorted: what is asserted comes before what follows. Terms hold no control characters.
_ASSERTED, _FOLLOWS = "\x01", "\x02"
_EVERYTHING = frozenset({f"<{_OWL}Thing>", f"<{_RDFS}Resource>", f"<{_RDFS}Literal>"})


@dataclass(frozen=True)
class Plan:
    """All that follows from one triple of a property.

    Attributes:
        subject_types: Classes of the subject.
        object_types: Classes of the object.
        straight: Properties that hold from subject to object.
        turned: Properties that hold from object to subject.
    """

    subject_types: tuple[Term, ...] = ()
    object_types: tuple[Term, ...] = ()
    straight: tuple[Term, ...] = ()
    turned: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Rules:
    """An ontology as tables.

    Attributes:
        classes: Class → every class above it.
        plans: Property → all that follows from a triple of it.
        chains: Each a property and the properties whose path makes it up. A transitive property is the
            chain of itself with itself.
    """

    classes: dict[Term, tuple[Term, ...]] = field(default_factory=dict)
    plans: dict[Term, Plan] = field(default_factory=dict)
    chains: tuple[tuple[Term, tuple[Term, ...]], ...] = ()

    @cached_property
    def followed(self) -> frozenset[Term]:
        """The properties of which a triple can follow from another one."""
        plans = self.plans.values()
        return frozenset(p for plan in plans for p in (*plan.straight, *plan.turned)).union(
            property_ for property_, _ in self.chains
        )

    @property
    def steps(self) -> frozenset[Term]:
        """The properties that chains are made of."""
        return frozenset(step for _, path in self.chains for step in path)


def infer(quads: Iterable[Quad], graph: Term, rules: Rules | None = None) -> list[Quad]:
    """Return the triples that follow and are not there yet, in a named graph of their own.

    Args:
        quads: All asserted quads; the named graphs do not matter.
        graph: The IRI of the named graph for what is concluded.
        rules: The ontology; without it, the program's own.
    """
    closure = Closure(rules or load_rules())
    closure.add({(s, p, o) for s, p, o, _ in quads})
    return [(*triple, graph) for triple in closure.conclude()]


class Closure:
    """What follows from triples that come one part after the other.

    In memory is what paths are made of, and nothing else that grows with the triples: what may follow is sorted
    together with what is asserted, so that they meet.

    Args:
        rules: The ontology.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._steps = rules.steps
        self._paths: set[Triple] = set()
        self._sorter = Sorter()

    def add(self, triples: Collection[Triple]) -> None:
        """Take asserted triples."""
        found = dict.fromkeys(conclude_from_each(triples, self._rules))
        followed, type_ = self._rules.followed, rdf.type
        self._add((t for t in triples if t[1] == type_ or t[1] in followed), _ASSERTED)
        self._add(found, _FOLLOWS)
        if self._steps:
            self._paths.update(t for t in chain(triples, found) if t[1] in self._steps)

    def _add(self, triples: Iterable[Triple], mark: str) -> None:
        self._sorter.add(f"{s} {p} {o}{mark}" for s, p, o in triples)

    def conclude(self) -> Iterator[Triple]:
        """Yield the triples that follow and are not asserted, in order; once."""
        self._add(follow_paths(self._paths, self._rules), _FOLLOWS)
        asserted = ""
        for line in self._sorter.iter_lines():
            if line.endswith(_ASSERTED):
                asserted = line[:-1]
            elif line[:-1] != asserted:
                subject, predicate, object_ = line[:-1].split(" ", 2)
                yield subject, predicate, object_


def review(
    changed: Collection[Triple], find: FindTriples, rules: Rules
) -> Iterator[tuple[Triple, bool]]:
    """Yield what may follow otherwise since some triples have come or gone, and whether it follows now and is not asserted.

    Args:
        changed: The asserted triples that have come or gone.
        find: Finds the triples that are asserted now, by subject, predicate and object.
        rules: An ontology without chains: what follows from paths cannot be told from single triples.
    """
    for triple in sorted({*changed, *conclude_from_each(changed, rules)}):
        yield triple, not any(find(*triple)) and _follows(triple, find, rules)


def _follows(triple: Triple, find: FindTriples, rules: Rules) -> bool:
    subject, predicate, object_ = triple
    if predicate == rdf.type:
        near = chain(find(subject, None, None), find(None, None, subject))
    else:
        straight = ((subject, p, object_) for _, p, _ in find(subject, None, object_))
        is_iri = object_.startswith("<")
        near = chain(straight, find(object_, None, subject) if is_iri else ())
    return any(triple in conclude_from_each((one,), rules) for one in near)


def conclude_from_each(triples: Iterable[Triple], rules: Rules) -> Iterator[Triple]:
    """Yield what follows from each triple by itself, but for what is said of the ontology's own terms."""
    return (triple for triple in _apply(triples, rules) if not triple[0].startswith(_OWN))


def _apply(triples: Iterable[Triple], rules: Rules) -> Iterator[Triple]:
    classes, plans, type_ = rules.classes, rules.plans, rdf.type
    for subject, predicate, object_ in triples:
        if predicate == type_:
            for class_ in classes.get(object_, ()):
                yield subject, type_, class_
            continue
        plan = plans.get(predicate)
        if plan is None:
            continue
        for class_ in plan.subject_types:
            yield subject, type_, class_
        for property_ in plan.straight:
            yield subject, property_, object_
        if object_.startswith("<"):
            for class_ in plan.object_types:
                yield object_, type_, class_
            for property_ in plan.turned:
                yield object_, property_, subject


def conclude_from_paths(triples: Iterable[Triple], rules: Rules) -> Iterator[Triple]:
    """Yield what follows from paths of several triples, up to one step of each chain."""
    used = rules.steps
    edges: dict[Term, dict[Term, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, object_ in triples:
        if predicate in used:
            edges[predicate][subject].add(object_)
    for property_, path in rules.chains:
        for start in list(edges[path[0]]):
            ends = {start}
            for step in path:
                ends = {end for place in ends for end in edges[step].get(place, ())}
            for end in ends:
                yield start, property_, end


def follow_paths(triples: Iterable[Triple], rules: Rules) -> set[Triple]:
    """Return all that follows from paths of triples, and from what follows from those.

    Args:
        triples: The triples that paths are made of, asserted or concluded from single ones.
        rules: The ontology.
    """
    known = set(triples)
    new: set[Triple] = set()
    while fresh := {*conclude_from_paths(known, rules)} - known - new:
        found = fresh | set(conclude_from_each(fresh, rules))
        new |= found
        known |= {triple for triple in found if triple[1] in rules.steps}
    return new


@lru_cache(maxsize=4)
def load_rules(*files: Path) -> Rules:
    """Compile the program's own ontology together with further ones, in Turtle.

    Raises:
        SyntaxError: A file is not Turtle; the message has line and column.
    """
    import pyoxigraph  # noqa: PLC0415 - loaded only where something is inferred

    own = get_folder("ontology") / "graph-builder.ttl"
    return compile_rules(
        (str(triple.subject), str(triple.predicate), str(triple.object))
        for file in (own, *files)
        for triple in pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)
    )


def compile_rules(ontology: Iterable[Triple]) -> Rules:
    """Return the rules of an ontology given as triples."""
    axioms = _Axioms(ontology)
    properties = {p for p, _, _ in axioms.steps} | {*axioms.domains, *axioms.ranges}
    return Rules(
        {class_: axioms.get_above(class_) for class_ in axioms.above},
        {property_: axioms.plan(property_) for property_ in properties},
        axioms.chains,
    )


class _Axioms:
    """What an ontology says, indexed for compiling.

    Attributes:
        above: Class → the classes directly above it.
        domains: Property → the classes of its subjects. ``ranges`` likewise.
        steps: (property, property that follows from it, whether subject and object change places).
        chains: Property and the path that makes it up.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        self._pairs: dict[Term, list[tuple[Term, Term]]] = defaultdict(list)
        for subject, predicate, object_ in triples:
            self._objects[subject, predicate].append(object_)
            self._pairs[predicate].append((subject, object_))
        equal = self._pairs[f"<{_OWL}equivalentClass>"]
        self.above = _group([*self._pairs[f"<{_RDFS}subClassOf>"], *equal, *_turn(equal)])
        self.domains = _group(self._pairs[f"<{_RDFS}domain>"])
        self.ranges = _group(self._pairs[f"<{_RDFS}range>"])
        self.steps = sorted(self._collect_steps())
        self.chains = tuple(sorted(self._collect_chains()))

    def _collect_steps(self) -> Iterator[tuple[Term, Term, bool]]:
        equal = self._pairs[f"<{_OWL}equivalentProperty>"]
        for lower, upper in [*self._pairs[f"<{_RDFS}subPropertyOf>"], *equal, *_turn(equal)]:
            yield lower, upper, False
        inverse = self._pairs[f"<{_OWL}inverseOf>"]
        for one, other in [*inverse, *_turn(inverse)]:
            yield one, other, True
        for property_ in self._find_kind("SymmetricProperty"):
            yield property_, property_, True

    def _collect_chains(self) -> Iterator[tuple[Term, tuple[Term, ...]]]:
        for property_ in self._find_kind("TransitiveProperty"):
            yield property_, (property_, property_)
        for property_, node in self._pairs[f"<{_OWL}propertyChainAxiom>"]:
            yield property_, tuple(self._read_list(node))

    def _read_list(self, node: Term) -> Iterator[Term]:
        while node != _NIL:
            yield from self._objects[node, f"<{_RDF}first>"]
            (node,) = self._objects[node, f"<{_RDF}rest>"]

    def _find_kind(self, name: str) -> list[Term]:
        return [s for s, kind in self._pairs[rdf.type] if kind == f"<{_OWL}{name}>"]

    def get_above(self, *classes: Term) -> tuple[Term, ...]:
        """Return every class above some classes, of those that have a name and say something."""
        found: dict[Term, None] = {}
        waiting = list(classes)
        while waiting:
            for class_ in self.above.get(waiting.pop(), ()):
                if class_ not in found:
                    found[class_] = None
                    waiting.append(class_)
        return tuple(sorted(c for c in found if c.startswith("<") and c not in _EVERYTHING))

    def plan(self, property_: Term) -> Plan:
        """Return all that follows from one triple of a property."""
        reached = {(property_, False)}
        waiting = list(reached)
        while waiting:
            current, turned = waiting.pop()
            for lower, upper, turns in self.steps:
                if lower == current and (upper, turned ^ turns) not in reached:
                    reached.add((upper, turned ^ turns))
                    waiting.append((upper, turned ^ turns))
        sides: tuple[set[Term], set[Term]] = (set(), set())
        for found, turned in reached:
            sides[turned].update(self.domains.get(found, ()))
            sides[not turned].update(self.ranges.get(found, ()))
        subjects, objects = ({*side, *self.get_above(*side)} - _EVERYTHING for side in sides)
        return Plan(
            tuple(sorted(subjects)),
            tuple(sorted(objects)),
            tuple(sorted(p for p, turned in reached if not turned and p != property_)),
            tuple(sorted(p for p, turned in reached if turned)),
        )


def _group(pairs: Iterable[tuple[Term, Term]]) -> dict[Term, list[Term]]:
    groups: dict[Term, list[Term]] = {}
    for subject, object_ in pairs:
        groups.setdefault(subject, []).append(object_)
    return groups


def _turn(pairs: Iterable[tuple[Term, Term]]) -> list[tuple[Term, Term]]:
    return [(b, a) for a, b in pairs]
