"""An article with its facts where they stand: flat marks, cut at every boundary of a passage."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graph_builder.serving.pages.cards import CLAIM, NAME, Card, Item, make_card

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.serving.pages.view import Quote, View


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text in which nothing begins or ends.

    Attributes:
        text: Its words.
        cards: The facts that rest on it, that with the fewest words first.
        name: The thing that it names.
        opening: The facts whose words begin here, and the passages that do.
        anchors: The names of the passages that begin here.
    """

    text: str
    cards: tuple[Card, ...] = ()
    name: Item | None = None
    opening: tuple[Card, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def pins(self) -> tuple[Card, ...]:
        """What is pinned to the beginning of the piece: every claim, and one fact of each other kind and thing."""
        pins = {
            (card.kind, card.iri if card.kind == CLAIM else card.subject): card
            for card in reversed(self.opening)
        }
        return tuple(reversed(pins.values()))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its facts."""
        kinds = {card.kind for card in self.cards} | ({NAME} if self.name else set())
        return tuple(sorted(kinds))


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as its page shows it.

    Attributes:
        pieces: The text; none when the copy in the graph folder is gone or was changed.
        cards: The facts in the order of the text.
        misfits: Facts whose quotes are not what stands in the text.
        names: The things named, and how often.
    """

    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]
    misfits: tuple[Card, ...]
    names: tuple[tuple[Item, int], ...]


def read_article(view: View, article: str) -> Reading:
    """Return an article's text cut into pieces, and its facts."""
    text = view.text(article)
    cards = _find_cards(view, article)
    passages = [view.quote(passage) for passage in view.subjects("gb:inArticle", article)]
    names = _find_names(view, passages)
    misfits = [card for card in cards if text is None or not _fits(card, text)]
    fitting = [card for card in cards if card not in misfits]
    pieces = cut_text(text, fitting, names, passages) if text is not None else ()
    return Reading(pieces, tuple(fitting), tuple(misfits), _count_names(names))


def _find_cards(view: View, article: str) -> list[Card]:
    found = (make_card(view, iri) for iri in view.subjects("gb:reportedIn", article))
    cards = [card for card in found if card]
    return sorted(cards, key=lambda card: (_get_start(card), card.kind, card.iri))


def _get_start(card: Card) -> int:
    return min((quote.start for quote in card.quotes), default=0)


def _find_names(view: View, passages: Iterable[Quote]) -> list[tuple[Quote, Item]]:
    names = [
        (passage, Item(view.label(thing), thing))
        for passage in passages
        for thing in view.subjects("gb:mentionedAt", passage.iri)
    ]
    return sorted(names, key=lambda pair: (pair[0].start, pair[0].end, pair[1].iri))


def _count_names(names: list[tuple[Quote, Item]]) -> tuple[tuple[Item, int], ...]:
    counts: dict[Item, int] = {}
    for _, item in names:
        counts[item] = counts.get(item, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].text)))


def _fits(card: Card, text: str) -> bool:
    return all(_stands(quote, text) for quote in card.quotes)


def cut_text(
    text: str,
    cards: Iterable[Card],
    names: Iterable[tuple[Quote, Item]],
    passages: Iterable[Quote] = (),
) -> tuple[Piece, ...]:
    """Cut a text at every boundary of a passage. The pieces joined are the text.

    Args:
        text: The article's text.
        cards: The facts; all their quotes fit the text.
        names: Where things are named.
        passages: All passages to which a link may lead.
    """
    spans = [(quote, card) for card in cards for quote in card.quotes]
    named = [pair for pair in names if _stands(pair[0], text)]
    anchors: dict[int, set[str]] = {}
    for passage in passages:
        if _stands(passage, text):
            anchors.setdefault(passage.start, set()).add("-".join(passage.iri.split("/")[-2:]))
    cuts = {0, len(text), *anchors}
    for quote, _ in (*spans, *named):
        cuts |= {quote.start, quote.end}
    return tuple(
        _make_piece(text, start, end, spans, named, tuple(sorted(anchors.get(start, ()))))
        for start, end in pairwise(sorted(cuts))
    )


def _stands(quote: Quote, text: str) -> bool:
    return text[quote.start : quote.end] == quote.text


def _make_piece(
    text: str,
    start: int,
    end: int,
    spans: list[tuple[Quote, Card]],
    names: list[tuple[Quote, Item]],
    anchors: tuple[str, ...],
) -> Piece:
    here = [(quote, card) for quote, card in spans if quote.start <= start < quote.end]
    here.sort(key=lambda pair: (pair[0].end - pair[0].start, pair[1].iri))
    named = [(quote, item) for quote, item in names if quote.start <= start < quote.end]
    named.sort(key=lambda pair: pair[0].end - pair[0].start)
    opening = {
        card.iri: card for quote, card in here if quote.start == start and quote == card.quotes[0]
    }
    return Piece(
        text[start:end],
        tuple({card.iri: card for _, card in here}.values()),
        named[0][1] if named else None,
        tuple(opening.values()),
        anchors,
    )
