"""For which time a figure holds: its own time, what "since" opens, its event's day, or the state of things at the article's date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_period_of, find_time_of, opens_record
from graph_builder.extraction.cue_words import list_acts
from graph_builder.extraction.figures import find_clause_verb, hangs_on_verb
from graph_builder.extraction.fiscal_periods import (
    find_months_to,
    find_other_quarter,
    find_same_period,
)
from graph_builder.extraction.indicators import get_indicators
from graph_builder.extraction.opened_periods import (
    find_beside_event,
    find_change,
    find_from_to,
    find_level,
    find_since,
    find_this_time,
    from_beginning,
)
from graph_builder.extraction.predicates import get_children, get_governing_verb
from graph_builder.extraction.story import find_time_of_subject, led_here
from graph_builder.extraction.tense_periods import find_by_tense, until
from graph_builder.extraction.told_events import (
    extend,
    is_dated,
    is_one_day,
)
from graph_builder.extraction.triggers import compile_once
from graph_builder.extraction.vicinity import date_by_vicinity, get_times
from graph_builder.model import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Naming
    from graph_builder.lexicon import Lexicon

_COMPARED = re.compile(
    r"\b(?:from|than|against|versus|compared)\b[^.;]*\d|\bthan\s+(?:(?:in|at|during|the|it was|there were)\s+)*$"
)
_EARLIER = re.compile(r"\b(?:earlier|ago|before|previously)\b")
_FROM = re.compile(r"\b(?:from|on)\s+$")  # "rose 3 percent from *a year earlier*"
_UNCHANGED = re.compile(r"\b(?:unchanged|steady|up|down|higher|lower)\s+(?:from|on)\s+(?:the\s+)?$")
_ON = re.compile(r"\W*(?:percent|per cent|%|percentage points?)\s+(?:from|on)\s+$")
_SHORTEST = 27
_WHEN = frozenset({"in", "on", "during", "at", "throughout", "over"})
_PERFECT = frozenset({"has", "have", "'ve", "had", "'d"})
_SUBJECTS = ("nsubj", "nsubjpass")


def find_period(context: Context, figure: Figure, naming: Naming, event: int | None) -> TimeSpan:
    """Return when a figure holds, as an extent; without bounds where nothing says.

    In this order: "since …" until the article; the time of the figure or of its verb; the only time of the sentence;
    the event in whose sentence it stands; for what is told in the past tense, the event that the article has
    just told of; for a perfect ("have signed") or a state, all until the article's date.
    """
    told = _find_told_here(context, figure)
    if told is not None:
        return told
    if event is not None and _names(figure, event, context):
        when = context.events[event].occurred_on
        if is_dated(when):
            return extend(when)
    period = find_period_of(figure.number, context)
    if period is None or _is_of_record(context, period) or not is_dated(period):
        period = _find_only_time(context, figure)
    if period is not None and (
        _is_of_record(context, period) or _is_of_compared(context, figure, period)
    ):
        period = _find_time_before(context, figure)
    return period or _find_of_event(context, figure, naming, event)


def _is_of_record(context: Context, period: TimeSpan) -> bool:
    """Tell whether a time only says since when nothing was as high or low: "the lowest *since the war ended in 1945*"."""
    span = period.evidence
    tokens = None if span is None else context.parsed.tokens_in(span.start, span.end)
    above = tokens.root.ancestors if tokens else ()
    return any(opens_record(word) for word in above)


def _is_of_compared(context: Context, figure: Figure, period: TimeSpan) -> bool:
    """Tell whether a time is that of the figure with which this one is compared: "82 percent, up from 79 *four years ago*", "25 percent higher than *last year*"."""
    if period.evidence is None:
        return False
    end = context.parsed.offset(figure.number) + len(figure.number)
    between = context.parsed.article.text[end : period.evidence.start]
    if _EARLIER.search(period.evidence.text) and _FROM.search(between):
        return True
    if _UNCHANGED.search(between) or (
        _ON.fullmatch(between) and _is_long(period) and _changes(context, figure)
    ):
        return True
    return _COMPARED.search(between) is not None


def _is_long(period: TimeSpan) -> bool:
    first, last = period.earliest, period.latest
    return first is not None and last is not None and (last - first).days >= _SHORTEST


def _changes(context: Context, figure: Figure) -> bool:
    """Tell whether a figure says by how much something rose or fell: "*up* 12 percent on 2022", "*fell* 16 percent from 2022"."""
    known, before = get_indicators(context.lexicon), figure.top.left_edge.i - 1
    adverb = before >= 0 and figure.top.doc[before].lower_ in known.change_adverbs
    return adverb or (figure.verb is not None and figure.verb.lemma_.lower() in known.changes)


def _find_time_before(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time that hangs on a figure's verb before it: "amounted to $2 billion *last year*, up 12 percent on 2022"."""
    start = context.parsed.offset(figure.number)
    found = [
        time
        for time, root in get_times(context).in_sentence(figure.number)
        if time.span.end <= start and find_clause_verb(root) == figure.verb
    ]
    return extend(found[-1].when) if len(found) == 1 else None


