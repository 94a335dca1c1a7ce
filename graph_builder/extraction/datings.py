"""When something happened or will: the time beside its word, else what the tense says against the article's date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.accounts import is_accounted_for
from graph_builder.extraction.anchoring import find_time_of, get_scheduling
from graph_builder.extraction.anniversaries import date_by_anniversary
from graph_builder.extraction.countdowns import (
    count_from_event,
    date_by_countdown,
    is_scheduled,
    may_lie_ahead,
)
from graph_builder.extraction.election_courses import date_by_course, is_declared
from graph_builder.extraction.lasting import date_lasting
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.predicates import (
    VERBAL,
    get_children,
    get_counting,
    get_governing_verb,
    is_future,
    is_infinitive,
    is_past,
)
from graph_builder.extraction.set_days import find_new_day, find_scheduled
from graph_builder.extraction.story import bound_by_story, date_pointed, is_quoted
from graph_builder.extraction.triggers import compile_once
from graph_builder.extraction.vicinity import (
    date_by_vicinity,
    get_times,
    is_known,
    is_vague,
    lies_ahead,
    shift_by_adverb,
)
from graph_builder.model import TimeSpan
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import TimeExpression

_LOOK_BACK = 8
_MONTH = 31
_REPORTING = frozenset(
    {"announce", "report", "confirm", "condemn", "denounce", "admit", "acknowledge"}
)
_POINTS = frozenset({"DATE", "TIME"})
_REGARDING = frozenset({"for", "over", "about", "into", "of", "regarding", "concerning"})


@compile_once
def _get_talk(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("TalkVerb", "verb")


@compile_once
def _get_admissions(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("AdmissionVerb", "verb")


@compile_once
def _get_requests(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("RequestVerb", "verb")


def find_point(token: Token, context: Context) -> TimeExpression | None:
    """Return the point in time at which the text sets a word, unless it says only "now" or "once".

    The time of talk about a thing is not that of the thing: "announced the vote on Monday".
    """
    moved = find_new_day(token, context)
    if moved is not None:
        return moved
    found = find_scheduled(token, context) or find_time_of(token, context)
    if token.pos_ not in VERBAL:
        if found is None:
            counting = get_counting(token)
            places = [counting] if counting != token else _list_clauses(token, context)
            found = next((time for word in places if (time := find_time_of(word, context))), None)
        elif (
            _is_talked_of(token, context) and found == find_time_of(token.head, context)
        ) or _is_time_of_talk(found.when, token, context):
            return None
    if found is None or found.type not in _POINTS or is_vague(found):
        return None
    return found


def _is_talked_of(noun: Token, context: Context) -> bool:
    verb = noun.head.lemma_.lower()
    told = noun.dep_ == "dobj" or (noun.dep_ == "nsubjpass" and verb in _REPORTING)
    return told and verb in _get_talk(context.lexicon)


def _is_time_of_talk(when: TimeSpan, noun: Token, context: Context) -> bool:
    """Whether a time is that of a verb which only speaks of a thing: "on Monday admitted his guilt in two murders"."""
    own = any(noun in root.ancestors for _, root in get_times(context).in_sentence(noun))
    verb = None if own or noun.pos_ in VERBAL else _find_speaking(noun, context)
    said = find_time_of(verb, context) if verb is not None else None
    return said is not None and (said.when.earliest, said.when.latest) == (
        when.earliest,
        when.latest,
    )


def _find_speaking(noun: Token, context: Context) -> Token | None:
    """Return the verb that speaks of a thing or deals with it afterwards: "apologised *for*", "admitted his part *in*".

    What only describes somebody ("the suspect in the raid, …") is not of the time of their doings either.
    """
    noun = get_counting(noun)
    while noun.dep_ == "conj" and noun.head.pos_ not in VERBAL:
        noun = noun.head
    if _is_talked_of(noun, context):
        return noun.head
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.dep_ != "prep":
        return None
    above = preposition.head
    if above.pos_ in VERBAL:
        admits = above.lemma_.lower() in _get_admissions(context.lexicon)
        asks = above.lemma_.lower() in _get_requests(context.lexicon)
        return above if admits or (preposition.lower_ in _REGARDING and not asks) else None
    if above.dep_ not in {"dobj", "pobj", "appos"}:
        return above.head if is_declared(above, context) else None
    verb = get_governing_verb(above)
    if verb is None or above.dep_ == "appos":
        return verb
    about = _REGARDING if above.ent_type_ in _POINTS else _REGARDING - {"of"}
    talk = above.dep_ == "dobj" and verb.lemma_.lower() in _get_talk(context.lexicon)
    return verb if talk or preposition.lower_ in about else None


def _list_clauses(noun: Token, context: Context) -> list[Token]:
    """Return the clauses that tell more of a noun, or of whom it befell: "the murder of two who vanished in May".

    A clause behind "with" is the noun's when it says that something happens: "a quake with a magnitude of 6 that struck on Friday".
    """
    happening = context.lexicon.words("HappeningVerb", "verb")
    clauses = get_children(noun, "relcl", "acl")
    for preposition in get_children(noun, "prep"):
        if preposition.lower_ not in {"of", "with"}:
            continue
        for thing in get_children(preposition, "pobj"):
            clauses += [
                clause
                for clause in get_children(thing, "relcl", "acl")
                if preposition.lower_ == "of"
                or (clause.dep_ == "relcl" and clause.lemma_ in happening)
            ]
    return [clause for clause in clauses if not is_infinitive(clause)]


def date_token(token: Token, context: Context) -> tuple[TimeSpan, bool]:
    """Return when the thing that a verb or noun tells was, and whether the text dates the word itself.

    Without a time of its own, the word is bounded by the nearest time of its sentence, by the day on which it was
    said, and by its tense.
    """
    kept = date_by_anniversary(token, context) or date_by_countdown(token, context)
    kept = kept or count_from_event(token, context)
    if kept is not None:
        return kept, True
    found = None if _is_backdrop(token, context) else find_point(token, context)
    bounds = date_by_course(token, found, context)
    if bounds is None and _is_only_spoken_of(token, context):
        bounds = TimeSpan()
    if bounds is not None:
        return bounds, False
    found = _find_day_of_year(token, found, context) or found
    dated = _date_by_found(token, found, context)
    if dated is not None:
        return dated
    near = None if _is_backdrop(token, context) else date_by_vicinity(token, context)
    if near is None or _is_time_of_talk(near, token, context):
        return bound_by_speech(token, context), False
    return _clip(replace(near, extent=False), token, context), False


def _date_by_found(
    token: Token, found: TimeExpression | None, context: Context
) -> tuple[TimeSpan, bool] | None:
    """Return when something was by the time that hangs on it, or how long it lasted, if the text says either."""
    if found is not None and _is_accounted_then(token, found, context):
        because = f"it was before then: {found.when.because}"
        return make_timespan(None, found.when.latest, because=because), False
    lasting = date_lasting(token, found, context)
    if lasting is not None:
        return lasting, True
    if found is not None and is_known(found.when):
        when = shift_by_adverb(token, _cover_joined(found, context))
        if _lasts_until(token, found, context):
            when = make_timespan(
                None,
                when.latest,
                because=f"up to then: {when.because}",
                like=replace(when, relative=None),
            )
        return _clip(replace(when, extent=False), token, context), True
    return None


def _is_accounted_then(token: Token, found: TimeExpression, context: Context) -> bool:
    """Whether a time is when somebody is held to account for a thing, which was before: "on *Friday* charged two with the *murder*"."""
    if token.pos_ in VERBAL or found.when.latest is None:
        return False
    times = get_times(context).in_sentence(token)
    own = any(time is found and token in root.ancestors for time, root in times)
    return not own and is_accounted_for(token, context.lexicon)


def _is_backdrop(noun: Token, context: Context) -> bool:
    """Whether a noun is what went on when something else happened, and longer: "opened in 1973, during *the war*"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"during", "throughout", "amid"}:
        return False
    if noun.lemma_.lower() not in context.lexicon.words("LongEvent", "noun"):
        return False
    return not any(noun in root.ancestors for _, root in get_times(context).in_sentence(noun))


