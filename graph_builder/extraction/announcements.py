"""When a measure was announced: the day of its decision, of the words that made it known, or of what came of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.authorities import find_authority
from graph_builder.extraction.datings import date_token, find_point
from graph_builder.extraction.lasting import date_beginning, date_since
from graph_builder.extraction.predicates import (
    VERBAL,
    get_actor,
    get_children,
    is_future,
    is_of_another_tense,
    is_passive,
    is_past,
)
from graph_builder.extraction.statuses import get_status_words, read_verb_status
from graph_builder.extraction.triggers import compile_once
from graph_builder.extraction.vicinity import is_known, is_to_be
from graph_builder.model import TimeSpan
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.decision_words import Decision
    from graph_builder.extraction.statuses import Stance
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import StatusStep

_CONTENT = frozenset({"ccomp", "xcomp", "conj"})
_SELF = frozenset({"i", "we", "he", "she", "it", "they"})
_ENDS = frozenset({"Ended", "StruckDown"})
_EFFECTS = frozenset({"InForce", "Ended"})
_LATER = frozenset(
    {"Extended", "Ended", "StruckDown", "Cleared"}
)  # what befalls a measure that lasts
_MOMENTARY = frozenset({"Proposed", "Announced", "Ordered", "Approved"})
_LOOK_BACK = 24
_CLOCK = re.compile(r"\d{1,2}([.:]\d\d)?\s*([ap]\.?\s?m\.?)?|noon|midnight", re.IGNORECASE)


@compile_once
def _get_effective(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(sorted(lexicon.words("EffectiveDate", "word")))


def date_announcement(decision: Decision, claim: int | None, context: Context) -> TimeSpan:
    """Return when a step of a measure was taken.

    Of what is only intended, that is the day on which it was said; of what has lasted since a day, or took effect on it, that day.
    What is ordered as of a day was ordered by then, and so was what an authority says that it has done.
    """
    stance = decision.stance
    if stance.intended:
        return _date_saying(decision, claim, context)
    lasting = _date_beginning(decision, context)
    if lasting is not None:
        return _date_step(lasting, stance, context)
    when, dated = date_token(stance.decider, context)
    bound = _bound(when, stance, context)
    if bound is not None or dated:
        return bound or when
    if _tells_own_deed(stance.decider):
        return _date_saying(decision, claim, context)
    if stance.status in _LATER and stance.decider.pos_ in VERBAL:
        return when  # "was lifting the ban *that it had imposed in May*"
    return _date_noun(decision, context) or when


def _date_step(since: TimeSpan, stance: Stance, context: Context) -> TimeSpan:
    """Return when a step of a measure was taken of which the text says since when it has lasted, or was done.

    What befalls it has its own day ("in place since May, was extended *on Monday*").
    """
    if stance.status in _MOMENTARY:
        return _reach_article(since, context)
    own = find_point(stance.decider, context) if stance.status in _LATER else None
    if own is None and stance.status in _LATER:
        return _reach_article(since, context)  # "ditched a policy in place *since 2016*"
    if own is None or own.when.earliest == since.earliest:
        return since
    return replace(own.when, extent=False)


def _reach_article(since: TimeSpan, context: Context) -> TimeSpan:
    """Return when something was done at some time since a day: "has adopted most of the rules *since 2022*"."""
    published = context.parsed.article.date
    if published is None or since.earliest is None or published < since.earliest:
        return since
    because = f"{since.because}, and from then up to the article's date"
    return make_timespan(since.earliest, published, because=because)


def is_effect(decision: Decision, step: StatusStep, context: Context) -> bool:
    """Whether a step is that a measure took effect, which was announced by then: "shut the schools as of Monday"."""
    verb, when = decision.stance.decider, step.occurred_on
    if decision.stance.intended or when.earliest is None or _date_beginning(decision, context):
        return False
    return _takes_effect(verb, context) or _is_effective(when, context)


def date_before(step: StatusStep, context: Context, *, effective: bool) -> TimeSpan:
    """Return when a measure was announced by the step that tells the most of it: if that is its effect or its end, then or before."""
    when = step.occurred_on
    if effective:
        return _announce_before(when, context)
    if step.status not in _ENDS or when.earliest is None:
        return when
    published, latest = context.parsed.article.date, when.latest
    if published is not None and latest is not None:
        latest = min(latest, published)  # it may be to end after the article
    because = f"announced before it ended: {when.because}"
    return make_timespan(None, latest, because=because, like=TimeSpan(evidence=when.evidence))


def _date_beginning(decision: Decision, context: Context) -> TimeSpan | None:
    """Return since when a measure has lasted, as the text says it of its noun or its verb."""
    words = (decision.stance.decider, decision.token)
    ways = (date_since, date_beginning) if decision.stance.status == "InForce" else (date_since,)
    found = (way(word, context) for way in ways for word in words)
    return next((when for when in found if when is not None), None)


def _date_noun(decision: Decision, context: Context) -> TimeSpan | None:
    """Return the time of the word that names a measure, where its verb has none; not of what is still to be done."""
    if decision.stance.decider == decision.token or decision.token.tag_ == "VB":
        return None
    clauses = get_children(decision.token, "relcl", "acl")
    if any(
        is_to_be(clause)
        or _is_content(clause, context)
        or _is_step_of_another(clause, decision, context)
        for clause in clauses
    ):
        return None
    effect = _find_effect(decision.token, context)
    if effect is not None:
        return _announce_before(effect, context)
    when, dated = date_token(decision.token, context)
    return when if dated else None


def _is_content(clause: Token, context: Context) -> bool:
    """Whether a clause tells what a measure does, and so no day of its own: "the bill, *which funds the state through May*"."""
    acts = clause.tag_ in {"VB", "VBG"} or any(
        subject.tag_ == "WDT" for subject in get_children(clause, "nsubj")
    )
    if not acts or is_passive(clause) or _takes_effect(clause, context):
        return False
    return get_status_words(context.lexicon).intransitive.match_verb(clause) is None


def _is_step_of_another(clause: Token, decision: Decision, context: Context) -> bool:
    """Whether a clause tells what somebody else did with a measure before: "signed the law *that parliament passed in May*"."""
    actor = get_actor(clause)
    if actor is None or clause == decision.stance.decider or actor == decision.by:
        return False
    decides = read_verb_status(clause, context) is not None
    return decides and find_authority(actor, context) is not None


def _bound(when: TimeSpan, stance: Stance, context: Context) -> TimeSpan | None:
    """Return by when a measure was announced whose time is an hour of any day, that from which it applies, or still to come."""
    published, earliest = context.parsed.article.date, when.earliest
    ahead = published is not None and earliest is not None and published < earliest
    if _is_clock(when) or (ahead and is_past(stance.decider)):
        return _announce_by_article(context)
    if stance.status not in _EFFECTS and _is_effective(when, context):
        return _announce_before(when, context)
    return None


def _announce_before(when: TimeSpan, context: Context) -> TimeSpan:
    published = context.parsed.article.date
    if published is not None and when.latest is not None and published < when.latest:
        return _announce_by_article(context)
    because = f"announced by the time it took effect: {when.because}"
    return make_timespan(None, when.latest, because=because)


def _announce_by_article(context: Context) -> TimeSpan:
    day = context.parsed.article.date
    return make_timespan(None, day, because="announced before the article") if day else TimeSpan()


def _is_clock(when: TimeSpan) -> bool:
    """Whether a time is an hour of any day: "a curfew *from 9 p.m.* to 5 a.m."."""
    return when.evidence is not None and bool(_CLOCK.fullmatch(when.evidence.text))


def _find_effect(noun: Token, context: Context) -> TimeSpan | None:
    """Return when a measure took effect by a clause that tells more of it: "passed a tax, which took effect in May"."""
    for clause in noun.subtree:
        if clause.dep_ in {"relcl", "acl"} and _takes_effect(clause, context):
            when, dated = date_token(clause, context)
            if dated:
                return when
    return None


def _takes_effect(verb: Token, context: Context) -> bool:
    """Whether a verb says of a measure that it begins by itself: "the ban took effect", not "they began a campaign"."""
    trigger = get_status_words(context.lexicon).intransitive.match_verb(verb)
    if trigger is None or trigger.entry.value("status") != "InForce":
        return False
    return len(trigger.words) > 1 or not get_children(verb, "dobj", "xcomp")


def _is_effective(when: TimeSpan, context: Context) -> bool:
    """Whether the text names a day as the one from which a measure applies: "shut the schools as of Monday"."""
    if when.evidence is None:
        return False
    start = when.evidence.start
    before = context.parsed.article.text[max(0, start - _LOOK_BACK) : start].lower().split()
    words = " ".join(before)
    return any(words.endswith(f" {phrase}") for phrase in _get_effective(context.lexicon))


def _tells_own_deed(verb: Token) -> bool:
    """Whether a verb tells what its speaker has done, and so makes it known: "the minister said he had ordered it"."""
    if verb.dep_ != "ccomp" or verb.head.pos_ not in VERBAL:
        return False
    if not any(helper.lemma_ == "have" for helper in get_children(verb, "aux")):
        return False
    return any(
        subject.pos_ == "PRON" and subject.lower_ in _SELF
        for subject in get_children(verb, "nsubj")
    )


def _date_saying(decision: Decision, claim: int | None, context: Context) -> TimeSpan:
    for verb in _list_saying(decision):
        when, dated = date_token(verb, context)
        if dated:
            return when
    if claim is not None and is_known(context.claims[claim].stated_on):
        when = context.claims[claim].stated_on
        if not _is_told_by_another(decision, claim, context):
            return when
        because = f"announced by the time that somebody else spoke of it: {when.because}"
        return make_timespan(None, when.latest, because=because)
    return _announce_by_article(context)


def _is_told_by_another(decision: Decision, claim: int, context: Context) -> bool:
    """Whether one speaks of another's request or plan: "the mayor recalled a request *of the ministry*"."""
    maker = context.cast.find_token(decision.by) if decision.by is not None else None
    speaker = context.claims[claim].speaker
    noun = decision.stance.decider.pos_ == "NOUN"
    return noun and maker is not None and speaker is not None and maker.id != speaker


def _list_saying(decision: Decision) -> list[Token]:
    """Return the verbs that say what is only intended, the intended act itself left out."""
    decider = decision.stance.decider
    found = (
        [decider]
        if decider not in (decision.token, decision.content) and not is_future(decider)
        else []
    )
    token = decider
    while token.dep_ in _CONTENT and token.head.pos_ in VERBAL and token.head != token:
        if is_of_another_tense(token):
            break
        token = token.head
        if token != decision.token and not is_future(token):
            found.append(token)
    return found
