"""Cards: what a fact says, on which words it rests, and where each part of it leads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph_builder.serving.pages.view import UNDATED, Quote, When, get_local_name, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.serving.pages.view import View

CLAIM, MEASURE, EVENT, FIGURE, NAME = "claim", "measure", "event", "figure", "name"
LETTERS = {CLAIM: "C", MEASURE: "M", EVENT: "E", FIGURE: "F", NAME: "N"}
"""A letter for each kind of card, so that colour is never all that tells them apart."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word of a card; with an IRI it leads somewhere."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One fact.

    Attributes:
        iri: Its address.
        kind: One of the kinds above.
        title: What it is, in a few words.
        quotes: The passages that it rests on.
        subject: The thing that it is about or by: a speaker, a measure, an event, an indicator.
        content: What was said.
        direct: Whether in the speaker's own words; none when nothing was said.
        when: When it was said, happened or holds.
        source: The claim by which the article knows it; none when the article itself says so.
        facts: More of it: names and values.
        anchor: Its name within the page of its article.
    """

    iri: str
    kind: str
    title: str
    quotes: tuple[Quote, ...]
    subject: Item | None = None
    content: str = ""
    direct: bool | None = None
    when: When = UNDATED
    source: Item | None = None
    facts: tuple[tuple[str, tuple[Item, ...]], ...] = ()
    confidence: str = ""
    stance: str = ""
    anchor: str = field(default="")
    read_by: str = ""
    """What read it in its article: program, language model, and their versions."""

    @property
    def letter(self) -> str:
        """The letter of its kind."""
        return LETTERS[self.kind]

    @property
    def summary(self) -> str:
        """The card in one line: for a screen reader, and when the mouse rests on its words."""
        who = f"{self.subject.text}: " if self.subject else ""
        when = f" ({self.when.words})" if self.when else ""
        return f"{self.title}, {who}{self.content or ''}{when}".strip(" ,:")


def name_anchor(iri: str) -> str:
    """Return the name of a fact within the page of its article.

    >>> name_anchor("https://example.org/article/a/claim/0123")
    'claim-0123'
    """
    return "-".join(iri.split("/")[-2:])


def make_items(view: View, iris: Iterable[str]) -> tuple[Item, ...]:
    """Return links to things by what people call them."""
    return tuple(Item(name_thing(view, iri), iri) for iri in iris)


def name_thing(view: View, iri: str) -> str:
    """Return what people recognise a thing or a fact by: a figure by its value and what it is of, a claim by its words."""
    if value := view.value(iri, "gb:value") and tell_value(view, iri):
        indicator = view.value(iri, "gb:indicator")
        return f"{view.label(indicator)}: {value}" if indicator else value
    return view.value(iri, "gb:content") or view.label(iri)


def make_claim(view: View, iri: str) -> Card:
    """Return the card of a claim, or of the report that somebody did not say something."""
    speaker = view.value(iri, "gb:speaker")
    text = view.value(iri, "gb:speakerText")
    facts = [
        ("cue", (Item(f"“{view.value(iri, 'gb:cue')}”"),)),
        (
            "in the text",
            (Item(f"“{text}”"),) if text and speaker and text != view.label(speaker) else (),
        ),
        ("to", make_items(view, view.objects(iri, "gb:addressee"))),
        ("about", make_items(view, view.objects(iri, "gb:about"))),
        *_list_manner(view, iri),
    ]
    return Card(
        iri=iri,
        kind=CLAIM,
        title=split_words(view.get_kind(iri)),
        quotes=tuple(view.quotes(iri)),
        subject=Item(view.label(speaker), speaker) if speaker else Item(text or "nobody named"),
        content=view.value(iri, "gb:content"),
        direct=view.value(iri, "gb:isDirect") == "true",
        when=view.when(iri, "gb:statedOn"),
        stance=split_words(get_local_name(view.value(iri, "gb:stance"))),
        **_describe_source(view, iri, facts),
    )


def make_report(view: View, iri: str) -> Card:
    """Return the card of what one article says of a measure or an event."""
    thing = view.value(iri, "gb:reports")
    is_measure = view.get_kind(thing) == "Measure"
    facts = [
        ("announced by", make_items(view, view.objects(iri, "gb:announcedBy"))),
        (
            "status",
            tuple(Item(split_words(get_local_name(s))) for s in view.objects(iri, "gb:status")),
        ),
        *_list_manner(view, iri),
    ]
    return Card(
        iri=iri,
        kind=MEASURE if is_measure else EVENT,
        title="measure" if is_measure else split_words(view.get_kind(thing) or "event"),
        quotes=tuple(view.quotes(iri)),
        subject=Item(view.label(thing), thing),
        when=view.when(iri, "gb:announcedOn" if is_measure else "gb:occurredOn"),
        **_describe_source(view, iri, facts),
    )


def make_step(view: View, iri: str) -> Card:
    """Return the card of one step in the life of a measure."""
    measure = view.value(iri, "gb:changes")
    facts = [("by", make_items(view, view.objects(iri, "gb:by"))), *_list_manner(view, iri)]
    return Card(
        iri=iri,
        kind=MEASURE,
        title=split_words(get_local_name(view.value(iri, "gb:toStatus"))),
        quotes=tuple(view.quotes(iri)),
        subject=Item(view.label(measure), measure),
        when=view.when(iri, "gb:occurredOn"),
        **_describe_source(view, iri, facts),
    )


def make_figure(view: View, iri: str) -> Card:
    """Return the card of a reported figure."""
    indicator = view.value(iri, "gb:indicator")
    others = view.objects(iri, "gb:contradicts")
    facts = [
        ("where", make_items(view, view.objects(iri, "gb:location"))),
        ("of", make_items(view, view.objects(iri, "gb:observedAgent"))),
        ("in", make_items(view, view.objects(iri, "gb:inEvent"))),
        ("disagrees with", tuple(Item(tell_value(view, other), other) for other in others)),
        *_list_manner(view, iri),
    ]
    return Card(
        iri=iri,
        kind=FIGURE,
        title="figure",
        quotes=tuple(view.quotes(iri)),
        subject=Item(view.label(indicator), indicator) if indicator else None,
        content=tell_value(view, iri),
        when=view.when(iri, "gb:period"),
        **_describe_source(view, iri, facts),
    )


def make_tenure(view: View, iri: str) -> Card:
    """Return the card of a person's time in an office."""
    office, holder = view.value(iri, "gb:office"), view.value(iri, "gb:holder")
    ended = view.when(iri, "gb:endedOn")
    facts = [
        ("holder", make_items(view, [holder] if holder else [])),
        ("ended", (Item(ended.words),) if ended else ()),
    ]
    return Card(
        iri=iri,
        kind=NAME,
        title="office",
        quotes=tuple(view.quotes(iri)),
        subject=Item(view.label(office), office),
        when=view.when(iri, "gb:startedOn"),
        **_describe_source(view, iri, facts),
    )


