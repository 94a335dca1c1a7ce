"""Pronouns and descriptions: whom "she", "the president" and "the court" mean.

One pass over the article in the order of reading, with the figures spoken of so far (salience after Lappin
and Leass, 1994: nearness, subjects first, what is spoken of often). Gender is what titles, nouns and
earlier pronouns in the article say; a given name breaks ties, it never decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graph_builder.extraction.ages import find_aged, is_age, is_parent
from graph_builder.extraction.gazetteer import fold
from graph_builder.extraction.holders import find_holder
from graph_builder.extraction.kinds import FAMILIES
from graph_builder.extraction.predicates import get_object
from graph_builder.extraction.sources import find_subject
from graph_builder.extraction.titles import find_whole, get_phrase, is_former, note_noun

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.extraction.thesaurus import Gender, Thesaurus

GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
PLURALS = frozenset({"they", "them", "their", "themselves"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_QUOTES = frozenset({'"', "``", "''"})
_OTHER = frozenset({"another", "other", "second", "third", "different"})
_DEFINITE = frozenset({"the", "this", "that"})
_COUNTRY_NOUNS = frozenset({"country", "nation"})
_TOWN_NOUNS = frozenset({"city", "town", "capital", "port city", "capital city", "metropolis"})
_ANYBODY = frozenset({"person", "individual", "human"})
_ANYONE = _ANYBODY | {"man", "woman", "character"}
_REACH = 4
_ASKING = frozenset({"ask", "press", "question"})
_ANSWERING = frozenset({"decline", "refuse", "answer", "reply", "respond", "say"})
_MEMORY = 400
_MAKING = frozenset({"elect", "appoint", "choose", "nominate", "become"})
_BODIES = ("Organization", "GovernmentBody", "NewsOutlet", "ArmedGroup")
_NEAR = 2
_LONGEST_OFFICE = 10  # "the delegate to the House of Representatives"
_LONGEST_TITLE = 5
_BAR = -2.0
# What a given name adds: it breaks ties, and makes a guess far away unlikely.
_BY_NAME = {True: 0.5, None: 0.0, False: -1.5}
# What it costs to be "he" after "she".
_OTHERWISE = 4.0
# What it adds to say it: "Moss said that he …".
_OF_ITSELF = 1.5
# What it adds to have spoken in the sentence before: "Moss said … It would, she added, …".
_GOES_ON = 2.0
# What it adds to have spoken in the sentence before, where somebody criticises, asks or thinks something.
_SPEAKS_TOO = 0.5
_NEAR_MARK = 8
_AHEAD = 800  # code points within which who is meant is named, some six sentences


@dataclass(slots=True)
class Seen:
    """One earlier mention: whose, in which sentence, how prominent, whether inside a quotation."""

    figure: Figure
    sentence: int
    token: Token
    subject: bool
    quoted: bool


class Reader:
    """Reads an article once and notes whom descriptions and pronouns mean."""

    def __init__(self, index: EntityIndex, words: Thesaurus) -> None:
        """Start before the first sentence."""
        self._index = index
        self._words = words
        self._seen: list[Seen] = []
        self._recent: dict[Figure, None] = {}
        self._counts: dict[str, int] = {}
        self._prominent: set[Figure] = set()
        self._called: dict[Figure, Gender] = {}
        self._unnamed: set[str] = set()
        self._number = 0
        self._quoted = False
        self._speaker: Figure | None = None
        self._told: Figure | None = None
        self._stranger: Gender | bool = False

    def read(self, sentences: Iterable[TokenSpan]) -> None:
        """Resolve the pronouns and descriptions of all sentences, in order."""
        for number, sentence in enumerate(sentences):
            self._number = number
            if sentence.start == 0:
                self._quoted, told = False, None
            else:
                told = self._told
            self._told = None
            for token in sentence:
                if token.text in _QUOTES:
                    self._quoted = not self._quoted
                    self._speaker = self._find_speaker(token, sentence) if self._quoted else None
                    if self._quoted and self._speaker is None and token.i == sentence.start:
                        self._speaker = told  # “…,” Moss said. “He …”
                    self._told = self._speaker or self._told
                self._visit(token, sentence)
            self._stranger = self._find_stranger(sentence)

    def _find_stranger(self, sentence: TokenSpan) -> Gender | bool:
        """Return whether a sentence tells of somebody without a name and of nobody with one, and of which gender that is, if known.

        "She" in the next is then no one named before: "Prosecutor Moss left. *One of the victims* spoke. She said …".
        """
        named = (seen for seen in reversed(self._seen) if seen.sentence == self._number)
        subject = _find_main_subject(sentence)
        if subject is None or any(seen.figure.type == "Person" for seen in named):
            return False
        if self._quoted and subject.pos_ == "NOUN":
            return self._read_stranger(subject)  # "“*My son* called. | He said …"
        if self._quoted or any(token.text in _QUOTES for token in sentence):
            goes_on = subject.lower_ in GENDERS and self._index.get_figure(subject) is None
            return (
                self._stranger if goes_on else False
            )  # "“I saw it,” *he* said. | He had no camera."
        return self._read_stranger(subject)

    def _read_stranger(self, subject: Token) -> Gender | bool:
        """Return whether a subject is one person without a name, and of which gender, if that is known."""
        if self._index.get_figure(subject) is not None or self._find_bearer(subject) is not None:
            return False
        lemma = subject.lemma_.lower()
        if lemma in GENDERS:
            return self._stranger  # "she" of whom still nothing else is known
        if lemma == "one":
            return self._words.is_person_noun(get_person(subject))
        if subject.tag_ != "NN" or not self._words.is_person_noun(lemma):
            return False
        return self._words.genders.get(lemma) or True

    def _is_stranger(self, token: Token, gender: Gender, sentence: TokenSpan) -> bool:
        """Whether a pronoun means somebody without a name, who is the subject of its sentence or was that of the one before."""
        subject = _find_main_subject(sentence)
        if subject is None or subject.i >= token.i:
            return self._stranger in {True, gender}
        if token.dep_ not in {"poss", "nsubj", "nsubjpass"}:
            return False
        if any(each.text in _QUOTES for each in token.doc[subject.i : token.i]):
            return False
        return self._read_stranger(subject) in {True, gender}

    def _visit(self, token: Token, sentence: TokenSpan) -> None:
        figure = self._index.get_figure(token)
        if figure is not None:
            if self._index.is_head(token):
                self._note(figure, token)
            return
        pos = token.pos_
        if pos == "PRON":
            small = token.lower_
            gender = GENDERS.get(small)
            if gender:
                doer = _find_doer(token)
                found = self._find_itself(doer, gender) if doer else self._find_asked(token, gender)
                if found is None and not (doer is not None and self._is_somebody(doer)):
                    found = self._find_person(token, gender, sentence)
                if found is not None:
                    self._index.add_mention(found, token, token, "pronoun")
                    self._note(found, token)
        elif token.dep_ != "compound" and (
            pos == "NOUN" or (pos == "PROPN" and self._names_a_body(token.lower_))
        ):
            self._visit_noun(token)
        elif pos == "PROPN" and token.lower_ in self._words.partisans:
            self._visit_partisan(token)

    def _names_a_body(self, word: str) -> bool:
        """Tell whether a capitalised word may be the last of a body's name or of an office: "the *Fund*", "the *Speaker*"."""
        return word in self._words.bodies_and_offices or word in self._words.weak

    def _find_speaker(self, mark: Token, sentence: TokenSpan) -> Figure | None:
        """Return whose words a quotation opens, who is no "he" in it: 'Ann Moss said, "He …"', '"He …," Ann Moss said', '"He …," she said'."""
        subject = _find_subject_before(mark) or _find_subject_behind(mark)
        if subject is None:
            return None
        figure = self._index.get_figure(subject)
        gender = GENDERS.get(subject.lower_)
        if figure is None and gender and subject.i > mark.i:
            return self._find_person(subject, gender, sentence)
        return figure

    def _note(self, figure: Figure, token: Token) -> None:
        self._recent.pop(figure, None)
        self._recent[figure] = None
        prominent = is_prominent(token)
        if prominent:
            self._prominent.add(figure)
        self._seen.append(Seen(figure, self._number, token, prominent, self._quoted))
        self._counts[figure.id] = self._counts.get(figure.id, 0) + 1

    def _find_asked(self, token: Token, gender: Gender) -> Figure | None:
        """Return who is asked something and answers: "They asked *Moss* about it, but | he declined to comment"."""
        verb = token.head
        answers = verb.dep_ == "conj" and verb.lemma_ in _ANSWERING
        if token.dep_ != "nsubj" or not answers or verb.head.lemma_ not in _ASKING:
            return None
        asked = (child for child in verb.head.rights if child.dep_ == "dobj")
        figures = map(self._index.get_figure, asked)
        found = next((each for each in figures if each is not None), None)
        fits = found is not None and found.type == "Person" and found.gender in {None, gender}
        return found if fits else None

    def _find_itself(self, subject: Token, gender: Gender) -> Figure | None:
        """Return who does what a verb tells, for whom "himself" behind it stands, if that is somebody known."""
        words = (subject, *(child for child in subject.rights if child.dep_ == "appos"))
        figures = (self._index.get_figure(word) for word in words)
        figure = next((each for each in figures if each is not None), None)
        fits = figure is not None and figure.type == "Person" and figure.gender in {None, gender}
        return figure if fits else None

    def _is_somebody(self, noun: Token) -> bool:
        return noun.pos_ == "NOUN" and self._words.is_person_noun(noun.lemma_.lower())

    def _find_person(self, token: Token, gender: Gender, sentence: TokenSpan) -> Figure | None:
        best: Figure | None = None
        top = _BAR
        rivals: set[str] = set()
        strange = self._is_stranger(token, gender, sentence)
        for seen in reversed(self._seen):
            distance = self._number - seen.sentence
            if distance > _REACH or (distance and strange):
                break
            figure = seen.figure
            if figure.type != "Person" or figure.plural or figure.gender not in {None, gender}:
                continue
            if not distance and (_is_same_clause(seen.token, token) or self._asks(seen, token)):
                continue
            if (seen.quoted and not self._quoted) or figure is self._speaker:
                continue
            rivals.add(figure.id)
            score = self._score(seen, distance, token, gender)
            if score > top:
                best, top = figure, score
        if best is None:
            best = self._find_later(token, gender, sentence)
        elif len(rivals) == 1 and best.gender is None:
            best.gender = gender
        if best is not None:
            self._called.setdefault(best, gender)
        return best

    def _asks(self, seen: Seen, pronoun: Token) -> bool:
        """Tell whether somebody asks or tells a pronoun something, which then is another: "*Moss* called on *him* to go"."""
        link = pronoun.head
        verb = link.head
        tells = link.dep_ == "prep" and verb.lemma_ in self._words.saying
        return tells and link.i == verb.i + 1 and seen.token.head == verb and seen.subject

    def _score(self, seen: Seen, distance: int, token: Token, gender: Gender) -> float:
        score = -1.0 * distance + (1.0 if seen.subject else 0.0)
        noun = seen.token if self._quoted else _climb_appositions(seen.token)
        if distance == 1 and noun.dep_ in SUBJECTS and noun.head.dep_ == "ROOT":
            score += 0.5
        score += min(self._counts.get(seen.figure.id, 0), 8) * 0.08
        if seen.figure.gender == gender:
            score += 1.0
        else:
            score += _BY_NAME[self._compare_given(seen.figure, gender)]
        if self._called.get(seen.figure, gender) != gender:
            score -= _OTHERWISE
        if seen.token.pos_ == "PRON" and seen.token.lower_ == token.lower_:
            score += 0.3
        told = not distance and not self._quoted and self._says(seen.token)
        if told and _tells_of_itself(seen.token, token) and not self._is_on_others(seen.figure):
            score += _OF_ITSELF
        known = seen.figure.gender == gender
        known = known or self._compare_given(seen.figure, gender) is not False
        if distance == 1 and known and self._is_accused(seen.token, token):
            score += _GOES_ON
        if distance == 1 and known and self._goes_on(token):
            speaks = self._says(seen.token) or self._expresses(seen.token, token)
            score += _GOES_ON if speaks else 0.0
        elif distance == 1 and known and self._says(seen.token) and self._speaks(token):
            score += _SPEAKS_TOO
        return score

    def _is_on_others(self, figure: Figure) -> bool:
        """Tell whether somebody mostly speaks of others, as judges, lawyers and the police do: "Prosecutor Ann Moss said he had fled"."""
        return not self._words.on_others.isdisjoint(figure.nouns)

    def _goes_on(self, token: Token) -> bool:
        """Tell whether a sentence says of somebody that he said it, with nobody else in between: "…, he added"."""
        return token.head.dep_ in {"ROOT", "parataxis"} and self._says(token)

    def _speaks(self, token: Token) -> bool:
        """Tell whether a sentence says what somebody thinks, asks or criticises: "Moss said … *He* dismissed it"."""
        verb = token.head
        return token.dep_ == "nsubj" and verb.dep_ == "ROOT" and verb.lemma_ in self._words.saying

    def _says(self, token: Token) -> bool:
        """Tell whether somebody is the subject of a verb of speech: "The chief of the union, Ann *Moss*, said", "*she* added"."""
        noun = _climb_appositions(token)
        return noun.dep_ == "nsubj" and noun.head.lemma_ in self._words.going_on

    def _is_accused(self, earlier: Token, token: Token) -> bool:
        """Tell whether somebody denies what he has just been accused of: "Ann Moss accused *Bo Hill* of lying. He denied it"."""
        noun = _climb_appositions(earlier)
        verb = noun.head
        accused = noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in self._words.accusing
        return accused and token.dep_ == "nsubj" and token.head.lemma_ in self._words.denying

    def _expresses(self, earlier: Token, token: Token) -> bool:
        """Tell whether a quotation goes on with what somebody has just thought, asked or praised: "*Ann Moss* called for calm. “…,” she said"."""
        noun = _climb_appositions(earlier)
        main = noun.dep_ == "nsubj" and noun.head.dep_ == "ROOT"
        return main and noun.head.lemma_ in self._words.saying and token.sent[0].text in _QUOTES

    def _compare_given(self, figure: Figure, gender: Gender) -> bool | None:
        """Tell whether a given name is mostly of a gender; None where it says nothing."""
        given = self._words.given.get(fold(figure.label.split(" ")[0]))
        return None if given not in {"male", "female"} else given == gender

    def _find_later(self, token: Token, gender: Gender, sentence: TokenSpan) -> Figure | None:
        """Return the subject of the main clause after "As he left, …"."""
        for other in sentence.root.children:
            if other.dep_ in SUBJECTS and other.i > token.i:
                figure = self._index.get_figure(other)
                if figure and figure.type == "Person" and figure.gender in {None, gender}:
                    return figure
        return None

    def _visit_noun(self, noun: Token) -> None:
        lemma = noun.lemma_.lower() if noun.pos_ == "NOUN" else noun.lower_
        words = self._words
        if not (lemma in words.bodies or lemma in words.weak or words.is_person_noun(lemma)):
            return
        if noun.tag_ not in {"NN", "NNP"} or not any(
            c.dep_ == "det" and c.lower_ in _DEFINITE for c in noun.lefts
        ):
            return
        if _is_role(noun) or (lemma in _ANYBODY and not is_age(noun)):
            return
        named = self._find_bearer(noun) or self._find_named_behind(noun, lemma)
        if named is not None:
            self._index.add_mention(named, noun.doc[noun.left_edge.i], noun, "description")
            return  # whose name comes next is not yet spoken of more often
        told = is_age(noun) or is_parent(noun)
        figure = self._find_aged(noun) if told else self._resolve(noun, lemma)
        if figure is not None:
            first = noun.doc[noun.left_edge.i]
            self._index.add_mention(figure, first, noun, "description")
            self._note(figure, noun)
        elif noun.n_lefts == 1:
            self._unnamed.add(lemma)

    def _visit_partisan(self, noun: Token) -> None:
        """Note whom an article goes on about by party and state: "*the Vermont Democrat* said"."""
        first = noun.doc[noun.left_edge.i]
        whole = find_whole(noun, self._words) if first.lower_ == "the" else ""
        people = [f for f in self._list_recent() if f.type == "Person" and whole]
        fitting = [
            f for f in people if any(of and self._index.are_one(of, whole) for _, of in f.offices)
        ]
        if len(fitting) == 1:
            self._index.add_mention(fitting[0], first, noun, "description")
            self._note(fitting[0], noun)

    def _find_aged(self, noun: Token) -> Figure | None:
        figures = self._index.cast.figures.values()
        near = (seen for seen in reversed(self._seen) if self._number - seen.sentence <= _NEAR)
        told = [seen.figure for seen in near if seen.subject]
        return find_aged(noun, figures, told, self._index.parsed.article.text)

    def _find_bearer(self, noun: Token) -> Figure | None:
        """Return the person whose name follows a title: "*the former governor* Ann Moss"."""
        behind = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        figure = self._index.get_figure(behind) if behind is not None else None
        return figure if figure is not None and figure.type == "Person" and figure.named else None

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
        recent = self._list_recent()
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
        body = _pick_body(phrase, lemma, kind, recent, self._prominent)
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
        people = (seen for seen in self._seen if seen.subject and seen.figure.type == "Person")
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
        near = [f for kind in _BODIES for f in self._list_near(kind, _NEAR) if f.named]
        kinds, unless = bare
        fits = len(near) == 1 and near[0].type in kinds and _get_tail(near[0]) not in unless
        return near[0] if fits else None

    def _list_recent(self) -> list[Figure]:
        """Return the figures seen so far, the last one first."""
        return list(islice(reversed(self._recent), _MEMORY))

    def _list_near(self, kind: str, sentences: int) -> set[Figure]:
        """Return the figures of a type spoken of in this sentence and some before."""
        near = set()
        for seen in reversed(self._seen):
            if self._number - seen.sentence > sentences:
                break
            if seen.figure.type == kind:
                near.add(seen.figure)
        return near

    def _resolve_person(
        self, noun: Token, phrase: str, whole: str, recent: Sequence[Figure]
    ) -> Figure | None:
        lemma = noun.lemma_.lower() if noun.pos_ == "NOUN" else noun.lower_
        people = [f for f in recent if f.type == "Person" and f is not self._speaker]
        if phrase in self._words.offices:
            holder = find_holder(self._words.offices[phrase], whole, people, self._index)
            if holder is not None and not whole and self._is_of_another(phrase, holder):
                return None
            holder = holder or self._find_named_later(noun, phrase, whole)
            if holder is not None or whole:
                return holder
        gender = self._words.genders.get(lemma)
        for figure in people:
            if phrase in figure.nouns or (lemma in figure.nouns and phrase == lemma):
                return figure
        if phrase in self._words.offices:
            return self._find_monarch(phrase)
        if lemma in self._words.passersby or lemma in self._unnamed:
            return None  # "Police chief Ann Moss said … *The teen* told officers …"
        near = self._list_near("Person", _NEAR) - {self._speaker}
        fitting = [f for f in near if gender is None or self._may_be(f, gender)]
        only = fitting[0] if len(fitting) == 1 and len(near) == 1 else None
        return only if only and self._may_be_called(only, {phrase, lemma}) else None

    def _find_named_later(self, noun: Token, phrase: str, whole: str) -> Figure | None:
        """Return the only holder of an office, the first who is named, soon: "…, *the interior minister* said. … Interior Minister Ann Moss"."""
        words, index = self._words, self._index
        if phrase in words.relative or is_former(noun, words):
            return None
        if any(seen.figure.type == "Person" and seen.figure.named for seen in self._seen):
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
        seen = (each for each in reversed(self._seen) if each.figure is holder)
        return any(self._number - each.sentence > _REACH for each in islice(seen, 1))

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
            return self._compare_given(figure, gender) is not False
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
        near = self._list_near("Country", 1)
        if len(near) == 1:
            return next(iter(near))
        # Of two that are spoken of as often, the one that came first: the article is about it.
        return max(reversed(countries), key=lambda figure: len(figure.mentions), default=None)


