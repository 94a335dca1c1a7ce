"""The day of the story: when what an article tells without a time of its own happened.

News begins with what is new and says when; what follows in the plain past tense is part of that story, or came after it, until the
article appeared. So "ordered" without a day, in an article of Friday whose lead says "on Wednesday", was ordered between
Wednesday and Friday. Only what stands near the lead counts, and background is left out: other tenses ("had ordered"), subordinate clauses, adverbs such as "previously", and
sentences or paragraphs that have gone back to an earlier time. (The inverted pyramid; Bell 1991, "The Language of News Media".)
"""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_time_of
from graph_builder.extraction.countdowns import is_scheduled
from graph_builder.extraction.predicates import get_children, get_governing_verb, is_past
from graph_builder.extraction.times.tense import looks_back
from graph_builder.extraction.vicinity import get_times
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.parsing import ParsedParagraph
    from graph_builder.model import TimeExpression, TimeSpan

_LEAD_PARAGRAPHS = 3
_NEAR = 900
"""How far from the day, in code points, the story is surely still told: some seven sentences."""
_LONG_AGO = timedelta(days=60)
_FRESH = timedelta(days=10)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING = 4
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
# Adverbs that set what they modify before the story, or in no time at all.
_BACKGROUND = frozenset(
    [
        "previously",
        "earlier",
        "formerly",
        "once",
        "originally",
        "initially",
        "long",
        "already",
        "ever",
        "never",
        "always",
        "often",
        "usually",
        "traditionally",
        "historically",
        "generally",
        "sometimes",
        "ago",
        "before",
    ]
)


_TOLD = frozenset({"reported", "announced", "stated", "thought", "believed"})
_FIRST = frozenset({"first", "initially", "originally", "previously", "earlier"})
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_LEADING = frozenset({"prompt", "trigger", "spark", "cause", "ignite", "lead", "provoke"})
_FORMER = frozenset({"last", "previous", "prior", "next", "following", "subsequent"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "conj", "parataxis"})
_last: list[tuple[Context, object, TimeExpression | None]] = []


def find_story_day(context: Context) -> TimeExpression | None:
    """Return the time of the first past-tense verb of the lead that has one, if it is a fresh day; found once.

    "Twin blasts yesterday hit the port" and "Monday's vote failed" say it beside the subject.
    """
    if not _last or _last[0][0] is not context or _last[0][1] is not context.times:
        _last[:] = [(context, context.times, _read_story_day(context))]
    return _last[0][2]


def _read_story_day(context: Context) -> TimeExpression | None:
    published = context.parsed.article.date
    if published is None:
        return None
    for paragraph in islice(_list_prose(context), _LEAD_PARAGRAPHS):
        for token in paragraph.doc:
            if (token.dep_ in _MAIN or _is_followed(token)) and is_plain_past(token):
                time = find_time_of(token, context) or find_time_of_subject(token, context)
                if time is not None:
                    return time if _is_fresh(time.when, published) else None
    return None


def _is_followed(verb: Token) -> bool:
    """Whether a verb tells what the lead's news came of: "a man has been arrested *after* the mayor *was stabbed* last night"."""
    above = verb.head
    after = any(child.lower_ == "after" for child in get_children(verb, "mark"))
    return verb.dep_ == "advcl" and after and above.dep_ == "ROOT" and not is_plain_past(above)


def _list_prose(context: Context) -> Iterator[ParsedParagraph]:
    """Yield the paragraphs that tell something: tables of results and bylines have no finite verb."""
    for paragraph in context.parsed.paragraphs:
        if any(token.tag_ in _FINITE for token in paragraph.doc):
            yield paragraph


def find_time_of_subject(verb: Token, context: Context) -> TimeExpression | None:
    """Return the time that a verb's subject carries itself, as "Monday's vote" does."""
    for subject in get_children(verb, "nsubj", "nsubjpass"):
        own = [time for time, root in get_times(context).in_sentence(verb) if root.head == subject]
        if own:
            return own[0]
    return None


def _is_fresh(when: TimeSpan, published: date) -> bool:
    return (
        when.earliest is not None
        and when.earliest == when.latest
        and published - _FRESH <= when.earliest <= published
    )