def _find_day_of_year(
    noun: Token, found: TimeExpression | None, context: Context
) -> TimeExpression | None:
    """Return the day on which somebody won or lost what is named after its year: "*on Sunday* she won the 2024 election"."""
    verb = noun.head
    if found is None or noun.dep_ not in {"dobj", "nsubjpass"} or not is_known(found.when):
        return None
    contests = context.lexicon.words("ContestingVerb", "verb") | {"hold"}
    if verb.lemma_.lower() not in contests or not _is_whole_year(found.when):
        return None
    days = (time for time, root in get_times(context).in_sentence(noun) if root.head == verb)
    links = (
        time
        for time, root in get_times(context).in_sentence(noun)
        if root.dep_ == "pobj" and root.head.head == verb
    )
    return next(
        (
            time
            for time in (*days, *links)
            if time.type in _POINTS
            and _get_width(time.when) < _MONTH
            and are_compatible(time.when, found.when)
        ),
        None,
    )


def _is_whole_year(when: TimeSpan) -> bool:
    first, last = when.earliest, when.latest
    return bool(first and last and (first.month, first.day, last.month) == (1, 1, 12))


def _lasts_until(token: Token, found: TimeExpression, context: Context) -> bool:
    """Whether a time says up to when something went on or was done: "hosted the show *until 1973*"; not "did not meet until May"."""
    start = found.span.start
    before = context.parsed.article.text[max(0, start - _LOOK_BACK) : start].lower().split()
    if token.pos_ not in VERBAL or before[-1:] not in (["until"], ["till"], ["by"]):
        return False
    return is_past(token) and read_polarity(token, context.lexicon) != "Negated"


