"""Pronouns: whom "she" means; what nouns mean ("the president") is read in ``noun_anaphora``.

One pass over the article in the order of reading, with the figures spoken of so far (``salience``). Gender is what titles, nouns
and earlier pronouns in the article say; a given name breaks ties, it never decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.noun_anaphora import NounReader
from graph_builder.extraction.salience import SUBJECTS, Salience, Seen, compare_given
from graph_builder.extraction.sources import find_subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
_QUOTES = frozenset({'"', "``", "''"})
_REACH = 4
_ASKING = frozenset({"ask", "press", "question"})
_ANSWERING = frozenset({"decline", "refuse", "answer", "reply", "respond", "say"})
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


class Reader:
    """Reads an article once and notes whom descriptions and pronouns mean."""

    def __init__(self, index: EntityIndex, words: Thesaurus) -> None:
        """Start before the first sentence."""
        self._index = index
        self._words = words
        self._spoken = Salience()
        self._nouns = NounReader(index, words, self._spoken)
        self._called: dict[Figure, Gender] = {}
        self._told: Figure | None = None
        self._stranger: Gender | bool = False
        self._teller: Gender | bool = False

    def read(self, sentences: Iterable[TokenSpan]) -> None:
        """Resolve the pronouns and descriptions of all sentences, in order."""
        for number, sentence in enumerate(sentences):
            self._spoken.number = number
            if sentence.start == 0:
                self._spoken.quoted, told = False, None
            else:
                told = self._told
            self._told = None
            for token in sentence:
                if token.text in _QUOTES:
                    self._turn_quotation(token, sentence, told)
                self._visit(token, sentence)
            self._stranger = self._find_stranger(sentence)
            self._teller = self._find_teller(sentence)

    def _turn_quotation(self, mark: Token, sentence: TokenSpan, told: Figure | None) -> None:
        """Open or close a quotation: 'Ann Moss said, "He …"'; one that goes on behind its speaker is still his: “…,” Moss said. “He …”."""
        spoken = self._spoken
        spoken.quoted = not spoken.quoted
        spoken.speaker = self._find_speaker(mark, sentence) if spoken.quoted else None
        if spoken.quoted and spoken.speaker is None and mark.i == sentence.start:
            spoken.speaker = told
        self._told = spoken.speaker or self._told

    def _find_stranger(self, sentence: TokenSpan) -> Gender | bool:
        """Return whether a sentence tells of somebody without a name and of nobody with one, and of which gender that is, if known.

        "She" in the next is then no one named before: "Prosecutor Moss left. *One of the victims* spoke. She said …".
        """
        named = (
            seen for seen in reversed(self._spoken.seen) if seen.sentence == self._spoken.number
        )
        subject = _find_main_subject(sentence)
        if subject is None or any(seen.figure.type == "Person" for seen in named):
            return False
        if self._spoken.quoted and subject.pos_ == "NOUN":
            return self._read_stranger(subject)  # "“*My son* called. | He said …"
        if self._spoken.quoted or any(token.text in _QUOTES for token in sentence):
            goes_on = subject.lower_ in GENDERS and self._index.get_figure(subject) is None
            return (
                self._stranger if goes_on else False
            )  # "“I saw it,” *he* said. | He had no camera."
        return self._read_stranger(subject)

    def _read_stranger(self, subject: Token) -> Gender | bool:
        """Return whether a subject is one person without a name, and of which gender, if that is known."""
        if (
            self._index.get_figure(subject) is not None
            or self._nouns.find_bearer(subject) is not None
        ):
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
                self._spoken.note(figure, token)
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
                    self._spoken.note(found, token)
        elif token.dep_ != "compound" and (
            pos == "NOUN" or (pos == "PROPN" and self._names_a_body(token.lower_))
        ):
            self._nouns.read(token)
        elif pos == "PROPN" and token.lower_ in self._words.partisans:
            self._nouns.read_partisan(token)

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
        strange = strange or (self._teller in {True, gender} and self._goes_on(token))
        quoted = self._list_quoted(token)
        for seen in reversed(self._spoken.seen):
            distance = self._spoken.number - seen.sentence
            if distance > _REACH or (distance and strange):
                break
            figure = seen.figure
            if figure.type != "Person" or figure.plural or figure.gender not in {None, gender}:
                continue
            if not distance and (_is_same_clause(seen.token, token) or self._asks(seen, token)):
                continue
            heard = seen.quoted and not self._spoken.quoted
            if heard or figure is self._spoken.speaker or self._is_spoken_of(figure, quoted):
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

    def _is_spoken_of(self, figure: Figure, quoted: Sequence[Token]) -> bool:
        """Tell whether a quotation speaks of somebody by name or office, who then is not its speaker: '“*Moss* lies,” he said', '“*The mayor* lies,” he said'."""
        titles = {title for title, _ in figure.offices}
        return any(
            self._index.get_figure(word) is figure
            if word.pos_ == "PROPN"
            else word.lemma_.lower() in titles
            and any(child.lower_ == "the" for child in word.lefts)
            and word.n_lefts == 1
            for word in quoted
            if word.pos_ in {"NOUN", "PROPN"}
        )

    def _list_quoted(self, token: Token) -> Sequence[Token]:
        """Return the words of the quotation before a pronoun that stands for who says it."""
        if not self._says(token):
            return ()
        before = list(token.sent[: token.i - token.sent.start])
        marks = [word.i for word in before if word.text in _QUOTES]
        if not marks or len(marks) % 2 or marks[0] > token.sent.start + 1:
            return ()
        return [word for word in before if marks[0] < word.i < marks[-1]]

    def _find_teller(self, sentence: TokenSpan) -> Gender | bool:
        """Return whether somebody without a name says what a sentence tells, and of which gender that is, if known: "Moss had fled, *the officer* said. He added …"."""
        subject = _find_main_subject(sentence)
        if subject is None or not self._says(subject) or subject.head.dep_ != "ROOT":
            return False
        phrase = sentence.doc[subject.left_edge.i : subject.head.i]
        figures = map(self._index.get_figure, phrase)
        if any(each is not None and each.type == "Person" for each in figures):
            return False  # "the chief of the union, *Ann Moss*, said"
        if any(token.text in _QUOTES for token in sentence):
            return False
        return self._read_stranger(subject)

    def _asks(self, seen: Seen, pronoun: Token) -> bool:
        """Tell whether somebody asks or tells a pronoun something, which then is another: "*Moss* called on *him* to go"."""
        link = pronoun.head
        verb = link.head
        tells = link.dep_ == "prep" and verb.lemma_ in self._words.saying
        return tells and link.i == verb.i + 1 and seen.token.head == verb and seen.subject

    def _score(self, seen: Seen, distance: int, token: Token, gender: Gender) -> float:
        score = -1.0 * distance + (1.0 if seen.subject else 0.0)
        noun = seen.token if self._spoken.quoted else _climb_appositions(seen.token)
        if distance == 1 and noun.dep_ in SUBJECTS and noun.head.dep_ == "ROOT":
            score += 0.5
        score += min(self._spoken.counts.get(seen.figure.id, 0), 8) * 0.08
        if seen.figure.gender == gender:
            score += 1.0
        else:
            score += _BY_NAME[compare_given(seen.figure, gender, self._words)]
        if self._called.get(seen.figure, gender) != gender:
            score -= _OTHERWISE
        if seen.token.pos_ == "PRON" and seen.token.lower_ == token.lower_:
            score += 0.3
        told = not distance and not self._spoken.quoted and self._says(seen.token)
        if told and _tells_of_itself(seen.token, token) and not self._is_on_others(seen.figure):
            score += _OF_ITSELF
        known = seen.figure.gender == gender
        known = known or compare_given(seen.figure, gender, self._words) is not False
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

    def _find_later(self, token: Token, gender: Gender, sentence: TokenSpan) -> Figure | None:
        """Return the subject of the main clause after "As he left, …"."""
        for other in sentence.root.children:
            if other.dep_ in SUBJECTS and other.i > token.i:
                figure = self._index.get_figure(other)
                if figure and figure.type == "Person" and figure.gender in {None, gender}:
                    return figure
        return None


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


def get_person(noun: Token) -> str:
    """Return by what noun somebody is called: "teacher", "victim" of "one of the victims"."""
    people = (
        thing for link in noun.rights if noun.lower_ == "one" for thing in link.rights
    )  # behind "of"
    return str(next(people, noun).lemma_.lower())
