"""A small world made by hand: two invented articles, their facts, and what is concluded from both.

It has one of everything that the ontology knows, so that the mapping, the closure and the shapes can be tested
without the language model.
"""

import datetime as dt
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from graph_builder.export import iter_export
from graph_builder.lexicon import Entry, Lexicon
from graph_builder.mapping import map_article, map_conclusions
from graph_builder.model import (
    Article,
    Claim,
    ConcludedEvent,
    ConcludedMeasure,
    ConcludedTenure,
    Contradiction,
    Entity,
    Event,
    Facts,
    Judgement,
    Measure,
    Member,
    Mention,
    Observation,
    Quote,
    RelativeTime,
    Resolution,
    Span,
    StatusStep,
    Tenure,
    Thing,
    TimeSpan,
)
from graph_builder.terms import DEFAULT_BASE_IRI, Quad
from graph_builder.timespans import make_timespan

FIRST_TEXT = (
    "Mayor Ada Quill ordered a night curfew in Port Lumen on Monday.\n\n"
    "“The harbour gangs leave us no choice,” Quill said. “It starts at ten.”\n\n"
    "She said dockers want the council to lift the curfew before the vote on May 4.\n\n"
    "Police counted 12 wounded in March. The council did not say when it would meet."
)
SECOND_TEXT = (
    "PORT LUMEN (Coast Wire) - A curfew is in force in Port Lumen, where about 15 people were "
    "wounded in March, a spokesman said.\n\nQuill, who took office last year, faces a vote in May."
)


def find(text: str, words: str, number: int = 0) -> Span:
    """Return where words stand in a text, for the first time or a later one."""
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words), words)


def at(words: str, number: int = 0) -> Span:
    """Return a span of the first article."""
    return find(FIRST_TEXT, words, number)


def then(words: str, number: int = 0) -> Span:
    """Return a span of the second article."""
    return find(SECOND_TEXT, words, number)


def on(first: str, last: str, evidence: Span | None = None, *, extent: bool = False) -> TimeSpan:
    """Return a time between two days."""
    bounds = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    because = f"the article says “{evidence.text}”" if evidence else "the article's own date"
    return make_timespan(*bounds, because=because, like=TimeSpan(evidence=evidence, extent=extent))


FIRST = Article(
    id="harbour curfew/1",
    text=FIRST_TEXT,
    paragraphs=(),
    date=dt.date(2031, 4, 9),
    title="Curfew by the harbour",
    publisher="The Lumen Lamp",
    author="Ned Wick",
    url="https://lamp.example/curfew?id=1",
)
SECOND = Article(id="second", text=SECOND_TEXT, paragraphs=(), agency="Coast Wire")
ARTICLES = {article.id: article for article in (FIRST, SECOND)}

MONDAY = on("2031-04-07", "2031-04-07", at("on Monday"))
PUBLISHED = on("2031-04-09", "2031-04-09")
MARCH = on("2031-03-01", "2031-03-31", at("in March"), extent=True)