def bound_by_story(verb: Token, context: Context) -> TimeSpan | None:
    """Return what the story's day says of an undated verb of the past; None for background.

    The plain past lies between the story's day and the article's; the past perfect before the story's day.
    """
    published = context.parsed.article.date
    story = find_story_day(context) if _tells_story(verb) or _looks_back(verb) else None
    if published is None or story is None:
        return None
    day = f"“{story.span.text}” ({story.when.edtf})"
    if _looks_back(verb):
        because = f"told as before {day}, by the past perfect"
        return make_timespan(None, story.when.latest, because=because)
    reach = context.parsed.offset(verb) - story.span.start
    if reach < 0 or (reach > _NEAR and not _reports(verb)) or _goes_back(verb, story, context):
        return None
    if _is_about_past(story, context) and not _shares_paragraph(verb, story, context):
        return None
    if _is_same_occasion(verb, story, context):
        because = f"done too by who acted on {day}"
        return make_timespan(story.when.earliest, story.when.latest, because=because)
    because = (
        f"told after {day} without a time of its own, in an article of {published.isoformat()}"
    )
    return make_timespan(story.when.earliest, published, because=because)


def _is_about_past(story: TimeExpression, context: Context) -> bool:
    """Whether the lead says itself that it is about something long ago, which is told next: "was convicted on Monday of a murder in 2014"."""
    root = context.parsed.tokens_in(story.span.start, story.span.end)
    day = story.when.earliest
    if not root or day is None:
        return False
    sentence = context.parsed.span(root[0].sent)
    return any(
        time.when.latest is not None and day - time.when.latest > _LONG_AGO
        for time in context.list_times(sentence.start, sentence.end)
    )


def _shares_paragraph(verb: Token, story: TimeExpression, context: Context) -> bool:
    begin = context.parsed.offset(verb.doc[0])
    return begin <= story.span.start < context.parsed.offset(verb)


def _is_same_occasion(verb: Token, story: TimeExpression, context: Context) -> bool:
    """Whether a verb adds to what the same actor did on the story's day: "on Monday the mayor … The mayor also …"."""
    verb = _find_first(verb)
    if not any(child.lower_ == "also" for child in get_children(verb, "advmod")):
        return False
    when = context.parsed.tokens_in(story.span.start, story.span.end)
    first = get_governing_verb(when.root) if when else None
    actors = [
        subject.lower_
        for item in (verb, first)
        if item is not None
        for subject in get_children(item, "nsubj")
    ]
    return len(actors) == 2 and actors[0] == actors[1]  # noqa: PLR2004 - that of each verb


def _find_first(verb: Token) -> Token:
    """Return the first of joined verbs that share a subject: "agreed to one and refused the other"."""
    while (
        verb.dep_ == "conj" and verb.head != verb and not get_children(verb, "nsubj", "nsubjpass")
    ):
        verb = verb.head
    return verb


def date_pointed(noun: Token, context: Context) -> TimeSpan | None:
    """Return the story's day for an event to which the text points: "before this election", "in these attacks"."""
    if not any(child.lower_ in {"this", "these"} for child in get_children(noun, "det")):
        return None
    story = find_story_day(context)
    if story is None or noun.pos_ != "NOUN" or _goes_back(noun, story, context):
        return None
    if is_scheduled(noun, context) and _is_spoken_of(noun, context):
        return None
    because = f"“this” is what the story tells of “{story.span.text}” ({story.when.edtf})"
    return make_timespan(story.when.earliest, story.when.latest, because=because)


def _is_spoken_of(noun: Token, context: Context) -> bool:
    """Whether somebody's own words, or the present, speak of a thing, which may be still to come: "we will win *this election*"."""
    verb = get_governing_verb(noun)
    return is_quoted(noun, context) or verb is None or not is_past(verb)


def is_quoted(token: Token, context: Context) -> bool:
    """Whether a word stands in direct speech, which may tell of any time."""
    index = context.find_claim_around(context.parsed.span(token))
    return index is not None and context.claims[index].direct


