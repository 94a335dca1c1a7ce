"""The records that pass from one part of the program to the next.

All are frozen. Offsets are Unicode code points into the article's text as given, end exclusive, so
that ``article.text[span.start:span.end] == span.text`` always holds.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal, NamedTuple, cast, get_args

Polarity = Literal["Affirmed", "Negated"]
Modality = Literal["Asserted", "Possible", "Intended", "Conditional", "Alleged"]
MentionKind = Literal["name", "description", "demonym", "pronoun"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeUnit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]
Comparator = Literal["=", "<", ">", "≈"]
EntityType = Literal[
    "Agent",
    "Person",
    "Organization",
    "GovernmentBody",
    "ArmedGroup",
    "NewsOutlet",
    "Place",
    "Country",
]
ClaimType = Literal[
    "Statement",
    "Announcement",
    "Order",
    "Request",
    "Commitment",
    "Criticism",
    "Denial",
    "Opinion",
    "NonStatement",
]
Status = Literal[
    "Proposed",
    "Announced",
    "Ordered",
    "Cleared",
    "Approved",
    "InForce",
    "Extended",
    "Ended",
    "StruckDown",
    "Rejected",
]

Stance = Literal["Supports", "Opposes"]

STATUSES: Final = cast("tuple[Status, ...]", get_args(Status))
"""The life of a measure, in the order in which its steps follow each other."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class RelativeTime:
    """How a time depends on the date of its article, kept for articles without a date.

    The time lies from the beginning of unit ``first`` to the end of unit ``last``, counted from the
    unit in which the article was published: "last month" is ``("month", -1, -1)``, "on Wednesday"
    of something past ``("day", -6, 0)``, "this year" ``("year", 0, 0)``. ``until_article`` and
    ``from_article`` cut the stretch at the article's own date ("earlier this month", "later this year").
    ``weekday`` (Monday is 0) picks the one day of the stretch that has this name, ``month`` the month of this
    number, ``day`` its day: "in December" of something past is ``("month", -12, 0, until_article=True, month=12)``.
    """

    unit: TimeUnit
    first: int
    last: int
    until_article: bool = False
    from_article: bool = False
    weekday: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """When: the first and the last day on which it can have been.

    A missing bound is unknown. ``extent`` tells "throughout" (a figure's period) from "some day
    within".  ``because`` says in a sentence how the bounds came about; ``edtf`` is the EDTF
    level 2 form (ISO 8601-2:2019), empty when neither bound is known.
    """

    earliest: dt.date | None = None
    latest: dt.date | None = None
    edtf: str = ""
    because: str = ""
    evidence: Span | None = None
    relative: RelativeTime | None = None
    extent: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as published.

    Attributes:
        id: Its own id, or the stem of its file.
        text: The decoded file unchanged, header and banner included (for JSON, the field ``text``).
        paragraphs: The stretches of the text that are the article, in order: without banner,
            date header, dateline, credits. Offsets of whole paragraphs, white space stripped.
        date: The day of publication, when the file says it.
        date_evidence: Where the text itself says the date.
        source: Where it was read from, for messages only; never in the graph.
        language: The language the article seems to be in, as an ISO 639-1 code.
        remarks: What a person should know about the reading, in sentences.
        content_hash: The SHA-256 of the text in UTF-8, in hexadecimal digits.
        extracted_by: Name and version of what took the text out of a web page, empty for other forms.
        page_hash: The SHA-256 of that page.
        file: The full path of the file it was read from, empty for standard input; never in the graph.
        file_hash: The SHA-256 of that file's bytes.
    """

    id: str
    text: str
    paragraphs: tuple[Span, ...]
    date: dt.date | None = None
    date_evidence: Span | None = None
    title: str = ""
    publisher: str = ""
    agency: str = ""
    author: str = ""
    url: str = ""
    source: str = ""
    language: str = "en"
    remarks: tuple[str, ...] = ()
    content_hash: str = ""
    extracted_by: str = ""
    page_hash: str = ""
    file: str = ""
    file_hash: str = ""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time as the text says it, with its TIMEX3 type and value (ISO-TimeML, 2009)."""

    span: Span
    type: TimexType
    value: str
    when: TimeSpan


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as the text says it. ``span`` covers number and unit.

    ``unit`` is the text's own unit with elided ones restored ("47" after "six per 100,000");
    ``normal_unit`` the lexicon's name of it. ``kind`` says what sort of number it is: ``count``,
    ``percent``, ``money``, ``rate``, ``ratio``, ``measure`` or ``number``.
    """

    span: Span
    value: Decimal
    unit: str = ""
    comparator: Comparator = "="
    max_value: Decimal | None = None
    normal_unit: str = ""
    kind: str = "number"
    value_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is spoken of."""

    span: Span
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that one article speaks of, with every mention of it.

    ``id`` is local to the article: the type's word and the label (``person/daniel-noboa``).
    ``named`` is false for those who are only described ("a criminal gang"). ``offices`` holds the titles
    and roles the article gives, as (office, of whom or what) in the text's words; ``within`` the ids of the
    places or organisations that contain it, as far as the article or the gazetteer says; ``country`` is the name of the country
    of a metropolis where the article has neither.
    """

    id: str
    type: EntityType
    label: str
    mentions: tuple[Mention, ...]
    named: bool = True
    offices: tuple[tuple[str, str], ...] = ()
    within: tuple[str, ...] = ()
    external: Mapping[str, str] = field(default_factory=dict)
    country: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody is reported to have expressed, or (``NonStatement``) not to have expressed.

    ``speaker`` is an entity's id, none when the text names nobody; ``further_speakers`` are those of others
    named with them ("Moss and Hill said"). ``content`` are the exact words,
    in several spans when the cue stands between them. ``according_to`` is the index of the claim in
    whose content this one stands. ``evidence`` covers source, cue and content.
    """

    type: ClaimType
    cue: Span
    content: tuple[Span, ...]
    evidence: Span
    source: Span | None = None
    speaker: str | None = None
    direct: bool = False
    polarity: Polarity = "Affirmed"
    modality: Modality = "Asserted"
    stated_on: TimeSpan = TimeSpan()
    addressee: str | None = None
    about: tuple[str, ...] = ()
    stance: Stance | None = None
    according_to: int | None = None
    confidence: Decimal = Decimal("0.8")
    further_speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusStep:
    """One step in the life of a measure, as one article reports it."""

    status: Status
    evidence: Span
    by: str | None = None
    occurred_on: TimeSpan = TimeSpan()
    according_to: int | None = None
    polarity: Polarity = "Affirmed"
    modality: Modality = "Asserted"