def _find_subject_before(mark: Token) -> Token | None:
    """Return who says what a quotation mark opens, where that stands before it: 'Moss said, "…', 'Moss said on Monday: "…'."""
    if mark.i < 2:  # noqa: PLR2004 - somebody, and a verb
        return None
    last = mark.nbor(-1)
    if last.text == ":":
        verbs = reversed([token for token in last.sent if token.i < last.i])
    else:
        verbs = iter((last if last.text != "," else mark.nbor(-2),))
    verb = next((token for token in verbs if token.pos_ == "VERB"), None)
    return next((child for child in verb.lefts if child.dep_ == "nsubj"), None) if verb else None


def _find_subject_behind(mark: Token) -> Token | None:
    """Return who says what a quotation mark opens, where that stands right behind the closing one: '…," said Moss'."""
    doc = mark.doc
    closing = next((token for token in doc[mark.i + 1 :] if token.text in _QUOTES), None)
    if closing is None or closing.nbor(-1).text not in {",", "?", "!"}:
        return None
    for token in doc[closing.i + 1 : closing.i + 1 + _NEAR_MARK]:
        if token.is_punct and token.text != ",":
            return None
        if token.dep_ == "nsubj" and token.head.pos_ == "VERB" and token.head.i > closing.i:
            return token
    return None


