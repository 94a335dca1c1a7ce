"""Who and where: the entities of one article with all their mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.anaphora import Reader
from graph_builder.extraction.cast import Cast, Figure
from graph_builder.extraction.clusters import group_names
from graph_builder.extraction.demonyms import find_demonyms
from graph_builder.extraction.descriptions import describe_phrase
from graph_builder.extraction.gazetteer import fold, load_gazetteer
from graph_builder.extraction.names import find_names
from graph_builder.extraction.namesakes import split_namesakes
from graph_builder.extraction.places import find_places_of, note_containers
from graph_builder.extraction.repetitions import find_repetitions
from graph_builder.extraction.sources import is_in_clause, join_hyphens
from graph_builder.extraction.thesaurus import load_thesaurus
from graph_builder.extraction.titles import get_root, read_titles

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.gazetteer import Gazetteer
    from graph_builder.extraction.groups import Group
    from graph_builder.extraction.names import Name
    from graph_builder.extraction.parsing import ParsedArticle
    from graph_builder.extraction.thesaurus import Thesaurus
    from graph_builder.model import Entity, EntityType, MentionKind, Span


_NEAR = 2
_BODIES = frozenset({"Organization", "GovernmentBody", "NewsOutlet", "ArmedGroup"})


class EntityIndex:
    """The entities of an article, found by their place in the text.

    ``figures`` grows as more is understood: described sources, pronouns in quotations.
    """

    def __init__(self, parsed: ParsedArticle, words: Thesaurus, gazetteer: Gazetteer) -> None:
        """Start with nobody."""
        self.parsed = parsed
        self.words = words
        self.gazetteer = gazetteer
        self.cast = Cast()
        self.names: list[tuple[Figure, Name]] = []
        self._at: dict[int, Figure] = {}
        self._heads: set[int] = set()
        self._described: dict[tuple[str, str], Figure] = {}
        self._frozen: tuple[Entity, ...] | None = None

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All entities, in the order of their first mention."""
        if self._frozen is None:
            self._frozen = self.cast.freeze()
        return self._frozen

    def get_entity(self, path: str) -> Entity | None:
        """Return the entity of an id, if it is spoken of."""
        figure = self.cast.figures.get(path)
        return figure.freeze() if figure is not None and figure.is_spoken_of else None

    def find(self, span: Span) -> Entity | None:
        """Return the entity meant by a stretch of text: that of the word on which the rest depends.

        "Security expert Mario Pazmiño" is Mario Pazmiño, "Ecuador's president" the president.
        """
        figure = self.find_figure(span)
        return figure.freeze() if figure else None

    def find_token(self, token: Token) -> Entity | None:
        """Return the entity of whose mention a token is part."""
        figure = self.get_figure(token)
        return figure.freeze() if figure else None

    def describe(self, span: Span) -> Figure:
        """Return the figure meant by a noun phrase; a new one without a name if nobody is known by it."""
        return self.find_figure(span) or describe_phrase(span, self)

    def places_of(self, token: Token) -> tuple[Entity, ...]:
        """Return the places attached to a verb or noun, the narrowest first, with what contains them."""
        return tuple(figure.freeze() for figure in find_places_of(token, self))

    def find_figure(self, span: Span) -> Figure | None:
        """Return the figure meant by a stretch of text, as ``find`` does."""
        tokens = self.parsed.tokens_in(span.start, span.end)
        if tokens is None:
            return None
        root = join_hyphens(tokens.root)
        figure = self.get_figure(root)
        if figure is not None:
            unnamed = figure.type != "Person" or not figure.named
            titled = self._find_titled(tokens) if unnamed else None
            return titled or figure
        for child in root.children:
            if child.dep_ == "appos" and tokens.start <= child.i < tokens.end:
                figure = self.get_figure(child)
                if figure is not None and figure.named and self._may_be_apposed(root, figure):
                    return figure
        return self._find_titled(tokens) or self._find_named_twin(root) or self._find_kind(root)

    def _may_be_apposed(self, noun: Token, figure: Figure) -> bool:
        """Tell whether a name may be that of what a noun means: not "the *family* of one of them, Ann Moss", nor "the *head* of the Water Board (WB)"."""
        if figure.type == "Person":
            return noun.lower_ not in self.words.groups
        return not self.words.is_person_noun(noun.lemma_.lower())

    def _find_named_twin(self, noun: Token) -> Figure | None:
        """Return the person named right after a title that the parser made a subject of its own."""
        if noun.dep_ != "nsubj" or not self.words.is_person_noun(noun.lemma_.lower()):
            return None
        edge = noun.right_edge.i
        for other in noun.head.children:  # a comma stands between at most
            if (
                other.dep_ == "nsubj"
                and other.pos_ == "PROPN"
                and 0 < other.left_edge.i - edge <= _NEAR
            ):
                figure = self.get_figure(other)
                return figure if figure is not None and figure.type == "Person" else None
        return None

    def _find_kind(self, noun: Token) -> Figure | None:
        """Return the body whose name stands before what it is: "the ruling *Fidesz* party"."""
        name = noun.nbor(-1) if noun.i else noun
        if noun.lower_ not in self.words.kinds_behind or name.head != noun:
            return None
        figure = self.get_figure(name) if name.dep_ in {"compound", "nmod", "amod"} else None
        named = figure is not None and figure.named
        return figure if named and figure is not None and figure.type in _BODIES else None

    def _find_titled(self, tokens: TokenSpan) -> Figure | None:
        """Return the person whose name ends a phrase of titles: "Niger's president Mahamadou Issoufou", also "of Niger"."""
        end = len(tokens) - (tokens[-1].text == ",")
        last = tokens[end - 1] if end else tokens[-1]
        figure = self.get_figure(last)
        if figure is None or figure.type != "Person" or last.pos_ != "PROPN":
            return None
        if is_in_clause(last, tokens):
            return None
        first = end - 1
        while first and self.get_figure(tokens[first - 1]) is figure:
            first -= 1
        before = tokens[first - 1] if first else None
        if before is None:
            return None
        if any(token.pos_ == "ADP" for token in tokens[:first]):
            inner = tokens[first - 2] if before.text == "," and first > 1 else before
            whole = self.get_figure(inner)
            titled = whole is not None and whole.named and whole.type != "Person"
            return figure if titled and tokens.root.lower_ in self.words.people else None
        return figure if before.text == "," or self.words.is_person_noun(before.lower_) else None

    def get_figure(self, token: Token) -> Figure | None:
        """Return the figure of whose mention a token is part."""
        return self._at.get(self.parsed.offset(token))

    def is_head(self, token: Token) -> bool:
        """Tell whether a token is the head of a mention."""
        return self.parsed.offset(token) in self._heads

    def add_mention(
        self,
        figure: Figure,
        first: Token,
        last: Token,
        kind: MentionKind,
        head: Token | None = None,
    ) -> None:
        """Note one more place where a figure is spoken of."""
        figure.add(self.parsed.span(first, last), kind)
        self._heads.add(self.parsed.offset(head or last))
        tokens = first.doc[first.i : last.i + 1] if kind == "name" else (head or last,)
        for token in tokens:
            self._at.setdefault(self.parsed.offset(token), figure)
        self._frozen = None

    def note_described(self, figure: Figure) -> None:
        """Remember one without a name by the nouns that it is called."""
        for noun in figure.nouns:
            self._described[noun, ""] = self._described[noun, figure.label.lower()] = figure

    def find_described(self, noun: str, label: str = "") -> Figure | None:
        """Return the last one described by a noun; by the same words, if they are given."""
        return self._described.get((noun, label.lower()))

    def are_one(self, left: str, right: str) -> bool:
        """Tell whether two texts may name the same whole: "Ecuadorian" and "Ecuador", or one of them empty."""
        if not left or not right:
            return True
        return self.get_whole(left) == self.get_whole(right)

    def name_whole(self, text: str) -> str:
        """Return the name of the country that a text means ("Ecuadorian", "U.S."), else the text."""
        code = self.words.demonyms.get(text) or self.gazetteer.get_country(text) or ""
        return self.gazetteer.labels.get(code, text)

    def get_whole(self, text: str) -> str:
        """Return a comparable form of a country's, place's or body's name; demonyms as their country."""
        return self.words.demonyms.get(text) or self.gazetteer.get_country(text) or fold(text)


