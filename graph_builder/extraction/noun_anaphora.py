"""Descriptions: whom "the president", "the suspect" and "the court" mean, by what the article has called whom before."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from graph_builder.extraction.ages import find_aged, is_age, is_parent
from graph_builder.extraction.holders import find_holder
from graph_builder.extraction.kinds import FAMILIES
from graph_builder.extraction.predicates import get_object
from graph_builder.extraction.salience import compare_given
from graph_builder.extraction.titles import find_whole, get_phrase, is_former, note_noun

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.extraction.names import Name
    from graph_builder.extraction.salience import Salience
    from graph_builder.extraction.thesaurus import Gender, Thesaurus

_OTHER = frozenset({"another", "other", "second", "third", "different"})
_DEFINITE = frozenset({"the", "this", "that"})
_COUNTRY_NOUNS = frozenset({"country", "nation"})
_TOWN_NOUNS = frozenset({"city", "town", "capital", "port city", "capital city", "metropolis"})
_ANYBODY = frozenset({"person", "individual", "human"})
_ANYONE = _ANYBODY | {"man", "woman", "character"}
_REACH = 4
_MAIN = frozenset({"ROOT", "ccomp", "conj"})
_TOLD_OF = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_MAKING = frozenset({"elect", "appoint", "choose", "nominate", "become"})
_BODIES = ("Organization", "GovernmentBody", "NewsOutlet", "ArmedGroup")
_NEAR = 2
_LONGEST_OFFICE = 10  # "the delegate to the House of Representatives"
_LONGEST_TITLE = 5
_NEXT = 350  # code points within which the next sentence or the one behind it begins
_AHEAD = 800  # code points within which who is meant is named, some six sentences


def _get_place(named: tuple[Figure, Name]) -> int:
    return named[0].mentions[0].span.start


def _is_shown(noun: Token) -> bool:
    """Tell whether a noun points at somebody: "*this* man"."""
    return any(child.lower_ in {"this", "that"} for child in noun.lefts)


def _is_main_subject(noun: Token) -> bool:
    """Tell whether a noun is the subject of its sentence: of its verb, or of what somebody behind it says."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    return verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.i < verb.head.i)