def get_person(noun: Token) -> str:
    """Return by what noun somebody is called: "teacher", "victim" of "one of the victims"."""
    people = (
        thing for link in noun.rights if noun.lower_ == "one" for thing in link.rights
    )  # behind "of"
    return str(next(people, noun).lemma_.lower())


def _is_role(noun: Token) -> bool:
    """Tell whether a noun says what somebody becomes, whoever holds it: "succeeded her *as the president*", "will elect *the president*"."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "as":
        return True
    return noun.dep_ in {"dobj", "oprd", "attr"} and above.lemma_.lower() in _MAKING


def _find_doer(pronoun: Token) -> Token | None:
    """Return the subject of the verb behind which "himself" or "herself" stands: "*Moss* has not ruled out seeking the job *himself*"."""
    if not pronoun.lower_.endswith("self"):
        return None
    before = pronoun.nbor(-1) if pronoun.i else pronoun
    if before.pos_ == "PROPN":
        return before  # "Moss himself"
    verbs = (each for each in pronoun.ancestors if each.pos_ in {"VERB", "AUX"})
    subjects = (find_subject(verb) for verb in verbs)
    return next((each for each in subjects if each is not None and each != pronoun), None)


def _find_main_subject(sentence: TokenSpan) -> Token | None:
    """Return the subject of a sentence's main verb."""
    subjects = [child for child in sentence.root.lefts if child.dep_ in SUBJECTS]
    return subjects[-1] if subjects else None


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


