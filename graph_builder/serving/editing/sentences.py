"""Entries of a corrections file as sentences, in which what they name can be followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.serving.pages.cards import Item, name_thing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.corrections import Correction, Reference
    from graph_builder.serving.pages.view import View

_SENTENCES: Mapping[str, str] = {
    "same": "{things} are one and the same.",
    "different": "{things} are not the same.",
    "unsure": "It cannot be told whether {things} are the same.",
    "rename": "{things} is to be called {to}.",
    "retype": "{things} is of the kind {to}.",
    "ascribe": "{things} was said by {to}.",
    "date": "{things} is dated {to}.",
    "confirm": "{things} is right: somebody has looked.",
    "reject": "{things} is wrong, and leaves the graph.",
    "add": "{to} is added.",
}


def tell(view: View, correction: Correction) -> tuple[Item, ...]:
    """Return an entry as a sentence, piece by piece."""
    pieces: list[Item] = []
    for piece in re.split(r"(\{\w+\})", _SENTENCES[correction.action]):
        if piece == "{things}":
            pieces += _list([_name(view, reference) for reference in correction.things])
        elif piece == "{to}":
            pieces.append(_tell_value(view, correction))
        elif piece:
            pieces.append(Item(piece))
    return tuple(pieces)


def _tell_value(view: View, correction: Correction) -> Item:
    if correction.action == "ascribe":
        return _name(view, correction.references["to"])
    if correction.action == "add":
        details = correction.details
        words = details.get("name") or details.get("link") or details.get("quote", "")
        return Item(f"A {correction.adds}, “{words}”,")
    if correction.when:
        return Item(correction.when.edtf)
    return Item(f"“{correction.to}”")


def _list(items: Sequence[Item]) -> list[Item]:
    return [piece for item in items for piece in (Item(" and "), item)][1:]


def _name(view: View, reference: Reference) -> Item:
    """Return what an entry names, by the words that people know it by."""
    if not reference.address:
        return Item(str(reference))
    address = reference.address.strip("<>")
    iri = address if address.startswith("http") else view.base_iri + address
    if not view.get_kind(iri):
        return Item(reference.address, iri if view.knows(iri) else "")
    return Item(f"“{tell_thing(view, iri)}”", iri)


_ABOUT = {"Report": "gb:reports", "Tenure": "gb:office"}


def tell_thing(view: View, iri: str) -> str:
    """Return what people recognise a thing, a fact or a judgement by."""
    kind = view.get_kind(iri)
    if kind == "Judgement":
        sides = " and ".join(view.label(side) for side in view.objects(iri, "gb:judges"))
        return f"{sides}: {view.value(iri, 'gb:because')}"
    thing = view.value(iri, _ABOUT[kind]) if kind in _ABOUT else ""
    return view.label(thing) if thing else name_thing(view, iri)
