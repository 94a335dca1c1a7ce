"""The time of another word in the sentence, where a word has none of its own: how the two hang together.

"Rates fell in 2018 after two children died" dates the deaths by 2018 at the latest; "said on Monday that a man was shot"
by Monday; "on Friday, as part of a rally, she said …" on Friday itself.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from graph_builder.extraction.accounts import is_accounted_for
from graph_builder.extraction.anchoring import find_closing, find_recorded, opens_record
from graph_builder.extraction.predicates import (
    VERBAL,
    get_children,
    get_governing_verb,
    is_future,
    is_of_another_tense,
    is_past,
)
from graph_builder.extraction.triggers import compile_once
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import TimeExpression, TimeSpan

Relation = Literal["same", "earlier", "later", "reported"]

_POINTS = frozenset({"DATE", "TIME"})
_COUNTS = frozenset({"toll", "number", "count", "tally", "total"})
_NOW = frozenset({"now", "currently"})
_VAGUE = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})
_EARLIER = frozenset({"after", "following", "since", "once"})
_LATER = frozenset({"before", "until", "till", "ahead"})
_OPPOSITE: dict[Relation, Relation] = {"earlier": "later", "later": "earlier"}
_REPORTING = frozenset({"ccomp", "parataxis"})
_LONGEST = 7
_YEAR = 4
_PRENOMINAL = frozenset({"amod", "compound", "nmod", "nummod"})
_COMMON = frozenset({"NN", "NNS"})
_REGARDING = frozenset({"for", "over", "about", "regarding", "concerning"})


@compile_once
def _get_deadlines(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("Deadline", "noun")


class Times:
    """The points in time of an article with the word each hangs on, by sentence."""

    def __init__(self, context: Context) -> None:
        """Find the root of each expression that names a point in time."""
        self.times = context.times
        self.points: list[tuple[TimeExpression, Token]] = []
        self.lasting: list[Token] = []
        self._by_sentence: dict[tuple[int, int], list[tuple[TimeExpression, Token]]] = {}
        starts = [
            (paragraph.start, paragraph.doc, paragraph.doc.to_array("IDX").tolist())
            for paragraph in context.parsed.paragraphs
        ]
        for time in context.times:
            root = _find_root(time.span.start, time.span.end, starts)
            if root is None:
                continue
            if time.type not in _POINTS:
                self.lasting.append(root)
            elif is_known(time.when) and not is_vague(time):
                self.points.append((time, root))
                place = id(root.doc), int(root.sent.start)
                self._by_sentence.setdefault(place, []).append((time, root))

    def in_sentence(self, token: Token) -> list[tuple[TimeExpression, Token]]:
        """Return the points in time that the sentence of a word names."""
        if not self._by_sentence:
            return []
        return self._by_sentence.get((id(token.doc), int(token.sent.start)), [])

    def join(self, time: TimeExpression) -> list[TimeExpression]:
        """Return a time and those joined to it by "and", "or" or a comma: "*in 2008, 2012* and again *in 2016*"."""
        root = next((root for other, root in self.points if other is time), None)
        if root is None:
            return [time]
        first = _get_first_of(root)
        return [
            other for other, item in self.in_sentence(root) if _get_first_of(item) == first
        ] or [time]


def _get_first_of(root: Token) -> Token:
    """Return the first of joined times, or the first of the prepositions before them."""
    word = root.head if root.dep_ == "pobj" else root
    while word.dep_ == "conj" and word.pos_ == word.head.pos_ and word.head != word:
        word = word.head
    first = next(iter(get_children(word, "pobj")), word) if word.dep_ == "prep" else word
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    return first


_last: list[tuple[Context, Times]] = []


def get_times(context: Context) -> Times:
    """Return the points in time of the article that is being read; found once."""
    if not _last or _last[0][0] is not context or _last[0][1].times is not context.times:
        _last[:] = [(context, Times(context))]
    return _last[0][1]


def is_vague(time: TimeExpression) -> bool:
    """Whether an expression says only "now" or "once", also when it was counted from the day of speaking."""
    return time.value in _VAGUE or time.span.text.lower() in _NOW


def is_known(when: TimeSpan) -> bool:
    """Whether a time span says anything."""
    return bool(when.earliest or when.latest or when.relative)


def _find_root(start: int, end: int, starts: Sequence[tuple[int, Doc, list[int]]]) -> Token | None:
    """Return the word of a stretch of text on which its other words hang."""
    place = bisect_right(starts, start, key=lambda item: item[0]) - 1
    if place < 0:
        return None
    offset, doc, tokens = starts[place]
    first = bisect_right(tokens, start - offset) - 1
    last = bisect_right(tokens, end - offset - 1) - 1
    inside = range(max(first, 0), last + 1)
    roots = [doc[index] for index in inside if doc[index].head.i not in inside]
    # The parse hangs both words of "the 2008" on "campaigns".
    return next((root for root in roots if root.dep_ != "det"), next(iter(roots), None))


def find_near(token: Token, context: Context) -> TimeExpression | None:
    """Return the time of the sentence that is a word's own, though it hangs on another word."""
    near = _choose(token, context)
    return near[1] if near is not None and near[0] == "same" else None


