"""Measures mapping, inference and validation against the engines of the field, in one run: the ratios are what counts.

    python benchmarks/engines.py [--triples 10000] [--json FILE]

The graph is that of the sample articles and copies of them under other names. Inference is measured against owlrl and
validation against pySHACL on the same triples; what both conclude and find is compared, and a difference ends the run.
Mapping alone is measured in triples a second against Morph-KGC, which maps the claims as ``export --format csv`` writes
them, by ten properties of a claim ("make bench" installs it into build/tools; without it that figure is left out).
"""

from __future__ import annotations

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import owlrl
import rdflib
from articles import SAMPLES, make_copies, read_samples
from figures import add_option, show

from graph_builder.facts_json import from_json
from graph_builder.inference import infer
from graph_builder.lexicon import load_lexicon
from graph_builder.mapping import Names, map_article, map_conclusions
from graph_builder.resolution import resolve
from graph_builder.resources import get_folder
from graph_builder.terms import DEFAULT_BASE_IRI
from graph_builder.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from articles import Reading

    from graph_builder.terms import Quad

    Triples = set[tuple[str, str, str]]

ROOT = Path(__file__).resolve().parent.parent
MORPH = ROOT / "build" / "tools" / "morph" / "bin" / "python"
REPEAT = 3
CLAIMS = 20_000
"""Rows that are mapped; so many that the start of the engine does not count."""

MAPPING = """
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix gb: <https://w3id.org/graph-builder/ontology#> .
<#claims> a rr:TriplesMap ;
  rml:logicalSource [ rml:source "CLAIMS" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rml:reference "address" ; rr:class gb:Claim ] ;
"""
PROPERTIES = {
    "speaker": "speaker_address",
    "reportedIn": "article_address",
    "speakerText": "speaker_text",
    "cue": "cue",
    "content": "content",
    "isDirect": "direct",
    "polarity": "polarity",
    "modality": "modality",
    "confidence": "confidence",
}
MORPH_RUN = """
import sys, time, morph_kgc
start = time.perf_counter()
store = morph_kgc.materialize_oxigraph(f"[DataSource1]\\nmappings: {sys.argv[1]}\\n[CONFIGURATION]\\nlogging_level: ERROR")
print(len(store), time.perf_counter() - start)
"""


def main() -> None:
    """Run all and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, default=10_000)
    add_option(parser)
    arguments = parser.parse_args()
    show(measure(arguments.triples), arguments.json)


def measure(size: int) -> dict[str, float]:
    """Return seconds, triples a second and ratios by name.

    Args:
        size: How many triples the graph has, about.
    """
    map_all = _prepare_mapping(size)
    mapped, quads = _time(map_all)
    own, concluded = _time(lambda: infer(quads, Names(DEFAULT_BASE_IRI).graph("inferred")))
    owlrl_took, expected = _time(lambda: _ask_owlrl(quads), repeat=1)
    _compare("inference", {quad[:3] for quad in concluded}, expected)
    whole = [*quads, *concluded]
    checked, findings = _time(lambda: validate(whole))
    pyshacl_took, reference = _time(lambda: validate(whole, engine="pyshacl"), repeat=1)
    _compare("validation", {repr(f) for f in findings}, {repr(f) for f in reference})
    figures = {
        "triples": len({quad[:3] for quad in quads}),
        "triples concluded": len(concluded),
        "inference, seconds": own,
        "owlrl, seconds": owlrl_took,
        "owlrl / inference": owlrl_took / own,
        "findings": len(findings),
        "validation, seconds": checked,
        "pySHACL, seconds": pyshacl_took,
        "pySHACL / validation": pyshacl_took / checked,
        "mapping, triples a second": len(quads) / mapped,
    }
    if MORPH.exists():
        speed = _ask_morph()
        figures["Morph-KGC, triples a second"] = speed
        figures["mapping / Morph-KGC"] = len(quads) / mapped / speed
    return figures


def _prepare_mapping(size: int) -> Callable[[], list[Quad]]:
    """Return what maps so many triples about, from articles that were read and resolved before."""
    samples = read_samples(SAMPLES)
    of_samples = len(_make_mapper(samples)())
    return _make_mapper(make_copies(samples, max(1, len(samples) * size // of_samples)))


def _make_mapper(readings: Iterable[Reading]) -> Callable[[], list[Quad]]:
    pairs, lexicon = list(readings), load_lexicon()
    articles = {article.id: article for article, _ in pairs}
    resolution = resolve([from_json(facts) for _, facts in pairs], lexicon)

    def map_all() -> list[Quad]:
        quads: list[Quad] = []
        for facts in resolution.facts:
            quads += map_article(articles[facts.article_id], facts, resolution, DEFAULT_BASE_IRI)
        return quads + list(
            map_conclusions(resolution, DEFAULT_BASE_IRI, articles=articles, lexicon=lexicon)
        )

    return map_all


def _ask_owlrl(quads: list[Quad]) -> Triples:
    """Return what owlrl adds about individuals; what is of no use is left out, as tests/test_inference.py explains."""
    ontology = rdflib.Graph()
    for file in sorted(get_folder("ontology").glob("*.ttl")):
        ontology.parse(file)
    data = rdflib.Graph()
    data.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o, _ in quads), format="nt")
    before = set(data)
    data += ontology
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
    useless = {rdflib.OWL.Thing, rdflib.RDFS.Resource, rdflib.RDFS.Literal}
    return {
        (s.n3(), p.n3(), o.n3())
        for s, p, o in set(data) - before
        if isinstance(s, rdflib.URIRef)
        and s.startswith(DEFAULT_BASE_IRI)
        and not isinstance(o, rdflib.BNode)
        and o not in useless
        and p != rdflib.OWL.sameAs
    }


def _ask_morph() -> float:
    """Return how many triples a second Morph-KGC makes of claims in CSV."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        program = [sys.executable, "-m", "graph_builder"]
        graph = str(folder / "graph")
        subprocess.run(
            [*program, "build", "--quiet", "--graph", graph, str(SAMPLES[0])], check=True
        )
        written = [*program, "export", "--graph", graph, "--format", "csv", "-o"]
        subprocess.run([*written, str(folder / "csv")], check=True)
        rows = list(csv.DictReader((folder / "csv" / "claims.csv").open(encoding="utf-8")))
        many = folder / "many.csv"
        with many.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            for number in range(CLAIMS):
                row = rows[number % len(rows)]
                writer.writerow({**row, "address": f"{row['address']}-{number}"})
        parts = [
            f'rr:predicateObjectMap [ rr:predicate gb:{name} ; rr:objectMap [ rml:reference "{column}" ] ]'
            for name, column in PROPERTIES.items()
        ]
        mapping = folder / "mapping.ttl"
        mapping.write_text(MAPPING.replace("CLAIMS", str(many)) + " ;\n".join(parts) + " .\n")
        asked = subprocess.run(
            [MORPH, "-c", MORPH_RUN, mapping], check=True, capture_output=True, text=True
        )
    triples, seconds = asked.stdout.split()[-2:]
    return int(triples) / float(seconds)


def _compare(what: str, found: set, expected: set) -> None:
    if found != expected:
        missing, added = sorted(expected - found)[:3], sorted(found - expected)[:3]
        raise SystemExit(f"{what} differs from the reference: {missing} missing, {added} added")


def _time(work: Callable[[], Any], repeat: int = REPEAT) -> tuple[float, Any]:
    """Return the median of seconds, and what the work gave last."""
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), result


if __name__ == "__main__":
    main()
