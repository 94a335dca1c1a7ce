"""What can be corrected about what, and from a form that a person filled in to an entry of the corrections file."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from graph_builder.corrections.records import PAIRS
from graph_builder.model import ClaimType
from graph_builder.serving.requests import RefusedError, get_one

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.serving.pages.view import View
    from graph_builder.serving.requests import Pairs

AGENTS = ("Agent", "Person", "Organization", "GovernmentBody", "ArmedGroup", "NewsOutlet")
ENTITIES = (*AGENTS, "Place", "Country")
EVENTS = (
    "Event",
    "Election",
    "RunoffElection",
    "ViolentIncident",
    "CourtRuling",
    "Investigation",
)
CLAIMS = ("Claim", *get_args(ClaimType))
_THING = ("same", "different", "rename", "retype", "confirm", "reject")
ACTIONS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(ENTITIES, _THING),
    **dict.fromkeys(EVENTS, (*_THING, "date")),
    "Measure": ("same", "different", "rename", "confirm", "reject", "date"),
    **dict.fromkeys(CLAIMS, ("ascribe", "reject", "retype", "confirm", "date")),
    "Report": ("reject", "confirm", "date"),
    "Observation": ("reject", "confirm", "date"),
    "Tenure": ("reject", "confirm"),
    "Judgement": ("reject", "confirm"),
    "Article": ("date",),
}
"""What can be said of each kind of thing, what is wanted most often first."""

_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in: the entry, and the fields for asking again."""

    about: str
    entry: Mapping[str, Any]
    fields: tuple[tuple[str, str], ...]


def list_classes(kind: str) -> tuple[str, ...]:
    """Return the classes that a thing of this kind could be of instead."""
    family = next((family for family in (ENTITIES, EVENTS, CLAIMS[:-1]) if kind in family), ())
    return tuple(name for name in family if name != kind)


def read_form(view: View, pairs: Pairs) -> Filled:
    """Return what was filled in.

    Raises:
        RefusedError: Something is missing, too long, or of no meaning here; the sentence says what.
    """
    fields = {name: _read(pairs, name) for name in sorted({name for name, _ in pairs})}
    about, action = fields.get("about", ""), fields.get("action", "")
    iri = view.base_iri + about
    if not about or not view.knows(iri):
        raise RefusedError(404, f"The graph has nothing at “{about}”.")
    if action not in ACTIONS.get(view.get_kind(iri), ()):
        raise RefusedError(400, "Choose what is wrong.")
    entry = _make_entry(about, action, fields)
    for name, words in (("who", "Say who you are."), ("why", "Say why.")):
        if not fields.get(name):
            raise RefusedError(400, f"{words} Both stand in the graph beside the correction.")
        entry[name] = fields[name]
    kept = tuple((name, value) for name, value in fields.items() if value and name not in _OWN)
    return Filled(about, entry, kept)


_OWN = frozenset({"token", "seal", "step"})


def _read(pairs: Pairs, name: str) -> str:
    """Return a field as one line of text."""
    text = " ".join((get_one(pairs, name) or "").split())
    if len(text) > _LONGEST:
        raise RefusedError(400, f"“{name}” is longer than {_LONGEST} characters: say it shorter.")
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise RefusedError(400, f"“{name}” has control characters in it: write it anew.")
    return text


def _make_entry(about: str, action: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the entry without who and why."""
    if action not in _ASKED:
        return {action: about}
    names, question = _ASKED[action]
    values = [fields.get(f"{action}-{name}", "") for name in names]
    if action == "same":
        # One is chosen from a list, or else the other is written.
        values = [about, values[0] or values[1]]
    if not all(values):
        raise RefusedError(400, question)
    if action in PAIRS:
        return {action: values}
    return {action: about, names[0]: values[0]}


_ASKED: Mapping[str, tuple[tuple[str, ...], str]] = {
    "same": (("named", "to"), "Say what it is the same as."),
    "different": (("left", "right"), "Say which two are not the same."),
    "rename": (("to",), "Write the right name."),
    "retype": (("to",), "Choose what it is."),
    "ascribe": (("to",), "Choose who said it."),
    "date": (("on",), "Write the date, as 2024-01-10, 2024-01 or 2024."),
}
"""What an action needs besides what it is about, and what is said when that is missing."""
