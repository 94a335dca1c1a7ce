"""Findings as text for people, as Markdown, as JSON, as JUnit XML, and as a SHACL validation report."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from graph_builder.markup import escape_xml, quote_xml
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


def write_markdown(findings: Sequence[Finding]) -> str:
    """Return a table a severity and shape, with what to do, for a pull request or a wiki."""
    if not findings:
        return "No findings: the graph fits its shapes.\n"
    lines: list[str] = []
    for severity, group in groupby(findings, key=lambda finding: finding.severity):
        lines += [f"## {_HEADINGS[severity]}", ""]
        for shape, same in groupby(group, key=lambda finding: finding.shape):
            members = list(same)
            lines += [f"### {_escape_cell(shape)} ({len(members)})", ""]
            lines += ["| where | what is wrong | words |", "|---|---|---|"]
            for finding in members:
                problem = " ".join(filter(None, (finding.message, finding.problem)))
                cells = (finding.place, problem, finding.words)
                lines.append(f"| {' | '.join(map(_escape_cell, cells))} |")
            mends = dict.fromkeys(_escape_cell(f.mend) for f in members if f.mend)
            lines += ["", *(f"→ {mend}" for mend in mends), ""]
    return "\n".join(lines)


_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def _escape_cell(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line: nothing of it becomes a link, a picture or HTML."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def write_junit(findings: Sequence[Finding]) -> str:
    """Return JUnit XML as continuous integration shows it: a violation is a failure, all else a test that passed with a remark.

    Without findings there is one test, that passed.
    """
    failures = sum(finding.severity == "Violation" for finding in findings)
    counts = f'tests="{max(1, len(findings))}" failures="{failures}" errors="0" skipped="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites {counts}><testsuite name="graph-builder validate" {counts}>',
    ]
    for finding in findings:
        names = f"classname={quote_xml(finding.shape)} name={quote_xml(finding.place)}"
        text = escape_xml(" ".join(filter(None, (finding.sentence, finding.mend))))
        if finding.severity == "Violation":
            inner = f"<failure message={quote_xml(finding.message)}>{text}</failure>"
        else:
            inner = f"<system-out>{finding.severity}: {text}</system-out>"
        lines.append(f"<testcase {names}>{inner}</testcase>")
    if not findings:
        lines.append('<testcase classname="shapes" name="the graph fits its shapes"/>')
    return "\n".join([*lines, "</testsuite></testsuites>"]) + "\n"


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
