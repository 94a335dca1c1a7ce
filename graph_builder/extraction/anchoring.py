"""Which expression of time says when something happened: attachment in the sentence, not mere nearness.

A time dates what it hangs on: its own verb, the noun it modifies, or the clause it opens. It does not cross
into reported content or into another clause: in "said on Wednesday that it would start on Monday", each verb
has its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from graph_builder.extraction.predicates import is_of_another_tense
from graph_builder.extraction.times.tense import looks_back, read_tense
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Quantity, TimeExpression, TimeSpan

_Spanned = TypeVar("_Spanned", "TimeExpression", "Quantity")
_VERBAL = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM")
_HOUR = re.compile(r"T\d")
_BARE_HOUR = re.compile(r"\d[\d:.]*\s*(?:[ap]\.?\s?m\.?)?(?:\s*[A-Z]{2,4})?")
_STEPS = 16
_LOOK_BACK = 24
_EARLIER = frozenset({"earlier", "before", "previously"})
_AROUND = ("after", "before", "following", "since", "during")
_SET_OFF = frozenset({"since", "than"})
_MOST = frozenset({"JJS", "RBS"})
_IN = frozenset({"in", "during"})
_ON = frozenset({"on", "in"})
_AWAY = frozenset({"before", "after"})
_RANGE_WORDS = ("to", "and", "until", "through", "-", "–")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl", "mark")
# A time before a noun ("the April runoff", "Monday's vote") dates the noun alone.
_PRENOMINAL = frozenset({"compound", "nmod", "amod", "poss", "nummod"})
_OWN_CLAUSE = frozenset(
    {"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "pcomp", "csubj", "parataxis"}
)


class _Anchors:
    """The times of an article by the token they hang on."""

    def __init__(self, context: Context) -> None:
        self.times = context.times
        self.by_verb: dict[Token, list[tuple[TimeExpression, Token, tuple[Token, ...]]]] = {}
        self.by_noun: dict[Token, list[TimeExpression]] = {}
        self.heads: list[tuple[TimeExpression, Token]] = []
        self.lexicon = context.lexicon
        for time in context.times:
            if time.type == "SET" or not _is_datable(time):
                continue
            tokens = context.parsed.tokens_in(time.span.start, time.span.end)
            if tokens:
                root = tokens.root
                # The parse hangs both words of "the 1959" on "comedy".
                self._hang(time, tokens[-1] if root.dep_ == "det" else root)

    def _hang(self, time: TimeExpression, head: Token) -> None:
        self.heads.append((time, head))
        for clause in _list_clauses_of(head):
            self.by_verb.setdefault(clause, []).append((time, head, ()))
        passed: list[Token] = []
        opening = _find_opening(head) or find_recorded(head, self.lexicon)
        opening = opening or find_closing(head, self.lexicon)
        if opening is not None:
            self.by_noun.setdefault(opening, []).append(time)
            return
        over = _find_earlier_verb(head) or _find_accompanying(head)
        if over is not None:
            self.by_verb.setdefault(over, []).append((time, head, ()))
            return
        token = head
        for _ in range(_STEPS):
            if token.pos_ in _VERBAL and token != head:
                token = _find_saying_verb(token, head) or token
                self.by_verb.setdefault(token, []).append((time, head, tuple(passed)))
                return
            if token != head and token.pos_ in ("NOUN", "PROPN"):
                self.by_noun.setdefault(token, []).append(time)
                passed.append(token)
            if opens_record(token):
                return
            if token.dep_ in _PRENOMINAL and token.head.pos_ in ("NOUN", "PROPN"):
                self.by_noun.setdefault(_climb_compound(token.head), []).append(time)
                return
            if token.head == token:
                return
            token = token.head


def _list_clauses_of(time: Token) -> list[Token]:
    """Return the clauses that say what happened at a time: "since May 2013, *when a ferry sank*"."""
    return [
        clause
        for clause in time.rights
        if clause.dep_ == "relcl" and any(word.lower_ == "when" for word in clause.lefts)
    ]


def opens_record(word: Token) -> bool:
    """Tell whether "since" only opens since when nothing was as high or low: "the lowest *since the war ended in 1945*"."""
    if word.lower_ != "since":
        return False
    above = word.head
    said = [child for child in above.rights if child.dep_ == "attr" and child.i < word.i]
    if above.lemma_ == "be":
        # "was *the longest* since 2019", "was the longest *strike* since 2019"
        return any(_is_ranked(each) for each in said)
    return _is_ranked(above)


def _is_ranked(noun: Token) -> bool:
    ranked = (noun, *(child for child in noun.children if child.dep_ == "amod"))
    return any(each.tag_ in _MOST or each.lower_ == "first" for each in ranked)


def find_recorded(time: Token, lexicon: Lexicon) -> Token | None:
    """Return the record right before a time, or what it is of: "cited *a report* from 2014", "a transcript of *a call* in July"."""
    link = time.head
    if link.dep_ != "prep" or link.i == 0:
        return None
    noun = link.nbor(-1)
    record = noun if link.lower_ == "from" else noun.head.head
    if link.lower_ in _IN and (noun.dep_ != "pobj" or noun.head.lower_ != "of" or noun.ent_type_):
        return None
    if link.lower_ not in {"from", *_IN}:
        return None
    documents = lexicon.words("DocumentNoun", "form") | lexicon.words("RecordNoun", "form")
    return noun if record.pos_ == "NOUN" and record.lemma_.lower() in documents else None


def _find_opening(time: Token) -> Token | None:
    """Return the noun of a phrase in front that a time closes: "after her *election* in that town last summer, she …"."""
    if time.dep_ != "npadvmod" or time.head.pos_ not in _VERBAL or time.head.i < time.i:
        return None
    doc, end = time.doc, time.right_edge.i + 1
    if end >= len(doc) or doc[end].text != ",":
        return None
    before = time.left_edge.i - 1
    for preposition in time.head.lefts:
        if preposition.lower_ in _AROUND and preposition.right_edge.i == before:
            return next((noun for noun in preposition.rights if noun.dep_ == "pobj"), None)
    return None


def find_closing(time: Token, lexicon: Lexicon) -> Token | None:
    """Return the noun right before a day, which others were before or after: "resigned three days before *the vote* on Sunday".

    Parsers hang the day on the verb as well. It is the noun's where that is scheduled, or the verb is so many days from it.
    """
    link = time.head
    if time.dep_ != "pobj" or link.dep_ != "prep" or link.lower_ not in _ON or link.i == 0:
        return None
    noun = link.nbor(-1)
    while noun.dep_ in _PRENOMINAL and noun.head.i < link.i:
        noun = noun.head
    while (
        noun.dep_ == "pobj" and noun.head.lower_ in {"of", "in"} and noun.head.head.dep_ == "pobj"
    ):
        noun = noun.head.head  # "the summit in Lima", "the second round of the election"
    order = noun.head
    if noun.dep_ != "pobj" or order.lower_ not in _AWAY or noun.ent_type_ in {"DATE", "TIME"}:
        return None
    scheduled = noun.lemma_.lower() in lexicon.words("ScheduledEvent", "noun")
    counted = order.i > 0 and order.nbor(-1).ent_type_ == "DATE"
    return noun if scheduled or counted else None


def _find_earlier_verb(time: Token) -> Token | None:
    """Return the verb of the past perfect that a time closes: "*had offered* a reward after the murder *a week earlier*"."""
    above = time.head
    if time.dep_ != "npadvmod" or above.lower_ not in _EARLIER or above.head.pos_ not in _NOMINAL:
        return None
    if above.i + 1 < len(above.doc) and not above.nbor().is_punct:
        return None
    verb = next((word for word in above.ancestors if word.pos_ in _VERBAL), None)
    return verb if verb is not None and looks_back(verb) else None


def _find_accompanying(time: Token) -> Token | None:
    """Return the gerund behind "with" that a time closes: "last week Peru closed its ports, with Chile *following suit yesterday*"."""
    if time.dep_ != "npadvmod" or time.head.pos_ not in _VERBAL or time.head.i > time.i:
        return None
    links = [int(link.i) for link in time.head.rights if link.lower_ == "with" and link.i < time.i]
    between = time.doc[links[-1] + 1 : time.i] if links else ()
    return next(
        (
            word
            for word in between
            if word.tag_ == "VBG" and word.right_edge.i == time.left_edge.i - 1
        ),
        None,
    )


def _find_saying_verb(verb: Token, time: Token) -> Token | None:
    """Return the verb above when a time stands right after it, before its clause of content begins.

    In "said on Tuesday they had arrested four" parsers like to hang the day on the arrest.
    """
    above = verb.head
    if verb.dep_ != "ccomp" or above.pos_ not in _VERBAL or not above.i < time.i:
        return None
    begin = min((child.i for child in verb.children if child.dep_ in _SUBJECTS), default=verb.i)
    if time.i > begin:
        return None
    between = time.doc[above.i + 1 : time.i]
    return (
        above
        if all(token.pos_ in ("ADP", "DET", "ADJ", "ADV", "NUM", "PROPN") for token in between)
        else None
    )


def _is_datable(time: TimeExpression) -> bool:
    """Whether a time can say when: durations only where they end at a known day ("months after")."""
    when = time.when
    if time.type == "DURATION":
        return when.latest is not None
    return bool(
        when.earliest
        or when.latest
        or when.relative
        or time.value.startswith(("XXXX", "BC", "-"))
        or time.value[:1].isdigit()
    )


def _climb_compound(token: Token) -> Token:
    """Return the head noun: "election" for "runoff" in "runoff election"."""
    for _ in range(_STEPS):
        if token.dep_ not in ("compound", "nmod") or token.head.pos_ not in ("NOUN", "PROPN"):
            break
        token = token.head
    return token


_cache: dict[int, tuple[object, _Anchors]] = {}


def _get_anchors(context: Context) -> _Anchors:
    """Return the anchors of an article; made once for the context that is being read."""
    known = _cache.get(id(context))
    if known is not None and known[0] is context.parsed and known[1].times is context.times:
        return known[1]
    anchors = _Anchors(context)
    _cache.clear()
    _cache[id(context)] = (context.parsed, anchors)
    return anchors


def find_time_of(token: Token, context: Context) -> TimeExpression | None:
    """Return the expression that says when a verb or an event noun happened, or None.

    For a verb, in this order: a time that hangs on it, one that hangs on a noun of its clause, one on a
    participle that accompanies it ("Writing on Friday, he said"), and one on the verb it is coordinated with.
    For a noun: a time that modifies it ("the April runoff", "a vote on Sunday"), then that of its verb
    where the verb only says that it takes place, or what happened in it ("22 were killed in clashes").
    Times that contradict the tense are left out. Plain dates go before "now" and "recently".

    Args:
        token: The verb or noun.
        context: The article with its ``times``.
    """
    return _find_any(token, context, _says_when)


def _find_any(
    token: Token, context: Context, fits: Callable[[TimeExpression], bool]
) -> TimeExpression | None:
    anchors = _get_anchors(context)
    if token.pos_ in _VERBAL:
        return _find_of_verb(token, anchors, context, fits)
    return _find_of_noun(token, anchors, context, fits)


def _says_when(time: TimeExpression) -> bool:
    """Whether a time is when something happened rather than how long it went on."""
    return time.type != "DURATION" or not time.when.extent


def get_when(token: Token, context: Context, default: TimeSpan) -> TimeSpan:
    """Return the time span of ``find_time_of``, or ``default`` where the text does not say when."""
    time = find_time_of(token, context)
    return default if time is None else time.when


def find_period_of(token: Token, context: Context) -> TimeSpan | None:
    """Return the period of a figure as an extent ("in 2023" is all of that year), or None.

    A time that follows the figure before the next one belongs to it ("six in 2018 to 47 in 2023"); then the
    time of its verb.
    """
    time = _find_following(token, context) or _find_around(token, context)
    if time is None or time.type == "SET":
        return None
    return _widen(time, context)


def lengthen(time: TimeExpression, context: Context) -> TimeSpan:
    """Return when something was done, "since X" up to the article's day."""
    text = context.parsed.article.text
    before = text[max(0, time.span.start - _LOOK_BACK) : time.span.start].split()
    published = context.parsed.article.date
    if not before or before[-1].lower() != "since" or published is None:
        return time.when
    because = f"{time.when.because}, and from then up to the article's date"
    return make_timespan(time.when.earliest, published, because=because)


