"""Rechecks a built graph from its stored texts, with no code of the reading and no language model.

What is mechanical in a graph can be proved again: that every quote is the slice it says, that every text has its hash, that
bounds of time are in order and agree with their EDTF form, that what stands in a claim's content names that claim, that concluded
values come from reports, that the closure follows and is whole, that the index holds what the quads say, and that the shapes hold.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.inference import infer, load_rules
from graph_builder.terms import get_text
from graph_builder.validation import validate
from graph_builder.vocabulary import dcterms, gb, rdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph_builder.store import GraphFolder
    from graph_builder.terms import Quad, Term

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold: which check, at which address, and in a sentence why."""

    check: str
    address: str
    message: str


@dataclass
class Proof:
    """A graph as look-up tables, and the texts it speaks of."""

    quads: list[Quad]
    texts: dict[str, str]
    objects: dict[tuple[Term, Term], list[Term]] = field(default_factory=lambda: defaultdict(list))
    subjects: dict[tuple[Term, Term], list[Term]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Fill the tables."""
        self._owners: dict[Term, set[Term]] = defaultdict(set)
        for subject, predicate, value in sorted({quad[:3] for quad in self.quads}):
            self._owners[value].add(subject)
            self.objects[subject, predicate].append(value)
            self.subjects[predicate, value].append(subject)

    def get(self, subject: Term, predicate: Term) -> Term | None:
        """Return the one value of a property, or None."""
        return next(iter(self.objects.get((subject, predicate), ())), None)

    def get_string(self, subject: Term | None, predicate: Term) -> str:
        """Return the text of a value, empty when there is none."""
        value = self.get(subject, predicate) if subject else None
        return get_text(value) if value else ""

    def find_owners(self, value: Term) -> set[Term]:
        """Return what points at a term, whatever the property."""
        return self._owners.get(value, set())

    def instances(self, kind: Term) -> list[Term]:
        """Return the individuals of a class, sub-classes included, since the closure is there."""
        return self.subjects.get((rdf.type, kind), [])


def verify(folder: GraphFolder) -> list[Fault]:
    """Return everything that does not hold in a built graph; nothing, if all does.

    Raises:
        StoreError: There is no graph, or its files are damaged.
    """
    manifest = folder.read_manifest()
    records = manifest.articles.values()
    texts = {record.id: folder.load_text(record.text_hash) for record in records}
    proof = Proof(list(folder.iter_quads()), texts)
    faults = [fault for check in _CHECKS for fault in check(proof)]
    faults += _check_closure(proof)
    faults += _check_index(folder, proof)
    faults += [
        Fault("shapes", finding.focus, finding.message)
        for finding in validate(proof.quads, texts=texts)
        if finding.severity == "Violation"
    ]
    return faults


def _check_texts(proof: Proof) -> Iterator[Fault]:
    for article in proof.instances(gb.Article):
        text = proof.texts.get(proof.get_string(article, dcterms.identifier))
        if text is None:
            yield Fault("texts", article, "the folder has no text of this article")
            continue
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if proof.get_string(article, gb.contentHash) != digest:
            yield Fault("texts", article, "its text does not have the hash that the graph gives")


def _check_quotes(proof: Proof) -> Iterator[Fault]:
    for passage in proof.instances(gb.Passage):
        article = proof.get(passage, gb.inArticle)
        text = proof.texts.get(proof.get_string(article, dcterms.identifier), "")
        start, end = (int(proof.get_string(passage, name) or -1) for name in (gb.start, gb.end))
        if not 0 <= start < end <= len(text):
            yield Fault("quotes", passage, f"offsets {start} to {end} do not lie in the text")
        elif text[start:end].encode("utf-8", "replace") != proof.get_string(
            passage, gb.quote
        ).encode("utf-8", "replace"):
            yield Fault("quotes", passage, f"the text has “{text[start:end]}” there")


def _check_evidence(proof: Proof) -> Iterator[Fault]:
    for kind in (gb.Claim, gb.NonStatement, gb.Observation, gb.Report, gb.StatusChange):
        for fact in proof.instances(kind):
            passages = proof.objects.get((fact, gb.evidence), [])
            article = proof.get(fact, gb.reportedIn)
            if not passages:
                yield Fault("evidence", fact, "no passage shows it")
            elif any(proof.get(passage, gb.inArticle) != article for passage in passages):
                yield Fault("evidence", fact, "its evidence stands in another article")


def _check_times(proof: Proof) -> Iterator[Fault]:
    for when in proof.instances(gb.TimeSpan):
        earliest, latest = (proof.get_string(when, name) for name in (gb.earliest, gb.latest))
        if earliest and latest and earliest > latest:
            yield Fault("times", when, f"it begins on {earliest}, after it ends on {latest}")
        days = _DAY.findall(proof.get_string(when, gb.edtf))
        if days and set(days) != {earliest, latest} - {""}:
            yield Fault(
                "times",
                when,
                f"its EDTF form has {', '.join(days)}, its bounds are {earliest} and {latest}",
            )
        if len(proof.find_owners(when)) != 1:
            yield Fault("times", when, "it does not belong to exactly one fact")


def _check_attribution(proof: Proof) -> Iterator[Fault]:
    """Whether what names a claim has evidence within that claim's content."""
    for (fact, predicate), claims in list(proof.objects.items()):
        if predicate != gb.accordingTo:
            continue
        for claim in claims:
            contents = [
                _get_range(proof, part) for part in proof.objects.get((claim, gb.contentAt), [])
            ]
            evidence = [
                _get_range(proof, part) for part in proof.objects.get((fact, gb.evidence), [])
            ]
            if not any(a[0] < b[1] and b[0] < a[1] for a in contents for b in evidence):
                yield Fault(
                    "attribution", fact, f"nothing of its evidence stands in the content of {claim}"
                )


def _get_range(proof: Proof, passage: Term) -> tuple[int, int]:
    return int(proof.get_string(passage, gb.start)), int(proof.get_string(passage, gb.end))


def _check_conclusions(proof: Proof) -> Iterator[Fault]:
    """Whether the one value of a measure or event stands in one of its reports or steps."""
    for kind, properties in ((gb.Measure, (gb.status, gb.announcedBy)), (gb.Event, ())):
        for thing in proof.instances(kind):
            reports = proof.subjects.get((gb.reports, thing), [])
            if not reports:
                yield Fault("conclusions", thing, "no article reports it")
            for predicate in properties:
                value = proof.get(thing, predicate)
                if value and all(
                    value not in proof.objects.get((r, predicate), []) for r in reports
                ):
                    yield Fault(
                        "conclusions", thing, f"no report has the value {value} of {predicate}"
                    )
            lead = proof.get(thing, gb.leadEvidence)
            if lead and all(lead not in proof.objects.get((r, gb.evidence), []) for r in reports):
                yield Fault("conclusions", thing, "its lead evidence is that of no report")


def _check_concluded_dates(proof: Proof) -> Iterator[Fault]:
    """Whether each bound of a concluded time is one of a report or step, unless a person gave the date."""
    for kind, name in ((gb.Measure, gb.announcedOn), (gb.Event, gb.occurredOn)):
        for thing in proof.instances(kind):
            facts = [*proof.subjects.get((gb.reports, thing), [])]
            facts += proof.subjects.get((gb.changes, thing), [])
            times = [
                t for f in facts for p in (gb.announcedOn, gb.occurredOn) if (t := proof.get(f, p))
            ]
            concluded = proof.get(thing, name)
            for bound in (gb.earliest, gb.latest):
                day = proof.get_string(concluded, bound)
                if (
                    day
                    and day not in {proof.get_string(time, bound) for time in times}
                    and not any(
                        proof.get_string(c, gb.action) == "date"
                        for c in proof.subjects.get((gb.corrects, thing), [])
                    )
                ):
                    yield Fault(
                        "conclusions", thing, f"no report has the day {day} as a bound of it"
                    )


def _check_judgements(proof: Proof) -> Iterator[Fault]:
    """Whether what was judged the same is one thing, and what a person told apart is two."""
    for judgement in proof.instances(gb.Judgement):
        sides = proof.objects.get((judgement, gb.judges), [])
        things = {proof.get(side, dcterms.isReplacedBy) or side for side in sides}
        verdict = proof.get(judgement, gb.verdict)
        if verdict == gb.Same and len(things) != 1:
            yield Fault("judgements", judgement, "it says that two are one, and they are two")
        if verdict == gb.Different and len(things) == 1:
            yield Fault("judgements", judgement, "it says that one are two, and they are one")


def _check_contradictions(proof: Proof) -> Iterator[Fault]:
    """Whether figures that contradict each other say so on both sides, of one indicator, with two values."""
    for (figure, predicate), others in list(proof.objects.items()):
        for other in others if predicate == gb.contradicts else ():
            if figure not in proof.objects.get((other, gb.contradicts), []):
                yield Fault("contradictions", figure, f"{other} does not contradict it in turn")
            if proof.get(figure, gb.indicator) != proof.get(other, gb.indicator):
                yield Fault("contradictions", figure, f"{other} is of another indicator")
            if proof.get(figure, gb.value) == proof.get(other, gb.value):
                yield Fault("contradictions", figure, f"{other} has the same value")


def _check_rejections(proof: Proof) -> Iterator[Fault]:
    """Whether what a person rejected says nothing any more."""
    speaking = {quad[0] for quad in proof.quads if quad[1] != dcterms.isReplacedBy}
    for correction in proof.instances(gb.Correction):
        if proof.get_string(correction, gb.action) == "reject":
            for subject in proof.objects.get((correction, gb.corrects), []):
                if subject in speaking:
                    yield Fault(
                        "corrections", subject, "a person rejected it, and it is still there"
                    )


def _check_closure(proof: Proof) -> Iterator[Fault]:
    """Whether the inferred graph is what follows from the rest, no more and no less."""
    inferred = {quad[:3] for quad in proof.quads if quad[3].endswith("/graph/inferred>")}
    rest = [quad for quad in proof.quads if not quad[3].endswith("/graph/inferred>")]
    follows = {quad[:3] for quad in infer(rest, "<urn:closure>", load_rules())}
    for triple in sorted(inferred ^ follows):
        side = "follows but is missing" if triple in follows else "does not follow"
        yield Fault("closure", triple[0], f"{' '.join(triple[1:])} {side}")


def _check_index(folder: GraphFolder, proof: Proof) -> Iterator[Fault]:
    """Whether the index holds every named graph, and all but the users' merged as its default graph."""
    expected: dict[str, int] = defaultdict(int)
    for quad in [*proof.quads, *folder.iter_user_quads()]:
        expected[quad[3]] += 1
    expected["DEFAULT"] = len({quad[:3] for quad in proof.quads})
    found: dict[str, int] = defaultdict(int)
    with folder.open_index() as index:
        for quad in index.store:
            found[str(quad.graph_name)] += 1
    for graph in sorted(expected.keys() | found.keys()):
        if expected[graph] != found[graph]:
            yield Fault(
                "index", graph, f"it has {found[graph]} triples there instead of {expected[graph]}"
            )


_CHECKS: tuple[Callable[[Proof], Iterator[Fault]], ...] = (
    _check_texts,
    _check_quotes,
    _check_evidence,
    _check_times,
    _check_attribution,
    _check_conclusions,
    _check_concluded_dates,
    _check_judgements,
    _check_contradictions,
    _check_rejections,
)
