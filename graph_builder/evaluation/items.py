"""The items of a gold file (claims, measures, events, observations) in one form, however they were written.

Two ways of writing are understood, and may be mixed: plain words, as a person marks up a text, and what ``extract`` prints, put
right by hand. Every item needs an ``evidence``: words copied from the text (with ``occurrence`` where it is not the first
place that has them), or an object with ``start`` and ``end``. What else an item says is scored, and what it leaves out is not:

========== =========================================================================================
claims     ``content`` (its first words, or all), ``cue``, ``speaker`` (null: nobody is named), ``direct``, ``polarity``
measures   ``label``, ``key`` (a pattern that a label must fit), ``status``, ``earliest`` and ``latest``
events     ``class``, ``earliest`` and ``latest``
observations ``value``, ``unit``, ``comparator``, ``earliest`` and ``latest``
========== =========================================================================================

Days are written YYYY-MM-DD; null is an unknown bound. All offsets are Unicode code points into ``text``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph_builder.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = ("claims", "measures", "events", "observations")
_TIMES = {"measures": "announcedOn", "events": "occurredOn", "observations": "period"}


def read_items(gold: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return a gold object with its items in the plain form, each with ``start`` and ``end`` of its evidence.

    Args:
        gold: One line of a gold file.
        where: How messages name that line.

    Raises:
        InputError: An item lacks what it needs, or its words do not stand in the text.
    """
    found = dict(gold)
    labels = {
        entity["id"]: entity["label"] for entity in gold.get("entities") or () if "id" in entity
    }
    for kind in KINDS:
        if kind in gold:
            found[kind] = [
                _read_item(item, kind, str(gold["text"]), f"{where}, {kind} {number}", labels)
                for number, item in enumerate(gold[kind], start=1)
            ]
    return found


def _read_item(
    item: Any, kind: str, text: str, where: str, labels: Mapping[str, str]
) -> dict[str, Any]:
    if not isinstance(item, dict) or not item.get("evidence"):
        raise InputError(f"{where}: no “evidence”; give the words of the text that say so")
    plain = dict(item)
    plain["start"], plain["end"] = _find_evidence(item, text, where)
    plain["evidence"] = text[plain["start"] : plain["end"]]
    when = item.get(_TIMES.get(kind, ""))
    if isinstance(when, dict):
        plain |= {"earliest": when.get("earliest"), "latest": when.get("latest")}
    if kind == "claims":
        _read_claim(plain, text, where, labels)
    if kind == "observations" and not isinstance(plain.get("value"), int | float):
        raise InputError(f"{where}: “value” must be a number, not {plain.get('value')!r}")
    if "key" in plain:
        _check_pattern(plain["key"], where)
    return plain


def _check_pattern(key: Any, where: str) -> None:
    try:
        re.compile(str(key or ""))
    except re.error as error:
        raise InputError(
            f"{where}: “key” {key!r} is no regular expression ({error}); mend it or leave it out"
        ) from error


def _find_evidence(item: Mapping[str, Any], text: str, where: str) -> tuple[int, int]:
    span = item["evidence"] if isinstance(item["evidence"], dict) else item
    if isinstance(span.get("start"), int) and isinstance(span.get("end"), int):
        if not 0 <= span["start"] < span["end"] <= len(text):
            raise InputError(
                f"{where}: {span['start']} to {span['end']} lies outside the text, which has {len(text)} characters"
            )
        return span["start"], span["end"]
    place = -1
    for _ in range(int(item.get("occurrence") or 1)):
        place = text.find(str(item["evidence"]), place + 1)
        if place < 0:
            raise InputError(
                f"{where}: “{item['evidence']}” does not stand in the text; copy the words exactly"
            )
    return place, place + len(str(item["evidence"]))


def _read_claim(claim: dict[str, Any], text: str, where: str, labels: Mapping[str, str]) -> None:
    content = claim.get("content")
    if not content:
        raise InputError(f"{where}: no “content”; give the first words of what was said")
    if isinstance(content, list):
        first = min(content, key=lambda part: int(part["start"]))
        claim["content_start"], claim["content"] = int(first["start"]), str(first["text"])
    elif "content_start" not in claim:
        claim["content_start"] = _find_nearest(str(content), text, claim, where)
    if isinstance(claim.get("cue"), dict):
        claim["cue"] = claim["cue"].get("text")
    claim["cue"] = str(claim.get("cue") or "")
    if "speaker" in claim:
        claim["speaker"] = labels.get(claim["speaker"], claim["speaker"])


def _find_nearest(words: str, text: str, claim: Mapping[str, Any], where: str) -> int:
    """Return the place of some words that lies nearest to the evidence of their claim."""
    places = [found.start() for found in re.finditer(re.escape(words), text)]
    if not places:
        raise InputError(f"{where}: “{words}” does not stand in the text; copy the words exactly")
    return min(places, key=lambda place: (abs(place - int(claim["start"])), place))