def _widen(time: TimeExpression, context: Context) -> TimeSpan:
    """Return a time as an extent: "since X" up to the article's day, "from X to Y" both of them."""
    like = replace(time.when, extent=True)
    earliest, latest, because = like.earliest, like.latest, like.because
    text = context.parsed.article.text
    before = text[max(0, time.span.start - _LOOK_BACK) : time.span.start].split()
    opener = before[-1].lower() if before else ""
    other = find_range_end(time, context) if opener in ("from", "between") else None
    if opener == "since":
        latest = context.parsed.article.date
        because = f"{because}, and from then up to the article's date"
    elif other is not None:
        latest = other.when.latest
        because = f"{because}, and from then to {other.value}"
    return make_timespan(earliest, latest, because=because, like=like)


def _list_after(items: Sequence[_Spanned], start: int) -> Iterator[_Spanned]:
    """Yield what begins after an offset; times and quantities stand in the order of the text."""
    first = bisect_right(items, start, key=lambda item: item.span.start)
    for index in range(first, len(items)):
        yield items[index]


def find_range_end(time: TimeExpression, context: Context) -> TimeExpression | None:
    """Return the time that follows after "to", "and" or "until"."""
    text = context.parsed.article.text
    other = next(_list_after(context.times, time.span.end), None)
    if other is None:
        return None
    between = text[time.span.end : min(other.span.start, time.span.end + _LOOK_BACK)]
    return other if between.strip().lower() in _RANGE_WORDS else None


