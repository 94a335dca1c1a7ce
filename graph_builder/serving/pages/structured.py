"""What a page says of its thing in the words of schema.org, for search engines and readers of linked data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph_builder.serving.pages.view import View

_TYPES = {
    "Article": "NewsArticle",
    "Person": "Person",
    "NewsOutlet": "NewsMediaOrganization",
    "Organization": "Organization",
    "GovernmentBody": "GovernmentOrganization",
    "ArmedGroup": "Organization",
    "Country": "Country",
    "Place": "Place",
}
_EVENTS = {"Event", "Election", "RunoffElection", "ViolentIncident", "CourtRuling", "Investigation"}


def describe(view: View, iri: str) -> dict[str, Any]:
    """Return a thing as schema.org JSON-LD. A date stands in it only when it is one day."""
    kind = view.get_kind(iri)
    data: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@id": iri,
        "@type": "Event" if kind in _EVENTS else _TYPES.get(kind, "Thing"),
        "name": view.label(iri),
    }
    if names := view.objects(iri, "skos:altLabel"):
        data["alternateName"] = names
    if elsewhere := view.objects(iri, "schema:sameAs"):
        data["sameAs"] = elsewhere
    if kind == "Article":
        _add(data, "headline", view.value(iri, "dcterms:title"))
        _add(data, "url", view.value(iri, "dcterms:source"))
        _add(data, "datePublished", _get_day(view, iri, "gb:publishedOn"))
        data["publisher"] = [
            {"@type": "NewsMediaOrganization", "@id": outlet, "name": view.label(outlet)}
            for outlet in view.objects(iri, "gb:publisher")
        ]
    if data["@type"] == "Event":
        _add(data, "startDate", _get_day(view, iri, "gb:occurredOn"))
    return data


def _add(data: dict[str, Any], name: str, value: str) -> None:
    if value:
        data[name] = value


def _get_day(view: View, iri: str, predicate: str) -> str:
    when = view.when(iri, predicate)
    return when.earliest if when.earliest == when.latest else ""
