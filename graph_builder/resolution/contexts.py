"""Which country an article is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.model import Member
from graph_builder.naming import fold
from graph_builder.resolution.locals import get_article_country

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.model import Facts


def find_context(facts: Facts, paths: Mapping[Member, str]) -> str:
    """Return the path of the country that an article speaks of most, or nothing."""
    country = get_article_country(facts)
    found = [
        paths[Member(facts.article_id, entity.id)]
        for entity in facts.entities
        if country and entity.type == "Country" and fold(entity.label) == country
    ]
    return found[-1] if found else ""
