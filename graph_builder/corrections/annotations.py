"""Corrections from a page of W3C Web Annotations: what persons say in an annotation tool of what ``export --format web-annotation`` wrote.

Annotations with these motivations (Web Annotation Data Model, 3.3.5) are read, all others are left alone:

=============  ===============================================================================
``assessing``  a textual body ``confirm`` or ``reject``, with the purpose ``assessing``
``editing``    a textual body with the name it shall have, with the purpose ``editing``
=============  ===============================================================================

What is meant is the body with the purpose ``identifying``, as it was exported, or else the target's IRI; who says so is the ``creator``,
and why, a textual body with the purpose ``commenting``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph_builder.corrections.records import Correction, Reference
from graph_builder.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.corrections.records import Action

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_MOTIVATIONS = ("assessing", "editing")
_ASSESSMENTS: dict[str, Action] = {"confirm": "confirm", "reject": "reject"}


def is_annotations(content: str) -> bool:
    """Tell whether a text is a page of annotations, and no list of entries."""
    return content.lstrip().startswith("{") and CONTEXT in content


def read_annotations(content: str, source: str) -> tuple[Correction, ...]:
    """Return what the annotations of a page correct, in their order.

    Args:
        content: JSON-LD: a page or collection of annotations, or a single one.
        source: How messages name the file.

    Raises:
        InputError: It is no JSON, or something in it cannot be meant; every annotation concerned is named.
    """
    try:
        page = json.loads(content)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{source}, line {error.lineno}: this is no JSON ({error.msg}); nothing of the file was applied"
        ) from error
    found: list[Correction] = []
    problems: list[str] = []
    place = 0
    for annotation in _list_annotations(page):
        name = str(annotation.get("id", ""))
        place = max(place, content.find(json.dumps(name, ensure_ascii=False), place))
        line = content.count("\n", 0, place) + 1
        try:
            found += _read(annotation, source, line)
        except InputError as problem:
            problems.append(str(problem))
    if problems:
        raise InputError("\n".join(problems))
    return tuple(found)


def _list_annotations(page: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(page, dict):
        return
    for part in ("first", "items"):
        inner = page.get(part)
        for item in inner if isinstance(inner, list) else [inner]:
            yield from _list_annotations(item)
    if "target" in page:
        yield page


def _read(annotation: dict[str, Any], source: str, line: int) -> Iterator[Correction]:
    bodies = [body for body in _list(annotation.get("body")) if isinstance(body, dict)]
    for motivation in _list(annotation.get("motivation")):
        if motivation not in _MOTIVATIONS:
            continue
        said = _find(bodies, motivation)
        thing = _find_thing(annotation, bodies)
        who, why = _get_name(annotation.get("creator")), _find(bodies, "commenting")
        wanted = {"creator": who, "body that says why (commenting)": why, motivation: said}
        missing = next((name for name, value in (*wanted.items(), ("IRI", thing)) if not value), "")
        if missing:
            raise InputError(f"{source}, line {line}: the annotation has no {missing}")
        action: Action | None = "rename" if motivation == "editing" else _ASSESSMENTS.get(said)
        if action is None:
            raise InputError(
                f"{source}, line {line}: {said!r} is no assessment; write 'confirm' or 'reject'"
            )
        yield Correction(
            action=action,
            who=who,
            why=why,
            things=(Reference(address=thing),),
            to=said if action == "rename" else "",
            line=line,
            source=source,
        )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _find(bodies: list[dict[str, Any]], purpose: str) -> str:
    """Return the text of the body that has a purpose."""
    return next(
        (str(body.get("value", "")).strip() for body in bodies if body.get("purpose") == purpose),
        "",
    )


def _find_thing(annotation: dict[str, Any], bodies: list[dict[str, Any]]) -> str:
    named = [body.get("source") for body in bodies if body.get("purpose") == "identifying"]
    target = annotation.get("target")
    return next((item for item in (*named, target) if isinstance(item, str)), "")


def _get_name(creator: Any) -> str:
    return str(creator.get("name", "") if isinstance(creator, dict) else creator or "").strip()