def _cover_joined(found: TimeExpression, context: Context) -> TimeSpan:
    """Return all times that are joined to one: of "the 2008 and 2012 campaigns" the text does not say which was when."""
    joined = get_times(context).join(found)
    first = min((time.when.earliest for time in joined if time.when.earliest), default=None)
    last = max((time.when.latest for time in joined if time.when.latest), default=None)
    if len(joined) == 1 or first is None or last is None:
        return found.when
    names = " and ".join(f"“{time.span.text}”" for time in joined)
    because = f"which of {names} is open, so from {first} to {last}"
    return make_timespan(first, last, because=because, like=replace(found.when, relative=None))


def _clip(when: TimeSpan, token: Token, context: Context) -> TimeSpan:
    """Return the part of a time that the tense leaves: nothing past lies after the article, nothing future before."""
    day = context.parsed.article.date
    verb = get_governing_verb(token)
    if day is None or verb is None or (when.relative is not None and when.earliest is None):
        return when
    earliest, latest = when.earliest, when.latest
    if is_future(verb) and not _is_future_of_past(verb):
        earliest = max(earliest, day) if earliest else day
    elif (
        is_past(verb)
        and not _is_only_near(token, verb, context)
        and not _is_set_for(token, verb, context)
    ):
        latest = min(latest, day) if latest else day
    unchanged = (earliest, latest) == (when.earliest, when.latest)
    if unchanged or (earliest and latest and earliest > latest):
        return when
    because = f"{when.because}; of that, by its tense, the part up to or from {day}"
    return make_timespan(earliest, latest, because=because, like=when)


def _is_only_spoken_of(noun: Token, context: Context) -> bool:
    """Whether the text only tells of talk about something scheduled, which may lie ahead: "spoke last week about the *election*"."""
    if not is_scheduled(noun, context) or _find_speaking(noun, context) is None:
        return False
    if find_new_day(noun, context) is not None:
        return False
    return not any(noun in root.ancestors for _, root in get_times(context).in_sentence(noun))


def _is_only_near(noun: Token, verb: Token, context: Context) -> bool:
    """Whether a verb of the past says nothing of when something scheduled is: "raised most of the 2024 *election*"."""
    return is_scheduled(noun, context) and not _is_argument(noun, verb, context)