class NounReader:
    """Notes whom nouns mean, while an article is read."""

    def __init__(self, index: EntityIndex, words: Thesaurus, spoken: Salience) -> None:
        """Take who there is, and who has been spoken of so far."""
        self._index = index
        self._words = words
        self._spoken = spoken
        self._unnamed: set[str] = set()
        self._new: list[tuple[int, str]] = []

    def read(self, noun: Token) -> None:
        """Note whom a noun with "the" means: "*the president*", "*the court*"."""
        lemma = noun.lemma_.lower() if noun.pos_ == "NOUN" else noun.lower_
        words = self._words
        if not (lemma in words.bodies or lemma in words.weak or words.is_person_noun(lemma)):
            return
        if noun.tag_ not in {"NN", "NNP"}:
            return
        if not any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in noun.lefts):
            self._note_new(noun, lemma)
            self._read_owned(noun, lemma)
            return
        if _is_role(noun) or (lemma in _ANYBODY and not is_age(noun)):
            return
        named = self.find_bearer(noun) or self._find_named_behind(noun, lemma)
        if named is not None:
            self._index.add_mention(named, noun.doc[noun.left_edge.i], noun, "description")
            return  # whose name comes next is not yet spoken of more often
        told = is_age(noun) or is_parent(noun)
        figure = self._find_aged(noun) if told else self._resolve(noun, lemma)
        if figure is not None:
            first = noun.doc[noun.left_edge.i]
            self._index.add_mention(figure, first, noun, "description")
            self._spoken.note(figure, noun)
        elif noun.n_lefts == 1:
            self._unnamed.add(lemma)

    def _note_new(self, noun: Token, lemma: str) -> None:
        """Note somebody without a name of whom the text begins to tell: "*an engineer* was killed"."""
        new = any(child.lower_ in {"a", "an"} for child in noun.lefts)
        if new and noun.dep_ in _TOLD_OF and self._words.is_person_noun(lemma):
            named = self.find_bearer(noun) or any(x.dep_ == "appos" for x in noun.rights)
            main = noun.dep_ == "pobj" or noun.head.dep_ in _MAIN
            if main and not named:
                self._new.append((self._spoken.number, lemma))

    def _is_of_new(self, lemma: str) -> bool:
        """Tell whether a noun means somebody without a name, told of last or near by: "*An engineer* was killed … *the engineer*", "*the man*"."""
        words = self._words
        for sentence, new in reversed(self._new):
            if new == lemma:
                return True
            near = self._spoken.number - sentence <= _NEAR and lemma in _ANYONE
            genders = {words.genders.get(new), words.genders.get(lemma)} - {None}
            if near and len(genders) < 2:  # noqa: PLR2004 - both of one gender
                return True
        return False

    def _read_owned(self, noun: Token, lemma: str) -> None:
        """Note whom the office of a country means that opens an article, where the name follows: "*Peru's interior minister* said … Minister Ann Moss"."""
        phrase = get_phrase(noun, self._words)
        owned = any(child.dep_ == "poss" and child.pos_ == "PROPN" for child in noun.lefts)
        whole = find_whole(noun, self._words) if owned else ""
        if not whole or phrase not in self._words.offices or self.find_bearer(noun) is not None:
            return
        if any(child.dep_ == "appos" for child in noun.rights) or lemma not in phrase:
            return
        figure = self._find_named_later(noun, phrase, whole)
        figure = figure or self._find_named_next(noun, phrase)
        if figure is not None:
            self._index.add_mention(figure, noun.doc[noun.left_edge.i], noun, "description")
            self._spoken.note(figure, noun)

    def read_partisan(self, noun: Token) -> None:
        """Note whom an article goes on about by party and state: "*the Vermont Democrat* said"."""
        first = noun.doc[noun.left_edge.i]
        whole = find_whole(noun, self._words) if first.lower_ == "the" else ""
        people = [f for f in self._spoken.list_recent() if f.type == "Person" and whole]
        fitting = [
            f for f in people if any(of and self._index.are_one(of, whole) for _, of in f.offices)
        ]
        if len(fitting) == 1:
            self._index.add_mention(fitting[0], first, noun, "description")
            self._spoken.note(fitting[0], noun)

    def find_bearer(self, noun: Token) -> Figure | None:
        """Return the person whose name follows a title: "*the former governor* Ann Moss"."""
        behind = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        figure = self._index.get_figure(behind) if behind is not None else None
        return figure if figure is not None and figure.type == "Person" and figure.named else None

    def _find_aged(self, noun: Token) -> Figure | None:
        figures = self._index.cast.figures.values()
        near = (
            seen
            for seen in reversed(self._spoken.seen)
            if self._spoken.number - seen.sentence <= _NEAR
        )
        told = [seen.figure for seen in near if seen.subject]
        return find_aged(noun, figures, told, self._index.parsed.article.text)

    def _find_named_behind(self, noun: Token, lemma: str) -> Figure | None:
        """Return the person whose name follows between commas: "*the mayor* of Lund, Ann Moss, said", "…, Doctor Ann Moss, said"."""
        if not self._words.is_person_noun(lemma):
            return None
        doc = noun.doc
        comma = _find_comma(noun)
        first = self._skip_titles(doc[comma + 1 : comma + 1 + _LONGEST_TITLE]) if comma else None
        figure = self._index.get_figure(first) if first is not None else None
        if first is None or figure is None or figure.type != "Person" or not figure.named:
            return None
        end = first.i
        while end < len(doc) and self._index.get_figure(doc[end]) is figure:
            end += 1
        closed = doc[end : end + 1].text == ","
        listed = doc[end + 1 : end + 2].text in {"and", "or", "&"}
        if not closed or listed:
            return None
        note_noun(noun, figure, self._words)
        return figure

    def _skip_titles(self, words: TokenSpan) -> Token | None:
        """Return the first word that is no title before a name."""
        titles = self._words.people | self._words.honorifics
        return next((word for word in words if not titles & {word.lower_, word.text}), None)

    def _resolve(self, noun: Token, lemma: str) -> Figure | None:
        phrase = get_phrase(noun, self._words)
        whole = find_whole(noun, self._words)
        singled = (child for child in noun.rights if child.dep_ in {"relcl", "acl"})
        if _is_another(noun, lemma) or not all(_is_aside(noun, child) for child in singled):
            return None
        recent = self._spoken.list_recent()
        if whole and phrase not in self._words.offices:
            person = self._words.is_person_noun(lemma)
            return self._find_called(phrase, whole, recent) if person else None
        if self._words.is_person_noun(lemma):
            winner = self._find_winner(noun, phrase)
            return winner or self._resolve_person(noun, phrase, whole, recent)
        if lemma in _COUNTRY_NOUNS:
            return self._pick_country(recent)
        if phrase in _TOWN_NOUNS or lemma in _TOWN_NOUNS:
            return self._pick_town(lemma, recent)
        kind = self._words.bodies.get(phrase) or self._words.bodies.get(lemma, "")
        body = _pick_body(phrase, lemma, kind, recent, self._spoken.prominent)
        return body or self._find_only_body(noun, lemma)

    def _find_called(self, phrase: str, whole: str, recent: Sequence[Figure]) -> Figure | None:
        """Return who was called the same before: "the Green politician Ann Moss … *the Green politician*"."""
        found = (figure for figure in recent if figure.type == "Person")
        return next(
            (
                figure
                for figure in found
                for noun, of in figure.called
                if noun == phrase and of and self._index.are_one(of, whole)
            ),
            None,
        )

    def _find_winner(self, noun: Token, phrase: str) -> Figure | None:
        """Return the only one who has won: "Ann Moss defeated President Bob Hill … *the new president*"; not where a name is told."""
        words = self._words
        comes = not words.coming.isdisjoint(child.lower_ for child in noun.lefts)
        if phrase not in words.offices or not comes or any(x.dep_ == "appos" for x in noun.rights):
            return None
        people = (
            seen for seen in self._spoken.seen if seen.subject and seen.figure.type == "Person"
        )
        winners = {seen.figure for seen in people if self._wins(seen.token.head)}
        return winners.pop() if len(winners) == 1 else None

    def _wins(self, verb: Token) -> bool:
        """Tell whether a verb says that somebody won an office: an election, or against another person."""
        won = get_object(verb) if verb.lemma_ in self._words.winning else None
        figure = self._index.get_figure(won) if won is not None else None
        beaten = figure is not None and figure.type == "Person"
        return beaten or (won is not None and won.lemma_.lower() in self._words.contests)

    def _find_only_body(self, noun: Token, lemma: str) -> Figure | None:
        """Return the only body just named, if a noun by itself may mean it: "The Lund Institute left. *The group* said …"."""
        bare = self._words.bare.get(lemma)
        inside = noun.dep_ == "pobj" and noun.head.lower_ in {"in", "on"}
        if bare is None or inside or any(child.dep_ != "det" for child in noun.lefts):
            return None
        near = [f for kind in _BODIES for f in self._spoken.list_near(kind, _NEAR) if f.named]
        kinds, unless = bare
        fits = len(near) == 1 and near[0].type in kinds and _get_tail(near[0]) not in unless
        return near[0] if fits else None

    def _resolve_person(
        self, noun: Token, phrase: str, whole: str, recent: Sequence[Figure]
    ) -> Figure | None:
        lemma = noun.lemma_.lower() if noun.pos_ == "NOUN" else noun.lower_
        people = [f for f in recent if f.type == "Person" and f is not self._spoken.speaker]
        if phrase in self._words.offices:
            holder = find_holder(self._words.offices[phrase], whole, people, self._index)
            if holder is not None and not whole and self._is_of_another(phrase, holder):
                return None
            holder = holder or self._find_named_later(noun, phrase, whole)
            holder = holder or self._find_named_next(noun, phrase)
            if holder is not None or whole:
                return holder
        gender = self._words.genders.get(lemma)
        for figure in people:
            if phrase in figure.nouns or (lemma in figure.nouns and phrase == lemma):
                return figure
        if phrase in self._words.offices:
            return self._find_monarch(phrase)
        new = self._is_of_new(lemma) and not _is_shown(noun)
        if new or lemma in self._words.passersby or lemma in self._unnamed:
            return None  # "Police chief Ann Moss said … *The teen* told officers …"
        near = self._spoken.list_near("Person", _NEAR) - {self._spoken.speaker}
        fitting = [f for f in near if gender is None or self._may_be(f, gender)]
        only = fitting[0] if len(fitting) == 1 and len(near) == 1 else None
        return only if only and self._may_be_called(only, {phrase, lemma}) else None

    def _find_named_later(self, noun: Token, phrase: str, whole: str) -> Figure | None:
        """Return the only holder of an office, the first who is named, soon: "…, *the interior minister* said. … Interior Minister Ann Moss"."""
        words, index = self._words, self._index
        if phrase in words.relative or is_former(noun, words):
            return None
        if any(seen.figure.type == "Person" and seen.figure.named for seen in self._spoken.seen):
            return None
        if not words.coming.isdisjoint(child.lower_ for child in noun.lefts):
            return None
        office = words.offices[phrase]
        holders = [
            figure
            for figure in index.cast.figures.values()
            if figure.type == "Person" and figure.named
            for title, of in figure.offices
            if words.may_be_one_office(words.offices.get(title, ""), office)
            and (not of or (whole and index.are_one(of, whole)))
        ]
        begin = index.parsed.offset(noun)
        if len(set(holders)) != 1:
            return None
        ahead = holders[0].mentions[0].span.start - begin
        return holders[0] if 0 < ahead <= _AHEAD else None

    def _find_named_next(self, noun: Token, phrase: str) -> Figure | None:
        """Return who is named without a word on who that is, right behind the first sentence, which tells of an office: "*Peru's interior minister* resigned. … Ann Moss said"."""
        words = self._words
        if phrase in words.relative or is_former(noun, words) or not self._index.names:
            return None
        if self._spoken.number > 1 or not _is_main_subject(noun):
            return None
        if any(seen.figure.type == "Person" for seen in self._spoken.seen):
            return None
        people = (each for each in self._index.names if each[0].type == "Person")
        figure, name = min(people, key=_get_place, default=(None, None))
        if figure is None or name is None or figure.offices or figure.nouns or figure.called:
            return None
        begin = self._index.parsed.offset(noun)
        ahead = figure.mentions[0].span.start - begin
        first = name.doc[name.first]
        opens = first.is_sent_start and len(name.words) > 1
        root = name.doc[name.last - 1]
        speaks = root.head.lemma_ in words.going_on or root.head.lemma_ in words.denying
        if not (opens and speaks and root.dep_ == "nsubj" and 0 < ahead <= _NEXT):
            return None
        figure.offices.append((phrase, self._index.name_whole(find_whole(noun, words))))
        return figure

    def _may_be_called(self, figure: Figure, nouns: Collection[str]) -> bool:
        """Tell whether somebody may be what a noun says, of whom the article has said nothing else, or what goes with it: a novelist is "the author", a prosecutor no "suspect"."""
        people = figure.nouns - _ANYONE
        known = {noun for noun in people if self._words.is_person_noun(noun)}
        return not known or any(
            not group.isdisjoint(known) and not group.isdisjoint(nouns)
            for group in self._words.callings
        )

    def _is_of_another(self, title: str, holder: Figure) -> bool:
        """Tell whether somebody who presides over a body was told of too long before, so that "the president" is the country's."""
        if title not in self._words.governing - self._words.local:
            return False
        map_, wholes = self._index.gazetteer, {of for each, of in holder.offices if each == title}
        if any(not of or map_.is_land(of) or map_.get_part(of) is not None for of in wholes):
            return False
        seen = (each for each in reversed(self._spoken.seen) if each.figure is holder)
        return any(self._spoken.number - each.sentence > _REACH for each in islice(seen, 1))

    def _find_monarch(self, title: str) -> Figure | None:
        """Return the only one of the article who holds an office for life, named later though: "the queen", "Queen Ida"."""
        office = self._words.offices[title]
        if office not in self._words.lifelong:
            return None
        holders = [
            figure
            for figure in self._index.cast.figures.values()
            if figure.type == "Person"
            and figure.named
            and any(self._words.offices.get(each) == office for each, _ in figure.offices)
        ]
        return holders[0] if len(holders) == 1 else None

    def _may_be(self, figure: Figure, gender: Gender) -> bool:
        """Tell whether "the mother" may be somebody: not who is called "he", nor, called nothing, a David."""
        if figure.gender is None:
            return compare_given(figure, gender, self._words) is not False
        return figure.gender == gender

    def _pick_town(self, noun: str, recent: Sequence[Figure]) -> Figure | None:
        """Return the town that the text has called so before what only the gazetteer calls a town; a small one is mostly no capital."""
        towns = [f for f in recent if f.type == "Place" and (f.nouns & _TOWN_NOUNS)]
        called = [f for f in towns if noun in f.nouns - {"town"}]
        if noun == "capital":
            towns = [f for f in towns if self._index.gazetteer.is_large_town(f.label)]
        return next(iter((*called, *towns)), None)

    def _pick_country(self, recent: Sequence[Figure]) -> Figure | None:
        countries = [figure for figure in recent if figure.type == "Country"]
        near = self._spoken.list_near("Country", 1)
        if len(near) == 1:
            return next(iter(near))
        # Of two that are spoken of as often, the one that came first: the article is about it.
        return max(reversed(countries), key=lambda figure: len(figure.mentions), default=None)


