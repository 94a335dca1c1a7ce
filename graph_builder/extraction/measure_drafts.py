"""Several mentions of one measure in an article: which decisions are told again, and what each adds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from graph_builder.extraction.statuses import rank_status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.extraction.decision_words import Decision
    from graph_builder.lexicon import Entry
    from graph_builder.model import Modality, Polarity, Span, StatusStep

_LONG = timedelta(days=365)
_THEIR = frozenset({"his", "her", "its", "their"})
_MONTH = timedelta(days=31)
_MEMORY = 40  # measures looked back on; more keep long lists from costing their square
GENERAL = "PolicyAction"
_DEEDS = frozenset({"Approved", "Ordered", "InForce"})
_AT_END = frozenset({"Ended", "Extended"})
_OWNERS = frozenset({"its", "their", "his", "her", "my", "our", "own"})
"""Words that two measures may share and have nothing in common: "ended *its* purchases", "raised *its* rate"."""


@dataclass
class Draft:
    """What is known of one measure while the article is read."""

    entry: Entry
    label: str
    content: frozenset[str]
    names: frozenset[str]
    passages: list[Span]
    steps: list[StatusStep]
    effects: list[StatusStep]
    deciders: set[tuple[int, int]]  # the verbs of its steps
    overtaken: list[tuple[StatusStep, tuple[int, int]]]  # told as before what a verb tells
    targets: list[str]
    places: list[str]
    announced_in: int | None
    according_to: int | None
    polarity: Polarity
    modality: Modality
    by_court: bool
    anaphor: bool
    tokens: set[tuple[int, int]] = field(default_factory=set)
    place: tuple[int, int] = (0, 0)
    decider: tuple[int, int] = (0, 0)
    tells_content: bool = False
    takes_up_step: bool = False  # "announced *the repeal*" of what was told to be repealed
    tells_apart: bool = False  # "the decree *that abolished the tax*"
    is_verb: bool = False
    takes_up_any: bool = False
    ended_label: str = ""  # what is only meant to be ended: "ban" of "plans to lift the ban"
    kinds: frozenset[str] = (
        frozenset()
    )  # "previous", "retaliatory": told apart from others of its kind
    is_new: bool = False  # "a curfew", which takes up none
    is_plural: bool = False
    owner: str | None = None  # whose measure was judged: "struck down *the government's* ban"
    says_more: bool = False  # "plans *to release migrants*"
    is_own: bool = False  # "its rate", of whoever decides
    nation: str = ""  # the country whose authority decides
    nation_since: int = 0  # where the text first names the country that decides itself
    reach: int | None = None  # where at the earliest a pronoun's measure may be told
    is_bare: bool = False  # "an order", which says nothing of what it orders
    others: list[Entry] = field(default_factory=list)  # the kinds of what else it was found to be


def find_same(decision: Decision, draft: Draft, known: Sequence[Draft]) -> Draft | None:
    """Return the measure told before of which a decision tells again, if any."""
    place = (id(decision.token.doc), int(decision.token.i))
    for other in reversed(known[-_MEMORY:]):
        if place in other.tokens or _is_linked_up(decision, other):
            return other
    kept = bool(draft.ended_label) and draft.steps[-1].status == "Rejected"
    for other in reversed(known[-_MEMORY:]):
        if (other.ended_label or not kept) and _is_same(draft, other):
            return other
    if kept:
        return None  # "rejected a proposal to lift the ban", which thereby stays
    if draft.reach is not None:
        near = [
            other
            for other in known[-_MEMORY:]
            if draft.reach <= other.passages[-1].end
            and not other.is_plural
            and other.entry.name != "ParliamentSession"
        ]
        return max(near, key=lambda other: other.passages[-1].end, default=None)
    if draft.anaphor or (draft.by_court and not draft.is_new):
        return next(
            (other for other in reversed(known[-_MEMORY:]) if _takes_up(draft, other)), None
        )
    return None


def _takes_up(draft: Draft, other: Draft) -> bool:
    """Whether a measure that is told as known ("the bill"), or that a court judges, may be one told before."""
    other_matter = draft.says_more and not draft.content & other.content
    if draft.tells_apart and not draft.content & other.content:
        return False
    if "earlier" in other.kinds and not draft.kinds:
        return False  # "an earlier bill", then "the law"
    if draft.takes_up_step:
        return draft.steps[0].status in {step.status for step in other.steps}
    foreign = _is_of_another_country(draft, other) or other_matter
    same = (draft.anaphor or not foreign) and not _is_named_apart(draft, other)
    return same and _can_take_up(draft, other)


def _is_named_apart(draft: Draft, other: Draft) -> bool:
    """Whether words name a measure by more than its kind, and by nothing of the other: "the *finance* law" is no fuel tax.

    What only refers to something told before may name more of one of its own kind: "the *nationwide* curfew".
    """
    if draft.anaphor and draft.entry in [other.entry, *other.others]:
        return False
    words = draft.content - _THEIR
    own = words - _get_own_words(draft.entry)
    named = bool(own) and len(words) > 1 and not draft.is_verb  # not "his initiative" by itself
    return named and not own & (other.content | other.names)


def _is_linked_up(decision: Decision, other: Draft) -> bool:
    """Whether the noun or verb hangs directly below or above a word of the other measure."""
    token = decision.token
    head = token.head
    if token.dep_ == "relcl" and decision.by is not None and decision.by == head:
        return False  # "the independence of the bank, *which cut rates*"
    if token.dep_ in {"acl", "relcl", "xcomp"} and (id(head.doc), int(head.i)) in other.tokens:
        return True
    return token.dep_ in {"nsubj", "dobj"} and (id(head.doc), int(head.i)) in other.tokens


def _is_same(draft: Draft, other: Draft) -> bool:
    one = _are_done_to_one(draft, other)
    if draft.names and other.names and not draft.names & other.names and not one:
        return False
    if _is_another(draft, other) or (draft.anaphor and not _can_take_up(draft, other)):
        return False
    shared = (draft.content & other.content) - _get_own_words(draft.entry) - _OWNERS
    if draft.entry is other.entry or (draft.entry in other.others and not draft.is_new):
        if draft.entry.name == GENERAL:
            return len(shared) * 2 > min(len(draft.content), len(other.content))
        bare = draft.content <= other.content or other.content <= draft.content
        if one or draft.anaphor or bare or draft.entry.value("single") == "true":
            return True
        own = min(
            len(each - _get_own_words(draft.entry)) for each in (draft.content, other.content)
        )
        return len(shared) * 2 > own if draft.is_new else bool(shared)
    return len(shared) * 2 >= min(len(draft.content), len(other.content)) and len(shared) > 1


def _are_done_to_one(draft: Draft, other: Draft) -> bool:
    """Whether the same is done to somebody under two names: "leave *the EU*", "leave *the European Union*"."""
    named = bool(set(draft.targets) & set(other.targets)) and bool(draft.names and other.names)
    deeds = (draft.content - draft.names) & (other.content - other.names)
    return named and draft.entry is other.entry and draft.is_verb and other.is_verb and bool(deeds)


def _is_another(draft: Draft, other: Draft) -> bool:
    """Whether a text sets two measures of one kind apart: by a word, by the countries that decide, or by when each was decided."""
    if draft.kinds - other.kinds or ("earlier" in other.kinds and not draft.kinds):
        return True
    if draft.anaphor:
        return False
    if _is_of_another_country(draft, other) or _is_before_promise(draft, other):
        return True
    return draft.is_new and _is_of_another_time(draft, other)


def _is_before_promise(draft: Draft, other: Draft) -> bool:
    """Whether something was done long before it was promised: "pledged to raise the wage", "raised it *last year*"."""
    step, promise = draft.steps[0], other.steps[0]
    over, told = step.occurred_on.latest, promise.occurred_on.latest
    if over is None or told is None or step.occurred_on.earliest is None:
        return False
    return promise.status == "Announced" and step.status in _DEEDS and over < told - _MONTH


def _is_of_another_country(draft: Draft, other: Draft) -> bool:
    """Whether another country decides, or one of which nothing was said until then: "*Peru* declared an emergency, too"."""
    by, maker = _get_decider(draft), _get_decider(other)
    if not draft.nation or by is None or maker is None or by == maker:
        return False
    if other.nation:
        return draft.nation != other.nation
    return (draft.is_new or draft.is_own) and draft.nation_since > other.passages[0].end


def _get_decider(draft: Draft) -> str | None:
    return next((step.by for step in draft.steps if step.by), None)


def _is_of_another_time(draft: Draft, other: Draft) -> bool:
    """Whether one was certainly decided before another that had got no further: "last month he declared *a* state of emergency"."""
    step, first = draft.steps[0], other.steps[0]
    over, begun = step.occurred_on.latest, first.occurred_on.earliest
    since, done = step.occurred_on.earliest, first.occurred_on.latest
    if since is not None and done is not None and since - done > _LONG and other.is_new:
        return step.status in _DEEDS  # "approved a bill in 2019", "signed a bill on Monday"
    if over is None or begun is None or since is None or not over < begun:
        return False
    deeds = {step.status, first.status} <= _DEEDS and step.by == first.by
    return deeds or rank_status(step.status) >= rank_status(first.status)


def _get_own_words(entry: Entry) -> frozenset[str]:
    return frozenset(
        word
        for role in ("noun", "objectNoun", "verb")
        for phrase in entry.values(role)
        for word in phrase.split()
    )


def _can_take_up(draft: Draft, other: Draft) -> bool:
    """Whether "the bill", "the agreement" may mean a measure; nouns of some kinds mean their own kind alone."""
    known = draft.entry is other.entry or draft.entry in other.others
    if draft.entry.value("ownKind") == "true" and (not known or _is_older(draft, other)):
        return False
    kinds = {draft.entry.name, other.entry.name}
    if not known and GENERAL not in kinds and not draft.takes_up_any:
        return False  # "this lockdown" is no budget
    if draft.steps[0].status == "Proposed" and _is_older(other, draft):
        return False  # a bill is not the law that it is to change
    return bool(draft.names & other.names) or not (draft.names and other.names)


def _is_older(draft: Draft, other: Draft) -> bool:
    """Whether what a text tells was over long before another measure: "the agreement" that ended years ago."""
    over, since = draft.steps[0].occurred_on.latest, other.steps[0].occurred_on.latest
    return over is not None and since is not None and since - over > _LONG


def _is_vote_of_member(draft: Draft, known: Draft) -> bool:
    """Whether one country is only against what others together have passed: "Poland voted against the law"."""
    passed = any(step.status == "Approved" and step.by != draft.steps[0].by for step in known.steps)
    return draft.steps[0].status == "Rejected" and bool(draft.nation) and passed


def merge(known: Draft, draft: Draft) -> None:
    """Add to a measure what a further mention tells of it."""
    tells_step = draft.by_court or not (draft.tells_content and draft.is_verb)
    ended = draft.steps[-1].status in _AT_END or not draft.anaphor
    if known.ended_label and not draft.ended_label and tells_step and ended:
        known.label, known.ended_label = known.ended_label, ""
    known.passages += [item for item in draft.passages if item not in known.passages]
    tells_step = tells_step and not _is_vote_of_member(draft, known)
    if tells_step and draft.decider not in (known.place, known.decider):
        known.steps += draft.steps
        known.effects += draft.effects
        known.deciders |= draft.deciders
        known.overtaken += draft.overtaken
    known.tokens |= draft.tokens
    known.targets += [item for item in draft.targets if item not in known.targets]
    known.places += [item for item in draft.places if item not in known.places]
    if known.announced_in is None:
        known.announced_in = draft.announced_in
    told = known.is_bare and not draft.anaphor and not draft.is_bare
    if draft.entry not in (known.entry, *known.others):
        known.others.append(draft.entry)
    if told:
        known.label, known.is_bare = draft.label, False
    elif known.entry.name == GENERAL and draft.entry.name != GENERAL:
        known.entry = draft.entry
        if not draft.anaphor:
            known.label = draft.label
    known.content |= draft.content if not draft.anaphor else frozenset()