FIRST_FACTS = Facts(
    article_id=FIRST.id,
    date=PUBLISHED,
    entities=(
        Entity(
            "person/ada-quill",
            "Person",
            "Ada Quill",
            (
                Mention(at("Ada Quill"), "name"),
                Mention(at("Quill", 1), "name"),
                Mention(at("She"), "pronoun"),
            ),
            offices=(("mayor", "Port Lumen"),),
        ),
        Entity("place/port-lumen", "Place", "Port Lumen", (Mention(at("Port Lumen"), "name"),)),
        Entity(
            "group/harbour-gangs",
            "ArmedGroup",
            "the harbour gangs",
            (Mention(at("The harbour gangs"), "description"),),
            named=False,
        ),
        Entity("agent/dockers", "Agent", "dockers", (Mention(at("dockers"), "description"),)),
        Entity("body/council", "GovernmentBody", "council", (Mention(at("the council"), "name"),)),
        Entity("body/police", "GovernmentBody", "Police", (Mention(at("Police"), "name"),)),
    ),
    claims=(
        Claim(
            type="Order",
            cue=at("ordered"),
            content=(at("a night curfew in Port Lumen"),),
            evidence=at("Mayor Ada Quill ordered a night curfew in Port Lumen on Monday."),
            source=at("Mayor Ada Quill"),
            speaker="person/ada-quill",
            stated_on=MONDAY,
        ),
        Claim(
            type="Statement",
            cue=at("said"),
            content=(at("The harbour gangs leave us no choice,"), at("It starts at ten.")),
            evidence=at("“The harbour gangs leave us no choice,” Quill said. “It starts at ten.”"),
            source=at("Quill", 1),
            speaker="person/ada-quill",
            direct=True,
            about=("group/harbour-gangs",),
            stance="Opposes",
        ),
        Claim(
            type="Statement",
            cue=at("said", 1),
            content=(at("dockers want the council to lift the curfew before the vote on May 4"),),
            evidence=at(
                "She said dockers want the council to lift the curfew before the vote on May 4."
            ),
            source=at("She"),
            speaker="person/ada-quill",
        ),
        Claim(
            type="Request",
            cue=at("want"),
            content=(at("the council to lift the curfew before the vote on May 4"),),
            evidence=at("dockers want the council to lift the curfew before the vote on May 4"),
            source=at("dockers"),
            speaker="agent/dockers",
            addressee="body/council",
            according_to=2,
            modality="Intended",
            confidence=Decimal("0.70"),
        ),
        Claim(
            type="NonStatement",
            cue=at("did not say"),
            content=(at("when it would meet"),),
            evidence=at("The council did not say when it would meet."),
            source=at("The council"),
            speaker="body/council",
        ),
    ),
    measures=(
        Measure(
            label="night curfew in Port Lumen",
            type="Curfew",
            status="Ordered",
            evidence=at("Mayor Ada Quill ordered a night curfew in Port Lumen on Monday."),
            announced_by="person/ada-quill",
            announced_on=MONDAY,
            announced_in=0,
            steps=(
                StatusStep("Ordered", at("ordered a night curfew"), "person/ada-quill", MONDAY),
            ),
            targets=("group/harbour-gangs",),
            locations=("place/port-lumen",),
            further_evidence=(at("It starts at ten."),),
        ),
    ),
    events=(
        Event(
            type="Election",
            label="vote",
            evidence=at("the vote on May 4"),
            kind="Vote",
            occurred_on=on("2031-05-04", "2031-05-04", at("on May 4")),
            candidates=("person/ada-quill",),
        ),
    ),
    observations=(
        Observation(
            indicator="wounded",
            value=Decimal(12),
            evidence=at("12 wounded in March"),
            unit="people",
            normal_unit="person",
            period=MARCH,
            locations=("place/port-lumen",),
            confidence=Decimal("0.90"),
        ),
    ),
)

_UNDATED = TimeSpan(
    relative=RelativeTime("year", -1, -1), evidence=then("last year"), because="“last year”"
)
SECOND_FACTS = Facts(
    article_id=SECOND.id,
    date=TimeSpan(because="The article has no date."),
    entities=(
        Entity("person/quill", "Person", "Quill", (Mention(then("Quill"), "name"),)),
        Entity("place/port-lumen", "Place", "Port Lumen", (Mention(then("Port Lumen"), "name"),)),
        Entity(
            "person/a-spokesman",
            "Person",
            "a spokesman",
            (Mention(then("a spokesman"), "description"),),
            named=False,
        ),
    ),
    claims=(
        Claim(
            type="Statement",
            cue=then("said"),
            content=(
                then(
                    "A curfew is in force in Port Lumen, where about 15 people were wounded in March,"
                ),
            ),
            evidence=then(
                "A curfew is in force in Port Lumen, where about 15 people were wounded in March, "
                "a spokesman said."
            ),
            source=then("a spokesman"),
            speaker="person/a-spokesman",
        ),
    ),
    measures=(
        Measure(
            label="curfew",
            type="Curfew",
            status="InForce",
            evidence=then("A curfew is in force in Port Lumen"),
            locations=("place/port-lumen",),
            according_to=0,
        ),
    ),
    events=(Event(type="Election", label="vote", evidence=then("a vote in May"), kind="Vote"),),
    observations=(
        Observation(
            indicator="wounded",
            value=Decimal("15.0"),
            max_value=Decimal("1.5E+1"),
            evidence=then("about 15 people were wounded in March"),
            unit="people",
            normal_unit="person",
            comparator="≈",
            period=on("2031-03-01", "2031-03-31", then("in March"), extent=True),
            locations=("place/port-lumen",),
            in_event=0,
        ),
    ),
    tenures=(
        Tenure(
            "person/quill",
            "mayor",
            then("Quill, who took office last year"),
            "Port Lumen",
            _UNDATED,
        ),
    ),
)


