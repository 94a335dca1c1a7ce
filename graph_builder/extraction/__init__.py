"""From one parsed article to its facts: one module a question, in the order in which they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.attribution import find_claims
from graph_builder.extraction.context import Context
from graph_builder.extraction.coreference import resolve_speakers
from graph_builder.extraction.entities import find_entities
from graph_builder.extraction.events import find_events
from graph_builder.extraction.measures import find_measures
from graph_builder.extraction.observations import find_observations
from graph_builder.extraction.offices import find_tenures
from graph_builder.extraction.quantities import find_quantities
from graph_builder.extraction.speech_days import count_from_speech
from graph_builder.extraction.times import find_times, get_article_date
from graph_builder.model import Facts

if TYPE_CHECKING:
    from graph_builder.extraction.parsing import ParsedArticle
    from graph_builder.lexicon import Lexicon

__all__ = ["extract"]


def extract(parsed: ParsedArticle, lexicon: Lexicon) -> Facts:
    """Read one article: when, how much, who, who said what, what happened, what was decided."""
    context = Context(parsed, lexicon)
    context.times = find_times(parsed, lexicon)
    context.quantities = find_quantities(context)
    context.cast = find_entities(context)
    context.claims = find_claims(context)
    context.claims = resolve_speakers(context)
    count_from_speech(context)
    context.events = find_events(context)
    measures = find_measures(context)
    observations = find_observations(context)
    tenures = find_tenures(context)
    return Facts(
        article_id=parsed.article.id,
        date=get_article_date(parsed.article),
        times=tuple(context.times),
        quantities=tuple(context.quantities),
        entities=context.cast.entities,
        claims=tuple(context.claims),
        measures=tuple(measures),
        events=tuple(context.events),
        observations=tuple(observations),
        tenures=tuple(tenures),
        remarks=parsed.article.remarks,
    )