def _find_following(token: Token, context: Context) -> TimeExpression | None:
    """Return the time between a figure and the next figure or clause, in the same sentence."""
    start = context.parsed.offset(token)
    end = context.parsed.offset(token.sent[-1]) + len(token.sent[-1])
    for quantity in _list_after(context.quantities, start):
        if quantity.span.start >= end:
            break
        if not _is_aside(quantity.span.start, context):
            end = quantity.span.start
            break
    for time in _list_after(context.times, start):
        if time.span.end > end:
            break
        if time.type != "SET" and _is_period(time):
            return time if _is_close(token, time, context) else None
    return None


def _is_aside(offset: int, context: Context) -> bool:
    """Whether a figure is part of a time, or converts the one before it ("60 miles (97 km)")."""
    index = bisect_right(context.times, offset, key=lambda time: time.span.start) - 1
    within = index >= 0 and offset < context.times[index].span.end
    return within or context.parsed.article.text[offset - 1 : offset] == "("


def _is_period(time: TimeExpression) -> bool:
    if time.value.endswith("_REF"):
        return False
    return time.type != "DURATION" or time.when.extent


def _is_close(token: Token, time: TimeExpression, context: Context) -> bool:
    """Whether no verb of another clause stands between a figure and a time."""
    tokens = context.parsed.tokens_in(time.span.start, time.span.end)
    if not tokens:
        return False
    if _is_of_next_clause(token, tokens.root):
        return False
    between = token.doc[token.i + 1 : tokens[0].i]
    return not any(
        other.pos_ == "VERB" and other.dep_ in _OWN_CLAUSE and other != token.head
        for other in between
    )


