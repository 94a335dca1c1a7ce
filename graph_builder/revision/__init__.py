"""What persons said was wrong, applied to what was read and concluded.

The entries of a corrections file name things by their addresses or by words of an article. They are looked up first in the world as
the rules alone would have it, which depends on the articles only, and then in the world as corrected: so an entry means the same
on every build, and taking it out undoes it. If anything cannot be applied, nothing is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.errors import InputError
from graph_builder.resolution import Rulings, resolve
from graph_builder.revision.additions import add_entities, add_facts
from graph_builder.revision.conflicts import find_conflicts
from graph_builder.revision.index import Index
from graph_builder.revision.targets import Plan, plan_corrections
from graph_builder.revision.things import revise_things
from graph_builder.revision.withdrawal import amend_facts, withdraw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.corrections import Correction
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Article, Facts, Resolution
    from graph_builder.resolution import Trace

__all__ = ["resolve_corrected"]


def resolve_corrected(
    all_facts: Sequence[Facts],
    articles: Mapping[str, Article],
    lexicon: Lexicon,
    corrections: Sequence[Correction],
    base_iri: str,
    trace: Trace | None = None,
) -> Resolution:
    """Bring together what articles say, as persons have corrected it.

    Args:
        all_facts: The facts of every article as they were read.
        articles: The articles by id.
        lexicon: The words of the subject.
        corrections: What persons said.
        base_iri: What the addresses begin with.
        trace: Takes note of what matches, where there are no corrections.

    Raises:
        InputError: An entry names what is not there, cannot be meant, or contradicts another one. Every such entry is named with
            its line, and nothing is applied.
    """
    if not corrections:
        return resolve(all_facts, lexicon, trace=trace)
    problems: list[str] = []
    facts = add_entities(all_facts, articles, corrections, problems)
    index = Index(resolve(facts, lexicon), articles, base_iri)
    added = add_facts(facts, index, lexicon, corrections, problems)
    if added != facts:
        facts, index = added, Index(resolve(added, lexicon), articles, base_iri)
    plan = plan_corrections(corrections, index, lexicon)
    if plan.is_late and len(corrections) > 1:
        # What only the corrections themselves have made: "rename" of one of two that were told apart.
        world = resolve(facts, lexicon, plan.rulings)
        plan = plan_corrections(corrections, index, lexicon, Index(world, articles, base_iri))
    problems += [*plan.problems, *plan.missing, *find_conflicts(plan)]
    if problems:
        listed = "\n".join(problems)
        raise InputError(f"{listed}\nnothing was changed: mend these corrections, or take them out")
    return _apply(facts, plan, lexicon, index)


def _apply(facts: Sequence[Facts], plan: Plan, lexicon: Lexicon, index: Index) -> Resolution:
    """Return the world in which all of a plan is true."""
    amended = amend_facts(facts, plan)
    kept, renumber = withdraw(amended, plan)
    pairs = []
    for ruling in plan.rulings.pairs:
        left, right = (
            tuple(new for member in side if (new := renumber(ruling.kind, member)))
            for side in (ruling.left, ruling.right)
        )
        if left and right:
            pairs.append(replace(ruling, left=left, right=right))
    world = index.resolution
    if pairs or plan.rulings.dates or kept != list(facts):
        world = resolve(kept, lexicon, Rulings(tuple(pairs), plan.rulings.dates))
    return revise_things(world, plan, renumber, index)
