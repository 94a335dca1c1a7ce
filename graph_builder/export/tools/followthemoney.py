"""FollowTheMoney statements (followthemoney.tech) as CSV, for Aleph and OpenSanctions' tools.

People, bodies and groups, offices and who held them, events and those in them, articles and the names in them. Claims, measures and
figures have no schema there. FollowTheMoney writes an uncertain date by leaving out its end, so bounds become the day, month or year that they
fill; other bounds cannot be said and are left out.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import io
from hashlib import sha1
from typing import TYPE_CHECKING

from graph_builder.export.tools.tables import name_thing
from graph_builder.terms import make_hash
from graph_builder.vocabulary import dcterms, gb, schema, skos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.export.tools.view import View
    from graph_builder.terms import Term

_HEADER = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin"),
    *("lang", "original_value", "external", "first_seen", "last_seen", "id"),
)
_DATASET = "graph_builder"
_SCHEMATA = {
    "Person": "Person",
    "GovernmentBody": "PublicBody",
    "Organization": "Organization",
    "ArmedGroup": "Organization",
    "NewsOutlet": "Organization",
    "Agent": "LegalEntity",
}
_PROPERTY_TYPES = {
    **dict.fromkeys(("name", "alias"), "name"),
    **dict.fromkeys(("startDate", "endDate", "date", "publishedAt"), "date"),
    **dict.fromkeys(("holder", "post", "involved", "proof", "document", "resolved"), "entity"),
    **dict.fromkeys(("summary",), "text"),
    **dict.fromkeys(("sourceUrl",), "url"),
    **dict.fromkeys(("wikidataId",), "identifier"),
}
_WIKIDATA = "http://www.wikidata.org/entity/"

Statement = tuple[str, str, str, str]
"""Entity, schema, property, value."""


def write_statements(view: View) -> Iterator[str]:
    """Yield the statements as CSV, as ``ftm aggregate-statements`` reads them: every cell in quotation marks."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, dialect=csv.unix_dialect)
    writer.writerow(_HEADER)
    for statement in iter_statements(view):
        writer.writerow(_complete(*statement))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _complete(entity: str, kind: str, name: str, value: str) -> tuple[str, ...]:
    # The id is made as FollowTheMoney makes it; no secret hangs on it.
    key = sha1(
        f"{_DATASET}.{entity}.{name}.{value}".encode(errors="replace"), usedforsecurity=False
    )
    typed = (entity, entity, name, _PROPERTY_TYPES.get(name, "string"), kind, value, _DATASET)
    return (*typed, "", "", "", "f", "", "", key.hexdigest())


def iter_statements(view: View) -> Iterator[Statement]:
    """Yield what is said of each entity, entity by entity; an empty value is no statement."""
    for describe in (_describe_articles, _describe_agents, _describe_events, _describe_tenures):
        yield from (statement for statement in describe(view) if statement[3])


def _name(iri: str) -> str:
    return f"gb-{make_hash(iri)}"


def _describe_articles(view: View) -> Iterator[Statement]:
    for article in view.list_things(gb.Article):
        entity = _name(article), "Article"
        yield (*entity, "fileName", view.name_article(article))
        yield (*entity, "title", view.get_value(article, dcterms.title))
        yield (*entity, "sourceUrl", view.get_value(article, dcterms.source))
        yield (*entity, "publishedAt", _date(view, article, gb.publishedOn))
        yield (*entity, "publisher", view.get_value(article, gb.publisher, skos.prefLabel))
        for author in view.list_values(article, gb.author, skos.prefLabel):
            yield (*entity, "author", author)


def _describe_agents(view: View) -> Iterator[Statement]:
    for agent in view.list_things(gb.Agent):
        entity = _name(agent), _SCHEMATA.get(view.get_kind(agent), "LegalEntity")
        yield (*entity, "name", name_thing(view, agent))
        for alias in view.list_values(agent, skos.altLabel):
            yield (*entity, "alias", alias)
        for same in view.list_values(agent, schema.sameAs):
            if same.startswith(_WIKIDATA):
                yield (*entity, "wikidataId", same.removeprefix(_WIKIDATA))
        for passage in view.list_passages(agent, gb.mentionedAt):
            mention = _name(f"{agent} {passage.address} {passage.quote}"), "Mention"
            yield (*mention, "document", _name(passage.address))
            yield (*mention, "resolved", _name(agent))
            yield (*mention, "name", " ".join(passage.quote.split()))


def _describe_events(view: View) -> Iterator[Statement]:
    agents = set(view.list_things(gb.Agent))
    for event in view.list_things(gb.Event):
        entity = _name(event), "Event"
        yield (*entity, "name", name_thing(view, event))
        yield (*entity, "date", _date(view, event, gb.occurredOn))
        for place in view.list_values(event, gb.location, skos.prefLabel):
            yield (*entity, "location", place)
        for predicate in (gb.participant, gb.perpetrator, gb.victim, gb.candidate):
            for agent in view.list_values(event, predicate):
                yield (*entity, "involved", _name(agent) if agent in agents else "")
        yield from _prove(view, event, *entity, gb.leadEvidence)


def _describe_tenures(view: View) -> Iterator[Statement]:
    tenures = view.list_things(gb.Tenure)
    for office in sorted({view.get_value(tenure, gb.office) for tenure in tenures}):
        yield (_name(office), "Position", "name", name_thing(view, office))
    for tenure in tenures:
        office = view.get_value(tenure, gb.office)
        entity = _name(tenure), "Occupancy"
        yield (*entity, "holder", _name(view.get_value(tenure, gb.holder)))
        yield (*entity, "post", _name(office))
        yield (*entity, "startDate", _date(view, tenure, gb.startedOn))
        yield (*entity, "endDate", _date(view, tenure, gb.endedOn))
        yield from _prove(view, tenure, *entity, gb.evidence)


def _prove(view: View, thing: str, entity: str, kind: str, predicate: Term) -> Iterator[Statement]:
    for passage in view.list_passages(thing, predicate):
        yield entity, kind, "proof", _name(passage.address)
        yield entity, kind, "summary", " ".join(passage.quote.split())


def _date(view: View, thing: str, predicate: Term) -> str:
    bounds = (view.get_value(thing, predicate, bound) for bound in (gb.earliest, gb.latest))
    return shorten_bounds(*bounds)


def shorten_bounds(earliest: str, latest: str) -> str:
    """Return the day, month or year that bounds fill exactly; empty when they do not.

    >>> shorten_bounds("2024-02-01", "2024-02-29"), shorten_bounds("2024-02-01", "2024-02-28")
    ('2024-02', '')
    """
    if not earliest or not latest or earliest == latest:
        return earliest if earliest == latest else ""
    first = dt.date.fromisoformat(earliest)
    month_end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if first.day == 1 and latest == month_end.isoformat():
        return earliest[:7]
    filled = (f"{earliest[:4]}-01-01", f"{earliest[:4]}-12-31")
    return earliest[:4] if (earliest, latest) == filled else ""