@dataclass(frozen=True, slots=True)
class Measure:
    """A policy action of an authority, as one article reports it.

    ``type`` is the name of a ``MeasureType`` of the lexicon. ``announced_in`` and ``according_to`` are
    indices of claims: the act of announcing, and the claim in whose content the evidence lies.
    """

    label: str
    type: str
    status: Status
    evidence: Span
    announced_by: str | None = None
    announced_on: TimeSpan = TimeSpan()
    announced_in: int | None = None
    steps: tuple[StatusStep, ...] = ()
    targets: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    further_evidence: tuple[Span, ...] = ()
    according_to: int | None = None
    polarity: Polarity = "Affirmed"
    modality: Modality = "Asserted"
    confidence: Decimal = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or will, as one article reports it.

    ``type`` is the class (``RunoffElection``, …; ``Event`` for any other), ``kind`` the name of the
    lexicon's ``EventType``. Locations run from the narrowest to the widest.
    """

    type: str
    label: str
    evidence: Span
    kind: str = ""
    occurred_on: TimeSpan = TimeSpan()
    locations: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    perpetrators: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    further_evidence: tuple[Span, ...] = ()
    according_to: int | None = None
    polarity: Polarity = "Affirmed"
    modality: Modality = "Asserted"
    confidence: Decimal = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Observation:
    """One reported figure. ``indicator`` is a lexicon's ``Indicator`` label, or the text's own words."""

    indicator: str
    value: Decimal
    evidence: Span
    unit: str = ""
    normal_unit: str = ""
    comparator: Comparator = "="
    max_value: Decimal | None = None
    period: TimeSpan = TimeSpan(extent=True)
    locations: tuple[str, ...] = ()
    observed_agent: str | None = None
    in_event: int | None = None
    according_to: int | None = None
    polarity: Polarity = "Affirmed"
    modality: Modality = "Asserted"
    confidence: Decimal = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody holding an office: "took office last month", "in power since 2023", "then-President"."""

    holder: str
    office: str
    evidence: Span
    of: str = ""
    started_on: TimeSpan = TimeSpan()
    ended_on: TimeSpan = TimeSpan()
    according_to: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read in one article. Claims, entities and so on refer to each other by id or index."""

    article_id: str
    date: TimeSpan = TimeSpan()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    measures: tuple[Measure, ...] = ()
    events: tuple[Event, ...] = ()
    observations: tuple[Observation, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    remarks: tuple[str, ...] = ()


class Member(NamedTuple):
    """One article's own thing: an entity by its local id, a measure, event or observation by its index."""

    article_id: str
    local: str | int


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of text together with the article it stands in."""

    article_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Thing:
    """An agent or a place over all articles. ``path`` is its address below the base IRI."""

    path: str
    type: EntityType
    label: str
    members: tuple[Member, ...]
    alt_labels: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    external: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConcludedMeasure:
    """A measure over all articles, with the one value of each property that the reports allow."""

    path: str
    label: str
    type: str
    status: Status
    members: tuple[Member, ...]
    lead: Quote
    announced_by: str | None = None
    announced_on: TimeSpan = TimeSpan()
    targets: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    alt_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConcludedEvent:
    """An event over all articles, likewise."""

    path: str
    type: str
    label: str
    members: tuple[Member, ...]
    lead: Quote
    kind: str = ""
    occurred_on: TimeSpan = TimeSpan()
    locations: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    perpetrators: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    alt_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConcludedTenure:
    """Somebody's time in an office over all articles. ``holder`` is the path of a thing."""

    path: str
    holder: str
    office: str
    quotes: tuple[Quote, ...]
    of: str = ""
    started_on: TimeSpan = TimeSpan()
    ended_on: TimeSpan = TimeSpan()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Why two local things are one, or are not. ``left`` and ``right`` are paths of members; ``author`` the person who judged."""

    left: str
    right: str
    verdict: Literal["same", "different", "unsure"]
    rule: str
    reason: str
    confidence: Decimal
    quotes: tuple[Quote, ...] = ()
    author: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a person changed, as the graph tells it: ``action`` as in the corrections file, the IRIs concerned, who and why."""

    action: str
    subjects: tuple[str, ...]
    author: str
    reason: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two observations that cannot both be right, or perhaps cannot."""

    left: Member
    right: Member
    certain: bool


@dataclass(frozen=True)
class Resolution:
    """One world from many articles.

    Attributes:
        facts: The facts of every article, times bounded by what the other articles know.
        dates: The date of each article by its id; concluded where the article has none.
        paths: The canonical path of every article's own thing: entities by (article, local id).
        measure_paths: The same for measures, by (article, index).
        event_paths: The same for events.
        replaced: Paths of members that are known under another one: old path → canonical path.
        aliases: Every path under which somebody may have met articles' own things → these things.
        findings: Sentences on what does not fit together, with the quotes concerned.
        amendments: What persons changed.
        about: The paths of measures that claims speak of beyond those reported in their words, by (article, index).
        stances: Whether the words of a claim speak for or against what it is about, likewise.
    """

    facts: tuple[Facts, ...]
    dates: Mapping[str, TimeSpan]
    things: tuple[Thing, ...]
    paths: Mapping[Member, str]
    measure_paths: Mapping[Member, str]
    event_paths: Mapping[Member, str]
    measures: tuple[ConcludedMeasure, ...] = ()
    events: tuple[ConcludedEvent, ...] = ()
    tenures: tuple[ConcludedTenure, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    replaced: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, frozenset[Member]] = field(default_factory=dict)
    findings: tuple[tuple[str, tuple[Quote, ...]], ...] = ()
    amendments: tuple[Amendment, ...] = ()
    about: Mapping[Member, tuple[str, ...]] = field(default_factory=dict)
    stances: Mapping[Member, Stance] = field(default_factory=dict)

    @cached_property
    def outlets(self) -> Mapping[str, str]:
        """The path of the news outlet that articles speak of, by each of its names; the first of several."""
        found: dict[str, str] = {}
        for thing in self.things:
            if thing.type == "NewsOutlet":
                for name in (thing.label, *thing.alt_labels):
                    found.setdefault(name, thing.path)
        return found
