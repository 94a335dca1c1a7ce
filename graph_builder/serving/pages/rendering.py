"""From what a page shows to its HTML. Every value is escaped by the template engine, none is marked as safe."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from graph_builder.serving.pages.article import read_article
from graph_builder.serving.pages.cards import CLAIM, EVENT, MEASURE, Item, make_card
from graph_builder.serving.pages.figures import draw_group, list_groups
from graph_builder.serving.pages.links import find_place
from graph_builder.serving.pages.listing import list_instances, list_links, list_moments
from graph_builder.serving.pages.neighbourhood import find_neighbours
from graph_builder.serving.pages.overview import list_articles, survey
from graph_builder.serving.pages.quoting import cite, find_original, find_surroundings
from graph_builder.serving.pages.structured import describe
from graph_builder.serving.pages.thing import list_triples, portray
from graph_builder.serving.pages.timeline import (
    draw_timeline,
    find_moments,
    find_runoff,
    list_choices,
)
from graph_builder.serving.pages.view import split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.querying import SavedQuery
    from graph_builder.serving.pages.links import Links
    from graph_builder.serving.pages.table import Facet, Table
    from graph_builder.serving.pages.timeline import Timeline
    from graph_builder.serving.pages.view import View
    from graph_builder.validation import Finding

FOLDER = Path(__file__).resolve().parent
NAVIGATION = (
    ("", "Overview"),
    ("browse/Article", "Articles"),
    ("browse/Person", "People"),
    ("browse/Measure", "Measures"),
    ("timeline", "Timeline"),
    ("figures", "Figures"),
    ("questions", "Questions"),
)
BROWSED = {
    "Article": "Articles",
    "Person": "People",
    "Organization": "Organisations",
    "Place": "Places",
    "Claim": "Claims",
    "Measure": "Measures",
    "Event": "Events",
    "Observation": "Figures",
}
"""The classes that have a list of their own, and its title."""

DATA_FORMATS = (("turtle", "Turtle"), ("json-ld", "JSON-LD"))
KINDS = ((MEASURE, "measures"), (EVENT, "events"), (CLAIM, "claims"))
MOST = 300
MOST_PLOTS = 30
# What HTML cannot hold: shown as the picture of the character, or as the character for what is not one.
_UNSHOWN = {code: 0x2400 + code for code in range(0x20) if code not in {0x09, 0x0A, 0x0D}}
_UNSHOWN |= {0x7F: 0x2421} | dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), 0xFFFD)


def show(value: object) -> object:
    """Return a value as it can stand in HTML; control characters become visible."""
    return value.translate(_UNSHOWN) if type(value) is str else value


@cache
def _get_environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=show,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def warm_up() -> None:
    """Compile the templates, which takes the first page of each kind most of its time."""
    for name in _get_environment().list_templates():
        _get_environment().get_template(name)


def find_lists(view: View) -> bool:
    """Find the long lists that pages are made of, so that no page has to wait for one.

    They are many thousand lines in a large graph, and the same for all pages of it.
    """
    # What takes little first, so that most pages are soon ready.
    for kind in ("Measure", "Person", "Organization", "Place", "Event"):
        list_links(view, kind)
    list_moments(view, "Article", "publishedOn")
    for kinds in ([MEASURE, EVENT], [CLAIM]):
        find_moments(view, kinds)
        list_choices(view, kinds)
    list_groups(view)
    list_moments(view, "Observation", "period")
    return True


@dataclass(frozen=True)
class Renderer:
    """Writes pages of one state of a graph.

    Attributes:
        view: The graph.
        links: Where links lead.
    """

    view: View
    links: Links
    is_editable: bool = False
    has_editor: bool = field(default_factory=(FOLDER / "static" / "yasqe.min.js").is_file)

    def render(self, template: str, here: str | None = None, **values: Any) -> str:
        """Return a page."""
        links = self.links
        return (
            _get_environment()
            .get_template(template)
            .render(
                link=links.to,
                address=links.address,
                page=links.page,
                static=links.static,
                data=links.data,
                cite=partial(cite, self.view),
                correct=self._find_form,
                around=partial(find_surroundings, self.view),
                split=split_words,
                original_of=partial(find_original, self.view),
                is_live=links.is_live,
                navigation=self._list_navigation(),
                data_formats=DATA_FORMATS,
                here=here,
                **values,
            )
        )

    def _list_navigation(self) -> tuple[tuple[str, str], ...]:
        live = (("sparql", "SPARQL"),) if self.links.is_live else ()
        return (
            *NAVIGATION,
            *live,
            *((("corrections", "Corrections"),) if self.is_editable else ()),
        )

    def _find_form(self, iri: str) -> str:
        """Return the address of the form in which a thing can be corrected; empty where there is none."""
        path = iri.removeprefix(self.view.base_iri)
        if not self.is_editable or path == iri or "/status-change/" in path:
            return ""
        return f"{self.links.page('corrections/new')}?about={percent_encode(path, safe='')}"

    # ── pages ──

    def overview(self) -> str:
        """Return the first page."""
        return self.render("overview.html", "", overview=survey(self.view))

    def resource(self, iri: str) -> str:
        """Return the page of whatever stands at an IRI."""
        kind = self.view.get_kind(iri)
        if kind == "Article":
            return self._article(iri)
        if self.view.value(iri, "skos:prefLabel"):
            return self._thing(iri)
        place = self.links.to(iri)
        path = iri.removeprefix(self.view.base_iri)
        return self.render(
            "resource.html",
            portrait=portray(self.view, iri),
            card=make_card(self.view, iri),
            rows=list_triples(self.view, iri),
            place=place if find_place(path)[1] else None,
            here_address=self.links.address(iri),
        )

    def _article(self, iri: str) -> str:
        view = self.view
        return self.render(
            "article.html",
            portrait=portray(view, iri),
            reading=read_article(view, iri),
            file=view.file_state(iri),
            source=view.value(iri, "dcterms:source"),
            read_by=view.value(iri, "gb:readBy"),
            text_hash=view.value(iri, "gb:contentHash"),
            linked_data=_embed(describe(view, iri)),
        )

    def _thing(self, iri: str) -> str:
        return self.render(
            "thing.html",
            portrait=portray(self.view, iri),
            neighbourhood=find_neighbours(self.view, iri),
            rows=list_triples(self.view, iri) if self.links.is_live else [],
            linked_data=_embed(describe(self.view, iri)),
        )

    def browse(self, kind: str, first: int = 0, most: int = MOST) -> str:
        """Return a list of all instances of a class."""
        view = self.view
        total = len(list_instances(view, kind))
        part = slice(first, first + most)
        entries: Sequence[object]
        if kind == "Article":
            moments = list_moments(view, kind, "publishedOn").values()
            newest = sorted(moments, key=lambda moment: bool(moment.when), reverse=True)
            dated = sum(bool(moment.when) for moment in moments)
            entries = list_articles(
                view, [m.iri for m in (*newest[:dated][::-1], *newest[dated:])][part]
            )
        elif kind in {"Claim", "Observation"}:
            cards = (make_card(view, iri) for iri in list_instances(view, kind)[part])
            entries = [Item(card.summary, card.iri) for card in cards if card]
        else:
            entries = list_links(view, kind)[part]
        return self.render(
            "browse.html",
            f"browse/{kind}",
            title=BROWSED[kind],
            entries=entries,
            total=total,
            shown=len(entries),
            first=first,
            **self._turn(first, most, total),
        )

    def _turn(self, first: int, most: int, total: int, **state: Any) -> dict[str, str]:
        """Return the addresses of what stands before and after a part of a list; empty where there is nothing."""
        starts = {
            "earlier": max(0, first - most) if first else None,
            "later": first + most if first + most < total else None,
        }
        return {
            name: f"?{urlencode({**state, 'first': start}, doseq=True)}"
            if start is not None and self.links.is_live
            else ""
            for name, start in starts.items()
        }

    def timeline(
        self,
        kinds: Sequence[str] = (),
        about: str = "",
        line: str | None = None,
        first: int = 0,
        most: int = MOST,
    ) -> str:
        """Return the timeline of some kinds of thing (all), to do with somebody or some place (any)."""
        view = self.view
        chosen = [kind for kind, _ in KINDS if kind in kinds] or [MEASURE, EVENT]
        day = find_runoff(view) if line is None else line
        timeline = draw_timeline(view, find_moments(view, chosen, about), day, most, first)
        return self.render(
            "timeline.html",
            "timeline",
            timeline=timeline,
            kinds=KINDS,
            chosen=chosen,
            counts=_count_kinds(view),
            choices=list_choices(view, chosen) if self.links.is_live else (),
            about=about,
            tally=_tally(timeline),
            first=first,
            **self._turn(first, most, timeline.dated, kind=chosen, about=about, line=day),
        )

    def figures(self, first: int = 0, most: int = MOST_PLOTS) -> str:
        """Return the plots of all figures."""
        groups = list_groups(self.view)
        return self.render(
            "figures.html",
            "figures",
            plots=[draw_group(self.view, group) for group in groups[first : first + most]],
            total=len(groups),
            first=first,
            **self._turn(first, most, len(groups)),
        )

    def findings(self, findings: Sequence[Finding] | None) -> str:
        """Return the page of what the validation found."""
        return self.render("findings.html", findings=findings)

    def questions(self, queries: Sequence[SavedQuery]) -> str:
        """Return the list of the saved questions."""
        return self.render("questions.html", "questions", queries=queries)

    def question(
        self,
        query: SavedQuery,
        values: Mapping[str, str],
        *,
        sparql: str,
        results: Table | None,
        facets: Sequence[Facet] = (),
        only: Mapping[str, str] | None = None,
        problem: str = "",
        downloads: Sequence[tuple[str, str]] = (),
    ) -> str:
        """Return the page of a saved question with its answer."""
        return self.render(
            "question.html",
            "questions",
            query=query,
            values=values,
            sparql=sparql,
            results=results,
            facets=[(facet, self._list_values(facet, values, only or {})) for facet in facets],
            problem=problem,
            downloads=downloads,
        )

    @staticmethod
    def _list_values(
        facet: Facet, values: Mapping[str, str], only: Mapping[str, str]
    ) -> list[tuple[str, int, str]]:
        """Return the values of a facet with how many rows have each, and the address that chooses it, or lets go of it."""
        listed = []
        for value, count in facet.values:
            chosen = {**only, facet.column: value}
            if value == facet.chosen:
                del chosen[facet.column]
            state = {**values, **{f"only.{name}": text for name, text in chosen.items()}}
            listed.append((value, count, f"?{urlencode(state)}"))
        return listed

    def search(self, wanted: str, things: Sequence[str], passages: Sequence[str]) -> str:
        """Return the page of what a search found: things by their names, passages by their words."""
        view = self.view
        return self.render(
            "search.html",
            wanted=wanted,
            names=[(Item(view.label(iri), iri), split_words(view.get_kind(iri))) for iri in things],
            quotes=[view.quote(iri) for iri in passages],
        )

    def error(self, title: str, sentence: str) -> str:
        """Return the page that says what went wrong, with a way back."""
        return self.render("error.html", title=title, sentence=sentence)


def _count_kinds(view: View) -> dict[str, int]:
    counts = {kind: number for kind, _, number in survey(view).counts}
    return {MEASURE: counts["Measure"], EVENT: counts["Event"], CLAIM: counts["Claim"]}


def _tally(timeline: Timeline) -> dict[str, int]:
    tally = {"before": 0, "possibly": 0, "after": 0}
    for bar in timeline.bars:
        if bar.side:
            tally[bar.side] += 1
    return tally


def _embed(data: object) -> Markup:
    """Return JSON that can stand in a script element: nothing in it ends the element."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True)
    escaped = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(escaped)  # noqa: S704 - JSON without < > &