def _is_role(noun: Token) -> bool:
    """Tell whether a noun says what somebody becomes, whoever holds it: "succeeded her *as the president*", "will elect *the president*"."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "as":
        return True
    return noun.dep_ in {"dobj", "oprd", "attr"} and above.lemma_.lower() in _MAKING


def _find_comma(noun: Token) -> int:
    """Return the comma behind a noun and the names that say of what it is, or 0: "the mayor of Lund | ,"."""
    doc = noun.doc
    for index in range(noun.i + 1, min(noun.i + _LONGEST_OFFICE, len(doc) - 1)):
        if doc[index].text == ",":
            return index
        if doc[index].pos_ not in {"ADP", "DET", "PROPN"}:
            return 0
    return 0


def _pick_body(
    phrase: str, lemma: str, kind: str, recent: Sequence[Figure], prominent: Collection[Figure]
) -> Figure | None:
    """Return the last body or place whose name or apposition has this noun; one that has been a subject before all that have not."""
    fitting = [
        figure
        for figure in recent
        if FAMILIES.get(figure.type) not in {None, "Person"}
        and (phrase in figure.nouns or lemma in figure.nouns or _get_tail(figure) == lemma)
    ]
    if fitting:
        return next((figure for figure in fitting if figure in prominent), fitting[0])
    if kind == "ArmedGroup":
        groups = [figure for figure in recent if figure.type == kind and figure.named]
        return groups[0] if len(groups) == 1 else None
    return None


def _get_tail(figure: Figure) -> str:
    """Return the last word of a name before "of", in lower case."""
    return figure.label.lower().partition(" of ")[0].split(" ")[-1]


def _is_another(noun: Token, lemma: str) -> bool:
    """Tell whether a noun means somebody other than who bears a name: "*another* judge sentenced him … *the judge* said"."""
    for earlier in reversed(noun.doc[: noun.i]):
        if earlier.pos_ == "PROPN" and earlier.lower_ == lemma:
            return False  # "Judge Quill" has come in between
        if earlier.pos_ == "NOUN" and earlier.lemma_.lower() == lemma:
            return any(child.lower_ in _OTHER for child in earlier.lefts)
    return False


def _is_aside(noun: Token, clause: Token) -> bool:
    """Tell whether a clause after a noun stands behind a comma and so does not single it out."""
    return any(noun.doc[i].text == "," for i in range(noun.i + 1, clause.left_edge.i + 1))
