"""Findings as text for people, as JSON, and as a SHACL validation report."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from graph_builder.terms import iri, literal
from graph_builder.validation.engines import SH, SHAPES
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.validation.findings import Finding

_HEADINGS = {"Violation": "Violations", "Warning": "Warnings", "Info": "Remarks"}


def write_text(findings: Sequence[Finding]) -> str:
    """Return one sentence a finding, grouped by severity and shape, and what to do about each group."""
    if not findings:
        return "No findings: the graph fits its shapes.\n"
    lines: list[str] = []
    for severity, group in groupby(findings, key=lambda finding: finding.severity):
        lines.append(f"{_HEADINGS[severity]}:")
        for shape, same in groupby(group, key=lambda finding: finding.shape):
            members = list(same)
            lines.append(f"  {shape} ({len(members)})")
            lines += [f"    {finding.sentence}" for finding in members]
            lines += [f"    → {mend}" for mend in dict.fromkeys(f.mend for f in members) if mend]
    return "\n".join(lines) + "\n"


def write_json(findings: Sequence[Finding]) -> str:
    """Return the findings as JSON; ``conforms`` is false only when there is a violation."""
    report = {
        "conforms": not any(finding.severity == "Violation" for finding in findings),
        "findings": [
            {name: value for name, value in asdict(finding).items() if name != "term"}
            for finding in findings
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def write_turtle(findings: Sequence[Finding]) -> str:
    """Return a ``sh:ValidationReport`` (SHACL, 3.6); ``sh:conforms`` is false when there is any result."""
    prefixes = {**PREFIXES, "gbs": SHAPES, "sh": SH}
    lines = [
        *(f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(prefixes.items())),
        "",
        "[] a sh:ValidationReport ;",
        f"  sh:conforms {'false' if findings else 'true'}",
    ]
    for finding in findings:
        lines[-1] += " ;"
        lines.append("  sh:result [")
        lines += [f"    {line} ;" for line in _describe(finding)]
        lines.append("  ]")
    return "\n".join(lines) + " .\n"


def _describe(finding: Finding) -> list[str]:
    message = " ".join(filter(None, (finding.message, finding.problem)))
    lines = ["a sh:ValidationResult", f"sh:resultSeverity sh:{finding.severity}"]
    if finding.focus:
        lines.append(f"sh:focusNode {iri(finding.focus)}")
    if finding.path:
        lines.append(f"sh:resultPath {finding.path}")
    if finding.value:
        lines.append(f"sh:value {finding.term or literal(finding.value)}")
    if finding.component:
        lines.append(f"sh:sourceConstraintComponent sh:{finding.component}ConstraintComponent")
    shape = finding.shape if ":" in finding.shape else SHAPES + finding.shape
    lines.append(f"sh:sourceShape {iri(shape)}")
    lines.append(f"sh:resultMessage {literal(message, 'en')}")
    return lines