def find_entities(context: Context) -> EntityIndex:
    """Find who and what is named, described and meant in the article."""
    words = load_thesaurus(context.lexicon)
    gazetteer = load_gazetteer(context.lexicon)
    index = EntityIndex(context.parsed, words, gazetteer)
    texts = (token.lower_ for paragraph in context.parsed.paragraphs for token in paragraph.doc)
    sporty = words.is_sporty(texts)
    groups = group_names(find_names(context), words, gazetteer, sporty=sporty)
    find_repetitions(context.parsed, groups)
    for group in split_namesakes(groups):
        if group.kind != "None":
            _add_group(group, index)
    find_demonyms(index)
    note_containers(index)
    Reader(index, words).read(context.parsed.sentences())
    return index


def _add_group(group: Group, index: EntityIndex) -> None:
    label = group.longest.text
    if group.code:
        label = index.gazetteer.labels.get(group.code, label)
    kind: EntityType = group.type
    figure = index.cast.create(kind, label)
    figure.code = group.code
    if kind == "Place" and label not in index.words.seats:
        _look_up(figure, index.gazetteer)
    for name in group.names:
        index.add_mention(
            figure, name.doc[name.first], name.doc[name.last - 1], "name", get_root(name)
        )
        read_titles(name, figure, index.words)
        index.names.append((figure, name))
    figure.offices = [(office, index.name_whole(of)) for office, of in figure.offices]


def _look_up(figure: Figure, gazetteer: Gazetteer) -> None:
    """Note the country of a place, and the GeoNames id of a town that is no province or region as well."""
    part = gazetteer.get_part(figure.label)
    town = gazetteer.get_town(figure.label)
    if part is not None or gazetteer.is_region(figure.label):
        figure.code = part or ""
    if town is None:
        return
    figure.nouns.add("town")
    if part is None:
        figure.code = town.country
        figure.external["geonames"] = town.geonames
