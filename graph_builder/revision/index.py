"""From what an entry calls a thing to the thing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from graph_builder.mapping import Names
from graph_builder.mapping.names import ArticleNames
from graph_builder.model import Member
from graph_builder.naming import fold
from graph_builder.terms import DEFAULT_BASE_IRI, encode_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph_builder.corrections import Reference
    from graph_builder.model import Article, Facts, Judgement, Resolution, Span
    from graph_builder.terms import Term

Kind: TypeAlias = Literal[
    "entity", "measure", "event", "claim", "observation", "tenure", "article", "judgement"
]
THINGS = ("entity", "measure", "event")
_SHOWN = 4
_ENTITY_WORDS = ("", "entity", "person", "organization", "place", "thing")


@dataclass(frozen=True)
class Target:
    """What an entry is about.

    Attributes:
        kind: What it is.
        members: The articles' own things, claims or figures that it is; of an article its id, as a member without a number.
        iri: Its IRI.
        label: How messages name it: of a thing, its path.
        core: Those of the members that have this address by themselves, and not by being one with others.
        judgement: The judgement that it is, if it is one.
        is_former: Whether its address is one that it would have alone, and has not in this world.
    """

    kind: Kind
    members: frozenset[Member]
    iri: Term
    label: str = ""
    core: frozenset[Member] = frozenset()
    judgement: Judgement | None = None
    is_former: bool = False

    @property
    def lead(self) -> Member:
        """One of its members, always the same."""
        return min(self.core or self.members, key=lambda m: (m.article_id, str(m.local)))

    def get_local(self, article_id: str) -> str:
        """Return the id by which an article knows it; empty when the article does not speak of it."""
        return min((str(m.local) for m in self.members if m.article_id == article_id), default="")


class UnclearReferenceError(Exception):
    """What an entry is about cannot be told; the message is for people."""


class Index:
    """Everything that entries can be about, in one world."""

    def __init__(
        self, resolution: Resolution, articles: Mapping[str, Article], base_iri: str
    ) -> None:
        """Take the world, its articles and what the addresses begin with."""
        self.resolution = resolution
        self.articles = articles
        self.names = Names(base_iri)
        self._bases = (self.names.base, DEFAULT_BASE_IRI)
        self._facts = {facts.article_id: facts for facts in resolution.facts}
        self._paths: dict[str, tuple[Kind, set[Member]]] = {}
        for kind, paths in (
            ("entity", resolution.paths),
            ("measure", resolution.measure_paths),
            ("event", resolution.event_paths),
        ):
            for member, path in paths.items():
                self._paths.setdefault(path, (kind, set()))[1].add(member)  # type: ignore[arg-type] # kinds of THINGS

    def get_path(self, kind: Kind, member: Member) -> str:
        """Return the path of the thing that an article's own thing is; empty when it is none."""
        world = self.resolution
        paths = {"entity": world.paths, "measure": world.measure_paths, "event": world.event_paths}
        return paths[kind].get(member, "") if kind in paths else ""

    def get_members(self, path: str) -> frozenset[Member]:
        """Return the articles' own things that the thing with a path is."""
        return frozenset(self._paths[path][1]) if path in self._paths else frozenset()

    def find_added(self, kind: str, article_id: str, words: str, name: str) -> Term:
        """Return the IRI of the last thing or fact of an article with these words and this name; empty if there is none."""
        facts = self._facts[article_id]
        if kind == "entity":
            label = name or words
            ids = [entity.id for entity in facts.entities if entity.label == label]
            paths = [self.get_path("entity", Member(article_id, id_)) for id_ in ids]
            return self.names.thing(paths[-1]) if paths else ""
        found = ""
        for _, target in self._list_facts(article_id):
            fact = getattr(facts, f"{target.kind}s")[int(target.lead.local)]
            label = getattr(fact, "label", name)
            if target.kind == kind and fact.evidence.text == words and label == name:
                path = self.get_path(target.kind, target.lead)
                found = self.names.thing(path) if path else target.iri
        return found

    def find(self, reference: Reference) -> Target:
        """Return what is meant.

        Raises:
            UnclearReferenceError: It is not there, or it could be several things.
        """
        if reference.address:
            return self._find_address(reference.address)
        return self._find_quote(reference)

    # ── Addresses ──

    def _find_address(self, address: str) -> Target:
        path = self._shorten(address)
        found = (
            self._find_thing(path)
            or self._find_in_article(path)
            or self._find_judgement(path)
            or self._find_tenure(path)
            or self._find_label(path)
        )
        if found is None:
            raise UnclearReferenceError(
                f"{address!r} is not in the graph; 'graph-builder query entities --format csv' shows the addresses that are"
            )
        return found

    def _shorten(self, address: str) -> str:
        text = address.strip().removeprefix("<").removesuffix(">")
        for base in self._bases:
            text = text.removeprefix(base)
        return text if text.startswith("http") else text.lstrip("/")

    def _find_thing(self, path: str) -> Target | None:
        if path in self._paths:
            kind, members = self._paths[path]
            return self._make_thing(kind, path, members, members & self._get_alias(path))
        members = set(self._get_alias(path))
        if not members:
            known_as = self.resolution.replaced.get(path)
            return self._find_thing(known_as) if known_as in self._paths else None
        kind = self._get_kind(path)
        homes = sorted({self.get_path(kind, member) for member in members})
        if len(homes) > 1:
            raise UnclearReferenceError(f"{path!r} could be {' or '.join(homes)}; say which")
        if path.startswith("member/"):
            return self._make_thing(kind, homes[0], members, members)
        found = self._make_thing(kind, homes[0], self._paths[homes[0]][1], members)
        return replace(found, is_former=True)

    def _make_thing(self, kind: Kind, path: str, members: set[Member], core: set[Member]) -> Target:
        return Target(
            kind, frozenset(members), self.names.thing(path), path, frozenset(core or members)
        )

    def _get_alias(self, path: str) -> frozenset[Member]:
        return self.resolution.aliases.get(path, frozenset())

    @staticmethod
    def _get_kind(path: str) -> Kind:
        parts = path.split("/")
        word = parts[2] if parts[0] == "member" and len(parts) > 2 else parts[0]  # noqa: PLR2004 - member/ARTICLE/kind
        return "measure" if word == "measure" else "event" if word == "event" else "entity"

    def _find_label(self, name: str) -> Target | None:
        if "/" in name:
            return None
        found = sorted(
            thing.path
            for things in (
                self.resolution.things,
                self.resolution.measures,
                self.resolution.events,
            )
            for thing in things
            if fold(name) in {fold(label) for label in (thing.label, *thing.alt_labels)}
        )
        if len(found) > 1:
            raise UnclearReferenceError(f"{name!r} could be {_list(found)}; say which")
        return self._find_thing(found[0]) if found else None

    @cached_property
    def _article_ids(self) -> Mapping[str, str]:
        return {encode_name(article_id): article_id for article_id in self._facts}

    def _find_in_article(self, path: str) -> Target | None:
        parts = path.split("/")
        article_id = (
            self._article_ids.get(parts[1]) if parts[0] == "article" and parts[1:] else None
        )
        if article_id is None:
            return None
        if len(parts) == 2:  # noqa: PLR2004 - article/ID
            return self._make_article(article_id)
        wanted = self.names.thing(path)
        return next((t for t in self._list_facts(article_id) if t[0] == wanted), (None, None))[1]

    def _make_article(self, article_id: str) -> Target:
        iri_ = self.names.article(article_id)
        return Target("article", frozenset({Member(article_id, "")}), iri_, article_id)

    def _list_facts(self, article_id: str) -> Iterator[tuple[Term, Target]]:
        """Yield what an article reports, by the IRI that it has there."""
        facts = self._facts[article_id]
        own = ArticleNames(self.articles[article_id], facts, self.names)
        for kind, iris in (("claim", own.claims), ("observation", own.observations)):
            for number, name in enumerate(iris):
                yield name, self._make_fact(kind, article_id, number, name)  # type: ignore[arg-type] # as listed
        for number, name in enumerate(own.reports):
            measures = len(facts.measures)
            kind = "measure" if number < measures else "event"
            index = number if kind == "measure" else number - measures
            yield name, self._make_fact(kind, article_id, index, name)  # type: ignore[arg-type] # as listed

    def _make_fact(self, kind: Kind, article_id: str, number: int, name: Term) -> Target:
        members = frozenset({Member(article_id, number)})
        return Target(kind, members, name, name[1:-1], members)

    def get_fact_iri(self, kind: Kind, member: Member) -> Term:
        """Return the IRI of a claim, figure or report of an article."""
        return next(
            name
            for name, target in self._list_facts(member.article_id)
            if target.kind == kind and member in target.members
        )

    def _find_judgement(self, path: str) -> Target | None:
        if not path.startswith("judgement/"):
            return None
        wanted = self.names.thing(path)
        for judgement in self.resolution.judgements:
            left, right = sorted((judgement.left, judgement.right))
            if self.names.judgement(left, right, judgement.verdict, judgement.rule) == wanted:
                sides = self._get_alias(left) | self._get_alias(right)
                return Target("judgement", sides, wanted, path, judgement=judgement)
        return None

    def _find_tenure(self, path: str) -> Target | None:
        tenure = next((t for t in self.resolution.tenures if t.path == path), None)
        if tenure is None:
            return None
        spans = {(quote.article_id, quote.span) for quote in tenure.quotes}
        members = frozenset(
            Member(article_id, number)
            for article_id, facts in self._facts.items()
            for number, own in enumerate(facts.tenures)
            if (article_id, own.evidence) in spans
        )
        return Target("tenure", members, self.names.thing(path), path)

    # ── Words of an article ──

    def _find_quote(self, reference: Reference) -> Target:
        article_id = reference.article
        if article_id not in self._facts:
            article_id = self._article_ids.get(
                self._shorten(article_id).removeprefix("article/"), ""
            )
        if not article_id:
            raise UnclearReferenceError(f"there is no article {reference.article!r} in the graph")
        if not reference.quote:
            return self._make_article(article_id)
        places = find_words(self.articles[article_id].text, reference.quote)
        if not places:
            raise UnclearReferenceError(
                f"the article {article_id!r} does not say “{reference.quote}”"
            )
        found = self._find_at(article_id, places, reference.kind)
        if not found:
            what = f"a thing of the kind {reference.kind!r}" if reference.kind else "anything"
            raise UnclearReferenceError(
                f"nothing shows that “{reference.quote}” in {article_id!r} was read as {what}"
            )
        best = min(rank for rank, _ in found)
        targets = {target.iri: target for rank, target in found if rank == best}
        if len(targets) > 1:
            listed = _list(sorted(f"{t.kind} {t.label}" for t in targets.values()))
            raise UnclearReferenceError(
                f"“{reference.quote}” in {article_id!r} could be {listed}; give the address, or 'kind'"
            )
        return next(iter(targets.values()))

    def _find_at(
        self, article_id: str, places: list[tuple[int, int]], kind: str
    ) -> list[tuple[int, Target]]:
        """Return what was read at some places, with how far its words go beyond or fall short of these."""
        facts = self._facts[article_id]
        found: list[tuple[int, Target]] = []
        if kind in _ENTITY_WORDS:
            for entity in facts.entities:
                member = Member(article_id, entity.id)
                rank = _rank([mention.span for mention in entity.mentions], places, exact=True)
                if rank is not None and member in self.resolution.paths:
                    path = self.resolution.paths[member]
                    found.append((rank, self._make_thing("entity", path, {member}, {member})))
        for _, target in self._list_facts(article_id):
            if kind in ("", target.kind, "figure" if target.kind == "observation" else ""):
                rank = _rank(_list_spans(facts, target), places, exact=False)
                if rank is not None:
                    found.append((rank, target))
        return found


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Return where words stand in a text, as offsets in code points."""
    places, start = [], text.find(words) if words else -1
    while start >= 0:
        places.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return places


def _list_spans(facts: Facts, target: Target) -> list[Span]:
    number = int(next(iter(target.members)).local)
    if target.kind == "claim":
        claim = facts.claims[number]
        return [claim.evidence, *claim.content]
    if target.kind == "measure":
        measure = facts.measures[number]
        return [measure.evidence, *(step.evidence for step in measure.steps)]
    if target.kind == "event":
        return [facts.events[number].evidence]
    return [facts.observations[number].evidence]


def _rank(spans: list[Span], places: list[tuple[int, int]], *, exact: bool) -> int | None:
    """Return how many code points the best fitting span differs from a place by; none when none fits."""
    ranks = [
        abs(span.start - start) + abs(span.end - end)
        for span in spans
        for start, end in places
        if (span.start, span.end) == (start, end)
        or (not exact and (span.start <= start and end <= span.end))
        or (not exact and (start <= span.start and span.end <= end))
    ]
    return min(ranks, default=None)


def _list(names: list[str]) -> str:
    shown = " or ".join(names[:_SHOWN])
    return f"{shown} or {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown
