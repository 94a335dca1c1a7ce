"""A graph brought up to date: what became different is made, concluded from and checked, and nothing else.

What an article's graph was made from has a key: while that is the same, so is the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.inference import load_rules, review
from graph_builder.model import Member
from graph_builder.querying.hints import renew_lists
from graph_builder.querying.saved import load_texts
from graph_builder.store import hash_content
from graph_builder.store.renewal import make_changes
from graph_builder.validation.renewal import validate_changes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from graph_builder.model import Article, Facts, Resolution
    from graph_builder.project import Project
    from graph_builder.store import ArticleRecord, Manifest
    from graph_builder.store.changes import Changes
    from graph_builder.store.renewal import Renewal
    from graph_builder.store.writing import GraphWriter
    from graph_builder.terms import Quad, Term, Triple
    from graph_builder.world import ReadArticle

_ENOUGH = 0.5
"""A graph of which a smaller share of the articles is unchanged is faster made anew."""


@dataclass(frozen=True)
class Renewed:
    """What a renewal made: the quads file of every graph, the number of all triples and that of violations."""

    files: Mapping[Term, str]
    triples: int
    violations: int


def make_keys(
    world: Sequence[ReadArticle], resolution: Resolution, records: Mapping[str, ArticleRecord]
) -> dict[Term, str]:
    """Return by the name of each article's graph a hash of all that it is made from."""
    by_id = {item.article.id: item for item in world}
    keys = {}
    for facts in resolution.facts:
        item, record = by_id[facts.article_id], records[facts.article_id]
        # Facts that were bounded or corrected are others than those that were read.
        read = [record.facts_key] if facts is item.facts else [record.facts_key, repr(facts)]
        keys[record.graph] = _make_key(item.article, facts, resolution, hash_content(*read))
    return keys


def _make_key(article: Article, facts: Facts, resolution: Resolution, read: str) -> str:
    """Return a hash of all that an article's graph is made from.

    Args:
        article: The article.
        facts: Its facts, as ``resolution`` holds them.
        resolution: Says which thing everything in it is.
        read: What stands for the facts: the key under which they were read, where they are as they were read.
    """
    name = article.id
    claims = [Member(name, number) for number in range(len(facts.claims))]
    measures = (Member(name, number) for number in range(len(facts.measures)))
    events = (Member(name, number) for number in range(len(facts.events)))
    parts = [
        [resolution.outlets.get(outlet, "") for outlet in (article.publisher, article.agency)],
        [resolution.paths.get(Member(name, entity.id), "") for entity in facts.entities],
        [resolution.measure_paths.get(member, "") for member in measures],
        [resolution.event_paths.get(member, "") for member in events],
        *(resolution.about.get(member, ()) for member in claims),
        [resolution.stances.get(member, "") for member in claims],
    ]
    return hash_content(read, *(hash_content("", *part) for part in parts))


def find_renewable(planned: Manifest, writer: GraphWriter, project: Project) -> Manifest | None:
    """Return the graph before, where it can be brought up to date by what becomes different in it.

    It must have been made by this program as it is now and be whole and without violations; and where a user's ontology may
    conclude from paths, or shapes may look anywhere, all of the graph is looked at.
    """
    before = writer.find_manifest()
    if before is None or project.find_turtle("shapes"):
        return None
    if project.find_turtle("ontology") or not writer.has_all_files(before):
        return None
    old = {name: before.made_with.get(name) for name in planned.made_with}
    sound = before.made_with.get("violations") == "0" and "triples" in before.made_with
    return before if sound and old == planned.made_with else None


def is_little(before: Manifest, planned: Manifest) -> bool:
    """Whether so few articles are different that the graph is faster brought up to date than made anew."""
    names = {**before.articles, **planned.articles}
    kept = sum(before.articles.get(name) == planned.articles.get(name) for name in names)
    return kept >= _ENOUGH * len(names)


def find_kept(before: Manifest | None, keys: Mapping[Term, str]) -> frozenset[Term]:
    """Return the articles' graphs of a graph before that are still to be made from the same; none where these are few."""
    if before is None:
        return frozenset()
    kept = {name for name, key in keys.items() if before.keys.get(name) == key}
    return frozenset(kept if len(kept) >= _ENOUGH * len(keys) else ())


def renew_graph(
    writer: GraphWriter,
    graphs: Mapping[Term, Sequence[Quad] | Changes],
    gone: Collection[Term],
    texts: Mapping[str, str],
    inferred: Term,
) -> Renewed:
    """Write the graphs that may be different, and conclude and check what that changes.

    Args:
        writer: The folder, whose graph is without violations and was made by the same program.
        graphs: Of the graphs that may be different the quads, or what is different; except for the closure.
        gone: The names of the graphs that are gone.
        texts: The text of each article by its id.
        inferred: The name of the graph of the closure.
    """
    before = writer.read_manifest()
    with writer.renew(graphs, gone) as work:
        changed = {quad[:3] for quad in (*work.gone, *work.new)}
        changes = _conclude(changed, work, inferred)
        writer.change_graph(work, inferred, changes)
        changed |= {quad[:3] for quad in (*work.gone, *work.new)}
        findings = validate_changes(changed, work.find, texts)
        renew_lists(work, load_texts(), changed)
    triples = int(before.made_with["triples"]) + work.growth
    violations = sum(finding.severity == "Violation" for finding in findings)
    return Renewed(work.files, triples, violations)


def _conclude(changed: Collection[Triple], work: Renewal, inferred: Term) -> Changes:
    """Return how the graph of the closure changes with some asserted triples that have come or gone."""

    def find(
        subject: Term | None, predicate: Term | None, object_: Term | None
    ) -> Iterator[Triple]:
        found = work.find_named(subject, predicate, object_)
        return (quad[:3] for quad in found if quad[3] != inferred)

    gone: list[Quad] = []
    new: list[Quad] = []
    for triple, follows in review(changed, find, load_rules()):
        held = any(quad[3] == inferred for quad in work.find_named(*triple))
        if follows != held:
            (new if follows else gone).append((*triple, inferred))
    return make_changes(gone, new)
