"""Publishers and agencies, kept up: each is the outlet that articles speak of by its name, else one of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.upkeep.state import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_builder.mapping import Names
    from graph_builder.model import Article, Thing
    from graph_builder.terms import Term
    from graph_builder.upkeep.state import State

_PUBLISHER, _CALLED, _PATH = "publisher", "outlet called", "outlet path"


@dataclass
class Outlets:
    """What became of outlets.

    Attributes:
        articles: The articles of which the publisher or agency is another thing now.
        touched: The outlets of which nobody speaks that may be different.
        found: Such as there are of these, with their names.
    """

    articles: set[str] = field(default_factory=set)
    touched: set[Term] = field(default_factory=set)
    found: list[tuple[Term, set[str]]] = field(default_factory=list)


def renew_outlets(
    state: State,
    changed: Mapping[str, Article | None],
    things: Iterable[Thing],
    gone: Iterable[str],
    names: Names,
) -> Outlets:
    """Return what became of outlets.

    Args:
        state: What was decided; things and paths as they are now.
        changed: The articles that are new or different; none for one that is gone.
        things: The things that may be different, whatever they are.
        gone: The paths that no thing has any longer.
        names: The IRIs.
    """
    things = list(things)
    concerned = keep_outlets(state, changed, things, gone)
    outlets = Outlets()
    for label in sorted(concerned):
        if note_outlet(state, label, _find_path(state, label)):
            outlets.articles |= {
                article for (article, _), _ in state.list_places(_PUBLISHER, label)
            }
    called = [thing.path for thing in things]
    roots = {names.outlet(label) for label in concerned}
    roots |= {names.thing(path) for path in (*gone, *called) if path.startswith("outlet/")}
    _find_unspoken(state, roots, names, outlets)
    return outlets


def keep_outlets(
    state: State,
    changed: Mapping[str, Article | None],
    things: Iterable[Thing],
    gone: Iterable[str],
) -> set[str]:
    """Keep what outlets are called and who publishes articles; return the names for which that is different."""
    called = {thing.path: _list_names(thing) for thing in things}
    concerned: set[str] = set()
    for path, labels in {**dict.fromkeys(gone, ()), **called}.items():
        entries = [Entry(_CALLED, label, 0) for label in labels]
        less, more = state.put(path, (_CALLED,), entries)
        concerned |= {entry.key for entry in (*less, *more)}
    for article_id, article in changed.items():
        publishers = (article.publisher, article.agency) if article else ()
        entries = [
            Entry(_PUBLISHER, name, number) for number, name in enumerate(publishers) if name
        ]
        less, more = state.put(article_id, (_PUBLISHER,), entries)
        state.add_up(less, more)
        concerned |= {entry.key for entry in (*less, *more)}
    return concerned


def note_outlet(state: State, label: str, path: Sequence[str]) -> bool:
    """Keep the path of the outlet that articles call so, if they do; return whether that is different."""
    return bool(state.set_digests(_PATH, label, path))


def find_outlets(state: State, labels: Iterable[str]) -> list[tuple[str, str]]:
    """Return by names of publishers the paths of the outlets that articles call so, as far as they do."""
    return [(label, path) for label in labels for path in _find_path(state, label)]


def _list_names(thing: Thing) -> Sequence[str]:
    return (thing.label, *thing.alt_labels) if thing.type == "NewsOutlet" else ()


def _find_path(state: State, label: str) -> list[str]:
    """Return the path of the outlet that articles call so, the first of several; nothing where they speak of none."""
    return [path for (path, _), _ in state.list_places(_CALLED, label)[:1]]


def _find_unspoken(state: State, roots: set[Term], names: Names, outlets: Outlets) -> None:
    """Add the outlets among some addresses that publish articles, and of which no article speaks."""
    labels: dict[Term, set[str]] = {}
    if roots:
        for label in state.list_tally_keys(_PUBLISHER):
            if not _find_path(state, label):
                labels.setdefault(names.outlet(label), set()).add(label)
    for iri in sorted(roots):
        path = iri[1:-1].removeprefix(names.base)
        if state.find_named("entity", path) is None:
            outlets.touched.add(iri)
            if iri in labels:
                outlets.found.append((iri, labels[iri]))
