"""What was decided: the measures of one article, each once, with every status that the article reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.announcements import date_announcement, date_before, is_effect
from graph_builder.extraction.authorities import (
    find_authority,
    find_possessor,
    find_speaker,
    is_court,
    is_court_entity,
)
from graph_builder.extraction.datings import date_token
from graph_builder.extraction.decision_pronouns import find_reach
from graph_builder.extraction.decision_words import get_words
from graph_builder.extraction.decisions import find_decisions
from graph_builder.extraction.issuers import find_issuer, is_new
from graph_builder.extraction.labels import get_passage, label_decision, label_noun
from graph_builder.extraction.measure_drafts import GENERAL, Draft, find_same, merge
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.predicates import (
    NOMINAL,
    VERBAL,
    get_actor,
    get_children,
    get_complements,
    get_conjuncts,
    get_object,
    is_passive,
    is_past,
)
from graph_builder.extraction.provisions import find_provision, says_what_for
from graph_builder.extraction.statuses import rank_status, read_verb_status
from graph_builder.model import Measure, StatusStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.context import Context
    from graph_builder.extraction.decision_words import Decision
    from graph_builder.model import Entity

__all__ = ["find_measures"]

_FOREIGN = frozenset({"conj", "cc", "advcl", "nsubj", "relcl", "mark", "punct", "ccomp", "agent"})
_YEAR = 366
_AGO = timedelta(days=31)
_UNIONS = frozenset({"union", "nations", "nato", "ecowas"})
_LATER = frozenset({"Extended", "Ended", "StruckDown", "Cleared"})
_OVER = frozenset({"Ended", "StruckDown", "Rejected"})
_AGAIN = frozenset({"Approved", "InForce", "Extended", "Cleared"})
_JUDGED = frozenset({"StruckDown", "Cleared"})
_ANNOUNCING = frozenset({"Proposed", "Announced", "Ordered", "Approved", "InForce", "Extended"})


def find_measures(context: Context) -> tuple[Measure, ...]:
    """Return the measures of an article, in the order in which it first tells them.

    A measure is a policy action of an authority that the article reports as proposed, announced, ordered, approved, in
    force, ended or refused. Several mentions of one are one; its status is the furthest that the article reports, and its
    announcement is the first step that has a date, else bounded by the tense.
    """
    drafts: list[Draft] = []
    for decision in context.decisions or find_decisions(context):
        draft = _draft(decision, context)
        known = find_same(decision, draft, drafts)
        if known is not None:
            merge(known, draft)
        elif not _points_at_nothing(decision, draft):
            drafts.append(draft)
    return tuple(_finish(draft, context) for draft in drafts)


def _points_at_nothing(decision: Decision, draft: Draft) -> bool:
    """Whether "this lockdown" takes up something of which the article has told no measure, and nobody decides it."""
    if decision.refers:
        return True
    pointed = any(child.lower_ in {"this", "these"} for child in decision.token.lefts)
    return pointed and decision.anaphor and draft.steps[0].by is None


def _draft(decision: Decision, context: Context) -> Draft:
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
    label = label_decision(decision, context)
    step = StatusStep(
        status=decision.stance.status,
        evidence=passage,
        by=by,
        occurred_on=date_announcement(decision, claim, context),
        according_to=claim,
        polarity=polarity,
        modality=modality,
    )
    return Draft(
        entry=decision.entry,
        label=label,
        content=_get_content(decision, context),
        names=_get_names(decision, context),
        passages=[passage],
        steps=[*_list_makings(decision, step, context), step],
        effects=[step] if is_effect(decision, step, context) else [],
        deciders={_locate(decision.stance.decider)},
        overtaken=_list_overtaken(decision.stance.decider, step),
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
        is_verb=token.pos_ in VERBAL or _is_in_text(decision, context),
        takes_up_any=token.pos_ in VERBAL
        or token.pos_ == "PRON"
        or token.lemma_.lower() in get_words(context.lexicon).texts,
        ended_label=label_noun(decision.token, context) if decision.ending else "",
        kinds=_get_kinds(decision, context),
        is_new=is_new(named := _get_named(decision)) or not get_children(named, "det", "poss"),
        is_plural=named.tag_ in {"NNS", "NNPS"},
        owner=_find_owner(decision, context),
        nation=(nation := _find_nation(decision, by, context))[0],
        nation_since=nation[1],
        says_more=bool(
            get_children(named, "acl", "relcl", "compound", "amod")
            or get_complements(named, "of", "on", "for", "against")
        ),
        is_own=any(child.pos_ == "PRON" for child in get_children(named, "poss")),
        reach=find_reach(token, context) if decision.refers and token.dep_ != "nsubj" else None,
        is_bare=label.lower() in get_words(context.lexicon).texts,
        takes_up_step=decision.again,
        tells_apart=says_what_for(token, context),
        tells_content=decision.anaphor
        or decision.token.dep_ in {"acl", "advcl", "relcl"}
        or _is_in_text(decision, context),
    )


def _list_overtaken(decider: Token, step: StatusStep) -> list[tuple[StatusStep, tuple[int, int]]]:
    """Return a step that a clause tells as what was before another, with the verb of that: "*reinstated* the ban, a week *after a judge suspended it*"."""
    marks = get_children(decider, "mark")
    if decider.dep_ == "advcl" and any(mark.lower_ == "after" for mark in marks):
        return [(step, _locate(decider.head))]
    if decider.dep_ == "pcomp" and decider.head.lower_ == "after":
        return [(step, _locate(decider.head.head))]
    return []


def _find_owner(decision: Decision, context: Context) -> str | None:
    """Return whose measure it is that a court judged: "struck down *the government's* ban"."""
    judged = decision.stance.status in _JUDGED
    owner = find_possessor(_get_named(decision), context) if judged else None
    if owner is None:
        return None
    figure = _find_figure(owner, context)
    return figure.id if figure else None


def _find_figure(word: Token, context: Context) -> Figure | None:
    """Return whom a word stands for, who is described if they have no name."""
    figure = context.cast.get_figure(word)
    if figure is not None or word.pos_ not in NOMINAL:
        return figure
    return context.cast.describe(context.parsed.span(word.doc[word.left_edge.i], word))


def _list_makings(decision: Decision, step: StatusStep, context: Context) -> list[StatusStep]:
    """Return when and by whom what is decided upon was made, as its noun tells: "lifted the ban *imposed in May*", "signed the law *that parliament passed in May*"."""
    if decision.token.pos_ in VERBAL:
        return []
    things = [decision.token, *get_complements(decision.token, "of")]
    things += [each for each in get_complements(decision.token, "in") if _is_set_off(each)]
    for clause in (each for thing in things for each in get_children(thing, "acl", "relcl")):
        status, thing = read_verb_status(clause, context), get_object(clause)
        own = thing is not None and (thing == clause.head or thing.lower_ in {"that", "which"})
        actor = find_authority(get_actor(clause), context)
        if status not in _ANNOUNCING or not own or (step.status not in _LATER and actor is None):
            continue
        when, dated = date_token(clause, context)
        if dated and clause != decision.stance.decider and is_past(clause):
            figure = _find_figure(actor, context) if actor is not None else None
            by = figure.id if figure is not None else None
            words = context.parsed.span(clause.doc[clause.left_edge.i : clause.i + 1])
            return [replace(step, status=status, evidence=words, by=by, occurred_on=when)]
    return []


def _is_set_off(place: Token) -> bool:
    """Whether a comma stands between a place and a clause, which then tells of the measure: "the curfew in Lima, *imposed in May*"."""
    clauses = get_children(place, "acl", "relcl")
    return any(clause.doc[clause.left_edge.i - 1].text == "," for clause in clauses)


def _name_authority(decision: Decision, context: Context) -> str | None:
    claim, speaker = find_speaker(decision.token, context)
    receiving = context.lexicon.words("ReceivingVerb", "verb")
    received = decision.by is not None and decision.by.head.lemma_ in receiving
    if received and not decision.stance.intended:
        return None  # "the soldiers have a pardon": who granted it is not said
    if decision.by is not None and not received:
        owner = find_possessor(decision.by, context) if _is_text(decision.by, context) else None
        if owner is not None:
            return figure.id if (figure := _find_figure(owner, context)) else None
        figure = context.cast.get_figure(decision.by) or _find_called(decision.by, context)
        if figure is None and decision.by.lemma_.lower() in context.cast.words.documents:
            figure = find_issuer(decision.by, context.cast)  # "the ministry's *website* advises"
        figure = figure or _find_figure(decision.by, context)
        if figure is None or not _is_announced_by_another(decision, figure, speaker):
            return figure.id if figure else None
    verb = decision.stance.decider
    which = any(child.tag_ == "WDT" for child in get_children(verb, "nsubj"))
    told = verb.dep_ == "relcl" and (is_passive(verb) or which) and not decision.stance.intended
    if speaker is None or told or _is_only_reported(claim, decision, context):
        return None  # "the minister defended the tariffs, *which were imposed in May*"
    return speaker.id


def _is_text(noun: Token, context: Context) -> bool:
    """Whether a noun is no authority but what one decided: "the EU's *package* bans …"."""
    words = get_words(context.lexicon)
    return noun.lemma_.lower() in words.texts | words.anaphors


def _find_called(noun: Token, context: Context) -> Figure | None:
    """Return who is named beside the word for an office: "the country's president, *Ana Ruiz*, signed …"."""
    figures = (context.cast.get_figure(child) for child in get_children(noun, "appos"))
    return next((each for each in figures if each is not None and each.type == "Person"), None)


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


def _iterate_about(decision: Decision, context: Context) -> list[Token]:
    token = decision.content
    if decision.token.pos_ not in VERBAL and decision.entry.name != GENERAL:
        # "Tightened the curfew" is about the curfew; "the decree frees the price", about the price.
        done = find_provision(decision.token, context)
        thing = get_object(done) if done is not None else None
        return [decision.token, *([thing] if thing is not None else [])]
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


def _get_content(decision: Decision, context: Context) -> frozenset[str]:
    """Return the lemmas of the words that say what the measure is about."""
    words: set[str] = set()
    for root in _iterate_about(decision, context):
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


def _get_names(decision: Decision, context: Context) -> frozenset[str]:
    return frozenset(
        item.lower_
        for root in _iterate_about(decision, context)
        for item in _iterate_own(root)
        if item.ent_type_ in {"GPE", "ORG", "NORP", "PERSON"}
    )


def _is_in_text(decision: Decision, context: Context) -> bool:
    """Whether a noun is what a legal text does, which is told with the text: "signed an order *imposing a tariff*"."""
    verb = decision.stance.decider
    texts = get_words(context.lexicon).texts
    if verb.tag_ != "VBG" or verb.dep_ not in {"acl", "advcl"}:
        return False
    text = get_object(verb.head) if verb.dep_ == "advcl" else verb.head
    return text is not None and text.lemma_.lower() in texts


def _get_named(decision: Decision) -> Token:
    """Return the noun that names a measure: its own, or the object of its verb."""
    token = decision.content
    return (get_object(token) or token) if token.pos_ in VERBAL else decision.token


def _get_kinds(decision: Decision, context: Context) -> frozenset[str]:
    """Return the words that set a measure apart from others of its kind: "a *previous* curfew", "*retaliatory* tariffs", "a *second* decree"."""
    lexicon = context.lexicon
    beside = {child.lower_ for child in _get_named(decision).lefts}
    earlier = {"earlier"} if beside & lexicon.words("EarlierWord", "word") else set()
    others = lexicon.words("OtherWord", "word")
    if beside & {"a", "an"}:
        others |= lexicon.words("OtherWord", "numeral")
    return frozenset(beside & others | earlier)


def _map_countries(context: Context) -> dict[str, str]:
    """Return the countries of an article: id or name → name."""
    countries = [item for item in context.cast.entities if item.type == "Country"]
    return {key: item.label for item in countries for key in (item.id, item.label)}


def _find_nation(decision: Decision, by: str | None, context: Context) -> tuple[str, int]:
    """Return the country of an authority, as far as the article says it, and where the text first names it if it decides itself.

    Its own, that of its office or body ("Hungary's central bank", "the Bank of Japan"), or the one for which it speaks ("the
    minister said *Japan* will freeze …").
    """
    entity = context.cast.get_entity(by) if by is not None else None
    if entity is None:
        return "", 0
    union = entity.named and set(entity.label.lower().split()) & _UNIONS
    since = entity.mentions[0].span.start if entity.mentions else 0
    if entity.type == "Country" or union:
        return entity.label, since
    countries = context.once(_map_countries)
    of = [countries[of] for _, of in entity.offices if of in countries]
    of += [countries[outer] for outer in entity.within if outer in countries]
    named = context.cast.gazetteer.get_country(entity.label.rpartition(" of ")[2])
    of += [context.cast.gazetteer.labels[named]] if named and entity.type != "Person" else []
    figure = context.cast.get_figure(decision.by) if decision.by is not None else None
    of += [figure.label] if figure is not None and figure.type == "Country" else []
    return (of[0] if of else entity.country), since if of and entity.type != "Person" else 0


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
                    for link in (child, *get_children(child, "prep"))  # "pull *out of* the pact"
                    for item in link.children
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


# ------------------------------------------------------------------------------------- the finished record


def _finish(draft: Draft, context: Context) -> Measure:
    overtaken = [step for step, by in draft.overtaken if by in draft.deciders]
    last = [step for step in draft.steps if step not in overtaken] or draft.steps
    facts = [step for step in last if step.polarity == "Affirmed"] or draft.steps
    done = [step for step in facts if not _is_ahead(step, context)]
    latest = _find_last(done or facts, context)
    first = _choose_announcement(draft.steps)
    evidence, *further = draft.passages
    return Measure(
        label=draft.label,
        type=draft.entry.name,
        status=latest.status if done else "Announced",
        evidence=evidence,
        announced_by=_find_announcer((first, *draft.steps), context) or draft.owner,
        announced_on=date_before(first, context, effective=first in draft.effects),
        announced_in=draft.announced_in,
        steps=tuple(draft.steps),
        targets=tuple(draft.targets),
        locations=tuple(draft.places),
        further_evidence=tuple(further),
        according_to=draft.according_to,
        polarity=draft.polarity,
        modality=draft.modality,
        confidence=Decimal("0.6") if draft.entry.name == GENERAL else Decimal("0.8"),
    )


def _find_last(steps: Sequence[StatusStep], context: Context) -> StatusStep:
    """Return the furthest step, or one by which a measure was certainly taken up again later: "lifted in May, *reimposed in June*"."""
    latest = max(steps, key=lambda step: rank_status(step.status))
    for step in steps:
        again = step.status in _AGAIN and latest.status in _OVER
        if again and _is_later(step, latest, is_news=_is_in_lead(step, context)):
            latest = step
    return latest


def _is_in_lead(step: StatusStep, context: Context) -> bool:
    lead = context.parsed.paragraphs[0]
    return step.evidence.start < lead.start + lead.size


def _is_later(step: StatusStep, other: StatusStep, *, is_news: bool) -> bool:
    """Whether a step came certainly after another; an undated one that an article leads with is its news."""
    over, when = other.occurred_on.latest, step.occurred_on
    if over is None:
        return False
    if when.earliest is None and when.latest is not None:
        return is_news and other.occurred_on.earliest is not None and over < when.latest - _AGO
    return when.earliest is not None and over < when.earliest


def _is_ahead(step: StatusStep, context: Context) -> bool:
    """Whether a step is still to come on the day of the article: "the law takes effect *next week*"."""
    published, earliest = context.parsed.article.date, step.occurred_on.earliest
    return published is not None and earliest is not None and published < earliest


def _find_announcer(steps: Sequence[StatusStep], context: Context) -> str | None:
    """Return who decided on a measure first; courts that judged or suspended it did not make it."""
    makers = (step for step in steps if step.by and step.status not in _JUDGED)
    return next((step.by for step in makers if step.by and not _is_court(step.by, context)), None)


def _is_court(path: str, context: Context) -> bool:
    entity = context.cast.get_entity(path)
    return entity is not None and is_court_entity(entity, context)


def _is_long(step: StatusStep) -> bool:
    """Whether a step took more than a year, so that a day tells more: "negotiated the deal *over four years*"."""
    first, last = step.occurred_on.earliest, step.occurred_on.latest
    return first is not None and last is not None and (last - first).days > _YEAR


def _choose_announcement(steps: Sequence[StatusStep]) -> StatusStep:
    """Return the step that made the measure known: the earliest with both bounds, else the first told."""
    exact = [
        step
        for step in steps
        if step.status in _ANNOUNCING and step.occurred_on.earliest and step.occurred_on.latest
    ]
    exact = [step for step in exact if not _is_long(step)] or exact
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