def date_by_vicinity(token: Token, context: Context) -> TimeSpan | None:
    """Return the bounds that the nearest time of the sentence gives a word, or None."""
    near = _choose(token, context)
    if near is None:
        return None
    relation, time = near
    if relation == "same":
        return shift_by_adverb(token, time.when)
    return _shift(time.when, relation)


def shift_by_adverb(token: Token, when: TimeSpan) -> TimeSpan:
    """Return a time that a verb shares with the clause before it, as its own "later" or "previously" shifts it."""
    if token.dep_ not in {"conj", "relcl"}:
        return when
    relation = next(_find_adverbs(token), None)
    return _shift(when, relation) if relation else when


def _shift(when: TimeSpan, relation: Relation) -> TimeSpan:
    if relation == "later":
        return make_timespan(
            when.earliest, None, because=f"told as later than this: {when.because}"
        )
    told = "said then" if relation == "reported" else "told as earlier than this"
    return make_timespan(None, when.latest, because=f"{told}: {when.because}")


def lies_ahead(noun: Token, verb: Token) -> bool:
    """Whether a noun is what a verb's clause comes before: "the attack came *before the inauguration*", which may still be to come."""
    path = [noun, *noun.ancestors]
    below = path[: path.index(verb)] if verb in path else path
    return next(_find_turns(below), None) == "later"