def is_prominent(token: Token) -> bool:
    """Tell whether a token is, or is within, the subject of its clause."""
    return token.dep_ in SUBJECTS or (
        token.dep_ in {"compound", "appos", "conj"} and token.head.dep_ in SUBJECTS
    )


def _is_same_clause(earlier: Token, pronoun: Token) -> bool:
    """Tell whether both depend on one verb, so that a plain pronoun cannot mean the earlier one."""
    if pronoun.dep_ == "poss" or pronoun.lower_.endswith("self"):
        return False
    noun = _climb_appositions(earlier)
    return noun.head.i == pronoun.head.i and noun.dep_ in SUBJECTS


def _climb_appositions(name: Token) -> Token:
    """Return the noun that a name explains: "*the author* of the report, Ann Moss"."""
    while name.dep_ == "appos":
        name = name.head
    return name


def _tells_of_itself(earlier: Token, pronoun: Token) -> bool:
    """Tell whether a pronoun begins what somebody says: "Ann Moss said that *she* had left"."""
    clause, subject = pronoun.head, _climb_appositions(earlier)
    told = clause.dep_ == "ccomp" and clause.head.i < clause.i
    return (
        told
        and pronoun.dep_ in SUBJECTS
        and subject.dep_ in SUBJECTS
        and subject.head == clause.head
    )
