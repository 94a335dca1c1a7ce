"""Facts of many articles → one identity per thing, with every merge as data.

The result is a function of the set of articles alone: whatever their order, and whether they came at once or one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.model import Facts, Judgement, Member, Resolution
from graph_builder.resolution.contexts import find_context
from graph_builder.resolution.dates import date_articles, rebound_facts
from graph_builder.resolution.figures import find_contradictions
from graph_builder.resolution.happenings import join_events
from graph_builder.resolution.identity import join_entities
from graph_builder.resolution.landmarks import Landmarks
from graph_builder.resolution.policies import join_measures
from graph_builder.resolution.rulings import NO_RULINGS, Ruling, Rulings
from graph_builder.resolution.subjects import find_subjects
from graph_builder.resolution.tenures import join_tenures
from graph_builder.resolution.trace import Trace
from graph_builder.resolution.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.lexicon import Lexicon

__all__ = ["Ruling", "Rulings", "Trace", "resolve"]


def resolve(
    articles: Iterable[Facts],
    lexicon: Lexicon,
    rulings: Rulings = NO_RULINGS,
    trace: Trace | None = None,
) -> Resolution:
    """Bring together what many articles say: who is who, when, what became of it, what contradicts.

    Args:
        articles: The facts of all articles.
        lexicon: Which names news all over the world use alone.
        rulings: What persons have decided; it goes before all rules.
        trace: Takes note of what matches; then the aliases are left out, which only corrections ask for.
    """
    all_facts = sorted(articles, key=lambda facts: facts.article_id)
    identities = join_entities(all_facts, lexicon, rulings.of_kind("entity"), trace)
    labels = {thing.path: thing.label for thing in identities.things}
    contexts = _find_contexts(all_facts, identities.paths)
    landmarks = Landmarks.learn(lexicon, identities.paths, contexts)
    dates, findings = date_articles(all_facts, identities.paths, labels, landmarks, rulings.dates)
    bounded = [rebound_facts(facts, dates[facts.article_id]) for facts in all_facts]
    events = join_events(bounded, identities.paths, contexts, rulings.of_kind("event"), trace)
    wording = Wording.learn(lexicon)
    measures = join_measures(
        bounded, identities.paths, contexts, wording, rulings.of_kind("measure"), trace
    )
    subjects = find_subjects(bounded, measures.measures, identities.paths, contexts, wording)
    tenures, tenure_findings = join_tenures(bounded, identities.paths, landmarks)
    judgements = (*identities.judgements, *events.judgements, *measures.judgements)
    return Resolution(
        facts=tuple(bounded),
        dates=dates,
        things=identities.things,
        measures=measures.measures,
        events=events.events,
        tenures=tenures,
        judgements=judgements,
        contradictions=find_contradictions(bounded, identities.paths, events.paths, contexts),
        paths=identities.paths,
        measure_paths=measures.paths,
        event_paths=events.paths,
        replaced={
            **identities.replaced,
            **events.replaced,
            **measures.replaced,
            **_name_judged(judgements, events.members, measures.members, identities.members),
        },
        aliases={} if trace else {**identities.aliases, **events.aliases, **measures.aliases},
        about=subjects.about,
        stances=subjects.stances,
        findings=(
            *identities.findings,
            *findings,
            *events.findings,
            *measures.findings,
            *tenure_findings,
        ),
    )


def _name_judged(judgements: Iterable[Judgement], *known: Mapping[str, str]) -> dict[str, str]:
    """Return, for every member that a judgement names, the path under which it is known."""
    paths = {name: path for part in known for name, path in part.items()}
    sides = {side for judgement in judgements for side in (judgement.left, judgement.right)}
    return {side: paths[side] for side in sorted(sides)}


def _find_contexts(all_facts: Sequence[Facts], paths: Mapping[Member, str]) -> dict[str, str]:
    """Return the path of the country that each article speaks of most."""
    contexts = {facts.article_id: find_context(facts, paths) for facts in all_facts}
    return {article: path for article, path in contexts.items() if path}