def _is_of_another(token: Token, root: Token) -> bool:
    """Whether a time is part of what a joined verb is about, and so not this verb's: "founded the band and won *the 2001* prize"."""
    noun = root.head
    if root.dep_ not in _PRENOMINAL or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    verb = next((word for word in noun.ancestors if word.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and verb.dep_ == "conj" and token in verb.ancestors


def _choose(token: Token, context: Context) -> tuple[Relation, TimeExpression] | None:
    best: tuple[int, Relation, TimeExpression] | None = None
    for time, root in get_times(context).in_sentence(token):
        recorded = find_recorded(root, context.lexicon)
        if recorded is not None and recorded not in (token, *token.ancestors):
            continue
        if token.i < root.i and any(opens_record(word) for word in root.ancestors):
            continue
        if _is_of_another(token, root):
            continue
        closed = find_closing(root, context.lexicon)
        relation, length = _relate(token, closed or root)
        if _is_told_of(token, time, root, context):
            relation, length = "same", 0
        elif _tells_later(token, root):
            relation, length = "later", 0
        elif relation == "same" and root not in token.subtree:
            before = is_accounted_for(token, context.lexicon) or _is_counted_on(token, time)
            relation = "earlier" if before else _read_turn(token, context.lexicon) or relation
        if relation is not None and length <= _LONGEST and (best is None or length < best[0]):
            best = length, relation, time
    return best[1:] if best else None


def _is_told_of(token: Token, time: TimeExpression, root: Token, context: Context) -> bool:
    """Whether the text says of a time that a thing falls on it, however the two hang together.

    "Until Monday, but this deadline passed"; "on May 3, the same day the queen gives a speech"; "he wrote to the bank; the rules came
    out later the same day".
    """
    if token.lemma_.lower() in _get_deadlines(context.lexicon):
        return any(item.lower_ in {"until", "till", "by"} for item in (root.head, root))
    if token.i > root.i and _is_within(token, time, context):
        return True
    again = "same" in time.span.text.lower().split()
    main = token.sent.root
    joined = token == main or (token.head == main and token.dep_ in {"ccomp", "parataxis", "conj"})
    return again and joined and token.i < root.i and token.pos_ in VERBAL


def _read_turn(noun: Token, lexicon: Lexicon) -> Relation | None:
    """Return how a thing lies to that of the clause, by a word before it: "won fewer seats on Sunday than in *the previous election*"."""
    words = {child.lower_ for child in get_children(noun, "amod")} if noun.pos_ == "NOUN" else set()
    if words & lexicon.words("EarlierWord", "word"):
        return "earlier"
    return "later" if words & lexicon.words("LaterWord", "word") else None


def _is_counted_on(token: Token, time: TimeExpression) -> bool:
    """Whether a day is that of a count of those whom a thing befell: "the death toll from *the flood* rose to 19 on Tuesday"."""
    verb = get_governing_verb(token)
    above = [item for item in token.ancestors if verb is not None and item in verb.subtree]
    counted = any(item.lemma_.lower() in _COUNTS and item.pos_ == "NOUN" for item in above)
    return counted and time.when.earliest == time.when.latest


def _is_within(token: Token, time: TimeExpression, context: Context) -> bool:
    """Whether a clause that hangs on a time tells a thing itself, and not what was before or after it or what tells more of somebody in it."""
    span, path = time.span, [token]
    for item in token.ancestors:
        if span.start <= context.parsed.offset(item) < span.end:
            clauses = sum(each.dep_ == "relcl" for each in path)
            return clauses <= 1 and next(_find_turns(path), None) is None
        path.append(item)
    return False


def _tells_later(token: Token, root: Token) -> bool:
    """Whether a clause tells what "later" became of a thing that a time is of: "the act of 1867, which was *later* repealed"."""
    if token.dep_ != "relcl" or next(_find_adverbs(token), None) != "later":
        return False
    return root.i < token.i and (root == token.head or token.head in root.ancestors)


def _find_adverbs(token: Token) -> Iterator[Relation]:
    """Yield what "later" or "previously" beside a verb says of it against the time of the clause before."""
    for child in get_children(token, "advmod"):
        if get_children(child, "npadvmod"):
            continue  # "*three months earlier*" is a time by itself
        if child.lower_ in {"later", "subsequently", "afterwards", "afterward"}:
            yield "later"
        elif child.lower_ in {"previously", "earlier", "already", "formerly"}:
            yield "earlier"


def _relate(token: Token, root: Token) -> tuple[Relation | None, int]:
    """Return how a word lies in time to the word on which a time hangs, and how far apart they are."""
    own, other = [token, *token.ancestors], [root, *root.ancestors]
    common = next((item for item in own if item in other), None)
    if common is None:
        return None, 0
    below, beside = own[: own.index(common)], other[: other.index(common)]
    length = len(below) + len(beside)
    apart = _lies_in_relative_clause(beside, token) or any(is_to_be(item) for item in beside)
    if apart or any(_is_reported(item) for item in beside):
        return None, length
    if beside and _opens(beside[-1]) and all(item.dep_ == "conj" for item in below):
        return "later", length
    deep = beside and (_lies_deep([*beside, common]) or _is_year_of(root, own))
    if deep or _is_regarded(root, beside):
        return None, length
    turn, back = next(_find_turns(below), None), next(_find_turns(beside), None)
    if (turn and back) or _are_of_two_tenses(own, other):
        return None, length
    before = not below and bool(beside) and _is_set_against(beside[-1])
    return "earlier" if before else _relate_clause(below, turn, back), length


def _are_of_two_tenses(own: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether a word is of a verb joined to that of a time, and of another tense."""
    verb = next((item for item in own if item.pos_ in VERBAL), None)
    dated = next((item for item in other if item.pos_ in VERBAL), None)
    return verb is not None and verb.head == dated and is_of_another_tense(verb)


def _is_set_against(clause: Token) -> bool:
    """Whether a clause is joined by "but", so that its time is only the last day of what came first: "founded it, *but fled in 1963*"."""
    if clause.dep_ != "conj" or clause.pos_ not in VERBAL:
        return False
    links = (link for link in get_children(clause.head, "cc") if link.i < clause.i)
    return any(link.lower_ in {"but", "yet"} for link in links)


def _opens(clause: Token) -> bool:
    """Whether a participle before a clause tells what was before: "*Born on May 3*, she met …", "*Freed on Monday*, he fled"."""
    return (
        clause.dep_ == "advcl"
        and clause.tag_ == "VBN"
        and clause.i < clause.head.i
        and not get_children(clause, "mark")
    )


def _relate_clause(
    below: Sequence[Token], turn: Relation | None, back: Relation | None
) -> Relation | None:
    """Return how the clauses between a word and the verb of a time place the word."""
    reported = next((item for item in below if _is_reported(item)), None)
    if reported is not None:
        if turn == "earlier" and not back and is_past(reported):
            return "reported"
        spoken: Relation = "later" if is_future(reported) else "reported"
        return None if turn or back else spoken
    clause = next((item for item in below if item.dep_ == "relcl"), None)
    if clause is not None and not turn and _looks_at_known(clause, below[-1]):
        return "earlier" if not back and is_past(clause) else None
    return turn or (_OPPOSITE[back] if back else "same")


def _lies_in_relative_clause(path: Sequence[Token], token: Token) -> bool:
    """Whether a time dates only what tells more of a noun: "passed a tax that took effect on Monday".

    "Met for a summit where on Monday they signed …" tells one occasion.
    """
    return any(
        (item.dep_ == "relcl" or (item.dep_ == "acl" and item.tag_ == "VBN"))
        and item.head != token
        and not any(word.tag_ == "WRB" for word in item.doc[item.left_edge.i : item.i])
        for item in path
    )


def is_to_be(clause: Token) -> bool:
    """Tell whether a clause says what is still to be done to a thing: "announced a plan *to be unveiled* on Friday"."""
    if clause.tag_ != "VBN" or clause.dep_ not in {"acl", "advcl", "relcl", "xcomp"}:
        return False
    return bool(get_children(clause, "auxpass")) and any(
        child.tag_ == "TO" for child in clause.lefts
    )


def _looks_at_known(clause: Token, outer: Token) -> bool:
    """Whether a relative clause tells by what somebody is known, which need not be of the main clause's time.

    "Today I thank the people *who elected me*", "arrested the man *who had fled*", "kept the tax *that hit the poor*"; but "a bomb went
    off *that killed two*" tells one occasion, and so does what a comma only adds ("met the mayor, *who gave him a key*"), and what is
    told of a noun that has the time itself, so that the clause is the outermost below it ("the 2011 raid *that killed two*").
    """
    verb = get_governing_verb(clause.head)
    if verb is None or is_past(verb) != is_past(clause):
        return True
    openers = {child.lower_ for child in clause.children if child.tag_ in {"WP", "WDT"}}
    noun = clause.head
    named = (
        clause != outer
        and noun.dep_ in {"dobj", "pobj"}
        and any(child.lower_ == "the" for child in noun.lefts)
    )
    known = {"who", "whom", *(("that", "which") if named else ())}
    return bool(known & openers) and clause.doc[clause.left_edge.i - 1].text != ","


def _lies_deep(path: Sequence[Token]) -> bool:
    """Whether a time belongs to a noun inside another's phrase: "breaches of the act of 1867" are not of 1867."""
    if path[0].dep_ != "pobj" or len(path) == 1 or path[1].lower_ != "of":
        return False
    return sum(item.pos_ in {"NOUN", "PROPN"} for item in path[1:]) > 1


def _is_year_of(root: Token, path: Sequence[Token]) -> bool:
    """Whether a year stands before a noun that a word does not hang on: "nominated for the *1959* comedy"."""
    noun = root.head
    before = root.dep_ in _PRENOMINAL and noun.dep_ == "pobj" and len(root.text) == _YEAR
    return before and noun not in path


def _is_regarded(root: Token, path: Sequence[Token]) -> bool:
    """Whether a time stands before a noun that something is only for or about, or names it: "on trial *for* his part in *the May* riots", "… *the Sept. 11 attacks*"."""
    before = root.dep_ in _PRENOMINAL | {"poss"}
    dated = root.head if before else root
    phrase = takewhile(lambda item: item.pos_ not in VERBAL, path)
    links = (item for item in phrase if item.dep_ == "prep" and item.lower_ in _REGARDING)
    return (before or root.tag_ in _COMMON) and any(link != dated.head for link in links)


def _is_reported(clause: Token) -> bool:
    """Whether a clause is what somebody says, not what they see or have done ("saw a crowd gathering")."""
    if clause.dep_ not in _REPORTING:
        return False
    return clause.tag_ not in {"VBG", "VBN"} or bool(get_children(clause, "aux", "auxpass"))


def _find_turns(path: Sequence[Token]) -> Iterator[Relation]:
    """Yield what "after", "before" and the like on a path say of the words below them; one is jailed *for* what is past."""
    for item in path:
        marks = get_children(item, "mark", "advmod") if item.pos_ in VERBAL else []
        if item.dep_ == "pcomp" and item.head.lower_ == "for" and item.tag_ == "VBG":
            yield "earlier"
        opens = item.dep_ == "prep" or item.lower_ == "ahead"
        words = {mark.lower_ for mark in marks} | ({item.lower_} if opens else set())
        if words & _EARLIER:
            yield "earlier"
        elif words & _LATER:
            yield "later"