def _is_of_next_clause(token: Token, time: Token) -> bool:
    """Whether a time dates a clause joined to that of a figure: "85% agreed, and on Friday the cabinet met"."""
    verb = next((above for above in time.ancestors if above.pos_ in _VERBAL), None)
    if verb is None or verb.dep_ != "conj" or not time.i < verb.i or verb in token.ancestors:
        return False
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _find_around(token: Token, context: Context) -> TimeExpression | None:
    for _ in range(_STEPS):
        time = (
            _find_any(token, context, _is_period)
            if token.pos_ in (*_VERBAL, "NOUN", "PROPN")
            else None
        )
        if time is not None:
            return time
        if token.pos_ in _VERBAL or token.head == token:
            return None
        token = token.head
    return None


def _find_of_verb(
    verb: Token, anchors: _Anchors, context: Context, fits: Callable[[TimeExpression], bool]
) -> TimeExpression | None:
    hour: TimeExpression | None = None
    for options in _list_options(verb, anchors):
        fitting = [time for time in options if fits(time) and _fits_tense(time, verb, context)]
        if hour is not None:
            # "At 2:49 a.m. (7:49 UTC) on Saturday": an hour alone is of a day near by.
            fitting = [time for time in fitting if _get_width(time) == 0 and not is_hour(time)]
        if fitting:
            chosen = _choose(fitting)
            if not is_hour(chosen):
                return chosen
            hour = chosen
    return hour


def is_hour(time: TimeExpression) -> bool:
    """Tell whether a time is an hour without a day: "2:49 a.m.", "1930 UTC"."""
    return bool(_HOUR.search(time.value) and _BARE_HOUR.fullmatch(time.span.text))


