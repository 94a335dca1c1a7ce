"""For which time a figure holds: its own time, what "since" opens, its event's day, or the state of things at the article's date."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_period_of, find_time_of, opens_record
from graph_builder.extraction.figures import find_clause_verb, hangs_on_verb
from graph_builder.extraction.fiscal_periods import (
    find_months_to,
    find_other_quarter,
    find_same_period,
)
from graph_builder.extraction.indicators import get_indicators
from graph_builder.extraction.predicates import get_children, get_governing_verb
from graph_builder.extraction.story import find_story_day, find_time_of_subject, led_here
from graph_builder.extraction.times.tense import looks_back
from graph_builder.extraction.told_events import (
    extend,
    get_told_events,
    is_dated,
    is_day,
    is_one_day,
)
from graph_builder.extraction.triggers import compile_once
from graph_builder.extraction.vicinity import date_by_vicinity, get_times
from graph_builder.model import TimeSpan
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Naming
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import TimeExpression

_COMPARED = re.compile(
    r"\b(?:from|than|against|versus|compared)\b[^.;]*\d|\bthan\s+(?:(?:in|at|during|the|it was|there were)\s+)*$"
)
_EARLIER = re.compile(r"\b(?:earlier|ago|before|previously)\b")
_FROM = re.compile(r"\b(?:from|on)\s+$")  # "rose 3 percent from *a year earlier*"
_UNCHANGED = re.compile(r"\b(?:unchanged|steady|up|down|higher|lower)\s+(?:from|on)\s+(?:the\s+)?$")
_ON = re.compile(r"\W*(?:percent|per cent|%|percentage points?)\s+(?:from|on)\s+$")
_SHORTEST = 27
_WHEN = frozenset({"in", "on", "during", "at", "throughout", "over"})
_OPEN = frozenset(
    {"will", "would", "could", "can", "may", "might", "should", "is", "are", "do", "does"}
)
_PERFECT = frozenset({"has", "have", "'ve", "had", "'d"})
_PAST = frozenset({"VBD", "VBN", "VBG"})
_NOW = frozenset({"now", "today"})
_CLOSE = 4
_CURRENTLY = frozenset({"currently", "presently"})
_BESIDE = frozenset({"before", "after", "since", "at"})
_BEGINNING = frozenset({"begin", "start", "erupt", "break"})
_MOST = frozenset({"JJS", "RBS"})
_SEEMING = frozenset({"seem", "appear"})
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


def _is_record(figure: Figure, since: Token) -> bool:
    """Tell whether "since" only says since when nothing was as high or low: "67 percent, *the lowest since* 1945"."""
    between = figure.number.doc[figure.number.i + 1 : since.i]
    return any(word.tag_ in _MOST and word.lower_ not in ("most", "least") for word in between)


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
        return _until(context.parsed.article.date, "what it is made of: as of the article")
    return (
        find_months_to(context, figure)
        or find_same_period(context, figure)
        or find_other_quarter(context, figure)
        or _find_since(context, figure)
        or _find_from_to(context, figure)
        or _find_change(context, figure)
        or _find_level(context, figure)
        or _find_this_time(context, figure)
        or _find_beside_event(context, figure)
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
    found = _find_by_tense(context, figure, naming)
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


def _find_beside_event(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time before, after or since an event that the text names without a date: "before the outbreak began".

    A time that hangs on an event of which the article says no date is open.
    """
    near = (figure.verb, figure.verb.head if figure.verb is not None else None, figure.above)
    for token in figure.number.sent:
        if token.lower_ not in _BESIDE or token.dep_ not in ("prep", "mark"):
            continue
        if token.lower_ == "since" and _is_record(figure, token):
            continue
        clause = token.head if token.dep_ == "mark" else token
        above = clause.head.head if clause.head.dep_ == "npadvmod" else clause.head
        if above not in (*near, figure.top, figure.number) or clause in near:
            continue
        nouns = get_children(clause, *(_SUBJECTS if token.dep_ == "mark" else ("pobj",)))
        if not nouns or figure.number in nouns[0].subtree:
            continue
        when = get_told_events(context).find_named(nouns[0].text)
        if when is not None:
            return _place_beside(token, when, context)
        if token.lower_ == "at" and not list(nouns[0].children) and token.i < above.i:
            return TimeSpan(extent=True)
    return None