def _is_set_for(noun: Token, verb: Token, context: Context) -> bool:
    """Whether a verb of the past says for when a thing was set, which may lie ahead: "the hearing *has been scheduled* for July"."""
    planning = get_scheduling(context.lexicon)
    links = (child.lower_ for child in get_children(verb, "prep"))
    taken = noun.head == verb and noun.dep_ in {"nsubjpass", "dobj"}
    return taken and verb.lemma_.lower() in planning and "for" in links


def _is_future_of_past(verb: Token) -> bool:
    """Whether a verb looks ahead from a day of the past: "announced that they would meet"."""
    return any(child.lower_ == "would" for child in get_children(verb, "aux"))


def bound_by_speech(token: Token, context: Context) -> TimeSpan:
    """Return what the tense says against the day on which it was said, or else that of the article."""
    when = bound_by_tense(token, context)
    index = context.find_claim_around(context.parsed.span(token))
    said = context.claims[index].stated_on if index is not None else None
    if said is None or not said.latest or when.latest is None or said.latest >= when.latest:
        return when
    return make_timespan(None, said.latest, because=f"said then: {said.because}")


def bound_by_tense(token: Token, context: Context) -> TimeSpan:
    """Return what the tense alone says: before the article's date, or after it; nothing without that date."""
    day = context.parsed.article.date
    verb = get_governing_verb(token)
    if day is None or verb is None:
        return TimeSpan()
    if verb == token and _is_tried(verb):
        verb = verb.head
    told = date_pointed(token, context) or date_by_course(token, None, context)
    if told is not None or may_lie_ahead(token, verb, context):
        return told or TimeSpan()
    if token.pos_ not in VERBAL and not _is_argument(token, verb, context):
        if lies_ahead(token, verb) or _is_planned(token, context):
            return TimeSpan()
        return (
            make_timespan(None, day, because="spoken of as known") if is_past(verb) else TimeSpan()
        )
    if is_future(verb) or (
        not is_past(verb) and read_modality(verb, context.lexicon) == "Intended"
    ):
        return make_timespan(day, None, because="told as something to come")
    story = None if is_quoted(token, context) else bound_by_story(verb, context)
    return story or make_timespan(None, day, because="told as something past or present")


def _is_tried(verb: Token) -> bool:
    """Whether an infinitive tells what was done or tried under a verb of the past: "tried to flee", "went on to win"."""
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and is_past(verb.head) and not is_future(verb)


def _is_planned(noun: Token, context: Context) -> bool:
    """Whether a noun is what somebody announces or asks for, which may be still to come: "called a vote"."""
    planning = context.lexicon.words("PlanningVerb", "verb")
    return noun.dep_ == "dobj" and noun.head.lemma_.lower() in planning


def _is_argument(noun: Token, verb: Token, context: Context) -> bool:
    """Whether a noun is subject or object of a verb, or what it happens in, so that its tense is the noun's too."""
    noun = get_counting(noun)
    while noun.dep_ == "conj":
        noun = noun.head
    if _find_speaking(noun, context) is not None:
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ in {"in", "at", "during"}:
        return noun.head.head == verb and verb.tag_ != "VB"
    return noun.head == verb and noun.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}


def narrow(left: TimeSpan, right: TimeSpan) -> TimeSpan:
    """Return the more exact of two compatible time spans."""
    return right if _get_width(right) < _get_width(left) else left


def _get_width(when: TimeSpan) -> int:
    if when.earliest and when.latest:
        return (when.latest - when.earliest).days
    if when.relative:
        return 1_000_000
    return 2_000_000 if when.earliest or when.latest else 3_000_000


def are_compatible(left: TimeSpan, right: TimeSpan) -> bool:
    """Whether two time spans may be of one point in time."""
    if left.earliest and right.latest and left.earliest > right.latest:
        return False
    return not (right.earliest and left.latest and right.earliest > left.latest)