def _find_told_here(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time that the words around a figure open, which may be none: of a rule, or of an event without a date."""
    if _is_required(figure, context):
        return _date_requirement(figure, context)
    if _is_composition(figure):
        return until(context.parsed.article.date, "what it is made of: as of the article")
    return (
        find_months_to(context, figure)
        or find_same_period(context, figure)
        or find_other_quarter(context, figure)
        or find_since(context, figure)
        or find_from_to(context, figure)
        or find_change(context, figure)
        or find_level(context, figure)
        or find_this_time(context, figure)
        or find_beside_event(context, figure)
    )


def _find_of_event(context: Context, figure: Figure, naming: Naming, event: int | None) -> TimeSpan:
    """Return the time of the event to which a figure belongs, else what its tense says."""
    happened = naming.has("People") or naming.has("Agent") or naming.has("Zero")
    event = None if event is None or _is_elsewhere(figure, event, context) else event
    when = TimeSpan()
    if event is not None and (happened or _names(figure, event, context)):
        when = context.events[event].occurred_on
    if is_dated(when) and figure.verb is not None and led_here(figure.verb):
        return extend(when)  # not of the day on which something came of it
    if is_one_day(when) or (when.earliest and when.latest and _tells(figure, event, context)):
        return extend(when)
    found = find_by_tense(context, figure, naming)
    # That an event is past or to come says nothing of a figure.
    said = when.earliest is not None or (
        when.latest is not None and when.latest != context.parsed.article.date
    )
    return extend(when) if not is_dated(found) and (said or when.relative) else found


@compile_once
def _get_requirements(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("RequirementVerb", "verb")


def _is_required(figure: Figure, context: Context) -> bool:
    """Tell whether a figure is only what something takes: "the 326 seats needed", "it needs a majority of 170"."""
    words = _get_requirements(context.lexicon)
    if any(child.lemma_ in words for child in get_children(figure.top, "acl", "amod")):
        return True
    verb = figure.verb
    return verb is not None and verb.lemma_ in words and hangs_on_verb(figure)


def _date_requirement(figure: Figure, context: Context) -> TimeSpan:
    """Return when a requirement was missed or met: "Monday's vote failed to get the 51 seats needed"; else a rule has no time."""
    verb = figure.verb
    while verb is not None and verb.dep_ == "xcomp" and verb.tag_ == "VB":
        verb = verb.head
    if verb is None or verb.tag_ != "VBD" or verb.lemma_ in _get_requirements(context.lexicon):
        return TimeSpan(extent=True)
    time = find_time_of(verb, context) or find_time_of_subject(verb, context)
    return extend(time.when) if time is not None and verb != figure.verb else TimeSpan(extent=True)


def _is_composition(figure: Figure) -> bool:
    """Tell whether a number says of how many something consists: "the 55-member union"."""
    number, noun = figure.number, figure.noun if figure.noun is not None else figure.top
    joined = number.i + 2 < len(number.doc) and number.nbor().text == "-"
    return (
        joined
        and number.nbor(2).lemma_ in ("member", "nation", "state", "seat")
        and noun.i > number.i
    )


def _is_elsewhere(figure: Figure, event: int, context: Context) -> bool:
    """Tell whether an event stands in a clause beside the figure's: "85% were in favour, and on Friday the cabinet met"."""
    span = context.events[event].evidence
    tokens = context.parsed.tokens_in(span.start, span.end)
    verb = find_clause_verb(tokens.root) if tokens else None
    if verb is None or figure.verb is None or tokens is None or tokens.doc != figure.number.doc:
        return False
    return verb.dep_ == "conj" and verb.head == figure.verb and bool(get_children(verb, *_SUBJECTS))


def _tells(figure: Figure, event: int | None, context: Context) -> bool:
    """Tell whether a figure stands in the words that tell an event: "two men were arrested".

    The dead and the injured are those of the attack, whenever the text comes to them.
    """
    if event is None or context.events[event].type == "ViolentIncident":
        return False
    offset = context.parsed.offset(figure.number)
    return any(
        span.start <= offset < span.end
        for span in (context.events[event].evidence, *context.events[event].further_evidence)
    )


def _names(figure: Figure, event: int, context: Context) -> bool:
    """Tell whether a figure stands in the noun phrase that names an event: "the judgment of all nine judges"."""
    span = context.events[event].evidence
    tokens = context.parsed.tokens_in(span.start, span.end)
    inside = span.start <= context.parsed.offset(figure.number) < span.end
    return inside and tokens is not None and tokens.root.pos_ == "NOUN"


def _find_only_time(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the one date of a sentence, unless it says when somebody spoke."""
    sentence = figure.number.sent
    start = context.parsed.offset(sentence[0])
    end = context.parsed.offset(sentence[-1]) + len(sentence[-1])
    found = [
        time
        for time in context.list_times(start, end)
        if time.type == "DATE" and is_dated(time.when)
    ]
    if len(found) != 1 or found[0].value.endswith("_REF"):
        return None
    tokens = context.parsed.tokens_in(found[0].span.start, found[0].span.end)
    verb = find_clause_verb(tokens.root) if tokens else None
    if tokens is None or verb is None or list_acts(verb, context) or _is_beside(figure, verb):
        return None
    if _is_told_apart(figure, verb):
        return None
    root = tokens.root
    if verb.dep_ == "relcl" and _goes_on(figure, verb):
        return from_beginning(context, verb, found[0].when)
    if (
        root.dep_ == "pobj"
        and root.head.lower_ == "of"
        and root.head.head.ent_type_ in ("DATE", "TIME")
    ):
        root = root.head.head
    adverbial = root.dep_ in ("npadvmod", "advmod", "tmod")
    if not adverbial and not (root.dep_ == "pobj" and root.head.lower_ in _WHEN):
        return None
    beside = date_by_vicinity(figure.verb, context) if figure.verb is not None else None
    return extend(found[0].when if beside is None else beside)


def _is_beside(figure: Figure, verb: Token) -> bool:
    """Tell whether a clause with a subject of its own goes on from that of a figure."""
    return verb.dep_ == "conj" and verb != figure.verb and bool(get_children(verb, *_SUBJECTS))


def _is_told_apart(figure: Figure, verb: Token) -> bool:
    """Tell whether a verb stands in a clause that says something else than that of a figure.

    What somebody else said ("released 5 million *and said a law would follow in May*"), or what tells who speaks: "Moss, *who left in
    May*, said 9 million were missing".
    """
    above = [figure.number, *figure.number.ancestors]
    apart = [item for item in (verb, *verb.ancestors) if item not in above]
    clause = next((item for item in apart if item.dep_ in {"relcl", "acl"}), None)
    if clause is not None and get_governing_verb(clause.head) != figure.verb:
        words = {word.lower_ for word in clause.lefts}
        # But "a poll *which was done in May* found that 9 percent …".
        if "who" in words or ("which" in words and clause.head.dep_ not in _SUBJECTS):
            return True
        if clause.dep_ == "acl" and clause.doc[clause.left_edge.i - 1].text == ",":
            return True  # "the plan, *floated in 2019*, needs lenders who are owed 9 million"
    return any(item.dep_ == "ccomp" for item in apart)


def _goes_on(figure: Figure, clause: Token) -> bool:
    """Tell whether a figure is in the perfect, and a relative clause of its subject in the past: "the war, *which began in May*, has displaced 9,000"."""
    verb = figure.verb
    if verb is None or verb not in clause.ancestors:
        return False
    return any(child.lower_ in _PERFECT for child in get_children(verb, "aux"))