def _place_beside(preposition: Token, when: TimeSpan, context: Context) -> TimeSpan | None:
    """Return the time that a preposition opens with an event, the article's date being the last; or "the day before" it."""
    today = context.parsed.article.date
    word = preposition.lower_
    like = TimeSpan(extent=True)
    because = f"{word} an event of which the article tells: {when.because}"
    eve = preposition.i > 0 and preposition.nbor(-1).lemma_ == "day"
    if word == "before" and eve and when.earliest and is_day(when):
        day = when.earliest - timedelta(days=1)
        return make_timespan(day, day, because=f"the day {because}", like=like)
    if word == "before":
        latest = min(when.latest, today) if when.latest and today else when.latest
        return make_timespan(None, latest, because=because, like=like)
    if word in ("since", "after"):
        return make_timespan(when.earliest, today, because=because, like=like)
    return None


def _find_from_to(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time from one date to another that follows a figure: "…, from 2008 to 2016"."""
    sentence = figure.number.sent
    start = context.parsed.offset(figure.number)
    end = context.parsed.offset(sentence[-1]) + len(sentence[-1])
    found = context.list_times(start + 1, end)
    text = context.parsed.article.text
    if len(found) != 2:  # noqa: PLR2004 - where it begins and ends
        return None
    first, last = found
    opened = text[max(0, first.span.start - 6) : first.span.start].lower().strip() == "from"
    joined = text[first.span.end : last.span.start].strip() in ("to", "until", "till", "through")
    if not (opened and joined and first.when.earliest and last.when.latest):
        return None
    because = f"from {first.span.text} to {last.span.text}"
    like = replace(first.when, extent=True, relative=None)
    return make_timespan(first.when.earliest, last.when.latest, because=because, like=like)


def _find_change(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time over which something changed by a figure: "down by 2 percent from the 2017 election"."""
    if figure.top.dep_ != "pobj" or figure.top.head.lower_ != "by":
        return None
    owners = (figure.verb, figure.top, figure.top.head)
    for token in figure.number.sent:
        if token.i > figure.number.i and token.lower_ == "from" and token.head in owners:
            time = _find_first_time(context, [item for item in token.subtree if item != token])
            if time is not None and _EARLIER.search(time.span.text):
                return None  # "from a year earlier" says against what, not over which time
            if time is not None and time.when.earliest is not None:
                now = get_told_events(context).find_main()
                end = now.latest if now is not None else context.parsed.article.date
                because = f"a change from {time.span.text} on"
                return make_timespan(
                    time.when.earliest, end, because=because, like=TimeSpan(extent=True)
                )
    return None


def _find_this_time(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time of the event told for what is set against earlier ones: "this time 67 percent voted"."""
    first = max(figure.number.i - _CLOSE, figure.number.sent.start)
    before = figure.number.doc[first : figure.number.i]
    if not any(item.lower_ == "time" and item.nbor(-1).lower_ == "this" for item in before[1:]):
        return None
    return get_told_events(context).find_main()


def _find_level(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the day on which a level was reached by the past perfect: "said on Monday that it had risen to 55 percent"."""
    verb = figure.verb
    if verb is None or not looks_back(verb) or figure.top.dep_ != "pobj":
        return None
    day = _find_end(context, verb)
    if figure.top.head.lower_ != "to" or figure.top.head.head != verb or day is None:
        return None
    if day == context.parsed.article.date:
        return None
    return make_timespan(day, day, because="the level at that time", like=TimeSpan(extent=True))


def _find_since(context: Context, figure: Figure) -> TimeSpan | None:
    """Return the time from what stands after "since" to the article's date."""
    for token in figure.number.sent:
        if token.lower_ != "since" or token.dep_ not in ("prep", "mark", "pcomp", "case"):
            continue
        if _is_record(figure, token):
            continue
        verb = token.head if token.dep_ != "mark" else token.head.head
        if figure.verb is not None and verb not in (
            figure.verb,
            figure.verb.head,
            figure.above,
            figure.top,
            figure.number,
        ):
            continue
        opened = token.head if token.dep_ == "mark" else token
        stretch = [t for t in opened.subtree if t.i > token.i]
        time = _find_first_time(context, stretch)
        if time is not None and time.when.earliest is not None:
            return make_timespan(
                time.when.earliest,
                _find_end(context, verb),
                because=f"since {time.span.text}, until the article",
                like=replace(time.when, extent=True, relative=None),
            )
    return None


def _find_end(context: Context, verb: Token) -> date | None:
    """Return until when a perfect tense counts: the article's date, for "had" the day of its sentence or of the story."""
    today = context.parsed.article.date
    while verb.dep_ == "conj" and verb.head != verb and not get_children(verb, "aux"):
        verb = verb.head
    if not looks_back(verb):
        return today
    above = find_time_of(verb.sent.root, context) if verb != verb.sent.root else None
    for time in (above, find_story_day(context)):
        if time is not None and is_one_day(time.when) and time.when.latest is not None:
            return time.when.latest
    return today


def _find_first_time(context: Context, tokens: list[Token]) -> TimeExpression | None:
    if not tokens:
        return None
    start = context.parsed.offset(tokens[0])
    end = context.parsed.offset(tokens[-1]) + len(tokens[-1])
    return next((time for time in context.list_times(start, end) if time.type == "DATE"), None)


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
    if tokens is None or verb is None or _is_cue(context, verb) or _is_beside(figure, verb):
        return None
    if _is_told_apart(figure, verb):
        return None
    root = tokens.root
    if verb.dep_ == "relcl" and _goes_on(figure, verb):
        return _from_beginning(context, verb, found[0].when)
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


def _from_beginning(context: Context, verb: Token, when: TimeSpan) -> TimeSpan | None:
    """Return the time from when something began until the article; none where a clause says something else of it."""
    if verb.lemma_ not in _BEGINNING or when.earliest is None:
        return None
    like = replace(when, extent=True, relative=None)
    because = f"since it began: {when.because}"
    return make_timespan(when.earliest, context.parsed.article.date, because=because, like=like)


def _is_cue(context: Context, verb: Token) -> bool:
    return (id(verb.doc), int(verb.i)) in context.once(_list_cues)


def _list_cues(context: Context) -> set[tuple[int, int]]:
    """Return the words that stand in cues of claims: (document, index)."""
    found = set()
    for claim in context.claims:
        for token in context.parsed.tokens_in(claim.cue.start, claim.cue.end) or ():
            found.add((id(token.doc), int(token.i)))
    return found


def _find_by_tense(context: Context, figure: Figure, naming: Naming) -> TimeSpan:
    today = context.parsed.article.date
    verb = figure.verb
    auxiliaries = (
        {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        if verb is not None
        else set()
    )
    if auxiliaries & _PERFECT and hangs_on_verb(figure):
        return (
            _until(_find_end(context, verb), "the perfect tense: until then")
            if verb
            else TimeSpan()
        )
    happened = naming.has("People") or naming.has("Agent") or naming.has("Zero")
    present = verb is not None and verb.tag_ in ("VBZ", "VBP")
    open_ = bool(auxiliaries & _OPEN) or (verb is not None and verb.tag_ == "VB")
    told = _is_told(figure) and not open_
    if told or (happened and not open_ and (not present or verb is None or verb.lemma_ == "be")):
        when = _find_told(context, figure, happened=happened)
        if when is not None:
            return when
    if present and verb is not None and not auxiliaries and hangs_on_verb(figure):
        return _date_present(figure, verb, today)
    return TimeSpan(extent=True)


def _date_present(figure: Figure, verb: Token, today: date | None) -> TimeSpan:
    """Return when a present tense holds: on the day, or as of it; what only seems so has no time."""
    words = {token.lower_ for token in figure.number.sent}
    if words & _NOW and today:
        return make_timespan(today, today, because="now", like=TimeSpan(extent=True))
    if words & _CURRENTLY:
        return _until(today, "currently: as of the article")
    lasting = verb.lemma_ == "be" or figure.quantity.kind in ("percent", "rate", "money")
    if lasting and verb.lemma_ not in _SEEMING:
        return _until(today, "the present tense: as of the article")
    return TimeSpan(extent=True)


def _is_told(figure: Figure) -> bool:
    """Tell whether a figure hangs on a clause in the past tense, not on a noun or its participle."""
    verb = figure.verb
    past = verb is not None and verb.tag_ in _PAST and verb.dep_ not in ("acl", "amod")
    return past and hangs_on_verb(figure)


def _until(today: date | None, because: str) -> TimeSpan:
    if today is None:
        return TimeSpan(extent=True)
    return make_timespan(None, today, because=because, like=TimeSpan(extent=True))


def _is_of_another_case(verb: Token) -> bool:
    """Tell whether a clause tells of something else than the story: "the scandal *in which* 50 million profiles were harvested"."""
    opening = verb.left_edge
    return verb.dep_ == "relcl" and opening.pos_ == "ADP" and opening.nbor().tag_ == "WDT"


def _find_told(context: Context, figure: Figure, *, happened: bool) -> TimeSpan | None:
    """Return the day of the event that its paragraph has told last before a figure, else that of the main event.

    A paragraph that has gone back to an earlier time does not tell the main event.
    """
    told = get_told_events(context)
    offset = context.parsed.offset(figure.number)
    begin = context.parsed.offset(figure.number.doc[0])
    here = told.find_last(begin, offset)
    if here is not None:
        return here
    if figure.verb is not None and _is_of_another_case(figure.verb):
        return None
    main = told.find_main(None if happened else offset)
    if main is None or main.earliest is None:
        return main
    end = context.parsed.span(figure.number.sent).end
    back = any(
        time.when.latest is not None and time.when.latest < main.earliest
        for time in context.list_times(begin, end)
    )
    return None if back else main
