"""What the entries of a corrections file come to, once everything they name has been found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias, get_args

from graph_builder.corrections.records import PAIRS, Reference
from graph_builder.model import ClaimType, EntityType, Member
from graph_builder.resolution import Ruling, Rulings
from graph_builder.revision.index import THINGS, UnclearReferenceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.corrections import Correction
    from graph_builder.corrections.records import Action
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import TimeSpan
    from graph_builder.revision.index import Index, Target

Found: TypeAlias = "tuple[Correction, tuple[Target, ...]]"

EVENT_CLASSES = (
    "Event",
    "Election",
    "RunoffElection",
    "ViolentIncident",
    "CourtRuling",
    "Investigation",
)
_ALLOWED = {
    "rename": THINGS,
    "date": ("article", "measure", "event", "claim", "observation"),
    "add": THINGS,
    "ascribe": ("claim",),
}
"""The kinds of things that an action can be about, where not all."""


@dataclass
class Plan:
    """Everything that is to be done.

    Attributes:
        found: The entries, each with what it is about.
        rulings: What goes before the rules of identity and of dates.
        problems: What cannot be meant, as sentences with file and line.
        missing: Entries that name what is not there.
        is_late: Whether some entry names what only other entries may have made.
    """

    found: list[Found] = field(default_factory=list)
    rulings: Rulings = field(default_factory=Rulings)
    problems: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    is_late: bool = False


def plan_corrections(
    corrections: Sequence[Correction], index: Index, lexicon: Lexicon, further: Index | None = None
) -> Plan:
    """Return what is to be done.

    Args:
        corrections: The entries.
        index: The world as the rules alone have it.
        lexicon: Which kinds of measures there are.
        further: The world as corrected so far; what the first one does not have is looked for here.
    """
    plan = Plan()
    dates: dict[str, TimeSpan] = {}
    pairs: list[Ruling] = []
    for correction in corrections:
        targets = _find_all(correction, index, further, plan)
        if targets is None:
            continue
        problem = _check(correction, targets, lexicon)
        if problem:
            plan.problems.append(f"{correction.place}: {problem}")
            continue
        targets, correction_ = _unfold_judgement(correction, targets, index)
        plan.found.append((correction_, targets))
        if correction_.action in PAIRS:
            pairs += _rule(correction_, targets)
        elif correction_.action == "date" and targets[0].kind == "article" and correction_.when:
            dates[targets[0].lead.article_id] = correction_.when
    plan.rulings = Rulings(tuple(pairs), dates)
    return plan


def _find_all(
    correction: Correction, index: Index, further: Index | None, plan: Plan
) -> tuple[Target, ...] | None:
    """Return what an entry names; none when some of it is not there, which the plan then says."""
    targets = []
    references = [
        *correction.things,
        *([correction.references["to"]] if "to" in correction.references else []),
    ]
    for reference in references:
        try:
            targets.append(_find(reference, index, further, plan))
        except UnclearReferenceError as problem:
            plan.missing.append(f"{correction.place}: {problem}")
            plan.is_late = True
            return None
    return tuple(targets)


def _find(reference: Reference, index: Index, further: Index | None, plan: Plan) -> Target:
    """Return what is meant in the first world; of what has another address there, or none, what it is in the further one."""
    try:
        found = index.find(reference)
    except UnclearReferenceError:
        if further is None:
            raise
        return further.find(reference)
    if not found.is_former:
        return found
    plan.is_late = True
    if further is not None and not (again := further.find(reference)).is_former:
        return again
    return found


def _check(correction: Correction, targets: tuple[Target, ...], lexicon: Lexicon) -> str:
    """Return why an entry cannot be meant; nothing when it can."""
    if correction.action in PAIRS:
        return _check_pair(correction, targets)
    if not targets:
        return ""
    kind, action = targets[0].kind, correction.action
    if action == "retype":
        return _check_type(correction, targets[0], lexicon)
    if action == "reject" and kind == "article":
        return "an article is taken out by building without it, with --prune"
    allowed = ("entity",) if correction.adds == "link" else _ALLOWED.get(action, (kind,))
    if kind not in allowed:
        what = correction.adds or action
        return f"{what!r} goes with {', '.join(allowed)}; this is a {kind}"
    return _check_speaker(*targets) if action == "ascribe" else ""


def _check_speaker(claim: Target, speaker: Target) -> str:
    """Return why somebody cannot have said a claim: an article's claim is said by whom the article names."""
    article = claim.lead.article_id
    if speaker.kind == "entity" and speaker.get_local(article):
        return ""
    return f"{speaker.label} is nobody that the article {article!r} speaks of; add it there first ('add: entity')"


