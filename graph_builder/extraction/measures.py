"""What was decided: the measures of one article, each once, with every status that the article reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.announcements import date_announcement, date_before, is_effect
from graph_builder.extraction.authorities import find_speaker, is_court
from graph_builder.extraction.decision_words import get_words
from graph_builder.extraction.decisions import find_decisions
from graph_builder.extraction.issuers import find_issuer
from graph_builder.extraction.labels import get_passage, label_decision, label_noun
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.predicates import (
    NOMINAL,
    VERBAL,
    get_complements,
    get_conjuncts,
    get_object,
)
from graph_builder.extraction.statuses import rank_status
from graph_builder.model import Measure, StatusStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.context import Context
    from graph_builder.extraction.decision_words import Decision
    from graph_builder.lexicon import Entry
    from graph_builder.model import Entity, Modality, Polarity, Span

__all__ = ["find_measures"]

_FOREIGN = frozenset({"conj", "cc", "advcl", "nsubj", "relcl", "mark", "punct", "ccomp", "agent"})
_LONG = timedelta(days=365)
_JUDGED = frozenset({"StruckDown", "Cleared"})
_MEMORY = 40  # measures looked back on; more keep long lists from costing their square
_GENERAL = "PolicyAction"
_ANNOUNCING = frozenset({"Proposed", "Announced", "Ordered", "Approved", "InForce", "Extended"})


@dataclass
class _Draft:
    """What is known of one measure while the article is read."""

    entry: Entry
    label: str
    content: frozenset[str]
    names: frozenset[str]
    passages: list[Span]
    steps: list[StatusStep]
    effects: list[StatusStep]
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
    is_verb: bool = False
    takes_up_any: bool = False
    ended_label: str = ""  # what is only meant to be ended: "ban" of "plans to lift the ban"


def find_measures(context: Context) -> tuple[Measure, ...]:
    """Return the measures of an article, in the order in which it first tells them.

    A measure is a policy action of an authority that the article reports as proposed, announced, ordered, approved, in
    force, ended or refused. Several mentions of one are one; its status is the furthest that the article reports, and its
    announcement is the first step that has a date, else bounded by the tense.
    """
    drafts: list[_Draft] = []
    for decision in context.decisions or find_decisions(context):
        draft = _draft(decision, context)
        known = _find_same(decision, draft, drafts)
        if known is not None:
            _merge(known, draft)
        elif not _points_at_nothing(decision, draft):
            drafts.append(draft)
    return tuple(_finish(draft, context) for draft in drafts)


def _points_at_nothing(decision: Decision, draft: _Draft) -> bool:
    """Whether "this lockdown" takes up something of which the article has told no measure, and nobody decides it."""
    pointed = any(child.lower_ in {"this", "these"} for child in decision.token.lefts)
    return pointed and decision.anaphor and draft.steps[0].by is None


def _draft(decision: Decision, context: Context) -> _Draft:
    token = decision.token
    passage = get_passage(decision, context)
    claim, _ = find_speaker(token, context)
    by = _name_authority(decision, context)
    modality = read_modality(decision.stance.decider, context.lexicon)
    polarity = (
        "Affirmed"
        if decision.stance.pending or decision.stance.refused
        else read_polarity(decision.stance.decider, context.lexicon)
    )
    step = StatusStep(
        status=decision.stance.status,
        evidence=passage,
        by=by,
        occurred_on=date_announcement(decision, claim, context),
        according_to=claim,
        polarity=polarity,
        modality=modality,
    )
    return _Draft(
        entry=decision.entry,
        label=label_decision(decision, context),
        content=_get_content(decision),
        names=_get_names(decision),
        passages=[passage],
        steps=[step],
        effects=[step] if is_effect(decision, step, context) else [],
        targets=_find_targets(decision, context),
        places=[entity.id for entity in context.cast.places_of(token)],
        announced_in=claim if decision.stance.intended else None,
        according_to=claim,
        polarity=polarity,
        modality=modality,
        by_court=decision.by is not None and is_court(decision.by, context),
        anaphor=decision.anaphor,
        tokens=_get_linked(decision),
        place=_locate(decision.token),
        decider=_locate(decision.stance.decider),
        is_verb=token.pos_ in VERBAL,
        takes_up_any=token.pos_ in VERBAL
        or token.lemma_.lower() in get_words(context.lexicon).texts,
        ended_label=label_noun(decision.token, context) if decision.ending else "",
        tells_content=decision.anaphor or decision.token.dep_ in {"acl", "advcl", "relcl"},
    )


def _name_authority(decision: Decision, context: Context) -> str | None:
    claim, speaker = find_speaker(decision.token, context)
    if decision.by is not None:
        if decision.by.head.lemma_ in context.lexicon.words("ReceivingVerb", "verb"):
            return None  # "the soldiers have a pardon": who granted it is not said
        figure = context.cast.get_figure(decision.by)
        if figure is None and decision.by.lemma_.lower() in context.cast.words.documents:
            figure = find_issuer(decision.by, context.cast)  # "the ministry's *website* advises"
        if figure is None and decision.by.pos_ in NOMINAL:
            figure = context.cast.describe(context.parsed.span(decision.by))
        if figure is None or not _is_announced_by_another(decision, figure, speaker):
            return figure.id if figure else None
    if speaker is None or _is_only_reported(claim, decision, context):
        return None
    return speaker.id


def _is_only_reported(claim: int | None, decision: Decision, context: Context) -> bool:
    """Whether the one who speaks is named as a source alone: "an inquiry was ordered, *according to police*"."""
    if claim is None or decision.stance.intended:
        return False
    cue = context.claims[claim].cue.text.lower()
    return cue.startswith("according to")


def _is_announced_by_another(decision: Decision, figure: Figure, speaker: Entity | None) -> bool:
    """Whether an authority tells what a country is going to do: "The president said Israel will help" is his announcement."""
    return (
        speaker is not None
        and speaker.type != "Country"
        and figure.type == "Country"
        and decision.stance.intended
        and decision.stance.status == "Announced"
    )


# ------------------------------------------------------------------------------------- what a measure is about


def _iterate_about(decision: Decision) -> list[Token]:
    token = decision.content
    if decision.token.pos_ not in VERBAL and decision.entry.name != _GENERAL:
        return [decision.token]  # "tightened the curfew" is about the curfew
    roots = [token]
    if token.pos_ in VERBAL:
        target = get_object(token)
        if target is not None:
            roots.append(target)
    return roots


def _iterate_own(root: Token) -> Iterator[Token]:
    """Yield a word and all below it, but nothing that is joined to it by "and", no time and no clause."""
    rest = [root]
    while rest:
        token = rest.pop()
        yield token
        rest.extend(
            child
            for child in token.children
            if child.dep_ not in _FOREIGN and child.ent_type_ != "DATE"
        )


def _get_content(decision: Decision) -> frozenset[str]:
    """Return the lemmas of the words that say what the measure is about."""
    words: set[str] = set()
    for root in _iterate_about(decision):
        words |= {
            item.lemma_.lower()
            for item in _iterate_own(root)
            if item.pos_ in {"NOUN", "PROPN", "ADJ"}
        }
        if root.pos_ in VERBAL:
            words.add(root.lemma_.lower())
        else:
            words |= {
                item.lemma_.lower()
                for item in root.children
                if item.dep_ in {"compound", "amod", "poss"}
            }
    return frozenset(words)


def _get_names(decision: Decision) -> frozenset[str]:
    return frozenset(
        item.lower_
        for root in _iterate_about(decision)
        for item in _iterate_own(root)
        if item.ent_type_ in {"GPE", "ORG", "NORP", "PERSON"}
    )


def _get_linked(decision: Decision) -> set[tuple[int, int]]:
    """Return the words whose own measures would be this one: its noun, its verb, what they directly govern."""
    token = decision.token
    decider = decision.stance.decider
    found = {token, decision.content, decider}
    for root in tuple(found):
        for child in root.children:
            shared = root != decider or root == token
            if child.dep_ in {"acl", "xcomp", "relcl", "dobj", "nsubjpass"} and shared:
                found.add(child)
            if child.dep_ == "advcl" and child.tag_ == "VBG":
                found.add(child)
            if child.dep_ == "prep":
                found.update(
                    item
                    for item in child.children
                    if item.dep_ == "pcomp" or (shared and item.dep_ == "pobj")
                )
    return {(id(item.doc), int(item.i)) for item in found}


def _locate(token: Token) -> tuple[int, int]:
    return id(token.doc), int(token.i)


def _find_targets(decision: Decision, context: Context) -> list[str]:
    """Return whom the measure concerns: its object, or whom "for", "on", "against" name."""
    token = decision.content
    nouns = get_complements(token, "on", "against", "for", "to")
    if token.pos_ in VERBAL:
        target = get_object(token)
        nouns = [*(get_conjuncts(target) if target is not None else ()), *nouns]
    found = []
    for noun in nouns:
        entity = context.cast.find_token(noun) if noun.pos_ in NOMINAL else None
        if entity is not None and entity.type != "Place" and entity.id not in found:
            found.append(entity.id)
    return found


# ------------------------------------------------------------------------------------- several mentions of one measure


def _find_same(decision: Decision, draft: _Draft, known: Sequence[_Draft]) -> _Draft | None:
    place = (id(decision.token.doc), int(decision.token.i))
    for other in reversed(known[-_MEMORY:]):
        if place in other.tokens or _is_linked_up(decision, other):
            return other
    for other in reversed(known[-_MEMORY:]):
        if _is_same(draft, other):
            return other
    if draft.anaphor or draft.by_court:
        return next(
            (other for other in reversed(known[-_MEMORY:]) if _can_take_up(draft, other)), None
        )
    return None


def _is_linked_up(decision: Decision, other: _Draft) -> bool:
    """Whether the noun or verb hangs directly below or above a word of the other measure."""
    token = decision.token
    head = token.head
    if token.dep_ in {"acl", "relcl", "xcomp"} and (id(head.doc), int(head.i)) in other.tokens:
        return True
    return token.dep_ in {"nsubj", "dobj"} and (id(head.doc), int(head.i)) in other.tokens


def _is_same(draft: _Draft, other: _Draft) -> bool:
    if draft.names and other.names and not draft.names & other.names:
        return False
    if draft.anaphor and not _can_take_up(draft, other):
        return False
    shared = (draft.content & other.content) - _get_own_words(draft.entry)
    if draft.entry is other.entry:
        if draft.entry.name == _GENERAL:
            return len(shared) * 2 > min(len(draft.content), len(other.content))
        bare = draft.content <= other.content or other.content <= draft.content
        return bool(shared) or draft.anaphor or bare or draft.entry.value("single") == "true"
    return len(shared) * 2 >= min(len(draft.content), len(other.content)) and len(shared) > 1


def _get_own_words(entry: Entry) -> frozenset[str]:
    return frozenset(
        word
        for role in ("noun", "objectNoun", "verb")
        for phrase in entry.values(role)
        for word in phrase.split()
    )


def _can_take_up(draft: _Draft, other: _Draft) -> bool:
    """Whether "the bill", "the agreement" may mean a measure; nouns of some kinds mean their own kind alone."""
    if draft.entry.value("ownKind") == "true" and (
        draft.entry is not other.entry or _is_older(draft, other)
    ):
        return False
    kinds = {draft.entry.name, other.entry.name}
    if len(kinds) > 1 and _GENERAL not in kinds and not draft.takes_up_any:
        return False  # "this lockdown" is no budget
    if draft.steps[0].status == "Proposed" and _is_older(other, draft):
        return False  # a bill is not the law that it is to change
    return bool(draft.names & other.names) or not (draft.names and other.names)


def _is_older(draft: _Draft, other: _Draft) -> bool:
    """Whether what a text tells was over long before another measure: "the agreement" that ended years ago."""
    over, since = draft.steps[0].occurred_on.latest, other.steps[0].occurred_on.latest
    return over is not None and since is not None and since - over > _LONG


def _merge(known: _Draft, draft: _Draft) -> None:
    if known.ended_label and not draft.ended_label:
        known.label, known.ended_label = known.ended_label, ""
    known.passages += [item for item in draft.passages if item not in known.passages]
    tells_step = draft.by_court or not (draft.tells_content and draft.is_verb)
    if tells_step and draft.decider not in (known.place, known.decider):
        known.steps += draft.steps
        known.effects += draft.effects
    known.tokens |= draft.tokens
    known.targets += [item for item in draft.targets if item not in known.targets]
    known.places += [item for item in draft.places if item not in known.places]
    if known.announced_in is None:
        known.announced_in = draft.announced_in
    if known.entry.name == _GENERAL and draft.entry.name != _GENERAL:
        known.entry = draft.entry
        if not draft.anaphor:
            known.label = draft.label
    known.content |= draft.content if not draft.anaphor else frozenset()


# ------------------------------------------------------------------------------------- the finished record


def _finish(draft: _Draft, context: Context) -> Measure:
    facts = [step for step in draft.steps if step.polarity == "Affirmed"] or draft.steps
    latest = max(facts, key=lambda step: rank_status(step.status))
    first = _choose_announcement(draft.steps)
    evidence, *further = draft.passages
    return Measure(
        label=draft.label,
        type=draft.entry.name,
        status=latest.status,
        evidence=evidence,
        announced_by=_find_announcer((first, *draft.steps)),
        announced_on=date_before(first, context, effective=first in draft.effects),
        announced_in=draft.announced_in,
        steps=tuple(draft.steps),
        targets=tuple(draft.targets),
        locations=tuple(draft.places),
        further_evidence=tuple(further),
        according_to=draft.according_to,
        polarity=draft.polarity,
        modality=draft.modality,
        confidence=Decimal("0.6") if draft.entry.name == _GENERAL else Decimal("0.8"),
    )


def _find_announcer(steps: Sequence[StatusStep]) -> str | None:
    """Return who decided on a measure first; courts that judged it did not make it."""
    return next((step.by for step in steps if step.by and step.status not in _JUDGED), None)


def _choose_announcement(steps: Sequence[StatusStep]) -> StatusStep:
    """Return the step that made the measure known: the earliest with both bounds, else the first told."""
    exact = [
        step
        for step in steps
        if step.status in _ANNOUNCING and step.occurred_on.earliest and step.occurred_on.latest
    ]
    decided = [step for step in exact if step.status != "Proposed"]
    if decided and len({step.by for step in steps}) > 1:
        exact = decided  # what others asked for was not yet announced
    if exact:
        return min(
            exact,
            key=lambda step: (
                (step.occurred_on.earliest, step.occurred_on.latest)
                if step.occurred_on.earliest and step.occurred_on.latest
                else ()
            ),
        )
    dated = [step for step in steps if step.occurred_on.relative or step.occurred_on.earliest]
    return next(iter(dated), steps[0])