def _list_options(verb: Token, anchors: _Anchors) -> Iterator[Sequence[TimeExpression]]:
    hung = anchors.by_verb.get(verb, [])
    direct = [(time, head.head.lower_) for time, head, passed in hung if not passed]
    # "In place *since May*, it was extended *on Monday*": a beginning gives way to a day.
    yield [time for time, link in direct if link != "since"] or [time for time, _ in direct]
    yield [
        time
        for time, head, passed in hung
        if head.dep_ not in _PRENOMINAL and not _is_of_noun(head, passed, verb)
    ]
    for child in verb.children:
        if child.dep_ in ("advcl", "xcomp") and child.tag_ == "VBG":
            yield [time for time, _, _ in anchors.by_verb.get(child, [])]
    joined = verb.dep_ == "conj" and verb.head.pos_ in _VERBAL and not is_of_another_tense(verb)
    if verb.dep_ in ("aux", "auxpass") or joined:
        first = anchors.by_verb.get(verb.head, [])
        yield [time for time, _, passed in first if not passed or verb.dep_ != "conj"]
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.pos_ in _VERBAL:
        yield [time for time, _, passed in anchors.by_verb.get(verb.head, []) if not passed]


def _is_of_noun(head: Token, passed: Sequence[Token], verb: Token) -> bool:
    """Whether a time tells of a noun what it is, and not when something was done to it.

    "Cited research from 2014", "asked for a transcript of a call in late July", "the worst since the raid in May".
    """
    link = head.head
    if not passed or link.dep_ != "prep":
        return False
    own = link.head == passed[0] and passed[0].ent_type_ not in {"DATE", "TIME"}
    if link.lower_ in {"from", "of"} and own:
        return True
    beyond = (above for above in link.ancestors if above.i > verb.i)
    if any(above.dep_ == "prep" and above.lower_ in _SET_OFF for above in beyond):
        return True
    if len(passed) == 1:
        return False
    inner = passed[0]
    vague = link.lower_ in _IN and inner.head.lower_ == "of" and not inner.ent_type_
    return link.lower_ == "of" or vague


def _fits_tense(time: TimeExpression, verb: Token, context: Context) -> bool:
    """Whether a time can date a verb: no coming day for the past tense, no past one for the future."""
    today = context.parsed.article.date
    if today is None:
        return True
    tense = read_tense(verb)
    if tense == "past" and time.value == "FUTURE_REF":
        return False
    if tense == "past" and time.when.earliest is not None:
        return time.when.earliest <= today or verb.lemma_ in get_scheduling(context.lexicon)
    if tense == "future" and time.when.latest is not None:
        return time.when.latest >= today or "would" in {child.lower_ for child in verb.children}
    return True


def get_scheduling(lexicon: Lexicon) -> frozenset[str]:
    """Return the verbs that may set what is still to come in the past: "has been scheduled for June"."""
    return lexicon.words("Scheduled", "verb") | lexicon.words("Scheduled", "passive")


def _choose(times: Sequence[TimeExpression]) -> TimeExpression:
    """Return the finest of the times: a date before "now", a day before its year."""
    return min(
        times,
        key=lambda time: (
            time.value.endswith("_REF"),
            time.type == "DURATION",
            _get_width(time),
            # "Around 8:30 p.m. (1930 UTC) on August 27": an hour alone is of a day said elsewhere.
            bool(_HOUR.search(time.value)),
        ),
    )


def _get_width(time: TimeExpression) -> int:
    if time.when.earliest is None or time.when.latest is None:
        return 10**6
    return (time.when.latest - time.when.earliest).days


def _find_of_noun(
    noun: Token, anchors: _Anchors, context: Context, fits: Callable[[TimeExpression], bool]
) -> TimeExpression | None:
    head = _climb_compound(noun)
    own = anchors.by_noun.get(head, ())
    direct = [time for time in own if fits(time)]
    if direct:
        return _choose(direct)
    verb = _find_verb_of(head, context.lexicon)
    return _find_of_verb(verb, anchors, context, fits) if verb is not None else None


def _find_verb_of(noun: Token, lexicon: Lexicon) -> Token | None:
    """Return the verb whose time is the noun's: it says that the noun takes place, or what happened in it."""
    occurring = _get_occurring(lexicon)
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "conj") and verb.pos_ in _VERBAL:
        return verb if verb.lemma_ in occurring else None
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "during", "at", "amid", "by", "through"):
        above = noun.head.head
        if above.pos_ in _VERBAL:
            return above
        if above.pos_ in ("NOUN", "PROPN") and above.head.pos_ in _VERBAL:
            return (
                above.head
                if above.dep_ in ("nsubjpass", "dobj", "nsubj") and above.head.lemma_ in occurring
                else None
            )
    return None


@lru_cache(maxsize=4)
def _read_occurring(words: frozenset[str]) -> frozenset[str]:
    return words | {"be"}


def _get_occurring(lexicon: Lexicon) -> frozenset[str]:
    return _read_occurring(
        lexicon.words("OccurrenceVerb", "word") | lexicon.words("LightVerb", "governor")
    )