def resolve() -> Resolution:
    """Return what a person would conclude from the two articles."""
    one, two = FIRST.id, SECOND.id
    started = on("2030-01-01", "2030-12-31", then("last year"))
    second = replace(SECOND_FACTS, tenures=(replace(SECOND_FACTS.tenures[0], started_on=started),))
    things = {
        "person/ada-quill": (
            "Person",
            "Ada Quill",
            [(one, "person/ada-quill"), (two, "person/quill")],
        ),
        "place/port-lumen": (
            "Place",
            "Port Lumen",
            [(one, "place/port-lumen"), (two, "place/port-lumen")],
        ),
        "group/harbour-gangs-1": (
            "ArmedGroup",
            "the harbour gangs",
            [(one, "group/harbour-gangs")],
        ),
        "agent/dockers-1": ("Agent", "dockers", [(one, "agent/dockers")]),
        "body/council": ("GovernmentBody", "council", [(one, "body/council")]),
        "body/police": ("GovernmentBody", "Police", [(one, "body/police")]),
        "person/a-spokesman-2": ("Person", "a spokesman", [(two, "person/a-spokesman")]),
    }
    paths = {
        Member(*member): path for path, (_, _, members) in things.items() for member in members
    }
    return Resolution(
        facts=(FIRST_FACTS, second),
        dates={
            one: PUBLISHED,
            two: on("2031-04-07", "2031-12-31", then("last year")),
        },
        things=tuple(
            Thing(
                path,
                kind,  # type: ignore[arg-type] # the table above holds names of classes
                label,
                tuple(Member(*member) for member in members),
                alt_labels=("Quill",) if path == "person/ada-quill" else (),
                external={"wikidata": "Q1"} if path == "place/port-lumen" else {},
            )
            for path, (kind, label, members) in things.items()
        ),
        measures=(
            ConcludedMeasure(
                path="measure/night-curfew-port-lumen",
                label="night curfew in Port Lumen",
                type="Curfew",
                status="InForce",
                members=(Member(one, 0), Member(two, 0)),
                lead=Quote(one, FIRST_FACTS.measures[0].evidence),
                announced_by="person/ada-quill",
                announced_on=MONDAY,
                targets=("group/harbour-gangs-1",),
                locations=("place/port-lumen",),
                alt_labels=("curfew",),
            ),
        ),
        events=(
            ConcludedEvent(
                path="event/vote-port-lumen-2031",
                type="Election",
                label="vote",
                members=(Member(one, 0), Member(two, 0)),
                lead=Quote(one, FIRST_FACTS.events[0].evidence),
                occurred_on=FIRST_FACTS.events[0].occurred_on,
                candidates=("person/ada-quill",),
            ),
        ),
        tenures=(
            ConcludedTenure(
                path="tenure/ada-quill-mayor",
                holder="person/ada-quill",
                office="mayor",
                quotes=(Quote(two, SECOND_FACTS.tenures[0].evidence),),
                of="Port Lumen",
                started_on=started,
            ),
        ),
        judgements=(
            Judgement(
                left="member/harbour-curfew-1/person/ada-quill",
                right="member/second/person/quill",
                verdict="same",
                rule="surname-and-office",
                reason="“Ada Quill” and “Quill” hold one office",
                confidence=Decimal("0.85"),
                quotes=(Quote(one, at("Ada Quill")), Quote(two, then("who took office"))),
            ),
        ),
        contradictions=(Contradiction(Member(one, 0), Member(two, 0), certain=True),),
        paths=paths,
        measure_paths={Member(a, 0): "measure/night-curfew-port-lumen" for a in (one, two)},
        event_paths={Member(a, 0): "event/vote-port-lumen-2031" for a in (one, two)},
        replaced={"member/second/person/quill": "person/ada-quill"},
    )


LEXICON = Lexicon(
    (
        Entry("person", "https://example.org/person", ("Unit",), {"prefLabel": ("person",)}),
        Entry("Curfew", "https://example.org/Curfew", ("MeasureType",), {"prefLabel": ("curfew",)}),
    )
)


def map_all(base_iri: str = DEFAULT_BASE_IRI) -> list[Quad]:
    """Return all graphs of the world, without the closure."""
    resolution = resolve()
    articles = chain.from_iterable(
        map_article(ARTICLES[facts.article_id], facts, resolution, base_iri, reader="reader 1")
        for facts in resolution.facts
    )
    conclusions = map_conclusions(resolution, base_iri, articles=ARTICLES, lexicon=LEXICON)
    return [*articles, *conclusions]


if __name__ == "__main__":  # python tests/handmade.py > tests/golden/handmade.ttl
    sys.stdout.writelines(iter_export(map_all(), "turtle", base_iri=DEFAULT_BASE_IRI))
