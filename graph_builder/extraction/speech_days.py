"""From which day a quoted "today" or "last night" is counted: the one on which it was spoken, not that of the article.

Outside of quotation marks a reporter counts from the day of the article, in reported speech too. Who "adds" or speaks
"in the statement" does so on the day on which they began.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.predicates import get_complements
from graph_builder.extraction.quotations import find_quotations
from graph_builder.extraction.story import find_story_day
from graph_builder.timespans import make_timespan, resolve_relative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.model import Claim, Span, TimeExpression, TimeSpan

_NEAR = 1000
"""In code points: farther on, another speech may be reported."""
_DAY = len("YYYY-MM-DD")
_UNKNOWN_DAY = "XXXX-XX-XX"


def count_from_speech(context: Context) -> None:
    """Count the days that quotations name by their distance ("yesterday") from the days on which these were spoken.

    The times of the context, and the days of the claims that lean on them, are put right. Where the text does not say when
    something was spoken, the article's day stands.
    """
    context.claims = tuple(_continue_speeches(context))
    changed: dict[Span, TimeExpression] = {}
    for quotation in find_quotations(context.parsed.article.paragraphs):
        for time in context.list_times(quotation.start, quotation.end):
            recounted = _recount(time, _find_day_of_speech(time, context))
            if recounted is not None:
                changed[time.span] = recounted
    if changed:
        context.times = tuple(changed.get(time.span, time) for time in context.times)
        context.claims = tuple(_state(claim, changed) for claim in context.claims)


def _continue_speeches(context: Context) -> Iterator[Claim]:
    """Yield the claims, with the day of the one before where a speaker only "adds" to it and no day is said."""
    continuing = context.lexicon.words("ContinuedSpeech", "verb")
    last: dict[str, Claim] = {}
    for claim in context.claims:
        tokens = context.parsed.tokens_in(claim.cue.start, claim.cue.end)
        again = tokens is not None and (
            tokens.root.lemma_.lower() in continuing or _names_speech(tokens.root, context)
        )
        before = last.get(claim.speaker or "")
        if again and before is not None and _goes_on(before, claim):
            because = f"said in one speech with “{before.cue.text}”: {before.stated_on.because}"
            claim = replace(claim, stated_on=replace(before.stated_on, because=because))  # noqa: PLW2901
        if claim.stated_on.evidence is not None:
            last[claim.speaker or ""] = claim
        yield claim


def _names_speech(verb: Token, context: Context) -> bool:
    """Whether a verb of saying names the speech, of which the article has told: "said in the statement"."""
    nouns = context.lexicon.words("ContinuedSpeech", "noun")
    return any(noun.lemma_.lower() in nouns for noun in get_complements(verb, "in", "during"))


def _goes_on(before: Claim, claim: Claim) -> bool:
    same = claim.speaker is not None and claim.speaker == before.speaker
    near = 0 <= claim.evidence.start - before.evidence.start < _NEAR
    dated = before.stated_on.evidence is not None and claim.stated_on.evidence is None
    return same and near and dated


def _find_day_of_speech(time: TimeExpression, context: Context) -> TimeSpan | None:
    """Return when the outermost claim around a time was made, if the text says it by another time."""
    index = context.find_claim_around(time.span)
    claim = None
    while index is not None and (claim is None or _contains(context.claims[index], time.span)):
        claim = context.claims[index]
        index = claim.according_to
    if claim is None or claim.stated_on.evidence == time.span:
        return None
    if claim.stated_on.evidence is None and _is_quoted_story(claim, context):
        return None
    return claim.stated_on


def _is_quoted_story(claim: Claim, context: Context) -> bool:
    """Whether a claim's day is that of the story, and that is itself counted from the day of the claim."""
    story = find_story_day(context)
    return story is not None and _contains(claim, story.span)


def _contains(claim: Claim, span: Span) -> bool:
    return any(part.start <= span.start and span.end <= part.end for part in claim.content)


def _recount(time: TimeExpression, spoken: TimeSpan | None) -> TimeExpression | None:
    relative = time.when.relative
    if spoken is None or spoken.earliest is None or spoken.latest is None or relative is None:
        return None
    if relative.unit != "day" or relative.first != relative.last or relative.weekday is not None:
        return None
    earliest, latest = resolve_relative(relative, spoken)
    if (earliest, latest) == (time.when.earliest, time.when.latest):
        return None
    day = earliest.isoformat() if earliest is not None and earliest == latest else _UNKNOWN_DAY
    because = f"“{time.span.text}” is counted from when it was spoken: {spoken.because}"
    when = make_timespan(earliest, latest, because=because, like=replace(time.when, relative=None))
    return replace(time, value=day + time.value[_DAY:], when=when)


def _state(claim: Claim, changed: dict[Span, TimeExpression]) -> Claim:
    """Return a claim with the day on which it was made, where that is one of the times that were counted anew."""
    time = changed.get(claim.stated_on.evidence) if claim.stated_on.evidence else None
    return claim if time is None else replace(claim, stated_on=time.when)
