"""W3C Web Annotation Data Model (2017): a page of annotations, one a passage of a fact, as JSON-LD.

Positions count Unicode code points of the text (section 4.2.5); beside them stands the quote with the words around it (4.2.4), by which a
tool finds it in another edition of the text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph_builder.export.tools.tables import TABLES, name_thing
from graph_builder.terms import make_hash
from graph_builder.vocabulary import dcterms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.export.tools.tables import Table
    from graph_builder.export.tools.view import Passage, View

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32


def write_annotations(view: View) -> Iterator[str]:
    """Yield an annotation page, one line an annotation."""
    page = {"@context": _CONTEXT, "id": f"{view.base_iri}annotations", "type": "AnnotationPage"}
    yield json.dumps(page, ensure_ascii=False)[:-1] + ',\n"items": ['
    separator = "\n"
    for annotation in iter_annotations(view):
        yield f"{separator}{json.dumps(annotation, ensure_ascii=False)}"
        separator = ",\n"
    yield "\n]}\n"


def iter_annotations(view: View) -> Iterator[dict[str, Any]]:
    """Yield the annotations, table by table: names say who or what it is, facts say what is told there."""
    for table in TABLES:
        for thing in view.list_things(*table.classes):
            for passage in view.list_passages(thing, *table.passages):
                yield _annotate(view, table, thing, passage)


def _annotate(view: View, table: Table, thing: str, passage: Passage) -> dict[str, Any]:
    kind = view.get_kind(thing)
    return {
        "id": f"{view.base_iri}annotation/{make_hash(thing, passage.address, passage.start, passage.end)}",
        "type": "Annotation",
        "motivation": "identifying" if table.name == "entities" else "describing",
        "body": [
            {"type": "SpecificResource", "source": thing, "purpose": "identifying"},
            {"type": "TextualBody", "value": kind, "purpose": "tagging"},
            {"type": "TextualBody", "value": name_thing(view, thing), "purpose": "describing"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": view.get_value(passage.address, dcterms.source) or passage.address,
            "selector": _select(view.load_text(passage.article), passage),
        },
    }


def _select(text: str, passage: Passage) -> list[dict[str, Any]]:
    start, end = passage.start, passage.end
    return [
        {
            "type": "TextQuoteSelector",
            "exact": passage.quote,
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