def tell_value(view: View, observation: str) -> str:
    """Return a figure as people write it: comparator, value or range, unit."""
    comparator = view.value(observation, "gb:comparator")
    value, most = view.value(observation, "gb:value"), view.value(observation, "gb:maxValue")
    unit = view.value(observation, "gb:unitText")
    sign = "" if comparator in {"", "="} else f"{comparator} "
    return f"{sign}{value}{f'–{most}' if most not in {'', value} else ''} {unit}".strip()


def _list_manner(view: View, iri: str) -> list[tuple[str, tuple[Item, ...]]]:
    """Return how it is put forward, where that is not the plain way."""
    polarity = split_words(get_local_name(view.value(iri, "gb:polarity")))
    modality = split_words(get_local_name(view.value(iri, "gb:modality")))
    words = [word for word in (polarity, modality) if word and word not in {"affirmed", "asserted"}]
    return [("put forward as", (Item(", ".join(words)),))] if words else []


def _describe_source(
    view: View, iri: str, facts: list[tuple[str, tuple[Item, ...]]]
) -> dict[str, Any]:
    claim = view.value(iri, "gb:accordingTo")
    article = view.value(iri, "gb:reportedIn")
    facts = [*facts, ("reviewed", list_corrections(view, iri))]
    return {
        "read_by": view.value(article, "gb:readBy") if article else "",
        "source": Item(_name_speaker(view, claim), claim) if claim else None,
        "facts": tuple((name, items) for name, items in facts if items),
        "confidence": view.value(iri, "gb:confidence"),
        "anchor": name_anchor(iri),
    }


def list_corrections(view: View, iri: str) -> tuple[Item, ...]:
    """Return what persons said of a thing or fact, who and why, each with the record of it."""
    return tuple(
        Item(_tell_correction(view, correction), correction)
        for correction in view.subjects("gb:corrects", iri)
    )


_DONE = {
    "rename": "renamed it",
    "retype": "gave it another kind",
    "ascribe": "named its speaker",
    "confirm": "confirmed it",
    "reject": "rejected it",
    "add": "added it",
    "date": "dated it",
}


def _tell_correction(view: View, correction: str) -> str:
    done = _DONE.get(view.value(correction, "gb:action"), "corrected it")
    author = view.value(correction, "gb:author")
    return f"{author} {done}: {view.value(correction, 'gb:because')}"


def _name_speaker(view: View, claim: str) -> str:
    speaker = view.value(claim, "gb:speaker")
    return view.label(speaker) if speaker else view.value(claim, "gb:speakerText") or "nobody named"


MAKERS = {
    "Report": make_report,
    "StatusChange": make_step,
    "Observation": make_figure,
    "Tenure": make_tenure,
}


def make_card(view: View, iri: str) -> Card | None:
    """Return the card of a fact; none when it is none."""
    kind = view.get_kind(iri)
    if kind in MAKERS:
        return MAKERS[kind](view, iri)
    return make_claim(view, iri) if view.value(iri, "gb:isDirect") else None


def make_cards(view: View, iris: Iterable[str]) -> list[Card]:
    """Return the cards of facts, by time."""
    cards = [card for card in (make_card(view, iri) for iri in iris) if card]
    return sorted(cards, key=lambda card: (card.when.key, card.iri))