def is_plain_past(verb: Token) -> bool:
    """Whether a verb stands in the plain past: "ordered", "was ordered"; neither "has ordered" nor "had ordered"."""
    helpers = get_children(verb, "aux", "auxpass")
    simple = verb.tag_ == "VBD" if not helpers else all(helper.tag_ == "VBD" for helper in helpers)
    return simple and not any(helper.lemma_ == "have" for helper in helpers)


def _tells_story(verb: Token) -> bool:
    """Whether a verb tells what is new: the plain past of a main clause, or a participle beside it."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.dep_ in _MAIN:
        return is_plain_past(verb.head) and not _is_background(verb)
    return verb.dep_ in _MAIN and is_plain_past(verb) and not _is_background(verb)


def _looks_back(verb: Token) -> bool:
    """Whether a main clause stands in the past perfect: "the court had been asked"."""
    return verb.dep_ in {"ROOT", "conj"} and looks_back(verb)


def _is_background(verb: Token) -> bool:
    """Whether an adverb sets a verb before the story; right behind it, parsers may hang it on the next clause."""
    behind = [verb.nbor()] if verb.i + 1 < len(verb.doc) else []
    for clause in get_children(verb, "prep", "advcl", "npadvmod"):
        opening = verb.doc[clause.left_edge.i : clause.left_edge.i + _OPENING]
        if any(word.lower_ == "before" for word in opening) or _has_own_distance(opening):
            return True
    if _corrects(verb) or led_here(verb) or _is_alleged(verb):
        return True
    told = any(word.lower_ in _BACKGROUND for word in (*verb.children, *behind))
    phrases = (child for child in verb.children if child.dep_ not in _CLAUSES)
    return told or any(_is_former(word) for phrase in phrases for word in phrase.subtree)


def _is_alleged(verb: Token) -> bool:
    """Whether somebody accuses others of what was before: "police *alleged* that he *carried out* two attacks"."""
    return verb.dep_ == "ccomp" and verb.head.lemma_ == "allege"


def _corrects(verb: Token) -> bool:
    """Whether a verb tells anew what was told before: "seven people, not six *as first reported*, were killed"."""
    return any(
        word.lower_ in _TOLD
        and word.tag_ == "VBN"
        and not get_children(word, "nsubj", "nsubjpass", "aux")
        and any(child.lower_ in _FIRST for child in word.children)
        for word in verb.subtree
    )


def led_here(verb: Token) -> bool:
    """Tell whether a verb tells of what is known for what came of it: "were killed in the attack *that prompted the curfew*"."""
    nouns = [child for child in verb.children if child.dep_ in _PARTS]
    nouns += [noun for link in get_children(verb, "prep") for noun in get_children(link, "pobj")]
    return any(
        clause.lemma_.lower() in _LEADING and is_plain_past(clause)
        for noun in nouns
        if any(child.lower_ == "the" for child in noun.lefts)
        for clause in get_children(noun, "relcl")
    )


def _is_former(word: Token) -> bool:
    """Whether a word says of something that it is the one before or after: "at the *last* election"; "last week" is a time."""
    return (
        word.lower_ in _FORMER
        and word.dep_ == "amod"
        and word.head.pos_ == "NOUN"
        and not word.ent_type_
        and not word.head.ent_type_
    )


def _has_own_distance(opening: TokenSpan) -> bool:
    """Whether a clause places a verb by another event, at a distance: "was killed *a few weeks after* …"."""
    return any(
        word.lower_ == "after" and word.i > 0 and word.nbor(-1).ent_type_ in {"DATE", "TIME"}
        for word in opening
    )


def _reports(verb: Token) -> bool:
    """Whether a verb tells what somebody says, which news does until its end."""
    return bool(get_children(verb, "ccomp"))


def _goes_back(verb: Token, story: TimeExpression, context: Context) -> bool:
    """Whether the paragraph has, up to the end of the verb's sentence, a time before the story's day."""
    end = context.parsed.span(verb.sent).end
    begin = context.parsed.offset(verb.doc[0])
    day = story.when.earliest
    return any(
        time.when.latest is not None and day is not None and time.when.latest < day
        for time in context.list_times(begin, end)
    )
