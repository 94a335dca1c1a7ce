"""The day of the story: when what an article tells without a time of its own happened.

News begins with what is new and says when; what follows in the plain past tense is part of that story, or came after it, until the
article appeared. So "ordered" without a day, in an article of Friday whose lead says "on Wednesday", was ordered between
Wednesday and Friday. Only what stands near the lead counts, and background is left out: other tenses ("had ordered"), subordinate clauses, adverbs such as "previously", and
sentences or paragraphs that have gone back to an earlier time. (The inverted pyramid; Bell 1991, "The Language of News Media".)
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_time_of
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.model import TimeExpression, TimeSpan

_LEAD_PARAGRAPHS = 3
_NEAR = 900
"""How far from the day, in code points, the story is surely still told: some seven sentences."""
_FRESH = timedelta(days=10)
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


def find_story_day(context: Context) -> TimeExpression | None:
    """Return the time of the first past-tense verb of the lead that has one, if it is a fresh day."""
    published = context.parsed.article.date
    if published is None:
        return None
    for paragraph in context.parsed.paragraphs[:_LEAD_PARAGRAPHS]:
        for token in paragraph.doc:
            if token.tag_ == "VBD" and token.dep_ in _MAIN:
                time = find_time_of(token, context)
                if time is not None:
                    return time if _is_fresh(time.when, published) else None
    return None


def _is_fresh(when: TimeSpan, published: date) -> bool:
    return (
        when.earliest is not None
        and when.earliest == when.latest
        and published - _FRESH <= when.earliest <= published
    )


def bound_by_story(verb: Token, context: Context) -> TimeSpan | None:
    """Return the days from the story's to the article's for a verb in the plain past; None for background."""
    published = context.parsed.article.date
    if published is None or not _tells_story(verb):
        return None
    story = find_story_day(context)
    if story is None or story.when.earliest is None or _goes_back(verb, story, context):
        return None
    if not 0 <= context.parsed.offset(verb) - story.span.start <= _NEAR:
        return None
    because = (
        f"told after “{story.span.text}” ({story.when.edtf}) without a time of its own, "
        f"in an article of {published.isoformat()}"
    )
    return make_timespan(story.when.earliest, published, because=because)


def _tells_story(verb: Token) -> bool:
    if verb.dep_ not in _MAIN:
        return False
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    simple = verb.tag_ == "VBD" if not helpers else all(helper.tag_ == "VBD" for helper in helpers)
    if not simple or any(helper.lemma_ == "have" for helper in helpers):
        return False
    return not any(child.lower_ in _BACKGROUND for child in verb.children)


def _goes_back(verb: Token, story: TimeExpression, context: Context) -> bool:
    """Whether the paragraph has, up to the end of the verb's sentence, a time before the story's day."""
    end = context.parsed.span(verb.sent).end
    begin = context.parsed.offset(verb.doc[0])
    day = story.when.earliest
    return any(
        time.when.latest is not None and day is not None and time.when.latest < day
        for time in context.times
        if begin <= time.span.start < end
    )
