"""How a fact came about: everything the graph knows of one address, down to the words of the articles.

Values are shown with what they rest on: a time with its bounds and the reason for them, a passage with its article, line and words,
a claim with its speaker and cue. Where articles speak of a thing, and what points at it (reports, claims about it, judgements with their
passages), follows. Terms of the ontology are written in words: "announcedBy" is "announced by".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.errors import UsageError
from graph_builder.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GB = PREFIXES["gb"]
_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
_LABEL = ox.NamedNode(f"{PREFIXES['skos']}prefLabel")
_REPLACED = ox.NamedNode(f"{PREFIXES['dcterms']}isReplacedBy")
_IDENTIFIER = ox.NamedNode(f"{PREFIXES['dcterms']}identifier")
# Said elsewhere, or of no use to a reader.
_UNSAID = {f"{PREFIXES['prov']}wasDerivedFrom", _TYPE.value, _LABEL.value, f"{_GB}mentionedAt"}
_DERIVATIONS = {
    "status": "how far it has come by the reports, in the order in which the articles were written; no step back is one",
    "announcedBy": "who is named by most of the reports that tell how it became known",
    "announcedOn": "the first act by which it became known; bounds that fit narrow each other, later steps bound it from above",
    "occurredOn": "bounds that fit narrow each other; those that do not give their hull, and a finding",
    "leadEvidence": "the report that dates it best",
}
"""How the concluded values of measures and events come about."""
_POINTING = ("reports", "changes", "accordingTo", "about", "contradicts")
_WORDS = {"altLabel": "also called", "sameAs": "elsewhere"}
"""Terms that are no words of their own."""
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MANY = 20
"""Articles whose passages are shown where more speak of a thing."""


@dataclass(frozen=True)
class Explainer:
    """Explains the addresses of one graph.

    Attributes:
        store: The index of the graph; its default graph is read.
        base_iri: What the graph's own addresses begin with, so that they can be given without.
        find_line: From an article's id and an offset to the line, from 1, or None.
    """

    store: ox.Store
    base_iri: str
    find_line: Callable[[str, int], int | None]

    def explain(self, address: str) -> str:
        """Return the explanation of an address as lines of text.

        Args:
            address: An IRI, with or without the base and angle brackets.

        Raises:
            UsageError: The graph knows nothing of it.
        """
        node = self._find(address)
        lines = [self._name(node), f"  <{node.value}>"]
        known_as = self._get(node, _REPLACED)
        if isinstance(known_as, ox.NamedNode):
            lines.append(f"  is known as {self._name(known_as)} <{known_as.value}>")
            node = known_as
        lines += self._describe(node, 1)
        lines += self._tell_mentions(node)
        lines += self._tell_pointing(node)
        lines += self._tell_judgements(node)
        lines += self._tell_corrections(node)
        return "\n".join(lines) + "\n"

    def _find(self, address: str) -> ox.NamedNode:
        text = address.strip().removeprefix("<").removesuffix(">")
        for candidate in (text, self.base_iri + text.lstrip("/")):
            try:
                node = ox.NamedNode(candidate)
            except ValueError:
                continue
            if self._has(node):
                return node
        raise UsageError(
            f"the graph knows nothing of {address!r}; give an address as the answers of 'query --format csv' have it"
        )

    def _has(self, node: ox.NamedNode) -> bool:
        default = ox.DefaultGraph()
        return any(self.store.quads_for_pattern(node, None, None, default)) or any(
            self.store.quads_for_pattern(None, None, node, default)
        )

    def _describe(self, node: ox.NamedNode, depth: int) -> Iterator[str]:
        pairs: dict[str, list[ox.NamedNode | ox.Literal]] = {}
        for quad in self.store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
            if quad.predicate.value not in _UNSAID and isinstance(
                quad.object, ox.NamedNode | ox.Literal
            ):
                pairs.setdefault(quad.predicate.value, []).append(quad.object)
        for predicate, values in sorted(pairs.items()):
            for value in sorted(values, key=lambda value: value.value):
                yield f"{'  ' * depth}{_read(predicate)}: {self._tell(value)}"
                if self._is(value, "TimeSpan"):
                    yield from self._tell_reason(value, depth + 1)
                if depth == 1:
                    yield from self._tell_derivation(node, predicate, value)

    def _tell(self, value: ox.NamedNode | ox.Literal) -> str:
        if isinstance(value, ox.Literal):
            return value.value
        if self._is(value, "Passage"):
            return self._tell_passage(value)
        if self._is(value, "TimeSpan"):
            return self._text(value, "edtf") or "not known"
        if self._is(value, "Claim") or self._is(value, "NonStatement"):
            return self._tell_claim(value)
        told_by = self._get(value, ox.NamedNode(f"{_GB}reportedIn"))
        if isinstance(told_by, ox.NamedNode) and self._get(value, _LABEL) is None:
            return f"what {self._label(told_by)} tells"
        return self._label(value)

    def _tell_passage(self, passage: ox.NamedNode) -> str:
        article = self._get(passage, ox.NamedNode(f"{_GB}inArticle"))
        identifier = self._get(article, _IDENTIFIER) if isinstance(article, ox.NamedNode) else None
        name = identifier.value if identifier is not None else "?"
        line = self.find_line(name, int(self._text(passage, "start") or 0))
        place = f"{name}, line {line}" if line else name
        return f"“{self._text(passage, 'quote')}” ({place})"

    def _tell_claim(self, claim: ox.NamedNode) -> str:
        speaker = self._get(claim, ox.NamedNode(f"{_GB}speaker"))
        who = (
            self._name(speaker)
            if isinstance(speaker, ox.NamedNode)
            else self._text(claim, "speakerText")
        )
        said = (
            f"{who or 'nobody named'} “{self._text(claim, 'cue')}”: {self._text(claim, 'content')}"
        )
        if (text := self._text(claim, "speakerText")) and text != who:
            said += f" (the text has “{text}” for {who})"
        return said

    def _tell_reason(self, when: ox.NamedNode | ox.Literal, depth: int) -> Iterator[str]:
        if isinstance(when, ox.NamedNode) and (because := self._text(when, "because")):
            yield f"{'  ' * depth}because {because}"

    def _tell_mentions(self, node: ox.NamedNode) -> Iterator[str]:
        """Yield where each article first speaks of a thing, and how often it does."""
        at = ox.NamedNode(f"{_GB}mentionedAt")
        found: dict[str, list[tuple[int, ox.NamedNode]]] = {}
        for quad in self.store.quads_for_pattern(node, at, None, ox.DefaultGraph()):
            passage = quad.object
            if isinstance(passage, ox.NamedNode):
                article = self._get(passage, ox.NamedNode(f"{_GB}inArticle"))
                place = int(self._text(passage, "start") or 0), passage
                found.setdefault(article.value if article else "", []).append(place)
        for _, passages in sorted(found.items())[:_MANY]:
            (_, first), *others = sorted(passages, key=lambda item: (item[0], item[1].value))
            often = f", {len(others) + 1} times" if others else ""
            yield f"  spoken of: {self._tell_passage(first)}{often}"
        if len(found) > _MANY:
            yield f"  spoken of: in {len(found) - _MANY} more articles"

    def _tell_pointing(self, node: ox.NamedNode) -> Iterator[str]:
        for name in _POINTING:
            predicate = ox.NamedNode(_GB + name)
            found = self.store.quads_for_pattern(None, predicate, node, ox.DefaultGraph())
            for subject in sorted(
                {q.subject for q in found if isinstance(q.subject, ox.NamedNode)}, key=str
            ):
                yield f"  {_read(name)} this: {self._tell(subject)} <{subject.value}>"
                if name in ("reports", "changes"):
                    yield from self._describe(subject, 2)

    def _tell_judgements(self, node: ox.NamedNode) -> Iterator[str]:
        members = self.store.quads_for_pattern(None, _REPLACED, node, ox.DefaultGraph())
        judged = ox.NamedNode(f"{_GB}judges")
        judgements = {
            quad.subject
            for member in members
            for quad in self.store.quads_for_pattern(
                None, judged, member.subject, ox.DefaultGraph()
            )
        }
        for judgement in sorted((j for j in judgements if isinstance(j, ox.NamedNode)), key=str):
            verdict = self._get(judgement, ox.NamedNode(f"{_GB}verdict"))
            word = _shorten(verdict.value) if verdict is not None else "?"
            person = self._text(judgement, "author")
            by = person or f"the rule {self._text(judgement, 'rule')}"
            sure = "" if person else f" (confidence {self._text(judgement, 'confidence')})"
            yield f"  judged: {word} by {by}: {self._text(judgement, 'because')}{sure} <{judgement.value}>"
            evidence = self.store.quads_for_pattern(
                judgement, ox.NamedNode(f"{_GB}evidence"), None, ox.DefaultGraph()
            )
            passages = sorted((q.object for q in evidence), key=str)
            yield from (
                f"    from {self._tell_passage(passage)}"
                for passage in passages
                if isinstance(passage, ox.NamedNode)
            )

    def _tell_corrections(self, node: ox.NamedNode) -> Iterator[str]:
        corrects = ox.NamedNode(f"{_GB}corrects")
        found = self.store.quads_for_pattern(None, corrects, node, ox.DefaultGraph())
        for subject in sorted({q.subject for q in found}, key=str):
            if isinstance(subject, ox.NamedNode):
                to = self._text(subject, "correctedTo")
                what = f"{self._text(subject, 'action')}{f' to {to}' if to else ''}"
                yield f"  corrected: {what} by {self._text(subject, 'author')}: {self._text(subject, 'because')}"

    def _tell_derivation(self, node: ox.NamedNode, predicate: str, value: object) -> Iterator[str]:
        """Yield what a concluded value of a measure or event was concluded from, and by which rule."""
        rule = _DERIVATIONS.get(_shorten(predicate))
        reports = self.store.quads_for_pattern(
            None, ox.NamedNode(f"{_GB}reports"), node, ox.DefaultGraph()
        )
        if rule is None:
            return
        named = ox.NamedNode(predicate)
        for report in sorted((q.subject for q in reports), key=str):
            if isinstance(report, ox.NamedNode):
                own = self._get(report, named)
                same = own == value or (own is not None and _shorten(predicate).endswith("On"))
                evidence = self._get(report, ox.NamedNode(f"{_GB}evidence"))
                if same and own is not None and isinstance(evidence, ox.NamedNode):
                    told = f" ({self._tell(own)})" if _shorten(predicate).endswith("On") else ""
                    yield f"    from {self._tell_passage(evidence)}{told}"
        yield f"    by the rule: {rule}"

    def _name(self, node: ox.NamedNode) -> str:
        """Return a thing's label with its classes."""
        types = sorted(
            _shorten(quad.object.value)
            for quad in self.store.quads_for_pattern(node, _TYPE, None, ox.DefaultGraph())
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(_GB)
        )
        return f"{self._label(node)} ({', '.join(types)})" if types else self._label(node)

    def _label(self, node: ox.NamedNode) -> str:
        label = self._get(node, _LABEL) or self._get(node, _IDENTIFIER)
        if label is not None:
            return label.value
        own = node.value.startswith((self.base_iri, _GB))
        return _shorten(node.value) if own else node.value

    def _is(self, value: object, kind: str) -> bool:
        if not isinstance(value, ox.NamedNode):
            return False
        pattern = (value, _TYPE, ox.NamedNode(_GB + kind), ox.DefaultGraph())
        return any(self.store.quads_for_pattern(*pattern))

    def _get(self, node: ox.NamedNode, predicate: ox.NamedNode) -> ox.NamedNode | ox.Literal | None:
        found = self.store.quads_for_pattern(node, predicate, None, ox.DefaultGraph())
        values = [
            quad.object for quad in found if isinstance(quad.object, ox.NamedNode | ox.Literal)
        ]
        return min(values, key=lambda value: value.value, default=None)

    def _text(self, node: ox.NamedNode | ox.Literal, name: str) -> str:
        value = (
            self._get(node, ox.NamedNode(_GB + name)) if isinstance(node, ox.NamedNode) else None
        )
        return value.value if value is not None else ""


def _read(predicate: str) -> str:
    """Return a term in words.

    >>> _read("https://w3id.org/graph-builder/ontology#announcedBy"), _read("altLabel")
    ('announced by', 'also called')
    """
    term = _shorten(predicate)
    return _WORDS.get(term, _CAPITAL.sub(" ", term).lower())


def _shorten(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