def _check_pair(correction: Correction, targets: tuple[Target, ...]) -> str:
    kinds = {target.kind for target in targets}
    if len(kinds) > 1 or not kinds <= set(THINGS):
        listed = ", ".join(f"{target.label} ({target.kind})" for target in targets)
        return f"{correction.action!r} compares things of one sort, not {listed}"
    if correction.action != "same":
        for left, right in combinations(targets, 2):
            if left.core & right.core:
                own = ", ".join(f"{m.article_id}: {m.local}" for m in sorted(left.members, key=str))
                return (
                    f"both are {left.label}, which is one thing in these articles: {own}; name the articles' "
                    "own things, as member/ARTICLE/person/NAME or by 'article' and 'quote'"
                )
    return ""


def _check_type(correction: Correction, target: Target, lexicon: Lexicon) -> str:
    known: dict[str, tuple[str, ...]] = {
        "entity": get_args(EntityType),
        "event": EVENT_CLASSES,
        "claim": tuple(name for name in get_args(ClaimType) if name != "NonStatement"),
        "measure": tuple(entry.name for entry in lexicon.of_kind("MeasureType")),
    }
    if target.kind not in known:
        return f"a {target.kind} has no class that could be another one"
    if get_type(correction.to) not in known[target.kind]:
        names = ", ".join(sorted(known[target.kind])[:20])
        return f"{correction.to!r} is no class of a {target.kind}; known are {names}"
    return ""


def get_type(text: str) -> str:
    """Return the name of a class without prefix or namespace: ``gb:Person`` → ``Person``."""
    return text.strip("<>").rpartition("#")[2].rpartition(":")[2]


def _unfold_judgement(
    correction: Correction, targets: tuple[Target, ...], index: Index
) -> tuple[tuple[Target, ...], Correction]:
    """Turn the confirming or rejecting of a judgement into a judgement of the person's own."""
    judgement = targets[0].judgement if targets else None
    if judgement is None or correction.action not in ("confirm", "reject"):
        return targets, correction
    opposite: dict[str, Action] = {"same": "different", "different": "same", "unsure": "different"}
    verdict: Action = (
        judgement.verdict if correction.action == "confirm" else opposite[judgement.verdict]
    )
    sides = tuple(index.find(reference) for reference in _refer(judgement.left, judgement.right))
    return sides, replace(correction, action=verdict)


def _refer(*paths: str) -> list[Reference]:
    return [Reference(address=path) for path in paths]


def _rule(correction: Correction, targets: tuple[Target, ...]) -> list[Ruling]:
    """Return the judgements on pairs that an entry comes to: one with each further thing, or of each with each."""
    if correction.action == "same":
        pairs = [(targets[0], other) for other in targets[1:]]
    else:
        pairs = list(combinations(targets, 2))
    return [
        Ruling(
            kind=left.kind,  # type: ignore[arg-type] # checked to be one of THINGS
            verdict=correction.action,  # type: ignore[arg-type] # one of PAIRS
            left=_order(left),
            right=_order(right),
            who=correction.who,
            why=correction.why,
        )
        for left, right in pairs
    ]


def _order(target: Target) -> tuple[Member, ...]:
    return tuple(sorted(target.core, key=lambda member: (member.article_id, str(member.local))))
