"""What a row holds: one table a kind of thing, each row with its quote and address.

A column follows a path of properties. Where it leads to several values, they stand in one cell with `SEPARATOR` between them; what is a
link (``Column.link``) stands in a second column, ``…_address``, as IRIs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.vocabulary import dcterms, gb, schema, skos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.export.tools.view import Passage, View
    from graph_builder.terms import Term

SEPARATOR = " | "
_LABEL = skos.prefLabel


@dataclass(frozen=True)
class Column:
    """One column: its name, the path to its values, and the type they have in SQL.

    ``link`` makes it two: the labels of what the path leads to, and the addresses.
    ``term`` is for values that are terms of the ontology: they are named without its namespace.
    """

    name: str
    path: tuple[Term, ...]
    type: str = "TEXT"
    link: bool = False
    term: bool = False


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: Of the table.
        description: In a sentence, for people.
        classes: Which things are its rows.
        columns: Besides ``address``, ``kind`` and the columns of the passage.
        passages: The properties that lead to the passage to quote, the most telling first; empty for articles.
    """

    name: str
    description: str
    classes: tuple[Term, ...]
    columns: tuple[Column, ...]
    passages: tuple[Term, ...] = ()

    @property
    def header(self) -> dict[str, str]:
        """The names of all columns with their types in SQL."""
        names = {"address": "TEXT", "kind": "TEXT"}
        for column in self.columns:
            names[column.name] = column.type
            if column.link:
                names[f"{column.name}_address"] = "TEXT"
        if self.passages:
            names |= {"quote": "TEXT", "article": "TEXT", "article_address": "TEXT"}
            names |= {"start": "INTEGER", "end": "INTEGER"}
        return names


def _text(name: str, *path: Term) -> Column:
    return Column(name, path)


def _link(name: str, predicate: Term) -> Column:
    return Column(name, (predicate,), link=True)


def _term(name: str, predicate: Term) -> Column:
    return Column(name, (predicate,), term=True)


def _time(predicate: Term, prefix: str = "") -> tuple[Column, ...]:
    return (
        _text(f"{prefix}earliest", predicate, gb.earliest),
        _text(f"{prefix}latest", predicate, gb.latest),
        _text(f"{prefix}edtf", predicate, gb.edtf),
        _text(f"{prefix}because", predicate, gb.because),
    )


_SAYING = (
    _link("according_to", gb.accordingTo),
    _term("polarity", gb.polarity),
    _term("modality", gb.modality),
    Column("confidence", (gb.confidence,), "REAL"),
)

TABLES = (
    Table(
        "articles",
        "The articles that were read.",
        (gb.Article,),
        (
            _text("id", dcterms.identifier),
            _text("title", dcterms.title),
            _text("source", dcterms.source),
            _link("publisher", gb.publisher),
            _link("agency", gb.agency),
            _link("author", gb.author),
            *_time(gb.publishedOn, "published_"),
            _text("content_hash", gb.contentHash),
        ),
    ),
    Table(
        "entities",
        "People, bodies, groups and places, with all names used for them; the quote is a mention.",
        (gb.Agent, gb.Place),
        (
            _text("label", _LABEL),
            _text("other_names", skos.altLabel),
            _text("same_as", schema.sameAs),
        ),
        (gb.mentionedAt,),
    ),
    Table(
        "claims",
        "Who is reported to have said what, and when. Only that it was said is stated, not that it is so. Non-statements "
        "(declined to comment) are among them, by their kind.",
        (gb.Claim, gb.NonStatement),
        (
            _link("speaker", gb.speaker),
            _text("speaker_text", gb.speakerText),
            _link("addressee", gb.addressee),
            _text("cue", gb.cue),
            _text("content", gb.content),
            _text("direct", gb.isDirect),
            _link("about", gb.about),
            _term("stance", gb.stance),
            *_time(gb.statedOn),
            *_SAYING,
        ),
        (gb.evidence, gb.contentAt, gb.cueAt),
    ),
    Table(
        "measures",
        "What those in authority announced, ordered, promised, proposed, put in force or ended.",
        (gb.Measure,),
        (
            _text("label", _LABEL),
            _link("type", gb.measureType),
            _link("announced_by", gb.announcedBy),
            *_time(gb.announcedOn),
            _term("status", gb.status),
            _link("target", gb.target),
            _link("location", gb.location),
        ),
        (gb.leadEvidence,),
    ),
    Table(
        "status_changes",
        "The steps in the lives of measures, each as one article reports it.",
        (gb.StatusChange,),
        (
            _link("measure", gb.changes),
            _term("status", gb.toStatus),
            _link("by", gb.by),
            *_time(gb.occurredOn),
            *_SAYING,
        ),
        (gb.evidence,),
    ),
    Table(
        "events",
        "What happened or will happen.",
        (gb.Event,),
        (
            _text("label", _LABEL),
            *_time(gb.occurredOn),
            _link("location", gb.location),
            _link("participant", gb.participant),
            _link("perpetrator", gb.perpetrator),
            _link("victim", gb.victim),
            _link("candidate", gb.candidate),
        ),
        (gb.leadEvidence,),
    ),
    Table(
        "figures",
        "Reported figures; those that contradict each other are both there and linked.",
        (gb.Observation,),
        (
            _link("indicator", gb.indicator),
            _text("comparator", gb.comparator),
            Column("value", (gb.value,), "REAL"),
            Column("max_value", (gb.maxValue,), "REAL"),
            _link("unit", gb.unit),
            _text("unit_text", gb.unitText),
            *_time(gb.period, "period_"),
            _link("location", gb.location),
            _link("observed_agent", gb.observedAgent),
            _link("event", gb.inEvent),
            Column("contradicts", (gb.contradicts,)),
            *_SAYING,
        ),
        (gb.evidence,),
    ),
    Table(
        "offices",
        "Who held which office when.",
        (gb.Tenure,),
        (
            _link("holder", gb.holder),
            _link("office", gb.office),
            *_time(gb.startedOn, "started_"),
            *_time(gb.endedOn, "ended_"),
        ),
        (gb.evidence,),
    ),
)


def iter_rows(view: View, table: Table) -> Iterator[list[str]]:
    """Yield the rows of a table in the order of their addresses, each cell as text; an empty one is not known."""
    for thing in view.list_things(*table.classes):
        row = [thing, view.get_kind(thing)]
        for column in table.columns:
            row += _fill(view, thing, column)
        if table.passages:
            passages = view.list_passages(thing, *table.passages)
            row += _quote(passages[0]) if passages else [""] * 5
        yield row


def _quote(passage: Passage) -> list[str]:
    where = [passage.article, passage.address, str(passage.start), str(passage.end)]
    return [passage.quote, *where]


def _fill(view: View, thing: str, column: Column) -> list[str]:
    values = view.list_values(thing, *column.path)
    if column.term:
        values = [value.rpartition("#")[2] for value in values]
    if not column.link:
        return [SEPARATOR.join(values)]
    labels = [name_thing(view, value) for value in values]
    return [SEPARATOR.join(labels), SEPARATOR.join(values)]


def name_thing(view: View, thing: str) -> str:
    """Return what people call a thing: its label, a claim's words, an article's title."""
    for path in (_LABEL, gb.content, dcterms.title, dcterms.identifier):
        text = view.get_value(thing, path)
        if text:
            return text
    return thing
