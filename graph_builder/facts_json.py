"""Facts as JSON and back: what ``extract`` prints, what a graph folder keeps, what ``evaluate`` scores.

One object an article. Offsets are Unicode code points into the text as given, end exclusive, and each ``text``
is exactly that slice. Fields that say nothing (no polarity but ``Affirmed``, no link) are still there where
people look for them, and left out where they are rare.

What is read back shares equal parts, since a large graph has the facts of all its articles in memory.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from graph_builder.model import (
    Claim,
    Entity,
    Event,
    Facts,
    Measure,
    Mention,
    Observation,
    Quantity,
    RelativeTime,
    Span,
    StatusStep,
    Tenure,
    TimeExpression,
    TimeSpan,
)
from graph_builder.sharing import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Json = dict[str, Any]


def to_json(facts: Facts) -> Json:
    """Return the facts of an article in the form of ``graph-builder extract``."""
    return {
        "id": facts.article_id,
        "date": write_when(facts.date),
        "times": [_write_time(time) for time in facts.times],
        "quantities": [_write_quantity(quantity) for quantity in facts.quantities],
        "entities": [write_entity(entity) for entity in facts.entities],
        "claims": [_write_claim(claim) for claim in facts.claims],
        "measures": [write_measure(measure) for measure in facts.measures],
        "events": [write_event(event) for event in facts.events],
        "observations": [write_observation(figure) for figure in facts.observations],
        "tenures": [write_tenure(tenure) for tenure in facts.tenures],
        "remarks": list(facts.remarks),
    }


def from_json(data: Mapping[str, Any]) -> Facts:
    """Return the facts that ``to_json`` wrote.

    Raises:
        KeyError: A field is missing.
    """
    return Facts(
        article_id=data["id"],
        date=read_when(data["date"]),
        times=tuple(_read_time(item) for item in data["times"]),
        quantities=tuple(_read_quantity(item) for item in data["quantities"]),
        entities=tuple(read_entity(item) for item in data["entities"]),
        claims=tuple(_read_claim(item) for item in data["claims"]),
        measures=tuple(read_measure(item) for item in data["measures"]),
        events=tuple(read_event(item) for item in data["events"]),
        observations=tuple(read_observation(item) for item in data["observations"]),
        tenures=tuple(read_tenure(item) for item in data["tenures"]),
        remarks=tuple(data["remarks"]),
    )


def _write_span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}


def _read_span(data: Mapping[str, Any]) -> Span:
    return share(Span(data["start"], data["end"], data["text"]))


def _write_spans(spans: Iterable[Span]) -> list[Json]:
    return [_write_span(span) for span in spans]


def _read_spans(data: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(_read_span(item) for item in data)


def _read_optional(data: Mapping[str, Any], name: str) -> Span | None:
    return _read_span(data[name]) if data.get(name) else None


def _write_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


@lru_cache(maxsize=4096, typed=True)
def _read_number(value: float | None) -> Decimal:
    return Decimal(repr(value))


@lru_cache(maxsize=4096)
def _read_day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def write_when(when: TimeSpan) -> Json:
    """Return a time in the form of ``to_json``."""
    data: Json = {
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "edtf": when.edtf,
    }
    if when.because:
        data["because"] = when.because
    if when.evidence:
        data["evidence"] = _write_span(when.evidence)
    if when.extent:
        data["extent"] = True
    if when.relative:
        data["relative"] = _write_relative(when.relative)
    return data


def _write_relative(relative: RelativeTime) -> Json:
    data: Json = {"unit": relative.unit, "first": relative.first, "last": relative.last}
    if relative.until_article:
        data["untilArticle"] = True
    if relative.from_article:
        data["fromArticle"] = True
    if relative.weekday is not None:
        data["weekday"] = relative.weekday
    if relative.month is not None:
        data["month"] = relative.month
    if relative.day is not None:
        data["day"] = relative.day
    return data


def read_when(data: Mapping[str, Any]) -> TimeSpan:
    """Return a time that ``write_when`` wrote."""
    relative = data.get("relative")
    when = TimeSpan(
        earliest=_read_day(data["earliest"]) if data["earliest"] else None,
        latest=_read_day(data["latest"]) if data["latest"] else None,
        edtf=data["edtf"],
        because=data.get("because", ""),
        evidence=_read_optional(data, "evidence"),
        extent=data.get("extent", False),
        relative=_read_relative(relative) if relative else None,
    )
    return share(when)


def _read_relative(data: Mapping[str, Any]) -> RelativeTime:
    return RelativeTime(
        data["unit"],
        data["first"],
        data["last"],
        data.get("untilArticle", False),
        data.get("fromArticle", False),
        data.get("weekday"),
        data.get("month"),
        data.get("day"),
    )


def _write_time(time: TimeExpression) -> Json:
    return {
        **_write_span(time.span),
        "type": time.type,
        "value": time.value,
        **{name: value for name, value in write_when(time.when).items() if name != "evidence"},
    }


def _read_time(data: Mapping[str, Any]) -> TimeExpression:
    span = _read_span(data)
    when = read_when({**data, "evidence": _write_span(span)})
    return TimeExpression(span, data["type"], data["value"], when)


def _write_quantity(quantity: Quantity) -> Json:
    data: Json = {
        **_write_span(quantity.span),
        "value": _write_number(quantity.value),
        "unit": quantity.unit,
        "normalUnit": quantity.normal_unit,
        "comparator": quantity.comparator,
        "kind": quantity.kind,
    }
    if quantity.max_value is not None:
        data["maxValue"] = _write_number(quantity.max_value)
    if quantity.value_span:
        data["valueSpan"] = _write_span(quantity.value_span)
    return data


def _read_quantity(data: Mapping[str, Any]) -> Quantity:
    return Quantity(
        span=_read_span(data),
        value=_read_number(data["value"]),
        unit=data["unit"],
        comparator=data["comparator"],
        max_value=_read_number(data["maxValue"]) if "maxValue" in data else None,
        normal_unit=data["normalUnit"],
        kind=data["kind"],
        value_span=_read_optional(data, "valueSpan"),
    )


def write_entity(entity: Entity) -> Json:
    """Return an entity in the form of ``to_json``."""
    data: Json = {
        "id": entity.id,
        "type": entity.type,
        "label": entity.label,
        "named": entity.named,
        "mentions": [_write_span(m.span) for m in entity.mentions if m.kind == "name"],
        "otherMentions": [
            {**_write_span(m.span), "kind": m.kind} for m in entity.mentions if m.kind != "name"
        ],
    }
    if entity.offices:
        data["offices"] = [{"office": office, "of": whom} for office, whom in entity.offices]
    if entity.within:
        data["within"] = list(entity.within)
    if entity.external:
        data["external"] = dict(sorted(entity.external.items()))
    if entity.country:
        data["country"] = entity.country
    return data


def read_entity(data: Mapping[str, Any]) -> Entity:
    """Return an entity that ``write_entity`` wrote."""
    mentions = [Mention(_read_span(item), "name") for item in data["mentions"]]
    mentions += [Mention(_read_span(item), item["kind"]) for item in data["otherMentions"]]
    return Entity(
        id=data["id"],
        type=data["type"],
        label=data["label"],
        mentions=tuple(sorted(mentions, key=lambda mention: mention.span)),
        named=data["named"],
        offices=tuple((item["office"], item["of"]) for item in data.get("offices", ())),
        within=tuple(data.get("within", ())),
        external=data.get("external", {}),
        country=data.get("country", ""),
    )


def _write_claim(claim: Claim) -> Json:
    data: Json = {
        "type": claim.type,
        "speaker": claim.speaker,
        "source": _write_span(claim.source) if claim.source else None,
        "cue": _write_span(claim.cue),
        "content": _write_spans(claim.content),
        "direct": claim.direct,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "statedOn": write_when(claim.stated_on),
        "accordingTo": claim.according_to,
        "addressee": claim.addressee,
        "about": list(claim.about),
        "evidence": _write_span(claim.evidence),
        "confidence": _write_number(claim.confidence),
    }
    if claim.stance:
        data["stance"] = claim.stance
    if claim.further_speakers:
        data["furtherSpeakers"] = list(claim.further_speakers)
    return data


def _read_claim(data: Mapping[str, Any]) -> Claim:
    return Claim(
        type=data["type"],
        cue=_read_span(data["cue"]),
        content=_read_spans(data["content"]),
        evidence=_read_span(data["evidence"]),
        source=_read_optional(data, "source"),
        speaker=data["speaker"],
        direct=data["direct"],
        stated_on=read_when(data["statedOn"]),
        addressee=data["addressee"],
        about=tuple(data["about"]),
        stance=data.get("stance"),
        further_speakers=tuple(data.get("furtherSpeakers", ())),
        **_read_standing(data),
    )


def _read_standing(data: Mapping[str, Any]) -> Json:
    """Return how sure a fact is and who says so, as keyword arguments."""
    return {
        "polarity": data["polarity"],
        "modality": data["modality"],
        "according_to": data["accordingTo"],
        "confidence": _read_number(data["confidence"]),
    }


def _write_standing(fact: Measure | Event | Observation) -> Json:
    return {
        "accordingTo": fact.according_to,
        "polarity": fact.polarity,
        "modality": fact.modality,
        "evidence": _write_span(fact.evidence),
        "confidence": _write_number(fact.confidence),
    }


def _write_places(locations: tuple[str, ...]) -> Json:
    return {"location": locations[0] if locations else None, "locations": list(locations)}


def write_measure(measure: Measure) -> Json:
    """Return a report of a measure in the form of ``to_json``."""
    return {
        "label": measure.label,
        "type": measure.type,
        "announcedBy": measure.announced_by,
        "announcedOn": write_when(measure.announced_on),
        "announcedIn": measure.announced_in,
        "status": measure.status,
        "steps": [_write_step(step) for step in measure.steps],
        "targets": list(measure.targets),
        **_write_places(measure.locations),
        "furtherEvidence": _write_spans(measure.further_evidence),
        **_write_standing(measure),
    }


def read_measure(data: Mapping[str, Any]) -> Measure:
    """Return a report of a measure that ``write_measure`` wrote."""
    return Measure(
        label=data["label"],
        type=data["type"],
        status=data["status"],
        evidence=_read_span(data["evidence"]),
        announced_by=data["announcedBy"],
        announced_on=read_when(data["announcedOn"]),
        announced_in=data["announcedIn"],
        steps=tuple(_read_step(item) for item in data["steps"]),
        targets=tuple(data["targets"]),
        locations=tuple(data["locations"]),
        further_evidence=_read_spans(data["furtherEvidence"]),
        **_read_standing(data),
    )


def _write_step(step: StatusStep) -> Json:
    return {
        "status": step.status,
        "by": step.by,
        "occurredOn": write_when(step.occurred_on),
        "accordingTo": step.according_to,
        "polarity": step.polarity,
        "modality": step.modality,
        "evidence": _write_span(step.evidence),
    }


def _read_step(data: Mapping[str, Any]) -> StatusStep:
    return StatusStep(
        status=data["status"],
        evidence=_read_span(data["evidence"]),
        by=data["by"],
        occurred_on=read_when(data["occurredOn"]),
        according_to=data["accordingTo"],
        polarity=data["polarity"],
        modality=data["modality"],
    )


_ROLES = ("participants", "perpetrators", "victims", "candidates")


def write_event(event: Event) -> Json:
    """Return a report of an event in the form of ``to_json``."""
    return {
        "class": event.type,
        "label": event.label,
        "kind": event.kind,
        "occurredOn": write_when(event.occurred_on),
        **_write_places(event.locations),
        **{role: list(getattr(event, role)) for role in _ROLES},
        "furtherEvidence": _write_spans(event.further_evidence),
        **_write_standing(event),
    }


def read_event(data: Mapping[str, Any]) -> Event:
    """Return a report of an event that ``write_event`` wrote."""
    return Event(
        type=data["class"],
        label=data["label"],
        evidence=_read_span(data["evidence"]),
        kind=data["kind"],
        occurred_on=read_when(data["occurredOn"]),
        locations=tuple(data["locations"]),
        further_evidence=_read_spans(data["furtherEvidence"]),
        **_read_roles(data),
        **_read_standing(data),
    )


def _read_roles(data: Mapping[str, Any]) -> Json:
    return {role: tuple(data[role]) for role in _ROLES}


def write_observation(figure: Observation) -> Json:
    """Return a reported figure in the form of ``to_json``."""
    data: Json = {
        "indicator": figure.indicator,
        "value": _write_number(figure.value),
        "unit": figure.unit,
        "normalUnit": figure.normal_unit,
        "comparator": figure.comparator,
        "period": write_when(figure.period),
        **_write_places(figure.locations),
        "observedAgent": figure.observed_agent,
        "inEvent": figure.in_event,
        **_write_standing(figure),
    }
    if figure.max_value is not None:
        data["maxValue"] = _write_number(figure.max_value)
    return data


def read_observation(data: Mapping[str, Any]) -> Observation:
    """Return a reported figure that ``write_observation`` wrote."""
    return Observation(
        indicator=data["indicator"],
        value=_read_number(data["value"]),
        evidence=_read_span(data["evidence"]),
        unit=data["unit"],
        normal_unit=data["normalUnit"],
        comparator=data["comparator"],
        max_value=_read_number(data["maxValue"]) if "maxValue" in data else None,
        period=read_when(data["period"]),
        locations=tuple(data["locations"]),
        observed_agent=data["observedAgent"],
        in_event=data["inEvent"],
        **_read_standing(data),
    )


def write_tenure(tenure: Tenure) -> Json:
    """Return a time in an office in the form of ``to_json``."""
    return {
        "holder": tenure.holder,
        "office": tenure.office,
        "of": tenure.of,
        "startedOn": write_when(tenure.started_on),
        "endedOn": write_when(tenure.ended_on),
        "accordingTo": tenure.according_to,
        "evidence": _write_span(tenure.evidence),
    }


def read_tenure(data: Mapping[str, Any]) -> Tenure:
    """Return a time in an office that ``write_tenure`` wrote."""
    return Tenure(
        holder=data["holder"],
        office=data["office"],
        evidence=_read_span(data["evidence"]),
        of=data["of"],
        started_on=read_when(data["startedOn"]),
        ended_on=read_when(data["endedOn"]),
        according_to=cast("int | None", data["accordingTo"]),
    )
